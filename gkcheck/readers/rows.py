"""Grid rows made easy to ask: which text stands under a column, and whether it comes from a cell above."""

from __future__ import annotations

from typing import NamedTuple

from gkcheck.readers.grid import Cell, Grid

Place = tuple[int, int]  # row and column of the top-left place of a (merged) cell


class Fill(NamedTuple):
    """One cell of a row that holds text; `first` and `last` are the columns it covers in this row."""

    text: str
    first: int
    last: int
    origin: Place


class Row(NamedTuple):
    """One grid row: its number, its cells by column, and the origins of the covered ones."""

    number: int
    cells: dict[int, Cell]
    origins: dict[int, Place]

    def text(self, column: int) -> str:
        """The stripped text under a column; empty when there is no such cell."""
        cell = self.cells.get(column)
        return cell.text.strip() if cell is not None else ""

    def origin(self, column: int) -> Place:
        """Where the cell under a column begins."""
        return self.origins.get(column) or (self.number, column)

    def from_above(self, column: int) -> bool:
        """Whether the cell under a column begins in an earlier row."""
        return self.origin(column)[0] < self.number

    def fills(self) -> list[Fill]:
        """The cells with text from left to right, each merged cell once."""
        found: list[Fill] = []
        for column, cell in self.cells.items():
            origin = self.origin(column)
            if found and found[-1].origin == origin:
                found[-1] = found[-1]._replace(last=column)
                continue
            text = cell.text.strip()
            if text:
                found.append(Fill(text, column, column, origin))
        return found


def rows_of(grid: Grid) -> list[Row]:
    """All rows of a grid in order, with the origin of every covered place worked out from the spans."""
    rows: list[Row] = []
    starts: dict[int, tuple[Place, int]] = {}  # column -> origin of the cell merged downwards, its last row
    for cells in grid.rows:
        if not cells:
            continue
        number = cells[0].row
        by_column = {cell.column: cell for cell in cells}
        origins: dict[int, Place] = {}
        left: Place | None = None
        left_until = 0
        for column, cell in by_column.items():
            if cell.covered:
                origin, until = starts.get(column, ((0, 0), 0))
                if origin[0] < number <= until:
                    origins[column] = origin
                elif left is not None and column <= left_until:
                    origins[column] = left
            else:
                left, left_until = (number, column), column + cell.column_span - 1
            if cell.row_span > 1 and origins.get(column, (number, 0))[0] == number:
                starts[column] = (origins.get(column, (number, column)), number + cell.row_span - 1)
        rows.append(Row(number, by_column, origins))
    return rows
