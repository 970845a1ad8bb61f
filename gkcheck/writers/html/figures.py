"""Time limits and figures: each demand with a number and how far it is proven, and what was added up, right or wrong."""

from __future__ import annotations

from typing import NamedTuple

from gkcheck.logs import Proof
from gkcheck.writers.html.book import Book, Ref
from gkcheck.writers.html.finding_views import FindingView, finding_view
from gkcheck.writers.html.words import CHECK_SIGN, Key, proof, shortened, status
from gkcheck.writers.proofs import KINDS, STEPS
from gkcheck.writers.words import KIND_TEXT, STATUS_TEXT

FAMILIES = ("GK2", "GK3", "GK7")


class Rung(NamedTuple):
    """One step of the ladder of proof."""

    words: str
    reached: bool


class FigureView(NamedTuple):
    """A demand with a limit or a figure."""

    ref: Ref
    title: str
    kind: str
    words: str
    status: Key
    answers: tuple[str, ...]
    nearest: tuple[str, ...]
    ladder: tuple[Rung, ...]
    proven: str
    refuted: bool
    shown: str  # why the logs say so


class CheckedView(NamedTuple):
    """What a rule on limits or figures concluded, and on which tasks."""

    refs: tuple[Ref, ...]
    sign: str
    status: str
    words: str
    rule: str
    note: str
    findings: tuple[FindingView, ...]


class Figures(NamedTuple):
    """The demands by the order of the table; what was re-counted, right ones too."""

    demands: tuple[FigureView, ...]
    checked: tuple[CheckedView, ...]
    right: int
    wrong: int
    open: int


def figures_of(book: Book) -> Figures:
    """All demands with a limit or a figure, and all conclusions of the rules on them."""
    demands = []
    for task in book.tasks.values():
        ref = Ref(book.named(task.key, task.id), book.address[task.key])
        for at, one in enumerate(task.demands, 1):
            if one.kind not in KINDS:
                continue
            words = tuple(shortened(answer.text) for answer in one.answers)
            meets = one.status in ("answered", "asserted", "contradicted")
            demands.append(
                FigureView(
                    ref=Ref(ref.words, f"{ref.href}-d{at}"),
                    title=task.title,
                    kind=KIND_TEXT[one.kind].in_(book.lang) if one.kind in KIND_TEXT else one.kind,
                    words=shortened(one.text, 120),
                    status=status(one.status, book.lang),
                    answers=words if meets else (),
                    nearest=() if meets else words,
                    ladder=_ladder(one.proof, book),
                    proven=proof(one.proof, book.lang),
                    refuted=one.proof == "contradicted",
                    shown=book.shown(task.key, at - 1),
                )
            )
    checked = _checked(book)
    return Figures(
        tuple(demands),
        checked,
        right=sum(len(one.refs) for one in checked if one.status == "cleared"),
        wrong=sum(len(one.refs) for one in checked if one.status == "finding"),
        open=sum(len(one.refs) for one in checked if one.status in ("undecided", "failed")),
    )


def _ladder(reached: Proof, book: Book) -> tuple[Rung, ...]:
    """Three steps above silence; where a log contradicts, it was attached but does not verify."""
    top = STEPS.index("attached" if reached == "contradicted" else reached)
    return tuple(Rung(proof(one, book.lang), at <= top) for at, one in enumerate(STEPS) if at)


def _checked(book: Book) -> tuple[CheckedView, ...]:
    """What each rule concluded, the tasks of one and the same conclusion together."""
    groups: dict[tuple[str, str, str, tuple[str, ...]], CheckedView] = {}
    for check in book.result.checks:
        if not check.rule.startswith(FAMILIES) or check.status == "not_applicable":
            continue
        address = book.address.get(check.key or "", "")
        home = address or book.sheet.get(check.source, "")
        own = tuple(
            finding_view(one, f"{home}-f{at}", at, book)
            for at, one in enumerate(book.found(check.key, check.source), 1)
            if one.rule == check.rule
        )
        note = check.note.in_(book.lang) if check.note else ""
        same = (check.rule, check.status, note, tuple(f"{one.message} {one.cost}" for one in own))
        ref = Ref(book.named(check.key, check.task, check.source), address)
        if same in groups:
            groups[same] = groups[same]._replace(refs=(*groups[same].refs, ref))
            continue
        groups[same] = CheckedView(
            refs=(ref,),
            sign=CHECK_SIGN[check.status],
            status=check.status,
            words=STATUS_TEXT[check.status].in_(book.lang),
            rule=f"{check.rule} {book.title(check.rule)}".strip(),
            note=note,
            findings=own,
        )
    return tuple(groups.values())
