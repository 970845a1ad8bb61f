"""Files of a segment, opened for reading: small tables mapped, long files read only at the places asked for.

A process that looks a few reports up touches a long file at a thousand places far apart. Mapped, each of them is a
page fault that brings sixteen pages along and takes them away when the process ends; read, it is one short call.
"""

from __future__ import annotations

import mmap
import os
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from gkcheck.errors import GkcheckError
from gkcheck.text import Text

Code = Literal["B", "H", "I", "Q"]
_SMALL = (
    1 << 16
)  # bytes that are read whole: a map holds a file open, and many small segments have many files


class ArchiveError(GkcheckError):
    """An archive cannot be used: not there, damaged, of another version, or being written by somebody else."""

    def __init__(self, path: Path, zh: str, en: str) -> None:
        super().__init__(Text(zh=f"{path}：{zh}", en=f"{path}: {en}"))
        self.path = path


def unreadable(path: Path, error: OSError) -> ArchiveError:
    """What to raise for a file that the system does not let us read."""
    return ArchiveError(path, f"档案库读不出：{error}", f"the archive cannot be read: {error}")


def _sought(handle: int, length: int, begin: int) -> bytes:
    """Like os.pread, for systems that have none."""
    os.lseek(handle, begin, os.SEEK_SET)
    return os.read(handle, length)


_read_at: Callable[[int, int, int], bytes] = getattr(os, "pread", _sought)


class Placed:
    """A file read at places, never as a whole; it is closed when nobody holds it any more."""

    def __init__(self, path: Path, size: int) -> None:
        """Opens a file of `size` bytes. Raises ArchiveError where it is not readable or of another size."""
        self._path = path
        try:
            self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
            weakref.finalize(self, os.close, self._handle)
            actual = os.fstat(self._handle).st_size
        except OSError as error:
            raise unreadable(path, error) from error
        _refuse_other(path, actual, size)

    def read(self, begin: int, end: int) -> bytes:
        """The bytes from `begin` to `end`. Raises ArchiveError where they cannot be read."""
        try:
            data = _read_at(self._handle, end - begin, begin)
        except OSError as error:
            raise unreadable(self._path, error) from error
        if len(data) != end - begin:
            _refuse_other(self._path, begin + len(data), end)
        return data


def mapped(path: Path, code: Code, size: int) -> memoryview:
    """A file of `size` bytes as an array of numbers. Raises ArchiveError where it is not readable or of another size."""
    try:
        with path.open("rb") as file:
            _refuse_other(path, os.fstat(file.fileno()).st_size, size)
            if size <= _SMALL:
                return memoryview(file.read()).cast(code)
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast(code)
    except OSError as error:
        raise unreadable(path, error) from error


def _refuse_other(path: Path, actual: int, size: int) -> None:
    if actual != size:
        raise ArchiveError(
            path,
            f"大小应为 {size} 字节，实为 {actual}，档案库已损坏",
            f"{actual} bytes, not {size}: damaged",
        )
