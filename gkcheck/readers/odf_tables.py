"""The tables of an OpenDocument file while they are read: repeated rows and columns, spans, hidden ones, formulas."""

from __future__ import annotations

from gkcheck.limits import Limits
from gkcheck.model import MarkKind
from gkcheck.readers.odf_names import full, repeats
from gkcheck.readers.odf_styles import PLAIN, Look
from gkcheck.readers.odf_text import Sink, TextStream
from gkcheck.readers.ooxml import Attributes
from gkcheck.readers.sheet import MOST_MERGES, TOLD, SheetCells
from gkcheck.readers.unseen import UNKNOWN

_CELL_STYLE = full("table:default-cell-style-name")
_NAME, _STYLE, _VISIBILITY, _SHOWN = (
    full(f"table:{word}") for word in ("name", "style-name", "visibility", "display")
)
_ROWS, _COLUMNS = full("table:number-rows-repeated"), full("table:number-columns-repeated")
_ROW_SPAN, _COLUMN_SPAN = full("table:number-rows-spanned"), full("table:number-columns-spanned")
_FORMULA, _KIND, _CALC_KIND = full("table:formula"), full("office:value-type"), full("calcext:value-type")
_VALUE, _STRING = full("office:value"), full("office:string-value")
_DATE, _TIME, _BOOLEAN = full("office:date-value"), full("office:time-value"), full("office:boolean-value")
MOST_EQUAL = 100  # rows with the same content in a run; a few letters can stand for a million
_ERRORS = ("#REF!", "#NAME?", "#DIV/0!", "#VALUE!", "#N/A", "#NULL!", "#NUM!")


class _Cell(Sink):
    """An open cell and how many places it stands for."""

    def __init__(self, attributes: Attributes, *, covered: bool) -> None:
        super().__init__()
        self.attributes = attributes
        self.covered = covered
        self.times = repeats(attributes.get(_COLUMNS))
        self.picture = False


class _Table(SheetCells):
    """An open table; of a nested one only `lines` are kept, as in Word files."""

    def __init__(self, name: str, hidden: bool, limits: Limits, cells: int) -> None:
        super().__init__(limits, cells)
        self.name = name
        self.hidden = hidden
        self.row = 0  # the last row that was closed
        self.column = 0  # of column declarations
        self.cells: list[_Cell] = []
        self.row_times = 1
        self.row_hidden = False
        self.groups: list[bool] = []  # whether each open group of rows is hidden
        self.lines: list[str] = []
        self.pictures: list[tuple[int, int]] = []  # cells that hold nothing but a picture
        self.look = PLAIN
        self.row_look = PLAIN
        self.cell_look = PLAIN  # of cells that name no style
        self.pale: list[tuple[int, int]] = []  # cells whose words nobody sees, by row and column
        self.painted = False  # conditions may paint them


class Tables:
    """Elements of tables to grids. `in_text`: tables of a text document, numbered 表1, 表2 … and without A1 names."""

    def __init__(self, text: TextStream, limits: Limits, *, in_text: bool) -> None:
        self.done: list[_Table] = []
        self.pictures = 0
        self.boxes: list[str] = []  # sheets whose shapes hold words
        self._limits = limits
        self._left = limits.cells
        self._text = text
        self._in_text = in_text
        self._open: list[_Table] = []
        self._cells: list[_Cell] = []

    def count(self) -> int:
        """How many tables have been closed: what a paragraph stands behind."""
        return len(self.done)

    def table_start(self, attributes: Attributes) -> None:
        """A table:table begins."""
        style = attributes.get(_STYLE, "")
        hidden = style in self._text.styles.hidden_tables or attributes.get(_SHOWN) == "false"
        name = f"表{len(self.done) + 1}" if self._in_text else attributes.get(_NAME, "")
        table = _Table(name, hidden, self._limits, self._left)
        table.look = self._text.styles.look("table", style)
        if self._open and self._cells:
            table.look = table.look.over(Look(back=self._cells[-1].look.back))
        self._open.append(table)

    def table_end(self) -> None:
        """A table:table ends: a grid, or lines of the cell it stands in."""
        if not self._open:
            return
        table = self._open.pop()
        if self._open and self._cells:
            self._cells[-1].lines += table.lines
            self._cells[-1].marks.add("nested")
        else:
            if not table.painted:
                _mark_unseen(table)
            self.done.append(table)
            self._left = table.left

    def column(self, attributes: Attributes) -> None:
        """A table:table-column: whether so many columns are shown."""
        if self._open:
            table = self._open[-1]
            self._default(table, attributes)
            first = table.column + 1
            table.column += repeats(attributes.get(_COLUMNS))
            if attributes.get(_VISIBILITY, "visible") != "visible":
                last = min(table.column, self._limits.columns)
                table.hidden_columns.update(range(first, last + 1))

    def group_start(self, attributes: Attributes) -> None:
        """A group of rows, folded away or not."""
        if self._open:
            self._open[-1].groups.append(attributes.get(_SHOWN) == "false")

    def group_end(self) -> None:
        """A group of rows ends."""
        if self._open and self._open[-1].groups:
            self._open[-1].groups.pop()

    def row_start(self, attributes: Attributes) -> None:
        """A table:table-row begins."""
        if self._open:
            table = self._open[-1]
            table.cells = []
            self._default(table, attributes)
            table.row_look = self._text.styles.look("table-row", attributes.get(_STYLE)).over(table.look)
            table.row_times = repeats(attributes.get(_ROWS))
            table.row_hidden = attributes.get(_VISIBILITY, "visible") != "visible" or any(table.groups)

    def cell_start(self, attributes: Attributes) -> None:
        """A table:table-cell begins."""
        self._begin(_Cell(attributes, covered=False))

    def covered_start(self, attributes: Attributes) -> None:
        """A table:covered-table-cell begins: a merged cell lies over it."""
        self._begin(_Cell(attributes, covered=True))

    def _default(self, table: _Table, attributes: Attributes) -> None:
        """A row or column says how its cells look that say nothing themselves; which of them wins is not worked out."""
        style = attributes.get(_CELL_STYLE)
        if style is not None and self._text.styles.look("table-cell", style) is not PLAIN:
            table.cell_look = Look(back=UNKNOWN)

    def conditions(self, _: Attributes) -> None:
        """Conditional formats of a sheet: they may paint its cells in other colours."""
        if self._open:
            self._open[-1].painted = True

    def _begin(self, cell: _Cell) -> None:
        if self._open:
            table = self._open[-1]
            style = cell.attributes.get(_STYLE)
            own = self._text.styles.look("table-cell", style) if style is not None else table.cell_look
            cell.look = own.over(table.row_look)
        self._cells.append(cell)
        self._text.sinks.append(cell)

    def cell_end(self) -> None:
        """A cell ends."""
        if self._cells:
            cell = self._cells.pop()
            self._text.sinks.pop()
            if self._open:
                self._open[-1].cells.append(cell)

    def picture(self, _: Attributes) -> None:
        """A draw:image or an embedded object, whose words are not read."""
        self.pictures += 1
        if self._cells:
            self._cells[-1].picture = True

    def shape_words(self) -> None:
        """Words in a shape that lies over a sheet, which are not read."""
        name = self._open[-1].name if self._open else ""
        if name not in self.boxes:
            self.boxes.append(name)

    def row_end(self) -> None:
        """A table:table-row ends: its cells are kept, as often as it is repeated."""
        if not self._open:
            return
        table = self._open[-1]
        row, times = table.row + 1, table.row_times
        table.row += times
        if len(self._open) > 1:
            words = [cell.text for cell in table.cells]
            if any(words):
                table.lines.append("\t".join(words))
            return
        content = False
        for number in range(row, row + min(times, MOST_EQUAL)):
            content = self._keep(table, number)
            if not content or table.stopped is not None:
                break
        if content and times > MOST_EQUAL and table.stopped is None:
            table.stopped = ("equal", row + MOST_EQUAL - 1, row + MOST_EQUAL)

    def _keep(self, table: _Table, row: int) -> bool:
        """Takes in one row; whether there was anything in it."""
        column = 1
        content = False
        for cell in table.cells:
            text, marks = self._shown(cell, table, row, column)
            attributes = cell.attributes
            tall, wide = repeats(attributes.get(_ROW_SPAN)), repeats(attributes.get(_COLUMN_SPAN))
            if (tall > 1 or wide > 1) and not cell.covered and len(table.merges) < MOST_MERGES:
                table.merges.append((row, column, row + tall - 1, column + wide - 1))
                content = True
            if text or marks:
                content = True
                if table.row_hidden:
                    table.hidden_rows.add(row)
                for at in range(column, min(column + cell.times, self._limits.columns + 2)):
                    table.keep(row, at, text, marks, named=not self._in_text)
                    if cell.unseen and len(table.pale) < TOLD and at <= self._limits.columns:
                        table.pale.append((row, at))
                if column > self._limits.columns:
                    table.keep(row, column, text, marks)
            if cell.picture and not text.strip() and len(table.pictures) < 1_000:
                table.pictures.append((row, column))
            column += cell.times
        return content

    def _shown(self, cell: _Cell, table: _Table, row: int, column: int) -> tuple[str, tuple[MarkKind, ...]]:
        """The text of a cell as it is shown, and what is odd about it."""
        text = cell.text
        marks = set(cell.marks)
        if self._in_text:
            return (text if text.strip() else ""), tuple(marks)
        attributes = cell.attributes
        formula = _FORMULA in attributes
        kind = attributes.get(_KIND)
        if not text and kind is not None and attributes.get(_CALC_KIND) != "error":
            text = _plain(attributes, kind)
        if attributes.get(_CALC_KIND) == "error" or (formula and text.startswith((*_ERRORS, "Err:"))):
            marks.add("error")
        if formula:
            marks.add("formula")
            if kind is None and not text:
                marks.add("error")
                table.tell(table.unstored, row, column)
        return (text if text.strip() else ""), tuple(marks)


def _mark_unseen(table: _Table) -> None:
    """Marks the cells whose words nobody sees, where they were kept."""
    for row, column in table.pale:
        cells = table.rows.get(row, [])
        for at, cell in enumerate(cells):
            if cell.column == column:
                cells[at] = cell._replace(marks=tuple(sorted({*cell.marks, "hidden"})))
                table.tell(table.unseen, row, column)


def _plain(attributes: Attributes, kind: str) -> str:
    """The stored value, where no text says how it is shown."""
    if kind == "string":
        return attributes.get(_STRING, "")
    if kind == "date":
        return attributes.get(_DATE, "").removesuffix("T00:00:00").replace("T", " ")
    if kind == "time":
        return attributes.get(_TIME, "")
    if kind == "boolean":
        return attributes.get(_BOOLEAN, "").upper()
    value = attributes.get(_VALUE, "")
    if kind == "percentage":
        from gkcheck.readers.xlsx_formats import show_number

        return show_number(value, "0.##%")
    return value
