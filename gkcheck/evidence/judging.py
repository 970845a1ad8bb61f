"""One record at a time: when it ran from, when it was due, when it ended, and how that is to be called.

In this order: a test row, cells that do not fit, a missing or unreadable date, an end before its start, a date in the
future, a start outside the period; then the limit, with extensions and pauses. Same day counts as in time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gkcheck.calendar import Calendar
from gkcheck.evidence.kinds import Kind
from gkcheck.evidence.limits import BY_THE_CLOCK, Counting, DueDays, Limit, Rule
from gkcheck.evidence.moments import Moment, Moments, is_blank
from gkcheck.evidence.pauses import Pause, paused
from gkcheck.evidence.statuses import Status, Statuses
from gkcheck.logs import LogVerdict

_TRUE = frozenset(("是", "1", "true", "y", "yes", "t", "测试", "√", "有"))
_TESTS = ("测试", "test", "TEST", "Test")
_NO_END: Mapping[Status, str] = {"closed": "no_end", "returned": "withdrawn", "unknown": "unknown_status"}
"""Why a record without an end is left out, by what its status says."""
NET = ("互联网", "网", "传真", "邮箱", "电子邮件")


class Judged(NamedTuple):
    """One record as judged. `code` is why it is left out, or ""; `marks` are faults that do not spoil it."""

    row: int
    id: str
    verdict: LogVerdict
    code: str = ""
    start: Moment | None = None
    due: Moment | None = None
    end: Moment | None = None
    marks: tuple[str, ...] = ()
    key: str = ""
    digest: int = 0
    word: str = ""  # the word that a tally goes by: a result, whether public


class Scope(NamedTuple):
    """The days that count: the period the log is for, the day open records are judged on, and the last day known of."""

    cut_off: int
    first: int | None = None
    last: int | None = None
    future_after: int | None = None


class Uses(NamedTuple):
    """The columns that are used of this log, by their places in a row; -1 and () where there is none."""

    id: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    status: int
    others: Mapping[str, int]


class Judge:
    """Judges the records of one log against one limit (None: they are only counted)."""

    def __init__(
        self,
        kind: Kind,
        uses: Uses,
        scope: Scope,
        calendar: Calendar,
        limit: Limit | None,
        counting: Counting,
        statuses: Statuses,
        pauses: Mapping[str, Sequence[Pause]],
    ) -> None:
        self.kind = kind
        self.uses = uses
        self.scope = scope
        self.calendar = calendar
        self.limit = limit
        self.counting = counting
        self.statuses = statuses
        self.pauses = pauses
        self.days = DueDays(calendar, limit, counting) if limit is not None else None
        self.moments = Moments()
        self.same = bool(uses.starts) and uses.starts == uses.ends
        others = uses.others
        self._test = others.get("is_test", -1)
        self._words = tuple(others[one] for one in ("source", "category") if one in others)
        self._extended = (others.get("extended_to", -1), others.get("extension_at", -1))
        self._reopened = others.get("reopened", -1)
        self._method = others.get("method", -1)
        self._confirmed = others.get("confirmed_at", -1)
        self._corrected = others.get("corrected_at", -1)
        self._digest = others.get("reply_text", -1)
        self._tallied = next((others[one] for one in ("public", "publicity") if one in others), -1)
        self._effective = others.get("effective_at", -1)
        self._reason = others.get("reason", -1) if kind.name == "proposal_log" else -1
        self.law = limit is not None and bool(limit.duty)

    def judged(self, number: int, row: Sequence[str] | None) -> Judged:
        """The verdict on one record."""
        if row is None:
            return Judged(number, "", "faulty", "cells")
        uses = self.uses
        given = row[uses.id] if uses.id >= 0 else ""
        id = "" if is_blank(given) else given
        if self._is_test(row, id):
            return Judged(number, id, "faulty", "test")
        marks: list[str] = []
        if not id and uses.id >= 0 and self.kind.unique:
            marks.append("no_id")
        start, code = self._start(row)
        end, end_code = (start, "") if self.same else self._first(row, uses.ends)
        code = code or end_code
        key = self.key_of(row)
        status = self.statuses.of(row[uses.status]) if uses.status >= 0 else "open"
        word = row[self._tallied] if self._tallied >= 0 else ""
        digest = hash(row[self._digest]) if self._digest >= 0 and len(row[self._digest]) >= 4 else 0
        if status == "unknown":
            marks.append("unknown_status")
        if status == "open" and end is not None and uses.status >= 0 and not is_blank(row[uses.status]):
            marks.append("status_conflict")
        marks += self._others(row, word)
        verdict: LogVerdict = "faulty"
        due: Moment | None = None
        if not uses.starts:
            verdict, code = "undetermined", "no_start_column"
        elif not code:
            assert start is not None
            code = self._fault(start, end)
            if not code and self.days is None:
                verdict, code = "undetermined", "no_window"
            elif not code:
                verdict, code, due = self._held(id, start, end, status, row, marks)
        return Judged(number, id, verdict, code, start, due, end, tuple(marks), key, digest, word)

    def key_of(self, row: Sequence[str]) -> str:
        """What one record is told from another by: its id, and which time it was opened; empty where there is no id."""
        given = row[self.uses.id] if self.uses.id >= 0 else ""
        id = "" if is_blank(given) else given
        if not id:
            return ""
        redone = self.uses.status >= 0 and self.statuses.of(row[self.uses.status]) == "redone"
        if redone or self._says_yes(row, self._reopened):
            return f"{id}\n{row[self._reopened] if self._reopened >= 0 else '重办'}"
        return id

    def _is_test(self, row: Sequence[str], id: str) -> bool:
        if self._test >= 0 and row[self._test].lower() in _TRUE:
            return True
        return id.startswith(_TESTS) or any(row[at].startswith(_TESTS) for at in self._words)

    def _says_yes(self, row: Sequence[str], at: int) -> bool:
        return at >= 0 and not is_blank(row[at]) and row[at] not in ("0", "否", "false", "False", "N", "n")

    def _others(self, row: Sequence[str], word: str) -> Iterator[str]:
        if self._effective >= 0 and is_blank(row[self._effective]):
            yield "no_effective"
        if self._reason >= 0 and word.startswith(("否", "不")) and is_blank(row[self._reason]):
            yield "no_reason"

    def _first(self, row: Sequence[str], places: Sequence[int]) -> tuple[Moment | None, str]:
        """The first of some columns that is filled, and what is wrong with it."""
        for at in places:
            if row[at] and not is_blank(row[at]):
                found = self.moments.read(row[at])
                return (found, "") if found is not None else (None, "bad_date")
        return None, ""

    def _start(self, row: Sequence[str]) -> tuple[Moment | None, str]:
        """When the record runs from; for a request by the rules of 政府信息公开条例 (2019) art. 30 and 31."""
        start, code = self._first(row, self.uses.starts)
        if code or start is None:
            return None, code or "no_start"
        if self.kind.name != "request_log" or start.date.isoformat() < "2019-05-15":
            return start, ""
        for at, holds in (
            (self._confirmed, self._method < 0 or row[self._method].startswith(NET)),
            (self._corrected, True),
        ):
            if at >= 0 and holds and not is_blank(row[at]):
                later = self.moments.read(row[at])
                if later is None:
                    return None, "bad_date"
                start = max(start, later)
        return start, ""

    def _fault(self, start: Moment, end: Moment | None) -> str:
        scope = self.scope
        if end is not None and not self.same:
            if end.day < start.day:
                return "before"
            if end.day == start.day and 0 <= end.second < start.second:
                return "before"
        if scope.future_after is not None:
            later = start.day if end is None else max(start.day, end.day)
            if later > scope.future_after:
                return "future"
        if (scope.first is not None and start.day < scope.first) or (
            scope.last is not None and start.day > scope.last
        ):
            return "outside"
        return ""

    def _held(
        self,
        id: str,
        start: Moment,
        end: Moment | None,
        status: Status,
        row: Sequence[str],
        marks: list[str],
    ) -> tuple[LogVerdict, str, Moment | None]:
        """A sound record against its limit: verdict, why it is left out, when it was due. May add to `marks`."""
        assert self.days is not None
        rule = self.days.rule(start.day)
        if rule is None:
            return "undetermined", "no_law", None
        by_the_clock = rule.unit in BY_THE_CLOCK
        if by_the_clock and start.second < 0:
            return "undetermined", "no_time", None
        due = self._due(rule, start)
        waiting: Moment | None = None
        own = self.pauses.get(id) if self.pauses and id else None
        if own:
            found = paused(self.calendar, rule, self.counting, start, due, own)
            due, waiting = found.due, found.until_open
            if found.outside:
                marks.append("pause_outside")
            if due is None and by_the_clock:
                return "undetermined", "pause_by_day", None
        if due is not None and self._extended[0] >= 0:
            due, wrong = self._extension(row, start, due)
            if wrong:
                marks.append(wrong)
        if due is None:
            return "undetermined", "calendar", None
        if end is not None:
            if waiting is not None and end.day >= waiting.day and end.day > due.day:
                return "undetermined", "pause_open", due
            if not by_the_clock:
                return "on_time" if end.day <= due.day else "late", "", due
            if end.second < 0:
                return "undetermined", "no_time", due
            return "on_time" if end.total <= due.total else "late", "", due
        if status in _NO_END:
            return "undetermined", _NO_END[status], due
        if waiting is not None:
            return "open_not_due", "paused", due
        if due.day < self.scope.cut_off:
            return "open_overdue", "", due
        return "open_not_due", "open_not_due", due

    def _due(self, rule: Rule, start: Moment) -> Moment | None:
        assert self.days is not None
        if rule.unit in BY_THE_CLOCK:
            total = start.total + rule.number * (3600 if rule.unit == "hour" else 60)
            return Moment(total // 86_400, total % 86_400)
        return self.days.due_moment(start.day)

    def _extension(self, row: Sequence[str], start: Moment, due: Moment) -> tuple[Moment, str]:
        """The limit extended, where a decision is recorded and was made inside the first one."""
        to, at = self._extended
        if is_blank(row[to]):
            return due, ""
        until = self.moments.read(row[to])
        decided = self.moments.read(row[at]) if at >= 0 and not is_blank(row[at]) else None
        if until is None or decided is None:
            return due, "extension_undated"
        if not start.day <= decided.day <= due.day:
            return due, "extension_outside"
        assert self.days is not None
        latest = self.days.latest(start.day)
        day = until.day if latest is None else min(until.day, latest)
        if day <= due.day:
            return due, ""
        return Moment(day, 86_399 if due.second >= 0 else -1), ""
