"""The derived form: what reads alike is alike, offsets lead back, and nothing else is touched."""

import pytest

from gkcheck.language.form import derive, fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("２ 个 工 作 日", "2个工作日"),
        ("第 3\n季度", "第3季度"),
        ("达 到 ９８．５ ％", "达到98.5%"),
        ("“互联网＋监管”", '"互联网+监管"'),
        ("（一）完成；", "(一)完成；"),
        ("完成,上报;备案", "完成，上报；备案"),
        ("共 1,234 件", "共1,234件"),
        ("支持 IPv6 升级", "支持IPv6升级"),
        ("GB/T 9704 and ISO rules", "GB/T9704and ISO rules"),
        ("公\u200b开\ufeff清\ue123单", "公开清单"),
        ("⽉底⼯作", "月底工作"),
        ("變更後3個工作日內", "变更后3个工作日内"),
        ("二○二三年", "二〇二三年"),
    ],
)
def test_one_spelling(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    "kept", ["①②⑩", "㈠", "㎡", "国办发〔2020〕5号", "《办法》", "每年——每月", "50 000 60 000"]
)
def test_left_alone(kept):
    assert fold(kept).replace(" ", "") == kept.replace(" ", "")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("2 0 2 3 年", "2023年"),
        ("1\n5 件", "15件"),
        ("10 000 人", "10000人"),
        ("37\t35", "37 35"),
        ("2022 2023", "2022 2023"),
        ("2023-03-31 09:30", "2023-03-31 09:30"),
        ("办结率100\n2.完善制度", "办结率100 2.完善制度"),
    ],
)
def test_blanks_between_digits(written, folded):
    assert fold(written) == folded


def test_spans_lead_back():
    text = "在 ３ 个\n工作日 内答复"
    form = derive(text)
    at = form.text.index("3个工作日内")
    assert form.slice(at, at + 6) == "３ 个\n工作日 内"
    assert form.span(0, 0) == (0, 0)
    assert form.span(len(form.text), len(form.text)) == (len(text), len(text))
    assert form.position(text.index("答")) == form.text.index("答")


def test_a_plain_text_maps_onto_itself():
    form = derive("完成编制并公布。")
    assert form.text == form.source
    assert [form.span(n, n + 1) for n in range(3)] == [(0, 1), (1, 2), (2, 3)]
