"""A log held against a limit, as a value: manifest first, then every record, then what the whole comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from gkcheck.calendar import Calendar, china
from gkcheck.evidence.faults import faults_of
from gkcheck.evidence.ids import looks_personal
from gkcheck.evidence.judging import Judge, Judged, Scope, Uses
from gkcheck.evidence.kinds import Kind, Stretch, columns_for
from gkcheck.evidence.limits import Counting, Limit, window_of
from gkcheck.evidence.manifest import manifest_of, read_manifest, with_rows
from gkcheck.evidence.moments import Moment, Moments, is_blank, moment_of
from gkcheck.evidence.opening import Opened
from gkcheck.evidence.patterns import patterns_of
from gkcheck.evidence.pauses import Pauses, read_pauses
from gkcheck.evidence.rows import Rows, rows_of
from gkcheck.evidence.serials import Runs, Seen
from gkcheck.evidence.statuses import Statuses
from gkcheck.evidence.tallying import HARMLESS, REASONS, Tally
from gkcheck.logs import (
    MOST_RECORDS,
    LogDates,
    LogLeftOut,
    LogManifest,
    LogRate,
    LogResult,
    LogTally,
    LogVerdict,
    LogWindow,
)
from gkcheck.text import Text

_WORST: Mapping[LogVerdict, int] = {
    "faulty": -1,
    "on_time": 0,
    "open_not_due": 1,
    "undetermined": 2,
    "open_overdue": 3,
    "late": 4,
}


class Wishes(NamedTuple):
    """What is known beside the log itself.

    `limit` None: the log is only counted. `year`: the reporting year, the period where no manifest names one.
    `as_of`: the day open records are judged on where the manifest has no time of export. `strict_future`: a date
    after `as_of` is a fault even without a time of export. `stretch`: which dates the limit runs between, by name.
    """

    as_of: date
    limit: Limit | None = None
    stretch: str = ""
    end: str = ""  # the column that ends a record, where more than one could
    year: int | None = None
    strict_future: bool = False
    counting: Counting = Counting()
    columns: Mapping[str, str] | None = None
    statuses: Mapping[str, Sequence[str]] | None = None
    pauses: Opened | None = None
    calendar: Calendar | None = None
    manifest: Mapping[str, object] | None = None  # in place of the file beside the log


def check_log(log: Opened, kind: Kind, wishes: Wishes) -> LogResult:
    """Holds every record against the limit. Streams the file once, and again only where an id comes twice.

    Raises ReadError for a log, a manifest or a log of pauses that cannot be read.
    """
    manifest = manifest_of(wishes.manifest, log.sha256) if wishes.manifest is not None else read_manifest(log)
    pauses = read_pauses(wishes.pauses) if wishes.pauses is not None else Pauses({}, ())
    found = rows_of(log, kind, wishes.columns)
    stretch = _stretch(kind, wishes.stretch)
    uses = _uses(kind, stretch, found, wishes)
    scope = _scope(wishes, manifest)
    judge = Judge(
        kind,
        uses,
        scope,
        wishes.calendar or china(),
        wishes.limit,
        wishes.counting,
        Statuses(wishes.statuses),
        pauses.by_id,
    )
    tally, seen, runs = Tally(judge), Seen(), Runs()
    columns = _DateColumns(kind, found)
    personal: list[str] = []
    ids_personal = 0
    for number, row in found.rows:
        one = judge.judged(number, row)
        tally.add(one)
        if row is not None:
            columns.add(row)
        if one.id:
            if kind.unique and one.verdict != "faulty":
                seen.add(one.key)
            if kind.unique and one.code != "test":
                runs.add(one.id)
            if looks_personal(one.id):
                ids_personal += 1
                if len(personal) < 5:
                    personal.append(f"#{number}")
    _settle(log, kind, wishes, judge, tally, seen.twice())
    if manifest is not None:
        manifest = with_rows(manifest, tally.total)
    window = _window(kind, uses, found, wishes)
    used = tally.used_rows()
    counts = tally.counts()
    records = tally.records()
    return LogResult(
        task=None,
        key=None,
        source="",
        kind=kind.name,
        title=kind.title,
        file=log.name,
        sha256=log.sha256,
        manifest=manifest,
        period_from=Moment(min(tally.start_days)).text if tally.start_days else "",
        period_to=Moment(max(tally.start_days)).text if tally.start_days else "",
        cut_off=Moment(scope.cut_off).text,
        window=window,
        counts=counts,
        rate=_rate(tally) if window is not None else None,
        longest=float(used[-1].units) if used and window is not None else None,
        tallies=_tallies(kind, tally),
        dates=columns.told(),
        months=tally.month_rows(),
        used=used if window is not None else (),
        faults=faults_of(kind, tally, runs, pauses, ids_personal, personal, manifest),
        patterns=patterns_of(tally),
        records=records,
        more_records=max(0, counts.total - len(records)),
    )


def _stretch(kind: Kind, name: str) -> Stretch:
    return next((one for one in kind.stretches if one.name == name), kind.stretches[0])


def _uses(kind: Kind, stretch: Stretch, found: Rows, wishes: Wishes) -> Uses:
    """The columns that are used. An event that the log has no column for leaves no start: nothing is guessed."""
    asked = columns_for(wishes.limit.trigger) if wishes.limit is not None else ()
    own = tuple(name for name in asked if name in stretch.starts and name in found.present)
    free = tuple(name for name in stretch.starts if name in found.present)
    named = [name for name in asked if kind.at(name) >= 0]
    starts = own[:1] if own else () if named and free and stretch.name == "reply" else free[:1]
    if stretch.starts == stretch.ends:
        starts = free[:1]
    ends = tuple(name for name in stretch.ends if name in found.present)
    if wishes.end in ends:
        ends = (wishes.end,)
    present = {name: kind.at(name) for name in found.present}
    return Uses(
        id=present.get("id", -1),
        starts=tuple(present[name] for name in starts),
        ends=tuple(present[name] for name in ends),
        status=present.get("status", -1),
        others=present,
    )


def _scope(wishes: Wishes, manifest: LogManifest | None) -> Scope:
    exported = (
        Moments().read(manifest.exported_at.replace("T", " ")) if manifest and manifest.exported_at else None
    )
    cut_off = exported.day if exported is not None else wishes.as_of.toordinal()
    first = last = None
    if manifest is not None and manifest.period_from:
        first = date.fromisoformat(manifest.period_from).toordinal()
        last = date.fromisoformat(manifest.period_to).toordinal()
    elif wishes.year is not None:
        first, last = date(wishes.year, 1, 1).toordinal(), date(wishes.year, 12, 31).toordinal()
    future = exported.day if exported is not None else None
    if future is None and wishes.strict_future:
        future = moment_of(wishes.as_of).day
    return Scope(cut_off, first, last, future)


def _settle(
    log: Opened, kind: Kind, wishes: Wishes, judge: Judge, tally: Tally, twice: frozenset[int]
) -> None:
    """Of the records with one id the worst counts; the others are faults."""
    if not twice:
        return
    worst: dict[str, Judged] = {}
    for number, row in rows_of(log, kind, wishes.columns).rows:
        if row is None or hash(judge.key_of(row)) not in twice:
            continue
        one = judge.judged(number, row)
        if not one.id or one.verdict == "faulty":
            continue
        known = worst.get(one.key)
        if known is None:
            worst[one.key] = one
            continue
        worst[one.key], other = sorted((known, one), key=_gravest)
        tally.add(other, -1)
        tally.add(other._replace(verdict="faulty", code="duplicate", due=other.due))


def _gravest(one: Judged) -> tuple[int, bool, str, int, int, int]:
    """The worst record first; between equals what the record says decides, not where it stands."""
    start, end = (-1 if moment is None else moment.total for moment in (one.start, one.end))
    return -_WORST[one.verdict], one.code in HARMLESS, one.code, start, end, one.row


def _window(kind: Kind, uses: Uses, found: Rows, wishes: Wishes) -> LogWindow | None:
    if wishes.limit is None:
        return None
    start, end = (_heading(kind, found, places) for places in (uses.starts, uses.ends))
    return window_of(wishes.limit, wishes.counting, start, end)


def _heading(kind: Kind, found: Rows, places: Sequence[int]) -> Text:
    if not places:
        return Text("（台账没有这一列）", "(the log has no such column)")
    column = kind.columns[places[0]]
    said = found.headings.get(column.name, column.text.zh)
    return Text(said, f"{column.text.en} ({said})" if said != column.text.en else said)


def _rate(tally: Tally) -> LogRate:
    counts = tally.counts()
    below = counts.on_time + counts.late + counts.open_overdue
    return LogRate(
        numerator=counts.on_time,
        denominator=below,
        percent=round(100 * counts.on_time / below, 4) if below else None,
        left_out=tuple(
            LogLeftOut(code=code, reason=REASONS[code], count=count)
            for code, count in sorted(tally.left_out.items(), key=lambda one: (-one[1], one[0]))
            if count > 0
        ),
    )


def _tallies(kind: Kind, tally: Tally) -> tuple[LogTally, ...]:
    """The figures that prose may state."""
    counts = tally.counts()
    sound = counts.total - counts.faulty
    ended = sum(tally.end_days.values())
    made: list[tuple[str, Text, int]] = []
    if kind.purpose == "reply":
        made = [
            ("received", Text("收到", "received"), sound),
            ("ended", Text("办结（答复）", "answered"), ended),
            ("not_ended", Text("未办结", "not answered"), sound - ended),
        ]
    elif kind.name == "publication_log":
        made = [("ended", Text("公开", "published"), ended)]
    elif kind.name == "guide_log":
        made = [
            ("received", Text("变更", "changed"), sound),
            ("ended", Text("公开", "published"), ended),
        ]
    elif kind.name == "inspection_log":
        made = [
            ("received", Text("发现问题", "found"), sound),
            ("ended", Text("整改完成", "corrected"), ended),
        ]
    else:
        made = [("received", Text("合计", "in all"), sound)]
    if kind.name == "media_log" and len(tally.end_days) > 1:
        days = sorted(day for day, count in tally.end_days.items() if count > 0)
        gap = max((later - earlier for earlier, later in pairwise(days)), default=0)
        made.append(("longest_gap", Text("最长间隔（日）", "longest gap (days)"), gap))
    if tally.words and kind.name in ("proposal_log", "publication_log"):
        public = sum(
            count
            for word, count in tally.words.items()
            if count > 0 and (word.startswith(("是", "公开", "主动公开")) or word in ("1", "true"))
        )
        made.append(("public", Text("公开的", "public"), public))
    return tuple(LogTally(code=code, text=text, count=count) for code, text, count in made)


class _DateColumns:
    """The first and last day in each column of dates."""

    def __init__(self, kind: Kind, found: Rows) -> None:
        self._moments = Moments()
        self._at = [
            (at, column)
            for at, column in enumerate(kind.columns)
            if column.role == "time" and column.name in found.present
        ]
        self._facts = {at: [0, 0, 0, 0] for at, _ in self._at}  # first, last, filled, blank
        self._days: dict[str, int] = {}  # by the first ten letters of a moment without a zone

    def add(self, row: Sequence[str]) -> None:
        """Looks at one record."""
        for at, facts in self._facts.items():
            text = row[at]
            if not text or is_blank(text):
                facts[3] += 1
                continue
            day = self._days.get(text[:10], 0) if len(text) <= 19 else 0
            if not day:
                found = self._moments.read(text)
                if found is None:
                    continue
                day = found.day
                if len(text) <= 19 and len(self._days) < 50_000:
                    self._days[text[:10]] = day
            facts[2] += 1
            if not facts[0] or day < facts[0]:
                facts[0] = day
            facts[1] = max(facts[1], day)

    def told(self) -> tuple[LogDates, ...]:
        """What was seen."""
        return tuple(
            LogDates(
                column=column.name,
                text=column.text,
                first=Moment(first).text if first else "",
                last=Moment(last).text if last else "",
                filled=filled,
                blank=blank,
            )
            for at, column in self._at
            for first, last, filled, blank in (self._facts[at],)
        )


__all__ = ["MOST_RECORDS", "Wishes", "check_log"]
