"""The responsible units: what each lost, and a letter to each that can be printed and sent."""

from __future__ import annotations

from typing import NamedTuple

from gkcheck.finding import SEVERITIES, SEVERITY_TEXT
from gkcheck.result import SubmissionResult, TaskResult, UnitResult
from gkcheck.scoring import GRADE_TEXT
from gkcheck.writers.html.book import Book, Ref, counts
from gkcheck.writers.html.charts import Part, stacked
from gkcheck.writers.html.finding_views import FindingView, finding_view
from gkcheck.writers.html.words import SEVERITY_SIGN, shortened


class Point(NamedTuple):
    """What one task of a letter asks to supply."""

    ref: Ref
    title: str
    requirement: str
    findings: tuple[FindingView, ...]


class Letter(NamedTuple):
    """A letter to one unit: its tables, its tasks, and those with something to supply."""

    anchor: str
    unit: str
    tables: tuple[str, ...]
    as_of: str
    tasks: int
    points: tuple[Point, ...]
    findings: int


class UnitView(NamedTuple):
    """One unit in the list."""

    place: int
    name: str
    score: str
    value: float
    range: str
    grade: str
    tasks: tuple[Ref, ...]
    lost: float
    severity: tuple[Part, ...]
    counts: tuple[int, ...]
    total: int
    letter: Letter


class Units(NamedTuple):
    """All units, the lowest score first; `nobody` are the tasks without a unit."""

    units: tuple[UnitView, ...]
    nobody: tuple[Ref, ...]
    most: int


def units_of(book: Book) -> Units:
    """The units of a run with a letter each."""
    tasks: dict[str, list[tuple[SubmissionResult, TaskResult]]] = {}
    nobody: list[Ref] = []
    for submission in book.result.submissions:
        for task in submission.tasks:
            names = book.units_of(task, submission.issuer)
            for name in dict.fromkeys(names):
                tasks.setdefault(name, []).append((submission, task))
            if not names:
                nobody.append(Ref(book.named(task.key, task.id), book.address[task.key]))
    totals = [_found(one, tasks.get(one.name, []), book) for one in book.result.units]
    most = max((sum(found) for found in totals), default=0)
    views = [
        _unit(at, one, tasks.get(one.name, []), found, most, book)
        for at, (one, found) in enumerate(zip(book.result.units, totals, strict=True))
    ]
    views.sort(key=lambda unit: (unit.value, -len(unit.tasks), unit.name))
    return Units(tuple(views), tuple(nobody), most)


def _found(one: UnitResult, own: list[tuple[SubmissionResult, TaskResult]], book: Book) -> tuple[int, ...]:
    found = [finding for _, task in own for finding in book.findings.get(task.key, ()) if counts(finding)]
    found = [finding for finding in found if finding.side == "unit"]
    return tuple(sum(finding.severity == code for finding in found) for code in SEVERITIES)


def _unit(
    at: int,
    one: UnitResult,
    own: list[tuple[SubmissionResult, TaskResult]],
    found: tuple[int, ...],
    most: int,
    book: Book,
) -> UnitView:
    lang, score = book.lang, one.score
    parts = [
        (code, SEVERITY_SIGN[code], SEVERITY_TEXT[code].in_(lang), count)
        for code, count in zip(SEVERITIES, found, strict=True)
    ]
    return UnitView(
        place=at,
        name=one.name,
        score=f"{score.value:g}",
        value=score.value,
        range=f"{score.low:g}~{score.high:g}" if score.low != score.high else "",
        grade=GRADE_TEXT[score.grade].in_(lang),
        tasks=tuple(
            Ref(task.id or shortened(task.title, 10) or "·", book.address[task.key]) for _, task in own
        ),
        lost=round(sum(finding.points for _, task in own for finding in book.findings.get(task.key, ())), 1),
        severity=stacked(parts, most or None),
        counts=found,
        total=sum(found),
        letter=_letter(f"letter-{at + 1}", one.name, own, book),
    )


def _letter(anchor: str, unit: str, own: list[tuple[SubmissionResult, TaskResult]], book: Book) -> Letter:
    """Only what is the unit's to answer: no doubts, nothing waived, nothing about the issuer's text."""
    points = []
    for _, task in own:
        address = book.address[task.key]
        views = tuple(
            finding_view(finding, f"{address}-f{at}", at, book)
            for at, finding in enumerate(book.findings.get(task.key, ()), 1)
            if counts(finding) and finding.side == "unit" and (finding.points > 0 or finding.ask is not None)
        )
        if views:
            points.append(Point(Ref(task.id, address), task.title, shortened(task.requirement, 160), views))
    return Letter(
        anchor=anchor,
        unit=unit,
        tables=tuple(dict.fromkeys(submission.title or submission.source for submission, _ in own)),
        as_of=max((submission.as_of for submission, _ in own), default=book.result.as_of),
        tasks=len(own),
        points=tuple(points),
        findings=sum(len(point.findings) for point in points),
    )
