"""The comparison form: a text without official titles, document numbers and given names, with offsets kept.

Two reports that quote the same official document share its title and nothing else; before any comparison such
names are left out (without it two thirds of what looks copied is only a title).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from gkcheck.language.documents import find_document_numbers, find_titles
from gkcheck.language.form import derive, fold

_MARKS = frozenset("，。；：、！？,.;:!?()（）[]【】{}〔〕〈〉<>《》\"'“”‘’ \t\r\n·—-…~*#/\\|")
_AROUND = "".join(sorted(_MARKS - frozenset("《》〔〕（）()")))  # marks that are no part of what was left out


class Masked(NamedTuple):
    """Letters to compare, and for each of them its offset in the text as submitted."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets, in the text as submitted, of a stretch of the comparison form."""
        if start < end:
            return self.origin[start], self.origin[end - 1] + 1
        after = self.origin[-1] + 1 if self.origin else 0
        at = self.origin[start] if start < len(self.origin) else after
        return at, at

    def without(self, hidden: Sequence[int]) -> Masked:
        """The comparison form without the letters whose flag in `hidden` (one for each letter) is set."""
        if not any(hidden):
            return self
        kept = [at for at, gone in enumerate(hidden) if not gone]
        return Masked("".join(self.text[at] for at in kept), tuple(self.origin[at] for at in kept))

    def left_out(self, text: str) -> tuple[tuple[int, int], ...]:
        """The stretches of the text as submitted, between its first and last letter, that were left out of the
        comparison and hold a letter or a figure; blanks and marks alone are no such stretch."""
        found: list[tuple[int, int]] = []
        edges = [-1, *self.origin, len(text)]
        for before, after in pairwise(edges):
            if after - before > 1:
                gap = text[before + 1 : after]
                bare = gap.strip(_AROUND)
                if any(map(str.isalnum, bare)):
                    start = before + 1 + gap.index(bare)
                    found.append((start, start + len(bare)))
        return tuple(found)


def mask(text: str, names: Sequence[str] = (), *, titles: bool = True, numbers: bool = True) -> Masked:
    """The comparison form of a text: derived letters without marks, titles, document numbers and `names`."""
    return _masked(text, tuple(names), titles, numbers)


@lru_cache(maxsize=4096)
def _masked(text: str, names: tuple[str, ...], titles: bool, numbers: bool) -> Masked:
    form = derive(text)
    words = form.text
    hidden = bytearray(len(words))
    spans = [(one.start, one.end) for one in find_titles(text)] if titles else []
    spans += [(one.start, one.end) for one in find_document_numbers(text)] if numbers else []
    for start, end in spans:
        _hide(hidden, form.position(start), form.position(end))
    for name in sorted({fold(one) for one in names if one.strip()}, key=len, reverse=True):
        at = words.find(name)
        while at >= 0:
            _hide(hidden, at, at + len(name))
            at = words.find(name, at + len(name))
    kept = [at for at, letter in enumerate(words) if not hidden[at] and letter not in _MARKS]
    return Masked("".join(words[at] for at in kept), tuple(form.origin[at] for at in kept))


def _hide(hidden: bytearray, start: int, end: int) -> None:
    hidden[start:end] = b"\x01" * (min(end, len(hidden)) - start)
