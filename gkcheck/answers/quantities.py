"""What answers a rate, a universal or a least count: a rate, numerator and denominator, a total."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gkcheck.answers.answer import Answer, How, Report, Status, answered, closest_words, nil_answers, plain
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.language.acts import families_in
from gkcheck.language.form import fold


def answer_rate(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a percentage ended."""
    asked = demand.rate
    assert asked is not None
    needed = _percent(asked.value)
    told = [claim for claim in report.of("rate") if claim.rate is not None]
    near = [claim for claim in told if _rates_it(demand, report, claim)] or (told if len(told) == 1 else [])
    wanted_high = asked.bound not in ("at_most", "under")
    if near:
        ok = [
            claim
            for claim in near
            if claim.rate
            and (claim.rate.value >= asked.value if wanted_high else claim.rate.value <= asked.value)
        ]
        if ok:
            return answered(demand, "asserted", "stated", report, ok, needed=needed)
        worst = near[0].rate
        return answered(
            demand,
            "contradicted",
            "exceeds",
            report,
            near[:1],
            found=_percent(worst.value) if worst else "",
            needed=needed,
        )
    counts = [claim for claim in report.of("count") if not claim.vague and _rates_it(demand, report, claim)]
    if len(counts) >= 2:
        return answered(demand, "asserted", "reported", report, counts, needed=needed)
    nil = [claim for claim in report.of("nil") if nil_answers(demand, report, claim)]
    if nil:
        return answered(demand, "answered", "nil", report, nil, needed=needed)
    whole = [claim for claim in report.of("universal") if claim.universal is not None]
    if counts and whole and asked.value == 100:
        return answered(demand, "asserted", "reported", report, (*counts, *whole), needed=needed)
    return Answer(demand=demand, status="unanswered", words=closest_words(demand, report), needed=needed)


def _rates_it(demand: Demand, report: Report, claim: Claim) -> bool:
    sentence = fold(report.sentence_of(claim.span).text)
    shared = len(terms_of(sentence) & demand.terms)
    return shared >= 1 or bool(families_in(sentence) & demand.families & {"reply", "publish", "submit"})


def _percent(value: Decimal) -> str:
    return f"{plain(value)}%"


def answer_universal(demand: Demand, report: Report, as_of: date) -> Answer:
    """How an “all of them” ended."""
    whole = [claim for claim in report.claims if claim.kind in ("universal", "rate")]
    if whole:
        return answered(demand, "asserted", "stated", report, whole)
    nil = [claim for claim in report.of("nil") if nil_answers(demand, report, claim)]
    if nil:
        return answered(demand, "answered", "nil", report, nil)
    counts = [claim for claim in report.of("count") if not claim.vague and _rates_it(demand, report, claim)]
    if counts:
        return answered(demand, "unanswered", "reported", report, counts)
    return Answer(demand=demand, status="unanswered", words=closest_words(demand, report))


def answer_count(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a least number ended."""
    asked = demand.count
    assert asked is not None
    needed = f"{plain(asked.value)}{asked.measure}"
    same = [
        claim
        for claim in report.of("count")
        if claim.count is not None
        and claim.count.measure == asked.measure
        and report.about(demand, claim.span)
    ]
    if not same:
        return Answer(demand=demand, status="unanswered", words=closest_words(demand, report), needed=needed)
    total = sum((claim.count.value for claim in same if claim.count), Decimal(0))
    status: Status = "asserted" if total >= asked.value else "contradicted"
    how: How = "stated" if status == "asserted" else "exceeds"
    return answered(demand, status, how, report, same, found=f"{plain(total)}{asked.measure}", needed=needed)
