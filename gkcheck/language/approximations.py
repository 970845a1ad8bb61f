"""Rough figures of things that can be counted: 100多条, 近百件, 十余次, 多次, 若干件; lengths, areas and money apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from gkcheck.language.clauses import split_sentences
from gkcheck.language.counts import Count, find_counts
from gkcheck.language.dates import find_dates
from gkcheck.language.documents import find_titles
from gkcheck.language.enclosed import within
from gkcheck.language.form import derive
from gkcheck.language.measures import MONEY, TIMES
from gkcheck.language.pattern import Pattern

_SIZES = MONEY | frozenset((
    "平方公里", "平方千米", "平方米", "平米", "立方米", "亿立方米", "公顷", "亩", "公里", "千米", "海里", "米", "厘米", "毫米", "吨", "公斤",
    "千克", "斤", "克", "升", "方", "千瓦", "兆瓦", "千瓦时", "课时", "学时", "分", "百分点", "字",
))  # fmt: skip
"""What is measured, not counted: 约3公里 is how one says it."""


class Approximation(NamedTuple):
    """Rough words; `numeric` when a number stands in them, `over` when they only say more than (超过300件)."""

    start: int
    end: int
    text: str
    numeric: bool
    over: bool = False


@lru_cache(maxsize=256)
def find_approximations(text: str) -> tuple[Approximation, ...]:
    """Every rough figure of a text, in order, where its sentence gives no exact one beside it."""
    found = [*_numeric(text), *_worded(text)]
    titled = within((one.start, one.end) for one in find_titles(text))
    free = [one for one in found if not titled(one.start, one.end)]
    return tuple(sorted(free))


def _numeric(text: str) -> Iterator[Approximation]:
    counts = find_counts(text)
    for at, count in enumerate(counts):
        rough = count.approximate and count.low is None
        if count.measure in _SIZES or not (rough or count.bound == "over"):
            continue
        if not any(_exact(count, other) for other in counts[max(0, at - 2) : at + 3]):
            yield Approximation(count.start, count.end, count.text, True, not rough)


def _exact(rough: Count, other: Count) -> bool:
    """Whether a neighbour is the same figure told exactly: 5800余人次（5832人次）."""
    exact = not other.approximate and other.bound == "exact" and other.measure == rough.measure
    return exact and abs(other.value - rough.value) * 8 <= rough.value


@cache
def _words() -> Pattern:
    by_others = (
        "反映|投诉|上访|信访|举报|违法|违规|催告|被|拒|复发|发生|反复|重复|出现|申请|未|不|仍|受到|荣获|获"
    )
    things = "资料|材料|传单|手册|折页|海报|横幅|稿件|图片|案件|线索|隐患|问题|来信|来电|诉求|投诉|咨询|工单|垃圾|数据"
    return Pattern(
        rf"(?<![最众繁至较更很太不对将])(?:多|数|若干|好几|十几)(?:次|场次|场(?!景|所|地|合|馆)|期|轮次|轮|批次|人次)(?!元|之|的|数|{by_others})"
        r"|若干(?:件|条|份|个|家|名|篇|处|项|批|户|起)"
        rf"|大量(?=(?:的)?(?:宣传|相关|各类|群众|民生|安全)?(?:{things}))",
        needs="十几 多 大量 好几 数 若干",
    )


def _worded(text: str) -> Iterator[Approximation]:
    form = derive(text)
    matches = [form.span(match.start(), match.end()) for match in _words().finditer(form.text)]
    if not matches:
        return
    counts = [one for one in find_counts(text) if not one.approximate]
    days = [one for one in find_dates(text, 2000) if one.precision == "day"]
    sentences = iter(split_sentences(text))
    sentence = next(sentences)
    for start, end in matches:
        while sentence.end <= start:
            sentence = next(sentences, sentence._replace(end=len(text)))
        inside = range(sentence.start, sentence.end)
        counted = any(one.start in inside and one.measure in TIMES for one in counts)
        dated = sum(one.start in inside for one in days) >= 2
        if text[start:end].startswith("大量"):
            counted = any(one.start in inside and 0 <= one.start - end <= 16 for one in counts)
            dated = False
        if not counted and not dated:
            yield Approximation(start, end, text[start:end], False)
