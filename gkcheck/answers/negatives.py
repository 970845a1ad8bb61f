"""What a statement that nothing was found or happened rests on: a look that was counted or dated, a ban, a condition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from gkcheck.claims import Claim
from gkcheck.demands import terms_of
from gkcheck.language.bans import find_bans
from gkcheck.language.clauses import split_clauses, split_sentences
from gkcheck.language.form import fold
from gkcheck.language.negatives import Negative, find_negatives
from gkcheck.language.pattern import Pattern
from gkcheck.model import Span, Task

Ground = Literal["base", "ban", "condition", "aside", "none"]
_LOOK = Pattern(
    r"检查|抽查|巡查|排查|监测|督查|核查|审计|比对|走访|暗访|复核|研判|检测|巡检|巡河|受理|收到|接到|办理|抽检|监控|清查|摸排|回访|调阅|查阅|评查|自查|审核|夜查"
)
_CONDITION = Pattern(
    r"^(?:如|若|凡|遇|一旦|对于?|发生|出现).{2,}|的$|(?:发生|出现|遇有|变化|变更|调整).{0,12}(?:的|时|后)$",
    needs="一旦 凡 出现 发生 变化 变更 如 对 的 若 调整 遇",
)
_AVOID = Pattern(
    r"防止|防范|避免|杜绝|确保(?:不|无)|不发生|不出现|零(?:事故|容忍|发生)|坚决遏制|严防",
    needs="不出现 严防 事故 发生 坚决遏制 容忍 杜绝 确保 避免 防止 防范",
)


class GroundedNegative(NamedTuple):
    """A negative, what it rests on, and the words of that where there are any."""

    negative: Negative
    span: Span
    ground: Ground
    words: Span | None = None


def ground_negatives(
    task: Task, claims: Sequence[Claim], own: Sequence[Claim]
) -> tuple[GroundedNegative, ...]:
    """Every negative of a report with its ground."""
    return tuple(_ground(task, claims, own, one) for one in find_negatives(task.report))


def _ground(
    task: Task, claims: Sequence[Claim], own: Sequence[Claim], negative: Negative
) -> GroundedNegative:
    span = Span(
        task=task.key,
        field="report",
        start=negative.start,
        end=negative.end,
        text=task.report[negative.start : negative.end],
    )
    base = _base(task, claims, negative)
    if base is not None:
        return GroundedNegative(negative, span, "base", base)
    told = terms_of(negative.object)
    for ban in find_bans(task.requirement):
        if terms_of(ban.act) & told:
            return GroundedNegative(negative, span, "ban")
    clauses = split_clauses(task.requirement)
    for clause in clauses:
        words = fold(clause.text)
        if _AVOID.search(words) and terms_of(words) & told:
            return GroundedNegative(negative, span, "ban")
    if negative.kind == "event" and any(
        _CONDITION.search(fold(one.text)) and terms_of(one.text) & told for one in clauses
    ):
        return GroundedNegative(negative, span, "condition")
    if negative.kind == "event" and own:
        return GroundedNegative(negative, span, "aside")  # the report tells other things of its own
    return GroundedNegative(negative, span, "none")


def _base(task: Task, claims: Sequence[Claim], negative: Negative) -> Span | None:
    """A figure or day in the sentence of the negative, or beside a word of looking anywhere in the report."""
    sentences = split_sentences(task.report)
    home = next((one for one in sentences if one.start <= negative.start < one.end), None)
    for claim in claims:
        if claim.vague or claim.kind not in ("count", "rate", "date", "frequency"):
            continue
        if negative.start <= claim.span.start < negative.end:
            continue
        if home is not None and home.start <= claim.span.start < home.end:
            return claim.span
        clause = next(
            (one for one in split_clauses(task.report) if one.start <= claim.span.start < one.end), None
        )
        if clause is not None and _LOOK.search(fold(clause.text)):
            return claim.span
    return None
