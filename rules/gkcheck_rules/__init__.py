"""The built-in rules of gkcheck, offered through the same door as any plugin's: one rule a file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import gkcheck


@gkcheck.hookimpl
def gkcheck_rules() -> list[gkcheck.Rule]:
    """Every rule found in the families below this package; adding a rule touches nothing here."""
    return sorted(_found(), key=lambda rule: rule.id)


def _found() -> Iterator[gkcheck.Rule]:
    for family in pkgutil.iter_modules(__path__, f"{__name__}."):
        if not family.ispkg:
            continue
        package = importlib.import_module(family.name)
        for module in pkgutil.iter_modules(package.__path__, f"{family.name}."):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, gkcheck.Rule):
                    yield value
