"""Strict dates of a log: YYYY-MM-DD, YYYY/M/D, 年月日, each with an optional time of day; nothing is guessed.

A moment is two whole numbers, the proleptic ordinal of its day and its second of the day (-1: a date alone), always
in China's time. Years of two figures, days before months and bare serial numbers of a spreadsheet are refused.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

NO_TIME = -1
_MOST_KEPT = 50_000
_BLANK = frozenset(("", "-", "—", "——", "/", "\\", "无", "空", "null", "NULL", "None", "N/A", "n/a"))


class Moment(NamedTuple):
    """A day, and the second of it (-1 when only the date is known)."""

    day: int
    second: int = NO_TIME

    @property
    def date(self) -> date:
        """The day."""
        return date.fromordinal(self.day)

    @property
    def text(self) -> str:
        """YYYY-MM-DD, with THH:MM:SS where there is a time of day."""
        day = self.date.isoformat()
        if self.second < 0:
            return day
        return f"{day}T{self.second // 3600:02d}:{self.second // 60 % 60:02d}:{self.second % 60:02d}"

    @property
    def total(self) -> int:
        """Seconds since day 0, of its first second for a date alone."""
        return self.day * 86_400 + max(self.second, 0)


def moment_of(day: date) -> Moment:
    """A date as a moment."""
    return Moment(day.toordinal())


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or one of the usual marks for it."""
    return text in _BLANK


class Moments:
    """Reads moments; keeps the days and the times of day it has read, since a log has few of them."""

    def __init__(self) -> None:
        self._days: dict[str, Moment] = {}  # whole texts, and the first ten letters of YYYY-MM-DD HH:MM
        self._clock: dict[str, int] = {}  # what follows those ten letters

    def read(self, text: str) -> Moment | None:
        """The moment a cell names; None when it names none strictly."""
        known = self._days.get(text)
        if known is not None:
            return known
        day = self._days.get(text[:10])
        if day is None or len(text) not in (16, 19) or text[4] != "-":
            return self._slowly(text) if len(text) <= 40 else None
        rest = text[10:]
        second = self._clock.get(rest)
        if second is None:
            found = self._slowly(text)
            if found is not None and rest[-1].isdecimal() and "+" not in rest and "-" not in rest:  # no zone
                self._clock[rest] = found.second  # one a second of a day and spelling at most
            return found
        return Moment(day.day, second)

    def _slowly(self, text: str) -> Moment | None:
        found = _pattern().fullmatch(text)
        if found is None:
            return None
        year, month, day = int(found["year"]), int(found["m1"] or found["m2"] or found["m3"]), 0
        day = int(found["d1"] or found["d2"] or found["d3"])
        if not 1949 <= year <= 2200:
            return None
        try:
            ordinal = date(year, month, day).toordinal()
        except ValueError:
            return None
        plain = Moment(ordinal)
        if len(self._days) >= _MOST_KEPT:
            self._days.clear()
        if found["m1"] and len(found["m1"]) == len(found["d1"]) == 2:
            self._days[text[:10]] = plain
        if found["hour"] is None:
            if found["zone"] is not None:
                return None
            self._days[text] = plain
            return plain
        h, m, s = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
        if h > 23 or m > 59 or s > 59:
            return None
        return _in_china(Moment(ordinal, h * 3600 + m * 60 + s), found["zone"])


def _in_china(moment: Moment, zone: str | None) -> Moment | None:
    if zone is None:
        return moment
    ahead = 0
    if zone != "Z":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        if hours > 14 or minutes > 59:
            return None
        ahead = (hours * 60 + minutes) * (60 if zone[0] == "+" else -60)
    total = moment.total - ahead + 8 * 3600
    return Moment(total // 86_400, total % 86_400)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<year>\d{4})(?:-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})|/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})"
        r"|年(?P<m3>\d{1,2})月(?P<d3>\d{1,2})日)"
        r"(?:(?:T| {0,3})(?P<hour>\d{1,2})[:时](?P<minute>\d{2})(?:[:分](?P<second>\d{2})(?:\.\d{1,9})?秒?|分)?)?"
        r"(?P<zone>Z|[+-]\d{2}:?\d{2})?",
        re.ASCII,
    )
