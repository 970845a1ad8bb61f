"""Dates and periods of official prose, exact or partial, with the days they name.

旬 are 1-10, 11-20, 21-end; 月底 is the last ten days, 年底 is December, 季末 the last month of the quarter;
“X月底前” and “X日前” include the last day by office usage. A date without a year takes the year of an earlier
date of its sentence where the two belong together (2019年3月底前…，6月底前…), else the reporting year.
Titles of documents are read like any other text: mask them first where a year in a title must not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from gkcheck.language import datewords
from gkcheck.language.form import Form, derive
from gkcheck.language.numerals import parse_number

if TYPE_CHECKING:
    import re

Precision = Literal["day", "ten_days", "month", "quarter", "half", "year", "range"]
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


class _Period(NamedTuple):
    first: date | None
    last: date | None
    precision: Precision
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
    numeric = list(_numeric(form.text))
    led = list(_led(form.text, year))
    taken = bytearray(len(form.text) + 1)
    words = [one for one in (*numeric, *led) if _claim(taken, one.start, one.end)]
    words.sort()
    words.extend(one for one in _parts(form.text, year, words) if _claim(taken, one.start, one.end))
    words.extend(one for one in _open(form.text) if _claim(taken, one.start, one.end))
    return tuple(_fact(form, one) for one in sorted(words))


def _claim(taken: bytearray, start: int, end: int) -> bool:
    """Marks letters as used; False when some of them already are."""
    if any(taken[start:end]):
        return False
    taken[start:end] = b"\x01" * (end - start)
    return True


# --- words to periods ----------------------------------------------------------------------------------------


def _numeric(words: str) -> Iterator[_Words]:
    for match in datewords.numeric().finditer(words):
        start, end = match.span()
        if match["from"]:
            first, last = int(match["from"]), int(match["to"])
            if first < last < first + 100:
                yield _Words(start, end, date(first, 1, 1), date(last, 12, 31), "range", first)
            continue
        if match["compact"]:
            day = _compact(match["compact"].removesuffix("日"))
            if day:
                yield _Words(start, end, day, day, "day", day.year)
            continue
        if match["short_month"]:
            continue  # takes the reporting year: read with the other parts of a year
        year, month = int(match["year"]), int(match["month"])
        if match["day"]:
            day = _day(year, month, int(match["day"]))
            if day:
                yield _Words(start, end, day, day, "day", year)
        else:
            period = _month(year, month, "底" if match.group().endswith("底") else "")
            yield _Words(start, end, period.first, period.last, period.precision, year)


def _led(words: str, year: int | None) -> Iterator[_Words]:
    """Dates that begin with a year."""
    for match in datewords.year().finditer(words):
        if not datewords.is_year(words, match):
            continue
        given, base = _year(match, year)
        rest = datewords.part().match(words, match.end())
        if rest is not None:
            period = _part(rest, base)
            yield _Words(match.start(), rest.end(), *period[:3], given, period.vague)
            continue
        end = match.end() + (2 if words[match.end() + 1 : match.end() + 2] == "度" else 1)
        if match["relative"] == "每" or not datewords.is_whole_year(words, end):
            continue
        if match["relative"] in ("前", "后", "下", "上", "同") and words[end - 1] == "年":
            continue  # 前年度, 上年度 say a period; 上年, 前年 alone stand in comparisons (比上年增长)
        yield _Words(match.start(), end, *_months(base, 1, 12, "year")[:3], given)


def _parts(words: str, year: int | None, dated: list[_Words]) -> Iterator[_Words]:
    """Dates that name no year."""
    for match in datewords.numeric().finditer(words):
        if match["short_month"]:
            day = _day(year, int(match["short_month"]), int(match["short_day"]))
            yield _Words(match.start(), match.end(), day, day, "day")
    at = 0
    for match in datewords.part().finditer(words):
        if not datewords.is_part(words, match):
            continue
        while at < len(dated) and dated[at].end <= match.start():
            at += 1
        base = _inherited(words, dated[at - 1], match, year) if at else year
        period = _part(match, base)
        yield _Words(match.start(), match.end(), *period[:3], vague=period.vague)


def _inherited(words: str, last: _Words, match: re.Match[str], year: int | None) -> int | None:
    """The year of an earlier date of the sentence, when this one follows it in the calendar, else `year`."""
    month = _number(match["month"])
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


def _number(word: str | None) -> int | None:
    value = parse_number(word.replace("元", "一")) if word else None
    return int(value) if value is not None else None


def _compact(digits: str) -> date | None:
    """20180831, or 2018831 with lost letters when only one reading is a day."""
    year, rest = int(digits[:4]), digits[4:]
    cuts = (2,) if len(rest) == 4 else (1, 2)
    days = [day for cut in cuts if (day := _day(year, int(rest[:cut]), int(rest[cut:])))]
    return days[0] if len(days) == 1 else None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    if not year or not month or not day:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months(year: int | None, first: int, last: int, precision: Precision, vague: bool = False) -> _Period:
    if not year or not 1 <= first <= last <= 12 or year > 9998:
        return _Period(None, None, precision, vague)
    return _Period(date(year, first, 1), month_end(year, last), precision, vague)


def _part(match: re.Match[str], year: int | None) -> _Period:
    if match["day"]:
        return _days(match, year)
    if match["until"] or match["until2"]:
        return _month_range(match, year)
    if match["month"]:
        return _month(year, _number(match["month"]) or 0, match["ten"] or "")
    if match["so_far"]:
        return _months(year, 1, 3 * (_number(match["so_far"][1]) or 1), "range")
    season = _number(match["season"] or match["short_season"])
    if season:
        return _seasons(year, season, _number(match["season2"]), match["season_end"] is not None)
    if match["half"]:
        return _months(year, 1, 6, "half") if match["half"][0] in "上前" else _months(year, 7, 12, "half")
    edge = match["edge"][-1]
    if edge in "底末终":
        return _months(year, 12, 12, "month")
    if edge in "初中":  # how long they last is nowhere laid down: no verdict can rest on them
        return _Period(None, None, "year", vague=True)
    return _months(year, 1, 12, "year")


def _days(match: re.Match[str], year: int | None) -> _Period:
    month = _number(match["month"])
    first = _day(year, month, _number(match["day"]))
    until = match["day2"] or match["day3"]
    if not until:
        return _Period(first, first, "day")
    other = int(match["day2_year"]) if match["day2_year"] else year
    last = _day(other, _number(match["day2_month"]) or month, _number(until))
    if first and last and last < first and not match["day2_year"]:  # 12月25日至1月5日
        last = _day(first.year + 1, last.month, last.day)
    return _Period(first, last, "range")


def _month_range(match: re.Match[str], year: int | None) -> _Period:
    first, last = _number(match["month"]) or 0, _number(match["until"] or match["until2"]) or 0
    if not year or not (1 <= first <= 12 and 1 <= last <= 12):
        return _Period(None, None, "range")
    until = year + (last < first or match["until_year"] is not None)
    if match["until_year"] and match["until_year"].isdigit():
        until = int(match["until_year"])
    return _Period(date(year, first, 1), month_end(until, last), "range")


def _month(year: int | None, month: int, ten: str) -> _Period:
    if not ten:
        return _months(year, month, month, "month")
    whole = _months(year, month, month, "ten_days", vague=ten in ("初", "中"))
    if whole.first is None:
        return whole
    if ten in ("初", "上旬"):
        return whole._replace(last=whole.first.replace(day=10))
    if ten in ("中", "中旬"):
        return whole._replace(first=whole.first.replace(day=11), last=whole.first.replace(day=20))
    return whole._replace(first=whole.first.replace(day=21))


def _seasons(year: int | None, first: int, last: int | None, at_end: bool) -> _Period:
    if last:
        return _months(year, first * 3 - 2, last * 3, "range")
    return (
        _months(year, first * 3, first * 3, "month")
        if at_end
        else _months(year, first * 3 - 2, first * 3, "quarter")
    )


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
