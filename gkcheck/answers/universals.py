"""What answers an “all of them”: a total and what became of it, figures told of all there are, a nil return."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

from gkcheck.answers.answer import Answer, Report, answered, closest_words, nil_answers
from gkcheck.answers.parts import (
    EXCEPTED,
    SOME_OF,
    done_in_full,
    rates_it,
)
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.demands.demand import MOST
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern


def _of_all(report: Report, claim: Claim) -> bool:
    """覆盖全区142个村: a count of all there are."""
    clause = report.clause_of(claim.span)
    before = fold(report.task.report[clause.start : claim.span.start])[-20:]
    return (
        re.search(r"(?:全[国省市区县州旗镇乡街村校院局厅系]|所有|辖区内?)[^，。；]{0,12}$", before)
        is not None
    )


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
        if not terms_of(sentence.text) & demand.terms or EXCEPTED.search(fold(sentence.text)):
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


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """How an “all of them” ended."""
    short = _short_of_all(demand, report)
    if short:
        refuted = answered(demand, "contradicted", "refuted", report, short)
        return refuted._replace(confidence="medium")
    whole = [claim for claim in report.claims if claim.kind in ("universal", "rate")]
    if whole:
        return answered(demand, "asserted", "stated", report, whole)
    equal = done_in_full(report)
    if equal:
        return answered(demand, "asserted", "reported", report, equal)
    nil = [
        claim
        for claim in report.of("nil")
        if nil_answers(demand, report, claim) or re.search("遗漏|例外|掉队|缺席", claim.span.text)
    ]
    if nil:
        return answered(demand, "answered", "nil", report, nil)
    counts = [claim for claim in report.of("count") if not claim.vague and rates_it(demand, report, claim)]
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
    told = SOME_OF.search(fold(report.task.report)) is not None
    return Answer(
        demand=demand,
        status="unanswered",
        words=closest_words(demand, report),
        confidence="low" if told else "medium",
    )
