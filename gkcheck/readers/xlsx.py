"""The .xlsx reader: every sheet as a person sees it in Excel, from its XML as a stream.

Read here and not by a library, for what a library leaves out is what an auditor asks about: hidden rows, formulas
without a stored value, errors, numbers as they are shown. Looking at the XML for these and then having a library
read the values was measured to take as long as reading the values at the same time.
"""

from __future__ import annotations

import re

from gkcheck.model import ReadWarning, Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.grid import Grid, Pages
from gkcheck.readers.ooxml import is_office, package_warnings, warning
from gkcheck.readers.package import Package, open_package
from gkcheck.readers.refusals import XLSX
from gkcheck.readers.sheet_warnings import sheet_warnings
from gkcheck.readers.xlsx_book import Book
from gkcheck.readers.xlsx_grid import to_grid
from gkcheck.readers.xlsx_sheet import read_sheet

_CONTENT_TYPE = rb"(?:spreadsheetml|ms-excel)\.[\w.]*main\+xml"


class XlsxReader:
    """Reads Excel workbooks (.xlsx, .xlsm, .xltx), transitional and strict."""

    name = "xlsx"
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm")

    def accepts(self, source: Source) -> bool:
        """Whether this is an Excel package; a damaged or encrypted one counts when it is named so."""
        return is_office(source, XLSX, _CONTENT_TYPE, "xl/workbook.xml")

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The workbook as a Submission. Raises ReadError."""
        from gkcheck.readers.table import to_submission

        return to_submission(pages(source, options), source, reader=self.name, options=options)


def pages(source: Source, options: ReadOptions) -> Pages:
    """Each sheet with content as a grid under its own name, in the order of the workbook. Raises ReadError."""
    package = open_package(source, XLSX, options.limits)
    book = Book(package)
    if not book.sheets:
        raise package.refuse("missing-part", "工作表", "a worksheet")
    grids: list[Grid] = []
    warnings = package_warnings(package)
    left = options.limits.cells
    for entry in book.sheets:
        sheet = read_sheet(package, entry.part, book, left)
        left = sheet.left
        grid, whole = to_grid(sheet, entry.name, entry.hidden)
        if grid is not None:
            grids.append(grid)
            warnings += sheet_warnings(sheet, entry.name, entry.hidden, whole)
    warnings += _drawings(package)
    return Pages(tuple(grids), (), tuple(warnings))


def _drawings(package: Package) -> list[ReadWarning]:
    """Pictures and text boxes lie over the cells and are not read; words in them are more than decoration."""
    parts = [part for part in package.names() if part.startswith("xl/drawings/drawing")]
    if not parts:
        return []
    if any(re.search(rb"<(?:\w+:)?t>\s*[^<\s]", package.read(part)) for part in parts):
        zh, en = (
            "文本框或图形中有文字，未读取。请把内容写入单元格。",
            "Words in text boxes or shapes were not read.",
        )
        return [warning("text-box-not-read", zh, en, incomplete=True)]
    return [warning("pictures", "表中有图片或图表，其中的文字未读取。", "Pictures or charts were not read.")]
