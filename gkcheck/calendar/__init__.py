"""Working days with the notice each comes from, and when a time limit ends.

Modules and data are read when first asked for (PEP 562): most runs count no window and pay nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gkcheck.calendar.built_in import china
    from gkcheck.calendar.counting import SHANGHAI, UNIT_TEXT, Due, Stop, Unit, due
    from gkcheck.calendar.days import Calendar, Day, Notice
    from gkcheck.calendar.legal import Limit, limit_on, limits
    from gkcheck.calendar.periods import Part, half_end, month_end, part_end, quarter_end

__all__ = [
    "SHANGHAI",
    "UNIT_TEXT",
    "Calendar",
    "Day",
    "Due",
    "Limit",
    "Notice",
    "Part",
    "Stop",
    "Unit",
    "china",
    "due",
    "half_end",
    "limit_on",
    "limits",
    "month_end",
    "part_end",
    "quarter_end",
]

_WHERE = {
    "built_in": ("china",),
    "counting": ("SHANGHAI", "UNIT_TEXT", "Due", "Stop", "Unit", "due"),
    "days": ("Calendar", "Day", "Notice"),
    "legal": ("Limit", "limit_on", "limits"),
    "periods": ("Part", "half_end", "month_end", "part_end", "quarter_end"),
}


def __getattr__(name: str) -> object:
    for module, names in _WHERE.items():
        if name in names:
            value: object = getattr(importlib.import_module(f"gkcheck.calendar.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'gkcheck.calendar' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
