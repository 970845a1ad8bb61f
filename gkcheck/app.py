"""The whole library in one call: read, understand, judge, score. No printing, no global state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from gkcheck.answers import Answer
from gkcheck.comparison import with_baseline
from gkcheck.config import Config, case_severities, rule_options
from gkcheck.corpus import corpus_of
from gkcheck.engine import Active, Judgement, default_as_of, judge
from gkcheck.errors import ReadError, UsageError
from gkcheck.finding import Finding, at_least
from gkcheck.model import Location, Submission
from gkcheck.plugins import Plugins, load
from gkcheck.privacy import veiled
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import files, read_source
from gkcheck.readers.endings import TEXT_SUFFIXES, listed
from gkcheck.reading import Reading
from gkcheck.references import references
from gkcheck.result import (
    AnswerSpan,
    Decisions,
    DemandResult,
    DemandStatus,
    Proof,
    Result,
    RuleInfo,
    SkippedRule,
    SourceWarning,
    SubmissionResult,
    TaskResult,
    Tool,
    UnitResult,
)
from gkcheck.scoring import Policy, TaskAccount, TaskScore, combine, policy_with, score_task, table_deduction
from gkcheck.table import Table, understand
from gkcheck.text import Text
from gkcheck.version import __version__
from gkcheck.waivers import WaiverFile, WaiverUse, applied, row_name

M = TypeVar("M", SubmissionResult, TaskResult, UnitResult)
Given = str | Path | Submission | Source
# What prose alone can show of a demand; a log (evidence) says more.
_PROOF: Mapping[DemandStatus, Proof] = {
    "answered": "asserted",
    "asserted": "asserted",
    "contradicted": "contradicted",
    "unanswered": "silent",
    "not_due": "silent",
    "not_addressed": "silent",
    "undetermined": "silent",
}


class Baseline(NamedTuple):
    """An earlier result, and the name of its file."""

    name: str
    result: Result


@cache
def installed() -> Plugins:
    """The plugins of this environment, loaded once."""
    return load()


def check(
    given: Given | bytes | Sequence[Given],
    config: Config | None = None,
    *,
    name: str = "",
    plugins: Plugins | None = None,
    skip_tableless: bool = False,
    waivers: WaiverFile | None = None,
    baseline: Baseline | None = None,
) -> Result:
    """Checks files, folders, globs, bytes (with a `name`) or submissions.

    A file that cannot be read never stops the others: it stands in `warnings`, and the result is incomplete.
    With `skip_tableless`, a text file without a task table is named in a warning and does not count as unread.
    `waivers`: what the auditor set aside; they expire by the day of assessment where the configuration names one,
    else by today. `baseline`: an earlier result, whose findings do not decide the exit code again.
    Raises UsageError when nothing matched, ConfigError and PluginError when nothing can be checked.
    """
    config = config or Config()
    plugins = plugins or installed()
    active = _active(config, plugins)
    policy = policy_with(config.score, config.source)
    today = date.today()
    compared = references(config.copies, lambda path: _submission(path, config, plugins))
    tables: list[Table] = []
    warnings: list[SourceWarning] = [*compared.warnings]
    for item in _items(_many(given, name), config):
        if isinstance(item, SourceWarning):
            warnings.append(item)
            continue
        try:
            submission = _submission(item, config, plugins)
        except ReadError as error:
            warnings.append(_unread(error, skip_tableless))
            continue
        warnings.extend(_from_reader(submission))
        day = config.as_of or default_as_of(submission.year, today)
        tables.append(understand(submission, day, compared.template))
    as_of = config.as_of or max((table.as_of for table in tables), default=today)
    skip = {
        table.submission.source: frozenset(
            rule.id
            for word in config.ignored_in(table.submission.source)
            for rule in plugins.registry.matching(word)
        )
        for table in tables
    }
    former = [understand(one, default_as_of(one.year, today)) for one in compared.previous]
    corpus = corpus_of(tables, as_of, former, compared.template)
    judgement = judge(corpus, active, skip=skip, known=config.registry_of_documents())
    told = _Told(
        _tool(policy, active, plugins), _rules(policy, active, plugins), _skipped(active, skip, plugins)
    )
    judgement, decisions = _decided(judgement, tables, waivers, baseline, config.as_of or today)
    result = _assembled(tables, judgement, warnings, config, policy, as_of, told, decisions)
    return veiled(result, [*(table.submission for table in tables), *compared.previous])


def read(
    given: str | Path | bytes | Source,
    config: Config | None = None,
    *,
    name: str = "",
    plugins: Plugins | None = None,
) -> Submission:
    """Reads one file without judging it; raises ReadError when there is no task table to read."""
    item = _many(given, name)[0]
    return _submission(item, config or Config(), plugins)


def _many(given: Given | bytes | Sequence[Given], name: str) -> list[Given]:
    if isinstance(given, bytes):
        return [Source(name=name or "<bytes>", data=given)]
    if isinstance(given, str | Path | Submission | Source):
        return [given]
    return list(given)


def _items(given: Iterable[Given], config: Config) -> Iterator[Path | Submission | Source | SourceWarning]:
    """Files found in the order given; what was named but is not there, and what was passed over, as warnings."""
    for one in given:
        if not isinstance(one, str | Path):
            yield one
            continue
        found = files.find_files([str(one)], exclude=config.exclude)
        if found.missing and not found.files:
            raise UsageError(
                Text(
                    zh=f"没有找到文件：{one}（请检查路径；含空格的路径要加引号）",
                    en=f"no such file: {one} (check the path; quote a path with spaces)",
                )
            )
        yield from found.files
        for path, reason in found.skipped:
            yield SourceWarning(source=str(path), code="skipped", message=reason, location=Location())
        if not found.files and not found.skipped:
            raise UsageError(
                Text(
                    zh=f"{one} 里没有可检查的文件（{listed()}）",
                    en=f"nothing to check in {one} ({listed()})",
                )
            )


def _submission(item: Given, config: Config, plugins: Plugins | None) -> Submission:
    if isinstance(item, Submission):
        return item
    options = read_options(config)
    source = item if isinstance(item, Source) else files.load(Path(item), options.limits)
    extra = plugins.readers if plugins is not None else ()
    return read_source(source, options, extra)


def read_options(config: Config) -> ReadOptions:
    """What a configuration says about reading: column numbers apart from header words."""
    numbers: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    for field, value in config.columns.items():
        if isinstance(value, int):
            numbers[field] = str(value)
        elif isinstance(value, str):
            numbers[field] = value
        else:
            words[field] = tuple(value)
    return ReadOptions(
        encoding=config.encoding,
        columns=numbers,
        header_words=words,
        table=config.table,
        year=config.year,
        limits=config.limits,
    )


def _unread(error: ReadError, skip_tableless: bool) -> SourceWarning:
    tableless = error.code in ("no-header", "no-tasks") and Path(error.source).suffix.lower() in TEXT_SUFFIXES
    if skip_tableless and tableless:
        reason = Text(zh="没有任务表，已跳过", en="holds no task table, skipped")
        return SourceWarning(source=error.source, code="skipped", message=reason)
    return SourceWarning(source=error.source, code=error.code, message=error.reason, incomplete=True)


def _from_reader(submission: Submission) -> Iterator[SourceWarning]:
    for warning in submission.warnings:
        yield SourceWarning(
            source=submission.source,
            code=warning.code,
            message=warning.message,
            location=warning.location,
            incomplete=warning.incomplete,
        )


def _active(config: Config, plugins: Plugins) -> list[Active]:
    registry = plugins.registry
    options = rule_options(config, registry)
    severities = case_severities(config, registry)
    chosen = registry.select(config.select, config.ignore)
    return [
        Active(
            rule=rule,
            options=options[rule.id],
            severities={case: severity for (id, case), severity in severities.items() if id == rule.id},
        )
        for rule in chosen
    ]


def _decided(
    judgement: Judgement,
    tables: Sequence[Table],
    waivers: WaiverFile | None,
    baseline: Baseline | None,
    day: date,
) -> tuple[Judgement, Decisions | None]:
    """The findings with what was decided of them before, and what came of each decision."""
    if waivers is None and baseline is None:
        return judgement, None
    findings = judgement.findings
    if baseline is not None:
        sources = [table.submission.source for table in tables]
        findings = with_baseline(findings, sources, baseline.result)
    uses: tuple[WaiverUse, ...] = ()
    if waivers is not None:
        rows = {
            reading.task.key: row_name(reading.task.id, reading.task.title)
            for table in tables
            for reading in table.readings
        }
        findings, uses = applied(findings, waivers.waivers, day, rows)
    decisions = Decisions(
        today=day.isoformat(),
        waiver_file=waivers.name if waivers else "",
        waivers=uses,
        baseline=baseline.name if baseline else "",
    )
    return judgement._replace(findings=findings), decisions


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


class _Told(NamedTuple):
    """What made the result, the rules it ran, and those it did not."""

    tool: Tool
    rules: tuple[RuleInfo, ...]
    skipped: tuple[SkippedRule, ...]


class _Accounts(NamedTuple):
    """Scores by task key, and the findings with what they cost."""

    accounts: Mapping[str, TaskAccount]
    findings: tuple[Finding, ...]


def _accounts(tables: Sequence[Table], findings: Sequence[Finding], policy: Policy) -> _Accounts:
    by_task: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_task[finding.key].append(finding)
    accounts: dict[str, TaskAccount] = {}
    priced: list[Finding] = list(by_task.get(None, []))
    for table in tables:
        for reading in table.readings:
            own = by_task.get(reading.task.key, [])
            account = score_task(own, policy, has_evidence=bool(reading.own_claims))
            accounts[reading.task.key] = account
            shares = zip(own, account.points.points, account.points.subsumed_by, strict=True)
            priced += [
                finding.model_copy(update={"points": points, "subsumed_by": by})
                for finding, points, by in shares
            ]
    order = {finding.fingerprint + (finding.key or ""): at for at, finding in enumerate(findings)}
    priced.sort(key=lambda finding: order[finding.fingerprint + (finding.key or "")])
    return _Accounts(accounts=accounts, findings=tuple(priced))


def _assembled(
    tables: Sequence[Table],
    judgement: Judgement,
    warnings: Sequence[SourceWarning],
    config: Config,
    policy: Policy,
    as_of: date,
    told: _Told,
    decisions: Decisions | None,
) -> Result:
    money = _accounts(tables, judgement.findings, policy)
    submissions, units = _scored(tables, money, policy), _units(tables, money.accounts, policy)
    if any(finding.waived for finding in money.findings):
        counted = [finding.model_copy(update={"waived": False}) for finding in judgement.findings]
        full = _accounts(tables, counted, policy)
        submissions, units = _beside(
            submissions, units, _scored(tables, full, policy), _units(tables, full.accounts, policy)
        )
    incomplete = bool(judgement.failures) or any(warning.incomplete for warning in warnings)
    incomplete = incomplete or not (tables or warnings)  # all passed over and named is no fault of reading
    fail_on = config.fail_on
    reached = fail_on != "never" and any(
        at_least(finding.severity, fail_on) and finding.confidence != "low"
        for finding in money.findings
        if not finding.waived and finding.baseline != "known"
    )
    return Result(
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
        rules=told.rules,
        skipped=told.skipped,
        bands=policy.grade,
        decisions=decisions,
    )


def _scored(tables: Sequence[Table], money: _Accounts, policy: Policy) -> tuple[SubmissionResult, ...]:
    whole = [finding for finding in money.findings if finding.key is None]
    return tuple(
        _submission_result(
            table, money.accounts, [f for f in whole if f.source == table.submission.source], policy
        )
        for table in tables
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
    table: Table, accounts: Mapping[str, TaskAccount], whole: Sequence[Finding], policy: Policy
) -> SubmissionResult:
    submission = table.submission
    scores = [accounts[reading.task.key].score for reading in table.readings]
    return SubmissionResult(
        source=submission.source,
        sha256=submission.sha256,
        title=submission.title,
        issuer=submission.issuer,
        year=submission.year,
        as_of=table.as_of.isoformat(),
        reader=submission.reader,
        encoding=submission.encoding,
        score=combine(scores, whole, policy),
        deduction=round(table_deduction(whole, policy, policy.factor), 1),
        tasks=tuple(_task_result(reading, accounts[reading.task.key]) for reading in table.readings),
    )


def _task_result(reading: Reading, account: TaskAccount) -> TaskResult:
    task = reading.task
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
        demands=tuple(_demand_result(answer) for answer in reading.answers),
    )


def _demand_result(answer: Answer) -> DemandResult:
    span = answer.demand.span
    return DemandResult(
        kind=answer.demand.kind,
        text=span.text,
        start=span.start,
        end=span.end,
        field="deadline" if span.field == "deadline" else "requirement",
        status=answer.status,
        answers=tuple(
            AnswerSpan(start=words.start, end=words.end, text=words.text)
            for words in answer.words
            if words.field == "report"
        ),
        proof=_PROOF[answer.status],
    )


def _units(
    tables: Sequence[Table], accounts: Mapping[str, TaskAccount], policy: Policy
) -> tuple[UnitResult, ...]:
    by_unit: dict[str, list[TaskScore]] = defaultdict(list)
    for table in tables:
        for reading in table.readings:
            for unit in reading.task.units or (reading.task.units_text,):
                if unit:
                    by_unit[unit].append(accounts[reading.task.key].score)
    return tuple(
        UnitResult(name=name, score=combine(scores, (), policy), tasks=len(scores))
        for name, scores in by_unit.items()
    )
