"""Groups of reports that are copies of one another: equal, edited, reordered, contained, or put together from parts.

Candidates share rare runs of six letters; every pair is then compared as a whole (rapidfuzz) and by the passages
it has in common; groups are made of verified pairs only. Dictionaries, linear in the number of letters, no numpy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from gkcheck.similarity.passages import grams, overlap

GRAM = (
    6  # letters; short enough to survive scattered edits (performance.md: k = 6 keeps .98 of edited copies)
)
COMMON = (
    64  # a run of letters that stands in more different texts than this is a set phrase, no sign of copying
)
TOLD = 50  # others named for one entry; a text that stands in ten thousand rows would cost their square
RUN = 8  # letters that must stand together to count as shared …
PART = 12  # … and, for a text put together from several others, …
PIECE = 20  # … the letters that each of these gives at least
UNBROKEN = 16  # letters of the longest run, below which common words are only a common way of speaking

LINKS = (
    8  # others that one of many equal texts is linked with; more than one archived report is looked up for
)

How = Literal["equal", "edited", "reordered", "contained", "assembled", "passage", "source"]
"""How a text is a copy; `source` is one whose words stand in an assembled one and that is no copy itself."""


class Thresholds(NamedTuple):
    """When two texts are copies: `ratio` 0-100 of the whole, or `partial` 0-100 of the shorter one within the longer,
    or `covered` 0-100 of the shorter one standing in the longer in whatever order.

    A text shorter than `letters` is never a copy; all but the first count only when the shorter has
    `partial_letters`. One unbroken `passage` of so many letters is enough where it is not 0.
    """

    ratio: float = 80.0
    partial: float = 95.0
    letters: int = 12
    partial_letters: int = 40
    covered: float = 80.0
    passage: int = 0


class Entry(NamedTuple):
    """One report to compare: `text` and `requirement` in comparison form (names and titles masked)."""

    text: str
    requirement: str
    order: str  # what decides between equals, whatever the order of rows: the task's title


class Member(NamedTuple):
    """One entry of a group: how it is a copy, how much (0 to 100), of which others, and whether its own requirement
    is the one its text answers best (`home`). `of` names TOLD others at most, the home first; there are `total`."""

    entry: int
    home: bool
    how: How
    likeness: float
    of: tuple[int, ...]
    total: int


class CopyGroup(NamedTuple):
    """Entries that are copies, in the order given."""

    members: tuple[Member, ...]


class _Link(NamedTuple):
    how: How
    likeness: float


_Links = dict[int, dict[int, _Link]]
Allowed = Callable[[int, int], bool]


def different_requirements(entries: Sequence[Entry], alike: float = 80.0) -> Allowed:
    """Which entries may be accused of sharing a text: those whose requirements are not as alike as `alike` (0-100)."""
    from rapidfuzz import fuzz

    def allowed(a: int, b: int) -> bool:
        mine, other = entries[a].requirement, entries[b].requirement
        return not (mine and other and fuzz.ratio(mine, other) >= alike)

    return allowed


def copy_groups(
    entries: Sequence[Entry], thresholds: Thresholds, allowed: Allowed | None = None
) -> tuple[CopyGroup, ...]:
    """Groups of verified copies, in the order of their first members; `allowed` says which pairs may be linked."""
    may = allowed or different_requirements(entries)
    same: dict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        if len(entry.text) >= thresholds.letters:
            same[entry.text].append(index)
    links: _Links = defaultdict(dict)
    for equal in same.values():
        _link_equals(links, equal, entries, may)
    weak: dict[int, set[int]] = defaultdict(set)
    for first, second in _pairs(entries, same):
        link = _verify(entries[first], entries[second], thresholds)
        for a in same[entries[first].text][:COMMON]:
            for b in same[entries[second].text][:COMMON]:
                if not may(a, b):
                    continue
                if link is not None:
                    links[a][b] = links[b][a] = link
                else:
                    weak[a].add(b)
                    weak[b].add(a)
    return _groups(entries, links, _assembled(entries, weak, links, thresholds))


def _link_equals(links: _Links, equal: Sequence[int], entries: Sequence[Entry], may: Allowed) -> None:
    """Equal texts are linked each with a few of the next that may be linked; the group grows together from that."""
    for at, a in enumerate(equal):
        found = 0
        for b in equal[at + 1 : at + 1 + 8 * COMMON]:
            if may(a, b):
                asked = _asked_of_both(entries[a], entries[b])
                if asked and not _without(entries[a].text, asked):
                    continue  # nothing but what both were asked
                links[a][b] = links[b][a] = _Link("equal", 100.0)
                found += 1
                if found >= LINKS:
                    break


def _pairs(entries: Sequence[Entry], same: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
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
        if _share_enough(count, min(sizes[a], sizes[b])):
            yield a, b


def _share_enough(count: int, fewer: int) -> bool:
    """Whether so many common runs of six are worth a full comparison; `fewer`: how many the shorter text has."""
    # a text edited in one letter of five keeps about a quarter of them
    return count * 5 >= fewer or count >= PIECE


def may_be_copies(texts: Sequence[str], others: Sequence[str]) -> list[bool]:
    """For each text whether it may be a copy of one of the others, by the runs of letters they share at all.

    Quick, and never wrong where it says no; all in comparison form.
    """
    runs = [grams(text, GRAM) for text in others if text]
    known = frozenset().union(*runs)
    fewest = min(map(len, runs), default=0)
    found: list[bool] = []
    for text in texts:
        own = grams(text, GRAM)
        count = len(known & own)
        found.append((count > 0 and _share_enough(count, min(fewest, len(own)))) or text in others)
    return found


def _verify(a: Entry, b: Entry, thresholds: Thresholds) -> _Link | None:
    from rapidfuzz import fuzz

    asked = _asked_of_both(a, b)
    mine, other = (_without(a.text, asked), _without(b.text, asked)) if asked else (a.text, b.text)
    short, long = sorted((mine, other), key=len)
    if len(short) < thresholds.letters:
        return None
    if short == long:
        return _Link("equal", 100.0)
    ratio = float(fuzz.ratio(short, long))
    if ratio >= thresholds.ratio:
        return _Link("edited", ratio)
    if len(short) < thresholds.partial_letters:
        return None
    shared = overlap(short, long, run=RUN)
    longest = shared.longest
    unbroken = longest[1] - longest[0] if longest else 0
    if 100 * shared.share >= thresholds.covered and unbroken >= UNBROKEN:
        whole = overlap(long, short, run=RUN).share
        return _Link("reordered" if 100 * whole >= thresholds.covered else "contained", 100 * shared.share)
    if unbroken >= RUN and (partial := fuzz.partial_ratio(short, long, score_cutoff=thresholds.partial)):
        return _Link("contained", float(partial))
    if thresholds.passage and unbroken >= thresholds.passage:
        return _Link("passage", 100 * shared.share)
    return None


def _asked_of_both(a: Entry, b: Entry) -> frozenset[str]:
    """The runs of letters that both requirements hold: whoever repeats them has copied from nobody."""
    if not a.requirement or not b.requirement:
        return frozenset()
    return grams(a.requirement, RUN) & grams(b.requirement, RUN)


def _without(text: str, runs: frozenset[str]) -> str:
    """A text without the letters that stand in some of `runs`."""
    hidden = bytearray(len(text))
    for at in range(len(text) - RUN + 1):
        if text[at : at + RUN] in runs:
            hidden[at : at + RUN] = b"\x01" * RUN
    return "".join(letter for letter, gone in zip(text, hidden, strict=True) if not gone)


def _assembled(
    entries: Sequence[Entry], weak: dict[int, set[int]], links: _Links, thresholds: Thresholds
) -> dict[int, tuple[float, tuple[int, ...]]]:
    """Texts put together from passages of two others or more: the covered part (0 to 100) and whose the passages are."""
    found: dict[int, tuple[float, tuple[int, ...]]] = {}
    for at in sorted({*weak, *links}):
        text = entries[at].text
        within = links.get(at, {})
        if len(text) < thresholds.partial_letters or any(link.how != "contained" for link in within.values()):
            continue
        covered = bytearray(len(text))
        sources: list[int] = []
        given = [(overlap(text, entries[other].text, run=PART), other) for other in (*weak[at], *within)]
        for shared, other in sorted(given, key=lambda one: (-one[0].covered, one[1])):
            before = sum(covered)
            trial = bytearray(covered)
            for start, end in shared.runs:
                trial[start:end] = b"\x01" * (end - start)
            if sum(trial) - before >= PIECE:
                covered = trial
                sources.append(other)
        share = 100 * sum(covered) / len(text)
        if len(sources) < 2 or share < thresholds.covered or not set(within) <= set(sources):
            continue
        if within and _fit(entries[at]) >= min(_fit(entries[other]) for other in sources):
            continue  # it is the whole that the others took their parts from
        found[at] = (share, tuple(sources))
    for at in found:
        for other in links.pop(at, {}):
            links[other].pop(at, None)
            if not links[other]:
                del links[other]
    return found


def _groups(
    entries: Sequence[Entry], links: _Links, assembled: dict[int, tuple[float, tuple[int, ...]]]
) -> tuple[CopyGroup, ...]:
    members: dict[int, Member] = {}
    edges: dict[int, set[int]] = defaultdict(set)
    for strong in _components({at: set(others) for at, others in links.items()}):
        home = max(
            strong,
            key=lambda at: (
                _fit(entries[at]),
                len(entries[at].text),
                entries[at].order,
            ),
        )
        told = strong if len(strong) <= TOLD + 1 else tuple(dict.fromkeys((home, *strong[: TOLD + 1])))
        for at in strong:
            best = max(links[at].values(), key=lambda link: link.likeness)
            of = tuple(other for other in told if other != at)[:TOLD]
            members[at] = Member(at, at == home, best.how, best.likeness, of, len(strong) - 1)
            edges[at].update(links[at])
    for at, (share, sources) in assembled.items():
        members[at] = Member(at, False, "assembled", share, sources, len(sources))
        for source in sources:
            edges[at].add(source)
            edges[source].add(at)
    for at, (share, sources) in assembled.items():
        for source in sources:
            if source not in members:
                members[source] = Member(source, True, "source", share, (at,), 1)
    return tuple(CopyGroup(tuple(members[at] for at in whole)) for whole in _components(edges))


def _components(edges: dict[int, set[int]]) -> list[tuple[int, ...]]:
    seen: set[int] = set()
    components: list[tuple[int, ...]] = []
    for start in sorted(edges):
        if start in seen:
            continue
        members: list[int] = []
        waiting = [start]
        seen.add(start)
        while waiting:
            at = waiting.pop()
            members.append(at)
            for neighbour in edges[at]:
                if neighbour not in seen:
                    seen.add(neighbour)
                    waiting.append(neighbour)
        components.append(tuple(sorted(members)))
    return components


def _fit(entry: Entry) -> float:
    return answers_of(entry.requirement, entry.text)


def answers_of(requirement: str, text: str) -> float:
    """How much of a requirement a text speaks of: the share of its pairs of letters found there, 0 to 1."""
    asked = grams(requirement, 2)
    if not asked:
        return 0.0
    return round(len(asked & grams(text, 2)) / len(asked), 3)
