"""What answers a ban: a matching negative, the pursuit of those who break it; telling of the act itself breaks it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from gkcheck.answers.answer import Answer, Report, nil_answers
from gkcheck.demands import Demand, terms_of
from gkcheck.language.addressees import find_addressee
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.model import Span
from gkcheck.similarity.coverage import cover, pairs_of

SPOKEN = 0.35
"""Share of the forbidden act that a clause must speak of."""
TOLD = 0.5
"""Share from which a clause without any negative tells of the act itself."""


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a ban ended; the clauses that speak of the act decide."""
    ban = demand.ban
    assert ban is not None
    named = find_addressee(demand.clause.text)
    if named is not None and report.binds(named) is False:
        return Answer(demand=demand, status="not_addressed")
    spoken = _spoken(demand, report)
    for clause in spoken:
        words = fold(clause.text)
        pursued = _negative().search(words) or _enforced().search(fold(report.rest_of(clause)))
        if _STILL.search(words) and not pursued:  # 对仍在违规经营的3家依法处罚 is no admission
            return Answer(
                demand=demand, status="contradicted", how="admitted", words=(clause,), confidence="medium"
            )
    for clause in spoken:
        if _negative().search(fold(clause.text)):
            return Answer(demand=demand, status="asserted", how="negative", words=(clause,))
    for clause in spoken:
        if _enforced().search(fold(clause.text)):
            return Answer(demand=demand, status="asserted", how="enforced", words=(clause,))
    members = [part for part in re.split(r"[、/]|以及|[和及或](?!其)", ban.act) if len(part) >= 2]
    for clause in report.clauses[:200] if len(members) >= 2 else ():
        words = fold(clause.text)
        if any(part in words for part in members[:20]) and _enforced().search(words):
            return Answer(demand=demand, status="asserted", how="enforced", words=(clause,))
    if _governed().match(ban.act) and _enforced().search(fold(report.task.report)):
        return Answer(demand=demand, status="asserted", how="enforced")
    for clause in spoken:
        if _tells_of(demand, clause):
            # 发现7家违规销售，没收…，立案7起: told against those it governs
            if _enforced().search(fold(report.rest_of(clause))):
                return Answer(demand=demand, status="asserted", how="enforced", words=(clause,))
            return Answer(
                demand=demand, status="contradicted", how="admitted", words=(clause,), confidence="medium"
            )
    # 不得以“已转有关部门”代替答复: the words forbidden, not the act they stand beside
    quoted = '"' in fold(ban.act)
    if spoken and not quoted and cover(ban.act, demand.topic).core < 1:
        return Answer(demand=demand, status="asserted", how="named", words=spoken[:1], confidence="low")
    if any(nil_answers(demand, report, claim) for claim in report.of("nil")):
        return Answer(demand=demand, status="answered", how="nil")
    if _kept().search(fold(report.task.report)):
        return Answer(demand=demand, status="asserted", how="negative", confidence="low")
    for clause in report.clauses[:200]:
        if _negative().search(fold(clause.text)) and cover(ban.act, clause.text, demand.topic).kin:
            return Answer(demand=demand, status="asserted", how="named", words=(clause,), confidence="low")
    words = fold(report.task.report)
    if _no_longer().search(fold(ban.text)) and _never_again().search(words):
        return Answer(demand=demand, status="asserted", how="negative", confidence="low")
    if _falsifies().search(ban.act) and _verified().search(words):
        return Answer(demand=demand, status="asserted", how="enforced", confidence="low")
    instead = _instead().match(ban.act)
    if instead is not None:
        for clause in report.clauses[:200]:
            right = instead["right"]
            if not quoted and cover(right, clause.text).share >= TOLD:
                return Answer(demand, "asserted", "named", (clause,), confidence="low")
    near = _negative_near(demand, report) or _pursued(ban.act, report)
    if near is not None:
        return Answer(demand=demand, status="asserted", how="named", words=(near,), confidence="low")
    closest = report.closest(demand)
    return Answer(
        demand=demand,
        status="unanswered",
        words=(closest,) if closest else (),
        confidence="low"
        if spoken
        else "high",  # its words are those of the whole task: they tell nothing of the act
    )


_STILL = Pattern("目前仍|现仍|仍在|仍有|依然|尚有", needs="仍 依然 尚有")


def _negative_near(demand: Demand, report: Report) -> Span | None:
    """A negative in other words: 没有在指南之外要求另行提供材料 for 办事指南之外不得增加其他要求.

    It must share a word with the act, and another with the act or with what stands before the ban in its clause.
    """
    ban = demand.ban
    assert ban is not None
    act = terms_of(ban.act) | pairs_of(ban.act[-4:])  # 要求 is a common word, and yet what is forbidden
    about = terms_of(report.task.requirement[demand.clause.start : demand.span.start])
    for clause in report.clauses[:200]:
        text = fold(clause.text)
        if not _negative().search(text):
            continue
        words = terms_of(clause.text) | pairs_of(text)
        if words & act and len(words & (act | about)) >= 2 and (about & words or len(words & act) >= 2):
            return clause
    return None


def _pursued(act: str, report: Report) -> Span | None:
    """What the ban is about, cleared out or punished: 超标机械6台当场清退 for 禁止使用排放不合格的机械."""
    what = act.rstrip('。；，、”"')[-2:]
    if len(what) < 2:
        return None
    for clause in report.clauses[:200]:
        if what in fold(clause.text) and _enforced().search(fold(report.rest_of(clause))[:120]):
            return clause
    return None


def _tells_of(demand: Demand, clause: Span) -> bool:
    """Whether a clause tells that the forbidden act was found: the act with the word that makes it wrong."""
    ban = demand.ban
    assert ban is not None
    text = fold(clause.text)
    qualified = _qualifier().match(ban.act)
    if qualified is not None and qualified.group() not in text:
        return False
    return _admits().search(text) is not None and cover(ban.act, clause.text, demand.topic).share >= TOLD


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
        r"未(?!来|成年)|没有|无(?!论|人机)|零|杜绝|不再|不得|严禁|禁止|不存在|不予|不要求|不收|从不|不以|不(?:进行|开展|参与|采集|增加|设|公布|提供|使用)|免(?:予|去|除|交|提)|全部取消"
    )


@cache
def _enforced() -> re.Pattern[str]:
    return re.compile(
        r"查处|处罚|罚款|打击|立案|取缔|劝阻|制止|拆除|整治|执法|没收|查获|查扣|纠正|移送|清退|退还|退款|退费|整改|依法处理|警告"
    )


@cache
def _no_longer() -> re.Pattern[str]:
    return re.compile("不再")


@cache
def _never_again() -> re.Pattern[str]:
    """此后无部门再以旧章签发: in other words, but no longer."""
    return re.compile("(?:无|未|没有|不)[^，。；]{0,8}再")


@cache
def _falsifies() -> Pattern:
    """Acts that only a look at the data can rule out."""
    return Pattern(
        "虚报|瞒报|漏报|错报|迟报|谎报|造假|作假|失实|失真",
        needs="作假 失实 失真 漏报 瞒报 虚报 谎报 迟报 造假 错报",
    )


@cache
def _verified() -> re.Pattern[str]:
    return re.compile("核对|核实|核查|比对|复核|校核|校验|审核|抽查|抽取|剔除")


@cache
def _instead() -> Pattern:
    """以会议代替检查: who tells of the thing that must not be replaced has answered."""
    return Pattern(
        r"[以用]?[^，。；]{1,20}?(?:代替|替代|取代|代)(?!表|码|理)(?P<right>[^，。；]{2,20})", needs="代"
    )


@cache
def _governed() -> Pattern:
    """Those whom a ban binds, where it names them: not the office, but those it governs."""
    return Pattern(
        r"(?:经营者|企业|商家|商户|个人|单位和个人|车辆|生产者|开发商|培训机构|物业|医疗机构|驾驶员|行人|施工单位)",
        needs="个人 企业 医疗机构 商家 商户 培训机构 开发商 施工单位 物业 生产者 经营者 行人 车辆 驾驶员",
    )


@cache
def _qualifier() -> re.Pattern[str]:
    """What makes an act wrong; the act without it is no breach."""
    return re.compile(r"擅自|随意|任意|违规|违法|非法|变相|超[标范时期]|虚假|无故|强制|不当|提前|重复|多头")


@cache
def _admits() -> re.Pattern[str]:
    return re.compile(r"发现|查出|存在|仍有|还有|出现|发生|个别|少数")


@cache
def _kept() -> Pattern:
    """A general word that no rule was broken."""
    return Pattern(
        r"(?:未|没有|无)(?:发现|发生|出现)?[^，。；]{0,10}(?:违规|违反|违纪|违禁|此类|上述|类似)"
        r"|(?:无|零|未收到|没有)(?:一[例起件])?(?:举报|投诉|反映|违规|差错|泄密)"
        r"|不属实|查无(?:实据|此事|违规)|未查实|属实0|核实为?0",
        needs="上述 不属实 举报 反映 属实0 差错 投诉 未查实 查无 核实 此类 泄密 类似 违反 违禁 违纪 违规",
    )
