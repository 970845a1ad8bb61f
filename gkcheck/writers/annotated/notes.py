"""What is written beside the words of a submitted table: one note a finding, and one summary for the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gkcheck.finding import SEVERITIES, SEVERITY_TEXT, Finding, QuotedSpan
from gkcheck.model import FieldName
from gkcheck.result import Result, SubmissionResult
from gkcheck.text import Lang
from gkcheck.writers.cells import printable
from gkcheck.writers.finding_lines import waiver_words
from gkcheck.writers.grouping import ranges
from gkcheck.writers.lines import shortened
from gkcheck.writers.summary import standing
from gkcheck.writers.words import BASELINE_TEXT, number, plural, said, score_words, severity_counts

AUTHOR = "gkcheck"
INITIALS = "GK"
MOST = 3  # notes in one cell; what is left is counted in one more
_QUOTED = 160  # columns of one quotation
_ASKED: frozenset[FieldName] = frozenset({"requirement", "deadline"})


class Note(NamedTuple):
    """One note: the task and the field it stands in, the words it is about (None: the field as a whole)."""

    key: str
    field: FieldName
    span: QuotedSpan | None
    text: str
    rule: str


class Notes(NamedTuple):
    """The notes of one table, the gravest of each task first, and the summary."""

    notes: tuple[Note, ...]
    summary: str


def notes_of(result: Result, submission: SubmissionResult, lang: Lang) -> Notes:
    """The notes on one table. Waived findings, and those on the table as a whole, stand in the summary."""
    order = {task.key: at for at, task in enumerate(submission.tasks)}
    own = [finding for finding in result.findings if finding.source == submission.source]
    open_ = [finding for finding in own if not finding.waived]
    placed = [finding for finding in open_ if (finding.key or "") in order]
    placed.sort(key=lambda one: (order[one.key or ""], _weight(one)))
    notes = [_note(finding, lang) for finding in placed]
    whole = [finding for finding in open_ if finding.key not in order]
    return Notes(tuple(notes), _summary(submission, own, whole, result, lang))


def more(count: int, rules: Sequence[str], lang: Lang) -> str:
    """The last note of a cell that has more of them than are shown."""
    names = "、".join(dict.fromkeys(rules))
    words = said(f"另有 {count} 条，见报告（{names}）", f"{count} more, see the report ({names})", lang)
    return f"{words}\n(gk:more)"


def is_ours(author: str, text: str) -> bool:
    """Whether a note was written by an earlier run: only those are taken away again."""
    return author == AUTHOR and "(gk:" in text


def _weight(finding: Finding) -> tuple[bool, bool, int, float, str, str]:
    return (
        finding.confidence == "low",
        finding.subsumed_by is not None,
        SEVERITIES.index(finding.severity),
        -finding.points,
        finding.rule,
        finding.fingerprint,
    )


def _note(finding: Finding, lang: Lang) -> Note:
    field, span = _place(finding)
    return Note(finding.key or "", field, span, note_text(finding, lang), finding.rule)


def _place(finding: Finding) -> tuple[FieldName, QuotedSpan | None]:
    """Where a note stands: on the words of the report; with none there, at its beginning, for what is asked of the
    unit, else on the words that are at fault."""
    own = [span for span in finding.spans if span.key == finding.key]
    said_ = next((span for span in own if span.field == "report" and span.text.strip()), None)
    if said_ is not None:
        return "report", said_
    if not own or (finding.side == "unit" and any(span.field in _ASKED for span in own)):
        return "report", None
    first = next((span for span in own if span.text.strip()), own[0])
    return first.field, first if first.text.strip() else None


def note_text(finding: Finding, lang: Lang) -> str:
    """The words of one note: rule and message, what is asked, what is said, what to supply, and the fingerprint."""
    title = f"{finding.rule} {finding.title.in_(lang)}"
    if finding.confidence == "low":
        title += said(" · 疑点", " · doubt", lang)
    if finding.baseline is not None:
        title += f" · {BASELINE_TEXT[finding.baseline].in_(lang)}"
    lines = [f"[{title}] {finding.message.in_(lang)}"]
    asked = [span for span in finding.spans if span.key == finding.key and span.field in _ASKED]
    reported = [span for span in finding.spans if span.key == finding.key and span.field == "report"]
    if asked:
        lines.append(said("要求：", "Asked: ", lang) + _quotations(asked, lang))
    if reported:
        lines.append(said("报告：", "Report: ", lang) + _quotations(reported, lang))
    if finding.related:
        refs = [ref.task or "" for ref in finding.related if ref.source == finding.source]
        other = dict.fromkeys(ref.source for ref in finding.related if ref.source != finding.source)
        where = [said(f"第 {ranges(refs, lang)} 项", f"task {ranges(refs, lang)}", lang)] if refs else []
        lines.append(said("相关：", "See: ", lang) + said("；", "; ", lang).join([*where, *other]))
    if finding.ask is not None and finding.ask.in_(lang):
        lines.append(said("请补：", "To supply: ", lang) + finding.ask.in_(lang))
    if finding.note is not None:
        lines.append(said("注意：", "Note: ", lang) + finding.note.in_(lang))
    return printable("\n".join([*lines, f"({finding.fingerprint})"]))


def _quotations(spans: Sequence[QuotedSpan], lang: Lang) -> str:
    words = dict.fromkeys(shortened(span.text, _QUOTED) for span in spans if span.text.strip())
    quoted = [said(f"“{one}”", f'"{one}"', lang) for one in list(words)[:3]]
    return "、".join(quoted) if quoted else said("（空）", "(empty)", lang)


def _summary(
    submission: SubmissionResult,
    own: Sequence[Finding],
    whole: Sequence[Finding],
    result: Result,
    lang: Lang,
) -> str:
    kept = standing(own)
    doubts = sum(one.confidence == "low" and not one.waived for one in own)
    waived = [one for one in own if one.waived]
    counts: dict[str, int] = {}
    for one in kept:
        counts[one.severity] = counts.get(one.severity, 0) + 1
    lines = [
        said("[gkcheck 核对小结] 得分 ", "[gkcheck summary] Score ", lang)
        + score_words(submission.score, lang)
    ]
    told = said(f"问题 {len(kept)} 个", plural(len(kept), "finding"), lang)
    if kept:
        told += said("：", ": ", lang) + severity_counts(counts, lang)
    if doubts:
        told += said(f"；疑点 {doubts} 个，仅供参考", f"; {doubts} doubts, for reference", lang)
    lines.append(told)
    for one in whole:
        grade = SEVERITY_TEXT[one.severity].in_(lang)
        lines.append(
            f"[{one.rule} {one.title.in_(lang)} · {grade}] {one.message.in_(lang)} ({one.fingerprint})"
        )
    if waived:
        lines.append(said("已豁免、不加批注的：", "Waived, without a note: ", lang))
        for one in waived:
            where = said(f"第 {one.task} 项 ", f"task {one.task} ", lang) if one.task else ""
            lines.append(f"{where}{one.rule} {one.title.in_(lang)}{waiver_words(one, lang)}")
    if submission.with_waived is not None:
        full = number(submission.with_waived.value)
        lines.append(said(f"豁免的也计入则为 {full} 分", f"{full} with the waived findings counted", lang))
    unread = sum(one.incomplete for one in result.warnings if one.source == submission.source)
    if unread:
        lines.append(said(f"有 {unread} 处没有读全，未查", f"{unread} places were not read whole", lang))
    lines.append(
        said(
            f"核查日 {submission.as_of}；批注只说明文中未见什么，不代表没有做",
            f"As of {submission.as_of}; the notes say what is not seen in the text, not what was not done",
            lang,
        )
    )
    return printable("\n".join([*lines, "(gk:summary)"]))
