"""Decisive words in their surroundings: a short excerpt and, under it, a line of ^ that marks them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from gkcheck.writers.lines import clean, head, tail, width

CONTEXT = 12  # letters kept on either side of the marked words
NEAR = 4  # windows this close become one; so few letters at either end are not left out
DOTS = "…"


class Excerpt(NamedTuple):
    """A piece of a text and the marks that stand under it; `marks` is empty when nothing is to be marked."""

    text: str
    marks: str


class _Part(NamedTuple):
    """A stretch of the text, and the spans to mark in it."""

    start: int
    end: int
    spans: tuple[tuple[int, int], ...]


def excerpts(
    text: str, spans: Sequence[tuple[int, int]], columns: int, ambiguous: int = 1
) -> tuple[Excerpt, ...]:
    """The marked spans of a text in their order, as many on a line as fit into `columns`.

    Spans are offsets into `text`; empty ones and those beyond the text are left out.
    """
    columns = max(columns, 24)
    wanted = sorted(
        {(start, min(end, len(text))) for start, end in spans if 0 <= start < min(end, len(text))}
    )
    made: list[Excerpt] = []
    for part in _parts(text, wanted, columns, ambiguous):
        one = _drawn(text, part, ambiguous)
        if width(one.text, ambiguous) > columns:
            for span in part.spans:
                made.append(_squeezed(text, span, columns, ambiguous))
        elif made and width(made[-1].text, ambiguous) + width(one.text, ambiguous) + 1 <= columns:
            made[-1] = _joined(made[-1], one, ambiguous)
        else:
            made.append(one)
    return tuple(made)


def _parts(text: str, spans: Sequence[tuple[int, int]], columns: int, ambiguous: int) -> list[_Part]:
    """Spans whose windows meet share a part, as long as it fits on a line; the next begins after the marked words."""
    parts: list[_Part] = []
    for start, end in spans:
        first = start - CONTEXT if start > CONTEXT + NEAR else 0
        last = end + CONTEXT if end + CONTEXT + NEAR < len(text) else len(text)
        if parts and first <= parts[-1].end + NEAR:
            old = parts[-1]
            both = _Part(old.start, max(old.end, last), (*old.spans, (start, end)))
            told = max(before for _, before in old.spans)
            if start < told or width(_drawn(text, both, ambiguous).text, ambiguous) <= columns:
                parts[-1] = both
                continue
            first = max(first, told)
            parts[-1] = old._replace(end=max(told, min(old.end, start)))
        parts.append(_Part(first, last, ((start, end),)))
    return parts


def _drawn(text: str, part: _Part, ambiguous: int) -> Excerpt:
    shown, marks = (DOTS, " " * ambiguous) if part.start > 0 else ("", "")
    inside = (at for span in part.spans for at in span if part.start < at < part.end)
    for first, last in pairwise(sorted({part.start, part.end, *inside})):
        piece = clean(text[first:last])
        marked = any(start <= first < end for start, end in part.spans)
        shown += piece
        marks += ("^" if marked else " ") * width(piece, ambiguous)
    return Excerpt(shown + (DOTS if part.end < len(text) else ""), marks.rstrip())


def _joined(left: Excerpt, right: Excerpt, ambiguous: int) -> Excerpt:
    """Two excerpts on one line; the … that ends the one and begins the other is written once."""
    if left.text.endswith(DOTS) and right.text.startswith(DOTS):
        left = Excerpt(left.text[: -len(DOTS)], left.marks)
    gap = " " * (width(left.text, ambiguous) - len(left.marks))
    return Excerpt(left.text + right.text, left.marks + gap + right.marks)


def _squeezed(text: str, span: tuple[int, int], columns: int, ambiguous: int) -> Excerpt:
    """One span made to fit: less around it, and … in the middle of it when it is long itself."""
    start, end = span
    words = clean(text[start:end])
    dots = ambiguous
    room = columns - 2 * dots
    if width(words, ambiguous) > room:
        front = head(words, (room - dots) * 2 // 3, ambiguous)
        words = front + DOTS + tail(words, room - dots - width(front, ambiguous), ambiguous)
    left_room = (room - width(words, ambiguous)) // 2
    before_all, after_all = clean(text[max(0, start - CONTEXT) : start]), clean(text[end : end + CONTEXT])
    before = tail(before_all, left_room, ambiguous)
    after = head(after_all, room - width(words, ambiguous) - width(before, ambiguous), ambiguous)
    lead = DOTS if start > CONTEXT or before != before_all else ""
    trail = DOTS if end + CONTEXT < len(text) or after != after_all else ""
    shown = lead + before
    marks = " " * width(shown, ambiguous) + "^" * width(words, ambiguous)
    return Excerpt(shown + words + after + trail, marks)
