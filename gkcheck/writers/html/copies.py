"""Copies as clusters: the reports side by side, the shared text marked, names and titles greyed, the home row named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from gkcheck.finding import Finding
from gkcheck.result import ClusterMember, CopyCluster, Stretch
from gkcheck.text import Text
from gkcheck.writers.html.book import Book, Ref
from gkcheck.writers.html.marked import Mark, Piece, cut
from gkcheck.writers.html.words import shortened, status

RULES = ("GK401", "GK403", "GK404")
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
    """The clusters of a run: as the result tells them, or put together from the findings of an older result."""
    told = book.result.clusters or _from_findings(book)
    return tuple(_cluster(at, one, book) for at, one in enumerate(told, 1))


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
    report = task.report if task else ""
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
        text_known=task is not None,
        requirement=shortened(task.requirement, 160) if task else "",
        lacking=tuple(
            (status(demand.status, book.lang).words, shortened(demand.text))
            for demand in (task.demands if task else ())
            if demand.status in ("unanswered", "contradicted")
        ),
        points=round(sum(finding.points for finding in own), 1),
        message=own[0].message.in_(book.lang) if own else "",
    )


def _report(text: str, shared: Sequence[Stretch], greyed: Sequence[Stretch]) -> tuple[Piece, ...]:
    marks = [Mark(start=one.start, end=one.end, name="shared", look="shared") for one in shared]
    marks += [Mark(start=one.start, end=one.end, name="grey", look="grey") for one in greyed]
    return cut(text, marks)


def _from_findings(book: Book) -> tuple[CopyCluster, ...]:
    """Tasks that the findings of one copy rule relate to each other, with the words they quote as the shared ones."""
    made: list[CopyCluster] = []
    for rule in RULES:
        links: dict[str, set[str]] = defaultdict(set)
        found: dict[str, Finding] = {}
        for finding in book.result.findings:
            if finding.rule == rule and finding.key and finding.confidence != "low":
                found.setdefault(finding.key, finding)
                for ref in finding.related:
                    if ref.key:
                        links[finding.key].add(ref.key)
                        links[ref.key].add(finding.key)
        for keys in _groups(links):
            made.append(_made(rule, keys, found, book))
    return tuple(made)


def _groups(links: dict[str, set[str]]) -> list[list[str]]:
    seen: set[str] = set()
    groups: list[list[str]] = []
    for start in links:
        if start in seen:
            continue
        seen.add(start)
        waiting, group = [start], []
        while waiting:
            at = waiting.pop()
            group.append(at)
            for other in links[at] - seen:
                seen.add(other)
                waiting.append(other)
        groups.append(group)
    return groups


def _made(rule: str, keys: list[str], found: dict[str, Finding], book: Book) -> CopyCluster:
    order = {key: at for at, key in enumerate(book.tasks)}
    members = []
    for key in sorted(keys, key=lambda key: order.get(key, len(order))):
        task, finding = book.tasks.get(key), found.get(key)
        spans = finding.spans if finding else ()
        members.append(
            ClusterMember(
                source=book.source.get(key, finding.source if finding else ""),
                task=task.id if task else None,
                key=key,
                unit=task.units_text if task else "",
                year=None,
                home=finding is not None and finding.case == "home",
                likeness=100 * finding.strength if finding else 100.0,
                shared=tuple(
                    Stretch(span.start, span.end)
                    for span in spans
                    if span.key == key and span.field == "report"
                ),
                greyed=tuple(
                    Stretch(*one.span()) for one in (_named().finditer(task.report) if task else ())
                ),
            )
        )
    return CopyCluster(kind="units" if rule == "GK403" else "table", rule=rule, members=tuple(members))


@cache
def _named() -> re.Pattern[str]:
    """Titles in 《》 and document numbers: not counted as copied."""
    return re.compile(r"《[^》]{1,200}》|[\u4e00-\u9fff]{1,12}[〔\[（(]\d{4}[〕\]）)]\d{1,5}号")
