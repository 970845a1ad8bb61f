"""The last days of the periods that official texts name: 旬, 月, 季度, 半年, 年. All are inclusive.

“年初”“近期”“尽快”“及时” name no day and have no function here: without a number there is no verdict.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

Part = Literal["early", "middle", "late"]


def month_end(year: int, month: int) -> date:
    """The last day of a month (“8月底前” ends on it, that day included)."""
    first = date(year, month, 1)  # refuses a month that is none
    if month == 12:
        return first.replace(day=31)
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


def part_end(year: int, month: int, part: Part) -> date:
    """The last day of a third of a month: 上旬 ends on the 10th, 中旬 on the 20th, 下旬 with the month."""
    if part == "late":
        return month_end(year, month)
    return date(year, month, 10 if part == "early" else 20)


def quarter_end(year: int, quarter: int) -> date:
    """The last day of quarter 1 to 4: 03-31, 06-30, 09-30, 12-31."""
    if not 1 <= quarter <= 4:
        raise ValueError(f"a year has four quarters, not a {quarter}.")
    return month_end(year, quarter * 3)


def half_end(year: int, half: int) -> date:
    """The last day of the first or second half of a year: 06-30, 12-31."""
    if not 1 <= half <= 2:
        raise ValueError(f"a year has two halves, not a {half}.")
    return month_end(year, half * 6)
