"""The records of an .xls workbook stream (BIFF8, and BIFF5 of Excel 95), and the texts in them.

Source: [MS-XLS], the Excel Binary File Format; numbers of records as there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

CONTINUE = 0x3C
BOF, END = 0x809, 0x0A


class XlsError(ValueError):
    """The stream is no sound workbook; the message says what is wrong, in English."""


class Record(NamedTuple):
    """One record: its number, where it begins in the stream, and its content with that of its CONTINUE records."""

    kind: int
    at: int
    pieces: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        """The content before any CONTINUE."""
        return self.pieces[0]


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """The records from `start` to the end of the stream. Raises XlsError when one is cut."""
    at = start
    size = len(stream)
    while at + 4 <= size:
        kind, length = struct.unpack_from("<HH", stream, at)
        begin, at = at, at + 4 + length
        if at > size:
            raise XlsError("a record is incomplete")
        pieces = [stream[begin + 4 : at]]
        while at + 4 <= size:
            following, length = struct.unpack_from("<HH", stream, at)
            if following != CONTINUE:
                break
            if at + 4 + length > size:
                raise XlsError("a record is incomplete")
            pieces.append(stream[at + 4 : at + 4 + length])
            at += 4 + length
        yield Record(kind, begin, tuple(pieces))


class Texts:
    """Reads texts out of a record whose content may go on in CONTINUE records, even in the middle of a text."""

    def __init__(self, pieces: tuple[bytes, ...], at: int = 0) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = at

    def _next(self) -> None:
        self._piece += 1
        self._at = 0
        if self._piece >= len(self._pieces):
            raise XlsError("a text is incomplete")

    def take(self, count: int) -> bytes:
        """So many bytes, across records."""
        found = b""
        while True:
            piece = self._pieces[self._piece][self._at : self._at + count - len(found)]
            self._at += len(piece)
            found += piece
            if len(found) >= count:
                return found
            self._next()

    def skip(self, count: int) -> None:
        """Leaves out so many bytes, across records."""
        while count > 0:
            here = min(count, len(self._pieces[self._piece]) - self._at)
            self._at += here
            count -= here
            if count:
                self._next()

    def text(self, letters: int, flags: int) -> str:
        """So many letters; where a record goes on, one byte says anew whether letters have two bytes."""
        wide = flags & 1
        found: list[str] = []
        while letters:
            piece = self._pieces[self._piece]
            here = min(letters, (len(piece) - self._at) >> wide)
            raw = piece[self._at : self._at + (here << wide)]
            found.append(raw.decode("utf-16-le" if wide else "latin-1", "surrogatepass"))
            self._at += here << wide
            letters -= here
            if letters:
                self._next()
                wide = self.take(1)[0] & 1
        whole = "".join(found)
        if wide and any("\ud800" <= letter <= "\udfff" for letter in whole):  # a pair parted by a CONTINUE
            whole = whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return whole

    def rich(self) -> str:
        """A text of the shared list: letters, then runs of formats and phonetics, which are left out."""
        letters, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] * 4 if flags & 8 else 0
        sound = struct.unpack("<I", self.take(4))[0] if flags & 4 else 0
        text = self.text(letters, flags)
        self.skip(runs + sound)
        return text


def shared_texts(record: Record) -> list[str]:
    """All texts of an SST record. Raises XlsError when it holds fewer than it says."""
    (count,) = struct.unpack_from("<4xI", record.data)
    texts = Texts(record.pieces, 8)
    found = []
    for _ in range(count):  # each takes three bytes at least, so a count that lies ends soon
        found.append(texts.rich())
    return found


def plain_text(pieces: tuple[bytes, ...], at: int, codepage: str | None, *, short: bool = False) -> str:
    """A text at a place of a record, after its length: letters of one or two bytes, or of a code page (BIFF5)."""
    texts = Texts(pieces, at)
    letters: int = struct.unpack("<B" if short else "<H", texts.take(1 if short else 2))[0]
    if codepage is not None:
        return texts.take(letters).decode(codepage, "replace")
    return texts.text(letters, texts.take(1)[0])


def rk(number: int) -> float:
    """A number in the short form of RK records."""
    if number & 2:
        value = float((number >> 2) - (1 << 30 if number & 0x80000000 else 0))
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (number & 0xFFFFFFFC) << 32))
    return value / 100 if number & 1 else value
