"""Answers: for each demand, what of the report answers it, and how far (silent, asserted, contradicted …)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from gkcheck.answers import (
    bans,
    channels,
    citations,
    counts,
    deadlines,
    deliverables,
    frequencies,
    rates,
    universals,
    updates,
    windows,
)
from gkcheck.answers.actions import answer_actions
from gkcheck.answers.answer import Answer, Report, of_others, report_of
from gkcheck.claims import Claim
from gkcheck.demands import Demand, DemandKind
from gkcheck.demands.demand import REACH_OF_CLAUSE
from gkcheck.model import Task

__all__ = ["Answer", "answers_to"]


def _window(demand: Demand, report: Report, as_of: date) -> Answer:
    """Windows for publishing are answered otherwise than those for answering somebody."""
    answer = updates.answer if demand.purpose == "update" else windows.answer
    return answer(demand, report, as_of)


_ANSWER: Mapping[DemandKind, Callable[[Demand, Report, date], Answer]] = {
    "window": _window,
    "deadline": deadlines.answer,
    "frequency": frequencies.answer,
    "rate": rates.answer,
    "universal": universals.answer,
    "count": counts.answer,
    "ban": bans.answer,
    "channel": channels.answer,
    "deliverable": deliverables.answer,
    "citation": citations.answer,
}


MOST = 40_000
"""Demands times clauses and claims of one task beyond which nobody could say what answers what (usual: below 2,000)."""


def answers_to(
    task: Task, demands: Sequence[Demand], claims: Sequence[Claim], as_of: date, issuer: str = ""
) -> tuple[Answer, ...]:
    """One answer for each demand, in order. Pure: the same values give the same answers."""
    if not demands:
        return ()
    report = report_of(task, claims, demands, issuer)
    if len(demands) * (len(report.clauses) + len(report.claims)) > MOST:
        return tuple(Answer(demand=demand, status="undetermined", how="too_much") for demand in demands)
    settled = {
        at: (
            Answer(demand=demand, status="undetermined", how="too_much")
            if len(demand.clause.text) >= REACH_OF_CLAUSE
            else _unless_of_others(_ANSWER[demand.kind](demand, report, as_of), report)
        )
        for at, demand in enumerate(demands)
        if demand.kind in _ANSWER
    }
    actions = answer_actions(demands, report, tuple(settled.values()))  # an action told by its figure is told
    return tuple(settled[at] if at in settled else actions[at] for at in range(len(demands)))


def _unless_of_others(answer: Answer, report: Report) -> Answer:
    """What a duty of somebody else lacks is no gap in this unit's report."""
    if answer.status == "unanswered" and of_others(answer.demand, report):
        return answer._replace(status="not_addressed")
    return answer
