"""The auditor's decisions on single findings, kept in a file of the auditor's own, and carried from run to run.

Everything is imported when first asked for (PEP 562): every result has a place for waivers, few runs have any.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gkcheck.waivers.applying import Applied, applied, row_name
    from gkcheck.waivers.uses import USE_TEXT, WaiverUse
    from gkcheck.waivers.waiver import Waiver, WaiverFile, load, parsed, spelled_date

__all__ = [
    "FILE",
    "USE_TEXT",
    "Applied",
    "Waiver",
    "WaiverFile",
    "WaiverUse",
    "applied",
    "load",
    "parsed",
    "row_name",
    "spelled_date",
]
FILE = "gkcheck-waivers.toml"
_APPLYING = frozenset({"Applied", "applied", "row_name"})
_USES = frozenset({"USE_TEXT", "WaiverUse"})


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    part = "applying" if name in _APPLYING else "uses" if name in _USES else "waiver"
    return getattr(importlib.import_module(f"{__name__}.{part}"), name)
