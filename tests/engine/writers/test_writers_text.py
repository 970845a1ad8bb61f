"""The text for people, from a result made by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from made_result import ASKED, COPIED, SAID, SOURCE, found, quote

from gkcheck.finding import TaskRef
from gkcheck.scoring import Score
from gkcheck.text import Text
from gkcheck.writers.grouping import ranges, rows_named
from gkcheck.writers.lines import clean, plain, width
from gkcheck.writers.terminal import document, write
from gkcheck.writers.words import View


def shown(result, lang="zh", **view) -> str:
    return plain(document(result, lang, View(**view)))


def test_golden_text(result):
    assert shown(result) == (
        "任务表.docx  6 项任务 · 1 个要求点（1 个无法判定） · 核对 14 次，10 次有结论\n"
        "  年度任务表 · 制表 某县 · 2018 年度 · 读取器 docx\n"
        "  ■ 未读全  表1 第27行：单元格显示 #REF!\n"
        "\n"
        "整张表\n"
        "  × GK103 编号断号  轻微 · 未见回应 · 属制表一方，不扣分\n"
        "    编号从 18 跳到 22\n"
        "\n"
        "第 22-25 项（共 4 项）\n"
        "  × GK401 行间雷同  重要 · 有说法、缺佐证 · 各扣 25 分\n"
        "    与别项的落实情况完全相同（其余 3 项类似）\n"
        f"    报告│{COPIED}\n"
        f"        │{'^' * 64}\n"
        "    补报│按本项要求填写\n"
        "\n"
        "18 完善来信办理  信访科  51 分，区间 41~61，无可核的佐证，封顶\n"
        "  × GK201 未回应时限  重要 · 未见回应 · 扣 25 分\n"
        "    要求2个工作日内转办，报告未见期限\n"
        "    要求│对群众来信要在2个工作日内转办，做到件件有回音，按月汇总办理情况并在网站公布。\n"
        "        │            ^^^^^^^^^^^^^          ^^^^^^^^^^\n"
        f"    报告│{SAID}\n"
        "        │^^^^^^^^^^^^^^^^^^^^\n"
        "    补报│转办件数、最长用时\n"
        "  × GK204 示例规则  一般 · 未见回应 · 扣 24 分 · 把握一般\n"
        "    未见按月汇总\n"
        "  → GK504 示例规则  重要  并入 GK201，不另扣分\n"
        "  ○ 疑点 GK502 示例规则：似答非所问\n"
        "\n"
        "  ■ 规则故障  GK305 第 26 项 ValueError: 坏了（这里没有查成）\n"
        "无法判定 4，不算问题\n"
        "  ● GK205  第 18、22-24 项：没有写明年度\n"
        "──────────────────────────────\n"
        "得分 75.2（区间 73.5~76.8）  合格\n"
        "问题 8 个：重要 6 · 一般 1 · 轻微 1；其中 1 个并入他条，不另扣分；疑点 1 个，不扣分\n"
        "规则×任务 14 次：命中 9 · 核对无误 1 · 无法判定 4 · 故障 0 · 不适用 0\n"
        "核查日 2018-12-31\n"
        "时限、数字 1 个：未提及 1 · 仅有陈述 0\n"
        "\n"
        "责任单位（由低到高）\n"
        "  单位    任务  平均扣分  得分\n"
        "  信访科     1        49    51  不合格\n"
        "  办公室     5        20    80  良好\n"
        "\n"
        "■ 检查不完整：1 个文件没有读全，规则故障 1 次；以上结论只覆盖读到、查到的部分（退出码 3）\n"
    )


def test_english_has_no_chinese_but_what_was_submitted(result):
    submitted = [
        SOURCE,
        "年度任务表",
        "某县",
        "信访科",
        "办公室",
        "完善来信办理",
        "表1",
        "坏了",
        COPIED,
        SAID,
        ASKED,
    ]
    text = shown(result, "en", show=frozenset({"undecided", "cleared", "low"}))
    for words in submitted:
        text = text.replace(words, "")
    quoted = [line for line in text.splitlines() if re.match(r" {4}(asked |report)│", line)]
    rest = "\n".join(line for line in text.splitlines() if line not in quoted)
    assert not re.findall("[\u4e00-\u9fff，。：；（）、]", rest)
    assert len(quoted) == 3


def test_every_glyph_is_in_gbk(result):
    for lang in ("zh", "en"):
        shown(result, lang, show=frozenset({"undecided", "cleared", "low"})).encode("gbk")
        shown(result, lang, statistics=True).encode("gbk")


def test_a_doubt_is_brief_unless_asked_for(result):
    assert "  ○ 疑点 GK502 示例规则：似答非所问\n" in shown(result)
    assert "  × GK502 示例规则  重要 · 未见回应 · 不扣分 · 疑点，仅供参考\n" in shown(
        result, show=frozenset({"low"})
    )


def test_cleared_is_shown_when_asked_for(result):
    assert "5=2+3" not in shown(result)
    assert "  √ GK303  第 26 项：5=2+3\n" in shown(result, show=frozenset({"cleared"}))


def test_many_undecided_are_cut_with_their_number_and_shown_on_request(result):
    first = next(check for check in result.checks if check.status == "undecided")
    more = tuple(replace(first, note=Text(f"原因{n}", f"reason {n}")) for n in range(9))
    result = result.model_copy(update={"checks": result.checks + more})
    assert "另有 5 种，用 --show undecided 全部列出" in shown(result)
    assert "原因8" in shown(result, show=frozenset({"undecided"})) and "原因8" not in shown(result)


def test_statistics_stand_in_place_of_the_findings(result):
    text = shown(result, statistics=True)
    lines = [line.split() for line in text.splitlines()]
    assert ["4", "GK401", "行间雷同", "重要", "100", "0"] in lines
    assert ["1", "GK502", "示例规则", "重要", "0", "1"] in lines
    assert "报告│" not in text
    assert "■ 未读全" in text


def test_quiet_shows_findings_and_what_was_not_read(result):
    text = shown(result, quiet=True)
    assert "GK201" in text and "■ 未读全" in text and "■ 检查不完整" in text
    assert "得分" not in text and "无法判定 4" not in text and "责任单位" not in text


def test_only_some_rows(result):
    text = shown(result, rows=frozenset({"23"}))
    assert "GK401" in text and "GK201" not in text and "GK103" not in text


def test_the_grade_in_words(result):
    def graded(**score):
        (one,) = result.submissions
        changed = one.model_copy(update={"score": Score(**score)})
        return shown(result.model_copy(update={"submissions": (changed,)}))

    assert "得分 52  不合格，低于 60 分线\n" in graded(value=52, low=52, high=52, grade="fail")
    assert "得分 61.3（区间 55~66）  待复核：区间跨越等级线\n" in graded(
        value=61.3, low=55, high=66, grade="review"
    )


def test_a_hostile_text_cannot_drive_the_terminal(result):
    (one,) = result.submissions
    nasty = one.tasks[0].model_copy(update={"title": "甲\x1b]0;x\x07\u202e乙\r\n  × GK999 假的"})
    changed = one.model_copy(update={"tasks": (nasty, *one.tasks[1:])})
    text = shown(result.model_copy(update={"submissions": (changed,)}))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "\n  × GK999" not in text
    assert "甲\\x1b]0;x\\x07\\u202e乙" in text


def test_a_cluster_with_two_kinds_of_members_tells_both(result):
    copies = [finding for finding in result.findings if finding.rule == "GK401"]
    home = copies[0].model_copy(
        update={"case": "home", "severity": "info", "points": 0.0, "message": Text("这段话适合本项", "fits")}
    )
    others = [one for one in result.findings if one.rule != "GK401"]
    text = shown(result.model_copy(update={"findings": (*others, home, *copies[1:])}))
    assert "    第 23-25 项  各扣 25 分\n    与别项的落实情况完全相同（其余 2 项类似）\n" in text
    assert "    第 22 项  不扣分\n    这段话适合本项\n" in text


def test_a_finding_that_names_others_one_way_is_no_cluster(result):
    other = TaskRef(source=SOURCE, task="26", key=f"{SOURCE}#26")
    one_way = found("GK305", "18", related=(other,), spans=(quote("26", "report", "报告。", "报告"),))
    text = shown(result.model_copy(update={"findings": (one_way,)}))
    assert "    报告│报告。（第 26 项）\n        │^^^^\n    相关│第 26 项\n" in text


def test_an_empty_report_is_said_to_be_empty(result):
    (one,) = result.submissions
    empty = one.tasks[0].model_copy(update={"report": ""})
    span = quote("18", "report", "甲", "甲").model_copy(update={"start": 0, "end": 0, "text": ""})
    changed = result.model_copy(
        update={
            "submissions": (one.model_copy(update={"tasks": (empty, *one.tasks[1:])}),),
            "findings": (found("GK101", "18", spans=(span,)),),
        }
    )
    assert "    报告│（空）\n" in shown(changed)


def test_several_files_get_a_table_and_an_unread_one_stands_in_it(result):
    from gkcheck.result import SourceWarning

    (one,) = result.submissions
    second = one.model_copy(update={"source": "另一张.csv", "tasks": (), "encoding": "gb18030"})
    broken = SourceWarning(
        source="坏.docx", code="corrupt", message=Text("打不开", "broken"), incomplete=True
    )
    passed = SourceWarning(source="说明.md", code="skipped", message=Text("没有任务表，已跳过", "skipped"))
    text = shown(
        result.model_copy(
            update={"submissions": (one, second), "warnings": (*result.warnings, broken, passed)}
        )
    )
    rows = [line.split() for line in text.splitlines()]
    assert ["文件", "任务", "严重", "重要", "一般", "轻微", "提示", "得分"] in rows
    assert [SOURCE, "6", "0", "6", "1", "1", "0", "75.2", "合格"] in rows
    assert ["坏.docx", "-", "-", "-", "-", "-", "-", "-", "未能读取"] in rows
    assert ["合计", "6", "0", "6", "1", "1", "0"] in rows
    assert "坏.docx  未能读取\n  ■ 未读全  打不开\n" in text
    assert "另有 1 个文件没有检查：\n  说明.md  没有任务表，已跳过\n" in text
    assert "2 个文件没有读全" in text


def test_nothing_read_at_all(result):
    empty = result.model_copy(
        update={"submissions": (), "findings": (), "checks": (), "failures": (), "units": (), "warnings": ()}
    )
    assert shown(empty) == "■ 检查不完整：没有读到任何任务表；以上结论只覆盖读到、查到的部分（退出码 3）\n"


def test_no_line_is_wrapped_and_written_files_are_utf8(result):
    long = found("GK999", "18", message=Text("长" * 500, "long"))
    text = shown(result.model_copy(update={"findings": (long,)}))
    assert "    " + "长" * 500 + "\n" in text
    assert write(result, "zh").decode("utf-8") == shown(result)


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (["22", "23", "24", "25"], "22-25"),
        (["1", "2"], "1、2"),
        (["1", "3", "4", "5", "9"], "1、3-5、9"),
        (["1-1", "1-2", "甲"], "1-1、1-2、甲"),
        (["7", "7", "8"], "7、8"),
        ([], ""),
    ],
)
def test_ranges(ids, words):
    assert ranges(ids, "zh") == words


def test_rows_named():
    assert rows_named("18,22-25，甲") == {"18", "22", "23", "24", "25", "甲"}
    assert rows_named("5-3") == {"5-3"}


def test_width_and_clean():
    assert width("甲a…") == 4 and width("甲a…", 2) == 5
    assert width("e\u0301") == 1
    assert clean("a\u2028b\udc80\x9b") == "a b\ufffd\\x9b"
    assert clean(clean("\x1b")) == clean("\x1b")


def test_each_file_alone(result):
    from gkcheck.writers.grouping import by_file

    files = by_file(result)
    assert list(files) == [one.source for one in result.submissions]
    for source, alone in files.items():
        for name in ("findings", "checks", "warnings", "failures"):
            assert getattr(alone, name) == tuple(one for one in getattr(result, name) if one.source == source)
        assert alone.submissions == result.submissions
