"""What a log shows of the demands of its task: windows, deadlines, frequencies, rates and least numbers.

Verified is only what the records themselves show. Disproved is only what they surely show otherwise: for something
missing, the manifest must attest that the log holds all of the period. Everything else is attached, and says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from gkcheck.calendar import month_end
from gkcheck.demands import Demand
from gkcheck.language.form import fold
from gkcheck.logs import LogResult, LogShown, Proof
from gkcheck.proving.facts import (
    PARTLY,
    Days,
    covers,
    dates,
    ended,
    fault_of,
    late_fault,
    left_out,
    months,
    narrower,
    percent,
    received,
    tally,
)
from gkcheck.proving.kinds import kinds_for
from gkcheck.reading import Reading
from gkcheck.text import Text

IN_TIME = re.compile("按时|按期|及时|时限|限时|准时|如期")
ANSWERED = re.compile("答复|回复|回应|办结|反馈|办理|处理|处置|整改|销号")
_EACH = re.compile("每[个家名位所类条]|各(?!项|类|种|界|方面)|分别|均")
_ACTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("备案|报备|报送|上报|报.{0,12}(?:局|厅|委|办|部|政府)", ("filed_at",)),
    ("解读", ("interpretation_at",)),
    ("公开|公布|公示|发布|上网", ("published_at",)),
    ("整改|销号", ("fixed_at",)),
    ("召开|举办|开展|组织|培训|访谈|演练", ("held_at",)),
    ("答复|回复|办结|反馈", ("replied_at", "closed_at")),
    ("编制|制定|修订|印发|出台|梳理|建立", ("made_at", "formed_at")),
)
"""Words of a dated duty, and the columns of which one must tell when it was done."""
_PRODUCTS = re.compile("清单|目录|报告|方案|制度|指南|标准|办法|规程|规划|计划|通知|台账|图|手册")
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def shown(reading: Reading, logs: Sequence[LogResult]) -> tuple[LogResult, ...]:
    """The logs of a task, each with what it shows of the task's demands."""
    period = period_of(reading)
    found: list[list[LogShown]] = [[*_of_log(reading, log, period)] for log in logs]
    several = {
        demand.demand: sum(any(one.demand == demand.demand for one in own) for own in found)
        for own in found
        for demand in own
    }
    verified = {one.demand for own in found for one in own if one.proof == "verified"}
    windows = {log.demand for log in logs}
    kept: list[LogResult] = []
    for log, own in zip(logs, found, strict=True):
        told = []
        for one in own:
            if one.demand not in windows and several[one.demand] > 1 and one.proof != "verified":
                if one.demand in verified:
                    continue
                part = one.model_copy(
                    update={"proof": "attached", "fault": ""}
                )  # each log has part of the records
                told.append(part)
            else:
                told.append(one)
        kept.append(log.model_copy(update={"shown": tuple(told)}))
    return tuple(kept)


def period_of(reading: Reading) -> Days:
    """The days that a report speaks of: the reporting year up to the day of assessment, or up to the day it names."""
    year = reading.year or reading.as_of.year
    last = min(reading.as_of, date(year, 12, 31))
    told = (claim.date for claim in reading.claims if claim.date is not None)
    until = [one.last for one in told if one.relation == "until" and one.last is not None]
    last = min([last, *(day for day in until if day >= date(year, 1, 1))])
    return Days(date(year, 1, 1), max(last, date(year, 1, 1)))


def _of_log(reading: Reading, log: LogResult, period: Days) -> Iterator[LogShown]:
    for at, demand in enumerate(reading.demands):
        if at == log.demand:
            yield _window(at, log, period)
        elif demand.kind != "window" and (
            log.kind in kinds_for(demand, reading.task.title) or _same_thing(demand, reading, log)
        ):
            found = _other(at, demand, reading, log, period)
            if found is not None:
                yield found


def _same_thing(demand: Demand, reading: Reading, log: LogResult) -> bool:
    """Whether a deadline for publishing is that of the list whose log this is: it names no other document."""
    if demand.kind != "deadline" or log.kind != "list_log" or dates(log, "published_at") is None:
        return False
    listed = [one.clause.text for one in reading.demands if "list_log" in kinds_for(one, reading.task.title)]
    named = set(_PRODUCTS.findall(demand.clause.text))
    return bool(listed) and named <= set(_PRODUCTS.findall("，".join([reading.task.title, *listed])))


def _window(at: int, log: LogResult, period: Days) -> LogShown:
    counts = log.counts
    if log.broken:
        late = counts.late + counts.open_overdue
        text = Text(f"台账 {late} 件超期或逾期未办结", f"{late} late, or open and overdue")
        return LogShown(demand=at, proof="contradicted", text=text, fault=late_fault(log))
    if log.proven:
        if narrower(log, period):
            return LogShown(demand=at, proof="attached", text=PARTLY)
        text = Text(f"台账核实 {counts.on_time} 件全部按时", f"the log shows all {counts.on_time} in time")
        return LogShown(demand=at, proof="verified", text=text)
    text = Text(
        f"台账未见超期，但有 {counts.undetermined} 件无法判定、{counts.faulty} 件数据有误，或来源与说明不符",
        f"nothing late, but {counts.undetermined} undetermined, {counts.faulty} faulty, or at odds with its manifest",
    )
    return LogShown(demand=at, proof="attached", text=text)


def _other(at: int, demand: Demand, reading: Reading, log: LogResult, period: Days) -> LogShown | None:
    if log.manifest is not None and log.manifest.problems:
        text = Text("台账与说明文件不符", "the log differs from its manifest")
        return LogShown(demand=at, proof="attached", text=text)
    if demand.kind in ("rate", "universal"):
        return _rate(at, demand, log, period)
    if demand.kind == "frequency":
        return _frequency(at, demand, log, period)
    if demand.kind == "count":
        return _count(at, demand, log, period)
    return _deadline(at, demand, reading, log) if demand.kind == "deadline" else None


def _attached(at: int, zh: str, en: str) -> LogShown:
    return LogShown(demand=at, proof="attached", text=Text(zh, en))


def _sure(log: LogResult) -> bool:
    """Whether no record is left in doubt, other than test rows and rows that come twice."""
    return log.counts.faulty <= _harmless(log)


def _harmless(log: LogResult) -> int:
    return sum(one.count for one in log.faults if one.code in ("test", "duplicate"))


# --- shares


def _rate(at: int, demand: Demand, log: LogResult, period: Days) -> LogShown | None:
    asked = demand.rate
    if asked is not None and (asked.change or asked.bound in ("at_most", "under")):
        return _attached(at, "台账不能说明这一比例", "the log cannot show this share")
    least = float(asked.value) if asked is not None else 100.0
    words = fold(demand.clause.text)
    if IN_TIME.search(words):
        return _in_time(at, least, log, period)
    came = received(log)
    done = tally(log, "public") if log.kind == "proposal_log" and "公开" in words else None
    if done is None and (ANSWERED.search(words) or log.kind == "publication_log"):
        done = tally(log, "ended")
    if done is None or not came.value:
        return _attached(at, "台账没有这一比例的分子或分母", "the log has no numerator or denominator of it")
    below = came.value - left_out(log, "withdrawn", "open_not_due", "paused")
    share = min(100.0, 100 * done / below) if below else 100.0
    told = Text(f"台账 {done}/{below} = {percent(share)}", f"{done}/{below} = {percent(share)} by the log")
    if share >= least and done:
        proof: Proof = "verified" if _sure(log) and not narrower(log, period) else "attached"
        return LogShown(demand=at, proof=proof, text=told)
    if asked is None or asked.softened or log.counts.open_overdue == 0 or not _sure(log):
        return LogShown(demand=at, proof="attached", text=told)
    return LogShown(demand=at, proof="contradicted", text=told, fault=late_fault(log))


def _in_time(at: int, least: float, log: LogResult, period: Days) -> LogShown:
    rate = log.rate
    if log.window is None or rate is None or rate.percent is None:
        return _attached(at, "台账没有时限可对照，看不出按时率", "no window to hold the log against")
    told = Text(
        f"台账按时率 {rate.numerator}/{rate.denominator} = {percent(rate.percent)}",
        f"in time {rate.numerator}/{rate.denominator} = {percent(rate.percent)} by the log",
    )
    counts = log.counts
    doubtful = counts.undetermined - left_out(log, "withdrawn") + counts.faulty - _harmless(log)
    if rate.percent >= least and not doubtful:
        proof: Proof = "attached" if narrower(log, period) else "verified"
        return LogShown(demand=at, proof=proof, text=told)
    if rate.percent < least and 100 * (counts.on_time + doubtful) / (rate.denominator + doubtful) < least:
        return LogShown(demand=at, proof="contradicted", text=told, fault=late_fault(log))
    return LogShown(demand=at, proof="attached", text=told)


# --- how often, how many


def _frequency(at: int, demand: Demand, log: LogResult, period: Days) -> LogShown:
    asked = demand.frequency
    if asked is None or asked.period not in _MONTHS or _EACH.search(fold(demand.clause.text)[:40]):
        return _attached(
            at, "台账不能逐期核对这一频次", "the log cannot show this frequency, period by period"
        )
    times, span = asked.times or 1, _MONTHS[asked.period] * max(1, asked.every)
    if span > 12 or 12 % span or (log.kind == "inspection_log" and times > 1):
        return _attached(
            at, "台账不能逐期核对这一频次", "the log cannot show this frequency, period by period"
        )
    by_month = months(log, by_end=log.kind == "publication_log")
    year = period.first.year
    counts: list[int] = []
    for first in range(1, 13, span):
        if span == 12 or month_end(year, first + span - 1) <= period.last:
            counts.append(sum(by_month.get((year, month), 0) for month in range(first, first + span)))
    if not counts:
        return _attached(at, "还没有一期届满", "no period has ended yet")
    short = sum(1 for count in counts if count < times)
    total = sum(counts)
    if not short:
        text = Text(
            f"台账 {total} 次，应有的 {len(counts)} 期每期不少于 {times} 次",
            f"{total} by the log, at least {times} in each of {len(counts)} periods",
        )
        return LogShown(demand=at, proof="verified", text=text)
    text = Text(
        f"台账 {total} 次，{len(counts)} 期中 {short} 期不足 {times} 次",
        f"{total} by the log; {short} of {len(counts)} periods have fewer than {times}",
    )
    if span == 12 and period.last < date(year, 12, 31):
        return LogShown(demand=at, proof="attached", text=text)  # the year is not over
    return _short(at, text, "GK204", log, period)


def _count(at: int, demand: Demand, log: LogResult, period: Days) -> LogShown:
    asked = demand.count
    if (
        asked is None
        or asked.bound not in ("at_least", "over", "exact")
        or log.kind == "inspection_log"
        or _EACH.search(fold(demand.clause.text).partition(fold(asked.text))[0][-16:])
    ):
        return _attached(at, "台账不能说明这一数量", "the log cannot show this number")
    done = ended(log) or received(log)
    text = Text(
        f"台账 {done.value}，应不少于 {asked.value.normalize():f}",
        f"{done.value} by the log, at least {asked.value.normalize():f} asked",
    )
    if Decimal(done.value) >= asked.value:
        return LogShown(demand=at, proof="verified", text=text)
    return _short(at, text, "GK302", log, period)


def _short(at: int, text: Text, rule: str, log: LogResult, period: Days) -> LogShown:
    """Too few: disproved only where the log is attested to hold all there was, and each record is sound."""
    if covers(log, period) and _sure(log) and log.kind != "inspection_log":
        return LogShown(demand=at, proof="contradicted", text=text, fault=fault_of(rule, log, str(at)))
    return LogShown(demand=at, proof="attached", text=text)


# --- dates


def _deadline(at: int, demand: Demand, reading: Reading, log: LogResult) -> LogShown:
    limit = demand.deadline.last if demand.deadline else None
    columns = _columns(demand, reading)
    held = [
        next((found for name in names if (found := dates(log, name)) is not None), None) for names in columns
    ]
    if limit is None or not held or any(one is None for one in held):
        return _attached(at, "台账没有这项工作的日期列", "the log has no column of dates for this")
    rivals = [
        one
        for one in reading.demands
        if one.kind == "deadline" and one.deadline and one.deadline.last != limit
        if set(_columns(one, reading)) & set(columns)
    ]
    if rivals:
        return _attached(at, "台账分不清是哪一项期限的", "which deadline a record belongs to cannot be told")
    told = [one for one in held if one is not None]
    due = limit.isoformat()
    if not _sure(log) or not all(one.filled for one in told):
        return _attached(at, "台账没有日期，或有数据有误", "the log has no date, or faulty records")
    last = max(one.last[:10] for one in told)
    if last <= due and not any(one.blank for one in told):
        text = Text(f"台账最晚 {last}，不晚于 {due}", f"{last} at the latest, not after {due}")
        return LogShown(demand=at, proof="verified", text=text)
    left = sum(one.blank for one in told)
    if left and log.cut_off > due and re.search("全部|所有|均", demand.clause.text):
        text = Text(f"台账 {left} 项到 {log.cut_off} 没有日期", f"{left} without a date by {log.cut_off}")
        return LogShown(demand=at, proof="contradicted", text=text, fault=fault_of("GK203", log, str(at)))
    late = [one for one in told if one.first[:10] > due]
    text = Text(f"台账最晚 {last}，期限 {due}", f"{last} at the latest; due {due}")
    if late:
        text = Text(
            f"台账“{late[0].text.zh}”最早 {late[0].first[:10]}，期限 {due}",
            f"“{late[0].text.en}” {late[0].first[:10]} at the earliest; due {due}",
        )
        return LogShown(demand=at, proof="contradicted", text=text, fault=fault_of("GK203", log, str(at)))
    return LogShown(demand=at, proof="attached", text=text)


def _columns(demand: Demand, reading: Reading) -> tuple[tuple[str, ...], ...]:
    """For each act that a deadline limits, the columns that could tell its day; its sentence up to the next deadline."""
    begin = demand.clause.start
    if demand.clause.field != "requirement":
        return ()
    text = reading.task.requirement
    stop = re.search("[。；！？\n]", text[begin : begin + 400])
    end = begin + (stop.start() if stop else 400)
    later = [
        one.span.start
        for one in reading.demands
        if one.kind == "deadline" and one.span.field == "requirement" and one.span.start > demand.span.start
    ]
    words = without_names(fold(text[begin : min([end, *later])]))
    return tuple(columns for pattern, columns in _ACTS if re.search(pattern, words))


def without_names(words: str) -> str:
    """Words without 政务公开 and the like, which name a field of work and no act."""
    return re.sub("(?:政务|信息|预算|决算|预决算|财务|党务|村务|厂务)公开", " ", words)
