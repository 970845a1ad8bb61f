"""The tables of a Word document while it is being read, and what in it cannot be read."""

from __future__ import annotations

from xml.parsers import expat

from gkcheck.readers.docx_table import BodyCell, BodyTable, Place
from gkcheck.readers.docx_text import TOLD, TextStream
from gkcheck.readers.ooxml import Attributes
from gkcheck.readers.package import Package


class Body(TextStream):
    """One pass over the main part: tables here, text in TextStream; the results stand in public attributes."""

    def __init__(self, package: Package, part: str, parser: expat.XMLParserType) -> None:
        super().__init__(package, part, parser)
        self.covered = 0  # letters read in covered places of merged cells
        self.notes: list[Place | None] = []  # where footnotes are called; None outside tables
        self.pictures: list[tuple[Place | None, bool]] = []  # and whether words stand beside
        self.imports = 0  # parts of other formats that Word would take in
        self.too_many_rows: list[Place] = []
        self.too_many_columns: list[Place] = []
        self.too_many_cells: list[Place] = []
        self.cells = 0  # with text, of all tables
        self.too_long: list[Place] = []
        self.started = False

    def body_start(self, _: Attributes) -> None:
        """The w:body begins."""
        self.started = True

    # Tables

    def table_start(self, _: Attributes) -> None:
        """A w:tbl begins, perhaps inside a cell."""
        self.flush()
        self.table = BodyTable(self.table, self.cell)
        self.cell = None

    def table_end(self) -> None:
        """A w:tbl ends: a grid, or lines of the cell it is nested in."""
        table = self.table
        if table is None:
            return
        outer = self.cell = table.outer_cell
        self.table = table.outer
        if outer is None:
            self.covered += table.covered
            self.hidden_text = self.hidden_text or table.hidden_text
            self.grids.append(table.finish(f"表{len(self.grids) + 1}"))
        else:
            outer.parts += table.lines
            outer.mark("nested")
            outer.took_in = True

    def row_start(self, _: Attributes) -> None:
        """A w:tr begins."""
        if self.table is not None:
            self.table.start_row((self.letters, self.added))

    def row_end(self) -> None:
        """A w:tr ends; a deleted row is taken back, letters and all."""
        table = self.table
        if table is None:
            return
        if table.deleted:
            self.letters, self.added, table.covered = table.letters
        elif table.outer_cell is not None:
            table.lines.append("\t".join(table.words))
            self.added += max(0, len(table.words) - 1)
        elif self.cells > self.limits.cells:
            if not self.too_many_cells:
                self.too_many_cells.append(Place(len(self.grids) + 1, len(table.rows) + 1, 1))
        elif not table.end_row(self.limits.rows):
            place = Place(len(self.grids) + 1, self.limits.rows, 1)
            if place not in self.too_many_rows[-1:]:
                self.too_many_rows.append(place)

    def skipped_columns(self, attributes: Attributes) -> None:
        """A w:gridBefore: the row begins some columns to the right."""
        if self.table is not None:
            self.table.column += self.number(attributes)

    def hidden_row(self, attributes: Attributes) -> None:
        """A w:hidden in the properties of a row."""
        if self.table is not None and self.on(attributes):
            self.table.row_marks = (*self.table.row_marks, "hidden")

    def cell_start(self, _: Attributes) -> None:
        """A w:tc begins."""
        if self.table is not None:
            self.cell = BodyCell()

    def cell_span(self, attributes: Attributes) -> None:
        """A w:gridSpan: how many columns the cell covers."""
        if self.cell is not None:
            self.cell.span = max(1, self.number(attributes))

    def cell_merge(self, attributes: Attributes) -> None:
        """A w:vMerge: the cell begins a vertical merge, or continues that above."""
        if self.cell is not None:
            self.cell.merge = self.value(attributes) or "continue"

    def cell_end(self) -> None:
        """A w:tc ends: its paragraphs are joined by line ends."""
        table, cell = self.table, self.cell
        if table is None or cell is None:
            return
        self.flush()
        parts = cell.parts
        if len(parts) == 1:
            text = parts[0]
        else:
            text = "\n".join(parts)
            self.added += max(0, len(parts) - 1)
        self.cell = None
        if table.outer_cell is not None:
            outer = table.outer_cell
            outer.mark(*cell.marks, *table.row_marks)
            outer.picture = outer.picture or cell.picture
            table.words.append(text)
            return
        if cell.picture:
            self.pictures.append((self._place(table), bool(text.strip())))
        if text:
            self.cells += 1
        if len(text) > self.limits.letters:
            text = text[: self.limits.letters]
            self.too_long.append(self._place(table))
        if not table.add(cell, text, self.limits.columns) and len(self.too_many_columns) < TOLD:
            self.too_many_columns.append(self._place(table))

    # What is not read, but must be told

    def _place(self, table: BodyTable) -> Place:
        return Place(len(self.grids) + 1, len(table.rows) + 1, table.column)

    def note(self, _: Attributes) -> None:
        """A footnote or endnote is called here."""
        if len(self.notes) < TOLD:
            self.notes.append(self._place_of_text())

    def picture(self, _: Attributes) -> None:
        """A picture, a chart or an embedded object, whose words are not read."""
        if self.cell is not None:
            self.cell.picture = True
        elif len(self.pictures) < TOLD:
            self.pictures.append((None, True))

    def imported(self, _: Attributes) -> None:
        """A part in another format that only Word would take in."""
        self.imports += 1
