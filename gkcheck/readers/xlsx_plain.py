"""The quick way through sheets and shared texts of nothing but plain cells, which most of them are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from gkcheck.limits import Limits
from gkcheck.readers.grid import Cell
from gkcheck.readers.plain_xml import resolved, split, tokens
from gkcheck.readers.xlsx_book import Book
from gkcheck.readers.xlsx_names import COLUMNS, column_number


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r'(<c r="([A-Z]{1,3})([1-9]\d{0,6})"(?: s="(\d{1,5})")?(?: t="(s|inlineStr|n)")?(?: ?/>|></c>|>'
        r'(?:<v>|<is><t>|<is><t xml:space="preserve">)([^<]*)(?:</v>|</t></is>)</c>)'
        r'|<row r="([1-9]\d{0,6})"([^<>&]*)>|</row>)'
    )


def plain_rows(
    raw: bytes, book: Book, limits: Limits, most: int
) -> tuple[dict[int, list[Cell]], bytes] | None:
    """The rows of a sheet with content, and the XML that is left; None when anything in it is not plain, or
    when there are more than `most` cells."""
    plain = split(raw, b"<sheetData>", b"</sheetData>")
    if plain is None or b'hidden="' in plain.outside or b' width="0' in plain.outside:
        return None
    found = tokens(_pattern(), plain.inside)
    if found is None or len(found) > 2 * most:
        return None
    texts = resolved([one[5] for one in found], plain.inside)
    if texts is None:
        return None
    rows: dict[int, list[Cell]] = {}
    cells: list[Cell] = []
    row = column = last = 0
    inside = False
    shared: Sequence[str] | None = None
    most_columns, most_letters = limits.columns, limits.letters
    for (_, letters, digits, style, kind, _, number, more), value in zip(found, texts, strict=True):
        if letters:
            before, column = column, COLUMNS.get(letters) or column_number(letters)
            if not inside or column <= before:
                return None
            if not value:
                continue
            if kind == "s":
                if shared is None:
                    shared = book.texts()
                at = int(value) if len(value) < 9 and value.isdecimal() else -1
                text = shared[at] if 0 <= at < len(shared) else ""
            elif kind == "inlineStr":
                text = value if "_x" not in value else book.unescaped(value)
            else:
                text = book.number(value, style)
            if not text or column > most_columns or len(text) > most_letters:
                return None
            if style and (style in book.pale() or (kind and kind != "n" and book.touches(style))):
                return None
            most -= 1
            if most < 0:
                return None
            cells.append(Cell(text, row, column, 1, 1, False, (), letters + digits))
        elif number:
            before, row = row, int(number)
            if inside or row <= before or "hidden" in more or ' ht="0' in more:
                return None
            inside = not more.endswith("/")
            column = 0
            cells = []
        else:
            if not inside:
                return None
            inside = False
            if cells:
                if row - last > limits.gap + 1 or len(rows) >= limits.rows:
                    return None
                rows[row] = cells
                last = row
    return None if inside else (rows, plain.outside)
