"""Lengths of time that a report tells by two days: 9月1日办公电话变更，9月20日完成更新."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from gkcheck.answers.answer import Report
from gkcheck.claims import Claim
from gkcheck.demands import Demand
from gkcheck.demands.demand import MOST
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.language.windows import Window


class DayPair(NamedTuple):
    """The day a case began and the day it was answered or published, told side by side.

    `in_time` is None where days alone do not tell (hours), or lie outside the calendar.
    """

    began: Claim
    done: Claim
    in_time: bool | None


_BEGAN = {
    "reply": Pattern(
        "收到|接到|接报|受理|登记|转办|转来|交办|来信|来电|来访|留言|申请|投诉|举报|提交|提出",
        needs="收到 接到 接报 受理 登记 转办 转来 交办 来信 来电 来访 留言 申请 投诉 举报 提交 提出",
    ),
    "update": Pattern(
        "变更|变动|变化|调整|修订|修改|印发|出台|制发|审批|审定|批准|批复|通过|形成|启用|迁[至入移]|搬[至入迁]|换届|任免",
        needs="变更 变动 变化 调整 修订 修改 印发 出台 制发 审批 审定 批准 批复 通过 形成 启用 迁 搬 换届 任免",
    ),
}
_DONE = {
    "reply": Pattern("答复|回复|办结|反馈|告知|回应", needs="答复 回复 办结 反馈 告知 回应"),
    "update": Pattern(
        "更新|公开|公布|发布|公示|上网|上线|上传|挂网|解读",
        needs="更新 公开 公布 发布 公示 上网 上线 上传 挂网 解读",
    ),
}


_APART = Pattern("[（）()]|[0-9]日|[当次同翌]日|.{60}")
"""What parts two days: the case of one ends, or another day is told between them."""


def day_pairs(demand: Demand, report: Report) -> tuple[DayPair, ...]:
    """The cases of a window that a report tells by their two days, each pair in one sentence and in this order."""
    window = demand.window
    if window is None or window.number is None:
        return ()
    began, done = _BEGAN.get(demand.purpose), _DONE.get(demand.purpose)
    if began is None or done is None:
        if len(window.trigger) < 2 or len(demand.verb) < 2:
            return ()
        # 资金到账后15日内发放: the last word of what it runs from, and the verb itself
        began, done = Pattern(re.escape(fold(window.trigger)[-2:])), Pattern(re.escape(demand.verb))
    days = [claim for claim in report.of("date")[:MOST] if _is_day(claim)]
    found: list[DayPair] = []
    for one, other in pairwise(days):
        sentence = report.sentence_of(one.span)
        if report.sentence_of(other.span) != sentence:
            continue
        text = report.task.report
        between = fold(text[one.span.end : other.span.start])
        after = fold(text[other.span.end : sentence.end])
        acted = done.search(re.split("[，；。、（）()]", after)[0])
        if began.search(between) and not done.search(between) and acted and not _APART.search(between):
            first, last = _day(one), _day(other)
            if first is not None and last is not None and first <= last:
                found.append(DayPair(one, other, _in_time(window, first, last)))
    return tuple(found)


def _is_day(claim: Claim) -> bool:
    fact = claim.date
    return fact is not None and fact.precision == "day" and fact.relation == "on" and not fact.vague


def _day(claim: Claim) -> date | None:
    return claim.date.first if claim.date is not None else None


def _in_time(window: Window, first: date, last: date) -> bool | None:
    from gkcheck.calendar import china, due

    assert window.number is not None
    if window.unit in ("hour", "minute"):
        # the moments of the days are not told: only whole days between them count
        hours = window.number / (60 if window.unit == "minute" else 1)
        elapsed = Decimal((last - first).days * 24)
        return True if elapsed + 24 <= hours else False if elapsed - 24 > hours else None
    if window.number != int(window.number):
        return None
    return due(china(), first, int(window.number), window.unit).in_time(last)
