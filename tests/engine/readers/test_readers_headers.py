"""Header rows in many spellings, orders and shapes: each column ends in its field."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_grids import codes, grid, merged, read

from gkcheck.errors import ReadError, UsageError
from gkcheck.readers.columns import best_role, clean_heading, roles_of

T, Q, U, R = "加强窗口服务", "六月底前公布服务清单", "服务科", "清单已于5月30日公布"


@dataclass(frozen=True)
class Variant:
    header: str
    row: str
    title: str = T
    requirement: str = Q
    units: tuple[str, ...] = (U,)
    lead: str = ""
    deadline: str = ""
    section: tuple[str, ...] = ()
    id: str = "1"


CORE = f"{T}|{Q}|{U}|{R}"
VARIANTS = [
    Variant("工作任务|工作要求|责任单位|落实情况", CORE),
    Variant("工 作　任 务|工作\n要求|责 任 单 位|落 实 情 况", CORE),
    Variant("工作任務|工作要求|責任單位|落實情況", CORE),
    Variant("主要任务|具体要求|责任部门|进展情况（截至12月31日）", CORE),
    Variant("重点任务|工作举措|责任科室|推进情况", CORE),
    Variant("任务名称|工作标准|承办单位|办理结果", CORE),
    Variant("目标任务|工作措施|责任股室|工作成效", CORE),
    Variant("工作事项|工作内容|实施单位|完成情况说明", CORE),
    Variant("项目|内容|单位|完成情况", CORE),
    Variant("改革举措|主要内容|指导部门|落实情况", CORE),
    Variant("整改问题|整改措施|整改责任单位|整改落实情况", CORE),
    Variant("公开事项|公开内容（要素）|公开主体|公开情况", CORE),
    Variant("督查事项|督查内容|责任单位|办理进展情况", CORE),
    Variant("议定事项|办理要求|责任处室|办理情况", CORE),
    Variant("任务|要求|单位|落实", CORE),
    Variant("Task|Requirement|Unit|Progress", CORE),
    Variant("**工作任务**|工作要求*|责任单位：|落实情况：", CORE),
    Variant("2018年重点工作|工作目标|责任单位|1-12月份进展情况", CORE),
    Variant("考核项目|考核内容|责任单位|自查情况", CORE),
    Variant("序号|工作任务|工作要求|责任单位|落实情况|备注", f"7|{CORE}|无", id="7"),
    Variant("落实情况|备注|责任单位|工作要求|工作任务|序号", f"{R}|无|{U}|{Q}|{T}|7", id="7"),
    Variant("项次|工作任务|工作要求|责任单位|落实情况", f"3.|{CORE}", id="3"),
    Variant("编号|任务事项|目标要求|牵头部门|工作推进情况", f"（3）|{CORE}", id="3", lead=U),
    Variant(
        "序号|工作任务|工作要求|牵头单位|配合单位|完成时限|落实情况",
        f"1|{T}|{Q}|{U}|信息科、档案科|6月底|{R}",
        units=(U, "信息科", "档案科"),
        lead=U,
        deadline="6月底",
    ),
    Variant(
        "重点工作任务|目标要求|牵头领导|牵头责任单位|责任单位|时间节点|落实进展",
        f"{T}|{Q}|张三|{U}|信息科|年底前|{R}",
        units=(U, "信息科"),
        lead=U,
        deadline="年底前",
    ),
    Variant("工作任务|时限要求|工作要求|责任单位|落实情况", f"{T}|10月|{Q}|{U}|{R}", deadline="10月"),
    Variant(
        "工作任务|工作要求|责任单位|计划完成时间|实际完成时间|落实情况",
        f"{T}|{Q}|{U}|6月|5月|{R}",
        deadline="6月",
    ),
    Variant("类别|工作任务|工作要求|责任单位|落实情况", f"服务类|{CORE}", section=("服务类",)),
    Variant(
        "一级指标|二级指标|三级指标|指标说明|责任单位|完成情况|自评分",
        f"甲|乙|{CORE}|9",
        section=("甲", "乙"),
    ),
    Variant("领域|板块|任务|举措|责任处室|进展", f"甲|乙|{CORE}", section=("甲", "乙")),
    Variant("主要任务|工作任务|工作要求|责任单位|落实情况", f"大项|{CORE}", section=("大项",)),
    Variant("工作任务|工作要求|责任单位|是否完成|完成情况", f"{T}|{Q}|{U}|是|{R}"),
    Variant("工作任务|工作要求|责任单位|完成进度|落实情况|佐证材料", f"{T}|{Q}|{U}|100%|{R}|附件1"),
    Variant("工作任务|工作要求|责任单位|落实情况|存在问题|下一步打算", f"{CORE}|无|继续"),
    Variant("工作任务|工作要求|责任单位|责任人|落实情况|得分", f"{T}|{Q}|{U}|张三|{R}|5"),
    Variant("工作任务|工作内容|责任单位及责任人|落实情况及成效", CORE),
    Variant("工作内容|责任单位|落实情况", f"{Q}|{U}|{R}", title=Q),
    Variant("工作任务|责任单位|落实情况", f"{Q}|{U}|{R}", title=Q),
    Variant("工作任务及要求|责任单位|完成情况", f"{Q}|{U}|{R}", title=Q),
    Variant("工作任务|落实情况", f"{Q}|{R}", title=Q, units=()),
    Variant("工作任务|2017年|工作要求|责任单位|落实情况", f"{T}|无|{Q}|{U}|{R}"),
    Variant("具体任务|重点任务|责任单位|落实情况", f"{Q}|{T}|{U}|{R}"),
]


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.header.replace("\n", ""))
def test_each_heading_ends_in_its_field(variant: Variant) -> None:
    task = read(grid([variant.header.split("|"), variant.row.split("|")])).tasks[0]
    assert (task.title, task.requirement, task.report) == (variant.title, variant.requirement, R)
    assert (task.units, task.lead_unit, task.deadline) == (variant.units, variant.lead, variant.deadline)
    assert (task.section, task.id) == (variant.section, variant.id)


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(7)))
def test_the_order_of_columns_does_not_matter(order: list[int]) -> None:
    header = ["序号", "工作任务", "工作要求", "牵头单位", "配合单位", "完成时限", "落实情况"]
    rows = [["1", T, Q, U, "信息科", "6月底", R], ["2", T + "二", Q + "二", "信息科", U, "7月底", R + "二"]]
    plain = read(grid([header, *rows])).tasks
    shuffled = read(grid([[row[at] for at in order] for row in [header, *rows]])).tasks
    for one, other in zip(plain, shuffled, strict=True):
        assert one.model_copy(update={"location": other.location}) == other


def test_header_below_title_and_issuer_rows() -> None:
    got = read(
        merged(
            [
                [("2018年窗口服务工作台账", 1, 4)],
                [("填报单位：甲市行政服务中心（盖章）", 1, 2), ("填报时间：2019年1月4日", 1, 2)],
                ["工作任务", "工作要求", "责任单位", "落实情况"],
                CORE.split("|"),
            ]
        )
    )
    assert (got.title, got.issuer, got.year) == ("2018年窗口服务工作台账", "甲市行政服务中心", 2018)
    assert len(got.tasks) == 1


TWO_LEVELS = [
    merged(
        [
            [("工作任务", 2, 1), ("工作要求", 2, 1), ("责任单位", 1, 2), ("落实情况", 2, 1)],
            ["牵头单位", "配合单位"],
            [T, Q, U, "信息科", R],
        ]
    ),
    merged(
        [
            [("工作任务", 2, 1), ("工作要求", 2, 1), ("责任单位", 1, 2), ("落实情况", 2, 1)],
            ["牵头", "配合"],
            [T, Q, U, "信息科", R],
        ]
    ),
    grid(
        [
            ["工作任务", "工作要求", "责任单位", "", "落实情况"],
            ["", "", "牵头单位", "配合单位", ""],
            [T, Q, U, "信息科", R],
        ]
    ),
    merged(
        [
            [("任务", 1, 2), ("责任单位", 1, 2), ("落实情况", 1, 2)],
            ["任务名称", "工作要求", "牵头单位", "配合单位", "进展情况", "备注"],
            [T, Q, U, "信息科", R, "无"],
        ]
    ),
]


@pytest.mark.parametrize("table", TWO_LEVELS)
def test_two_level_headers(table: object) -> None:
    got = read(table)  # type: ignore[arg-type]
    assert len(got.tasks) == 1
    task = got.tasks[0]
    assert (task.title, task.requirement, task.report) == (T, Q, R)
    assert (task.units, task.lead_unit) == ((U, "信息科"), U)


def test_a_heading_over_two_columns_covers_number_and_title() -> None:
    header = [("工作任务", 1, 2), "工作要求", "落实情况"]
    got = read(merged([header, ["4", T, Q, R], ["5", T + "二", Q, R + "二"]]))
    assert [(task.id, task.title) for task in got.tasks] == [("4", T), ("5", T + "二")]


def test_a_number_column_without_heading_is_recognised() -> None:
    got = read(grid([["", "工作任务", "工作要求", "落实情况"], ["4", T, Q, R], ["5", T + "二", Q, R]]))
    assert [task.id for task in got.tasks] == ["4", "5"]


def test_unknown_columns_with_text_are_named() -> None:
    got = read(grid([["工作任务", "工作要求", "落实情况", "蓝色药丸"], [T, Q, R, "x"]]))
    assert codes(got) == ["unused-column"]
    assert "蓝色药丸" in got.warnings[0].message.zh
    assert codes(read(grid([["工作任务", "工作要求", "落实情况", "蓝色药丸"], [T, Q, R, ""]]))) == []


def test_two_reports_are_told_apart_by_what_stands_below() -> None:
    rows = [["工作任务", "落实情况", "完成情况"], [T, R * 2, "已完成"], [T + "二", R * 3, "完成"]]
    assert read(grid(rows)).tasks[0].report == R * 2
    assert read(grid([[row[0], row[2], row[1]] for row in rows])).tasks[0].report == R * 2


def test_two_equal_reports_are_refused_with_advice() -> None:
    table = grid([["工作任务", "上半年完成情况", "下半年完成情况"], [T, R, R + "又"]])
    with pytest.raises(ReadError) as caught:
        read(table)
    assert caught.value.code == "ambiguous-columns"
    assert "report=2+3" in caught.value.text.zh
    assert read(table, columns={"report": "3"}).tasks[0].report == R + "又"
    assert read(table, columns={"report": "2+3"}).tasks[0].report == f"{R}\n{R}又"
    assert read(table, columns={"落实情况": "下半年完成情况"}).tasks[0].report == R + "又"


def test_columns_by_number_need_no_header() -> None:
    got = read(
        grid([[T, Q, U, R], [T + "二", Q, U, R]]),
        columns={"任务": "1", "要求": "2", "单位": "3", "report": "4"},
    )
    assert [task.title for task in got.tasks] == [T, T + "二"]
    assert got.tasks[0].report == R


def test_own_header_words_win() -> None:
    table = grid([["工作任务", "工作要求", "蓝色药丸", "落实情况"], [T, Q, R, "旧"]])
    assert read(table, header_words={"report": ("蓝色药丸",)}).tasks[0].report == R


def test_a_heading_with_a_plus_is_one_heading() -> None:
    table = grid([["工作任务", "互联网+服务", "其他服务"], [T, R, Q]])
    assert read(table, columns={"report": "互联网+服务"}).tasks[0].report == R
    assert read(table, columns={"report": "互联网+服务+其他服务"}, header_words={}).tasks[0].report


def test_unknown_field_and_missing_column() -> None:
    table = grid([["工作任务", "工作要求", "落实情况"], [T, Q, R]])
    with pytest.raises(UsageError):
        read(table, columns={"颜色": "3"})
    with pytest.raises(ReadError) as caught:
        read(table, columns={"report": "没有的列"})
    assert caught.value.code == "no-such-column"


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([["甲", "乙"], ["丙", "丁"]], "没有找到表头"),
        ([["工作任务", "工作要求", "责任单位", "完成时限"], [T, Q, U, "6月"]], "落实情况"),
        ([["工作任务", T, "x"], ["工作要求", Q, "y"], ["责任单位", U, "z"], ["落实情况", R, "w"]], "转置"),
        ([[T, Q, "办公室", "已完成"], [T, Q, "信息科", "已完成"]], "没有找到表头"),
    ],
)
def test_refusals_say_what_is_wrong(rows: list[list[str]], word: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(grid(rows))
    assert caught.value.code == "no-header"
    assert word in caught.value.text.zh
    assert caught.value.text.en


def test_a_header_without_rows_is_no_tasks() -> None:
    with pytest.raises(ReadError) as caught:
        read(grid([["工作任务", "工作要求", "落实情况"], ["", "", ""]]))
    assert caught.value.code == "no-tasks"


def test_headings_are_cleaned_before_they_are_compared() -> None:
    assert clean_heading("落 实 情 況（截至12月31日）：")[0] == "落实情况"
    assert clean_heading("【责任单位】(牵头)") == ("", "责任单位牵头")
    assert best_role("责任单位（牵头）") == "lead_unit"
    assert roles_of("这是一句话。") == {}
    assert best_role("度量单位") == "other"


def test_a_wide_hostile_header_is_quick() -> None:
    header = ["工作内容"] * 64 + ["落实情况"]
    with pytest.raises(ReadError):
        read(grid([header, ["x" * 30] * 65]))


def test_random_headers_never_crash() -> None:
    words = [
        "工作任务",
        "工作要求",
        "责任单位",
        "落实情况",
        "序号",
        "",
        "备注",
        "项目",
        "内容",
        "完成情况",
        "一级指标",
    ]
    chance = random.Random(5)
    for _ in range(300):
        rows = [
            [chance.choice(words) for _ in range(chance.randint(1, 6))] for _ in range(chance.randint(1, 6))
        ]
        try:
            got = read(grid(rows))
        except ReadError:
            continue
        assert len({task.key for task in got.tasks}) == len(got.tasks)


def test_all_pairs_of_text_headings_with_a_report_are_read() -> None:
    titles = ["工作任务", "重点任务", "事项", "项目名称", "工作事项"]
    asks = ["工作要求", "具体要求", "工作措施", "工作标准", "工作内容"]
    for title, ask in itertools.product(titles, asks):
        for header, row in (([title, ask, "落实情况"], [T, Q, R]), ([ask, title, "落实情况"], [Q, T, R])):
            task = read(grid([header, row])).tasks[0]
            assert (task.title, task.requirement) == (T, Q), header
