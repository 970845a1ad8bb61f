"""Rates and universals: percentages asked, and “all of them” said of a set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gkcheck.demands.demand import Demand, clause_before, span_of, stretch_of, terms_of, trimmed
from gkcheck.language.acts import families_in
from gkcheck.language.clauses import Clause
from gkcheck.language.form import HAN, fold
from gkcheck.language.pattern import Pattern
from gkcheck.language.quantities import find_rates, find_universals
from gkcheck.model import Task


def find(task: Task, clauses: Sequence[Clause], year: int | None) -> Iterator[Demand]:
    """Percentages first, then universals."""
    yield from _rates(task, clauses)
    yield from _universals(task, clauses)


def _rates(task: Task, clauses: Sequence[Clause]) -> Iterator[Demand]:
    text = task.requirement
    for fact in find_rates(text):
        start, end = stretch_of(clauses, fact.start, fact.end)
        if _looks_back(fold(text[start : fact.start])):
            continue
        quoted = trimmed(text, start, end)
        named = _names(fold(text[start : fact.start]))
        for name in named:
            yield Demand(
                kind="rate",
                span=span_of(task, "requirement", *quoted),
                clause=span_of(task, "requirement", *quoted),
                terms=terms_of(name),
                families=families_in(name),
                rate=fact._replace(subject=name),
            )
        if named:
            continue
        yield Demand(
            kind="rate",
            span=span_of(task, "requirement", *quoted),
            clause=span_of(task, "requirement", *quoted),
            # 纳入部门考核，权重不低于5%: what the share is of stands in the clause before
            terms=own
            if len(own := terms_of(text[start:end])) >= 4
            else own | terms_of(clause_before(clauses, text, start)),
            families=families_in(fold(text[start:end])),
            rate=fact,
        )


def _names(before: str) -> tuple[str, ...]:
    """按时办结率、群众满意率均达到95%: the names of several rates asked with one figure; none where there is only one."""
    match = _SEVERAL.search(before)
    return tuple(re.split("(?<=[率度])[、和及与]", match["names"])) if match is not None else ()


_SEVERAL = Pattern(
    rf"(?P<names>{HAN}{{2,6}}[率度](?:[、和及与]{HAN}{{2,8}}[率度])+)(?:均|都|分别|全部|要|应|须|必须|力争|总体|[两三四五2-5]个)*"
    r"(?:达到?|不低于|不少于|保持(?:在)?|稳定在|实现|为)?$",
    needs="率 度",
)


def _looks_back(before: str) -> bool:
    """去年达到85%: a figure told for comparison, not asked."""
    return re.search(r"(?:去年|上年|此前|目前|截至|已经?|原有?|现有)[^，。；]{0,8}$", before) is not None


_OF_RATES = 6  # letters between 均 and its figure


def _universals(task: Task, clauses: Sequence[Clause]) -> Iterator[Demand]:
    text = task.requirement
    rates = [one.start for one in find_rates(text)]
    for fact in find_universals(text):
        start, end = stretch_of(clauses, fact.start, fact.end)
        if any(fact.start <= at <= fact.end + _OF_RATES for at in rates):
            continue  # 均达到95%: each of the rates is asked by its name
        quoted = trimmed(text, start, end)
        yield Demand(
            kind="universal",
            span=span_of(task, "requirement", *quoted),
            clause=span_of(task, "requirement", *quoted),
            terms=terms_of(text[start:end]),
            families=families_in(fold(text[start:end])),
            universal=fact,
        )
