"""A text cut where marks begin and end, so that overlapping marks can be shown without nesting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """A stretch of a text: what it shows (`name`), the number it is known by, its look, where it links."""

    start: int
    end: int
    name: str
    number: str = ""
    look: str = ""
    anchor: str = ""
    href: str = ""


class Piece(NamedTuple):
    """A run of letters under the same marks; `opens` are those that begin here."""

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]

    def names(self, kind: str) -> str:
        """The numbers of one kind of mark over this run, for a data attribute."""
        return " ".join(dict.fromkeys(mark.number for mark in self.marks if mark.name == kind))

    def gravest(self, order: Sequence[str]) -> str:
        """The look over this run that comes first in `order`; empty when none has one."""
        looks = {mark.look for mark in self.marks}
        return next((look for look in order if look in looks), "")


def cut(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The text in pieces, in order; joined they give the text. Empty marks and those beyond the text are left out."""
    kept: list[Mark] = []
    for mark in marks:
        start, end = max(0, mark.start), min(mark.end, len(text))
        if start < end:
            kept.append(mark._replace(start=start, end=end))
    edges = sorted({0, len(text), *(one.start for one in kept), *(one.end for one in kept)})
    opening: dict[int, list[Mark]] = {}
    for mark in kept:
        opening.setdefault(mark.start, []).append(mark)
    pieces: list[Piece] = []
    over: list[Mark] = []
    for start, end in pairwise(edges):
        over = [one for one in over if one.end > start]
        opens = opening.get(start, [])
        over += opens
        pieces.append(Piece(text[start:end], tuple(over), tuple(opens)))
    return tuple(pieces)
