"""The counting of a time limit in sentences: from where, which days were left out and why, to where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from gkcheck.calendar.counting import UNIT_TEXT, Due, Stop, local_date, local_time
from gkcheck.calendar.days import WEEKDAYS, Calendar, Notice
from gkcheck.text import Text


def steps(due: Due) -> tuple[Text, ...]:
    """Every step of the counting, in order; the last one says the end, or why there is none."""
    return tuple(_steps(due))


def date_text(calendar: Calendar, day: date) -> Text:
    """2018-09-29（星期六，国庆节调休上班，国办发明电〔2017〕12号）; an unknown day with its weekday alone."""
    known = calendar.day(day)
    zh, en = known.reason.zh, known.reason.en
    if known.working is None:
        zh, en = WEEKDAYS[day.weekday()].zh, WEEKDAYS[day.weekday()].en
    elif known.notice is not None and known.notice.number:
        zh, en = f"{zh}，{known.notice.number}", f"{en}, {known.notice.number}"
    return Text(f"{day:%Y-%m-%d}（{zh}）", f"{day:%Y-%m-%d} ({en})")


def _steps(due: Due) -> Iterator[Text]:
    yield from _start(due)
    if due.undetermined is not None:
        yield Text(f"无法判定：{due.undetermined.zh}", f"undetermined: {due.undetermined.en}")
        return
    if due.on is None or due.nominal is None:
        return
    unit = UNIT_TEXT[due.unit]
    if due.at is not None:
        yield Text(f"截至{due.at:%Y-%m-%d %H:%M}", f"ends at {due.at:%Y-%m-%d %H:%M}")
        return
    if due.unit == "working_day":
        one = timedelta(days=1)
        yield from map(_counted, runs(due.calendar, due.counted_from + one, due.on - one, due.stops))
        end = date_text(due.calendar, due.on)
        yield Text(f"第{due.number}{unit.zh}：{end.zh}", f"working day {due.number}: {end.en}")
        return
    for stop in due.stops:
        yield _counted(Run(stop.first, stop.last, stop.reason, False, None))
    end = date_text(due.calendar, due.nominal)
    basis = _article(due, "month") if due.unit in ("month", "year") else None
    yield _cited(Text(f"满{due.number}{unit.zh}：{end.zh}", f"after {due.number} {unit.en}: {end.en}"), basis)
    if due.on != due.nominal:
        for run in runs(due.calendar, due.nominal, due.on - timedelta(days=1)):
            yield Text(f"{run.days}（{run.why.zh}）是休息日", f"{run.days} ({run.why.en}): rest")
        end = date_text(due.calendar, due.on)
        moved = Text(f"最后一日是休息日，顺延至{end.zh}", f"the last day is a day of rest: moved to {end.en}")
        yield _cited(moved, _article(due, "rest"))


def _start(due: Due) -> Iterator[Text]:
    first = local_date(due.start)
    if due.unit in ("hour", "minute"):
        if isinstance(due.start, datetime):
            moment, unit = local_time(due.start), UNIT_TEXT[due.unit]
            yield _cited(
                Text(
                    f"自{moment:%Y-%m-%d %H:%M}起{due.number}{unit.zh}，夜间和休息日不扣除",
                    f"{due.number} {unit.en} from {moment:%Y-%m-%d %H:%M}, nights and days of rest included",
                ),
                _article(due, "start"),
            )
        return
    if due.receipt_rollover and due.counted_from + timedelta(days=due.count_start_day) != first:
        came, first = date_text(due.calendar, first), due.counted_from + timedelta(days=due.count_start_day)
        yield Text(
            f"{came.zh}收到，按下一工作日收到计", f"received on {came.en}, so booked on the next working day"
        )
    day = date_text(due.calendar, first)
    if due.count_start_day:
        yield Text(f"自{day.zh}起算，当日计入", f"from {day.en}, that day included")
    else:
        started = Text(f"自{day.zh}起算，当日不计入", f"from {day.en}, that day not included")
        yield _cited(started, _article(due, "start"))


class Run(NamedTuple):
    """Neighbouring days with one reason: left out, or weekend days worked (`counted`); both ends included.

    `notice` is None for a plain weekend and for a stop.
    """

    first: date
    last: date
    why: Text
    counted: bool
    notice: Notice | None

    @property
    def days(self) -> str:
        """2018-10-01～10-07, or one date; GBK has all of it."""
        return f"{self.first}" if self.first == self.last else f"{self.first}～{self.last:%m-%d}"


def runs(calendar: Calendar, first: date, last: date, stops: Sequence[Stop] = ()) -> Iterator[Run]:
    """The days from `first` to `last` worth a word: days of rest, stopped days, and weekend days worked."""
    run: Run | None = None
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        found = _worth_a_word(calendar, date.fromordinal(ordinal), stops)
        if run is not None and found is not None and found[2:] == run[2:]:
            run = run._replace(last=found.last)
            continue
        if run is not None:
            yield run
        run = found
    if run is not None:
        yield run


def _worth_a_word(calendar: Calendar, day: date, stops: Sequence[Stop]) -> Run | None:
    for stop in stops:
        if stop.first <= day <= stop.last:
            return Run(day, day, stop.reason, False, None)
    found = calendar.exceptions.get(day.toordinal())
    if found is None:
        return None if calendar.is_working(day) else Run(day, day, Text("周末", "weekend"), False, None)
    if found.festival is None:
        zh, en = ("按所给安排上班", "worked") if found.working else ("按所给安排休息", "off")
    else:
        zh = f"{found.festival.zh}{'调休上班' if found.working else '放假'}"
        en = f"{'worked in exchange' if found.working else 'off'} for {found.festival.en}"
    why = Text(f"{zh}，{found.notice.short}", f"{en}, {found.notice.short}")
    return Run(day, day, why, found.working, found.notice)


def _counted(run: Run) -> Text:
    zh, en = ("计入", "counted") if run.counted else ("不计", "not counted")
    return Text(f"{run.days}（{run.why.zh}）{zh}", f"{run.days} ({run.why.en}) {en}")


def _article(due: Due, what: str) -> Text:
    """The article in force on the day of the start. 民法通则 had one for all, and none on months."""
    number = {"start": 201, "month": 202, "rest": 203}[what]
    zh = {"start": "第二百零一条", "month": "第二百零二条", "rest": "第二百零三条"}[what]
    begun = local_date(due.start)
    if begun >= date(2021, 1, 1) or (what == "month" and begun < date(2017, 10, 1)):
        return Text(f"《民法典》{zh}", f"Civil Code art. {number}")
    if begun >= date(2017, 10, 1):
        return Text(f"《民法总则》{zh}", f"General Provisions of the Civil Law art. {number}")
    return Text("《民法通则》第一百五十四条", "General Principles of the Civil Law art. 154")


def _cited(text: Text, basis: Text | None) -> Text:
    if basis is None:
        return text
    return Text(f"{text.zh}（参照{basis.zh}）", f"{text.en} (cf. {basis.en})")
