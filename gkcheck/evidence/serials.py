"""Ids: those that come twice, those that look personal, and numbers missing from a run of serial numbers."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_PARTS = 64
_BUDGET = 32 << 20  # bytes of bitmaps
_MOST_RUNS = 20_000
_LONGEST = 41  # letters before the figures
_LARGEST = 8_000_000  # of a serial number
LEAST_RUN = 10
"""Ids of one run below which a missing number says nothing."""
MOST_MISSING = 0.2
"""Share of missing numbers above which the ids are no run of this log's own (a part of a city-wide one)."""


class Seen:
    """Hashes of ids, eight bytes each, to find those that come twice."""

    def __init__(self) -> None:
        self._parts = [array("q") for _ in range(_PARTS)]

    def add(self, key: str) -> None:
        """Notes an id."""
        value = hash(key)
        self._parts[value & (_PARTS - 1)].append(value)

    def twice(self) -> frozenset[int]:
        """The hashes of ids noted more than once."""
        found: set[int] = set()
        for part in self._parts:
            once: set[int] = set()
            if len(set(part)) == len(part):
                continue
            for value in part:
                (found if value in once else once).add(value)
        return frozenset(found)


class Gaps(NamedTuple):
    """How many numbers are missing, and the first of them."""

    missing: int
    examples: tuple[str, ...]


class Runs:
    """Serial numbers by what stands before them, as bitmaps within a fixed budget."""

    def __init__(self) -> None:
        self._runs: dict[str, bytearray] = {}
        self._widths: dict[str, int] = {}
        self._size = 0
        self.given_up = False

    def add(self, id: str) -> None:
        """Notes an id that ends in a serial number."""
        before = id.rstrip("0123456789")
        figures = id[len(before) :]
        if not 0 < len(figures) <= 14 or len(before) > _LONGEST or self.given_up:
            return
        if not before and len(figures) > 9:
            cut = 8 if _dated().match(figures) else 0
            if not cut or len(figures) > 14:
                return
            before, figures = figures[:cut], figures[cut:]
        elif not before and len(figures) > 6 and figures[:2] in ("19", "20"):
            before, figures = figures[:4], figures[4:]
        number = int(figures)
        if number > _LARGEST:
            return
        run = self._runs.get(before)
        if run is None:
            if len(self._runs) >= _MOST_RUNS:
                self.given_up = True
                return
            run = self._runs[before] = bytearray()
        self._widths[before] = len(figures)
        at, bit = number >> 3, 1 << (number & 7)
        if at >= len(run):
            self._size += at + 1 - len(run)
            if self._size > _BUDGET:
                self.given_up = True
                return
            run.extend(bytes(at + 1 - len(run)))
        run[at] |= bit

    def gaps(self, examples: int) -> Gaps:
        """Numbers missing inside dense runs."""
        count = 0
        first: list[str] = []
        if not self.given_up:
            for before in sorted(self._runs):
                missing = list(self._missing(self._runs[before]))
                count += len(missing)
                width = self._widths[before]
                first += [f"{before}{number:0{width}d}" for number in missing[: examples - len(first)]]
        return Gaps(count, tuple(first))

    def _missing(self, run: bytearray) -> Iterator[int]:
        have = sum(byte.bit_count() for byte in run)
        low = next((at * 8 + _lowest(byte) for at, byte in enumerate(run) if byte), 0)
        high = len(run) * 8 - 1
        while high > low and not run[high >> 3] >> (high & 7) & 1:
            high -= 1
        span = high - low + 1
        if have < LEAST_RUN or span == have or span - have > MOST_MISSING * span:
            return
        for number in range(low, high + 1):
            if not run[number >> 3] >> (number & 7) & 1:
                yield number


def _lowest(byte: int) -> int:
    return (byte & -byte).bit_length() - 1


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
