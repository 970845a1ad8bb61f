"""问题清单: opened again with openpyxl; every text a text, every finding a line, decisions read back."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest

import gkcheck
from gkcheck.errors import UsageError
from gkcheck.finding import AppliedWaiver
from gkcheck.text import Text
from gkcheck.writers import render
from gkcheck.writers.ledger_columns import COLUMNS, HEADER_ROW, INDEX
from gkcheck.writers.ledger_reading import known, read_ledger

NAMES = list(COLUMNS)
EVIL = ("=1+1", "＝cmd|'/c calc'!A1", "+86", "@SUM(A1)", "-2+3", "\tx", "坏\x00\x0b字", "'=x", "\ud800")


def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def column(name: str) -> int:
    return NAMES.index(name) + 1


def lines(data: bytes, name: str = "问题清单") -> list[dict[str, object]]:
    rows = list(book(data)[name].iter_rows(min_row=HEADER_ROW + 1, values_only=True))
    return [dict(zip(NAMES, row, strict=True)) for row in rows]


def filled(data: bytes, at: int, **values: object) -> bytes:
    made = book(data)
    for name, value in values.items():
        made["问题清单"].cell(HEADER_ROW + at, column(name)).value = value
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_sheets_header_filter_and_one_line_a_finding(result):
    data = render(result, "xlsx")
    made = book(data)
    assert made.sheetnames == ["总览", "问题清单", "任务对照", "雷同", "规则状态", "未读与未判", INDEX]
    assert made[INDEX].sheet_state == "hidden"
    sheet = made["问题清单"]
    assert sheet.freeze_panes == "A3" and sheet.auto_filter.ref.startswith("A2:")
    assert [cell.value for cell in sheet[HEADER_ROW]] == [one.name.zh for one in COLUMNS.values()]
    assert "不采纳" in sheet["A1"].value and "waive import" in sheet["A1"].value
    told = lines(data)
    assert sorted(str(row["fingerprint"]) for row in told) == sorted(f.fingerprint for f in result.findings)
    assert all(cell.alignment.wrap_text for cell in sheet[HEADER_ROW + 1])
    (decisions, kinds) = sheet.data_validations.dataValidation
    assert decisions.formula1 == '"采纳,不采纳,待核实"' and decisions.showErrorMessage
    assert "联合承办" in kinds.formula1 and not kinds.showErrorMessage


def test_it_speaks_english_and_is_read_back_all_the_same(result):
    data = render(result, "xlsx", "en")
    assert book(data).sheetnames[1] == "findings"
    assert read_ledger(data, "x").open == len(result.findings)


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_is_a_formula_and_none_breaks_the_file(result, evil):
    tasks = tuple(
        task.model_copy(update={"title": evil, "report": evil, "units": (evil,)})
        for task in result.submissions[0].tasks
    )
    table = result.submissions[0].model_copy(update={"title": evil, "issuer": evil, "tasks": tasks})
    findings = tuple(
        one.model_copy(update={"message": Text(evil, evil), "ask": Text(evil, evil)})
        for one in result.findings
    )
    made = book(render(result.model_copy(update={"submissions": (table,), "findings": findings}), "xlsx"))
    for sheet in made:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate, cell.value)
                if isinstance(cell.value, str) and cell.value.startswith(("=", "＝", "+", "@", "-")):
                    assert cell.quotePrefix


def test_what_was_decided_comes_back(result):
    data = render(result, "xlsx")
    data = filled(data, 1, decision="不采纳", reason="另附台账", approver="张某", expires="2025-06-30")
    data = filled(data, 2, decision="set aside", reason="x", expires=datetime(2025, 7, 1), kind="联合承办")
    data = filled(data, 3, decision="采纳")
    ledger = read_ledger(data, "清单.xlsx")
    first, second = ledger.aside
    assert (first.reason, first.approver, first.expires) == ("另附台账", "张某", date(2025, 6, 30))
    assert (second.expires, second.kind) == (date(2025, 7, 1), "联合承办")
    assert not ledger.refused and ledger.stands == 1 and ledger.open == len(result.findings) - 3
    assert list(known(ledger, ledger.prints)) == []
    assert first.fingerprint == lines(data)[0]["fingerprint"]


def test_rows_that_cannot_be_taken_are_named_by_their_cell(result):
    data = render(result, "xlsx")
    data = filled(data, 1, decision="不采纳")
    data = filled(data, 2, decision="不采纳", reason="x", expires="2025-06-31")
    data = filled(data, 3, decision="不同意", reason="x")
    data = filled(data, 4, decision="不采纳", reason="x", fingerprint="gk:000000000000")
    ledger = read_ledger(data, "清单.xlsx")
    assert [one.cell for one in ledger.refused] == ["问题清单!S3", "问题清单!V4", "问题清单!R5"]
    (unknown,) = known(ledger, ledger.prints)
    assert unknown.cell == "问题清单!R6" and "gk:000000000000" in unknown.why.zh


def test_columns_may_move_and_rows_be_sorted(result):
    made = book(filled(render(result, "xlsx"), 2, decision="不采纳", reason="x"))
    sheet = made["问题清单"]
    sheet.unmerge_cells(str(next(iter(sheet.merged_cells.ranges))))
    sheet.delete_rows(HEADER_ROW + 1)
    sheet.delete_cols(column("message"))
    stream = io.BytesIO()
    made.save(stream)
    assert len(read_ledger(stream.getvalue(), "x").aside) == 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a,b\n"])
def test_what_is_no_ledger_is_refused(data):
    with pytest.raises(UsageError):
        read_ledger(data, "清单.xlsx")


def test_another_workbook_is_no_ledger():
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    with pytest.raises(UsageError, match="问题清单"):
        read_ledger(stream.getvalue(), "清单.xlsx")


def test_waived_findings_stay_in_it_with_their_reason(result):
    waiver = AppliedWaiver(reason="已核", approved_by="李某", expires="2030-01-01", kind="其他")
    findings = tuple(one.model_copy(update={"waived": True, "waiver": waiver}) for one in result.findings)
    told = lines(render(result.model_copy(update={"findings": findings}), "xlsx"))
    assert len(told) == len(findings)
    assert {(row["state"].split("；")[0], row["decision"], row["reason"]) for row in told} == {
        ("已豁免", "不采纳", "已核")
    }


def test_an_empty_result_makes_a_whole_workbook():
    table = "序号,工作任务,工作要求,责任单位,落实情况\n1,开会,召开会议。,办公室,2018年6月5日召开会议1次。\n"
    result = gkcheck.check(table.encode(), name="x.csv").model_copy(update={"findings": ()})
    assert lines(render(result, "xlsx")) == []
