"""Rules and waivers: what ran, what was left out, what failed, what stayed undecided, and what the auditor waived."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from gkcheck.finding import AppliedWaiver
from gkcheck.waivers import USE_TEXT
from gkcheck.writers.html.book import Book, Ref
from gkcheck.writers.html.words import category
from gkcheck.writers.words import place


class RuleView(NamedTuple):
    """One rule that ran, with how often it ended in which way."""

    id: str
    name: str
    title: str
    category: str
    rationale: str
    basis: tuple[str, ...]
    plugin: str
    counts: tuple[int, int, int, int, int]
    points: float


class Skipped(NamedTuple):
    """A rule that did not run, where and why."""

    rule: str
    source: str
    reason: str


class Failed(NamedTuple):
    """A rule that crashed on one subject."""

    rule: str
    ref: Ref
    error: str


class Open(NamedTuple):
    """What one rule could not judge for one reason, and on which tasks."""

    rule: str
    reason: str
    tasks: tuple[Ref, ...]


class Warned(NamedTuple):
    """What a reader noticed."""

    incomplete: bool
    source: str
    where: str
    message: str


class Waived(NamedTuple):
    """A waived finding."""

    ref: Ref
    rule: str
    message: str
    fingerprint: str
    waiver: AppliedWaiver | None


class Use(NamedTuple):
    """What became of one waiver of the auditor's file."""

    status: str
    alarm: bool
    what: str
    findings: int
    waiver: AppliedWaiver


class Decided(NamedTuple):
    """Where the decisions of the run came from: the waiver file, the baseline, and the day they were read on."""

    today: str
    file: str
    uses: tuple[Use, ...]
    baseline: str
    known: int
    new: int


class Runs(NamedTuple):
    """Everything about the run itself; warnings of readers come first, those of things unread before all."""

    warnings: tuple[Warned, ...]
    failures: tuple[Failed, ...]
    rules: tuple[RuleView, ...]
    skipped: tuple[Skipped, ...]
    undecided: tuple[Open, ...]
    waived: tuple[Waived, ...]
    decided: Decided | None


_ENDS = ("finding", "cleared", "undecided", "failed", "not_applicable")


def runs_of(book: Book) -> Runs:
    """What happened in the run."""
    result, lang = book.result, book.lang
    warnings = [
        Warned(one.incomplete, one.source, place(one.location, lang), one.message.in_(lang))
        for one in result.warnings
    ]
    return Runs(
        warnings=tuple(sorted(warnings, key=lambda one: not one.incomplete)),
        failures=tuple(
            Failed(
                f"{one.rule} {book.title(one.rule)}".strip(),
                Ref(book.named(one.key, one.task, one.source), book.address.get(one.key or "", "")),
                one.error,
            )
            for one in result.failures
        ),
        rules=_rules(book),
        skipped=tuple(
            Skipped(f"{one.id} {one.title.in_(lang)}", one.source, one.reason.in_(lang))
            for one in result.skipped
        ),
        undecided=_undecided(book),
        waived=tuple(
            Waived(
                Ref(book.named(one.key, one.task, one.source), book.address.get(one.key or "", "")),
                f"{one.rule} {one.title.in_(lang)}",
                one.message.in_(lang),
                one.fingerprint,
                one.waiver,
            )
            for one in result.findings
            if one.waived
        ),
        decided=_decided(book),
    )


def _decided(book: Book) -> Decided | None:
    made = book.result.decisions
    if made is None:
        return None
    uses = []
    for use in made.waivers:
        whole = book.said("整条规则", "the whole rule")
        words = [use.finding or whole, f"{use.rule} {book.title(use.rule)}".strip(), use.row, use.file]
        waiver = AppliedWaiver(
            kind=use.kind,
            reason=use.reason,
            approved_by=use.approved_by,
            expires=use.expires,
            evidence=use.evidence,
        )
        told = USE_TEXT[use.status].in_(book.lang)
        uses.append(Use(told, use.status == "expired", " · ".join(filter(None, words)), use.findings, waiver))
    found = [one.baseline for one in book.result.findings]
    return Decided(
        today=made.today,
        file=made.waiver_file,
        uses=tuple(uses),
        baseline=made.baseline,
        known=found.count("known"),
        new=found.count("new"),
    )


def _rules(book: Book) -> tuple[RuleView, ...]:
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    for check in book.result.checks:
        ends[check.rule][check.status] += 1
    points: dict[str, float] = defaultdict(float)
    for finding in book.result.findings:
        points[finding.rule] += finding.points
    made = []
    for id in book.result.tool.rules:
        info, own = book.rules.get(id), ends[id]
        made.append(
            RuleView(
                id=id,
                name=info.name if info else "",
                title=book.title(id),
                category=category(info.category, book.lang) if info else "",
                rationale=info.rationale.in_(book.lang) if info else "",
                basis=tuple(text.in_(book.lang) for text in info.basis) if info else (),
                plugin=info.plugin if info else "",
                counts=(own[_ENDS[0]], own[_ENDS[1]], own[_ENDS[2]], own[_ENDS[3]], own[_ENDS[4]]),
                points=round(points[id], 1),
            )
        )
    return tuple(made)


def _undecided(book: Book) -> tuple[Open, ...]:
    groups: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    for check in book.result.checks:
        if check.status == "undecided":
            note = check.note.in_(book.lang) if check.note else ""
            groups[(check.rule, note)].append(
                Ref(book.named(check.key, check.task, check.source), book.address.get(check.key or "", ""))
            )
    return tuple(
        Open(f"{rule} {book.title(rule)}".strip(), note, tuple(refs)) for (rule, note), refs in groups.items()
    )
