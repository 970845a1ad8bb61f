"""Reading: a task with what is understood of it, computed once and lazily; Table and Corpus: many of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from gkcheck.answers import Answer, answers_to
from gkcheck.answers.negatives import GroundedNegative, ground_negatives
from gkcheck.answers.overclaims import Overclaim, find_overclaims
from gkcheck.answers.plans import only_planned, pending_condition
from gkcheck.claims import Claim, own_claims, read_claims
from gkcheck.demands import Demand, read_demands
from gkcheck.language.approximations import Approximation, find_approximations
from gkcheck.language.clauses import split_clauses, split_sentences
from gkcheck.language.documents import find_titles
from gkcheck.language.form import derive, fold
from gkcheck.language.leftovers import Leftover, find_leftovers, find_year_frames
from gkcheck.language.masking import Masked, mask
from gkcheck.language.ordinals import Style, heading_number
from gkcheck.language.papers import Paper, find_papers
from gkcheck.language.personal import Personal, find_personal
from gkcheck.language.relations import Relation, find_relations
from gkcheck.language.reporting import ReportingPeriod, find_reporting_periods
from gkcheck.language.slips import Slip, find_slips
from gkcheck.language.tense import TensedClause, tensed_clauses
from gkcheck.language.units import split_units
from gkcheck.model import FieldName, Span, Submission, Task
from gkcheck.similarity.copies import CopyGroup, Entry, Thresholds, copy_groups
from gkcheck.similarity.coverage import Cover, cover
from gkcheck.similarity.named_figures import NamedFigure, find_conflicts
from gkcheck.similarity.passages import Overlap, overlap
from gkcheck.similarity.placement import Placement, placements, strays
from gkcheck.similarity.statuses import find_contradictions
from gkcheck.similarity.unit_names import Variant, set_variants, variants


class Echo(NamedTuple):
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

    def folded(self, field: FieldName) -> str:
        """One field in derived form: no white space within Chinese, one spelling of digits and marks."""
        return fold(self.task.text_of(field))

    @property
    def reported(self) -> bool:
        """Whether there is any report to judge; an empty one is GK101's business alone."""
        return bool(self.task.report.strip())

    @cached_property
    def is_nil(self) -> bool:
        """Whether the report is a nil return: every clause with a claim in it says that there was no case."""
        nil = [claim for claim in self.claims if claim.kind == "nil"]
        if not nil:
            return False
        clauses = [one for one in split_clauses(self.task.report) if one.text.strip()]
        first = clauses[0] if clauses else None
        return first is not None and any(claim.span.start < first.end for claim in nil)

    def head(self, span: Span, letters: int = 40) -> Span:
        """The beginning of a long quotation: up to the last mark within `letters`, or just so many letters.

        Letters are counted in derived form, so that blanks and line breaks do not change what is quoted.
        """
        form = derive(span.text)
        if len(form.text) <= letters:
            return span
        cut = max(form.text.rfind(mark, 8, letters) for mark in "。；，、")
        return self.span(span.field, span.start, span.start + form.span(0, cut if cut > 0 else letters)[1])

    def sentence_at(self, field: FieldName, offset: int) -> Span:
        """The sentence of one field that holds an offset; empty where none does."""
        sentences = split_sentences(self.task.text_of(field))
        at = bisect_right(sentences, offset, key=lambda one: one.start) - 1
        if at >= 0 and offset < sentences[at].end:
            return self.span(field, sentences[at].start, sentences[at].end)
        return self.span(field, offset, offset)

    def words_of(self, span: Span) -> str:
        """The words of a span in derived form, for looking at them; never for quoting."""
        return fold(span.text)

    def decisive_report(self) -> tuple[Span, ...]:
        """The words of the report to quote where all of it is meant: all when short, else its first three clauses."""
        whole = self.whole("report")
        if len(fold(whole.text)) <= 40:
            return (whole,)
        clauses = split_clauses(self.task.report)[:3]
        return tuple(self.head(self.span("report", one.start, one.end)) for one in clauses)

    def around(self, field: FieldName, start: int, end: int, before: int, after: int | None = None) -> Span:
        """The words between two offsets with a few letters before and after (as many), to show where they stand."""
        form = derive(self.task.text_of(field))
        first, last = form.position(start), form.position(end)
        after = before if after is None else after
        begin, stop = form.span(max(0, first - before), min(len(form.text), last + after))
        return self.span(field, min(begin, start), max(stop, end))

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The responsible units by name, taken from the cell where the reader gave only its text."""
        return self.task.units or tuple(unit.text for unit in split_units(self.task.units_text))

    def unit(self, name: str) -> Span:
        """One unit's name where it stands in the cell of units; the whole cell where the name was put together."""
        at = self.task.units_text.find(name)
        return self.span("units", at, at + len(name)) if at >= 0 else self.whole("units")

    def leftovers(self, field: FieldName) -> tuple[Leftover, ...]:
        """What a template left behind in one field."""
        return find_leftovers(self.task.text_of(field))

    @cached_property
    def other_years(self) -> tuple[tuple[int, Span], ...]:
        """Earlier years that sentences of the report give as the time of their work, where nothing is of this year."""
        frames = [one for one in find_year_frames(self.task.report) if self.year and one[0] < self.year]
        given = {claim.date.first.year for claim in self.claims if claim.date and claim.date.first}
        asked = self.task.requirement + self.task.title + self.task.deadline
        if not frames or self.year in given or any(str(year) in asked for year, _, _ in frames):
            return ()
        return tuple((year, self.span("report", start, end)) for year, start, end in frames)

    def in_title(self, field: FieldName, offset: int) -> bool:
        """Whether an offset of a field stands within 《…》."""
        return any(one.start < offset < one.end for one in find_titles(self.task.text_of(field)))

    def slips(self, field: FieldName) -> tuple[Slip, ...]:
        """Slips of typing in one field."""
        return find_slips(self.task.text_of(field))

    def personal(self, field: FieldName) -> tuple[Personal, ...]:
        """Personal information in one field, with the words as they may be shown."""
        return find_personal(self.task.text_of(field))

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
    def papers_asked(self) -> tuple[Paper, ...]:
        """The documents the requirement names, each with its numbers."""
        return find_papers(self.task.requirement)

    @cached_property
    def papers_told(self) -> tuple[Paper, ...]:
        """The documents the report names, each with its numbers."""
        return find_papers(self.task.report)

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """For each demand, in order, what of the report answers it."""
        return answers_to(self.task, self.demands, self.claims, self.as_of)

    @cached_property
    def touches(self) -> tuple[Cover, ...]:
        """How far the report speaks of the title and of each duty, aims and all, the title first."""
        duties = (one.span.text for one in self.demands if one.kind == "action")
        return tuple(cover(text, self.task.report) for text in (self.task.title, *duties) if text.strip())

    @cached_property
    def approximations(self) -> tuple[Approximation, ...]:
        """The rough figures of the report for what can be counted (100多条, 多次)."""
        return find_approximations(self.task.report)

    @cached_property
    def reporting_periods(self) -> tuple[ReportingPeriod, ...]:
        """The periods that the report's figures are told for."""
        return find_reporting_periods(self.task.report, self.year)

    @cached_property
    def negatives(self) -> tuple[GroundedNegative, ...]:
        """The statements that nothing was found or happened, with what they rest on."""
        return ground_negatives(self.task, self.claims, self.own_claims)

    @cached_property
    def overclaims(self) -> tuple[Overclaim, ...]:
        """The aims of the requirement that the report tells as reached, with no figure to show it."""
        return find_overclaims(self.task, self.claims)

    @cached_property
    def tenses(self) -> tuple[TensedClause, ...]:
        """The clauses of the report, each told as done, going on, planned, put off or waited for."""
        return tensed_clauses(self.task.report)

    @cached_property
    def pending_condition(self) -> Span | None:
        """The event the requirement waits for, where the report waits for it too."""
        return pending_condition(self.task)

    @cached_property
    def duties_only_planned(self) -> tuple[tuple[Span, tuple[Span, ...]], ...]:
        """Each duty that the report speaks of only in plans, with the words of the plans."""
        return only_planned(self.task, self.demands)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The sums, rates and lists that the report itself declares, and whether they hold."""
        return find_relations(self.task.report)

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

    @cached_property
    def conflicting_figures(self) -> tuple[tuple[ToldFigure, ToldFigure], ...]:
        """Pairs of rows that tell one named measure with two values."""
        found = find_conflicts(self.submission.tasks, self.submission.year)
        return tuple((self._told(one.one), self._told(one.other)) for one in found)

    def _told(self, figure: NamedFigure) -> ToldFigure:
        reading = self.readings[figure.task]
        plain = not figure.verb or len(figure.noun) >= 6
        return ToldFigure(
            reading, reading.span("report", figure.start, figure.end), "medium" if plain else "low"
        )

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
    ) -> tuple[CopyGroup, ...]:
        """Groups of reports that are copies of one another; members are places in `readings`.

        The thresholds are those of `gkcheck.similarity.copies.Thresholds`. A report written once in a merged cell for several tasks is no copy of itself and is left out.
        """
        entries = [
            Entry(
                text="" if _shared_cell(reading) else reading.masked_report.text,
                requirement=reading.masked_requirement.text,
                order=reading.task.title,
            )
            for reading in self.readings
        ]
        return copy_groups(
            entries,
            Thresholds(
                ratio=ratio,
                partial=partial,
                letters=letters,
                partial_letters=partial_letters,
                same_requirement=same_requirement,
            ),
        )

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """For each reading, how well its report suits its own task, and which other task it suits better.

        A report written once in a merged cell for several tasks belongs to all of them and is placed nowhere.
        """
        return placements(
            [f"{one.task.title}。{one.task.requirement}" for one in self.readings],
            ["" if _shared_cell(one) else one.task.report for one in self.readings],
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
            ["" if _shared_cell(one) else one.masked_report.text for one in self.readings],
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
            (reading, int(reading.task.id) if _printed(reading) and reading.task.id.isdecimal() else None)
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


def _same_requirement(one: Reading, other: Reading) -> bool:
    """Requirements so alike that one answer serves both."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one.masked_requirement.text, other.masked_requirement.text) >= 80


def _printed(reading: Reading) -> bool:
    return "id" in reading.task.location.fields


def _shared_cell(reading: Reading) -> bool:
    return any(mark.kind == "merged" and mark.field == "report" for mark in reading.task.location.marks)
