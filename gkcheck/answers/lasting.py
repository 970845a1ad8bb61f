"""What answers a least length of time (公示不少于7个工作日): a length told, or the first and the last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from gkcheck.answers.answer import Answer, Report, answered, closest_words, nil_answers, plain
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.demands.counts import OPEN_TO_ALL
from gkcheck.demands.demand import MOST
from gkcheck.language.form import fold


def answer(demand: Demand, report: Report) -> Answer:
    """How a least length of time ended; without a length told it is only a doubt."""
    asked = demand.count
    assert asked is not None
    needed = f"{plain(asked.value)}{asked.measure}"
    told = list(_told(demand, report))
    short = [(claim, days) for claim, days in told if days < asked.value]
    if short:
        claim, days = short[0]
        found = f"{plain(days)}{asked.measure}"
        return answered(
            demand, "contradicted", "exceeds", report, [claim], found=found, needed=needed
        )._replace(confidence="medium")
    if told:
        return answered(
            demand, "asserted", "stated", report, [one for one, _ in told[:2]], found=needed, needed=needed
        )
    nil = [claim for claim in report.of("nil") if nil_answers(demand, report, claim)]
    if nil:
        return answered(demand, "answered", "nil", report, nil, needed=needed)
    return Answer(demand, "unanswered", words=closest_words(demand, report), needed=needed, confidence="low")


def _told(demand: Demand, report: Report) -> Iterator[tuple[Claim, Decimal]]:
    """Lengths of time told of what is asked, in the days that the requirement counts in."""
    asked = demand.window
    assert asked is not None
    working = asked.unit == "working_day"
    for claim in report.of("date")[:MOST]:
        fact = claim.date
        if fact is None or fact.first is None or fact.last is None or fact.precision != "range":
            continue
        if fact.vague or not _speaks(demand, report, claim):
            continue
        days = _days(fact.first, fact.last, working)
        if days is not None:
            yield claim, days
    for claim in report.of("window")[:MOST]:
        length = claim.window
        if length is None or length.number is None or length.role == "advance":
            continue
        if length.unit == asked.unit and length.bound != "within" and _speaks(demand, report, claim):
            yield claim, length.number


def _days(first: date, last: date, working: bool) -> Decimal | None:
    """Days from one to the other, both counted."""
    if not working:
        return Decimal((last - first).days + 1)
    from gkcheck.calendar import china

    days = china().working_days_between(first, last, count_start_day=True)
    return Decimal(days) if days is not None else None


def _speaks(demand: Demand, report: Report, claim: Claim) -> bool:
    sentence = fold(report.sentence_of(claim.span).text)
    asked = OPEN_TO_ALL.search(fold(demand.clause.text))
    return asked is not None and asked.group() in sentence and bool(terms_of(sentence) & demand.terms)
