"""Deadlines: dates that limit a duty, in the requirement or in the deadline column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gkcheck.demands.demand import (
    Demand,
    clause_before,
    sentence_rest,
    span_of,
    stretch_of,
    terms_of,
    trimmed,
)
from gkcheck.language.acts import families_in
from gkcheck.language.clauses import Clause
from gkcheck.language.dates import DateFact, find_dates
from gkcheck.language.form import fold
from gkcheck.model import Task


def find(task: Task, clauses: Sequence[Clause], year: int | None) -> Iterator[Demand]:
    """Every date in a requirement that limits a duty, in order."""
    text = task.requirement
    for fact in find_dates(text, year):
        start, end = stretch_of(clauses, fact.start, fact.end)
        rest = fold(text[fact.end : end])
        if fact.last is None or (year is not None and fact.last.year < year - 1):
            continue  # 2015年以前的档案: a time long past is no limit
        if not _is_limit(fact, rest, fold(text[max(start, fact.start - 8) : fact.start])):
            continue
        if len(rest) < 2:  # 2018年8月底前，编制完成…: the duty stands in the next clause
            end = min(len(text), fact.end + len(sentence_rest(text, fact.end)))
            following = [
                clause.end for clause in clauses if clause.start >= fact.end and clause.end - clause.start > 1
            ]
            end = min(end, following[0]) if following else end
        quoted = trimmed(text, min(fact.start, start), end)
        yield Demand(
            kind="deadline",
            span=span_of(task, "requirement", *quoted),
            clause=span_of(task, "requirement", *quoted),
            # 开展1次安全排查，5月底前完成: what is to be finished stands in the clause before
            terms=own
            if (own := terms_of(text[fact.end : end]) | terms_of(text[start : fact.start]))
            else terms_of(clause_before(clauses, text, start)),
            families=families_in(fold(text[start:end])),
            deadline=fact,
        )


def _is_limit(fact: DateFact, rest: str, before: str) -> bool:
    """Whether a date in a requirement limits a duty: 前/底前, or a period within which something is to be finished."""
    if before.endswith(("自", "从", "经", "截至", "截止")):
        return False
    if fact.relation == "by":  # 2018年前建成的小区: a time told of a thing, not a limit
        return re.match(r"[^，。；]{0,10}的(?!通知|方案|清单|目录|报告)", rest) is None or rest.startswith(
            "完成"
        )
    if re.match(r"(?:起|以来|至今|印发|发布|施行|实施|生效|出台|通过的|颁布|修订的|召开的|的)", rest):
        return False
    if fact.relation in ("on", "within") and fact.precision in (
        "month",
        "quarter",
        "half",
        "ten_days",
        "day",
    ):
        return (
            re.match(
                r".{0,6}(?:完成|建成|出台|印发|报送|上报|公布|公开|启动|投入|到位|前|上线|开通|竣工|完工|形成)",
                rest,
            )
            is not None
        )
    return False


def find_in_column(task: Task, year: int | None) -> Iterator[Demand]:
    """The last date of the deadline column; a whole year, 长期 or a recurring day sets none."""
    facts = [fact for fact in find_dates(task.deadline, year) if fact.last is not None]
    dated = [
        fact
        for fact in facts
        if fact.precision != "year" and fact.relation in ("by", "on", "within", "until")
    ]
    if not dated or re.search(r"每[年月季周日]|长期|持续|全年", fold(task.deadline)):
        return
    last = max(dated, key=lambda fact: (fact.last is not None, fact.last))
    yield Demand(
        kind="deadline",
        span=span_of(task, "deadline", last.start, last.end),
        clause=span_of(task, "deadline", last.start, last.end),
        terms=terms_of(task.requirement) | terms_of(task.title),
        families=families_in(fold(task.requirement)),
        deadline=last,
    )
