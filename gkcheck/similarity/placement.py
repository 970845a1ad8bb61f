"""Placement: how well each report of a table suits its own requirement, and which other it suits better.

A word counts the more, the fewer requirements of the table it stands in. Linear in the letters of the table: each
word of a report is looked up in an index of the requirements; words that stand in a third of them are left out.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from operator import add
from typing import NamedTuple

from gkcheck.language.everyday import cited, empty_words
from gkcheck.language.form import HAN, fold
from gkcheck.similarity.passages import grams

COMMON_SHARE = 3  # a word in every third requirement of the table tells nothing …
COMMON_LEAST = 6  # … but in a small table only from this many requirements on
WHOLE = 0.5  # the part of a requirement that a passage must be to be that requirement
POSTINGS = 64  # nor does one that stands in more requirements than this


class Placement(NamedTuple):
    """How far one report speaks of its own requirement, and of the other one it suits best (0 to 1).

    `shared` counts the different pairs of letters that report and the other requirement have in common.
    """

    own: float
    other: int | None
    theirs: float
    shared: int = 0


class Stray(NamedTuple):
    """A passage of a report that is another requirement's, word for word: offsets in the report's comparison form."""

    report: int
    other: int
    start: int
    end: int


def strays(
    requirements: Sequence[str], reports: Sequence[str], *, run: int = 8, least: int = 20
) -> tuple[Stray, ...]:
    """For each report the longest passage of `least` letters or more that stands in another requirement, not its own.

    All texts in comparison form. Linear in their letters: a run of letters in more than `COMMON_LEAST` requirements
    tells nothing and is left out.
    """
    where: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(requirements):
        for gram in grams(text, run):
            where[gram].append(at)
    found: list[Stray] = []
    for at, text in enumerate(reports):
        if where.keys().isdisjoint(grams(text, run)):
            continue
        begun: dict[int, int] = {}
        best: Stray | None = None
        for place in range(len(text) - run + 2):
            rows = where.get(text[place : place + run], ()) if place <= len(text) - run else ()
            foreign = () if at in rows or len(rows) > COMMON_LEAST else rows
            for row in [row for row in begun if row not in foreign]:
                start, end = begun.pop(row), place + run - 1
                long = end - start >= max(least, len(requirements[row]) * WHOLE)
                if long and (best is None or end - start > best.end - best.start):
                    best = Stray(at, row, start, end)
            for row in foreign:
                begun.setdefault(row, place)
        if best is not None:
            found.append(best)
    return tuple(found)


@cache
def _organ() -> re.Pattern[str]:
    """The name of an office above or beside: 市农业农村局 in two rows tells nothing of their subject."""
    return re.compile(rf"[省市县区州盟](?:委|政府)?{HAN}{{2,8}}?(?:局|厅|委员会|办公室)(?![长部限面])")


def words_of(text: str) -> frozenset[str]:
    """The pairs of letters of a text that carry meaning."""
    folded = _organ().sub("。", cited().sub("。", fold(text)))
    folded = empty_words().sub("。", folded)
    return frozenset(pair for pair in set(map(add, folded, folded[1:])) if "。" not in pair)


def placements(requirements: Sequence[str], reports: Sequence[str]) -> tuple[Placement, ...]:
    """One placement for each report, in order; both lists as read and of one length."""
    asked = [words_of(text) for text in requirements]
    index: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(asked):
        for word in words:
            index[word].append(at)
    limit = min(POSTINGS, max(COMMON_LEAST, len(asked) // COMMON_SHARE))
    value = {
        word: math.log(1 + len(asked) / len(where)) for word, where in index.items() if len(where) <= limit
    }
    whole = [sum(value.get(word, 0.0) for word in words) for words in asked]
    placed: list[Placement] = []
    for at, report in enumerate(reports):
        got: dict[int, float] = defaultdict(float)
        count: dict[int, int] = defaultdict(int)
        for word in words_of(report):
            if word in value:
                for row in index[word]:
                    got[row] += value[word]
                    count[row] += 1
        share = {row: got[row] / whole[row] for row in got if whole[row]}
        best = max(
            (row for row in share if row != at), key=lambda row: (share[row], count[row], -row), default=None
        )
        placed.append(
            Placement(
                own=share.get(at, 0.0),
                other=best,
                theirs=share[best] if best is not None else 0.0,
                shared=count[best] if best is not None else 0,
            )
        )
    return tuple(placed)
