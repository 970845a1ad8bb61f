"""`gkcheck calendar`: is a day worked, when does a limit end, how many working days lie between, and why.

Only glyphs that GBK has are printed, so that a Chinese Windows console never fails.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import click

from gkcheck.text import Lang, Text

if TYPE_CHECKING:
    from gkcheck.calendar import Calendar, Day, Due, Notice, Unit
    from gkcheck.calendar.steps import Run

UNITS: dict[str, Unit] = {
    "工作日": "working_day",
    "自然日": "natural_day",
    "日": "day",
    "天": "day",
    "小时": "hour",
    "分钟": "minute",
    "周": "week",
    "月": "month",
    "年": "year",
    "working-day": "working_day",
    "natural-day": "natural_day",
    "day": "day",
    "hour": "hour",
    "minute": "minute",
    "week": "week",
    "month": "month",
    "year": "year",
}
_DATE = r"(\d{4})(?:-|/|\.|年|)(\d{1,2})(?:-|/|\.|月|)(\d{1,2})日?"
_TIME = r"(?:[ T]?(\d{1,2})(?::|时|点)(\d{2})?分?)?"


@click.command("calendar", short_help="工作日推算，写明依据的放假通知 / working days and due dates")
@click.argument("day", metavar="DATE")
@click.argument("then", metavar="[+N|DATE]", required=False)
@click.option(
    "--unit",
    type=click.Choice(list(UNITS)),
    default="工作日",
    show_default=True,
    help="N 的单位 / the unit of N",
)
@click.option("--count-start-day", is_flag=True, help="起算当日计入 / count the start day (default: not)")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def calendar_command(
    day: str, then: str | None, unit: str, count_start_day: bool, lang: str, form: str
) -> None:
    """工作日推算，写明依据的放假通知。

    \b
    gkcheck calendar 2018-09-29             是不是工作日
    gkcheck calendar 2018-09-28 +2          第 2 个工作日是哪天
    gkcheck calendar 2018-09-28 2018-10-12  其间有几个工作日

    Working days of mainland China with the notice each comes from; a year without a notice is not guessed.
    """
    from gkcheck.calendar import china

    speak = cast(Lang, lang)
    start = _moment(day, speak)
    if then is None:
        told, lines = _one_day(china(), start)
    elif found := re.fullmatch(r"([+＋])(\d{1,7})", then.strip()):
        told, lines = _due(china(), start, int(found[2]), UNITS[unit], count_start_day)
    else:
        told, lines = _between(china(), start, _moment(then, speak), UNITS[unit], count_start_day, speak)
    if form == "json":
        click.echo(json.dumps({"schema": "gkcheck.calendar/1", **told}, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            click.echo(line.in_(speak))


Told = dict[str, Any]  # what json.dumps takes


def _moment(word: str, lang: Lang) -> date | datetime:
    """A date in one of the usual spellings, with a time of day when one is written. Usage error otherwise."""
    found = re.fullmatch(_DATE + _TIME, word.strip())
    try:
        if found is None:
            raise ValueError
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        if found[4] is None:
            return date(year, month, day)
        return datetime(year, month, day, int(found[4]), int(found[5] or 0))
    except ValueError:
        text = Text(
            f"“{word}”不是日期（例：2018-09-28、2018年9月28日、2018-09-28T17:30）",
            f"{word!r} is not a date (such as 2018-09-28 or 2018-09-28T17:30)",
        )
        raise click.BadParameter(text.in_(lang), param_hint="DATE") from None


def _one_day(calendar: Calendar, start: date | datetime) -> tuple[Told, list[Text]]:
    day = calendar.day(start)
    lines = [_verdict(day)]
    if day.notice is not None:
        lines += _notice_lines([day.notice])
    told = {"asked": "day", **_day_told(day)}
    return told, lines


def _due(
    calendar: Calendar, start: date | datetime, number: int, unit: Unit, count_start_day: bool
) -> tuple[Told, list[Text]]:
    due = calendar.due(start, number, unit, count_start_day=count_start_day)
    lines = []
    if due.undetermined is not None:
        lines.append(_undetermined(due.undetermined))
    elif due.at is not None:
        lines.append(Text(f"{due.at:%Y-%m-%d %H:%M}", f"{due.at:%Y-%m-%d %H:%M}"))
    elif due.on is not None:
        lines.append(_verdict(calendar.day(due.on)))
    steps = due.steps if due.undetermined is None else due.steps[:-1]
    lines += [Text(f"│{step.zh}", f"│ {step.en}") for step in steps]
    notices = _notices_of(due)
    lines += _notice_lines(notices)
    told: Told = {
        "asked": "due",
        "start": start.isoformat(),
        "number": number,
        "unit": unit,
        "count_start_day": count_start_day,
        "on": due.on.isoformat() if due.on else None,
        "at": due.at.isoformat() if due.at else None,
        "nominal": due.nominal.isoformat() if due.nominal else None,
        "undetermined": _both(due.undetermined),
        "skipped": [_day_told(day) for day in due.skipped],
        "steps": [_both(step) for step in due.steps],
        "notices": [_notice_told(notice) for notice in notices],
    }
    return told, lines


def _between(
    calendar: Calendar,
    start: date | datetime,
    end: date | datetime,
    unit: Unit,
    count_start_day: bool,
    lang: Lang,
) -> tuple[Told, list[Text]]:
    from gkcheck.calendar.counting import UNIT_TEXT, local_date

    first, last = local_date(start), local_date(end)
    if unit not in ("working_day", "natural_day", "day"):
        text = Text(
            "两个日期之间只能按工作日或自然日计", "between two dates only working days and days are counted"
        )
        raise click.BadParameter(text.in_(lang), param_hint="--unit")
    number: int | None
    if unit == "working_day":
        number = calendar.working_days_between(first, last, count_start_day=count_start_day)
    else:
        number = (last - first).days
        number += count_start_day if last >= first else -count_start_day
    named = UNIT_TEXT[unit]
    lines: list[Text] = []
    notices: list[Notice] = []
    if number is None:
        lines.append(_undetermined(calendar.unknown))
    else:
        counted = Text("不计入", "not counted") if not count_start_day else Text("计入", "counted")
        lines.append(
            Text(
                f"{first} → {last}：{number}{named.zh}（起算当日{counted.zh}，末日计入）",
                f"{first} → {last}: {number} {named.en} (start day {counted.en}, last day counted)",
            )
        )
        if last < first:
            lines.append(
                Text("│后一日期早于前一日期，倒数", "│ the second date is earlier: counted backwards")
            )
    if number is not None and unit == "working_day":
        told_runs = [run for run in _counted_runs(calendar, first, last, count_start_day) if run.notice]
        for run in told_runs:
            mark = "√" if run.counted else "×"
            lines.append(Text(f"│{run.days} {mark} {run.why.zh}", f"│ {run.days} {mark} {run.why.en}"))
        notices = _distinct(run.notice for run in told_runs)
        lines += _notice_lines(notices)
    told: Told = {
        "asked": "between",
        "start": first.isoformat(),
        "end": last.isoformat(),
        "unit": unit,
        "count_start_day": count_start_day,
        "number": number,
        "undetermined": _both(calendar.unknown) if number is None else None,
        "notices": [_notice_told(notice) for notice in notices],
    }
    return told, lines


def _counted_runs(calendar: Calendar, first: date, last: date, count_start_day: bool) -> Iterator[Run]:
    from gkcheck.calendar.steps import runs

    skip = timedelta(days=0 if count_start_day else 1)
    return runs(calendar, first + skip, last) if last >= first else runs(calendar, last, first - skip)


def _notices_of(due: Due) -> list[Notice]:
    """The notices that decided a day on the way, in order."""
    if due.on is None or due.at is not None:
        return []
    first = due.counted_from if due.unit == "working_day" else (due.nominal or due.on)
    span = range(first.toordinal(), due.on.toordinal() + 1)
    return _distinct(due.calendar.day(date.fromordinal(one)).notice for one in span)


def _distinct(notices: Iterable[Notice | None]) -> list[Notice]:
    return list(dict.fromkeys(notice for notice in notices if notice is not None))


def _verdict(day: Day) -> Text:
    if day.working is None:
        return _undetermined(day.reason)
    mark = "√" if day.working else "×"
    if day.notice is None:
        return Text(f"{day.date} {mark} {day.reason.zh}", f"{day.date} {mark} {day.reason.en}")
    zh, en = ("工作日", "working day") if day.working else ("休息日", "day of rest")
    return Text(f"{day.date} {mark} {zh}：{day.reason.zh}", f"{day.date} {mark} {en}: {day.reason.en}")


def _undetermined(reason: Text) -> Text:
    return Text(f"● 无法判定：{reason.zh}", f"● undetermined: {reason.en}")


def _notice_lines(notices: list[Notice]) -> list[Text]:
    lines = []
    for notice in notices:
        signed = f" {notice.date}" if notice.date else ""
        lines.append(Text(f"依据 {notice.cited}{signed}", f"Basis: {notice.cited}{signed}"))
        if notice.url:
            lines.append(Text(f"     {notice.url}", f"       {notice.url}"))
    return lines


def _day_told(day: Day) -> Told:
    return {
        "date": day.date.isoformat(),
        "working": day.working,
        "reason": _both(day.reason),
        "notice": _notice_told(day.notice) if day.notice else None,
    }


def _notice_told(notice: Notice) -> Told:
    signed = notice.date.isoformat() if notice.date else None
    return {"number": notice.number, "title": notice.title, "date": signed, "url": notice.url}


def _both(text: Text | None) -> Told | None:
    return None if text is None else {"zh": text.zh, "en": text.en}
