"""A workbook of ours: every text a string and never a formula, wrapped, filtered, ready to print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.text import Lang, Text
from gkcheck.writers.cells import guarded, printable
from gkcheck.writers.lines import width
from gkcheck.writers.packing import timeless

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | None
HEAD = "DDE3EA"
UNIT = "FFF4CC"
AUDITOR = "DCEBFA"
_LINE, _TALLEST = 14.5, 409.0  # points a line of text takes, and the tallest row Excel knows


class Look(NamedTuple):
    """How a cell looks. `colour`: of its ground, as RRGGBB; `quoted`: a text that would else be taken for a formula."""

    colour: str = ""
    head: bool = False
    framed: bool = True
    wrapped: bool = True
    quoted: bool = False


PLAIN = Look()


class Book:
    """A workbook being made. Each look is made once: openpyxl compares a style with all others whenever it is set."""

    def __init__(self) -> None:
        from openpyxl import Workbook

        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        self._looks: dict[Look, StyleArray] = {}

    def new(self, name: str) -> Worksheet:
        """An empty sheet."""
        made: Worksheet = self.book.create_sheet(name)
        return made

    def sheet(
        self,
        name: str,
        header: Sequence[Text],
        widths: Sequence[int],
        rows: Sequence[Sequence[Value]],
        lang: Lang,
    ) -> Worksheet:
        """A sheet with a header, frozen and filtered, and one line a row under it."""
        made = self.new(name)
        for column, text in enumerate(header, start=1):
            self.put(made, 1, column, text.in_(lang), Look(HEAD, head=True))
        for at, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                self.put(made, at, column, value)
        finish(made, widths, 1, len(rows))
        return made

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, look: Look = PLAIN) -> None:
        """Writes one value; a text stays a text, whatever it begins with, also when somebody edits the cell."""
        cell: Cell = sheet.cell(row, column)  # type: ignore[assignment]  # cells are merged only when they are written
        if isinstance(value, str):
            text = printable(value)
            cell.value = text
            cell.data_type = "s"
            if guarded(text) != text:
                look = look._replace(quoted=True)
        else:
            cell.value = value
        made = self._looks.get(look)
        if made is None:
            _dress(cell, look)
            self._looks[look] = copy(cell._style)  # type: ignore[attr-defined]  # not in the stubs
        else:
            cell._style = copy(made)  # type: ignore[attr-defined]  # not in the stubs

    def data(self) -> bytes:
        """The whole file, the same whenever it is made."""
        stream = io.BytesIO()
        self.book.save(stream)
        return timeless(stream.getvalue(), ours=True)


def _dress(cell: Cell, look: Look) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    across = "center" if look.head else None
    down = "center" if look.head else "top"
    cell.alignment = Alignment(wrap_text=look.wrapped, vertical=down, horizontal=across)
    if look.head:
        cell.font = Font(bold=True)
    if look.colour:
        cell.fill = PatternFill("solid", fgColor=look.colour)
    if look.framed:
        thin = Side(style="thin", color="B8C0C8")
        cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    if look.quoted:
        cell.quotePrefix = True


def finish(sheet: Worksheet, widths: Sequence[int], first: int, rows: int) -> None:
    """Widths, heights, frozen header in row `first`, filter, and A4 across with the header on every page."""
    from openpyxl.utils import get_column_letter

    last = get_column_letter(len(widths))
    for column, letters in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = letters
    sheet.freeze_panes = f"A{first + 1}"
    sheet.auto_filter.ref = f"A{first}:{last}{first + max(rows, 1)}"
    # Not every program fits a row to its wrapped text when it opens a file.
    for at, line in enumerate(
        sheet.iter_rows(min_row=first, max_row=first + rows, max_col=len(widths), values_only=True),
        start=first,
    ):
        texts = zip(line, widths, strict=True)
        lines = max((_lines(value, room) for value, room in texts if isinstance(value, str)), default=1)
        sheet.row_dimensions[at].height = min(_TALLEST, lines * _LINE + 4)
    sheet.print_title_rows = f"{first}:{first}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # set with the page setup


def _lines(text: str, room: int) -> int:
    """How many lines a text takes in a column of that many letters; a Chinese one takes two places."""
    if "\n" not in text and len(text) * 2 < room:
        return 1
    return sum(max(1, -(-width(line) // max(1, room - 1))) for line in text.split("\n"))
