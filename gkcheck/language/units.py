"""Unit names of a responsibility cell: split at 、，；, with who leads and who supports."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

UnitRole = Literal["", "lead", "support"]


class UnitName(NamedTuple):
    """One unit as written, without the words that say its part; `role` lead (牵头) or support (配合) where told."""

    start: int
    end: int
    text: str
    role: UnitRole = ""


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?P<lead>牵头|主办|主责|主要责任|第一责任|负责)|责任|(?P<support>配合|协办|协助|协同|参与|参加|联合))(?:单位|部门|处室|科室|领导)?[:：]"
    )


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(
        r"[（(]?(?:(?P<lead>牵头|主办|主责|负责)|(?P<support>配合|协办|协助|参与))[）)]?(?:(?:落实|实施|单位))?[）)]?$"
    )


@lru_cache(maxsize=1024)
def split_units(text: str) -> tuple[UnitName, ...]:
    """The units of a text in order: 牵头单位：A；配合单位：B、C or A（牵头）、B、C or A牵头，B配合.

    和, 与 and 及 do not split (文化和旅游局); a bracketed addition (各县（市、区）) stays with its unit.
    """
    found: list[UnitName] = []
    role: UnitRole = ""
    for begin, end in _pieces(text):
        label = _label().search(text, begin, end)
        if label is not None:
            role = "lead" if label["lead"] else "support" if label["support"] else ""
        first, last = _bare(text, label.end() if label is not None else begin, end)
        if first >= last:
            continue
        own = role
        suffix = _suffix().search(text, first, last)
        if suffix is not None and suffix.start() > first:
            own = "lead" if suffix["lead"] else "support"
            first, last = _bare(text, first, suffix.start())
            for at in range(len(found) - 1, -1, -1):  # A、B配合: both support
                if own != "support" or found[at].role:
                    break
                found[at] = found[at]._replace(role=own)
        found.append(UnitName(first, last, text[first:last], own))
    return tuple(found)


def _pieces(text: str) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    depth = start = 0
    for at, letter in enumerate(text):
        if letter in "（(":
            depth += 1
        elif letter in "）)":
            depth = max(0, depth - 1)
        elif letter in "。\n\r" or (depth == 0 and letter in "、，,；;/|"):
            pieces.append((start, at))
            start, depth = at + 1, 0
    pieces.append((start, len(text)))
    return pieces


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "：:、，"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "：:、，等"):
        end -= 1
    return start, end
