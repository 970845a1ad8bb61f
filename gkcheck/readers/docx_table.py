"""A Word table while it is being read: rows of cells, and the vertical merges that only later rows complete."""

from __future__ import annotations

from typing import NamedTuple

from gkcheck.model import MarkKind
from gkcheck.readers.grid import Cell, Grid


class Place(NamedTuple):
    """Where a cell stands: its table (from 1), row and column."""

    table: int
    row: int
    column: int


class BodyCell:
    """A w:tc while it is open; most cells are plain, so what is rare stands in the class."""

    marks: tuple[MarkKind, ...] = ()
    span = 1
    merge: str | None = None  # the value of w:vMerge
    picture = False
    back: str | None = None  # the colour behind its words
    took_in = False  # the last part came from a nested table or a text box

    def __init__(self) -> None:
        self.parts: list[str] = []

    def mark(self, *marks: MarkKind) -> None:
        """Adds marks."""
        self.marks = tuple(sorted({*self.marks, *marks}))


class _Merge:
    """A vertically merged cell: its root, and every place of it as (row index, index in that row)."""

    __slots__ = ("places", "root", "rows")

    def __init__(self, root: Cell) -> None:
        self.root = root
        self.rows = 0
        self.places: list[tuple[int, int]] = []


class BodyTable:
    """A w:tbl while it is open. `outer` and `outer_cell` are what it is nested in.

    Of a nested table only `lines` are kept: its rows as text, for it is read into the cell around it.
    """

    __slots__ = (
        "_merges", "_open", "_pending", "back", "column", "covered", "deleted", "hidden_text", "letters", "lines",
        "outer", "outer_cell", "row", "row_marks", "rows", "style", "words",
    )  # fmt: skip

    def __init__(self, outer: BodyTable | None, outer_cell: BodyCell | None) -> None:
        self.outer = outer
        self.outer_cell = outer_cell
        self.back: str | None = None  # the colour behind its cells
        self.style: str | None = None
        self.lines: list[str] = []
        self.rows: list[list[Cell]] = []
        self.covered = 0  # letters read in covered places
        self.hidden_text = False  # some of them are no blanks
        self._merges: list[_Merge] = []
        self._open: dict[int, _Merge] = {}  # by first column, those that the row above left open
        self.start_row((0, 0))

    def start_row(self, letters: tuple[int, int]) -> None:
        """Opens a w:tr; `letters` are the counts so far, to take back a deleted row."""
        self.row: list[Cell] = []
        self.words: list[str] = []  # of a nested table: the cells of the row
        self.row_marks: tuple[MarkKind, ...] = ()
        self.column = 1
        self.deleted = False
        self.letters = (*letters, self.covered)
        self._pending: dict[int, tuple[_Merge, int]] = {}  # merges of this row, and where each begins in it

    def add(self, cell: BodyCell, text: str, columns: int) -> bool:
        """Puts a finished cell at the next place; False when not all of it lies within `columns` columns."""
        column = self.column
        after = self.column = column + cell.span
        if column > columns:
            return False
        row = self.row
        number = len(self.rows) + 1
        marks = cell.marks
        if self.row_marks:
            marks = tuple(sorted({*marks, *self.row_marks}))
        if cell.merge is None:
            one = Cell(text, number, column, 1, cell.span, False, marks)
        else:
            one = self._merged(cell, Cell(text, number, column, 1, cell.span, False, marks))
        row.append(one)
        if cell.span > 1:
            for beside in range(column + 1, min(after, columns + 1)):
                row.append(Cell(one.text, number, beside, 1, cell.span, True, one.marks))
        return after - 1 <= columns

    def _merged(self, cell: BodyCell, one: Cell) -> Cell:
        """The cell as it stands in its vertical merge: the first of a new one, or covered by the row above."""
        above = self._open.get(one.column) if cell.merge != "restart" else None
        if above is None or above.root.column_span != one.column_span:
            self._pending[one.column] = (_Merge(one), len(self.row))
            return one
        self._pending[one.column] = (above, len(self.row))
        self.covered += len(one.text)
        if one.text.strip():  # Word does not show it, but it is there
            self.hidden_text = True
            return _placed(one, one.text, 1, tuple(sorted({*one.marks, "hidden"})))
        return _placed(one, above.root.text, 1, above.root.marks)

    def end_row(self, rows: int) -> bool:
        """Closes the row; False when the table already has `rows` rows and it was left out."""
        at = len(self.rows)
        if at >= rows:
            return False
        self._open = {}
        for column, (merge, start) in self._pending.items():
            self._open[column] = merge
            if not merge.places:
                self._merges.append(merge)
            stop = min(start + merge.root.column_span, len(self.row))
            merge.places += [(at, index) for index in range(start, stop)]
            merge.rows += 1
        self.rows.append(self.row)
        return True

    def finish(self, name: str) -> Grid:
        """The whole table, once its last row is closed."""
        for merge in self._merges:
            if merge.rows > 1:
                for at, index in merge.places:
                    row = self.rows[at]
                    one = row[index]
                    row[index] = _placed(one, one.text, merge.rows, one.marks, covered=one.covered)
        return Grid(name, tuple(map(tuple, self.rows)))


def _placed(cell: Cell, text: str, rows: int, marks: tuple[MarkKind, ...], *, covered: bool = True) -> Cell:
    """A cell at its place, as its vertical merge has it."""
    return Cell(text, cell.row, cell.column, rows, cell.column_span, covered, marks)
