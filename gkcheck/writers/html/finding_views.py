"""One finding as the page shows it: what is asked, what is written, what is lacking, what it costs."""

from __future__ import annotations

from typing import NamedTuple

from gkcheck.finding import CONFIDENCE_TEXT, VERDICT_TEXT, AppliedWaiver, Finding, QuotedSpan
from gkcheck.writers.html.book import Book, Ref, counts
from gkcheck.writers.html.words import Key, severity, shortened
from gkcheck.writers.words import BASELINE_TEXT, FIELD_TEXT, number

MOST = 40  # related tasks, and places quoted, that one finding names; a copy of a thousand rows would cost its square
_FIELDS = ("id", "title", "section", "units", "requirement", "deadline", "report")


class Words(NamedTuple):
    """Quotations from one field of one task; `task` names it when it is another one."""

    label: str
    quotes: tuple[str, ...]
    task: Ref | None


class FindingView(NamedTuple):
    """A finding in the page's language; `number` is what the marks in the texts know it by."""

    anchor: str
    number: int
    rule: str
    name: str
    title: str
    severity: Key
    verdict: str
    confidence: str
    cost: str
    points: float
    counted: bool
    doubt: bool
    waived: bool
    waiver: AppliedWaiver | None
    side: str
    message: str
    ask: str
    note: str
    baseline: str
    words: tuple[Words, ...]
    related: tuple[Ref, ...]
    more: int
    fingerprint: str


def finding_view(finding: Finding, anchor: str, at: int, book: Book) -> FindingView:
    """One finding; `at` is its number within its task."""
    lang = book.lang
    return FindingView(
        anchor=anchor,
        number=at,
        rule=finding.rule,
        name=finding.name,
        title=finding.title.in_(lang),
        severity=severity(finding.severity, lang),
        verdict=VERDICT_TEXT[finding.verdict].in_(lang),
        confidence=CONFIDENCE_TEXT[finding.confidence].in_(lang),
        cost=_cost(finding, book),
        points=finding.points,
        counted=counts(finding),
        doubt=finding.confidence == "low",
        waived=finding.waived,
        waiver=finding.waiver,
        side=finding.side,
        message=finding.message.in_(lang),
        ask=finding.ask.in_(lang) if finding.ask else "",
        note=finding.note.in_(lang) if finding.note else "",
        baseline=BASELINE_TEXT[finding.baseline].in_(lang) if finding.baseline else "",
        words=_words(finding, book),
        related=tuple(
            Ref(book.named(one.key, one.task, one.source), book.address.get(one.key or "", ""))
            for one in finding.related[:MOST]
        ),
        more=max(0, len(finding.related) - MOST),
        fingerprint=finding.fingerprint,
    )


def _cost(finding: Finding, book: Book) -> str:
    if finding.waived:
        return book.said("已豁免，不扣分", "waived, no deduction")
    if finding.side == "issuer":
        return book.said("属制表一方，不扣分", "the issuer's text, no deduction")
    if finding.confidence == "low":
        return book.said("疑点，不扣分", "a doubt, no deduction")
    if finding.subsumed_by is not None:
        into = f"{finding.subsumed_by} {book.title(finding.subsumed_by)}".strip()
        return book.said(f"并入 {into}，不另扣分", f"counted under {into}, no further deduction")
    if finding.key is None:
        return book.said("整表问题，在总分里扣", "on the table, taken from its score")
    if finding.points > 0:
        return book.said(f"扣 {number(finding.points)} 分", f"−{number(finding.points)} points")
    return book.said("不扣分", "no deduction")


def _words(finding: Finding, book: Book) -> tuple[Words, ...]:
    places: dict[tuple[str, str], list[QuotedSpan]] = {}
    for span in finding.spans:
        places.setdefault((span.key, span.field), []).append(span)
    order = sorted(places, key=lambda place: (place[0] != finding.key, _FIELDS.index(place[1])))
    return tuple(_quoted(places[place], finding.key, book) for place in order[:MOST])


def _quoted(spans: list[QuotedSpan], home: str | None, book: Book) -> Words:
    first = spans[0]
    task = None
    if first.key != home:
        task = Ref(book.named(first.key, first.task, first.source), book.address.get(first.key, ""))
    quotes = [shortened(span.text) for span in spans if span.text.strip()]
    return Words(
        label=FIELD_TEXT[first.field].in_(book.lang).strip(),
        quotes=tuple(dict.fromkeys(quotes)) or (book.said("（空）", "(empty)"),),
        task=task,
    )
