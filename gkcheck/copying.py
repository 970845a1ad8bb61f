"""Copies among readings: their comparison forms, and groups of copies with the shared words on every side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gkcheck.language.clauses import split_clauses, split_sentences
from gkcheck.language.form import fold
from gkcheck.language.masking import Masked, mask
from gkcheck.language.negatives import find_negatives
from gkcheck.language.quotations import find_quotations
from gkcheck.language.speech import find_nils
from gkcheck.model import Span
from gkcheck.reading import Reading
from gkcheck.similarity.copies import TOLD, Allowed, Entry, How, Thresholds, copy_groups
from gkcheck.similarity.passages import overlap
from gkcheck.similarity.templates import Template, hidden_by, template_of

RUN = 8  # letters that must stand together to be shown as shared
NO_FORM = Masked("", ())
MOST = 8  # others of a group whose words are looked up for one member


class Copy(NamedTuple):
    """One report of a group of copies.

    `of`: the reports it shares words with, the first TOLD of `total`; `others`: the others of its group, as many at
    most; `shared`: its words that stand in `of`, longest first; `greyed`: its words left out of the comparison.
    """

    reading: Reading
    home: bool
    how: How
    likeness: float
    of: tuple[Reading, ...]
    total: int
    others: tuple[Reading, ...]
    shared: tuple[Span, ...]
    greyed: tuple[Span, ...]


def form_of(
    reading: Reading, names: Sequence[str] = (), template: Template | None = None, *, quotations: bool = False
) -> Masked:
    """A report in comparison form, without `names`, template text and, if `quotations`, what it quotes and the clauses
    that say there was no case: nobody copies those, they are the same everywhere."""
    form = reading.masked_report
    hidden = bytearray(len(form.text))
    for name in names:
        at = form.text.find(name)
        while at >= 0:
            hidden[at : at + len(name)] = b"\x01" * len(name)
            at = form.text.find(name, at + len(name))
    if quotations:
        told = reading.task.report
        for span in (*find_quotations(told), *_nothing(told)):
            start, end = (bisect_left(form.origin, place) for place in span)
            hidden[start:end] = b"\x01" * (end - start)
    if template:
        for at, gone in enumerate(hidden_by(form.text, template, sentences_of(reading, form))):
            if gone:
                hidden[at] = 1
    return form.without(hidden)


def _nothing(text: str) -> list[tuple[int, int]]:
    """The clauses of a text that tell of nothing: 未收到…申请, 未发生…事故, 不涉及."""
    starts = [one.start for one in find_nils(text)] + [one.start for one in find_negatives(text)]
    if not starts:
        return []
    return [
        (one.start, one.end) for one in split_clauses(text) if any(one.start <= at < one.end for at in starts)
    ]


def template_from(texts: Iterable[str]) -> Template:
    """The template made of whole texts: a model report, a circular with phrases for all."""
    return template_of(
        [mask(one.text).text for text in texts for one in split_sentences(text) if one.text.strip()]
    )


def sentences_of(reading: Reading, form: Masked) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a report are in its comparison form; empty ones are left out."""
    found: list[tuple[int, int]] = []
    at = 0
    for sentence in split_sentences(reading.task.report):
        start = at
        while start < len(form.origin) and form.origin[start] < sentence.start:
            start += 1
        at = start
        while at < len(form.origin) and form.origin[at] < sentence.end:
            at += 1
        if at > start:
            found.append((start, at))
    return tuple(found)


def names_of(readings: Sequence[Reading]) -> tuple[str, ...]:
    """The names of all units of these rows, longest first, in the form texts are compared in."""
    names = {fold(name) for reading in readings for name in reading.units}
    return tuple(sorted((name for name in names if 3 <= len(name) <= 30), key=lambda one: (-len(one), one)))


def copies_among(
    readings: Sequence[Reading],
    forms: Sequence[Masked],
    thresholds: Thresholds,
    allowed: Allowed | None = None,
) -> tuple[tuple[Copy, ...], ...]:
    """Groups of copies among readings; one form for each reading, in order (an empty form takes no part)."""
    entries = [
        Entry(form.text, reading.masked_requirement.text, reading.task.title)
        for reading, form in zip(readings, forms, strict=True)
    ]
    found: list[tuple[Copy, ...]] = []
    for group in copy_groups(entries, thresholds, allowed):
        places = [member.entry for member in group.members]
        if len(places) > TOLD + 1:
            homes = [member.entry for member in group.members if member.home]
            places = list(dict.fromkeys((*homes[:TOLD], *places)))[: TOLD + 1]
        found.append(
            tuple(
                Copy(
                    reading=readings[member.entry],
                    home=member.home,
                    how=member.how,
                    likeness=member.likeness,
                    of=tuple(readings[at] for at in member.of),
                    total=member.total,
                    others=tuple(readings[at] for at in places if at != member.entry)[:TOLD],
                    shared=shared_words(
                        readings[member.entry],
                        forms[member.entry],
                        [forms[at].text for at in member.of[:MOST]],
                    ),
                    greyed=greyed_words(readings[member.entry], forms[member.entry]),
                )
                for member in group.members
            )
        )
    return tuple(found)


def shared_words(reading: Reading, form: Masked, others: Sequence[str]) -> tuple[Span, ...]:
    """The words of a report, in runs of at least eight letters, that stand in one of the others; longest first."""
    shared = bytearray(len(form.text) + 1)  # the last one ends what is shared up to the end
    for other in others:
        for start, end in overlap(form.text, other, run=RUN).runs:
            shared[start:end] = b"\x01" * (end - start)
    spans: list[Span] = []
    start = shared.find(1)
    while start >= 0:
        end = shared.find(0, start)
        spans.append(reading.span("report", *form.span(start, end)))
        start = shared.find(1, end)
    return tuple(sorted(spans, key=lambda span: (-len(fold(span.text)), span.start)))


def greyed_words(reading: Reading, form: Masked) -> tuple[Span, ...]:
    """The words of a report that its comparison form left out."""
    return tuple(reading.span("report", *gap) for gap in form.left_out(reading.task.report))
