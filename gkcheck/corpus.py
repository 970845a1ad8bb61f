"""Corpus: the tables of a run, those of former years beside them, and what shows only between tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from gkcheck.copying import NO_FORM, Copy, copies_among, form_of, greyed_words, names_of, sentences_of
from gkcheck.language.form import fold
from gkcheck.language.masking import Masked, mask
from gkcheck.language.negatives import find_negatives
from gkcheck.model import Span, Submission
from gkcheck.reading import Reading
from gkcheck.similarity.bodies import names_as_partner, share_a_body
from gkcheck.similarity.carried import Carried, Sentence, carried_over, figures_of, filled_form
from gkcheck.similarity.copies import Thresholds, answers_of, may_be_copies
from gkcheck.similarity.passages import overlap
from gkcheck.similarity.templates import NO_TEMPLATE, Template, hidden_by, learnt
from gkcheck.table import Table, shared_cell

FIT = 0.15  # how much better a text must suit one requirement than all others, to be that unit's own


class UnitCopies(NamedTuple):
    """Copies among units. `own` is the member whose own text it shows itself to be (it names that unit, or suits its
    requirement alone); None where nobody can tell who wrote it."""

    copies: tuple[Copy, ...]
    own: Reading | None


class CarriedSentence(NamedTuple):
    """A sentence of a report and the former one it repeats; `same`: its figures are the same, or it has none."""

    words: Span
    before: Span
    likeness: float
    same: bool


class CarriedReport(NamedTuple):
    """What a report repeats of former years.

    `former` are the rows it repeats, the most repeated first; `share` is how much of its letters (0-1) stands in
    sentences repeated with the same figures; `greyed` was left out of the comparison.
    """

    reading: Reading
    former: tuple[Reading, ...]
    sentences: tuple[CarriedSentence, ...]
    share: float
    greyed: tuple[Span, ...]


@dataclass(frozen=True)
class Corpus:
    """All tables of one run, and what they are compared with but that is not judged: tables of former years
    (`previous`), and reports found in an archive (`archived`, as tables of the few rows that matter)."""

    tables: tuple[Table, ...]
    as_of: date
    previous: tuple[Table, ...] = ()
    template: Template = NO_TEMPLATE
    archived: tuple[Table, ...] = ()

    @property
    def beside(self) -> tuple[Table, ...]:
        """The tables that are compared with and not judged."""
        return (*self.previous, *self.archived)

    def judges(self, reading: Reading) -> bool:
        """Whether a report is one of those the run is about."""
        return reading.task.key in self._judged

    @cached_property
    def _judged(self) -> frozenset[str]:
        return frozenset(reading.task.key for table in self.tables for reading in table.readings)

    def is_archived(self, reading: Reading) -> bool:
        """Whether a report comes from an archive."""
        return reading.task.key in self._from_archive

    @cached_property
    def _from_archive(self) -> frozenset[str]:
        return frozenset(reading.task.key for table in self.archived for reading in table.readings)

    @cached_property
    def _homes(self) -> dict[str, Table]:
        return {
            reading.task.key: table for table in (*self.tables, *self.beside) for reading in table.readings
        }

    def table_of(self, reading: Reading) -> Table:
        """The table a reading stands in."""
        return self._homes[reading.task.key]

    def unit_of(self, reading: Reading) -> str:
        """Whose report it is, in words: the issuer of the table with the unit of the row, as far as they are told."""
        issuer = self.table_of(reading).submission.issuer
        unit = reading.task.lead_unit or "、".join(reading.units)
        return unit if not issuer or issuer in unit else f"{issuer}{unit}" if unit else issuer

    def body_of(self, reading: Reading) -> str:
        """What tells bodies apart when they are counted: the issuer, else the units, else the file."""
        submission = self.table_of(reading).submission
        return fold(submission.issuer or "、".join(reading.units) or submission.source)

    def may_share(self, one: Reading, other: Reading) -> bool:
        """Whether two reports may honestly share a text: one body, a body and its part, or joint work."""
        mine, theirs = self.table_of(one).submission, self.table_of(other).submission
        if share_a_body(one.units, other.units, mine.issuer, theirs.issuer):
            return True
        return any(
            names_as_partner(text, unit)
            for task, units in (
                (one.task, (*other.units, theirs.issuer)),
                (other.task, (*one.units, mine.issuer)),
            )
            for text in (task.report, task.requirement)
            for unit in units
        )

    def copies_across_units(
        self,
        *,
        ratio: float = 80.0,
        partial: float = 95.0,
        letters: int = 20,
        partial_letters: int = 40,
        covered: float = 80.0,
        passage: int = 60,
        template_units: int = 5,
        template_share: float = 0.5,
        same_requirement: float = 80.0,
    ) -> tuple[UnitCopies, ...]:
        """Groups of copies among reports of unrelated units, of one round, in one table or several.

        Left out of the comparison: titles, numbers, names of units, what is quoted, what both were asked, and
        template text, given or learnt (in the reports of `template_units` bodies and of `template_share` of all).
        Figures of one's own in the same few set phrases are no copy either.
        Within one table, rows whose requirements differ are GK401's. Archived reports count whatever their year.
        """
        readings = self._comparable()
        if not readings:
            return ()
        forms = self._forms(readings, self.tables, template_units, template_share)
        asked = [reading.masked_requirement.text for reading in readings]

        def allowed(a: int, b: int) -> bool:
            one, other = self.table_of(readings[a]), self.table_of(readings[b])
            if one is other and not _alike(asked[a], asked[b], same_requirement):
                return False
            judged = [self.judges(readings[at]) for at in (a, b)]
            years = {one.submission.year, other.submission.year} - {None}
            if not any(judged) or (all(judged) and len(years) > 1):
                return False
            if filled_form(forms[a].text, forms[b].text):
                return False
            return not self.may_share(readings[a], readings[b])

        thresholds = Thresholds(
            ratio=ratio, partial=partial, letters=letters, partial_letters=partial_letters, covered=covered,
            passage=passage,
        )  # fmt: skip
        groups = copies_among(readings, forms, thresholds, allowed)
        return tuple(UnitCopies(group, self._own(group)) for group in groups)

    def _comparable(self) -> list[Reading]:
        """The reports that may be copies among units. Of one table whose tasks all differ these are the ones that
        share words with an archived report."""
        own = [reading for table in self.tables for reading in table.readings]
        archived = [reading for table in self.archived for reading in table.readings]
        if len(self.tables) > 1 or _one_task_for_several(own):
            return own + archived
        if not archived:
            return []
        worth = may_be_copies(
            [one.masked_report.text for one in own], [one.masked_report.text for one in archived]
        )
        own = [one for one, may in zip(own, worth, strict=True) if may]
        return own + archived if own else []

    def _forms(
        self, readings: Sequence[Reading], tables: Sequence[Table], units: int, share: float
    ) -> list[Masked]:
        """The reports in comparison form. Template text is learnt from what of them stands in `tables`, which are
        whole: archived reports are here because they are alike."""
        forms = [
            NO_FORM if shared_cell(reading) else form_of(reading, self._names, self.template, quotations=True)
            for reading in readings
        ]
        whole = [at for at, reading in enumerate(readings) if not self.is_archived(reading)]
        common = learnt(
            [forms[at].text for at in whole],
            [self.body_of(readings[at]) for at in whole],
            least=units,
            share=share,
            every={self.body_of(reading) for table in tables for reading in table.readings},
        )
        if not common:
            return forms
        return [form.without(hidden_by(form.text, common)) for form in forms]

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """The names of all units and issuers, in the form texts are compared in."""
        readings = [reading for table in (*self.tables, *self.beside) for reading in table.readings]
        issuers = {fold(table.submission.issuer) for table in self.tables}
        return names_of(readings) + tuple(sorted(issuer for issuer in issuers if len(issuer) > 2))

    def _own(self, group: tuple[Copy, ...]) -> Reading | None:
        """The one member that the text names, or whose requirement it suits clearly best."""
        sources = [copy.reading for copy in group if copy.how == "source"]
        if len(sources) == 1:
            return sources[0]
        naming = [copy.reading for copy in group if self._names_itself(copy.reading)]
        if len(naming) == 1:
            return naming[0]
        fits = sorted(
            (
                (
                    -_answered(copy),
                    copy.reading.task.key,
                )
                for copy in group
            ),
        )
        best = next(copy.reading for copy in group if copy.reading.task.key == fits[0][1])
        return best if fits[1][0] >= fits[0][0] + FIT else None

    def _names_itself(self, reading: Reading) -> bool:
        names = [*reading.units, self.table_of(reading).submission.issuer]
        words = reading.folded("report")
        return any(len(fold(name)) >= 3 and fold(name) in words for name in names)

    def _is_former(self, archived: Reading) -> bool:
        """Whether an archived report may be a former year's of a body of this run."""
        theirs = self.table_of(archived).submission
        return any(
            share_a_body(units, archived.units, own.issuer, theirs.issuer)
            for own, whose in self._whose
            if _earlier(theirs, own)
            for units in whose
        )

    @cached_property
    def _whose(self) -> tuple[tuple[Submission, frozenset[tuple[str, ...]]], ...]:
        """Each table of the run with the units its rows name."""
        return tuple(
            (table.submission, frozenset(reading.units for reading in table.readings))
            for table in self.tables
        )

    def carried_over(
        self, *, ratio: float = 75.0, letters: int = 20, template_units: int = 5, template_share: float = 0.5
    ) -> tuple[CarriedReport, ...]:
        """What the reports repeat, sentence by sentence, of the reports of former years by related units."""
        now = [reading for table in self.tables for reading in table.readings if reading.reported]
        before = [reading for table in self.previous for reading in table.readings if reading.reported]
        before += [
            reading
            for table in self.archived
            for reading in table.readings
            if reading.reported and self._is_former(reading)
        ]
        if not before:
            return ()
        forms = {
            reading.task.key: form
            for year, tables in ((before, self.previous), (now, self.tables))
            for reading, form in zip(
                year, self._forms(year, tables, template_units, template_share), strict=True
            )
        }

        def sentences(readings: Sequence[Reading]) -> list[Sentence]:
            return [
                one
                for at, reading in enumerate(readings)
                for one in _sentences(at, reading, forms[reading.task.key])
            ]

        def related(mine: int, theirs: int) -> bool:
            one, other = now[mine], before[theirs]
            tables = [self.table_of(each).submission for each in (one, other)]
            if not _earlier(tables[1], tables[0], unknown=not self.is_archived(other)):
                return False
            return share_a_body(one.units, other.units, tables[0].issuer, tables[1].issuer)

        repeated: dict[int, list[Carried]] = {}
        for one in carried_over(sentences(now), sentences(before), related, ratio=ratio, letters=letters):
            repeated.setdefault(one.now.report, []).append(one)
        return tuple(
            _carried(now[at], before, forms[now[at].task.key], found)
            for at, found in sorted(repeated.items())
        )


def _earlier(one: Submission, other: Submission, *, unknown: bool = False) -> bool:
    """Whether one table is of an earlier year than the other; `unknown` where a year is."""
    return one.year < other.year if one.year and other.year else unknown


def _sentences(report: int, reading: Reading, form: Masked) -> list[Sentence]:
    """The sentences of a report that tell of work: no nil returns, and without what the requirement says."""
    asked = overlap(form.text, reading.masked_requirement.text, run=8).runs
    nil = [claim.span for claim in reading.claims if claim.kind == "nil"]
    nil += [reading.span("report", one.start, one.end) for one in find_negatives(reading.task.report)]
    found: list[Sentence] = []
    for begin, end in sentences_of(reading, form):
        start, stop = form.span(begin, end)
        if any(start <= span.start < stop for span in nil):
            continue
        own = "".join(form.text[at] for at in range(begin, end) if not any(a <= at < b for a, b in asked))
        found.append(Sentence(report, start, stop, own, figures_of(fold(reading.task.report[start:stop]))))
    return found


def _carried(
    reading: Reading, before: Sequence[Reading], form: Masked, repeated: Sequence[Carried]
) -> CarriedReport:
    letters: dict[int, int] = {}
    for one in repeated:
        if one.same:
            letters[one.before.report] = letters.get(one.before.report, 0) + len(one.now.text)
    return CarriedReport(
        reading=reading,
        former=tuple(before[at] for at in sorted(letters, key=lambda at: (-letters[at], at))),
        sentences=tuple(
            CarriedSentence(
                words=reading.span("report", one.now.start, one.now.end),
                before=before[one.before.report].span("report", one.before.start, one.before.end),
                likeness=one.likeness,
                same=one.same,
            )
            for one in repeated
        ),
        share=min(1.0, sum(letters.values()) / max(1, len(form.text))),
        greyed=greyed_words(reading, form),
    )


def _one_task_for_several(readings: Sequence[Reading]) -> bool:
    """Whether two rows of one table may be one task given to two units: their requirements begin alike."""
    begin = [reading.masked_requirement.text[:10] for reading in readings]
    return len(set(begin)) < len(begin)


def _answered(copy: Copy) -> float:
    """How far the words a report shares speak of its own requirement, 0 to 1."""
    asked = copy.reading.masked_requirement.text
    return answers_of(asked, "".join(mask(span.text).text for span in copy.shared)) if asked else 0.0


def _alike(one: str, other: str, least: float) -> bool:
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(one, other) >= least)


def corpus_of(
    tables: Sequence[Table],
    as_of: date,
    previous: Sequence[Table] = (),
    template: Template = NO_TEMPLATE,
    archived: Sequence[Table] = (),
) -> Corpus:
    """All tables of a run together, and what they are compared with."""
    return Corpus(tuple(tables), as_of, tuple(previous), template, tuple(archived))
