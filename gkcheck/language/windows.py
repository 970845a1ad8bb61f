"""Lengths of time: 在2个工作日内, 自受理之日起五日内, 48小时内, 当日, with unit, bound, trigger and part played."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from gkcheck.language.durations import Bound, Duration, Unit, WindowRole, numbered, spoken
from gkcheck.language.form import Form, derive
from gkcheck.language.numerals import scan
from gkcheck.language.pattern import Pattern
from gkcheck.language.triggers import Trigger, find_added, find_point, find_trigger

__all__ = ["Bound", "Unit", "Window", "WindowRole", "find_windows"]


class Window(NamedTuple):
    """A length of time. `text` is the whole phrase with its trigger; `core_*` the length itself.

    `bound`: within (…内, 不超过…), over (不少于…, …以上), else exact. `number` is the upper end of a range, 0 for
    当日 and 即时, 1 for 次日. `trigger` is the event it runs from (受理, 收到申请, 完成审批程序), with its offsets;
    "" and -1 when none is told. `role`: a limit; one side of a shortening (从15个工作日压缩到6个工作日); hours of
    duty (24小时值守); a statutory length told for comparison (法定15个工作日); so long before an event (提前3日,
    三十日前); how long something lasts (公示7天, 为期3个月).
    """

    start: int
    end: int
    text: str
    core_start: int
    core_end: int
    number: Decimal | None
    unit: Unit
    bound: Bound
    trigger: str = ""
    trigger_start: int = -1
    trigger_end: int = -1
    approximate: bool = False
    role: WindowRole = "limit"


_SHORTENED = "压缩|缩短|压减|缩减|精简|减少|减到|减至|减为|降到|降至|降为|提速|→|变为|调整[为到至]"


@lru_cache(maxsize=512)
def find_windows(text: str) -> tuple[Window, ...]:
    """Every length of time in a text, in order. Dates (8月31日), ages, anniversaries, 每2周 and a 15分钟服务圈 are none."""
    form = derive(text)
    cores = sorted([*numbered(form.text), *spoken(form.text)])
    cores = [one for one in cores if not _CIRCLE.match(form.text, one.end)]
    return tuple(_window(form, core) for core in _shortened(form.text, cores))


_CIRCLE = Pattern("[^，。；0-9]{0,8}圈", needs="圈")
"""What makes a length of time the name of an area: 15分钟社保服务圈."""


@cache
def _shortening() -> Pattern:
    return Pattern(
        _SHORTENED,
        needs="→ 减为 减到 减少 减至 压减 压缩 变为 提速 精简 缩减 缩短 调整为 调整到 调整至 降为 降到 降至",
    )


def _shortened(words: str, cores: list[Duration]) -> Iterator[Duration]:
    """Marks both sides of a shortening: 由20日缩短至5日. A bare 20日 is read as a length only there."""
    taken = bytearray(len(words) + 1)
    for core in cores:
        taken[core.start : core.end] = b"\x01" * (core.end - core.start)
    bare = {one for one in _bare_days(words) if not taken[one.start]}
    every = sorted([*cores, *bare])
    told: set[int] = set()
    for at, core in enumerate(every):
        before = words[max(0, core.start - 8) : core.start]
        following = every[at + 1] if at + 1 < len(every) else None
        between = words[core.end : following.start] if following else ""
        if following and len(between) <= 16 and not any(mark in between for mark in "。；，"):
            falls = before.endswith(("从", "由", "从原来的", "由原来的")) and between in ("到", "至", "降到")
            if _shortening().search(between) or (falls and following.number < core.number):
                told |= {at, at + 1}
        after = words[core.end : core.end + 8].lstrip("的法定办理时限期")
        if _shortening().search(re.split("[，。；]", before)[-1]) or _shortening().match(after):
            told.add(at)
    for at, core in enumerate(every):
        if at in told:
            yield core._replace(role="reduction")
        elif core not in bare:
            yield core


def _bare_days(words: str) -> list[Duration]:
    return [
        Duration(number.start, number.end + 1, number.value, "day", "exact", False, "limit")
        for number in scan(words)
        if words[number.end : number.end + 1] == "日"
        and not number.ordinal
        and words[number.start - 1 : number.start] not in tuple("月、号年/-.0123456789")
    ]


def _window(form: Form, core: Duration) -> Window:
    words = form.text
    trigger: Trigger | None = None
    if core.point:
        trigger = find_point(words, core.start)
    elif core.role in ("limit", "statutory"):
        trigger = find_trigger(words, core.start)
    elif core.role == "advance":
        trigger = find_trigger(words, core.start) or find_point(words, core.start)
    after = find_added(words, core.end) if trigger is None and core.role == "limit" else None
    begin = core.start
    if trigger is not None:
        begin = trigger.phrase
    elif words[begin - 1 : begin] in ("在", "于"):
        begin -= 1
    start, end = form.span(begin, after.phrase if after is not None else core.end)
    core_start, core_end = form.span(core.start, core.end)
    trigger = trigger or after
    event, first, last = "", -1, -1
    if trigger is not None:
        event = words[trigger.start : trigger.end]
        first, last = form.span(trigger.start, trigger.end)
    return Window(
        start, end, form.source[start:end], core_start, core_end, core.number, core.unit, core.bound, event, first, last,
        core.approximate, core.role,
    )  # fmt: skip
