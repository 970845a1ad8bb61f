"""From the parts of a run to its Result: scores, units, decisions of the auditor, the exit code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gkcheck.config import Config
from gkcheck.engine import Active, Judgement
from gkcheck.finding import Finding, at_least
from gkcheck.model import Task
from gkcheck.parts import FilePart, TaskPart
from gkcheck.plugins import Plugins
from gkcheck.result import (
    Decisions,
    Result,
    RuleInfo,
    SkippedRule,
    SourceWarning,
    SubmissionResult,
    TaskResult,
    Tool,
    UnitResult,
)
from gkcheck.scoring import Policy, TaskAccount, TaskScore, combine, score_task, table_deduction
from gkcheck.similarity.bodies import told_apart
from gkcheck.text import Text
from gkcheck.version import __version__

if TYPE_CHECKING:
    from gkcheck.waivers import WaiverFile, WaiverUse

M = TypeVar("M", SubmissionResult, TaskResult, UnitResult)


class Baseline(NamedTuple):
    """An earlier result, and the name of its file."""

    name: str
    result: Result


class Told(NamedTuple):
    """What made the result, the rules it ran, and those it did not."""

    tool: Tool
    rules: tuple[RuleInfo, ...]
    skipped: tuple[SkippedRule, ...]


def told_of(
    policy: Policy, active: Sequence[Active], skip: Mapping[str, frozenset[str]], plugins: Plugins
) -> Told:
    """What a result says of its making. `skip`: source -> rule ids that did not run there."""
    return Told(
        _tool(policy, active, plugins), _rules(policy, active, plugins), _skipped(active, skip, plugins)
    )


def decided(
    judgement: Judgement,
    parts: Sequence[FilePart],
    waivers: WaiverFile | None,
    baseline: Baseline | None,
    day: date,
) -> tuple[Judgement, Decisions | None]:
    """The findings with what was decided of them before, and what came of each decision."""
    if waivers is None and baseline is None:
        return judgement, None
    findings = judgement.findings
    unknown: set[str] = set()
    if baseline is not None:
        from gkcheck.comparison.matching import with_baseline

        sources = [part.submission.source for part in parts]
        findings = with_baseline(findings, sources, baseline.result)
        unknown = {one.rule for one in findings} - set(baseline.result.tool.rules)
    uses: tuple[WaiverUse, ...] = ()
    if waivers is not None:
        from gkcheck.waivers import applied, row_name

        rows = {task.key: row_name(task.id, task.title) for part in parts for task in part.submission.tasks}
        findings, uses = applied(findings, waivers.waivers, day, rows)
    decisions = Decisions(
        today=day.isoformat(),
        waiver_file=waivers.name if waivers else "",
        waivers=uses,
        baseline=baseline.name if baseline else "",
        not_run_before=tuple(sorted(unknown)),
    )
    return judgement._replace(findings=findings), decisions


def assembled(
    parts: Sequence[FilePart],
    judgement: Judgement,
    warnings: Sequence[SourceWarning],
    config: Config,
    policy: Policy,
    as_of: date,
    told: Told,
    decisions: Decisions | None,
) -> Result:
    """The whole result; nothing in it is veiled yet."""
    money = _accounts(parts, judgement.findings, policy)
    submissions, units = _scored(parts, money, policy), _units(parts, money.accounts, policy)
    if any(finding.waived for finding in money.findings):
        counted = [finding.model_copy(update={"waived": False}) for finding in judgement.findings]
        full = _accounts(parts, counted, policy)
        submissions, units = _beside(
            submissions, units, _scored(parts, full, policy), _units(parts, full.accounts, policy)
        )
    incomplete = bool(judgement.failures) or any(warning.incomplete for warning in warnings)
    incomplete = incomplete or not (parts or warnings)  # all passed over and named is no fault of reading
    fail_on = config.fail_on
    reached = fail_on != "never" and any(
        finding.decides and at_least(finding.severity, fail_on) for finding in money.findings
    )
    # Its parts were checked when they were made; the whole would need a validator of all that a result can hold.
    return Result.model_construct(
        tool=told.tool,
        as_of=as_of.isoformat(),
        status="incomplete" if incomplete else "complete",
        exit_code=3 if incomplete else 1 if reached else 0,
        submissions=submissions,
        units=units,
        findings=money.findings,
        checks=judgement.checks,
        failures=judgement.failures,
        warnings=tuple(warnings),
        clusters=judgement.clusters,
        logs=tuple(log for part in parts for log in part.logs),
        rules=told.rules,
        skipped=told.skipped,
        bands=policy.grade,
        decisions=decisions,
    )


class _Accounts(NamedTuple):
    """Scores by task key, and the findings with what they cost."""

    accounts: Mapping[str, TaskAccount]
    findings: tuple[Finding, ...]


def _accounts(parts: Sequence[FilePart], findings: Sequence[Finding], policy: Policy) -> _Accounts:
    by_task: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_task[finding.key].append(finding)
    accounts: dict[str, TaskAccount] = {}
    priced: list[Finding] = list(by_task.get(None, []))
    for part in parts:
        for task, understood in zip(part.submission.tasks, part.tasks, strict=True):
            own = by_task.get(task.key, [])
            account = score_task(own, policy, has_evidence=understood.has_evidence)
            accounts[task.key] = account
            shares = zip(own, account.points.points, account.points.subsumed_by, strict=True)
            priced += [
                finding.model_copy(update={"points": points, "subsumed_by": by})
                for finding, points, by in shares
            ]
    order = {finding.fingerprint + (finding.key or ""): at for at, finding in enumerate(findings)}
    priced.sort(key=lambda finding: order[finding.fingerprint + (finding.key or "")])
    return _Accounts(accounts=accounts, findings=tuple(priced))


def _scored(parts: Sequence[FilePart], money: _Accounts, policy: Policy) -> tuple[SubmissionResult, ...]:
    whole = [finding for finding in money.findings if finding.key is None]
    return tuple(
        _submission_result(
            part, money.accounts, [f for f in whole if f.source == part.submission.source], policy
        )
        for part in parts
    )


def _beside(
    submissions: Sequence[SubmissionResult],
    units: Sequence[UnitResult],
    full: Sequence[SubmissionResult],
    full_units: Sequence[UnitResult],
) -> tuple[tuple[SubmissionResult, ...], tuple[UnitResult, ...]]:
    """The scores with, beside each that waivers changed, what it would be with the waived findings counted."""

    def both(one: M, other: M) -> M:
        if one.score == other.score:
            return one
        return one.model_copy(update={"with_waived": other.score})

    told = [
        both(one, other).model_copy(
            update={"tasks": tuple(map(both, one.tasks, other.tasks))},
        )
        for one, other in zip(submissions, full, strict=True)
    ]
    return tuple(told), tuple(map(both, units, full_units))


def _submission_result(
    part: FilePart, accounts: Mapping[str, TaskAccount], whole: Sequence[Finding], policy: Policy
) -> SubmissionResult:
    submission = part.submission
    scores = [accounts[task.key].score for task in submission.tasks]
    return SubmissionResult(
        source=submission.source,
        sha256=submission.sha256,
        title=submission.title,
        issuer=submission.issuer,
        year=submission.year,
        as_of=part.as_of.isoformat(),
        reader=submission.reader,
        encoding=submission.encoding,
        score=combine(scores, whole, policy),
        deduction=round(table_deduction(whole, policy, policy.factor), 1),
        tasks=tuple(
            _task_result(task, understood, accounts[task.key])
            for task, understood in zip(submission.tasks, part.tasks, strict=True)
        ),
    )


def _task_result(task: Task, understood: TaskPart, account: TaskAccount) -> TaskResult:
    return TaskResult(
        key=task.key,
        id=task.id,
        title=task.title,
        section=task.section,
        requirement=task.requirement,
        units=task.units,
        units_text=task.units_text,
        lead_unit=task.lead_unit,
        deadline=task.deadline,
        report=task.report,
        location=task.location,
        score=account.score,
        lost=account.lost,
        demands=understood.demands,
    )


def _units(
    parts: Sequence[FilePart], accounts: Mapping[str, TaskAccount], policy: Policy
) -> tuple[UnitResult, ...]:
    by_unit: dict[str, list[TaskScore]] = defaultdict(list)
    issuers = {part.submission.issuer for part in parts}
    for part in parts:
        for task in part.submission.tasks:
            for unit in told_apart(responsible(task), part.submission.issuer, issuers):
                by_unit[unit].append(accounts[task.key].score)
    return tuple(
        UnitResult(name=name, score=combine(scores, (), policy), tasks=len(scores))
        for name, scores in by_unit.items()
    )


def responsible(task: Task) -> tuple[str, ...]:
    """The names of the units of one row; the cell as written where it was not taken apart."""
    return task.units or ((task.units_text,) if task.units_text else ())


def _tool(policy: Policy, active: Sequence[Active], plugins: Plugins) -> Tool:
    return Tool(
        name="gkcheck",
        version=__version__,
        policy=policy.version,
        rules=tuple(one.rule.id for one in active),
        plugins=plugins.names,
    )


def _rules(policy: Policy, active: Sequence[Active], plugins: Plugins) -> tuple[RuleInfo, ...]:
    return tuple(
        RuleInfo.model_construct(
            id=one.rule.id,
            name=one.rule.name,
            title=one.rule.title,
            rationale=one.rule.rationale,
            basis=one.rule.basis,
            category=policy.category_of(one.rule.id),
            plugin=plugins.registry.owners[one.rule.id],
        )
        for one in active
    )


def _skipped(
    active: Sequence[Active], skip: Mapping[str, frozenset[str]], plugins: Plugins
) -> tuple[SkippedRule, ...]:
    ran = {one.rule.id for one in active}
    chosen = Text(
        zh="未选用（--select、--ignore 或配置）", en="not chosen (--select, --ignore or configuration)"
    )
    by_file = Text(zh="配置 per-file-ignores 对该文件不用", en="left out for this file by per-file-ignores")
    left_out = [(rule, "", chosen) for rule in plugins.registry if rule.id not in ran]
    left_out += [
        (rule, source, by_file)
        for source, ids in skip.items()
        for rule in plugins.registry
        if rule.id in ids and rule.id in ran
    ]
    return tuple(
        SkippedRule(id=rule.id, name=rule.name, title=rule.title, source=source, reason=reason)
        for rule, source, reason in left_out
    )
