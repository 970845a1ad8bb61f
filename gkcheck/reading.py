"""Reading: a task with what is understood of it, computed once and lazily."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from gkcheck.answers import Answer, answers_to
from gkcheck.answers.negatives import GroundedNegative, ground_negatives
from gkcheck.answers.overclaims import Overclaim, find_overclaims
from gkcheck.answers.plans import only_planned, pending_condition
from gkcheck.claims import Claim, own_claims, read_claims
from gkcheck.demands import Demand, read_demands, terms_of
from gkcheck.language.approximations import Approximation, find_approximations
from gkcheck.language.clauses import split_clauses, split_sentences
from gkcheck.language.documents import find_titles
from gkcheck.language.form import derive, fold
from gkcheck.language.leftovers import Leftover, find_leftovers, find_year_frames
from gkcheck.language.masking import Masked, mask
from gkcheck.language.papers import Paper, find_papers
from gkcheck.language.personal import Personal, find_personal
from gkcheck.language.placeholders import Placeholder, placeholder
from gkcheck.language.relations import Relation, find_relations
from gkcheck.language.reporting import ReportingPeriod, find_reporting_periods
from gkcheck.language.slips import Slip, find_slips
from gkcheck.language.tense import TensedClause, tensed_clauses
from gkcheck.language.units import split_units
from gkcheck.model import FieldName, Span, Task
from gkcheck.similarity.coverage import Cover, cover
from gkcheck.similarity.passages import followed, overlap


class Echo(NamedTuple):
    """How much of a report repeats its own requirement, names and titles left out.

    `share`: covered part of the report; `reproduced`: part of the requirement that stands in the report;
    `passages`: the repeated words where they stand in the report, and the longest of them in the requirement;
    `followed`: the parts of the report and of the requirement that go along with each other word by word.
    """

    share: float
    reproduced: float
    letters: int
    passages: tuple[Span, ...]
    asked: Span | None
    followed: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Reading:
    """One task, its demands, its claims, and what answers what. Depends on nothing but its values.

    `issuer`: who hands in the table; a requirement that names it binds the offices within it.
    """

    task: Task
    year: int | None
    as_of: date
    issuer: str = ""

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
        """Whether there is any report to judge; an empty one, or 已完成 alone, is GK101's business."""
        return bool(self.task.report.strip()) and not self.placeholder

    @property
    def placeholder(self) -> Placeholder:
        """What the report is when it is only a word that stands for nothing; "" otherwise."""
        return placeholder(self.task.report)

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

    def clause_at(self, field: FieldName, offset: int) -> Span:
        """The clause of one field that holds an offset; empty where none does."""
        clauses = split_clauses(self.task.text_of(field))
        at = bisect_right(clauses, offset, key=lambda one: one.start) - 1
        if at >= 0 and offset < clauses[at].end:
            return self.span(field, clauses[at].start, clauses[at].end)
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

    @cached_property
    def clauses_told(self) -> tuple[Span, ...]:
        """The clauses of the report, in order."""
        return tuple(
            self.span("report", one.start, one.end)
            for one in split_clauses(self.task.report)
            if one.text.strip()
        )

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
        given = {
            claim.date.first.year
            for claim in self.claims
            if claim.date and claim.date.first and claim.date.year_given
        }
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
        return answers_to(self.task, self.demands, self.claims, self.as_of, self.issuer)

    @cached_property
    def touches(self) -> tuple[Cover, ...]:
        """How far the report speaks of the title and of each duty, aims and all, the title first."""
        duties = (one.span.text for one in self.demands if one.kind == "action")
        return tuple(cover(text, self.task.report) for text in (self.task.title, *duties) if text.strip())

    @cached_property
    def says_no_case(self) -> bool:
        """Whether the report says that what the requirement is about was not there: 我局没有中介服务事项."""
        asked = terms_of(self.task.requirement)
        return any(one.kind == "nil" and len(terms_of(one.span.text) & asked) >= 3 for one in self.claims)

    @cached_property
    def common_terms(self) -> frozenset[str]:
        """The terms that stand in the requirement and in the report alike, duty or not (对来访事项要…: 接待来访)."""
        return terms_of(self.task.requirement) & terms_of(self.task.report)

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
            followed=(0.0, 0.0) if self.own_claims else followed(report.text, asked.text),
        )

    def _original(self, field: FieldName, masked: Masked, run: tuple[int, int]) -> Span:
        start, end = masked.span(*run)
        return self.span(field, start, end)
