"""Figures of a log for a stretch of time: how many came in, ended, were in time, and how sure each is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gkcheck.logs import LogDates, LogResult
from gkcheck.text import Text


class Days(NamedTuple):
    """The first and the last day of a stretch of time."""

    first: date
    last: date


class Figure(NamedTuple):
    """How many the log shows, and between which numbers the truth lies: faulty and withdrawn records may count or not."""

    value: int
    low: int
    high: int


def attested(log: LogResult) -> Days | None:
    """The period that the manifest says the log is for, up to its export; None where it says none."""
    manifest = log.manifest
    if manifest is None or not manifest.period_from or not manifest.period_to:
        return None
    return Days(_day(manifest.period_from), min(_day(manifest.period_to), _day(log.cut_off)))


def covers(log: LogResult, days: Days) -> bool:
    """Whether the log is attested to hold all of a stretch of time: what it does not show then was not."""
    told = attested(log)
    at_odds = log.manifest is not None and log.manifest.problems
    return told is not None and not at_odds and told.first <= days.first and days.last <= told.last


def narrower(log: LogResult, days: Days) -> bool:
    """Whether the log is attested for less than a stretch of time."""
    told = attested(log)
    return told is not None and not (told.first <= days.first and days.last <= told.last)


def tally(log: LogResult, code: str) -> int | None:
    """A figure of the log by its code."""
    return next((one.count for one in log.tallies if one.code == code), None)


def left_out(log: LogResult, *codes: str) -> int:
    """Records that were left out for certain reasons."""
    return sum(one.count for one in (log.rate.left_out if log.rate else ()) if one.code in codes)


def received(log: LogResult) -> Figure:
    """How many records there are; withdrawn ones may not have been counted, faulty ones may."""
    sound = log.counts.total - log.counts.faulty
    return Figure(sound, sound - left_out(log, "withdrawn"), log.counts.total)


def ended(log: LogResult) -> Figure | None:
    """How many ended; None where the log does not tell."""
    value = tally(log, "ended")
    if value is None:
        return None
    return Figure(value, value, value + log.counts.faulty + left_out(log, "no_end", "unknown_status"))


def months(log: LogResult, *, by_end: bool) -> dict[tuple[int, int], int]:
    """Sound records by year and month, of their beginning or of their end."""
    found: dict[tuple[int, int], int] = {}
    for one in log.months:
        count = one.ended if by_end else one.counts.total - one.counts.faulty
        if count:
            found[int(one.month[:4]), int(one.month[5:])] = count
    return found


def dates(log: LogResult, column: str) -> LogDates | None:
    """What the log tells of one column of dates."""
    return next((one for one in log.dates if one.column == column), None)


def fault_of(rule: str, log: LogResult, what: str = "") -> str:
    """The name of a fault that a log shows of what a rule looks at."""
    return f"{rule}:{log.file_name}{':' + what if what else ''}"


def late_fault(log: LogResult) -> str:
    """The fault that late and overdue records are: of the window they break, whatever else they disprove with it."""
    return fault_of("GK202" if log.kind in ("publication_log", "guide_log") else "GK201", log)


def percent(value: float) -> str:
    """A percentage as people write it; never 100 for what is not all."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "99.99%" if short == "100" and value < 100 else f"{short}%"


def _day(words: str) -> date:
    return date.fromisoformat(words[:10])


PARTLY = Text(
    "台账说明的期间没有覆盖应统计的期间", "the manifest's period is shorter than the one that counts"
)
