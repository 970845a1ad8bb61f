"""Comma-, semicolon-, tab- and bar-separated text to a grid; also what a .csv holds that is no such table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from gkcheck.errors import ReadError
from gkcheck.model import Location, ReadWarning, Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.assign import wishes_of
from gkcheck.readers.encoding import Decoded, decode
from gkcheck.readers.grid import Cell, Grid, Pages
from gkcheck.readers.header import find_layout
from gkcheck.readers.rows import rows_of
from gkcheck.text import Text

SEPARATORS = (",", "\t", ";", "|")
_LOOKED_AT = 40  # records in which each separator is tried
_LONGEST_CELL = 131_072  # the limit of the csv module


class CsvReader:
    """Reads .csv and .tsv in any encoding."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv")

    def accepts(self, source: Source) -> bool:
        """Whether this is text with a separator in its first lines."""
        head = source.data[:4096]
        return bool(head) and any(
            separator.encode() in head.replace(b"\x00", b"") for separator in SEPARATORS
        )

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The table as a Submission. Raises ReadError."""
        from gkcheck.readers.table import to_submission

        return to_submission(pages(source, options), source, reader=self.name, options=options)


def pages(source: Source, options: ReadOptions) -> Pages:
    """The table as one grid 表1; when no separator gives a header, whatever the plain text reader makes of it."""
    decoded = decode(source.data, source=source.name, wanted=options.encoding)
    found = separated(decoded, source.name, options)
    if found is None:
        from gkcheck.readers.plain import text_pages

        found = text_pages(decoded, source.name, options)
    if not found.grids:
        separator = _commonest(decoded.text)
        records, warnings = records_of(decoded.text, separator, source.name)
        found = Pages((grid_of(records),), (), (*decoded.warnings, *warnings), decoded.encoding)
    return found


def separated(decoded: Decoded, name: str, options: ReadOptions) -> Pages | None:
    """The text as a grid with the separator that gives the best header; None when none does."""
    text = decoded.text
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own hint
        text = "\n" + rest
    best: tuple[int, str] | None = None
    wishes = wishes_of(options)
    # The header decides, and it stands near the top: half a record at the end of the piece does no harm.
    head = text[:60_000]
    for separator in SEPARATORS:
        if separator not in head:
            continue
        records, _ = records_of(head, separator, name, most=_LOOKED_AT)
        layout, _ = find_layout(rows_of(grid_of(records)), wishes)
        if layout is not None:
            score = layout.assignment.core()
            if best is None or score > best[0]:
                best = (score, separator)
    if best is None:
        return None
    records, warnings = records_of(text, best[1], name)
    return Pages((grid_of(records),), (), (*decoded.warnings, *warnings), decoded.encoding)


def _commonest(text: str) -> str:
    head = text[:20_000]
    return max(SEPARATORS, key=head.count)


def records_of(
    text: str, separator: str, name: str, *, most: int | None = None
) -> tuple[list[tuple[int, list[str]]], list[ReadWarning]]:
    """Records with the line each begins on; a quote that is never closed is read as a plain letter, and said."""
    records, closed = _parse(text, separator, name, most, csv.QUOTE_MINIMAL)
    if closed or most is not None:
        return records, []
    line = records[-1][0] if records else 1
    records, _ = _parse(text, separator, name, None, csv.QUOTE_NONE)
    warning = ReadWarning(
        code="unclosed-quote",
        message=Text(
            zh=f"第 {line} 行起有一个引号没有配对，引号按普通字符读取，请核对该行以后各列。",
            en=f"a quotation mark opened on line {line} is never closed; quotes were read as plain letters.",
        ),
        location=Location(part="表1", line=line),
        incomplete=True,
    )
    return records, [warning]


def _parse(
    text: str, separator: str, name: str, most: int | None, quoting: int
) -> tuple[list[tuple[int, list[str]]], bool]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting)  # type: ignore[arg-type]  # typeshed wants its own literals
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for record in reader:
            records.append((line, record))
            line = reader.line_num + 1
            if most is not None and len(records) >= most:
                break
    except csv.Error as error:
        if most is not None:
            return records, True
        raise ReadError(
            Text(
                zh=f"第 {line} 行起读不下去：单元格超过 {_LONGEST_CELL} 字，或引号没有配对。",
                en=f"cannot be read from line {line} on: a cell has over {_LONGEST_CELL} letters or a quote is open.",
            ),
            source=name,
            code="cell-too-long",
        ) from error
    lines_in_last = line - records[-1][0] if records else 0
    open_quote = lines_in_last > 1 and text.count('"') % 2 == 1
    return records, not open_quote


def grid_of(records: Iterable[tuple[int, Sequence[str]]], name: str = "表1") -> Grid:
    """Records as a grid; blank ones at the end are left out."""
    rows = [
        tuple(Cell(text, number, column, line=line) for column, text in enumerate(record, start=1))
        for number, (line, record) in enumerate(records, start=1)
    ]
    return Grid(name, tuple(rows))
