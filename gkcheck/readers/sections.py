"""Printed numbers and the levels they make: 第一部分, 一、, （一）, 1., （1）, ①; and the path of sections above a task."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from gkcheck.language.form import HAN
from gkcheck.language.pattern import Pattern

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


_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@cache
def _by_first_letter() -> Mapping[str, tuple[tuple[int, Pattern], ...]]:
    """The numbers that can begin with a letter, in the order they are tried; most texts begin with none of them."""
    # After a bare number and a blank these letters make a quantity, not a title (3 个事项, 2018 年).
    measure = r"(?![年月日个项次名人条件家%％倍万亿元户])"
    either = rf"第\s?([{_HAN}]{{1,5}}|\d{{1,3}})\s?"
    table = {
        _HAN: ((CHINESE, Pattern(rf"([{_HAN}]{{1,5}})\s?[、.．:：]\s?")),),
        "0123456789": (
            # 1.2018年预算, 2.24小时值守, 10.5G网络: the point ends the number.
            (
                ARABIC,
                Pattern(
                    r"(\d{1,3})\s?[.．](?=\d{4}|\d{1,3}(?:小时|[Gg]|个|项|年|月|日|天|家))", needs=". ．"
                ),
            ),
            (
                ARABIC,
                Pattern(
                    r"(\d{1,3}(?:[.．-]\d{1,3}){1,3})(?:[、.．:：\s]\s?|(?="
                    + HAN
                    + r")(?![年月日个项次倍万亿元至小天]))",
                    needs=". ． -",
                ),
            ),
            (ARABIC, Pattern(r"(\d{1,3})(?:\s?[、．:：]|\s?\.(?!\d))\s?", needs="、 ． : ： .")),
            (ARABIC, Pattern(rf"(\d{{1,3}})\s+{measure}(?=[^\d\s])")),
            (ARABIC_BRACKETS, Pattern(r"(\d{1,3})[)）]\s?", needs=") ）")),
        ),
        "第": (
            (PART, Pattern(rf"{either}(?:大?部分|篇|编|板块)\s?[:：、.．]?\s?")),
            (CHAPTER, Pattern(rf"{either}(?:章|大项|大类|方面)\s?[:：、.．]?\s?")),
            (SECTION, Pattern(rf"{either}节\s?[:：、.．]?\s?")),
            (ARABIC, Pattern(rf"{either}[项条]\s?(?:[:：、.．,，]|\s|(?=\D))\s?")),
        ),
        "（(": (
            (CHINESE_BRACKETS, Pattern(rf"[（(]\s?([{_HAN}]{{1,5}})\s?[)）]\s?[、.．]?\s?")),
            (ARABIC_BRACKETS, Pattern(r"[（(]\s?(\d{1,3}(?:[.-]\d{1,3}){0,3})\s?[)）]\s?[、.．]?\s?")),
        ),
        "任事项": (
            (
                ARABIC,
                Pattern(
                    rf"(?:任务|事项|项目)\s?([{_HAN}]{{1,5}}|\d{{1,3}})\s?[:：、.．]\s?", needs=": ： 、 . ．"
                ),
            ),
        ),
        "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩": ((CHINESE_BRACKETS, Pattern(r"([㈠-㈩])\s?[、.．]?\s?")),),
        "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇": ((ARABIC_BRACKETS, Pattern(r"([⑴-⒇])\s?")),),
        "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳": ((CIRCLED, Pattern(r"([①-⑳])\s?[、.．]?\s?")),),
    }
    return {letter: patterns for letters, patterns in table.items() for letter in letters}


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
