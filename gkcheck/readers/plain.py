"""Plain text to a grid: one cell a line (behind a tab, a bar or nothing), columns between bars, or no table at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from gkcheck.model import Location, ReadWarning, Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.assign import Wishes, wishes_of
from gkcheck.readers.bounds import first_lines
from gkcheck.readers.columns import roles_of
from gkcheck.readers.encoding import Decoded, decode
from gkcheck.readers.grid import Cell, Grid, Pages, Paragraph
from gkcheck.readers.header import find_layout
from gkcheck.readers.heading import is_note, year_in
from gkcheck.readers.rows import rows_of
from gkcheck.readers.sections import is_section_heading, numbered
from gkcheck.text import Text

_BARS = "|│｜┃"
_RULE = frozenset("-=+|│┃─━┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═║ \t:")
_WIDEST_HEADER = 12


class PlainReader:
    """Reads .txt and any text without a better reader."""

    name = "text"
    suffixes: tuple[str, ...] = (".txt", ".text", ".log")

    def accepts(self, source: Source) -> bool:
        """Whether there is text at all."""
        return bool(source.data.strip(b"\x00 \t\r\n"))

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The text as a Submission. Raises ReadError."""
        from gkcheck.readers.csv import separated
        from gkcheck.readers.table import to_submission

        decoded = decode(source.data, source=source.name, wanted=options.encoding)
        decoded = first_lines(decoded, options.limits)
        pages = text_pages(decoded, source.name, options)
        if not pages.grids:
            pages = separated(decoded, source.name, options) or pages
        return to_submission(pages, source, reader=self.name, options=options)


class Line(NamedTuple):
    """One line of the text: its number, its text, and whether the mark of a cell stood before it."""

    number: int
    text: str
    cell: bool


def text_pages(decoded: Decoded, name: str, options: ReadOptions) -> Pages:
    """The text as one grid 表1 and its paragraphs; only paragraphs when no form of table gives a header."""
    wishes = wishes_of(options)
    lines = decoded.text.split("\n")
    forms: tuple[Callable[[Sequence[str], Wishes], Pages | None], ...] = (
        _columns,
        _cells_behind_tab,
        _cells_behind_bar,
        _bare_cells,
    )
    for form in forms:
        pages = form(lines, wishes)
        if pages is not None:
            return Pages(
                pages.grids,
                pages.paragraphs,
                (*decoded.warnings, *pages.warnings),
                decoded.encoding,
                pages.title,
            )
    paragraphs = tuple(
        Paragraph(text.strip(), 0, Location(line=number))
        for number, text in enumerate(lines, start=1)
        if text.strip()
    )
    return Pages((), paragraphs, decoded.warnings, decoded.encoding)


def _has_header(grid: Grid, wishes: Wishes) -> bool:
    return find_layout(rows_of(grid), wishes)[0] is not None


# -- columns between bars or tabs ------------------------------------------------------------------------------


def _columns(lines: Sequence[str], wishes: Wishes) -> Pages | None:
    """Columns on one line, between bars (also drawn boxes) or tabs."""
    for marks in (_BARS, "\t"):
        rows: list[tuple[int, list[str]]] = []
        outside: list[tuple[int, str]] = []
        boxed = sum(_is_rule(line) for line in lines) >= 3
        joining = False
        for number, line in enumerate(lines, start=1):
            if _is_rule(line) and line.strip():
                joining = False
                continue
            boxed_line = marks is _BARS and line.strip()[:1] in tuple(_BARS)
            if not boxed_line and not any(mark in line for mark in marks):
                if line.strip():
                    outside.append((number, line.strip()))
                    joining = False
                continue
            cells = _split(line.strip() if marks is _BARS else line, marks)
            if boxed and marks is _BARS and joining and rows and len(rows[-1][1]) == len(cells):
                rows[-1] = (rows[-1][0], [a + b for a, b in zip(rows[-1][1], cells, strict=True)])
            else:
                rows.append((number, cells))
            joining = True
        if not rows:
            continue
        if any(
            cell[:1] == '"' and (len(cell) == 1 or cell[-1] != '"') for _, cells in rows for cell in cells
        ):
            continue  # a quoted cell with a line break: the csv reader knows those
        grid = _grid(rows)
        if _has_header(grid, wishes):
            return Pages((grid,), _paragraphs(outside, rows[0][0]))
    return None


def _is_rule(line: str) -> bool:
    stripped = line.strip()
    return (
        len(stripped) >= 3
        and _RULE.issuperset(stripped)
        and any(letter not in "| \t│" for letter in stripped)
    )


def _split(line: str, marks: str) -> list[str]:
    if marks == "\t":
        return [part.strip() for part in line.split("\t")]
    for mark in marks[1:]:
        line = line.replace(mark, marks[0])
    line = line.removeprefix(marks[0])
    line = line.removesuffix(marks[0])
    return [part.strip() for part in line.split(marks[0])]


def _paragraphs(outside: Sequence[tuple[int, str]], first_row: int) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, int(number > first_row), Location(line=number)) for number, text in outside)


def _grid(rows: Sequence[tuple[int, Sequence[str]]]) -> Grid:
    return Grid(
        "表1",
        tuple(
            tuple(Cell(text, number, column, line=line) for column, text in enumerate(cells, start=1))
            for number, (line, cells) in enumerate(rows, start=1)
        ),
    )


# -- one cell a line -------------------------------------------------------------------------------------------


def _cells_behind_tab(lines: Sequence[str], wishes: Wishes) -> Pages | None:
    return _cells(lines, lambda line: line[1:] if line.startswith("\t") else None, wishes)


def _cells_behind_bar(lines: Sequence[str], wishes: Wishes) -> Pages | None:
    return _cells(
        lines, lambda line: line[1:].removesuffix(line[0]) if line[:1] in tuple(_BARS) else None, wishes
    )


def _bare_cells(lines: Sequence[str], wishes: Wishes) -> Pages | None:
    return _cells(lines, lambda line: line, wishes)


def _cells(lines: Sequence[str], cell: Callable[[str], str | None], wishes: Wishes) -> Pages | None:
    """One cell a line: a header of n lines, then n lines a row, sections on a line of their own.

    Blank lines may stand between rows and inside them.
    """
    marked: list[Line] = []
    for number, raw in enumerate(lines, start=1):
        inner = cell(raw)
        marked.append(Line(number, (raw if inner is None else inner).strip(), inner is not None))
    start, width = _header(marked, wishes)
    if not width:
        return None
    rows: list[list[Line]] = [[line for line in marked[start:] if line.text][:width]]
    after_header = marked.index(rows[0][-1]) + 1
    body = marked[after_header:]
    last = max((at for at, line in enumerate(body) if line.cell and line.text), default=-1)
    reader = _Rows(width, [line.text for line in rows[0]])
    reader.read(body[: last + 1])
    rows += reader.rows
    outside = [(line.number, line.text) for line in marked[:start] if line.text]
    outside += [(line.number, line.text) for line in body[last + 1 :] if line.text]
    grid = Grid(
        "表1",
        tuple(
            tuple(
                Cell(line.text, number, column, line=line.number) for column, line in enumerate(row, start=1)
            )
            for number, row in enumerate(rows, start=1)
        ),
    )
    return Pages((grid,), _paragraphs(outside, rows[0][0].number), tuple(reader.warnings))


def _header(lines: Sequence[Line], wishes: Wishes) -> tuple[int, int]:
    """Where a run of heading lines begins and how many there are; (0, 0) when no run makes a header."""
    known: dict[tuple[str, ...], bool] = {}

    def makes_header(words: list[str]) -> bool:
        key = tuple(words)
        if key not in known:
            known[key] = len(words) >= 2 and _has_header(_grid([(1, words)]), wishes)
        return known[key]

    at = 0
    while at < len(lines):
        if not (lines[at].cell and lines[at].text and _is_heading(lines[at].text, wishes)):
            at += 1
            continue
        run: list[Line] = []
        end = at
        while end < len(lines) and len(run) < _WIDEST_HEADER:
            line = lines[end]
            if line.text and not (line.cell and _is_heading(line.text, wishes)):
                break
            if line.text:
                run.append(line)
            elif makes_header([one.text for one in run]):
                break
            end += 1
        # A title may end like a heading (2018年…落实情况): try without the first lines.
        first = next((n for n, line in enumerate(run[:3]) if not _like_title(line.text)), 0)
        for skip in range(first, min(first + 3, len(run))):
            words = [line.text for line in run[skip:]]
            if makes_header(words):
                return lines.index(run[skip]), len(words)
        at = end + 1
    return 0, 0


def _like_title(text: str) -> bool:
    return year_in(text) is not None or len("".join(text.split())) > 10


def _is_heading(text: str, wishes: Wishes) -> bool:
    if numbered(text) is not None:
        return False
    return bool(roles_of(text)) or "".join(text.split()) in wishes.words


class _Rows:
    """Deals a stream of cells out to rows of `width`."""

    def __init__(self, width: int, header: Sequence[str]) -> None:
        self.rows: list[list[Line]] = []
        self.warnings: list[ReadWarning] = []
        self._width = width
        self._header = list(header)
        self._row: list[Line] = []
        self._task = 0  # the number of the last row that began with one
        self._level: int | None = None

    def read(self, lines: Sequence[Line]) -> None:
        """Takes all lines after the header."""
        blank = True
        for at, line in enumerate(lines):
            if not line.text:
                blank = True
                continue
            if not line.cell and not (blank and is_section_heading(line.text)):
                row = self._row or (self.rows[-1] if self.rows else [])
                if row:
                    joined = row[-1]
                    row[-1] = Line(joined.number, f"{joined.text}\n{line.text}", joined.cell)
                    continue
            if self._row and (self._next_task(line, blank) or (blank and self._is_section(line, lines, at))):
                self._short(self._row)
            if not self._row and (self._is_section(line, lines, at) or (blank and is_note(line.text))):
                self.rows.append([line])
                blank = False
                continue
            if not self._row:
                self._begin(line)
            self._row.append(line)
            blank = False
            if len(self._row) == self._width:
                self.rows.append(self._row)
                self._row = []
        if self._row:
            self._short(self._row)

    def _begin(self, line: Line) -> None:
        found = numbered(line.text)
        number = found.number if found is not None else line.text
        if number.isascii() and number.isdigit() and len(number) < 10:
            self._task = int(number)
            self._level = found.level if found is not None else None

    def _next_task(self, line: Line, blank: bool) -> bool:
        """Whether a row that is not full is cut off by the next task."""
        found = numbered(line.text)
        if found is None or found.level != self._level or not found.number.isdecimal() or not self._task:
            return False
        return len(found.number) < 10 and int(found.number) == self._task + 1 and blank

    def _is_section(self, line: Line, lines: Sequence[Line], at: int) -> bool:
        """A numbered heading; without number, a line alone between blanks at the start of a row."""
        if len(line.text) > 80:
            return False
        found = numbered(line.text)
        if is_section_heading(line.text):
            return self._level is None or found is None or found.level < self._level
        return False

    def _short(self, row: list[Line]) -> None:
        """A row with fewer cells than the header: kept as it is, and said, because columns may have moved."""
        self.rows.append(row)
        self._row = []
        line = row[0]
        self.warnings.append(
            ReadWarning(
                code="short-row",
                message=Text(
                    zh=f"第 {line.number} 行起的一项只有 {len(row)} 格，表头有 {self._width} 格，各格可能错位，请核对。",
                    en=f"the row from line {line.number} has {len(row)} cells where the header has {self._width}; "
                    "its cells may be out of place.",
                ),
                location=Location(part="表1", row=len(self.rows) + 1, line=line.number),
                incomplete=True,
            )
        )
