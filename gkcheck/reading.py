"""Reading: a task with what is understood of it, computed once and lazily; Table and Corpus: many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gkcheck.answers import Answer, answers_to
from gkcheck.claims import Claim, own_claims, read_claims
from gkcheck.demands import Demand, read_demands
from gkcheck.language.masking import Masked, mask
from gkcheck.model import FieldName, Span, Submission, Task
from gkcheck.similarity.copies import CopyGroup, Entry, Thresholds, copy_groups
from gkcheck.similarity.passages import Overlap, overlap


@dataclass(frozen=True)
class Echo:
    """How much of a report repeats its own requirement, names and titles left out.

    `share`: covered part of the report; `reproduced`: part of the requirement that stands in the report;
    `passages`: the repeated words where they stand in the report, and the longest of them in the requirement.
    """

    share: float
    reproduced: float
    letters: int
    passages: tuple[Span, ...]
    asked: Span | None


@dataclass(frozen=True)
class Reading:
    """One task, its demands, its claims, and what answers what. Depends on nothing but its three values."""

    task: Task
    year: int | None
    as_of: date

    def span(self, field: FieldName, start: int, end: int) -> Span:
        """The exact words of one field between two offsets."""
        return Span(
            task=self.task.key, field=field, start=start, end=end, text=self.task.text_of(field)[start:end]
        )

    def whole(self, field: FieldName) -> Span:
        """All words of one field, without the white space around them."""
        text = self.task.text_of(field)
        start = len(text) - len(text.lstrip())
        return self.span(field, start, max(start, len(text.rstrip())))

    @cached_property
    def demands(self) -> tuple[Demand, ...]:
        """What the requirement (and the deadline column) asks, in order."""
        return read_demands(self.task, self.year)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The checkable things the report states, in order."""
        return read_claims(self.task, self.year)

    @cached_property
    def own_claims(self) -> tuple[Claim, ...]:
        """The claims whose words are not taken from the requirement or the title."""
        return own_claims(self.task, self.claims)

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """For each demand, in order, what of the report answers it."""
        return answers_to(self.task, self.demands, self.claims, self.as_of)

    @cached_property
    def masked_report(self) -> Masked:
        """The report in comparison form: official titles and document numbers left out."""
        return mask(self.task.report)

    @cached_property
    def masked_requirement(self) -> Masked:
        """The requirement in comparison form."""
        return mask(self.task.requirement)

    @cached_property
    def echo(self) -> Echo:
        """What the report repeats of its own requirement, in runs of at least eight letters."""
        report, asked = self.masked_report, self.masked_requirement
        said = overlap(report.text, asked.text)
        back = overlap(asked.text, report.text)
        longest = back.longest
        return Echo(
            share=said.share,
            reproduced=back.share,
            letters=said.letters,
            passages=tuple(self._original("report", report, run) for run in said.runs),
            asked=self._original("requirement", asked, longest) if longest else None,
        )

    def _original(self, field: FieldName, masked: Masked, run: tuple[int, int]) -> Span:
        start, end = masked.span(*run)
        return self.span(field, start, end)


@dataclass(frozen=True)
class Table:
    """One submitted table with the readings of its tasks."""

    submission: Submission
    readings: tuple[Reading, ...]
    as_of: date

    def copies(self, thresholds: Thresholds) -> tuple[CopyGroup, ...]:
        """Groups of reports that are copies of one another; members are places in `readings`.

        A report written once in a merged cell for several tasks is no copy of itself and is left out.
        """
        entries = [
            Entry(
                text="" if _shared_cell(reading) else reading.masked_report.text,
                requirement=reading.masked_requirement.text,
                order=reading.task.title,
            )
            for reading in self.readings
        ]
        return copy_groups(entries, thresholds)

    def passages(self, one: Reading, other: Reading) -> tuple[Span, ...]:
        """The words of one report, in runs of at least eight letters, that also stand in another's."""
        mine = one.masked_report
        shared: Overlap = overlap(mine.text, other.masked_report.text)
        return tuple(one.span("report", *mine.span(*run)) for run in shared.runs)


@dataclass(frozen=True)
class Corpus:
    """All tables of one run."""

    tables: tuple[Table, ...]
    as_of: date


def understand(submission: Submission, as_of: date) -> Table:
    """A table ready to be judged; nothing is computed before a rule asks."""
    readings = tuple(Reading(task=task, year=submission.year, as_of=as_of) for task in submission.tasks)
    return Table(submission=submission, readings=readings, as_of=as_of)


def corpus_of(tables: Sequence[Table], as_of: date) -> Corpus:
    """All tables of a run together."""
    return Corpus(tables=tuple(tables), as_of=as_of)


def _shared_cell(reading: Reading) -> bool:
    return any(mark.kind == "merged" and mark.field == "report" for mark in reading.task.location.marks)
