"""From grids to a Submission: which table holds the tasks, what it is called, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gkcheck.errors import ReadError
from gkcheck.language.personal import is_person_name, mask_personal
from gkcheck.model import Location, ReadWarning, Submission, Task
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.assign import wishes_of
from gkcheck.readers.body import heading_lines
from gkcheck.readers.bounds import within
from gkcheck.readers.choosing import (
    Candidate,
    candidates_of,
    chosen_of,
    is_heading_before,
    texts_before,
    with_unique_names,
)
from gkcheck.readers.columns import best_role
from gkcheck.readers.draft import Draft, finish
from gkcheck.readers.encoding import REPLACEMENT, clean_text, garbled
from gkcheck.readers.grid import Pages
from gkcheck.readers.header import find_layout, transposed
from gkcheck.readers.heading import SUBSTANCE, Heading, Line, is_note, read_heading
from gkcheck.readers.rows import Row
from gkcheck.readers.sections import is_section_heading
from gkcheck.readers.units import first_is_lead
from gkcheck.text import Text

_SMALL_GRID = 6  # rows of a grid above the table that may hold the title or the issuer


def to_submission(pages: Pages, source: Source, *, reader: str, options: ReadOptions) -> Submission:
    """The tasks of a file.

    Raises ReadError: "no-header" (no table with a report column), "no-tasks", "ambiguous-columns",
    "ambiguous-table", "no-such-column", "no-such-table"; UsageError for an unknown field name in the options.
    """
    wishes = wishes_of(options)
    pages = within(with_unique_names(pages), options.limits)
    candidates, rows = candidates_of(pages, options, wishes, source)
    warnings: list[ReadWarning] = []
    if not candidates:
        return _from_outline(pages, rows, source, reader, options)
    chosen = chosen_of(candidates, pages, options, source, warnings)
    for candidate in chosen:
        unclear = candidate.layout.assignment.unclear
        if unclear is not None:
            code = "no-such-column" if "--columns 指定" in unclear.zh else "ambiguous-columns"
            raise ReadError(unclear, source=source.name, code=code)
    drafts = [draft for candidate in chosen for draft in candidate.drafts]
    if not drafts:
        raise ReadError(
            Text(
                zh="找到了表头，但表头下没有任务行。请确认文件是填报后的版本。",
                en="a header was found, but no task stands under it; check that this is the filled-in file.",
            ),
            source=source.name,
            code="no-tasks",
        )
    for candidate in chosen:
        warnings += _unused(candidate)
        warnings += candidate.body.warnings
    heading, notes = _heading(pages, rows, chosen, source)
    first_leads = any(candidate.body.first_leads for candidate in chosen) or any(map(first_is_lead, notes))
    if options.table is None:
        warnings += _unread(pages, rows, candidates, chosen)
    warnings += _outside(heading)
    return assemble(pages, source, reader, options, heading, drafts, warnings, first_leads=first_leads)


def assemble(
    pages: Pages,
    source: Source,
    reader: str,
    options: ReadOptions,
    heading: Heading,
    drafts: Sequence[Draft],
    warnings: Sequence[ReadWarning],
    *,
    first_leads: bool = False,
) -> Submission:
    """The Submission of drafts; texts that no output can carry are replaced and said."""
    spoiled = _clean(drafts)
    tasks = finish(drafts, source.name, first_leads=first_leads)
    return Submission(
        source=source.name,
        title=clean_text(heading.title),
        issuer=clean_text(heading.issuer),
        year=options.year if options.year is not None else heading.year,
        reader=reader,
        encoding=pages.encoding,
        tasks=tasks,
        warnings=(*pages.warnings, *warnings, *spoiled, *_garbled(tasks)),
    )


def _from_outline(
    pages: Pages, rows: Sequence[Sequence[Row]], source: Source, reader: str, options: ReadOptions
) -> Submission:
    from gkcheck.readers.outline import read_outline

    outline = read_outline(pages.paragraphs) if options.table is None else None
    if outline is None:
        raise _no_header(pages, rows, source, options)
    heading = read_heading(
        [Line(text) for text in outline.before],
        outline.after,
        document_title=pages.title,
        file_name=source.name,
    )
    tables = [grid.name for grid in pages.grids if grid.rows]
    warnings: list[ReadWarning] = [*outline.warnings]
    if tables:
        names = "、".join(tables[:8])
        warnings.append(
            ReadWarning(
                code="other-tables",
                message=Text(
                    zh=f"任务按正文的编号段落读取；文中的表格（{names}）没有可认的表头，未读取。",
                    en=f"the tasks were read from numbered paragraphs; tables without a known header were not: {names}.",
                ),
                incomplete=True,
            )
        )
    return assemble(
        pages,
        source,
        reader,
        options,
        heading,
        outline.drafts,
        [*warnings, *_outside(heading)],
        first_leads=outline.first_leads,
    )


def _no_header(
    pages: Pages, rows: Sequence[Sequence[Row]], source: Source, options: ReadOptions
) -> ReadError:
    """What was seen instead of a header, and what to do."""
    what = Text(zh="文件里没有表格", en="the file holds no table")
    advice = Text(
        zh="需要有“工作任务/工作要求”和“落实情况”一类的列；可用 --columns 指定，例：--columns 任务=1,要求=2,落实情况=4。",
        en="columns such as 工作任务/工作要求 and 落实情况 are needed; name them with --columns, "
        "such as --columns title=1,requirement=2,report=4.",
    )
    wishes = wishes_of(options)
    for one in rows:
        if not any(row.fills() for row in one):
            continue
        if transposed(one):
            what = Text(
                zh="表格是横排的（表头在第一列，任务排成列）",
                en="the table is transposed: headings stand in its first column",
            )
            advice = Text(
                zh="请行列转置后再读：每行一项任务，表头在最上面一行。",
                en="turn it so that each row is a task and the headings stand on top.",
            )
            break
        _, partial = find_layout(one, wishes)
        first = next(row for row in one if row.fills())
        shown = "、".join(_quotable([fill.text for fill in first.fills()[:6]]))
        if partial is not None:
            words = "、".join(mask_personal(word) for word in partial.headings.values() if word)
            what = Text(
                zh=f"表头里没有认出“落实情况”一类的列或任务列（见到：{words}）",
                en=f"the header lacks a report column or a task column (seen: {words})",
            )
            break
        what = Text(zh=f"没有找到表头（首行：{shown}）", en=f"no header was found (first row: {shown})")
    return ReadError(
        Text(zh=f"{what.zh}。{advice.zh}", en=f"{what.en}; {advice.en}"), source=source.name, code="no-header"
    )


def _quotable(cells: Sequence[str]) -> list[str]:
    """The beginnings of cells; of a row that holds dates or long numbers, and so is no heading, without persons."""
    plain = [cell.replace("\n", "").strip() for cell in cells]
    data = any(re.search(r"\d{6}|\d{4}[-/.年]\d", cell) for cell in plain)
    return ["…" if data and is_person_name(cell) else mask_personal(cell)[:10] for cell in plain]


def _unused(candidate: Candidate) -> Iterator[ReadWarning]:
    names = candidate.layout.assignment.unused
    if names:
        said = "、".join(name.replace("\n", "") or "（无表头）" for name in names)
        yield ReadWarning(
            code="unused-column",
            message=Text(
                zh=f"没有用到的列：{said}。如与核对有关，请用 --columns 指定（几列合读写成 要求=3+4）。",
                en=f"columns that were not used: {said}; name them with --columns if they matter "
                "(several together: requirement=3+4).",
            ),
            location=Location(part=candidate.grid.name),
            # What stands under a second 落实情况 nobody would judge, and the file would look clean.
            incomplete=any(best_role(name) == "report" for name in names if name),
        )


def _heading(
    pages: Pages, rows: Sequence[Sequence[Row]], chosen: Sequence[Candidate], source: Source
) -> tuple[Heading, list[str]]:
    """Title, issuer and year from everything around the tasks; and the texts in which notes may stand."""
    first, last = chosen[0], chosen[-1]
    placed = texts_before(pages)
    before: list[Line] = []
    for index in range(first.index):
        before += [Line(text) for text in placed.get(index, ())]
        if len(rows[index]) <= _SMALL_GRID and not pages.grids[index].hidden:
            before += [Line(text) for text, _ in heading_lines(rows[index])]
    before += [Line(text) for text in placed.get(first.index, ()) if not is_heading_before(text)]
    before += [Line(text, alone) for text, alone in heading_lines(first.rows[: first.layout.start])]
    after = [text for index in sorted(placed) if index > first.index for text in placed[index]]
    heading = read_heading(
        before,
        [text for text in after if len(text) <= SUBSTANCE and not is_section_heading(text)],
        document_title=pages.title,
        sheet=first.grid.name,
        header_words=list(first.layout.headings.values()),
        file_name=source.name,
    )
    heading = heading._replace(rest=(*heading.rest, *after))
    notes = [line.text for line in before] + after + list(first.layout.headings.values()) + last.body.notes
    return heading, notes


def _unread(
    pages: Pages, rows: Sequence[Sequence[Row]], candidates: Sequence[Candidate], chosen: Sequence[Candidate]
) -> Iterator[ReadWarning]:
    """Tables without a known header, behind or between the tasks, or too large to be the head of them."""
    known = {candidate.index for candidate in candidates}
    names = []
    for index, grid in enumerate(pages.grids):
        if index in known or grid.hidden:
            continue
        full = sum(len(row.fills()) >= 2 for row in rows[index][:50])
        if full >= 2 and (index > chosen[0].index or len(rows[index]) > _SMALL_GRID):
            names.append(grid.name)
    if names:
        said = "、".join(names[:8]) + ("…" if len(names) > 8 else "")
        yield ReadWarning(
            code="unread-tables",
            message=Text(
                zh=f"表头不像任务表、未读取的表：{said}。",
                en=f"tables whose header is not that of a task table were not read: {said}.",
            ),
            location=Location(part=names[0]),
        )


def _outside(heading: Heading) -> Iterator[ReadWarning]:
    """Text around the table that is more than a title: nobody judges it, so it is said."""
    long = [text for text in heading.rest if len("".join(text.split())) > SUBSTANCE and not is_note(text)]
    if long:
        letters = sum(map(len, long))
        yield ReadWarning(
            code="text-outside",
            message=Text(
                zh=f"任务表之外还有 {len(long)} 段文字（共 {letters} 字，如“{long[0][:20]}…”），不参与核对。",
                en=f"{len(long)} paragraphs ({letters} letters) stand outside the tasks and are not judged "
                f"(“{long[0][:20]}…”).",
            ),
        )


def _clean(drafts: Sequence[Draft]) -> list[ReadWarning]:
    """Replaces NUL and lone surrogates in all texts, and says where."""
    found: list[ReadWarning] = []
    for draft in drafts:
        bad = False
        for role, text in draft.texts.items():
            clean = clean_text(text)
            if clean is not text:
                draft.texts[role] = clean
                bad = True
        section = tuple(map(clean_text, draft.section))
        if section != draft.section:
            draft.section, bad = section, True
        if bad:
            found.append(
                ReadWarning(
                    code="unreadable-text",
                    message=Text(
                        zh=f"第 {draft.row} 行有不能保存的字符，已用 {REPLACEMENT} 代替，请核对原文件。",
                        en=f"row {draft.row} holds characters that cannot be kept; they became {REPLACEMENT}.",
                    ),
                    location=Location(part=draft.part, row=draft.row),
                    incomplete=True,
                )
            )
    return found


def _garbled(tasks: Sequence[Task]) -> Iterator[ReadWarning]:
    rows = [
        task for task in tasks if garbled(task.report) or garbled(task.requirement) or garbled(task.title)
    ]
    if rows:
        where = "、".join(task.id for task in rows[:8])
        yield ReadWarning(
            code="mojibake",
            message=Text(
                zh=f"任务 {where} 等 {len(rows)} 行的文字像是乱码（编码转换出错），请从原文件重新导出。",
                en=f"the text of {len(rows)} rows looks garbled by a wrong encoding (tasks {where}); export it again.",
            ),
            location=Location(
                part=rows[0].location.part, row=rows[0].location.row, line=rows[0].location.line
            ),
            incomplete=True,
        )
