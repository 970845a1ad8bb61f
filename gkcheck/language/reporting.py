"""The periods that figures of a report are told for: the whole year, part of it, or up to now with no day named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.clauses import split_sentences
from gkcheck.language.dates import DateFact, find_dates
from gkcheck.language.documents import find_titles
from gkcheck.language.enclosed import within
from gkcheck.language.figures import read_figures
from gkcheck.language.form import derive
from gkcheck.language.pattern import Pattern
from gkcheck.language.rates import find_rates

PeriodKind = Literal["year", "partial", "running"]


class ReportingPeriod(NamedTuple):
    """Words that say for which period figures are told; `last` is the last day of a partial one.

    `short` marks half a year or less, which is as often the time of one campaign.
    """

    start: int
    end: int
    text: str
    kind: PeriodKind
    last: date | None = None
    short: bool = False


@lru_cache(maxsize=256)
def find_reporting_periods(text: str, year: int | None) -> tuple[ReportingPeriod, ...]:
    """Every period with a figure in its sentence, in order; a period of one event is none."""
    if not any(letter.isdigit() or letter in "一二两三四五六七八九十百千" for letter in text):
        return ()
    titled = within((title.start, title.end) for title in find_titles(text))
    facts = [one for one in find_dates(text, year) if not titled(one.start, one.end)]
    found = [*_dated(text, facts, year), *_running(text, facts)]
    return tuple(sorted(found))


def _dated(text: str, facts: list[DateFact], year: int | None) -> Iterator[ReportingPeriod]:
    if year is None:
        return
    begin = date(year, 1, 1)
    for fact in facts:
        if fact.first is None or fact.last is None or fact.vague or fact.recurring:
            continue
        if fact.precision == "year" and fact.relation in ("on", "within") and fact.first == begin:
            if not fact.text.startswith("今") and _counts_after(text, fact.end):
                yield ReportingPeriod(fact.start, fact.end, fact.text, "year")
            continue
        until = fact.relation == "until" and fact.text.startswith(("截至", "截止", "到", "至"))
        whole = fact.precision in ("range", "half", "quarter") and fact.relation in ("on", "within", "until")
        covers = fact.last >= date(year, 12, 1)
        if covers and fact.precision == "month" and fact.relation == "on" and _counts_after(text, fact.end):
            yield ReportingPeriod(fact.start, fact.end, fact.text, "year")
            continue
        if not until and not (whole and (covers or fact.first == begin) and "日" not in fact.text):
            continue
        if covers:
            yield ReportingPeriod(fact.start, fact.end, fact.text, "year")
        elif fact.last.year == year and _counts_after(text, fact.end) and not _finished(text, fact):
            short = fact.last.month < 6 or fact.precision == "half"
            yield ReportingPeriod(fact.start, fact.end, fact.text, "partial", fact.last, short)


@cache
def _open() -> Pattern:
    return Pattern(
        r"今年以来|今年来|本年以来|年初以来|年初至今|截[至止]目前|至今|迄今"
        r"|今年(?!以来|来|[0-9一二三四五六七八九十]|[上下]半|[上下]旬|年|[初底末春夏秋冬第内全]|[^，。；]{0,6}(?:计划|要点|任务|方案|目标))",
        needs="今年 年初以来 本年以来 目前 至今 迄今",
    )


def _running(text: str, facts: list[DateFact]) -> Iterator[ReportingPeriod]:
    form = derive(text)
    cut_off = any(one.relation == "until" and "以来" not in one.text for one in facts)
    if cut_off:
        return
    for match in _open().finditer(form.text):
        start, end = form.span(match.start(), match.end())
        if _counts_after(text, end):
            yield ReportingPeriod(start, end, text[start:end], "running")


def _counts_after(text: str, at: int) -> bool:
    """Whether a figure follows in the sentence."""
    sentences = split_sentences(text)
    place = bisect_left(sentences, at, key=lambda one: one.end)
    stop = sentences[place].end if place < len(sentences) else len(text)
    starts = _figure_starts(text)
    following = bisect_left(starts, at)
    return following < len(starts) and starts[following] < stop


@lru_cache(maxsize=8)
def _figure_starts(text: str) -> tuple[int, ...]:
    figures = read_figures(text)
    starts = [figures.form.span(one.start, one.end)[0] for one in figures.figures]
    return tuple(sorted([*starts, *(one.start for one in find_rates(text))]))


def _finished(text: str, fact: DateFact) -> bool:
    """全部完成 by then: nothing is left to count after the day."""
    after = text[fact.end : fact.end + 60]
    return bool(
        re.search(r"全部(?:完|办|整|销|竣|到|建|交|验)|均已|已全部|100%|全面完成|清零|如期|提前", after)
    )
