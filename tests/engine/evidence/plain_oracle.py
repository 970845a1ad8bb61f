"""A slow, plain second opinion on a reply log: written from the rules of counting, sharing no code with gkcheck."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

REST = {  # as the State Council's notices for 2018 and 2019 name them
    *(date(2017, 12, 30) + timedelta(n) for n in range(3)),
    *(date(2018, 2, 15) + timedelta(n) for n in range(7)),
    *(date(2018, 4, 5) + timedelta(n) for n in range(3)),
    *(date(2018, 4, 29) + timedelta(n) for n in range(3)),
    *(date(2018, 6, 16) + timedelta(n) for n in range(3)),
    *(date(2018, 9, 22) + timedelta(n) for n in range(3)),
    *(date(2018, 10, 1) + timedelta(n) for n in range(7)),
    *(date(2018, 12, 30) + timedelta(n) for n in range(3)),
    *(date(2019, 2, 4) + timedelta(n) for n in range(7)),
    *(date(2019, 4, 5) + timedelta(n) for n in range(3)),
    *(date(2019, 5, 1) + timedelta(n) for n in range(4)),
    *(date(2019, 6, 7) + timedelta(n) for n in range(3)),
}
WORK = {
    date(2018, 2, 11), date(2018, 2, 24), date(2018, 4, 8), date(2018, 4, 28), date(2018, 9, 29), date(2018, 9, 30),
    date(2018, 12, 29), date(2019, 2, 2), date(2019, 2, 3), date(2019, 4, 28), date(2019, 5, 5),
}  # fmt: skip
OPEN = {"", "办理中", "已受理"}
CLOSED = {"已办结", "已回复"}
RETURNED = {"退回", "撤回", "不予受理"}
BLANK = {"", "-", "无", "/"}


def works(day: date) -> bool:
    if day in WORK:
        return True
    return day not in REST and day.weekday() < 5


def last_day(start: date, number: int, unit: str, stopped: frozenset[date] = frozenset()) -> date:
    day, left = start, number
    while left:
        day += timedelta(1)
        if day in stopped or (unit == "个工作日" and not works(day)):
            continue
        left -= 1
    if unit == "日" and number:
        while not works(day):
            day += timedelta(1)
    return day


def moment(text: str) -> date | datetime | None:
    """None for what is no strict date."""
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"):
        head = {"%Y-%m-%d": r"\d{4}-\d\d?-\d\d?", "%Y/%m/%d": r"\d{4}/\d\d?/\d\d?"}.get(
            form, r"\d{4}年\d\d?月\d\d?日"
        )
        for tail, clock in (("", ""), (r" \d\d?:\d\d", " %H:%M"), (r" \d\d?:\d\d:\d\d", " %H:%M:%S")):
            if re.fullmatch(head + tail, text):
                try:
                    found = datetime.strptime(text, form + clock)
                except ValueError:
                    return None
                return found if clock else found.date()
    return None


def day_of(one: date | datetime) -> date:
    return one.date() if isinstance(one, datetime) else one


def verdict(
    row: dict[str, str], number: int, unit: str, cut_off: date, year: int, exported: date, pauses
) -> str:
    if row["是否测试"] == "是":
        return "faulty"
    if row["转办时间"] in BLANK:
        return "faulty"
    start = moment(row["转办时间"])
    end = None if row["回复时间"] in BLANK else moment(row["回复时间"])
    if start is None or (end is None and row["回复时间"] not in BLANK):
        return "faulty"
    if end is not None:
        if day_of(end) < day_of(start):
            return "faulty"
        if (
            day_of(end) == day_of(start)
            and isinstance(start, datetime)
            and isinstance(end, datetime)
            and end < start
        ):
            return "faulty"
    if day_of(start) > exported or (end is not None and day_of(end) > exported):
        return "faulty"
    if day_of(start).year != year:
        return "faulty"
    due = last_day(day_of(start), number, unit)
    stopped: set[date] = set()
    waiting = None
    for first, last in sorted(pauses.get(row["工单编号"], ()), key=lambda one: one[0]):
        if not day_of(start) <= first <= due:
            continue
        if last is None:
            waiting = first
            break
        stopped |= {first + timedelta(n) for n in range((last - first).days + 1)}
        due = max(due, last_day(day_of(start), number, unit, frozenset(stopped)))
    if end is not None:
        if waiting is not None and day_of(end) >= waiting and day_of(end) > due:
            return "undetermined"
        return "on_time" if day_of(end) <= due else "late"
    if row["状态"] not in OPEN:
        return "undetermined"
    if waiting is not None:
        return "open_not_due"
    return "open_overdue" if due < cut_off else "open_not_due"


RANK = ("on_time", "open_not_due", "undetermined", "open_overdue", "late")


def verdicts(rows, number, unit, cut_off, year, exported, pauses) -> list[str]:
    """One verdict a row; of the rows with one id the worst counts, the others are faulty."""
    found = [verdict(row, number, unit, cut_off, year, exported, pauses) for row in rows]
    groups: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if row["工单编号"] not in BLANK and found[at] != "faulty":
            groups.setdefault(row["工单编号"], []).append(at)
    for group in groups.values():
        worst = max(group, key=lambda at: (RANK.index(found[at]), -at))
        for at in group:
            if at != worst:
                found[at] = "faulty"
    return found


def rate(found) -> tuple[int, int]:
    below = sum(one in ("on_time", "late", "open_overdue") for one in found)
    return sum(one == "on_time" for one in found), below
