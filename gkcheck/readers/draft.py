"""A task while its rows are being read, and how drafts become tasks: numbers, units, marks, keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from gkcheck.model import FieldName, MarkKind, Task
from gkcheck.readers.columns import Role
from gkcheck.readers.grid import Cell
from gkcheck.readers.rows import Place
from gkcheck.readers.sections import numbered, plain_number
from gkcheck.readers.units import first_is_lead, inline_labels, split_units

LONGEST_HEADLINE = 40

FIELD_OF: dict[Role, FieldName] = {
    "id": "id",
    "section": "section",
    "title": "title",
    "requirement": "requirement",
    "units": "units",
    "lead_unit": "units",
    "support": "units",
    "deadline": "deadline",
    "report": "report",
}


@dataclass(slots=True, eq=False, repr=False)
class Draft:
    """One task in the making; texts by role, stripped."""

    part: str
    row: int
    section: tuple[str, ...] = ()
    texts: dict[Role, str] = field(default_factory=dict)
    cells: dict[FieldName, Cell] = field(default_factory=dict)
    origins: dict[Role, Place] = field(default_factory=dict)
    marks: list[tuple[MarkKind, FieldName]] = field(default_factory=list)
    line: int | None = None
    shared: bool = False  # title and number stand in an earlier row
    shared_number: str = ""

    def text(self, role: Role) -> str:
        """The text of a role, empty when there is none."""
        return self.texts.get(role, "")

    def append(self, role: Role, text: str) -> None:
        """Adds the text of a row that goes on with this task."""
        old = self.texts.get(role, "")
        if text and text != old:
            self.texts[role] = f"{old}\n{text}" if old else text

    def mark(self, kind: MarkKind, name: FieldName) -> None:
        """Notes something odd about a field, once."""
        if (kind, name) not in self.marks:
            self.marks.append((kind, name))


def headline(text: str) -> str:
    """A title for a task that has none of its own: its first line or sentence, at most 40 letters."""
    first = text.strip().split("\n", 1)[0].strip()
    ends = [at for mark in "。；;：:" if (at := first.find(mark, 4, LONGEST_HEADLINE)) > 0]
    if ends:
        return first[: min(ends)]
    if len(first) <= LONGEST_HEADLINE:
        return first.rstrip("。；;：:")
    ends = [at for mark in "，," if (at := first.find(mark, 6, LONGEST_HEADLINE)) > 0]
    return first[: min(ends)] if ends else first[:LONGEST_HEADLINE] + "…"


def finish(drafts: Sequence[Draft], source: str, *, first_leads: bool = False) -> tuple[Task, ...]:
    """Drafts to tasks in the order read.

    A task without a printed number gets its running number. With one text column for task and requirement
    (工作任务 | 落实情况) the text is the requirement, and the title its headline. `first_leads`: a note says
    that the unit written first leads.
    """
    _mark_shared_cells(drafts)
    tasks: list[Task] = []
    printed = _numbers_are_printed(drafts)
    for position, draft in enumerate(drafts, start=1):
        number, title, requirement = _number_and_texts(draft, printed)
        units_text = _units_text(draft)
        deadline = draft.text("deadline")
        if not units_text or not deadline:
            labels = inline_labels(requirement)
            if not labels.units_text and draft.text("title"):
                labels = inline_labels(draft.text("title"))
            units_text = units_text or labels.units_text
            deadline = deadline or labels.deadline
        first_leads = first_leads or ("下同" in units_text and first_is_lead(units_text))
        units = split_units(units_text, first_leads=first_leads)
        lead = split_units(draft.text("lead_unit")).names
        supporting = split_units(draft.text("support")).names
        names = units.names if "units" in draft.texts else (*lead, *supporting)
        names = (
            (*lead, *(name for name in (*names, *supporting) if name not in lead))
            if lead
            else names or units.names
        )
        tasks.append(
            # One validation of plain data is several times quicker than building the models one by one.
            Task.model_validate(
                {
                    "key": f"{source}#{draft.part or '表1'}!{draft.row}",
                    "id": number or str(position),
                    "title": title,
                    "section": draft.section,
                    "requirement": requirement,
                    "units": tuple(dict.fromkeys(names)),
                    "units_text": units_text,
                    "lead_unit": "、".join(lead) if lead else units.lead,
                    "deadline": deadline,
                    "report": draft.text("report"),
                    "location": _location(draft),
                }
            )
        )
    return tuple(tasks)


def _numbers_are_printed(drafts: Sequence[Draft]) -> bool:
    """Whether numbers at the start of texts count the tasks: three texts that all begin with 1. hold lists."""
    starts = [
        found.number
        for draft in drafts
        if not draft.text("id") and (found := numbered(draft.text("title") or draft.text("requirement")))
    ]
    return len(starts) < 3 or len(set(starts)) > 1


def _number_and_texts(draft: Draft, printed_numbers: bool) -> tuple[str, str, str]:
    """Printed number, title and requirement; the number is taken off the text it stands in."""
    printed = plain_number(draft.text("id")) if draft.text("id") else ""
    only_text = "title" not in draft.texts or "requirement" not in draft.texts
    text = draft.text("title") or (draft.text("requirement") if only_text else "")
    found = numbered(text) if printed_numbers or printed else None
    number = printed or draft.shared_number or (found.number if found is not None else "")
    if found is not None and plain_number(found.number) == number:
        text = text[found.rest :].strip()
    if "title" not in draft.texts:
        return number, headline(text), text
    if "requirement" not in draft.texts:
        return number, headline(text), text
    requirement = draft.text("requirement")
    if text:
        return number, text, requirement
    return number, headline(requirement), requirement


def _units_text(draft: Draft) -> str:
    """The units as written; several columns one under the other, the leading one first."""
    texts = [draft.text(role) for role in ("lead_unit", "units", "support")]
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _mark_shared_cells(drafts: Sequence[Draft]) -> None:
    """A cell merged over several tasks is marked on each, so that its text is never taken for a copy."""
    shared = Counter(
        (draft.part, role, place)
        for draft in drafts
        for role, place in draft.origins.items()
        if draft.text(role)
    )
    for draft in drafts:
        for role, place in draft.origins.items():
            if draft.text(role) and shared[draft.part, role, place] > 1:
                draft.mark("merged", FIELD_OF[role])


def _location(draft: Draft) -> dict[str, object]:
    first = next(iter(draft.cells.values()), None)
    return {
        "part": draft.part,
        "row": draft.row,
        "line": draft.line if draft.line is not None else (first.line if first is not None else None),
        "page": first.page if first is not None else None,
        "cell": first.name if first is not None else "",
        "fields": {
            name: {
                "part": draft.part,
                "row": cell.row,
                "column": cell.column,
                "line": cell.line,
                "page": cell.page,
                "cell": cell.name,
            }
            for name, cell in draft.cells.items()
        },
        "marks": tuple({"kind": kind, "field": name} for kind, name in draft.marks),
    }
