"""Demand: one checkable thing a requirement asks, and what its finders share."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import Literal

from gkcheck.language.acts import Family
from gkcheck.language.bans import Ban
from gkcheck.language.channels import Channel
from gkcheck.language.clauses import Clause
from gkcheck.language.dates import DateFact
from gkcheck.language.form import fold, is_han
from gkcheck.language.frequency import Frequency
from gkcheck.language.obligations import Obligation
from gkcheck.language.papers import Paper
from gkcheck.language.products import Product
from gkcheck.language.quantities import Count, Rate, Universal
from gkcheck.language.windows import Window
from gkcheck.model import FieldName, Span, Task

DemandKind = Literal[
    "window", "deadline", "frequency", "rate", "universal", "count", "action", "ban", "channel", "deliverable", "citation"
]  # fmt: skip
Purpose = Literal["reply", "update", "other"]
REACH = 30  # letters between a window and its verb (domain of the check: answer, reply, publish within 30 letters)


@dataclass(frozen=True, slots=True)
class Demand:
    """One checkable thing that is asked.

    `span` quotes the decisive words; `clause` the clause they stand in; `terms` are pairs of letters of what is
    asked about, to find where a report speaks of it; `families` what is to be done, `verb` the very word where it is known. Exactly one of the facts is set,
    as `kind` says.
    """

    kind: DemandKind
    span: Span
    clause: Span
    terms: frozenset[str]
    families: frozenset[Family]
    purpose: Purpose = "other"
    verb: str = ""
    window: Window | None = None
    deadline: DateFact | None = None
    frequency: Frequency | None = None
    rate: Rate | None = None
    universal: Universal | None = None
    count: Count | None = None
    action: Obligation | None = None
    ban: Ban | None = None
    channels: tuple[Channel, ...] = ()
    """Channels of which any one will do; a demand of its own for each that is asked by itself."""
    paper: Paper | None = None
    product: Product | None = None
    topic: str = ""
    """What the rest of the task is about: its words tell little of this demand."""


@lru_cache(maxsize=1024)
def terms_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring letters that carry meaning: no figures, marks or words that stand everywhere."""
    folded = fold(text)
    return frozenset(
        pair
        for pair in set(map(add, folded, folded[1:])) - _EVERYWHERE
        if is_han(pair[0]) and pair[0] not in _PARTICLES and is_han(pair[1]) and pair[1] not in _LAST
    )


_PARTICLES = frozenset("的了在和与及或于对将把被等各")
_LAST = _PARTICLES | frozenset("年月日前后内个次")
_EVERYWHERE = frozenset(
    [
        "工作",
        "开展",
        "进行",
        "完成",
        "情况",
        "相关",
        "有关",
        "以及",
        "各项",
        "我局",
        "本局",
        "我单",
        "本单",
        "单位",
        "部门",
        "做好",
        "加强",
        "推进",
        "落实",
        "及时",
        "按照",
        "要求",
        "应当",
        "必须",
        "不少",
        "至少",
        "少于",
        "以上",
        "以下",
        "之前",
        "底前",
        "月底",
        "年底",
        "年内",
        "每年",
        "每月",
        "每季",
        "季度",
        "个工",
        "作日",
        "日内",
        "确保",
        "认真",
        "切实",
        "进一",
        "一步",
        "并在",
        "通过",
        "对于",
        "率达",
        "达到",
        "实现",
        "关于",
    ]
)


def stretch_of(clauses: Sequence[Clause], start: int, end: int) -> tuple[int, int]:
    """The stretch of clauses that a fact stands in; no more than `REACH_OF_CLAUSE` letters to either side."""
    first = bisect_right(clauses, start, key=lambda clause: clause.end)
    last = bisect_left(clauses, end, key=lambda clause: clause.start) - 1
    if first > last:
        return start, end
    begin, stop = min(clauses[first].start, start), max(clauses[last].end, end)
    return max(begin, start - REACH_OF_CLAUSE), min(stop, end + REACH_OF_CLAUSE)


REACH_OF_CLAUSE = (
    400  # letters; an honest clause is much shorter, and a text without marks would cost its square
)
MOST = 100  # duties, bans or channels of one task that are looked at; no honest requirement comes near
TOPIC_LETTERS = 4000  # letters of the rest of a task that say what it is about


def clause_before(clauses: Sequence[Clause], text: str, start: int) -> str:
    """The clause of the same sentence before an offset, empty where none is: 创建绿色学校，至少创建8所 counts what stands there."""
    at = bisect_right(clauses, start, key=lambda clause: clause.end)
    if not at or re.search("[。；！？\n]", text[clauses[at - 1].end : start]):
        return ""
    return clauses[at - 1].text


def span_of(task: Task, field: FieldName, start: int, end: int) -> Span:
    """The exact words of one field between two offsets."""
    return Span(task=task.key, field=field, start=start, end=end, text=task.text_of(field)[start:end])


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the white space and punctuation at its ends."""
    while start < end and text[start] in " \t\r\n\u3000，。；：、！？,.;:":
        start += 1
    while end > start and text[end - 1] in " \t\r\n\u3000，。；：、！？,.;:":
        end -= 1
    return start, end


def sentence_rest(text: str, end: int) -> str:
    """What of the sentence follows an offset, at most four times the reach of a window."""
    stop = re.search(r"[。；！？\n]", text[end : end + 4 * REACH])
    return text[end : end + stop.start()] if stop else text[end : end + 4 * REACH]
