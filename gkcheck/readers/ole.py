"""The streams of an OLE compound file (.doc, .xls, .wps, .et): chains followed within limits, never a loop."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.limits import LIMITS

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # the largest number of a sector; those above mark ends and free places
_NONE = 0xFFFFFFFF
_MOST_ENTRIES = 20_000


class OleError(ValueError):
    """The file is no sound compound file. The message says what is wrong, in English, for the readers to word."""


class _Entry(NamedTuple):
    name: str
    kind: int  # 1 a storage, 2 a stream, 5 the root
    left: int
    right: int
    child: int
    start: int
    size: int


class Ole:
    """A compound file; `names` are the streams and storages right below its root."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC) or len(data) < 512:
            raise OleError("no compound file")
        self._data = data
        major, shift, small_shift = struct.unpack_from("<H2xHH", data, 26)
        if (major, shift) not in ((3, 9), (4, 12)) or small_shift != 6:
            raise OleError("unknown version")
        self._sector = 1 << shift
        first_directory, self._cutoff, first_small, _, first_double, _ = struct.unpack_from(
            "<I4xIIIII", data, 48
        )
        self._table = self._allocation(first_double)
        self._entries = self._directory(first_directory)
        self._small_table = self._numbers(self._chain(first_small)) if first_small <= _LAST else []
        root = self._entries[0]
        self._small = self._read(root.start, root.size) if root.start <= _LAST else b""
        self.names = {entry.name: at for at, entry in self._below(root.child)}

    def stream(self, name: str, most: int = LIMITS.part) -> bytes:
        """One stream right below the root, of at most so many bytes. Raises OleError."""
        at = self.names.get(name)
        if at is None or self._entries[at].kind != 2:
            raise OleError(f"no stream {name}")
        entry = self._entries[at]
        if entry.size > most:
            raise OleError(f"stream {name} is larger than {most} bytes")
        if entry.size < self._cutoff:
            return self._read_small(entry.start, entry.size)
        return self._read(entry.start, entry.size)

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        if start >= len(self._data):
            raise OleError("a sector is missing")
        return self._data[start : start + self._sector]

    def _allocation(self, double: int) -> list[int]:
        """The table of sectors: which one follows which."""
        numbers = [one for one in struct.unpack_from("<109I", self._data, 76) if one <= _LAST]
        most = len(self._data) // self._sector
        for _ in range(most):
            if double > _LAST:
                break
            more = self._numbers([double])
            if len(more) < 2:
                raise OleError("the list of sectors is incomplete")
            numbers += [one for one in more[:-1] if one <= _LAST]
            double = more[-1]
        if len(numbers) > most:
            raise OleError("the list of sectors is too long")
        return self._numbers(numbers)

    def _numbers(self, sectors: list[int]) -> list[int]:
        found: list[int] = []
        for number in sectors:
            piece = self._at(number)
            found += struct.unpack_from(f"<{len(piece) // 4}I", piece)
        return found

    def _chain(self, start: int, table: list[int] | None = None, most: int | None = None) -> list[int]:
        """The sectors of a chain, at most `most` of them. Raises OleError on a loop or a step outside."""
        table = self._table if table is None else table
        found: list[int] = []
        number = start
        while number <= _LAST and (most is None or len(found) < most):
            if number >= len(table) or len(found) > len(table):
                raise OleError("a chain of sectors is broken")
            found.append(number)
            number = table[number]
        return found

    def _read(self, start: int, size: int) -> bytes:
        sectors = self._chain(start, most=-(-size // self._sector))
        content = b"".join(map(self._at, sectors))
        if len(content) < size and len(content) + self._sector <= size:
            raise OleError("a stream is incomplete")
        return content[:size]

    def _read_small(self, start: int, size: int) -> bytes:
        sectors = self._chain(start, self._small_table, -(-size // 64)) if size else []
        content = b"".join(self._small[number * 64 : number * 64 + 64] for number in sectors)
        if len(content) < size:
            raise OleError("a stream is incomplete")
        return content[:size]

    def _directory(self, start: int) -> list[_Entry]:
        content = b"".join(map(self._at, self._chain(start)))
        entries = []
        for at in range(0, min(len(content) - 127, _MOST_ENTRIES * 128), 128):
            length, kind, left, right, child = struct.unpack_from("<HBxIII", content, at + 64)
            first, size = struct.unpack_from("<IQ", content, at + 116)
            if self._sector == 512:
                size &= 0xFFFFFFFF  # what stands behind is not always cleared
            name = content[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            entries.append(_Entry(name, kind, left, right, child, first, size))
        if not entries:
            raise OleError("no directory")
        return entries

    def _below(self, child: int) -> Iterator[tuple[int, _Entry]]:
        """The entries of one storage, which stand in a tree."""
        seen: set[int] = set()
        still = [child]
        while still:
            at = still.pop()
            if at == _NONE or at in seen or at >= len(self._entries):
                continue
            seen.add(at)
            entry = self._entries[at]
            yield at, entry
            still += [entry.left, entry.right]
