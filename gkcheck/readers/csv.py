"""Comma-, semicolon-, tab- and bar-separated text to a grid; also what a .csv holds that is no such table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from gkcheck.limits import LIMITS, Limits
from gkcheck.model import Location, ReadWarning, Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.assign import wishes_of
from gkcheck.readers.bounds import first_lines
from gkcheck.readers.encoding import Decoded, decode
from gkcheck.readers.grid import Cell, Grid, Pages
from gkcheck.readers.header import find_layout
from gkcheck.readers.rows import rows_of
from gkcheck.text import Text

SEPARATORS = (",", "\t", ";", "|")
_LOOKED_AT = 40  # records in which each separator is tried
_MOST_BLANK = 100  # blank records kept of a run of them


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
    decoded = first_lines(decoded, options.limits)
    found = separated(decoded, source.name, options)
    if found is None:
        from gkcheck.readers.plain import text_pages

        found = text_pages(decoded, source.name, options)
    if not found.grids:
        separator = _commonest(decoded.text)
        records, warnings = records_of(decoded.text, separator, limits=options.limits)
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
        records, _ = records_of(head, separator, most=_LOOKED_AT)
        layout, _ = find_layout(rows_of(grid_of(records)), wishes)
        if layout is not None:
            score = layout.assignment.core()
            if best is None or score > best[0]:
                best = (score, separator)
    if best is None:
        return None
    records, warnings = records_of(text, best[1], limits=options.limits)
    return Pages((grid_of(records),), (), (*decoded.warnings, *warnings), decoded.encoding)


def _commonest(text: str) -> str:
    head = text[:20_000]
    return max(SEPARATORS, key=head.count)


Record = tuple[int, list[str]]
"""The line a record begins on, and its cells."""


def records_of(
    text: str, separator: str, *, most: int | None = None, limits: Limits = LIMITS
) -> tuple[list[Record], list[ReadWarning]]:
    """Records with the line each begins on; a quote that is never closed is read as a plain letter, and said."""
    records, closed, fault = _parse(text, separator, most, limits, csv.QUOTE_MINIMAL)
    warnings: list[ReadWarning] = []
    if not closed and most is None:
        line = records[-1][0] if records else 1
        records, _, fault = _parse(text, separator, None, limits, csv.QUOTE_NONE)
        zh = f"第 {line} 行起有一个引号没有配对，引号按普通字符读取，请核对该行以后各列。"
        en = f"a quotation mark opened on line {line} is never closed; quotes were read as plain letters."
        warnings.append(_warning("unclosed-quote", zh, en, line))
    if fault is not None and most is None:
        zh, en = f"第 {fault} 行起读不下去，其余未读取。", f"it cannot be read from line {fault} on."
        warnings.append(_warning("not-read-whole", zh, en, fault))
    return records, warnings


def _warning(code: str, zh: str, en: str, line: int) -> ReadWarning:
    place = Location(part="表1", line=line)
    return ReadWarning(code=code, message=Text(zh=zh, en=en), location=place, incomplete=True)


def _parse(
    text: str, separator: str, most: int | None, limits: Limits, quoting: int
) -> tuple[list[Record], bool, int | None]:
    """Records, whether all quotes are closed, and the line from which nothing could be read.

    One row and one column more than the limits are kept, so that it shows; of many blank records only the first.
    """
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]  # typeshed wants its own literals
    records: list[Record] = []
    begin = line = 1
    full = blank = 0
    fault: int | None = None
    longest = csv.field_size_limit(len(text) + 1)  # our own limit is on what is kept, and is said
    try:
        for record in reader:
            begin, line = line, reader.line_num + 1
            if any(record):
                full, blank = full + 1, 0
            else:
                blank += 1
            if blank > _MOST_BLANK:
                continue
            if len(record) > limits.columns:
                rest = next((one for one in record[limits.columns :] if one), "")
                record[limits.columns :] = [rest] if rest else []
            records.append((begin, record))
            if full > limits.rows or (most is not None and len(records) >= most):
                return records, True, None
    except csv.Error:
        fault = line
    finally:
        csv.field_size_limit(longest)
    open_quote = line - begin > 1 and text.count('"') % 2 == 1
    return records, not open_quote, fault


def grid_of(records: Iterable[tuple[int, Sequence[str]]], name: str = "表1") -> Grid:
    """Records as a grid; blank ones at the end are left out."""
    rows = [
        tuple(Cell(text, number, column, line=line) for column, text in enumerate(record, start=1))
        for number, (line, record) in enumerate(records, start=1)
    ]
    return Grid(name, tuple(rows))
