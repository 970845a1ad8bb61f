"""Every relation between figures that a text itself declares: sums, rates, changes, lists, and done against received."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from gkcheck.language.changes import find_changes
from gkcheck.language.figures import MOST, Figures, Relation, number, read_figures
from gkcheck.language.listings import find_listings
from gkcheck.language.pattern import Pattern
from gkcheck.language.ratios import find_ratios
from gkcheck.language.sums import find_quiet_sums, find_sums

__all__ = ["Relation", "find_relations"]


@lru_cache(maxsize=256)
def find_relations(text: str) -> tuple[Relation, ...]:
    """The declared relations of a text, in order, each once; see Relation for what holds and what cannot be told."""
    figures = read_figures(text)
    found = [*find_sums(figures), *find_ratios(figures), *find_changes(figures), *find_listings(figures)]
    found += _orders(figures)
    held = [(one.start, one.end) for one in found if one.kind in ("sum", "rest")]
    found += [
        one
        for one in find_quiet_sums(figures)
        if not any(start < one.end and one.start < end for start, end in held)
    ]
    unique = {(one.kind, one.start, one.formula): one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.start, one.end)))


@cache
def _received() -> Pattern:
    return Pattern(
        r"(?:受理|收到|接到|签收|接收|接报|收件|转办|交办)[^，。；]{0,16}$",
        needs="交办 受理 接到 接报 接收 收件 收到 签收 转办",
    )


@cache
def _done() -> re.Pattern[str]:
    return re.compile(
        r"^[，、]?(?:已|均|共|全部|按[时期]|及时|目前|累计|其中)*(?:办结|答复|回复|反馈|办理完毕|处理完毕|审结|核实处置)"
    )


def _orders(figures: Figures) -> Iterator[Relation]:
    """办结 against 受理: more done than received needs a word on what was carried over."""
    known = figures.figures[: 2 * MOST]
    for whole, part in pairwise(known):
        if whole.measure != part.measure or whole.depth != part.depth or part.value <= whole.value:
            continue
        if whole.loose or part.loose or whole.aside or part.aside or not _received().search(whole.label):
            continue
        between = figures.words[whole.end : part.start]
        cut = between.rfind("，")
        if cut < 0 or len(between) > 30 or not _done().match(between[cut:]):
            continue
        first, stop = figures.sentence(whole.start)
        if re.search(
            r"结转|上年|往年|历年|跨年|遗留|存量|上期|去年|[以之此]前|前期|往期|部分为",
            figures.words[first:stop],
        ):
            continue
        start, end = figures.form.span(whole.start, part.end)
        formula = f"{number(part.value)} > {number(whole.value)}"
        yield Relation(start, end, "order", False, part.text, formula, certain=False)
