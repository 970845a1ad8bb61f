"""What every file format is reduced to before tasks are looked for: grids of cells, and loose paragraphs."""

from __future__ import annotations

from typing import NamedTuple

from gkcheck.model import Location, MarkKind, ReadWarning


class Cell(NamedTuple):
    """One place of a grid, at 1-based `row` and `column`.

    A merged cell stands once for each place it covers, with the same `text`, and `covered` set on all
    but its top-left place; `row_span` and `column_span` are those of the whole merged cell on each of them.
    `marks` says what is odd (hidden, formula, error, revised, nested, struck). `name` is the A1 name in a workbook.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    covered: bool = False
    marks: tuple[MarkKind, ...] = ()
    name: str = ""
    line: int | None = None
    page: int | None = None


class Grid(NamedTuple):
    """One table. `name` is the sheet's name or 表1, 表2 …; `hidden` a hidden sheet. Rows may differ in length."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False


class Paragraph(NamedTuple):
    """Text outside any table, in reading order; `before` counts the grids that stand before it."""

    text: str
    before: int = 0
    location: Location = Location()


class Pages(NamedTuple):
    """A whole file as grids and paragraphs, with what the format reader noticed."""

    grids: tuple[Grid, ...]
    paragraphs: tuple[Paragraph, ...] = ()
    warnings: tuple[ReadWarning, ...] = ()
    encoding: str | None = None
    title: str = ""  # the document's own title (HTML <title>, docProps), used when no line of text says it
