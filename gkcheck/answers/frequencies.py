"""What answers a frequency: a count of times, a list of dates; its figure alone does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from gkcheck.answers.answer import Answer, Report, answered, closest_words, nothing_wrong, plain
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.demands.demand import MOST
from gkcheck.language.acts import families_in
from gkcheck.language.everyday import bears_meaning
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.model import Span
from gkcheck.similarity.coverage import share_of

PER_YEAR = {
    "year": Decimal(1),
    "half": Decimal(2),
    "quarter": Decimal(4),
    "month": Decimal(12),
    "ten_days": Decimal(36),
    "week": Decimal(52),
    "day": Decimal(365),
}
_TIMES = frozenset(("次", "期", "场", "轮", "回", "场次", "期次", "趟", "遍"))
"""Measures that count times; the others count things, which may or may not have come one a time."""
_THINGS = frozenset(("篇", "份", "批", "件", "条", "节", "堂", "例", "人次"))
_CALLS = Pattern(
    "走访|探访|巡访|寻访|访视|慰问|入户|上门|回访|家访|接访|巡查|巡河|巡护|巡诊|随访",
    needs="上门 入户 回访 家访 寻访 巡护 巡查 巡河 巡访 巡诊 慰问 探访 接访 访视 走访 随访",
)
_VISITS = frozenset(("人次", "户次", "家次", "站次", "车次", "班次"))


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a frequency ended; the count needed is that of the periods elapsed."""
    asked = demand.frequency
    assert asked is not None and asked.period is not None
    needed = _needed(demand, report, as_of)
    periodic = [
        claim
        for claim in report.of("frequency")
        if _does_it(demand, report, claim) or _same_period(demand, report, claim)
    ]
    totals = _totals(demand, report, periodic, _TIMES)
    own = totals if _is_total(report, totals) else []
    if not own:  # 每季度召开1次 is not answered by 52 things, 每周探访1次 is by 940人次
        visits = asked.period in ("day", "week") or _CALLS.search(fold(demand.clause.text)) is not None
        if visits or asked.measure not in _TIMES:
            other = _totals(
                demand, report, periodic, _VISITS if asked.measure in _TIMES else _THINGS | {asked.measure}
            )
            totals = other or totals
    dates = [
        claim
        for claim in report.of("date")
        if claim.date is not None
        and claim.date.precision in ("day", "month", "ten_days", "quarter", "half")
        and claim.date.relation in ("on", "by", "within")
        and claim.date.first is not None
        and _does_it(demand, report, claim)
    ]
    dates = _of_its_act(demand, report, dates)
    dates = _apart(dates)
    least = [claim for claim in report.of("count")[:MOST] if _of_the_least(demand, report, claim)]
    if least:
        return answered(demand, "asserted", "stated", report, least[:1], needed=plain(needed))
    best = max((claim.count.value for claim in totals if claim.count), default=None)
    if best is not None and (best >= needed or len(dates) >= needed):
        return answered(demand, "asserted", "stated", report, totals, found=plain(best), needed=plain(needed))
    if len(dates) >= needed or (dates and needed <= 1):
        return answered(
            demand, "asserted", "listed", report, dates, found=str(len(dates)), needed=plain(needed)
        )
    nil = [
        claim
        for claim in report.of("nil")
        if report.about(demand, claim.span) and not nothing_wrong(report.clause_of(claim.span).text)
    ]
    if nil:
        return answered(demand, "answered", "nil", report, nil, needed=plain(needed))
    rhythm = _rhythm(demand, report)
    if best is None and rhythm is not None:
        return Answer(demand, "asserted", "stated", (rhythm,), found=rhythm.text, needed=plain(needed))
    records = _records(demand, report, needed)
    if best is None and records:
        return answered(demand, "asserted", "stated", report, records, needed=plain(needed))
    if best is None and len(dates) >= 2 and any(_one_by_one(report, one) for one in dates):
        return answered(
            demand, "contradicted", "exceeds", report, dates, found=str(len(dates)), needed=plain(needed)
        )._replace(confidence="medium")
    if asked.times is None and periodic and any(_counted_beside(report, one) for one in periodic):
        return answered(demand, "asserted", "restated", report, periodic, needed=plain(needed))
    often = (
        asked.period == "week"
        and best is not None
        and (best >= needed * _NEARLY or asked.measure not in _TIMES)
    )
    if best is not None and asked.period != "day" and not often and _is_total(report, totals):
        short = answered(
            demand, "contradicted", "exceeds", report, totals, found=plain(best), needed=plain(needed)
        )
        return short._replace(confidence="low") if _begins_later(demand, report) else short
    if best is not None:
        return answered(
            demand, "undetermined", "reported", report, totals, found=plain(best), needed=plain(needed)
        )
    if periodic:
        return answered(demand, "unanswered", "restated", report, periodic, needed=plain(needed))
    return Answer(
        demand=demand, status="unanswered", words=closest_words(demand, report), needed=plain(needed)
    )


_NEARLY = Decimal("0.85")
"""Of a duty of every week so much may be missed by holidays and the weeks at both ends of the year."""
_HALVES = ("上半年", "下半年")
_EVERY_PERIOD = Pattern(
    "(?:[0-9]+|每)周均|周周|(?:12|十二)个月(?:的[^，。；]{1,8})?均|月月|四个季度",
    needs="个月 周周 周均 四个季度 月月",
)
_GAP = Pattern(
    "(?:间隔|更新)[^，。；]{0,6}最长[^，。；]{0,4}?([0-9]+)[天日]|最长[^，。；]{0,4}间隔[^，。；]{0,4}?([0-9]+)[天日]",
    needs="最长",
)
_DAYS = {"day": 1, "week": 7, "ten_days": 10, "month": 31, "quarter": 92, "half": 184, "year": 366}


def _rhythm(demand: Demand, report: Report) -> Span | None:
    """A clause that tells of every period: 上半年…下半年…, 52周均有更新, 最长间隔6天."""
    period = demand.frequency.period if demand.frequency is not None else None
    text = fold(report.task.report)
    if period == "half" and all(word in text for word in _HALVES):
        return next((one for one in report.clauses if "下半年" in fold(one.text)), None)
    for clause in report.clauses:
        words = fold(clause.text)
        gap = _GAP.search(words)
        if gap is not None and period is not None and int(gap[1] or gap[2]) <= _DAYS[period]:
            return clause
        if _EVERY_PERIOD.search(words) and (period != "quarter") == ("季度" not in words):
            return clause
    return None


def _apart(dates: Sequence[Claim]) -> list[Claim]:
    """Dates that may be of different times: the 7月 beside a 7月29日 is the same month told twice."""
    days = [one.date for one in dates if one.date is not None and one.date.precision == "day"]
    return [
        claim
        for claim in dates
        if claim.date is not None
        and claim.date.first is not None
        and claim.date.last is not None
        and not (
            claim.date.precision in ("month", "ten_days")
            and any(
                day.first is not None and claim.date.first <= day.first <= claim.date.last for day in days
            )
        )
    ]


def _records(demand: Demand, report: Report, needed: Decimal) -> list[Claim]:
    """One record, bulletin or minute for each time: 1月至12月共形成巡查记录12份."""
    return [
        claim
        for claim in report.of("count")
        if claim.count is not None
        and not claim.vague
        and claim.count.value >= needed
        and not _readership().search(claim.count.before)
        and re.search(r"(?:记录|通报|纪要|简报|专报|报告|报表)[^，。；]{0,4}$", claim.count.before)
        and _does_it(demand, report, claim)
    ][:1]


def _one_by_one(report: Report, claim: Claim) -> bool:
    """Whether a date stands in a list that tells every one of them: 分别于3月6日、6月11日召开."""
    if "分别" in fold(report.sentence_of(claim.span).text):
        return True
    text = report.task.report
    after, before = text[claim.span.end : claim.span.end + 1], text[claim.span.start - 1 : claim.span.start]
    return after in ("、", "和") or before in ("、", "和")


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


def _of_the_least(demand: Demand, report: Report, claim: Claim) -> bool:
    """最少的一周推送3次, where 每周至少2次 is asked: the period with the fewest has enough."""
    asked = demand.frequency
    if asked is None or claim.count is None or claim.count.measure not in _TIMES:
        return False
    before = fold(report.task.report[report.clause_of(claim.span).start : claim.span.start])
    return claim.count.value >= (asked.times or 1) and _LEAST.search(before) is not None


_LEAST = Pattern("最少的?(?:一个?|那个?)?[周月季旬日天]", needs="最少")


def _of_its_act(demand: Demand, report: Report, dates: list[Claim]) -> list[Claim]:
    """预案7月28日印发，9月19日演练: where one clause tells of the act asked, a date of another kind of act is not counted."""
    acts = {claim: families_in(fold(report.clause_of(claim.span).text)) for claim in dates[:MOST]}
    if not any(acts[claim] & demand.families for claim in acts):
        return dates
    return [claim for claim in dates if claim not in acts or not acts[claim] or acts[claim] & demand.families]


def _same_period(demand: Demand, report: Report, claim: Claim) -> bool:
    """Whether a 每月 or 逐月 of a report is told with at least one word of a demand for the same period."""
    told, asked = claim.frequency, demand.frequency
    if told is None or asked is None or told.period != asked.period:
        return False
    return bool(terms_of(report.sentence_of(claim.span).text) & demand.terms)


def _totals(
    demand: Demand, report: Report, periodic: Sequence[Claim], measures: frozenset[str]
) -> list[Claim]:
    """Counts of times in all; the 1次 of 每月1次 is none, the 12期 of 每月公布，共12期 is one."""
    asked = demand.frequency
    own = [
        claim
        for claim in report.of("count")
        if claim.count is not None
        and claim.count.measure in measures
        and not _readership().search(claim.count.before)
        and (_does_it(demand, report, claim) or _beside_rhythm(demand, report, claim, periodic))
        and not _of_another(demand, report, claim)
        and not _foreign(demand, claim)
    ]
    repeated = asked.times or 1 if asked is not None else 1
    if asked is not None and any(_in_its_words(demand, asked.measure, claim) for claim in own):
        # 全体会议3次，印发纪要15期: the minutes are no meetings where the meetings themselves are counted
        own = [claim for claim in own if claim.count is not None and claim.count.measure == asked.measure]
    return [
        claim
        for claim in own
        if claim.count is not None
        and not (
            claim.count.value <= repeated
            and any(one.span.start <= claim.span.start and claim.span.end <= one.span.end for one in periodic)
        )
    ]


def _beside_rhythm(demand: Demand, report: Report, claim: Claim, periodic: Sequence[Claim]) -> bool:
    """逐月比对数据，全年12次: a number of times in the sentence that tells the rhythm, with a word of the demand."""
    sentence = report.sentence_of(claim.span)
    told = any(report.sentence_of(one.span) == sentence for one in periodic)
    return told and bool(terms_of(sentence.text) & demand.terms)


def _foreign(demand: Demand, claim: Claim) -> bool:
    """Whether the words before a count name something else: 业务培训6期 where 公布清单 is asked.

    Bare words (全年共召开) name nothing; a verb of the same kind or a word that may stand for one of the demand's is enough.
    """
    assert claim.count is not None
    words = claim.count.before + claim.count.noun
    if len(words) < 6 or families_in(words) & demand.families:
        return False
    return bears_meaning(words) and share_of(demand.clause.text, words) < 0.05


@cache
def _readership() -> Pattern:
    """阅读量达3.2万次 tells how often something was read, not how often it was done."""
    return Pattern(
        r"(?:阅读|点击|浏览|访问|播放|下载|转发|收听|收看|观看|点赞|查询)[^，。；、]{0,6}$",
        needs="下载 播放 收听 收看 查询 浏览 点击 点赞 观看 访问 转发 阅读",
    )


def _of_another(demand: Demand, report: Report, claim: Claim) -> bool:
    """Whether a count of times bears the words of another frequency: 例会12次、全体会议3次."""
    words = _words_at(claim)
    mine = len(words & demand.terms)
    rivals = [one for one in report.demands if one.kind == "frequency" and one is not demand][:MOST]
    if any(len(words & one.terms) >= mine + 2 for one in rivals):
        return True
    # 巡河情况按季通报，…印发4期: where the words of the count are nobody's, those of its sentence decide
    around = terms_of(report.sentence_of(claim.span).text)
    alone = not mine and not any(words & one.terms for one in rivals)
    return alone and any(len(around & one.terms) >= len(around & demand.terms) + 2 for one in rivals)


def _in_its_words(demand: Demand, measure: str, claim: Claim) -> bool:
    """Whether a count is told in the measure and with the words of a demand."""
    return (
        claim.count is not None
        and claim.count.measure == measure
        and len(_words_at(claim) & demand.terms) >= 2
    )


def _begins_later(demand: Demand, report: Report) -> bool:
    """专席开设后，每月编报1期; 响应期间每周发布: counted from an event or for a time, which only the office knows."""
    before = fold(report.task.requirement[: demand.frequency.start if demand.frequency else 0])[-24:]
    return re.search(r"(?:之?后|以来|之日起|起|期间|期内|阶段|时期)，?[^，。；]{0,6}$", before) is not None


def _words_at(claim: Claim) -> frozenset[str]:
    assert claim.count is not None
    return terms_of(claim.count.before + "，" + claim.count.noun)


def _is_total(report: Report, totals: Sequence[Claim]) -> bool:
    """Whether a count in 次/期/场 says how often in all; 各1次 and 每人2次 are told of one among several."""
    text = report.task.report
    return any(
        claim.count is not None
        and claim.count.measure in _TIMES
        and not re.search(r"[各每均]", text[max(0, claim.span.start - 6) : claim.span.start])
        for claim in totals
    )


def _counted_beside(report: Report, claim: Claim) -> bool:
    """Whether figures stand in the sentence of 按月 or 每月: it then tells what was done month by month."""
    sentence = report.sentence_of(claim.span)
    return any(
        not one.vague and sentence.start <= one.span.start < sentence.end
        for one in (*report.of("count"), *report.of("date"))
    )
