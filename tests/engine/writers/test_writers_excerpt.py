"""Excerpts: the marks stand under the words, whatever the width of the letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gkcheck.writers.excerpt import excerpts
from gkcheck.writers.lines import clean, width


def under(text: str, marks: str, ambiguous: int = 1) -> str:
    """The letters of a line that have a ^ under them."""
    at, marked = 0, ""
    for letter in text:
        columns = width(letter, ambiguous)
        if marks[at : at + columns].strip():
            marked += letter
        at += columns
    return marked


def test_marks_stand_under_full_width_letters():
    text = "应当在2个工作日内办结"
    (one,) = excerpts(text, [(3, 9)], 80)
    assert one.text == text
    assert under(one.text, one.marks) == "2个工作日内"
    assert one.marks == " " * 6 + "^" * 11


def test_a_window_of_twelve_letters_with_dots():
    text = "甲" * 30 + "二日内" + "乙" * 30
    (one,) = excerpts(text, [(30, 33)], 80)
    assert one.text == "…" + "甲" * 12 + "二日内" + "乙" * 12 + "…"
    assert under(one.text, one.marks) == "二日内"


def test_a_few_letters_at_the_ends_are_not_left_out():
    text = "甲" * 15 + "二日内" + "乙" * 15 + "。"
    (one,) = excerpts(text, [(15, 18)], 80)
    assert one.text == text


def test_two_spans_share_a_line_when_they_fit():
    text = "甲" * 40 + "前面" + "乙" * 40 + "后面" + "丙" * 40
    (one,) = excerpts(text, [(82, 84), (40, 42)], 200)
    assert one.text.count("…") == 3
    assert under(one.text, one.marks) == "前面后面"


def test_two_spans_stand_on_two_lines_when_they_do_not_fit():
    text = "甲" * 40 + "前面" + "乙" * 40 + "后面" + "丙" * 40
    first, second = excerpts(text, [(40, 42), (82, 84)], 70)
    assert under(first.text, first.marks) == "前面"
    assert under(second.text, second.marks) == "后面"


def test_long_words_lose_their_middle_not_their_ends():
    text = "始" + "长" * 300 + "终"
    (one,) = excerpts(text, [(0, len(text))], 60)
    assert one.text.startswith("始") and one.text.endswith("终")
    assert width(one.text) <= 60
    assert under(one.text, one.marks) == one.text


def test_line_breaks_and_controls_keep_the_marks_in_place():
    text = "甲\n\x1b[31m乙\t丙"
    (one,) = excerpts(text, [(text.index("乙"), text.index("乙") + 1)], 80)
    assert one.text == "甲 \\x1b[31m乙 丙"
    assert under(one.text, one.marks) == "乙"


def test_on_a_gbk_console_dots_and_quotes_are_two_columns():
    text = "甲" * 30 + "“二日”" + "乙" * 30
    (one,) = excerpts(text, [(31, 33)], 80, ambiguous=2)
    assert under(one.text, one.marks, ambiguous=2) == "二日"


def test_empty_spans_and_spans_beyond_the_text_are_left_out():
    assert excerpts("甲乙", [(1, 1), (5, 9)], 80) == ()


@given(
    st.text(st.sampled_from("甲乙ab，。“”… \n\x1b①"), min_size=1, max_size=200),
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), min_size=1, max_size=5),
    st.sampled_from([40, 71, 100]),
    st.sampled_from([1, 2]),
)
def test_every_excerpt_fits_and_marks_something(text, spans, columns, ambiguous):
    made = excerpts(text, [(start, start + length) for start, length in spans], columns, ambiguous)
    assert bool(made) == any(start < len(text) for start, _ in spans)
    for one in made:
        assert width(one.text, ambiguous) <= columns
        assert len(one.marks) <= width(one.text, ambiguous)
        assert "^" in one.marks
        assert one.text == clean(one.text)


@given(st.text(st.sampled_from("甲乙ab，“”…"), min_size=1, max_size=60), st.data())
def test_the_marked_letters_are_the_words(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (one,) = excerpts(text, [(start, end)], 400)
    assert under(one.text, one.marks) == text[start:end]
