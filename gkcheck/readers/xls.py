"""The .xls and .et reader: every sheet of an old workbook as a person sees it in Excel or WPS.

Read here and not by a library, as .xlsx is: a library gives 0.65 where the cell shows 65%, leaves out hidden rows and
formulas, and (measured on mutated files) breaks off in a way that cannot be caught. This needs nothing to be installed.
"""

from __future__ import annotations

import struct

from gkcheck.limits import Limits
from gkcheck.model import Location, ReadWarning, Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.grid import Grid, Pages
from gkcheck.readers.ole import Ole, OleError
from gkcheck.readers.ooxml import warning
from gkcheck.readers.refusals import XLSX, refusal
from gkcheck.readers.sheet_warnings import sheet_warnings, some
from gkcheck.readers.sniff import sniff
from gkcheck.readers.xls_book import EncryptedError, XlsBook, XlsSheet
from gkcheck.readers.xls_records import XlsError
from gkcheck.readers.xlsx_grid import to_grid
from gkcheck.text import Text

_MACROS, _WORKSHEET = 1, 0


class XlsReader:
    """Reads .xls (Excel 95 to 2003) and .et (WPS) workbooks."""

    name = "xls"
    suffixes: tuple[str, ...] = (".xls", ".et")

    def accepts(self, source: Source) -> bool:
        """Whether this is a compound file with a workbook in it."""
        return sniff(source.data) == "xls"

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The workbook as a Submission. Raises ReadError."""
        from gkcheck.readers.table import to_submission

        return to_submission(pages(source, options), source, reader=self.name, options=options)


def pages(source: Source, options: ReadOptions) -> Pages:
    """Each sheet with content as a grid under its own name. Raises ReadError."""
    try:
        return _pages(source, options.limits)
    except EncryptedError as error:
        raise refusal("encrypted", source.name, XLSX) from error
    except (OleError, XlsError, struct.error) as error:
        what = Text(zh="内部结构不完整或有误", en=str(error))
        raise refusal("damaged", source.name, XLSX, what) from error


def _pages(source: Source, limits: Limits) -> Pages:
    ole = Ole(source.data)
    book = XlsBook(ole.stream("Workbook" if "Workbook" in ole.names else "Book", limits.part))
    warnings: list[ReadWarning] = []
    if "_VBA_PROJECT_CUR" in ole.names or any(sheet.kind == _MACROS for sheet in book.sheets):
        zh = "文件含宏，未运行，仅按数据读取。"
        warnings.append(warning("macros", zh, "The file holds macros; they were not run."))
    grids: list[Grid] = []
    pictures = False
    left = limits.cells
    for listed in book.sheets:
        if listed.kind != _WORKSHEET:
            continue
        sheet = book.cells(listed, limits, left)
        left = sheet.left
        grid, whole = to_grid(sheet, listed.name, listed.hidden)
        pictures = pictures or sheet.pictures
        if grid is not None:
            grids.append(grid)
            warnings += sheet_warnings(sheet, listed.name, listed.hidden, whole)
            warnings += _doubts(sheet, listed.name)
        if sheet.words_in_shapes:
            zh = f"工作表“{listed.name}”的文本框或图形中有文字，未读取。请把内容写入单元格。"
            en = f"Sheet {listed.name}: words in text boxes or shapes were not read."
            where = Location(part=listed.name)
            warnings.append(warning("text-box-not-read", zh, en, location=where, incomplete=True))
    if pictures:
        zh, en = "表中有图片或图表，其中的文字未读取。", "Pictures or charts were not read."
        warnings.append(warning("pictures", zh, en))
    if not any(sheet.kind == _WORKSHEET for sheet in book.sheets):
        raise refusal("missing-part", source.name, XLSX, Text(zh="工作表", en="a worksheet"))
    return Pages(tuple(grids), (), tuple(warnings))


def _doubts(sheet: XlsSheet, name: str) -> list[ReadWarning]:
    """Formulas that came to an empty text: the format cannot say whether they were ever computed."""
    if not sheet.doubtful:
        return []
    listed = some(sheet.doubtful)
    zh = f"工作表“{name}”：公式的结果为空（{listed}），也可能是没有保存计算结果，请打开原文件核对。"
    en = f"Sheet {name}: formulas with an empty result ({listed}); it may be that none was stored."
    where = Location(part=name, cell=sheet.doubtful[0])
    return [warning("formula-empty", zh, en, location=where)]
