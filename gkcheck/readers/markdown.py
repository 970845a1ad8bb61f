"""Markdown to grids and paragraphs: pipe tables with escaped bars and <br>, headings, lists."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from gkcheck.model import Location, Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.assign import wishes_of
from gkcheck.readers.bounds import first_lines
from gkcheck.readers.encoding import Decoded, decode
from gkcheck.readers.grid import Cell, Grid, Pages, Paragraph


class MarkdownReader:
    """Reads .md and .markdown."""

    name = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def accepts(self, source: Source) -> bool:
        """Whether the text holds the line of dashes under a table's heading."""
        return any(is_rule(line.decode("ascii", "replace")) for line in source.data[:200_000].split(b"\n"))

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The document as a Submission. Raises ReadError."""
        from gkcheck.readers.table import to_submission

        decoded = decode(source.data, source=source.name, wanted=options.encoding)
        decoded = first_lines(decoded, options.limits)
        pages = markdown_pages(decoded)
        if not any(len(grid.rows) > 1 for grid in pages.grids) and "<table" in decoded.text.lower():
            from gkcheck.readers.html import html_pages

            pages = html_pages(decoded, source.name, wishes_of(options), options.limits)
        return to_submission(pages, source, reader=self.name, options=options)


def is_rule(line: str) -> bool:
    """Whether a line is the |---|---| of a pipe table."""
    line = line.strip()
    return "-" in line and "|" in line and not line.strip("|-: \t")


class _Line(NamedTuple):
    number: int
    text: str


def markdown_pages(decoded: Decoded) -> Pages:
    """Pipe tables as grids 表1, 表2 …, everything else as paragraphs in reading order."""
    grids: list[Grid] = []
    paragraphs: list[Paragraph] = []
    table: list[_Line] = []
    title = ""

    def end_table() -> None:
        if len(table) >= 2:
            grids.append(_grid(table, f"表{len(grids) + 1}"))
        else:
            for one in table:
                paragraphs.append(_paragraph(one, len(grids)))
        table.clear()

    for number, text in enumerate(decoded.text.split("\n"), start=1):
        line = _Line(number, text)
        if _bars(text) >= (1 if table or text.lstrip().startswith("|") else 2):
            table.append(line)
            continue
        end_table()
        if text.strip():
            if text.startswith("# ") and not title:
                title = inline(text[2:])
            paragraphs.append(_paragraph(line, len(grids)))
    end_table()
    return Pages(tuple(grids), tuple(paragraphs), decoded.warnings, decoded.encoding, title)


def _bars(text: str) -> int:
    return text.count("|") - text.count("\\|")


def _paragraph(line: _Line, before: int) -> Paragraph:
    text = line.text.strip()
    if text.startswith("#"):
        text = text.lstrip("#").strip().rstrip("#").strip()
    elif text.startswith(("- ", "* ", "+ ", "> ")):
        text = text[2:].strip()
    return Paragraph(inline(text), before, Location(line=line.number))


def _grid(lines: list[_Line], name: str) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        if is_rule(line.text):
            continue
        number = len(rows) + 1
        rows.append(
            tuple(
                Cell(inline(text), number, column, line=line.number)
                for column, text in enumerate(split_bars(line.text), start=1)
            )
        )
    return Grid(name, tuple(rows))


def split_bars(line: str) -> list[str]:
    """The cells of a table row; a bar after a backslash is a letter."""
    text = line.strip()
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    if "\\|" not in text:
        return text.split("|")
    return [part.replace("\x00", "\\|") for part in text.replace("\\|", "\x00").split("|")]


@cache
def _break() -> re.Pattern[str]:
    return re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)


@cache
def _escape() -> re.Pattern[str]:
    return re.compile(r"\\([!-/:-@\[-`{-~])")


@cache
def _entity() -> re.Pattern[str]:
    return re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")


def inline(text: str) -> str:
    """A cell or line as people see it: <br> as a line break, backslashes and entities resolved, ** dropped
    when it embraces the whole."""
    text = text.strip()
    if "<" in text:
        text = _break().sub("\n", text)
    if "&" in text and ";" in text:
        from html import unescape

        text = _entity().sub(lambda match: unescape(match.group()), text)
    if "\\" in text:
        text = _escape().sub(r"\1", text)
    if len(text) > 4 and text.startswith("**") and text.endswith("**") and "**" not in text[2:-2]:
        text = text[2:-2]
    return text.strip()
