"""Whole numbers in the ways Word and Excel show them: 一百零一, 二〇, 壹拾, ①, 甲, iv."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千", *, short: bool = True) -> str:
    """`number` in Chinese words up to 9999 亿: 十, 一百零一, 一万零一十. `short` drops the 一 of a leading 一十."""
    if number < 0 or number >= 10**12:
        return str(number)
    if number == 0:
        return digits[0]
    words = ""
    for power, name in ((8, "亿"), (4, "万"), (0, "")):
        group = number // 10**power % 10_000
        if not group:
            continue
        if words and group < 1_000:
            words += digits[0]
        words += _group(group, digits, units) + name
    if words.startswith(digits[1] + units[0]) and short:
        words = words[1:]
    return words


def _group(number: int, digits: str, units: str) -> str:
    """1 to 9999 in words, without a 零 before."""
    words = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            words += (
                (digits[0] if gap and words else "") + digits[digit] + (units[power - 1] if power else "")
            )
            gap = False
        else:
            gap = True
    return words


def digit_by_digit(number: int, digits: str = "〇一二三四五六七八九") -> str:
    """2018 as 二〇一八."""
    return "".join(digits[int(one)] if one.isdigit() else one for one in str(number))


def legal(number: int) -> str:
    """壹拾, 壹佰零壹: as on cheques."""
    return chinese(number, _LEGAL, "拾佰仟", short=False)


def _counting(number: int) -> str:
    return chinese(number) if number < 100 else digit_by_digit(number)


def _from(letters: str) -> Callable[[int], str]:
    """甲, 乙 … ; letters repeat as in Word (A … Z, AA, BB) once they are used up."""

    def of(number: int) -> str:
        if not 0 < number <= 20 * len(letters):
            return str(number)
        times, at = divmod(number - 1, len(letters))
        return letters[at] * (times + 1)

    return of


def _run_of(first: str, count: int) -> Callable[[int], str]:
    """Characters that follow each other in Unicode, from `first` for 1."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else str(number)


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return chr(0x3251 + number - 21) if 21 <= number <= 35 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4_000:
        return str(number)
    words = ""
    for value, sign in _ROMAN:
        words += sign * (number // value)
        number %= value
    return words


_LATIN = "abcdefghijklmnopqrstuvwxyz"

FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: digit_by_digit(number, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda number: digit_by_digit(number, "０１２３４５６７８９"),
    "decimalHalfWidth": str,
    "chineseCounting": _counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": digit_by_digit,
    "taiwaneseDigital": digit_by_digit,
    "japaneseDigitalTenThousand": digit_by_digit,
    "chineseLegalSimplified": legal,
    "ideographLegalTraditional": legal,
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographEnclosedCircle": _run_of("㊀", 10),
    "decimalEnclosedFullstop": _run_of("⒈", 20),
    "decimalEnclosedParen": _run_of("⑴", 20),
    "upperLetter": _from(_LATIN.upper()),
    "lowerLetter": _from(_LATIN),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "none": lambda _: "",
}


def in_format(number: int, kind: str) -> str:
    """`number` in one of Word's number formats (w:numFmt); plain digits in a format not in FORMATS."""
    return FORMATS.get(kind, str)(number)
