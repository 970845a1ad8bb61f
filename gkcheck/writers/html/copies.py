"""Copies as clusters: the reports side by side, the shared text marked, names and titles greyed, the home row named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gkcheck.result import ClusterMember, CopyCluster, Stretch
from gkcheck.text import Text
from gkcheck.writers.html.book import Book, Ref
from gkcheck.writers.html.marked import Mark, Piece, cut
from gkcheck.writers.html.words import shortened, status

KIND_TEXT = {
    "table": Text("表内各行之间", "between rows of one table"),
    "units": Text("不同单位之间", "between units"),
    "years": Text("不同年度之间", "between years"),
    "archive": Text("历年报送档案之间", "within the archive"),
}


class Member(NamedTuple):
    """One report of a cluster; `lacking` are the demands of its own requirement that it does not answer."""

    ref: Ref
    title: str
    unit: str
    year: int | None
    home: bool
    likeness: float
    report: tuple[Piece, ...]
    text_known: bool
    requirement: str
    lacking: tuple[tuple[str, str], ...]
    points: float
    message: str


class ClusterView(NamedTuple):
    """One cluster; `equal` when all members are the same text."""

    anchor: str
    kind: str
    rule: str
    title: str
    names: str
    members: tuple[Member, ...]
    equal: bool
    greyed: bool


def clusters_of(book: Book) -> tuple[ClusterView, ...]:
    """The clusters of a run."""
    return tuple(_cluster(at, one, book) for at, one in enumerate(book.result.clusters, 1))


def _cluster(at: int, one: CopyCluster, book: Book) -> ClusterView:
    members = tuple(_member(member, one.rule, book) for member in one.members)
    return ClusterView(
        anchor=f"copy-{at}",
        kind=KIND_TEXT[one.kind].in_(book.lang),
        rule=one.rule,
        title=book.title(one.rule),
        names=book.said("、", ", ").join(member.ref.words for member in members),
        members=members,
        equal=all(member.likeness >= 99.95 for member in members),
        greyed=any(member.greyed for member in one.members),
    )


def _member(one: ClusterMember, rule: str, book: Book) -> Member:
    task = book.tasks.get(one.key or "")
    report = one.report or (task.report if task else "")
    own = [
        finding
        for finding in book.findings.get(one.key or "", ())
        if finding.rule == rule and not finding.waived
    ]
    return Member(
        ref=Ref(book.named(one.key, one.task, one.source), book.address.get(one.key or "", "")),
        title=task.title if task else "",
        unit=one.unit or (task.units_text if task else ""),
        year=one.year,
        home=one.home,
        likeness=round(one.likeness, 1),
        report=_report(report, one.shared, one.greyed),
        text_known=bool(report) or task is not None,
        requirement=shortened(task.requirement, 160) if task else "",
        lacking=tuple(
            dict.fromkeys(
                (status(demand.status, book.lang).words, shortened(demand.text))
                for demand in (task.demands if task else ())
                if demand.status in ("unanswered", "contradicted")
            )
        ),
        points=round(sum(finding.points for finding in own), 1),
        message=own[0].message.in_(book.lang) if own else "",
    )


def _report(text: str, shared: Sequence[Stretch], greyed: Sequence[Stretch]) -> tuple[Piece, ...]:
    marks = [Mark(start=one.start, end=one.end, name="shared", look="shared") for one in shared]
    marks += [Mark(start=one.start, end=one.end, name="grey", look="grey") for one in greyed]
    return cut(text, marks)
