"""A log in .xlsx, streamed row by row; a number is a date only where its cell is formatted as one."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING

from gkcheck.evidence.kinds import Kind
from gkcheck.evidence.opening import Opened, refused
from gkcheck.evidence.rows import HEADING_WITHIN, Row, Rows, ambiguous, heading, is_sum, named, no_heading

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_UNPACKED = 2 << 30  # bytes of all parts
_RATIO = 400  # unpacked to packed, above 16 MB
_WIDEST = 200  # columns looked at


def xlsx_rows(log: Opened, kind: Kind, given: Mapping[str, str] | None) -> Rows:
    """The rows below the heading of the first sheet that has one. The workbook is opened once: its texts are many."""
    _refuse_bombs(log)
    open_ = _Book(log)
    try:
        for sheet in open_.book.worksheets:
            head = islice(_cells(log, sheet, 1, _WIDEST), HEADING_WITHIN)
            for number, cells in head:
                words = tuple(cells)
                places = heading(kind, words, given)
                if places is None:
                    continue
                problem = ambiguous(log, kind, places, words)
                if problem is not None:
                    raise problem
                rows = _cells(log, sheet, number + 1, max(places.values()) + 1)
                return Rows(
                    frozenset(kind.columns[at].name for at in places),
                    named(kind, places, words),
                    open_.closed_after(_picked(rows, kind, places)),
                )
        raise no_heading(log, kind)
    except BaseException:
        open_.close()
        raise


def _picked(rows: Iterator[tuple[int, list[str]]], kind: Kind, places: Mapping[int, int]) -> Iterator[Row]:
    for number, cells in rows:
        if is_sum(cells):  # a blank row among them
            continue
        row = [""] * len(kind.columns)
        for at, place in places.items():
            if place < len(cells):
                row[at] = cells[place].strip()
        yield number, row


class _Book:
    """A workbook that is read while it is open."""

    def __init__(self, log: Opened) -> None:
        from openpyxl import load_workbook

        self._stream = log.binary()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.book = load_workbook(self._stream, read_only=True, data_only=True, keep_links=False)
        except Exception:  # noqa: BLE001 - whatever a broken package makes of the library; nothing of it is told
            self._stream.close()
            raise _broken(log) from None

    def close(self) -> None:
        """Closes the workbook and its file."""
        self.book.close()
        self._stream.close()

    def closed_after(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows; the workbook is closed when they end, or nobody wants more of them."""
        try:
            yield from rows
        finally:
            self.close()


def _cells(log: Opened, sheet: Worksheet, first: int, width: int) -> Iterator[tuple[int, list[str]]]:
    """(number, texts) of the rows of one sheet from `first` on; a far styled cell does not widen them."""
    rows = sheet.iter_rows(min_row=first, max_col=width)
    number = first - 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except Exception:  # noqa: BLE001 - as above
            raise _broken(log) from None
        number += 1
        yield number, [_told(cell) for cell in row]


def _told(cell: Cell | MergedCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        timed = value.time() != time(0) or re.search("[hHsS]|时", cell.number_format or "") is not None
        return value.strftime("%Y-%m-%d %H:%M:%S") if timed else value.strftime("%Y-%m-%d")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _refuse_bombs(log: Opened) -> None:
    """What would unpack without end, and what declares entities, is not opened."""
    with log.binary() as stream:
        try:
            with zipfile.ZipFile(stream) as package:
                parts = package.infolist()
                unpacked, packed = (
                    sum(one.file_size for one in parts),
                    sum(one.compress_size for one in parts),
                )
                for one in parts:
                    if one.filename.endswith(".xml"):
                        with package.open(one) as part:
                            if b"<!" in part.read(2048).replace(b"<!--", b""):
                                raise _broken(log)
        except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, NotImplementedError, ValueError):
            raise _broken(log) from None
    if unpacked > _UNPACKED or (unpacked > 16 << 20 and unpacked > _RATIO * max(packed, 1)):
        raise refused(
            log.name, "too-large", "解压后过大，请拆分后再核对", "too large when unpacked; split the log"
        )


def _broken(log: Opened) -> Exception:
    return refused(log.name, "malformed", "不是完好的 .xlsx 文件", "not a sound .xlsx file")
