"""A submitted .xlsx with cell notes: legacy comments, sized to their text; nothing else in the workbook changes."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.model import Location
from gkcheck.result import SubmissionResult
from gkcheck.text import Lang, Text
from gkcheck.writers.annotated.notes import AUTHOR, MOST, Note, Notes, more
from gkcheck.writers.cells import printable
from gkcheck.writers.packing import timeless

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell

_OURS = "—— gkcheck ——"  # what stands above our words in a note; above it are other people's
_WIDTH, _LINE, _COLUMNS = 420, 17, 34  # pixels, pixels a line, letters a line
# What openpyxl drops when it saves a workbook, by where it stands in the file; pictures and charts it would draw anew.
_LOST: tuple[tuple[str, Text], ...] = (
    (r"xl/vbaProject", Text("宏", "macros")),
    (r"xl/drawings/drawing", Text("图形、图片或图表", "shapes, pictures or charts")),
    (r"xl/(?:charts|media|diagrams)/", Text("图形、图片或图表", "shapes, pictures or charts")),
    (r"xl/(?:pivotTables|pivotCache|slicers|slicerCaches|timelines)", Text("透视表或切片器", "pivot tables")),
    (r"xl/(?:ctrlProps|activeX|embeddings)/", Text("控件或嵌入对象", "controls or embedded objects")),
    (r"xl/threadedComments/", Text("会话式批注", "threaded comments")),
    (r"xl/(?:queryTables|connections|richData|model)", Text("外部数据", "external data")),
    (r"customXml/|xl/customProperty", Text("自定义数据", "custom data")),
    (r"_xmlsignatures/", Text("数字签名", "a digital signature")),
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_EXTENDED = re.compile(rb"<(?:\w+:)?(?:extLst|oleObjects|controls|picture)\b")


class Noted(NamedTuple):
    """The annotated workbook; `nowhere`: notes whose cell is unknown (they stand in the first cell)."""

    data: bytes
    exact: int
    nowhere: int


def would_lose(data: bytes) -> list[Text]:
    """What would be lost if this workbook were written again; empty when nothing is."""
    found: dict[str, Text] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            for pattern, what in _LOST:
                if re.match(pattern, name):
                    found[what.zh] = what
            if re.match(r"xl/worksheets/[^/]+\.xml", name):
                sheet = package.read(name)
                if _FORMULA.search(sheet):
                    found["公式"] = Text("公式算出的值", "values of formulas")
                if _EXTENDED.search(sheet):
                    found["扩展"] = Text("扩展格式或嵌入对象", "extended formats or embedded objects")
    return list(found.values())


def annotated_xlsx(data: bytes, submission: SubmissionResult, notes: Notes, lang: Lang) -> Noted:
    """The workbook with one note a cell, the findings one below the other."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    tasks = {task.key: task for task in submission.tasks}
    by_cell: dict[tuple[str, str], list[Note]] = defaultdict(list)
    nowhere = 0
    _clear(book)
    for note in notes.notes:
        location = tasks[note.key].location
        place = location.fields.get(note.field, location)
        cell = _cell(book, place)
        if cell is None:
            nowhere += 1
            cell = _first(book)
        by_cell[cell.parent.title, cell.coordinate].append(note)
    for (sheet, name), own in by_cell.items():
        texts = [note.text for note in own[:MOST]]
        if len(own) > MOST:
            texts.append(more(len(own) - MOST, [note.rule for note in own[MOST:]], lang))
        _put(book[sheet][name], texts)
    title = _title(book, submission)
    _put(title, [notes.summary])
    stream = io.BytesIO()
    book.save(stream)
    return Noted(timeless(stream.getvalue(), ours=True), len(notes.notes) - nowhere, nowhere)


def _clear(book: Workbook) -> None:
    """Takes our words of an earlier run out of all notes; a note of other people keeps theirs."""
    from openpyxl.comments import Comment

    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is None or _OURS not in cell.comment.text:
                    continue
                before = cell.comment.text.partition(_OURS)[0].rstrip("\n")
                author = cell.comment.author or ""
                cell.comment = Comment(before, author) if before else None


def _put(cell: Cell, texts: list[str]) -> None:
    from openpyxl.comments import Comment

    old = cell.comment
    ours = "\n\n".join([f"{_OURS}\n{texts[0]}", *texts[1:]])
    if old is not None and _OURS in old.text:
        text = f"{old.text}\n\n" + "\n\n".join(texts)
    else:
        text = f"{old.text.rstrip()}\n{ours}" if old is not None else ours
    lines = sum(1 + len(line) // _COLUMNS for line in text.split("\n"))
    author = old.author if old is not None and old.author else AUTHOR
    cell.comment = Comment(printable(text), author, width=_WIDTH, height=min(600, (lines + 1) * _LINE))


def _cell(book: Workbook, place: Location) -> Cell | None:
    from openpyxl.cell.cell import MergedCell

    if not place.cell or place.part not in book.sheetnames:
        return None
    sheet = book[place.part]
    found: Cell | MergedCell = sheet[place.cell]
    if isinstance(found, MergedCell):
        area = next((one for one in sheet.merged_cells.ranges if place.cell in one), None)
        if area is None:
            return None
        found = sheet.cell(area.min_row, area.min_col)
    return None if isinstance(found, MergedCell) else found


def _first(book: Workbook) -> Cell:
    cell: Cell = book.worksheets[0].cell(1, 1)  # type: ignore[assignment]  # A1 is never covered by a merge
    return cell


def _title(book: Workbook, submission: SubmissionResult) -> Cell:
    """The cell that holds the title, else the first cell of the sheet the tasks stand in."""
    part = submission.tasks[0].location.part if submission.tasks else ""
    sheet = book[part] if part in book.sheetnames else book.worksheets[0]
    wanted = "".join(submission.title.split())
    for row in sheet.iter_rows(min_row=1, max_row=6):
        for cell in row:
            words = "".join(str(cell.value or "").split())
            if len(words) > 3 and wanted and (words in wanted or wanted in words):
                return cell  # type: ignore[return-value]  # a covered cell has no value
    return sheet.cell(1, 1)  # type: ignore[return-value]  # A1 is never covered by a merge
