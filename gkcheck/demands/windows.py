"""Windows: lengths of time in a requirement, and whether they limit an answer or a publication."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from gkcheck.demands.demand import (
    REACH,
    REACH_OF_CLAUSE,
    Demand,
    Purpose,
    sentence_rest,
    span_of,
    stretch_of,
    terms_of,
    trimmed,
)
from gkcheck.language.acts import Family, families_in, first_act, last_act
from gkcheck.language.clauses import Clause, clause_role
from gkcheck.language.form import HAN, fold
from gkcheck.language.pattern import Pattern
from gkcheck.language.windows import find_windows
from gkcheck.model import Task


def find(task: Task, clauses: Sequence[Clause], year: int | None) -> Iterator[Demand]:
    """Every length of time that limits an act of the unit, in order."""
    text = task.requirement
    for window in find_windows(text):
        if window.role != "limit" or window.bound == "over":
            continue
        start, end = stretch_of(clauses, window.start, window.end)
        clause = text[start:end]
        if clause_role(clause) == "permission" or _others_turn(text[start : window.start]):
            continue
        if re.search("能(?:够)?[^，。；]{0,10}的$", fold(text[start : window.start])):
            continue  # 能够立即整改的当场整改: only where it can be done
        if _at_least().search(fold(text[start : window.start])[-REACH:]):
            continue  # 至少接访1天 asks for a time to be spent
        after = fold(sentence_rest(text, window.end))[:REACH]
        before = fold(text[start : window.start])[-REACH:]
        act = first_act(after, ("reply", "publish", "submit", "hold", "produce", "finish"))
        if act is None or act[1] == "finish":
            specific = first_act(after, ("reply", "publish", "submit", "hold", "produce"))
            act = specific or act or last_act(before, ("reply", "publish", "submit"))
        family: Family | None = act[1] if act else None
        if (
            family == "reply"
            and act is not None
            and act[2] in ("审核", "审批")
            and "公开" in after.split("，")[0]
        ):
            family = "publish"
        purpose: Purpose = "other"
        if family == "publish":
            purpose = "update"
        elif family == "reply":
            purpose = "reply"
        if act is not None and act[0] >= len(clause) and "，" in after[: act[0]]:
            end = min(len(text), window.end + len(sentence_rest(text, window.end)))
        quoted = trimmed(text, min(window.start, start), end)
        yield Demand(
            kind="window",
            span=span_of(task, "requirement", *quoted),
            clause=span_of(task, "requirement", *quoted),
            terms=terms_of(text[start:end]) | terms_of(_case_before(clauses, text, start)),
            families=families_in(fold(text[start:end])),
            purpose=purpose,
            verb=act[2] if act else _first_verb(after),
            window=window,
        )


def _first_verb(after: str) -> str:
    """The two letters that follow a window where they are no act of an office's daily round: 15日内拨付资金."""
    match = re.match(
        r"(?:内|以内|之内)?(?:应当?|须|要|予以|全部|足额|按时|将|[^，。；]{0,6}资金)?(?P<verb>[\u4e00-\u9fff]{2})",
        after,
    )
    return match["verb"] if match is not None else ""


def _case_before(clauses: Sequence[Clause], text: str, start: int) -> str:
    """发现险情的，2小时内上报: the case that the clause before a window tells; a nil return may speak of it."""
    at = bisect_right(clauses, start, key=lambda one: one.end) - 1
    if at < 0 or re.search("[。；！？\n]", text[clauses[at].end : start]):
        return ""
    words = clauses[at].text[-REACH_OF_CLAUSE:]
    return words if clause_role(words) == "condition" else ""


@cache
def _at_least() -> Pattern:
    return Pattern(rf"(?:至少|不少于|最少){HAN}{{1,6}}$", needs="不少于 最少 至少")


def _others_turn(before: str) -> bool:
    """The words before a window give it to somebody outside the office, so that it is not the unit's limit."""
    return _applicant().search(fold(before)) is not None


@cache
def _applicant() -> Pattern:
    return Pattern(
        r"(?:申请人|当事人|信访人|投诉人|举报人|公民|群众|企业|市民|用户|纳税人|监护人|家长)(?:应当?|须|要|可以?|需)?(?:在|于|自)?$",
        needs="举报人 企业 信访人 公民 家长 市民 当事人 投诉人 用户 申请人 监护人 纳税人 群众",
    )
