"""Lengths of time: number, unit, bound, trigger and the part they play; what only looks like one."""

from decimal import Decimal

import pytest

from gkcheck.language.windows import find_windows


@pytest.mark.parametrize(
    ("text", "words", "number", "unit", "bound", "trigger"),
    [
        ("在两个工作日内回复", "在两个工作日内", "2", "working_day", "within", ""),
        ("须于3个工作日之内办结", "于3个工作日之内", "3", "working_day", "within", ""),
        ("48小时以内反馈", "48小时以内", "48", "hour", "within", ""),
        ("30分钟内到场", "30分钟内", "30", "minute", "within", ""),
        ("一周内整改", "一周内", "1", "week", "within", ""),
        ("半年内清零", "半年内", "6", "month", "within", ""),
        ("一年半内建成", "一年半内", "18", "month", "within", ""),
        ("半个月内", "半个月内", "15", "day", "within", ""),
        ("10个自然日内", "10个自然日内", "10", "natural_day", "within", ""),
        ("20工作日", "20工作日", "20", "working_day", "exact", ""),
        ("时间不超过5个工作日", "不超过5个工作日", "5", "working_day", "within", ""),
        ("公示期不少于七日", "不少于七日", "7", "day", "over", ""),
        ("2至3个工作日内", "2至3个工作日内", "3", "working_day", "within", ""),
        ("自受理之日起五日内答复", "自受理之日起五日内", "5", "day", "within", "受理"),
        ("收到来信后，应当在10日内答复", "收到来信后，应当在10日内", "10", "day", "within", "收到来信"),
        ("应在完成审核流程后１个 工作日内公开", "在完成审核流程后１个 工作日内", "1", "working_day", "within", "完成审核流程"),
        ("要在许可决定作出之日起7个工作日内", "在许可决定作出之日起7个工作日内", "7", "working_day", "within", "许可决定作出"),
        ("会后3日内上报", "会后3日内", "3", "day", "within", "会"),
        ("自即日起5日内", "自即日起5日内", "5", "day", "within", "即日"),
        ("自2022年5月1日起30日内", "自2022年5月1日起30日内", "30", "day", "within", "2022年5月1日"),
        ("事项变动后，承办处室应在2个工作日内更新", "事项变动后，承办处室应在2个工作日内", "2", "working_day", "within", "事项变动"),
        ("时限2个工作日内（自转办之日起）", "2个工作日内（自转办之日起）", "2", "working_day", "within", "转办"),
        ("于受理当日办结", "于受理当日", "0", "day", "within", "受理"),
        ("次工作日反馈", "次工作日", "1", "working_day", "within", ""),
        ("次一工作日送达", "次一工作日", "1", "working_day", "within", ""),
        ("用时最短41日", "41日", "41", "day", "exact", ""),
        ("最长一个半工作日", "最长一个半工作日", "1.5", "working_day", "within", ""),
        ("会议召开3日前报送", "会议召开3日前", "3", "day", "exact", "会议召开"),
        ("材料齐全的即时办结", "即时", "0", "day", "within", ""),
    ],
)  # fmt: skip
def test_read(text, words, number, unit, bound, trigger):
    (window,) = find_windows(text)
    assert (window.text, window.number, window.unit, window.bound, window.trigger) == (
        words, Decimal(number), unit, bound, trigger,
    )  # fmt: skip
    if trigger:
        assert text[window.trigger_start : window.trigger_end] == trigger
    else:
        assert (window.trigger_start, window.trigger_end) == (-1, -1)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("审批时限从20个工作日压缩到8个工作日", ["reduction", "reduction"]),
        ("由15日缩短至4日", ["reduction", "reduction"]),
        ("将15个工作日的法定时限压缩为3个工作日", ["reduction", "reduction"]),
        ("压减至2个工作日以内", ["reduction"]),
        ("法定20个工作日，承诺5个工作日", ["statutory", "limit"]),
        ("法定时限为20个工作日", ["statutory"]),
        ("实行24小时值守", ["duty_hours"]),
        ("7×24小时在线", ["duty_hours"]),
        ("全天24小时专人值班", ["duty_hours"]),
        ("24小时内回复", ["limit"]),
        ("提前3个工作日通知", ["advance"]),
        ("应当在三十日前申报", ["advance"]),
        ("公示5个工作日", ["duration"]),
        ("为期3个月", ["duration"]),
        ("可以延长十日", ["duration"]),
    ],
)
def test_the_part_played(text, roles):
    assert [window.role for window in find_windows(text)] == roles


@pytest.mark.parametrize(
    "text",
    [
        "8月31日", "12月31日内", "2022年", "建站10周年", "三年行动计划", "第3个工作日", "每2周调度", "每隔3天", "一天到晚", "周一至周五",
        "不能当场答复的", "除可以当场办理的外", "IPv6个月", "请于25日前报送", "每月5日前", "即时通讯", "前3个月",
    ],
)  # fmt: skip
def test_no_lengths(text):
    assert find_windows(text) == ()


def test_the_core_is_the_length_alone():
    text = "自收到材料之日起 2 个工作日内"
    (window,) = find_windows(text)
    assert text[window.core_start : window.core_end] == "2 个工作日内"


def test_either_of_two_is_the_later():
    assert [one.number for one in find_windows("应当当场或者在五日内告知")] == [Decimal(5)]


def test_about():
    assert [one.approximate for one in find_windows("约3个工作日；10天左右；2个多小时；5天")] == [
        True,
        True,
        True,
        False,
    ]
