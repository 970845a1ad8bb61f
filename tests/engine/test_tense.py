"""Tenses of clauses: the future 将 against the 将 of the object, progress, what is put off, and what it carries on to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.language.tense import tensed_clauses


def tenses(text: str) -> list[str]:
    return [one.tense for one in tensed_clauses(text)]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("我局将及时调整配套措施", "future"),
        ("下一步加大检查力度", "future"),
        ("将于明年3月开展评估", "future"),
        ("将对12家企业开展检查", "future"),
        ("拟提请市政府常务会议审议", "future"),
        ("计划举办培训班2期", "future"),
        ("力争明年二季度上线", "future"),
        ("平台方案正在论证", "progress"),
        ("我局正积极推进相关工作", "progress"),
        ("新楼尚未建成", "progress"),
        ("工作有序推进中", "progress"),
        ("已启动招标", "progress"),
        ("实验室已纳入2024年建设计划", "deferred"),
        ("由市里统一建设", "deferred"),
        ("待资金到位后组织搬迁", "waiting"),
        ("将网站迁移到统一平台", "plain"),
        ("将建设项目纳入监管平台", "plain"),
        ("将在建工程录入系统", "plain"),
        ("将制定的方案报送市委", "plain"),
        ("将积极性高的骨干选为组长", "plain"),
        ("将专项资金拨付到位", "done"),
        ("退捕渔民112人纳入社会保险", "done"),
        ("计划检查企业420家", "done"),
        ("拟定方案并组织实施", "plain"),
        ("对待办事项及时处理", "plain"),
        ("接待来访后及时反馈", "plain"),
        ("持续推进垃圾分类", "plain"),
        ("正式实施新标准", "plain"),
    ],
)
def test_one_clause(text: str, tense: str) -> None:
    assert tenses(text) == [tense]


def test_a_future_carries_on_until_something_is_told_as_done() -> None:
    assert tenses("条例出台后，我局将及时调整措施，落实各项规定，已召开会议2次。") == [
        "waiting",
        "future",
        "future",
        "done",
    ]


def test_an_event_is_waited_for_only_where_a_future_follows() -> None:
    assert tenses("条例出台后，组织学习3次。")[0] != "waiting"


@given(st.text(alphabet="将拟正在尚未待后已了计划下一步，。完成建设0123 ", max_size=60))
def test_any_text_has_one_tense_a_clause(text: str) -> None:
    for one in tensed_clauses(text):
        assert text[one.clause.start : one.clause.end] == one.clause.text
