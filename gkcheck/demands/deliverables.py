"""Deliverables: what a requirement asks to be made, published or filed, one demand for each product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gkcheck.demands.demand import Demand, span_of, stretch_of, terms_of, trimmed
from gkcheck.language.acts import families_in
from gkcheck.language.clauses import Clause
from gkcheck.language.products import find_products
from gkcheck.model import Task


def find(task: Task, clauses: Sequence[Clause], year: int | None) -> Iterator[Demand]:
    """One demand for each product; a paper asked to be made and filed gives two."""
    text = task.requirement
    for product in find_products(text):
        yield Demand(
            kind="deliverable",
            span=span_of(task, "requirement", *trimmed(text, product.start, product.end)),
            clause=span_of(
                task, "requirement", *trimmed(text, *stretch_of(clauses, product.start, product.end))
            ),
            terms=terms_of(product.about),
            families=families_in(product.verb),
            verb=product.verb,
            product=product,
        )
