"""All copies of an archive: pairs found range by range within a budget of memory, verified, joined into clusters."""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gkcheck.archive.arrays import Keys, counted, shared_once, without, worth_comparing
from gkcheck.archive.build import MEMORY, key_ranges, room
from gkcheck.archive.fingerprints import LOW
from gkcheck.archive.record import Record
from gkcheck.archive.store import Archive
from gkcheck.archive.verify import Verified, verify

_HALF = np.uint64(32)
_NONE: NDArray[np.uint32] = np.empty(0, np.uint32)
_BINS = 256  # files open at once in which pairs wait; many systems allow a process no more than 1,024
_PER_KEY = 512  # bytes at most that the pairs of one key take while they are made and spread


class Cluster(NamedTuple):
    """Archived reports that are copies of one another, by their numbers in the archive, and the pairs that say so:
    (one, other, likeness 0-100 or 0, letters of the longest shared passage or 0). Equal texts make no pairs."""

    members: tuple[int, ...]
    pairs: tuple[tuple[int, int, float, int], ...]


class Reports:
    """The reports of all segments of an archive under one numbering."""

    def __init__(self, archive: Archive) -> None:
        self._segments = archive.segments
        self.starts = np.concatenate(([0], np.cumsum([one.reports for one in archive.segments]))).astype(
            np.int64
        )
        self._first = self.starts.tolist()

    def __len__(self) -> int:
        return int(self.starts[-1])

    def __getitem__(self, number: int) -> str:
        """The comparison form of a report."""
        segment = bisect_right(self._first, number) - 1
        return self._segments[segment].form(number - self._first[segment])

    def record(self, number: int) -> Record:
        """A report with all that is known of it."""
        segment = bisect_right(self._first, number) - 1
        return self._segments[segment].record(number - self._first[segment])


def find_clusters(archive: Archive, *, memory: int = MEMORY, spill: Path | None = None) -> Iterator[Cluster]:
    """The clusters of an archive, in the order of their first members. `memory` in bytes; `spill`: where pairs wait.

    What grows with the number of reports alone is not spilled: about 250 bytes for each, however small the budget.
    """
    reports = Reports(archive)
    with tempfile.TemporaryDirectory(prefix="gkcheck-", dir=spill) as name:
        first = first_of_equals(archive, reports)
        pairs = _verified_pairs(archive, reports, first, room(memory), Path(name))
        yield from joined(first, pairs)


def first_of_equals(archive: Archive, reports: Reports) -> NDArray[np.int64]:
    """For each report the first of all segments whose comparison form is the same."""
    folders = [segment.folder for segment in archive.segments]
    hashes = np.concatenate(
        [np.fromfile(one / "hashes", np.uint64) for one in folders] or [np.empty(0, np.uint64)]
    )
    owners = np.concatenate(
        [
            np.fromfile(one / "owners", np.uint32).astype(np.int64) + start
            for one, start in zip(folders, reports.starts, strict=False)
        ]
        or [np.empty(0, np.int64)]
    )
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    begins = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))[: len(hashes)]
    first = np.empty(len(owners), np.int64)
    first[owners] = np.repeat(owners[begins], np.diff(np.append(begins, len(owners))))
    return first


def _verified_pairs(
    archive: Archive, reports: Reports, first: NDArray[np.int64], memory: int, spill: Path
) -> Iterator[Verified]:
    runs = [segment.folder / "keys" for segment in archive.segments]
    parts = 1
    while sum(run.stat().st_size for run in runs) * 12 / parts > memory:
        parts *= 2
    sizes = np.concatenate(
        [_NONE, *(np.frombuffer(one.sizes, np.uint16) for one in archive.segments)]
    ).astype(np.int32)
    bins = min(max(16, parts * 4), _BINS)
    files = [(spill / f"pairs-{number}").open("ab") for number in range(bins)]
    try:
        for keys in key_ranges_by_report(archive, reports, first, runs, parts):
            for few in slices(keys, memory // _PER_KEY):
                _spread(shared_once(few), files_of=files)
    finally:
        for file in files:
            file.close()
    for number in range(bins):
        path = spill / f"pairs-{number}"
        pairs, counts = counted(np.fromfile(path, np.uint64))
        path.unlink()
        worth = worth_comparing(pairs, counts, sizes)
        yield verify(reports, *_places(pairs[worth]), counts[worth])


def slices(keys: Keys, most: int) -> Iterator[Keys]:
    """Sorted keys in slices of about `most`; the keys of one fingerprint come in one slice."""
    begin = 0
    while begin < len(keys):
        end = begin + most
        if end < len(keys):
            end = int(np.searchsorted(keys, ((keys[end] >> _HALF) + np.uint64(1)) << _HALF))
        yield keys[begin:end]
        begin = end


def key_ranges_by_report(
    archive: Archive, reports: Reports, first: NDArray[np.int64], runs: Sequence[Path], parts: int
) -> Iterator[Keys]:
    """Sorted keys of all segments, range by range, with reports numbered over the whole archive; without the
    fingerprints that are common in one of the segments, and so in the archive."""
    common = np.unique(
        np.concatenate([_NONE, *(np.frombuffer(one.common(), np.uint32) for one in archive.segments)])
    )
    ranges = [key_ranges([run], parts) for run in runs]
    low = np.uint64(LOW)
    for pieces in zip(*ranges, strict=True):
        numbered = [
            (keys & ~low) | first[(keys & low).astype(np.int64) + start].astype(np.uint64)
            for keys, start in zip(pieces, reports.starts, strict=False)
        ]
        keys = np.concatenate(numbered)
        keys.sort()
        yield keys if len(ranges) == 1 else without(keys, common)


def _spread(pairs: Keys, files_of: Sequence[object]) -> None:
    """Pairs into files by their first member, so that all of one pair come together."""
    bins = len(files_of)
    where = ((pairs >> _HALF) * np.uint64(0x9E3779B1)) & np.uint64(bins - 1)
    order = np.argsort(where, kind="stable")
    cuts = np.searchsorted(where[order], np.arange(1, bins, dtype=np.uint64))
    for file, part in zip(files_of, np.split(pairs[order], cuts), strict=True):
        part.tofile(file)  # type: ignore[arg-type]  # numpy types this as a path or a binary stream


def _places(pairs: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return (pairs >> _HALF).astype(np.int64), (pairs & np.uint64(LOW)).astype(np.int64)


def joined(first: NDArray[np.int64], found: Iterator[Verified]) -> Iterator[Cluster]:
    """Clusters from verified pairs and from equal texts; `first`: for each report the first with the same text."""
    parent = first.copy()

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = int(parent[at])
        return at

    parts: list[Verified] = []
    for part in found:
        parts.append(part)
        for one, other in zip(part.one.tolist(), part.other.tolist(), strict=True):
            a, b = root(one), root(other)
            parent[max(a, b)] = min(a, b)
    roots = parent[parent]
    while not np.array_equal(roots, parent):
        parent = roots
        roots = parent[parent]
    pairs = _ordered(parts, roots)
    owners = roots[pairs.one]
    order = np.argsort(roots, kind="stable")
    begins = np.flatnonzero(np.concatenate(([True], np.diff(roots[order]) != 0)))[: len(order)]
    ends = np.append(begins[1:], len(order))
    several = ends - begins > 1
    for begin, end in zip(begins[several].tolist(), ends[several].tolist(), strict=True):
        members = order[begin:end].tolist()
        start, stop = np.searchsorted(owners, [roots[members[0]], roots[members[0]] + 1])
        own = [column[start:stop].tolist() for column in pairs]
        yield Cluster(
            tuple(members),
            tuple(
                (one, other, round(ratio, 1), passage)
                for one, other, ratio, passage in zip(*own, strict=True)
            ),
        )


def _ordered(parts: Sequence[Verified], roots: NDArray[np.int64]) -> Verified:
    """All pairs, those of one cluster together."""
    if not parts:
        empty = np.empty(0, np.int64)
        return Verified(empty, empty, np.empty(0, np.float32), np.empty(0, np.int32))
    one = np.concatenate([part.one for part in parts])
    other = np.concatenate([part.other for part in parts])
    order = np.lexsort((other, one, roots[one]))
    return Verified(
        one[order],
        other[order],
        np.concatenate([part.ratio for part in parts])[order],
        np.concatenate([part.passage for part in parts])[order],
    )
