"""Numbers: Arabic, Chinese and mixed, against cn2an; ordinals and set phrases are none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.language.numerals import parse_number, scan

cn2an = pytest.importorskip("cn2an")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1,234", 1234),
        ("1,234.5", "1234.5"),
        ("３６", 36),
        ("1.5万", 15000),
        ("3亿5000万", 350000000),
        ("12万3千", 123000),
        ("两", 2),
        ("十", 10),
        ("廿五", 25),
        ("一百零八", 108),
        ("一百八", 180),
        ("两万五", 25000),
        ("十二万三千", 123000),
        ("二〇二三", 2023),
        ("二零二三", 2023),
        ("一点五", "1.5"),
        ("半", "0.5"),
        ("百", 100),
        ("1 000", 1000),
    ],
)
def test_values(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "第一",
        "①",
        "三五",
        "十十",
        "一网",
        "一百百",
        "3件",
        "百分之五",
        "1,23",
        "一万亿万",
        "ABC",
        "5" * 60,
    ],
)
def test_no_numbers(text):
    assert parse_number(text) is None


@given(st.integers(0, 10**12))
def test_chinese_writing_agrees_with_cn2an(number):
    assert parse_number(cn2an.an2cn(number)) == number
    assert parse_number(str(number)) == number
    assert parse_number(f"{number:,}") == number


def test_scan_marks_ordinals_and_their_lists():
    found = {(one.start, one.ordinal) for one in scan("第3、4项和5件，第十二条")}
    assert found == {(1, True), (3, True), (6, False), (10, True)}


def test_times_of_day_are_no_decimals():
    assert [one.value for one in scan("八点三十分")] == [8, 30]
