"""What answers a ban: a matching negative, the pursuit of those who break it; telling of the act itself breaks it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from gkcheck.answers.answer import Answer, Report, nil_answers
from gkcheck.demands import Demand
from gkcheck.language.addressees import binds, find_addressee
from gkcheck.language.form import fold
from gkcheck.model import Span
from gkcheck.similarity.coverage import cover

SPOKEN = 0.35
"""Share of the forbidden act that a clause must speak of."""
TOLD = 0.5
"""Share from which a clause without any negative tells of the act itself."""


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a ban ended; the clauses that speak of the act decide."""
    ban = demand.ban
    assert ban is not None
    named = find_addressee(demand.clause.text)
    units = f"{report.task.units_text}、{report.task.lead_unit}"
    if named is not None and binds(named, units) is False:
        return Answer(demand=demand, status="not_addressed")
    spoken = _spoken(demand, report)
    for clause in spoken:
        if _negative().search(fold(clause.text)):
            return Answer(demand=demand, status="asserted", how="negative", words=(clause,))
    for clause in spoken:
        if _enforced().search(fold(clause.text)):
            return Answer(demand=demand, status="asserted", how="enforced", words=(clause,))
    for clause in spoken:
        share = cover(ban.act, clause.text, demand.topic).share
        if share >= TOLD and _admits().search(fold(clause.text)):
            return Answer(
                demand=demand, status="contradicted", how="admitted", words=(clause,), confidence="medium"
            )
    if spoken:
        return Answer(demand=demand, status="asserted", how="named", words=spoken[:1], confidence="low")
    if any(nil_answers(demand, report, claim) for claim in report.of("nil")):
        return Answer(demand=demand, status="answered", how="nil")
    if _kept().search(fold(report.task.report)):
        return Answer(demand=demand, status="asserted", how="negative", confidence="low")
    closest = report.closest(demand)
    return Answer(demand=demand, status="unanswered", words=(closest,) if closest else ())


def _spoken(demand: Demand, report: Report) -> tuple[Span, ...]:
    """The clauses that speak of the forbidden act, the nearest first."""
    ban = demand.ban
    assert ban is not None
    shares = []
    for clause in report.clauses[:200]:
        told = cover(ban.act, clause.text, demand.topic)
        if told.share >= SPOKEN and (told.core > 0 or told.letters < 2):
            shares.append((told.share, clause))
    shares.sort(key=lambda pair: -pair[0])
    return tuple(clause for _, clause in shares)


@cache
def _negative() -> re.Pattern[str]:
    return re.compile(
        r"未(?!来|成年)|没有|无(?!论|人机)|零|杜绝|不再|不得|严禁|禁止|不存在|不予|不要求|不收|从不|不以|不(?:进行|开展|参与|采集|增加|设|公布)|免(?:予|去|除|交|提)|全部取消"
    )


@cache
def _enforced() -> re.Pattern[str]:
    return re.compile(r"查处|处罚|罚款|打击|立案|取缔|劝阻|制止|拆除|整治|执法|没收|查获|查扣")


@cache
def _admits() -> re.Pattern[str]:
    return re.compile(
        r"发现|存在|仍有|出现|发生|[0-9一二三四五六七八九十]+(?:所|家|个|起|件|次|人|名|户|例|处|宗)|个别|部分|少数"
    )


@cache
def _kept() -> re.Pattern[str]:
    """A general word that no rule was broken."""
    return re.compile(
        r"(?:未|没有|无)(?:发现|发生|出现)?[^，。；]{0,10}(?:违规|违反|违纪|违禁|此类|上述|类似)[^，。；]{0,10}"
    )
