"""Demands: what a requirement (and the deadline column) asks that can be checked, each with its exact words."""

from __future__ import annotations

from gkcheck.demands import (
    actions,
    bans,
    channels,
    citations,
    counts,
    deadlines,
    deliverables,
    frequencies,
    rates,
    windows,
)
from gkcheck.demands.demand import Demand, DemandKind, Purpose, terms_of
from gkcheck.language.clauses import split_clauses
from gkcheck.language.documents import find_titles
from gkcheck.language.enclosed import within
from gkcheck.model import Task

__all__ = ["Demand", "DemandKind", "Purpose", "read_demands", "terms_of"]

_FINDERS = (
    windows.find,
    deadlines.find,
    frequencies.find,
    rates.find,
    counts.find,
    actions.find,
    bans.find,
    channels.find,
    deliverables.find,
    citations.find,
)


def read_demands(task: Task, year: int | None) -> tuple[Demand, ...]:
    """All demands of a task, in the order of their words; those of the deadline column come last."""
    clauses = split_clauses(task.requirement)
    titled = within((title.start, title.end) for title in find_titles(task.requirement))
    asked = [demand for find in _FINDERS for demand in find(task, clauses, year)]
    free = [
        one
        for one in asked
        if one.paper is not None or one.product is not None or not titled(one.span.start, one.span.end)
    ]
    free.sort(key=lambda one: (one.span.start, one.span.end, one.kind))
    dated = {one.deadline.last for one in free if one.deadline is not None}
    column = [
        one for one in deadlines.find_in_column(task, year) if one.deadline and one.deadline.last not in dated
    ]
    return (*free, *column)
