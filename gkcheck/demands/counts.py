"""Counts: least numbers asked (不少于3件), where no period makes them a frequency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gkcheck.demands.demand import Demand, span_of, stretch_of, terms_of, trimmed
from gkcheck.language.acts import families_in
from gkcheck.language.clauses import Clause
from gkcheck.language.form import fold
from gkcheck.language.frequency import find_frequencies
from gkcheck.language.quantities import find_counts
from gkcheck.model import Task


def find(task: Task, clauses: Sequence[Clause], year: int | None) -> Iterator[Demand]:
    """Every least number asked, in order."""
    text = task.requirement
    periodic = [(fact.start, fact.end) for fact in find_frequencies(text)]
    for fact in find_counts(text):
        if fact.bound != "at_least" or any(a < fact.end and fact.start < b for a, b in periodic):
            continue
        start, end = stretch_of(clauses, fact.start, fact.end)
        quoted = trimmed(text, start, end)
        yield Demand(
            kind="count",
            span=span_of(task, "requirement", *quoted),
            clause=span_of(task, "requirement", *quoted),
            terms=terms_of(text[start:end]),
            families=families_in(fold(text[start:end])),
            count=fact,
        )
