"""Periods that figures are told for, rough figures, and negatives."""

from __future__ import annotations

import pytest

from gkcheck.language.approximations import find_approximations
from gkcheck.language.negatives import find_negatives
from gkcheck.language.reporting import find_reporting_periods


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2018年1-11月，公开信息63件。", ["partial"]),
        ("截至9月底，累计受理30件。", ["partial"]),
        ("前三季度招标12宗。", ["partial"]),
        ("今年以来办理88件。", ["running"]),
        ("今年发布消息100多条。", ["running"]),
        ("截至目前收到12件。", ["running"]),
        ("2018年，公开信息63件。", ["year"]),
        ("1至12月发放补贴2.1万人次。", ["year"]),
        ("2018年（截至12月31日）公开63件。", ["year", "year"]),
        ("1—6月受理30件，7—12月受理45件。", ["partial", "year"]),
        ("1月5日至24日检查286家。", []),
        ("今年针对牵头起草的文件（《甲乙3件》）制作解读材料。", []),
        ("今年5月检查12次。", []),
        ("截至9月底，38个小区全部完成改造。", []),
        ("目前共有43大项。", []),
    ],
)
def test_periods(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in find_reporting_periods(text, 2018)] == kinds


def test_without_a_year_only_words_that_need_none_are_told() -> None:
    assert [one.kind for one in find_reporting_periods("今年以来办理88件，1-11月办理80件。", None)] == [
        "running"
    ]


@pytest.mark.parametrize(
    "text", ["消息100多条", "近百件", "5800余人次", "多次走访企业", "若干件", "数十家", "发放大量宣传资料"]
)
def test_rough(text: str) -> None:
    assert find_approximations(text)


@pytest.mark.parametrize(
    "text",
    [
        "约谈2家", "其余7件", "签约300户", "预约86次", "余额为零", "约3.2公里", "近200万元", "最多跑一次", "多场景应用", "多渠道公开",
        "《若干措施》", "3至5件", "5800余人次（5832人次）", "多次走访（3月5日、6月8日）", "群众多次反映", "近年来", "线上2场",
    ],
)  # fmt: skip
def test_not_rough(text: str) -> None:
    assert not find_approximations(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("未发现问题", "found"),
        ("没有发现违纪行为", "found"),
        ("未见异常", "found"),
        ("未发生安全事故", "event"),
        ("无超期", "event"),
        ("零投诉", "event"),
    ],
)
def test_negatives(text: str, kind: str) -> None:
    assert [one.kind for one in find_negatives(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    ["无障碍通道", "无人机巡查", "未见成效", "无需更新", "清单之外无权力", "发现问题3个", "未发布信息"],
)
def test_no_negative(text: str) -> None:
    assert not find_negatives(text)
