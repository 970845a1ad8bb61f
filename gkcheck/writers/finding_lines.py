"""One finding, or one cluster of copies, as lines: what is wrong, the words on both sides, what to supply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gkcheck.finding import (
    CONFIDENCE_TEXT,
    SEVERITIES,
    SEVERITY_TEXT,
    VERDICT_TEXT,
    Finding,
    QuotedSpan,
    TaskRef,
)
from gkcheck.model import FieldName
from gkcheck.result import TaskResult
from gkcheck.text import Lang
from gkcheck.writers.excerpt import excerpts
from gkcheck.writers.grouping import Cluster, field_text, ranges
from gkcheck.writers.lines import Line, Piece, Style, line, width
from gkcheck.writers.words import (
    ASK,
    BASELINE_TEXT,
    FIELD_TEXT,
    LABEL_COLUMNS,
    NOTE,
    SEE,
    View,
    number,
    said,
)

Tasks = Mapping[str, TaskResult]
MOST_PLACES = 4  # (task, field) places quoted for one finding; the rest is counted
MOST_EXCERPTS = 3  # excerpt lines for one place
_INDENT = "    "
_FIELDS: tuple[FieldName, ...] = ("id", "title", "section", "units", "requirement", "deadline", "report")


def finding_lines(finding: Finding, tasks: Tasks, lang: Lang, view: View) -> Iterator[Line]:
    """All lines of one finding: short when it is subsumed, waived or only a doubt."""
    if finding.confidence == "low" and not finding.waived and "low" not in view.show:
        yield line(
            _name(finding, "○", said(" 疑点", " doubt", lang), lang),
            said("：", ": ", lang),
            _message(finding, lang),
            _print(finding, view),
        )
        return
    if finding.waived or finding.subsumed_by is not None:
        yield line(
            _name(finding, "→", "", lang),
            f"  {SEVERITY_TEXT[finding.severity].in_(lang)}  ",
            _aside(finding, lang),
            _print(finding, view),
        )
        return
    yield line(_name(finding, _glyph(finding), "", lang), "  " + _facts(finding, lang), _print(finding, view))
    yield line(_INDENT, _message(finding, lang))
    yield from _quotes(finding.spans, finding.key, tasks, lang, view)
    if finding.related:
        yield line(_labelled(SEE.in_(lang)), _related(finding, lang))
    yield from _ask(finding, lang)
    if finding.note is not None:
        yield line(_labelled(NOTE.in_(lang)), finding.note.in_(lang))


def cluster_lines(cluster: Cluster, tasks: Tasks, lang: Lang, view: View) -> Iterator[Line]:
    """A cluster shown once: its members, each kind of member with its message, the words of the gravest."""
    by_weight = sorted(cluster.findings, key=lambda one: SEVERITIES.index(one.severity))
    worst = by_weight[0]
    ids = [finding.task or "" for finding in cluster.findings]
    yield line(
        Piece(
            said(
                f"第 {ranges(ids, lang)} 项（共 {len(ids)} 项）",
                f"Tasks {ranges(ids, lang)} ({len(ids)} tasks)",
                lang,
            ),
            "head",
        )
    )
    kinds: dict[str, list[Finding]] = {}
    for finding in by_weight:
        kinds.setdefault(finding.case, []).append(finding)
    facts = [SEVERITY_TEXT[worst.severity].in_(lang), VERDICT_TEXT[worst.verdict].in_(lang)]
    if len(kinds) == 1:
        facts.append(_total(by_weight, lang))
    glyph = "→" if all(one.waived for one in by_weight) else _glyph(worst)
    yield line(_name(worst, glyph, "", lang), "  " + " · ".join(facts))
    for alike in kinds.values():
        if len(kinds) > 1:
            members = ranges([one.task or "" for one in alike], lang)
            yield line(_INDENT, said(f"第 {members} 项", members, lang), f"  {_total(alike, lang)}")
        yield line(_INDENT, _message(alike[0], lang), _like(len(alike), lang))
    yield from _quotes(worst.spans, worst.key, tasks, lang, view)
    yield from _ask(worst, lang)
    for one in cluster.findings:
        if "fingerprint" in view.show:
            yield line(_INDENT, said(f"第 {one.task} 项", f"task {one.task}", lang), _print(one, view))
        member = said(f"第 {one.task} 项", f"task {one.task}", lang)
        if one.waived:
            yield line(_INDENT, member, said("已豁免", " waived", lang), waiver_words(one, lang))
        elif one.note is not None:
            yield line(_labelled(NOTE.in_(lang)), member, said("：", ": ", lang), one.note.in_(lang))


def _like(count: int, lang: Lang) -> str:
    if count < 2:
        return ""
    return said(f"（其余 {count - 1} 项类似）", f" (and so for {count - 1} more)", lang)


def _total(findings: Sequence[Finding], lang: Lang) -> str:
    costs = sorted({finding.points for finding in findings if not finding.waived})
    if not costs or costs[-1] <= 0:
        return said("不扣分", "no deduction", lang)
    span = number(costs[-1]) if len(costs) == 1 else f"{number(costs[0])}~{number(costs[-1])}"
    if len(costs) == 1 and len(findings) == 1:
        return said(f"扣 {span} 分", f"-{span} points", lang)
    return said(f"各扣 {span} 分", f"-{span} points each", lang)


def _glyph(finding: Finding) -> str:
    return "●" if finding.severity == "info" else "×"


def _name(finding: Finding, glyph: str, doubt: str, lang: Lang) -> Piece:
    style: Style = "dim" if doubt or glyph == "→" else finding.severity
    return Piece(f"  {glyph}{doubt} {finding.rule} {finding.title.in_(lang)}", style)


def _facts(finding: Finding, lang: Lang) -> str:
    words = [SEVERITY_TEXT[finding.severity].in_(lang), VERDICT_TEXT[finding.verdict].in_(lang)]
    if finding.side == "issuer":
        words.append(said("属制表一方，不扣分", "the issuer's text, no deduction", lang))
    elif finding.key is not None:
        words.append(
            said(f"扣 {number(finding.points)} 分", f"-{number(finding.points)} points", lang)
            if finding.points > 0
            else said("不扣分", "no deduction", lang)
        )
    if finding.baseline is not None:
        words.append(BASELINE_TEXT[finding.baseline].in_(lang))
    if finding.confidence != "high":
        words.append(CONFIDENCE_TEXT[finding.confidence].in_(lang))
    return " · ".join(words)


def _aside(finding: Finding, lang: Lang) -> str:
    if finding.waived:
        return said("已豁免", "waived", lang) + waiver_words(finding, lang)
    return said(f"并入 {finding.subsumed_by}，不另扣分", f"counted under {finding.subsumed_by}", lang)


def _print(finding: Finding, view: View) -> Piece:
    """The fingerprint where it is asked for: what a waiver names the finding by."""
    return Piece(f"  {finding.fingerprint}" if "fingerprint" in view.show else "", "dim")


def waiver_words(finding: Finding, lang: Lang) -> str:
    """Why a finding is waived, by whom and until when: `：reason（kind，approved by, until）`; empty without a waiver."""
    waiver = finding.waiver
    if waiver is None:
        return ""
    facts = [waiver.kind] if waiver.kind else []
    if waiver.approved_by:
        facts.append(said(f"批准 {waiver.approved_by}", f"approved by {waiver.approved_by}", lang))
    if waiver.expires:
        facts.append(said(f"至 {waiver.expires}", f"until {waiver.expires}", lang))
    if waiver.evidence:
        facts.append(said(f"依据 {waiver.evidence}", f"evidence {waiver.evidence}", lang))
    about = said("，", ", ", lang).join(facts)
    if about:
        about = said(f"（{about}）", f" ({about})", lang)
    return said("：", ": ", lang) + waiver.reason + about


def _message(finding: Finding, lang: Lang) -> str:
    return finding.message.in_(lang)


def _ask(finding: Finding, lang: Lang) -> Iterator[Line]:
    if finding.ask is not None and finding.ask.in_(lang):
        yield line(_labelled(ASK.in_(lang)), finding.ask.in_(lang))


def _labelled(label: str) -> str:
    return f"{_INDENT}{label}│"


def _related(finding: Finding, lang: Lang) -> str:
    by_source: dict[str, list[TaskRef]] = {}
    for ref in finding.related:
        by_source.setdefault(ref.source, []).append(ref)
    words = []
    for source, refs in by_source.items():
        members = ranges([ref.task or "" for ref in refs], lang)
        where = "" if source == finding.source else f"{source} "
        words.append(where + said(f"第 {members} 项", f"task {members}", lang))
    return said("；", "; ", lang).join(words)


def _quotes(
    spans: Sequence[QuotedSpan], home: str | None, tasks: Tasks, lang: Lang, view: View
) -> Iterator[Line]:
    places: dict[tuple[str, str], list[QuotedSpan]] = {}
    for span in spans:
        places.setdefault((span.key, span.field), []).append(span)
    order = sorted(places, key=lambda place: (place[0] != home, _FIELDS.index(_field(place[1]))))
    for place in order[:MOST_PLACES]:
        yield from _quoted(places[place], home, tasks, lang, view)
    if len(order) > MOST_PLACES:
        left = len(order) - MOST_PLACES
        yield line(_INDENT, said(f"另引 {left} 处", f"and {left} more places", lang))


def _field(name: str) -> FieldName:
    return next((field for field in _FIELDS if field == name), "report")


def _quoted(
    spans: Sequence[QuotedSpan], home: str | None, tasks: Tasks, lang: Lang, view: View
) -> Iterator[Line]:
    """The excerpts of one field of one task, each with its marks below."""
    first = spans[0]
    task = tasks.get(first.key)
    text = field_text(task, first.field) if task else ""
    offsets = [(span.start, span.end) for span in spans]
    if any(
        text[span.start : span.end] != span.text for span in spans
    ):  # a result from elsewhere: quote alone
        text, offsets = first.text, [(0, len(first.text))]
    note = "" if first.key == home else said(f"（第 {first.task} 项）", f" (task {first.task})", lang)
    label = _labelled(FIELD_TEXT[_field(first.field)].in_(lang))
    bar = _labelled(" " * LABEL_COLUMNS[lang])
    room = view.columns - width(label, view.ambiguous) - width(note, view.ambiguous)
    made = excerpts(text, offsets, room, view.ambiguous)
    if not made:
        if not text.strip():
            yield line(label, said("（空）", "(empty)", lang), note)
        return
    for at, one in enumerate(made[:MOST_EXCERPTS]):
        yield line(label if at == 0 else bar, one.text, note if at == 0 else "")
        yield line(bar, Piece(one.marks, "mark"))
    if len(made) > MOST_EXCERPTS:
        left = len(made) - MOST_EXCERPTS
        yield line(bar, said(f"另有 {left} 处", f"and {left} more", lang))
