"""What is personal, how it is masked, and that no output of a run repeats it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gkcheck
from gkcheck.language.identifiers import is_card_number, is_identity_number, is_mobile_number
from gkcheck.model import Submission, Task
from gkcheck.privacy import Veil, find_personal, mask_personal

IDENTITY = "11010519491231002X"  # the example of GB 11643-1999
MOBILE = "13800138000"
CARD = "6222021234567890128"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"居民孙桂兰（电话{MOBILE}）", "居民孙桂兰（电话138****8000）"),
        ("１３８００１３８０００", "１３８****８０００"),
        ("138 0013 8000", "138 **** 8000"),
        ("+86-138-0013-8000", "+86-138-****-8000"),
        ("8613800138000", "86138****8000"),
        ("138001\n38000", "138***\n*8000"),
        ("138\u200b00138000", "138\u200b****8000"),
        ("13800138000/13900139000", "138****8000/139****9000"),
        (f"3 {MOBILE}", "3 138****8000"),
        (IDENTITY, "11*************02X"),
        ("110105 19491231 002x", "11**** ******** *02x"),
        ("110105491231002", "11**********002"),
        (f"卡号{CARD}", "卡号6222***********0128"),
        ("6222 0212 3456 7890 128", "6222 **** **** ***0 128"),
        ("李女士（0592-5379376）", "李女士（0592-5*****6）"),
        ("信访人张伟，电话5379376", "信访人张伟，电话53****6"),
        ("孙桂兰家住建设路18号3栋502室", "孙桂兰家住建设路**号*栋***室"),
        ("村民李大山，家庭住址：青山镇石头村3组12号。", "村民李大山，家庭住址：青山镇石头村*组**号。"),
        (
            "身份证号110105194912310021",
            "身份证号11*************021",
        ),  # a wrong check digit is hidden all the same
        (
            "村民周水根（电话13900000000，住柳河镇上街村12组36号）",
            "村民周水根（电话13900000000，住柳河镇上街村**组**号）",
        ),
    ],
)
def test_masked(text: str, masked: str) -> None:
    assert mask_personal(text) == masked
    assert len(masked) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "联系电话0592-5379376",
        "12345热线、12319平台、110、96871",
        "某政发〔2017〕495号",
        f"流水号：{MOBILE}",
        f"工单编号{MOBILE}",
        f"投入{MOBILE}元",
        "投资15000000000",
        "统一社会信用代码91350200MA2XQ6RT5U",
        "编号00146至00191",
        "项目代码2018-350200-48-01-012345",
        f"https://www.example.gov.cn/t20190507_{MOBILE}.html",
        f"http://example.gov.cn/{MOBILE}.html",
        "监督电话12350、5379376",
        "局长周文博到会",
        "地址：建设路18号行政服务中心",
        "家住建设路的张女士",
        "公司住所地为建设路18号",
        "居住证办理3号窗口",
        "110105194912310021",  # wrong check digit, and nothing says that it is an identity number
        "1111111111111111111",
        "138****8000",
    ],
)
def test_not_personal(text: str) -> None:
    assert mask_personal(text) == text
    assert not find_personal(text)


def test_doubtful_identity_is_hidden_but_not_told() -> None:
    assert [one.sure for one in find_personal("身份证号110105194912310021")] == [False]


def test_arithmetic() -> None:
    assert is_identity_number(IDENTITY) and not is_identity_number("110105194912310021")
    assert not is_identity_number("110105194913310021"), "no thirteenth month"
    assert (
        is_mobile_number(MOBILE)
        and not is_mobile_number("12800138000")
        and not is_mobile_number("15000000000")
    )
    assert is_card_number(CARD) and not is_card_number("6222021234567890127")


@given(
    st.text(alphabet=st.sampled_from("1380 -X住家号室：电话女士，\n０\u200b"), max_size=60)
    | st.text(max_size=60)
)
@settings(max_examples=300, deadline=None)
def test_laws(text: str) -> None:
    masked = mask_personal(text)
    assert len(masked) == len(text)
    assert all(a == b or b == "*" for a, b in zip(text, masked, strict=True))
    for one in find_personal(text):
        assert text[one.start : one.end] == one.text
        assert len(one.masked) == len(one.text)


def test_a_veil_hides_parts_too() -> None:
    veil = Veil([f"身份证{IDENTITY}", "王女士家住建设路18号502室"])
    assert "19491231" not in veil.over("报告写到“身份证1101051949123”")
    assert veil.over("建设路18号502室") == "建设路**号***室"
    assert veil.over("2018年共13件，1380元") == "2018年共13件，1380元"


def test_no_output_repeats_it(tmp_path: Path) -> None:
    """Every field, in the text and in the JSON, whatever the rules quote."""
    private = (MOBILE, "１３８００１３８０００", IDENTITY, CARD, "502室")
    told = f"孙桂兰 {private[1]}，{IDENTITY}，{CARD}，家住建设路18号502室"
    task = Task(
        key="t#1!1", id=f"1（{MOBILE}）", title=f"办理{told}", section=(f"一、{told}",), requirement=f"{told}应当在3个工作日内答复，"
        f"答复率达到100%，{MOBILE}每月1次公开，2018年6月底前报{MOBILE}备案。", units=(f"办公室{MOBILE}",),
        units_text=f"办公室{MOBILE}", lead_unit=f"办公室{MOBILE}", deadline=f"2018年6月底前{MOBILE}", report=told,
    )  # fmt: skip
    same = task.model_copy(
        update={"key": "t#1!2", "id": "2", "title": "别的任务", "requirement": "开展巡查。"}
    )
    result = gkcheck.check(Submission(source="t", title=f"表 {MOBILE}", year=2018, tasks=(task, same)))
    result.write(tmp_path / "out.txt")
    for document in (result.to_json(), (tmp_path / "out.txt").read_text(encoding="utf-8")):
        for word in private:
            assert word not in document
    first = result.submissions[0].tasks[0]
    assert len(first.report) == len(task.report)
    for finding in result.findings:
        for span in finding.spans:
            owner = next(one for one in result.submissions[0].tasks if one.key == span.key)
            text = "\n".join(owner.section) if span.field == "section" else getattr(
                owner, {"units": "units_text"}.get(span.field, span.field)
            )  # fmt: skip
            assert text[span.start : span.end] == span.text
    for demand in first.demands:
        assert demand.text in (first.requirement + first.deadline)


def test_a_table_without_it_is_left_as_it_is() -> None:
    task = Task(
        key="t#1!1", id="1", title="热线", requirement="公布电话。", report="公布12345热线和0592-5379376。"
    )
    result = gkcheck.check(Submission(source="t", year=2018, tasks=(task,)))
    assert result.submissions[0].tasks[0].report == task.report
