"""What a report states, held against the logs of its task: counts, shares, times, nil returns, dates.

A statement and a log are compared only where both speak of the same thing: the act is named, the words of its object
are those of the task, the period is that of the log. A log that shows more than the report disproves it at once; one
that shows less does so only where its manifest attests that it holds the whole period. All else cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from gkcheck.logs import LogResult, shown_of
from gkcheck.model import Span
from gkcheck.proving.dated import dated
from gkcheck.proving.facts import fault_of, late_fault
from gkcheck.proving.figures import counted, rated
from gkcheck.proving.saying import Held, Said, Saying, sayings
from gkcheck.reading import Reading
from gkcheck.text import Text

_UNIVERSAL = re.compile("均|全部|都|一律|所有|件件|每件|100%")
_NONE_LATE = re.compile(r"(?:无|未|没有|零)(?:一?[件条例起宗项])?(?:出现|发生)?(?:超期|超时|逾期|超限)")
_EXCEPTION = re.compile("除|个别|其余|多数|大部分|基本|原则上|一般|平均|延期")
_ALL_ENDED = re.compile(
    "(?:均|全部|都|一律|件件)(?:已)?(?:按[时期])?(?:作出|予以|得到|及时)?(?:答复|回复|办结|办复|反馈|处理完毕|整改到位|完成整改|整改完成|销号)"
)
_LONGEST = re.compile("最长|最慢|最晚|最多")
_NIL_ACT = re.compile("收到|接到|接报|受理|发生|新增|办理|变更|调整|变化|变动")
_OTHER_NIL = re.compile(
    "超|逾|不满|重复|异议|复议|诉讼|信访|延误|负面|差评|差错|退回|违|遗漏|不良|不当|有效|重大|不及时|二次|再次"
)
_REPLIES = ("reply_log", "request_log", "proposal_log")


def compared(reading: Reading, logs: Sequence[LogResult]) -> tuple[Said, ...]:
    """Each statement of the report that a log speaks of, with whether it agrees; those of one fault together."""
    found = [one for held in _held(logs) for one in _of_log(reading, held)]
    told = {one.fault for one in found if one.agrees is False}
    return _together([*found, *_demands(reading, logs, told)])


def _held(logs: Sequence[LogResult]) -> Iterator[Held]:
    for log in logs:
        beside = tuple(one for one in logs if one.kind == log.kind and one is not log)
        yield Held(log, beside)


def _of_log(reading: Reading, held: Held) -> Iterator[Said]:
    log = held.log
    if log.manifest is not None and log.manifest.problems:
        return  # which file it is, is in doubt: see GK703
    for saying in sayings(reading):
        yield from _in_time(saying, log)
        yield from _all_ended(saying, log)
        yield from _nil(saying, held)
        yield from rated(saying, held)
        yield from dated(saying, log)
    yield from counted(reading, held)


def _in_time(saying: Saying, log: LogResult) -> Iterator[Said]:
    """均在3个工作日内答复; 最长2日; 无一超期."""
    if log.window is None or not saying.speaks_of(log):
        return
    words = saying.words
    sure: bool | None = False if log.broken else True if log.proven else None
    counts = log.counts
    shown = Text(
        f"台账 {counts.late} 件超期、{counts.open_overdue} 件逾期未办结",
        f"{counts.late} late and {counts.open_overdue} open and overdue by the log",
    )
    if _NONE_LATE.search(words):
        yield _said("in_time", saying, log, sure, shown)
        return
    for claim in saying.of("window"):
        told = claim.window
        if told is None or told.number is None or told.role != "limit" or told.bound == "over":
            continue
        before = words[: max(0, words.find(told.text))]
        if _LONGEST.search(before[-8:]):
            if told.unit != log.window.unit or log.longest is None:
                continue
            longest = Decimal(str(log.longest))
            whole = told.number.to_integral_value(rounding="ROUND_CEILING")
            yield _said(
                "in_time", saying, log, longest <= whole,
                Text(f"台账最长 {longest.normalize():f}", f"{longest.normalize():f} at the longest by the log"),
            )  # fmt: skip
        elif not _UNIVERSAL.search(words) or _EXCEPTION.search(words):
            continue
        elif told.number == log.window.number and told.unit == log.window.unit:
            yield _said("in_time", saying, log, sure, shown)


def _all_ended(saying: Saying, log: LogResult) -> Iterator[Said]:
    """全部答复: no record may be open past its limit, or, where there is no limit, open at all."""
    if log.kind not in (*_REPLIES, "inspection_log") or not saying.speaks_of(log) or saying.of("window"):
        return
    if not _ALL_ENDED.search(saying.words) or _EXCEPTION.search(saying.words):
        return
    counts = log.counts
    if log.window is not None:
        open_, fault = counts.open_overdue, late_fault(log)
    else:
        ended = next((one.count for one in log.tallies if one.code == "ended"), None)
        if ended is None:
            return
        open_, fault = counts.total - counts.faulty - ended, fault_of("GK201", log, "open")
    agrees: bool | None = False if open_ else None if counts.faulty or counts.undetermined else True
    if log.window is None and not open_ and not counts.faulty:
        agrees = True
    shown = Text(f"台账 {open_} 件未办结", f"{open_} not answered by the log")
    yield Said("open", agrees, (saying.clause,), saying.clause.text, shown, fault, log.window is not None)


def _nil(saying: Saying, held: Held) -> Iterator[Said]:
    """本年度未收到投诉, where the log has some."""
    log = held.log
    if log.kind not in (*_REPLIES, "guide_log"):
        return
    for claim in saying.of("nil"):
        words = claim.span.text
        act = _NIL_ACT.search(words)
        if act is None or _OTHER_NIL.search(saying.words):
            continue
        thing = words[act.end() :] or (act.group() if log.kind == "guide_log" else "")
        if thing and not saying.is_of_the_task(thing):
            continue
        days = saying.period()
        if days is None:
            continue
        came = held.received(days)
        if came is None:
            continue
        sound = came.low > 0 or (came.value > 0 and not log.counts.faulty)
        shown = Text(f"台账有 {came.value} 件", f"{came.value} in the log")
        agrees: bool | None = False if sound else None if came.high else True
        fault = fault_of("GK202" if log.kind == "guide_log" else "GK201", log, "nil")
        yield Said("nil", agrees, (claim.span,), words, shown, fault, sure=saying.names_the_year)


def _said(case: Literal["in_time"], saying: Saying, log: LogResult, agrees: bool | None, shown: Text) -> Said:
    fault = late_fault(log) if log.broken else fault_of("GK201", log, "longest")
    return Said(case, agrees, (saying.clause,), saying.clause.text, shown, fault, sure=True)


def _demands(reading: Reading, logs: Sequence[LogResult], told: set[str]) -> Iterator[Said]:
    """Demands that the report says are met and a log disproves, where no statement was held against it already."""
    for at, answer in enumerate(reading.answers):
        shown = shown_of(logs, at)
        if shown is None or shown.proof != "contradicted" or answer.demand.kind == "window":
            continue
        if answer.status in ("answered", "asserted") and shown.fault not in told:
            spans = (answer.demand.span, *answer.words)
            yield Said("demand", False, spans, answer.found, shown.text, shown.fault, sure=True)


class _Key(NamedTuple):
    case: str
    fault: str


def _together(found: Sequence[Said]) -> tuple[Said, ...]:
    """Statements that one fault disproves, as one with all their words; the others as they are."""
    kept: dict[_Key, Said] = {}
    others: list[Said] = []
    for one in found:
        if one.agrees is not False:
            others.append(one)
            continue
        key = _Key(one.case, one.fault)
        first = kept.get(key)
        if first is None:
            kept[key] = one
            continue
        new = [span for span in one.spans if not _inside(span, first.spans)]
        if new:
            kept[key] = first._replace(
                spans=(*first.spans, *new), said=f"{first.said}；{one.said}", sure=first.sure or one.sure
            )
    return (*kept.values(), *others)


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(one.start <= span.start and span.end <= one.end and one.field == span.field for one in others)
