"""Duties that a report speaks of only in plans, and the event that a duty waits for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gkcheck.demands import Demand, terms_of
from gkcheck.language.clauses import split_clauses
from gkcheck.language.form import fold
from gkcheck.language.tense import tensed_clauses
from gkcheck.model import Span, Task

_AFTER = re.compile(r"(?:后|以后|之后|时|后的)$")
_REST = re.compile(r"其余|剩余|余下|个别|部分|另|还有")


def pending_condition(task: Task) -> Span | None:
    """The event a requirement waits for, where the report waits for the same; None elsewhere."""
    waited = [
        terms_of(one.clause.text)
        for one in tensed_clauses(task.report)
        if one.tense == "waiting" and _AFTER.search(fold(one.clause.text))
    ]
    for clause in split_clauses(task.requirement):
        if not _AFTER.search(fold(clause.text)):
            continue
        asked = terms_of(clause.text)
        if any(len(asked & one) * 2 > len(asked) for one in waited):
            return Span(
                task=task.key, field="requirement", start=clause.start, end=clause.end, text=clause.text
            )
    return None


def only_planned(task: Task, demands: Sequence[Demand]) -> tuple[tuple[Span, tuple[Span, ...]], ...]:
    """Each duty whose words stand in the report only in clauses that tell nothing done, with those clauses."""
    tensed = [(one, terms_of(one.clause.text)) for one in tensed_clauses(task.report)]
    found: list[tuple[Span, tuple[Span, ...]]] = []
    for demand in demands:
        if demand.kind != "action":
            continue
        asked = terms_of(demand.span.text)
        shared = [(one, len(asked & terms)) for one, terms in tensed]
        best = max((many for _, many in shared), default=0)
        if best < 2 or best * 3 < len(asked):
            continue
        near = [one for one, many in shared if many >= max(2, best // 2)]
        if all(one.open for one in near) and not any(_REST.search(one.clause.text) for one in near):
            told = tuple(
                Span(
                    task=task.key,
                    field="report",
                    start=one.clause.start,
                    end=one.clause.end,
                    text=one.clause.text,
                )
                for one in near[:2]
            )
            found.append((demand.span, told))
    return tuple(found)
