"""Passages that one text shares with another: linear in the length of both, blind to their order."""

from __future__ import annotations

from typing import NamedTuple


class Overlap(NamedTuple):
    """What of `text` also stands in another text, in runs of at least `run` letters.

    `runs` are (start, end) in `text`; `share` is the covered part of it, 0 to 1.
    """

    runs: tuple[tuple[int, int], ...]
    letters: int

    @property
    def covered(self) -> int:
        """How many letters are covered."""
        return sum(end - start for start, end in self.runs)

    @property
    def share(self) -> float:
        """The covered part, 0 to 1; an empty text shares nothing."""
        return self.covered / self.letters if self.letters else 0.0

    @property
    def longest(self) -> tuple[int, int] | None:
        """The longest run, the first of equals; None when nothing is shared."""
        return max(self.runs, key=lambda run: (run[1] - run[0], -run[0]), default=None)


def grams(text: str, size: int) -> frozenset[str]:
    """The distinct runs of `size` letters in a text."""
    return frozenset([text[at : at + size] for at in range(len(text) - size + 1)])


def overlap(text: str, other: str, *, run: int = 8) -> Overlap:
    """The runs of at least `run` letters of `text` that also stand in `other`, wherever they stand there."""
    if text == other:
        return Overlap(runs=((0, len(text)),) if len(text) >= run else (), letters=len(text))
    known = grams(other, run)
    runs: list[tuple[int, int]] = []
    for at in [at for at in range(len(text) - run + 1) if text[at : at + run] in known]:
        if runs and at <= runs[-1][1]:
            runs[-1] = (runs[-1][0], at + run)
        else:
            runs.append((at, at + run))
    return Overlap(runs=tuple(runs), letters=len(text))


_MOST = 3000  # letters a requirement and its report may have to be held against each other in order
_BLOCK = 3


def followed(text: str, other: str) -> tuple[float, float]:
    """Parts of both texts, 0 to 1, that stand in both in the same order, in runs of at least three letters.

    广泛 or 不断 put between the words of a requirement breaks runs, not the order.
    """
    if not text or not other or len(text) > _MOST or len(other) > _MOST:
        return 0.0, 0.0
    from rapidfuzz.distance import Indel

    same = sum(
        one.src_end - one.src_start
        for one in Indel.opcodes(text, other)
        if one.tag == "equal" and one.src_end - one.src_start >= _BLOCK
    )
    return same / len(text), same / len(other)
