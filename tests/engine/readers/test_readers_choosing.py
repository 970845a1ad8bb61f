"""Several tables in one file: which is read, which are joined, which are named, and when to refuse."""

from __future__ import annotations

import pytest
from made_grids import codes, grid, read

from gkcheck.errors import ReadError
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.grid import Grid, Pages, Paragraph
from gkcheck.readers.table import to_submission

H = ["工作任务", "工作要求", "责任单位", "落实情况"]


def rows(*numbers: int, mark: str = "") -> list[list[str]]:
    return [[f"{n}.任务{mark}{n}", f"q{n}", "u", f"r{n}"] for n in numbers]


def test_parts_of_one_table_are_joined() -> None:
    got = read(grid([H, *rows(1, 2)], "表1"), grid([H, *rows(3, 4)], "表2"))
    assert [task.id for task in got.tasks] == ["1", "2", "3", "4"]
    assert [task.key for task in got.tasks][2] == "t.csv#表2!2"
    assert codes(got) == ["joined-tables"]


def test_a_part_without_header_right_behind_goes_on() -> None:
    got = read(grid([H, ["一、甲", "", "", ""], *rows(1, 2)], "表1"), grid(rows(3, 4), "表2"))
    assert [task.id for task in got.tasks] == ["1", "2", "3", "4"]
    assert got.tasks[3].section == ("一、甲",)
    assert got.tasks[3].report == "r4"


def test_the_more_complete_table_wins_and_the_other_is_named() -> None:
    small = grid([["工作任务", "落实情况"], ["甲", "r"]], "表1")
    got = read(small, grid([H, *rows(1, 2)], "表2"))
    assert [task.id for task in got.tasks] == ["1", "2"]
    assert codes(got) == ["other-tables"]
    assert got.warnings[0].incomplete
    assert "表1" in got.warnings[0].message.zh


def test_two_versions_of_a_table_are_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read(grid([H, *rows(1, 2)], "2017"), grid([H, *rows(1, 2)], "2018"))
    assert caught.value.code == "ambiguous-table"
    assert "--table" in caught.value.text.zh


def test_table_option_picks() -> None:
    tables = grid([H, *rows(1, 2)], "2017"), grid([H, *rows(1, 2)], "2018")
    assert read(*tables, table=2).tasks[0].location.part == "2018"
    with pytest.raises(ReadError) as caught:
        read(*tables, table=3)
    assert caught.value.code == "no-such-table"


def test_hidden_sheets() -> None:
    hidden = Grid("藏", grid([H, *rows(1, 2, 3)]).rows, True)
    got = read(grid([H, *rows(1)], "明"), hidden)
    assert len(got.tasks) == 1
    assert codes(got) == ["hidden-sheet"]
    assert got.warnings[0].incomplete  # tasks that were not read: it must not look clean
    assert len(read(grid([["说明"]], "明"), hidden).tasks) == 3


def test_sections_from_headings_between_tables() -> None:
    pages = Pages(
        (grid([H, *rows(1)], "表1"), grid([H, *rows(2)], "表2")),
        (
            Paragraph("2018年台账"),
            Paragraph("一、公开", 0),
            Paragraph("二、服务", 1),
            Paragraph("注：附后", 2),
        ),
    )
    got = to_submission(pages, Source("t", b""), reader="test", options=ReadOptions())
    assert [task.section for task in got.tasks] == [("一、公开",), ("二、服务",)]
    assert got.title == "2018年台账"


def test_equal_grid_names_still_give_unique_keys() -> None:
    got = read(grid([H, *rows(1)], "表1"), grid([H, *rows(2)], "表1"))
    assert len({task.key for task in got.tasks}) == 2


def test_text_outside_is_said() -> None:
    got = read(grid([H, *rows(1)]), before=["2018年台账", "我们做了很多工作。" * 10])
    assert codes(got) == ["text-outside"]
    assert not got.warnings[0].incomplete
