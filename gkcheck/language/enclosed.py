"""Whether a stretch of a text stands within one of some stretches, found by halving: linear where there are many."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable


def within(stretches: Iterable[tuple[int, int]]) -> Callable[[int, int], bool]:
    """A test for (start, end): does it lie inside one of the stretches, which are in order and do not overlap."""
    places = list(stretches)
    starts = [start for start, _ in places]

    def inside(start: int, end: int) -> bool:
        at = bisect_right(starts, start) - 1
        return at >= 0 and end <= places[at][1]

    return inside


def touching(stretches: Iterable[tuple[int, int]]) -> Callable[[int, int], bool]:
    """A test for (start, end): does it share a letter with one of the stretches, in order and without overlaps."""
    places = list(stretches)
    starts = [start for start, _ in places]

    def shares(start: int, end: int) -> bool:
        at = bisect_left(starts, end) - 1
        return at >= 0 and start < places[at][1]

    return shares
