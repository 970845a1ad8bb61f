"""The records of a log as rows of text, streamed: only the columns of its kind, whatever else the file holds.

A row is (place in the file, one text for each column of the kind, "" where there is none). None in place of the texts
stands for a record whose cells do not fit the heading. What a refusal says never holds the content of a cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gkcheck.errors import ReadError
from gkcheck.evidence.ids import without_numbers
from gkcheck.evidence.kinds import Kind, columns_of, is_of_persons, unbracketed
from gkcheck.evidence.opening import Opened, refused
from gkcheck.text import Text

Row = tuple[int, list[str] | None]
MOST_ROWS = 5_000_000
HEADING_WITHIN = 15  # lines looked at for the heading
LONGEST = 4_096  # letters of one cell that are looked at
_SUMS = ("合计", "总计", "小计", "注：", "备注：", "填表人", "制表")


class Rows(NamedTuple):
    """The rows of one log; `present` are the columns it has, `headings` those columns as the file calls them."""

    present: frozenset[str]
    headings: Mapping[str, str]
    rows: Iterator[Row]


def rows_of(log: Opened, kind: Kind, given: Mapping[str, str] | None = None) -> Rows:
    """The rows of a log. Raises ReadError (also while streaming) when it is malformed or lacks the columns it needs."""
    for name in given or {}:
        if kind.at(name) < 0:
            known = "、".join(column.name for column in kind.columns)
            raise refused(
                log.name,
                "columns",
                f"{kind.title.zh}没有列 {name}（有 {known}）",
                f"no column {name} ({known})",
            )
        if is_of_persons(kind, name, (given or {})[name]):
            raise refused(
                log.name,
                "columns",
                f"列 {name} 不能取个人信息的列",
                f"the column {name} cannot be one of personal information",
            )
    if log.suffix in (".xlsx", ".xlsm"):
        from gkcheck.evidence.xlsx_rows import xlsx_rows

        found = xlsx_rows(log, kind, given)
    elif log.suffix in (".json", ".jsonl"):
        from gkcheck.evidence.json_rows import json_rows

        found = json_rows(log, kind, given)
    else:
        from gkcheck.evidence.csv_rows import csv_rows

        found = csv_rows(log, kind, given)
    return found._replace(rows=_limited(found.rows, log.name))


def _limited(rows: Iterator[Row], name: str) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count >= MOST_ROWS:
            raise refused(
                name,
                "too-many-rows",
                f"记录超过 {MOST_ROWS} 条，请拆分后再核对",
                f"more than {MOST_ROWS} records; split the log",
            )
        yield row


def heading(kind: Kind, cells: tuple[str, ...], given: Mapping[str, str] | None) -> dict[int, int] | None:
    """The columns found in a line when it is the heading: an id or two columns, and a date to run from."""
    found = columns_of(kind, cells, given)
    names = {kind.columns[at].name for at in found}
    starts = {one for stretch in kind.stretches[:1] for one in stretch.starts + stretch.ends}
    if kind.name == "pauses":
        return found if {"id", "from"} <= names else None
    return found if len(found) >= 1 and names & starts and _told(found, kind) else None


def _told(found: dict[int, int], kind: Kind) -> bool:
    """A heading, not a sentence: two columns of the kind, or the one date that a kind without ids needs."""
    return len(found) >= 2 or not kind.unique


def no_heading(log: Opened, kind: Kind) -> ReadError:
    """What a log of this kind needs and does not have."""
    needed = [kind.column(name) for stretch in kind.stretches[:1] for name in stretch.starts]
    if kind.name == "pauses":
        needed = [kind.column("from")]
    id_words = "、".join(kind.column("id").headings[:3])
    dates = "、".join(one.text.zh for one in needed)
    return refused(
        log.name,
        "no-heading",
        f"没有找到{kind.title.zh}的表头：要有编号（{id_words}等）和起算日期（{dates}之一），或用 columns 指定",
        f"no heading of a {kind.title.en} was found: it needs an id and one of "
        f"{', '.join(one.text.en for one in needed)}; name the columns otherwise",
    )


def picked(kind: Kind, places: Mapping[int, int], cells: list[str]) -> list[str]:
    """The cells of the kind's columns, in their order, without the blanks around them."""
    row = [""] * len(kind.columns)
    for at, place in places.items():
        if place < len(cells):
            row[at] = cells[place].strip()[:LONGEST]
    return row


def is_sum(cells: list[str]) -> bool:
    """A line of sums or a note below the records: its first filled cell says so."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return first.startswith(_SUMS) or not first


def named(kind: Kind, places: Mapping[int, int], cells: tuple[str, ...]) -> dict[str, str]:
    """Columns as the file calls them, without what stands in brackets: a name or a telephone may."""
    return {
        kind.columns[at].name: without_numbers(unbracketed(cells[place]).strip())[:40]
        for at, place in places.items()
    }


def ambiguous(log: Opened, kind: Kind, places: Mapping[int, int], cells: tuple[str, ...]) -> ReadError | None:
    """Two cells with the very heading that was chosen for a column: which one is meant cannot be said."""
    for at, place in places.items():
        if sum(cell.strip() == cells[place].strip() for cell in cells) > 1:
            text: Text = kind.columns[at].text
            return refused(
                log.name,
                "ambiguous-columns",
                f"有两列的表头都是{text.zh}，请改名或用 columns 指定",
                f"two columns have the heading of “{text.en}”; rename one or name the column",
            )
    return None
