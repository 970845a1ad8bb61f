"""The tables of the pages of a PDF as whole tables: headers that are repeated dropped, rows that a page cut joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gkcheck.readers.pdf_pages import PdfCell
from gkcheck.readers.pdf_text import TextLine, is_ended, joined

_NEAR = 4.0  # points within which two borders are the same
_NUMBERED = re.compile(r"\s{0,4}[（(]?(?:\d{1,4}|[一二三四五六七八九十百]{1,5})[）)、.．，:：\s]?")
_ENDS = "。；！？!?;…"


@dataclass(slots=True)
class JoinedCell:
    """A cell by its place: row index, first and last column index."""

    first: int
    last: int
    lines: list[TextLine]
    rows: int = 1

    @property
    def text(self) -> str:
        """Its whole text."""
        return joined(self.lines)


@dataclass(slots=True)
class JoinedRow:
    """A row, the page it begins on, and its cells."""

    page: int
    cells: list[JoinedCell]

    def at(self, column: int) -> JoinedCell | None:
        """The cell that begins at a column."""
        return next((cell for cell in self.cells if cell.first == column), None)

    def texts(self) -> list[str]:
        """The texts without blanks, to compare rows."""
        return ["".join(cell.text.split()) for cell in self.cells]


@dataclass(slots=True)
class JoinedTable:
    """A table over one or more pages. `cut` are the pages whose first row went on with the row before."""

    edges: list[float]
    rows: list[JoinedRow] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)  # pages where a row may have been cut
    headers: int = 0  # repeated headers that were dropped
    pages: int = 1


def table_of(cells: Sequence[PdfCell], page: int) -> JoinedTable:
    """One table of one page."""
    edges = _clustered([cell.x0 for cell in cells] + [cell.x1 for cell in cells])
    tops = _clustered([cell.top for cell in cells] + [cell.bottom for cell in cells])
    table = JoinedTable(edges, [JoinedRow(page, []) for _ in range(max(len(tops) - 1, 0))])
    for cell in cells:
        row, below = _nearest(tops, cell.top), _nearest(tops, cell.bottom)
        first, last = _nearest(edges, cell.x0), _nearest(edges, cell.x1) - 1
        if row < len(table.rows) and last >= first:
            table.rows[row].cells.append(JoinedCell(first, last, list(cell.lines), max(1, below - row)))
    for one in table.rows:
        one.cells.sort(key=lambda cell: cell.first)
    table.rows = [row for row in table.rows if row.cells]
    return table


def _clustered(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _nearest(values: Sequence[float], value: float) -> int:
    return min(range(len(values)), key=lambda at: abs(values[at] - value))


def goes_on(before: JoinedTable, after: JoinedTable) -> bool:
    """Whether the columns of a table are those of the one on the page before."""
    if not before.edges or not after.edges:
        return False
    ends = ((before.edges[0], after.edges[0]), (before.edges[-1], after.edges[-1]))
    if any(abs(one - other) > _NEAR for one, other in ends):
        return False
    few, many = sorted((before.edges, after.edges), key=len)
    return all(any(abs(one - other) <= _NEAR for other in many) for one in few)


def append(table: JoinedTable, after: JoinedTable) -> None:
    """Puts the table of the next page behind `table`."""
    edges = table.edges if len(table.edges) >= len(after.edges) else after.edges
    for one in (table, after):
        if len(one.edges) < len(edges):
            _widen(one, edges)
    rows = after.rows
    dropped = _repeated(table.rows, rows)
    table.headers += dropped > 0
    rows = rows[dropped:]
    table.pages += 1
    if rows and table.rows:
        verdict = _is_cut(table, rows[0], len(edges) - 1)
        if verdict is not None:
            page = rows[0].page
            if verdict:
                _join(table.rows[-1], rows[0])
                table.cut.append(page)
                rows = rows[1:]
            else:
                table.doubtful.append(page)
    table.rows += rows


def _widen(table: JoinedTable, edges: list[float]) -> None:
    """The cells of a table by the columns of another that has more."""
    for row in table.rows:
        for cell in row.cells:
            left, right = table.edges[cell.first], table.edges[cell.last + 1]
            cell.first, cell.last = (
                _nearest(edges, left),
                max(_nearest(edges, right) - 1, _nearest(edges, left)),
            )
    table.edges = edges


def _repeated(rows: Sequence[JoinedRow], following: Sequence[JoinedRow]) -> int:
    """How many rows at the top of a page repeat the first rows of the table, as a header does."""
    for count in (3, 2, 1):
        if len(following) >= count and len(rows) > count:
            for start in range(min(4, len(rows) - count)):  # lines of title may stand within the table
                same = all(
                    rows[start + at].texts() == following[at].texts() and len(following[at].cells) > 1
                    for at in range(count)
                )
                if same and sum(map(bool, following[0].texts())) > 1:
                    return count
    return 0


def _is_cut(table: JoinedTable, row: JoinedRow, width: int) -> bool | None:
    """Whether a page's first row goes on with the row before: True, False for a doubt that must be said, None for no."""
    before = table.rows[-1]
    if len(row.cells) == 1 and row.cells[0].last - row.cells[0].first + 1 >= width:
        return None  # a heading over the whole width
    if len(before.cells) == 1 and width > 1:
        return None
    if [cell.first for cell in before.cells] != [cell.first for cell in row.cells]:
        return None
    first = row.cells[0].text.strip()
    if not first:
        return True
    # A row cut after its first line has text in every cell; what shows it is the number that is missing.
    starts = [one.cells[0].text for one in table.rows if len(one.cells) > 1][1:]
    numbered = sum(_NUMBERED.match(text) is not None for text in starts)
    if len(starts) >= 3 and numbered >= 0.8 * len(starts):
        return None if _NUMBERED.match(first) else True
    open_ends = [cell for cell in before.cells if cell.text and not is_ended(cell.lines[-1], None)]
    unfinished = [cell for cell in open_ends if cell.text[-1] not in _ENDS and len(cell.text) > 8]
    return False if unfinished else None


def _join(before: JoinedRow, row: JoinedRow) -> None:
    for cell in row.cells:
        own = before.at(cell.first)
        if own is not None:
            own.lines += cell.lines
