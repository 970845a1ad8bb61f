"""Counts held against what is listed for them: 会议3次（2月26日、6月11日、11月19日）, 先后三次 and three documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gkcheck.language.documents import find_document_numbers, find_titles
from gkcheck.language.figures import MOST, Figure, Figures, Relation, number
from gkcheck.language.form import HAN
from gkcheck.language.measures import TIMES
from gkcheck.language.pattern import Pattern

_PAPERS = frozenset(("份", "项", "个", "件", "部", "篇", "种", "期", "份文件"))


def find_listings(figures: Figures) -> Iterator[Relation]:
    """Every count whose days or documents the text lists one by one."""
    numbers = [figures.form.position(one.start) for one in find_document_numbers(figures.form.source)[:MOST]]
    titles = [
        (figures.form.position(one.start), figures.form.position(one.end))
        for one in find_titles(figures.form.source)[:MOST]
    ]
    for figure in figures.figures[: 2 * MOST]:
        if figure.loose or figure.aside or figure.value != int(figure.value) or not 2 <= figure.value <= 60:
            continue
        yield from _days(figures, figure)
        yield from _names(figures, figure)
        if figure.measure in _PAPERS:
            yield from _titles(figures, figure, titles)
        yield from _numbers(figures, figure, numbers)


@cache
def _day() -> re.Pattern[str]:
    return re.compile(
        r"(?:[0-9]{4}年)?(?P<month>[0-9]{1,2}月)?(?P<day>[0-9]{1,2}日)?(?P<more>(?:[至到—~-][^、]{1,12})?[^、0-9]{0,16}(?:[0-9]{1,2}时[^、]{0,8})?)"
    )


def _days(figures: Figures, figure: Figure) -> Iterator[Relation]:
    """3次（2月26日、6月11日、11月19日）, 或 4次，分别于1月18日、4月12日…: days in full, one for each time."""
    if figure.measure not in TIMES:
        return
    words = figures.words
    lead = Pattern(r"[^，。；()0-9]{0,12}(?:\((?:分别[于为在])?|，?分别[于在])", needs="( 分别").match(
        words, figure.end
    )
    if lead is None:
        return
    bracket = lead.group().rstrip("分别于为在").endswith("(")
    stop = words.find(")", lead.end(), lead.end() + 400) if bracket else _list_end(words, lead.end())
    listed = words[lead.end() : stop] if stop >= 0 else ""
    items = re.split("[、和]", re.split("[，；]", listed, maxsplit=1)[0])
    if len(items) < 2 or "等" in listed or "其中" in items[0]:
        return
    days = [_day().fullmatch(item) for item in items]
    if not all(match and (match["month"] or match["day"]) for match in days):
        return
    full = [match for match in days if match and match["month"] and match["day"]]
    holds: bool | None = len(items) == figure.value
    if not holds and (len(full) < len(items) or "，" in listed or "；" in listed):
        return  # two days of one event (5月6日、7日), or a list that goes on in another way
    if not holds and not bracket and "分别" not in lead.group():
        return
    formula = f"{number(figure.value)}{figure.measure} {'=' if holds else '≠'} {len(items)}"
    yield _made(figures, figure, lead.end() + len(words[lead.end() : stop].rstrip()), holds, formula)


def _names(figures: Figures, figure: Figure) -> Iterator[Relation]:
    """示范村3个：甲村、乙村、丙村: names of one kind, which all end alike, after a colon that the count stands before."""
    words = figures.words
    match = Pattern(rf":(?P<list>{HAN}{{2,12}}(?:、{HAN}{{2,12}}){{1,59}})(?=[。；\n]|$)", needs=":").match(
        words, figure.end
    )
    if match is None:
        return
    names = match["list"].split("、")
    if "等" in names[-1] or len({name[-1] for name in names}) > 1 or len(set(names)) < len(names):
        return
    holds = len(names) == figure.value
    yield _made(figures, figure, match.end(), holds, _papers(figure, len(names)))


def _list_end(words: str, start: int) -> int:
    """Where a list of days outside brackets ends: at the first letter that belongs to no day."""
    match = re.compile(r"(?:(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?:、|和(?=[0-9]))?){2,60}").match(
        words, start
    )
    return match.end() if match else -1


def _titles(figures: Figures, figure: Figure, titles: list[tuple[int, int]]) -> Iterator[Relation]:
    """制度3项（《甲》《乙》《丙》）, 《甲》《乙》2项制度, 《甲》《乙》等2份文件."""
    words = figures.words
    after = re.compile(rf"{HAN}{{0,8}}(?:\(|:|，?(?:分别[为是]|即))").match(words, figure.end)
    if after is not None:
        run = _run_of_titles(words, [one for one in titles if one[0] >= after.end()], after.end())
        if run and not words[run[-1][1] :].startswith("等"):
            closed = words[run[-1][1] : run[-1][1] + 1] in (")", "。", "；", "", "\n")
            if len(run) == figure.value or (closed and len(run) >= 2):
                yield _made(figures, figure, run[-1][1], len(run) == figure.value, _papers(figure, len(run)))
        return
    before = re.search(
        r"》(?:\([^()]{0,40}\))?(?P<etc>等)?(?:共|共计|共有)?$",
        words[max(0, figure.start - 60) : figure.start],
    )
    if before is None:
        return
    run = []
    for title in reversed([one for one in titles if one[1] <= figure.start]):
        gap = words[title[1] : run[0][0]] if run else ""
        if run and not re.fullmatch(r"(?:\([^()]{0,40}\))?[、和及与]?(?:以及)?", gap):
            break
        run.insert(0, title)
    if before["etc"]:
        holds: bool | None = True if len(run) == figure.value else False if len(run) > figure.value else None
    else:
        holds = len(run) == figure.value
    if len(run) >= 2 and holds is not None:
        formula = _papers(figure, len(run))
        start, end = figures.form.span(run[0][0], figure.end)
        yield Relation(start, end, "listed", holds, figure.text, formula, certain=False)


def _run_of_titles(words: str, titles: list[tuple[int, int]], start: int) -> list[tuple[int, int]]:
    run: list[tuple[int, int]] = []
    for title in titles:
        gap = words[run[-1][1] if run else start : title[0]]
        if not re.fullmatch(r"(?:\([^()]{0,40}\))?[、和及与，]?(?:以及)?" if run else r"", gap):
            break
        run.append(title)
    return run


def _numbers(figures: Figures, figure: Figure, numbers: list[int]) -> Iterator[Relation]:
    """先后三次 … and the numbers of the documents named in the rest of the sentence."""
    if not re.search(r"(?:先后|分别|分)$", figure.label) or figure.measure not in ("次", "批", "份", "个"):
        return
    _, stop = figures.sentence(figure.start)
    named = [at for at in numbers if figure.end <= at < stop]
    if len(named) < 2 or "等" in figures.words[named[-1] : stop][:40]:
        return
    holds = len(named) == figure.value
    yield _made(figures, figure, min(stop, named[-1] + 8), holds, _papers(figure, len(named)))


def _papers(figure: Figure, listed: int) -> str:
    return f"{number(figure.value)}{figure.measure} {'=' if listed == figure.value else '≠'} {listed}"


def _made(figures: Figures, figure: Figure, end: int, holds: bool | None, formula: str) -> Relation:
    start, stop = figures.form.span(figure.start, min(end, len(figures.words)))
    return Relation(start, stop, "listed", holds, figure.text, formula, certain=False)
