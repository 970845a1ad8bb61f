"""When a time limit ends, in working days, natural days, hours, weeks, months or years; each step explained.

The articles are those of the Civil Code (民法典, in force 2021-01-01); the same numbers stood in 民法总则
from 2017-10-01, and 民法通则第一百五十四条 before. They are rules of civil law and reach administrative
periods by analogy, which is why every sentence says 参照. Working days for licences, penalties and reviews
are statutory (行政许可法第八十二条, 行政处罚法第八十五条, 行政复议法第八十八条).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Literal, NamedTuple

from gkcheck.calendar.days import Calendar, Day
from gkcheck.calendar.periods import month_end
from gkcheck.text import Text

Unit = Literal["working_day", "day", "natural_day", "hour", "minute", "week", "month", "year"]
UNIT_TEXT: dict[Unit, Text] = {
    "working_day": Text("个工作日", "working days"),
    "day": Text("日", "days"),
    "natural_day": Text("个自然日", "natural days"),
    "hour": Text("小时", "hours"),
    "minute": Text("分钟", "minutes"),
    "week": Text("周", "weeks"),
    "month": Text("个月", "months"),
    "year": Text("年", "years"),
}
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""One zone, and no summer time since 1991: a fixed offset needs no zone database."""


class Stop(NamedTuple):
    """Days that do not count, both ends included: 补正, 征求第三方意见, each with its reason."""

    first: date
    last: date
    reason: Text


class Due(NamedTuple):
    """When a limit ends. `on` is the last day in time, `at` the last moment of a limit in hours or minutes.

    `nominal` is the last day before the roll-over; it may be known where `on` is not. When the end cannot be
    said, `on` and `at` are None and `undetermined` says why.
    """

    calendar: Calendar
    start: date | datetime
    number: int
    unit: Unit
    on: date | None = None
    at: datetime | None = None
    nominal: date | None = None
    undetermined: Text | None = None
    count_start_day: bool = False
    roll_over: bool = True
    receipt_rollover: bool = False
    stops: tuple[Stop, ...] = ()

    def in_time(self, done: date | datetime, *, inclusive: bool = True) -> bool | None:
        """Whether `done` is in time: 以内, 不超过, 届满 include the end (民法典第一千二百五十九条).

        The day of the start counts as in time. `inclusive=False` is for 不满. None when the end is not known,
        when `done` lies before the start (a fault of the data, not a good mark), and when an hour limit would
        need a time of day that is not given.
        """
        if self.at is not None:
            return self._in_time_to_the_moment(self.at, done, inclusive)
        if self.on is None:
            return None
        finished = local_date(done)
        if finished < local_date(self.start):
            return None
        return finished <= self.on if inclusive else finished < self.on

    def _in_time_to_the_moment(self, at: datetime, done: date | datetime, inclusive: bool) -> bool | None:
        if isinstance(done, datetime):
            moment = local_time(done)
            if isinstance(self.start, datetime) and moment < local_time(self.start):
                return None
            return moment <= at if inclusive else moment < at
        if done < local_date(self.start) or done == at.date():
            return None
        return done < at.date()

    def extended(self, number: int, *, decided: date | None) -> Due | None:
        """The limit with `number` more units, if a decision is recorded and was made inside the first one.

        None when it was not: the first limit then stands.
        """
        if self.on is None or decided is None or not local_date(self.start) <= decided <= self.on:
            return None
        return due(
            self.calendar,
            self.start,
            self.number + number,
            self.unit,
            count_start_day=self.count_start_day,
            roll_over=self.roll_over,
            receipt_rollover=self.receipt_rollover,
            stops=self.stops,
        )

    @property
    def skipped(self) -> tuple[Day, ...]:
        """The days that did not count or over which the end was moved, in order (none for hours)."""
        if self.on is None or self.at is not None:
            return ()
        low = self.counted_from.toordinal() + 1
        if self.unit != "working_day":
            low = self.nominal.toordinal() if self.nominal else low
        days = (self.calendar.day(date.fromordinal(one)) for one in range(low, self.on.toordinal()))
        return tuple(day for day in days if day.working is False)

    @property
    def steps(self) -> tuple[Text, ...]:
        """How it was counted: the start, each run of days left out or worked on a weekend, the end."""
        from gkcheck.calendar.steps import steps

        return steps(self)

    @property
    def counted_from(self) -> date:
        """Day 0: the day before the first counted one."""
        first = local_date(self.start)
        if self.receipt_rollover:
            first = self.calendar.on_or_after(first) or first
        return first - timedelta(days=1) if self.count_start_day else first


def due(
    calendar: Calendar,
    start: date | datetime,
    number: int,
    unit: Unit,
    *,
    count_start_day: bool = False,
    roll_over: bool = True,
    receipt_rollover: bool = False,
    stops: Sequence[Stop] = (),
) -> Due:
    """When a limit of `number` units that runs from `start` ends; never raises for a date, never guesses.

    - The start day is not counted (民法典第二百零一条第一款) unless `count_start_day`; hours and minutes run
      from the moment (第二款), through nights and holidays, and need a time of day.
    - Months and years end on the day of the same number, else at the end of the month (第二百零二条).
    - A last day that is a day of rest moves to the first working day after it (第二百零三条), unless
      `roll_over` is False, as for a plan's own date. Working days never end on a day of rest. `day` is a
      natural day; where the law says that its days are working days, ask for `working_day`.
    - `receipt_rollover` books what came in on a day of rest on the next working day (off by default: art. 31
      of 政府信息公开条例 takes the day itself). Days inside `stops` do not count.

    A naive datetime is Asia/Shanghai. Raises ValueError only for a negative `number` or an unknown unit.
    """
    if number < 0 or unit not in UNIT_TEXT:
        raise ValueError(f"not a time limit: {number} {unit}")
    asked = Due(
        calendar,
        start,
        number,
        unit,
        count_start_day=count_start_day,
        roll_over=roll_over,
        receipt_rollover=receipt_rollover,
        stops=tuple(stops),
    )
    try:
        if unit in ("hour", "minute"):
            return _by_the_clock(asked)
        return _by_the_day(asked)
    except (OverflowError, ValueError):  # beyond the year 9999
        beyond = Text("期限超出可计算的日期", "the limit lies beyond the dates one can write")
        return asked._replace(undetermined=beyond)


def local_date(moment: date | datetime) -> date:
    """The date in China of a date or a moment; a naive moment is taken as it stands."""
    return local_time(moment).date() if isinstance(moment, datetime) else moment


def local_time(moment: datetime) -> datetime:
    """A moment in China's time; a naive one is taken to be so already."""
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)


def _by_the_clock(asked: Due) -> Due:
    if not isinstance(asked.start, datetime):
        return asked._replace(
            undetermined=Text(
                "按小时、分钟计的期限要有起算的时刻，只有日期不能推算",
                "a limit in hours or minutes needs the time of day it runs from; a date alone is not enough",
            )
        )
    if asked.stops:
        return asked._replace(
            undetermined=Text(
                "按小时、分钟计的期限不能按日扣除中止的时间",
                "a stop given in days cannot be taken out of a limit in hours or minutes",
            )
        )
    length = timedelta(hours=asked.number) if asked.unit == "hour" else timedelta(minutes=asked.number)
    at = local_time(asked.start) + length
    return asked._replace(at=at, on=at.date(), nominal=at.date())


def _by_the_day(asked: Due) -> Due:
    calendar, first = asked.calendar, local_date(asked.start)
    if asked.receipt_rollover:
        moved = calendar.on_or_after(first)
        if moved is None:
            return asked._replace(undetermined=calendar.unknown)
        first = moved
    if asked.unit == "working_day":
        on = _working_days(asked, first)
        return asked._replace(on=on, nominal=on, undetermined=None if on else calendar.unknown)
    nominal = _past_stops(asked, first, _natural_end(asked, first))
    if not asked.roll_over or asked.number == 0:
        return asked._replace(on=nominal, nominal=nominal)
    on = calendar.on_or_after(nominal)
    return asked._replace(on=on, nominal=nominal, undetermined=None if on else calendar.unknown)


def _working_days(asked: Due, first: date) -> date | None:
    if not asked.stops:
        return asked.calendar.add_working_days(first, asked.number, count_start_day=asked.count_start_day)
    day, left = first - timedelta(days=1 if asked.count_start_day else 0), asked.number
    while left:
        day += timedelta(days=1)
        working = asked.calendar.is_working(day)
        if working is None:
            return None
        left -= working and not _stopped(asked, day)
    return day


def _natural_end(asked: Due, first: date) -> date:
    """The last day of a limit in natural days, weeks, months or years, before stops and roll-over."""
    if asked.number == 0:
        return first
    counted = 1 if asked.count_start_day else 0
    if asked.unit in ("day", "natural_day", "week"):
        days = asked.number * (7 if asked.unit == "week" else 1)
        return first + timedelta(days=days - counted)
    months = asked.number * (12 if asked.unit == "year" else 1) + first.month - 1
    year, month = first.year + months // 12, months % 12 + 1
    last = month_end(year, month)
    if first.day > last.day:
        return last  # 31 January and one month: the month has no such day, so its end (art. 202)
    return last.replace(day=first.day) - timedelta(days=counted)


def _past_stops(asked: Due, first: date, nominal: date) -> date:
    """The end moved on by every stopped day inside the limit, those reached by the move included."""
    if not asked.stops:
        return nominal
    day, counted = first - timedelta(days=1 if asked.count_start_day else 0), 0
    days = (nominal - day).days
    while counted < days:
        day += timedelta(days=1)
        counted += not _stopped(asked, day)
    return day


def _stopped(asked: Due, day: date) -> bool:
    return any(stop.first <= day <= stop.last for stop in asked.stops)
