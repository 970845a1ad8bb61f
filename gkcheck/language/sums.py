"""Sums that a text itself declares: 其中, brackets after a total, 分别为, 共计, 其余. What is not declared is not added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, islice

from gkcheck.language.addition import (
    FAR,
    adds_up,
    alike,
    another_thing,
    broken,
    fitting_total,
    measures_of,
    outcomes,
    relation,
    slack,
    sorted_out,
    sum_relation,
    total_of,
    unsure,
)
from gkcheck.language.figures import MOST, Figure, Figures, Relation, number
from gkcheck.language.form import HAN, is_han
from gkcheck.language.lists import FigureList, Item, read_list


def find_sums(figures: Figures) -> Iterator[Relation]:
    """Every declared sum, in the order of the marks that declare them."""
    if len(figures.figures) < 2:
        return
    for match in islice(_marks().finditer(figures.words), 2 * MOST):
        if match["among"]:
            yield from _among(figures, match.start(), match.end())
        elif match["within"]:  # 26个断面中，达到Ⅱ类的11个
            yield from _among(figures, match.end() - 2, match.end())
        elif match["bracket"]:
            yield from _bracket(figures, match.start(), match.end())
        elif match["listed"]:
            yield from _listed(figures, match.start(), match.end(), match.group())
        elif match["altogether"]:
            yield from _altogether(figures, match.start(), match.end())
        else:
            yield from _remaining(figures, match.start())


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<among>其中(?!之一|的一)|(?<=[0-9][件个家项起条户人名批期篇份])中(?![心等小国央型秋旬期标选间高考学]))|(?P<within>[0-9][件个家项起条户处座所辆]{HAN}{{1,3}}中，)|(?P<bracket>\()|(?P<listed>分别[为是]:?|包括:?|分为:?|(?<={HAN}):)"
        r"|(?P<altogether>(?:共计|合计|总计|总共|一共|累计|共)(?:有|为|达)?(?=[0-9一二两三四五六七八九十]))"
        r"|(?P<rest>其余|剩余|余下|剩下)"
    )


# --- 其中 ------------------------------------------------------------------------------------------------------


def _among(figures: Figures, start: int, end: int) -> Iterator[Relation]:
    depth = figures.depths[start]
    stop = _scope(figures, end, depth, through=figures.words.startswith(":", end))
    parts = read_list(figures, end, stop, depth)
    if parts.carried and not outcomes(parts.items[:-1]):
        parts = parts._replace(
            items=parts.items[:-1], carried=False
        )  # where cases came from, then what is left
    exhaustive = any(
        len(parts.of(one)) >= 2
        and len(parts.of(one)) * 2 == len(parts.items)
        and fitting_total(_totals(figures, start, depth, one), parts.of(one)) is not None
        for one in measures_of(parts)
    )  # 15个小区7012户，其中东片6个2890户、西片9个4122户: a list that is whole in one measure is whole in the other
    for measure in measures_of(parts):
        items = parts.of(measure)
        totals = _totals(figures, start, depth, measure)
        if not totals or any(one.loose for one in totals) or unsure(items):
            continue
        if len(items) == 1:
            yield from _one_part(figures, totals, items[0])
            continue
        fitting = fitting_total(totals, items, shorter=parts.commas)
        if fitting is not None:
            yield sum_relation(figures, *fitting, True)
        elif parts.open_ended:
            continue
        elif parts.carried and len(items) == len(parts.items):
            # 共计50件，其中予以公开21件、…，结转下年1件; a list that is whole without what is carried on adds up
            whole = fitting_total(totals, items[:-1])
            said = len(totals) == 1 or totals[-1].label.endswith(("共", "共计", "合计", "总计"))
            if whole is not None:
                yield sum_relation(figures, *whole, True)
            else:
                yield sum_relation(figures, totals[-1], items, broken(totals[-1], items) if said else None)
        elif parts.complete or (exhaustive and len(totals) == 1) or sorted_out(items):
            yield sum_relation(
                figures, totals[-1], items, broken(totals[-1], items) if len(totals) == 1 else None
            )
        elif total_of(items) > max(one.value for one in totals) + slack(totals[-1], items):
            sure = not parts.commas or (alike(items) and all(not item.figure.tail for item in items))
            yield sum_relation(figures, totals[-1], items, broken(totals[-1], items) if sure else None)


def _scope(figures: Figures, start: int, depth: int, through: bool = False) -> int:
    """Where a list after a mark ends at the latest: the next 其中, the end of the sentence or of the bracket.

    `through`: ； does not end it (其中：甲3件；乙2件).
    """
    limit = min(len(figures.words), start + 600)
    for at in range(start, limit):
        deep = figures.depths[at]
        if deep < depth or (depth and deep == depth and figures.words[at] == ")"):
            return at
        if deep == depth and (
            figures.words[at] in "。！？\n"
            or (figures.words[at] == "；" and not depth and not through)
            or figures.words.startswith("其中", at)
        ):
            return at
    return limit


def _totals(figures: Figures, at: int, depth: int, measure: str) -> list[Figure]:
    """The figures in one measure that a mark may divide: those before it in its sentence, or in the one before."""
    start, _ = figures.sentence(at)
    if start and not any(is_han(letter) or letter in "0123456789" for letter in figures.words[start:at]):
        start, _ = figures.sentence(start - 1)
    found = [
        one
        for one in figures.within(start, at)
        if one.measure == measure and one.depth in (depth, depth - 1) and not one.aside
    ]
    # a figure inside brackets of an earlier part divides that part, not this list
    return [one for one in found if one.depth == depth] or found


def _one_part(figures: Figures, totals: Sequence[Figure], item: Item) -> Iterator[Relation]:
    part = item.figure
    whole = max(totals, key=lambda one: one.value)
    if part.value <= whole.value or len(totals) > 1 or part.value > whole.value * 2:
        return
    if another_thing(whole, (item,)) or len(item.label) > 10:
        return
    formula = f"{number(part.value)} > {number(whole.value)}"
    yield relation(figures, whole, [part], "part", False, formula, certain=False)


# --- brackets, 分别为, 共计, 其余 ---------------------------------------------------------------------------------


_APART = (
    "其中", "含", "包", "主要", "例如", "如", "任务", "计划", "目标", "去年", "上年", "同期", "原", "指标", "超额", "增长", "下降", "增加",
    "减少", "累计", "另", "不含", "应", "较", "比", "同比",
)  # fmt: skip
"""What begins a figure in brackets that is set beside the total and is no part of it."""


def _bracket(figures: Figures, start: int, end: int) -> Iterator[Relation]:
    depth = figures.depths[start]
    stop = _scope(figures, end, depth)
    first, _ = figures.sentence(start)
    before = [one for one in figures.within(max(first, start - 80), start) if one.depth == depth - 1]
    if not before:
        return
    parts = read_list(figures, end, stop, depth)
    if any(item.label.startswith(_APART) for item in parts.items):
        return
    closes = parts.end == stop or not figures.within(parts.end, stop)
    for measure in measures_of(parts):
        items = parts.of(measure)
        totals = [one for one in before if one.measure == measure]
        if len(items) < 2 or not totals or totals[-1].loose or unsure(items):
            continue
        fitting = fitting_total(totals, items)
        if fitting is not None:
            yield sum_relation(figures, *fitting, True)
            continue
        gap = figures.words[totals[-1].end : start]
        near = (len(gap) <= 12 and "，" not in gap) or bool(
            re.search(r"分[0-9一二两三四五六七八九十]+[批次期轮]|分别", gap)
        )
        beside = re.fullmatch(r"[，、]?", figures.words[totals[-1].end : before[-1].start]) is not None
        if (near or beside) and closes and not parts.open_ended:
            yield sum_relation(figures, totals[-1], items, broken(totals[-1], items))


def _listed(figures: Figures, start: int, end: int, mark: str) -> Iterator[Relation]:
    depth = figures.depths[start]
    first, _ = figures.sentence(start)
    before = figures.within(first, start, depth)
    if not before or not re.fullmatch(r"[^，。；、]{0,12}[，]?", figures.words[before[-1].end : start]):
        return
    total = before[-1]
    parts = read_list(figures, end, _scope(figures, end, depth), depth)
    items = parts.of(total.measure)
    if len(items) < 2 or total.loose or unsure(items):
        return
    if adds_up(total, items):
        yield sum_relation(figures, total, items, True)
    elif parts.open_ended or (parts.commas and mark == ":"):
        return
    elif not mark.startswith("包括") or total_of(items) > total.value + slack(total, items):
        yield sum_relation(figures, total, items, broken(total, items))


def _altogether(figures: Figures, start: int, end: int) -> Iterator[Relation]:
    """甲3件、乙5件，共8件: the longest list before the mark that gives the total, or the whole list."""
    depth = figures.depths[start]
    total = next((one for one in figures.within(start, end + 24, depth) if one.start <= end <= one.end), None)
    first, _ = figures.sentence(start)
    before = list(figures.within(max(first, start - 400), start, depth))
    if total is None or total.loose or len(before) < 2:
        return
    if not re.fullmatch(r"[^，。；、0-9]{0,8}[，、]?", figures.words[before[-1].end : start]):
        return
    runs: list[FigureList] = []
    for at in range(len(before) - 1):
        parts = read_list(figures, before[at].start - len(before[at].label), start, depth)
        if parts.end == before[-1].end and len(parts.of(total.measure)) == len(parts.items):
            runs.append(parts)
    runs = [one for one in runs if not unsure(one.items)]
    fitting = next((one for one in runs if adds_up(total, one.items)), None)
    if fitting is not None:
        yield sum_relation(figures, total, fitting.items, True)
    elif (
        len(runs) == len(before) - 1
        and not runs[0].commas
        and "、" in figures.words[before[0].end : before[-1].start]
        and not any(re.search(r"[各每]|率", item.label) for item in runs[0].items)
    ):
        near = abs(total_of(runs[0].items) - total.value) <= total.value * FAR
        yield sum_relation(figures, total, runs[0].items, False if near else None)


def _remaining(figures: Figures, start: int) -> Iterator[Relation]:
    """收到100件，办结90件，其余10件…: a whole before it less some of what follows that gives the rest."""
    depth = figures.depths[start]
    rest = next((one for one in figures.within(start, start + 24, depth)), None)
    first, _ = figures.sentence(start)
    if rest is None or rest.loose or not re.fullmatch(r"..(?:的)?", figures.words[start : rest.start]):
        return
    before = [one for one in figures.within(first, start, depth) if one.measure == rest.measure][-6:]
    if len(before) < 2 or any(one.loose for one in before):
        return
    for at, whole in enumerate(before):
        later = before[at + 1 :]
        for size in range(1, len(later) + 1):
            for chosen in combinations(later, size):
                items = tuple(Item(one, one.label) for one in (*chosen, rest))
                if adds_up(whole, items):
                    yield sum_relation(figures, whole, items, True)
                    return
    if len(before) == 2 and before[0].value >= before[1].value and "其中" not in figures.words[first:start]:
        items = (Item(before[1], before[1].label), Item(rest, "其余"))
        holds = None if another_thing(before[0], items) else False
        yield sum_relation(figures, before[0], items, holds, kind="rest", certain=False)


def find_quiet_sums(figures: Figures) -> Iterator[Relation]:
    """A first figure of a sentence that all the later ones in its measure add up to, though no word declares it."""
    start = 0
    for stop in (*figures.stops[:MOST], len(figures.words)):
        known = [one for one in figures.within(start, stop, 0)[: 2 * MOST] if not one.loose and not one.aside]
        for measure in dict.fromkeys(one.measure for one in known):
            group = [one for one in known if one.measure == measure]
            items = tuple(Item(one, one.label) for one in group[1:])
            if 2 <= len(items) <= 8 and total_of(items) == group[0].value:
                yield sum_relation(figures, group[0], items, True)
        start = stop + 1
