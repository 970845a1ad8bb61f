"""Two runs compared, as lines for a person: scores first, then what is new, reworded, still there and fixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from gkcheck.comparison.changes import CHANGE_TEXT, Change, Changed, Comparison, ScoreChange
from gkcheck.finding import SEVERITIES, SEVERITY_TEXT, Finding
from gkcheck.text import Lang
from gkcheck.writers.lines import Line, Piece, Style, line, shortened
from gkcheck.writers.words import number, said, score_words

_MARKS: Mapping[Change, tuple[str, Style]] = {
    "new": ("+", "high"),
    "reworded": ("~", "medium"),
    "still": ("=", ""),
    "fixed": ("-", "ok"),
    "gone": ("○", "dim"),
    "unclear": ("●", "medium"),
    "not_run_before": ("○", "dim"),
}
_WORDS = 72  # columns of one excerpt
_INDENT = "    "


def document(comparison: Comparison, titles: Mapping[str, str], lang: Lang) -> list[Line]:
    """The whole document; `titles`: task keys of both runs to number and title."""
    lines = [line(Piece(f"{comparison.old} → {comparison.new}", "head"))]
    for score in comparison.scores:
        lines += _score(score, lang)
    lines += [line(said("注意：", "note: ", lang), note.in_(lang)) for note in comparison.notes]
    for change in CHANGE_TEXT:
        own = [one for one in comparison.changes if one.change == change]
        if own:
            lines += _group(change, own, titles, lang)
    counts = Counter(one.change for one in comparison.changes)
    words = [f"{text.in_(lang)} {counts[change]}" for change, text in CHANGE_TEXT.items() if counts[change]]
    total = " · ".join(words) or said("两次都没有问题", "no findings in either", lang)
    lines += [line(), line(total)]
    if comparison.status == "incomplete":
        told = said(
            "■ 其中一次检查不完整，比较也不完整（退出码 3）",
            "■ One of the runs is incomplete, and so is the comparison (exit code 3)",
            lang,
        )
        lines.append(line(Piece(told, "alarm")))
    return lines


def _score(score: ScoreChange, lang: Lang) -> Iterator[Line]:
    name = " → ".join(dict.fromkeys(one for one in (score.old_source, score.new_source) if one))
    if score.old is None or score.new is None:
        only = said("只在新的一次", "only in the new run", lang)
        if score.new is None:
            only = said("只在旧的一次", "only in the old run", lang)
        yield line(f"  {name}  {only}")
        return
    change = score.new.value - score.old.value
    told = f"{score_words(score.old, lang)} → {score_words(score.new, lang)}"
    style: Style = "ok" if change > 0 else "high" if change < 0 else "dim"
    yield line(f"  {name}  ", said("得分 ", "score ", lang), told, "  ", Piece(f"{change:+.1f}", style))
    for zh, en, tasks in (
        ("新增任务", "tasks added", score.tasks_added),
        ("不在新表里的任务", "tasks gone", score.tasks_gone),
    ):
        if tasks:
            names = said("、", ", ", lang).join(shortened(one, 40) for one in tasks[:8])
            more = said(f"等 {len(tasks)} 项", f" and {len(tasks) - 8} more", lang) if len(tasks) > 8 else ""
            yield line(f"{_INDENT}", said(f"{zh}：", f"{en}: ", lang), names, more)


def _group(change: Change, own: list[Changed], titles: Mapping[str, str], lang: Lang) -> Iterator[Line]:
    mark, style = _MARKS[change]
    yield line()
    yield line(Piece(f"{CHANGE_TEXT[change].in_(lang)} {len(own)}", "head"))
    for one in sorted(own, key=lambda one: (_doubt(one.finding), SEVERITIES.index(one.finding.severity))):
        finding = one.finding
        yield line(
            Piece(f"  {mark} {finding.rule} {finding.title.in_(lang)}", style),
            "  ",
            *_facts(one, titles, lang),
        )
        if change != "still":
            yield line(_INDENT, finding.message.in_(lang))
        if one.why is not None:
            yield line(_INDENT, one.why.in_(lang))
        if change == "reworded" and one.old is not None and one.new is not None:
            yield line(_INDENT, said("原写│", "was   │", lang), _report(one.old, lang))
            yield line(_INDENT, said("现写│", "now   │", lang), _report(one.new, lang))


def _doubt(finding: Finding) -> bool:
    return finding.confidence == "low"


def _facts(one: Changed, titles: Mapping[str, str], lang: Lang) -> list[str]:
    finding = one.finding
    words = [SEVERITY_TEXT[finding.severity].in_(lang)]
    if _doubt(finding):
        words = [said("疑点", "doubt", lang)]
    if finding.waived:
        words.append(said("已豁免", "waived", lang))
    if finding.points:
        words.append(said(f"扣 {number(finding.points)} 分", f"-{number(finding.points)}", lang))
    where = titles.get(finding.key or "", "")
    if not where:
        where = said(f"第 {finding.task} 项", f"task {finding.task}", lang) if finding.task else ""
    return [" · ".join(words), "  ", shortened(where, 50)]


def _report(finding: Finding, lang: Lang) -> str:
    words = [span.text for span in finding.spans if span.field == "report" and span.key == finding.key]
    return shortened(" … ".join(words), _WORDS) if any(words) else said("（没有写）", "(nothing)", lang)
