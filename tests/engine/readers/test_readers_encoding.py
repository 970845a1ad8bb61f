"""Bytes to text: every usual encoding, damaged and mixed files, and text that was garbled before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_grids import codes, read_text

from gkcheck.errors import ReadError
from gkcheck.readers.encoding import clean_text, decode, garbled

TABLE = """工作任务,工作要求,责任单位,落实情况
1.加强窗口服务,六月底前公布服务清单并接受监督,服务科,清单已于五月三十日公布
2.推进信息公开,及时公开办理结果,信息科,全年公开二十件
"""
TRADITIONAL = """工作任務,工作要求,責任單位,落實情況
1.加強窗口服務,六月底前公布服務清單並接受監督,服務科,清單已於五月三十日公布
"""
PLAIN = "我局认真组织开展工作，今年共办理群众来信二十余件，全部按时回复。"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gbk", "gb18030"), ("gb18030", "gb18030"), ("gb2312", "gb18030"),
     ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"), ("utf-32", "utf-32-le")],
)  # fmt: skip
def test_encodings(encoding: str, named: str) -> None:
    got = decode(TABLE.encode(encoding), source="x")
    assert (got.text, got.encoding, got.warnings) == (TABLE, named, ())
    assert read_text(TABLE.encode(encoding), "x.csv").encoding == named


def test_big5_is_not_taken_for_gb18030() -> None:
    got = decode(TRADITIONAL.encode("big5"), source="x")
    assert (got.text, got.encoding) == (TRADITIONAL, "big5hkscs")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16-le", "utf-16-be"])
def test_texts_without_headings(encoding: str) -> None:
    assert decode(PLAIN.encode(encoding), source="x").text == PLAIN


def test_line_ends_become_line_feeds() -> None:
    assert decode("甲\r\n乙\r丙".encode(), source="x").text == "甲\n乙\n丙"


def test_the_callers_encoding_wins() -> None:
    assert decode(TABLE.encode("gbk"), source="x", wanted="gbk").text == TABLE
    for wanted in ("utf-8", "no-such", "rot13", "unicode_escape", "idna", "hex"):
        with pytest.raises(ReadError) as caught:
            decode(TABLE.encode("gbk"), source="x", wanted=wanted)
        assert caught.value.code == "encoding"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_cut_letter_is_replaced_and_said(encoding: str) -> None:
    data = TABLE.rstrip().encode(encoding)[:-1]
    got = decode(data, source="x")
    assert got.text.startswith(TABLE[:60])
    assert got.text.endswith("�")
    assert [(w.code, w.incomplete, w.location.line) for w in got.warnings] == [("unreadable-bytes", True, 3)]


def test_mixed_encodings_are_refused() -> None:
    lines = TABLE.split("\n")
    data = (lines[0] + "\n" + lines[1] + "\n").encode("gbk") + lines[2].encode()
    with pytest.raises(ReadError) as caught:
        decode(data, source="x")
    assert caught.value.code == "encoding"


def test_nul_is_replaced_and_said() -> None:
    got = decode("工作任务,落实情况\n甲\x00,乙".encode(), source="x")
    assert "\x00" not in got.text
    assert got.warnings[0].incomplete


def test_blank_text_is_refused() -> None:
    for data in (b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe"):
        with pytest.raises(ReadError) as caught:
            decode(data, source="x")
        assert caught.value.code == "empty-file"


def test_clean_text() -> None:
    assert clean_text("甲\x00\ud800乙\udfff") == "甲��乙�"
    assert clean_text("𠮷甲\ue000") == "𠮷甲\ue000"


def test_garbled_texts() -> None:
    for text in ("清单已公布，全年办理二十件", "责任单位为办公室", "落实情况良好"):
        assert garbled(text.encode().decode("gbk", "replace"))
        assert garbled(text.encode().decode("cp1252", "replace"))
        assert not garbled(text)
    assert garbled("锟斤拷锟斤拷")
    assert not garbled("café Ångström")


def test_a_garbled_table_is_said() -> None:
    bad = "全年公开二十件，均已回复".encode().decode("gb18030", "replace")
    assert codes(read_text(TABLE.replace("全年公开二十件", bad).encode(), "x.csv")) == ["mojibake"]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_only_raise_read_errors(data: bytes) -> None:
    try:
        got = decode(data, source="x")
    except ReadError:
        return
    got.text.encode("utf-8")
    assert "\x00" not in got.text


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=60))
def test_any_utf8_text_comes_back(text: str) -> None:
    assert decode(text.encode(), source="x").text == text
