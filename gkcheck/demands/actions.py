"""Actions: what a requirement binds somebody to do, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from gkcheck.demands.demand import MOST, TOPIC_LETTERS, Demand, span_of, terms_of
from gkcheck.language.acts import families_in
from gkcheck.language.clauses import Clause
from gkcheck.language.everyday import bears_meaning
from gkcheck.language.form import fold
from gkcheck.language.obligations import find_obligations
from gkcheck.model import Task


def find(task: Task, clauses: Sequence[Clause], year: int | None) -> Iterator[Demand]:
    """Every obligation with words of its own, in order, the first `MOST`; a bare 及时完成 belongs to the clause before it."""
    obligations = [
        one
        for one in find_obligations(task.requirement)[:MOST]
        if bears_meaning(one.text) and not _bare_rate().fullmatch(fold(one.text))
    ]
    for at, one in enumerate(obligations):
        rest = [task.title, *(other.text for place, other in enumerate(obligations) if place != at)]
        span = span_of(task, "requirement", one.start, one.end)
        yield Demand(
            kind="action",
            span=span,
            clause=span,
            terms=terms_of(one.text),
            families=families_in(fold(one.text)),
            action=one,
            topic="。".join(rest)[:TOPIC_LETTERS],
        )


@cache
def _bare_rate() -> re.Pattern[str]:
    """按时答复率达到100%: nothing is to be done but what the rate, a demand of its own, says."""
    return re.compile(
        r"[^，。；]{0,12}率(?:均|都|应|要|须|需|应当|必须)*(?:达到?|不低于|不少于|保持|为|实现|提高到|提升到|控制在|稳定在)?(?:在)?"
        r"[0-9.]{1,6}%(?:以上|以内|以下|左右)?[。；，]?"
    )
