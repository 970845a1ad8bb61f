"""One table handed in twice, and former tables that are none: nobody is accused of copying from himself."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

import gkcheck
from gkcheck.config import from_mapping
from gkcheck.result import Result

ASKED = "完善应急预案并组织演练。"
DRILL = "11月9日在体育馆组织消防疏散演练，由消防大队到场讲评，参演人员从三个出口撤离到集合点，演练后修订预案两处。"
VISITS = "3月起对辖区42家企业逐户走访，收集用工、融资问题117个，分三批转交办理，已办结109个。"
ROWS = (("演练", ASKED, "办公室", DRILL), ("走访", "开展企业走访。", "经济科", VISITS))
HEAD = ("序号", "工作任务", "工作要求", "责任单位", "落实情况")


def title(body: str, year: int) -> str:
    return f"{body}{year}年重点任务落实情况表"


def as_csv(path: Path, heading: str, rows: tuple[tuple[str, ...], ...] = ROWS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[heading], HEAD, *([str(at), *row] for at, row in enumerate(rows, 1))])
    return path


def as_docx(path: Path, heading: str, rows: tuple[tuple[str, ...], ...] = ROWS) -> Path:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph(heading)
    table = document.add_table(rows=0, cols=5)
    for row in (HEAD, *((str(at), *row) for at, row in enumerate(rows, 1))):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            # a line break in a cell is nothing that tells two tables apart
            cell.text = words.replace("，由", "，\n由")
    document.save(path)
    return path


def check(*paths: Path, previous: tuple[Path, ...] = ()) -> Result:
    config = from_mapping(
        {"select": ["GK401", "GK403", "GK404"], "copies": {"previous": [str(path) for path in previous]}}
    )
    return gkcheck.check([str(path) for path in paths], config)


def codes(result: Result) -> list[tuple[str, bool]]:
    return [(one.code, one.incomplete) for one in result.warnings]


@pytest.mark.parametrize("heading", [title("云岭县水利局", 2018), "重点任务落实情况表"])
def test_a_table_in_two_formats_is_told_and_is_no_copy(tmp_path: Path, heading: str) -> None:
    result = check(as_csv(tmp_path / "a.csv", heading), as_docx(tmp_path / "b.docx", heading))
    assert not result.findings and result.exit_code == 0
    assert codes(result) == [("same-table", False)]
    assert result.warnings[0].source.endswith("b.docx") and "a.csv" in result.warnings[0].message.zh


def test_a_file_under_two_names_is_told(tmp_path: Path) -> None:
    one = as_csv(tmp_path / "a.csv", title("云岭县水利局", 2018))
    other = tmp_path / "b.csv"
    shutil.copy(one, other)
    result = check(one, other)
    assert not result.findings and codes(result) == [("same-table", False)]


def test_two_bodies_with_one_table_are_two_tables(tmp_path: Path) -> None:
    result = check(
        as_csv(tmp_path / "a.csv", title("云岭县水利局", 2018)),
        as_csv(tmp_path / "b.csv", title("云岭县林业局", 2018)),
    )
    assert {finding.rule for finding in result.findings} == {"GK403"} and len(result.findings) == 4
    assert not codes(result)


def test_formulas_alone_make_no_table_one(tmp_path: Path) -> None:
    rows = (("演练", ASKED, "办公室", "已完成。"),)
    result = check(
        as_csv(tmp_path / "a.csv", "落实情况表", rows), as_csv(tmp_path / "b.csv", "落实情况表", rows)
    )
    assert not result.findings and not codes(result)


def test_the_file_itself_is_no_former_table(tmp_path: Path) -> None:
    one = as_csv(tmp_path / "a.csv", title("云岭县水利局", 2018))
    result = check(one, previous=(one,))
    assert not result.findings and not result.failures
    assert codes(result) == [("not-a-former-table", True)] and result.exit_code == 3
    other = tmp_path / "b.csv"
    shutil.copy(one, other)
    assert codes(check(one, previous=(other,))) == [("not-a-former-table", True)]


def test_a_table_of_the_same_year_is_no_former_one(tmp_path: Path) -> None:
    one = as_csv(tmp_path / "a.csv", title("云岭县水利局", 2018))
    again = as_docx(tmp_path / "b.docx", title("云岭县水利局", 2018))
    result = check(one, previous=(again,))
    assert not result.findings and codes(result) == [("not-a-former-table", True)]


def test_a_folder_of_all_years_still_finds_what_was_carried_over(tmp_path: Path) -> None:
    one = as_csv(tmp_path / "all" / "2018.csv", title("云岭县水利局", 2018))
    as_csv(tmp_path / "all" / "2017.csv", title("云岭县水利局", 2017))
    result = check(one, previous=(tmp_path / "all",))
    assert [finding.rule for finding in result.findings] == ["GK404", "GK404"]
    assert codes(result) == [("not-a-former-table", False)] and not result.failures


def test_tables_of_several_years_may_be_checked_and_compared_at_once(tmp_path: Path) -> None:
    as_csv(tmp_path / "all" / "2018.csv", title("云岭县水利局", 2018))
    as_csv(tmp_path / "all" / "2017.csv", title("云岭县水利局", 2017))
    result = check(tmp_path / "all", previous=(tmp_path / "all",))
    assert not result.failures
    assert [(finding.rule, Path(finding.source).name) for finding in result.findings] == [
        ("GK404", "2018.csv"),
        ("GK404", "2018.csv"),
    ]
