"""The limit that records are held against: of a requirement, of the auditor, or of the law on the day of the event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from gkcheck.calendar import Calendar, Unit, limit_on, limits
from gkcheck.calendar.counting import UNIT_TEXT
from gkcheck.errors import UsageError
from gkcheck.evidence.moments import Moment
from gkcheck.language.personal import mask_personal
from gkcheck.language.windows import Window, find_windows
from gkcheck.logs import LogWindow
from gkcheck.text import Text

BY_THE_CLOCK = ("hour", "minute")


class Limit(NamedTuple):
    """So many units from an event; or, where `duty` is set, what the law says of it on the day of each event."""

    number: int
    unit: Unit
    text: str
    trigger: str = ""
    source: str = "binding"
    duty: str = ""


class Counting(NamedTuple):
    """How days are counted; the defaults are those of the law."""

    count_start_day: bool = False
    roll_over: bool = True
    receipt_rollover: bool = False


class Rule(NamedTuple):
    """What holds for an event on one day: the limit, and the longest that an extension may make it (None: no bound)."""

    number: int
    unit: Unit
    extended_to: int | None = None


def limit_of(window: Window, source: str = "requirement") -> Limit | None:
    """The limit a window of a requirement sets; None for one that no day can be counted by (half an hour is 30 minutes)."""
    number, unit = window.number, window.unit
    if number is None or window.approximate:
        return None
    if unit == "hour" and number != int(number):
        number, unit = number * 60, "minute"
    if unit == "year" and number != int(number):
        number, unit = number * 12, "month"
    if number != int(number) or not 0 <= number <= Decimal(10_000):
        return None
    return Limit(int(number), unit, window.text, window.trigger, source)


def limit_of_words(words: str, trigger: str = "") -> Limit:
    """The limit in the words of an auditor (2个工作日, 自受理之日起5日内). Raises UsageError for what sets none."""
    limit = None
    for phrase in (words, f"{words.strip()}内"):  # 20日 by itself may be a date; the auditor means a length
        found = find_windows(phrase)
        limit = limit_of(found[0], "binding") if limit is None and len(found) == 1 else limit
    if limit is None:
        raise UsageError(
            Text(
                zh=f"看不出“{words}”是多长的时限（例：2个工作日、24小时、20日、3个月）",
                en=f"{words!r} is no time limit (such as 2个工作日, 24小时, 20日, 3个月)",
            )
        )
    return limit._replace(trigger=mask_personal(trigger or limit.trigger), text=mask_personal(words))


def legal_limit(duty: str) -> Limit:
    """What the law says of a duty, looked up for the day of each event; the requirement's own number goes before it."""
    known = [one for one in limits() if one.id == duty and one.number is not None and not one.region]
    text = "；".join(
        f"{one.number}{UNIT_TEXT[one.unit].zh}（{_span(one.valid_from, one.valid_to)}）"
        for one in known
        if one.unit is not None
    )
    last = known[-1]
    assert last.number is not None and last.unit is not None
    return Limit(last.number, last.unit, text, last.trigger.zh, "law", duty)


def _span(first: date | None, last: date | None) -> str:
    if last is not None:
        return f"{last}以前"
    return f"{first}起"


def basis_of(limit: Limit) -> tuple[Text, ...]:
    """The articles a legal limit rests on."""
    if not limit.duty:
        return ()
    return tuple(
        Text(
            f"{one.source}：{one.number}{UNIT_TEXT[one.unit].zh}",
            f"{one.source}: {one.number} {UNIT_TEXT[one.unit].en}",
        )
        for one in limits()
        if one.id == limit.duty and one.unit is not None and not one.region
    )


def window_of(limit: Limit, counting: Counting, start: Text, end: Text) -> LogWindow:
    """A limit as a result tells it."""
    return LogWindow(
        text=limit.text,
        number=limit.number,
        unit=limit.unit,
        trigger=limit.trigger,
        source=limit.source,
        basis=basis_of(limit),
        start=start,
        end=end,
        count_start_day=counting.count_start_day,
        roll_over=counting.roll_over,
        receipt_rollover=counting.receipt_rollover,
    )


class DueDays:
    """The last day in time for each day a limit in days may run from, counted once."""

    def __init__(self, calendar: Calendar, limit: Limit, counting: Counting) -> None:
        self.calendar = calendar
        self.limit = limit
        self.counting = counting
        self._due: dict[int, int | None] = {}
        self._rules: dict[int, Rule | None] = {}
        self._working: dict[int, int] = {}
        self._moments: dict[int, Moment | None] = {}
        self._plain = None if limit.duty else Rule(limit.number, limit.unit)

    def rule(self, day: int) -> Rule | None:
        """What holds for an event on a day; None where no law was in force."""
        if self._plain is not None:
            return self._plain
        if day not in self._rules:
            law = limit_on(self.limit.duty, date.fromordinal(day))
            self._rules[day] = (
                Rule(law.number, law.unit, law.extended_to)
                if law is not None and law.number is not None and law.unit is not None
                else None
            )
        return self._rules[day]

    def due(self, day: int) -> int | None:
        """The last day in time; None where the calendar or the law does not know."""
        if day not in self._due:
            if len(self._due) > 100_000:
                self._due.clear()
            rule = self.rule(day)
            self._due[day] = None if rule is None else self._counted(day, rule.number, rule.unit)
        return self._due[day]

    def due_moment(self, day: int) -> Moment | None:
        """The same as a moment."""
        if day not in self._moments:
            if len(self._moments) > 100_000:
                self._moments.clear()
            found = self.due(day)
            self._moments[day] = None if found is None else Moment(found)
        return self._moments[day]

    def latest(self, day: int) -> int | None:
        """The last day that an extension may reach; None where nothing bounds it."""
        rule = self.rule(day)
        if rule is None or rule.extended_to is None:
            return None
        return self._counted(day, rule.extended_to, rule.unit)

    def _counted(self, day: int, number: int, unit: Unit) -> int | None:
        found = self.calendar.due(
            date.fromordinal(day),
            number,
            unit,
            count_start_day=self.counting.count_start_day,
            roll_over=self.counting.roll_over,
            receipt_rollover=self.counting.receipt_rollover,
        )
        return found.on.toordinal() if found.on is not None else None

    def is_working(self, day: int) -> bool | None:
        """Whether a day is worked."""
        return self.calendar.is_working(date.fromordinal(day))

    def working_days(self, first: int, last: int) -> int | None:
        """Working days after `first` up to `last`; None where the calendar does not know."""
        if last == first:
            return 0
        low, high = self.calendar.first.toordinal(), self.calendar.last.toordinal()
        if not (low <= first and last <= high):
            return None
        if not self._working:
            total = 0
            for day in range(low, high + 1):
                total += bool(self.calendar.is_working(date.fromordinal(day)))
                self._working[day] = total
        return self._working[last] - self._working[first]


def unit_name(unit: str) -> Text:
    """A unit in words."""
    names: Mapping[str, Text] = {str(key): text for key, text in UNIT_TEXT.items()}
    return names[unit]
