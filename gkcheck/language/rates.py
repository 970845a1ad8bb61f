"""Shares in percent: 95%以上, 百分之百, 不低于80%, 八成以上, 三分之二, with bound, subject and whether a change."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from gkcheck.language.bounds import Bound, told_around
from gkcheck.language.form import derive
from gkcheck.language.numerals import NUMBER, parse_number
from gkcheck.language.pattern import Pattern


class Rate(NamedTuple):
    """A share in percent (百分之百 and 十成 are 100; a fraction is rounded to a hundredth).

    `subject` is what the share is of, where a word in 率, 比例 or 占比 stands before it. `softened`: 力争, 逐步,
    原则上 and the like stand before it. `change`: a rise or fall by so much (增长5%), not a state.
    """

    start: int
    end: int
    text: str
    value: Decimal
    bound: Bound
    approximate: bool
    subject: str = ""
    softened: bool = False
    change: bool = False


_NAMED = Pattern("[一二两三四五六七八九十0-9]个$", needs="个")


@cache
def _share() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![0-9.])(?:[0-9]{{1,3}}(?:\.[0-9]{{1,6}})?%?[-~—至到])?(?P<percent>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)(?P<sign>[%‰])"
        rf"|百分之(?P<hundredths>{NUMBER})"
        r"|(?P<tenths>[一二两三四五六七八九十])成(?P<half>半)?(?=以上|以下|以内|左右|多|的|[，。；、)]|$)"
        r"|(?P<whole>[二三四五六七八九十]|[0-9]{1,3})分之(?P<part>[一二三四五六七八九]|[0-9]{1,3})(?!一)"
    )


_REMOTE: tuple[tuple[str, Bound], ...] = (
    ("不低于", "at_least"), ("不得低于", "at_least"), ("不少于", "at_least"), ("不得少于", "at_least"), ("至少", "at_least"),
    ("不超过", "at_most"), ("不得超过", "at_most"), ("不高于", "at_most"), ("不得高于", "at_most"), ("不多于", "at_most"),
)  # fmt: skip
_WHOLES = ("的", "总数", "总额", "总量", "人数", "数量", "总和", "规模", "面积")
"""How the words end that tell what a share is taken of."""
_SOFT = ("逐步", "力争", "争取", "努力", "原则上", "基本", "尽可能", "一般", "尽量")
_CHANGES = ("增长", "上升", "下降", "减少", "增加", "提高", "提升", "压减", "降低", "增幅", "涨幅", "跌幅", "降幅", "回落", "缩减", "压缩",
            "增速", "递增", "同比", "环比", "上涨", "下跌", "上浮", "下浮", "增", "降")  # fmt: skip


@lru_cache(maxsize=512)
def find_rates(text: str) -> tuple[Rate, ...]:
    """Every rate in a text, in order. 5个百分点 is a count, 5% a rate."""
    form = derive(text)
    words = form.text
    if not any(mark in words for mark in ("%", "‰", "成", "分之")):
        return ()
    found: list[Rate] = []
    for match in _share().finditer(words):
        value = _percent(match)
        if value is None or words[match.start() - 1 : match.start()] in tuple("0123456789.之第"):
            continue
        if words[match.start() : match.start() + 3] == "百分之" and _NAMED.search(
            words[max(0, match.start() - 3) : match.start()]
        ):
            continue  # 六个百分之百 is a name
        told = told_around(words, match.start(), match.end())
        before = _clause_before(words, told.start)
        bound = told.bound
        if bound == "exact" and before.endswith(_WHOLES):
            bound = _remote(before) or bound
        start, end = form.span(told.start, told.end)
        rising = words.startswith(("提高到", "提升到", "提高至", "提升至"), told.start)
        change = before.endswith(_CHANGES) and not rising
        if found and before.endswith(("、", "和")) and form.position(found[-1].end) == told.start - 1:
            change = found[-1].change  # 下降13%、14.8%
        found.append(
            Rate(
                start, end, text[start:end], value, bound, told.approximate, _subject(before),
                any(word in before[-12:] for word in _SOFT), change,
            )
        )  # fmt: skip
    return tuple(found)


def _percent(match: re.Match[str]) -> Decimal | None:
    if match["percent"]:
        value = parse_number(match["percent"])
        return value / 10 if value is not None and match["sign"] == "‰" else value
    if match["hundredths"]:
        return parse_number(match["hundredths"])
    if match["tenths"]:
        tenths = parse_number(match["tenths"])
        return tenths * 10 + (5 if match["half"] else 0) if tenths is not None else None
    whole, part = parse_number(match["whole"]), parse_number(match["part"])
    if not whole or part is None or part > whole:
        return None
    return (part / whole * 100).quantize(Decimal("0.01"))


def _clause_before(words: str, start: int) -> str:
    return re.split("[，。；;：:！？\n(]", words[max(0, start - 40) : start])[-1]


def _remote(before: str) -> Bound | None:
    """不少于本单位执法人员总数的5%: the bound stands before what the share is of."""
    places = [(before.rfind(word), bound) for word, bound in _REMOTE if word in before]
    return max(places)[1] if places else None


_SHARES = ("率", "比例", "占比", "比重", "覆盖面", "满意度", "合格度", "完成度", "知晓度", "程度", "额度")
_SUBJECT_STARTS = (
    "确保",
    "实现",
    "保持",
    "做到",
    "力争",
    "其中",
    "以及",
    "推动",
    "促进",
    "使",
    "将",
    ")",
    "、",
    '"',
    "%",
    "的",
)


def _subject(before: str) -> str:
    """The words up to the last 率, 比例 or 占比, not more than eight letters before the share."""
    end = max(before.rfind(word) + len(word) if word in before else -1 for word in _SHARES)
    if end < 0 or len(before) - end > 8:
        return ""
    words = before[max(0, end - 24) : end]
    for start in _SUBJECT_STARTS:
        words = words.rpartition(start)[2] or words
    return words
