"""Table: all readings of one submitted table, and what shows only between rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from gkcheck.copying import NO_FORM, Copy, copies_among, form_of, names_of
from gkcheck.language.masking import mask
from gkcheck.language.ordinals import Style, heading_number
from gkcheck.language.papers import Paper
from gkcheck.model import Span, Submission
from gkcheck.reading import Reading
from gkcheck.similarity.copies import Entry, Thresholds, different_requirements
from gkcheck.similarity.figure_conflicts import find_conflicts
from gkcheck.similarity.named_figures import NamedFigure
from gkcheck.similarity.passages import overlap
from gkcheck.similarity.placement import Placement, placements, strays
from gkcheck.similarity.statuses import find_contradictions
from gkcheck.similarity.templates import NO_TEMPLATE, Template
from gkcheck.similarity.unit_names import Variant, set_variants, variants


class PaperAt(NamedTuple):
    """A document as one task of a table names it, in its requirement or its report."""

    reading: Reading
    field: Literal["requirement", "report"]
    paper: Paper

    @property
    def span(self) -> Span:
        """Its title and numbers, where they stand."""
        return self.reading.head(self.reading.span(self.field, self.paper.start, self.paper.end), 80)


class Heading(NamedTuple):
    """A numbered heading: the first task under it, its depth, how it is numbered, and whether its parent is new too."""

    reading: Reading
    level: int
    style: Style
    number: int
    text: str
    begins_anew: bool
    span: Span


class ToldFigure(NamedTuple):
    """A figure of one row, and how sure it is that another row means the same measure."""

    reading: Reading
    span: Span
    confidence: Literal["medium", "low"]


@dataclass(frozen=True)
class Table:
    """One submitted table with the readings of its tasks."""

    submission: Submission
    readings: tuple[Reading, ...]
    as_of: date
    template: Template = NO_TEMPLATE

    @cached_property
    def conflicting_figures(self) -> tuple[tuple[ToldFigure, ToldFigure], ...]:
        """Pairs of rows that tell one named measure with two values."""
        found = find_conflicts(self.submission.tasks, self.submission.year)
        return tuple(
            (self._told(one.one, one.doubtful), self._told(one.other, one.doubtful)) for one in found
        )

    def _told(self, figure: NamedFigure, doubtful: bool) -> ToldFigure:
        reading = self.readings[figure.task]
        span = reading.span("report", figure.start, figure.end)
        return ToldFigure(reading, span, "low" if doubtful else "medium")

    @cached_property
    def contradictions(self) -> tuple[tuple[str, Reading, Span, Reading, Span], ...]:
        """(kind, row, its words, other row, its words): not yet here and done there, or none here and counted there."""
        return tuple(
            (
                found.kind,
                self.readings[found.open.task],
                self.readings[found.open.task].span("report", found.open.start, found.open.end),
                self.readings[found.done.task],
                self.readings[found.done.task].span("report", found.done.start, found.done.end),
            )
            for found in find_contradictions(self.submission.tasks, self.submission.year)
        )

    def copies(
        self,
        *,
        ratio: float = 80.0,
        partial: float = 95.0,
        letters: int = 12,
        partial_letters: int = 40,
        same_requirement: float = 80.0,
        covered: float = 80.0,
    ) -> tuple[tuple[Copy, ...], ...]:
        """Groups of reports that are copies of one another though their requirements differ.

        The thresholds are those of `gkcheck.similarity.copies.Thresholds`; requirements as alike as
        `same_requirement` (0-100) may share an answer. A report written once in a merged cell for several tasks is
        no copy of itself and is left out.
        """
        names = names_of(self.readings)
        forms = [
            NO_FORM if shared_cell(reading) else form_of(reading, names, self.template, quotations=True)
            for reading in self.readings
        ]
        allowed = different_requirements(
            [Entry("", _asked(reading), "") for reading in self.readings], same_requirement
        )
        thresholds = Thresholds(
            ratio=ratio, partial=partial, letters=letters, partial_letters=partial_letters, covered=covered
        )
        return copies_among(self.readings, forms, thresholds, allowed)

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """For each reading, how well its report suits its own task, and which other task it suits better.

        A report written once in a merged cell for several tasks belongs to all of them and is placed nowhere.
        """
        return placements(
            [f"{one.task.title}。{one.task.requirement}" for one in self.readings],
            ["" if shared_cell(one) else one.task.report for one in self.readings],
        )

    @cached_property
    def _places(self) -> dict[str, int]:
        return {one.task.key: at for at, one in enumerate(self.readings)}

    def home_of(
        self, reading: Reading, *, share: float = 0.3, times: float = 1.5, words: int = 5, own: float = 0.45
    ) -> tuple[Reading, Placement] | None:
        """The other task that a report was written for, by its words; None when it suits its own as well.

        `share`: the least part of the other task that it speaks of; `times`: how many times as much as of its own;
        `words`: the least number of different pairs of letters shared; `own`: at most this part of its own.
        """
        placed = self.placements[self._places[reading.task.key]]
        least = (
            share if placed.own > 0.02 else share * 2 / 3
        )  # not a word on its own task: less of another will do
        if placed.other is None or placed.theirs < least or placed.shared < words:
            return None
        if placed.own > own or placed.theirs < times * placed.own:
            return None
        other = self.readings[placed.other]
        return None if _same_requirement(reading, other) else (other, placed)

    def shared_passages(self, reading: Reading, other: Reading) -> tuple[Span, ...]:
        """The words of a report, in runs of at least four letters, that stand in another task's requirement; longest first."""
        mine = reading.masked_report
        runs = overlap(mine.text, other.masked_requirement.text, run=4).runs
        longest_first = sorted(runs, key=lambda run: (run[0] - run[1], run[0]))
        return tuple(reading.span("report", *mine.span(*run)) for run in longest_first)

    @cached_property
    def strays(self) -> tuple[tuple[Reading, Reading, Span], ...]:
        """Passages of a report that are another task's requirement: (whose report, whose requirement, the words)."""
        found = strays(
            [one.masked_requirement.text for one in self.readings],
            ["" if shared_cell(one) else one.masked_report.text for one in self.readings],
        )
        return tuple(
            (
                reading,
                self.readings[stray.other],
                reading.span("report", *reading.masked_report.span(stray.start, stray.end)),
            )
            for stray in found
            for reading in (self.readings[stray.report],)
            if not _same_requirement(reading, self.readings[stray.other])
        )

    @cached_property
    def papers(self) -> tuple[PaperAt, ...]:
        """Every document the table names, row by row, the requirement before the report."""
        found: list[PaperAt] = []
        for reading in self.readings:
            found += [PaperAt(reading, "requirement", paper) for paper in reading.papers_asked]
            found += [PaperAt(reading, "report", paper) for paper in reading.papers_told]
        return tuple(found)

    @cached_property
    def task_numbers(self) -> tuple[tuple[Reading, int | None], ...]:
        """Each reading with the number printed for it; None where the table prints none or not a plain one."""
        return tuple(
            (reading, int(reading.task.id) if _printed(reading) and _is_number(reading.task.id) else None)
            for reading in self.readings
        )

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The numbered headings above tasks, each where it first stands."""
        headings: list[Heading] = []
        above: tuple[str, ...] = ()
        for reading in self.readings:
            path = reading.task.section
            common = next(
                (at for at, (a, b) in enumerate(zip(path, above, strict=False)) if a != b),
                min(len(path), len(above)),
            )
            offset = sum(len(part) + 1 for part in path[:common])
            for level in range(common, len(path)):
                ordinal = heading_number(path[level])
                if ordinal is not None:
                    headings.append(
                        Heading(
                            reading=reading,
                            level=level,
                            style=ordinal.style,
                            number=ordinal.number,
                            text=path[level],
                            begins_anew=level > common,
                            span=reading.span("section", offset, offset + len(path[level])),
                        )
                    )
                offset += len(path[level]) + 1
            above = path
        return tuple(headings)

    @cached_property
    def unit_names(self) -> Mapping[str, tuple[Reading, ...]]:
        """Every name of a unit as written, with the tasks it stands at."""
        at: dict[str, dict[str, Reading]] = {}
        for reading in self.readings:
            for name in reading.units:
                at.setdefault(name, {})[reading.task.key] = reading
        return {name: tuple(readings.values()) for name, readings in at.items()}

    @cached_property
    def unit_variants(self) -> tuple[Variant, ...]:
        """Pairs of names that are two spellings of one unit."""
        return variants(self.unit_names)

    @cached_property
    def unit_sets(self) -> tuple[tuple[Reading, Reading, tuple[str, str]], ...]:
        """Pairs of tasks that name one set of units in two ways, with the member that differs."""
        cells = [reading.units for reading in self.readings]
        return tuple(
            (self.readings[found.one], self.readings[found.other], found.names)
            for found in set_variants(cells)
        )


def understand(submission: Submission, as_of: date, template: Template = NO_TEMPLATE) -> Table:
    """A table ready to be judged; nothing is computed before a rule asks. `template`: text all were given to fill in."""
    readings = tuple(
        Reading(task=task, year=submission.year, as_of=as_of, issuer=submission.issuer or "")
        for task in submission.tasks
    )
    return Table(submission=submission, readings=readings, as_of=as_of, template=template)


def _asked(reading: Reading) -> str:
    """What tells a task from others, in comparison form: its requirement, or where there is none its title."""
    return reading.masked_requirement.text or mask(reading.task.title).text


def _same_requirement(one: Reading, other: Reading) -> bool:
    """Requirements so alike that one answer serves both."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one.masked_requirement.text, other.masked_requirement.text) >= 80


def _is_number(text: str) -> bool:
    """Whether a text is a number that somebody may have counted to."""
    return text.isdecimal() and len(text) < 10


def _printed(reading: Reading) -> bool:
    return "id" in reading.task.location.fields


def shared_cell(reading: Reading) -> bool:
    """Whether a report was written once, in a merged cell, for several tasks."""
    return any(mark.kind == "merged" and mark.field == "report" for mark in reading.task.location.marks)
