"""The event a length of time runs from: 自受理之日起, 收到申请后, 完成审批程序后, told before the length."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from gkcheck.language.pattern import Pattern

_REACH = 48  # letters looked back from the length of time
_SUBJECT = 16  # letters that may stand between the event and the length (…后，责任单位应在2个工作日内)


class Trigger(NamedTuple):
    """The event at derived[start:end]; the phrase with its 自 or 在 begins at `phrase`."""

    start: int
    end: int
    phrase: int


@cache
def _modal() -> re.Pattern[str]:
    """Words between an event and a length of time that add nothing to either."""
    return re.compile(
        r"(?:应当?|必须|须|需要?|要|可以?|能|会|将|已经?|均|都|全部|一律|一般|原则上|并|也|再|确保|力争|争取|做到|努力"
        r"|最迟|最晚|最长|最多|至迟|不得?超过|不得?晚于|不得?迟于|控制在|在|于|的|，|:|即|约|最多不超过)$"
    )


@cache
def _mark() -> re.Pattern[str]:
    """How an event ends: 之日起, 后."""
    return re.compile(
        r"(?P<from>(?:之?[当次翌]?日|之?时|之?[当次]天)?(?:起算|起计算|算起|起))$"
        r"|(?P<after>[之以]?后)$|(?P<day>之日|之时)$"
    )


@cache
def _border() -> re.Pattern[str]:
    """Where the words of an event begin at the earliest: after a mark, a modal verb or a preposition."""
    return re.compile(
        r"[，。；:！？\n(]|应当?(?!急|对|答)|必须|(?<!必)须|(?<![主需重纪概摘])要(?![求件点素闻])|(?<![存现所正])在"
        r"|(?<![属由关对用高低终基便])于|(?<![合兼])并(?!联|案)|(?<![认许不])可以?(?!行)|(?<![自行])自(?![然行动主身己助治查评])|从(?!业|事|严)"
    )


_NO_EVENTS = frozenset("最今此其先背前落然幕事以之随往日")
_EVENTS = (
    "受理", "收到", "接到", "接报", "接收", "完成", "办结", "批准", "审批", "批复", "作出", "签收",
    "签订", "转办", "交办", "变更", "变化", "调整", "形成", "印发", "发布", "公布", "结束", "召开",
    "确认", "提交", "产生", "生效", "发生", "发现", "修订", "通过", "制作", "获取", "验收", "送达",
    "备案", "登记", "下达", "举报", "投诉", "交件", "立案", "到账", "出台", "会议",
)  # fmt: skip


def find_trigger(words: str, core: int) -> Trigger | None:
    """The event told before a length of time that begins at derived[core]; None when none is told."""
    floor = max(0, core - _REACH)
    head = words[floor:core]
    end = len(_stripped(head))
    mark = _mark().search(head, 0, end)
    if mark is None:
        comma = head.rfind("，", max(0, end - _SUBJECT), end)
        if comma < 0 or any(letter.isdigit() for letter in head[comma:end]):
            return None
        end = len(_stripped(head[:comma]))
        mark = _mark().search(head, 0, end)
        if mark is None or mark["day"]:
            return None
    return _event(words, floor, floor + mark.start(), mark["from"] == "起")


def find_point(words: str, core: int) -> Trigger | None:
    """The event right before 当日, 次日 and the like: 审批完成当日."""
    floor = max(0, core - _REACH)
    head = words[floor:core].rstrip("的之后")
    found = _event(words, floor, floor + len(head), False)
    if found is None or found.end - found.start > 14 or "、" in words[found.start : found.end]:
        return None
    return found if any(word in words[found.start : found.end] for word in _EVENTS) else None


@cache
def _added() -> Pattern:
    return Pattern(r"\([自从]([^()，。；]{1,24}?)(?:之?日)?起(?:算|计算)?\)", needs="(")


def find_added(words: str, end: int) -> Trigger | None:
    """The event told in brackets after a length: 2个工作日内（自受理之日起）; `phrase` is where the brackets end."""
    match = _added().match(words, end)
    return Trigger(match.start(1), match.end(1), match.end()) if match is not None else None


def _stripped(head: str) -> str:
    """Without the modal verbs and prepositions at its end."""
    end = len(head)
    while end:
        match = _modal().search(head, max(0, end - 6), end)
        if match is None:
            return head[:end]
        end = match.start()
    return ""


def _event(words: str, floor: int, end: int, needs_from: bool) -> Trigger | None:
    """The event that ends at `end`: what follows the last border before it. A bare 起 needs its 自 or 从."""
    start, phrase, opened = floor, floor, False
    for match in _border().finditer(words, floor, end):
        start, opened = match.end(), match.group() in ("自", "从")
        phrase = match.start() if match.group() in ("自", "从", "在", "于") else match.end()
    if start == phrase and words[max(floor, start - 1) : start] in ("在", "于"):
        phrase = start - 1
    event = words[start:end]
    if event and (event[-1] in "即当次" or event[-1].isdigit()) and words[end : end + 1] == "日":
        end += 1  # 自即日起, 自1月1日起
        event = words[start:end]
    if not event or event in _NO_EVENTS or (needs_from and not opened):
        return None
    return Trigger(start, end, phrase)
