"""The front door: what a rule author or a user of the library may import. No logic here.

Everything is imported when first asked for (PEP 562), so that `import gkcheck` alone costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from gkcheck.version import __version__

if TYPE_CHECKING:
    from gkcheck.app import check, installed, read
    from gkcheck.config import Config
    from gkcheck.copying import Copy
    from gkcheck.corpus import CarriedReport, Corpus, UnitCopies
    from gkcheck.errors import ConfigError, GkcheckError, PluginError, ReadError, UsageError
    from gkcheck.finding import Cleared, CopiedText, Copies, Finding, Hit, Outcome, RuleFailure, Undecided
    from gkcheck.hookspecs import hookimpl
    from gkcheck.language.pattern import Pattern
    from gkcheck.logs import LogCounts, LogFault, LogPattern, LogResult, made_up_events, made_up_log
    from gkcheck.model import Location, Mark, ReadWarning, Span, Submission, Task
    from gkcheck.reading import Reading
    from gkcheck.result import Result
    from gkcheck.rule_definition import (
        Bad,
        Case,
        Context,
        Good,
        Options,
        Row,
        Rule,
        Sheet,
        corpus_rule,
        rule,
        table_rule,
    )
    from gkcheck.table import Table
    from gkcheck.text import Text

_WHERE = {
    "check": "app",
    "installed": "app",
    "read": "app",
    "Config": "config",
    "ConfigError": "errors",
    "GkcheckError": "errors",
    "PluginError": "errors",
    "ReadError": "errors",
    "UsageError": "errors",
    "Cleared": "finding",
    "CopiedText": "finding",
    "Copies": "finding",
    "Copy": "copying",
    "Finding": "finding",
    "Hit": "finding",
    "Outcome": "finding",
    "RuleFailure": "finding",
    "Undecided": "finding",
    "hookimpl": "hookspecs",
    "Pattern": "language.pattern",
    "LogCounts": "logs",
    "LogFault": "logs",
    "LogPattern": "logs",
    "LogResult": "logs",
    "made_up_events": "logs",
    "made_up_log": "logs",
    "Location": "model",
    "Mark": "model",
    "ReadWarning": "model",
    "Span": "model",
    "Submission": "model",
    "Task": "model",
    "CarriedReport": "corpus",
    "Corpus": "corpus",
    "UnitCopies": "corpus",
    "Reading": "reading",
    "Table": "table",
    "Result": "result",
    "Bad": "rule_definition",
    "Case": "rule_definition",
    "Context": "rule_definition",
    "Good": "rule_definition",
    "Options": "rule_definition",
    "Row": "rule_definition",
    "Sheet": "rule_definition",
    "Rule": "rule_definition",
    "corpus_rule": "rule_definition",
    "rule": "rule_definition",
    "table_rule": "rule_definition",
    "Text": "text",
}

__all__ = [
    "Bad",
    "CarriedReport",
    "Case",
    "Cleared",
    "Config",
    "ConfigError",
    "Context",
    "CopiedText",
    "Copies",
    "Copy",
    "Corpus",
    "Finding",
    "GkcheckError",
    "Good",
    "Hit",
    "Location",
    "LogCounts",
    "LogFault",
    "LogPattern",
    "LogResult",
    "Mark",
    "Options",
    "Outcome",
    "Pattern",
    "PluginError",
    "ReadError",
    "ReadWarning",
    "Reading",
    "Result",
    "Row",
    "Rule",
    "RuleFailure",
    "Sheet",
    "Span",
    "Submission",
    "Table",
    "Task",
    "Text",
    "Undecided",
    "UnitCopies",
    "UsageError",
    "__version__",
    "check",
    "corpus_rule",
    "hookimpl",
    "installed",
    "made_up_events",
    "made_up_log",
    "read",
    "rule",
    "table_rule",
]


def __getattr__(name: str) -> object:
    module = _WHERE.get(name)
    if module is None:
        raise AttributeError(f"module 'gkcheck' has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"gkcheck.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
