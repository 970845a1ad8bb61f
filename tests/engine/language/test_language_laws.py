"""Laws of every finder: exact words, order, determinism, blanks that change nothing, linear time, quick import."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gkcheck.language.bans import find_bans
from gkcheck.language.channels import find_channels, find_links
from gkcheck.language.clauses import clause_role, split_clauses, split_sentences
from gkcheck.language.dates import find_dates
from gkcheck.language.documents import find_document_numbers, find_titles
from gkcheck.language.form import derive, fold
from gkcheck.language.frequency import find_frequencies
from gkcheck.language.masking import mask
from gkcheck.language.quantities import find_counts, find_rates, find_universals
from gkcheck.language.speech import find_nils, find_open_terms
from gkcheck.language.units import split_units
from gkcheck.language.windows import find_windows

FINDERS: tuple[Callable[[str], tuple[tuple, ...]], ...] = (
    find_dates, find_windows, find_frequencies, find_rates, find_universals, find_counts, find_titles, find_document_numbers,
    split_clauses, split_sentences, find_bans, find_nils, find_open_terms,
    find_channels, find_links, split_units,
)  # fmt: skip

PIECES = (
    "2021年8月31日", "8月底前", "1-11月", "第三季度", "年底", "今年以来", "在3个工作日内",
    "自受理之日起五日内", "从15日缩短到5日", "24小时值守", "当日", "每年至少1次", "按月", "定期",
    "95%以上", "百分之百", "三分之二", "不少于3件", "100多条", "近百家", "一次", "均应", "全部",
    "应公开尽公开", "凡", "都要", "《办法》", "《", "》", "（", "）", "“", "”", "青府〔2021〕8号",
    "〔2021", "国务院令第711号", "不得", "严禁", "将", "拟", "未", "无", "0件", "通过网站公开",
    "http://a.gov.cn/b", "，", "。", "；", "\n", "\t", "１", "２", "％", "①", "零", "十", "百", "万",
    "两", "半", "第", "前", "后", "内", "起", "日", "月", "年", "个", "人", "局",
)  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.text(max_size=60),
)


@given(texts)
@example("一月一")
@example("每年")
@example("1 ")
def test_facts_quote_the_text_in_order(text):
    for find in FINDERS:
        facts = find(text)
        starts = [fact.start for fact in facts]
        assert starts == sorted(starts), find.__name__
        for fact in facts:
            assert 0 <= fact.start < fact.end <= len(text), (find.__name__, fact)
            assert text[fact.start : fact.end] == fact.text, (find.__name__, fact)
        assert find(text) == facts
    clause_role(text)


@given(texts)
def test_the_derived_form_maps_back(text):
    form = derive(text)
    assert len(form.text) == len(form.origin)
    assert list(form.origin) == sorted(set(form.origin))
    assert (
        fold(form.text) == form.text or " " in form.text
    )  # what was joined may join again beside a kept blank
    masked = mask(text)
    for at in range(len(masked.text)):
        start, end = masked.span(at, at + 1)
        assert 0 <= start < end <= len(text)


@given(texts)
def test_windows_hold_their_core_and_trigger(text):
    for window in find_windows(text):
        assert window.start <= window.core_start < window.core_end <= window.end
        if window.trigger:
            assert fold(text[window.trigger_start : window.trigger_end]) == window.trigger
        else:
            assert (window.trigger_start, window.trigger_end) == (-1, -1)


@given(texts, st.one_of(st.none(), st.integers(1990, 2100)))
def test_dates_are_in_order(text, year):
    for fact in find_dates(text, year):
        if fact.first is not None and fact.last is not None:
            assert fact.first <= fact.last
        if year is None and not fact.year_given and fact.first is not None:
            assert any(other.year_given for other in find_dates(text, None))


SENTENCES = (
    "应在受理后12个工作日内答复",
    "每季度至少召开2次会议",
    "于2021年11月30日前完成115件",
    "按期办结率达到98.5%以上",
    "根据青府办〔2021〕118号，新建1500个以上",
)


def values(text):
    return (
        [(w.number, w.unit, w.bound, w.trigger) for w in find_windows(text)],
        [(f.period, f.every, f.times, f.at_least) for f in find_frequencies(text)],
        [(d.first, d.last, d.relation) for d in find_dates(text, 2022)],
        [(r.value, r.bound) for r in find_rates(text)],
        [(c.value, c.measure, c.bound) for c in find_counts(text)],
        [n.normal for n in find_document_numbers(text)],
    )


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("gap", [" ", "\u3000", "\n", "\u200b", "\u00a0"])
def test_a_blank_anywhere_changes_no_value(sentence, gap):
    for at in range(1, len(sentence)):
        if sentence[at] == "." or sentence[at - 1] == ".":
            continue  # 98. 5 may be an item number
        assert values(sentence[:at] + gap + sentence[at:]) == values(sentence), at


@pytest.mark.parametrize("sentence", SENTENCES)
def test_full_width_writing_changes_no_value(sentence):
    wide = sentence.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert values(wide) == values(sentence)


HOSTILE = (
    "1", "一", "十", "年", "月", "前", "后", "自", "将", "无", "未", "应", "每", "第", "的", "（", "《",
    "》", "“", "\"", "<", "〔2018", "〔2018〕", "、1", "1-", "1、", "a.", "http://", "百分之", "0.",
    "12345", "8月", "5日至", "3至", "1-2月", "令第", "每年1次", "5日内", "从5日到3日", "2018年8月31日",
    "自受理之日起", "不少于3件", "青府〔2018〕5号", "均应", "“关于", "一月一", "月底", "公布", "纳入",
    "待", "凡",
)  # fmt: skip


@pytest.mark.parametrize("piece", [*HOSTILE, " ", "\n", "1 "])
def test_time_grows_with_length_only(piece):
    text = piece * (20_000 // len(piece))
    form = derive(text)
    assert len(form.text) <= len(text)
    for find in FINDERS:
        begun = time.process_time()
        find(text)
        assert time.process_time() - begun < 1.5, find.__name__  # quadratic ones take minutes


def test_import_is_light(tmp_path):
    names = (
        "form",
        "numerals",
        "dates",
        "windows",
        "frequency",
        "quantities",
        "documents",
        "clauses",
        "masking",
    )
    modules = ", ".join(f"gkcheck.language.{name}" for name in names)
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}
    heavy = (
        "import sys; "
        + f"import {modules}; print([m for m in ('pydantic', 'unicodedata', 'calendar', 'rapidfuzz') if m in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", heavy], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert told.strip() == "[]"
