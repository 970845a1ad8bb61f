"""A plain .docx made from the text of a table that came in a format no comment can be put into."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from gkcheck.model import FieldName, Location, TaskLocation
from gkcheck.result import SubmissionResult, TaskResult
from gkcheck.text import Lang, Text
from gkcheck.writers.cells import printable
from gkcheck.writers.grouping import field_text
from gkcheck.writers.places import FIELD_NAMES
from gkcheck.writers.words import said

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_COLUMNS: tuple[tuple[FieldName, float], ...] = (
    ("id", 1.2),
    ("title", 3.6),
    ("requirement", 6.2),
    ("units", 3.0),
    ("deadline", 2.2),
    ("report", 9.5),
)  # and their widths in centimetres, on A4 across


def built_docx(submission: SubmissionResult, lang: Lang) -> tuple[bytes, SubmissionResult]:
    """The table as a new document, and the table with every task located in it."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.size = Pt(10)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    title = submission.title or said("报送表", "Submitted table", lang)
    document.add_paragraph(printable(title)).runs[0].bold = True
    document.add_paragraph(printable(origin(submission).in_(lang)))
    columns = [
        one for one in _COLUMNS if one[0] != "deadline" or any(task.deadline for task in submission.tasks)
    ]
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    for column, (_, width) in zip(table.columns, columns, strict=True):
        column.width = Cm(width)  # of the grid; programs differ in whether they go by it or by the cells
    for cell, (field, width) in zip(table.rows[0].cells, columns, strict=True):
        cell.text, cell.width = FIELD_NAMES[field], Cm(width)
    tasks: list[TaskResult] = []
    for task in submission.tasks:
        cells = table.add_row().cells
        for cell, (field, width) in zip(cells, columns, strict=True):
            cell.width = Cm(width)
            _fill(cell, field_text(task, field))
        tasks.append(_placed(task, len(tasks) + 2, [field for field, _ in columns]))
    document.add_paragraph()  # Word wants one after a table
    return _bytes(document), submission.model_copy(update={"title": title, "tasks": tuple(tasks)})


def origin(submission: SubmissionResult) -> Text:
    """What the document says of itself."""
    name = submission.source.replace("\\", "/").rpartition("/")[2]
    return Text(
        zh=f"本件由 gkcheck 按 {name} 读出的文字生成，仅供批注，不是原件，格式与原件不同。",
        en=f"Made by gkcheck from the text read in {name}, for the comments only; it is not the original.",
    )


def _fill(cell: _Cell, text: str) -> None:
    first, *others = printable(text).split("\n")
    cell.text = first
    for line in others:
        cell.add_paragraph(line)


def _placed(task: TaskResult, row: int, fields: list[FieldName]) -> TaskResult:
    places = {
        field: Location(part="表1", row=row, column=column) for column, field in enumerate(fields, start=1)
    }
    return task.model_copy(update={"location": TaskLocation(part="表1", row=row, fields=places)})


def _bytes(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
