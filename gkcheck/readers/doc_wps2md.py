"""wps2md (extra `doc`), in pure Python: a .doc or .wps document as its paragraphs, to grids; it knows no merged cells."""

from __future__ import annotations

import re
from functools import cache

from gkcheck.limits import LIMITS, Limits
from gkcheck.model import ReadWarning
from gkcheck.readers.converted import Converted, NotInstalledError, TableBuilder
from gkcheck.readers.grid import Grid, Pages, Paragraph


@cache
def _properties() -> re.Pattern[bytes]:
    """The names of the streams of properties as a compound file has them, in any case of their letters."""
    names = ("SummaryInformation", "DocumentSummaryInformation")
    return re.compile(
        b"\x05\x00(?=(?:" + b"|".join(re.escape(one.encode("utf-16-le")) for one in names) + b"))",
        re.IGNORECASE,
    )


def _without_properties(data: bytes) -> bytes:
    """The file with its author, title and the like under names nobody looks for.

    The library asks for them, and one wrong number in them keeps it busy for minutes and fills the memory (found by
    the fuzzer); it also swallows what would end it.
    """
    return _properties().sub(b"x\x00", data)


def by_wps2md(data: bytes, limits: Limits = LIMITS) -> Converted | None:
    """The document; None when it cannot read it. Raises NotInstalledError."""
    try:
        from wps2md import parse
    except ImportError as error:
        raise NotInstalledError from error
    try:
        found = parse(_without_properties(data)).paragraphs
    except Exception:  # noqa: BLE001 - it raises whatever its parts raise on a broken file
        return None
    grids: list[Grid] = []
    paragraphs: list[Paragraph] = []
    warnings: list[ReadWarning] = []
    cells: list[int] = []
    builder: TableBuilder | None = None
    row: list[str] = []
    left = limits.cells

    def close() -> None:
        nonlocal builder, left
        if builder is not None:
            left = builder.left
            grid, left_out = builder.finish()
            grids.append(grid)
            warnings.extend(left_out)
            builder = None

    for one in found:
        if one.is_row_end:
            if builder is None:
                builder = TableBuilder(f"表{len(grids) + 1}", limits, left)
            builder.row()
            for text in row:
                builder.cell(text)
            cells.append(len(row))
            row = []
        elif one.in_table:
            row.append(one.text)
        else:
            close()
            if one.text.strip():
                paragraphs.append(Paragraph(one.text, len(grids)))
    close()
    pages = Pages(tuple(grids), tuple(paragraphs), tuple(warnings))
    return Converted("wps2md", pages, len(cells), tuple(cells))
