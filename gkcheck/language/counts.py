"""Counts: a number with its measure word, 不少于3件, 100多条, 近百家, 500万元, with bound and neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gkcheck.language.bounds import Bound, told_around
from gkcheck.language.form import derive, is_han
from gkcheck.language.measures import DIRECT, MONEY, measure_at
from gkcheck.language.numerals import CHINESE_NUMERALS, Number, scan


class Count(NamedTuple):
    """A number with its measure word; 万 and 亿 are part of the value (500万元 is 5,000,000 in 元).

    `noun` is what follows (3件政策解读), `before` what stands before it in the clause (发布政策解读 of 发布政策解读3件).
    A range (3至5件) has its lower end in `low` and is approximate, as are 约, 近, 余, 多 and 左右.
    """

    start: int
    end: int
    text: str
    value: Decimal
    measure: str
    noun: str
    bound: Bound
    approximate: bool
    low: Decimal | None = None
    before: str = ""


class _Place(NamedTuple):
    start: int
    end: int
    value: Decimal
    measure: str
    approximate: bool
    low: Decimal | None


_LOOSE_ONES = frozenset("字批类种股面道起对头口段片层分节门本块版方组讲课章班席岗站单")
_SET_PHRASES = (
    "一次性", "一次办", "一次告", "一次提", "一次申", "一次不", "一次就", "一次成", "一次受", "一件事", "一张网", "一张表", "一张图",
    "一本账", "一把手", "一个窗口", "一个中心", "一窗", "一网", "一家人", "一个样", "一处处", "一个个", "一项项", "一件件", "一次次",
    "一场场", "一户一", "两个维护", "两个确立",
    "四个意识", "四个自信", "四个全面", "三个代表", "两个一百年", "四个最严", "四种形态", "八项规定", "五位一体", "三位一体", "四位一体",
    "二位一体", "三次产业", "一次产业", "三个有利于", "五个一", "六个一", "四个一", "两个责任", "三个文明", "三个务必", "五台山", "五台县",
    "三台县", "七台河", "九台区", "九台市", "五家渠", "三门峡", "三门县", "六盘水", "千家万户", "一元化", "一元钱", "二元", "一家之",
)  # fmt: skip


@lru_cache(maxsize=512)
def find_counts(text: str) -> tuple[Count, ...]:
    """Every count in a text, in order; ordinals, dates, lengths of time, rates and hotline numbers are none."""
    form = derive(text)
    words = form.text
    found: list[Count] = []
    for place in _places(words):
        told = told_around(words, place.start, place.end)
        bound, before = told.bound, _before(words, told.start)
        if bound == "exact" and any(word in before[-8:] for word in ("至少", "最少", "不少于")):
            bound = "at_least"  # 至少举办一所
        start, end = form.span(told.start, told.end)
        found.append(
            Count(
                start, end, text[start:end], place.value, place.measure, _noun(words, told.end), bound,
                told.approximate or place.approximate, place.low, before,
            )
        )  # fmt: skip
    return tuple(found)


def find_money(text: str) -> tuple[Count, ...]:
    """The counts of a text that are amounts of money."""
    return tuple(count for count in find_counts(text) if count.measure in MONEY)


def _places(words: str) -> Iterator[_Place]:
    numbers = scan(words)
    for at, number in enumerate(numbers):
        place = _place(words, number, numbers[at - 1] if at else None)
        if place is not None:
            yield place


def _place(words: str, number: Number, last: Number | None) -> _Place | None:
    start, end = number.start, number.end
    before = words[start - 1 : start]
    if number.ordinal or _inside_name(words, start) or _is_code(words, number):
        return None
    rough = words[end : end + 1] in ("余", "多", "来", "几") and bool(measure_at(words, end + 1))
    end += rough
    hundreds = before in ("数", "几") and words[start] in "十百千万亿"
    if hundreds or (number.bare and before in ("上", "过")):
        rough, start = True, start - 1
    if number.bare and not rough and before not in ("近", "约", "逾", "超"):
        return None
    measure = measure_at(words, end)
    if not measure or not _counts(words, number, measure, end + len(measure)):
        return None
    low = None
    if last is not None and last.end + 1 == start and words[last.end] in "-~—至到" and not last.ordinal:
        if last.value < number.value and not _inside_name(words, last.start) and not _is_code(words, last):
            low, start = last.value, last.start
        elif words[last.end] in "-—":
            return None  # 0592-5379376, 2018-3
    end += len(measure)
    if words[start - 1 : start] == "前" and measure in ("名", "位", "家", "个"):
        return None  # 前10名 is a rank
    return _Place(start, end, number.value, measure, rough or low is not None, low)


def _inside_name(words: str, start: int) -> bool:
    """Whether the letter before a number ties it to a name or code: IPv6, GB9704, №5, 附件3, 9:30, (2018)5."""
    before = words[start - 1 : start]
    if not before:
        return False
    if before in "._#№/〕]×" or (before.isascii() and before.isalpha()):
        return True
    if before == ":":
        return words[start - 2 : start - 1].isdigit()
    # 附件3, 见表2; the 1200份 of 调查表1200份 are counted
    return words.endswith(
        ("附件", "附表", "附图", "见表", "见图", "如表", "如图", "下表", "上表"), max(0, start - 2), start
    )


def _is_code(words: str, number: Number) -> bool:
    """Figures that begin with 0 or are very long are telephone numbers and codes."""
    digits = words[number.start : number.end]
    return (digits[0] == "0" and digits[1:2].isdigit()) or (
        digits.isascii() and digits.isdigit() and len(digits) > 9
    )


def _counts(words: str, number: Number, measure: str, end: int) -> bool:
    """Whether a number with a measure is a count and not a set phrase, a length of time or a hotline."""
    before, after = words[number.start - 1 : number.start], words[end : end + 4]
    if after.startswith("百分"):  # 六个百分之百
        return False
    if measure in DIRECT and number.value >= 1000:  # a year or a hotline: 2018项目, 12345单位
        return False
    if (
        measure in DIRECT and len(measure) == 1 and number.style != "arabic"
    ):  # 三省, 两区 are names more often
        return False
    if measure == "版" and number.value > 100:  # 2020版
        return False
    if measure == "分" and before in ("时", "点"):
        return False
    if measure == "分" and (after[:1] not in _AFTER_POINTS and before not in _BEFORE_POINTS):
        return False
    return number.style != "chinese" or _spelt(words, number, measure, after)


_AFTER_POINTS = ("", "，", "。", "；", "、", ")", "(", "以", "左")
_BEFORE_POINTS = tuple("扣得加减计满总均为占")
_ONE_WITHIN = tuple("统唯同逐之其单专合进任另这那有某每跑万")
"""Letters whose word runs on into a following 一: 统一, 唯一, 进一步."""


def _spelt(words: str, number: Number, measure: str, after: str) -> bool:
    """Whether a number in Chinese letters counts: not 一网, 十分, 四个意识, 一户一档, 统一件."""
    letters, before = words[number.start : number.end], words[number.start - 1 : number.start]
    if (
        words.startswith(_SET_PHRASES, number.start)
        or _slogan(words, number.start, number)
        or measure == "分"
    ):
        return False
    if letters == "零" or (measure == "期" and after.startswith(("工程", "项目", "建设", "改造"))):
        return False
    if letters == "一":
        return measure not in _LOOSE_ONES and before not in _ONE_WITHIN and after[:1] != "一"
    if letters == "二" and measure == "次":  # 二次供水: two times are 两次
        return False
    return not (before == "番" and measure == "次")


def _slogan(words: str, start: int, number: Number) -> bool:
    """Inside a short quotation a number in Chinese letters is part of a name: “三项制度”, “门前三包”."""
    opening = words.rfind('"', max(0, start - 8), start)
    closing = words.find('"', number.end, number.end + 12)
    if opening < 0 or closing < 0:
        return False
    return not any(letter.isdigit() or letter in "，。；" for letter in words[opening:closing])


_NOUN_ENDS = frozenset("的了和与及并或已均都在由是为被将等其向对于把共以")


def _noun(words: str, at: int) -> str:
    """The letters that follow a count, up to a mark, a figure or a function word; ten at most."""
    at += words.startswith("的", at)
    if words[at : at + 1] in ("", *CHINESE_NUMERALS):  # 一万元以上三万元以下
        return ""
    end = at
    while end < min(len(words), at + 10) and words[end] not in _NOUN_ENDS:
        letter = words[end]
        if not (is_han(letter) or (letter.isascii() and letter.isalpha())):
            break
        end += 1
    return words[at:end]


def _before(words: str, at: int) -> str:
    """The words of the clause before a count, back to the last mark or figure."""
    return re.split(r"[，。；：:！？、()\n0-9]", words[max(0, at - 20) : at])[-1]
