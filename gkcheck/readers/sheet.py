"""The cells of one sheet of any workbook format while it is read: within limits, with what is odd about them."""

from __future__ import annotations

from gkcheck.limits import Limits
from gkcheck.model import MarkKind
from gkcheck.readers.grid import Cell
from gkcheck.readers.xlsx_names import Area, cell_name

MOST_MERGES = 100_000
TOLD = 1_000  # cells kept for a warning; a hostile file could have millions


class SheetCells:
    """What is known of a sheet; blank cells leave no trace. The results stand in public attributes."""

    def __init__(self, limits: Limits, cells: int | None = None) -> None:
        self.limits = limits
        self.left = limits.cells if cells is None else cells  # how many cells may still be kept
        self.rows: dict[int, list[Cell]] = {}  # by number, only rows and cells with content, both ascending
        self.merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.unstored: list[str] = []  # formulas without a stored value
        self.unseen: list[str] = []  # words nobody sees
        self.too_long: list[str] = []
        self.too_many_columns: list[str] = []
        self.stopped: tuple[str, int, int] | None = None  # why, the last row read, the first row not read
        self.broken: list[str] = []  # references to texts that are not there

    def keep(
        self, row: int, column: int, text: str, marks: tuple[MarkKind, ...] = (), *, named: bool = True
    ) -> None:
        """Takes in a cell with content; rows and the columns of a row come in ascending order."""
        limits = self.limits
        if self.stopped is not None:
            return
        cells = self.rows.get(row)
        if cells is None and len(self.rows) >= limits.rows:
            self.stopped = ("rows", next(reversed(self.rows)), row)
            return
        if cells is None and self.left <= 0:
            self.stopped = ("cells", next(reversed(self.rows), 0), row)
            return
        if column > limits.columns:
            self.tell(self.too_many_columns, row, column)
            return
        if len(text) > limits.letters:
            text = text[: limits.letters]
            self.tell(self.too_long, row, column)
        if cells is None:
            cells = self.rows[row] = []
        if row in self.hidden_rows or column in self.hidden_columns:
            marks = (*marks, "hidden")
        marks = tuple(sorted(set(marks)))
        self.left -= 1
        cells.append(Cell(text, row, column, marks=marks, name=cell_name(row, column) if named else ""))

    def tell(self, places: list[str], row: int, column: int) -> None:
        """Notes a place for a warning."""
        if len(places) < TOLD:
            places.append(cell_name(row, column))
