"""`gkcheck calendar` as a person sees it."""

import json

import pytest
from click.testing import CliRunner

from gkcheck.cli.calendar import calendar_command


def run(*args: str):
    return CliRunner().invoke(calendar_command, list(args))


def test_one_day_with_its_notice():
    result = run("2018-09-29")
    assert result.exit_code == 0
    first, basis, url = result.output.splitlines()
    assert first == "2018-09-29 √ 工作日：星期六，国庆节调休上班"
    assert basis == "依据 国办发明电〔2017〕12号《国务院办公厅关于2018年部分节假日安排的通知》 2017-11-30"
    assert url.strip().startswith("http")


def test_a_plain_day_needs_no_notice():
    assert run("2018-09-28").output == "2018-09-28 √ 星期五，工作日\n"
    assert run("2018-06-16").output == "2018-06-16 × 星期六，休息日\n"


@pytest.mark.parametrize(
    "word", ["2018-9-29", "2018/09/29", "2018.9.29", "20180929", "2018年9月29日", " 2018-09-29 "]
)
def test_dates_as_people_write_them(word):
    assert run(word).output.startswith("2018-09-29 √")


def test_the_due_day_with_every_skipped_day():
    result = run("2018-09-29", "+2")
    lines = result.output.splitlines()
    assert lines[0] == "2018-10-08 √ 星期一，工作日"
    assert "│2018-10-01～10-07（国庆节放假，国办发明电〔2017〕12号）不计" in lines
    assert any(line.startswith("依据 国办发明电〔2017〕12号") for line in lines)


def test_a_limit_over_the_new_year_names_the_notice_of_the_next_year():
    output = run("2018-12-28", "+2").output
    assert output.startswith("2019-01-02")
    assert "国办发明电〔2018〕15号" in output


@pytest.mark.parametrize(
    ("args", "first"),
    [
        (("2018-09-13", "+20", "--unit", "自然日"), "2018-10-08 √ 星期一，工作日"),
        (("2018-01-31", "+1", "--unit", "月"), "2018-02-28 √ 星期三，工作日"),
        (("2018-09-30T17:30", "+48", "--unit", "小时"), "2018-10-02 17:30"),
        (("2018年9月30日17时30分", "+48", "--unit", "hour"), "2018-10-02 17:30"),
        (("2018-09-03", "+2", "--count-start-day"), "2018-09-04 √ 星期二，工作日"),
        (("2018-09-03", "＋2"), "2018-09-05 √ 星期三，工作日"),
    ],
)
def test_units_and_the_start_day(args, first):
    assert run(*args).output.splitlines()[0] == first


def test_working_days_between_two_dates():
    lines = run("2018-09-28", "2018-10-12").output.splitlines()
    assert lines[0] == "2018-09-28 → 2018-10-12：7个工作日（起算当日不计入，末日计入）"
    assert "│2018-09-29～09-30 √ 国庆节调休上班，国办发明电〔2017〕12号" in lines
    assert (
        run("2018-10-08", "2018-10-12", "--count-start-day")
        .output.splitlines()[0]
        .endswith("5个工作日（起算当日计入，末日计入）")
    )
    assert "14个自然日" in run("2018-09-28", "2018-10-12", "--unit", "自然日").output


def test_two_dates_in_the_wrong_order_are_counted_backwards():
    output = run("2018-10-12", "2018-09-28").output
    assert "-7个工作日" in output and "后一日期早于前一日期" in output


@pytest.mark.parametrize(
    "args",
    [
        ("2027-01-04",),
        ("2026-12-30", "+5"),
        ("2026-12-30", "2027-01-10"),
        ("2003-12-31",),
        ("2018-09-28", "+24", "--unit", "小时"),
        ("2018-09-28", "+9999999", "--unit", "年"),
    ],
)
def test_what_is_not_known_is_said_and_is_no_error(args):
    result = run(*args)
    assert result.exit_code == 0
    assert result.output.startswith("● 无法判定：")
    assert run(*args, "--lang", "en").output.startswith("● undetermined:")


@pytest.mark.parametrize(
    "args",
    [
        ("明天",),
        ("2018-13-01",),
        ("2018-02-30",),
        ("2018-09-28T25:00",),
        ("2018-09-28", "+"),
        ("2018-09-28", "2"),
        ("2018-09-28", "+1", "--unit", "旬"),
        ("2018-09-28", "2018-10-12", "--unit", "月"),
        (),
    ],
)
def test_a_wrong_call_ends_with_2(args):
    result = run(*args)
    assert result.exit_code == 2
    assert not result.stdout


def test_a_bad_date_says_what_a_date_looks_like():
    assert "不是日期" in run("明天").stderr
    assert "is not a date" in run("明天", "--lang", "en").stderr


EVERY = [
    ("2018-09-29",),
    ("2018-10-01",),
    ("2027-01-04",),
    ("2018-01-25", "+20"),
    ("2018-09-13", "+20", "--unit", "日"),
    ("2018-01-31", "+1", "--unit", "月"),
    ("2018-09-30T17:30", "+48", "--unit", "小时"),
    ("2026-12-30", "+5"),
    ("2018-10-12", "2018-09-28"),
    ("2020-01-10", "2020-02-05"),
    ("2015-09-03",),
    ("--help",),
]


@pytest.mark.parametrize("args", EVERY, ids=" ".join)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_only_glyphs_that_a_chinese_windows_console_has(args, lang):
    result = run(*args, "--lang", lang)
    assert result.exit_code == 0
    result.output.encode("gbk")


def test_english_is_whole():
    lines = run("2018-12-12", "+20", "--unit", "日", "--lang", "en").output.splitlines()
    assert lines[0] == "2019-01-02 √ Wednesday, a working day"
    assert any("off for New Year's Day" in line for line in lines)
    assert run("2018-09-28", "2018-10-12", "--lang", "en").output.splitlines()[0] == (
        "2018-09-28 → 2018-10-12: 7 working days (start day not counted, last day counted)"
    )


def test_json_of_each_question():
    day = json.loads(run("2018-09-29", "--format", "json").output)
    assert (day["schema"], day["asked"], day["working"]) == ("gkcheck.calendar/1", "day", True)
    assert day["notice"]["number"] == "国办发明电〔2017〕12号"
    due = json.loads(run("2018-09-29", "+2", "--format", "json").output)
    assert (due["asked"], due["on"], due["undetermined"]) == ("due", "2018-10-08", None)
    assert [one["date"] for one in due["skipped"]] == [f"2018-10-0{n}" for n in range(1, 8)]
    assert due["skipped"][0]["notice"]["number"] == "国办发明电〔2017〕12号"
    between = json.loads(run("2018-09-28", "2018-10-12", "--format", "json").output)
    assert (between["asked"], between["number"]) == ("between", 7)
    unknown = json.loads(run("2026-12-30", "+5", "--format", "json").output)
    assert unknown["on"] is None and unknown["undetermined"]["en"]
    hours = json.loads(run("2018-09-30T17:30", "+48", "--unit", "hour", "--format", "json").output)
    assert hours["at"] == "2018-10-02T17:30:00+08:00"
    nobody = json.loads(run("2027-01-04", "--format", "json").output)
    assert nobody["working"] is None and nobody["notice"] is None
