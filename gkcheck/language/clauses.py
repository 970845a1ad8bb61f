"""Sentences and clauses of official prose, and what a clause is: a duty, an aim, a permission, a condition, a ban."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import fold

Role = Literal["duty", "aim", "permission", "condition", "premise", "prohibition"]

_PAIRS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "[": "]"}
_DEEPEST = 300  # letters after which an unclosed bracket is taken for a slip and no longer protects a mark


class Clause(NamedTuple):
    """A stretch of the text as submitted, without the mark that ends it."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=512)
def split_sentences(text: str) -> tuple[Clause, ...]:
    """Stretches between 。；！？ and line breaks, outside brackets and titles; blank ones are left out."""
    return tuple(_split(text, "。；！？!?;\n\r"))


@lru_cache(maxsize=512)
def split_clauses(text: str) -> tuple[Clause, ...]:
    """Stretches between sentence marks and commas, outside brackets and titles; blank ones are left out."""
    return tuple(_split(text, "。；！？!?;\n\r，,："))


def clause_at(text: str, offset: int) -> Clause | None:
    """The clause that holds an offset."""
    return next((one for one in split_clauses(text) if one.start <= offset < one.end), None)


def _split(text: str, marks: str) -> Iterator[Clause]:
    start = 0
    closing: list[str] = []
    opened = 0
    for at, letter in enumerate(text):
        if closing and at - opened > _DEEPEST:
            closing.clear()
        if letter in _PAIRS:
            if not closing:
                opened = at
            closing.append(_PAIRS[letter])
        elif closing:
            if letter == closing[-1]:
                closing.pop()
            elif letter in "\n\r" and "》" not in closing:
                closing.clear()
        if not closing and letter in marks and not _inside_number(text, at):
            if text[start:at].strip():
                yield Clause(start, at, text[start:at])
            start = at + 1
    if text[start:].strip():
        yield Clause(start, len(text), text[start:])


def _inside_number(text: str, at: int) -> bool:
    """A comma or colon between digits belongs to a number or a time of day."""
    return text[at] in ",:：" and 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


@cache
def _roles() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return (
        ("prohibition", re.compile(r"不得(?!力|不|已|当|人心|要领|而知)|严禁|禁止|不再|不准|不许|严防死守|杜绝|不允许|一律不")),
        ("permission", re.compile(r"^(?:.{0,16}[，的])?(?:可以?(?![靠信能持见])|鼓励|支持|允许|有条件的|提倡)|可(?:结合|根据|自行|适当|视|采取|通过|探索|参照|延长|申请)")),
        ("condition", re.compile(r"^(?:如有?|若有?|凡|对于?.{1,30}的$|一旦|遇有?|发生.{1,24}的$|确需)|.{2,30}(?:的)?(?:时|后)$|.{3,40}的$")),
        ("aim", re.compile(r"^(?:以(?!上|下|内|外|来|及|往|.{1,12}为)|为(?:了)?.{2,30}(?:提供|奠定|创造|营造)|努力|力争|争取|不断|使|让|从而|营造|提高|提升|增强|促进|推动.{2,12}(?:发展|提升|提高)|切实(?:提高|提升|增强)|进一步(?:提高|提升|增强)|更好)")),
        ("premise", re.compile(r"^(?:按照|根据|依据|依照|围绕|结合|为(?:了)?贯彻|坚持|深入贯彻|立足|聚焦)")),
    )  # fmt: skip


def clause_role(text: str) -> Role:
    """What one clause is in a requirement; a duty where nothing says otherwise."""
    folded = fold(text)[:400]
    for role, pattern in _roles():
        if pattern.search(folded):
            return role
    return "duty"
