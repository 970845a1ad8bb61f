"""Printed numbers and the levels they make: 第一部分, 一、, （一）, 1., （1）, ①; and the path of sections above a task."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from gkcheck.language.form import HAN

# Levels of numbering from the widest to the narrowest; UNNUMBERED_* are headings without a number.
UNNUMBERED_TOP = -1
PART, CHAPTER, SECTION, CHINESE, CHINESE_BRACKETS, ARABIC, ARABIC_BRACKETS, CIRCLED = range(8)
UNNUMBERED_DEEP = 9
TASK_LEVEL = ARABIC
"""From this level on a number is usually that of a task; wider ones head a section."""

_HAN = "一二三四五六七八九十百〇零"
_LONGEST_SECTION = 100


class Numbered(NamedTuple):
    """A text that begins with a number: its level, the number without its marks, and where the rest begins."""

    level: int
    number: str
    rest: int


@cache
def _patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    # After a bare number and a blank these letters make a quantity, not a title (3 个事项, 2018 年).
    measure = r"(?![年月日个项次名人条件家%％倍万亿元户])"
    return (
        (PART, re.compile(rf"第\s?([{_HAN}]{{1,5}}|\d{{1,3}})\s?(?:大?部分|篇|编|板块)\s?[:：、.．]?\s?")),
        (CHAPTER, re.compile(rf"第\s?([{_HAN}]{{1,5}}|\d{{1,3}})\s?(?:章|大项|大类|方面)\s?[:：、.．]?\s?")),
        (SECTION, re.compile(rf"第\s?([{_HAN}]{{1,5}}|\d{{1,3}})\s?节\s?[:：、.．]?\s?")),
        (CHINESE, re.compile(rf"([{_HAN}]{{1,5}})\s?[、.．:：]\s?")),
        (CHINESE_BRACKETS, re.compile(rf"[（(]\s?([{_HAN}]{{1,5}})\s?[)）]\s?[、.．]?\s?")),
        (CHINESE_BRACKETS, re.compile(r"([㈠-㈩])\s?[、.．]?\s?")),
        # 1.2018年预算, 2.24小时值守, 10.5G网络: the point ends the number.
        (ARABIC, re.compile(r"(\d{1,3})\s?[.．](?=\d{4}|\d{1,3}(?:小时|[Gg]|个|项|年|月|日|天|家))")),
        (
            ARABIC,
            re.compile(
                r"(\d{1,3}(?:[.．-]\d{1,3}){1,3})(?:[、.．:：\s]\s?|(?="
                + HAN
                + r")(?![年月日个项次倍万亿元至小天]))"
            ),
        ),
        (ARABIC, re.compile(r"(\d{1,3})(?:\s?[、．:：]|\s?\.(?!\d))\s?")),
        (ARABIC, re.compile(rf"(\d{{1,3}})\s+{measure}(?=[^\d\s])")),
        (ARABIC, re.compile(rf"第\s?([{_HAN}]{{1,5}}|\d{{1,3}})\s?[项条]\s?(?:[:：、.．,，]|\s|(?=\D))\s?")),
        (ARABIC, re.compile(rf"(?:任务|事项|项目)\s?([{_HAN}]{{1,5}}|\d{{1,3}})\s?[:：、.．]\s?")),
        (ARABIC_BRACKETS, re.compile(r"[（(]\s?(\d{1,3}(?:[.-]\d{1,3}){0,3})\s?[)）]\s?[、.．]?\s?")),
        (ARABIC_BRACKETS, re.compile(r"([⑴-⒇])\s?|(\d{1,3})[)）]\s?")),
        (CIRCLED, re.compile(r"([①-⑳])\s?[、.．]?\s?")),
    )


_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_PLAIN_DIGITS = "0123456789"


@cache
def _by_first_letter() -> dict[str, tuple[tuple[int, re.Pattern[str]], ...]]:
    """The patterns that can match, by the first letter of the text: most texts begin with none of them."""
    letters = [*_HAN, *_PLAIN_DIGITS, *"第（(任事项"]
    for first, last in (("①", "⑳"), ("⑴", "⒇"), ("㈠", "㈩")):
        letters += [chr(code) for code in range(ord(first), ord(last) + 1)]
    kinds = dict.fromkeys(_HAN, "han") | dict.fromkeys(_PLAIN_DIGITS, "digit")
    probes = {
        "han": ("一、", "一."),
        "digit": ("1.2018年", "1.1 ", "1、", "1 中", "1)"),
        "第": ("第一部分", "第一章", "第一节", "第一项", "第1条 "),
        "（": ("（一）", "（1）"),
        "(": ("(一)", "(1)"),
        "任": ("任务1：",),
        "事": ("事项1：",),
        "项": ("项目1：",),
    }
    table: dict[str, tuple[tuple[int, re.Pattern[str]], ...]] = {}
    for letter in letters:
        texts = probes.get(kinds.get(letter, letter), (letter,))
        table[letter] = tuple(one for one in _patterns() if any(one[1].match(text) for text in texts))
    return table


def numbered(text: str) -> Numbered | None:
    """The number a text begins with, or None. Amounts and dates (2018年, 3个, 1.5倍, 12345热线) are no numbers."""
    start = text[:24].translate(_DIGITS) if text[:1] > "\uff00" else text[:24]
    patterns = _by_first_letter().get(start[:1])
    if patterns is None:
        return None
    start = start.translate(_DIGITS)
    for level, pattern in patterns:
        match = pattern.match(start)
        if match is not None:
            return Numbered(level, next(group for group in match.groups() if group), match.end())
    return None


def plain_number(text: str) -> str:
    """The number of a number cell without its marks: 1. → 1, （3） → 3, 第5项 → 5, 一、 → 一, 12 → 12.

    Anything else is kept as it stands.
    """
    text = text.strip()
    plain = "".join(text.translate(_DIGITS).split()).strip(".．、,，:：。")
    if plain[:1] in "（(" and plain[-1:] in "）)":
        plain = plain[1:-1]
    if plain.startswith("第") and plain.endswith(("项", "条")):
        plain = plain[1:-1]
    if plain.endswith(".0") and plain[:-2].isdigit():
        plain = plain[:-2]
    return plain or text


def is_chinese_number(text: str) -> bool:
    """Whether a number cell holds 一, 一、 or （一）, as section rows do."""
    plain = plain_number(text)
    return 0 < len(plain) <= 5 and all(letter in _HAN for letter in plain)


def is_section_heading(text: str) -> bool:
    """Whether a line of its own is a numbered section heading (一、…, （一）…, 第一部分 …)."""
    found = numbered(text)
    return (
        found is not None
        and found.level < TASK_LEVEL
        and found.rest < len(text)
        and len(text) <= _LONGEST_SECTION
    )


class SectionPath:
    """The headings above the present row: a new heading closes those of its own level and below."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def enter(self, text: str, *, above_numbered: bool = False) -> None:
        """A heading. One without a number stands above numbered ones only where `above_numbered` says so."""
        found = numbered(text)
        if found is not None:
            level = found.level
        else:
            numbered_open = any(UNNUMBERED_TOP < level < UNNUMBERED_DEEP for level, _ in self._open)
            level = UNNUMBERED_TOP if above_numbered or not numbered_open else UNNUMBERED_DEEP
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, text))

    @property
    def path(self) -> tuple[str, ...]:
        """From the widest to the narrowest."""
        return tuple(text for _, text in self._open)
