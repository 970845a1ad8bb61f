"""Ids of records as they may be shown: a number or a name of a person has no place in a log, least of all as its id.

Stricter than for prose: an id may carry letters before a number (LY138…), and nothing around it says what it is. What is
hidden is still named by its row. A name with something behind it (张三-001) cannot be told from a place and is shown.
"""

from __future__ import annotations

import re
from functools import cache

from gkcheck.language.identifiers import is_identity_number
from gkcheck.language.personal import is_person_name, mask_personal

LONGEST = 60


def shown_id(id: str) -> str:
    """An id short and without personal numbers; empty where it is a name, or more than one cell."""
    if not _odd().search(id):
        return id[:LONGEST]
    if _cells().search(id) or is_person_name(id):
        return ""
    masked = without_numbers(id)
    if _landline().fullmatch(masked):
        masked = f"{masked[:-7]}{'*' * 6}{masked[-1]}"
    return masked[:LONGEST]


def without_numbers(text: str) -> str:
    """A text without numbers of persons, also where letters or signs stand right before them (来电=138…)."""
    return _numbers().sub(_starred, mask_personal(text))


def looks_personal(id: str) -> bool:
    """Whether an id is not shown as it stands."""
    return _odd().search(id) is not None and shown_id(id) != id[:LONGEST]


@cache
def _odd() -> re.Pattern[str]:
    """What is worth a look: eleven figures that signs may part, a landline, a short word in Chinese, several cells."""
    return re.compile(
        r"(?:\d[^\w，。；、]{0,3}){10}\d|^0\d{2,3}[-－]|^[\u4e00-\u9fff·•*＊]{2,12}$|[,;|\t\r\n，；]"
    )


@cache
def _cells() -> re.Pattern[str]:
    return re.compile(r"[,;|\t\r\n，；]")


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?![\dXx])")


def _starred(found: re.Match[str]) -> str:
    figures = found.group()
    if len(figures) == 11:
        return f"{figures[:3]}****{figures[-4:]}"
    return f"{figures[:2]}{'*' * 13}{figures[-3:]}" if is_identity_number(figures) else figures


@cache
def _landline() -> re.Pattern[str]:
    """An area code and a number, not a date."""
    return re.compile(r"0\d{2,3}[-－](?!(?:19|20)\d{6}$)[2-8]\d{6,7}")
