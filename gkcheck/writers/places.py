"""Where a finding stands, as machines want it: a path, a line, and a logical name such as 表1/第18行/落实情况."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from gkcheck.finding import Finding, QuotedSpan
from gkcheck.model import FieldName, Location
from gkcheck.result import Result, TaskResult

FIELD_NAMES: Mapping[FieldName, str] = {
    "id": "序号",
    "title": "工作任务",
    "section": "分类",
    "requirement": "工作要求",
    "units": "责任单位",
    "deadline": "完成时限",
    "report": "落实情况",
}
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


class Place(NamedTuple):
    """Where something stands. `line`: of a text file the line, else the row of the table; 1 where neither is known."""

    source: str
    line: int
    logical: str
    cell: str
    task: TaskResult | None


class Places:
    """Finds the place of findings and spans of one result."""

    def __init__(self, result: Result) -> None:
        self._tasks = {task.key: task for table in result.submissions for task in table.tasks}

    def of(self, finding: Finding) -> Place:
        """The place of a finding: of its words in the report, else in another field, else its task, else the file."""
        own = [span for span in finding.spans if span.key == finding.key]
        best = next((span for span in own if span.field == "report"), own[0] if own else None)
        task = self._tasks.get(finding.key or "")
        field: FieldName | None = best.field if best else "report" if task else None
        return self._place(finding.source, task, field)

    def of_span(self, span: QuotedSpan) -> Place:
        """The place of quoted words."""
        return self._place(span.source, self._tasks.get(span.key), span.field)

    def task(self, key: str | None) -> TaskResult | None:
        """A task by its key."""
        return self._tasks.get(key or "")

    def _place(self, source: str, task: TaskResult | None, field: FieldName | None) -> Place:
        if task is None:
            return Place(source, 1, "", "", None)
        whole: Location = task.location
        own = task.location.fields.get(field, whole) if field else whole
        row = own.row or whole.row
        words = [own.part or whole.part, f"第{row}行" if row else "", FIELD_NAMES[field] if field else ""]
        line = own.line or whole.line or row or 1
        return Place(source, line, "/".join(word for word in words if word), own.cell, task)


def uri(source: str) -> str:
    """A source as a percent-encoded URI reference: relative where the path is, file: where it is absolute."""
    path = source.replace("\\", "/")
    if _DRIVE.match(source):
        return "file:///" + quote(path, safe="/:")
    return ("file://" if path.startswith("/") else "") + quote(path)


def words_of(finding: Finding, field: FieldName) -> Iterator[str]:
    """The words a finding quotes from one field of its own task."""
    return (span.text for span in finding.spans if span.field == field and span.key == finding.key)
