"""What answers an action: the report speaks of the thing, by its words, by words that stand for them, by its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from gkcheck.answers.answer import Answer, Confidence, How, Report, Status
from gkcheck.claims import own_claims
from gkcheck.demands import Demand
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.model import Span
from gkcheck.similarity.coverage import Cover, cover, share_of

SILENT = 0.2
"""Below this share of its meaning an obligation is not spoken of (domain A3: own reports .25 and above)."""
THIN = 0.45
"""Below this share, and without one of the words that tell it from its neighbours, it is spoken of in passing …"""
FAINT = 0.35
FAINT_CORE = 0.3
"""… or with few of them."""
HALF = 0.5
"""Part of its own words from which an obligation is spoken of, whatever the rest."""
UNTIMED = 0.5
"""Part of its own words below which an obligation whose time or number has no answer has none itself."""
WORDS = 2
"""Letters of its own that an obligation must have before silence on them means anything."""
PLAIN = 0.12
PLAIN_WORDS = 4
"""Silence that leaves no doubt: hardly a letter of at least this many."""
ITEM = 0.3
"""Share of an item from which it counts as spoken of."""


_FIGURES = frozenset(("count", "date", "rate", "window", "frequency"))


def answer_actions(demands: Sequence[Demand], report: Report, settled: Sequence[Answer]) -> dict[int, Answer]:
    """An answer for each action, by its place in `demands`; `settled` are the answers to the other kinds.

    A report may answer a duty in other words. As long as it tells figures that belong to none of the duties it
    names, its silence on the others is no more than a doubt.
    """
    own = own_claims(report.task, report.claims)
    figures = frozenset(report.sentence_of(claim.span) for claim in own)
    answers = {
        at: _answer(demand, report, settled, figures)
        for at, demand in enumerate(demands)
        if demand.kind == "action"
    }
    silent = [at for at, answer in answers.items() if answer.status == "unanswered"]
    if silent:
        counted = {report.sentence_of(claim.span) for claim in own if claim.kind in _FIGURES}
        taken = {
            word for answer in answers.values() if answer.status != "unanswered" for word in answer.words
        }
        spare = [one for one in report.clauses if report.sentence_of(one) in counted and one not in taken]
        doubtful = [at for at in silent if not _leaves_a_word(demands[at], report)]
        for at in doubtful:
            if len(spare) >= len(doubtful):
                answers[at] = answers[at]._replace(confidence="low")
            elif spare and answers[at].confidence == "high":
                answers[at] = answers[at]._replace(confidence="medium")
        for at in doubtful:
            if answers[at].confidence == "low" and _told_by_the_rest(at, demands, answers, report):
                answers[at] = _made(demands[at], "asserted", "named", answers[at].words, "low")
    return answers


def _told_by_the_rest(at: int, demands: Sequence[Demand], answers: dict[int, Answer], report: Report) -> bool:
    """推进校企合作，新增合作企业3家以上: the general duty that opens a sentence is told by those that measure it."""
    text, mine = report.task.requirement, demands[at].span
    before = text[max(0, mine.start - 40) : mine.start].strip(" \u3000\t\r，、")
    if before and before[-1] not in "。；！？\n":
        return False
    stop = re.search(r"[。；！？\n]", text[mine.end : mine.end + 400])
    end = mine.end + stop.start() if stop else mine.end + 400
    rest = [
        other
        for place, other in answers.items()
        if place != at and mine.end <= demands[place].span.start < end
    ]
    return (
        bool(rest)
        and all(one.status != "unanswered" for one in rest)
        and any(one.how == "stated" for one in rest)
    )


def _leaves_a_word(demand: Demand, report: Report) -> bool:
    """Whether to do what is asked leaves a word that hardly anyone replaces: to file, to submit, to make public."""
    asked, told = fold(demand.span.text), _quoted().sub("", fold(report.task.report))
    return any(
        act().search(asked) and not trace().search(told)
        for act, trace in ((_files, _filed), (_shows, _shown))
    )


@cache
def _no_case() -> re.Pattern[str]:
    """Words that a case did not arise, whatever it was."""
    return re.compile(
        r"未(?:作|做|有|发生|出现|涉及|变|调整|收到|接到|启动|产生)|没有|不涉及|无(?:变化|变更|调整|此类|新增)"
    )


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r'"[^"]{0,40}"|《[^》]{0,200}》')


@cache
def _files() -> Pattern:
    return Pattern(
        r"备案|报备|报送|上报|(?:^|并|结果|情况|方案|报告|总结|材料)报(?=[省市县区州国上])", needs="备案 报"
    )


@cache
def _filed() -> Pattern:
    return Pattern(
        r"(?<![改变转]为)(?<![改变转])备案(?!制|类|管理|事项)|报备|报送|上报|呈报|提交|报告|抄送|报[省市县区州国请经]|回执|批复|收文",
        needs="回执 备案 批复 抄送 报 提交 收文",
    )


@cache
def _shows() -> re.Pattern[str]:
    return re.compile(r"公布|公开(?!透明|课)|公示|公告|发布|曝光|通报")


@cache
def _shown() -> re.Pattern[str]:
    return re.compile(
        r"公布|公开|公示|公告|发布|曝光|通报|张贴|刊登|刊发|挂网|上墙|上网|网站|官网|网上|公众号|公示栏|公告栏|推送|播出|播报|报道|媒体|发出|印发|披露|标明|告知|可查"
    )


def _answer(demand: Demand, report: Report, settled: Sequence[Answer], figures: frozenset[Span]) -> Answer:
    duty = demand.action
    assert duty is not None
    if duty.addressee is not None:
        included = report.binds(duty.addressee)
        if included is False:
            return Answer(demand=demand, status="not_addressed")
        if included is None:
            return Answer(demand=demand, status="undetermined")
    text = report.task.report
    told = cover(duty.text, text, demand.topic)
    if duty.items:
        listed = _items(demand, report)
        if listed is not None:
            return listed
    words = _closest(duty.text, report)
    within = _within(demand, settled)
    if any(one.status not in ("unanswered", "not_addressed") for one in within):
        return _made(demand, "asserted", "stated", words)
    if duty.condition and any(one.how == "nil" for one in within):
        return _made(demand, "answered", "nil", words)
    if within and cover(_untimed(demand, within), text).core < UNTIMED:
        return _made(demand, "unanswered", "", words, "low")  # the time or number has a finding of its own
    if told.share >= THIN or (told.share >= FAINT and told.core > 0) or told.core >= HALF:
        return _made(demand, "asserted", "named", words)
    silent = told.share < SILENT and told.letters >= WORDS
    beside = _beside_figures(duty.text, figures)
    if not silent and not _faint(told):
        return _made(demand, "asserted", "named", words)
    if duty.condition:
        nil = bool(report.of("nil")) or _no_case().search(fold(text)) is not None
        return _made(demand, "answered" if nil else "undetermined", "nil" if nil else "waiting", words)
    if not silent and beside:
        return _made(demand, "asserted", "thin", words, "low")
    if duty.loose:
        return _made(demand, "undetermined", "open", words)
    plain = told.share < PLAIN and told.letters >= PLAIN_WORDS
    firm: Confidence = "high" if plain else "medium" if not figures or told.letters > WORDS else "low"
    return _made(demand, "unanswered", "", words, firm)


def _faint(told: Cover) -> bool:
    if told.letters < WORDS:
        return False
    return told.core == 0 or (told.share < FAINT and told.core < FAINT_CORE)


def _made(
    demand: Demand, status: Status, how: How, words: tuple[Span, ...], confidence: Confidence = "high"
) -> Answer:
    share = 0.0 if status == "unanswered" else 1.0
    return Answer(demand=demand, status=status, how=how, words=words, confidence=confidence, share=share)


def _items(demand: Demand, report: Report) -> Answer | None:
    """Where a list is asked, the members that the report does not speak of; None where none of them is spoken of."""
    duty = demand.action
    assert duty is not None
    missing, judged = [], 0
    for item in duty.items:
        told = cover(item.text, report.task.report, report.task.title)
        judged += told.letters > 0
        if told.letters and told.share < ITEM and told.core < HALF:
            missing.append(item.text)
    if len(missing) == judged:
        return None
    some = len(missing) * 2 >= judged
    return Answer(
        demand=demand,
        status="asserted",
        how="part" if some else "named",
        words=_closest(duty.text, report),
        confidence="medium" if some else "high",
        needed="、".join(missing),
        share=1 - len(missing) / judged,
    )


def _within(demand: Demand, settled: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers to a time, rate or number that is asked within the same clause."""
    return tuple(
        one
        for one in settled
        if one.demand.kind not in ("ban", "channel", "universal", "citation", "deliverable")
        and one.demand.span.field == "requirement"
        and one.demand.span.start < demand.span.end
        and demand.span.start < one.demand.span.end
    )


def _untimed(demand: Demand, within: Sequence[Answer]) -> str:
    """The words of a duty without the time, number or rate it is bound to: those have an answer of their own."""
    kept, at = "", demand.span.start
    for start, end in sorted(_place(one.demand) for one in within):
        kept += demand.span.text[at - demand.span.start : max(0, start - demand.span.start)]
        at = max(at, end)
    return kept + demand.span.text[max(0, at - demand.span.start) :]


def _place(demand: Demand) -> tuple[int, int]:
    fact = demand.window or demand.deadline or demand.frequency or demand.rate or demand.count
    return (fact.start, fact.end) if fact is not None else (demand.span.start, demand.span.start)


def _beside_figures(asked: str, figures: frozenset[Span]) -> bool:
    """Whether a sentence with a fact of its own shares words with what is asked."""
    return any(share_of(asked, sentence.text) >= PLAIN for sentence in figures)


def _closest(asked: str, report: Report) -> tuple[Span, ...]:
    """The clause of the report that speaks most of what is asked; none where no clause does."""
    best, most = None, 0.0
    for clause in report.clauses[:200]:
        share = share_of(asked, clause.text)
        if share > most:
            best, most = clause, share
    return (best,) if best is not None else ()
