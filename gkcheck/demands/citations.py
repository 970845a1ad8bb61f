"""Citations: documents a requirement names as its basis (按照《…》, 贯彻落实国发〔2016〕55号)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from gkcheck.demands.demand import Demand, span_of, stretch_of, terms_of
from gkcheck.language.clauses import Clause
from gkcheck.language.form import fold
from gkcheck.language.papers import find_papers
from gkcheck.language.titles import title_parts
from gkcheck.model import Task


@cache
def _basis() -> re.Pattern[str]:
    return re.compile(r"(?:按照?|根据|依据|依照|遵照|贯彻|落实|执行|对照|参照|遵循|符合)[^，。；《》]{0,20}$")


def find(task: Task, clauses: Sequence[Clause], year: int | None) -> Iterator[Demand]:
    """One demand for each document cited as a basis; the members of a list share what stands before the first."""
    text = task.requirement
    cited = False
    last = 0
    for paper in find_papers(text):
        if not last or text[last : paper.start].strip() not in ("", "、", "和", "与", "及", "以及"):
            before = fold(text[max(0, last, paper.start - 40) : paper.start])
            cited = paper.role == "basis" and _basis().search(before) is not None
        last = paper.end
        if not cited:
            continue
        yield Demand(
            kind="citation",
            span=span_of(task, "requirement", paper.start, paper.end),
            clause=span_of(task, "requirement", *stretch_of(clauses, paper.start, paper.end)),
            terms=terms_of(title_parts(paper.name).core),
            families=frozenset(),
            paper=paper,
        )
