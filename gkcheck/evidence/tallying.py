"""Sums over judged records: verdicts, months, time used, faults. A record can be taken out again (weight -1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from gkcheck.evidence.ids import shown_id
from gkcheck.evidence.judging import Judge, Judged
from gkcheck.evidence.limits import BY_THE_CLOCK
from gkcheck.evidence.moments import Moment
from gkcheck.logs import MOST_RECORDS, LogCounts, LogMonth, LogRecord, LogUsed, LogVerdict
from gkcheck.text import Text

EXAMPLES = 20
MOST_UNITS = 999
_DIGESTS = 20_000  # different reply texts counted; what comes new after that is not

REASONS: Mapping[str, Text] = {
    "test": Text("测试件", "test records"),
    "cells": Text("单元格数与表头不符", "cells that do not fit the heading"),
    "no_start": Text("没有起算时间", "no date to run from"),
    "bad_date": Text("日期写法不能识别", "a date that cannot be read strictly"),
    "before": Text("结束早于起算", "ended before it began"),
    "future": Text("日期晚于导出日（核查日）", "a date after the export or the day of assessment"),
    "outside": Text("起算日在统计期间之外", "began outside the period"),
    "duplicate": Text(
        "编号重复（同一编号只计最不利的一条）", "an id that comes twice (the worst one counts)"
    ),
    "no_window": Text("没有时限，只计数量", "no limit; only counted"),
    "no_law": Text("起算日没有生效的法定时限", "no legal limit in force on its day"),
    "no_start_column": Text("台账没有起算事件的时间", "the log has no column for the event it runs from"),
    "no_time": Text("按小时计的时限缺时刻", "a limit in hours without a time of day"),
    "pause_by_day": Text("按小时计的时限，中止只有日期", "a limit in hours, a pause that has only days"),
    "pause_open": Text("中止没有结束日期", "a pause without an end"),
    "calendar": Text("放假安排未收录", "days off that are not known"),
    "no_end": Text("写明已办结，没有办结时间", "closed without a date"),
    "withdrawn": Text(
        "已撤回、退回或不予受理，没有答复时间", "withdrawn, returned or refused, with no reply date"
    ),
    "unknown_status": Text("状态不认识，没有办结时间", "a status that is not known, with no end"),
    "paused": Text("中止中，未到期", "stopped, not due"),
    "open_not_due": Text("未到期", "open, not due"),
}
"""Why a record stands neither in the numerator nor in the denominator of the rate."""
HARMLESS = frozenset(("test", "withdrawn", "open_not_due", "paused", "duplicate", "no_window"))
"""Reasons that leave nothing in doubt: such records need not be on time for a window to be proven."""
_GRAVE: frozenset[LogVerdict] = frozenset(("late", "open_overdue"))
_PLACE = {
    verdict: at
    for at, verdict in enumerate(
        ("on_time", "late", "open_not_due", "open_overdue", "undetermined", "faulty")
    )
}


class Tally:
    """Everything a log's result is made from. Grows with days, not with records."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.verdicts = [0] * 6
        self.left_out: Counter[str] = Counter()
        self.months: dict[int, list[int]] = {}
        self.ended: Counter[int] = Counter()
        self.end_days: Counter[int] = Counter()
        self.start_days: Counter[int] = Counter()
        self.minutes: Counter[int] = Counter()
        self.timed = 0
        self.used: Counter[int] = Counter()
        self.at_limit = 0
        self.same = 0
        self.on_rest = 0
        self.digests: Counter[int] = Counter()
        self.words: Counter[str] = Counter()
        self.marks: Counter[str] = Counter()
        self.places: dict[str, list[str]] = {}
        self._month_of: dict[int, int] = {}
        self._rest: dict[int, bool] = {}
        self._grave: dict[int, Judged] = {}  # late and overdue, the longest over
        self._kept: dict[int, Judged] = {}  # what else is not on time
        self._plain: dict[int, Judged] = {}  # on time
        limit = judge.limit
        self.unit = limit.unit if limit is not None else "natural_day"

    def add(self, one: Judged, weight: int = 1) -> None:
        """Counts a record in, or out again."""
        self.verdicts[_PLACE[one.verdict]] += weight
        if one.code:
            self.left_out[one.code] += weight
        for mark in one.marks:
            self._mark(mark, one, weight)
        if one.verdict == "faulty" and one.code != "test":
            self._mark(one.code, one, weight)
        elif one.code == "test":
            self._mark("test", one, weight)
        start, end = one.start, one.end
        if start is not None and one.verdict != "faulty":
            month = self._month(start.day)
            row = self.months.get(month)
            if row is None:
                row = self.months[month] = [0] * 6
            row[_PLACE[one.verdict]] += weight
            self.start_days[start.day] += weight
            if one.word:
                self.words[one.word[:20]] += weight
            if end is not None:
                self._ended(one, start, end, weight)
        if weight > 0:
            self._keep(one)

    def _ended(self, one: Judged, start: Moment, end: Moment, weight: int) -> None:
        self.ended[self._month(end.day)] += weight
        self.end_days[end.day] += weight
        if end.second >= 0:
            self.timed += weight
            self.minutes[end.second // 60] += weight
        if one.due is not None and end.day == one.due.day:
            self.at_limit += weight
        if end.second > 0 and end.second == start.second and end.day == start.day and not self.judge.same:
            self.same += weight
        if self._is_rest(end.day):
            self.on_rest += weight
        if one.digest and (one.digest in self.digests or len(self.digests) < _DIGESTS):
            self.digests[one.digest] += weight
        if not self.judge.same:
            units = self._units(start, end)
            if units is not None:
                self.used[min(units, MOST_UNITS)] += weight

    def _units(self, start: Moment, end: Moment) -> int | None:
        if self.unit == "working_day":
            days = self.judge.days
            return days.working_days(start.day, end.day) if days is not None else None
        if self.unit in BY_THE_CLOCK:
            if start.second < 0 or end.second < 0:
                return None
            length = 3600 if self.unit == "hour" else 60
            return -((start.total - end.total) // length)
        return end.day - start.day

    def _mark(self, code: str, one: Judged, weight: int) -> None:
        self.marks[code] += weight
        places = self.places.setdefault(code, [])
        if weight > 0 and len(places) < EXAMPLES:
            places.append(name_of(one))

    def _month(self, day: int) -> int:
        month = self._month_of.get(day)
        if month is None:
            found = date.fromordinal(day)
            month = self._month_of[day] = found.year * 12 + found.month - 1
        return month

    def _is_rest(self, day: int) -> bool:
        rest = self._rest.get(day)
        if rest is None:
            rest = self._rest[day] = self.judge.calendar.is_working(date.fromordinal(day)) is False
        return rest

    def _keep(self, one: Judged) -> None:
        """Keeps what is not on time first; a record that is counted again takes the place of what it was."""
        known = (
            self._grave.pop(one.row, None) or self._kept.pop(one.row, None) or self._plain.pop(one.row, None)
        )
        if one.verdict in _GRAVE:
            self._grave[one.row] = one
            if len(self._grave) >= 2 * MOST_RECORDS:
                self._grave = {other.row: other for other in self._longest()}
            return
        into = self._plain if one.verdict == "on_time" else self._kept
        if known is not None or len(into) < MOST_RECORDS:
            into[one.row] = one

    def _longest(self) -> list[Judged]:
        """Late and overdue records, the longest over first; of equals the first in the file."""
        return sorted(self._grave.values(), key=lambda one: (-self._over(one), one.row))[:MOST_RECORDS]

    def _over(self, one: Judged) -> int:
        """Seconds past the limit, of an open record up to the day it is judged on."""
        if one.due is None:
            return 0
        end = one.end.total if one.end is not None else self.judge.scope.cut_off * 86_400
        return end - one.due.total

    @property
    def total(self) -> int:
        """All records."""
        return sum(self.verdicts)

    def counts(self) -> LogCounts:
        """How many ended in which way."""
        return _counts(self.verdicts)

    def month_rows(self) -> tuple[LogMonth, ...]:
        """The months in order."""
        keys = sorted({*self.months, *self.ended})
        return tuple(
            LogMonth(
                month=f"{key // 12:04d}-{key % 12 + 1:02d}",
                counts=_counts(self.months.get(key, [0] * 6)),
                ended=self.ended[key],
            )
            for key in keys
            if any(self.months.get(key, ())) or self.ended[key]
        )

    def used_rows(self) -> tuple[LogUsed, ...]:
        """The time used, from the shortest."""
        return tuple(
            LogUsed(units=units, count=count) for units, count in sorted(self.used.items()) if count > 0
        )

    def records(self) -> tuple[LogRecord, ...]:
        """The records kept, in the order of the file."""
        chosen = [*self._longest(), *self._kept.values(), *self._plain.values()][:MOST_RECORDS]
        return tuple(_record(one) for one in sorted(chosen, key=lambda one: one.row))


def _counts(row: list[int]) -> LogCounts:
    return LogCounts(
        on_time=row[0],
        late=row[1],
        open_not_due=row[2],
        open_overdue=row[3],
        undetermined=row[4],
        faulty=row[5],
    )


def _record(one: Judged) -> LogRecord:
    verdict: LogVerdict = one.verdict
    return LogRecord(
        row=one.row,
        id=shown_id(one.id),
        start=one.start.text if one.start else "",
        due=one.due.text if one.due else "",
        end=one.end.text if one.end else "",
        verdict=verdict,
        note=REASONS[one.code] if one.code else None,
    )


def name_of(one: Judged) -> str:
    """A record as a fault names it: its id where that may be shown, else its place."""
    return shown_id(one.id) or f"#{one.row}"
