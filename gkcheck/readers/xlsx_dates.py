"""Dates and times of Excel: a serial number shown by the letters of a format (yyyy, mm, 上午/下午, aaaa)."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from gkcheck.readers.numerals import chinese, digit_by_digit, legal

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = (
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
)  # serial 0 was a Saturday
_CHINESE_DAYS = "六日一二三四五"
_LEAP_SERIAL = 60  # 1900-02-29, a day that only Excel has


class Token(NamedTuple):
    """A letter, a sign or a group of them in a format."""

    kind: str  # literal, date, elapsed, half, digit, mark, exponent, general
    text: str


class Section(NamedTuple):
    """One of the parts of a format between semicolons."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None
    numerals: str  # "1" or "2" for [DBNum1], [DBNum2]: 一二三, 壹贰叁
    chinese: bool  # a locale of China: dddd is 星期五

    def has(self, kind: str) -> bool:
        """Whether any token is of a kind."""
        return any(token.kind == kind for token in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether it shows a date or a time."""
        return self.has("date") or self.has("elapsed")

    @property
    def is_text(self) -> bool:
        """Whether it shows text."""
        return Token("mark", "@") in self.tokens


def show_date(serial: float, section: Section) -> str:
    """A serial number by a section of date and time letters."""
    tokens = section.tokens
    parts = any(one == Token("mark", ".") for one in tokens)
    thousandths = round(serial * 86_400_000) if parts else round(serial * 86_400) * 1000
    day, rest = divmod(thousandths, 86_400_000)
    seconds, fraction = divmod(rest, 1000)
    year, month, day_of_month = _calendar(day)
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    halves = section.has("half")
    shown: list[str] = []
    last = ""
    letters = [(at, one) for at, one in enumerate(tokens) if one.kind in ("date", "elapsed")]
    following = {at: after.text for (at, _), (_, after) in pairwise(letters)}
    for at, (kind, text) in enumerate(tokens):
        if kind == "elapsed":
            total = thousandths // {"h": 3_600_000, "m": 60_000, "s": 1000}[text[0]]
            shown.append(f"{total:0{len(text)}d}")
        elif kind == "half":
            before, after = ("上午", "下午") if "上" in text else text.split("/")
            shown.append(after if hour >= 12 else before)
        elif kind == "digit":
            shown.append(str(fraction // 100) if shown and shown[-1] == "." else "")
        elif kind == "mark":
            shown.append(text if text in ".,/" else "")
        elif kind != "date":
            shown.append(text)
        elif text[0] in "ye":
            wanted = year % 100 if text in ("y", "yy") else year
            shown.append(_year(wanted, section.numerals, 2 if text in ("y", "yy") else 4))
        elif (
            text[0] == "m"
            and (last.startswith("h") or following.get(at, "").startswith("s"))
            and len(text) < 3
        ):
            shown.append(_numeral(minute, section.numerals, len(text)))
        elif text[0] == "m":
            shown.append(_month(month, section, len(text)))
        elif text[0] == "d":
            shown.append(_day(day, day_of_month, section, len(text)))
        elif text[0] == "a":
            shown.append(("星期" if len(text) == 4 else "") + _CHINESE_DAYS[day % 7])
        elif text[0] == "h":
            shown.append(_numeral((hour - 1) % 12 + 1 if halves else hour, section.numerals, len(text)))
        else:
            shown.append(_numeral(second, section.numerals, len(text)))
        if kind in ("date", "elapsed"):
            last = text
    return "".join(shown)


def _calendar(serial: int) -> tuple[int, int, int]:
    """Year, month and day of a serial number, with the leap day that 1900 did not have."""
    from datetime import date

    if serial in (0, _LEAP_SERIAL):
        return (1900, 1, 0) if serial == 0 else (1900, 2, 29)
    when = date.fromordinal(serial + (693_594 if serial > _LEAP_SERIAL else 693_595))
    return when.year, when.month, when.day


def _numeral(number: int, numerals: str, width: int) -> str:
    if numerals:
        return (chinese if numerals == "1" else legal)(number)
    return f"{number:0{min(width, 2)}d}"


def _year(number: int, numerals: str, width: int) -> str:
    if numerals:
        return digit_by_digit(number, "〇一二三四五六七八九" if numerals == "1" else "零壹贰叁肆伍陆柒捌玖")
    return f"{number:0{width}d}"


def _month(month: int, section: Section, width: int) -> str:
    if width < 3:
        return _numeral(month, section.numerals, width)
    if section.chinese:
        return f"{chinese(month)}月"
    return _MONTHS[month - 1][: {3: 3, 4: 9}.get(width, 1)]


def _day(serial: int, day: int, section: Section, width: int) -> str:
    if width < 3:
        return _numeral(day, section.numerals, width)
    if section.chinese:
        return ("周" if width == 3 else "星期") + _CHINESE_DAYS[serial % 7]
    return _DAYS[serial % 7][: 3 if width == 3 else 9]
