"""Duties that a report speaks of only in plans, and the event that a duty waits for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gkcheck.demands import Demand, terms_of
from gkcheck.language.clauses import split_clauses
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.language.tense import TensedClause, tensed_clauses
from gkcheck.model import Span, Task

_AFTER = Pattern(r"(?:后|以后|之后|时|后的)$", needs="后 时")
_MADE = Pattern("制定|制订|修订|修编|编制|出台|印发|起草", needs="修编 修订 出台 制定 制订 印发 编制 起草")
_DRAFT = Pattern(
    "修订稿|草案|初稿|征求意见稿|送审稿|讨论稿|报批稿|代拟稿|文稿",
    needs="代拟稿 修订稿 初稿 征求意见稿 报批稿 文稿 草案 讨论稿 送审稿",
)
_ISSUED = Pattern(
    "印发|出台|发布|公布|审议|报批|报审|提交|施行", needs="公布 出台 印发 发布 审议 报审 报批 提交 施行"
)
_REST = Pattern(r"其余|剩余|余下|个别|部分|另|还有", needs="个别 余下 其余 剩余 另 还有 部分")


def pending_condition(task: Task) -> Span | None:
    """The event a requirement waits for, where the report waits for the same; None elsewhere."""
    waited = [
        terms_of(one.clause.text)
        for one in tensed_clauses(task.report)
        if one.tense == "waiting" and _AFTER.search(fold(one.clause.text))
    ]
    for clause in split_clauses(task.requirement):
        if not _AFTER.search(fold(clause.text)):
            continue
        asked = terms_of(clause.text)
        if any(len(asked & one) * 2 > len(asked) for one in waited):
            return Span(
                task=task.key, field="requirement", start=clause.start, end=clause.end, text=clause.text
            )
    return None


def only_planned(task: Task, demands: Sequence[Demand]) -> tuple[tuple[Span, tuple[Span, ...]], ...]:
    """Each duty whose words stand in the report only in clauses that tell nothing done, with those clauses."""
    tensed = [(one, terms_of(one.clause.text)) for one in tensed_clauses(task.report)]
    found: list[tuple[Span, tuple[Span, ...]]] = []
    for demand in demands:
        if demand.kind != "action" or _ENLISTED.search(fold(demand.span.text)):
            continue  # 把…纳入培训计划: what reads as put off is what was asked
        asked = terms_of(demand.span.text)
        shared = [len(asked & terms) for _, terms in tensed]
        best = max(shared, default=0)
        if best < 2 or best * 3 < len(asked):
            continue
        near = [at for at, many in enumerate(shared) if many >= max(2, best // 2)]
        last = _LAST.search(fold(demand.span.text))
        if (
            all(tensed[at][0].open or (last and _is_early(tensed[at][0])) for at in near)
            and any(_open_from(tensed, at) is not None for at in near)
            and not any(
                _REST.search(tensed[at][0].clause.text) or _follows_result(tensed, at, asked) for at in near
            )
        ):
            shown = [_open_from(tensed, at) or tensed[at][0] for at in near[:2]]
            told = tuple(
                Span(
                    task=task.key,
                    field="report",
                    start=one.clause.start,
                    end=one.clause.end,
                    text=one.clause.text,
                )
                for one in shown
            )
            found.append((demand.span, told))
    return (*found, *_still_drafts(task, demands, {asked for asked, _ in found}))


_ENLISTED = Pattern("[纳列]入")
_LAST = Pattern(
    "建成|投用|投入使用|启用|上线|竣工|完工|投产|开通",
    needs="上线 启用 完工 建成 开通 投产 投入使用 投用 竣工",
)
_EARLY = Pattern("招标|招投标|立项|选址|可研|签约|前期|设计|论证|开工|进场|动工|采购|初稿")


def _is_early(told: TensedClause) -> bool:
    """A first stage told as done (完成招标) is not what 建成投用 asks for."""
    words = fold(told.clause.text)
    return _EARLY.search(words) is not None and _LAST.search(words) is None


_Tensed = Sequence[tuple[TensedClause, frozenset[str]]]
"""The clauses of a report, each with its terms."""


def _open_from(tensed: _Tensed, at: int) -> TensedClause | None:
    """The clause at a place where it tells of work under way, else the next one that does: 完成招标，目前正在开发."""
    return next((one for one, _ in tensed[at : at + 2] if one.open), None)


def _follows_result(tensed: _Tensed, at: int, asked: frozenset[str]) -> bool:
    """Whether the clause right before a plan tells of the same thing as done: 目录12月公开，今后实行动态管理."""
    if at == 0:
        return False
    before, terms = tensed[at - 1]
    return before.tense == "done" and bool(terms & asked)


def _still_drafts(
    task: Task, demands: Sequence[Demand], known: set[Span]
) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """Documents to be made that are drafts as yet: 修订稿已通过评审，待机构改革后印发 tells of no document in force."""
    if not _DRAFT.search(fold(task.report)):
        return
    tensed = tensed_clauses(task.report)
    for demand in demands:
        if demand.kind != "action" or demand.span in known or not _MADE.search(fold(demand.span.text)):
            continue
        asked = terms_of(demand.span.text)
        for draft, to_come in pairwise(tensed):
            drafted, coming = fold(draft.clause.text), fold(to_come.clause.text)
            shared = len(asked & terms_of(draft.clause.text))
            if (
                shared * 2 >= len(asked)
                and _DRAFT.search(drafted)
                and to_come.tense in ("waiting", "future")
                and _ISSUED.search(coming)
                and not any(one.tense == "done" and _ISSUED.search(fold(one.clause.text)) for one in tensed)
            ):
                clause = to_come.clause
                words = Span(
                    task=task.key, field="report", start=clause.start, end=clause.end, text=clause.text
                )
                yield demand.span, (words,)
                break
