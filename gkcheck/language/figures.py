"""The figures of a text as one adds them up: each count with its place, depth of brackets, grain and label."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.counts import find_counts
from gkcheck.language.documents import find_titles
from gkcheck.language.form import Form, derive

MOST = 200
"""Relations looked for in one text; a text with more figures to add up is not a report that anyone reads."""
_MARKS = "，。；：:、()！？\n"


class Figure(NamedTuple):
    """A count at derived[start:end].

    `scale` is 10,000 of 5.2万 and 1 of 52; `grain` what one unit of the last written digit is worth (1,000 of 5.2万,
    0.01 of 3.25), 0 where the figure is exact;
    `depth` counts the brackets around it; `label` is what stands before it back to a mark or the last figure,
    `tail` what stands after it up to the next mark or figure. `loose`: rough or a bound (约20家, 20家以上); `aside`: a figure of each or a
    comparison (每户3枚, 同比减少13起), no part of any sum.
    """

    start: int
    end: int
    text: str
    value: Decimal
    measure: str
    scale: Decimal
    grain: Decimal
    depth: int
    label: str
    tail: str
    loose: bool
    aside: bool


class Figures(NamedTuple):
    """A derived text with its figures, the depth of brackets at each letter, and the ends of its sentences."""

    form: Form
    words: str
    depths: tuple[int, ...]
    figures: tuple[Figure, ...]
    stops: tuple[int, ...]

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence around a place, as derived offsets; ； ends one as 。 does, inside brackets neither does."""
        place = bisect_left(self.stops, at)
        start = self.stops[place - 1] + 1 if place else 0
        return start, self.stops[place] if place < len(self.stops) else len(self.words)

    def within(self, start: int, end: int, depth: int | None = None) -> tuple[Figure, ...]:
        """The figures between two places, of one depth of brackets where it is given."""
        first = bisect_left(self.figures, start, key=_place)
        last = bisect_left(self.figures, end, key=_place)
        return tuple(one for one in self.figures[first:last] if one.end <= end and depth in (None, one.depth))

    def outside(self, start: int, end: int, depth: int) -> str:
        """The words between two places without what stands in deeper brackets."""
        return "".join(
            letter
            for letter, deep in zip(self.words[start:end], self.depths[start:end], strict=True)
            if deep <= depth
        )


Kind = Literal["sum", "part", "rest", "ratio", "change", "listed", "order"]


class Relation(NamedTuple):
    """A relation between figures that a text itself declares, and whether it holds.

    `holds` is None where the words leave more than one reading and none fits. `formula` shows the sum in figures;
    `stated` are the words of the figure it is held against; offsets are those of the source text.
    """

    start: int
    end: int
    kind: Kind
    holds: bool | None
    stated: str
    formula: str
    certain: bool = True


def _place(figure: Figure) -> int:
    return figure.start


def number(value: Decimal) -> str:
    """A number as people write it."""
    return format(value.normalize(), "f")


@lru_cache(maxsize=256)
def read_figures(text: str) -> Figures:
    """Every figure of a text, in order; those within 《》 are part of a name and left out."""
    form = derive(text)
    words = form.text
    depths, stops = _depths(words)
    titles = [(form.position(one.start), form.position(one.end)) for one in find_titles(text)]
    places: list[tuple[int, int]] = []
    counts = []
    at_title = 0
    for count in find_counts(text):
        start, end = form.position(count.start), form.position(count.end)
        while at_title < len(titles) and titles[at_title][1] <= start:
            at_title += 1
        if at_title < len(titles) and titles[at_title][0] <= start:
            continue
        if places and start < places[-1][1]:
            continue
        places.append((start, end))
        counts.append(count)
    figures: list[Figure] = []
    for at, (count, (start, end)) in enumerate(zip(counts, places, strict=True)):
        before = places[at - 1][1] if at else 0
        after = places[at + 1][0] if at + 1 < len(places) else len(words)
        label = _back(words[max(before, start - 40) : start])
        tail = _forth(words[end : min(after, end + 40)])
        loose = count.approximate or count.bound != "exact" or "约有" in label or "大约" in label
        aside = bool(_each().search(label))
        scale, grain = _writing(words[start:end])
        figures.append(
            Figure(
                start, end, count.text, count.value, count.measure, scale, grain, depths[start], label, tail, loose,
                aside,
            )
        )  # fmt: skip
    return Figures(form, words, depths, tuple(figures), stops)


def _depths(words: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """How many brackets stand around each letter, and where sentences end outside them.

    A bracket that is not closed within 300 letters is taken for a slip.
    """
    depths: list[int] = []
    stops: list[int] = []
    depth = opened = 0
    for at, letter in enumerate(words):
        if depth and at - opened > 300:
            depth = 0
        if letter == "(":
            opened = at if depth == 0 else opened
            depth += 1
        depths.append(depth)
        if letter == ")" and depth:
            depth -= 1
        if not depth and letter in "。；！？\n":
            stops.append(at)
    return tuple(depths), tuple(stops)


def _back(words: str) -> str:
    return re.split(f"[{_MARKS}]", words)[-1]


def _forth(words: str) -> str:
    return re.split(f"[{_MARKS}]", words, maxsplit=1)[0]


@cache
def _each() -> re.Pattern[str]:
    return re.compile(
        r"(?:各自?|均|每[^每]{0,5}|平均.{0,4}|最[高低多少长短大小快慢](?:的.{0,4})?|单[个次批]|[人户日月年场件]均.{0,4}"
        r"|(?:同比|环比|[比较](?:上|去|前|往|同期|[0-9]{4})).{0,12})$"
    )


@cache
def _written() -> re.Pattern[str]:
    return re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?([十百千万亿]*)")


def _writing(words: str) -> tuple[Decimal, Decimal]:
    """The scale a figure is written in, and what one unit of its last digit is worth: 0 for a plain whole number."""
    match = _written().search(words)
    scale = Decimal(1)
    if match is None:
        return scale, Decimal(0)
    for letter in match[2]:
        scale *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[letter]
    digits = len(match[1] or "")
    return scale, scale.scaleb(-digits) if digits or match[2] else Decimal(0)
