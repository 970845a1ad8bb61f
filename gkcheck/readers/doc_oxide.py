"""office-oxide (extra `doc`): a .doc or .wps document as its tree of paragraphs and tables, to grids."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from gkcheck.limits import LIMITS, Limits
from gkcheck.model import MarkKind, ReadWarning
from gkcheck.readers.converted import Converted, NotInstalledError, TableBuilder
from gkcheck.readers.grid import Grid, Pages, Paragraph

_Node = Mapping[str, object]
_DEEPEST = 60  # the parser of JSON and we ourselves go down by recursion


def by_office_oxide(data: bytes, limits: Limits = LIMITS) -> Converted | None:
    """The document; None when it cannot read it. Raises NotInstalledError."""
    try:
        from office_oxide import Document
    except ImportError as error:
        raise NotInstalledError from error
    try:
        tree = json.loads(Document.from_bytes(data, "doc").to_ir_json())
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic of the native code is no Exception
        return None
    walk = _Walk(limits)
    for section in _nodes(tree.get("sections")):
        walk.blocks(section.get("elements"))
    return Converted(
        "office-oxide", Pages(tuple(walk.grids), tuple(walk.paragraphs), tuple(walk.warnings)), walk.rows
    )


def _nodes(value: object) -> Iterator[_Node]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            if isinstance(one, Mapping):
                yield cast("_Node", one)


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 1


class _Walk:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.cells
        self.grids: list[Grid] = []
        self.paragraphs: list[Paragraph] = []
        self.warnings: list[ReadWarning] = []
        self.rows = 0

    def blocks(self, elements: object, depth: int = 0) -> None:
        for one in _nodes(elements):
            if one.get("type") == "table":
                self._table(one)
                continue
            marks: set[MarkKind] = set()
            for line in _lines(one, marks, depth):
                if line.strip():
                    self.paragraphs.append(Paragraph(line, len(self.grids)))

    def _table(self, table: _Node) -> None:
        builder = TableBuilder(f"表{len(self.grids) + 1}", self._limits, self._left)
        for row in _nodes(table.get("rows")):
            builder.row()
            for cell in _nodes(row.get("cells")):
                marks: set[MarkKind] = set()
                lines = [line for one in _nodes(cell.get("content")) for line in _lines(one, marks, 0)]
                rows, columns = _count(cell.get("row_span")), _count(cell.get("col_span"))
                builder.cell("\n".join(lines), tuple(sorted(marks)), rows=rows, columns=columns)
        grid, warnings = builder.finish()
        self.rows += builder.count
        self._left = builder.left
        self.grids.append(grid)
        self.warnings += warnings


def _lines(block: _Node, marks: set[MarkKind], depth: int) -> list[str]:
    """The lines of a block: a paragraph, a list, a table within a cell, a text box."""
    if depth > _DEEPEST:
        return []
    kind = block.get("type")
    if kind == "table":
        marks.add("nested")
        return [
            "\t".join(
                "\n".join(
                    line for one in _nodes(cell.get("content")) for line in _lines(one, marks, depth + 1)
                )
                for cell in _nodes(row.get("cells"))
            )
            for row in _nodes(block.get("rows"))
        ]
    inside = block.get("items") if "items" in block else block.get("content")
    if kind in ("paragraph", "heading"):
        return _inline(inside, marks).split("\n")
    if kind == "text_box":
        marks.add("nested")
    lines = [line for one in _nodes(inside) for line in _lines(one, marks, depth + 1)]
    nested = block.get("nested")
    if isinstance(nested, Mapping):
        lines += _lines(cast("_Node", nested), marks, depth + 1)
    return lines


def _inline(content: object, marks: set[MarkKind]) -> str:
    pieces: list[str] = []
    for one in _nodes(content):
        if one.get("type") == "line_break":
            pieces.append("\n")
            continue
        text = one.get("text")
        if isinstance(text, str):
            pieces.append(text)
            if one.get("strikethrough") is True and text.strip():
                marks.add("struck")
    return "".join(pieces)
