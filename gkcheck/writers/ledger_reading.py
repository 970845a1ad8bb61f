"""A ledger that came back: which findings the auditor set aside, and which rows cannot be taken."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.errors import UsageError
from gkcheck.text import Text
from gkcheck.waivers import spelled_date
from gkcheck.writers.ledger_columns import COLUMNS, DECISIONS, INDEX, SHEET, column_of, decision_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LARGEST = 200_000_000  # bytes of the workbook when unpacked
_ROWS = 200_000
_HEADER_WITHIN = 20


class Decided(NamedTuple):
    """One row that was set aside: what a waiver needs of it."""

    cell: str
    fingerprint: str
    rule: str
    file: str
    task: str
    title: str
    reason: str
    kind: str
    approver: str
    expires: date | None
    evidence: str


class Refused(NamedTuple):
    """A row that cannot be taken: its cell, and why."""

    cell: str
    why: Text


class Ledger(NamedTuple):
    """A ledger as read back: the rows set aside, those refused, how many stand and are open, and what it was made of.

    `prints`: fingerprint -> the files it stood in when the ledger was written; empty when that sheet is gone.
    """

    aside: tuple[Decided, ...]
    refused: tuple[Refused, ...]
    stands: int
    open: int
    prints: Mapping[str, frozenset[str]]


def read_ledger(data: bytes, name: str) -> Ledger:
    """Reads a ledger; UsageError when the file is none."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(info.file_size for info in package.infolist()) > _LARGEST:
                raise UsageError(
                    Text(zh=f"{name} 太大，不像问题清单", en=f"{name} is too large for a ledger")
                )
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise UsageError(Text(zh=f"{name} 不是 .xlsx 工作簿", en=f"{name} is no .xlsx workbook")) from error
    try:
        names = [one for one in (SHEET.zh, SHEET.en) if one in book.sheetnames]
        if not names:
            raise _none(name)
        index = _index(book[INDEX]) if INDEX in book.sheetnames else {}
        return _rows(book[names[0]], name, index)
    finally:
        book.close()


def _none(name: str) -> UsageError:
    return UsageError(
        Text(
            zh=f"{name} 里没有“{SHEET.zh}”表或它的表头；问题清单用 gkcheck check … -o 问题清单.xlsx 生成",
            en=f"{name} has no sheet {SHEET.en!r} with its header; gkcheck check … -o ledger.xlsx makes one",
        )
    )


def _index(sheet: Worksheet) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in sheet.iter_rows(max_col=3, max_row=_ROWS, values_only=True):
        if row and row[0]:
            found.setdefault(str(row[0]), set()).add(str(row[2] or ""))
    return {print_: frozenset(files) for print_, files in found.items()}


def _rows(sheet: Worksheet, name: str, index: Mapping[str, frozenset[str]]) -> Ledger:
    columns: dict[str, int] = {}
    aside: list[Decided] = []
    refused: list[Refused] = []
    counts = {"stands": 0, "open": 0}
    for number, values in enumerate(sheet.iter_rows(max_row=_ROWS, values_only=True), start=1):
        if not columns:
            columns = _header(values)
            if not columns and number >= _HEADER_WITHIN:
                break
            continue
        row = _Row(sheet.title, number, columns, values)
        word = row.text("decision")
        if not word:
            counts["open"] += bool(row.text("fingerprint"))
            continue
        decision = decision_of(word)
        if decision is None:
            known = "、".join(one.zh for one in DECISIONS.values())
            en = ", ".join(one.en for one in DECISIONS.values())
            why = Text(zh=f"审核意见“{word}”不在 {known} 之中", en=f"{word!r} is none of {en}")
            refused.append(Refused(row.cell("decision"), why))
        elif decision == "aside":
            taken = row.decided()
            if isinstance(taken, Refused):
                refused.append(taken)
            else:
                aside.append(taken)
        else:
            counts[decision] += 1
    if not columns:
        raise _none(name)
    return Ledger(tuple(aside), tuple(refused), counts["stands"], counts["open"], index)


def _header(values: tuple[object, ...]) -> dict[str, int]:
    found = {code: at for at, value in enumerate(values) if (code := column_of(str(value or "")))}
    return found if {"decision", "reason", "fingerprint"} <= set(found) else {}


class _Row:
    """One line of the ledger."""

    def __init__(
        self, sheet: str, number: int, columns: Mapping[str, int], values: tuple[object, ...]
    ) -> None:
        self._sheet = sheet
        self._number = number
        self._columns = columns
        self._values = values

    def value(self, name: str) -> object:
        """The value of a column, None where there is none."""
        at = self._columns.get(name, -1)
        return self._values[at] if 0 <= at < len(self._values) else None

    def text(self, name: str) -> str:
        """The value as a stripped text."""
        value = self.value(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).strip()

    def cell(self, name: str) -> str:
        """The name of a cell: 问题清单!R5."""
        from openpyxl.utils import get_column_letter

        at = self._columns.get(name)
        return f"{self._sheet}!{get_column_letter(at + 1)}{self._number}" if at is not None else self._sheet

    def decided(self) -> Decided | Refused:
        """The row as a decision, or what it lacks."""
        if not self.text("reason"):
            heading = COLUMNS["reason"].name
            return Refused(
                self.cell("reason"),
                Text(zh=f"“不采纳”没有写{heading.zh}", en="set aside without a reason"),
            )
        expires = self._expires()
        if isinstance(expires, Refused):
            return expires
        return Decided(
            cell=self.cell("decision"),
            fingerprint=self.text("fingerprint"),
            rule=self.text("rule"),
            file=self.text("file"),
            task=self.text("task"),
            title=self.text("title"),
            reason=self.text("reason"),
            kind=self.text("kind"),
            approver=self.text("approver"),
            expires=expires,
            evidence=self.text("evidence"),
        )

    def _expires(self) -> date | Refused | None:
        value = self.value("expires")
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        word = self.text("expires")
        if not word:
            return None
        day = spelled_date(word)
        if day is None:
            why = Text(
                zh=f"豁免到期“{word}”不是日期（例：2025-06-30）",
                en=f"{word!r} is not a date (such as 2025-06-30)",
            )
            return Refused(self.cell("expires"), why)
        return day


def known(ledger: Ledger, prints: Mapping[str, frozenset[str]]) -> Iterator[Refused]:
    """The rows set aside whose fingerprint no finding has: changed by hand, or mended since."""
    for row in ledger.aside:
        if row.fingerprint not in prints:
            shown = row.fingerprint or "（空）"
            yield Refused(
                row.cell,
                Text(
                    zh=f"没有指纹为 {shown} 的问题（第 {row.task} 项 {row.rule}）：被改动过，或已不存在",
                    en=f"no finding {row.fingerprint or '(empty)'} (task {row.task}, {row.rule}): "
                    "it was changed by hand, or is gone",
                ),
            )
