"""Quantities of official prose, in one place: rates, universals, counts and amounts of money."""

from __future__ import annotations

from gkcheck.language.bounds import Bound
from gkcheck.language.counts import Count, find_counts, find_money
from gkcheck.language.measures import MEASURES
from gkcheck.language.rates import Rate, find_rates
from gkcheck.language.universals import Universal, find_universals

__all__ = [
    "MEASURES", "Bound", "Count", "Rate", "Universal", "find_counts", "find_money", "find_rates", "find_universals",
]  # fmt: skip
