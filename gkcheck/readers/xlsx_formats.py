"""Excel's number formats: a stored number as the cell shows it (43343 as 2018年8月31日, 0.65 as 65%).

The codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31, the built-in ones as a Chinese Excel has them.
Not shown as Excel does: fractions (# ?/?) and widths (_ and * fill characters) are left out, and a whole number
of 12 to 15 digits without a format keeps all its digits.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import isfinite

from gkcheck.readers.numerals import chinese, digit_by_digit, legal
from gkcheck.readers.xlsx_dates import Section, Token, show_date

_LONG_DATE = 'yyyy"年"m"月"d"日"'
_MONTH, _DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_CLOCK, _HALF = 'h"时"mm"分"', '上午/下午h"时"mm"分"'
BUILT_IN: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0', 6: '"¥"#,##0', 7: '"¥"#,##0.00', 8: '"¥"#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _MONTH, 28: _DAY, 29: _DAY, 30: "m-d-yy", 31: _LONG_DATE, 32: _CLOCK, 33: _CLOCK + 'ss"秒"',
    34: _HALF, 35: _HALF + 'ss"秒"', 36: _MONTH, 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: "#,##0", 42: '"¥"#,##0', 43: "#,##0.00", 44: '"¥"#,##0.00',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: _MONTH, 51: _DAY, 52: _MONTH, 53: _DAY, 54: _DAY, 55: _HALF, 56: _HALF + 'ss"秒"', 57: _MONTH, 58: _DAY,
}  # fmt: skip

_LAST_SERIAL = 2_958_466  # 9999-12-31 and a day
_EPOCH_1904 = 1462


@cache
def _lexer() -> re.Pattern[str]:
    return re.compile(
        r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
        r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])|(?P<date>y+|m+|d+|h+|s+|e+|a{3,4})"
        r"|(?P<digit>[0#?])|(?P<mark>[.,%/@;])|(?P<literal>.)",
        re.IGNORECASE | re.DOTALL,
    )


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    """A format code, taken apart."""
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, float] | None = None
    numerals, in_chinese = "", False

    def close() -> None:
        nonlocal condition, numerals, in_chinese
        sections.append(Section(tuple(tokens), condition, numerals, in_chinese))
        tokens.clear()
        condition, numerals, in_chinese = None, "", False

    for match in _lexer().finditer(code):
        kind, text = match.lastgroup or "", match.group()
        if kind == "bracket":
            inside = match["bracket"]
            if inside.lower().strip("hms") == "" and inside:
                tokens.append(Token("elapsed", inside.lower()))
            elif inside.upper() in ("DBNUM1", "DBNUM2"):
                numerals = inside[-1]
            elif inside.startswith("$"):
                sign, _, locale = inside[1:].partition("-")
                if sign:
                    tokens.append(Token("literal", sign))
                if locale.upper() == "F800":
                    tokens += _sections(_LONG_DATE)[0].tokens
                    sections.append(Section(tuple(tokens), None, "", True))
                    return tuple(sections)
                in_chinese = in_chinese or locale.lower().endswith("804")
            else:
                condition = _condition(inside) or condition
        elif text == ";" and kind == "mark":
            close()
        elif kind in ("quoted", "escaped", "literal"):
            tokens.append(Token("literal", match[kind]))
        elif kind:
            tokens.append(Token(kind, text if kind in ("half", "digit", "mark") else text.lower()))
    close()
    return tuple(sections)


def _condition(inside: str) -> tuple[str, float] | None:
    operator = inside[: len(inside) - len(inside.lstrip("<>="))]
    try:
        return (operator, float(inside[len(operator) :])) if operator else None
    except ValueError:
        return None


def _holds(condition: tuple[str, float], value: float) -> bool:
    operator, bound = condition
    return {
        "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound,
        "=": value == bound, "<>": value != bound,
    }.get(operator, False)  # fmt: skip


def show_number(raw: str, code: str, *, from_1904: bool = False) -> str:
    """A stored number as the cell shows it; "" when the format hides it; `raw` itself when it is no number."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    if not isfinite(value):
        return raw
    if code in ("", "General"):
        return general(value)
    sections = _sections(code)
    numbers = [
        one for at, one in enumerate(sections) if at < 3 and not (one.is_text and at == len(sections) - 1)
    ]
    if not numbers:
        return general(value)
    section, positive = _section_for(numbers, value)
    if section.is_date:
        serial = value + _EPOCH_1904 if from_1904 else value
        return show_date(serial, section) if 0 <= serial < _LAST_SERIAL else general(value)
    return _show_plain(abs(value) if positive else value, section).strip()


def show_text(text: str, code: str) -> str:
    """A stored text as the cell shows it: most formats leave it alone, some frame it, ;;; hides it."""
    sections = _sections(code)
    if sections[-1].is_text:
        return "".join(text if token == Token("mark", "@") else token.text for token in sections[-1].tokens)
    return text if len(sections) < 4 else "".join(token.text for token in sections[3].tokens)


def touches_text(code: str) -> bool:
    """Whether a format changes how text is shown."""
    return code != "@" and ("@" in code or code.count(";") >= 3)


def _section_for(sections: list[Section], value: float) -> tuple[Section, bool]:
    """The section a number is shown by, and whether that section shows its own sign."""
    if any(one.condition for one in sections):
        chosen = next((one for one in sections if one.condition and _holds(one.condition, value)), None)
        if chosen is None:
            chosen = next((one for one in sections if one.condition is None), sections[-1])
        return chosen, False
    if len(sections) == 1 or value > 0:
        return sections[0], False
    if value == 0:
        return sections[2] if len(sections) > 2 else sections[0], False
    return sections[1], True


def general(value: float) -> str:
    """A number without a format, as a wide cell shows it: at most 11 places, no false .0."""
    if value == int(value):
        return str(int(value)) if abs(value) < 1e15 else f"{value:.5E}"
    whole = len(str(int(abs(value))))
    text = f"{value:.{max(0, 10 - whole)}f}".rstrip("0").rstrip(".")
    return text if text not in ("0", "-0") else f"{value:.6G}"


def _show_plain(value: float, section: Section) -> str:
    """A number by a section that is no date: digits are put in their places, the rest stands as it is."""
    from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

    tokens = section.tokens
    if section.has("general") or not section.has("digit") or Token("mark", "/") in tokens:
        shown = general(value)
        if section.numerals and value == int(value):
            shown = (chinese if section.numerals == "1" else legal)(int(value))
        if Token("mark", "/") in tokens:
            return shown
        return "".join(shown if one.kind == "general" else one.text for one in tokens if one.kind != "mark")
    digits = [at for at, one in enumerate(tokens) if one.kind == "digit"]
    point = next((at for at, one in enumerate(tokens) if one == Token("mark", ".")), None)
    places = [at for at in digits if point is not None and at > point]
    wholes = [at for at in digits if at not in places]
    commas = [at for at, one in enumerate(tokens) if one == Token("mark", ",")]
    after = wholes[-1] if wholes else -1
    scale = sum(at > digits[-1] or (point is not None and after < at < point) for at in commas)
    percent = sum(one == Token("mark", "%") for one in tokens)
    exponent = next((at for at, one in enumerate(tokens) if one.kind == "exponent"), None)
    if exponent is not None:
        shown = f"{value:.{len([at for at in places if at < exponent])}E}"
        return "".join(one.text for one in tokens[: digits[0]] if one.kind == "literal") + shown
    # Fifteen digits are what Excel keeps of a number; halves are rounded away from zero, as it does.
    number = Decimal(f"{value:.15g}") * 100**percent / 1000**scale
    try:
        number = number.quantize(Decimal(1).scaleb(-len(places)), rounding=ROUND_HALF_UP)
    except InvalidOperation:  # more digits than a number has
        return general(value)
    sign, (left, _, right) = "-" if number < 0 else "", f"{abs(number):f}".partition(".")
    if section.numerals:
        words = "〇一二三四五六七八九" if section.numerals == "1" else "零壹贰叁肆伍陆柒捌玖"
        left, right = digit_by_digit(int(left), words), "".join(words[int(one)] for one in right)
    shown_at = _whole_digits(
        tokens, wholes, left if left.strip("0〇零") else "", any(at < after for at in commas)
    )
    right_end = len(right)
    for at in reversed(places):  # optional places fall away from the right
        if tokens[at].text != "0" and right[right_end - 1 : right_end] in ("0", "〇", "零"):
            right_end -= 1
        else:
            break
    for at, digit in zip(places, right[:right_end], strict=False):
        shown_at[at] = digit
    parts = []
    for at, one in enumerate(tokens):
        if one.kind == "digit":
            parts.append(shown_at.get(at, ""))
        elif one.text in "." and one.kind == "mark":
            parts.append(one.text if right_end or places == [] else "")
        elif one.kind == "literal" or one.text == "%":
            parts.append(one.text)
    return sign + "".join(parts)


def _whole_digits(tokens: tuple[Token, ...], wholes: list[int], digits: str, commas: bool) -> dict[int, str]:
    """The digits before the point, from the right; the first place takes all that are left over."""
    shown: dict[int, str] = {}
    used = 0
    for at in reversed(wholes):
        rest = max(0, len(digits) - used)
        take = rest if at == wholes[0] else min(1, rest)
        piece = digits[rest - take : rest] if take else ("0" if tokens[at].text == "0" else "")
        words = ""
        for one in reversed(piece):
            words = (one + "," if commas and used and used % 3 == 0 else one) + words
            used += 1
        shown[at] = words
    return shown
