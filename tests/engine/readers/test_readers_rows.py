"""The rows under a header: sections, merged cells, rows that go on, notes, repeats, numbers."""

from __future__ import annotations

import pytest
from made_grids import codes, grid, merged, read

from gkcheck.readers.sections import is_section_heading, numbered, plain_number
from gkcheck.readers.units import first_is_lead, inline_labels, split_units

H = ["工作任务", "工作要求", "责任单位", "落实情况"]
HN = ["序号", *H]


def test_sections_by_their_numbers() -> None:
    got = read(
        grid(
            [
                H,
                ["第一部分 公开", "", "", ""],
                ["一、决策公开", "", "", ""],
                ["（一）会议", "", "", ""],
                ["1.甲", "q", "u", "r"],
                ["（二）文件", "", "", ""],
                ["2.乙", "q", "u", "r"],
                ["二、服务公开", "", "", ""],
                ["3.丙", "q", "u", "r"],
            ]
        )
    )
    assert [task.section for task in got.tasks] == [
        ("第一部分 公开", "一、决策公开", "（一）会议"),
        ("第一部分 公开", "一、决策公开", "（二）文件"),
        ("第一部分 公开", "二、服务公开"),
    ]
    assert [task.id for task in got.tasks] == ["1", "2", "3"]


def test_sections_merged_across_and_without_number() -> None:
    got = read(
        merged(
            [
                H,
                [("政务公开", 1, 4)],
                [("一、决策", 1, 4)],
                ["甲", "q", "u", "r"],
                [("政务服务", 1, 4)],
                [("一、大厅", 1, 4)],
                ["乙", "q", "u", "r2"],
            ]
        )
    )
    assert [task.section for task in got.tasks] == [("政务公开", "一、决策"), ("政务服务", "一、大厅")]


def test_section_number_and_heading_in_two_cells() -> None:
    got = read(
        grid(
            [
                HN,
                ["一", "公开", "", "", ""],
                ["1", "甲", "q", "u", "r"],
                ["（二）", "服务", "", "", ""],
                ["2", "乙", "q", "u", "r"],
            ]
        )
    )
    assert [task.section for task in got.tasks] == [("一、公开",), ("一、公开", "（二）服务")]


def test_section_columns_carry_down_and_reset() -> None:
    header = ["一级指标", "二级指标", "工作任务", "工作要求", "落实情况"]
    rows = [
        ["甲", "子", "1.a", "q", "r"],
        ["", "", "2.b", "q", "r"],
        ["乙", "丑", "3.c", "q", "r"],
        ["丙", "", "4.d", "q", "r"],
    ]
    assert [t.section for t in read(grid([header, *rows])).tasks] == [
        ("甲", "子"),
        ("甲", "子"),
        ("乙", "丑"),
        ("丙",),
    ]
    table = merged(
        [
            header,
            [("甲", 2, 1), ("子", 2, 1), "1.a", "q", "r"],
            ["2.b", "q", "r"],
            ["乙", "丑", "3.c", "q", "r"],
        ]
    )
    assert [t.section for t in read(table).tasks] == [("甲", "子"), ("甲", "子"), ("乙", "丑")]


@pytest.mark.parametrize(
    ("printed", "number"),
    [("1.甲乙", "1"), ("1、甲乙", "1"), ("1．甲乙", "1"), ("（1）甲乙", "1"), ("第1项 甲乙", "1"), ("1 甲乙", "1"),
     ("１．甲乙", "1"), ("12) 甲乙", "12"), ("任务3：甲乙", "3"), ("①甲乙", "①"), ("1.1 甲乙", "1.1"), ("（一）甲乙", "一")],
)  # fmt: skip
def test_numbers_before_titles(printed: str, number: str) -> None:
    task = read(grid([H, [printed, "q", "u", "r"]])).tasks[0]
    assert (task.id, task.title) == (number, "甲乙")


@pytest.mark.parametrize(
    "title", ["2018年预算公开", "12345热线办理", "3个事项公开", "5G网络", "100%公开", "1.5倍增长", "3 个窗口"]
)
def test_amounts_are_no_numbers(title: str) -> None:
    task = read(grid([H, [title, "q", "u", "r"]])).tasks[0]
    assert (task.id, task.title) == ("1", title)


def test_the_point_before_an_amount_ends_the_number() -> None:
    for text, number, rest in (
        ("1.2018年预算", "1", "2018年预算"),
        ("2.24小时值守", "2", "24小时值守"),
        ("10.5G网络", "10", "5G网络"),
    ):
        found = numbered(text)
        assert found is not None
        assert (found.number, text[found.rest :]) == (number, rest)


def test_running_numbers_where_none_are_printed() -> None:
    got = read(grid([H, ["甲", "q", "u", "r"], ["乙", "q", "u", "r"]]))
    assert [task.id for task in got.tasks] == ["1", "2"]
    assert [task.key for task in got.tasks] == ["t.csv#表1!2", "t.csv#表1!3"]


def test_lists_in_requirements_are_no_numbers() -> None:
    got = read(
        grid([["工作内容", "责任单位", "落实情况"], *([f"1.制定{n}；2.公布{n}", "u", "r"] for n in "甲乙丙")])
    )
    assert [(task.id, task.requirement) for task in got.tasks] == [
        ("1", "1.制定甲；2.公布甲"),
        ("2", "1.制定乙；2.公布乙"),
        ("3", "1.制定丙；2.公布丙"),
    ]


def test_number_column_forms() -> None:
    assert [plain_number(text) for text in ("1", "1.", "（3）", "第5项", "一、", "２", "4.0", "3.2", "A-1")] == [
        "1", "1", "3", "5", "一", "2", "4", "3.2", "A-1",
    ]  # fmt: skip


def test_one_title_over_several_requirements() -> None:
    got = read(
        merged(
            [
                HN,
                [("1", 2, 1), ("甲", 2, 1), "q1", "u", "r1"],
                ["q2", "v", "r2"],
                ["2", "乙", "q3", "u", "r3"],
            ]
        )
    )
    assert [(t.id, t.title, t.requirement, t.report) for t in got.tasks] == [
        ("1", "甲", "q1", "r1"),
        ("1", "甲", "q2", "r2"),
        ("2", "乙", "q3", "r3"),
    ]
    assert len({task.key for task in got.tasks}) == 3
    assert {(m.kind, m.field) for m in got.tasks[1].location.marks} == {("merged", "id"), ("merged", "title")}
    assert got.tasks[2].location.marks == ()


def test_one_report_over_several_tasks_is_marked() -> None:
    got = read(
        merged(
            [
                H,
                ["1.甲", "q1", "u", ("r", 3, 1)],
                ["2.乙", "q2", "u"],
                ["3.丙", "q3", "u"],
                ["4.丁", "q4", "u", "r"],
            ]
        )
    )
    assert [t.report for t in got.tasks] == ["r"] * 4
    marked = [any(m.kind == "merged" and m.field == "report" for m in t.location.marks) for t in got.tasks]
    assert marked == [True, True, True, False]


def test_only_the_units_split_is_one_task() -> None:
    got = read(merged([H, [("1.甲", 2, 1), ("q", 2, 1), "u", ("r", 2, 1)], ["v"], ["2.乙", "q2", "w", "r2"]]))
    assert [(t.id, t.units, t.report) for t in got.tasks] == [("1", ("u", "v"), "r"), ("2", ("w",), "r2")]
    assert got.tasks[0].location.marks == ()


def test_blank_title_and_number_share_the_row_above() -> None:
    got = read(
        grid([HN, ["1", "甲", "q1", "u", "r1"], ["", "", "q2", "u", "r2"], ["2", "乙", "q3", "u", ""]])
    )
    assert [(t.id, t.title, t.requirement, t.report) for t in got.tasks] == [
        ("1", "甲", "q1", "r1"),
        ("1", "甲", "q2", "r2"),
        ("2", "乙", "q3", ""),
    ]


def test_a_row_with_one_text_only_goes_on_with_the_row_above() -> None:
    got = read(grid([HN, ["1", "甲", "q1", "u", "r1"], ["", "", "q2", "", ""], ["", "", "", "", "r2"]]))
    assert [(t.requirement, t.report) for t in got.tasks] == [("q1\nq2", "r1\nr2")]
    assert codes(got) == ["continued-row", "continued-row"]


def test_merged_requirement_and_report_are_not_guessed_apart() -> None:
    got = read(merged([H, ["1.甲", ("q 和 r", 1, 3)], ["2.乙", "q", "u", "r"]]))
    assert codes(got) == ["merged-across"]
    assert got.warnings[0].incomplete
    assert (got.tasks[0].requirement, got.tasks[0].report) == ("q 和 r", "")


def test_unreported_tasks_stay_tasks() -> None:
    got = read(grid([H, ["1.甲", "q", "u", "r"], ["2.乙", "", "", ""], ["3.丙", "q", "u", ""]]))
    assert [(t.title, t.report) for t in got.tasks] == [("甲", "r"), ("乙", ""), ("丙", "")]
    got = read(grid([HN, ["1", "甲", "q", "u", "r"], ["2", "乙", "", "", ""]]))
    assert [t.title for t in got.tasks] == ["甲", "乙"]
    got = read(grid([["工作任务", "落实情况"], ["甲", "r"], ["乙", ""]]))
    assert [t.title for t in got.tasks] == ["甲", "乙"]


def test_a_heading_without_tasks_is_said() -> None:
    got = read(grid([HN, ["1", "甲", "q", "u", "r"], ["", "孤零零的一行", "", "", ""]]))
    assert codes(got) == ["empty-section"]


def test_short_rows_are_marked_absent() -> None:
    task = read(grid([H, ["1.甲", "q", "u"], ["2.乙", "q", "u", "r"]])).tasks[0]
    assert [(m.kind, m.field) for m in task.location.marks] == [("absent", "report")]


def test_repeated_headers_notes_totals_and_blanks_are_no_tasks() -> None:
    got = read(
        grid(
            [
                H,
                ["1.甲", "q", "u", "r"],
                ["", "", "", ""],
                ["工作 任务", "工作要求", "责任单位", "落实情况"],
                ["2.乙", "q", "u", "r"],
                ["合 计", "2项", "", "2项"],
                ["注：材料附后", "", "", ""],
                ["填表人：张三", "审核人：李四", "", "联系电话：0000"],
            ]
        )
    )
    assert [t.title for t in got.tasks] == ["甲", "乙"]
    assert codes(got) == ["repeated-header", "note-rows"]
    said = got.warnings[1].message.zh
    assert "合计" in said
    assert "填表人" in said
    assert "张三" not in said


def test_a_new_header_in_the_middle_is_followed() -> None:
    got = read(
        grid(
            [
                H,
                ["1.甲", "q", "u", "r"],
                ["序号", "落实情况", "工作要求", "工作任务"],
                ["2", "r2", "q2", "乙"],
            ]
        )
    )
    assert (got.tasks[1].id, got.tasks[1].title, got.tasks[1].report) == ("2", "乙", "r2")
    assert codes(got) == ["changed-header"]


def test_inner_text_is_kept_as_it_is() -> None:
    task = read(grid([H, ["1.甲", " 第一行 \n  第二行　", "u", "\tr  s "]])).tasks[0]
    assert task.requirement == "第一行 \n  第二行"
    assert task.report == "r  s"


def test_one_text_column_is_title_and_requirement() -> None:
    long = "加强公开。对涉及公众利益的决策事项，" + "在作出前公开征求意见，" * 4
    task = read(grid([["工作任务", "落实情况"], [f"1.{long}", "r"]])).tasks[0]
    assert (task.id, task.title, task.requirement) == ("1", "加强公开", long)


def test_nul_and_lone_surrogates_are_replaced_and_said() -> None:
    got = read(grid([H, ["1.甲", "q\x00q", "u", "r\ud800"]]))
    assert (got.tasks[0].requirement, got.tasks[0].report) == ("q�q", "r�")
    assert codes(got) == ["unreadable-text"]
    assert got.warnings[0].incomplete
    got.model_dump_json()


def test_garbled_text_is_said() -> None:
    report = "清单已经公布，共计十二项事项".encode().decode("gb18030", "replace")
    got = read(grid([H, ["1.甲", "q", "u", report]]))
    assert codes(got) == ["mojibake"]
    assert got.warnings[0].incomplete


def test_locations_name_row_and_column() -> None:
    task = read(grid([H, ["1.甲", "q", "u", "r"]], name="表1")).tasks[0]
    assert (task.location.part, task.location.row) == ("表1", 2)
    assert {name: place.column for name, place in task.location.fields.items()} == {
        "title": 1, "requirement": 2, "units": 3, "report": 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names", "lead"),
    [
        ("办公室", ("办公室",), ""),
        (
            "办公室、法规处，人事处；财务处\n机关党委",
            ("办公室", "法规处", "人事处", "财务处", "机关党委"),
            "",
        ),
        ("各处室、大队、办", ("各处室", "大队", "办"), ""),
        ("办公室牵头，法规处配合", ("办公室", "法规处"), "办公室"),
        ("办公室、人事处牵头，各处室配合", ("办公室", "人事处", "各处室"), "办公室、人事处"),
        (
            "牵头单位：办公室；配合单位：法规处、各县（市、区）政府",
            ("办公室", "法规处", "各县（市、区）政府"),
            "办公室",
        ),
        ("局办公室（牵头）、法规处", ("局办公室", "法规处"), "局办公室"),
        ("由发改委牵头，教育局、财政局按职责分工负责", ("发改委", "教育局", "财政局"), "发改委"),
        ("办公室、法规处负责。列第一位者为牵头单位，下同", ("办公室", "法规处"), "办公室"),
        ("办公室 法规处", ("办公室", "法规处"), ""),
        ("综 合 科", ("综合科",), ""),
        ("", (), ""),
    ],
)
def test_units(text: str, names: tuple[str, ...], lead: str) -> None:
    assert split_units(text) == (names, lead)


def test_units_in_brackets_after_the_task() -> None:
    labels = inline_labels("加强公开。（责任单位：办公室、法规处；完成时限：6月底）")
    assert labels == ("责任单位：办公室、法规处", "6月底")
    got = read(grid([["工作任务", "落实情况"], ["1.加强公开（办公室牵头，法规处配合，6月底）", "r"]]))
    assert (got.tasks[0].units, got.tasks[0].lead_unit) == (("办公室", "法规处"), "办公室")
    assert inline_labels("按（负责人）意见办理") == ("", "")


def test_a_note_may_make_the_first_unit_lead() -> None:
    assert first_is_lead("注：责任单位中列第一位的为牵头单位")
    rows = [H, ["1.甲", "q", "办公室、法规处", "r"], ["注：责任单位列第一位的为牵头单位。", "", "", ""]]
    assert read(grid(rows)).tasks[0].lead_unit == "办公室"
    assert read(grid(rows[:2])).tasks[0].lead_unit == ""


def test_section_headings() -> None:
    assert is_section_heading("一、总体要求")
    assert is_section_heading("（三）加强领导")
    assert not is_section_heading("1.任务")
    assert not is_section_heading("一网通办")
    assert not is_section_heading("一、")
