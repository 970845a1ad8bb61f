"""Answers: for each demand, what of the report answers it, and how far (silent, asserted, contradicted …)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Literal

from gkcheck.claims import Claim
from gkcheck.demands import Demand, DemandKind, terms_of
from gkcheck.language.acts import families_in
from gkcheck.language.clauses import split_clauses, split_sentences
from gkcheck.language.form import fold
from gkcheck.language.windows import Window
from gkcheck.model import Span, Task

Status = Literal["answered", "asserted", "unanswered", "contradicted", "not_due", "undetermined"]
Confidence = Literal["high", "medium", "low"]
How = Literal[
    "",
    "stated",  # the report names a time, date, rate or count that meets the demand
    "nil",  # the report says that there was no case
    "on_time",  # the report counts what was done on time, without the length of time
    "listed",  # dates or documents stand for a count
    "exceeds",  # the report's own figure misses the demand
    "substituted",  # the report follows another procedure instead
    "restated",  # the demand's figure comes back, with nothing of its own
    "reported",  # figures are there, but not those that would show it
]


@dataclass(frozen=True, slots=True)
class Answer:
    """How one demand ended. `words` quote the report; `found` and `needed` are the figures compared."""

    demand: Demand
    status: Status
    how: How = ""
    words: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()
    found: str = ""
    needed: str = ""
    confidence: Confidence = "high"


@dataclass(frozen=True)
class _Report:
    """A report cut into clauses and sentences, each with what it speaks of."""

    task: Task
    clauses: tuple[Span, ...]
    sentences: tuple[Span, ...]
    claims: tuple[Claim, ...]

    def clause_of(self, span: Span) -> Span:
        """The clause a span begins in."""
        return next((one for one in self.clauses if one.start <= span.start < one.end), span)

    def sentence_of(self, span: Span) -> Span:
        """The sentence a span begins in."""
        return next((one for one in self.sentences if one.start <= span.start < one.end), span)

    def of(self, kind: str) -> tuple[Claim, ...]:
        """The claims of one kind."""
        return tuple(claim for claim in self.claims if claim.kind == kind)

    def about(self, demand: Demand, span: Span) -> bool:
        """Whether the sentence around a span speaks of what the demand asks about, by its words or its verbs."""
        sentence = self.sentence_of(span)
        shared = len(terms_of(sentence.text) & demand.terms)
        return shared >= 2 or (shared >= 1 and len(demand.terms) <= 6)

    def closest(self, demand: Demand) -> Span | None:
        """The clause that speaks most of what the demand asks about; None when no clause does."""
        best = max(self.clauses, key=lambda one: len(terms_of(one.text) & demand.terms), default=None)
        return best if best is not None and terms_of(best.text) & demand.terms else None


def answers_to(
    task: Task, demands: Sequence[Demand], claims: Sequence[Claim], as_of: date
) -> tuple[Answer, ...]:
    """One answer for each demand, in order. Pure: the same four values give the same answers."""
    if not demands:
        return ()
    report = _Report(
        task=task,
        clauses=_cut(task, [(one.start, one.end) for one in split_clauses(task.report)]),
        sentences=_cut(task, [(one.start, one.end) for one in split_sentences(task.report)]),
        claims=tuple(claims),
    )
    return tuple(_ANSWER[demand.kind](demand, report, as_of) for demand in demands)


def _cut(task: Task, places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(
        Span(task=task.key, field="report", start=start, end=end, text=task.report[start:end])
        for start, end in places
        if task.report[start:end].strip()
    )


# --- windows -------------------------------------------------------------------------------------------------


def _window(demand: Demand, report: _Report, as_of: date) -> Answer:
    if demand.purpose == "update":
        return _update(demand, report, as_of)
    asked = demand.window
    assert asked is not None
    verdicts: list[tuple[bool, Claim]] = []
    for claim in report.of("window"):
        told = claim.window
        if told is None or told.role not in ("limit", "statutory") or told.number is None:
            continue
        clause = report.clause_of(claim.span)
        if _reduced(clause.text) or not _same_business(demand, report, clause):
            continue
        within = meets(told, asked)
        if within is not None:
            verdicts.append((within, claim))
    late = [claim for within, claim in verdicts if not within]
    met = [claim for within, claim in verdicts if within]
    if late and not _explains(report, late):
        return _answer(demand, "contradicted", "exceeds", report, late, needed=asked.text)
    if met:
        return _answer(demand, "asserted", "stated", report, met, needed=asked.text)
    return _without_time(demand, report)


def _same_business(demand: Demand, report: _Report, clause: Span) -> bool:
    """Whether a clause with a length of time in it speaks of the business the demand limits."""
    sentence = report.sentence_of(clause)
    if demand.purpose == "reply":
        return "reply" in families_in(fold(sentence.text)) or report.about(demand, clause)
    return bool(families_in(fold(sentence.text)) & demand.families) or report.about(demand, clause)


@cache
def _reduction() -> re.Pattern[str]:
    return re.compile(r"压缩|缩短|压减|减少|精简|提速|法定时限|承诺时限|由.{0,12}(?:降|减|缩)")


def _reduced(clause: str) -> bool:
    return _reduction().search(fold(clause)) is not None


def _explains(report: _Report, late: Sequence[Claim]) -> bool:
    """A longer time with its reason (复杂事项、经批准延期) is an exception told, not a breach."""
    words = "".join(report.sentence_of(claim.span).text for claim in late)
    return re.search(r"复杂|疑难|延期|延长|经批准|特殊|平均提前|补正", fold(words)) is not None


HOURS = {
    "minute": Decimal(1) / 60,
    "hour": Decimal(1),
    "day": Decimal(24),
    "natural_day": Decimal(24),
    "working_day": Decimal(24),
    "week": Decimal(168),
    "month": Decimal(720),
    "year": Decimal(8760),
}
"""Shortest length of one unit, in hours; a working day is at least one day, and with rest days between longer."""


def meets(told: Window, asked: Window) -> bool | None:
    """Whether a told length of time stays within the asked one; None when the units do not let one say.

    n natural days are never longer than n working days; n working days may be longer than n natural days
    (a weekend or a holiday lies between), so that is only certain with a margin of two rest days a week.
    """
    if told.number is None or asked.number is None:
        return None
    if told.unit == asked.unit:
        return told.number <= asked.number
    mine, limit = told.number * HOURS[told.unit], asked.number * HOURS[asked.unit]
    if told.unit == "working_day":
        if mine > limit:
            return False
        longest = (told.number * 7 / 5 + 2) * 24
        return True if longest <= limit else None
    if asked.unit == "working_day":
        if mine <= limit:
            return True
        longest = (asked.number * 7 / 5 + 2) * 24
        return False if mine > longest else None
    return mine <= limit


def _without_time(demand: Demand, report: _Report) -> Answer:
    asked = demand.window
    assert asked is not None
    nil = [claim for claim in report.of("nil") if _nil_answers(demand, report, claim)]
    if nil:
        return _answer(demand, "answered", "nil", report, nil, needed=asked.text)
    on_time = [
        claim
        for claim in (*report.of("rate"), *report.of("count"))
        if re.search(r"按时|按期|准时|及时率|时限内|期限内|限时|超时|逾期|超期|办结率|回复率|答复率", fold(report.clause_of(claim.span).text))
        and _same_business(demand, report, report.clause_of(claim.span))
    ]
    if on_time:
        return _answer(demand, "asserted", "on_time", report, on_time, needed=asked.text)
    dates = [claim for claim in report.of("date") if claim.date is not None and claim.date.precision == "day"]
    paired = [claim for claim in dates if _same_business(demand, report, report.clause_of(claim.span))]
    if len(paired) >= 2:
        return _answer(demand, "undetermined", "listed", report, paired, needed=asked.text)
    other = [clause for clause in report.clauses if _other_regime().search(fold(clause.text))]
    near = [clause for clause in other if _same_business(demand, report, clause)]
    if near:
        start, end = near[0].start, near[-1].end if len(near) <= 2 else near[1].end
        words = Span(task=report.task.key, field="report", start=start, end=end, text=report.task.report[start:end])
        return Answer(demand=demand, status="unanswered", how="substituted", words=(words,), needed=asked.text)
    closest = report.closest(demand)
    words_ = (closest,) if closest is not None else ()
    return Answer(demand=demand, status="unanswered", words=words_, needed=asked.text)


def _nil_answers(demand: Demand, report: _Report, nil: Claim) -> bool:
    clause = report.clause_of(nil.span)
    return report.about(demand, nil.span) or bool(families_in(fold(clause.text)) & demand.families)


@cache
def _other_regime() -> re.Pattern[str]:
    return re.compile(
        r"(?:按照?|依照?|依据|根据|参照|执行|遵循|在)[^，。；]{0,16}(?:规定|有关|相关|法定|既定|统一|信访|12345|热线|上级)[^，。；]{0,12}"
        r"(?:时限|期限|程序|流程|时间|办法|条例|模式|制度|要求)|(?:规定|法定)(?:的)?(?:时限|期限|时间)(?:内|以内|之内)?"
    )


def _update(demand: Demand, report: _Report, as_of: date) -> Answer:
    asked = demand.window
    assert asked is not None
    timed: list[Claim] = []
    late: list[Claim] = []
    for claim in report.of("window"):
        told = claim.window
        clause = report.clause_of(claim.span)
        if told is None or told.role != "limit" or told.number is None or _reduced(clause.text):
            continue
        if not families_in(fold(report.sentence_of(claim.span).text)) & {"publish", "change"}:
            continue
        within = meets(told, asked)
        if within is None:
            continue
        (timed if within else late).append(claim)
    if late and not _explains(report, late):
        return _answer(demand, "contradicted", "exceeds", report, late, needed=asked.text)
    if timed:
        return _answer(demand, "asserted", "stated", report, timed, needed=asked.text)
    nil = [claim for claim in report.of("nil") if _nil_answers(demand, report, claim)]
    if nil:
        return _answer(demand, "answered", "nil", report, nil, needed=asked.text)
    counted = [claim for claim in report.of("count") if not claim.vague and _counts_changes(report, claim)]
    dated = [
        claim
        for claim in report.of("date")
        if claim.date is not None
        and claim.date.precision == "day"
        and families_in(fold(report.sentence_of(claim.span).text)) & {"publish", "change"}
    ]
    if counted or dated:
        return _answer(demand, "asserted", "reported", report, (*counted, *dated), needed=asked.text)
    closest = _speaks_of_change(report) or report.closest(demand)
    words = (closest,) if closest is not None else ()
    return Answer(demand=demand, status="unanswered", words=words, needed=asked.text)


def _counts_changes(report: _Report, claim: Claim) -> bool:
    """A count in a clause that changes or publishes something, and not one that only cuts or shortens."""
    clause = fold(report.clause_of(claim.span).text)
    return re.search(r"变更|变化|调整|修订|修改|更新|公开|公布|发布|公示|上传|维护", clause) is not None and not _reduced(clause)


def _speaks_of_change(report: _Report) -> Span | None:
    for clause in report.clauses:
        if re.search(r"动态|及时(?:更新|调整|公开|维护)|定期(?:更新|调整)|实时更新|变更|更新", fold(clause.text)):
            return clause
    return None


# --- deadlines -----------------------------------------------------------------------------------------------


def _deadline(demand: Demand, report: _Report, as_of: date) -> Answer:
    asked = demand.deadline
    assert asked is not None and asked.last is not None
    limit = asked.last
    needed = limit.isoformat()
    dated = [
        claim
        for claim in report.of("date")
        if claim.date is not None and claim.date.first is not None and not claim.vague and claim.date.relation != "from"
    ]
    bound = [claim for claim in dated if _bound(demand, report, claim)]
    late = [claim for claim in bound if _after(claim, limit) and _finishes(report, claim)]
    good = [claim for claim in bound if not _after(claim, limit)]
    if good:
        return _answer(demand, "asserted", "stated", report, good, needed=needed)
    if late and late == bound:
        found = late[0].date.first.isoformat() if late[0].date and late[0].date.first else ""
        return _answer(demand, "contradicted", "exceeds", report, late, needed=needed, found=found)
    if as_of <= limit:
        return Answer(demand=demand, status="not_due", words=_closest(demand, report), needed=needed)
    nil = [claim for claim in report.of("nil") if report.about(demand, claim.span)]
    if nil:
        return _answer(demand, "answered", "nil", report, nil, needed=needed)
    if re.search(r"回执|收文号|备案号|受理号", fold(report.task.report)):
        return Answer(demand=demand, status="asserted", how="listed", words=_closest(demand, report), needed=needed)
    return Answer(demand=demand, status="unanswered", words=_closest(demand, report), needed=needed)


def _closest(demand: Demand, report: _Report) -> tuple[Span, ...]:
    closest = report.closest(demand)
    return (closest,) if closest is not None else ()


def _bound(demand: Demand, report: _Report, claim: Claim) -> bool:
    """Whether a date of the report is a date of what the deadline is about."""
    sentence = fold(report.sentence_of(claim.span).text)
    shared = len(terms_of(sentence) & demand.terms)
    same_act = bool(families_in(sentence) & demand.families)
    return shared >= 2 or (shared >= 1 and same_act) or (same_act and len(report.sentences) == 1)


def _after(claim: Claim, limit: date) -> bool:
    return claim.date is not None and claim.date.first is not None and claim.date.first > limit


def _finishes(report: _Report, claim: Claim) -> bool:
    """A late date counts against the unit only where its clause says that the thing was done then."""
    clause = fold(report.clause_of(claim.span).text)
    return re.search(r"计划|拟|预计|将于|力争|下一步|争取", clause) is None


# --- frequencies ---------------------------------------------------------------------------------------------

PER_YEAR = {
    "year": Decimal(1),
    "half": Decimal(2),
    "quarter": Decimal(4),
    "month": Decimal(12),
    "ten_days": Decimal(36),
    "week": Decimal(52),
    "day": Decimal(365),
}
_TIMES = frozenset("次 期 场 轮 回 篇 份 批 件 条 场次 期次 趟 遍 节 堂 例 项 个 人次".split())


def _frequency(demand: Demand, report: _Report, as_of: date) -> Answer:
    asked = demand.frequency
    assert asked is not None and asked.period is not None
    needed = _needed(demand, report, as_of)
    counts = [
        claim
        for claim in report.of("count")
        if claim.count is not None and claim.count.measure in _TIMES and _does_it(demand, report, claim)
    ]
    periodic = [(claim.span.start, claim.span.end) for claim in report.of("frequency")]
    totals = [
        claim for claim in counts if not any(a < claim.span.end and claim.span.start < b for a, b in periodic)
    ]
    dates = [
        claim
        for claim in report.of("date")
        if claim.date is not None
        and claim.date.precision in ("day", "month", "ten_days", "quarter")
        and claim.date.relation in ("on", "by", "within")
        and _does_it(demand, report, claim)
    ]
    best = max((claim.count.value for claim in totals if claim.count), default=None)
    if best is not None and (best >= needed or len(dates) >= needed):
        return _answer(demand, "asserted", "stated", report, totals, found=_plain(best), needed=_plain(needed))
    if len(dates) >= needed or (dates and needed <= 1):
        return _answer(demand, "asserted", "listed", report, dates, found=str(len(dates)), needed=_plain(needed))
    nil = [claim for claim in report.of("nil") if report.about(demand, claim.span)]
    if nil:
        return _answer(demand, "answered", "nil", report, nil, needed=_plain(needed))
    if best is not None and asked.period not in ("day", "week") and _same_thing(totals, asked.text):
        return _answer(demand, "contradicted", "exceeds", report, totals, found=_plain(best), needed=_plain(needed))
    if best is not None:
        return _answer(demand, "undetermined", "reported", report, totals, found=_plain(best), needed=_plain(needed))
    told = [claim for claim in report.of("frequency") if claim.frequency is not None and claim.frequency.period]
    if told:
        return _answer(demand, "unanswered", "restated", report, told, needed=_plain(needed))
    return Answer(demand=demand, status="unanswered", words=_closest(demand, report), needed=_plain(needed))


def _needed(demand: Demand, report: _Report, as_of: date) -> Decimal:
    """How many times by the end of the period reported on: whole periods elapsed, at least one."""
    asked = demand.frequency
    assert asked is not None and asked.period is not None
    times = Decimal(asked.times or 1)
    until = as_of
    for claim in report.of("date"):
        if claim.date is not None and claim.date.last is not None and claim.date.relation == "until":
            until = min(until, claim.date.last)
    elapsed = Decimal(((until + timedelta(days=1)) - date(until.year, 1, 1)).days) / Decimal(365)
    periods = (PER_YEAR[asked.period] * elapsed / Decimal(asked.every or 1)).to_integral_value(rounding="ROUND_HALF_UP")
    return times * max(Decimal(1), periods) if asked.period != "year" else times


def _does_it(demand: Demand, report: _Report, claim: Claim) -> bool:
    sentence = fold(report.sentence_of(claim.span).text)
    shared = len(terms_of(sentence) & demand.terms)
    return shared >= 2 or (shared >= 1 and bool(families_in(sentence) & demand.families))


def _same_thing(totals: Sequence[Claim], asked: str) -> bool:
    """Counts in 次/期/场 are of the asked kind; other measures may count something else."""
    return any(claim.count is not None and claim.count.measure in ("次", "期", "场", "轮", "场次", "期次") for claim in totals)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


# --- rates ---------------------------------------------------------------------------------------------------


def _rate(demand: Demand, report: _Report, as_of: date) -> Answer:
    asked = demand.rate
    assert asked is not None
    needed = _percent(asked.value)
    told = [claim for claim in report.of("rate") if claim.rate is not None]
    near = [claim for claim in told if _rates_it(demand, report, claim)] or (told if len(told) == 1 else [])
    wanted_high = asked.bound not in ("at_most", "under")
    if near:
        ok = [claim for claim in near if claim.rate and (claim.rate.value >= asked.value if wanted_high else claim.rate.value <= asked.value)]
        if ok:
            return _answer(demand, "asserted", "stated", report, ok, needed=needed)
        worst = near[0].rate
        return _answer(
            demand, "contradicted", "exceeds", report, near[:1], found=_percent(worst.value) if worst else "", needed=needed
        )
    counts = [claim for claim in report.of("count") if not claim.vague and _rates_it(demand, report, claim)]
    if len(counts) >= 2:
        return _answer(demand, "asserted", "reported", report, counts, needed=needed)
    nil = [claim for claim in report.of("nil") if _nil_answers(demand, report, claim)]
    if nil:
        return _answer(demand, "answered", "nil", report, nil, needed=needed)
    whole = [claim for claim in report.of("universal") if claim.universal is not None]
    if counts and whole and asked.value == 100:
        return _answer(demand, "asserted", "reported", report, (*counts, *whole), needed=needed)
    return Answer(demand=demand, status="unanswered", words=_closest(demand, report), needed=needed)


def _rates_it(demand: Demand, report: _Report, claim: Claim) -> bool:
    sentence = fold(report.sentence_of(claim.span).text)
    shared = len(terms_of(sentence) & demand.terms)
    return shared >= 1 or bool(families_in(sentence) & demand.families & {"reply", "publish", "submit"})


def _percent(value: Decimal) -> str:
    return f"{_plain(value)}%"


def _universal(demand: Demand, report: _Report, as_of: date) -> Answer:
    whole = [claim for claim in report.claims if claim.kind in ("universal", "rate")]
    if whole:
        return _answer(demand, "asserted", "stated", report, whole)
    nil = [claim for claim in report.of("nil") if _nil_answers(demand, report, claim)]
    if nil:
        return _answer(demand, "answered", "nil", report, nil)
    counts = [claim for claim in report.of("count") if not claim.vague and _rates_it(demand, report, claim)]
    if counts:
        return _answer(demand, "unanswered", "reported", report, counts)
    return Answer(demand=demand, status="unanswered", words=_closest(demand, report))


def _count(demand: Demand, report: _Report, as_of: date) -> Answer:
    asked = demand.count
    assert asked is not None
    needed = f"{_plain(asked.value)}{asked.measure}"
    same = [
        claim
        for claim in report.of("count")
        if claim.count is not None and claim.count.measure == asked.measure and report.about(demand, claim.span)
    ]
    if not same:
        return Answer(demand=demand, status="unanswered", words=_closest(demand, report), needed=needed)
    total = sum((claim.count.value for claim in same if claim.count), Decimal(0))
    status: Status = "asserted" if total >= asked.value else "contradicted"
    how: How = "stated" if status == "asserted" else "exceeds"
    return _answer(demand, status, how, report, same, found=f"{_plain(total)}{asked.measure}", needed=needed)


_ANSWER: dict[DemandKind, Callable[[Demand, _Report, date], Answer]] = {
    "window": _window,
    "deadline": _deadline,
    "frequency": _frequency,
    "rate": _rate,
    "universal": _universal,
    "count": _count,
}


def _answer(
    demand: Demand,
    status: Status,
    how: How,
    report: _Report,
    claims: Sequence[Claim],
    *,
    found: str = "",
    needed: str = "",
) -> Answer:
    """An answer that quotes the clauses its claims stand in, at most two."""
    words: list[Span] = []
    for claim in claims:
        clause = report.clause_of(claim.span)
        if clause not in words:
            words.append(clause)
    return Answer(
        demand=demand,
        status=status,
        how=how,
        words=tuple(words[:2]),
        claims=tuple(claims),
        found=found or "、".join(claim.span.text for claim in claims[:3]),
        needed=needed,
    )
