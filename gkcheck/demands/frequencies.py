"""Frequencies: how often something is to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from gkcheck.demands.demand import Demand, clause_before, span_of, stretch_of, terms_of, trimmed
from gkcheck.language.acts import families_in
from gkcheck.language.clauses import Clause
from gkcheck.language.form import fold
from gkcheck.language.frequency import find_frequencies
from gkcheck.language.windows import find_windows
from gkcheck.model import Task


def find(task: Task, clauses: Sequence[Clause], year: int | None) -> Iterator[Demand]:
    """Every frequency with a number or a plain 每月, in order; 定期 is none."""
    text = task.requirement
    for fact in find_frequencies(text):
        if fact.period is None:
            continue
        start, end = stretch_of(clauses, fact.start, fact.end)
        if fact.times is None and fact.period == "year" and _day_follows().match(fold(text[fact.end : end])):
            continue  # 每年1月31日前公布: a deadline
        if fact.measure in ("学时", "课时", "小时"):
            continue  # 每人每年不少于60学时 asks for a length of time
        if fact.times is None and find_windows(text[fact.end : end]):
            continue  # 每周开放不少于56小时 asks for a length of time, not for a number of times
        quoted = trimmed(text, start, end)
        # 组织演练，每季度不少于1次: what is to be done stands in the clause before
        own = text[start : fact.start] + "，" + text[fact.end : end]
        about = text[start:end] if terms_of(own) else clause_before(clauses, text, start) + text[start:end]
        yield Demand(
            kind="frequency",
            span=span_of(task, "requirement", *quoted),
            clause=span_of(task, "requirement", *quoted),
            terms=terms_of(about),
            families=families_in(fold(about)),
            frequency=fact,
        )


@cache
def _day_follows() -> re.Pattern[str]:
    return re.compile(r"的?[0-9一二三四五六七八九十]{1,3}月[^，。；]{0,6}(?:前|之前|以前|底)")
