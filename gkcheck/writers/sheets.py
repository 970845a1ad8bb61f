"""Sheets of a workbook of ours: every text a string and never a formula, wrapped, filtered, ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gkcheck.text import Lang, Text
from gkcheck.writers.cells import guarded, printable
from gkcheck.writers.lines import width

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | None
HEAD = "DDE3EA"
_LINE, _TALLEST = 14.5, 409.0  # points a line of text takes, and the tallest row Excel knows
UNIT = "FFF4CC"
AUDITOR = "DCEBFA"


def put(cell: Cell, value: Value) -> None:
    """Writes one value; a text stays a text, whatever it begins with."""
    from openpyxl.styles import Alignment

    if isinstance(value, str):
        text = printable(value)
        cell.value = text
        cell.data_type = "s"
        if guarded(text) != text:
            cell.quotePrefix = True  # so that it stays a text also when somebody edits the cell
    else:
        cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def sheet(
    book: Workbook,
    name: str,
    header: Sequence[Text],
    widths: Sequence[int],
    rows: Sequence[Sequence[Value]],
    lang: Lang,
    *,
    first: int = 1,
) -> Worksheet:
    """A sheet with a header in row `first`, frozen and filtered, and one line a row under it."""
    made: Worksheet = book.create_sheet(name)
    for column, text in enumerate(header, start=1):
        head(made, first, column, text.in_(lang))
    for at, row in enumerate(rows, start=first + 1):
        for column, value in enumerate(row, start=1):
            cell: Cell = made.cell(at, column)  # type: ignore[assignment]  # nothing is merged here
            put(cell, value)
    finish(made, widths, first, len(rows))
    return made


def _lines(text: str, room: int) -> int:
    """How many lines a text takes in a column of that many letters; a Chinese one takes two places."""
    return sum(max(1, -(-width(line) // max(1, room - 1))) for line in text.split("\n"))


def head(sheet: Worksheet, row: int, column: int, text: str, colour: str = HEAD) -> None:
    """One cell of a header."""
    from openpyxl.styles import Alignment, Font, PatternFill

    cell: Cell = sheet.cell(row, column)  # type: ignore[assignment]  # nothing is merged in a header
    put(cell, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor=colour)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


def finish(sheet: Worksheet, widths: Sequence[int], first: int, rows: int) -> None:
    """Widths, frozen header, filter, borders, and A4 across with the header on every page."""
    from openpyxl.styles import Border, Side
    from openpyxl.utils import get_column_letter

    last = get_column_letter(len(widths))
    for column, letters in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = letters
    sheet.freeze_panes = f"A{first + 1}"
    sheet.auto_filter.ref = f"A{first}:{last}{first + max(rows, 1)}"
    thin = Side(style="thin", color="B8C0C8")
    around = Border(left=thin, right=thin, top=thin, bottom=thin)
    for line in sheet.iter_rows(min_row=first, max_row=first + rows, max_col=len(widths)):
        lines = 1
        for cell, room in zip(line, widths, strict=True):
            cell.border = around
            if isinstance(cell.value, str):
                lines = max(lines, _lines(cell.value, room))
        # Not every program fits a row to its wrapped text when it opens a file.
        sheet.row_dimensions[line[0].row or first].height = min(_TALLEST, lines * _LINE + 4)
    sheet.print_title_rows = f"{first}:{first}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # set with the page setup
