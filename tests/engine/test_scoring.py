"""The promises of the scoring: bounded, monotone, order-free, explained line by line."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkcheck.errors import ConfigError
from gkcheck.finding import SEVERITIES, Confidence, Finding, Severity, Side
from gkcheck.scoring import combine, default_policy, policy_with, score_task
from gkcheck.text import Text

POLICY = default_policy()
RULES = [
    "GK101",
    "GK102",
    "GK201",
    "GK203",
    "GK301",
    "GK303",
    "GK401",
    "GK402",
    "GK501",
    "GK502",
    "GK504",
    "GK601",
]


def finding(
    rule: str = "GK201",
    severity: Severity = "high",
    confidence: Confidence = "high",
    *,
    number: int = 0,
    side: Side = "unit",
    waived: bool = False,
    case: str = "missing",
    fault: str = "",
) -> Finding:
    return Finding(
        rule=rule,
        name="x",
        title=Text("题", "title"),
        case=case,
        severity=severity,
        confidence=confidence,
        verdict="missing",
        side=side,
        source="a",
        task="1",
        key="a!1",
        strength=1.0,
        message=Text("话", "words"),
        fingerprint=f"gk:{rule}{number}",
        waived=waived,
        fault=fault,
    )


findings = st.lists(
    st.builds(
        finding,
        rule=st.sampled_from(RULES),
        severity=st.sampled_from(SEVERITIES),
        confidence=st.sampled_from(["high", "medium", "low"]),
        number=st.integers(0, 400),
        fault=st.sampled_from(["", "", "", "GK201:a", "GK201:b", "GK302:a"]),
    ),
    max_size=12,
    unique_by=lambda one: one.fingerprint,
)


@settings(max_examples=300)
@given(findings, st.booleans())
def test_bounds_range_and_lines(given_findings: list[Finding], evidence: bool) -> None:
    account = score_task(given_findings, POLICY, has_evidence=evidence)
    score = account.score
    assert 0 <= score.low <= score.value <= score.high <= 100
    lost = sum(line.points for line in account.lost)
    assert lost == pytest.approx(sum(account.points.points), abs=0.11 * max(1, len(account.lost)))
    if not score.cap and score.value > 0:
        assert score.value == pytest.approx(100 - sum(account.points.points), abs=0.05)


@settings(max_examples=300)
@given(findings, st.randoms(use_true_random=False))
def test_order_does_not_matter(given_findings: list[Finding], shuffler: random.Random) -> None:
    shuffled = list(given_findings)
    shuffler.shuffle(shuffled)
    one = score_task(given_findings, POLICY, has_evidence=True)
    other = score_task(shuffled, POLICY, has_evidence=True)
    assert one.score == other.score
    assert one.lost == other.lost


@settings(max_examples=300)
@given(
    findings,
    st.integers(0, 11),
    st.sampled_from(SEVERITIES),
    st.sampled_from(["high", "medium", "low"]),
    st.sampled_from(["", "GK201:a", "GK302:a"]),
)
def test_more_or_graver_never_raises(
    given_findings: list[Finding], at: int, severity: Severity, confidence: Confidence, fault: str
) -> None:
    before = score_task(given_findings, POLICY, has_evidence=True).score.value
    added = [*given_findings, finding("GK506", severity, confidence, number=999, fault=fault)]
    assert score_task(added, POLICY, has_evidence=True).score.value <= before + 1e-9
    if at < len(given_findings):
        one = given_findings[at]
        graver = SEVERITIES[max(0, SEVERITIES.index(one.severity) - 1)]
        raised = [*given_findings]
        raised[at] = one.model_copy(update={"severity": graver, "confidence": "high"})
        assert score_task(raised, POLICY, has_evidence=True).score.value <= before + 1e-9


def test_duplicates_and_waived_and_issuer_cost_nothing() -> None:
    one = finding()
    once = score_task([one], POLICY, has_evidence=True)
    assert score_task([one, one], POLICY, has_evidence=True).score == once.score
    assert once.score.value == 75
    assert score_task([finding(waived=True)], POLICY, has_evidence=True).score.value == 100
    assert score_task([finding(side="issuer")], POLICY, has_evidence=True).score.value == 100


def test_no_finding_and_no_evidence() -> None:
    assert score_task([], POLICY, has_evidence=True).score.value == 100
    bare = score_task([], POLICY, has_evidence=False).score
    assert (bare.value, bare.cap) == (79, "evidence")
    assert score_task([finding(severity="info")], POLICY, has_evidence=True).score.value == 100


def test_chain_counts_only_the_largest() -> None:
    account = score_task(
        [finding("GK401", "high"), finding("GK501", "medium"), finding("GK402", "medium")],
        POLICY,
        has_evidence=True,
    )
    assert account.score.value == 75
    assert account.points.subsumed_by == (None, "GK401", "GK401")


def test_further_findings_of_one_rule_count_half_inside_the_cap() -> None:
    two = score_task([finding(number=1), finding(number=2)], POLICY, has_evidence=True)
    assert two.points.points == (25, 12.5) or two.points.points == (12.5, 25)
    many = score_task([finding(number=n) for n in range(9)], POLICY, has_evidence=True)
    assert many.score.value == 60, "the cap of the time category is 40"


def test_empty_scores_zero_and_veto_caps() -> None:
    empty = score_task([finding("GK101", "critical", case="empty")], POLICY, has_evidence=False).score
    assert (empty.value, empty.cap) == (0, "empty")
    veto = score_task([finding("GK303", "low", case="wrong")], POLICY, has_evidence=True).score
    assert (veto.value, veto.cap) == (59, "veto")


def test_range_crossing_a_line_is_for_review() -> None:
    tasks = [score_task([finding("GK502", "critical", "medium")], POLICY, has_evidence=True).score]
    score = combine(tasks, (), POLICY)
    assert (score.value, score.low, score.high) == (70, 50, 100)
    assert score.grade == "review"
    assert combine([score_task([], POLICY, has_evidence=True).score], (), POLICY).grade == "excellent"
    assert combine([], (), POLICY).grade == "none"


def test_policy_can_be_changed_and_is_checked() -> None:
    assert policy_with({"weight": {"high": 10}}).weight["high"] == 10
    assert policy_with({"weight": {"high": 10}}).weight["low"] == 5
    with pytest.raises(ConfigError) as error:
        policy_with({"wieght": {"high": 10}}, "gkcheck.toml")
    assert "score.wieght" in error.value.key


def test_one_fault_costs_once_in_the_category_of_what_it_disproves() -> None:
    late = finding("GK701", fault="GK201:log")
    said = finding("GK702", fault="GK201:log")
    rate = finding("GK301", fault="GK201:log")
    account = score_task([said, late, rate], POLICY, has_evidence=True)
    assert account.score.value == 75
    assert account.points.subsumed_by == ("GK301", "GK301", None)  # of equals the first rule
    full = [finding("GK203", number=at) for at in range(4)]
    assert (
        score_task([*full, late], POLICY, has_evidence=True).score.value == 60
    )  # within the cap of time, 40
    other = finding("GK702", fault="GK302:log", number=1)
    assert score_task([late, other], POLICY, has_evidence=True).score.value == 50
    again = finding("GK701", fault="GK201:other log", number=1)
    assert score_task([late, again], POLICY, has_evidence=True).score.value == 62.5
