"""What answers a window: a length of time, the two days of a case, an on-time count, a nil return."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from gkcheck.answers.answer import Answer, Report, answered, nil_answers
from gkcheck.answers.day_pairs import day_pairs
from gkcheck.claims import Claim
from gkcheck.demands import Demand
from gkcheck.language.acts import families_in
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.language.windows import Window, find_windows
from gkcheck.model import Span


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a length of time ended; windows for publishing are the business of `updates`."""
    asked = demand.window
    assert asked is not None
    late: list[Claim] = []
    met: list[Claim] = []
    for claim in report.of("window"):
        told = claim.window
        if told is None or told.role not in ("limit", "statutory") or told.number is None:
            continue
        clause = report.clause_of(claim.span)
        tie = _tie(demand, report, clause)
        if told.number == 0 and _WHERE_POSSIBLE.search(fold(clause.text)):
            continue  # 能当场解决的当场解决 tells of some cases only
        if (
            told.number == 0
            and asked.number
            and _COUNTED.match(fold(report.task.report[claim.span.end : clause.end]))
        ):
            continue  # 当场解答1904个: those, and not all
        course = _FROM_TO.search(fold(clause.text))
        if course is not None and demand.verb not in course["end"]:
            continue  # 从申请到领款用时23天: another course than the one limited
        if tie == "loose" and demand.purpose == "other" and not report.about(demand, clause):
            tie = ""  # 线上备案即时办结 is no time of another business
        within = meets(told, asked) if tie and not reduced(clause.text) else None
        if within:
            met.append(claim)
        elif (
            within is False
            and tie == "named"
            and (_by_its_verb(demand, report, clause) or not keeps_another(told, asked, report))
        ):
            late.append(claim)
    pairs = day_pairs(demand, report)
    late += [pair.done for pair in pairs if pair.in_time is False]
    if late and not explains(report, late):
        return answered(demand, "contradicted", "exceeds", report, late, needed=asked.text)
    kept = any(_OF_ALL.search(fold(report.clause_of(claim.span).text)) for claim in met)
    overdue = [claim for claim in report.of("count") if not kept and _overdue(demand, report, claim)]
    if overdue and not explains(report, overdue):
        told_late = answered(demand, "contradicted", "exceeds", report, overdue, needed=asked.text)
        return told_late._replace(confidence="medium")
    met += [pair.done for pair in pairs if pair.in_time]
    if met:
        return answered(demand, "asserted", "stated", report, met, needed=asked.text)
    return _without_time(demand, report)


_OF_ALL = Pattern("均|全部|都|逐件", needs="均 全部 都 逐件")
_COUNTED = Pattern("[^，。；]{0,6}?[0-9]+[个件起条]", needs="个 件 起 条")
_FROM_TO = Pattern("从[^，。；]{1,10}[到至](?P<end>[^，。；0-9]{1,8})(?:用时|耗时|只?用)", needs="用")
_WHERE_POSSIBLE = Pattern("(?:能够?|可以?|简单|一般)[^，。；]{0,8}的", needs="能 可 简单 一般")


def _overdue(demand: Demand, report: Report, claim: Claim) -> bool:
    """超期5件: the report itself counts those that were not in time, of the same business."""
    if claim.count is None or claim.count.value < 1:
        return False
    clause = report.clause_of(claim.span)
    before = fold(report.task.report[clause.start : claim.span.start])[-12:]
    if (
        re.search(
            r"(?<![未无零没])(?:超期|逾期|超时|超限)(?:办结|答复|反馈|回复|处置|办理)?(?:的|共|有)?$", before
        )
        is None
    ):
        return False
    return any(_tie(demand, report, one) == "named" for one in (clause, *report.before(clause)[:1]))


MOST_WINDOWS = 20  # lengths of time of one requirement; no honest one has more


def _by_its_verb(demand: Demand, report: Report, clause: Span) -> bool:
    """Whether a clause bears the verb of this window, which no other window of the requirement has."""
    others = {one.verb for one in report.demands if one.kind == "window" and one is not demand}
    return (
        bool(demand.verb) and demand.verb not in others and demand.verb in fold(clause.text) and bool(others)
    )


def keeps_another(told: Window, asked: Window, report: Report) -> bool:
    """Whether a told time stays within another length of time of the requirement (an extension, another business)."""
    return any(
        meets(told, other)
        for other in find_windows(report.task.requirement)[:MOST_WINDOWS]
        if (other.start, other.end) != (asked.start, asked.end) and other.bound != "over"
    )


def _tie(demand: Demand, report: Report, clause: Span) -> Literal["", "loose", "named"]:
    """How a clause with a length of time is tied to a window: by name, loosely, or not at all.

    Where a requirement sets two windows (24小时内回应，7日内反馈), a length of time belongs to the window whose verb
    stands nearest before it. Only a tie by name may contradict.
    """
    verbs = {one.verb for one in report.demands if one.kind == "window" and one.verb}
    for at, one in enumerate((clause, *report.before(clause))):
        text = fold(one.text)
        if demand.verb and demand.verb in text:
            return "named" if at == 0 or tells_time(fold(clause.text)) else "loose"
        if any(verb in text for verb in verbs - {demand.verb}):
            return ""
        if demand.purpose == "reply" and "reply" in families_in(text):
            return "named" if at == 0 or tells_time(fold(clause.text)) else "loose"
    return "loose" if same_business(demand, report, clause) else ""


def tells_time(clause: str) -> bool:
    """Whether a clause says how long something took."""
    return re.search(r"用时|耗时|时间|时长|最长|最慢|最快|平均|均在|全部在|一般在?", clause) is not None


def same_business(demand: Demand, report: Report, clause: Span) -> bool:
    """Whether the sentence around a clause speaks of the business the demand limits."""
    sentence = report.sentence_of(clause)
    families = families_in(fold(sentence.text))
    if demand.purpose == "reply" and "reply" in families:
        return True
    return bool(families & demand.families) or report.about(demand, clause)


@cache
def _reduction() -> Pattern:
    return Pattern(
        r"压缩|缩短|压减|减少|精简|提速|法定时限|承诺时限|由.{0,12}(?:降|减|缩)",
        needs="减少 压减 压缩 承诺时限 提速 法定时限 由 精简 缩短",
    )


def reduced(clause: str) -> bool:
    """Whether a clause tells of a time made shorter: an approval time, no answer to a window."""
    return _reduction().search(fold(clause)) is not None


def explains(report: Report, late: Sequence[Claim]) -> bool:
    """A longer time with its reason (复杂事项、经批准延期) is an exception told, not a breach.

    除经批准延期的2件外，其余均在25日内: what is told of the others has no such reason.
    """
    for claim in late:
        clause = fold(report.clause_of(claim.span).text)
        words = clause if _THE_OTHERS.match(clause) else fold(report.sentence_of(claim.span).text)
        before = fold(
            report.task.report[
                max(report.clause_of(claim.span).start, claim.span.start - 8) : claim.span.start
            ]
        )
        if _REASON.search(words) is None or re.search("一般|普通|常规", before):
            return False  # 一般事项5个工作日: longer without a reason
    return bool(late)


_THE_OTHERS = Pattern(
    r"[，；]?(?:其余|其他|剩余)(?:的)?[^，。；]{0,8}均?(?:已|全部)?在", needs="其他 其余 剩余"
)
_REASON = Pattern(
    "复杂|疑难|延期|延长|经批准|特殊|平均提前|补正|因[^，。；]{2,24}(?:需|须|待)[^，。；]{0,8}(?:核查|勘查|检测|鉴定|会商|协调|核实|评估|论证)"
    "|(?:作了?|进行了?|予以)说明|说明(?:了)?(?:原因|理由|情况)"
)

HOURS = {
    "minute": Decimal(1) / 60,
    "hour": Decimal(1),
    "day": Decimal(24),
    "natural_day": Decimal(24),
    "working_day": Decimal(24),
    "week": Decimal(168),
    "month": Decimal(720),
    "year": Decimal(8760),
}
"""Shortest length of one unit, in hours; a working day is at least one day, and with rest days between longer."""


def meets(told: Window, asked: Window) -> bool | None:
    """Whether a told length of time stays within the asked one; None when the units do not let one say.

    n natural days are never longer than n working days; n working days may be longer than n natural days
    (a weekend or a holiday lies between), so that is only certain with a margin of two rest days a week.
    """
    if told.number is None or asked.number is None:
        return None
    if told.unit == asked.unit:
        return told.number <= asked.number
    mine, limit = told.number * HOURS[told.unit], asked.number * HOURS[asked.unit]
    if told.unit == "working_day":
        if mine > limit:
            return False
        longest = (told.number * 7 / 5 + 2) * 24
        return True if longest <= limit else None
    if asked.unit == "working_day":
        if mine <= limit:
            return True
        longest = (asked.number * 7 / 5 + 2) * 24
        return False if mine > longest else None
    return mine <= limit


def _without_time(demand: Demand, report: Report) -> Answer:
    asked = demand.window
    assert asked is not None
    nil = [claim for claim in report.of("nil") if nil_answers(demand, report, claim)]
    if nil:
        return answered(demand, "answered", "nil", report, nil, needed=asked.text)
    on_time = [
        claim
        for claim in (*report.of("rate"), *report.of("count"))
        if _on_time().search(fold(report.clause_of(claim.span).text))
        and same_business(demand, report, report.clause_of(claim.span))
    ]
    if not on_time and any(_none_late().search(fold(clause.text)) for clause in report.clauses):
        on_time = [claim for claim in report.of("count") if not claim.vague]
    if on_time:
        return answered(demand, "asserted", "on_time", report, on_time, needed=asked.text)
    dates = [claim for claim in report.of("date") if claim.date is not None and claim.date.precision == "day"]
    paired = [
        claim
        for claim in dates
        if same_business(demand, report, report.clause_of(claim.span))
        and not _only_published(demand, report.clause_of(claim.span))
    ]
    if len(paired) >= 2:
        return answered(demand, "undetermined", "listed", report, paired, needed=asked.text)
    other = [clause for clause in report.clauses if _other_regime().search(fold(clause.text))]
    near = [clause for clause in other if same_business(demand, report, clause)]
    if near:
        start, end = near[0].start, near[-1].end if len(near) <= 2 else near[1].end
        words = Span(
            task=report.task.key, field="report", start=start, end=end, text=report.task.report[start:end]
        )
        return Answer(
            demand=demand, status="unanswered", how="substituted", words=(words,), needed=asked.text
        )
    closest = report.closest(demand)
    words_ = (closest,) if closest is not None else ()
    return Answer(
        demand=demand,
        status="unanswered",
        words=words_,
        needed=asked.text,
        confidence="low" if _by_a_day(demand, report) else "high",
    )


def _by_a_day(demand: Demand, report: Report) -> bool:
    """均已在6月30日前答复, where 自收到之日起3个月 is asked: a time is told, but from which day it runs is not."""
    return any(
        claim.date is not None
        and claim.date.relation == "by"
        and "reply" in families_in(fold(report.clause_of(claim.span).text))
        for claim in report.of("date")
    )


def _only_published(demand: Demand, clause: Span) -> bool:
    """问答于4月17日公布: the day something was published is no day of an answer."""
    families = families_in(fold(clause.text))
    return demand.purpose == "reply" and "publish" in families and "reply" not in families


@cache
def _on_time() -> Pattern:
    return Pattern(
        r"按时|按期|准时|如期|及时率|时限内|期限内|规定时间内|超时率|逾期率|超期率",
        needs="准时 及时率 如期 按时 按期 时限内 期限内 规定时间内 超时率 超期率 逾期率",
    )


@cache
def _none_late() -> Pattern:
    return Pattern(
        r"(?:无|未|没有|零)(?:一?[件例起宗项])?(?:出现|发生)?(?:超期|超时|逾期|延误|超限)",
        needs="延误 超时 超期 超限 逾期",
    )


@cache
def _other_regime() -> Pattern:
    return Pattern(
        r"(?:按照?|依照?|依据|根据|参照|执行|遵循|在)[^，。；]{0,16}(?:规定|有关|相关|法定|既定|统一|信访|12345|热线|上级)[^，。；]{0,12}"
        r"(?:时限|期限|程序|流程|时间|办法|条例|模式|制度|要求)|(?:规定|法定)(?:的)?(?:时限|期限|时间)(?:内|以内|之内)?",
        needs="12345 上级 信访 既定 有关 法定 热线 相关 统一 规定",
    )
