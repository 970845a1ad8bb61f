"""Sentences and clauses of official prose, and what a clause is: a duty, an aim, a permission, a condition, a ban."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.bans import find_bans
from gkcheck.language.form import fold, is_han
from gkcheck.language.pattern import Pattern

Role = Literal["duty", "aim", "permission", "condition", "premise", "prohibition"]

_PAIRS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "〔": "〕",
    "“": "”",
    "「": "」",
    "『": "』",
}
_CLOSING = frozenset(_PAIRS.values()) | {")"}
_LONGEST = {"“": 60, "「": 60, "『": 60}
"""Letters a pair may hold and still protect its marks: a long quotation is prose of its own."""
_LONGEST_PAIR = 300


class Clause(NamedTuple):
    """A stretch of the text as submitted, without the mark that ends it and without blanks at its ends."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=512)
def split_sentences(text: str) -> tuple[Clause, ...]:
    """Stretches between 。；！？ and line breaks, outside brackets, titles and short quotations; no blank ones."""
    return _split(text, "。；！？!?;\n\r\u2028\u2029")


@lru_cache(maxsize=512)
def split_clauses(text: str) -> tuple[Clause, ...]:
    """Stretches between sentence marks, commas and colons, outside brackets and titles; no blank ones."""
    return _split(text, "。；！？!?;\n\r\u2028\u2029，,：:")


def clause_at(text: str, offset: int) -> Clause | None:
    """The clause that holds an offset; None on a mark or a blank between clauses."""
    clauses = split_clauses(text)
    at = bisect_right(clauses, offset, key=lambda one: one.start) - 1
    return clauses[at] if at >= 0 and offset < clauses[at].end else None


def _split(text: str, marks: str) -> tuple[Clause, ...]:
    found: list[Clause] = []
    closes = _protected(text)
    start = past = 0
    for match in _looked_at(marks).finditer(text):
        at = match.start()
        if at < past:
            continue
        if at in closes:
            past = closes[at] + 1
        elif match.group() not in _PAIRS and _ends(text, at):
            found.extend(_stripped(text, start, at))
            start = at + 1
    found.extend(_stripped(text, start, len(text)))
    return tuple(found)


@cache
def _looked_at(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_PAIRS))}.{marks}]")


def _stripped(text: str, start: int, end: int) -> list[Clause]:
    words = text[start:end]
    bare = words.strip()
    if not bare:
        return []
    start += len(words) - len(words.lstrip())
    return [Clause(start, start + len(bare), bare)]


def _protected(text: str) -> dict[int, int]:
    """Every opening bracket that is closed near enough, with the place of its closing one."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for match in _brackets().finditer(text):
        at, letter = match.start(), match.group()
        if letter in _PAIRS:
            opened.append(at)
        elif letter in _CLOSING and opened:
            mark = opened[-1]
            if _PAIRS[text[mark]] == letter or (letter in "）)" and text[mark] in "（("):
                opened.pop()
                if at - mark <= _LONGEST.get(text[mark], _LONGEST_PAIR):
                    pairs[mark] = at
            elif letter in "》）)":  # a slip: whatever stands open inside was never closed
                while opened and _PAIRS[text[opened[-1]]] != letter:
                    opened.pop()
                if opened:
                    mark = opened.pop()
                    if at - mark <= _LONGEST_PAIR:
                        pairs[mark] = at
        elif letter in "\n\r" and len(opened) > 1000:
            opened.clear()
    return pairs


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile(f"[\n\r{re.escape(''.join((*_PAIRS, *_CLOSING)))}]")


def _ends(text: str, at: int) -> bool:
    """Whether a mark ends a stretch: not the comma of 1,234, the colons of 9:30 and https://, the stop of 2.5 or gov.cn."""
    letter, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if letter == ":" and after == "/":
        return False  # https://
    if letter in ",:：":
        return not (before.isdigit() and after.isdigit())
    if letter == ".":
        return is_han(before) and after != "." and not (after.isascii() and after.isalnum())
    if letter in "?;":  # inside a link
        return not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum())
    return True


# --- what a clause is ----------------------------------------------------------------------------------------


@cache
def _permission() -> Pattern:
    return Pattern(
        r"^(?:[^，。]{0,16}(?:[也还]|的[，]?))?可(?:以(?!说)|(?![靠行见观持信能视比控追查供循读溯操]))|^(?:积极|并)?(?:鼓励|允许|提倡)|^有条件的"
        r"|(?<![许认不均无])可(?:结合|根据|自行|适当|视(?!化|频)|采取|采用|通过|探索|参照|延长|申请|委托|酌情|依|先行|按|将|予以|由|向|在)",
        needs="允许 可 提倡 有条件的 鼓励",
    )


@cache
def _condition() -> re.Pattern[str]:
    return re.compile(
        r"^(?:如(?![期实何下上同此意])|若(?!干)|倘|凡|一旦|遇有?|只要|除非|发现|发生|出现|确需|确因|因故|需要?[^，。]{1,30}的$|无法|不能|逾期)"
        r"|^对(?:于)?[^，。]{1,40}的$|[^，。]{2}(?<![目标好新大高全统])的$|(?:发生|出现|存在|确需)[^，。]{1,24}的[^，。]{1,6}$|[^，。]{2}(?:时|情况下|情形下|的话)$"
    )


@cache
def _premise() -> re.Pattern[str]:
    return re.compile(
        r"^(?:按照?(?![时期月季年])|根据|依据|依照|遵照|围绕|结合|随着|鉴于|针对|为(?:了|深入|全面|进一步|切实|认真)?(?:贯彻|落实)|坚持以?"
        r"|立足|聚焦|在[^，。]{1,40}(?:下|上|中|基础上|领导下|后)$)|[^，。]{2}(?<![背前今幕])(?:之|以)?后$"
    )


@cache
def _aim() -> re.Pattern[str]:
    lead = "(?:进一步|切实|不断|全面|更好地?|着力|真正|逐步|大力|持续|有效|最终|从而|进而|充分|努力|力争)*"
    return re.compile(
        r"^(?:以(?:[^，。]{1,16}(?:促|保|推|带|倒逼|助力|赢得)|便|利|免|期|此)|为(?:了)?[^，。]{1,30}(?:提供|奠定|创造|营造|作出|做出)"
        r"|努力|力争|争取|从而|进而|旨在|"
        rf"{lead}(?:使|让|营造|提高|提升|增强|促进|方便|便利|便于|改善|打造|树立|形成|激发|满足|赢得|助力|保障(?!机制)))"
        rf"|^{lead}(?:实现|做到)(?![^，。]*[0-9])"
    )


@lru_cache(maxsize=2048)
def clause_role(text: str) -> Role:
    """What one clause is in a requirement, by its first or last words; a duty where nothing says otherwise.

    The order matters: a ban inside a condition is a ban; a clause that permits is no condition.
    """
    folded = fold(text)[:400].strip("，。；：、")
    if find_bans(folded):
        return "prohibition"
    return next((role for role, pattern in _roles() if pattern.search(folded)), "duty")


@cache
def _roles() -> tuple[tuple[Role, re.Pattern[str] | Pattern], ...]:
    return (
        ("permission", _permission()),
        ("condition", _condition()),
        ("premise", _premise()),
        ("aim", _aim()),
    )
