"""Words of a field found in the text of the cell it was read from, letter for letter."""

from __future__ import annotations

from typing import NamedTuple

_LONGEST = 20_000  # letters of a cell that are aligned; a longer one is only searched


class Stretch(NamedTuple):
    """A stretch of a cell's text, the end not included."""

    start: int
    end: int


def stretch_of(cell: str, field: str, start: int, end: int) -> Stretch | None:
    """Where `field[start:end]` stands in `cell`; None when that is not certain.

    The field may be a part of the cell, lack blanks around it, hold numbers that Word counts by itself, or have
    figures masked with * (personal information); every other letter has to be the same.
    """
    words = field[start:end]
    if not words:
        return None
    if field and cell.count(field) == 1:
        at = cell.index(field)
        return Stretch(at + start, at + end)
    found = _aligned(cell, field, start, end) if max(len(cell), len(field)) <= _LONGEST else None
    if found is not None and _same(cell[found.start : found.end], words):
        return found
    if cell.count(words) == 1:
        at = cell.index(words)
        return Stretch(at, at + len(words))
    return None


def _aligned(cell: str, field: str, start: int, end: int) -> Stretch | None:
    from rapidfuzz.distance import LCSseq

    first = last = None
    masked = {at for at, letter in enumerate(field) if letter == "*"}
    plain = "".join(
        cell[at] if at in masked and at < len(cell) else letter for at, letter in enumerate(field)
    )
    for code in LCSseq.opcodes(plain, cell):
        if code.tag != "equal":
            continue
        if code.src_start <= start < code.src_end:
            first = code.dest_start + start - code.src_start
        if code.src_start < end <= code.src_end:
            last = code.dest_start + end - code.src_start
    return Stretch(first, last) if first is not None and last is not None and first < last else None


def _same(one: str, other: str) -> bool:
    return len(one) == len(other) and all(b in (a, "*") for a, b in zip(one, other, strict=True))
