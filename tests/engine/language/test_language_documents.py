"""Titles and document numbers: where a code begins, and every broken spelling."""

import pytest

from gkcheck.language.documents import find_document_numbers, find_titles


@pytest.mark.parametrize(
    ("text", "words", "normal", "problems"),
    [
        ("印发方案（青府办〔2021〕8号）", "青府办〔2021〕8号", "青府办〔2021〕8号", ()),
        ("已于4月9日以本局青建发〔2021〕8号文件公布", "青建发〔2021〕8号", "青建发〔2021〕8号", ()),
        ("按照国办发〔2021〕8 号要求", "国办发〔2021〕8 号", "国办发〔2021〕8号", ("space",)),
        ("根据国办发〔２０２１〕８号", "国办发〔２０２１〕８号", "国办发〔2021〕8号", ("full_width",)),
        ("国办发[2021]8号", "国办发[2021]8号", "国办发〔2021〕8号", ("bracket",)),
        ("国办发（2021）8号", "国办发（2021）8号", "国办发〔2021〕8号", ("bracket",)),
        ("国办发【2021】8号", "国办发【2021】8号", "国办发〔2021〕8号", ("bracket",)),
        ("青府办〔20218号", "青府办〔20218号", "青府办〔2021〕8号", ("missing_bracket",)),
        ("青府办2021〕8号", "青府办2021〕8号", "青府办〔2021〕8号", ("missing_bracket",)),
        ("青政办发202118号", "青政办发202118号", "青政办发〔2021〕18号", ("no_bracket",)),
        ("青府〔21〕8号", "青府〔21〕8号", "青府〔2021〕8号", ("short_year",)),
        ("青府〔2021〕第8号", "青府〔2021〕第8号", "青府〔2021〕8号", ("ordinal",)),
        ("青府〔2021〕008号", "青府〔2021〕008号", "青府〔2021〕8号", ("zero",)),
        ("青府〔2021〕8，", "青府〔2021〕8", "青府〔2021〕8号", ("no_suffix",)),
        ("国务院令第711号", "国务院令第711号", "国务院令第711号", ()),
        ("主席令第五十七号", "主席令第五十七号", "主席令第57号", ()),
        ("税务总局公告2021年第8号", "税务总局公告2021年第8号", "税务总局公告2021年第8号", ()),
        ("2021年第8号公告", "2021年第8号公告", "公告2021年第8号", ()),
        ("会议纪要〔2021〕8号", "会议纪要〔2021〕8号", "会议纪要〔2021〕8号", ()),
        ("转发省政府办公厅青政办〔2021〕8号", "青政办〔2021〕8号", "青政办〔2021〕8号", ()),
        ("联合印发青建联〔2021〕8号", "青建联〔2021〕8号", "青建联〔2021〕8号", ()),
        ("和政办〔2021〕8号", "和政办〔2021〕8号", "和政办〔2021〕8号", ()),
        ("市城市管理局青城管〔2021〕8号", "青城管〔2021〕8号", "青城管〔2021〕8号", ()),
    ],
)  # fmt: skip
def test_numbers(text, words, normal, problems):
    (number,) = find_document_numbers(text)
    assert (number.text, number.normal, number.problems) == (words, normal, problems)
    assert number.well_formed is (not problems)
    assert text[number.start : number.end] == words


def test_several_numbers_share_a_code():
    facts = find_document_numbers("青府〔2020〕5号、6号和〔2021〕7号，青建发〔2021〕8号")
    assert [fact.normal for fact in facts] == [
        "青府〔2020〕5号",
        "青府〔2020〕6号",
        "青府〔2021〕7号",
        "青建发〔2021〕8号",
    ]


@pytest.mark.parametrize(
    "text",
    ["GB/T 9704-2012", "（2021）青01行初5号", "增开（2021）5号线", "责令3号楼整改", "2021年第3号台风", "2021年5月8号", "20210831号", "〔2021〕8号", "2021年"],
)  # fmt: skip
def test_no_numbers(text):
    assert find_document_numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("落实《甲办法》和《乙规定》", ["甲办法", "乙规定"]),
        ("《转发〈甲方案〉的通知》", ["转发〈甲方案〉的通知"]),
        ("《关于印发《甲方案》的通知》", ["关于印发《甲方案》的通知"]),
        ("《没有闭合，见《乙规定》", ["乙规定"]),
        ("《不是。书名》", []),
        ("印发<关于加强监管的意见>，并学习", ["关于加强监管的意见"]),
        ("下发“关于做好防汛工作的通知”", ["关于做好防汛工作的通知"]),
        ("“三公”经费<5万元>", []),
        ("《》", []),
    ],
)
def test_titles(text, names):
    assert [title.name for title in find_titles(text)] == names
