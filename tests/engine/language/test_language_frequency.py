"""Frequencies: period, number of times, and 定期 without a number."""

import pytest

from gkcheck.language.frequency import find_frequencies


@pytest.mark.parametrize(
    ("text", "words", "period", "every", "times", "at_least"),
    [
        ("每年至少2 次参加访谈", "每年至少2 次", "year", 1, 2, True),
        ("每季度召开一次例会", "每季度召开一次", "quarter", 1, 1, False),
        ("每月通报", "每月", "month", 1, None, False),
        ("按月公布", "按月", "month", 1, None, False),
        ("逐季分析", "逐季", "quarter", 1, None, False),
        ("逐月公布12期", "逐月", "month", 1, None, False),
        ("每3年修订1次目录", "每3年修订1次", "year", 3, 1, False),
        ("每半年评估一次", "每半年评估一次", "half", 1, 1, False),
        ("每学期不少于2次", "每学期不少于2次", "half", 1, 2, True),
        ("每两周调度1次", "每两周调度1次", "week", 2, 1, False),
        ("每双周碰头", "每双周", "week", 2, None, False),
        ("每半月1次", "每半月1次", "month", 1, 2, False),
        ("每10天一次", "每10天一次", "day", 10, 1, False),
        ("每周更新5条以上", "每周更新5条以上", "week", 1, 5, True),
        ("每年至少组织一次演练", "每年至少组织一次", "year", 1, 1, True),
        ("全年不少于4次", "全年不少于4次", "year", 1, 4, True),
        ("一年两次", "一年两次", "year", 1, 2, False),
        ("一月一调度", "一月一调度", "month", 1, 1, False),
        ("实行周调度", "周调度", "week", 1, None, False),
        ("年均召开3次", "年均召开3次", "year", 1, 3, False),
        ("每周五下午5点前报送", "每周五", "week", 1, None, False),
        ("每年3月底前公布", "每年", "year", 1, None, False),
        ("每月向6个部门通报1次", "每月向6个部门通报1次", "month", 1, 1, False),
    ],
)  # fmt: skip
def test_read(text, words, period, every, times, at_least):
    (fact,) = find_frequencies(text)
    assert (fact.text, fact.kind, fact.period, fact.every, fact.times, fact.at_least) == (
        words, "periodic", period, every, times, at_least,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["定期检查", "不定期抽查", "常态化开展", "经常性走访", "适时评估"])
def test_open(text):
    (fact,) = find_frequencies(text)
    assert (fact.kind, fact.period, fact.times) == ("open", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "每天24小时值守", "每周一至周五9:00—17:00开放", "逐年提高", "按年龄分组", "按期完成", "每次会议", "每人2份", "每月1000元",
        "每日8:30", "5月通报", "定期存款", "每年的工作", "纳入季度考核",
    ],
)  # fmt: skip
def test_none(text):
    assert find_frequencies(text) == ()


def test_what_is_done():
    text = "每年通过访谈、发布会等方式解读政策不少于1次"
    (fact,) = find_frequencies(text)
    assert (fact.times, fact.at_least, fact.verb_phrase) == (1, True, "通过访谈、发布会等方式解读政策")
    assert find_frequencies("每季度召开1次联席会议，通报情况")[0].verb_phrase == "召开联席会议"
