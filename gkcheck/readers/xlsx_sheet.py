"""One sheet as a stream: cells with content, what hides them, and which places are merged."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from gkcheck.errors import ReadError
from gkcheck.model import MarkKind
from gkcheck.readers.grid import Cell
from gkcheck.readers.ooxml import SHEET_NAMESPACES, Attributes, new_parser, run
from gkcheck.readers.package import Package
from gkcheck.readers.plain_xml import LARGEST
from gkcheck.readers.sheet import MOST_MERGES, TOLD, SheetCells
from gkcheck.readers.xlsx_book import Book
from gkcheck.readers.xlsx_look import Font
from gkcheck.readers.xlsx_names import Area, area, cell_name, column_number, count
from gkcheck.readers.xlsx_plain import plain_rows

_DIGITS = "0123456789"
_YES = ("1", "true", "on")


class Sheet(SheetCells):
    """One pass over a sheet; blank cells leave no trace. The results stand in public attributes."""

    def __init__(self, package: Package, part: str, book: Book, cells: int) -> None:
        super().__init__(package.limits, cells)
        self.started = False
        self.has_data = False
        self.chunks: list[str] = []
        self._package = package
        self._part = part
        self._book = book
        self._last = 0  # the last row with content
        self._row = 0
        self._cells: list[Cell] | None = None
        self._hidden = False
        self._column = 0
        self._name = ""
        self._kind: str | None = None
        self._style: str | None = None
        self._value: str | None = None
        self._formula = False
        self._phonetic = False
        self._font = Font()
        self._fonts: list[Font] = []  # of the runs of an inline text
        self._pale: list[tuple[int, int]] = []  # cells whose words nobody sees: row, and place in it
        self._painted: list[Area] = []  # where conditions paint cells
        self._has_tables = False

    # Elements

    def sheet_start(self, _: Attributes) -> None:
        """A worksheet begins."""
        self.started = True

    def data_start(self, _: Attributes) -> None:
        """The sheetData begins: the rows in it are rows of a sheet."""
        self.has_data = True

    def columns(self, attributes: Attributes) -> None:
        """A col: how some columns are shown; it stands before all rows."""
        if attributes.get("hidden") in _YES or _zero(attributes.get("width")):
            first, last = count(attributes.get("min")), count(attributes.get("max"))
            self.hidden_columns.update(range(first, min(last, self.limits.columns) + 1))

    def row_start(self, attributes: Attributes) -> None:
        """A row begins; without a number it follows the one before."""
        number = attributes.get("r")
        row = self._row + 1 if number is None else count(number)
        if row <= self._row:
            raise self._broken_order(row)
        self._row = row
        self._column = 0
        self._cells = None
        self._hidden = attributes.get("hidden") in _YES or _zero(attributes.get("ht"))

    def cell_start(self, attributes: Attributes) -> None:
        """A c begins."""
        name = attributes.get("r")
        column = self._column + 1 if name is None else column_number(name.rstrip(_DIGITS))
        if column <= self._column:
            raise self._broken_order(self._row)
        self._column = column
        self._name = name or ""
        self._kind = attributes.get("t")
        self._style = attributes.get("s")
        self._value = None
        self._formula = False
        if self._fonts:
            self._fonts = []

    def text_start(self, _: Attributes) -> None:
        """A v, t or f begins: what was gathered before it is white space between elements."""
        self.chunks.clear()

    def formula_start(self, _: Attributes) -> None:
        """A f: the value beside it is what it last came to."""
        self._formula = True

    def value_end(self) -> None:
        """A v ends."""
        self._value = "".join(self.chunks)

    def text_end(self) -> None:
        """A t ends: a text, or one run of it."""
        if not self._phonetic:
            text = "".join(self.chunks)
            self._value = text if self._value is None else self._value + text
            if self._font.is_odd:
                self._fonts.append(self._font)

    def run_start(self, _: Attributes) -> None:
        """A r: a run of an inline text."""
        self._font = Font()

    def run_colour(self, attributes: Attributes) -> None:
        """A color of such a run."""
        self._font = self._font.coloured(attributes)

    def run_size(self, attributes: Attributes) -> None:
        """A sz of such a run."""
        self._font = self._font.sized(attributes)

    def condition(self, attributes: Attributes) -> None:
        """A conditionalFormatting: cells it may paint in another colour; it stands after all rows."""
        self._painted += [
            one for word in attributes.get("sqref", "").split() if (one := area(word)) is not None
        ][:TOLD]

    def tables(self, _: Attributes) -> None:
        """The tableParts: the styles of tables paint cells, which is not read."""
        self._has_tables = True

    def sheet_end(self) -> None:
        """A worksheet ends: the cells whose words nobody sees are marked, unless something else may paint them."""
        if self._has_tables:
            return
        for row, at in self._pale:
            cell = self.rows[row][at]
            if any(r1 <= row <= r2 and c1 <= cell.column <= c2 for r1, c1, r2, c2 in self._painted):
                continue
            self.rows[row][at] = cell._replace(marks=tuple(sorted({*cell.marks, "hidden"})))
            if len(self.unseen) < TOLD:
                self.unseen.append(cell.name)

    def phonetic_start(self, _: Attributes) -> None:
        """A rPh begins: how the text is spoken, which no cell shows."""
        self._phonetic = True

    def phonetic_end(self) -> None:
        """A rPh ends."""
        self._phonetic = False

    def merge(self, attributes: Attributes) -> None:
        """A mergeCell; they stand after all rows."""
        found = area(attributes.get("ref", ""))
        if found is not None and len(self.merges) < MOST_MERGES:
            self.merges.append(found)

    def cell_end(self) -> None:
        """A c ends: it is kept when there is something to see or to doubt."""
        value = self._value
        if (value is None or value == "") and not self._formula:
            return
        marks: tuple[MarkKind, ...] = ()
        kind = self._kind
        book = self._book
        pale = self._style is not None and self._style in book.pale()
        if kind == "s":
            text = book.text(value or "")
            if text is None:
                text, marks = "", ("error",)
                self._tell(self.broken)
            pale = pale or book.is_pale_run(value or "", self._style)
        elif kind in ("inlineStr", "str"):
            text = book.unescaped(value or "")
            pale = pale or (bool(self._fonts) and book.are_pale(self._fonts, self._style))
        elif kind == "b":
            text = "TRUE" if value == "1" else "FALSE"
        elif kind == "e":
            text, marks = value or "", ("error",)
        elif kind == "d":
            text = (value or "").removesuffix("T00:00:00").replace("T", " ")
        elif value:
            text = book.number(value, self._style)
            if not text:  # a format such as ;;; shows nothing of what is there
                text, marks = value, ("hidden",)
        else:
            text = ""
        if self._style is not None and kind in ("s", "str", "inlineStr") and text:
            shown = book.shown(text, self._style)
            if shown:
                text = shown
            else:
                marks = (*marks, "hidden")
        if self._formula:
            if not value and kind != "str":
                marks = (*marks, "error")
                self._tell(self.unstored)
            marks = (*marks, "formula")
        if text or marks:
            self._keep(text, tuple(sorted(marks)) if len(marks) > 1 else marks, pale and bool(text.strip()))

    def _keep(self, text: str, marks: tuple[MarkKind, ...], pale: bool) -> None:
        if self.stopped is not None or not self._within():
            return
        limits = self.limits
        column = self._column
        if column > limits.columns:
            self._tell(self.too_many_columns)
            return
        if len(text) > limits.letters:
            text = text[: limits.letters]
            self._tell(self.too_long)
        row = self._row
        cells = self._cells
        if cells is None:
            cells = self._cells = self.rows[row] = []
            self._last = row
            if self._hidden:
                self.hidden_rows.add(row)
        if self._hidden or column in self.hidden_columns:
            marks = tuple(sorted({*marks, "hidden"}))
        self.left -= 1
        if pale:
            self._pale.append((row, len(cells)))
        cells.append(Cell(text, row, column, 1, 1, False, marks, self._name or cell_name(row, column)))

    def _within(self) -> bool:
        """Whether the row is still read: not too many, and not after a long gap."""
        if self._cells is None:
            why = ""
            if len(self.rows) >= self.limits.rows:
                why = "rows"
            elif self.left <= 0:
                why = "cells"
            elif self._row - self._last > self.limits.gap + 1:
                why = "gap"
            if why:
                self.stopped = (why, self._last, self._row)
                return False
        return True

    def _tell(self, places: list[str]) -> None:
        if len(places) < TOLD:
            places.append(self._name or cell_name(self._row, self._column))

    def _broken_order(self, row: int) -> ReadError:
        return self._package.refuse(
            "damaged", f"{self._part} 第 {row} 行的次序有误", f"{self._part}, row {row} is out of order"
        )


def _zero(size: str | None) -> bool:
    return size is not None and size.strip("0.") == "" and size != ""


_Start = Callable[[Sheet, Attributes], None]
_End = Callable[[Sheet], None]


_STARTS: dict[str, _Start] = {
    f"{uri} {local}": action
    for uri in SHEET_NAMESPACES
    for local, action in (
        ("worksheet", Sheet.sheet_start),
        ("sheetData", Sheet.data_start),
        ("col", Sheet.columns),
        ("row", Sheet.row_start),
        ("c", Sheet.cell_start),
        ("v", Sheet.text_start),
        ("t", Sheet.text_start),
        ("f", Sheet.formula_start),
        ("rPh", Sheet.phonetic_start),
        ("mergeCell", Sheet.merge),
        ("r", Sheet.run_start),
        ("color", Sheet.run_colour),
        ("sz", Sheet.run_size),
        ("conditionalFormatting", Sheet.condition),
        ("tableParts", Sheet.tables),
    )
}
_ENDS: dict[str, _End] = {
    f"{uri} {local}": action
    for uri in SHEET_NAMESPACES
    for local, action in (
        ("v", Sheet.value_end),
        ("t", Sheet.text_end),
        ("rPh", Sheet.phonetic_end),
        ("c", Sheet.cell_end),
        ("worksheet", Sheet.sheet_end),
    )
}


def read_sheet(package: Package, part: str, book: Book, cells: int | None = None) -> Sheet:
    """Reads one sheet, of which at most `cells` cells are kept. Raises ReadError."""
    parser: expat.XMLParserType = new_parser(package, part)
    sheet = Sheet(package, part, book, package.limits.cells if cells is None else cells)
    action_at_start, action_at_end = _STARTS.get, _ENDS.get

    def start(name: str, attributes: Attributes) -> None:
        action = action_at_start(name)
        if action is not None:
            action(sheet, attributes)

    def end(name: str) -> None:
        action = action_at_end(name)
        if action is not None:
            action(sheet)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = sheet.chunks.append  # gathered by the list itself, without a call of ours
    pieces: list[bytes] | None = None
    plain = None
    if package.size(part) <= LARGEST:
        pieces = [package.read(part)]
        plain = plain_rows(pieces[0], book, package.limits, sheet.left)
        if plain is not None:
            pieces = [plain[1]]
    run(parser, package, part, pieces)
    if not sheet.started:
        raise package.refuse("damaged", f"{part} 不是工作表", f"{part} is no worksheet")
    if plain is not None and sheet.has_data:
        sheet.rows = plain[0]
        sheet.left -= sum(map(len, plain[0].values()))
    return sheet
