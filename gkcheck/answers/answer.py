"""Answer: how one demand ended; Report: a report cut into clauses, to look for what answers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.language.acts import families_in
from gkcheck.language.addressees import Addressee, binds
from gkcheck.language.clauses import split_clauses, split_sentences
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.model import Span, Task

Status = Literal[
    "answered", "asserted", "unanswered", "contradicted", "not_due", "not_addressed", "undetermined"
]
Confidence = Literal["high", "medium", "low"]
How = Literal[
    "",
    "stated",  # the report names a time, date, rate or count that meets the demand
    "nil",  # the report says that there was no case
    "on_time",  # the report counts what was done on time, without the length of time
    "too_much",  # the task is too long to be held against itself
    "in_time",  # told as done by the day of assessment, before the deadline
    "listed",  # dates or documents stand for a count
    "exceeds",  # the report's own figure misses the demand
    "refuted",  # the report's own figures give another one
    "substituted",  # the report follows another procedure instead
    "restated",  # the demand's figure comes back, with nothing of its own
    "named",  # the thing asked for is spoken of
    "thin",  # spoken of in passing, beside figures of another kind
    "part",  # some members of a list are spoken of, most are not
    "waiting",  # the case in which it is due is not told
    "open",  # a direction that any result may answer
    "negative",  # a matching negative answers a ban
    "enforced",  # what others did against a ban was pursued
    "admitted",  # the report tells of what is forbidden
    "elsewhere",  # another channel than the one asked
    "reported",  # figures are there, but not those that would show it
]


class Answer(NamedTuple):
    """How one demand ended. `words` quote the report; `found` and `needed` are the figures compared."""

    demand: Demand
    status: Status
    how: How = ""
    words: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()
    found: str = ""
    needed: str = ""
    confidence: Confidence = "high"
    share: float = 1.0
    """Of a list that is asked, the part that the report speaks of."""


class Report(NamedTuple):
    """A report cut into clauses and sentences, each with what it speaks of."""

    task: Task
    clauses: tuple[Span, ...]
    sentences: tuple[Span, ...]
    claims: tuple[Claim, ...]
    demands: tuple[Demand, ...]
    issuer: str = ""

    def binds(self, addressee: Addressee) -> bool | None:
        """Whether an addressee includes those who report: the units of the row, or the body that hands in the table."""
        mine = binds(addressee, f"{self.task.units_text}、{self.task.lead_unit}")
        if mine is False and self.issuer and addressee.kind in ("field", "organ"):
            return binds(addressee, self.issuer)
        return mine

    def clause_of(self, span: Span) -> Span:
        """The clause a span begins in."""
        return next((one for one in self.clauses if one.start <= span.start < one.end), span)

    def sentence_of(self, span: Span) -> Span:
        """The sentence a span begins in."""
        return next((one for one in self.sentences if one.start <= span.start < one.end), span)

    def before(self, clause: Span) -> tuple[Span, ...]:
        """The clauses of the same sentence that stand before one, the nearest first."""
        sentence = self.sentence_of(clause)
        return tuple(one for one in reversed(self.clauses) if sentence.start <= one.start < clause.start)

    def rest_of(self, clause: Span) -> str:
        """The words from the beginning of a clause to the end of its sentence."""
        return self.task.report[clause.start : self.sentence_of(clause).end]

    def of(self, kind: str) -> tuple[Claim, ...]:
        """The claims of one kind."""
        return tuple(claim for claim in self.claims if claim.kind == kind)

    def about(self, demand: Demand, span: Span) -> bool:
        """Whether the sentence around a span speaks of what the demand asks about, by its words or its verbs."""
        sentence = self.sentence_of(span)
        shared = len(terms_of(sentence.text) & demand.terms)
        return shared >= 2 or (shared >= 1 and len(demand.terms) <= 6)

    def closest(self, demand: Demand) -> Span | None:
        """The clause that speaks most of what the demand asks about; None when no clause does."""
        best = max(self.clauses, key=lambda one: len(terms_of(one.text) & demand.terms), default=None)
        return best if best is not None and terms_of(best.text) & demand.terms else None


def report_of(task: Task, claims: Sequence[Claim], demands: Sequence[Demand], issuer: str = "") -> Report:
    """A task's report with its claims, ready to be searched."""
    return Report(
        task=task,
        clauses=_cut(task, [(one.start, one.end) for one in split_clauses(task.report)]),
        sentences=_cut(task, [(one.start, one.end) for one in split_sentences(task.report)]),
        claims=tuple(claims),
        demands=tuple(demands),
        issuer=issuer,
    )


def _cut(task: Task, places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(
        Span(task=task.key, field="report", start=start, end=end, text=task.report[start:end])
        for start, end in places
        if task.report[start:end].strip()
    )


def of_others(demand: Demand, report: Report) -> bool:
    """Whether the duty that a demand belongs to names somebody else (各乡镇要建立台账)."""
    return any(
        other.action is not None
        and other.action.addressee is not None
        and other.span.field == demand.span.field
        and (
            other.span.start <= demand.span.start < other.span.end
            or demand.span.start <= other.span.start < demand.span.end
        )
        and report.binds(other.action.addressee) is False
        for other in report.demands
    )


def nil_answers(demand: Demand, report: Report, nil: Claim) -> bool:
    """Whether a nil return speaks of what the demand asks about."""
    clause = report.clause_of(nil.span)
    return report.about(demand, nil.span) or bool(families_in(fold(clause.text)) & demand.families)


def nothing_wrong(words: str) -> bool:
    """Whether a nil return says that nothing went wrong (无乱收费现象), not that there was no case."""
    return _WRONG.search(fold(words)) is not None


_WRONG = Pattern(
    "违|问题|投诉|举报|差错|失误|泄|事故|现象|乱|瞒|漏|偏差|不良",
    needs="违 问题 投诉 举报 差错 失误 泄 事故 现象 乱 瞒 漏 偏差 不良",
)


def closest_words(demand: Demand, report: Report) -> tuple[Span, ...]:
    """The clause nearest to the demand, for quoting where nothing answers it."""
    closest = report.closest(demand)
    return (closest,) if closest is not None else ()


def plain(value: Decimal) -> str:
    """A number as people write it, without a false exponent or .0."""
    return format(value.normalize(), "f")


def answered(
    demand: Demand,
    status: Status,
    how: How,
    report: Report,
    claims: Sequence[Claim],
    *,
    found: str = "",
    needed: str = "",
) -> Answer:
    """An answer that quotes the clauses its claims stand in, at most two."""
    words: list[Span] = []
    for claim in claims:
        clause = report.clause_of(claim.span)
        if clause not in words:
            words.append(clause)
    return Answer(
        demand=demand,
        status=status,
        how=how,
        words=tuple(words[:2]),
        claims=tuple(claims),
        found=found or "、".join(claim.span.text for claim in claims[:3]),
        needed=needed,
    )
