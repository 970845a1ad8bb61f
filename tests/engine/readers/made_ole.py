"""Compound files and .xls workbooks written by hand, for the tests of their readers."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams below its root; short streams go into the mini stream."""
    sectors: list[bytes] = []
    chain: list[int] = []

    def add(content: bytes) -> int:
        first = len(sectors)
        pieces = [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
        for number, piece in enumerate(pieces):
            sectors.append(piece)
            chain.append(first + number + 1 if number + 1 < len(pieces) else END)
        return first if pieces else END

    small, small_chain = b"", []
    places: list[tuple[str, int, int]] = []
    for name, content in streams.items():
        if 0 < len(content) < 4096:
            first = len(small) // 64
            count = -(-len(content) // 64)
            small_chain += [first + at + 1 for at in range(count - 1)] + [END]
            small += content.ljust(count * 64, b"\0")
            places.append((name, first, len(content)))
        else:
            places.append((name, add(content), len(content)))
    small_start = add(small)
    table = struct.pack(f"<{len(small_chain)}I", *small_chain)
    small_table = add(table.ljust(-(-len(table) // 512) * 512, b"\xff"))

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw), kind, 1, FREE, right, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    entries = [entry("Root Entry", 5, FREE, 1 if places else FREE, small_start, len(small))]
    for number, (name, start, size) in enumerate(places, 1):
        entries.append(entry(name, 2, number + 1 if number < len(places) else FREE, FREE, start, size))
    directory = add(b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0"))
    tables = 1
    while (len(chain) + tables + 127) // 128 > tables:
        tables += 1
    first = len(chain)
    whole = chain + [TABLE] * tables
    whole += [FREE] * (tables * 128 - len(whole))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<IIIIIIIII", 0, tables, directory, 0, 4096, small_table, 1, END, 0)
    header += struct.pack("<109I", *(first + at if at < tables else FREE for at in range(109)))
    return header + b"".join(sectors) + struct.pack(f"<{len(whole)}I", *whole)


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(words: str, *, short: bool = False) -> bytes:
    """A text with its length before, one byte a letter where that is enough."""
    wide = any(ord(letter) > 255 for letter in words)
    raw = words.encode("utf-16-le" if wide else "latin-1")
    return struct.pack("<BB" if short else "<HB", len(words), wide) + raw


def shared(words: Sequence[str], *, most: int = 8000) -> bytes:
    """An SST whose texts go on in CONTINUE records of at most `most` bytes, cut in the middle of texts."""
    pieces = [bytearray(struct.pack("<II", len(words), len(words)))]
    for one in words:
        wide = any(ord(letter) > 255 for letter in one)
        if len(pieces[-1]) + 4 > most:
            pieces.append(bytearray())
        pieces[-1] += struct.pack("<HB", len(one), wide)
        for letter in one:
            raw = letter.encode("utf-16-le" if wide else "latin-1")
            if len(pieces[-1]) + len(raw) > most:
                pieces.append(bytearray([wide]))
            pieces[-1] += raw
    return record(0xFC, bytes(pieces[0])) + b"".join(record(0x3C, bytes(one)) for one in pieces[1:])


def cell(kind: int, row: int, column: int, data: bytes, style: int = 0) -> bytes:
    """A cell record; row and column from 0."""
    return record(kind, struct.pack("<HHH", row, column, style) + data)


def workbook(
    *sheets: bytes,
    names: Sequence[tuple[str, int]] = (("分解表", 0), ("表2", 0)),
    texts: bytes = b"",
    formats: Sequence[str] = (),
    before: bytes = b"",
) -> bytes:
    """A workbook stream. Style 0 is General, style n the n-th of `formats`; `names` with 0 for visible."""
    bof = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)
    head = record(0x809, bof) + before
    head += b"".join(
        record(0x41E, struct.pack("<H", 164 + at) + text(code)) for at, code in enumerate(formats)
    )
    head += record(0xE0, bytes(20))
    head += b"".join(record(0xE0, struct.pack("<HH", 0, 164 + at) + bytes(16)) for at in range(len(formats)))
    lists = [struct.pack("<BB", state, 0) + text(name, short=True) for name, state in names[: len(sheets)]]
    size = len(head) + sum(8 + len(one) for one in lists) + len(texts) + 4
    listed, bodies = b"", b""
    for one, sheet in zip(lists, sheets, strict=True):
        listed += record(0x85, struct.pack("<I", size + len(bodies)) + one)
        bodies += record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + sheet + record(0x0A)
    return head + listed + texts + record(0x0A) + bodies


def xls(*sheets: bytes, **said: object) -> bytes:
    """A whole .xls file."""
    return compound({"Workbook": workbook(*sheets, **said)})  # type: ignore[arg-type]
