"""Dates and periods of official prose, exact or partial, with the days they name.

旬 are 1-10, 11-20, 21-end; 月底 is the last ten days, 年底 is December, 季末 the last month of the quarter;
“X月底前” and “X日前” include the last day by office usage. A date without a year takes the year of an earlier
date of its sentence where the two belong together (2019年3月底前…，6月底前…), else the reporting year.
Titles of documents are read like any other text: mask them first where a year in a title must not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from gkcheck.language import datewords, periods
from gkcheck.language.form import Form, derive
from gkcheck.language.periods import Precision

if TYPE_CHECKING:
    import re

Relation = Literal["on", "by", "from", "until", "within"]


class DateFact(NamedTuple):
    """Words that name a day or a period; `first` and `last` are its days, None where the words do not tell.

    `relation`: by (前, 底前, 不晚于, 到…), until (截至, 至…止, 今年以来), from (自…起, …后), within (…内, 期间),
    on otherwise. `year_given`: the year is written, not taken from elsewhere. `recurring`: 每年 or 每月 stands
    before it. `vague`: the words leave a margin (月初, 年中, “8月前”), and the days are the widest reading.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    precision: Precision
    relation: Relation
    year_given: bool
    recurring: bool = False
    vague: bool = False


class _Words(NamedTuple):
    """Derived letters that make one date, and what they name."""

    start: int
    end: int
    first: date | None
    last: date | None
    precision: Precision
    given: int | None = None  # the year as written
    vague: bool = False


_SHIFT = {"今": 0, "本": 0, "当": 0, "同": 0, "每": 0, "全": 0, "去": -1, "上": -1, "前": -2}
_SHIFT |= {"明": 1, "次": 1, "下": 1, "翌": 1, "后": 2}
_DIGITS = {letter: str(value) for value, letter in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": "0", "O": "0", "o": "0", "0": "0"}


@lru_cache(maxsize=512)
def find_dates(text: str, year: int | None = None) -> tuple[DateFact, ...]:
    """Every date or period in a text, in order; `year` is the reporting year, taken where none is written.

    Without any year the words are still found, with `first` and `last` None.
    """
    form = derive(text)
    figures = list(datewords.numeric().finditer(form.text))
    numeric = list(_numeric(figures))
    led = list(_led(form.text, year))
    taken = bytearray(len(form.text) + 1)
    dated = sorted(one for one in (*numeric, *led) if _claim(taken, one.start, one.end))
    others = [one for one in _parts(form.text, year, figures, dated) if _claim(taken, one.start, one.end)]
    others += [one for one in _open(form.text) if _claim(taken, one.start, one.end)]
    return tuple(_fact(form, one) for one in sorted([*dated, *others]))


def _claim(taken: bytearray, start: int, end: int) -> bool:
    """Marks letters as used; False when some of them already are."""
    if any(taken[start:end]):
        return False
    taken[start:end] = b"\x01" * (end - start)
    return True


# --- words to periods ----------------------------------------------------------------------------------------


def _numeric(figures: Sequence[re.Match[str]]) -> Iterator[_Words]:
    for match in figures:
        start, end = match.span()
        if match["from"]:
            first, last = int(match["from"]), int(match["to"])
            if first < last < first + 100:
                yield _Words(start, end, date(first, 1, 1), date(last, 12, 31), "range", first)
            continue
        if match["compact"]:
            day = periods.compact(match["compact"].removesuffix("日"))
            if day:
                yield _Words(start, end, day, day, "day", day.year)
            continue
        if match["short_month"]:
            continue  # takes the reporting year: read with the other parts of a year
        year, month = int(match["year"]), int(match["month"])
        if match["day"]:
            day = periods.day(year, month, int(match["day"]))
            if day:
                yield _Words(start, end, day, day, "day", year)
        else:
            period = periods.month(year, month, "底" if match.group().endswith("底") else "")
            yield _Words(start, end, period.first, period.last, period.precision, year)


def _led(words: str, year: int | None) -> Iterator[_Words]:
    """Dates that begin with a year."""
    for match in datewords.year().finditer(words):
        if not datewords.is_year(words, match):
            continue
        given, base = _year(match, year)
        rest = datewords.part().match(words, match.end())
        if rest is not None:
            period, end = _part(words, rest, base)
            yield _Words(match.start(), end, *period[:3], given, period.vague)
            continue
        end = match.end() + (2 if words[match.end() + 1 : match.end() + 2] == "度" else 1)
        if match["relative"] == "每" or not datewords.is_whole_year(words, end):
            continue
        if match["relative"] in ("前", "后", "下", "上", "同") and words[end - 1] == "年":
            continue  # 前年度, 上年度 say a period; 上年, 前年 alone stand in comparisons (比上年增长)
        yield _Words(match.start(), end, *periods.months(base, 1, 12, "year")[:3], given)


def _parts(
    words: str, year: int | None, figures: Sequence[re.Match[str]], dated: list[_Words]
) -> Iterator[_Words]:
    """Dates that name no year."""
    for match in figures:
        if match["short_month"]:
            day = periods.day(year, int(match["short_month"]), int(match["short_day"]))
            yield _Words(match.start(), match.end(), day, day, "day")
    at = 0
    for match in datewords.part().finditer(words):
        if not datewords.is_part(words, match):
            continue
        while at < len(dated) and dated[at].end <= match.start():
            at += 1
        base = _inherited(words, dated[at - 1], match, year) if at else year
        period, end = _part(words, match, base)
        yield _Words(match.start(), end, *period[:3], vague=period.vague)


def _part(words: str, match: re.Match[str], year: int | None) -> tuple[periods.Period, int]:
    """The period that a part of a year names, and where its words end: a range with its other end."""
    end = match.end()
    if match["month"] and not match["ten"]:
        until = datewords.until().match(words, end)
        if until is not None and datewords.is_range(match, until):
            return periods.part(match, until, year), until.end()
        if match["day"] and not match["sign"]:  # 5月18 without 日 is a month with other figures after it
            return periods.month(year, periods.number(match["month"]) or 0, ""), match.start("day")
    return periods.part(match, None, year), end


def _inherited(words: str, last: _Words, match: re.Match[str], year: int | None) -> int | None:
    """The year of an earlier date of the sentence, when this one follows it in the calendar, else `year`."""
    month = periods.number(match["month"])
    if last.given is None or last.last is None or last.precision == "year" or not month:
        return year
    near = match.start() - last.end <= 200 and not any(
        mark in words[last.end : match.start()] for mark in "。；！？"
    )
    return last.last.year if near and last.last.year >= (year or 0) and month >= last.last.month else year


def _open(words: str) -> Iterator[_Words]:
    for match in datewords.open_period().finditer(words):
        if not datewords.is_open_period(words, match):
            continue
        precision: Precision = "ten_days"
        if match["day"] or match["weekday"]:
            precision = "day"
        elif match["season"] or match["plan"]:
            precision = "month" if match["season"] else "range"
        yield _Words(match.start(), match.end(), None, None, precision)


def _year(match: re.Match[str], year: int | None) -> tuple[int | None, int | None]:
    """The year as written, and the year meant."""
    word = match["year"]
    if word:
        given = int("".join(_DIGITS.get(letter, letter) for letter in word))
        return given, given
    return None, year + _SHIFT[match["relative"][0]] if year is not None else None


# --- periods to facts ----------------------------------------------------------------------------------------


def _fact(form: Form, one: _Words) -> DateFact:
    words = form.text
    named = words[one.start : one.end]
    since = datewords.since(words, one.start)
    begin, end = one.start - len(since), one.end
    after = ""
    tail = datewords.tail().match(words, end)
    if tail and (tail["relation"] or (tail["time"] and one.precision == "day")):
        after, end = tail["relation"] or "", tail.end()
    lead = words[max(0, begin - 4) : begin]
    relation = _relation(named, lead, after, bool(since), one.precision)
    wide = (
        relation == "by"
        and one.precision in ("month", "quarter", "half", "year")
        and named[-1] not in "底末终"
    )
    start, stop = form.span(begin, end)
    return DateFact(
        start, stop, form.source[start:stop], one.first, one.last, one.precision, relation, one.given is not None,
        "每" in named or lead.endswith(("每", "每年", "每月")), one.vague or (wide and after.endswith("前")),
    )  # fmt: skip


def _relation(named: str, lead: str, after: str, since: bool, precision: Precision) -> Relation:
    if since or after in ("止", "为止"):
        return "until"
    if after.endswith("前") or lead.endswith(
        ("不晚于", "不迟于", "最迟", "最晚", "最迟于", "最晚于", "最迟在")
    ):
        return "by"
    if after == "以来":
        return "until" if named[0] in "今本" else "from"
    if after.endswith("后") or after in ("起", "开始", "至今"):
        return "from"
    if (after.endswith("内") or after == "期间" or named.endswith("内")) and precision != "day":
        return "within"
    if lead.endswith(("到", "至")):
        return "by"
    return "from" if lead.endswith(("自", "从")) and precision != "range" else "on"
