"""A log on the time line: what began in each month and how it ended, each late record against its limit, the time used.

Everything is laid out in per cent of the width, so that one drawing serves a desk, a phone and paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby, pairwise
from typing import NamedTuple

from gkcheck.calendar import china
from gkcheck.logs import LOG_VERDICT_TEXT, USED_TEXT, LogCounts, LogRecord, LogResult, LogVerdict
from gkcheck.text import Lang
from gkcheck.writers.words import number, said

MOST_ROWS = 20  # late records drawn at once; the others are folded
MOST_MONTHS = 36
MOST_BINS = 24
PLOT = 84.0  # height of the columns
STACK: tuple[LogVerdict, ...] = ("late", "open_overdue", "on_time", "open_not_due", "undetermined")
"""From the bottom up: what is late stands on one line, to be compared from month to month."""


class Block(NamedTuple):
    """A part of a column: its verdict, where it begins and how high it is."""

    code: str
    y: float
    height: float


class Month(NamedTuple):
    """One month (or year) of records by the day they ran from; x and width in per cent."""

    words: str
    year: str  # where a year begins
    x: float
    width: float
    middle: float
    blocks: tuple[Block, ...]
    ended_y: float
    ended_height: float
    total: int
    bad: int
    told: str


class Row(NamedTuple):
    """One late or overdue record: the time inside the limit, and past it, in per cent of the longest drawn."""

    sign: str
    code: str
    id: str
    dates: str
    over: str
    limit: float
    past: float


class Bin(NamedTuple):
    """Ended records that took so many units."""

    words: str
    amount: int
    x: float
    width: float
    middle: float
    y: float
    height: float
    over: bool  # longer than the limit in words
    late: bool  # and known to be late, not lengthened by a day of rest or a pause


class Timeline(NamedTuple):
    """The drawings of one log, with what they say in words."""

    months: tuple[Month, ...]
    least_width: int  # pixels below which the columns do not fit
    months_told: str
    legend: tuple[str, ...]  # the verdicts that occur, from the bottom up
    rows: tuple[Row, ...]
    more_rows: tuple[Row, ...]
    unnamed: int  # late records that are only counted
    bins: tuple[Bin, ...]
    limit_x: float | None  # of the limit among the bins, in per cent
    bins_told: str
    lengthened: bool  # some took longer than the limit in words and were not late


def timeline_of(log: LogResult, signs: Mapping[LogVerdict, str], lang: Lang) -> Timeline:
    """The drawings of one log; empty parts where it has nothing for them. `signs`: the sign of each verdict."""
    months = _months(log, signs, lang)
    rows = _rows(log, signs, lang)
    bins, limit_x = _bins(log)
    late = log.counts.late + log.counts.open_overdue if log.window else 0
    return Timeline(
        months=months,
        least_width=len(months) * max((14 + 6 * len(str(one.total)) for one in months), default=0),
        months_told=said("；", "; ", lang).join(one.told for one in months if one.total or one.ended_height),
        legend=tuple(
            f"{signs[code]} {LOG_VERDICT_TEXT[code].in_(lang)}"
            for code in STACK
            if any(block.code == code for one in months for block in one.blocks)
        ),
        rows=rows[:MOST_ROWS],
        more_rows=rows[MOST_ROWS:],
        unnamed=max(0, late - len(rows)),
        bins=bins,
        limit_x=limit_x,
        lengthened=any(one.over and one.amount and not one.late for one in bins),
        bins_told=said("；", "; ", lang).join(f"{one.words}: {one.amount}" for one in bins if one.amount),
    )


def _months(log: LogResult, signs: Mapping[LogVerdict, str], lang: Lang) -> tuple[Month, ...]:
    """Every month from the first to the last, also those without a record."""
    known = {one.month: one for one in log.months}
    if not known:
        return ()
    every = _every_month(min(known), max(known))
    yearly = len(every) > MOST_MONTHS
    columns: list[tuple[str, list[int], int]] = []
    for key, group in groupby(every, key=lambda one: one[:4] if yearly else one):
        found = [known[month] for month in group if month in known]
        counts = [sum(_count(log, one.counts, code) for one in found) for code in STACK]
        ended = sum(one.ended for one in found)
        columns.append((key, counts, 0 if log.window is None and ended == sum(counts) else ended))
    most = max(max(sum(counts), ended) for _, counts, ended in columns) or 1
    step = 100 / len(columns)
    return tuple(
        _month(at, key, counts, ended, most, step, signs, lang)
        for at, (key, counts, ended) in enumerate(columns)
    )


def _count(log: LogResult, counts: LogCounts, code: LogVerdict) -> int:
    """A log that is only counted has one kind of records, and no verdicts."""
    if log.window is None:
        return counts.total - counts.faulty if code == "on_time" else 0
    return int(getattr(counts, code))


def _every_month(first: str, last: str) -> list[str]:
    low, high = (int(one[:4]) * 12 + int(one[5:7]) - 1 for one in (first, last))
    return [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(low, high + 1)]


def _month(
    at: int,
    key: str,
    counts: Sequence[int],
    ended: int,
    most: int,
    step: float,
    signs: Mapping[LogVerdict, str],
    lang: Lang,
) -> Month:
    blocks: list[Block] = []
    below = 0
    for code, count in zip(STACK, counts, strict=True):
        if count:
            below += count
            blocks.append(Block(code, round(PLOT - PLOT * below / most, 1), round(PLOT * count / most, 1)))
    told = [f"{key} {said('共', 'in all', lang)} {sum(counts)}"]
    told += [
        f"{LOG_VERDICT_TEXT[code].in_(lang)} {count}"
        for code, count in zip(STACK[:2], counts, strict=False)
        if count
    ]
    height = round(PLOT * ended / most, 1)
    return Month(
        words=str(int(key[5:7])) if len(key) > 4 else key,
        year=key[:4] if len(key) > 4 and (at == 0 or key.endswith("-01")) else "",
        x=round(at * step + step * 0.1, 2),
        width=round(step * 0.5, 2),
        middle=round(at * step + step * 0.45, 2),
        blocks=tuple(blocks),
        ended_y=PLOT - height,
        ended_height=height,
        total=sum(counts),
        bad=counts[0] + counts[1],
        told="，".join(told) if lang == "zh" else ", ".join(told),
    )


def _rows(log: LogResult, signs: Mapping[LogVerdict, str], lang: Lang) -> tuple[Row, ...]:
    """The late and overdue records, the longest over first."""
    if log.window is None:
        return ()
    found = [one for one in log.records if one.verdict in ("late", "open_overdue") and one.start and one.due]
    unit = log.window.used_unit
    measured = [_measured(one, log.cut_off, unit) for one in found]
    if any(one is None for one in measured):  # days that no calendar knows: all of them in plain days
        unit = "day"
        measured = [_measured(one, log.cut_off, unit) for one in found]
    spans = [(one, span) for one, span in zip(found, measured, strict=True) if span is not None]
    spans.sort(key=lambda pair: (-pair[1][1], pair[0].start, pair[0].row))
    most = max((inside + past for _, (inside, past) in spans), default=0) or 1
    rows = []
    for one, (inside, past) in spans:
        words = _length(past, unit, lang)
        late = one.verdict == "late"
        over = said(
            f"超 {words}" if late else f"逾期 {words}", f"{words} late" if late else f"{words} overdue", lang
        )
        rows.append(
            Row(
                sign=signs[one.verdict],
                code=one.verdict,
                id=one.id or f"#{one.row}",
                dates=_dates(one, log.cut_off, unit, lang),
                over=over,
                limit=round(100 * inside / most, 2),
                past=max(0.6, round(100 * past / most, 2)),
            )
        )
    return tuple(rows)


def _length(units: float, unit: str, lang: Lang) -> str:
    name = USED_TEXT[unit].in_(lang)
    if lang == "zh":
        return f"{number(units)}{name}"
    return f"{number(units)} {name[:-1] if units == 1 else name}"


def _measured(one: LogRecord, cut_off: str, unit: str) -> tuple[float, float] | None:
    """The time inside the limit and past it, in units; None where the calendar does not know."""
    start, due, end = _moment(one.start), _moment(one.due), _moment(one.end or cut_off)
    if unit == "working_day":
        inside = china().working_days_between(start.date(), due.date())
        past = china().working_days_between(due.date(), end.date())
        return None if inside is None or past is None else (float(inside), float(past))
    length = {"hour": 3600, "minute": 60}.get(unit)
    if length is None:
        return float((due.date() - start.date()).days), float((end.date() - due.date()).days)
    return (due - start).total_seconds() / length, max(0.0, (end - due).total_seconds() / length)


def _moment(words: str) -> datetime:
    return datetime.fromisoformat(words)


def _dates(one: LogRecord, cut_off: str, unit: str, lang: Lang) -> str:
    """When it began, was due and ended; by the clock only where the limit is."""
    length = 16 if unit in ("hour", "minute") else 10
    start, due, end = (words[:length].replace("T", " ") for words in (one.start, one.due, one.end))
    if end:
        return said(f"{start} 起，应于 {due}，{end} 办结", f"from {start}, due {due}, ended {end}", lang)
    return said(
        f"{start} 起，应于 {due}，至 {cut_off} 未办结", f"from {start}, due {due}, open on {cut_off}", lang
    )


def _bins(log: LogResult) -> tuple[tuple[Bin, ...], float | None]:
    """The time used from 0 on, what is longer than the last column in one; and where the limit stands among them."""
    if log.window is None or not log.used:
        return (), None
    counts = {one.units: one.count for one in log.used}
    exact = log.window.unit in USED_TEXT or log.window.unit == "week"
    limit = log.window.number * (7 if log.window.unit == "week" else 1) if exact else None
    last = max(counts)
    top = last if limit is None else max(limit, min(last, 2 * limit + 10))
    size = -(-(top + 1) // (MOST_BINS - 2))
    first = (limit + 1) % size if limit is not None else 0  # so that a column ends with the limit
    starts = sorted({0, *range(first, top + 1, size)})
    words = []
    for low, after in pairwise([*starts, starts[-1] + size]):
        count = sum(counts.get(units, 0) for units in range(low, after))
        words.append((str(low) if after - low == 1 else f"{low}–{after - 1}", count, low))
    after = starts[-1] + size
    rest = sum(count for units, count in counts.items() if units >= after)
    if rest:
        words.append((f"{after}+", rest, after))
    most = max(count for _, count, _ in words) or 1
    step = 100 / len(words)
    beyond = limit is not None and _all_late(log, sum(count for _, count, units in words if units > limit))
    bins = tuple(
        Bin(
            words=label,
            amount=count,
            x=round(at * step + step * 0.1, 2),
            width=round(step * 0.8, 2),
            middle=round(at * step + step * 0.5, 2),
            y=round(PLOT - PLOT * count / most, 1),
            height=round(PLOT * count / most, 1),
            over=limit is not None and units > limit,
            late=beyond and limit is not None and units > limit,
        )
        for at, (label, count, units) in enumerate(words)
    )
    if limit is None:
        return bins, None
    inside = sum(not one.over for one in bins)
    return bins, round(inside * step, 2)


def _all_late(log: LogResult, beyond: int) -> bool:
    """Whether what took longer than the limit was late: of days, a last day of rest may have moved the limit."""
    assert log.window is not None
    if log.window.unit in ("working_day", "hour", "minute") or not log.window.roll_over:
        return beyond <= log.counts.late + log.counts.undetermined
    return beyond == log.counts.late
