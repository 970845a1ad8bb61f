"""Figures for inline drawings: bars in per cent of their width, so that the drawing needs no script and no size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Part(NamedTuple):
    """One part of a stacked bar: a code for its look, a sign, words, its amount, where it begins, how wide it is."""

    code: str
    sign: str
    words: str
    amount: float
    x: float
    width: float

    @property
    def wide(self) -> bool:
        """Whether its count can be written inside."""
        return self.width >= 11


class Bin(NamedTuple):
    """One column of a distribution; x, y, width and height in units of a drawing 100 high."""

    words: str
    amount: int
    x: float
    y: float
    width: float
    height: float
    low: bool


def stacked(parts: Sequence[tuple[str, str, str, float]], whole: float | None = None) -> tuple[Part, ...]:
    """Parts (code, sign, words, count) side by side as shares of `whole` (their sum where none is given)."""
    total = whole if whole is not None else sum(count for *_, count in parts)
    made: list[Part] = []
    x = 0.0
    for code, sign, words, count in parts:
        if count <= 0 or total <= 0:
            continue
        width = round(100 * count / total, 2)
        made.append(Part(code, sign, words, count, round(x, 2), width))
        x += width
    return tuple(made)


def histogram(values: Sequence[float], line: float) -> tuple[Bin, ...]:
    """Scores from 0 to 100 in ten columns; `low` are the columns wholly below `line`."""
    counts = [0] * 10
    for value in values:
        counts[min(9, max(0, int(value // 10)))] += 1
    most = max(counts, default=0) or 1
    return tuple(
        Bin(
            words=f"{at * 10}–{at * 10 + (10 if at == 9 else 9)}",
            amount=count,
            x=at * 40,
            y=round(100 - 100 * count / most, 1),
            width=36,
            height=round(100 * count / most, 1),
            low=(at + 1) * 10 <= line,
        )
        for at, count in enumerate(counts)
    )
