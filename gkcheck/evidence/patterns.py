"""Patterns in a log that deserve a look: told as they are, so many of so many, and nothing concluded from them."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck.evidence.moments import Moment
from gkcheck.evidence.tallying import Tally
from gkcheck.logs import LogPattern
from gkcheck.text import Text

LEAST = 10
"""Ended records below which no pattern is told."""
NEARLY_ALL = 0.9
MANY = 0.3
SOME = 0.2


def patterns_of(tally: Tally) -> tuple[LogPattern, ...]:
    """The patterns of a log."""
    return tuple(_found(tally)) if not tally.judge.same else ()


def _found(tally: Tally) -> Iterator[LogPattern]:
    ended = sum(tally.end_days.values())
    if ended < LEAST:
        return
    if tally.at_limit >= NEARLY_ALL * ended:
        yield _pattern(
            "at_limit",
            "答复几乎都在时限的最后一天",
            "nearly all ended on the very last day",
            tally.at_limit,
            ended,
        )
    if tally.timed >= LEAST:
        minute, most = max(tally.minutes.items(), key=lambda one: (one[1], -one[0]))
        if most >= NEARLY_ALL * tally.timed:
            clock = f"{minute // 60:02d}:{minute % 60:02d}"
            yield _pattern(
                "one_minute",
                f"结束时刻几乎都是 {clock}",
                f"nearly all ended at {clock}",
                most,
                tally.timed,
            )
    day, most = max(tally.end_days.items(), key=lambda one: (one[1], -one[0]))
    if most >= LEAST and most >= MANY * ended and day >= max(tally.end_days):
        told = Moment(day).text
        yield _pattern(
            "last_day",
            f"集中在最后一天 {told} 办结",
            f"many were closed on the last day, {told}",
            most,
            ended,
        )
    if tally.same >= LEAST and tally.same >= SOME * ended:
        yield _pattern(
            "same_moment", "起止时间完全相同", "ended at the very moment it began", tally.same, ended
        )
    if tally.on_rest >= LEAST and tally.on_rest >= SOME * ended:
        yield _pattern("rest_day", "在休息日办结", "ended on days of rest", tally.on_rest, ended)
    texts = sum(tally.digests.values())
    if texts >= LEAST:
        most = max(tally.digests.values())
        if most >= LEAST and most >= MANY * texts:
            yield _pattern("one_text", "答复内容一字不差", "one reply text for many ids", most, texts)


def _pattern(code: str, zh: str, en: str, count: int, of: int) -> LogPattern:
    return LogPattern(code=code, text=Text(zh, en), count=count, of=of)
