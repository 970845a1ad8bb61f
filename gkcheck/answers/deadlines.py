"""What answers a deadline: a date of the same thing, a receipt, a nil return."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gkcheck.answers.answer import Answer, Report, answered, closest_words, of_others
from gkcheck.answers.plans import only_planned
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.demands.demand import MOST
from gkcheck.language.acts import families_in
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.language.tense import tensed_clauses
from gkcheck.model import Span


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a dated duty ended: by its dates, else by what is put off, told as done, or receipted."""
    asked = demand.deadline
    assert asked is not None and asked.last is not None
    needed = asked.last.isoformat()
    if of_others(demand, report):
        return Answer(demand=demand, status="not_addressed", needed=needed)
    told = _dates(demand, report, asked.last, as_of)
    by_date = _by_its_dates(demand, report, asked.last, told)
    if by_date is not None:
        return by_date
    put_off = [
        claim
        for claim in report.of("date")
        if _after(claim, asked.last) and not _finishes(report, claim) and _bound(demand, report, claim)
    ]
    if put_off and not _finished(demand, report):
        return _late(demand, report, put_off, put_off[0].span.text)
    closest = closest_words(demand, report)
    if as_of <= asked.last:
        finished = _finished(demand, report)
        if finished:
            return Answer(demand, "asserted", "in_time", tuple(finished[:1]), needed=needed)
        if as_of < asked.last:
            return Answer(demand=demand, status="not_due", words=closest, needed=needed)
    nil = [claim for claim in report.of("nil") if report.about(demand, claim.span)]
    if nil:
        return answered(demand, "answered", "nil", report, nil, needed=needed)
    if re.search(r"回执|收文号|备案号|受理号", fold(report.task.report)):
        return Answer(demand=demand, status="asserted", how="listed", words=closest, needed=needed)
    doubtful = told.apart or _on_time(report) or _column_and_figures(demand, report)
    return Answer(
        demand=demand,
        status="unanswered",
        words=closest,
        needed=needed,
        confidence="low" if doubtful else "high",
    )


class _Dates(NamedTuple):
    """The dates of a report that are told of one deadline: `told` all, `good` in time, `late` after it.

    `over`: late ones that only the column ties to the row; `apart`: dates in time that tell of another act.
    """

    told: list[Claim]
    good: list[Claim]
    late: list[Claim]
    over: list[Claim]
    apart: list[Claim]


def _dates(demand: Demand, report: Report, limit: date, as_of: date) -> _Dates:
    dated = [
        claim
        for claim in report.of("date")
        if claim.date is not None
        and claim.date.first is not None
        and not claim.vague
        and not _begins(report, claim)
        and (not _flow(claim) or _finished_within(report, claim, limit))
    ]
    bound = [
        claim
        for claim in dated
        if _bound(demand, report, claim) and not _of_a_later_deadline(demand, report, claim, limit)
    ]
    done = [claim for claim in bound if _does(demand, report, claim)]
    told = done if as_of < limit else done or bound  # before the deadline only what is finished counts
    told = [claim for claim in _own(demand, report, told) if not _early(demand, report, claim)]
    late = [
        claim for claim in told if _after(claim, limit) and _finishes(report, claim) and not _state(claim)
    ]
    good = [claim for claim in told if not _after(claim, limit)]
    over: list[Claim] = []
    if not told and demand.clause.field == "deadline":
        # the column dates the whole row, not one of its clauses
        good = [claim for claim in dated if not _after(claim, limit) and _finishes(report, claim)]
        over = [claim for claim in dated if _after(claim, limit) and _ends(report, claim)]
    if good and (_only_planned(demand, report) or _said_to_come(demand, report, good)):
        good = []  # 指引4月18日公布，待专窗建成后实现“一窗通办”: the date is not that of what was to be done
    apart = [claim for claim in good if _of_another_act(demand, report, claim)]
    return _Dates(told, [claim for claim in good if claim not in apart], late, over, apart)


def _by_its_dates(demand: Demand, report: Report, limit: date, dates: _Dates) -> Answer | None:
    """What the dates say: in time, late, or in time but for a part; None where there are none."""
    told, good, late, over, _ = dates
    if over and not good:
        return _late(demand, report, over, over[0].span.text)._replace(confidence="medium")
    if good:
        trailing = _trailing(demand, report, [claim for claim in told if claim not in good])
        if trailing and all(claim in late for claim in trailing):
            late = trailing  # 全部完工并通过验收: finished in time, accepted too late
        elif some := _some_late(demand, report, late) or _rest_put_off(demand, report, limit):
            return _late(demand, report, some, some[0].span.text)._replace(confidence="medium")
        else:
            return answered(demand, "asserted", "stated", report, good, needed=limit.isoformat())
    if late and (good or late == told):
        first = late[0].date.first if late[0].date is not None else None
        return _late(demand, report, late, first.isoformat() if first is not None else "")
    return None


def _late(demand: Demand, report: Report, claims: Sequence[Claim], found: str) -> Answer:
    limit = demand.deadline.last if demand.deadline is not None else None
    needed = limit.isoformat() if limit is not None else ""
    return answered(demand, "contradicted", "exceeds", report, claims, found=found, needed=needed)


def _column_and_figures(demand: Demand, report: Report) -> bool:
    """Whether a deadline of the column stands over work that is told as done in figures: the day alone is missing."""
    if demand.clause.field != "deadline" or _to_come(report):
        return False
    return any(not one.vague for one in (*report.of("count"), *report.of("rate")))


def _on_time(report: Report) -> bool:
    """较规定时间提前9天: told as in time, without the day."""
    return _IN_TIME.search(fold(report.task.report)) is not None


_IN_TIME = Pattern(
    "[较比][^，。；]{0,12}提前|提前[^，。；]{0,6}(?:完成|完工|建成|[0-9]+个?[天日月])|(?:按期|按时|如期)(?:完成|完工|报送|印发|建成|投用)",
    needs="如期 按时 按期 提前",
)


def _only_planned(demand: Demand, report: Report) -> bool:
    """Whether the duty that the deadline limits stands in the report only in clauses that tell nothing done."""
    at = [one for one in report.demands if one.kind == "action" and _overlap(one.span, demand.clause)]
    return bool(at) and bool(only_planned(report.task, at))


def _overlap(one: Span, other: Span) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


def _finished(demand: Demand, report: Report) -> list[Span]:
    """Clauses that tell of the thing as done; none where those that speak of it most tell of work to come."""
    if _said_to_come(demand, report):
        return []
    shared = [(_shared(demand, one), one) for one in report.clauses]
    most = max((many for many, _ in shared), default=0)
    near = [one for many, one in shared if many >= max(1, most / 2)]
    to_come = _to_come(report)
    return [one for one in near if (one.start, one.end) not in to_come and _is_done(demand, one)]


def _shared(demand: Demand, clause: Span) -> int:
    return len(terms_of(clause.text) & demand.terms)


def _to_come(report: Report) -> set[tuple[int, int]]:
    """Where the clauses stand that tell of what is going on, planned, put off or waited for."""
    return {(one.clause.start, one.clause.end) for one in tensed_clauses(report.task.report) if one.open}


def _said_to_come(demand: Demand, report: Report, dated: Sequence[Claim] = ()) -> bool:
    """Whether the clauses that speak most of the duty, more than those of the dates, tell of work to come."""
    shared = [(_shared(demand, one), one) for one in report.clauses]
    most = max((many for many, _ in shared), default=0)
    to_come = _to_come(report)
    return (
        most >= 3
        and all((one.start, one.end) in to_come for many, one in shared if many == most)
        and all(_shared(demand, report.clause_of(claim.span)) < most for claim in dated[:MOST])
    )


def _of_another_act(demand: Demand, report: Report, claim: Claim) -> bool:
    """Whether a date tells of something else where another clause without a date tells of the duty itself.

    两次组织对账，自查报告已按要求报送: the days of the meetings are not the day of the report.
    """
    clause = report.clause_of(claim.span)
    if _shared(demand, clause) or not families_in(fold(clause.text)) - demand.families:
        return False
    best = max(report.clauses, key=lambda one: _shared(demand, one))
    dated = any(best.start <= one.span.start < best.end for one in report.of("date"))
    return not dated and _shared(demand, best) * 2 >= len(demand.terms)


def _some_late(demand: Demand, report: Report, late: Sequence[Claim]) -> list[Claim]:
    """Of several things that were all to be done by a day those that were done later, in the very verb of the demand."""
    asked = fold(demand.clause.text)
    if not re.search("全部|全面|所有|均|[各共]", asked):
        return []
    return [
        claim
        for claim in late[:MOST]
        if any(verb in asked for verb in _FINISHED.findall(fold(report.clause_of(claim.span).text)))
    ]


_FINISHED = Pattern(
    "投用|建成|完工|竣工|完成|投入使用|通车|封顶|验收|开通|上线|挂牌|印发|公布|公开|报送|备案|拆除|清零|办结"
)


def _rest_put_off(demand: Demand, report: Report, limit: date) -> list[Claim]:
    """Days after the limit by which the rest of what was asked is to be finished, in a sentence that names the rest.

    马鞍坳、竹山2处进度滞后，计划2024年3月底前完工, where the requirement names both.
    """
    found = []
    for claim in report.of("date")[:MOST]:
        if not _after(claim, limit) or _finishes(report, claim):
            continue
        sentence = fold(report.sentence_of(claim.span).text)
        behind = re.search("滞后|尚未|未完|剩余|其余|未能|仍有", sentence) is not None
        shared = len(terms_of(sentence) & demand.terms)
        clause = fold(report.clause_of(claim.span).text)
        same_end = any(verb in fold(demand.clause.text) for verb in _FINISHED.findall(clause))
        if (behind and shared >= 3) or (same_end and shared >= 1):
            found.append(claim)
    return found


def _bound(demand: Demand, report: Report, claim: Claim) -> bool:
    """Whether a date of the report is a date of what the deadline is about."""
    sentence = fold(report.sentence_of(claim.span).text)
    shared = len(terms_of(sentence) & demand.terms)
    same_act = bool(families_in(sentence) & demand.families)
    if shared >= 2 or (shared >= 1 and same_act) or (same_act and len(report.sentences) == 1):
        return True
    # 实现全市联网: a duty of so few words is known by one of them
    clause = terms_of(report.clause_of(claim.span).text)
    return len(demand.terms) <= 5 and bool(clause & demand.terms)


def _own(demand: Demand, report: Report, told: list[Claim]) -> list[Claim]:
    """The dates that are this deadline's, where several stand in one clause, each with its name before it.

    春季学期5月底前、秋季学期11月底前: a date belongs to the deadline whose name its own clauses bear, if only one does.
    """
    rivals = [one for one in report.demands if one.kind == "deadline" and one.clause == demand.clause][:MOST]
    if len(rivals) < 2:
        return told
    names = {one: _name(report, one, rivals) for one in rivals}
    mine: list[Claim] = []
    for claim in told[:MOST]:
        clause = report.clause_of(claim.span)
        for words in (clause, *report.before(clause)):
            marks = {one: len(terms_of(words.text) & names[one]) for one in rivals}
            best = max(marks.values())
            if best and list(marks.values()).count(best) == 1:
                break
        else:
            marks, best = {demand: 1}, 1
        if marks[demand] == best:
            mine.append(claim)
    return mine


def _name(report: Report, demand: Demand, rivals: Sequence[Demand]) -> frozenset[str]:
    """The words between the deadline before and this one, less what the names of the others share."""
    assert demand.deadline is not None
    ends = [one.deadline.end for one in rivals if one.deadline and one.deadline.end <= demand.deadline.start]
    begin = max((demand.clause.start, *ends))
    return terms_of(report.task.requirement[begin : demand.deadline.start])


def _trailing(demand: Demand, report: Report, late: Sequence[Claim]) -> list[Claim]:
    """Of the late dates those of a second act that the same deadline limits: the 通过验收 of 完工并通过验收.

    The words of the second act's object, or its kind of act, must stand in the clause of the date; those of the first not.
    """
    assert demand.deadline is not None
    text = report.task.requirement
    if demand.clause.field != "requirement":
        return []
    first, joined, second = fold(text[demand.deadline.end : demand.clause.end]).partition("并")
    if not joined or len(second) < 4:
        return []
    acts, named = terms_of(first), terms_of(second)
    before, after = families_in(first), families_in(second)
    rivals = [one for one in report.demands if one.kind == "deadline" and one is not demand][:MOST]
    found = []
    for claim in late[:MOST]:
        words = report.clause_of(claim.span).text
        mine = len(terms_of(words) & demand.terms)
        if any(len(terms_of(words) & one.terms) > mine for one in rivals):
            continue
        clause, told = terms_of(words), families_in(fold(words))
        its_words = len(clause & named) * 3 >= len(named) * 2 and not clause & (acts - named)
        its_act = (
            bool(told & after - before) and not told & before - after and bool(terms_of(words) & demand.terms)
        )
        if its_words or its_act:
            found.append(claim)
    return found


def _of_a_later_deadline(demand: Demand, report: Report, claim: Claim, limit: date) -> bool:
    """Whether a late date is in time for another deadline of the requirement that its clause speaks more of."""
    if not _after(claim, limit):
        return False
    clause = report.clause_of(claim.span)
    mine = _shared(demand, clause)
    return any(
        one.deadline is not None
        and one.deadline.last is not None
        and not _after(claim, one.deadline.last)
        and _shared(one, clause) > mine
        for one in [one for one in report.demands if one.kind == "deadline" and one is not demand][:MOST]
    )


def _early(demand: Demand, report: Report, claim: Claim) -> bool:
    """升级项目6月招标，9月进入试运行: a stage on the way is not the end that was asked."""
    words = fold(report.clause_of(claim.span).text)
    found = _STAGE.findall(words)
    return (
        bool(found)
        and _FINISHED.search(words) is None
        and not any(one in fold(demand.clause.text) for one in found)
    )


_STAGE = Pattern("招标|立项|可研|选址|论证|试运行|进场|动工|开工|封顶|挂网|启动")


def _begins(report: Report, claim: Claim) -> bool:
    """整治工作自4月中旬开始: the day work began, not the day it was done."""
    text, end = report.task.report, claim.span.end
    begun = fold(claim.span.text).endswith("开始") or _START.match(fold(text[end : end + 6])) is not None
    return begun and claim.date is not None and claim.date.relation == "from"


_START = Pattern("起?(?:开始|启动|着手|筹备|进场|开工|开展)", needs="开始 启动 着手 筹备 进场 开工 开展")


def _flow(claim: Claim) -> bool:
    """1至10月办理4312件: a period over which something was counted, not the day a thing was done."""
    fact = claim.date
    if fact is None or fact.first is None or fact.last is None or fact.relation == "from":
        return False
    return (fact.relation == "until" and fact.precision != "day") or (
        (fact.last - fact.first).days > 31 and fact.precision in ("range", "year", "half")
    )


def _finished_within(report: Report, claim: Claim, limit: date) -> bool:
    """已于上半年全部完成: a half or a quarter in which a thing came to its end, whole before the limit."""
    fact = claim.date
    if fact is None or fact.precision not in ("half", "quarter") or fact.last is None or fact.last > limit:
        return False
    clause = report.clause_of(claim.span)
    before = report.task.report[clause.start : claim.span.start].rstrip()
    after = fold(report.task.report[claim.span.end : clause.end])
    return before.endswith(("于", "在")) and _END.match(after) is not None


_END = Pattern(
    "[^0-9]{0,8}(?:完成|完工|竣工|建成|投用|验收|印发|公布|公开|办结|清零)",
    needs="完成 完工 竣工 建成 投用 验收 印发 公布 公开 办结 清零",
)


def _state(claim: Claim) -> bool:
    """截至9月28日: how things stood on a day; it shows what was done by then, never that it was done only then."""
    return claim.date is not None and claim.date.relation == "until"


def _does(demand: Demand, report: Report, claim: Claim) -> bool:
    """Whether the clause of a date says that what is asked was done then, not that it is on its way."""
    clause = fold(report.clause_of(claim.span).text)
    return bool(families_in(clause) & demand.families) and _finishes(report, claim)


_GOING_ON = Pattern(
    "招标|立项|可研|选址|正在|将|拟|计划|预计|力争|下一步|在建|封顶|进场|施工|推进中|完成投资|占总|前期|启动|筹备"
)


def _is_done(demand: Demand, clause: Span) -> bool:
    """Whether a clause tells of the thing as done; told by the day of assessment, it was done in time."""
    text = fold(clause.text)
    asked = fold(demand.clause.text)
    if any(word not in asked for word in _GOING_ON.findall(text)):
        return False
    shared = len(terms_of(text) & demand.terms)
    return shared >= 2 or (shared >= 1 and bool(families_in(text) & demand.families))


def _after(claim: Claim, limit: date) -> bool:
    return claim.date is not None and claim.date.first is not None and claim.date.first > limit


def _ends(report: Report, claim: Claim) -> bool:
    """Whether the clause of a date tells an end of work: 12月6日安装调试完毕."""
    clause = fold(report.clause_of(claim.span).text)
    return _finishes(report, claim) and re.search(f"{_FINISHED.pattern}|完毕|到位|启用", clause) is not None


def _finishes(report: Report, claim: Claim) -> bool:
    """A late date counts against the unit only where its clause says that the thing was done then."""
    clause = fold(report.clause_of(claim.span).text)
    return re.search(r"计划|拟|预计|将于|力争|下一步|争取", clause) is None
