"""Fingerprints of many texts and the pairs of texts that share them, in numpy arrays.

A key is one unsigned 64-bit number: the fingerprint in its upper half, the place of the text in its lower half, so
that one sort brings together the texts that share a fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from gkcheck.archive.fingerprints import BELOW, FACTOR, GRAM, LOW, SPREAD, WORD
from gkcheck.archive.limits import COMMON, SHARED, SHARED_PART

Keys = NDArray[np.uint64]
Places = NDArray[np.int64]

_BLOCK = 1 << 15  # letters hashed at a time: their arrays stay in the processor's cache
_LETTERS = 1 << 22  # letters joined at a time
_HALF = np.uint64(32)


def keys_of(forms: Sequence[str], first: int = 0) -> Keys:
    """The keys of texts in comparison form, unsorted; the first text has the place `first`."""
    found: list[Keys] = []
    begun = letters = 0
    for at, form in enumerate(forms):
        letters += len(form)
        if letters >= _LETTERS or at == len(forms) - 1:
            found.append(_keys(forms[begun : at + 1], first + begun))
            begun, letters = at + 1, 0
    return np.concatenate(found) if found else np.empty(0, np.uint64)


def distinct(keys: Keys) -> Keys:
    """The distinct keys in order; sorts in place (np.unique looks them up in a hash table, which takes far longer)."""
    keys.sort()
    return keys[np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)]]


def different(keys: Keys) -> int:
    """How many fingerprints sorted keys have."""
    return len(_runs((keys >> _HALF).astype(np.uint32))[0])


def without_common(keys: Keys, common: int = COMMON) -> tuple[Keys, NDArray[np.uint32]]:
    """The keys whose fingerprint no more than `common` texts have, and the other fingerprints; `keys` distinct, sorted."""
    prints = (keys >> _HALF).astype(np.uint32)
    begins, lengths = _runs(prints)
    return keys[np.repeat(lengths <= common, lengths)], prints[begins[lengths > common]]


def without(keys: Keys, prints: NDArray[np.uint32]) -> Keys:
    """The keys whose fingerprint is none of `prints`, which are sorted."""
    if not len(prints):
        return keys
    own = (keys >> _HALF).astype(np.uint32)
    at = np.minimum(np.searchsorted(prints, own), len(prints) - 1)
    kept: Keys = keys[prints[at] != own]
    return kept


def prints_of(forms: Sequence[str]) -> list[list[int]]:
    """The distinct fingerprints of each text, in order of size."""
    keys = distinct(keys_of(forms))
    places = (keys & np.uint64(LOW)).astype(np.int64)
    order = np.argsort(places, kind="stable")
    prints = (keys >> _HALF)[order]
    cuts = np.searchsorted(places[order], np.arange(1, len(forms)))
    return [part.tolist() for part in np.split(prints, cuts)] if len(forms) else []


def _keys(forms: Sequence[str], first: int) -> Keys:
    codes = np.frombuffer("".join(forms).encode("utf-32-le", "surrogatepass"), np.uint32)
    if len(codes) < GRAM:
        return np.empty(0, np.uint64)
    ends = np.cumsum(np.fromiter(map(len, forms), np.int64, len(forms)))
    starts, hashes = _sampled(codes)
    before = np.searchsorted(starts, np.concatenate(([0], ends)))
    counts = np.diff(before)
    inside = starts + GRAM <= np.repeat(ends, counts)
    places = np.repeat(np.arange(first, first + len(forms), dtype=np.uint64), counts)
    keys: Keys = ((hashes >> _HALF) << _HALF) | places
    return keys[inside]


def _sampled(codes: NDArray[np.uint32]) -> tuple[Places, Keys]:
    """Where the kept runs of six begin, and their hashes."""
    factor, cube = np.uint64(FACTOR), np.uint64(FACTOR**3 & WORD)
    spread, low, below = np.uint64(SPREAD), np.uint64(LOW), np.uint64(BELOW)
    starts: list[Places] = []
    hashes: list[Keys] = []
    for begin in range(0, len(codes) - GRAM + 1, _BLOCK):
        wide = codes[begin : begin + _BLOCK + GRAM - 1].astype(np.uint64)
        half = wide[:-2] * factor
        half += wide[1:-1]
        half *= factor
        half += wide[2:]
        whole = half[:-3] * cube
        whole += half[3:]
        whole *= spread
        kept = np.flatnonzero((whole & low) < below)
        starts.append(kept + begin)
        hashes.append(whole[kept])
    return np.concatenate(starts), np.concatenate(hashes)


def shared_once(keys: Keys, common: int = COMMON) -> Keys:
    """Pairs of places (the smaller in the upper half) for every fingerprint that few texts share; `keys` sorted.

    A pair comes once for each fingerprint it shares; the same fingerprint twice in one text makes no pair.
    """
    if len(keys) < 2:
        return np.empty(0, np.uint64)
    keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))]
    prints = (keys >> _HALF).astype(np.uint32)
    begins, lengths = _runs(prints)
    places = keys & np.uint64(LOW)
    pairs: list[Keys] = []
    for length in range(2, common + 1):
        runs = begins[lengths == length]
        if len(runs):
            texts = places[runs[:, None] + np.arange(length)]
            one, other = np.triu_indices(length, 1)
            pairs.append(((texts[:, one] << _HALF) | texts[:, other]).ravel())
    return np.concatenate(pairs) if pairs else np.empty(0, np.uint64)


def _runs(prints: NDArray[np.uint32]) -> tuple[Places, Places]:
    """Where each run of equal numbers begins, and how long it is."""
    begins = np.flatnonzero(np.concatenate(([True], prints[1:] != prints[:-1]))[: len(prints)])
    return begins, np.diff(np.append(begins, len(prints)))


def counted(pairs: Keys, least: int = SHARED) -> tuple[Keys, Places]:
    """The distinct pairs that come at least `least` times (2 or more), in order, and how often; sorts in place."""
    pairs.sort()
    often = pairs[np.flatnonzero(pairs[least - 1 :] == pairs[: max(0, len(pairs) - least + 1)])]
    begins = np.flatnonzero(np.concatenate(([True], often[1:] != often[:-1]))[: len(often)])
    return often[begins], np.diff(np.append(begins, len(often))) + (least - 1)


def worth_comparing(pairs: Keys, counts: Places, sizes: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which counted pairs share enough of the fingerprints of the shorter text; `sizes` by place."""
    shorter = np.minimum(sizes[pairs >> _HALF], sizes[pairs & np.uint64(LOW)])
    worth: NDArray[np.bool_] = counts >= SHARED_PART * shorter
    return worth


def partitions(keys: Keys, parts: int) -> Iterator[Keys]:
    """Sorted keys cut by their top bits into so many slices (a power of two)."""
    width = (1 << 64) // parts
    cuts = np.searchsorted(keys, np.array([part * width for part in range(1, parts)], np.uint64))
    yield from np.split(keys, cuts)
