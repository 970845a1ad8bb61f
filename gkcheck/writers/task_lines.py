"""Everything that was concluded on chosen tasks: demands and what became of them, findings, clearances, doubts."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck.logs import PROOF_TEXT, shown_of
from gkcheck.result import DEMAND_STATUS_TEXT, Result, SubmissionResult, TaskResult
from gkcheck.text import Lang
from gkcheck.writers.finding_lines import finding_lines
from gkcheck.writers.lines import Line, Piece, line
from gkcheck.writers.log_lines import log_lines
from gkcheck.writers.proofs import STYLE, is_shown
from gkcheck.writers.summary import ending
from gkcheck.writers.terminal import task_name
from gkcheck.writers.words import CAP_TEXT, FIELD_TEXT, KIND_TEXT, STATUS_TEXT, View, number, said

_GLYPHS = {"finding": "×", "cleared": "√", "undecided": "●", "failed": "■"}


def task_document(result: Result, lang: Lang, view: View) -> list[Line]:
    """The tasks of `view.rows`, one after the other."""
    tasks = {task.key: task for submission in result.submissions for task in submission.tasks}
    lines: list[Line] = []
    for submission in result.submissions:
        for task in submission.tasks:
            if task.id in view.rows:
                lines += _task(task, submission, result, tasks, lang, view)
                lines.append(line())
    lines += ending(result, lang)
    while lines and not lines[-1].pieces:
        lines.pop()
    return lines


_ANSWERED = frozenset(("answered", "asserted", "contradicted"))
_QUOTED = 60  # letters of an answer that are quoted; the whole report stands above


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _QUOTED else f"{plain[:_QUOTED]}…"


def _task(
    task: TaskResult,
    submission: SubmissionResult,
    result: Result,
    tasks: dict[str, TaskResult],
    lang: Lang,
    view: View,
) -> Iterator[Line]:
    yield line(Piece(task_name(task, lang), "head"), f"  {submission.source}")
    yield line(
        f"  {FIELD_TEXT['requirement'].in_(lang)}│", task.requirement or said("（空）", "(empty)", lang)
    )
    yield line(f"  {FIELD_TEXT['report'].in_(lang)}│", task.report or said("（空）", "(empty)", lang))
    yield line(Piece(said("要求点", "Demands", lang), "head"))
    logs = [log for log in result.logs if log.key == task.key]
    for at, demand in enumerate(task.demands):
        status = DEMAND_STATUS_TEXT[demand.status].in_(lang)
        kind = KIND_TEXT[demand.kind].in_(lang) if demand.kind in KIND_TEXT else demand.kind
        proven = (
            (" · ", Piece(PROOF_TEXT[demand.proof].in_(lang), STYLE[demand.proof]))
            if is_shown(demand)
            else ()
        )
        yield line(f"  {kind}  {demand.text}", said("：", ": ", lang), status, *proven)
        if demand.status in _ANSWERED and demand.answers:
            words = said("；", "; ", lang).join(_short(one.text) for one in demand.answers[:2])
            yield line(f"        {FIELD_TEXT['report'].in_(lang)}│", words)
        shown = shown_of(logs, at)
        if shown is not None:
            yield line(said("        台账│", "        log   │", lang), shown.text.in_(lang))
    if not task.demands:
        yield line("  ", said("没有可核对的要求点", "none that can be checked", lang))
    if logs:
        yield line(Piece(said("台账", "Logs", lang), "head"))
    for log in logs:
        head, *rest = log_lines(log, lang)
        yield line("  ", Piece(PROOF_TEXT[log.proof].in_(lang), STYLE[log.proof]), "  ", *head.pieces)
        for one in rest:
            yield line("  ", *one.pieces)
    yield line(Piece(said("问题", "Findings", lang), "head"))
    found = [finding for finding in result.findings if finding.key == task.key]
    for finding in found:
        yield from finding_lines(finding, tasks, lang, view)
    if not found:
        yield line("  ", said("没有命中规则", "none", lang))
    yield from _checks(task, result, lang, view)
    yield line(Piece(said("得分", "Score", lang), "head"))
    for lost in task.lost:
        yield line(f"  {lost.rule}  -{number(lost.points)}")
    total = f"{number(task.score.value)}"
    if task.score.low != task.score.high:
        span = f"{number(task.score.low)}~{number(task.score.high)}"
        total += said(f"（区间 {span}）", f" (range {span})", lang)
    cap = CAP_TEXT[task.score.cap].in_(lang)
    yield line(f"  {total}", f"  {cap}" if cap else "")


def _checks(task: TaskResult, result: Result, lang: Lang, view: View) -> Iterator[Line]:
    """How the other rules ended on the task; those that do not apply are counted."""
    own = [check for check in result.checks if check.key == task.key]
    yield line(Piece(said("其他规则", "Other rules", lang), "head"))
    for check in own:
        if check.status in ("cleared", "undecided", "failed"):
            title = view.titles[check.rule].in_(lang) if check.rule in view.titles else ""
            note = check.note.in_(lang) if check.note else ""
            status = STATUS_TEXT[check.status].in_(lang)
            yield line(
                f"  {_GLYPHS[check.status]} {check.rule} {title}  {status}", f"  {note}" if note else ""
            )
    left = sum(check.status == "not_applicable" for check in own)
    if left:
        yield line("  ", said(f"另有 {left} 条规则与本项无关", f"{left} more rules do not apply here", lang))
