"""The result for people, as text: file by file, task by task, both sides quoted, the sum at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gkcheck.finding import Check, Finding, RuleFailure
from gkcheck.logs import PROOF_TEXT
from gkcheck.result import Result, SourceWarning, SubmissionResult, TaskResult
from gkcheck.text import Lang, Text
from gkcheck.writers import summary
from gkcheck.writers.finding_lines import Tasks, cluster_lines, finding_lines
from gkcheck.writers.grouping import Grouped, by_file, grouped
from gkcheck.writers.lines import Line, Piece, line, plain, shortened
from gkcheck.writers.proofs import STYLE, other_words
from gkcheck.writers.words import CAP_TEXT, View, number, place, plural, said

RULE = "─" * 30
_BLANK = line()


def write(result: Result, lang: Lang) -> bytes:
    """The whole document as UTF-8."""
    return plain(document(result, lang)).encode("utf-8", "replace")


def document(result: Result, lang: Lang, view: View | None = None) -> list[Line]:
    """The whole document, line by line."""
    view = view or View()
    titles = {**{finding.rule: finding.title for finding in result.findings}, **view.titles}
    tasks = {task.key: task for submission in result.submissions for task in submission.tasks}
    lines: list[Line] = []
    files = by_file(result)
    for submission in result.submissions:
        lines += _block(submission, files[submission.source], tasks, titles, lang, view)
        lines.append(_BLANK)
    lines += _elsewhere(result, lang, view)
    if result.logs and not view.quiet:
        lines += [*_logs(result, lang), _BLANK]
    if not view.quiet:
        many = len(result.submissions) + len(summary.unread(result)) > 1
        for part in (summary.files(result, lang, view) if many else (), summary.units(result, lang, view)):
            made = list(part)
            lines += [*made, _BLANK] if made else []
    lines += summary.decisions(result, lang)
    lines += summary.ending(result, lang)
    while lines and not lines[-1].pieces:
        lines.pop()
    return lines


def _logs(result: Result, lang: Lang) -> Iterator[Line]:
    """One line for each attached log: its task, what it proves, the counts."""
    from gkcheck.writers.log_lines import counts_words

    yield line(Piece(said("台账", "Logs", lang), "head"))
    for log in result.logs:
        window = log.window.text if log.window else said("只作统计", "counted only", lang)
        yield line(
            f"  {log.task or ''}  ",
            Piece(PROOF_TEXT[log.proof].in_(lang), STYLE[log.proof]),
            f"  {log.file}  {window}  {counts_words(log, lang)}",
            f"  {other}" if (other := other_words(log, lang)) else "",
        )


def _block(
    submission: SubmissionResult,
    result: Result,
    tasks: Tasks,
    titles: Mapping[str, Text],
    lang: Lang,
    view: View,
) -> Iterator[Line]:
    """Everything about one file; `result` is that of it alone."""
    checks, found = result.checks, result.findings
    yield from _header(submission, checks, lang)
    yield from _warnings(result.warnings, lang, view)
    if view.statistics:
        yield from summary.statistics(found, lang, view)
    else:
        yield from _findings(grouped(submission, found, result.clusters), tasks, lang, view)
    yield _BLANK
    yield from _failures(result.failures, lang)
    if view.quiet:
        return
    for status in ("undecided", "cleared"):
        if (status == "undecided" and not view.statistics) or status in view.show:
            yield from summary.noted(checks, status, titles, lang, view)
    yield line(Piece(RULE, "dim"))
    yield from summary.summary(submission, result, lang)


def _header(submission: SubmissionResult, checks: Sequence[Check], lang: Lang) -> Iterator[Line]:
    tasks, demands = len(submission.tasks), sum(len(task.demands) for task in submission.tasks)
    open_ones = sum(demand.status == "undetermined" for task in submission.tasks for demand in task.demands)
    sized = said(
        f"{tasks} 项任务 · {demands} 个要求点", f"{plural(tasks, 'task')} · {plural(demands, 'demand')}", lang
    )
    if open_ones:
        sized += said(f"（{open_ones} 个无法判定）", f" ({open_ones} undetermined)", lang)
    sized += _decided(checks, lang)
    yield line(Piece(submission.source, "head"), f"  {sized}")
    facts = [shortened(submission.title, 80)] if submission.title else []
    if submission.issuer:
        facts.append(said("制表 ", "issued by ", lang) + submission.issuer)
    if submission.year is not None:
        facts.append(said(f"{submission.year} 年度", f"year {submission.year}", lang))
    if submission.reader:
        facts.append(said("读取器 ", "reader ", lang) + submission.reader)
    if submission.encoding:
        facts.append(said("编码 ", "encoding ", lang) + submission.encoding)
    if facts:
        yield line(Piece("  " + " · ".join(facts), "dim"))


def _decided(checks: Sequence[Check], lang: Lang) -> str:
    asked = sum(check.status != "not_applicable" for check in checks)
    decided = sum(check.status in ("finding", "cleared") for check in checks)
    return said(
        f" · 核对 {asked} 次，{decided} 次有结论", f" · {decided} of {plural(asked, 'check')} decided", lang
    )


def _warnings(warnings: Sequence[SourceWarning], lang: Lang, view: View) -> Iterator[Line]:
    """What was not read whole, always; what was merely noticed, unless quiet."""
    for warning in sorted(warnings, key=lambda one: not one.incomplete):
        if view.quiet and not warning.incomplete:
            continue
        where = place(warning.location, lang)
        words = (where + said("：", ": ", lang) if where else "") + warning.message.in_(lang)
        if warning.incomplete:
            yield line(Piece(said("  ■ 未读全  ", "  ■ not read whole  ", lang), "alarm"), words)
        else:
            yield line(Piece(said("  ▲ 注意  ", "  ▲ note  ", lang), "medium"), words)


def _findings(groups: Grouped, tasks: Tasks, lang: Lang, view: View) -> Iterator[Line]:
    if groups.table and not view.rows:
        yield _BLANK
        yield line(Piece(said("整张表", "The table as a whole", lang), "head"))
        for finding in groups.table:
            yield from finding_lines(finding, tasks, lang, view)
    for cluster in groups.clusters:
        if not view.rows or any(one.task in view.rows for one in cluster.findings):
            yield _BLANK
            yield from cluster_lines(cluster, tasks, lang, view)
    for task, findings in groups.tasks:
        if not view.rows or task.id in view.rows:
            yield _BLANK
            yield line(Piece(task_name(task, lang), "head"), f"  {_task_score(task, lang)}")
            yield from _task_findings(findings, tasks, lang, view)


def _task_findings(findings: Sequence[Finding], tasks: Tasks, lang: Lang, view: View) -> Iterator[Line]:
    for finding in findings:
        yield from finding_lines(finding, tasks, lang, view)


def task_name(task: TaskResult, lang: Lang) -> str:
    """Number, title and units of a task, short enough for a heading."""
    number_ = task.id or said("（无编号）", "(no number)", lang)
    title = shortened(task.title or task.requirement or task.report, 60)
    units = shortened("、".join(task.units) or task.units_text, 40)
    return "  ".join(word for word in (f"{number_} {title}".strip(), units) if word)


def _task_score(task: TaskResult, lang: Lang) -> str:
    words = said(f"{number(task.score.value)} 分", f"{number(task.score.value)} points", lang)
    if task.score.low != task.score.high:
        words += said("，区间 ", ", range ", lang) + f"{number(task.score.low)}~{number(task.score.high)}"
    if task.score.cap:
        words += said("，", ", ", lang) + CAP_TEXT[task.score.cap].in_(lang)
    return words


def _failures(failures: Sequence[RuleFailure], lang: Lang) -> Iterator[Line]:
    for failure in failures:
        where = ""
        if failure.task is not None:
            where = said(f"第 {failure.task} 项 ", f"task {failure.task} ", lang)
        head = said(
            f"  ■ 规则故障  {failure.rule} {where}", f"  ■ rule failure  {failure.rule} {where}", lang
        )
        yield line(Piece(head, "alarm"), failure.error, said("（这里没有查成）", " (not checked here)", lang))


def _elsewhere(result: Result, lang: Lang, view: View) -> Iterator[Line]:
    """Files without a block of their own: not read, or passed over; and what belongs to no single file."""
    known = {submission.source for submission in result.submissions}
    by_source: dict[str, list[SourceWarning]] = {}
    for warning in result.warnings:
        if warning.source not in known:
            by_source.setdefault(warning.source, []).append(warning)
    for source, warnings in by_source.items():
        if any(warning.incomplete for warning in warnings):
            yield line(Piece(source, "head"), said("  未能读取", "  could not be read", lang))
            yield from _warnings(warnings, lang, view)
            yield _BLANK
    passed = [(source, one) for source, ones in by_source.items() for one in ones if _only_noted(ones)]
    if passed and not view.quiet:
        yield line(
            said(
                f"另有 {len(passed)} 个文件没有检查：",
                f"{plural(len(passed), 'more file')} not checked:",
                lang,
            )
        )
        for source, warning in passed:
            yield line(f"  {source}  {warning.message.in_(lang)}")
        yield _BLANK
    loose = [one for one in result.failures if one.source not in known]
    if loose:
        yield from _failures(loose, lang)
        yield _BLANK


def _only_noted(warnings: Sequence[SourceWarning]) -> bool:
    return not any(warning.incomplete for warning in warnings)
