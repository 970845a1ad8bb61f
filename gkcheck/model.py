"""What a submitted table is, as plain frozen data: Submission, Task, Span, Location, ReadWarning.

Nothing here is understood yet: what a requirement asks and a report claims lives in `gkcheck.reading`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field

from gkcheck.text import Text

FieldName = Literal["id", "title", "section", "requirement", "units", "deadline", "report"]

MarkKind = Literal[
    "merged",  # the cell covers several rows: one text for several tasks
    "hidden",  # the row, the column or the text itself is hidden
    "formula",  # the value comes from a formula
    "error",  # the cell shows #REF! or the like, or a formula without a stored value
    "absent",  # the row has no such cell, though the table has such a column
    "revised",  # holds insertions or deletions that nobody accepted; the final view was read
    "nested",  # holds a nested table, a text box or another part read into the cell
    "struck",  # the text is struck through
]


class Frozen(BaseModel):
    """Base of every value: immutable, no unknown keys.

    Which fields were given and which took their default is not kept: pydantic's set of names for each value was
    measured to be nearly half the memory of a run of many files. All values of a class share one set, of all names.

    Modules of many models do without `from __future__ import annotations`: pydantic would compile every annotation of
    every start anew.
    """

    # Built when the first is made: a run of one table makes half of them, and most others only stand in the Result.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    _names: ClassVar[set[str]] = set()

    @classmethod
    def __pydantic_init_subclass__(cls, **more: object) -> None:
        cls._names = set(cls.model_fields)

    def model_post_init(self, context: object, /) -> None:
        """See above."""
        object.__setattr__(self, "__pydantic_fields_set__", self._names)

    def model_copy(self, *, update: Mapping[str, object] | None = None, deep: bool = False) -> Self:
        """A copy with some fields changed; nothing is validated."""
        if deep:
            return super().model_copy(update=update, deep=True)
        made = type(self).__new__(type(self))
        made.__setstate__({**self.__dict__, **(update or {})})
        return made

    def __copy__(self) -> Self:
        return self.model_copy()

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__

    def __setstate__(self, state: dict[Any, Any]) -> None:
        object.__setattr__(self, "__dict__", state)
        object.__setattr__(self, "__pydantic_fields_set__", self._names)
        object.__setattr__(self, "__pydantic_extra__", None)
        object.__setattr__(self, "__pydantic_private__", None)


class Location(Frozen):
    """Where something stands in the submitted file; counts start at 1, None where it does not apply.

    `part` is the sheet, or the table within the document (表1); `cell` is the A1 name in a workbook.
    """

    part: str = ""
    row: int | None = None
    column: int | None = None
    line: int | None = None
    page: int | None = None
    cell: str = ""


class Mark(Frozen):
    """Something about how a cell was written that a person must know before judging its text."""

    kind: MarkKind
    field: FieldName | None = None
    note: str = ""


class TaskLocation(Location):
    """Where a task stands, where each of its fields came from, and what is odd about its cells."""

    fields: dict[FieldName, Location] = Field(default_factory=dict)
    marks: tuple[Mark, ...] = ()


class Task(Frozen):
    """One row of the table. All texts as read; `id` as printed (may repeat), `key` unique in the run."""

    key: str
    id: str
    title: str = ""
    section: tuple[str, ...] = ()
    requirement: str = ""
    units: tuple[str, ...] = ()
    units_text: str = ""
    lead_unit: str = ""
    deadline: str = ""
    report: str = ""
    location: TaskLocation = TaskLocation()

    def text_of(self, field: FieldName) -> str:
        """The text of one field as read; a section path is joined by line breaks, units as written."""
        match field:
            case "section":
                return "\n".join(self.section)
            case "units":
                return self.units_text
            case "id":
                return self.id
            case "title":
                return self.title
            case "requirement":
                return self.requirement
            case "deadline":
                return self.deadline
            case "report":
                return self.report


class ReadWarning(Frozen):
    """Something the reader noticed. When `incomplete`, part of the file was not read: the run ends with 3."""

    code: str
    message: Text
    location: Location = Location()
    incomplete: bool = False


class Submission(Frozen):
    """One submitted table. `source` is the path as given (or the name given with bytes)."""

    source: str
    sha256: str = ""
    title: str = ""
    issuer: str = ""
    year: int | None = None
    reader: str = ""
    encoding: str | None = None
    tasks: tuple[Task, ...] = ()
    warnings: tuple[ReadWarning, ...] = ()


class Span(NamedTuple):
    """Exact words: `text == task.text_of(field)[start:end]`, offsets in Unicode code points.

    Every fact quotes some: no pydantic model, which takes five times as long to make and to compare.
    """

    task: str  # the key of the task
    field: FieldName
    start: int
    end: int
    text: str
