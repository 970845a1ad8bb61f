"""Rates, universals and counts: values, bounds, neighbours; set phrases, ordinals and hotlines are none."""

from decimal import Decimal

import pytest

from gkcheck.language.quantities import find_counts, find_money, find_rates, find_universals


@pytest.mark.parametrize(
    ("text", "words", "value", "bound"),
    [
        ("确保100%按时办结", "100%", "100", "exact"),
        ("达到９５％以上", "达到９５％以上", "95", "at_least"),
        ("不低于80%", "不低于80%", "80", "at_least"),
        ("达到55%", "达到55%", "55", "exact"),
        ("超过1.5%", "超过1.5%", "1.5", "over"),
        ("不超过1%", "不超过1%", "1", "at_most"),
        ("控制在3%以内", "控制在3%以内", "3", "at_most"),
        ("降至2%以下", "降至2%以下", "2", "at_most"),
        ("低于91.7%", "低于91.7%", "91.7", "under"),
        ("百分之百公开", "百分之百", "100", "exact"),
        ("百分之一点五", "百分之一点五", "1.5", "exact"),
        ("不低于百分之九十", "不低于百分之九十", "90", "at_least"),
        ("八成以上", "八成以上", "80", "at_least"),
        ("不少于三分之二", "不少于三分之二", "66.67", "at_least"),
        ("人员不少于职工总数的5%", "5%", "5", "at_least"),
        ("90%-95%", "90%-95%", "95", "exact"),
        ("千分之三或3‰", "3‰", "0.3", "exact"),
    ],
)
def test_rates(text, words, value, bound):
    (rate,) = find_rates(text)
    assert (rate.text, rate.value, rate.bound) == (words, Decimal(value), bound)


@pytest.mark.parametrize("text", ["3个百分点", "完成立项", "构成果园", "第三成员", "全面支持IPv6", "五分钟"])
def test_no_rates(text):
    assert find_rates(text) == ()


def test_what_stands_around_a_rate():
    (rate,) = find_rates("确保群众来信按期回复率逐步达到98%左右")
    assert (rate.subject, rate.softened, rate.approximate, rate.change) == (
        "群众来信按期回复率",
        True,
        True,
        False,
    )
    assert [one.change for one in find_rates("同比增长6%，压减22.3%，提高到68%，占比60%")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "words", "softened"),
    [
        ("事项全部公开", "全部", False),
        ("均应向社会公示", "均应", False),
        ("各类来件都要登记", "都要", False),
        ("原则上都应全文公开", "原则上都应", True),
        ("一律上墙", "一律", False),
        ("做到应纳尽纳", "应纳尽纳", False),
        ("凡涉及收费的，都要公示", "凡涉及收费的，都", False),
        ("实现行政村全覆盖", "全覆盖", False),
        ("100%覆盖", "100%覆盖", False),
        ("基本实现全覆盖", "基本实现全覆盖", True),
        ("28件来信均已办结", "均", False),
    ],
)
def test_universals(text, words, softened):
    (fact,) = find_universals(text)
    assert (fact.text, fact.softened) == (words, softened)


@pytest.mark.parametrize(
    "text", ["全面推进", "全方位公开", "全流程监管", "全过程留痕", "全部门联动", "首都要闻", "年均应收", "均衡发展", "平均用时", "所有权", "覆盖率"]
)  # fmt: skip
def test_no_universals(text):
    assert find_universals(text) == ()


@pytest.mark.parametrize(
    ("text", "words", "value", "measure", "bound"),
    [
        ("发布解读稿3件", "3件", "3", "件", "exact"),
        ("至少１ 次", "至少１ 次", "1", "次", "at_least"),
        ("不少于2场", "不少于2场", "2", "场", "at_least"),
        ("新建5个以上站点", "5个以上", "5", "个", "at_least"),
        ("不超过3人", "不超过3人", "3", "人", "at_most"),
        ("超过20家", "超过20家", "20", "家", "over"),
        ("不足10户", "不足10户", "10", "户", "under"),
        ("培训1,200人次", "1,200人次", "1200", "人次", "exact"),
        ("投入500万元", "500万元", "5000000", "元", "exact"),
        ("资金1.5亿元以上", "1.5亿元以上", "150000000", "元", "at_least"),
        ("绿地3000平方米", "3000平方米", "3000", "平方米", "exact"),
        ("三十五个村", "三十五个", "35", "个", "exact"),
        ("两名以上专家", "两名以上", "2", "名", "at_least"),
        ("涉及26个部门", "26个", "26", "个", "exact"),
        ("5部门联合印发", "5部门", "5", "部门", "exact"),
        ("编制43大项目录", "43大项", "43", "大项", "exact"),
        ("原则上至少建成一所学校", "一所", "1", "所", "at_least"),
        ("3支队伍", "3支", "3", "支", "exact"),
        ("得95分", "95分", "95", "分", "exact"),
        ("抽检340艘次", "340艘次", "340", "艘次", "exact"),
        ("提高9.1个百分点", "9.1个百分点", "9.1", "个百分点", "exact"),
        ("50米内", "50米内", "50", "米", "at_most"),
    ],
)
def test_counts(text, words, value, measure, bound):
    (count,) = find_counts(text)
    assert (count.text, count.value, count.measure, count.bound) == (words, Decimal(value), measure, bound)


@pytest.mark.parametrize(
    ("text", "value"),
    [("100多条", 100), ("近百家", 100), ("30余户", 30), ("约20件", 20), ("数百人", 100), ("上千人次", 1000), ("十几个", 10), ("50台左右", 50)],
)  # fmt: skip
def test_rough_counts(text, value):
    (count,) = find_counts(text)
    assert count.approximate
    assert count.value == value


@pytest.mark.parametrize("text", ["签约3家", "最近3次", "约谈2人", "预约5人"])
def test_verbs_that_look_rough(text):
    (count,) = find_counts(text)
    assert not count.approximate


def test_a_range_keeps_its_lower_end():
    (count,) = find_counts("抽取3至5家企业")
    assert (count.low, count.value, count.text, count.noun) == (3, 5, "3至5家", "企业")


@pytest.mark.parametrize(
    "text",
    [
        "一网通办", "一次办好", "一次性告知", "双随机、一公开", "最多跑一趟", "最多跑一次", "三同步", "两微一端", "五公开", "第一解读人",
        "一把手", "十分重视", "“三项制度”", "四个意识", "五位一体", "一户一档", "第3、4项", "第1次会议", "第十二条", "12345热线",
        "12345平台", "0591-87654321", "IPv6", "附件3", "2022年度", "前10名", "9:30分", "三级医院", "八项规定", "三门峡市", "五台山",
        "3个月", "2个工作日", "二期工程", "零部件", "高效办成一件事", "“门前三包”", "18时25分", "2020版目录", "A4纸", "〔2022〕5号", "四川省", "万众一心",
    ],
)  # fmt: skip
def test_no_counts(text):
    assert find_counts(text) == ()


def test_money():
    assert [one.value for one in find_money("补助3万元，惠及5户")] == [30000]


def test_what_stands_beside_a_count():
    (count,) = find_counts("全年发布政策解读12件，")
    assert (count.before, count.noun) == ("全年发布政策解读", "")
    (count,) = find_counts("抽查12家重点企业和门店")
    assert (count.before, count.noun) == ("抽查", "重点企业")
