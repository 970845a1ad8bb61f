"""Groups of reports within one table that are copies of one another, each with its home row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gkcheck.similarity.passages import grams

GRAM = (
    6  # letters; short enough to survive scattered edits (performance.md: k = 6 keeps .98 of edited copies)
)
COMMON = (
    64  # a run of letters that stands in more different texts than this is a set phrase, no sign of copying
)


class Thresholds(NamedTuple):
    """When two texts are copies: `ratio` 0-100 of the whole, or `partial` 0-100 of the shorter one.

    A text shorter than `letters` is never a copy; `partial` counts only when the shorter has `partial_letters`.
    Requirements as alike as `same_requirement` (0-100) may honestly share one answer.
    """

    ratio: float = 80.0
    partial: float = 95.0
    letters: int = 12
    partial_letters: int = 40
    same_requirement: float = 80.0


class Entry(NamedTuple):
    """One report to compare: `text` and `requirement` in comparison form (names and titles masked)."""

    text: str
    requirement: str
    order: str  # what decides between equals, whatever the order of rows: the task's title


class CopyGroup(NamedTuple):
    """Entries that are copies, by index; `home` is the one whose own requirement the text answers best.

    `likeness` is each member's best ratio with another member, 0 to 100; `contained` says that a member
    stands as a part within another, rather than being equal to it.
    """

    members: tuple[int, ...]
    home: int
    likeness: tuple[float, ...]
    contained: tuple[bool, ...]


def copy_groups(entries: Sequence[Entry], thresholds: Thresholds) -> tuple[CopyGroup, ...]:
    """Groups of verified copies, in the order of their first members. Linear in the number of entries."""
    links: dict[int, dict[int, tuple[float, bool]]] = defaultdict(dict)
    same: dict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        if len(entry.text) >= thresholds.letters:
            same[entry.text].append(index)
    for first, second in _pairs(entries, same, thresholds):
        verified = _verify(entries[first], entries[second], thresholds)
        if verified is not None:
            for a in same[entries[first].text]:
                for b in same[entries[second].text]:
                    _link(links, entries, a, b, verified, thresholds)
    for equal in same.values():
        for at, a in enumerate(equal):
            for b in equal[at + 1 : at + 1 + COMMON]:
                _link(links, entries, a, b, (100.0, False), thresholds)
    return tuple(_group(entries, members, links) for members in _components(links))


def _pairs(
    entries: Sequence[Entry], same: dict[str, list[int]], thresholds: Thresholds
) -> Iterator[tuple[int, int]]:
    """Pairs of different texts that share enough rare runs of letters to be worth a full comparison."""
    leaders = [indexes[0] for indexes in same.values()]
    holders: dict[str, list[int]] = defaultdict(list)
    sizes: dict[int, int] = {}
    for index in leaders:
        own = grams(entries[index].text, GRAM)
        sizes[index] = len(own)
        for gram in own:
            holders[gram].append(index)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for indexes in holders.values():
        if 1 < len(indexes) <= COMMON:
            for at, a in enumerate(indexes):
                for b in indexes[at + 1 :]:
                    shared[(a, b)] += 1
    for (a, b), count in shared.items():
        # a text edited in one letter of five keeps about a quarter of its runs of six
        if count * 5 >= min(sizes[a], sizes[b]):
            yield a, b


def _verify(a: Entry, b: Entry, thresholds: Thresholds) -> tuple[float, bool] | None:
    from rapidfuzz import fuzz

    ratio = fuzz.ratio(a.text, b.text)
    if ratio >= thresholds.ratio:
        return ratio, False
    if min(len(a.text), len(b.text)) >= thresholds.partial_letters:
        partial = fuzz.partial_ratio(a.text, b.text, score_cutoff=thresholds.partial)
        if partial:
            return partial, True
    return None


def _link(
    links: dict[int, dict[int, tuple[float, bool]]],
    entries: Sequence[Entry],
    a: int,
    b: int,
    verified: tuple[float, bool],
    thresholds: Thresholds,
) -> None:
    from rapidfuzz import fuzz

    mine, other = entries[a].requirement, entries[b].requirement
    if mine and other and fuzz.ratio(mine, other) >= thresholds.same_requirement:
        return
    links[a][b] = verified
    links[b][a] = verified


def _components(links: dict[int, dict[int, tuple[float, bool]]]) -> list[tuple[int, ...]]:
    seen: set[int] = set()
    components: list[tuple[int, ...]] = []
    for start in sorted(links):
        if start in seen:
            continue
        members: list[int] = []
        waiting = [start]
        seen.add(start)
        while waiting:
            at = waiting.pop()
            members.append(at)
            for neighbour in links[at]:
                if neighbour not in seen:
                    seen.add(neighbour)
                    waiting.append(neighbour)
        components.append(tuple(sorted(members)))
    return components


def _group(
    entries: Sequence[Entry], members: tuple[int, ...], links: dict[int, dict[int, tuple[float, bool]]]
) -> CopyGroup:
    home = max(members, key=lambda at: (_answers(entries[at]), len(entries[at].text), entries[at].order))
    best = tuple(max(links[at].values()) for at in members)
    return CopyGroup(
        members=members,
        home=home,
        likeness=tuple(ratio for ratio, _ in best),
        contained=tuple(part for _, part in best),
    )


def _answers(entry: Entry) -> float:
    """How much of an entry's own requirement its text speaks of: the share of its pairs of letters found there."""
    asked = grams(entry.requirement, 2)
    if not asked:
        return 0.0
    return round(len(asked & grams(entry.text, 2)) / len(asked), 3)
