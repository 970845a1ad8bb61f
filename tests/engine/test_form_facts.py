"""Slips of typing, leftovers of templates, names of units: what is found and what is left alone."""

from __future__ import annotations

import pytest

from gkcheck.language.leftovers import find_leftovers, find_year_frames
from gkcheck.language.slips import find_slips
from gkcheck.similarity.unit_names import names_nobody, same_unit, set_variants, variants


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("成立10 周年", "space"),
        ("在 2个工作日内", "space"),
        ("保留35项,取消4项", "mark"),
        ("公示(见附件)", "mark"),
        ("《关于印发<办法>的通知》", "angle"),
        ("实行开展培训", "doubled"),
        ("已完成，，", "doubled"),
        ("3月\u200b5日", "invisible"),
        ("3\ue0105日", "invisible"),
        ("3⽉5日", "lookalike"),
        ("GD\u0420R", "lookalike"),  # a Cyrillic letter
    ],
)
def test_slips(text: str, kind: str) -> None:
    assert kind in {slip.kind for slip in find_slips(text)}


@pytest.mark.parametrize(
    "text",
    [
        "IPv6改造和互联网+政务服务",
        "9:30至17:00，共1,200件，3.5公里",
        "https://a.gov.cn/x,y;z?a=1(b)",
        "1. 梳理事项\n2. 公布清单",
        "Windows Server 2016 软件",
        "张 三  李 四",
        "目的的确明确",
        "2019.11.8通过",
        "PM2.5 (AQI)",
    ],
)
def test_no_slips(text: str) -> None:
    assert not find_slips(text)


@pytest.mark.parametrize(
    "text",
    [
        "发放材料XX份", "共×件", "于X月X日召开", "____年完成", "（请填写情况）", "（待补充）", "【】", "印发《》", "{单位名称}",
        "示例：已完成", "（范文）", "xx市人民政府", "20XX年完成", "共计    人", "占XX%", "TODO", "Lorem ipsum dolor",
    ],
)  # fmt: skip
def test_leftovers(text: str) -> None:
    found = find_leftovers(text) or find_leftovers("共" + text)
    assert any(one.sure for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "X光检查3次", "7×24小时", "“1+X”行动", "张××等3人", "138****1234", "闽D×××××", "查处××公司", "某公司", "《××领域目录》", "“××码”",
        "IPv6", "填报示例12份", "（线上填写申请表）", "2×3米", "李XX信访件", "N+X项", "f()", "待补充材料的申请12件", "【政策解读】", "共 3 件",
        "http://a/__x__", "（各单位按月填报《台账》）",
    ],
)  # fmt: skip
def test_no_leftovers(text: str) -> None:
    assert not find_leftovers(text)


def test_year_frames() -> None:
    assert [year for year, _, _ in find_year_frames("2017年，我局巡查。2018年度共办结3件。")] == [2017, 2018]
    for text in ("2017年以来", "比2017年增长", "2017年印发的办法", "自2017年起，我局", "某发〔2017〕3号"):
        assert not find_year_frames(text)


@pytest.mark.parametrize(
    "pair",
    [
        "区卫健局 区卫生健康局", "市发展改革委 市发展和改革委员会", "市人社局 市人力资源和社会保障局", "市政府办 市政府办公室",
        "市城管局 市城市管理局", "山海市教育局 市教育局", "市国资委 市国有资产监督管理委员会", "市场监管局 市场监督管理局",
    ],
)  # fmt: skip
def test_same_unit(pair: str) -> None:
    one, other = pair.split()
    assert same_unit(one, other) and same_unit(other, one)


@pytest.mark.parametrize(
    "pair",
    [
        "市政府办公室 市政府应急管理办公室", "市委编办 市政府办公室", "市农业局 市农业农村局", "市税务局 市地方税务局",
        "市财政局 市财政局国库支付局", "区教育局 市教育局", "市公安局 市公安消防局", "市委宣传部 市委统战部", "县城管局 县城建局",
        "第一科 第二科", "市科协 市科技局", "市教育局 市教育局",
    ],
)  # fmt: skip
def test_other_unit(pair: str) -> None:
    one, other = pair.split()
    assert not same_unit(one, other) and not same_unit(other, one)


def test_variants_and_sets() -> None:
    assert [tuple(pair) for pair in variants(["县教育局", "教育局", "县水利局"])] == [("县教育局", "教育局")]
    assert not variants(["县教育局", "市教育局", "教育局"]), "which of the two is meant is open"
    assert names_nobody("办") and not names_nobody("考评办")
    assert (
        len(list(set_variants([["各处室", "大队", "办"], ["各处室", "大队", "考评办"], ["各处室", "办"]])))
        == 1
    )
