"""Nil returns, words without a number, channels, links, unit names, masking."""

import pytest

from gkcheck.language.channels import find_channels, find_links, same_channel
from gkcheck.language.masking import mask
from gkcheck.language.speech import find_nils, find_open_terms
from gkcheck.language.units import split_units


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("本年度无变更", ["no_case"]),
        ("未收到申请，无需更新", ["no_case", "not_needed"]),
        ("不涉及此项", ["not_concerned"]),
        ("受理申请0件", ["zero"]),
        ("受理10件", []),
        ("无障碍", []),
        ("不发布没有直接关联的信息", []),
    ],
)
def test_nils(text, kinds):
    assert [one.kind for one in find_nils(text)] == kinds


def test_words_without_a_number():
    text = "及时公开，逐步完善，按期办结，长期坚持，基本实现，定期通报，定期存款"
    kinds = ["prompt", "gradual", "on_time", "lasting", "whole", "regular"]
    assert [one.kind for one in find_open_terms(text)] == kinds


def test_channels():
    facts = find_channels("通过在线访谈、新闻发布会等方式，在本局网站和“乐办事”服务平台公开")
    assert [(one.kind, one.name, one.example) for one in facts] == [
        ("interview", "", True), ("press", "", True), ("website", "", False), ("platform", "乐办事", False),
    ]  # fmt: skip
    own, other = find_channels("本局网站、门户网站")
    assert same_channel(own, other)
    assert find_channels("政府网络，政府网上超市") == ()


def test_links():
    text = "见https://www.a.gov.cn/x/t1.html，或 b.gov.cn。邮箱c@d.com"
    assert [one.text for one in find_links(text)] == ["https://www.a.gov.cn/x/t1.html", "b.gov.cn"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("牵头单位：发改委；配合单位：财政局、各县（市、区）", [("发改委", "lead"), ("财政局", "support"), ("各县（市、区）", "support")]),
        ("办公室（牵头）、法规处", [("办公室", "lead"), ("法规处", "")]),
        ("教育局牵头，财政局、人社局配合", [("教育局", "lead"), ("财政局", "support"), ("人社局", "support")]),
        ("文化和旅游局\n各处室等", [("文化和旅游局", ""), ("各处室", "")]),
        ("", []),
    ],
)  # fmt: skip
def test_units(text, units):
    found = split_units(text)
    assert [(one.text, one.role) for one in found] == units
    assert all(text[one.start : one.end] == one.text for one in found)


def test_masking():
    text = "我局按《某办法》（青府〔2021〕8 号）要求，由青溪县政府完善 制度。"
    masked = mask(text, ("青溪县政府",))
    assert masked.text == "我局按要求由完善制度"
    start, end = masked.span(masked.text.index("完善"), len(masked.text))
    assert text[start:end] == "完善 制度"
    assert "某办法" in mask(text, titles=False).text
    assert mask("").span(0, 0) == (0, 0)
