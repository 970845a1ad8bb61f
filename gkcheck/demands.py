"""Demands: what a requirement (and the deadline column) asks that can be checked, each with its exact words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gkcheck.language.acts import Family, families_in, first_act, last_act
from gkcheck.language.clauses import Clause, clause_role, split_clauses
from gkcheck.language.dates import DateFact, find_dates
from gkcheck.language.documents import find_titles
from gkcheck.language.form import fold
from gkcheck.language.frequency import Frequency, find_frequencies
from gkcheck.language.quantities import Count, Rate, Universal, find_counts, find_rates, find_universals
from gkcheck.language.windows import Window, find_windows
from gkcheck.model import FieldName, Span, Task

DemandKind = Literal["window", "deadline", "frequency", "rate", "universal", "count"]
Purpose = Literal["reply", "update", "other"]
REACH = 30  # letters between a window and its verb (domain of the check: answer, reply, publish within 30 letters)


@dataclass(frozen=True, slots=True)
class Demand:
    """One checkable thing that is asked.

    `span` quotes the decisive words; `clause` the clause they stand in; `terms` are pairs of letters of what is
    asked about, to find where a report speaks of it; `families` what is to be done. Exactly one of the facts is set,
    as `kind` says.
    """

    kind: DemandKind
    span: Span
    clause: Span
    terms: frozenset[str]
    families: frozenset[Family]
    purpose: Purpose = "other"
    window: Window | None = None
    deadline: DateFact | None = None
    frequency: Frequency | None = None
    rate: Rate | None = None
    universal: Universal | None = None
    count: Count | None = None


def read_demands(task: Task, year: int | None) -> tuple[Demand, ...]:
    """All demands of a task, in the order of their words; those of the deadline column come last."""
    text = task.requirement
    clauses = _named_clauses(text)
    titles = [(title.start, title.end) for title in find_titles(text)]
    asked = [
        *_windows(task, clauses),
        *_deadlines(task, clauses, year),
        *_frequencies(task, clauses),
        *_rates(task, clauses),
        *_universals(task, clauses),
        *_counts(task, clauses),
    ]
    free = [one for one in asked if not any(a <= one.span.start and one.span.end <= b for a, b in titles)]
    free.sort(key=lambda one: (one.span.start, one.span.end, one.kind))
    return (*free, *_column_deadline(task, year))


def terms_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring letters that carry meaning: no figures, marks or words that stand everywhere."""
    folded = fold(text)
    return frozenset(
        pair
        for pair in (folded[at : at + 2] for at in range(len(folded) - 1))
        if _meaningful().fullmatch(pair) and pair not in _EVERYWHERE
    )


_EVERYWHERE = frozenset(
    "工作 开展 进行 完成 情况 相关 有关 以及 各项 我局 本局 我单 本单 单位 部门 做好 加强 推进 落实 及时 按照 要求 "
    "应当 必须 不少 至少 少于 以上 以下 之前 底前 月底 年底 年内 每年 每月 每季 季度 个工 作日 日内 确保 认真 切实 "
    "进一 一步 并在 通过 对于 关于".split()
)


@cache
def _meaningful() -> re.Pattern[str]:
    return re.compile(r"[\u4e00-\u9fff]{2}(?<![的了在和与及或于对将把被等各年月日前后内个次])(?<![的了在和与及或于对将把被等各].)")


def _named_clauses(text: str) -> tuple[Clause, ...]:
    return tuple(split_clauses(text))


def _clause_of(clauses: tuple[Clause, ...], start: int, end: int) -> tuple[int, int]:
    """The stretch of clauses that a fact stands in."""
    holding = [clause for clause in clauses if clause.start < end and start < clause.end]
    if not holding:
        return start, end
    return min(holding[0].start, start), max(holding[-1].end, end)


def _span(task: Task, field: FieldName, start: int, end: int) -> Span:
    return Span(task=task.key, field=field, start=start, end=end, text=task.text_of(field)[start:end])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the white space and punctuation at its ends."""
    while start < end and text[start] in " \t\r\n\u3000，。；：、！？,.;:":
        start += 1
    while end > start and text[end - 1] in " \t\r\n\u3000，。；：、！？,.;:":
        end -= 1
    return start, end


def _sentence_rest(text: str, end: int) -> str:
    stop = re.search(r"[。；！？\n]", text[end : end + 4 * REACH])
    return text[end : end + stop.start()] if stop else text[end : end + 4 * REACH]


def _windows(task: Task, clauses: tuple[Clause, ...]) -> Iterator[Demand]:
    text = task.requirement
    for window in find_windows(text):
        if window.role != "limit" or window.bound == "over":
            continue
        start, end = _clause_of(clauses, window.start, window.end)
        clause = text[start:end]
        if clause_role(clause) == "permission" or _others_turn(text[start : window.start]):
            continue
        after = fold(_sentence_rest(text, window.end))[:REACH]
        before = fold(text[start : window.start])[-REACH:]
        act = first_act(after, ("reply", "publish", "submit", "hold", "produce", "finish"))
        if act is None or act[1] == "finish":
            specific = first_act(after, ("reply", "publish", "submit", "hold", "produce"))
            act = specific or act or last_act(before, ("reply", "publish", "submit"))
        family: Family | None = act[1] if act else None
        if family == "reply" and act is not None and act[2] in ("审核", "审批") and "公开" in after:
            family = "publish"
        purpose: Purpose = "other"
        if family == "publish":
            purpose = "update"
        elif family == "reply":
            purpose = "reply"
        if act is not None and act[0] >= len(clause) and "，" in after[: act[0]]:
            end = min(len(text), window.end + len(_sentence_rest(text, window.end)))
        quoted = _trimmed(text, min(window.start, start), end)
        yield Demand(
            kind="window",
            span=_span(task, "requirement", *quoted),
            clause=_span(task, "requirement", *quoted),
            terms=terms_of(text[start:end]),
            families=families_in(fold(text[start:end])),
            purpose=purpose,
            window=window,
        )


def _others_turn(before: str) -> bool:
    """The words before a window give it to somebody outside the office, so that it is not the unit's limit."""
    return _applicant().search(fold(before)) is not None


@cache
def _applicant() -> re.Pattern[str]:
    return re.compile(r"(?:申请人|当事人|信访人|投诉人|举报人|公民|群众|企业|市民|用户|纳税人|监护人|家长)(?:应当?|须|要|可以?|需)?(?:在|于|自)?$")


def _deadlines(task: Task, clauses: tuple[Clause, ...], year: int | None) -> Iterator[Demand]:
    text = task.requirement
    for fact in find_dates(text, year):
        start, end = _clause_of(clauses, fact.start, fact.end)
        rest = fold(text[fact.end : end])
        if fact.last is None or not _is_limit(fact, rest, fold(text[max(start, fact.start - 8) : fact.start])):
            continue
        if len(rest) < 2:  # 2018年8月底前，编制完成…: the duty stands in the next clause
            end = min(len(text), fact.end + len(_sentence_rest(text, fact.end)))
            following = [clause.end for clause in clauses if clause.start >= fact.end and clause.end - clause.start > 1]
            end = min(end, following[0]) if following else end
        quoted = _trimmed(text, min(fact.start, start), end)
        yield Demand(
            kind="deadline",
            span=_span(task, "requirement", *quoted),
            clause=_span(task, "requirement", *quoted),
            terms=terms_of(text[fact.end : end]) | terms_of(text[start : fact.start]),
            families=families_in(fold(text[start:end])),
            deadline=fact,
        )


def _is_limit(fact: DateFact, rest: str, before: str) -> bool:
    """Whether a date in a requirement limits a duty: 前/底前, or a period within which something is to be finished."""
    if re.match(r"(?:起|以来|至今|印发|发布|施行|实施|生效|出台|通过的|颁布|修订的|召开的|的)", rest):
        return False
    if before.endswith(("自", "从", "经", "截至", "截止")):
        return False
    if fact.relation == "by":
        return True
    if fact.relation in ("on", "within") and fact.precision in ("month", "quarter", "half", "ten_days", "day"):
        return re.match(r".{0,6}(?:完成|建成|出台|印发|报送|上报|公布|公开|启动|投入|到位|前|上线|开通|竣工|完工|形成)", rest) is not None
    return False


def _column_deadline(task: Task, year: int | None) -> Iterator[Demand]:
    facts = [fact for fact in find_dates(task.deadline, year) if fact.last is not None]
    dated = [fact for fact in facts if fact.precision != "year" and fact.relation in ("by", "on", "within", "until")]
    if not dated or re.search(r"每[年月季周日]|长期|持续|全年", fold(task.deadline)):
        return
    last = max(dated, key=lambda fact: (fact.last is not None, fact.last))
    yield Demand(
        kind="deadline",
        span=_span(task, "deadline", last.start, last.end),
        clause=_span(task, "deadline", last.start, last.end),
        terms=terms_of(task.requirement) | terms_of(task.title),
        families=families_in(fold(task.requirement)),
        deadline=last,
    )


def _frequencies(task: Task, clauses: tuple[Clause, ...]) -> Iterator[Demand]:
    text = task.requirement
    for fact in find_frequencies(text):
        if fact.period is None:
            continue
        start, end = _clause_of(clauses, fact.start, fact.end)
        quoted = _trimmed(text, start, end)
        yield Demand(
            kind="frequency",
            span=_span(task, "requirement", *quoted),
            clause=_span(task, "requirement", *quoted),
            terms=terms_of(text[start:end]),
            families=families_in(fold(text[start:end])),
            frequency=fact,
        )


def _rates(task: Task, clauses: tuple[Clause, ...]) -> Iterator[Demand]:
    text = task.requirement
    for fact in find_rates(text):
        start, end = _clause_of(clauses, fact.start, fact.end)
        if _looks_back(fold(text[start : fact.start])):
            continue
        quoted = _trimmed(text, start, end)
        yield Demand(
            kind="rate",
            span=_span(task, "requirement", *quoted),
            clause=_span(task, "requirement", *quoted),
            terms=terms_of(text[start:end]),
            families=families_in(fold(text[start:end])),
            rate=fact,
        )


def _looks_back(before: str) -> bool:
    """去年达到85%: a figure told for comparison, not asked."""
    return re.search(r"(?:去年|上年|此前|目前|截至|已经?|原有?|现有)[^，。；]{0,8}$", before) is not None


def _universals(task: Task, clauses: tuple[Clause, ...]) -> Iterator[Demand]:
    text = task.requirement
    for fact in find_universals(text):
        start, end = _clause_of(clauses, fact.start, fact.end)
        quoted = _trimmed(text, start, end)
        yield Demand(
            kind="universal",
            span=_span(task, "requirement", *quoted),
            clause=_span(task, "requirement", *quoted),
            terms=terms_of(text[start:end]),
            families=families_in(fold(text[start:end])),
            universal=fact,
        )


def _counts(task: Task, clauses: tuple[Clause, ...]) -> Iterator[Demand]:
    text = task.requirement
    periodic = [(fact.start, fact.end) for fact in find_frequencies(text)]
    for fact in find_counts(text):
        if fact.bound != "at_least" or any(a < fact.end and fact.start < b for a, b in periodic):
            continue
        start, end = _clause_of(clauses, fact.start, fact.end)
        quoted = _trimmed(text, start, end)
        yield Demand(
            kind="count",
            span=_span(task, "requirement", *quoted),
            clause=_span(task, "requirement", *quoted),
            terms=terms_of(text[start:end]),
            families=families_in(fold(text[start:end])),
            count=fact,
        )
