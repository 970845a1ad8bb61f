"""Limits that hold for every format: what exceeds them is cut off before tasks are looked for, and said with its key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gkcheck.errors import ReadError
from gkcheck.limits import Limits, adjust, sized
from gkcheck.model import Location, ReadWarning
from gkcheck.protocols import Source
from gkcheck.readers.encoding import Decoded
from gkcheck.readers.grid import Cell, Grid, Pages, Paragraph
from gkcheck.text import Text

_NAMED = 10  # places named in one warning


def struck(
    code: str, key: str, zh: str, en: str, *, location: Location | None = None, incomplete: bool = True
) -> ReadWarning:
    """The warning that a limit cut something off: what, and which key of [limits] changes it."""
    ending = adjust(key)
    return ReadWarning(
        code=code,
        message=Text(zh=f"{zh}，其余未读取{ending.zh}。", en=f"{en}; the rest was not read{ending.en}."),
        location=location or Location(),
        incomplete=incomplete,
    )


def refuse_large(source: Source, limits: Limits, *, text: bool) -> None:
    """ReadError("too-large") when the bytes alone exceed what is read of one file, or of one text file."""
    key, limit = ("text", limits.text) if text else ("file", limits.file)
    if len(source.data) > limit:
        raise too_large(source.name, key, limit)


def too_large(name: str, key: str, limit: int) -> ReadError:
    """The refusal of a file for its size."""
    ending = adjust(key)
    return ReadError(
        Text(
            zh=f"文件超过 {sized(limit)}，未予读取{ending.zh}。请删去无关内容，或拆分后再核对。",
            en=f"it is larger than {sized(limit)} and was not read{ending.en}; remove what is irrelevant, or split it.",
        ),
        source=name,
        code="too-large",
    )


def first_lines(decoded: Decoded, limits: Limits) -> Decoded:
    """The text up to the last line that is read, with a warning when lines were cut off."""
    text = decoded.text
    if text.count("\n") < limits.lines:
        return decoded
    at = -1
    for _ in range(limits.lines):
        at = text.find("\n", at + 1)
    if not text[at:].strip():
        return decoded._replace(text=text[:at])
    zh, en = f"超过 {limits.lines} 行", f"more than {limits.lines} lines"
    warning = struck("too-many-lines", "lines", zh, en, location=Location(line=limits.lines + 1))
    return decoded._replace(text=text[:at], warnings=(*decoded.warnings, warning))


def within(pages: Pages, limits: Limits) -> Pages:
    """The pages as far as the limits allow, with a warning for each that struck; the same pages when none did."""
    warnings: list[ReadWarning] = []
    grids = tuple(_grids(pages.grids, limits, warnings))
    paragraphs = _paragraphs(pages.paragraphs, limits, warnings)
    if not warnings:
        return pages
    return pages._replace(grids=grids, paragraphs=paragraphs, warnings=(*pages.warnings, *warnings))


def _grids(grids: Sequence[Grid], limits: Limits, warnings: list[ReadWarning]) -> Iterator[Grid]:
    left = limits.cells
    for grid in grids:
        kept, used = _grid(grid, limits, left, warnings)
        left -= used
        yield kept


def _grid(grid: Grid, limits: Limits, left: int, warnings: list[ReadWarning]) -> tuple[Grid, int]:
    """The grid within the limits, and how many cells with text it has; the same grid when nothing was cut."""
    rows: list[tuple[Cell, ...]] = []
    wide: list[Cell] = []
    long: list[Cell] = []
    used = full = 0
    for cells in grid.rows:
        texts = sum(1 for cell in cells if cell.text and not cell.covered)
        full += bool(texts)
        if full > limits.rows:
            zh, en = f"{grid.name} 超过 {limits.rows} 行", f"{grid.name} has more than {limits.rows} rows"
            place = Location(part=grid.name, row=_row(cells))
            warnings.append(struck("too-many-rows", "rows", zh, en, location=place))
            break
        used += texts
        if used > left:
            zh, en = (
                f"各表合计超过 {limits.cells} 格",
                f"more than {limits.cells} cells with text in all tables",
            )
            place = Location(part=grid.name, row=_row(cells))
            warnings.append(struck("too-many-cells", "cells", zh, en, location=place))
            break
        plain = True
        for cell in cells:
            if cell.column > limits.columns:
                plain = False
                if cell.text and not cell.covered:
                    wide.append(cell)
            elif len(cell.text) > limits.letters:
                plain = False
                if not cell.covered:
                    long.append(cell)
        rows.append(cells if plain else tuple(_cut(cells, limits)))
    for code, key, found, zh, en in (
        ("too-many-columns", "columns", wide, f"{grid.name} 超过 {limits.columns} 列", f"{grid.name} has more than {limits.columns} columns"),
        ("cell-too-long", "letters", long, f"{grid.name} 有单元格超过 {limits.letters} 字", f"{grid.name} has cells of more than {limits.letters} letters"),
    ):  # fmt: skip
        if found:
            first = found[0]
            more = "…" if len(found) > _NAMED else ""
            lines = [cell.line or cell.row for cell in found[:_NAMED]]
            where = "、".join(map(str, dict.fromkeys(lines))) + more
            place = Location(part=grid.name, row=first.row, column=first.column, line=first.line)
            said_zh, said_en = f"{zh}（第 {where} 行）", f"{en} (row {where})"
            warnings.append(struck(code, key, said_zh, said_en, location=place))
    changed = len(rows) < len(grid.rows) or wide or long
    return (Grid(grid.name, tuple(rows), grid.hidden) if changed else grid), used


def _row(cells: Sequence[Cell]) -> int | None:
    return cells[0].row if cells else None


def _cut(cells: Sequence[Cell], limits: Limits) -> Iterator[Cell]:
    for cell in cells:
        if cell.column <= limits.columns:
            long = len(cell.text) > limits.letters
            yield cell._replace(text=cell.text[: limits.letters]) if long else cell


def _paragraphs(
    paragraphs: Sequence[Paragraph], limits: Limits, warnings: list[ReadWarning]
) -> tuple[Paragraph, ...]:
    if len(paragraphs) > limits.paragraphs:
        place = paragraphs[limits.paragraphs].location
        zh, en = f"正文超过 {limits.paragraphs} 段", f"more than {limits.paragraphs} paragraphs"
        warnings.append(struck("too-many-paragraphs", "paragraphs", zh, en, location=place))
        paragraphs = paragraphs[: limits.paragraphs]
    long = next((one for one in paragraphs if len(one.text) > limits.letters), None)
    if long is not None:
        zh, en = f"正文有段落超过 {limits.letters} 字", f"a paragraph of more than {limits.letters} letters"
        warnings.append(struck("paragraph-too-long", "letters", zh, en, location=long.location))
        paragraphs = [
            one._replace(text=one.text[: limits.letters]) if len(one.text) > limits.letters else one
            for one in paragraphs
        ]
    return tuple(paragraphs)
