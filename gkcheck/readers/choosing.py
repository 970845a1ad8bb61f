"""Which grid of a file holds the tasks: all that have a header, the parts of one table, and the ones left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gkcheck.errors import ReadError
from gkcheck.model import Location, ReadWarning
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.assign import Wishes
from gkcheck.readers.body import Body
from gkcheck.readers.draft import Draft
from gkcheck.readers.encoding import clean_text
from gkcheck.readers.grid import Grid, Pages
from gkcheck.readers.header import Layout, find_layout
from gkcheck.readers.rows import Row, rows_of
from gkcheck.readers.sections import SectionPath, is_section_heading
from gkcheck.text import Text


@dataclass(slots=True, eq=False, repr=False)
class Candidate:
    """A grid with a header (or the continuation of one), and its tasks."""

    index: int
    grid: Grid
    rows: list[Row]
    layout: Layout
    body: Body

    @property
    def drafts(self) -> list[Draft]:
        """Its tasks so far."""
        return self.body.drafts

    def rank(self) -> tuple[int, int]:
        """How complete it is: fields first, then rows."""
        return self.layout.assignment.core(), len(self.drafts)


def with_unique_names(pages: Pages) -> Pages:
    """Grids named apart, because keys are made of their names."""
    names: set[str] = set()
    grids: list[Grid] = []
    for number, grid in enumerate(pages.grids, start=1):
        name = clean_text(grid.name) or f"表{number}"
        while name in names:
            name = f"{name}（{number}）"
        names.add(name)
        grids.append(grid if name == grid.name else Grid(name, grid.rows, grid.hidden))
    return Pages(tuple(grids), pages.paragraphs, pages.warnings, pages.encoding, pages.title)


def candidates_of(
    pages: Pages, options: ReadOptions, wishes: Wishes, source: Source
) -> tuple[list[Candidate], list[list[Row]]]:
    """All grids with a header, read; and the rows of every grid. Raises ReadError("no-such-table")."""
    if options.table is not None and not 1 <= options.table <= len(pages.grids):
        raise ReadError(
            Text(
                zh=f"没有第 {options.table} 个表：文件里有 {len(pages.grids)} 个（{names_of(pages.grids)}）。",
                en=f"there is no table {options.table}; the file holds {len(pages.grids)} ({names_of(pages.grids)}).",
            ),
            source=source.name,
            code="no-such-table",
        )
    rows = [rows_of(grid) for grid in pages.grids]
    placed = texts_before(pages)
    found: list[Candidate] = []
    for index, grid in enumerate(pages.grids):
        if options.table is not None and index != options.table - 1:
            continue
        layout, _ = find_layout(rows[index], wishes)
        if layout is None and options.table is None and index not in placed:
            layout = _continued(index, pages, rows, found)
        if layout is None:
            continue
        sections = SectionPath()
        if found and found[-1].index == index - 1 and layout.end == 0:
            for text in _last_path(found[-1]):
                sections.enter(text)
        for text in filter(is_heading_before, placed.get(index, ())):
            sections.enter(text)
        body = Body(grid.name, rows[index], layout, wishes, sections)
        body.read()
        found.append(Candidate(index, grid, rows[index], layout, body))
    return found, rows


def texts_before(pages: Pages) -> dict[int, list[str]]:
    """The paragraphs, stripped and without blank ones, by the number of grids before them."""
    placed: dict[int, list[str]] = {}
    for paragraph in pages.paragraphs:
        text = paragraph.text.strip()
        if text:
            placed.setdefault(paragraph.before, []).append(text)
    return placed


def is_heading_before(text: str) -> bool:
    """Whether a line right before a grid is a numbered heading: the section its tasks stand in."""
    return is_section_heading(text) and "。" not in text and len(text) <= 60


def _last_path(candidate: Candidate) -> tuple[str, ...]:
    return candidate.drafts[-1].section if candidate.drafts else ()


def _continued(
    index: int, pages: Pages, rows: Sequence[Sequence[Row]], found: Sequence[Candidate]
) -> Layout | None:
    """A grid without header right behind a table of the same width: the same table, cut by a page break."""
    if not found or found[-1].index != index - 1 or not rows[index]:
        return None
    before = found[-1]
    if not (pages.grids[index].name.startswith("表") and before.grid.name.startswith("表")):
        return None
    width = max(max(row.cells, default=0) for row in rows[index])
    if width != max(max(row.cells, default=0) for row in before.rows):
        return None
    return Layout(0, 0, before.layout.headings, before.layout.assignment, before.layout.levels)


def chosen_of(
    candidates: Sequence[Candidate],
    pages: Pages,
    options: ReadOptions,
    source: Source,
    warnings: list[ReadWarning],
) -> list[Candidate]:
    """The table to read, with the other parts of the same table; the rest is named in a warning."""
    visible = [one for one in candidates if not one.grid.hidden]
    hidden = [one for one in candidates if one.grid.hidden]
    if options.table is not None:
        return list(candidates)
    pool = visible or hidden
    if hidden:
        names = names_of([one.grid for one in hidden])
        zh = (
            f"隐藏的工作表“{names}”里也有任务表，未读取。"
            if visible
            else f"任务表在隐藏的工作表“{names}”里，已读取。"
        )
        en = f"a hidden sheet ({names}) holds a task table; it was {'not ' if visible else ''}read."
        left_out = bool(visible) and any(one.drafts for one in hidden)
        warnings.append(ReadWarning(code="hidden-sheet", message=Text(zh=zh, en=en), incomplete=left_out))
    best = max(pool, key=Candidate.rank)
    parts = [best]
    others: list[Candidate] = []
    titles = _titles(best)
    for one in pool:
        if one is best:
            continue
        same_table = one.layout.signature() == best.layout.signature()
        if same_table and one.drafts and titles.isdisjoint(own := _titles(one)):
            parts.append(one)
            titles |= own
        else:
            others.append(one)
    rivals = [one for one in others if one.rank() == best.rank() and one.drafts]
    if rivals:
        tied = [best, *rivals]
        said = "；".join(
            f"第{one.index + 1}个“{one.grid.name}”{len(one.drafts)}行" for one in sorted(tied, key=_at)
        )
        raise ReadError(
            Text(
                zh=f"有 {len(tied)} 个同样完整的任务表（{said}），分不清以哪个为准。请用 --table 序号 指定。",
                en=f"{len(tied)} task tables are equally complete ({said}); say which with --table NUMBER.",
            ),
            source=source.name,
            code="ambiguous-table",
        )
    if others:
        names = "；".join(f"“{one.grid.name}”{len(one.drafts)} 行" for one in others)
        warnings.append(
            ReadWarning(
                code="other-tables",
                message=Text(
                    zh=f"另有任务表未读取：{names}。只读了“{best.grid.name}”；要读别的表请用 --table 序号。",
                    en=f"other task tables were not read: {names}; use --table NUMBER for them.",
                ),
                location=Location(part=others[0].grid.name),
                incomplete=any(one.drafts for one in others),
            )
        )
    parts.sort(key=_at)
    if len(parts) > 1:
        warnings.append(
            ReadWarning(
                code="joined-tables",
                message=Text(
                    zh=f"{len(parts)} 个表头相同的表合在一起读取：{names_of([one.grid for one in parts])}。",
                    en=f"{len(parts)} tables with the same header were read as one: "
                    f"{names_of([one.grid for one in parts])}.",
                ),
            )
        )
    return parts


def _at(candidate: Candidate) -> int:
    return candidate.index


def _titles(candidate: Candidate) -> set[str]:
    return {
        "".join(text.split())
        for draft in candidate.drafts
        if (text := draft.text("title") or draft.text("requirement"))
    }


def names_of(grids: Sequence[Grid]) -> str:
    """The first names of grids in one line."""
    return "、".join(grid.name for grid in grids[:8]) + ("…" if len(grids) > 8 else "")
