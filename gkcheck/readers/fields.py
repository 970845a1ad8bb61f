"""The columns a table is read by, and what stands under each of them in a row."""

from __future__ import annotations

from typing import NamedTuple

from gkcheck.readers.columns import Role
from gkcheck.readers.grid import Cell
from gkcheck.readers.rows import Place, Row

READ_ROLES: tuple[Role, ...] = (
    "id",
    "title",
    "requirement",
    "lead_unit",
    "units",
    "support",
    "deadline",
    "report",
)


class Taken(NamedTuple):
    """What stands under one role in a row; `above` when the cell begins in an earlier row."""

    text: str
    cells: tuple[Cell, ...]
    origin: Place
    above: bool
    absent: bool
    across: bool  # the cell belongs to another column and is merged over this one

    @property
    def own(self) -> str:
        """The text when the cell begins in this row."""
        return "" if self.above else self.text


class Columns:
    """The columns of one header, by role and by number."""

    def __init__(self, fields: dict[Role, tuple[int, ...]]) -> None:
        self.by_role: dict[Role, tuple[int, ...]] = {
            role: fields[role] for role in READ_ROLES if role in fields
        }
        self.role_at: dict[int, Role] = {c: role for role, columns in self.by_role.items() for c in columns}
        self.groups = fields.get("section", ())
        # The column in which a section heading or a task's name is looked for.
        self.text_role: Role = "title" if "title" in self.by_role else "requirement"

    def roles_in(self, first: int, last: int) -> list[Role]:
        """The roles of the columns from `first` to `last`."""
        return [self.role_at[column] for column in range(first, last + 1) if column in self.role_at]

    def take(self, row: Row, role: Role) -> Taken:
        """The text under a role; several columns are read one after the other, a merged cell once."""
        columns = self.by_role.get(role, ())
        texts: list[str] = []
        cells: list[Cell] = []
        places: list[Place] = []
        across = False
        for column in columns:
            cell = row.cells.get(column)
            if cell is None:
                continue
            origin = row.origin(column)
            if origin in places:
                continue
            owner = self.role_at.get(origin[1])
            if origin[1] != column and owner is not None and owner != role:
                across = True
                continue
            places.append(origin)
            cells.append(cell)
            text = cell.text.strip()
            if text:
                texts.append(text)
        origin = places[0] if places else (row.number, columns[0] if columns else 0)
        above = bool(places) and all(place[0] < row.number for place in places)
        absent = bool(columns) and not cells and not across
        return Taken("\n".join(texts), tuple(cells), origin, above, absent, across)
