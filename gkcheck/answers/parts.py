"""Wholes and parts that a report counts: how many came, how many were done, and the share they make."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise

from gkcheck.answers.answer import Report, plain
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.demands.demand import MOST
from gkcheck.language.acts import families_in
from gkcheck.language.form import HAN, fold
from gkcheck.language.measures import MONEY
from gkcheck.language.pattern import Pattern

HUNDRED = Decimal(100)
CHANCE = Decimal(20)
"""Two equal counts below it may be equal by chance."""


def same_sign(demand: Demand, report: Report, claim: Claim) -> bool:
    """Whether a rate is told of what the demand calls by a letter or number: A类占67.9% for A类件占比."""
    asked = set(_SIGN.findall(fold(demand.span.text)))
    return bool(asked & set(_SIGN.findall(fold(report.clause_of(claim.span).text))))


_SIGN = Pattern("[A-Za-z0-9]+(?=类|级|档)", needs="档 类 级")


def signed_counts(demand: Demand, report: Report) -> list[Claim]:
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


def planned_and_done(demand: Demand, report: Report, claim: Claim) -> bool:
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


@cache
def rate_name() -> re.Pattern[str]:
    """The name of a rate right before its figure: 扫码率 of 扫码率达到98%."""
    return re.compile(rf"({HAN}{{1,8}}率)(?=[^率，。；]{{0,8}}$)")


def of_one_set(demand: Demand, report: Report) -> list[Claim]:
    """Two counts in one measure that speak of the demand: how many there were, and how many were done."""
    counts = [
        claim
        for claim in report.of("count")
        if claim.count is not None
        and not claim.vague
        and (claim.count.measure not in MONEY or _OF_MONEY.search(fold(demand.span.text)))
        and rates_it(demand, report, claim)
    ]
    stem = _stem(demand, report)
    done = [one for one in counts if one.count and stem in one.count.before + _after(report, one)]
    due = any(one.count and re.search("计划|任务|应", one.count.before) for one in counts)
    if families_in(stem) and not done and not due:
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
    name = rate_name().search(fold(report.task.requirement[max(0, asked.start - 24) : asked.start]))
    named = asked.subject or (name[1] if name is not None else "")
    return named.rstrip("率度")[-2:] if named.endswith(("率", "度")) else ""


def shares_so_much(report: Report, share: Decimal) -> bool:
    """下达3260万元…使用2981万元: a whole and a part in one measure and sentence that may well be the rate asked."""
    counts = [one for one in report.of("count")[:MOST] if one.count is not None and not one.vague]
    for whole, part in pairwise(counts):
        assert whole.count is not None and part.count is not None
        if (
            whole.count.measure == part.count.measure
            and whole.count.value > part.count.value >= whole.count.value * share / HUNDRED
            and report.sentence_of(whole.span) == report.sentence_of(part.span)
        ):
            return True
    return False


def short_of_plan(parts: list[Claim]) -> list[Claim]:
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


def same_things(report: Report, both: list[Claim]) -> bool:
    """不合格8批次，已对6批次不合格产品进行了查处: the part bears the very name of its whole."""
    whole, part = both
    name = whole.count.before[-3:] if whole.count is not None else ""
    return len(name) == 3 and _after(report, part).startswith(name)


def by_its_part(demand: Demand, report: Report) -> tuple[Decimal, list[Claim]] | None:
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


def one_short(report: Report, parts: list[Claim]) -> list[Claim]:
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


def done_in_full(report: Report) -> list[Claim]:
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


def rates_it(demand: Demand, report: Report, claim: Claim) -> bool:
    """Whether the sentence of a count speaks of what the rate is of."""
    sentence = fold(report.sentence_of(claim.span).text)
    shared = len(terms_of(sentence) & demand.terms)
    return shared >= 2 or bool(families_in(sentence) & demand.families & {"reply", "publish", "submit"})


def percent(value: Decimal) -> str:
    """A rate as people write it."""
    return f"{plain(value)}%"


EXCEPTED = Pattern("未|没|无法|不能|尚|拒|逾期|超期", needs="未 没 无法 不能 尚 拒 逾期 超期")


SOME_OF = Pattern(
    "[0-9]+(?P<measure>[个处户家件项所座条])[^，。；0-9]{0,8}中，?[^，。；0-9]{0,8}[0-9]+(?P=measure)",
    needs="中",
)
