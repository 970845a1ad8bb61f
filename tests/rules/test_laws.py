"""Laws every rule obeys on any text: no crash, deterministic, spans inside the text, both languages."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gkcheck.plugins import load
from gkcheck.rule_definition import Good, Row
from gkcheck.testing import assert_lawful, fired

RULES = tuple(load().registry)
PIECES = [
    "在2个工作日内", "自受理之日起五日内", "答复", "公开", "8月底前", "2018年9月30日", "每年至少1 次", "100%", "百分之九十五",
    "均应", "全部", "不得", "不得力", "其中", "共43项", "18项", "（厦府办〔2018〕14号）", "《关于做好工作的通知》", "《", "》", "〔",
    "，", "。", "；", "、", "\n", " ", "　", "我局将", "已完成", "未发现", "本年度无变更", "12345", "13800138000", "网站", "编制清单",
    "①", "㎡", "\u200b", "\ue000", "A", "<关于>", "{", "}", "%s", "第3项", "今年以来", "截至9月底", "100多条", "门前三包", "各区各部门要",
]  # fmt: skip
official = st.lists(st.sampled_from(PIECES), max_size=15).map("".join)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
texts = st.one_of(official, anything, st.tuples(official, anything).map("".join))
rows = st.builds(
    Row,
    requirement=texts,
    report=texts,
    title=texts,
    units=st.one_of(st.just("办公室"), anything),
    id=st.sampled_from(["", "1", "2", "9"]),
)
tables = st.lists(rows, min_size=1, max_size=4).map(lambda made: Good(rows=tuple(made)))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(example=tables)
def test_any_text(example: Good) -> None:
    for rule in RULES:
        assert_lawful(rule, example)


LONG = ["内", "1", "《", "在2个工作日内答复，"]


@pytest.mark.parametrize("piece", LONG)
def test_linear_in_length(piece: str) -> None:
    """Doubling a hostile text takes less than three times the time, all rules together."""

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        example = Good(
            rows=(Row(requirement=text, report=text), Row(requirement="答复", report=text, title="乙"))
        )
        best = 9e9
        for _ in range(1):
            start = time.process_time()
            for rule in RULES:
                judgement = fired(rule, example)
                assert not judgement.failures, judgement.failures[0].traceback
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(2_000), seconds(4_000)
    assert large < 3 * small + 0.5, (small, large)
