"""What answers a rate or a universal: a rate, numerator and denominator, a total."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise

from gkcheck.answers import windows
from gkcheck.answers.answer import Answer, Report, answered, closest_words, nil_answers, plain
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.demands.demand import MOST, REACH_OF_CLAUSE
from gkcheck.language.acts import families_in
from gkcheck.language.form import HAN, fold
from gkcheck.language.measures import MONEY
from gkcheck.language.pattern import Pattern
from gkcheck.language.relations import find_relations

HUNDRED = Decimal(100)
CHANCE = Decimal(20)


def answer_rate(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a percentage ended."""
    asked = demand.rate
    assert asked is not None
    needed = _percent(asked.value)
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
        named = _by_its_part(demand, report)
        if false and named is not None and wanted_high and named[0] >= asked.value:
            # miscounted, and yet what was asked is reached: the sum is another rule's business
            return answered(demand, "asserted", "reported", report, named[1], needed=needed)
        if not false and named is not None and named[0] < asked.value and _same_things(report, named[1]):
            said = _percent(named[0].quantize(Decimal("0.1")))
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
            found=_percent(found.value) if found else "",
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
            found=_percent(share.quantize(Decimal("0.1"))),
            needed=needed,
        )
    named = _by_its_part(demand, report)
    if named is not None:
        ratio, both = named
        if ratio >= asked.value:
            return answered(demand, "asserted", "reported", report, both, needed=needed)
        if _EXCEPTED.search(fold(report.sentence_of(both[0].span).text)):  # 1条未能回访: the rest is told
            said = _percent(ratio.quantize(Decimal("0.1")))
            less = answered(demand, "contradicted", "exceeds", report, both, found=said, needed=needed)
            return less._replace(confidence="medium")
    parts = _of_one_set(demand, report)
    if parts and asked.value == HUNDRED and (short := _one_short(report, parts)):
        lower = answered(demand, "contradicted", "refuted", report, short, needed=needed)
        return lower._replace(confidence="medium")
    if parts and asked.value == HUNDRED and (planned := _short_of_plan(parts)):
        lower = answered(demand, "contradicted", "refuted", report, planned, needed=needed)
        return lower._replace(confidence="medium")
    if parts:
        return answered(demand, "asserted", "reported", report, parts, needed=needed)
    nil = [claim for claim in report.of("nil") if nil_answers(demand, report, claim)]
    if nil:
        return answered(demand, "answered", "nil", report, nil, needed=needed)
    if (
        asked.value == HUNDRED
        and (equal := _done_in_full(report))
        and any(_rates_it(demand, report, one) for one in equal)
    ):
        return answered(demand, "asserted", "reported", report, equal, needed=needed)
    signed = _signed_counts(demand, report)
    if signed:
        return answered(demand, "asserted", "reported", report, signed, needed=needed)
    only = rates[0] if len(rates) == len(rivals) == 1 else None
    if only and _same_sign(demand, report, only) and _reaches(only, asked.value, wanted_high):
        return answered(demand, "asserted", "stated", report, rates, needed=needed)
    counts = [claim for claim in report.of("count") if not claim.vague and _rates_it(demand, report, claim)]
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
    planned = [claim for claim in report.of("count") if _planned_and_done(demand, report, claim)]
    if planned:
        return answered(demand, "asserted", "reported", report, planned, needed=needed)
    return Answer(
        demand=demand,
        status="unanswered",
        words=closest_words(demand, report),
        needed=needed,
        confidence="low"
        if _nothing_came(demand, report)
        or (_asks_progress(demand, report) and _SOME_OF.search(fold(report.task.report)))
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


def _same_sign(demand: Demand, report: Report, claim: Claim) -> bool:
    """Whether a rate is told of what the demand calls by a letter or number: A类占67.9% for A类件占比."""
    asked = set(_SIGN.findall(fold(demand.span.text)))
    return bool(asked & set(_SIGN.findall(fold(report.clause_of(claim.span).text))))


_SIGN = Pattern("[A-Za-z0-9]+(?=类|级|档)", needs="档 类 级")


def _signed_counts(demand: Demand, report: Report) -> list[Claim]:
    """承办28件，A类19件: the part by its sign, and a whole in its measure, where A类件占比 is asked."""
    asked = set(_SIGN.findall(fold(demand.span.text)))
    counts = [one for one in report.of("count")[:MOST] if one.count is not None and not one.vague]
    for part in counts:
        if part.count is not None and asked & set(_SIGN.findall(part.count.before[-6:])):
            wholes = [
                one
                for one in counts
                if one.count is not None
                and one.count.measure == part.count.measure
                and one.count.value > part.count.value
            ]
            return [part, *wholes[:1]] if wholes else []
    return []


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


def _planned_and_done(demand: Demand, report: Report, claim: Claim) -> bool:
    """计划检查240家，实际检查268家, where a rate of carrying out is asked: what was planned, and no less was done."""
    if claim.count is None or not re.search(r"(?:执行|完成|兑现|落实)率", fold(demand.span.text)):
        return False
    if not re.search(r"(?:计划|任务|应)[^，。；、]{0,12}$", claim.count.before):
        return False
    return any(
        other.count is not None
        and other.count.measure == claim.count.measure
        and other.count.value >= claim.count.value
        and re.search(r"(?:实际|已|实)[^，。；、]{0,12}$", other.count.before)
        and 0 < other.span.start - claim.span.end < 30
        for other in report.of("count")[:MOST]
    )


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


@cache
def _name() -> re.Pattern[str]:
    return re.compile(rf"({HAN}{{1,8}}率)(?=[^率，。；]{{0,8}}$)")


def _another_rate(demand: Demand, report: Report, claim: Claim) -> bool:
    """扫码率98.2% where 公示率 is asked: two rates by their own names, with no letter in common."""
    asked = demand.rate
    assert asked is not None
    text, begin = report.task.requirement, report.clause_of(claim.span).start
    wanted = _name().search(fold(text[max(0, asked.start - 24) : asked.start]))
    told = report.task.report[max(begin, claim.span.start - 24) : claim.span.start]
    named = _name().search(fold(told))
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


def _of_one_set(demand: Demand, report: Report) -> list[Claim]:
    """Two counts in one measure that speak of the demand: how many there were, and how many were done."""
    counts = [
        claim
        for claim in report.of("count")
        if claim.count is not None
        and not claim.vague
        and (claim.count.measure not in MONEY or _OF_MONEY.search(fold(demand.span.text)))
        and _rates_it(demand, report, claim)
    ]
    stem = _stem(demand, report)
    done = [one for one in counts if one.count and stem in one.count.before + _after(report, one)]
    due = any(one.count and re.search("计划|任务|应", one.count.before) for one in counts)
    if len(stem) == 2 and not done and not due:
        return []  # 收到529件、118件, where 答复率 is asked: nothing is told of what was answered
    measures = [claim.count.measure for claim in counts if claim.count is not None]
    return [claim for claim in counts if claim.count is not None and measures.count(claim.count.measure) >= 2]


_OF_MONEY = Pattern(
    "资金|金额|投资|经费|支出|预算|贷款|补贴|税|款", needs="资金 金额 投资 经费 支出 预算 贷款 补贴 税 款"
)


def _stem(demand: Demand, report: Report) -> str:
    """The last two letters of what a rate counts: 答复 of 及时答复率; "" where it has no such name."""
    asked = demand.rate
    assert asked is not None
    name = _name().search(fold(report.task.requirement[max(0, asked.start - 24) : asked.start]))
    named = asked.subject or (name[1] if name is not None else "")
    return named.rstrip("率度")[-2:] if named.endswith(("率", "度")) else ""


def _short_of_plan(parts: list[Claim]) -> list[Claim]:
    """计划检查企业412家…检查计划内企业386家: how many were planned or due, and fewer done."""
    counts = [one.count for one in parts if one.count is not None]
    if len(counts) != 2 or counts[0].measure != counts[1].measure or counts[0].value <= counts[1].value:
        return []
    due = re.search("计划|任务|应当?(?=检|办|公|整|培)", counts[0].before)
    return parts if due and not re.search("计划(?!内)|任务", counts[1].before) else []


def _after(report: Report, claim: Claim) -> str:
    """The words of a clause that follow a count: 不合格产品进行了查处 after 6批次."""
    end = report.clause_of(claim.span).end
    return fold(report.task.report[claim.span.end : min(end, claim.span.end + 14)])


def _same_things(report: Report, both: list[Claim]) -> bool:
    """不合格8批次，已对6批次不合格产品进行了查处: the part bears the very name of its whole."""
    whole, part = both
    name = whole.count.before[-3:] if whole.count is not None else ""
    return len(name) == 3 and _after(report, part).startswith(name)


def _by_its_part(demand: Demand, report: Report) -> tuple[Decimal, list[Claim]] | None:
    """回访3600件，满意3467件, where 满意率 is asked: the share in percent, with the whole and the part named like it."""
    stem = _stem(demand, report)
    counts = [one for one in report.of("count")[:MOST] if one.count is not None and not one.vague]
    for whole, part in pairwise(counts):
        assert whole.count is not None and part.count is not None
        if (
            len(stem) == 2
            and stem in part.count.before[-6:] + _after(report, part)
            and whole.count.measure == part.count.measure
            and whole.count.value >= part.count.value
            and whole.count.value
            and report.sentence_of(whole.span) == report.sentence_of(part.span)
        ):
            return part.count.value / whole.count.value * HUNDRED, [whole, part]
    return None


def _one_short(report: Report, parts: list[Claim]) -> list[Claim]:
    """收到41条…已办结40条，另有1条仍在协商: a whole, what was done of it, and the rest said to be open."""
    text = fold(report.task.report)
    if (
        re.search(
            "(?:另有|其余|尚有|仍有|还有)[0-9]+[^，。；]{1,20}(?:，[^，。；]{0,12})?(?:仍|尚|正在|未)", text
        )
        is None
    ):
        return []
    counts = [one for one in parts if one.count is not None]
    whole = max(counts, key=lambda one: one.count.value if one.count else Decimal(0))
    done = [
        one
        for one in counts
        if one.count is not None
        and whole.count is not None
        and one.count.value < whole.count.value
        and re.search("(?:办结|完成|整改|答复|回复|办理)[^，。；]{0,4}$", one.count.before)
    ]
    return [done[-1], whole] if done else []


def _done_in_full(report: Report) -> list[Claim]:
    """认定4316人，发放4316人: two equal counts in one measure say that all of a set were done."""
    seen: dict[tuple[Decimal, str], Claim] = {}
    for claim in report.of("count"):
        if claim.count is None or claim.vague or claim.count.value <= 1:
            continue
        # 决定506件，告知书506份: so large a number is the same by no chance, whatever the measure
        key = (claim.count.value, claim.count.measure if claim.count.value < CHANCE else "")
        if key in seen:
            return [seen[key], claim]
        seen[key] = claim
    return []


def _rates_it(demand: Demand, report: Report, claim: Claim) -> bool:
    sentence = fold(report.sentence_of(claim.span).text)
    shared = len(terms_of(sentence) & demand.terms)
    return shared >= 2 or bool(families_in(sentence) & demand.families & {"reply", "publish", "submit"})


def _percent(value: Decimal) -> str:
    return f"{plain(value)}%"


def _of_all(report: Report, claim: Claim) -> bool:
    """覆盖全区142个村: a count of all there are."""
    clause = report.clause_of(claim.span)
    before = fold(report.task.report[clause.start : claim.span.start])[-20:]
    return (
        re.search(r"(?:全[国省市区县州旗镇乡街村校院局厅系]|所有|辖区内?)[^，。；]{0,12}$", before)
        is not None
    )


_EXCEPTED = Pattern("未|没|无法|不能|尚|拒|逾期|超期", needs="未 没 无法 不能 尚 拒 逾期 超期")


def _short_of_all(demand: Demand, report: Report) -> list[Claim]:
    """收到的73条线索…已办结58条, where 全部办结 is asked: whole and part in one sentence, the part by the verb asked."""
    verbs = _ENDED.findall(fold(demand.span.text))
    counts = [one for one in report.of("count")[:MOST] if one.count is not None and not one.vague]
    for whole, part in pairwise(counts):
        assert whole.count is not None and part.count is not None
        sentence = report.sentence_of(part.span)
        if (
            whole.count.measure == part.count.measure
            and part.count.value < whole.count.value
            and report.sentence_of(whole.span) == sentence
            and any(part.count.before.endswith((f"已{verb}", f"已经{verb}")) for verb in verbs)
            and len(terms_of(sentence.text) & terms_of(report.task.requirement)) >= 2
            and sum(one in sentence.text for one in ("其余", "正在", "另")) == 0
        ):
            return [whole, part]
    return []


_ENDED = Pattern(
    "办结|销号|整改|完成|答复|回复|办理|拆除|处置|化解|整治",
    needs="办结 销号 整改 完成 答复 回复 办理 拆除 处置 化解 整治",
)


def _accounted_for(demand: Demand, report: Report) -> list[Claim]:
    """清理证明34项，取消21项、保留13项: a total whose every member is told, whatever became of it."""
    for sentence in report.sentences[:MOST]:
        if not terms_of(sentence.text) & demand.terms or _EXCEPTED.search(fold(sentence.text)):
            continue
        told = [
            claim
            for claim in report.of("count")
            if not claim.vague and sentence.start <= claim.span.start < sentence.end
        ]
        for at, whole in enumerate(told[:-2]):
            parts = [one for one in told[at + 1 :] if _measure(one) == _measure(whole)]
            for size in range(2, len(parts) + 1):
                if sum(_value(one) for one in parts[:size]) == _value(whole):
                    return [whole, *parts[:size]]
    return []


def _measure(claim: Claim) -> str:
    return claim.count.measure if claim.count is not None else ""


def _value(claim: Claim) -> Decimal:
    return claim.count.value if claim.count is not None else Decimal(0)


def answer_universal(demand: Demand, report: Report, as_of: date) -> Answer:
    """How an “all of them” ended."""
    short = _short_of_all(demand, report)
    if short:
        refuted = answered(demand, "contradicted", "refuted", report, short)
        return refuted._replace(confidence="medium")
    whole = [claim for claim in report.claims if claim.kind in ("universal", "rate")]
    if whole:
        return answered(demand, "asserted", "stated", report, whole)
    equal = _done_in_full(report)
    if equal:
        return answered(demand, "asserted", "reported", report, equal)
    nil = [
        claim
        for claim in report.of("nil")
        if nil_answers(demand, report, claim) or re.search("遗漏|例外|掉队|缺席", claim.span.text)
    ]
    if nil:
        return answered(demand, "answered", "nil", report, nil)
    counts = [claim for claim in report.of("count") if not claim.vague and _rates_it(demand, report, claim)]
    every = [claim for claim in counts if _of_all(report, claim)]
    if every:
        return answered(demand, "asserted", "reported", report, every)
    accounted = _accounted_for(demand, report)
    if accounted:
        return answered(demand, "asserted", "reported", report, accounted)
    if counts:
        # How many were done is told; that there were more is a guess.
        return answered(demand, "unanswered", "reported", report, counts)._replace(confidence="low")
    # 40个中完成36个: the numbers are there; that they fall short is said where a number or a day is asked
    told = _SOME_OF.search(fold(report.task.report)) is not None
    return Answer(
        demand=demand,
        status="unanswered",
        words=closest_words(demand, report),
        confidence="low" if told else "medium",
    )


_SOME_OF = Pattern(
    "[0-9]+(?P<measure>[个处户家件项所座条])[^，。；0-9]{0,8}中，?[^，。；0-9]{0,8}[0-9]+(?P=measure)",
    needs="中",
)
