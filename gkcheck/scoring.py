"""Findings and a policy to points: pure arithmetic, every deduction a line."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import ConfigDict, Field, ValidationError

from gkcheck.errors import ConfigError
from gkcheck.finding import Confidence, Finding, Severity
from gkcheck.model import Frozen
from gkcheck.text import Text

Cap = Literal["", "evidence", "veto", "empty"]
Grade = Literal["excellent", "good", "pass", "fail", "review", "none"]
GRADE_TEXT: Mapping[str, Text] = {
    "excellent": Text("优秀", "excellent"),
    "good": Text("良好", "good"),
    "pass": Text("合格", "pass"),
    "fail": Text("不合格", "fail"),
    "review": Text("待复核", "to be reviewed"),
    "none": Text("未评分", "not scored"),
}


class Evidence(Frozen):
    """The cap for a report without a checkable fact of its own."""

    cap: float


class Empty(Frozen):
    """The rules after which nothing is left to score."""

    rules: tuple[str, ...]


class Veto(Frozen):
    """The cap under which a vetoed task stays, and the findings (rule, or rule:case) that veto."""

    cap: float
    findings: tuple[str, ...]


class Step(Frozen):
    """How much further findings of one rule on one task count."""

    further: float = Field(ge=0, le=1)


class Bands(Frozen):
    """The lowest score of each grade."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    excellent: float
    good: float
    pass_: float = Field(alias="pass")


class Policy(Frozen):
    """The scoring policy, as in policy.toml: see there for what each number means."""

    version: str
    weight: Mapping[Severity, float]
    factor: Mapping[Confidence, float]
    category: Mapping[str, str]
    cap: Mapping[str, float]
    chain: Mapping[str, tuple[str, ...]]
    step: Step
    empty: Empty
    evidence: Evidence
    veto: Veto
    table: Mapping[str, float]
    grade: Bands

    def category_of(self, rule: str) -> str:
        """The category a rule's deductions are capped in."""
        best = max((word for word in self.category if rule.startswith(word)), key=len, default="")
        return self.category.get(best, "other")

    def chain_of(self, rule: str) -> str | None:
        """The chain a rule belongs to, if any."""
        return next((name for name, rules in self.chain.items() if rule in rules), None)


class Lost(Frozen):
    """Points one rule takes from one task, after chains, steps and caps."""

    rule: str
    points: float


class TaskScore(Frozen):
    """A task's score with its range: `low` with medium-confidence findings in full, `high` without them.

    `cap` says what held the score down beside the deductions: evidence, veto, empty.
    """

    value: float
    low: float
    high: float
    cap: Cap = ""


class Points(Frozen):
    """What each finding costs, and the rule that subsumes it, by its place in the list given."""

    points: tuple[float, ...]
    subsumed_by: tuple[str | None, ...]


class TaskAccount(Frozen):
    """A task's score, where its points were lost, and what each finding costs."""

    score: TaskScore
    lost: tuple[Lost, ...]
    points: Points


class Score(Frozen):
    """A score with its range and grade; `grade` is review when the range crosses a grade line."""

    value: float
    low: float
    high: float
    grade: Grade


@cache
def default_policy() -> Policy:
    """The policy that comes with gkcheck."""
    return Policy.model_validate(_shipped())


def policy_with(changes: Mapping[str, object], source: str = "") -> Policy:
    """The shipped policy with the changes of a configuration's [score]."""
    if not changes:
        return default_policy()
    merged = _shipped()
    for key, value in changes.items():
        old = merged.get(key)
        merged[key] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    try:
        return Policy.model_validate(merged)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = "score." + ".".join(str(part) for part in first["loc"])
        text = Text(zh=f"评分配置 {key} 不对：{first['msg']}", en=f"{key} is wrong: {first['msg']}")
        raise ConfigError(text, source=source, key=key) from error


def _shipped() -> dict[str, object]:
    return dict(tomllib.loads(files("gkcheck").joinpath("policy.toml").read_text(encoding="utf-8")))


def score_task(findings: Sequence[Finding], policy: Policy, *, has_evidence: bool) -> TaskAccount:
    """The score of one task from its findings, in any order, and what each finding costs.

    `has_evidence`: the report holds at least one checkable fact of its own.
    """
    points = share_out(findings, policy, policy.factor)
    doubtful = any(finding.confidence == "medium" for finding in findings)
    values = {"value": _capped(findings, points, policy, has_evidence)}
    for name, medium in (("low", 1.0), ("high", 0.0)):
        factor = {**policy.factor, "medium": medium}
        costs = share_out(findings, policy, factor) if doubtful else points
        values[name] = _capped(findings, costs, policy, has_evidence)
    lost: dict[str, float] = defaultdict(float)
    for finding, cost in zip(findings, points.points, strict=True):
        lost[finding.rule] += cost
    _, cap = values["value"]
    score = TaskScore(
        value=values["value"][0],
        low=min(values["low"][0], values["value"][0]),
        high=max(values["high"][0], values["value"][0]),
        cap=cap,
    )
    lines = tuple(Lost(rule=rule, points=_rounded(cost)) for rule, cost in sorted(lost.items()) if cost > 0)
    return TaskAccount(score=score, lost=lines, points=points)


def share_out(findings: Sequence[Finding], policy: Policy, factor: Mapping[Confidence, float]) -> Points:
    """What each finding costs after chains, steps and category caps; the order of findings does not matter."""
    raw = [0.0] * len(findings)
    by_rule: dict[str, list[int]] = defaultdict(list)
    by_fault: dict[str, list[int]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for at, finding in enumerate(findings):
        if finding.side == "unit" and not finding.waived and (finding.rule, finding.fingerprint) not in seen:
            seen.add((finding.rule, finding.fingerprint))
            raw[at] = policy.weight[finding.severity] * factor[finding.confidence]
            if finding.fault:
                by_fault[finding.fault].append(at)
            else:
                by_rule[finding.rule].append(at)
    for places in by_rule.values():
        for rank, at in enumerate(sorted(places, key=lambda at: (-raw[at], findings[at].fingerprint))):
            raw[at] *= policy.step.further if rank else 1.0
    subsumed: list[str | None] = [None] * len(findings)
    _share_faults(findings, by_fault, raw, subsumed, policy)
    chains: dict[str, dict[str, float]] = defaultdict(dict)
    for rule, places in by_rule.items():
        chain = policy.chain_of(rule)
        if chain is not None:
            chains[chain][rule] = sum(raw[at] for at in places)
    for totals in chains.values():
        strongest = max(sorted(totals), key=lambda rule: totals[rule])
        for rule in totals:
            if rule != strongest and totals[rule] > 0:
                for at in by_rule[rule]:
                    subsumed[at], raw[at] = strongest, 0.0
    spent: dict[str, float] = defaultdict(float)
    for at in sorted(
        range(len(findings)), key=lambda at: (-raw[at], findings[at].rule, findings[at].fingerprint)
    ):
        category = policy.category_of(findings[at].fault or findings[at].rule)
        left = max(0.0, policy.cap.get(category, policy.cap["other"]) - spent[category])
        raw[at] = min(raw[at], left)
        spent[category] += raw[at]
    return Points(points=tuple(_rounded(cost) for cost in raw), subsumed_by=tuple(subsumed))


def _share_faults(
    findings: Sequence[Finding],
    by_fault: Mapping[str, Sequence[int]],
    raw: list[float],
    subsumed: list[str | None],
    policy: Policy,
) -> None:
    """Of the findings of one fault the strongest counts; of the faults of one category the greatest in full, others in part."""
    leaders: dict[str, list[int]] = defaultdict(list)
    for places in by_fault.values():
        leader, *others = sorted(
            places,
            key=lambda at: (
                -raw[at],
                findings[at].verdict
                != "contradicted",  # of equals what is disproved goes before what is missing
                findings[at].rule,
                findings[at].fingerprint,
            ),
        )
        leaders[policy.category_of(findings[leader].fault)].append(leader)
        for at in others:
            if raw[at]:
                subsumed[at], raw[at] = findings[leader].rule, 0.0
    for alike in leaders.values():
        for at in sorted(alike, key=lambda at: (-raw[at], findings[at].fault))[1:]:
            raw[at] *= policy.step.further


def _capped(
    findings: Sequence[Finding], points: Points, policy: Policy, has_evidence: bool
) -> tuple[float, Cap]:
    charged = [finding for finding in findings if finding.side == "unit" and not finding.waived]
    value = max(0.0, 100.0 - sum(points.points))
    if any(finding.rule in policy.empty.rules for finding in charged):
        return 0.0, "empty"
    cap: Cap = ""
    if not has_evidence and value > policy.evidence.cap:
        value, cap = policy.evidence.cap, "evidence"
    vetoed = any(
        finding.rule in policy.veto.findings or f"{finding.rule}:{finding.case}" in policy.veto.findings
        for finding in charged
    )
    if vetoed and value > policy.veto.cap:
        value, cap = policy.veto.cap, "veto"
    return _rounded(value), cap


def combine(tasks: Iterable[TaskScore], table_findings: Sequence[Finding], policy: Policy) -> Score:
    """The score of a table or a unit: the mean of its tasks less the deduction for findings on the table itself."""
    scores = list(tasks)
    if not scores:
        return Score(value=0.0, low=0.0, high=0.0, grade="none")
    deduction = {
        name: table_deduction(table_findings, policy, {**policy.factor, "medium": medium})
        for name, medium in (("value", policy.factor["medium"]), ("low", 1.0), ("high", 0.0))
    }
    value, low, high = (
        _rounded(max(0.0, sum(getattr(one, name) for one in scores) / len(scores) - deduction[name]))
        for name in ("value", "low", "high")
    )
    low, high = min(low, value), max(high, value)
    crossed = grade_of(low, policy) != grade_of(high, policy)
    return Score(value=value, low=low, high=high, grade="review" if crossed else grade_of(value, policy))


def table_deduction(
    table_findings: Sequence[Finding], policy: Policy, factor: Mapping[Confidence, float]
) -> float:
    """What the findings on a table as a whole take from the mean of its tasks."""
    charged = [one for one in table_findings if one.side == "unit" and not one.waived]
    taken = sum(policy.table[one.severity] * factor[one.confidence] for one in charged)
    return min(policy.table["cap"], taken)


def grade_of(value: float, policy: Policy) -> Grade:
    """The grade of one score, without regard to its range."""
    if value >= policy.grade.excellent:
        return "excellent"
    if value >= policy.grade.good:
        return "good"
    return "pass" if value >= policy.grade.pass_ else "fail"


def _rounded(value: float) -> float:
    return round(value + 0.0, 1)
