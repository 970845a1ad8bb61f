"""Time that does not count: corrections, inquiries to third parties, from the log of pauses that goes with a log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from gkcheck.calendar import Calendar, Stop
from gkcheck.evidence.kinds import KINDS
from gkcheck.evidence.limits import BY_THE_CLOCK, Counting, Rule
from gkcheck.evidence.moments import Moment, Moments, is_blank
from gkcheck.evidence.opening import Opened
from gkcheck.evidence.rows import rows_of
from gkcheck.text import Text

_STOPPED = Text("中止", "stopped")
MOST_PAUSES = 1_000_000


class Pause(NamedTuple):
    """One pause; `last` None while it lasts. Both ends do not count."""

    first: Moment
    last: Moment | None


class Pauses(NamedTuple):
    """Pauses by id; `broken` are the rows without an id or with dates that cannot be read or run backwards."""

    by_id: Mapping[str, tuple[Pause, ...]]
    broken: tuple[int, ...]
    sha256: str = ""


def read_pauses(log: Opened, columns: Mapping[str, str] | None = None) -> Pauses:
    """The pauses of a log, by id. Raises ReadError."""
    kind = KINDS["pauses"]
    found = rows_of(log, kind, columns)
    moments = Moments()
    at_id, at_from, at_to = kind.at("id"), kind.at("from"), kind.at("to")
    by_id: dict[str, list[Pause]] = {}
    broken: list[int] = []
    for number, row in found.rows:
        first = moments.read(row[at_from]) if row is not None else None
        if row is None or first is None or is_blank(row[at_id]):
            broken.append(number)
            continue
        last = None if is_blank(row[at_to]) else moments.read(row[at_to])
        if not is_blank(row[at_to]) and (last is None or last.total < first.total):
            broken.append(number)
            continue
        by_id.setdefault(row[at_id], []).append(Pause(first, last))
    return Pauses({one: tuple(sorted(set(all_))) for one, all_ in by_id.items()}, tuple(broken), log.sha256)


class Paused(NamedTuple):
    """A limit with its pauses taken out. `due` None: not known. `until_open`: a pause inside it has no end yet.

    `outside`: pauses that begin before the event or after the limit has run out, and change nothing.
    """

    due: Moment | None
    until_open: Moment | None = None
    outside: int = 0


def paused(
    calendar: Calendar,
    rule: Rule,
    counting: Counting,
    start: Moment,
    plain_due: Moment | None,
    pauses: Sequence[Pause],
) -> Paused:
    """The limit of one record with its pauses: each counts only when it begins inside the time as it runs by then."""
    due, outside = plain_due, 0
    kept: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.first.total):
        if due is None:
            break
        if pause.first.day < start.day or pause.first.day > due.day:
            outside += 1
            continue
        if pause.last is None:
            return Paused(due, pause.first, outside)
        kept.append(pause)
        due = _lengthened(calendar, rule, counting, start, due, kept)
    return Paused(due, None, outside)


def _lengthened(
    calendar: Calendar, rule: Rule, counting: Counting, start: Moment, due: Moment, kept: Sequence[Pause]
) -> Moment | None:
    if rule.unit in BY_THE_CLOCK:
        return _by_the_clock(rule, start, kept)
    stops = [Stop(one.first.date, one.last.date, _STOPPED) for one in kept if one.last is not None]
    found = calendar.due(
        date.fromordinal(start.day),
        rule.number,
        rule.unit,
        count_start_day=counting.count_start_day,
        roll_over=counting.roll_over,
        receipt_rollover=counting.receipt_rollover,
        stops=stops,
    )
    if found.on is None:
        return None
    return max(due, Moment(found.on.toordinal()))


def _by_the_clock(rule: Rule, start: Moment, kept: Sequence[Pause]) -> Moment | None:
    """Hours and minutes with pauses known to the moment; a pause that only has its days cannot be taken out."""
    left = rule.number * (3600 if rule.unit == "hour" else 60)
    now = start.total
    for one in kept:
        if one.last is None or one.first.second < 0 or one.last.second < 0:
            return None
        begin, end = one.first.total, one.last.total
        if end <= now:
            continue
        if begin > now:
            if begin - now >= left:
                break
            left -= begin - now
        now = end
    total = now + left
    return Moment(total // 86_400, total % 86_400)
