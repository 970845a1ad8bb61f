"""The .xlsx reader: every sheet as a person sees it in Excel, from its XML as a stream.

Read here and not by a library, for what a library leaves out is what an auditor asks about: hidden rows, formulas
without a stored value, errors, numbers as they are shown. Looking at the XML for these and then having a library
read the values was measured to take as long as reading the values at the same time.
"""

from __future__ import annotations

import re

from gkcheck.model import Location, ReadWarning, Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.grid import Grid, Pages
from gkcheck.readers.ooxml import is_office, package_warnings, warning
from gkcheck.readers.package import Limits, Package, open_package
from gkcheck.readers.refusals import XLSX
from gkcheck.readers.xlsx_book import Book, SheetEntry
from gkcheck.readers.xlsx_grid import to_grid
from gkcheck.readers.xlsx_names import column_letters
from gkcheck.readers.xlsx_sheet import Sheet, read_sheet

_CONTENT_TYPE = rb"(?:spreadsheetml|ms-excel)\.[\w.]*main\+xml"
_NAMED = 20  # places named in one warning


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
    package = open_package(source, XLSX)
    book = Book(package)
    if not book.sheets:
        raise package.refuse("missing-part", "工作表", "a worksheet")
    grids: list[Grid] = []
    warnings = package_warnings(package)
    for entry in book.sheets:
        sheet = read_sheet(package, entry.part, book)
        grid, whole = to_grid(sheet, entry.name, entry.hidden)
        if grid is not None:
            grids.append(grid)
            warnings += _warnings(sheet, entry, whole)
    warnings += _drawings(package)
    return Pages(tuple(grids), (), tuple(warnings))


def _warnings(sheet: Sheet, entry: SheetEntry, whole: bool) -> list[ReadWarning]:
    found = []
    limits = sheet.limits
    where = Location(part=entry.name)
    name = entry.name
    if entry.hidden:
        found.append(
            warning(
                "hidden-sheet",
                f"工作表“{name}”是隐藏的，已读取并标注。",
                f"The hidden sheet {name} was read.",
                location=where,
            )
        )
    rows = sorted(sheet.hidden_rows)
    if rows:
        listed = _some([str(row) for row in rows])
        zh, en = (
            f"工作表“{name}”有隐藏行（{listed}），已读取并标注。",
            f"Sheet {name}: hidden rows {listed} were read.",
        )
        found.append(warning("hidden-rows", zh, en, location=Location(part=name, row=rows[0])))
    used = {cell.column for cells in sheet.rows.values() for cell in cells} if sheet.hidden_columns else set()
    columns = sorted(sheet.hidden_columns & used)
    if columns:
        listed = _some([column_letters(column) for column in columns])
        zh, en = (
            f"工作表“{name}”有隐藏列（{listed}），已读取并标注。",
            f"Sheet {name}: hidden columns {listed} were read.",
        )
        found.append(warning("hidden-columns", zh, en, location=Location(part=name, column=columns[0])))
    for code, cells, zh, en in (
        (
            "formula-without-value",
            sheet.unstored,
            "公式没有保存计算结果，未能读取。请用 Excel 或 WPS 打开后保存一次",
            "formulas without a stored value were not read; open the file in Excel or WPS and save it",
        ),
        ("text-missing", sheet.broken, "所引用的文字不存在，未能读取", "cells refer to texts that do not exist"),
        ("cell-too-long", sheet.too_long, f"单元格超过 {limits.letters} 字，其余未读取", f"cells with more than {limits.letters} letters were cut"),
        ("too-many-columns", sheet.too_many_columns, f"超过 {limits.columns} 列，其余未读取", f"only {limits.columns} columns were read"),
    ):  # fmt: skip
        if cells:
            listed = _some(cells)
            location = Location(part=name, cell=cells[0])
            whole_zh, whole_en = f"工作表“{name}”：{zh}（{listed}）。", f"Sheet {name}: {en} ({listed})."
            found.append(warning(code, whole_zh, whole_en, location=location, incomplete=True))
    if sheet.stopped is not None:
        found.append(_stopped(sheet.stopped, name, limits))
    if not whole:
        zh, en = (
            f"工作表“{name}”的合并单元格过多，未能全部展开。",
            f"Sheet {name}: too many merged cells to fill.",
        )
        found.append(warning("too-many-merges", zh, en, location=where, incomplete=True))
    return found


def _stopped(stopped: tuple[str, int, int], name: str, limits: Limits) -> ReadWarning:
    why, last, following = stopped
    if why == "rows":
        zh = f"工作表“{name}”超过 {limits.rows} 行，第 {following} 行起未读取。"
        en = f"Sheet {name} has more than {limits.rows} rows; row {following} and what follows were not read."
        code = "too-many-rows"
    else:
        zh = f"工作表“{name}”第 {last} 行之后空行超过 {limits.gap} 行，第 {following} 行起还有内容，未读取。"
        en = f"Sheet {name}: after row {last} stand more than {limits.gap} blank rows; row {following} was not read."
        code = "blank-gap"
    return warning(code, zh, en, location=Location(part=name, row=following), incomplete=True)


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


def _some(names: list[str]) -> str:
    more = f" …（共 {len(names)}）" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
