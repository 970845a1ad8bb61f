"""What answers a least count: counts of the same thing that were done, one by one or together, or a list of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from gkcheck.answers import lasting
from gkcheck.answers.answer import Answer, Report, answered, closest_words, nil_answers, plain
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.language.counts import Count
from gkcheck.language.everyday import bears_meaning
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.model import Span

_ALIKE = (
    frozenset(["次", "场", "场次", "期", "期次", "轮", "轮次", "回", "班次"]),
    frozenset(["人", "名", "位"]),
    frozenset(["个", "家", "所", "座", "处", "支", "户"]),
    frozenset(["件", "篇", "条", "份", "则", "项", "个", "部", "幅"]),
)
_MOST = 300  # counts of one report that are looked at
_RIVALS = 30  # least numbers of one requirement that a count may belong to
_ENOUGH, _WEAK = Decimal("0.5"), Decimal("0.4")


class _Told(NamedTuple):
    """A count in a report and how far it speaks of what is asked (0 to 1)."""

    claim: Claim
    measure: str
    value: Decimal
    share: Decimal
    own: bool = True
    """Whether the words of the count itself, and not those around it, speak of what is asked."""


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a least number ended."""
    asked = demand.count
    assert asked is not None
    if demand.window is not None:
        return lasting.answer(demand, report)
    needed = f"{plain(asked.value)}{asked.measure}"
    counts = report.of("count")[:_MOST]
    repeated = _repeated(demand, asked, report, counts)
    told: list[_Told] = []
    last: Claim | None = None
    for claim in counts:
        subject, goes_on = _subject(report, claim, last)
        last = last if goes_on else claim
        if claim not in repeated and not _of_another(demand, report, claim):
            told += _told(demand, asked, report, claim, subject)
    sure = [one for one in told if one.share >= _ENOUGH]
    if _of_each(demand, asked):
        return _answer_each(demand, asked, report, told, needed)
    most = max((one.share for one in sure), default=Decimal(0))
    part = "其中" in demand.span.text
    named = [one for one in sure if part and one.own and one.measure == asked.measure]
    # 其中音视频不少于10件: 音视频7件、图表19件 tells of the very part, and what stands beside it is another
    near = named or [one for one in told if one.share > 0 and one.share * 2 >= most]
    enough = [one for one in near if one.value >= asked.value]
    if enough:
        best = max(enough, key=lambda one: one.share)
        return _done(demand, report, [best], best.value, asked, needed)
    for some in (sure, near):
        total = sum((one.value for one in some), Decimal(0))
        if some and total >= asked.value:
            return _done(demand, report, some, total, asked, needed)
    often = [claim for claim, value in repeated.items() if value >= asked.value]
    if often:
        return answered(demand, "asserted", "stated", report, often, needed=needed)
    listed = [claim for claim in report.of("title") if asked.measure in _ALIKE[3]]
    if len(listed) >= asked.value:
        return answered(demand, "asserted", "listed", report, listed, needed=needed)
    events = [] if sure else _events(demand, asked, report)
    if events and len(events) >= asked.value:
        return answered(demand, "asserted", "listed", report, events, needed=needed)
    if sure:
        total = sum((one.value for one in sure), Decimal(0))
        found = f"{plain(total)}{asked.measure}"
        short = answered(
            demand, "contradicted", "exceeds", report, [one.claim for one in sure], found=found, needed=needed
        )
        # 东片整治小区7个、西片整治6个: what is told in fewer words of the thing may belong to it
        perhaps = sum((one.value for one in told if one.own and one.measure == asked.measure), Decimal(0))
        return short._replace(confidence="low") if perhaps >= asked.value or repeated else short
    nil = [claim for claim in report.of("nil") if nil_answers(demand, report, claim)]
    if nil:
        return answered(demand, "answered", "nil", report, nil, needed=needed)
    places = _places(demand, report)
    if places is not None:
        return Answer(demand=demand, status="asserted", how="listed", words=(places,), needed=needed)
    if near and any(one.measure == asked.measure for one in near):
        total = sum((one.value for one in near), Decimal(0))
        found = f"{plain(total)}{asked.measure}"
        short = answered(
            demand, "contradicted", "exceeds", report, [one.claim for one in near], found=found, needed=needed
        )
        return short._replace(confidence="low")
    # forms and kinds are told by their names, and another figure in the measure may be the one
    kinds = bool(repeated) or asked.measure in ("种", "类", "样", "方面") or _spoken(demand, report)
    return Answer(
        demand=demand,
        status="unanswered",
        words=closest_words(demand, report),
        needed=needed,
        confidence="low" if kinds else "high",
    )


def _spoken(demand: Demand, report: Report) -> bool:
    """Whether the report counts in the measure asked, or names most of the thing: 塘边村、新屋村被评为美丽宜居村庄."""
    assert demand.count is not None
    if any(
        one.count is not None
        and not one.vague
        and one.count.measure == demand.count.measure
        and one.count.value >= demand.count.value
        for one in report.of("count")[:_MOST]
    ):
        return True
    return any(
        len(terms_of(one.text) & demand.terms) * 2 > len(demand.terms)
        and re.search("[、和及与]|被评为|等", one.text)
        for one in report.clauses[:_MOST]
    )


def _places(demand: Demand, report: Report) -> Span | None:
    """工作站分别在园区和集市挂牌: at least as many places or days as were asked for, in a clause of the same thing."""
    assert demand.count is not None
    for clause in report.clauses[:_MOST]:
        text = re.sub(r"[（(][^（）()]*[）)]", "", fold(clause.text))
        _, mark, listed = text.partition("分别")
        named = len(terms_of(text) & demand.terms) >= 2
        if mark and named and len(re.split("、|和|及|与", listed)) >= demand.count.value:
            return clause
    return None


def _done(
    demand: Demand, report: Report, told: list[_Told], total: Decimal, asked: Count, needed: str
) -> Answer:
    found = f"{plain(total)}{asked.measure}"
    return answered(
        demand, "asserted", "stated", report, [one.claim for one in told], found=found, needed=needed
    )


def _of_each(demand: Demand, asked: Count) -> bool:
    """每个社区不少于2名: a number for each, which a total does not answer."""
    before = fold(demand.clause.text).partition(fold(asked.text))[0]
    return bool(re.search(r"每|各(?!项|类|种|界|方面)|均", before[-16:]))


def _answer_each(demand: Demand, asked: Count, report: Report, told: list[_Told], needed: str) -> Answer:
    each = [
        claim
        for claim in report.of("count")[:_MOST]
        if claim.count is not None
        and _measures_alike(claim.count.measure, asked.measure)
        and claim.count.value >= asked.value
        and re.search(r"每|各|均", _words_before(report, claim))
    ]
    if each:
        return answered(demand, "asserted", "stated", report, each, needed=needed)
    if told:
        return answered(
            demand, "undetermined", "reported", report, [one.claim for one in told], needed=needed
        )
    # each of them may be told one by one, in words that no figure shows
    return Answer(
        demand=demand,
        status="unanswered",
        words=closest_words(demand, report),
        needed=needed,
        confidence="low",
    )


def _repeated(demand: Demand, asked: Count, report: Report, counts: Sequence[Claim]) -> dict[Claim, Decimal]:
    """每月开展1场, 进企业、进社区活动各1场: counts told for each month or each of a list, with what they come to."""
    found: dict[Claim, Decimal] = {}
    for claim in counts:
        count = claim.count
        if count is None or not _measures_alike(count.measure, asked.measure):
            continue
        clause = report.clause_of(claim.span)
        before = fold(report.task.report[clause.start : claim.span.start])[-60:]
        period, each = _PERIOD.search(before), _EACH.search(before)
        places = _PLACES.search(before)
        if not (period or each or places) or not terms_of(clause.text) & demand.terms:
            continue
        if places:
            times = int(places[1])
        elif period:
            times = _TIMES_A_YEAR[period[1]]
        else:
            times = len(_AND.split(before[: each.start()] if each else ""))
        if times > 1:
            found[claim] = count.value * times
    return found


_TIMES_A_YEAR = {"日": 240, "天": 240, "周": 52, "旬": 36, "月": 12, "季": 4, "半年": 2}
_PERIOD = Pattern("每个?(日|天|周|旬|月|季|半年)度?[^，。；、每]{0,12}$", needs="每")
_EACH = Pattern("各[^，。；、各]{0,2}$", needs="各")
_PLACES = Pattern("([0-9]{1,3})个[^，。；、0-9]{1,8}各[^，。；、各]{0,4}$", needs="各")
_AND = Pattern("[、和及与]")


def _subject(report: Report, claim: Claim, last: Claim | None) -> tuple[str, bool]:
    """The words a count is told of, and whether they are those of the count before it.

    新建公厕4座，下半年新建3座: the same thing in the next period; 日供水能力由30万吨提升到46万吨: what stands before 由.
    """
    count = claim.count
    if count is None:
        return "", False
    own = count.before + "，" + count.noun
    if _RAISED.search(count.before + fold(count.text)):
        clause = report.clause_of(claim.span)
        before = fold(report.task.report[clause.start : claim.span.start])[-60:]
        return own + "，" + re.split("[由从]", before)[0], False
    turn = _TURN.match(count.before)
    if turn is None or count.noun or last is None or last.count is None:
        return own, False
    left = count.before[turn.end() :]
    same = last.count.measure == count.measure and len(left) <= 2 and "均" not in left
    if not same or report.sentence_of(last.span) != report.sentence_of(claim.span):
        return own, False
    return last.count.before + "，" + last.count.noun, True


_RAISED = Pattern(
    "(?:升|增加|增长|增|提高|扩大|扩充|扩容|扩建|发展|上涨)[到至为][0-9]*(?:[^到至为]*)$", needs="到 至 为"
)
_TURN = Pattern(
    "(?:上半年|下半年|第?[一二三四]季度|第[一二三四五六七八九十]+[批期轮次]|首批|月份?|随后|其后|此后|后|又|再)+",
    needs="半年 季度 第 首批 月 随后 后 又 再",
)


def _told(demand: Demand, asked: Count, report: Report, claim: Claim, subject: str) -> list[_Told]:
    count = claim.count
    if count is None or claim.vague or not _measures_alike(count.measure, asked.measure):
        return []
    before = _words_before(report, claim)
    if _open().search(before) or _starts_at(report, claim):
        return []
    if _is_part(report, claim) and "其中" not in demand.span.text:
        return []
    if _HOPED.search(fold(report.task.report[report.clause_of(claim.span).start : claim.span.start])):
        return []  # 届时争取首批上线政策超过30项
    words = terms_of(subject)
    share = Decimal(len(words & demand.terms)) / max(1, len(demand.terms))
    of_itself = bool(share)
    if not share:
        # 已建成6条: what it speaks of stands elsewhere in the clause or before; such a count never proves a shortfall
        clause = report.clause_of(claim.span)
        own = (
            bears_meaning(count.before) and len(count.before) >= 6
        )  # 确定兼职信息员27名: nothing is left open
        nearest = "" if own else "，".join(one.text for one in report.before(clause)[:1])
        words = terms_of(f"{nearest}，{clause.text}")
        if not words & demand.terms and count.measure == asked.measure and not own:
            words = terms_of(report.sentence_of(claim.span).text)  # 各举办1期培训班，…，合计337人次
        share = min(_WEAK, Decimal(len(words & demand.terms)) / max(1, len(demand.terms)))
    same = any({count.measure, asked.measure} <= group for group in _ALIKE[:2])
    if count.measure != asked.measure and not same and share < _ENOUGH:
        return []
    value = count.value - 1 if fold(count.text).startswith(_LESS) else count.value  # 近30件 are fewer than 30
    return [_Told(claim, count.measure, value, share, of_itself)]


_HOPED = Pattern(  # 争取上级资金2.3亿元 is done
    "届时|争取(?=早日|尽快|在|于|首批|年|明|实现|完成|建成|达到)|力争|有望|预计|拟于|明年",
    needs="届时 争取 力争 有望 预计 拟于 明年",
)
_LESS = ("近", "将近", "接近", "不到", "不足")


def _of_another(demand: Demand, report: Report, claim: Claim) -> bool:
    """Whether a count is told of what another demand asks to be counted, in more of its words than of this one's."""
    rivals = [one for one in report.demands if one.kind == "count" and one is not demand][:_RIVALS]
    if not rivals or claim.count is None:
        return False
    words = terms_of(claim.count.before + "，" + claim.count.noun)
    mine = len(words & demand.terms)
    return any(
        len(words & one.terms) > mine
        for one in rivals
        if one.count is not None
        and _measures_alike(one.count.measure, claim.count.measure)
        and not demand.terms <= one.terms
    )


def _events(demand: Demand, asked: Count, report: Report) -> list[Claim]:
    """Days on which the thing was done, where how often is asked (至少承办1次; 11月承办…锦标赛): one each."""
    if asked.measure not in _ALIKE[0]:
        return []
    found: dict[str, Claim] = {}
    for claim in report.of("date")[:_MOST]:
        if claim.vague or claim.date is None or claim.date.relation not in ("on", "within", "by"):
            continue
        clause = report.clause_of(claim.span)
        if _open().search(fold(clause.text)) or not terms_of(clause.text) & demand.terms:
            continue
        found.setdefault(claim.span.text, claim)
    return list(found.values())


def _measures_alike(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _ALIKE)


def _starts_at(report: Report, claim: Claim) -> bool:
    """由180吨提升到320吨, 由年初的320人发展到567人: what it was before."""
    before = _words_before(report, claim)
    if re.search("(?:由|从)(?:原来的?|原先的?|原|最初的?)?$", before):
        return True
    after = fold(report.task.report[claim.span.end : claim.span.end + 12])
    return bool(
        re.search("(?:由|从)[^，。；、0-9]{1,8}$", before)
        and re.match("[^，。；、0-9]{0,6}[升增长高大充容建展涨降少减][到至为]", after)
    )


@cache
def _open() -> Pattern:
    """What says that a count is not yet done, or not of this year."""
    return Pattern(
        r"(?:在建|续建|拟|计划|将|正在|尚|未|待|任务|目标|其余|剩余|还[有需要]|去年|上年|往年|储备|谋划|力争|预计|准备)[^，。；、]{0,8}$|[每各][^，。；、]{0,2}$",
        needs="上年 任务 储备 其余 准备 剩余 力争 去年 各 在建 将 尚 往年 待 拟 未 正在 每 目标 续建 计划 谋划 还有 还要 还需 预计",
    )


def _words_before(report: Report, claim: Claim) -> str:
    clause = report.clause_of(claim.span)
    return re.split("[、（(]", fold(report.task.report[clause.start : claim.span.start]))[-1][-20:]


def _is_part(report: Report, claim: Claim) -> bool:
    """A count after 其中 or in brackets is a part of one that stands before it."""
    sentence = report.sentence_of(claim.span)
    before = report.task.report[sentence.start : claim.span.start]
    opened = max(before.rfind("（"), before.rfind("("))
    closed = max(before.rfind("）"), before.rfind(")"))
    if opened > closed and any(letter.isdigit() for letter in before[:opened]):
        return True
    among = before.rfind("其中")
    return among > 0 and not re.search("[；。]", before[among:])
