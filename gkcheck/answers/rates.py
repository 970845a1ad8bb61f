"""What answers a rate: a rate of the same thing, a whole and its part, a nil return."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from gkcheck.answers import windows
from gkcheck.answers.answer import Answer, Report, answered, closest_words, nil_answers
from gkcheck.answers.parts import (
    EXCEPTED,
    HUNDRED,
    SOME_OF,
    by_its_part,
    done_in_full,
    of_one_set,
    one_short,
    percent,
    planned_and_done,
    rate_name,
    rates_it,
    same_sign,
    same_things,
    shares_so_much,
    short_of_plan,
    signed_counts,
)
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.demands.demand import MOST, REACH_OF_CLAUSE
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.language.relations import find_relations


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a percentage ended."""
    asked = demand.rate
    assert asked is not None
    needed = percent(asked.value)
    rates = [claim for claim in report.of("rate") if claim.rate is not None]
    rivals = [one for one in report.demands if one.kind == "rate"]
    if max(len(rates), len(rivals)) > MOST:  # which belongs to which nobody could say
        return Answer(demand=demand, status="undetermined", how="too_much", needed=needed)
    # 没有低于5%的下限: the limit told again
    rates = [
        one for one in rates if one.rate and (one.rate.bound == "exact" or one.rate.value != asked.value)
    ] or rates
    together = _told_together(demand, report, rates, rivals)
    told = together or _nearest(demand, report, rates) or _of_progress(demand, report, rates)
    wanted_high = asked.bound not in ("at_most", "under")
    if told:
        false = [claim for claim in told if _refuted(report, claim)]
        named = by_its_part(demand, report)
        if false and named is not None and wanted_high and named[0] >= asked.value:
            # miscounted, and yet what was asked is reached: the sum is another rule's business
            return answered(demand, "asserted", "reported", report, named[1], needed=needed)
        if not false and named is not None and named[0] < asked.value and same_things(report, named[1]):
            said = percent(named[0].quantize(Decimal("0.1")))
            false_ = answered(
                demand, "contradicted", "refuted", report, [*named[1], *told[:1]], found=said, needed=needed
            )
            return false_._replace(confidence="medium")
        if false:
            return answered(demand, "contradicted", "refuted", report, false, needed=needed)
        good = [claim for claim in told if _reaches(claim, asked.value, wanted_high)]
        if good and asked.value == HUNDRED and _late_after_all(demand, report, as_of):
            refuted = answered(demand, "contradicted", "refuted", report, good, needed=needed)
            return refuted._replace(confidence="medium")
        if good:
            return answered(demand, "asserted", "stated", report, good, needed=needed)
        told = [
            claim
            for claim in told
            if not _another_rate(demand, report, claim) and not _serves_another(demand, report, claim)
        ]
    if told:
        found = told[0].rate
        return answered(
            demand,
            "contradicted",
            "exceeds",
            report,
            told[:1],
            found=percent(found.value) if found else "",
            needed=needed,
        )
    weak = _weakly_tied(demand, report, rates, rivals)
    if weak is not None and _reaches(weak, asked.value, wanted_high):
        return answered(demand, "asserted", "stated", report, [weak], needed=needed)
    points = _points(demand, report)
    if points:
        share, figures = points
        met = share >= asked.value if wanted_high else share <= asked.value
        return answered(
            demand,
            "asserted" if met else "contradicted",
            "stated" if met else "exceeds",
            report,
            figures,
            found=percent(share.quantize(Decimal("0.1"))),
            needed=needed,
        )
    named = by_its_part(demand, report)
    if named is not None:
        ratio, both = named
        if ratio >= asked.value:
            return answered(demand, "asserted", "reported", report, both, needed=needed)
        if EXCEPTED.search(fold(report.sentence_of(both[0].span).text)):  # 1条未能回访: the rest is told
            said = percent(ratio.quantize(Decimal("0.1")))
            less = answered(demand, "contradicted", "exceeds", report, both, found=said, needed=needed)
            return less._replace(confidence="medium")
    parts = of_one_set(demand, report)
    if parts and asked.value == HUNDRED and (short := one_short(report, parts)):
        lower = answered(demand, "contradicted", "refuted", report, short, needed=needed)
        return lower._replace(confidence="medium")
    if parts and asked.value == HUNDRED and (planned := short_of_plan(parts)):
        lower = answered(demand, "contradicted", "refuted", report, planned, needed=needed)
        return lower._replace(confidence="medium")
    if parts:
        return answered(demand, "asserted", "reported", report, parts, needed=needed)
    nil = [claim for claim in report.of("nil") if nil_answers(demand, report, claim)]
    if nil:
        return answered(demand, "answered", "nil", report, nil, needed=needed)
    if (
        asked.value == HUNDRED
        and (equal := done_in_full(report))
        and any(rates_it(demand, report, one) for one in equal)
    ):
        return answered(demand, "asserted", "reported", report, equal, needed=needed)
    signed = signed_counts(demand, report)
    if signed:
        return answered(demand, "asserted", "reported", report, signed, needed=needed)
    only = rates[0] if len(rates) == len(rivals) == 1 else None
    if only and same_sign(demand, report, only) and _reaches(only, asked.value, wanted_high):
        return answered(demand, "asserted", "stated", report, rates, needed=needed)
    counts = [claim for claim in report.of("count") if not claim.vague and rates_it(demand, report, claim)]
    told_in = {report.sentence_of(claim.span) for claim in counts}
    whole = [claim for claim in report.of("universal") if report.sentence_of(claim.span) in told_in]
    dated = [
        claim
        for claim in report.of("universal")
        if len(terms_of(report.clause_of(claim.span).text) & demand.terms) >= 2
        and any(report.clause_of(one.span) == report.clause_of(claim.span) for one in report.of("date"))
    ]
    if dated and asked.value == HUNDRED:  # 频次上限于1月20日全部公示
        return answered(demand, "asserted", "reported", report, dated, needed=needed)
    if counts and whole and asked.value == HUNDRED:
        return answered(demand, "asserted", "reported", report, (*counts, *whole), needed=needed)
    planned = [claim for claim in report.of("count") if planned_and_done(demand, report, claim)]
    if planned:
        return answered(demand, "asserted", "reported", report, planned, needed=needed)
    return Answer(
        demand=demand,
        status="unanswered",
        words=closest_words(demand, report),
        needed=needed,
        confidence="low"
        if _nothing_came(demand, report)
        or (wanted_high and shares_so_much(report, asked.value))
        or (_asks_progress(demand, report) and SOME_OF.search(fold(report.task.report)))
        else "high",
    )


def _nothing_came(demand: Demand, report: Report) -> bool:
    """未收到公开申请, where 答复率 is asked: what did not come in may be all there was to answer."""
    if re.search("[答回]复|办[理结复]|处[理置]|反馈|回应|整改", fold(demand.span.text)) is None:
        return False
    return any(
        re.search("[收接]到|受理|发生|发现|转来|交办", fold(report.clause_of(nil.span).text))
        for nil in report.of("nil")[:MOST]
    )


def _late_after_all(demand: Demand, report: Report, as_of: date) -> bool:
    """按期办结率100%, where the report itself tells a time longer than the window of the same requirement."""
    if re.search("按期|按时|及时|限时|准时|时限内", fold(demand.span.text)) is None:
        return False
    return any(
        windows.answer(one, report, as_of).status == "contradicted"
        for one in report.demands[:MOST]
        if one.kind == "window" and one.purpose != "update"
    )


def _points(demand: Demand, report: Report) -> tuple[Decimal, list[Claim]] | None:
    """占5分(总分100分), where a weight of so much percent is asked: the share in percent and both figures."""
    if re.search("权重|分值|比重|占比|考核", fold(demand.span.text)) is None:
        return None
    points = [one for one in report.of("count") if one.count is not None and one.count.measure == "分"]
    wholes = [one for one in points if one.count is not None and one.count.value in (100, 1000)]
    parts = [one for one in points if one not in wholes]
    if len(wholes) != 1 or len(parts) != 1 or wholes[0].count is None or parts[0].count is None:
        return None
    return parts[0].count.value / wholes[0].count.value * HUNDRED, [*parts, *wholes]


def _nearest(demand: Demand, report: Report, rates: list[Claim]) -> list[Claim]:
    """The rates that are told of what this demand asks about, and not of another demand's subject.

    Each rate is tied to the demand that shares most letters with the words before it, back to the last 。 or ；.
    """
    rivals = [one for one in report.demands if one.kind == "rate"][:MOST]
    tied: list[Claim] = []
    for claim in rates[:MOST]:
        words = terms_of(_subject(report, claim))
        mine = len(words & demand.terms)
        best = max((len(words & one.terms) for one in rivals), default=0)
        alone = len(rivals) == 1 and len(rates) == 1 and bool(words & demand.terms)
        if mine == best and (mine >= 2 or alone):
            tied.append(claim)
    return tied


def _weakly_tied(demand: Demand, report: Report, rates: list[Claim], rivals: list[Demand]) -> Claim | None:
    """产业项目占57.0%, where 用于产业发展的比例 is asked: one word alone, of a rate told of nothing else; it only clears."""
    others = [one for one in rivals if one is not demand][:_FEW]
    taken = {claim for one in others for claim in _nearest(one, report, rates)}
    shared = frozenset().union(*(one.terms for one in others))
    for claim in rates[:MOST]:
        if claim not in taken and terms_of(_subject(report, claim)) & (demand.terms - shared):
            return claim
    return None


_FEW = 10
"""Other rates of one requirement that a rate is held against; no honest one has more."""


def _told_together(demand: Demand, report: Report, rates: list[Claim], rivals: list[Demand]) -> list[Claim]:
    """三率均为100%: one figure told of all the rates that were asked in one breath."""
    asked = demand.rate
    several = sum(
        one.rate is not None and asked is not None and one.rate.start == asked.start for one in rivals
    )
    return [
        claim
        for claim in rates[:MOST]
        if several > 1
        and _ALL_RATES.search(fold(report.task.report[max(0, claim.span.start - 12) : claim.span.start + 2]))
    ]


_ALL_RATES = Pattern("(?:各项?|[两三四五双](?:项|个)?)(?:率|指标)?(?:均|都|全部)", needs="均 都 全部")


def _asks_progress(demand: Demand, report: Report) -> bool:
    """Whether so much of a whole is to be done (完成50%), and no rate of a name is asked."""
    asked = demand.rate
    assert asked is not None
    before = fold(report.task.requirement[max(0, asked.start - 12) : asked.start])
    return re.search("(?:完成|达到)$", before) is not None and re.search("[率度比重]", before) is None


def _of_progress(demand: Demand, report: Report, rates: list[Claim]) -> list[Claim]:
    """6月底前完成50%: how much of the whole is done, which a report tells as 占52.5% without a name."""
    if not _asks_progress(demand, report):
        return []
    return [
        claim
        for claim in rates[:MOST]
        if re.search(
            "(?:占|完成|进度|达)[^，。；]{0,6}$",
            fold(report.task.report[max(0, claim.span.start - 8) : claim.span.start]),
        )
    ]


def _serves_another(demand: Demand, report: Report, claim: Claim) -> bool:
    """A rate that is told of another demand's subject just as well, and reaches what that one asks."""
    words = terms_of(_subject(report, claim))
    mine = len(words & demand.terms)
    return any(
        one is not demand
        and one.rate is not None
        and len(words & one.terms) >= mine
        and _reaches(claim, one.rate.value, one.rate.bound not in ("at_most", "under"))
        for one in [one for one in report.demands if one.kind == "rate"][:MOST]
    )


def _another_rate(demand: Demand, report: Report, claim: Claim) -> bool:
    """扫码率98.2% where 公示率 is asked: two rates by their own names, with no letter in common."""
    asked = demand.rate
    assert asked is not None
    text, begin = report.task.requirement, report.clause_of(claim.span).start
    wanted = rate_name().search(fold(text[max(0, asked.start - 24) : asked.start]))
    told = report.task.report[max(begin, claim.span.start - 24) : claim.span.start]
    named = rate_name().search(fold(told))
    return wanted is not None and named is not None and not set(wanted[1][-4:-1]) & set(named[1][-4:-1])


def _subject(report: Report, claim: Claim) -> str:
    """The words a rate is told of: its clause and, where that says little, the clauses before it."""
    clause = report.clause_of(claim.span)
    begin, end = claim.span.start, claim.span.end
    text = (
        report.task.report[max(clause.start, begin - REACH_OF_CLAUSE) : begin]
        + report.task.report[end : min(clause.end, end + REACH_OF_CLAUSE)]
    )
    for one in report.before(clause):
        if len(terms_of(text)) >= 4:
            break
        text = one.text + text
    return text


def _reaches(claim: Claim, value: Decimal, wanted_high: bool) -> bool:
    if claim.rate is None:
        return False
    return claim.rate.value >= value if wanted_high else claim.rate.value <= value


def _refuted(report: Report, claim: Claim) -> bool:
    """12个断面中11个达标，达标率100%: the parts that the sentence itself declares give another rate."""
    return any(
        one.kind == "ratio"
        and one.holds is False
        and one.start < claim.span.end
        and claim.span.start < one.end
        for one in find_relations(report.task.report)
    )
