"""Which days are worked, and the notice each exception comes from: Calendar, Day, Notice.

A working day is Monday to Friday unless a State Council notice declares it off, and a Saturday or Sunday
that a notice declares worked (调休上班). Outside the years with a notice nothing is known or guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gkcheck.calendar.counting import Due, Stop, Unit

WEEKDAYS = (
    Text("星期一", "Monday"),
    Text("星期二", "Tuesday"),
    Text("星期三", "Wednesday"),
    Text("星期四", "Thursday"),
    Text("星期五", "Friday"),
    Text("星期六", "Saturday"),
    Text("星期日", "Sunday"),
)


class Notice(NamedTuple):
    """What a day off or a working weekend rests on.

    `number` is the document number (国办发明电〔2017〕12号), `date` the day of signature; a local override
    has only its source, as `title`.
    """

    number: str
    title: str
    date: date | None = None
    url: str = ""

    @property
    def cited(self) -> str:
        """How the notice is named in a sentence: 文号《标题》, or the bare source of an override."""
        return f"{self.number}《{self.title}》" if self.number else self.title

    @property
    def short(self) -> str:
        """The document number, else the title."""
        return self.number or self.title


class Arrangement(NamedTuple):
    """What a notice says of one day: worked or off, and for which festival ("" for a local override)."""

    working: bool
    festival: Text | None
    notice: Notice


class Day(NamedTuple):
    """One day: `working` is None when the calendar does not know; `reason` says why, `notice` where."""

    date: date
    working: bool | None
    reason: Text
    notice: Notice | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Calendar:
    """The working days from `first` to `last`; `exceptions` maps a day's ordinal to what its notice says."""

    first: date
    last: date
    exceptions: Mapping[int, Arrangement]

    def __repr__(self) -> str:
        return f"Calendar({self.first}..{self.last}, {len(self.exceptions)} exceptions)"

    def day(self, day: date) -> Day:
        """What is known of one day, in words."""
        plain = date(day.year, day.month, day.day)
        weekday = WEEKDAYS[plain.weekday()]
        found = self.exceptions.get(plain.toordinal())
        if found is not None:
            return Day(plain, found.working, _said(weekday, found), found.notice)
        working = self._works(plain.toordinal())
        if working is None:
            return Day(plain, None, self.unknown, None)
        if working:
            reason = Text(f"{weekday.zh}，工作日", f"{weekday.en}, a working day")
        else:
            reason = Text(f"{weekday.zh}，休息日", f"{weekday.en}, a day of rest")
        if plain >= date(self.last.year, 12, 29):
            # no notice has ever reached further back into the year before its own than 29 December
            reason = Text(
                f"{reason.zh}（下一年的放假通知未收录，年末几天可能另有安排）",
                f"{reason.en} (next year's notice, not known here, may still change the end of the year)",
            )
        return Day(plain, working, reason, None)

    def is_working(self, day: date) -> bool | None:
        """Whether a day is worked; None where the calendar does not know."""
        return self._works(day.toordinal())

    def on_or_after(self, day: date) -> date | None:
        """The first working day from `day` on, `day` included; None where the calendar does not know."""
        ordinal = day.toordinal()
        while (working := self._works(ordinal)) is not None:
            if working:
                return date.fromordinal(ordinal)
            ordinal += 1
        return None

    def add_working_days(self, start: date, number: int, *, count_start_day: bool = False) -> date | None:
        """The `number`-th working day after `start` (before it, when negative); `start` itself for 0.

        The start day does not count unless `count_start_day` (民法典第二百零一条). None when a day on the way
        is not known.
        """
        if number == 0:
            return date(start.year, start.month, start.day)
        step = 1 if number > 0 else -1
        ordinal = start.toordinal() - (step if count_start_day else 0)
        left = abs(number)
        while left:
            ordinal += step
            working = self._works(ordinal)
            if working is None:
                return None
            left -= working
        return date.fromordinal(ordinal)

    def working_days_between(self, start: date, end: date, *, count_start_day: bool = False) -> int | None:
        """How many working days pass from `start` to `end`: `start` does not count, `end` does.

        The inverse of `add_working_days`; negative when `end` is the earlier one. None when a day on the way
        is not known.
        """
        low, high = start.toordinal(), end.toordinal()
        step = 1 if high >= low else -1
        total = 0
        for ordinal in range(low if count_start_day else low + step, high + step, step):
            working = self._works(ordinal)
            if working is None:
                return None
            total += working
        return step * total

    def due(
        self,
        start: date | datetime,
        number: int,
        unit: Unit,
        *,
        count_start_day: bool = False,
        roll_over: bool = True,
        receipt_rollover: bool = False,
        stops: Sequence[Stop] = (),
    ) -> Due:
        """When a time limit that runs from `start` ends: see `gkcheck.calendar.counting.due`."""
        from gkcheck.calendar.counting import due

        return due(
            self,
            start,
            number,
            unit,
            count_start_day=count_start_day,
            roll_over=roll_over,
            receipt_rollover=receipt_rollover,
            stops=stops,
        )

    def with_overrides(
        self, *, extra_off: Mapping[date, str] | None = None, extra_work: Mapping[date, str] | None = None
    ) -> Calendar:
        """The same calendar with local days off (a typhoon stop) and working days, each with its source.

        A day outside the known years becomes known alone. Raises ConfigError for a day without a source and
        for one that is in both.
        """
        off, work = dict(extra_off or {}), dict(extra_work or {})
        for day in sorted({*off, *work}):
            if day in off and day in work:
                raise _refused(day, Text("既列为休息日又列为工作日", "is listed both as off and as worked"))
            if not (off.get(day) or work.get(day) or "").strip():
                raise _refused(day, Text("没有写明来源", "has no source"))
        merged = dict(self.exceptions)
        for working, days in ((False, off), (True, work)):
            for day, source in days.items():
                merged[day.toordinal()] = Arrangement(working, None, Notice("", source.strip()))
        return replace(self, exceptions=merged)

    @property
    def unknown(self) -> Text:
        """Why a day outside the known years cannot be judged."""
        return Text(
            f"放假安排只收录{self.first:%Y-%m-%d}至{self.last:%Y-%m-%d}，此外的日期不推测",
            f"arrangements are known from {self.first:%Y-%m-%d} to {self.last:%Y-%m-%d}; nothing is guessed",
        )

    def _works(self, ordinal: int) -> bool | None:
        found = self.exceptions.get(ordinal)
        if found is not None:
            return found.working
        if not self.first.toordinal() <= ordinal <= self.last.toordinal():
            return None
        return (ordinal - 1) % 7 < 5  # ordinal 1 was a Monday


def _said(weekday: Text, found: Arrangement) -> Text:
    source = found.notice.short
    if found.festival is None:
        zh, en = ("按所给安排上班", "worked by local arrangement")
        if not found.working:
            zh, en = ("按所给安排休息", "off by local arrangement")
        return Text(f"{weekday.zh}，{zh}（{source}）", f"{weekday.en}, {en} ({source})")
    name = found.festival
    if found.working:
        return Text(f"{weekday.zh}，{name.zh}调休上班", f"{weekday.en}, worked in exchange for {name.en}")
    return Text(f"{weekday.zh}，{name.zh}放假", f"{weekday.en}, off for {name.en}")


def _refused(day: date, text: Text) -> Exception:
    from gkcheck.errors import ConfigError

    where = Text(f"日历中的{day:%Y-%m-%d}{text.zh}", f"calendar day {day:%Y-%m-%d} {text.en}")
    return ConfigError(where, key="calendar")
