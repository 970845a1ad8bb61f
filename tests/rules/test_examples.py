"""Every rule's own good and bad examples, and house rules for rules."""

from __future__ import annotations

import pytest

from gkcheck.plugins import load
from gkcheck.rule_definition import Example, Rule, option_text
from gkcheck.testing import example_cases, fired

RULES = tuple(load().registry)
CASES = [
    pytest.param(rule, example, cases, id=name)
    for rule in RULES
    for name, example, cases in example_cases(rule)
]


@pytest.mark.parametrize(("rule", "example", "cases"), CASES)
def test_example(rule: Rule, example: Example, cases: tuple[str, ...]) -> None:
    judgement = fired(rule, example)
    assert not judgement.failures, judgement.failures[0].traceback
    assert tuple(finding.case for finding in judgement.findings) == cases


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_house_rules(rule: Rule) -> None:
    assert len(rule.good) >= 3 and len(rule.bad) >= 3, "at least three silent and three firing examples"
    assert rule.title.zh and rule.title.en and rule.rationale.zh and rule.rationale.en
    assert rule.basis and all(basis.zh and basis.en for basis in rule.basis)
    assert rule.since
    assert {case for bad in rule.bad for case in bad.cases} <= set(rule.cases)
    for case in rule.cases.values():
        assert case.message.zh and case.message.en
        for word in ("违规", "造假", "违法"):
            assert word not in case.message.zh and (case.ask is None or word not in case.ask.zh)
        if case.severity in ("critical", "high", "medium") and case.side == "unit":
            assert case.ask is not None, "a finding that costs points says what would clear it"
    for name, field in rule.options.model_fields.items():
        told = option_text(field)
        assert told.en and told.zh != told.en, f"option {name} is not described in both languages"
        assert not field.is_required(), f"option {name} has no default"
