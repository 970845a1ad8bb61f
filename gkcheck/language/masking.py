"""The comparison form: a text without official titles, document numbers and given names, with offsets kept.

Two reports that quote the same official document share its title and nothing else; before any comparison such
names are left out (performance.md: without it precision falls from .999 to .60).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gkcheck.language.documents import find_document_numbers, find_titles
from gkcheck.language.form import derive

_MARKS = frozenset("，。；：、！？,.;:!?()（）[]【】{}〔〕〈〉<>《》\"'“”‘’ \t\r\n·—-…~*#/\\|")


@dataclass(frozen=True, slots=True)
class Masked:
    """Letters to compare, and for each of them its offset in the text as submitted."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets, in the text as submitted, of a stretch of the comparison form."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else (self.origin[-1] + 1 if self.origin else 0)
            return at, at
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=4096)
def mask(text: str, names: Sequence[str] = ()) -> Masked:
    """The comparison form of a text: derived letters without marks, titles, document numbers and `names`."""
    form = derive(text)
    hidden = bytearray(len(text) + 1)
    for fact in (*find_titles(text), *find_document_numbers(text)):
        hidden[fact.start : fact.end] = b"\x01" * (fact.end - fact.start)
    for name in names:
        at = text.find(name) if name else -1
        while at >= 0:
            hidden[at : at + len(name)] = b"\x01" * len(name)
            at = text.find(name, at + len(name))
    kept = [
        (letter, offset)
        for letter, offset in zip(form.text, form.origin, strict=True)
        if not hidden[offset] and letter not in _MARKS
    ]
    return Masked(text="".join(letter for letter, _ in kept), origin=tuple(offset for _, offset in kept))
