"""A sheet's cells as a grid: a rectangle around its content, merged places filled, nothing beyond."""

from __future__ import annotations

from gkcheck.model import MarkKind
from gkcheck.readers.grid import Cell, Grid
from gkcheck.readers.sheet import MOST_MERGES, SheetCells
from gkcheck.readers.xlsx_names import cell_name

_MOST_BLANKS = 200_000  # blank cells that are filled in; a sparse sheet beyond that keeps ragged rows
_MOST_PLACES = 200_000  # places of merged cells that are filled
_Row = dict[int, Cell]


def to_grid(sheet: SheetCells, name: str, hidden: bool) -> tuple[Grid | None, bool]:
    """The grid of a sheet, None when it is empty; and whether merged places were left unfilled for their number.

    Rows without content are left out, cells keep their row number. In a sheet every row has every column: a cell
    that is not stored is a blank one, not a missing one.
    """
    if not sheet.rows:
        return None, False
    first = min(cells[0].column for cells in sheet.rows.values())
    last = max(cells[-1].column for cells in sheet.rows.values())
    width = last - first + 1
    merged, whole = _merged(sheet, first, last) if sheet.merges else ({}, True)
    blanks = _MOST_BLANKS
    rows: list[tuple[Cell, ...]] = []
    for number in sorted(sheet.rows.keys() | merged.keys()) if merged else sheet.rows:
        cells = sheet.rows.get(number, [])
        over = merged.get(number)
        if over is None and len(cells) == width:
            rows.append(tuple(cells))
            continue
        places: _Row = {cell.column: cell for cell in cells}
        if over is not None:
            places |= over
        if blanks > 0:
            blanks -= width - len(places)
            for column in range(first, last + 1):
                if column not in places:
                    places[column] = _blank(sheet, number, column)
        rows.append(tuple(places[column] for column in sorted(places)))
    return Grid(name, tuple(rows), hidden), whole


def _blank(sheet: SheetCells, row: int, column: int) -> Cell:
    return Cell("", row, column, 1, 1, False, _hidden(sheet, row, column, ()), cell_name(row, column))


def _hidden(sheet: SheetCells, row: int, column: int, marks: tuple[MarkKind, ...]) -> tuple[MarkKind, ...]:
    """The marks with "hidden" when the row or the column of a place is."""
    if row in sheet.hidden_rows or column in sheet.hidden_columns:
        return tuple(sorted({*marks, "hidden"}))
    return marks


def _merged(sheet: SheetCells, first: int, last: int) -> tuple[dict[int, _Row], bool]:
    """All places of merged cells inside the content, by row and column; and whether none had to be left out."""
    last_row = max(sheet.rows)
    budget = _MOST_PLACES
    merged: dict[int, _Row] = {}
    for first_row, first_column, end_row, end_column in sheet.merges:
        rows, columns = end_row - first_row + 1, end_column - first_column + 1
        if rows < 1 or columns < 1 or rows * columns == 1 or first_row < 1:
            continue
        across = range(max(first, first_column), min(last, end_column) + 1)
        down = range(first_row, min(last_row, end_row) + 1)
        budget -= len(down) * len(across)
        if budget < 0:
            return merged, False
        own = {cell.column: cell for cell in sheet.rows.get(first_row, ())}
        root = own.get(first_column) or _blank(sheet, first_row, first_column)
        marks: tuple[MarkKind, ...] = tuple(mark for mark in root.marks if mark != "hidden")
        hides_itself = "hidden" in root.marks and not _hidden(sheet, first_row, first_column, ())
        if hides_itself:
            marks = root.marks
        for row in down:
            beside = {cell.column: cell for cell in sheet.rows.get(row, ())}
            if not root.text and not beside and row not in merged and row != first_row:
                continue  # nothing to see in the whole row
            places = merged.setdefault(row, {})
            for column in across:
                text, here = root.text, _hidden(sheet, row, column, marks)
                covered = (row, column) != (first_row, first_column)
                if covered and column in beside and beside[column].text:
                    # Excel shows only the top left; what else is stored there is kept and marked.
                    text = beside[column].text
                    here = tuple(sorted({*beside[column].marks, "hidden"}))
                places[column] = Cell(text, row, column, rows, columns, covered, here, cell_name(row, column))
    return merged, len(sheet.merges) < MOST_MERGES


def without_names(grid: Grid) -> Grid:
    """A table of a text document: its cells have no A1 names."""
    return Grid(
        grid.name, tuple(tuple(cell._replace(name="") for cell in row) for row in grid.rows), grid.hidden
    )
