"""A clause of a report as something that a log may speak of: its act, its object, its period, its claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from gkcheck.claims import Claim
from gkcheck.language.clauses import split_clauses, split_sentences
from gkcheck.language.form import fold, is_han
from gkcheck.logs import LogResult
from gkcheck.model import Span
from gkcheck.proving.demands import period_of
from gkcheck.proving.facts import Days, Figure, covers, ended, months, received
from gkcheck.reading import Reading
from gkcheck.text import Text

SaidCase = Literal["in_time", "open", "nil", "figure", "rate", "date", "demand"]
MOST = 200  # clauses of one report that are held against a log


class Said(NamedTuple):
    """One statement, whether the log agrees (None: it cannot be told), and what the log shows.

    `fault` as of Hit. `sure`: the log is attested for the period, or shows it by itself.
    """

    case: SaidCase
    agrees: bool | None
    spans: tuple[Span, ...]
    said: str
    shown: Text
    fault: str
    sure: bool


class Held(NamedTuple):
    """A log, and the others of its kind that are bound to the same task."""

    log: LogResult
    beside: tuple[LogResult, ...] = ()

    def received(self, days: Days) -> Figure | None:
        """How many came in within a stretch of whole months; None where the log cannot tell."""
        return self._within(days, by_end=False)

    def ended(self, days: Days) -> Figure | None:
        """How many ended within a stretch of whole months; None where the log cannot tell."""
        return self._within(days, by_end=True)

    def covers(self, days: Days) -> bool:
        """Whether the log is attested to hold all of a stretch of time."""
        return covers(self.log, days)

    def _within(self, days: Days, *, by_end: bool) -> Figure | None:
        whole = ended(self.log) if by_end else received(self.log)
        if whole is None:
            return None
        by_month = months(self.log, by_end=by_end)
        inside = sum(
            count
            for (year, month), count in by_month.items()
            if (days.first.year, days.first.month) <= (year, month) <= (days.last.year, days.last.month)
        )
        outside = sum(by_month.values()) - inside
        if not _whole_months(days) and (
            outside
            or ((days.last.year, days.last.month) in by_month and self.log.cut_off > days.last.isoformat())
        ):
            return None
        later = sum(
            count
            for key, count in by_month.items()
            if by_end and key > (days.last.year, days.last.month)  # begun in the period, ended after it
        )
        return Figure(
            inside, max(0, inside - (whole.value - whole.low)), inside + later + whole.high - whole.value
        )


def _whole_months(days: Days) -> bool:
    return days.first.day == 1 and (days.last + timedelta(days=1)).day == 1


@dataclass(frozen=True)
class Saying:
    """One clause of the report of a task."""

    reading: Reading
    clause: Span
    sentence: Span
    before: tuple[Span, ...]  # the clauses of the same sentence before it, the nearest first

    @cached_property
    def words(self) -> str:
        """Its letters, folded."""
        return fold(self.clause.text)

    def of(self, kind: str) -> tuple[Claim, ...]:
        """Its claims of one kind."""
        return tuple(
            claim
            for claim in self.reading.claims
            if claim.kind == kind and self.clause.start <= claim.span.start < self.clause.end
        )

    def speaks_of(self, log: LogResult) -> bool:
        """Whether the sentence speaks of the act that the log records."""
        return re.search(_ACTS.get(log.kind, "$^"), fold(self.sentence.text)) is not None

    def is_of_the_task(self, thing: str) -> bool:
        """Whether the words of an object are all words of the task: 留言 of 网民留言办理, not 环保类投诉 of 投诉办理."""
        return not left_over(fold(thing), self._task)

    @cached_property
    def _task(self) -> str:
        task = self.reading.task
        return fold(f"{task.title}\n{task.requirement}")

    @cached_property
    def names_the_year(self) -> bool:
        """Whether the sentence says that it speaks of the whole year."""
        text = fold(self.sentence.text)
        year = self.reading.year
        return re.search("全年|本年度|年内|本年|整年", text) is not None or (
            year is not None and re.search(rf"{year}年(?:度|，|,|(?![0-9]))", text) is not None
        )

    def _dates(self) -> Sequence[Claim]:
        """The dates it is told for: its own, else those before it in the sentence, the nearest first, else the others."""
        found = [
            claim
            for claim in self.reading.claims
            if claim.date is not None and self.sentence.start <= claim.span.start < self.sentence.end
        ]
        own = [one for one in found if self.clause.start <= one.span.start < self.clause.end]
        before = [one for one in reversed(found) if one.span.start < self.clause.start]
        return own or before or found

    def period(self) -> Days | None:
        """The days it speaks of; None where they cannot be told, or are those of one event."""
        year = self.reading.year or self.reading.as_of.year
        whole = period_of(self.reading)
        for claim in self._dates():
            fact = claim.date
            if fact is None:
                continue
            if fact.first is None or fact.last is None or fact.vague or fact.recurring:
                if fact.relation == "until" and not fact.vague:
                    continue  # 今年以来: as far as the report goes
                return None
            if fact.first.year != year or fact.last.year != year:
                return None
            if fact.precision == "day" and fact.relation != "until":
                if self.clause.start <= claim.span.start < self.clause.end:
                    return None
                continue  # 5月18日做客访谈，全年4次
            if fact.relation == "until":
                return Days(date(year, 1, 1), fact.last)
            if fact.precision == "year":
                return Days(date(year, 1, 1), min(date(year, 12, 31), self.reading.as_of))
            return Days(fact.first, fact.last) if fact.relation in ("on", "within") else None
        if re.search(
            "去年|上年|历年|同期|往年|近[0-9两三五]年|以来累计|此前|上季|本季|本月|当月|每[月季周]|上半年|下半年",
            fold(self.sentence.text),
        ):
            return None
        return whole


_ACTS = {
    "reply_log": "答复|回复|回应|办结|办复|反馈|处理|处置|办理",
    "request_log": "答复|回复|办结|办理|处理",
    "proposal_log": "答复|回复|办结|办复|办理",
    "publication_log": "公开|公布|公示|发布",
    "guide_log": "公开|公布|更新|发布",
    "inspection_log": "整改|销号|完成",
}
_GENERIC = re.compile(
    "群众|市民|网民|居民|企业|各类|各种|有关|相关|我局|本局|我单位|本单位|全局|我县|我市|我区|全县|全市|全区|年度|全年|本年度?|今年"
    "|累计|总计|合计|共计|一共|总共|[0-9]{4}年度?|(?:[0-9]{1,2}[-~—至到])?[0-9]{1,2}月(?:份|底|末)?(?:[0-9]{1,2}日)?|截[至止]|[上下]半年|第?[一二三四1-4]季度|转办|交办|批转|转来|移交|事项|工作|情况|[的了各等有项共总计已并均都全年]"
)


def left_over(thing: str, task: str) -> str:
    """The letters of an object that are neither words of the task nor words that tell nothing."""
    bare = _GENERIC.sub(" ", thing)
    covered = [not is_han(letter) and not letter.isalnum() for letter in bare]
    for start in range(len(bare) - 1):
        for end in range(min(len(bare), start + 12), start + 1, -1):
            if " " not in bare[start:end] and bare[start:end] in task:
                covered[start:end] = [True] * (end - start)
                break
    return "".join(letter for letter, known in zip(bare, covered, strict=True) if not known)


def sayings(reading: Reading) -> Sequence[Saying]:
    """The clauses of a report."""
    text = reading.task.report
    sentences = [(one.start, one.end) for one in split_sentences(text)]
    made: list[Saying] = []
    spans = [reading.span("report", one.start, one.end) for one in split_clauses(text)[:MOST]]
    for at, clause in enumerate(spans):
        start, end = next(((a, b) for a, b in sentences if a <= clause.start < b), (clause.start, clause.end))
        before = tuple(one for one in reversed(spans[:at]) if one.start >= start)
        made.append(Saying(reading, clause, reading.span("report", start, end), before))
    return made
