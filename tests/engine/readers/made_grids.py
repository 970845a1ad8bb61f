"""Grids written as plain lists, for the tests of the readers."""

from __future__ import annotations

from collections.abc import Sequence

from gkcheck.model import Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import read_source
from gkcheck.readers.grid import Cell, Grid, Pages, Paragraph
from gkcheck.readers.table import to_submission

Merged = tuple[str, int, int]


def grid(rows: Sequence[Sequence[str]], name: str = "表1", *, hidden: bool = False) -> Grid:
    """A grid without merged cells; rows may be short."""
    return Grid(
        name,
        tuple(tuple(Cell(text, r, c) for c, text in enumerate(row, 1)) for r, row in enumerate(rows, 1)),
        hidden,
    )


def merged(rows: Sequence[Sequence[str | Merged]], name: str = "表1") -> Grid:
    """A grid of texts and (text, rows, columns) cells; covered places are left out, as in HTML."""
    cells: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(rows, 1):
        c = 1
        for one in row:
            while (r, c) in cells:
                c += 1
            text, tall, wide = one if isinstance(one, tuple) else (one, 1, 1)
            for down in range(tall):
                for across in range(wide):
                    place = (r + down, c + across)
                    cells[place] = Cell(text, *place, tall, wide, (down, across) != (0, 0))
            c += wide
    last = max(r for r, _ in cells)
    return Grid(name, tuple(tuple(cells[k] for k in sorted(cells) if k[0] == r) for r in range(1, last + 1)))


def read(*grids: Grid, before: Sequence[str] = (), name: str = "t.csv", **options: object) -> Submission:
    """The Submission of grids with some lines above them."""
    pages = Pages(tuple(grids), tuple(Paragraph(text) for text in before))
    return to_submission(pages, Source(name, b""), reader="test", options=ReadOptions(**options))  # type: ignore[arg-type]


def read_text(text: str | bytes, name: str = "t.txt", **options: object) -> Submission:
    """The Submission of a file with this content."""
    data = text.encode() if isinstance(text, str) else text
    return read_source(Source(name, data), ReadOptions(**options))  # type: ignore[arg-type]


def codes(submission: Submission) -> list[str]:
    """The codes of its warnings."""
    return [warning.code for warning in submission.warnings]
