"""All verified pairs among texts held in memory: fingerprints, candidates, verification."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gkcheck.archive.arrays import Keys, counted, keys_of, partitions, shared_once, worth_comparing
from gkcheck.archive.fingerprints import LOW
from gkcheck.archive.limits import COMMON, SHARED
from gkcheck.archive.verify import Verified, verify

_PARTS = 64


def find_pairs(forms: Sequence[str], *, common: int = COMMON, shared: int = SHARED) -> Verified:
    """The pairs of texts that are copies of one another; `forms` are distinct, in comparison form."""
    keys = keys_of(forms)
    keys.sort()
    sizes = np.bincount(keys & np.uint64(LOW), minlength=len(forms)).astype(np.int32)
    found = [shared_once(part, common) for part in partitions(keys, _PARTS)]
    del keys
    pairs, counts = counted(_one_array(found), shared)
    worth = worth_comparing(pairs, counts, sizes)
    pairs, counts = pairs[worth], counts[worth]
    return verify(
        forms, (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(LOW)).astype(np.int64), counts
    )


def _one_array(parts: list[Keys]) -> Keys:
    """The parts in one array; each is let go as soon as it is copied, so that they never stand twice in memory."""
    whole = np.empty(sum(map(len, parts)), np.uint64)
    end = len(whole)
    while parts:
        part = parts.pop()
        whole[end - len(part) : end] = part
        end -= len(part)
    return whole
