"""Task by task: requirement and report side by side, each demand with what answers it, and the findings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from gkcheck.finding import Check, Finding
from gkcheck.result import DemandResult, SubmissionResult, TaskResult
from gkcheck.scoring import Score, TaskScore
from gkcheck.writers.html.book import Book
from gkcheck.writers.html.finding_views import FindingView, finding_view
from gkcheck.writers.html.marked import Mark, Piece, cut
from gkcheck.writers.html.words import CAP_LINE, PROOF_SIGN, STATUS_SIGN, Key, proof, shortened, status
from gkcheck.writers.log_lines import counts_words
from gkcheck.writers.proofs import is_shown, other_words
from gkcheck.writers.words import KIND_TEXT, MARK_TEXT, place

_ANSWERS = ("answered", "asserted", "contradicted")


class Quote(NamedTuple):
    """Words of the report with the address they have in the page."""

    words: str
    href: str


class DemandView(NamedTuple):
    """One demand: its number in the task, what it asks, how it ended, the words that answer, or those nearest."""

    number: int
    kind: str
    words: str
    status: Key
    proof: str
    proven: str
    shown: str  # why the logs say so
    answers: tuple[Quote, ...]
    nearest: tuple[Quote, ...]
    anchor: str
    href: str


class CheckView(NamedTuple):
    """How one rule ended on the task, for those that found nothing."""

    status: str
    rule: str
    title: str
    note: str


class Line(NamedTuple):
    """One line of the subtraction: words, and the points that go."""

    words: str
    points: float


class LogRef(NamedTuple):
    """A log attached to the task: what it proves, in a line, and where its time line is drawn."""

    proof: str
    proven: str
    words: str
    href: str


class TaskView(NamedTuple):
    """A task as the page shows it. `units` are places in the result's list of units; `facets` what it is found by."""

    anchor: str
    id: str
    title: str
    section: str
    units: tuple[str, ...]
    unit_words: str
    lead: str
    place: str
    notes: tuple[str, ...]
    requirement: tuple[Piece, ...]
    deadline: tuple[Piece, ...]
    report: tuple[Piece, ...]
    demands: tuple[DemandView, ...]
    logs: tuple[LogRef, ...]
    findings: tuple[FindingView, ...]
    score: TaskScore
    low: bool
    full: float | None
    lines: tuple[Line, ...]
    checks: tuple[CheckView, ...]
    idle: int
    facets: str
    gravest: str
    found: int


class TaskList(NamedTuple):
    """The tasks of one table, and what was found on the table as a whole."""

    anchor: str
    source: str
    title: str
    whole: tuple[FindingView, ...]
    tasks: tuple[TaskView, ...]


def task_lists(book: Book) -> tuple[TaskList, ...]:
    """One list a table, in the order of the run."""
    places = {unit.name: str(at) for at, unit in enumerate(book.result.units)}
    return tuple(_list(submission, places, book) for submission in book.result.submissions)


def _list(submission: SubmissionResult, places: dict[str, str], book: Book) -> TaskList:
    anchor = book.sheet[submission.source]
    own = book.found(None, submission.source)
    return TaskList(
        anchor=anchor,
        source=submission.source,
        title=submission.title or submission.source,
        whole=tuple(finding_view(one, f"{anchor}-f{at}", at, book) for at, one in enumerate(own, 1)),
        tasks=tuple(_task(task, submission, places, book) for task in submission.tasks),
    )


def _task(task: TaskResult, submission: SubmissionResult, places: dict[str, str], book: Book) -> TaskView:
    anchor, lang = book.address[task.key], book.lang
    demands = tuple(_demand(at, one, task.key, anchor, book) for at, one in enumerate(task.demands, 1))
    own = book.findings.get(task.key, ())
    findings = tuple(finding_view(one, f"{anchor}-f{at}", at, book) for at, one in enumerate(own, 1))
    checks = book.checks.get(task.key, ())
    return TaskView(
        anchor=anchor,
        id=task.id,
        title=task.title or shortened(task.requirement, 30),
        section=" › ".join(task.section),
        units=tuple(places[one] for one in book.units_of(task, submission.issuer) if one in places),
        unit_words=task.units_text or book.said("、", ", ").join(task.units),
        lead=task.lead_unit if task.lead_unit != task.units_text else "",
        place=place(task.location, lang),
        notes=tuple(
            dict.fromkeys(
                MARK_TEXT[mark.kind].in_(lang) + (book.said("：", ": ") + mark.note if mark.note else "")
                for mark in task.location.marks
            )
        ),
        requirement=cut(task.requirement, _asked(task, "requirement", anchor, own)),
        deadline=cut(task.deadline, _asked(task, "deadline", anchor, own)),
        report=cut(task.report, [*_answers(task, anchor), *_found(task, "report", own)]),
        demands=demands,
        logs=tuple(
            LogRef(
                proof=log.proof,
                proven=f"{PROOF_SIGN[log.proof]} {proof(log.proof, lang)}",
                words="  ".join(
                    filter(None, (Path(log.file).name, counts_words(log, lang), other_words(log, lang)))
                ),
                href=href,
            )
            for href, log in book.logs.get(task.key, ())
        ),
        findings=findings,
        score=task.score,
        full=task.with_waived.value if task.with_waived else None,
        low=_below(task.score, book),
        lines=_lines(task, book),
        checks=tuple(_check(one, book) for one in checks if one.status in ("undecided", "failed", "cleared")),
        idle=sum(one.status == "not_applicable" for one in checks),
        facets=" ".join(sorted(_facets(task, findings, checks))),
        gravest=next((one.severity.code for one in findings if one.counted), ""),
        found=sum(one.counted for one in findings),
    )


def _below(score: TaskScore | Score, book: Book) -> bool:
    """Whether a score stands below the line of a pass."""
    return score.value < (book.result.bands.pass_ if book.result.bands else 60)


def _demand(at: int, one: DemandResult, key: str, anchor: str, book: Book) -> DemandView:
    lang = book.lang
    kind = KIND_TEXT[one.kind].in_(lang) if one.kind in KIND_TEXT else one.kind
    words = tuple(
        Quote(shortened(answer.text), f"{anchor}-a{at}" if one.status in _ANSWERS else "")
        for answer in one.answers
    )
    meets = one.status in _ANSWERS
    return DemandView(
        number=at,
        kind=kind,
        words=shortened(one.text, 120),
        status=status(one.status, lang),
        proof=one.proof if is_shown(one) else "",
        proven=f"{PROOF_SIGN[one.proof]} {proof(one.proof, lang)}" if is_shown(one) else "",
        shown=book.shown(key, at - 1),
        answers=words if meets else (),
        nearest=() if meets else words,
        anchor=f"{anchor}-d{at}",
        href=f"{anchor}-q{at}",
    )


def _asked(task: TaskResult, field: str, anchor: str, own: Sequence[Finding]) -> list[Mark]:
    marks = [
        Mark(
            start=one.start,
            end=one.end,
            name="d",
            number=str(at),
            look=one.status,
            anchor=f"{anchor}-q{at}",
            href=f"{anchor}-a{at}" if one.status in _ANSWERS and one.answers else f"{anchor}-d{at}",
        )
        for at, one in enumerate(task.demands, 1)
        if one.field == field
    ]
    return marks + _found(task, field, own)


def _answers(task: TaskResult, anchor: str) -> list[Mark]:
    """The words that answer a demand. What merely stands nearest to an unanswered one is not marked."""
    marks = []
    for at, one in enumerate(task.demands, 1):
        if one.status not in _ANSWERS:
            continue
        for place_, answer in enumerate(one.answers):
            marks.append(
                Mark(
                    start=answer.start,
                    end=answer.end,
                    name="d",
                    number=str(at),
                    look=one.status,
                    anchor=f"{anchor}-a{at}" if place_ == 0 else "",
                    href=f"{anchor}-d{at}",
                )
            )
    return marks


def _found(task: TaskResult, field: str, own: Sequence[Finding]) -> list[Mark]:
    return [
        Mark(start=span.start, end=span.end, name="f", number=str(at))
        for at, one in enumerate(own, 1)
        for span in one.spans
        if span.key == task.key and span.field == field
    ]


def _lines(task: TaskResult, book: Book) -> tuple[Line, ...]:
    """From 100 to the task's score, one line a rule; what a cap takes beside is a line of its own."""
    lines = [
        Line(f"{one.rule} {book.title(one.rule)}".strip(), one.points) for one in task.lost if one.points
    ]
    left = round(100 - sum(one.points for one in task.lost) - task.score.value, 1)
    if task.score.cap and left > 0:
        lines.append(Line(CAP_LINE[task.score.cap].in_(book.lang), left))
    elif left < 0:
        lines.append(Line(book.said("扣到 0 分为止", "no lower than 0"), left))
    return tuple(lines)


def _check(one: Check, book: Book) -> CheckView:
    return CheckView(one.status, one.rule, book.title(one.rule), one.note.in_(book.lang) if one.note else "")


def _facets(task: TaskResult, findings: Sequence[FindingView], checks: Sequence[Check]) -> set[str]:
    """What the task is found by in the filter of statuses."""
    facets = {one.status for one in task.demands if one.status in STATUS_SIGN}
    words = {str(facet) for facet in facets}
    words |= {"found"} if any(one.counted for one in findings) else {"clean"}
    words |= {"doubt" for one in findings if one.doubt}
    words |= {"waived" for one in findings if one.waived}
    words |= {one.status for one in checks if one.status in ("undecided", "failed")}
    return words
