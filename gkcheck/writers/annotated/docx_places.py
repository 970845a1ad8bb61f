"""Where in the XML of a Word document each letter of a cell stands: the final view, as our reader gives it.

The reader streams the XML and keeps no elements; here the elements are what is wanted. Both walk by the same rules,
and what does not come out letter for letter is aligned, or not placed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

Element = etree._Element
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SKIPPED = frozenset(
    f"{{{W}}}{name}"
    for name in (
        "del", "moveFrom", "sdtPr", "sdtEndPr", "rt", "tabs", "pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr",
        "tcPr", "sectPr", "instrText", "delText",
    )
)  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "\ufffc"}
_WRAPPERS = frozenset(
    f"{{{W}}}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)


class Segment(NamedTuple):
    """A stretch of a cell's text that stands in one element: `start` in the text, `child` of the run `run`."""

    start: int
    text: str
    run: Element
    child: Element


class CellText(NamedTuple):
    """The text of a cell and the elements it stands in."""

    text: str
    segments: tuple[Segment, ...]

    def at(self, offset: int) -> Segment | None:
        """The segment of one letter; None for line ends between paragraphs."""
        for one in self.segments:
            if one.start <= offset < one.start + len(one.text):
                return one
        return None


def w(name: str) -> str:
    """A name of WordprocessingML as lxml spells it."""
    return f"{{{W}}}{name}"


def text_of(container: Element) -> CellText:
    """The text of a cell, or of any element that holds paragraphs, joined by line ends."""
    segments: list[Segment] = []
    length = 0
    for at, paragraph in enumerate(_paragraphs(container)):
        if at:
            length += 1
        for run, child, text in _letters(paragraph, None):
            segments.append(Segment(length, text, run, child))
            length += len(text)
    pieces: list[str] = []
    made = 0
    for one in segments:
        pieces.append("\n" * (one.start - made) + one.text)
        made = one.start + len(one.text)
    return CellText("".join(pieces) + "\n" * (length - made), tuple(segments))


def _paragraphs(element: Element) -> Iterator[Element]:
    """The paragraphs of an element, those of nested tables among them; a box inside one goes with it."""
    if element.tag == w("p"):
        yield element
        return
    for child in _children(element):
        yield from _paragraphs(child)


def _letters(element: Element, run: Element | None) -> Iterator[tuple[Element, Element, str]]:
    for child in _children(element):
        tag = child.tag
        if tag == w("r"):
            yield from _letters(child, child)
        elif tag in (w("t"), f"{{{_M}}}t"):
            if child.text:
                yield run if run is not None and tag == w("t") else child, child, child.text
        elif isinstance(tag, str) and tag.startswith(f"{{{W}}}") and tag[len(W) + 2 :] in _SIGNS:
            yield run if run is not None else child, child, _SIGNS[tag[len(W) + 2 :]]
        else:
            yield from _letters(child, run)


def _children(element: Element) -> Iterator[Element]:
    """The children that are seen in the final view; of alternatives only the one that Word shows."""
    if element.tag == f"{{{_MC}}}AlternateContent":
        chosen = element.find(f"{{{_MC}}}Choice")
        if chosen is None:
            chosen = element.find(f"{{{_MC}}}Fallback")
        if chosen is not None:
            yield chosen
        return
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield child


class Tables:
    """The tables of a document by the reader's names (表1, 表2 …), and their cells by row and column from 1."""

    def __init__(self, body: Element) -> None:
        self._tables = list(_tables(body))
        self._cells: dict[int, dict[tuple[int, int], Element]] = {}

    def cell(self, part: str, row: int | None, column: int | None) -> Element | None:
        """The w:tc at a place, of a merged cell the one that holds the text; None when there is none."""
        found = re.fullmatch(r"表(\d+)", part or "表1")
        if found is None or row is None or column is None:
            return None
        return self._grid(int(found[1]) - 1).get((row, column))

    def near(self, part: str, row: int, column: int) -> list[Element]:
        """Cells that may hold the rest of a text: to the right in the row, and below in the column."""
        found = re.fullmatch(r"表(\d+)", part or "表1")
        cells = self._grid(int(found[1]) - 1) if found else {}
        places = [place for place in cells if (place[0] == row and place[1] > column) or
                  (row < place[0] <= row + 40 and place[1] == column)]  # fmt: skip
        return list(dict.fromkeys(cells[place] for place in sorted(places)))

    def first(self) -> Element | None:
        """The first cell of the first table."""
        return next(iter(self._grid(0).values()), None)

    def every(self) -> Iterator[Element]:
        """All cells of the first table in order."""
        yield from dict.fromkeys(self._grid(0).values())

    def _grid(self, index: int) -> dict[tuple[int, int], Element]:
        if not 0 <= index < len(self._tables):
            return {}
        if index not in self._cells:
            self._cells[index] = _grid(self._tables[index])
        return self._cells[index]


def _tables(element: Element) -> Iterator[Element]:
    for child in _children(element):
        if child.tag == w("tbl"):
            yield child
        else:
            yield from _tables(child)


def _grid(table: Element) -> dict[tuple[int, int], Element]:
    cells: dict[tuple[int, int], Element] = {}
    open_: dict[int, tuple[Element, int]] = {}  # by first column: the cell merged downwards, and its width
    number = 0
    for row in _within(table, w("tr")):
        properties = row.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue
        number += 1
        column = 1 + _number(properties, "gridBefore", 0)
        still: dict[int, tuple[Element, int]] = {}
        for cell in _within(row, w("tc")):
            own = cell.find(w("tcPr"))
            span = max(1, _number(own, "gridSpan", 1))
            merge = own.find(w("vMerge")) if own is not None else None
            root = cell
            if merge is not None:
                above = open_.get(column) if merge.get(w("val")) != "restart" else None
                root = above[0] if above is not None and above[1] == span else cell
                still[column] = (root, span)
            for covered in range(column, column + span):
                cells[number, covered] = root
            column += span
        open_ = still
    return cells


def _within(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also inside content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)


def _number(properties: Element | None, name: str, default: int) -> int:
    own = properties.find(w(name)) if properties is not None else None
    value = own.get(w("val"), "") if own is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else default
