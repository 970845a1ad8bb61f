"""A log in comma-, tab-, semicolon- or bar-separated text, streamed line by line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from itertools import chain
from operator import itemgetter

from gkcheck.evidence.kinds import Kind
from gkcheck.evidence.opening import Opened, refused
from gkcheck.evidence.rows import HEADING_WITHIN, Row, Rows, ambiguous, heading, is_sum, named, no_heading

SEPARATORS = (",", "\t", ";", "|", "，")


def csv_rows(log: Opened, kind: Kind, given: Mapping[str, str] | None) -> Rows:
    """The rows below the heading. Raises ReadError for a quote that is never closed, for a cell beyond the limit."""
    with log.text() as stream:
        head = [line for line, _ in zip(stream, range(HEADING_WITHIN), strict=False)]
    separator = max(SEPARATORS, key=lambda one: sum(line.count(one) for line in head))
    lines = _lines(log, separator)
    for _, (number, cells) in zip(range(HEADING_WITHIN), lines, strict=False):
        words = tuple(cells)
        places = heading(kind, words, given)
        if places is not None:
            problem = ambiguous(log, kind, places, words)
            if problem is not None:
                raise problem
            return Rows(
                frozenset(kind.columns[at].name for at in places),
                named(kind, places, words),
                _picked(lines, kind, places, len(words)),
            )
        del number
    raise no_heading(log, kind)


def _picked(
    lines: Iterator[tuple[int, list[str]]], kind: Kind, places: Mapping[int, int], width: int
) -> Iterator[Row]:
    pick = itemgetter(*(places.get(at, width) for at in range(len(kind.columns))))
    for number, cells in lines:
        if len(cells) != width:
            if not any(cell.strip() for cell in cells):
                continue
            if any(cell.strip() for cell in cells[width:]):
                yield number, None
                continue
            if is_sum(cells):
                continue
            cells.extend([""] * (width - len(cells)))
        cells.append("")  # what a column that the log does not have points at
        row = [cell.strip() for cell in pick(cells)]
        if not any(row):
            if any(cell.strip() for cell in cells) and not is_sum(cells):
                yield number, row
            continue
        if cells[0][:1] in "合总小注备填制" and is_sum(cells):
            continue
        yield number, row


def _lines(log: Opened, separator: str) -> Iterator[tuple[int, list[str]]]:
    """(line it begins on, cells) of every record; errors name a line, never its content."""
    stream = log.text()
    with stream:
        first = stream.readline()
        rest = chain((first,) if not first.lower().startswith("sep=") else (), stream)
        if separator == "，":
            for number, words in enumerate(rest, start=1):
                yield number, words.rstrip("\r\n").split("，")
            return
        reader = csv.reader(rest, delimiter=separator, strict=True)
        line = 1
        try:
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
        except csv.Error:
            raise refused(
                log.name,
                "malformed",
                f"第 {line} 行起读不下去：引号没有配对，或单元格过长",
                f"cannot be read from line {line} on: a quote is not closed, or a cell is too long",
            ) from None
