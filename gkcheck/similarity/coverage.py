"""Coverage: how far a report speaks of what one obligation asks, by the letters that carry its meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import add
from typing import NamedTuple

from gkcheck.language.everyday import cited, common_words, empty_words, group_of, group_pairs, group_words
from gkcheck.language.form import fold

SPECIFIC = 1.0
COMMON = 0.3  # a word of every office text
TOPIC = 0.25  # a word that the whole task is about: it says that the report is on the task, not on this duty
KIN = 0.7  # a word found through another that may stand for it
APART = 2  # letters beyond which common words tell one duty from its neighbours


class Cover(NamedTuple):
    """How far one text is spoken of by another.

    `share`: 0 to 1 of the weight of all letters; `core`: 0 to 1 of its specific letters alone, of which there are
    `letters`; `specific` are those letters, `told` the other text in derived form.
    """

    share: float
    core: float
    letters: int
    specific: frozenset[str] = frozenset()
    told: str = ""

    @property
    def kin(self) -> bool:
        """Whether at least one of the specific letters stands alone in the other text (资金 for 基金)."""
        return not self.specific.isdisjoint(_letters(self.told))


@lru_cache(maxsize=2048)
def pairs_of(text: str) -> frozenset[str]:
    """All pairs of neighbouring letters of a text."""
    return frozenset(map(add, text, text[1:]))


def share_of(asked: str, report: str) -> float:
    """The share of `cover` alone: what is worked out where many clauses are held against one duty."""
    duty = _asked(fold(asked), "")
    found = _found(duty, fold(report)) if duty.total else None
    return _got(duty, found) / duty.total if found else 0.0


def cover(asked: str, report: str, topic: str = "") -> Cover:
    """How far `report` speaks of `asked`. `topic` is the rest of the task: its words weigh less. Any texts as read."""
    told = fold(report)
    duty = _asked(fold(asked), fold(topic))
    if not duty.total:
        return Cover(share=0.0, core=0.0, letters=0)
    found = _found(duty, told)
    specific = [at for at, weight in enumerate(duty.weights) if weight >= SPECIFIC]
    return Cover(
        share=_got(duty, found) / duty.total,
        core=sum(found.get(at, 0.0) for at in specific) / len(specific) if specific else 0.0,
        letters=len(specific),
        specific=frozenset(duty.words[at] for at in specific),
        told=told,
    )


class _Asked(NamedTuple):
    """What is asked, ready to be held against many texts: the weight of each letter, the places of each pair of
    letters, and the words that others may stand for, with those others."""

    words: str
    weights: tuple[float, ...]
    total: float
    pairs: frozenset[str]
    places: Mapping[str, Sequence[int]]
    kin: tuple[tuple[int, int, frozenset[str]], ...]


@lru_cache(maxsize=2048)
def _asked(words: str, topic: str) -> _Asked:
    if topic:
        plain = _asked(words, "")
        weights = _on_topic(words, topic)
        return plain._replace(weights=weights, total=sum(weights))
    places: dict[str, list[int]] = {}
    for at, pair in enumerate(map(add, words, words[1:])):
        places.setdefault(pair, []).append(at)
    weights = _at_least_common(_weights(words))
    return _Asked(words, weights, sum(weights), frozenset(places), places, _groups_in(words))


def _got(duty: _Asked, found: Mapping[int, float]) -> float:
    return sum(duty.weights[at] * found[at] for at in sorted(found))


@lru_cache(maxsize=256)
def _letters(report: str) -> frozenset[str]:
    """The letters of a text that stand outside empty words; one report is held against many duties."""
    return frozenset(empty_words().sub("", report))


@lru_cache(maxsize=2048)
def _spoken(report: str) -> frozenset[str]:
    """The words of all groups that stand in a text."""
    begun = group_pairs()
    return frozenset(
        word for pair in begun.keys() & pairs_of(report) for word in begun[pair] if word in report
    )


@lru_cache(maxsize=512)
def _weights(words: str) -> tuple[float, ...]:
    """The weight of each letter of what is asked, whatever the task is about."""
    weights = [SPECIFIC] * len(words)
    for pattern in (cited(), empty_words()):
        for match in pattern.finditer(words):
            start, end = match.span()
            weights[start:end] = [0.0] * (end - start)
    bare = [0.0, *weights, 0.0]
    for at, weight in enumerate(weights):  # a single letter between empty words is no word
        if weight and not bare[at] and not bare[at + 2]:
            weights[at] = bare[at + 1] = 0.0
    for match in common_words().finditer(words):
        for at in range(*match.span()):
            if weights[at]:
                weights[at] = COMMON
    return tuple(weights)


def _on_topic(words: str, topic: str) -> tuple[float, ...]:
    """The weights where the rest of the task is known: its words weigh less, unless the duty is the task itself."""
    weights = _weights(words)
    known = pairs_of(topic)
    own = list(weights)
    shared = bytearray(len(words))
    for at, pair in enumerate(map(add, words, words[1:])):
        if pair in known and weights[at] and weights[at + 1]:
            own[at], own[at + 1] = min(own[at], TOPIC), min(own[at + 1], TOPIC)
            shared[at] = shared[at + 1] = 1
    apart = [at for at, weight in enumerate(own) if weight and not shared[at]]
    if sum(own[at] >= SPECIFIC for at in apart) >= 2:
        return tuple(own)
    if len(apart) > APART:
        for at in apart:  # common words tell this duty from the others of its task
            own[at] = SPECIFIC
        return tuple(own)
    return _at_least_common(weights)  # its words are the ones to look for


def _at_least_common(weights: tuple[float, ...]) -> tuple[float, ...]:
    """The weights, or where there is nothing but common words, those: they have to do."""
    if sum(weight >= SPECIFIC for weight in weights) >= 2:
        return weights
    return tuple(SPECIFIC if weight else 0.0 for weight in weights)


def _found(duty: _Asked, report: str) -> dict[int, float]:
    """The places of the letters that a text speaks of: 1 where it has their pair, KIN where another word does."""
    found: dict[int, float] = {}
    for pair in duty.pairs & pairs_of(report):
        for at in duty.places[pair]:
            found[at] = found[at + 1] = 1.0
    if duty.kin:
        spoken = _spoken(report)
        for start, end, group in duty.kin:
            if not spoken.isdisjoint(group):
                for at in range(start, end):
                    found.setdefault(at, KIN)
    return found


def _groups_in(words: str) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """Where words that others may stand for are in what is asked, with those others."""
    return tuple(
        (*match.span(), frozenset(group))
        for match in group_words().finditer(words)
        for group in group_of()[match.group()]
    )
