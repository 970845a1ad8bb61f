"""A Markdown summary: for a merge request, a chat or a mail; submitted text cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gkcheck.finding import SEVERITIES, SEVERITY_TEXT, VERDICT_TEXT, Finding
from gkcheck.logs import PROOF_TEXT, LogResult
from gkcheck.result import Result, SubmissionResult
from gkcheck.text import Lang
from gkcheck.writers.grouping import by_file
from gkcheck.writers.lines import clean
from gkcheck.writers.log_lines import counts_words
from gkcheck.writers.places import words_of
from gkcheck.writers.proofs import ladder_words, other_words
from gkcheck.writers.summary import coverage, ending, standing
from gkcheck.writers.words import number, said, score_words

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&!$@]")
_LONGEST = 120  # letters of a quotation; the whole stands in the report files


def write(result: Result, lang: Lang) -> bytes:
    """The whole summary as UTF-8."""
    return ("\n".join(_lines(result, lang)) + "\n").encode("utf-8", "replace")


def _lines(result: Result, lang: Lang) -> Iterator[str]:
    for line in ending(result, lang):
        yield f"> **{escaped(line.plain)}**"
        yield ""
    files = by_file(result)
    for submission in result.submissions:
        yield from _table(submission, files[submission.source], lang)
    if result.warnings or result.failures:
        yield said("## 读取与运行", "## Reading and running", lang)
        yield ""
        for warning in result.warnings:
            mark = (
                said("未读全", "not read whole", lang) if warning.incomplete else said("注意", "note", lang)
            )
            yield f"- {mark} {escaped(warning.source)}：{escaped(warning.message.in_(lang))}"
        for failure in result.failures:
            yield f"- {said('规则故障', 'rule failure', lang)} {failure.rule}：{escaped(failure.error)}"
        yield ""
    yield f"gkcheck {result.tool.version} · {said('评分规则', 'policy', lang)} {result.tool.policy}"


def _table(submission: SubmissionResult, result: Result, lang: Lang) -> Iterator[str]:
    own = [finding for finding in result.findings if finding.source == submission.source]
    kept = standing(own)
    yield f"## {escaped(submission.title or submission.source)}"
    yield ""
    facts = [
        escaped(submission.source),
        escaped(submission.issuer),
        said(f"{submission.year} 年度", str(submission.year), lang) if submission.year else "",
        said(f"核查日 {submission.as_of}", f"as of {submission.as_of}", lang),
    ]
    yield " · ".join(fact for fact in facts if fact)
    yield ""
    yield f"**{said('得分', 'Score', lang)} {score_words(submission.score, lang)}**"
    yield ""
    yield "| " + " | ".join(SEVERITY_TEXT[one].in_(lang) for one in SEVERITIES) + " |"
    yield "|" + "---|" * len(SEVERITIES)
    counts = [str(sum(finding.severity == one for finding in kept)) for one in SEVERITIES]
    yield "| " + " | ".join(counts) + " |"
    yield ""
    checks: dict[str, int] = {}
    for check in result.checks:
        if check.source == submission.source:
            checks[check.status] = checks.get(check.status, 0) + 1
    yield coverage(checks, lang)
    yield ""
    proven = ladder_words(submission.tasks, lang)
    if proven:
        yield proven
        yield ""
    logs = [log for log in result.logs if log.source == submission.source]
    if logs:
        yield from _logs(logs, lang)
    whole = [finding for finding in own if finding.key is None]
    if whole:
        yield f"### {said('整表', 'The table', lang)}"
        yield ""
        for finding in whole:
            yield from _finding(finding, lang)
        yield ""
    for task in submission.tasks:
        findings = [finding for finding in own if finding.key == task.key]
        if not findings:
            continue
        units = "、".join(task.units) or task.units_text
        points = said(f"{number(task.score.value)} 分", f"{number(task.score.value)} points", lang)
        words = [escaped(one) for one in (f"{task.id} {task.title}".strip(), units) if one]
        yield f"### {' · '.join([*words, points])}"
        yield ""
        for finding in findings:
            yield from _finding(finding, lang)
        yield ""


def _logs(logs: Sequence[LogResult], lang: Lang) -> Iterator[str]:
    """What each attached log proves, one line each."""
    yield f"### {said('台账', 'Logs', lang)}"
    yield ""
    heads = (
        ("任务", "佐证", "台账", "时限", "结果")
        if lang == "zh"
        else ("task", "proof", "log", "limit", "result")
    )
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for log in logs:
        window = log.window.text if log.window else said("只作统计", "counted only", lang)
        told = said("；", "; ", lang).join(filter(None, (counts_words(log, lang), other_words(log, lang))))
        cells = (log.task or "", PROOF_TEXT[log.proof].in_(lang), log.file, window, told)
        yield "| " + " | ".join(escaped(cell) for cell in cells) + " |"
    yield ""


def _finding(finding: Finding, lang: Lang) -> Iterator[str]:
    grade = SEVERITY_TEXT[finding.severity].in_(lang)
    if finding.confidence == "low":
        grade = said("疑点", "doubt", lang)
    marks = [grade, VERDICT_TEXT[finding.verdict].in_(lang)]
    if finding.points:
        marks.append(said(f"扣 {number(finding.points)} 分", f"-{number(finding.points)}", lang))
    if finding.waived:
        marks.append(said("已豁免", "waived", lang))
    title = f"**{finding.rule} {escaped(finding.title.in_(lang))}**"
    yield f"- {title}（{'，'.join(marks)}） {escaped(finding.message.in_(lang))}"
    for words in words_of(finding, "requirement"):
        yield f"  - {said('要求', 'asked', lang)}“{escaped(_short(words))}”"
    for words in words_of(finding, "report"):
        yield f"  - {said('报告', 'report', lang)}“{escaped(_short(words))}”"
    if finding.ask is not None:
        yield f"  - {said('补报', 'supply', lang)}：{escaped(finding.ask.in_(lang))}"
    if finding.waiver is not None:
        yield f"  - {said('豁免理由', 'waived because', lang)}：{escaped(finding.waiver.reason)}"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def escaped(text: str) -> str:
    """Text on one line that renders as itself; no address of a submitted text becomes a link."""
    line = _MARKUP.sub(lambda found: "\\" + found.group(), clean(text))
    return line.replace("://", "\\://").replace("www.", "www\\.")
