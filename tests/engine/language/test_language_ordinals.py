"""Numbers at the head of headings, and the days on which something was done."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gkcheck.language.ordinals import find_ordinal_days, heading_number


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一、着力公开", ("part", 1)),
        ("（十二）审查", ("bracket", 12)),
        ("(三) 解读", ("bracket", 3)),
        ("二十一、附则", ("part", 21)),
        ("第三部分 平台", ("part", 3)),
        ("12.制度", ("arabic", 12)),
        ("一百零三、其他", ("part", 103)),
        ("着力公开", None),
        ("一网通办", None),
    ],
)
def test_heading_number(text: str, told: tuple[str, int] | None) -> None:
    assert heading_number(text) == told


def test_ordinal_days() -> None:
    text = "第 2 个工作日办结31件，第3日办结2件，第一日报未刊登"
    assert [(day.number, day.unit) for day in find_ordinal_days(text)] == [
        (Decimal(2), "working_day"),
        (Decimal(3), "day"),
    ]
    assert all(text[day.start : day.end] == day.text for day in find_ordinal_days(text))
