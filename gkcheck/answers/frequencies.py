"""What answers a frequency: a count of times, a list of dates; its figure alone does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from gkcheck.answers.answer import Answer, Report, answered, closest_words, plain
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.language.acts import families_in
from gkcheck.language.form import fold

PER_YEAR = {
    "year": Decimal(1),
    "half": Decimal(2),
    "quarter": Decimal(4),
    "month": Decimal(12),
    "ten_days": Decimal(36),
    "week": Decimal(52),
    "day": Decimal(365),
}
_TIMES = frozenset(
    [
        "次",
        "期",
        "场",
        "轮",
        "回",
        "篇",
        "份",
        "批",
        "件",
        "条",
        "场次",
        "期次",
        "趟",
        "遍",
        "节",
        "堂",
        "例",
        "项",
        "个",
        "人次",
    ]
)


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a frequency ended; the count needed is that of the periods elapsed."""
    asked = demand.frequency
    assert asked is not None and asked.period is not None
    needed = _needed(demand, report, as_of)
    counts = [
        claim
        for claim in report.of("count")
        if claim.count is not None and claim.count.measure in _TIMES and _does_it(demand, report, claim)
    ]
    periodic = [(claim.span.start, claim.span.end) for claim in report.of("frequency")]
    totals = [
        claim for claim in counts if not any(a < claim.span.end and claim.span.start < b for a, b in periodic)
    ]
    dates = [
        claim
        for claim in report.of("date")
        if claim.date is not None
        and claim.date.precision in ("day", "month", "ten_days", "quarter")
        and claim.date.relation in ("on", "by", "within")
        and _does_it(demand, report, claim)
    ]
    best = max((claim.count.value for claim in totals if claim.count), default=None)
    if best is not None and (best >= needed or len(dates) >= needed):
        return answered(demand, "asserted", "stated", report, totals, found=plain(best), needed=plain(needed))
    if len(dates) >= needed or (dates and needed <= 1):
        return answered(
            demand, "asserted", "listed", report, dates, found=str(len(dates)), needed=plain(needed)
        )
    nil = [claim for claim in report.of("nil") if report.about(demand, claim.span)]
    if nil:
        return answered(demand, "answered", "nil", report, nil, needed=plain(needed))
    if best is not None and asked.period not in ("day", "week") and _same_thing(totals, asked.text):
        return answered(
            demand, "contradicted", "exceeds", report, totals, found=plain(best), needed=plain(needed)
        )
    if best is not None:
        return answered(
            demand, "undetermined", "reported", report, totals, found=plain(best), needed=plain(needed)
        )
    told = [
        claim for claim in report.of("frequency") if claim.frequency is not None and claim.frequency.period
    ]
    if told:
        return answered(demand, "unanswered", "restated", report, told, needed=plain(needed))
    return Answer(
        demand=demand, status="unanswered", words=closest_words(demand, report), needed=plain(needed)
    )


def _needed(demand: Demand, report: Report, as_of: date) -> Decimal:
    """How many times by the end of the period reported on: whole periods elapsed, at least one."""
    asked = demand.frequency
    assert asked is not None and asked.period is not None
    times = Decimal(asked.times or 1)
    until = as_of
    for claim in report.of("date"):
        if claim.date is not None and claim.date.last is not None and claim.date.relation == "until":
            until = min(until, claim.date.last)
    elapsed = Decimal(((until + timedelta(days=1)) - date(until.year, 1, 1)).days) / Decimal(365)
    periods = (PER_YEAR[asked.period] * elapsed / Decimal(asked.every or 1)).to_integral_value(
        rounding="ROUND_HALF_UP"
    )
    return times * max(Decimal(1), periods) if asked.period != "year" else times


def _does_it(demand: Demand, report: Report, claim: Claim) -> bool:
    sentence = fold(report.sentence_of(claim.span).text)
    shared = len(terms_of(sentence) & demand.terms)
    return shared >= 2 or (shared >= 1 and bool(families_in(sentence) & demand.families))


def _same_thing(totals: Sequence[Claim], asked: str) -> bool:
    """Counts in 次/期/场 are of the asked kind; other measures may count something else."""
    return any(
        claim.count is not None and claim.count.measure in ("次", "期", "场", "轮", "场次", "期次")
        for claim in totals
    )
