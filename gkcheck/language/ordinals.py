"""Numbers that order things: 3. / 第3项 / （十二） / 一、 at the head of a title."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from gkcheck.language.form import derive
from gkcheck.language.numerals import NUMBER, parse_number
from gkcheck.language.pattern import Pattern
from gkcheck.language.windows import Unit, Window

Style = Literal["part", "bracket", "arabic"]  # 一、 / （一） / 1.


class Ordinal(NamedTuple):
    """The number at the head of a text, and the way it is written."""

    style: Style
    number: int


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:第\s*(?P<nth>[零一二三四五六七八九十百\d]{1,5})\s*(?:部分|章|篇)"
        r"|[（(]\s*(?P<bracket>[零一二三四五六七八九十百]{1,5})\s*[）)]"
        r"|(?P<part>[零一二三四五六七八九十百]{1,5})\s*[、．.，]"
        r"|(?P<arabic>\d{1,4})\s*(?:[、．.)）]|$))"
    )


def heading_number(text: str) -> Ordinal | None:
    """The number a heading begins with; None when it begins with none."""
    match = _pattern().match(text)
    if match is None:
        return None
    style: Style = "bracket" if match["bracket"] else "arabic" if match["arabic"] else "part"
    number = parse_number(match["bracket"] or match["arabic"] or match["nth"] or match["part"])
    return Ordinal(style, int(number)) if number is not None else None


@cache
def _nth_day() -> Pattern:
    return Pattern(rf"第(?P<number>{NUMBER})个?(?P<unit>工作日|自然日|日|天)(?!报)", needs="第")


def find_ordinal_days(text: str) -> tuple[Window, ...]:
    """第3个工作日: the day on which something was done, as a length of time of so many days."""
    form = derive(text)
    found: list[Window] = []
    for match in _nth_day().finditer(form.text):
        number = parse_number(match["number"])
        if number is None:
            continue
        unit: Unit = "working_day" if match["unit"] == "工作日" else "day"
        start, end = form.span(match.start(), match.end())
        found.append(
            Window(
                start=start,
                end=end,
                text=text[start:end],
                core_start=start,
                core_end=end,
                number=number,
                unit=unit,
                bound="exact",
            )
        )
    return tuple(found)
