"""Verified pairs: every candidate compared letter by letter, as a whole and by the passages it shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from gkcheck.archive.limits import PASSAGE, RATIO, SHARED_FOR_PASSAGE
from gkcheck.archive.passage import longest_shared

CHUNK = 20_000


class Verified(NamedTuple):
    """Pairs that are copies: places of both texts, likeness 0-100 of the whole, and letters of the longest shared
    passage (0 where the whole is alike and nobody looked)."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    ratio: NDArray[np.float32]
    passage: NDArray[np.int32]


class Forms(Protocol):
    """Comparison forms by place: a list, or an archive."""

    def __getitem__(self, place: int, /) -> str: ...


def compared(
    left: Sequence[str],
    right: Sequence[str],
    shared: NDArray[np.int64],
    *,
    ratio: float = RATIO,
    passage: int = PASSAGE,
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """For each two texts their likeness (0 below `ratio`), and where that is 0 the letters of their longest passage."""
    from rapidfuzz import fuzz, process

    ratios = process.cpdist(left, right, scorer=fuzz.ratio, score_cutoff=ratio, dtype=np.float32)
    passages = np.zeros(len(left), np.int32)
    for place in np.flatnonzero((ratios < ratio) & (shared >= SHARED_FOR_PASSAGE)).tolist():
        passages[place] = longest_shared(left[place], right[place], passage)
    return ratios, passages


def verify(
    forms: Forms,
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    shared: NDArray[np.int64],
    *,
    ratio: float = RATIO,
    passage: int = PASSAGE,
) -> Verified:
    """The candidates that hold; `shared` says how many fingerprints each has in common."""
    kept: list[tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.int32]]] = []
    for begin in range(0, len(one), CHUNK):
        left = [forms[at] for at in one[begin : begin + CHUNK].tolist()]
        right = [forms[at] for at in other[begin : begin + CHUNK].tolist()]
        ratios, passages = compared(left, right, shared[begin : begin + CHUNK], ratio=ratio, passage=passage)
        holds = np.flatnonzero((ratios >= ratio) | (passages >= passage))
        kept.append((holds + begin, ratios[holds], passages[holds]))
    if not kept:
        empty = np.empty(0, np.int64)
        return Verified(empty, empty, np.empty(0, np.float32), np.empty(0, np.int32))
    at = np.concatenate([part[0] for part in kept])
    return Verified(
        one[at],
        other[at],
        np.concatenate([part[1] for part in kept]),
        np.concatenate([part[2] for part in kept]),
    )
