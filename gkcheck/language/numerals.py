"""Numbers in Arabic, Chinese and mixed writing: 1,234 and 三十 and 两 and 1.5万 to exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import fold

_DIGITS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"廿": 20, "卅": 30}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

CHINESE_NUMERALS = "零〇一二两三四五六七八九十百千万亿廿卅"
"""Every letter a Chinese number can hold (in the derived form, where ○ is 〇)."""

ARABIC = r"[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?[十百千万亿]*"
CHINESE = f"[{CHINESE_NUMERALS}]+(?:点[零〇一二三四五六七八九]+)?"
NUMBER = f"(?:{ARABIC}|{CHINESE})"
"""Source of an expression for one number in the derived form; give what it matches to `parse_number`."""

_LONGEST = 40  # letters; a longer run is an identifier or noise, never a quantity


class Number(NamedTuple):
    """A number at derived[start:end]; `ordinal`: 第 stands before it; `bare`: 百千万亿 without a digit."""

    start: int
    end: int
    value: Decimal
    style: Literal["arabic", "chinese", "mixed"]
    ordinal: bool
    bare: bool


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(NUMBER)


def _section(letters: str) -> int | None:
    """A Chinese number below 万: 三千零五, 十五, 一百八 (180). None when the letters are no number."""
    total = 0
    lowest = 10_000
    digit: int | None = None
    zero = False
    for letter in letters:
        if letter in _UNITS:
            unit = _UNITS[letter]
            if (digit is None and not (unit == 10 or not total)) or unit >= lowest:
                return None
            total += (1 if digit is None else digit) * unit
            lowest, digit, zero = unit, None, False
        elif letter in _TENS:
            if digit is not None or lowest <= 10:
                return None
            total, lowest = total + _TENS[letter], 10
        else:
            value = _DIGITS[letter]
            if digit is not None or (zero and not value):
                return None
            zero, digit = zero or not value, value or None
    if digit is None:
        return None if zero and total else total
    if total and lowest > 10 and not zero:
        return total + digit * lowest // 10
    return total + digit


def _scaled(letters: str, scale: str, weight: int) -> int | None:
    """A Chinese number that holds 亿 or 万: what stands before it times the weight, plus the rest."""
    head, _, tail = letters.rpartition(scale)
    many = _whole(head) if head else 1
    if many is None:
        return None
    if not tail:
        return many * weight
    rest = _whole(tail) if tail[0] not in "万亿" else None
    if rest is None or rest >= weight:
        return None
    if len(tail) == 1 and tail in _DIGITS and rest:  # 两万五 is 25,000
        rest *= weight // 10
    return many * weight + rest


def _whole(letters: str) -> int | None:
    if all(letter in _DIGITS for letter in letters):
        if len(letters) == 1:
            return _DIGITS[letters]
        spelled = len(letters) > 2 or "〇" in letters or letters[0] == "零"
        if letters[0] == "零" and len(letters) == 2:
            return _DIGITS[letters[1]]
        return int("".join(str(_DIGITS[one]) for one in letters)) if spelled and "两" not in letters else None
    if "亿" in letters:
        return _scaled(letters, "亿", 10**8)
    if "万" in letters:
        return _scaled(letters, "万", 10**4)
    return _section(letters)


def _chinese(letters: str) -> Decimal | None:
    whole, _, fraction = letters.partition("点")
    value = _whole(whole) if whole else None
    if value is None:
        return None
    if not fraction:
        return Decimal(value)
    return Decimal(f"{value}." + "".join(str(_DIGITS[one]) for one in fraction))


def _arabic(letters: str) -> Decimal | None:
    digits = letters.rstrip("十百千万亿")
    value = Decimal(digits.replace(",", ""))
    tail = letters[len(digits) :]
    if tail:
        many = _whole(tail)
        if many is None:
            return None
        value *= many
    return value


def _value(letters: str) -> Decimal | None:
    if len(letters) > _LONGEST:
        return None
    return _arabic(letters) if letters[0].isdigit() else _chinese(letters)


def _scale_of(letters: str) -> int:
    return _SCALES.get(letters[-1], 1)


@lru_cache(maxsize=128)
def scan(text: str) -> tuple[Number, ...]:
    """Every number of a derived text in order; runs that are no number (三五, 一二) are left out.

    3亿5000万 is one number. Positions are those of the derived text.
    """
    found: list[Number] = []
    end = 0
    while match := _pattern().search(text, end):
        start, end = match.span()
        letters = match.group()
        if "点" in letters and text[end : end + 1] in ("十", "分", "刻", "半"):  # 八点三十分 is a time of day
            letters = letters.partition("点")[0]
            end = start + len(letters)
        value = _value(letters)
        if value is None:
            continue
        last = found[-1] if found else None
        if last is not None and last.end == start and letters[0].isdigit():
            before = text[last.start : last.end]
            if _scale_of(before) > max(_scale_of(letters), 1) and before[-1] in "万亿千":
                found[-1] = last._replace(end=end, value=last.value + value, style="mixed")
                continue
        if letters[0].isdigit():
            style: Literal["arabic", "chinese", "mixed"] = "mixed" if letters[-1] in _SCALES else "arabic"
        else:
            style = "chinese"
        bare = style == "chinese" and all(letter in "百千万亿" for letter in letters)
        ordinal = text[start - 1 : start] == "第"
        if last is not None and last.ordinal and last.end + 1 == start:  # 第3、4项, 第一至三条
            ordinal = text[last.end] in "、和及与至到-~—"
        found.append(Number(start, end, value, style, ordinal, bare))
    return tuple(found)


def parse_number(text: str) -> Decimal | None:
    """The value of a text that is one number and nothing else; None when it is not (第一, ①, 三五, 一网).

    Full-width and spaced writing is read alike; 半 is 0.5.
    """
    letters = fold(text.strip())
    if letters == "半":
        return Decimal("0.5")
    numbers = scan(letters)
    if len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(letters)):
        return numbers[0].value
    return None
