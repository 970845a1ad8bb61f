"""What an old Word document (.doc, .wps) holds, counted in its own tables: the referee of what a converter read.

Only counts and signs are taken: letters of the body, rows of its tables, hidden and revised text, nested tables,
automatic numbers. Source: [MS-DOC], the Word Binary File Format; places in the FIB and operations as there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.readers.ole import Ole, OleError

_WORD = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_PAGE = 512
_CLX, _CHARACTERS, _PARAGRAPHS = 0x1A2, 0xFA, 0x102  # places of (offset, length) in the FIB
_DELETED, _INSERTED, _HIDDEN = 0x0800, 0x0801, 0x083C
_ROW_END, _IN_TABLE, _LIST, _DEPTH = 0x2417, 0x2416, 0x460B, 0x6649
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_MOST_ROWS = 1_000_000
_LONG_TABLE_DEFINITION = 0xD608


class DocFacts(NamedTuple):
    """Counts of one document; `letters` of the body in the final view, without blanks and signs."""

    letters: int
    rows: int  # of tables that stand in no other
    revised: int  # runs put in or taken out
    hidden: bool
    nested: bool
    numbered: int  # paragraphs of tables in a list, whose numbers are no text
    boxes: int  # letters in text boxes
    notes: int  # letters in footnotes and endnotes
    cells: tuple[int, ...]  # of each row


class _Run(NamedTuple):
    start: int  # bytes in the stream
    end: int
    operations: dict[int, int]


class _Piece(NamedTuple):
    start: int  # bytes in the stream
    end: int
    wide: bool


def is_encrypted(ole: Ole) -> bool:
    """Whether the document has a password. Raises OleError."""
    stream = ole.stream("WordDocument")
    return len(stream) >= 12 and bool(struct.unpack_from("<H", stream, 10)[0] & _ENCRYPTED)


def doc_facts(ole: Ole) -> DocFacts | None:
    """The facts; None when this is no document of Word 97 or later, or its tables are broken."""
    try:
        return _facts(ole)
    except (OleError, struct.error, IndexError, ValueError):
        return None


def _facts(ole: Ole) -> DocFacts | None:
    stream = ole.stream("WordDocument")
    if struct.unpack_from("<H", stream)[0] != _WORD:
        return None
    flags = struct.unpack_from("<H", stream, 10)[0]
    table = ole.stream("1Table" if flags & _SECOND_TABLE else "0Table")
    body, notes, _, _, _, ends, boxes = struct.unpack_from("<4i3i", stream, 0x4C)
    pieces = list(_pieces(stream, table, body))
    deleted: list[tuple[int, int]] = []
    hidden = False
    revised = 0
    for run in _runs(stream, table, _CHARACTERS):
        if not any(piece.start < run.end and run.start < piece.end for piece in pieces):
            continue
        if run.operations.get(_DELETED):
            deleted.append((run.start, run.end))
            revised += 1
        elif run.operations.get(_INSERTED):
            revised += 1
        elif run.operations.get(_HIDDEN):
            hidden = hidden or _letters(stream[run.start : run.end], pieces[0].wide) > 0
    letters = 0
    field: list[bool] = []  # open fields: whether their instruction is being passed over
    for piece in pieces:
        raw = bytearray(stream[piece.start : piece.end])
        for start, end in deleted:
            first, last = max(start, piece.start) - piece.start, min(end, piece.end) - piece.start
            if first < last:
                raw[first:last] = bytes(last - first)
        text = raw.decode("utf-16-le" if piece.wide else "cp1252", "replace")
        letters += _counted(text, field)
    rows, cells, nested, numbered = _rows(stream, table, pieces)
    return DocFacts(
        letters, rows, revised, hidden, nested, numbered, max(boxes, 0), max(notes, 0) + max(ends, 0), cells
    )


def _letters(raw: bytes, wide: bool) -> int:
    text = raw.decode("utf-16-le" if wide else "cp1252", "replace")
    return sum(letter > " " and not letter.isspace() for letter in text)


def _counted(text: str, field: list[bool]) -> int:
    """Letters of a text, without the instructions of fields, which may begin in one piece and end in another."""
    count = 0
    for letter in text:
        if letter == "\x13":
            field.append(True)
        elif letter == "\x14" and field:
            field[-1] = False
        elif letter == "\x15" and field:
            field.pop()
        elif letter > " " and not letter.isspace() and not any(field):
            count += 1
    return count


def _pieces(stream: bytes, table: bytes, body: int) -> Iterator[_Piece]:
    """Where the letters of the body stand, in order."""
    at, length = struct.unpack_from("<II", stream, _CLX)
    clx = table[at : at + length]
    place = 0
    while place < len(clx) and clx[place] == 1:  # properties of pieces come first
        place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
    if place >= len(clx) or clx[place] != 2:
        raise ValueError("no table of pieces")
    (size,) = struct.unpack_from("<I", clx, place + 1)
    place += 5
    count = (size - 4) // 12
    letters = struct.unpack_from(f"<{count + 1}I", clx, place)
    for number in range(count):
        first, last = letters[number], min(letters[number + 1], body)
        if first >= last:
            continue
        (where,) = struct.unpack_from("<I", clx, place + 4 * (count + 1) + 8 * number + 2)
        wide = not where & 0x40000000
        start = where & 0x3FFFFFFF
        if not wide:
            start //= 2
        end = start + ((last - first) << wide)
        if end > len(stream):
            raise ValueError("a piece lies outside")
        yield _Piece(start, end, wide)


def _runs(stream: bytes, table: bytes, place: int) -> Iterator[_Run]:
    """Runs of characters, or paragraphs, with the operations that are set on them."""
    at, length = struct.unpack_from("<II", stream, place)
    count = (length - 4) // 8
    if count < 1 or at + length > len(table):
        return
    paragraphs = place == _PARAGRAPHS
    width = 13 if paragraphs else 1
    for number in struct.unpack_from(f"<{count}I", table, at + 4 * (count + 1)):
        page = stream[(number & 0x3FFFFF) * _PAGE : ((number & 0x3FFFFF) + 1) * _PAGE]
        if len(page) < _PAGE:
            continue
        runs = page[-1]
        if (runs + 1) * 4 + runs * width > _PAGE:
            continue
        ends = struct.unpack_from(f"<{runs + 1}I", page)
        for one in range(runs):
            offset = page[(runs + 1) * 4 + one * width] * 2
            operations: dict[int, int] = {}
            if offset:
                length = page[offset]
                if not paragraphs:
                    operations = dict(_operations(page[offset + 1 : offset + 1 + length]))
                elif length:
                    operations = dict(_operations(page[offset + 3 : offset + 2 * length]))
                else:
                    length = page[offset + 1]
                    operations = dict(_operations(page[offset + 4 : offset + 2 + 2 * length]))
            yield _Run(ends[one], ends[one + 1], operations)


def _operations(raw: bytes) -> Iterator[tuple[int, int]]:
    """Each operation with the first bytes of its operand as a number."""
    at = 0
    while at + 2 < len(raw):
        (code,) = struct.unpack_from("<H", raw, at)
        at += 2
        size = _OPERANDS.get(code >> 13)
        if size is None:
            size = raw[at] + 1
            if code == _LONG_TABLE_DEFINITION:
                size = struct.unpack_from("<H", raw, at)[0] + 1
        yield code, int.from_bytes(raw[at : at + min(size, 4)], "little")
        at += size


def _rows(stream: bytes, table: bytes, pieces: list[_Piece]) -> tuple[int, tuple[int, ...], bool, int]:
    """Rows of outer tables, the cells of each, whether tables are nested, and how many paragraphs are numbered."""
    rows = numbered = marks = 0
    nested = False
    cells: list[int] = []
    runs = sorted(_runs(stream, table, _PARAGRAPHS), key=lambda run: (run.start, run.end))
    starts = [run.start for run in runs]
    from bisect import bisect_right

    for piece in pieces:
        at = max(0, bisect_right(starts, piece.start) - 1)
        while at < len(runs) and runs[at].start < piece.end:
            run = runs[at]
            at += 1
            first, last = max(run.start, piece.start), min(run.end, piece.end)
            if first >= last:
                continue
            depth = run.operations.get(_DEPTH, 1)
            nested = nested or (1 < depth < 64)
            if depth > 1:
                continue
            last_letter = stream[last - 2 : last] if piece.wide else stream[last - 1 : last] + b"\0"
            if run.operations.get(_ROW_END) and last_letter == b"\x07\0":
                rows += 1
                cells.append(marks)
                marks = 0
                if rows > _MOST_ROWS:
                    raise ValueError("too many rows")
            elif last_letter == b"\x07\0":
                marks += 1
            if run.operations.get(_LIST) and run.operations.get(_IN_TABLE):
                numbered += 1
    return rows, tuple(cells), nested, numbered
