"""Days and months that a report gives for an act, held against a log that has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gkcheck.claims import Claim
from gkcheck.demands import terms_of
from gkcheck.logs import LogResult
from gkcheck.proving.demands import without_names
from gkcheck.proving.facts import Days, covers, dates, fault_of
from gkcheck.proving.saying import Said, Saying
from gkcheck.text import Text

_COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "list_log": (
        ("备案|报备|报送|上报", "filed_at"),
        ("公开|公布|公示|发布", "published_at"),
        ("编制|制定|修订|印发|出台", "made_at"),
    ),
    "event_log": (("举办|召开|开展|组织|访谈|培训|演练|做客", "held_at"),),
}
_TO_COME = re.compile("计划|拟|预计|将|力争|争取|下一步")


def dated(saying: Saying, log: LogResult) -> Iterator[Said]:
    """8月27日编制完成; 5月18日举办. Of a list only where it has one entry: with several, whose day it is is not known."""
    known = _COLUMNS.get(log.kind)
    if known is None or _TO_COME.search(saying.words):
        return
    words = without_names(saying.words)
    columns = [column for pattern, column in known if re.search(pattern, words)]
    told = [
        claim
        for claim in saying.of("date")
        if claim.date is not None
        and claim.date.first is not None
        and claim.date.last is not None
        and not claim.date.vague
        and claim.date.precision in ("day", "month")
        and claim.date.relation in ("on", "by", "within")
    ]
    if len(columns) != 1 or len(told) != 1 or not _own(saying):
        return
    yield from _day(saying, told[0], columns[0], log)


def _own(saying: Saying) -> bool:
    task = saying.reading.task
    return len(terms_of(saying.sentence.text) & terms_of(f"{task.title}，{task.requirement}")) >= 2


def _day(saying: Saying, claim: Claim, column: str, log: LogResult) -> Iterator[Said]:
    fact = claim.date
    held = dates(log, column)
    if fact is None or fact.first is None or fact.last is None or held is None or not held.filled:
        return
    first, last = date.fromisoformat(held.first[:10]), date.fromisoformat(held.last[:10])
    fault = fault_of("GK203", log, f"date:{column}")
    if column == "held_at":
        if log.more_records or log.counts.faulty:
            return
        days = {one.start[:10] for one in log.records}
        met = any(fact.first <= date.fromisoformat(day) <= fact.last for day in days if day)
        shown = Text(
            f"台账共 {len(days)} 日有活动，其中没有这一天", f"{len(days)} days by the log, not this one"
        )
        agrees: bool | None = True if met else None
        if not met and covers(log, Days(fact.first, fact.last)):
            agrees = False
        yield Said("date", agrees, (claim.span,), claim.span.text, shown, fault, sure=False)
        return
    if held.filled != 1 or held.blank or log.counts.faulty:
        return
    shown = Text(f"台账“{held.text.zh}”为 {first}", f"{held.text.en} {first} by the log")
    met = last <= fact.last if fact.relation == "by" else fact.first <= first <= fact.last
    yield Said("date", met, (claim.span,), claim.span.text, shown, fault, sure=True)
