"""What answers a deadline: a date of the same thing, a receipt, a nil return."""

from __future__ import annotations

import re
from datetime import date

from gkcheck.answers.answer import Answer, Report, answered, closest_words
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.language.acts import families_in
from gkcheck.language.form import fold


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a dated duty ended."""
    asked = demand.deadline
    assert asked is not None and asked.last is not None
    limit = asked.last
    needed = limit.isoformat()
    dated = [
        claim
        for claim in report.of("date")
        if claim.date is not None
        and claim.date.first is not None
        and not claim.vague
        and claim.date.relation != "from"
    ]
    bound = [claim for claim in dated if _bound(demand, report, claim)]
    late = [claim for claim in bound if _after(claim, limit) and _finishes(report, claim)]
    good = [claim for claim in bound if not _after(claim, limit)]
    if good:
        return answered(demand, "asserted", "stated", report, good, needed=needed)
    if late and late == bound:
        found = late[0].date.first.isoformat() if late[0].date and late[0].date.first else ""
        return answered(demand, "contradicted", "exceeds", report, late, needed=needed, found=found)
    if as_of <= limit:
        return Answer(demand=demand, status="not_due", words=closest_words(demand, report), needed=needed)
    nil = [claim for claim in report.of("nil") if report.about(demand, claim.span)]
    if nil:
        return answered(demand, "answered", "nil", report, nil, needed=needed)
    if re.search(r"回执|收文号|备案号|受理号", fold(report.task.report)):
        return Answer(
            demand=demand, status="asserted", how="listed", words=closest_words(demand, report), needed=needed
        )
    return Answer(demand=demand, status="unanswered", words=closest_words(demand, report), needed=needed)


def _bound(demand: Demand, report: Report, claim: Claim) -> bool:
    """Whether a date of the report is a date of what the deadline is about."""
    sentence = fold(report.sentence_of(claim.span).text)
    shared = len(terms_of(sentence) & demand.terms)
    same_act = bool(families_in(sentence) & demand.families)
    return shared >= 2 or (shared >= 1 and same_act) or (same_act and len(report.sentences) == 1)


def _after(claim: Claim, limit: date) -> bool:
    return claim.date is not None and claim.date.first is not None and claim.date.first > limit


def _finishes(report: Report, claim: Claim) -> bool:
    """A late date counts against the unit only where its clause says that the thing was done then."""
    clause = fold(report.clause_of(claim.span).text)
    return re.search(r"计划|拟|预计|将于|力争|下一步|争取", clause) is None
