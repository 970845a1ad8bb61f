"""Patterns that open with the letters they can begin with find what they would find without them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.language import channels, datewords, frequency, personal, slips, tense, universals

PATTERNS: dict[str, Callable[[], re.Pattern[str]]] = {
    "channels": channels._channel,
    "open period": datewords.open_period,
    "part of a year": datewords.part,
    "frequency": frequency._every,
    "personal": personal._worth_a_look,
    "doubled words": slips._doubled,
    "future": tense._future,
    "universals": universals._words,
}


def _texts(pattern: str) -> st.SearchStrategy[str]:
    """Texts of the words and letters a pattern is made of."""
    words = sorted({*re.findall(r"[\u4e00-\u9fff]{2,}", pattern), *re.findall(r"[\u4e00-\u9fff]", pattern)})
    pieces = st.sampled_from(
        [*words, "1", "12", "100%", "1月", "Q1", '"', "，", "。", "、", "tel", "TEL", "APP"]
    )
    return st.lists(pieces, max_size=12).map("".join)


@pytest.mark.parametrize("name", PATTERNS)
def test_first_letters_leave_nothing_out(name: str) -> None:
    pattern = PATTERNS[name]()
    opening = re.match(r"\(\?=\[[^\]]*\]\)", pattern.pattern)
    assert opening is not None
    plain = re.compile(pattern.pattern[opening.end() :])

    @given(_texts(pattern.pattern))
    def same(text: str) -> None:
        found = [match.span() for match in pattern.finditer(text)]
        assert found == [match.span() for match in plain.finditer(text)]

    same()
