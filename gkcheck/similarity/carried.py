"""Sentences carried over from a former report: the same words with the same figures, or with new ones.

A sentence whose figures changed is an update, however alike its words; the year alone is no figure, because writing
the new year over the old one is what carrying over looks like.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from gkcheck.similarity.passages import grams, overlap

GRAM = 5
MOST = 8  # former sentences compared with one sentence, the most alike first
PARTIAL = 78.0  # 0-100, of a shorter sentence within a longer one …
DENSE = 20  # letters to one figure; prose has more, a line of statistics fewer
UNBROKEN = 8  # … that share so many letters in a row


class Sentence(NamedTuple):
    """One sentence: which report it is of, where it is there, its letters to compare (figures and all), its figures."""

    report: int
    start: int
    end: int
    text: str
    figures: tuple[str, ...]


class Carried(NamedTuple):
    """A sentence and the former one it repeats; `same`: its figures are the same ones, or it tells none."""

    now: Sentence
    before: Sentence
    likeness: float
    same: bool


@cache
def _figure() -> re.Pattern[str]:
    return re.compile(
        r"(?P<year>(?:19|20)\d{2}(?=年|至|-|—|/)|[“\"]?十[一二三四五]五[”\"]?)"
        r"|(?P<number>\d+(?:[.,]\d+)*%?)"
        r"|(?P<word>[一二三四五六七八九十百千万两]+)(?=余?多?(?:次|件|项|个|人|场|期|篇|户|份|批|类|条|名|家|处|起|宗|天|日|月|轮|万|亿|元|例|所|座|台|套|公里|平方米))"
        r"|(?P<share>百分之[一二三四五六七八九十百点零]+)"
    )


@lru_cache(maxsize=1 << 14)
def figures_of(text: str) -> tuple[str, ...]:
    """The figures of a text in derived form, in order; years are left out."""
    return tuple(match.group() for match in _figure().finditer(text) if not match["year"])


def filled_form(one: str, other: str) -> bool:
    """Whether two texts are set phrases filled with figures of their own: 收到留言318件，按时答复318件，按时率100%.

    Both in derived form. They tell different figures, and hardly more than figures: official statistics are told in
    the same words everywhere, which is nobody's copying.
    """
    if one == other:
        return False
    mine, theirs = figures_of(one), figures_of(other)
    fewer = min(len(mine), len(theirs))
    if not fewer or (Counter(mine) & Counter(theirs)).total() * 2 >= fewer:
        return False  # half of the figures are the same ones: those were not counted anew
    return min(len(one) / len(mine), len(other) / len(theirs)) < DENSE


def carried_over(
    now: Sequence[Sentence],
    before: Sequence[Sentence],
    related: Callable[[int, int], bool],
    *,
    ratio: float,
    letters: int,
) -> Iterator[Carried]:
    """For each sentence of at least `letters` letters the former sentence it repeats most, if any.

    `related` says which reports may be compared, by their places; `ratio` is 0-100. Linear in the letters.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    plain = [_plain(sentence.text) for sentence in before]
    for at, text in enumerate(plain):
        if len(text) >= min(letters, 12):
            for gram in grams(text, GRAM):
                holders[gram].append(at)
    for sentence in now:
        text = _plain(sentence.text)
        if len(text) < letters:
            continue
        shared: dict[int, int] = defaultdict(int)
        own = grams(text, GRAM)
        for gram in own:
            for at in holders.get(gram, ())[:200]:
                shared[at] += 1
        near = sorted((at for at in shared if shared[at] * 8 >= len(own)), key=lambda at: (-shared[at], at))
        best: Carried | None = None
        for at in near[: 4 * MOST]:
            if not related(sentence.report, before[at].report):
                continue
            likeness = _likeness(text, plain[at], ratio)
            if likeness:
                same = not sentence.figures or sentence.figures == before[at].figures
                found = Carried(sentence, before[at], likeness, same)
                # of two former sentences as alike, the one with the same figures is the one repeated
                if best is None or (likeness, same) > (best.likeness, best.same):
                    best = found
        if best is not None:
            yield best


def _plain(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _likeness(text: str, former: str, least: float) -> float:
    from rapidfuzz import fuzz

    whole = float(fuzz.ratio(text, former, score_cutoff=least))
    if whole:
        return whole
    part = float(fuzz.partial_ratio(text, former, score_cutoff=max(least, PARTIAL)))
    if part and len(text) <= len(former):
        longest = overlap(text, former, run=UNBROKEN).longest
        if longest is not None:
            return part
    return 0.0
