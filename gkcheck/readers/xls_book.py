"""What the sheets of an .xls workbook share: their list, the texts, the number formats; the cells of each sheet."""

from __future__ import annotations

import struct
from typing import NamedTuple

from gkcheck.limits import Limits
from gkcheck.model import MarkKind
from gkcheck.readers.sheet import MOST_MERGES, SheetCells
from gkcheck.readers.xls_records import (
    BOF,
    END,
    Record,
    XlsError,
    plain_text,
    records,
    rk,
    shared_texts,
)
from gkcheck.readers.xlsx_formats import BUILT_IN, show_number, show_text, touches_text

_CODEPAGES = {
    936: "gb18030",
    950: "big5hkscs",
    932: "cp932",
    949: "cp949",
    1200: "utf-16-le",
    10008: "gb18030",
}
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_BIFF8 = 0x600
_COMMENT, _PICTURES = 0x19, (0x05, 0x08)  # kinds of objects: a note; a chart, a picture
_Content = tuple[str, tuple[MarkKind, ...]]


class Listed(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    at: int
    hidden: bool
    kind: int  # 0 a worksheet, 1 a sheet of macros, 2 a chart, 6 a module


class EncryptedError(XlsError):
    """The workbook has a password."""


class XlsBook:
    """A workbook without its cells. Raises XlsError, EncryptedError."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self.sheets: list[Listed] = []
        self._texts: list[str] = []
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []
        self._from_1904 = False
        self._codepage: str | None = None
        page = "cp1252"
        first = True
        for one in records(stream):
            if first:
                if one.kind != BOF or len(one.data) < 4:
                    raise XlsError("it does not begin as a workbook")
                if struct.unpack_from("<H", one.data)[0] != _BIFF8:
                    self._codepage = page
                first = False
            elif one.kind == END:
                break
            elif one.kind == 0x42 and self._codepage is not None:  # CODEPAGE
                number = struct.unpack_from("<H", one.data)[0]
                self._codepage = _CODEPAGES.get(number, page)
            else:
                self._global(one)

    def _global(self, one: Record) -> None:
        data = one.data
        match one.kind:
            case 0x2F:  # FILEPASS
                raise EncryptedError("encrypted")
            case 0x22:  # DATEMODE
                self._from_1904 = data[:1] == b"\x01"
            case 0x41E:  # FORMAT
                number = struct.unpack_from("<H", data)[0]
                self._formats[number] = plain_text(
                    one.pieces, 2, self._codepage, short=self._codepage is not None
                )
            case 0xE0:  # XF
                self._styles.append(struct.unpack_from("<H", data, 2)[0])
            case 0x85:  # BOUNDSHEET
                at, state, kind = struct.unpack_from("<IBB", data)
                name = plain_text(one.pieces, 6, self._codepage, short=True)
                self.sheets.append(Listed(name, at, bool(state & 3), kind))
            case 0xFC:  # SST
                self._texts = shared_texts(one)

    def text(self, number: int) -> str | None:
        """A shared text; None when there is none of that number."""
        return self._texts[number] if number < len(self._texts) else None

    def _code(self, style: int) -> str:
        number = self._styles[style] if style < len(self._styles) else 0
        code = self._formats.get(number, BUILT_IN.get(number, ""))
        return "" if code in ("General", "GENERAL", "G/通用格式") else code

    def number(self, value: float, style: int) -> _Content:
        """A number as its cell shows it."""
        raw = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        shown = show_number(raw, self._code(style), from_1904=self._from_1904)
        return (shown, ()) if shown else (raw, ("hidden",))

    def shown(self, text: str, style: int) -> _Content:
        """A text as its cell shows it."""
        code = self._code(style)
        if not text or not touches_text(code):
            return text, ()
        shown = show_text(text, code)
        return (shown, ()) if shown else (text, ("hidden",))

    def cells(self, listed: Listed, limits: Limits, left: int) -> XlsSheet:
        """The cells of one worksheet, `left` of them at most."""
        sheet = XlsSheet(self, limits, self._codepage, left)
        started = False
        depth = 0
        if listed.at >= len(self._stream):
            raise XlsError("a sheet is missing")
        for one in records(self._stream, listed.at):
            if not started:
                if one.kind != BOF:
                    raise XlsError("a sheet is not where it should be")
                started = True
            elif one.kind == BOF:  # a chart within the sheet
                depth += 1
            elif one.kind == END:
                if not depth:
                    break
                depth -= 1
            elif not depth:
                sheet.take(one)
        else:
            raise XlsError("a sheet is incomplete")
        sheet.finish()
        return sheet


class XlsSheet(SheetCells):
    """One pass over the records of a sheet, which may stand in any order; `finish` puts the cells in theirs."""

    def __init__(self, book: XlsBook, limits: Limits, codepage: str | None, left: int) -> None:
        super().__init__(limits, left)
        self._room = left
        self.doubtful: list[str] = []  # formulas whose stored result is an empty text
        self.words_in_shapes = False
        self.pictures = False
        self._book = book
        self._codepage = codepage
        self._found: dict[int, dict[int, _Content]] = {}
        self._over: tuple[str, int] | None = None  # the limit that struck, and the first row beyond it
        self._hidden: set[int] = set()
        self._pending: tuple[int, int, int] | None = None  # a formula whose text follows
        self._object = 0

    def take(self, one: Record) -> None:
        """Takes in one record. Raises struct.error when it is too short."""
        kind, data = one.kind, one.data
        action = _ACTIONS.get(kind)
        if action is not None:
            action(self, one)
        elif kind == 0x208:  # ROW
            row, options = struct.unpack_from("<H10xH", data)
            if options & 0x20:
                self._hidden.add(row + 1)
        elif kind == 0x7D:  # COLINFO
            first, last, options = struct.unpack_from("<HH4xH", data)
            if options & 1:
                self.hidden_columns.update(range(first + 1, min(last + 1, self.limits.columns) + 1))
        elif kind == 0xE5:  # MERGECELLS
            (count,) = struct.unpack_from("<H", data)
            for at in range(2, min(2 + 8 * count, len(data) - 7), 8):
                first_row, last_row, first_column, last_column = struct.unpack_from("<4H", data, at)
                if len(self.merges) < MOST_MERGES:
                    self.merges.append((first_row + 1, first_column + 1, last_row + 1, last_column + 1))
        elif kind == 0x5D:  # OBJ
            self._object = struct.unpack_from("<H", data, 4)[0] if len(data) >= 6 else 0
            self.pictures = self.pictures or self._object in _PICTURES
        elif kind == 0x1B6 and self._object != _COMMENT and len(data) >= 12:  # TXO
            self.words_in_shapes = self.words_in_shapes or struct.unpack_from("<H", data, 10)[0] > 0

    def _put(self, row: int, column: int, content: _Content) -> None:
        text, marks = content
        if not text and not marks:
            return
        row, column = row + 1, column + 1
        cells = self._found.get(row)
        if cells is None:
            why = "rows" if len(self._found) >= self.limits.rows else "cells" if self._room <= 0 else ""
            if why:
                self._over = (why, min(row, self._over[1]) if self._over else row)
                return
            cells = self._found[row] = {}
        cells[column] = (text, marks)
        self._room -= 1

    def shared(self, one: Record) -> None:
        """A LABELSST: a cell with a shared text."""
        row, column, style, number = struct.unpack_from("<HHHI", one.data)
        text = self._book.text(number)
        if text is None:
            self.tell(self.broken, row + 1, column + 1)
            self._put(row, column, ("", ("error",)))
        else:
            self._put(row, column, self._book.shown(text, style))

    def label(self, one: Record) -> None:
        """A LABEL or RSTRING: a cell with a text of its own."""
        row, column, style = struct.unpack_from("<HHH", one.data)
        text = plain_text(one.pieces, 6, self._codepage)
        self._put(row, column, self._book.shown(text, style))

    def number(self, one: Record) -> None:
        """A NUMBER."""
        row, column, style, value = struct.unpack_from("<HHHd", one.data)
        self._put(row, column, self._book.number(value, style))

    def short_number(self, one: Record) -> None:
        """An RK."""
        row, column, style, value = struct.unpack_from("<HHHI", one.data)
        self._put(row, column, self._book.number(rk(value), style))

    def short_numbers(self, one: Record) -> None:
        """A MULRK: several in a row."""
        row, column = struct.unpack_from("<HH", one.data)
        for at in range(4, len(one.data) - 7, 6):
            style, value = struct.unpack_from("<HI", one.data, at)
            self._put(row, column, self._book.number(rk(value), style))
            column += 1

    def truth(self, one: Record) -> None:
        """A BOOLERR: TRUE, FALSE or an error."""
        row, column, value, is_error = struct.unpack_from("<HH2xBB", one.data)
        self._put(row, column, _truth(value, bool(is_error)))

    def formula(self, one: Record) -> None:
        """A FORMULA with its stored result; a text follows in a record of its own."""
        row, column, style = struct.unpack_from("<HHH", one.data)
        result = one.data[6:14]
        if len(result) < 8:
            raise XlsError("a formula is incomplete")
        self._pending = None
        if result[6:] != b"\xff\xff":
            text, marks = self._book.number(struct.unpack("<d", result)[0], style)
        elif result[0] == 0:
            self._pending = (row, column, style)
            return
        elif result[0] in (1, 2):
            text, marks = _truth(result[2], result[0] == 2)
        else:
            text, marks = "", ()
            self.tell(self.doubtful, row + 1, column + 1)
        self._put(row, column, (text, (*marks, "formula")))

    def result(self, one: Record) -> None:
        """A STRING: the text of the formula before it."""
        if self._pending is not None:
            row, column, style = self._pending
            self._pending = None
            text, marks = self._book.shown(plain_text(one.pieces, 0, self._codepage), style)
            self._put(row, column, (text, (*marks, "formula")))

    def finish(self) -> None:
        """Puts the cells in order, within the limits."""
        self.hidden_rows = self._hidden & self._found.keys()
        for row in sorted(self._found):
            cells = self._found[row]
            for column in sorted(cells):
                self.keep(row, column, *cells[column])
        if self._over is not None and self.stopped is None:
            self.stopped = (self._over[0], max(self.rows, default=0), self._over[1])
        self._found.clear()


def _truth(value: int, is_error: bool) -> _Content:
    if is_error:
        return _ERRORS.get(value, "#N/A"), ("error",)
    return ("TRUE" if value else "FALSE"), ()


_ACTIONS = {
    0xFD: XlsSheet.shared,
    0x204: XlsSheet.label,
    0xD6: XlsSheet.label,
    0x203: XlsSheet.number,
    0x27E: XlsSheet.short_number,
    0xBD: XlsSheet.short_numbers,
    0x205: XlsSheet.truth,
    0x06: XlsSheet.formula,
    0x207: XlsSheet.result,
}
