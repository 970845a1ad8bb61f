"""Attached records: how many kept the limit, the rate with what was left out, months, faults and the records themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import floor
from typing import NamedTuple

from gkcheck.logs import LOG_VERDICT_TEXT, USED_TEXT, LogFault, LogPattern, LogResult, LogTally, LogVerdict
from gkcheck.writers.html.book import Book, Ref
from gkcheck.writers.html.charts import Part, stacked
from gkcheck.writers.html.timeline import Timeline, timeline_of
from gkcheck.writers.html.words import PROOF_SIGN, proof, shortened

VERDICT_SIGN: Mapping[LogVerdict, str] = {
    "on_time": "√",
    "late": "×",
    "open_overdue": "■",
    "open_not_due": "…",
    "undetermined": "?",
    "faulty": "!",
}


class RecordView(NamedTuple):
    """One record."""

    row: int
    id: str
    start: str
    due: str
    end: str
    code: str
    sign: str
    verdict: str
    note: str


class ShownView(NamedTuple):
    """What the log shows of one demand of its task."""

    proof: str
    proven: str
    demand: Ref
    words: str


class LogView(NamedTuple):
    """One log held against one window, or only counted."""

    anchor: str
    ref: Ref
    proof: str
    proven: str
    shown: tuple[ShownView, ...]
    title: str
    file: str
    sha256: str
    facts: tuple[tuple[str, str], ...]
    limit: str
    basis: tuple[str, ...]
    verdicts: tuple[Part, ...]
    total: int
    rate: str
    left_out: tuple[str, ...]
    longest: str
    unit: str
    timeline: Timeline
    tallies: tuple[str, ...]
    faults: tuple[str, ...]
    patterns: tuple[str, ...]
    problems: tuple[str, ...]
    records: tuple[RecordView, ...]
    more: int


def logs_of(book: Book) -> tuple[LogView, ...]:
    """The logs of a run, in its order."""
    return tuple(_log(at, one, book) for at, one in enumerate(book.result.logs, 1))


def _log(at: int, one: LogResult, book: Book) -> LogView:
    lang = book.lang
    window = one.window
    address = book.address.get(one.key or "", "")
    if address and one.demand is not None:
        address += f"-d{one.demand + 1}"
    return LogView(
        anchor=f"log-{at}",
        ref=Ref(book.named(one.key, one.task, one.source) if one.task or one.key else "", address),
        proof=one.proof,
        proven=f"{PROOF_SIGN[one.proof]} {proof(one.proof, lang)}",
        shown=tuple(_shown(one, book)),
        title=one.title.in_(lang),
        file=one.file,
        sha256=one.sha256,
        facts=tuple(_facts(one, book)),
        limit=window.text if window else "",
        basis=tuple(text.in_(lang) for text in window.basis) if window else (),
        verdicts=_verdicts(one, book),
        total=one.counts.total,
        rate=_rate(one, book),
        left_out=tuple(f"{left.reason.in_(lang)} {left.count}" for left in one.rate.left_out)
        if one.rate
        else (),
        longest=one.longest_text.in_(lang) if one.longest_text else "",
        unit=_unit(one, book),
        timeline=timeline_of(one, VERDICT_SIGN, lang),
        tallies=tuple(_counted(tally, book) for tally in one.tallies),
        faults=tuple(_counted(fault, book) for fault in one.faults),
        patterns=tuple(_counted(pattern, book) for pattern in one.patterns),
        problems=tuple(text.in_(lang) for text in one.manifest.problems) if one.manifest else (),
        records=tuple(
            RecordView(
                row=record.row,
                id=record.id,
                start=record.start.replace("T", " "),
                due=record.due.replace("T", " "),
                end=record.end.replace("T", " "),
                code=record.verdict,
                sign=VERDICT_SIGN[record.verdict],
                verdict=LOG_VERDICT_TEXT[record.verdict].in_(lang),
                note=record.note.in_(lang) if record.note else "",
            )
            for record in one.records
        ),
        more=one.more_records,
    )


def _shown(one: LogResult, book: Book) -> Iterator[ShownView]:
    task = book.tasks.get(one.key or "")
    for shown in one.shown:
        known = task is not None and shown.demand < len(task.demands)
        words = shortened(task.demands[shown.demand].text, 40) if task is not None and known else ""
        yield ShownView(
            proof=shown.proof,
            proven=f"{PROOF_SIGN[shown.proof]} {proof(shown.proof, book.lang)}",
            demand=Ref(words, f"{book.address[one.key or '']}-d{shown.demand + 1}" if words else ""),
            words=shown.text.in_(book.lang),
        )


def _verdicts(one: LogResult, book: Book) -> tuple[Part, ...]:
    """How the records ended; of a log that is only counted, how many count."""
    if one.window is None:
        counted = one.counts.total - one.counts.faulty
        faulty = LOG_VERDICT_TEXT["faulty"].in_(book.lang)
        return stacked(
            [
                ("l-counted", "·", book.said("计数", "counted"), counted),
                ("l-faulty", VERDICT_SIGN["faulty"], faulty, one.counts.faulty),
            ]
        )
    return stacked(
        [
            (f"l-{code}", sign, LOG_VERDICT_TEXT[code].in_(book.lang), getattr(one.counts, code))
            for code, sign in VERDICT_SIGN.items()
        ]
    )


def _facts(one: LogResult, book: Book) -> list[tuple[str, str]]:
    """Where the records come from and what they span."""
    facts = [
        (book.said("文件", "file"), one.file),
        ("SHA-256", one.sha256),
        (book.said("记录期间", "records from"), _span(one.period_from, one.period_to, book)),
        (book.said("截止日", "cut-off day"), one.cut_off),
    ]
    if one.window:
        columns_ = f"{one.window.start.in_(book.lang)} → {one.window.end.in_(book.lang)}"
        facts.append((book.said("起止列", "from and to"), columns_))
    if one.manifest:
        facts.append(
            (
                book.said("导出系统", "exported by"),
                " ".join(
                    filter(None, (one.manifest.system, one.manifest.exported_by, one.manifest.exported_at))
                ),
            )
        )
        facts.append((book.said("筛选条件", "filter"), one.manifest.filter))
    return [(name, words) for name, words in facts if words]


def _unit(one: LogResult, book: Book) -> str:
    return USED_TEXT[one.window.used_unit].in_(book.lang) if one.window else ""


def _span(first: str, last: str, book: Book) -> str:
    return f"{first} {book.said('至', 'to')} {last}" if first or last else ""


def _rate(one: LogResult, book: Book) -> str:
    if one.rate is None:
        return ""
    share = f"{one.rate.numerator}/{one.rate.denominator}"
    if one.rate.percent is None:
        return book.said(f"{share}，没有可计入的记录", f"{share}, nothing counts")
    # Cut, not rounded: 1999 of 2000 must not read as 100%.
    return f"{share} = {floor(one.rate.percent * 100 + 1e-6) / 100:.10g}%"


def _counted(one: LogTally | LogFault | LogPattern, book: Book) -> str:
    words = f"{one.text.in_(book.lang)} {one.count}"
    if isinstance(one, LogPattern):
        words += f"/{one.of}"
    if isinstance(one, LogFault) and one.examples:
        words += book.said("（", " (") + book.said("、", ", ").join(one.examples) + book.said("）", ")")
    return words
