"""Events: a day and what was done on it, told in one clause (5月18日做客在线访谈)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from gkcheck.language.clauses import split_clauses
from gkcheck.language.dates import DateFact, find_dates
from gkcheck.language.form import fold


class Event(NamedTuple):
    """What stands from a date to the end of its clause; `act` is the first verb after the date."""

    start: int
    end: int
    text: str
    date: DateFact
    act: str


@cache
def _act() -> re.Pattern[str]:
    return re.compile(
        "召开|举办|开展|印发|发布|公布|公开|完成|组织|参加|做客|出席|上线|开通|启动|通过|审议|签订|签署|建成|投用|挂牌|揭牌|培训|检查|抽查"
        "|约谈|回复|答复|办结|受理|备案|报送|上报|编制|修订|制定|出台|更新|调整|公示|听取|研究|部署|解读|接受|报备|移交|验收|开工|竣工|交付"
    )


@lru_cache(maxsize=256)
def find_events(text: str, year: int | None = None) -> tuple[Event, ...]:
    """Every day with a verb after it in its clause, in order; in 3月1日、6月2日召开 both days have it."""
    clauses = split_clauses(text)
    found: list[Event] = []
    place = 0
    for fact in find_dates(text, year):
        if fact.precision != "day":
            continue
        while place < len(clauses) - 1 and clauses[place].end <= fact.start:
            place += 1
        end = max(fact.end, clauses[place].end) if clauses else fact.end
        act = _act().search(fold(text[fact.end : min(end, fact.end + 80)]))
        if act is not None:
            found.append(Event(fact.start, end, text[fact.start : end], fact, act.group()))
    return tuple(found)
