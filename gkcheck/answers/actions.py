"""What answers an action: the report speaks of the thing, by its words, by words that stand for them, by its figures."""

from __future__ import annotations

from collections.abc import Sequence

from gkcheck.answers.answer import Answer, Confidence, How, Report, Status, nil_answers
from gkcheck.claims import own_claims
from gkcheck.demands import Demand
from gkcheck.language.addressees import binds
from gkcheck.model import Span
from gkcheck.similarity.coverage import Cover, cover

SILENT = 0.2
"""Below this share of its meaning an obligation is not spoken of (domain A3: own reports .25 and above)."""
THIN = 0.45
"""Below this share, and without one of the words that tell it from its neighbours, it is spoken of in passing …"""
FAINT = 0.35
FAINT_CORE = 0.3
"""… or with few of them."""
WORDS = 2
"""Letters of its own that an obligation must have before silence on them means anything."""
PLAIN = 0.12
PLAIN_WORDS = 4
"""Silence that leaves no doubt: hardly a letter of at least this many."""
ITEM = 0.3
"""Share of an item from which it counts as spoken of."""


def answer_actions(demands: Sequence[Demand], report: Report, settled: Sequence[Answer]) -> dict[int, Answer]:
    """An answer for each action, by its place in `demands`; `settled` are the answers to the other kinds."""
    own = own_claims(report.task, report.claims)
    figures = frozenset(report.sentence_of(claim.span) for claim in own)
    return {
        at: _answer(demand, report, settled, figures)
        for at, demand in enumerate(demands)
        if demand.kind == "action"
    }


def _answer(demand: Demand, report: Report, settled: Sequence[Answer], figures: frozenset[Span]) -> Answer:
    duty = demand.action
    assert duty is not None
    if duty.addressee is not None:
        included = binds(duty.addressee, f"{report.task.units_text}、{report.task.lead_unit}")
        if included is False:
            return Answer(demand=demand, status="not_addressed")
        if included is None:
            return Answer(demand=demand, status="undetermined")
    text = report.task.report
    told = cover(duty.text, text, demand.topic)
    if duty.items:
        listed = _items(demand, report)
        if listed is not None:
            return listed
    words = _closest(duty.text, report)
    if _has_figure(demand, settled):
        return _made(demand, "asserted", "stated", words)
    if told.share >= THIN or (told.share >= FAINT and told.core > 0) or told.core >= 0.5:
        return _made(demand, "asserted", "named", words)
    silent = told.share < SILENT and told.letters >= WORDS
    beside = _beside_figures(duty.text, figures)
    if not silent and not _faint(told):
        return _made(demand, "asserted", "named", words)
    if duty.condition:
        nil = any(nil_answers(demand, report, claim) for claim in report.of("nil"))
        return _made(demand, "answered" if nil else "undetermined", "nil" if nil else "waiting", words)
    if not silent and beside:
        return _made(demand, "asserted", "thin", words, "low")
    if duty.loose:
        return _made(demand, "undetermined", "open", words)
    plain = told.share < PLAIN and told.letters >= PLAIN_WORDS
    firm: Confidence = "high" if plain else "medium" if not figures or told.letters > WORDS else "low"
    return _made(demand, "unanswered", "", words, firm)


def _faint(told: Cover) -> bool:
    if told.letters < WORDS:
        return False
    return told.core == 0 or (told.share < FAINT and told.core < FAINT_CORE)


def _made(
    demand: Demand,
    status: Status,
    how: How,
    words: tuple[Span, ...],
    confidence: Confidence = "high",
    needed: str = "",
) -> Answer:
    return Answer(demand=demand, status=status, how=how, words=words, confidence=confidence, needed=needed)


def _items(demand: Demand, report: Report) -> Answer | None:
    """Where a list is asked, the members that the report does not speak of; None where none of them is spoken of."""
    duty = demand.action
    assert duty is not None
    missing = []
    for item in duty.items:
        told = cover(item.text, report.task.report, report.task.title)
        if told.letters and told.share < ITEM and told.core < 0.5:
            missing.append(item.text)
    if len(missing) == len(duty.items):
        return None
    words = _closest(duty.text, report)
    needed = "、".join(missing)
    if len(missing) * 2 > len(duty.items):
        return _made(demand, "asserted", "part", words, "medium", needed)
    return _made(demand, "asserted", "named", words, "high", needed)


def _has_figure(demand: Demand, settled: Sequence[Answer]) -> bool:
    """Whether a time, rate or number asked within the same clause was found in the report: then it is spoken of."""
    return any(
        one.status not in ("unanswered", "not_addressed")
        and one.demand.kind not in ("ban", "channel")
        and one.demand.span.field == "requirement"
        and one.demand.span.start < demand.span.end
        and demand.span.start < one.demand.span.end
        for one in settled
    )


def _beside_figures(asked: str, figures: frozenset[Span]) -> bool:
    """Whether a sentence with a fact of its own shares words with what is asked."""
    return any(cover(asked, sentence.text).share >= PLAIN for sentence in figures)


def _closest(asked: str, report: Report) -> tuple[Span, ...]:
    """The clause of the report that speaks most of what is asked; none where no clause does."""
    best, most = None, 0.0
    for clause in report.clauses[:200]:
        share = cover(asked, clause.text).share
        if share > most:
            best, most = clause, share
    return (best,) if best is not None else ()
