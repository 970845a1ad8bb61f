"""The rows under a header, one by one: a section, a task, more of the task before, a note, or the header again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gkcheck.model import Location, ReadWarning
from gkcheck.readers.assign import SAMPLE_ROWS, Wishes
from gkcheck.readers.columns import Role
from gkcheck.readers.draft import FIELD_OF, Draft
from gkcheck.readers.fields import Columns, Taken
from gkcheck.readers.header import Layout, layout_at, may_be_header
from gkcheck.readers.heading import is_note, note_name
from gkcheck.readers.rows import Fill, Row
from gkcheck.readers.sections import (
    TASK_LEVEL,
    SectionPath,
    is_chinese_number,
    is_section_heading,
    numbered,
    plain_number,
)
from gkcheck.readers.units import first_is_lead
from gkcheck.text import Text

LONGEST_SECTION = 100
_LONGEST_HEADING_CELL = 60  # letters of a heading with all its brackets
_TEXT_ROLES: tuple[Role, ...] = ("title", "requirement", "report")


class Body:
    """Reads the rows of one grid under its header. `drafts`, `warnings` and `notes` are the outcome."""

    def __init__(
        self, part: str, rows: Sequence[Row], layout: Layout, wishes: Wishes, sections: SectionPath
    ) -> None:
        self.part = part
        self.drafts: list[Draft] = []
        self.warnings: list[ReadWarning] = []
        self.notes: list[str] = []
        self.first_leads = False
        self._rows = rows
        self._layout = layout
        self._wishes = wishes
        self._sections = sections
        self._group: list[str] = []
        self._last: Draft | None = None
        self._repeated: list[int] = []
        self._skipped: list[tuple[str, int]] = []
        self._open_section: tuple[str, int] | None = None
        self._use(layout)

    def _use(self, layout: Layout) -> None:
        self._layout = layout
        self._columns = Columns(layout.fields)
        self._group = [""] * len(self._columns.groups)
        self._style = self._usual_number(self._rows[layout.end : layout.end + SAMPLE_ROWS])

    def _usual_number(self, rows: Sequence[Row]) -> int | None:
        """The level at which the tasks of this table are numbered in their titles, None when in a column."""
        columns = self._columns.by_role
        if "id" in columns:
            return None
        column, report = columns[self._columns.text_role][0], columns["report"][0]
        levels = Counter(
            found.level
            for row in rows
            if row.text(report)
            and row.origin(report) != row.origin(column)
            and (found := numbered(row.text(column)))
        )
        return levels.most_common(1)[0][0] if levels else None

    def read(self) -> None:
        """Reads all rows under the header."""
        rows = self._rows
        index = self._layout.end
        while index < len(rows):
            index += self._row(index, rows[index])
        self._close_section("")
        if self._repeated:
            where = "、".join(map(str, self._repeated[:10]))
            self._warn(
                "repeated-header",
                f"第 {where} 行是重复的表头，已跳过。",
                f"row {where} repeats the header and was skipped.",
                self._repeated[0],
            )
        if self._skipped:
            names = "、".join(dict.fromkeys(name for name, _ in self._skipped))
            self._warn(
                "note-rows",
                f"不是任务的行已跳过：{names}（共 {len(self._skipped)} 行）。",
                f"{len(self._skipped)} rows that are no tasks were skipped: {names}.",
                self._skipped[0][1],
            )

    def _warn(self, code: str, zh: str, en: str, row: int, *, incomplete: bool = False) -> None:
        self.warnings.append(
            ReadWarning(
                code=code,
                message=Text(zh=zh, en=en),
                location=Location(part=self.part, row=row),
                incomplete=incomplete,
            )
        )

    def _row(self, index: int, row: Row) -> int:
        """Reads one row; returns how many rows were used."""
        fills = row.fills()
        if not fills:
            return 1
        short = all(len(fill.text) <= _LONGEST_HEADING_CELL for fill in fills)
        if short and self._layout.repeats(fills):
            self._repeated.append(row.number)
            return 1
        if short and len(fills) >= 3 and may_be_header(row, self._wishes):
            again = layout_at(self._rows, index, self._wishes)
            if (
                again.assignment.complete()
                and again.assignment.unclear is None
                and again.assignment.core() >= 3
            ):
                self._warn(
                    "changed-header",
                    f"第 {row.number} 行换了表头，其后各列按新表头读取。",
                    f"a new header stands in row {row.number}; the columns below follow it.",
                    row.number,
                )
                self._use(again)
                self._last = None
                return again.end - again.start
        self._groups(row)
        body = [
            fill
            for fill in fills
            if fill.origin[0] == row.number and self._columns.roles_in(fill.first, fill.last)
        ]
        if not body:
            self._beside(row, fills)
            return 1
        covered = any(
            row.from_above(c) and row.text(c)
            for role in _TEXT_ROLES
            for c in self._columns.by_role.get(role, ())
        )
        if is_note(body[0].text) and self._is_note_row(row, body):
            self._note(body, row)
        elif len(body) == 1 and not covered:
            self._single(index, row, body[0])
        elif not self._numbered_section(index, row, body):
            self._task(row)
        return 1

    def _groups(self, row: Row) -> None:
        """Section columns: a new text closes those to its right; blank and merged cells carry it down."""
        for at, column in enumerate(self._columns.groups):
            text = row.text(column)
            wide = row.origin(column) != (row.number, column) and not row.from_above(column)
            across = (
                column in row.cells
                and row.cells[column].column_span > 1
                and self._columns.roles_in(column, column + row.cells[column].column_span - 1)
            )
            if text and not wide and not across and not is_note(text) and text != self._group[at]:
                self._group[at] = text
                self._group[at + 1 :] = [""] * (len(self._group) - at - 1)

    def _beside(self, row: Row, fills: Sequence[Fill]) -> None:
        """A row with text in no column we read: notes and remarks, said only when it is a note."""
        own = [fill for fill in fills if fill.origin[0] == row.number]
        if own and is_note(own[0].text):
            self._note(own, row)

    def _is_note_row(self, row: Row, body: Sequence[Fill]) -> bool:
        report = self._columns.take(row, "report").own
        if len(body) == 1 or not report or is_note(report) or report == body[0].text:
            return True
        return "".join(body[0].text.split()).rstrip(":：") in (
            "合计",
            "总计",
            "小计",
            "共计",
            "合計",
            "總計",
            "小計",
        )

    def _note(self, fills: Sequence[Fill], row: Row) -> None:
        for fill in fills:
            self.notes.append(fill.text)
            self.first_leads = self.first_leads or first_is_lead(fill.text)
        self._skipped.append((note_name(fills[0].text), row.number))

    def _single(self, index: int, row: Row, fill: Fill) -> None:
        """A row with one cell: mostly a section, sometimes a task left empty or more of the one before."""
        roles = self._columns.roles_in(fill.first, fill.last)
        wide = len(set(roles)) > 1
        found = numbered(fill.text)
        if wide:
            self._section_or_stray(index, row, fill.text)
        elif roles[0] == "id":
            if is_section_heading(fill.text) or not plain_number(fill.text).isdigit():
                self._section_or_stray(index, row, fill.text)
            else:
                self._warn(
                    "empty-row",
                    f"第 {row.number} 行只有序号，没有内容，已跳过。",
                    f"row {row.number} holds a number and nothing else; it was skipped.",
                    row.number,
                )
        elif roles[0] == self._columns.text_role:
            if self._is_task_number(found.level if found is not None else None):
                self._task(row)
            else:
                self._section_or_stray(index, row, fill.text)
        else:
            self._task(row)

    def _is_task_number(self, level: int | None) -> bool:
        """Whether a lone title is a task with nothing reported, by the way the other tasks are numbered."""
        if level is not None and level < TASK_LEVEL:
            return False
        if level is not None:
            return self._style == level or (self._style is None and "id" not in self._columns.by_role)
        # Without number: only where a row has no other cell that could be filled but the report.
        return self._style is None and set(self._columns.by_role) <= {self._columns.text_role, "report"}

    def _section_or_stray(self, index: int, row: Row, text: str) -> None:
        if len(text) > LONGEST_SECTION:
            self._warn(
                "stray-row",
                f"第 {row.number} 行只有一段文字（{len(text)} 字），不像任务也不像标题，未计入任何任务。",
                f"row {row.number} holds one long text that is neither a task nor a heading; it was left out.",
                row.number,
                incomplete=True,
            )
            return
        self._close_section(text)
        self._sections.enter(text, above_numbered=self._numbered_section_follows(index))
        self._open_section = (text, row.number)
        self._last = None

    def _close_section(self, following: str) -> None:
        """A section heading with nothing under it may be a task taken for a heading: say so."""
        if self._open_section is None:
            return
        text, row = self._open_section
        self._open_section = None
        above, below = numbered(text), numbered(following)
        if following and (above is None or below is None):
            deeper = (above is None) != (below is None)
        else:
            deeper = above is not None and below is not None and above.level < below.level
        if deeper:
            return
        self._warn(
            "empty-section",
            f"“{text[:30]}”按标题读取，其下没有任务；如是任务，请补全该行。",
            f"“{text[:30]}” was read as a heading, but no task stands under it; if it is a task, complete its row.",
            row,
        )

    def _numbered_section_follows(self, index: int) -> bool:
        for row in self._rows[index + 1 : index + 4]:
            fills = row.fills()
            if fills:
                return len(fills) == 1 and is_section_heading(fills[0].text)
        return False

    def _numbered_section(self, index: int, row: Row, body: Sequence[Fill]) -> bool:
        """一 | 着力加强公开: number and heading in two cells, and nothing else."""
        filled = {role for fill in body for role in self._columns.roles_in(fill.first, fill.last)}
        number = self._columns.take(row, "id").own
        if len(body) != 2 or not number:
            return False
        heading = body[1]
        if heading.first not in self._columns.by_role[self._columns.text_role]:
            return False
        wide = "report" in filled
        if not wide and not (is_chinese_number(number) and filled == {"id", self._columns.text_role}):
            return False
        mark = "" if number[-1:] in "、.．）):：" else ("、" if is_chinese_number(number) else ".")
        self._section_or_stray(index, row, f"{number}{mark}{heading.text}")
        return True

    def _task(self, row: Row) -> None:
        taken = {role: self._columns.take(row, role) for role in self._columns.by_role}
        last = self._last
        if last is not None and self._goes_on(taken, last, row):
            return
        draft = Draft(self.part, row.number, (*self._sections.path, *(text for text in self._group if text)))
        for role, one in taken.items():
            draft.texts[role] = one.text
            name = FIELD_OF[role]
            if one.cells:
                draft.origins[role] = one.origin
                draft.cells.setdefault(name, one.cells[0])
                for cell in one.cells:
                    for kind in cell.marks:
                        draft.mark(kind, name)
            elif one.absent:
                draft.mark("absent", name)
            if one.across and role in ("requirement", "report"):
                self._across(draft, role, row)
        group = row.cells.get(self._columns.groups[-1]) if self._columns.groups else None
        if group is not None:
            draft.cells["section"] = group
        self._share_title(draft, taken, last)
        self._add(draft)

    def _add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self._last = draft
        self._open_section = None

    def _across(self, draft: Draft, role: Role, row: Row) -> None:
        draft.mark("merged", FIELD_OF[role])
        name = Text(zh="落实情况", en="report") if role == "report" else Text(zh="工作要求", en="requirement")
        self._warn(
            "merged-across",
            f"第 {row.number} 行的“{name.zh}”与左边的单元格合并，分不出各自的内容。请拆开后重报。",
            f"in row {row.number} the {name.en} is merged with the cell to its left; their texts cannot be told apart.",
            row.number,
            incomplete=True,
        )

    def _share_title(self, draft: Draft, taken: dict[Role, Taken], last: Draft | None) -> None:
        """A title or number cell merged over several rows, or left blank under it, belongs to each of them."""
        if last is None:
            return
        title, number = taken.get("title"), taken.get("id")
        blank_title = title is not None and not title.text and not title.above
        blank_number = number is None or (not number.text and not number.above)
        if blank_title and blank_number and last.text("title"):
            draft.texts["title"] = last.text("title")
            draft.texts["id"] = last.text("id")
            draft.shared = True
        elif number is not None and not number.text and title is not None and title.above:
            draft.texts["id"] = last.text("id")

    def _goes_on(self, taken: dict[Role, Taken], last: Draft, row: Row) -> bool:
        """Whether a row is more of the task before: all its own texts merged from above, or one text alone."""
        texts = [role for role in _TEXT_ROLES if role in taken]
        if all(taken[role].above and taken[role].origin == last.origins.get(role) for role in texts):
            self._append(taken, last, row)
            return True
        title, number = taken.get("title"), taken.get("id")
        if title is None and number is None:
            return False
        unnamed = (title is None or title.above or not title.text) and (
            number is None or number.above or not number.text
        )
        if not unnamed:
            return False
        own = {role for role, one in taken.items() if one.own}
        merged = any(one.above for one in taken.values())
        if own == {"report"} and not taken.get("requirement", taken["report"]).above:
            pass
        elif len(own) != 1 or (own == {"requirement"} and (merged or title is None)):
            return False
        if merged and own != {"report"} and not all(taken[role].above or role in own for role in texts):
            return False
        self._append(taken, last, row)
        self._warn(
            "continued-row",
            f"第 {row.number} 行没有任务名称和序号，读作上一行的续行。",
            f"row {row.number} has neither title nor number and was read as more of the row above.",
            row.number,
        )
        return True

    def _append(self, taken: dict[Role, Taken], last: Draft, row: Row) -> None:
        for role, one in taken.items():
            if one.own:
                last.append(role, one.own)
                for cell in one.cells:
                    for kind in cell.marks:
                        last.mark(kind, FIELD_OF[role])


def heading_lines(rows: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    """Texts of the rows above a header, each cell once; True for one that is alone in its row."""
    for row in rows:
        fills = [fill for fill in row.fills() if fill.origin[0] == row.number]
        for fill in fills:
            yield fill.text, len(fills) == 1
