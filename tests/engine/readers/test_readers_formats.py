"""One table in every text format, and what each format can do to it."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_grids import codes, read_text

from gkcheck.errors import ReadError
from gkcheck.model import Submission
from gkcheck.writers.submission import submission_document, to_json

HEADER = ["工作任务", "工作要求", "责任单位", "落实情况"]
ROWS = [
    ["1.加强窗口服务", "六月底前公布服务清单", "服务科", "清单已于5月30日公布"],
    [
        "2.推进信息公开",
        "及时公开办理结果；\n每季度一次",
        "信息科、服务科",
        "全年公开“结果”4次，<关于公开的通知>已发",
    ],
]
SECTION = "一、服务公开"


def facts(got: Submission) -> list[tuple[object, ...]]:
    return [(t.id, t.title, t.section, t.requirement, t.units, t.report) for t in got.tasks]


EXPECTED = [
    ("1", "加强窗口服务", (SECTION,), ROWS[0][1], ("服务科",), ROWS[0][3]),
    ("2", "推进信息公开", (SECTION,), ROWS[1][1], ("信息科", "服务科"), ROWS[1][3]),
]
ONE_LINE = [(*one[:3], str(one[3]).replace("\n", ""), *one[4:]) for one in EXPECTED]


def separated(mark: str) -> str:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(m in text for m in (mark, '"', "\n")) else text

    table = [HEADER, [SECTION, "", "", ""], *ROWS]
    return "\n".join(mark.join(cell(text) for text in row) for row in table) + "\n"


def html(extra: str = "") -> str:
    def cells(row: list[str], tag: str) -> str:
        inner = (text.replace("<", "&lt;").replace("\n", "<br>") for text in row)
        return "".join(f"<{tag}>{text}</{tag}>" for text in inner)

    body = "".join(f"<tr>{cells(row, 'td')}</tr>\n" for row in ROWS)
    return (
        f"<html><head><title>2018年台账</title></head><body>{extra}<table><tr>{cells(HEADER, 'th')}</tr>"
        f"<tr><td colspan='4'>{SECTION}</td></tr>{body}</table></body></html>"
    )


def markdown() -> str:
    lines = [HEADER, ["---"] * 4, [SECTION, "", "", ""], *ROWS]
    return "# 2018年台账\n\n" + "\n".join(
        "| " + " | ".join(text.replace("\n", "<br/>") for text in row) + " |" for row in lines
    )


def cells_a_line(mark: str, *, one_line: bool = True) -> str:
    rows = [[text.replace("\n", "") if one_line else text for text in row] for row in ROWS]
    blocks = [HEADER, [SECTION], *rows]
    return "2018年台账\n" + "\n\n".join("\n".join(mark + text for text in block) for block in blocks) + "\n"


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_separated(mark: str) -> None:
    assert facts(read_text(separated(mark), "t.csv")) == EXPECTED
    assert facts(read_text("\ufeff" + separated(mark), "t.csv")) == EXPECTED
    assert facts(read_text(separated(mark), "t.txt")) == EXPECTED


def test_csv_hint_line_and_title_lines() -> None:
    assert facts(read_text("sep=;\n" + separated(";"), "t.csv")) == EXPECTED
    got = read_text("2018年台账,,,\n填报单位：甲市乙局,,,\n" + separated(","), "t.csv")
    assert (got.title, got.issuer, facts(got)) == ("2018年台账", "甲市乙局", EXPECTED)


def test_csv_quotes_that_never_close() -> None:
    text = separated(",") + '3.丙,"q,u,r\n4.丁,q,u,r\n'
    got = read_text(text, "t.csv")
    assert "unclosed-quote" in codes(got)
    assert any(warning.incomplete for warning in got.warnings)
    assert [task.id for task in got.tasks][-1] == "4"


def test_csv_lines_are_those_of_the_file() -> None:
    got = read_text(separated(","), "t.csv")
    assert [task.location.line for task in got.tasks] == [3, 4]


def test_html() -> None:
    got = read_text(html(), "t.html")
    assert (got.title, got.reader, facts(got)) == ("2018年台账", "html", EXPECTED)


def test_html_under_the_name_of_excel() -> None:
    got = read_text(html().encode("gbk").replace(b"<head>", b"<head><meta charset=gb2312>"), "t.xls")
    assert (facts(got), got.encoding, codes(got)) == (EXPECTED, "gb18030", ["name-mismatch"])


def test_html_spans_layout_tables_and_white_space() -> None:
    text = """<html><body><table><tr><td>导航</td><td><h1>2018年台账</h1><p>填报单位：甲市乙局</p>
    <table><tr><th rowspan=2>工作任务</th><th rowspan=2>工作
      要求</th><th colspan=2>责任单位</th><th rowspan=2>落实情况</th></tr>
    <tr><th>牵头单位</th><th>配合单位</th></tr>
    <tr><td>1.甲</td><td rowspan=2><p>第一段</p><p>第二段<b>粗</b>体</p></td><td>u</td><td>v</td>
    <td>已&nbsp;办\n      完</td></tr>
    <tr><td>2.乙</td><td>u</td><td></td><td><ul><li>一<li>二</ul></td></tr></table></td></tr></table></body></html>"""
    got = read_text(text, "t.html")
    assert (got.title, got.issuer) == ("2018年台账", "甲市乙局")
    assert [task.requirement for task in got.tasks] == ["第一段\n第二段粗体"] * 2
    assert [task.report for task in got.tasks] == ["已\u00a0办完", "一\n二"]
    assert got.tasks[0].lead_unit == "u"
    assert any(mark.kind == "merged" for mark in got.tasks[0].location.marks)


def test_html_hidden_and_nested_parts_are_read_and_marked() -> None:
    text = html().replace("<td>服务科</td>", "<td style='display: none'>服务科</td>")
    text = text.replace("清单已于5月30日公布", "清单<table><tr><td>甲</td><td>乙</td></tr></table>")
    task = read_text(text, "t.html").tasks[0]
    assert {(mark.kind, mark.field) for mark in task.location.marks} == {
        ("hidden", "units"),
        ("nested", "report"),
    }
    assert "清单" in task.report
    assert "甲 乙" in task.report


def test_html_scripts_are_not_text_and_entities_stay_closed() -> None:
    bad = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    text = bad + html().replace("服务科</td>", "服务科<script>alert(1)</script>&x;</td>")
    assert read_text(text, "t.html").tasks[0].units_text.startswith("服务科")
    assert "alert" not in read_text(text, "t.html").tasks[0].units_text


def test_html_hostile_spans_and_depth_are_quick() -> None:
    text = html().replace("colspan='4'", "colspan='999999' rowspan='99999'")
    with contextlib.suppress(ReadError):
        read_text(text, "t.html")
    deep = "<table><tr><td>" * 60 + "甲" + "</td></tr></table>" * 60
    assert facts(read_text(html(deep), "t.html")) == EXPECTED


def test_html_that_the_parser_cuts_is_said() -> None:
    deep = "<div>" * 300 + "</div>" * 300
    got = read_text(html().replace("</table>", "</table>" + deep), "t.html")
    assert codes(got) == ["not-read-whole"]
    wide = html().replace("<th>落实情况</th>", "<th>落实情况</th>" + "<th>备注</th>" * 80)
    got = read_text(wide, "t.html")
    assert codes(got) == ["too-many-columns"]
    assert got.warnings[0].incomplete


def test_a_hidden_table_never_wins_over_a_visible_one() -> None:
    hidden = (
        html()
        .split("<body>")[1]
        .split("</body>")[0]
        .replace("<table>", "<table hidden>")
        .replace("1.加", "9.加")
    )
    got = read_text(html(hidden), "t.html")
    assert (facts(got), codes(got)) == (EXPECTED, ["hidden-sheet"])


def test_markdown() -> None:
    got = read_text(markdown(), "t.md")
    assert (got.title, got.reader, facts(got)) == ("2018年台账", "markdown", EXPECTED)
    assert facts(read_text(markdown(), "无名")) == EXPECTED


def test_markdown_escapes() -> None:
    text = "| 工作任务 | 落实情况 |\n|:--|--:|\n| 1.甲\\|乙 | **已** \\*办\\* &lt;x&gt; |\n"
    task = read_text(text, "t.md").tasks[0]
    assert (task.title, task.report) == ("甲|乙", "**已** *办* <x>")


def test_markdown_with_html_table() -> None:
    table = html().split("<body>")[1].split("</body>")[0]
    assert facts(read_text("说明\n\n" + table, "t.md")) == EXPECTED


@pytest.mark.parametrize("mark", ["\t", "|", "| ", ""])
def test_one_cell_a_line(mark: str) -> None:
    got = read_text(cells_a_line(mark), "t.txt")
    assert (got.title, facts(got)) == ("2018年台账", ONE_LINE)


def test_one_cell_a_line_with_blanks_anywhere() -> None:
    text = cells_a_line("\t").replace("\t服务科\n", "\t服务科\n\n").replace("\n\n\t2.", "\n\n\n\t2.")
    assert facts(read_text(text, "t.txt")) == ONE_LINE
    assert facts(read_text(text.replace("\n\n", "\n"), "t.txt")) == ONE_LINE


def test_text_cells_that_go_on_without_mark() -> None:
    text = cells_a_line("\t").replace("\t清单已于5月30日公布", "\t清单已于\n5月30日公布")
    assert read_text(text, "t.txt").tasks[0].report == "清单已于\n5月30日公布"


def test_a_missing_cell_does_not_shift_the_next_row() -> None:
    text = cells_a_line("\t").replace("\t清单已于5月30日公布\n", "")
    got = read_text(text, "t.txt")
    assert codes(got) == ["short-row"]
    assert got.warnings[0].incomplete
    assert facts(got)[1] == ONE_LINE[1]
    assert got.tasks[0].report == ""


def test_drawn_boxes() -> None:
    text = """2018年台账
+----------+------------+--------+----------+
| 工作任务 | 工作要求   | 责任   | 落实情况 |
|          |            | 单位   |          |
+----------+------------+--------+----------+
| 1.加强   | 六月底前公 | 服务科 | 已公布   |
| 服务     | 布清单     |        |          |
+----------+------------+--------+----------+
| 2.推进   | 及时公开   | 信息科 | 已公开   |
+----------+------------+--------+----------+
"""
    got = read_text(text, "t.txt")
    assert [(t.title, t.requirement, t.report) for t in got.tasks] == [
        ("加强服务", "六月底前公布清单", "已公布"),
        ("推进", "及时公开", "已公开"),
    ]


OUTLINE = """甲市乙局2018年重点工作落实情况

一、服务公开
1.加强窗口服务。六月底前公布服务清单。（责任单位：服务科；完成时限：6月底）
落实情况：清单已于5月30日公布。具体是：
1.纸质清单；
2.网上清单。
2.推进信息公开
每季度公开一次办理结果。
（信息科牵头，服务科配合）
进展情况：全年公开4次。
二、其他
3.整理档案。（责任单位：档案科）
甲市乙局
2019年1月5日
"""


def test_outline() -> None:
    got = read_text(OUTLINE, "t.txt")
    assert (got.title, got.issuer, got.year) == ("甲市乙局2018年重点工作落实情况", "甲市乙局", 2018)
    assert [(t.id, t.title, t.section) for t in got.tasks] == [
        ("1", "加强窗口服务", ("一、服务公开",)),
        ("2", "推进信息公开", ("一、服务公开",)),
        ("3", "整理档案", ("二、其他",)),
    ]
    assert [(t.units, t.lead_unit, t.deadline) for t in got.tasks] == [
        (("服务科",), "", "6月底"),
        (("信息科", "服务科"), "信息科", ""),
        (("档案科",), "", ""),
    ]
    assert got.tasks[0].report == "清单已于5月30日公布。具体是：\n1.纸质清单；\n2.网上清单。"
    assert got.tasks[1].requirement == "每季度公开一次办理结果。\n（信息科牵头，服务科配合）"
    assert got.tasks[2].report == ""
    assert [t.location.line for t in got.tasks] == [4, 8, 13]


def test_outline_by_labels_only() -> None:
    block = "工作任务：任务{0}\n工作要求：要求{0}\n责任单位：科室{0}\n完成时限：{0}月\n落实情况：报告{0}\n\n"
    got = read_text("".join(block.format(n) for n in (1, 2, 3)), "t.txt")
    assert [(t.title, t.requirement, t.units, t.deadline, t.report) for t in got.tasks] == [
        (f"任务{n}", f"要求{n}", (f"科室{n}",), f"{n}月", f"报告{n}") for n in (1, 2, 3)
    ]


def test_outline_with_the_report_on_the_same_line() -> None:
    text = "（一）加强服务。完成情况：已办结。\n（二）推进公开。完成情况：已公开。\n"
    got = read_text(text, "t.txt")
    assert [(t.id, t.requirement, t.report) for t in got.tasks] == [
        ("一", "加强服务。", "已办结。"),
        ("二", "推进公开。", "已公开。"),
    ]


def test_outline_numbering_may_begin_anew() -> None:
    got = read_text("1.甲\n落实情况：乙\n1.丙\n落实情况：丁\n", "t.txt")
    assert [(t.title, t.report) for t in got.tasks] == [("甲", "乙"), ("丙", "丁")]


def test_prose_is_no_outline() -> None:
    with pytest.raises(ReadError) as caught:
        read_text("关于工作的通知\n各科室：\n1.认真学习。\n2.抓好落实。\n特此通知。", "t.txt")
    assert caught.value.code == "no-header"


def test_json_round_trip() -> None:
    got = read_text(html(), "t.html")
    back = read_text(to_json(got), "t.json")
    assert back.model_copy(update={"sha256": got.sha256}) == got
    assert back.sha256 != got.sha256


def test_json_contract() -> None:
    document = submission_document(read_text(html(), "t.html"))
    assert list(document) == [
        "schema",
        "source",
        "title",
        "issuer",
        "year",
        "reader",
        "encoding",
        "tasks",
        "warnings",
    ]
    tasks = document["tasks"]
    assert isinstance(tasks, list)
    assert list(tasks[0]) == [
        "key", "id", "title", "section", "requirement", "units", "units_text", "lead_unit", "deadline", "report",
        "location",
    ]  # fmt: skip
    json.dumps(document)


def test_json_keeps_what_was_not_read_whole() -> None:
    got = read_text(cells_a_line("\t").replace("\t清单已于5月30日公布\n", ""), "t.txt")
    assert read_text(to_json(got), "t.json").warnings == got.warnings
    assert got.warnings[0].incomplete


def test_json_rows() -> None:
    rows = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
    expected = [(*one[:2], (), *one[3:]) for one in EXPECTED]
    assert facts(read_text(json.dumps(rows), "t.json")) == expected
    beside = {"title": "2018年台账", "issuer": "甲市乙局", "year": 2018, "tasks": rows}
    got = read_text(json.dumps(beside, ensure_ascii=False), "t.json")
    assert (got.title, got.issuer, got.year, facts(got)) == ("2018年台账", "甲市乙局", 2018, expected)
    assert facts(read_text(json.dumps([HEADER, *ROWS]), "t.json")) == expected
    english = [
        {
            "id": 1,
            "title": "甲",
            "section": ["a", "b"],
            "requirement": "q",
            "units": ["u", "v"],
            "report": None,
        }
    ]
    task = read_text(json.dumps(english), "t.json").tasks[0]
    assert (task.id, task.section, task.units, task.report) == ("1", ("a", "b"), ("u", "v"), "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a": ', "bad-json"),
        ("[" * 100_000, "too-large"),
        ('{"schema": "gkcheck.result/1"}', "bad-json"),
        ('{"schema": "gkcheck.submission/1", "source": "x", "tasks": [{"x": 1}]}', "bad-json"),
        ('{"schema": "gkcheck.submission/1", "source": "x", "tasks": []}', "no-tasks"),
        ('{"a": 1}', "no-header"),
        ("[]", "no-header"),
        ('[{"甲": 1}]', "no-header"),
        ('[{"甲": ' + "9" * 5000 + "}]", "bad-json"),
    ],
)
def test_json_refusals(text: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_text(text, "t.json")
    assert caught.value.code == code


def test_json_lone_surrogates() -> None:
    got = read_text('[{"工作任务": "甲\\ud800", "落实情况": "乙\\u0000"}]', "t.json")
    assert (got.tasks[0].title, got.tasks[0].report) == ("甲�", "乙�")
    assert codes(got) == ["unreadable-text"]
    got.model_dump_json()


TABLE_TEXT = st.text(
    st.sampled_from('甲乙丙一二1.、（）()\t|,;"\n\r <>：:落实情况工作任务要求-{}[]\x00\ud800'), max_size=200
)


@settings(max_examples=250, deadline=None)
@given(TABLE_TEXT, st.sampled_from([".csv", ".txt", ".md", ".html", ".json", "", ".xls"]))
def test_any_text_is_read_or_refused(text: str, suffix: str) -> None:
    data = ("工作任务,工作要求,落实情况\n" + text).encode("utf-8", "surrogatepass")
    for content in (data, text.encode("utf-8", "surrogatepass")):
        try:
            got = read_text(content, "t" + suffix)
        except ReadError as error:
            assert error.code != "reader-failed", error.text.en
            continue
        got.model_dump_json()
        assert len({task.key for task in got.tasks}) == len(got.tasks)


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(["t.csv", "t.txt", "t.html", "t.json", "t.docx", "t.xlsx", "t"])
)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    for content in (data, b"<html><table>" + data, b"[{" + data, b"PK\x03\x04" + data):
        try:
            read_text(content, name).model_dump_json()
        except ReadError as error:
            assert error.code != "reader-failed", error.text.en


CELL = st.sampled_from(
    [
        "",
        "工作任务",
        "工作要求",
        "落实情况",
        "一、甲",
        "（二）乙",
        "1.丙",
        "2",
        "注：丁",
        "办公室",
        "已公布清单",
        "序号",
    ]
)
SPAN = st.integers(0, 3)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.tuples(CELL, SPAN, SPAN), max_size=5), max_size=7), st.booleans())
def test_any_merged_table_is_read_or_refused(rows: list[list[tuple[str, int, int]]], header: bool) -> None:
    top = "<tr><th>序号</th><th>工作任务</th><th>工作要求</th><th>落实情况</th></tr>" if header else ""
    body = "".join(
        "<tr>"
        + "".join(f"<td rowspan={tall} colspan={wide}>{text}</td>" for text, tall, wide in row)
        + "</tr>"
        for row in rows
    )
    try:
        got = read_text(f"<table>{top}{body}</table>", "t.html")
    except ReadError as error:
        assert error.code != "reader-failed", error.text.en
        return
    assert len({task.key for task in got.tasks}) == len(got.tasks)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    name, text = data.draw(
        st.sampled_from(
            [
                ("t.csv", separated(",")),
                ("t.html", html()),
                ("t.md", markdown()),
                ("t.txt", cells_a_line("\t")),
                ("t.txt", OUTLINE),
            ]
        )
    )
    content = text.encode(data.draw(st.sampled_from(["utf-8", "gb18030", "utf-16"])))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        content = (
            content[:at] + data.draw(st.binary(max_size=6)) + content[at + data.draw(st.integers(0, 30)) :]
        )
    try:
        got = read_text(content, name)
    except ReadError as error:
        assert error.code != "reader-failed", error.text.en
        return
    got.model_dump_json()
    assert read_text(to_json(got), "t.json").tasks == got.tasks
