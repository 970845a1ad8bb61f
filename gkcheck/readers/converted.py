"""What a converter made of an old document, and how it is held against the document's own counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from gkcheck.limits import Limits
from gkcheck.model import MarkKind, ReadWarning
from gkcheck.readers.grid import Grid, Pages
from gkcheck.readers.sheet import SheetCells
from gkcheck.readers.sheet_warnings import sheet_warnings
from gkcheck.readers.xlsx_grid import to_grid, without_names


class Converted(NamedTuple):
    """A document as one converter gave it: `rows` of its tables as delivered, blank ones too."""

    by: str
    pages: Pages
    rows: int
    cells: tuple[int, ...] = ()  # of each row, where the converter cannot tell cells from paragraphs

    @property
    def letters(self) -> int:
        """Letters delivered, without blanks and signs, each merged cell once."""
        count = sum(letters_of(paragraph.text) for paragraph in self.pages.paragraphs)
        for grid in self.pages.grids:
            count += sum(letters_of(cell.text) for row in grid.rows for cell in row if not cell.covered)
        return count


Converter = Callable[[bytes, Limits], Converted | None]


class NotInstalledError(Exception):
    """A converter is not there: its package is missing, or no LibreOffice was found."""


def letters_of(text: str) -> int:
    """The letters of a text without blanks and control signs."""
    return sum(letter > " " and not letter.isspace() for letter in text)


class TableBuilder(SheetCells):
    """A table of a text document, filled row by row from cells that may cover several places."""

    def __init__(self, name: str, limits: Limits, left: int) -> None:
        super().__init__(limits, left)
        self.name = name
        self.count = 0
        self._taken: set[tuple[int, int]] = set()

    def row(self) -> None:
        """Begins the next row."""
        self.count += 1
        self._column = 1

    def cell(self, text: str, marks: tuple[MarkKind, ...] = (), *, rows: int = 1, columns: int = 1) -> None:
        """Puts a cell at the next free place of the row."""
        while (self.count, self._column) in self._taken:
            self._column += 1
        row, column = self.count, self._column
        rows, columns = max(1, min(rows, self.limits.rows)), max(1, min(columns, 2 * self.limits.columns))
        if rows > 1 or columns > 1:
            self.merges.append((row, column, row + rows - 1, column + columns - 1))
        if rows > 1:
            self._taken |= {
                (row + down, column + across)
                for down in range(1, min(rows, 5_000))
                for across in range(columns)
            }
        if text.strip():
            self.keep(row, column, text, marks, named=False)
        self._column += columns

    def finish(self) -> tuple[Grid, list[ReadWarning]]:
        """The grid, and what was left out of it."""
        grid, whole = to_grid(self, self.name, hidden=False)
        warnings = sheet_warnings(self, self.name, False, whole, word="表")
        return (without_names(grid) if grid is not None else Grid(self.name, ())), warnings
