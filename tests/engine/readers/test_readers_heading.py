"""Title, issuer and reporting year from what stands around a table."""

from __future__ import annotations

import pytest
from made_grids import grid, read

from gkcheck.readers.heading import Line, is_note, note_name, read_heading, year_in

TABLE = grid([["工作任务", "工作要求", "落实情况"], ["1.甲", "q", "r"]])


@pytest.mark.parametrize(
    ("lines", "title", "issuer", "year"),
    [
        (
            ["附件2", "甲市教育局", "2018年重点工作任务落实情况表"],
            "2018年重点工作任务落实情况表",
            "甲市教育局",
            2018,
        ),
        (
            ["二〇一九年度督查台账", "单位（盖章）：乙县水利局  填表人：张三"],
            "二〇一九年度督查台账",
            "乙县水利局",
            2019,
        ),
        (
            ["甲市教育局2018年工作要点", "落实情况表"],
            "甲市教育局2018年工作要点落实情况表",
            "甲市教育局",
            2018,
        ),
        (["工作进展情况汇总表（截至2017年12月31日）"], "工作进展情况汇总表（截至2017年12月31日）", "", 2017),
        (["2018—2019年任务清单", "填报单位：丙区政府"], "2018—2019年任务清单", "丙区政府", 2018),
        (["任务清单", "填报日期：2019年1月10日"], "任务清单", "", None),
        (["甲政办〔2017〕5号", "任务清单", "2018年12月"], "任务清单", "", 2018),
        ([], "", "", None),
    ],
)
def test_headings(lines: list[str], title: str, issuer: str, year: int | None) -> None:
    got = read(TABLE, before=lines)
    assert (got.title, got.issuer, got.year) == (title, issuer, year)


def test_options_year_wins_and_the_file_name_comes_last() -> None:
    assert read(TABLE, before=["2018年台账"], year=2020).year == 2020
    assert read(TABLE, name="目录/某局2016.csv").year == 2016
    assert read(TABLE, name="某局20190105.csv").year == 2019
    assert read(TABLE, before=["2018年台账"], name="某局2016.csv").year == 2018


def test_the_cut_off_in_a_heading_gives_the_year() -> None:
    table = grid([["工作任务", "工作要求", "进展情况（截至2015年12月31日）"], ["1.甲", "q", "r"]])
    assert read(table, name="2016报送.csv").year == 2015


def test_document_numbers_give_no_year() -> None:
    assert year_in("甲政办〔2017〕5号") is None
    assert year_in("12018年") is None


def test_signature_behind_the_table() -> None:
    got = read_heading([Line("任务清单")], ["甲市教育局", "2019年1月3日"])
    assert got.issuer == "甲市教育局"


@pytest.mark.parametrize(
    "text",
    [
        "注：甲",
        "注1：甲",
        "填表人：甲",
        "联系电话：1",
        "合 计",
        "单位负责人（签字）：",
        "備註：x",
        "说明：一",
    ],
)
def test_notes(text: str) -> None:
    assert is_note(text)


@pytest.mark.parametrize("text", ["注册登记改革", "说明理由制度", "联系群众工作", "合计算法", "填报系统建设"])
def test_no_notes(text: str) -> None:
    assert not is_note(text)


def test_names_and_numbers_never_reach_the_warning() -> None:
    assert note_name("联系电话：12345678") == "联系电话"
