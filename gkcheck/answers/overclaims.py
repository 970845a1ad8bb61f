"""Aims of a requirement (努力实现, 逐步扩大, 让…像…一样) that a report tells as reached."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from gkcheck.claims import Claim
from gkcheck.language.clauses import Clause, split_clauses, split_sentences
from gkcheck.language.form import fold, is_han
from gkcheck.language.masking import mask
from gkcheck.language.pattern import Pattern
from gkcheck.model import FieldName, Span, Task

SHARED = 6
"""Letters in a row that an aim and a claim must share to speak of one thing; 4 where the claim says 全覆盖."""
SHARED_WHOLE = 4


class Overclaim(NamedTuple):
    """An aim, the words that tell it as reached, and the figure beside them that says otherwise, if any."""

    asked: Span
    told: Span
    figure: Claim | None


@cache
def _aim() -> Pattern:
    return Pattern(
        r"(?P<soft>努力|力争|争取|逐步|尽可能|着力|最大限度|不断)(?P<what>.{4,80})|(?:让|使)(?P<like>.{2,40}(?:像.{1,20}一样|更(?:加)?.{1,12}|越来越.{1,10}).{0,8})",
        needs="一样 不断 争取 力争 努力 尽可能 更 最大限度 着力 越来越 逐步",
    )


@cache
def _reached() -> re.Pattern[str]:
    return re.compile(
        r"(?P<soft>基本|初步|逐步|努力|力争|争取|进一步|不断|推动|推进|促进|有效|着力|加快|助力|为)?(?:了)?(?P<strong>真正|全面|全部|完全|彻底|圆满|切实|已经?|成功|率先)?"
        r"(?:实现|达到|达成|做到|建成|形成)(?!路径|方式)了?"
    )


@cache
def _whole() -> Pattern:
    return Pattern(
        r"全覆盖|全面(?:实现|建成|完成|覆盖|消除)|百分之百|100%|彻底(?:解决|消除|改变)|完全(?:实现|解决|消除)|一个不[漏落少]",
        needs="100% 一个不 全覆盖 全面 完全 彻底 百分之百",
    )


def find_overclaims(task: Task, claims: tuple[Claim, ...]) -> tuple[Overclaim, ...]:
    """Every aim told as reached without a figure that shows it."""
    aims = [(one, aim) for one in _clauses(task.requirement) for aim in _aims(one)]
    if not aims:
        return ()
    found: list[Overclaim] = []
    told_clauses = _clauses(task.report)
    for clause, aim in aims:
        for told in told_clauses:
            words = _claimed(told) or _in_its_verb(aim, told)
            if words is None:
                continue
            least = SHARED_WHOLE if _whole().search(fold(told.text)) else SHARED
            if not _share(aim, words, least):
                continue
            proof, figure = _proof(task, claims, told)
            if not proof:
                found.append(
                    Overclaim(_span(task, "requirement", clause), _span(task, "report", told), figure)
                )
            break
    return tuple(found)


def _clauses(text: str) -> list[Clause]:
    return [one for one in split_clauses(text) if one.text.strip()]


def _span(task: Task, field: FieldName, clause: Clause) -> Span:
    lead = len(clause.text) - len(clause.text.lstrip())
    return Span(
        task=task.key,
        field=field,
        start=clause.start + lead,
        end=clause.end,
        text=clause.text[lead:],
    )


def _aims(clause: Clause) -> list[str]:
    match = _aim().search(mask(clause.text).text[:200])
    return [] if match is None else [match["what"] or match["like"] or ""]


def _claimed(clause: Clause) -> str | None:
    """What a clause of a report tells as reached; None where it tells nothing so."""
    words = mask(clause.text).text[:300]
    for match in _reached().finditer(words):
        if not match["soft"]:
            return words
    if _whole().search(words) and not re.search(r"逐步|努力|力争|推动|推进|基本", words):
        return words
    return None


def _in_its_verb(aim: str, clause: Clause) -> str | None:
    """努力营造…氛围 told as 营造了…氛围: the aim's own verb, with the mark of what is done."""
    words = mask(clause.text).text[:300]
    verb = aim.lstrip("把将让使")[:2]
    return words if len(verb) == 2 and f"{verb}了" in words else None


def _share(one: str, other: str, least: int) -> bool:
    one, other = (re.sub('[、“”"]', "", words) for words in (one, other))  # “小事不出村、大事不出镇”
    pieces = (one[at : at + least] for at in range(len(one) - least + 1))
    return any(piece in other and all(map(_plain, piece)) for piece in pieces)


def _plain(letter: str) -> bool:
    return is_han(letter) or (letter.isascii() and letter.isalnum()) or letter in '“”"、'


def _proof(task: Task, claims: tuple[Claim, ...], told: Clause) -> tuple[bool, Claim | None]:
    """Whether a figure in the sentence shows it: a full rate, or counts or days with no rate below 100% beside them."""
    home = next((one for one in split_sentences(task.report) if one.start <= told.start < one.end), None)
    near = [one for one in claims if home is not None and home.start <= one.span.start < home.end]
    rates = [one for one in near if one.rate is not None and not one.rate.change]
    lower = next((one for one in rates if one.rate is not None and one.rate.value < Decimal(100)), None)
    if lower is not None:
        return False, lower
    counted = any(one.kind in ("count", "date") and not one.vague for one in near)
    return bool(rates) or counted, None
