"""Laws every rule obeys on any text: no crash, deterministic, spans inside the text, both languages, linear time."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gkcheck.corpus import corpus_of
from gkcheck.engine import Active, judge
from gkcheck.model import Mark
from gkcheck.plugins import load
from gkcheck.rule_definition import Good, Row
from gkcheck.table import Table, understand
from gkcheck.testing import assert_lawful, submission_of

RULES = tuple(load().registry)
PIECES = [
    "在2个工作日内", "自受理之日起五日内", "答复", "公开", "8月底前", "2018年9月30日", "每年至少1 次", "100%", "百分之九十五",
    "均应", "全部", "不得", "不得力", "其中", "共43项", "18项", "（厦府办〔2018〕14号）", "《关于做好工作的通知》", "《", "》", "〔",
    "，", "。", "；", "、", "\n", " ", "　", "\t", "我局将", "已完成", "未发现", "本年度无变更", "12345", "13800138000", "网站", "编制清单",
    "①", "㎡", "\u200b", "\ue000", "A", "<关于>", "{", "}", "%s", "第3项", "今年以来", "截至9月底", "100多条", "比2017年增长", "XX份",
    "____", "(", ")", "（", "）", "“", "”", "【】", "市教育局", "市场监管局", "各区各部门要", "确保", "进一步", "等", "有条件的", "申请人", "家住",
    "同比增长12%", "增加到50件", "分别为3件、2件", "合计", "https://example.gov.cn/a", "微信公众号", "11010519491231002X", "0311-5379376",
    "２０１８", "＋", "暂无", "无", "——", "同第2项", "为政府网站找错", "应当", "鼓励", "可以", "如有", "一律", "经市政府同意", "二〇一八年",
]  # fmt: skip
official = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
texts = st.one_of(official, anything, st.tuples(official, anything).map("".join))
units = st.one_of(
    st.sampled_from(["", "办公室", "办", "市教育局、市发改委", "各处室、大队、办", "市发展和改革委员会"]),
    anything,
)
marks = st.lists(
    st.builds(Mark, kind=st.sampled_from(["merged", "hidden", "formula", "error"]), field=st.just("report")),
    max_size=1,
)
rows = st.builds(
    Row,
    requirement=texts,
    report=texts,
    title=texts,
    units=units,
    id=st.sampled_from(["", "1", "2", "9", "一"]),
    section=st.lists(st.one_of(st.sampled_from(["一、甲", "（二）乙", "三、丙"]), anything), max_size=2).map(
        tuple
    ),
    deadline=st.one_of(st.just(""), official),
    marks=marks.map(tuple),
)
tables = st.builds(
    Good,
    rows=st.lists(rows, min_size=1, max_size=4).map(tuple),
    year=st.sampled_from([2018, 2024, None]),
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(example=tables)
def test_any_text(example: Good) -> None:
    for rule in RULES:
        assert_lawful(rule, example)


LONG = [
    "内", "1", "《", "（", "“", " ", "，", "不得", "每月", "约3件", "办公室、", "在2个工作日内答复，", "共3件，其中", "〔2018〕1号",
    "按时公开《目录》；", "6月8日公开《目录》，", "100%18项已完成100%", "今年以来办结3件，",
]  # fmt: skip
SIZE = 20_000  # letters; and twice as many
FLOOR = 0.25  # seconds of CPU below which a doubling says nothing


def table_of(piece: str, size: int, attempt: int) -> Table:
    """Two rows full of one piece, with nothing worked out yet: no attempt finds what another one kept."""
    text = "甲乙丙"[attempt] + (piece * (size // len(piece) + 1))[:size]
    example = Good(
        rows=(Row(requirement=text, report=text), Row(requirement="答复", report=text, title="乙"))
    )
    return understand(submission_of(example), example.as_of)


def seconds(piece: str, size: int, attempt: int) -> dict[str, float]:
    """CPU time of each rule on a text of one repeated piece; what rules share falls on the first that asks."""
    spent: dict[str, float] = {}
    table = table_of(piece, size, attempt)
    corpus = corpus_of([table], table.as_of)
    gc.collect()
    gc.disable()  # what a long session has piled up is not the rule's doing
    try:
        for rule in RULES:
            start = time.process_time()
            judgement = judge(corpus, [Active(rule=rule, options=rule.options())])
            spent[rule.id] = time.process_time() - start
            for failure in judgement.failures:
                assert "yielded more than" in failure.error, (
                    failure.traceback
                )  # a flood is cut short and named
    finally:
        gc.enable()
    return spent


@pytest.mark.parametrize(
    ("piece", "size"),
    [*((piece, SIZE) for piece in LONG), *((letter, 50_000) for letter in "甲1，（《一、率“")],
)
def test_linear_in_length(piece: str, size: int) -> None:
    """Doubling a hostile text takes less than three times the time, for each rule; also 100,000 of one letter."""
    for attempt in range(3):
        small, large = seconds(piece, size, attempt), seconds(piece, 2 * size, attempt)
        slow = {
            rule: (round(small[rule], 2), round(took, 2))
            for rule, took in large.items()
            if took > FLOOR and took > 3 * small[rule]
        }
        if not slow:
            return
    raise AssertionError(f"more than thrice the time for twice the letters: {slow}")
