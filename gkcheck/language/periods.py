"""The days that the words of a date name: months, ten days, quarters, ranges; pure calendar arithmetic."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from gkcheck.language.numerals import parse_number

Precision = Literal["day", "ten_days", "month", "quarter", "half", "year", "range"]


class Period(NamedTuple):
    """First and last day, None where they cannot be told; `vague` when the words leave a margin."""

    first: date | None
    last: date | None
    precision: Precision
    vague: bool = False


def number(word: str | None) -> int | None:
    """A month or a day as written (十二, 元); None for no word or no number."""
    value = parse_number(word.replace("元", "一")) if word else None
    return int(value) if value is not None else None


def compact(digits: str) -> date | None:
    """20180831, or 2018831 with lost letters when only one reading is a day."""
    year, rest = int(digits[:4]), digits[4:]
    cuts = (2,) if len(rest) == 4 else (1, 2)
    days = [found for cut in cuts if (found := day(year, int(rest[:cut]), int(rest[cut:])))]
    return days[0] if len(days) == 1 else None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def day(year: int | None, month: int | None, of_month: int | None) -> date | None:
    """A day of the calendar; None where one part is missing or there is no such day."""
    if not year or not month or not of_month:
        return None
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def months(year: int | None, first: int, last: int, precision: Precision, vague: bool = False) -> Period:
    """From the first day of a month to the last day of another in one year."""
    if not year or not 1 <= first <= last <= 12 or year > 9998:
        return Period(None, None, precision, vague)
    return Period(date(year, first, 1), month_end(year, last), precision, vague)


def month(year: int | None, of_year: int, ten: str) -> Period:
    """A month, or a part of it (上旬, 底, 初)."""
    if not ten:
        return months(year, of_year, of_year, "month")
    whole = months(year, of_year, of_year, "ten_days", vague=ten in ("初", "中"))
    if whole.first is None:
        return whole
    if ten in ("初", "上旬"):
        return whole._replace(last=whole.first.replace(day=10))
    if ten in ("中", "中旬"):
        return whole._replace(first=whole.first.replace(day=11), last=whole.first.replace(day=20))
    return whole._replace(first=whole.first.replace(day=21))


def part(match: re.Match[str], until: re.Match[str] | None, year: int | None) -> Period:
    """What a match of `datewords.part` names in a year, with the other end of its range where one follows."""
    if until is not None:
        return _range(match, until, year)
    if match["day"]:
        only = day(year, number(match["month"]), number(match["day"]))
        return Period(only, only, "day")
    if match["month"]:
        return month(year, number(match["month"]) or 0, match["ten"] or "")
    if match["so_far"]:
        return months(year, 1, 3 * (number(match["so_far"][1]) or 1), "range")
    season = number(match["season"] or match["short_season"])
    if season:
        return _seasons(year, season, number(match["season2"]), match["season_end"] is not None)
    if match["half"]:
        return months(year, 1, 6, "half") if match["half"][0] in "上前" else months(year, 7, 12, "half")
    edge = match["edge"][-1]
    if edge in "底末终":
        return months(year, 12, 12, "month")
    if edge in "初中":  # how long they last is nowhere laid down: no verdict can rest on them
        return Period(None, None, "year", vague=True)
    return months(year, 1, 12, "year")


def _range(match: re.Match[str], until: re.Match[str], year: int | None) -> Period:
    """5月18日至20日, 1-11月, 10月至次年3月, 12月25日至1月5日."""
    start, of_start = number(match["month"]), number(match["day"])
    first = day(year, start, of_start or 1)
    end, of_end = number(until["month"]) or start, number(until["day"])
    if first is None or end is None or not 1 <= end <= 12:
        return Period(None, None, "range")
    written = until["year"] or ""
    other = int(written) if written.isdigit() else first.year + bool(written)
    last = day(other, end, of_end) if of_end else month_end(other, end)
    if last is not None and last < first and not written:
        last = day(other + 1, end, of_end) if of_end else month_end(other + 1, end)
    return Period(first, last, "range") if last is not None else Period(None, None, "range")


def _seasons(year: int | None, first: int, last: int | None, at_end: bool) -> Period:
    if last:
        return months(year, first * 3 - 2, last * 3, "range")
    if at_end:
        return months(year, first * 3, first * 3, "month")
    return months(year, first * 3 - 2, first * 3, "quarter")
