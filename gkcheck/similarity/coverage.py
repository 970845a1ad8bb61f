"""Coverage: how far a report speaks of what one obligation asks, by the letters that carry its meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gkcheck.language.everyday import cited, common_words, empty_words, group_of, group_words
from gkcheck.language.form import fold

SPECIFIC = 1.0
COMMON = 0.3  # a word of every office text
TOPIC = 0.25  # a word that the whole task is about: it says that the report is on the task, not on this duty
KIN = 0.7  # a word found through another that may stand for it
APART = 2  # letters beyond which common words tell one duty from its neighbours


@dataclass(frozen=True, slots=True)
class Cover:
    """How far one text is spoken of by another.

    `share`: 0 to 1 of the weight of all letters; `core`: 0 to 1 of its specific letters alone, of which there are
    `letters`; `missing`: its words without an echo.
    """

    share: float
    core: float
    letters: int
    missing: tuple[str, ...] = ()
    kin: bool = False
    """Whether at least one of the specific letters stands alone in the other text (资金 for 基金)."""


@lru_cache(maxsize=2048)
def pairs_of(text: str) -> frozenset[str]:
    """All pairs of neighbouring letters of a text."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


@lru_cache(maxsize=512)
def letters_of(text: str) -> frozenset[str]:
    """The letters of a text as read that stand in words with a meaning."""
    return frozenset(empty_words().sub("", fold(text)))


def share_of(asked: str, report: str) -> float:
    """The share of `cover` alone: what is worked out where many clauses are held against one duty."""
    words, told = fold(asked), fold(report)
    weights = _weights(words, "")
    total = sum(weights)
    if not total or (not _groups_in(words) and pairs_of(words).isdisjoint(pairs_of(told))):
        return 0.0
    return _got(weights, _found(words, told)) / total


def _got(weights: Sequence[float], found: Sequence[float]) -> float:
    return sum(weight * min(1.0, hit) for weight, hit in zip(weights, found, strict=True))


def cover(asked: str, report: str, topic: str = "") -> Cover:
    """How far `report` speaks of `asked`. `topic` is the rest of the task: its words weigh less. Any texts as read."""
    words = fold(asked)
    weights = _weights(words, fold(topic))
    found = _found(words, fold(report))
    total = sum(weights)
    if not total:
        return Cover(share=0.0, core=0.0, letters=0)
    missing: list[str] = []
    run = ""
    for letter, weight, hit in zip(words + "。", [*weights, 0.0], [*found, 0.0], strict=True):
        if weight and not hit:
            run += letter
        else:
            if len(run) >= 2:
                missing.append(run)
            run = ""
    alone = _letters(fold(report))
    core = [hit for weight, hit in zip(weights, found, strict=True) if weight >= SPECIFIC]
    return Cover(
        share=_got(weights, found) / total,
        core=sum(core) / len(core) if core else 0.0,
        letters=len(core),
        missing=tuple(missing),
        kin=any(
            weight >= SPECIFIC and letter in alone for letter, weight in zip(words, weights, strict=True)
        ),
    )


@lru_cache(maxsize=256)
def _letters(report: str) -> frozenset[str]:
    """The letters of a text that stand outside empty words; one report is held against many duties."""
    return frozenset(empty_words().sub("", report))


@lru_cache(maxsize=2048)
def _spoken(report: str) -> frozenset[str]:
    """The words of all groups that stand in a text."""
    return frozenset(word for word in group_of() if word in report)


@lru_cache(maxsize=2048)
def _weights(words: str, topic: str) -> tuple[float, ...]:
    """The weight of each letter of what is asked; one duty is held against many clauses, so it is kept."""
    return tuple(_weighed(words, topic))


def _weighed(words: str, topic: str) -> list[float]:
    weights = [SPECIFIC] * len(words)
    for match in cited().finditer(words):
        for at in range(*match.span()):
            weights[at] = 0.0
    for match in empty_words().finditer(words):
        for at in range(*match.span()):
            weights[at] = 0.0
    for at, weight in enumerate(weights):  # a single letter between empty words is no word
        before = at > 0 and weights[at - 1] > 0
        after = at + 1 < len(weights) and weights[at + 1] > 0
        if weight and not before and not after:
            weights[at] = 0.0
    for match in common_words().finditer(words):
        for at in range(*match.span()):
            weights[at] = min(weights[at], COMMON)
    if topic:
        known = pairs_of(topic)
        own = list(weights)
        shared = bytearray(len(words))
        for at in range(len(words) - 1):
            if words[at : at + 2] in known and weights[at] and weights[at + 1]:
                own[at], own[at + 1] = min(own[at], TOPIC), min(own[at + 1], TOPIC)
                shared[at] = shared[at + 1] = 1
        apart = [at for at, weight in enumerate(own) if weight and not shared[at]]
        if sum(own[at] >= SPECIFIC for at in apart) >= 2:
            return own
        if len(apart) > APART:
            for at in apart:  # common words tell this duty from the others of its task
                own[at] = SPECIFIC
            return own
        # else the duty is the task itself, and its words are the ones to look for
    if sum(weight >= SPECIFIC for weight in weights) < 2:
        # nothing but common words: they have to do
        weights = [SPECIFIC if weight else 0.0 for weight in weights]
    return weights


def _found(words: str, report: str) -> list[float]:
    known = pairs_of(report)
    found = [0.0] * len(words)
    for at in range(len(words) - 1):
        if words[at : at + 2] in known:
            found[at] = found[at + 1] = 1.0
    if all(found):
        return found
    for start, end, group in _groups_in(words):
        if not _spoken(report).isdisjoint(group):
            for at in range(start, end):
                found[at] = max(found[at], KIN)
    return found


@lru_cache(maxsize=2048)
def _groups_in(words: str) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """Where words that others may stand for are in what is asked, with those others."""
    return tuple(
        (*match.span(), frozenset(group))
        for match in group_words().finditer(words)
        for group in group_of()[match.group()]
    )
