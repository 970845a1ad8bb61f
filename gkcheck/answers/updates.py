"""What answers a window for publishing: how soon, the days of a change and of its publication, changes counted."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from gkcheck.answers.answer import Answer, Report, answered, nil_answers
from gkcheck.answers.day_pairs import day_pairs
from gkcheck.answers.windows import HOURS, MOST_WINDOWS, explains, keeps_another, meets, reduced, tells_time
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.language.acts import families_in
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.model import Span


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """How soon what changed, or was made, is said to have been made known."""
    asked = demand.window
    assert asked is not None
    timed: list[Claim] = []
    late: list[Claim] = []
    for claim in report.of("window"):
        told = claim.window
        clause = report.clause_of(claim.span)
        if told is None or told.role != "limit" or told.number is None or reduced(clause.text):
            continue
        if _of_another_window(demand, report, claim):
            continue
        here = _of_publishing(report.sentence_of(claim.span))
        if not here and not (
            tells_time(fold(clause.text)) and _of_publishing(_sentence_before(report, claim))
        ):
            continue
        within = meets(told, asked)
        if within:
            timed.append(claim)
        elif within is False and here and not keeps_another(told, asked, report):
            late.append(claim)
    pairs = day_pairs(demand, report)
    late += [pair.done for pair in pairs if pair.in_time is False]
    if late and not explains(report, late):
        return answered(demand, "contradicted", "exceeds", report, late, needed=asked.text)
    timed += [pair.done for pair in pairs if pair.in_time]
    if timed:
        return answered(demand, "asserted", "stated", report, timed, needed=asked.text)
    together = next((one for one in report.clauses if _together().search(fold(one.text))), None)
    if together is not None and (asked.number or 0) * HOURS[asked.unit] >= HOURS["day"]:
        return Answer(
            demand, "asserted", "stated", (together,), found=_together_words(together), needed=asked.text
        )
    nil = [claim for claim in report.of("nil") if nil_answers(demand, report, claim)]
    if nil:
        return answered(demand, "answered", "nil", report, nil, needed=asked.text)
    changes = _CHANGES if _CHANGES.search(fold(demand.clause.text)) else _PUBLISHED
    counted = [
        claim for claim in report.of("count") if not claim.vague and _counts_changes(report, claim, changes)
    ]
    dated = [
        claim
        for claim in report.of("date")
        if claim.date is not None
        and claim.date.precision == "day"
        and families_in(fold(report.sentence_of(claim.span).text)) & {"publish", "change"}
    ]
    counted = [claim for claim in counted if not _of_another_window(demand, report, claim)]
    dated = [claim for claim in dated if not _of_another_window(demand, report, claim)]
    # how many papers were published says nothing on how soon, where a window runs from each of them
    counted = [claim for claim in counted if changes is _CHANGES and _in_its_words(demand, report, claim)]
    dated = [claim for claim in dated if _in_its_words(demand, report, claim)]
    if counted or dated:
        return answered(demand, "asserted", "reported", report, (*counted, *dated), needed=asked.text)
    closest = _speaks_of_change(report) or report.closest(demand)
    words = (closest,) if closest is not None else ()
    return Answer(demand=demand, status="unanswered", words=words, needed=asked.text)


def _in_its_words(demand: Demand, report: Report, claim: Claim) -> bool:
    """Whether the sentence of a figure or date speaks of what is to be updated about as much as the best one does."""
    best = max((len(terms_of(one.text) & demand.terms) for one in report.sentences), default=0)
    return len(terms_of(report.sentence_of(claim.span).text) & demand.terms) * 2 >= min(best, 4)


def _of_another_window(demand: Demand, report: Report, claim: Claim) -> bool:
    """Whether a length of time is told of what another window of the requirement limits, in its words and not in these."""
    rivals = [one for one in report.demands if one.kind == "window" and one is not demand][:MOST_WINDOWS]
    if not rivals:
        return False
    words = terms_of(report.sentence_of(claim.span).text)
    mine = len(words & (demand.terms - frozenset().union(*(one.terms for one in rivals))))
    return any(len(words & (one.terms - demand.terms)) >= 2 * mine + 2 for one in rivals)


def _of_publishing(sentence: Span | None) -> bool:
    return sentence is not None and bool(families_in(fold(sentence.text)) & {"publish", "change"})


def _sentence_before(report: Report, claim: Claim) -> Span | None:
    return next((one for one in reversed(report.sentences) if one.end <= claim.span.start), None)


@cache
def _together() -> Pattern:
    """Published with the document itself, or on its day; 在网站和大厅同步上线 tells of two places."""
    return Pattern(
        r"(?:(?<=[与随])[^，。；]{0,12}(?:同步|同时)|(?:变更|变化|修订|修改|调整|文件|政策|解读)[^，。；]{0,12}(?:同步|同时)"
        r"|(?:同步|同时)(?=[^，。；]{0,8}解读)|同日|同天|当天|当日|即时)[^，。；]{0,8}?(?:发布|公布|公开|更新|上网|上线|推送|刊发|解读)",
        needs="同步 同时 同日 同天 当天 当日 即时",
    )


def _together_words(clause: Span) -> str:
    found = _together().search(fold(clause.text))
    return found.group() if found is not None else clause.text


_CHANGES = Pattern(
    "变更|变化|变动|调整|修订|修改|更新|新增|取消", needs="修改 修订 取消 变动 变化 变更 新增 更新 调整"
)
_PUBLISHED = Pattern(f"{_CHANGES.pattern}|公开|公布|发布|公示|上传|解读")


def _counts_changes(report: Report, claim: Claim, words: Pattern) -> bool:
    """A count in a clause that changes something (or publishes it), and not one that only cuts or shortens.

    Where a change is what the window runs from, 新公布68个 tells of no change.
    """
    clause = fold(report.clause_of(claim.span).text)
    return words.search(clause) is not None and not reduced(clause)


def _speaks_of_change(report: Report) -> Span | None:
    for clause in report.clauses:
        if re.search(
            r"动态|及时(?:更新|调整|公开|维护)|定期(?:更新|调整)|实时更新|变更|更新", fold(clause.text)
        ):
            return clause
    return None
