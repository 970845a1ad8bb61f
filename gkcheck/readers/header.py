"""Finding the header of a grid: in which rows it stands, one level or more, and what its columns are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from gkcheck.readers.assign import SAMPLE_ROWS, Assignment, Wishes, assign
from gkcheck.readers.columns import Role, clean_heading, looks_like_heading, roles_of
from gkcheck.readers.rows import Fill, Row
from gkcheck.readers.sections import numbered

SEARCHED_ROWS = 300  # rows from the top in which a header is looked for
TALLEST_HEADER = 4


class Layout(NamedTuple):
    """Where the header stands (`start` to `end`, indexes into the rows; both 0 without one) and its columns."""

    start: int
    end: int
    headings: dict[int, str]
    assignment: Assignment
    levels: tuple[dict[int, str], ...]  # cleaned words by column, one for each header row

    @property
    def fields(self) -> dict[Role, tuple[int, ...]]:
        """Columns by role."""
        return self.assignment.fields

    def signature(self) -> frozenset[tuple[Role, str]]:
        """What two parts of one table have in common: the roles with their words, whatever their order."""
        return frozenset(
            (role, clean_heading(self.headings.get(column, ""))[0])
            for role, columns in self.fields.items()
            for column in columns
        )

    def repeats(self, fills: Sequence[Fill]) -> bool:
        """Whether a row says one of the header rows again."""
        if len(fills) < 2:
            return False
        word = clean_heading(fills[0].text)[0]
        able = [level for level in self.levels if level.get(fills[0].first) == word]
        if not able:
            return False
        words = [(fill.first, clean_heading(fill.text)[0]) for fill in fills]
        return any(all(level.get(column) == word for column, word in words) for level in able)


def find_layout(rows: Sequence[Row], wishes: Wishes) -> tuple[Layout | None, Layout | None]:
    """The first complete header from the top, and else the best incomplete one (to tell what is missing)."""
    partial: Layout | None = None
    for index in range(min(len(rows), SEARCHED_ROWS)):
        if not may_be_header(rows[index], wishes):
            continue
        layout = layout_at(rows, index, wishes)
        if layout.assignment.complete():
            return layout, None
        if partial is None or len(layout.fields) > len(partial.fields):
            partial = layout
    if all(_by_number(wishes, role) for role in ("report",)) and any(
        _by_number(wishes, role) for role in ("title", "requirement")
    ):
        return Layout(0, 0, {}, assign({}, {}, rows, wishes), ()), None
    return None, partial


def _by_number(wishes: Wishes, role: Role) -> bool:
    parts = wishes.columns.get(role)
    return parts is not None and all(part.isascii() and part.isdigit() for part in parts)


def may_be_header(row: Row, wishes: Wishes) -> bool:
    """A quick look: at least two headings of different roles, and no cell that is plainly data."""
    fills = row.fills()
    if len(fills) < 2:
        return False
    roles: set[Role] = set()
    known = unknown = 0
    for fill in fills:
        if numbered(fill.text) is not None:
            return False
        base = clean_heading(fill.text)[0]
        asked = wishes.words.get(base)
        found = {asked: 100} if asked else roles_of(fill.text)
        if found:
            known += 1
            roles.add(max(found, key=lambda role: found[role]))
        elif _is_data(fill.text, base):
            return False
        else:
            unknown += 1
    if any(not part.isdigit() for parts in wishes.columns.values() for part in parts):
        return known + unknown >= 2 and known >= 1
    return len(roles) >= 2 and unknown <= 2 * known


@cache
def _data_pattern() -> re.Pattern[str]:
    return re.compile(
        r"[\d.,:/%-]+|\d{4}[年/.-]\d[\d年月日/.-]*|\d{1,2}月\d{1,2}日?|.*(?:办公室|[处科局委厅办队]|中心)$|[√×✓✗○●—–-]+|(?:已|未|正在|基本|按时)(?:完成|落实|办结|推进).{0,4}"
    )


def _is_data(text: str, base: str) -> bool:
    """Whether a cell that is no known heading can only be data: a number, a date, an organisation, a sentence."""
    return not looks_like_heading(text) or _data_pattern().fullmatch(base) is not None


def layout_at(rows: Sequence[Row], index: int, wishes: Wishes) -> Layout:
    """The layout if the header begins at this row: its height from merged cells or from sub-headings below."""
    top = rows[index]
    height = _height(rows, index)
    headings: dict[int, str] = {}
    origins: dict[int, object] = {}
    width = max(max(row.cells, default=0) for row in rows[index : index + height])
    for column in range(1, width + 1):
        heading, origin = "", (top.number, column)
        for row in rows[index : index + height]:
            text = row.text(column)
            place = row.origin(column)
            if not text or (origin == place and heading):
                continue
            if heading and not roles_of(text) and roles_of(heading + text):
                text = heading + text
            elif heading and not roles_of(text):
                text = f"{heading}（{text}）"
            elif heading and _weak(text, heading):
                text = heading + text
            heading, origin = text, place
        headings[column] = heading
        origins[column] = origin
    _inherit_groups(rows[index : index + height], headings)
    spans: dict[int, tuple[int, ...]] = {}
    firsts: dict[object, int] = {}
    for column in range(1, width + 1):
        first = firsts.setdefault(origins[column], column)
        spans[first] = (*spans.get(first, ()), column)
    single = {column: headings[column] for column in spans}
    below = rows[index + height : index + height + SAMPLE_ROWS]
    levels = tuple(
        {fill.first: clean_heading(fill.text)[0] for fill in row.fills()}
        for row in rows[index : index + height]
    )
    return Layout(index, index + height, headings, assign(single, spans, below, wishes), levels)


def _weak(text: str, parent: str) -> bool:
    """A sub-heading that only means something under its heading (时间, 名称, 完成)."""
    own, both = roles_of(text), roles_of(parent + text)
    return len(clean_heading(text)[0]) <= 2 and bool(both) and max(both.values()) > max(own.values())


def _height(rows: Sequence[Row], index: int) -> int:
    """How many rows the header has: by the cells merged downwards, or by sub-headings under a wide heading."""
    top = rows[index]
    own = [cell for cell in top.cells.values() if cell.text.strip() and not top.from_above(cell.column)]
    spans = {cell.row_span for cell in own}
    height = max((span for span in spans if span <= TALLEST_HEADER), default=1)
    if height > 1 and index + height <= len(rows):
        return height
    if index + 1 < len(rows) and _sub_headings(top, rows[index + 1]):
        return 2
    return 1


def _sub_headings(top: Row, lower: Row) -> bool:
    """Whether the lower row splits headings of the top row, also where no cells are merged (CSV)."""
    group: dict[int, int] = {}  # column -> the first column of the heading over it
    first = 0
    for column in sorted(top.cells):
        if top.text(column) and top.origin(column) == (top.number, column):
            first = column
        group[column] = first
    wide = {start for start in group.values() if start and list(group.values()).count(start) > 1}
    fills = [fill for fill in lower.fills() if fill.origin[0] == lower.number]
    if len(fills) < 2 or not wide:
        return False
    return all(
        group.get(fill.first) in wide and _is_sub_heading(top.text(group[fill.first]), fill.text)
        for fill in fills
    )


def _is_sub_heading(parent: str, text: str) -> bool:
    """A known heading, or a short word that divides the one above (1-6月, 上半年)."""
    if not looks_like_heading(text) or numbered(text) is not None:
        return False
    return len(text) <= 8 or (len(text) <= 12 and bool(roles_of(text) or roles_of(parent + text)))


def _inherit_groups(header: Sequence[Row], headings: dict[int, str]) -> None:
    """Without merged cells the heading of a group stands over its first column only; the others inherit it."""
    if len(header) < 2:
        return
    top, lower = header[0], header[1]
    parent = ""
    for column in sorted(headings):
        if top.text(column):
            parent = top.text(column)
        elif lower.text(column) and not roles_of(lower.text(column)) and parent:
            headings[column] = f"{parent}（{lower.text(column)}）"


def transposed(rows: Sequence[Row]) -> bool:
    """Whether the headings stand in the first column, one under the other, instead of in a row."""
    found: set[Role] = set()
    for row in rows[:SEARCHED_ROWS]:
        fills = row.fills()
        if fills and fills[0].first == 1:
            roles = roles_of(fills[0].text)
            if roles:
                found.add(max(roles, key=lambda role: roles[role]))
    return "report" in found and len(found & {"title", "requirement", "units", "deadline"}) >= 2
