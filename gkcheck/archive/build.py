"""Archives written: records in, one new segment out, then a new manifest; whatever is interrupted leaves the old one.

Nothing of an archive is changed in place. A segment is written beside the others under a name that no manifest
holds, every file synchronised to disk, then renamed; the manifest that names it is written last, in the same way.
Memory stays within a budget: keys are sorted in runs, spilled, and merged one range of their top bits at a time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gkcheck.archive.arrays import Keys, different, distinct, keys_of, without_common
from gkcheck.archive.fingerprints import LOW
from gkcheck.archive.record import Record
from gkcheck.archive.store import (
    FILES,
    MANIFEST,
    ArchiveError,
    SegmentInfo,
    manifest_bytes,
    read_manifest,
    text_hash,
)

MEMORY = 1 << 30  # bytes, unless told otherwise
LEAST_MEMORY = 192 << 20
_STANDING = 160 << 20  # what Python, the rules, numpy and the records of one batch take anyway
_BATCH = 5_000  # records hashed at a time
_LEAST_BITS = 10
_WRITING = ".writing-"  # beginning of the names of unfinished segments


def build(path: Path, records: Iterable[Record], *, memory: int = MEMORY) -> int:
    """Makes an archive of one segment; gives the number of reports. `memory` in bytes.

    Raises ArchiveError where something stands already. Interrupted, it leaves no archive behind.
    """
    if (path / MANIFEST).exists() or (path.exists() and not path.is_dir()):
        raise ArchiveError(
            path,
            "已经有了；要加进去用 gkcheck archive add，要重建请先删除",
            "exists already; use gkcheck archive add, or remove it first",
        )
    (path / "segments").mkdir(parents=True, exist_ok=True)
    with _alone(path):
        return _written(path, [], records, memory)


def add(path: Path, records: Iterable[Record], *, memory: int = MEMORY) -> int:
    """Adds a segment to an archive; gives the number of reports added. Interrupted, it leaves the archive as it was."""
    read_manifest(path)
    with _alone(path):
        return _written(path, read_manifest(path), records, memory)


def room(memory: int) -> int:
    """What of a budget of memory is left for arrays, in bytes; mapped pages of an archive, which the system takes back
    when it needs them, are not counted."""
    return max(memory, LEAST_MEMORY) - _STANDING


def _written(path: Path, segments: list[SegmentInfo], records: Iterable[Record], memory: int) -> int:
    folder = path / "segments"
    for (
        left
    ) in folder.iterdir():  # by somebody who was interrupted: nothing but a manifest makes a segment count
        if left.name not in {one.name for one in segments}:
            shutil.rmtree(left, ignore_errors=True)
    writing = folder / f"{_WRITING}{os.getpid()}"
    writing.mkdir()
    try:
        reports = _write_files(writing, records, room(memory))
        if not reports:
            return 0
        files = {name: _sealed(writing / name) for name in FILES}
        info = SegmentInfo(f"{len(segments):04d}-{files['records'][1][:12]}", reports, files)
        _sync(writing)
        writing.rename(folder / info.name)
        _sync(folder)
        replace_file(path / MANIFEST, manifest_bytes([*segments, info]))
        return reports
    finally:
        shutil.rmtree(writing, ignore_errors=True)


def _write_files(folder: Path, records: Iterable[Record], memory: int) -> int:
    hashes = array("Q")
    runs: list[Path] = []
    held: list[Keys] = []
    size = 0
    sizes: list[NDArray[np.uint16]] = []
    with _Texts(folder, "forms") as forms, _Texts(folder, "records") as told:
        for batch in _batches(records):
            texts = [record.form for record in batch]
            keys = distinct(keys_of(texts))
            counts = np.bincount((keys & np.uint64(LOW)).astype(np.int64), minlength=len(batch))
            sizes.append(np.minimum(counts, 65_535).astype(np.uint16))
            held.append(keys + np.uint64(len(hashes)))
            size += keys.nbytes
            for record, text in zip(batch, texts, strict=True):
                hashes.append(text_hash(text))
                forms.write(text.encode("utf-8", "replace"))
                told.write(record.to_bytes())
            if size * 3 >= memory:
                runs.append(_spilled(folder, len(runs), held))
                held, size = [], 0
    runs.append(_spilled(folder, len(runs), held))
    np.concatenate([*sizes, np.empty(0, np.uint16)]).tofile(folder / "sizes")
    _merge(folder, runs, _first_of_equals(folder, np.frombuffer(hashes, np.uint64)), memory)
    return len(hashes)


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    stream = iter(records)
    while batch := list(islice(stream, _BATCH)):
        yield batch


def _spilled(folder: Path, number: int, held: list[Keys]) -> Path:
    keys = np.concatenate([*held, np.empty(0, np.uint64)])
    keys.sort()
    path = folder / f"run-{number}"
    keys.tofile(path)
    return path


def _first_of_equals(folder: Path, hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """For each report the first with the same comparison form; writes the index of hashes on the way."""
    order = np.argsort(hashes, kind="stable").astype(np.uint32)
    ordered = hashes[order]
    ordered.tofile(folder / "hashes")
    order.tofile(folder / "owners")
    begins = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))[: len(ordered)]
    first = np.empty(len(order), np.uint32)
    first[order] = np.repeat(order[begins], np.diff(np.append(begins, len(order))))
    return first


def _merge(folder: Path, runs: Sequence[Path], first: NDArray[np.uint32], memory: int) -> None:
    """The runs as one sorted file of keys, equal texts under the first of them."""
    total = sum(run.stat().st_size for run in runs)
    parts = 1
    while total * 6 / parts > memory:
        parts *= 2
    many = 0  # fingerprints that stand in `keys`
    with (folder / "keys").open("wb") as out, (folder / "common").open("wb") as set_phrases:
        for keys in key_ranges(runs, parts):
            low = np.uint64(LOW)
            under_first = (keys & ~low) | first[keys & low]
            del keys
            rare, common = without_common(distinct(under_first))
            many += different(rare)
            rare.tofile(out)
            common.tofile(set_phrases)
    for run in runs:
        run.unlink()
    _starts(folder)
    _present(folder, many, parts)


def _starts(folder: Path) -> None:
    """Writes where each value of the top bits begins, with a hundred keys or two to each value."""
    keys = _mapped(folder / "keys")
    bits = max(0, min(20, (len(keys) >> 7).bit_length()))
    edges = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits) if bits else np.zeros(1, np.uint64)
    np.append(np.searchsorted(keys, edges), len(keys)).astype(np.uint64).tofile(folder / "starts")


def _present(folder: Path, many: int, parts: int) -> None:
    """Writes one bit for each value of so many top bits that there are four to eight for each of `many` fingerprints.

    With fewer bits more is read of `keys` in vain; with more of them a lookup touches more pages here.
    """
    bits = max(_LEAST_BITS, parts.bit_length() + 2, min(32, (4 * many).bit_length()))
    with (folder / "present").open("wb") as out:
        for keys in key_ranges([folder / "keys"], parts):
            flags = np.zeros((1 << bits) // parts, np.bool_)
            flags[((keys >> np.uint64(64 - bits)) & np.uint64(len(flags) - 1)).astype(np.int64)] = True
            np.packbits(flags, bitorder="little").tofile(out)


def _mapped(path: Path) -> Keys:
    return np.memmap(path, np.uint64, "r") if path.stat().st_size else np.empty(0, np.uint64)


def key_ranges(runs: Sequence[Path], parts: int) -> Iterator[Keys]:
    """The keys of several sorted files, read one range of their top bits after the other, each range unsorted."""
    mapped = [_mapped(run) for run in runs]
    edges = np.array([part * ((1 << 64) // parts) for part in range(1, parts)], np.uint64)
    cuts = [np.concatenate(([0], np.searchsorted(keys, edges), [len(keys)])) for keys in mapped]
    del mapped
    for part in range(parts):
        yield np.concatenate(
            [
                np.fromfile(run, np.uint64, int(cut[part + 1] - cut[part]), offset=8 * int(cut[part]))
                for run, cut in zip(runs, cuts, strict=True)
            ]
            or [np.empty(0, np.uint64)]
        )


class _Texts:
    """A file of texts one after the other, and the file of their offsets."""

    def __init__(self, folder: Path, name: str) -> None:
        self._texts = (folder / name).open("wb")
        self._offsets = (folder / f"{name}.at").open("wb")
        self._held = array("Q", [0])
        self._end = 0

    def __enter__(self) -> _Texts:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.tofile(self._offsets)
        self._texts.close()
        self._offsets.close()

    def write(self, data: bytes) -> None:
        """One more text."""
        self._texts.write(data)
        self._end += len(data)
        self._held.append(self._end)
        if len(self._held) >= 1 << 16:
            self._held.tofile(self._offsets)
            del self._held[:]


def _sealed(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file, which is on the disk when this returns."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return path.stat().st_size, digest


def replace_file(path: Path, data: bytes) -> None:
    """A file that holds either what it held or these bytes, whatever interrupts."""
    beside = path.with_name(f"{path.name}{_WRITING}{os.getpid()}")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    with suppress(OSError):  # not every system lets a folder be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One writer at a time; the lock goes when the process ends, however it ends."""
    with (path / "lock").open("w") as file:
        try:
            import fcntl
        except ImportError:  # a system without it: whoever renames the manifest last wins, nothing is torn
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ArchiveError(
                path, "另一个进程正在写这个档案库", "another process is writing this archive"
            ) from error
        yield
