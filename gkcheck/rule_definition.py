"""What a rule is: one frozen value made by a decorator on one pure generator, with its examples.

A rule is written in one file and never writes its own id, severity or wording twice: a Hit names a case,
the case carries severity, verdict, message and what to supply, and the engine stamps the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from gkcheck.corpus import Corpus
from gkcheck.finding import Outcome, Severity, Side, Verdict
from gkcheck.known import Known
from gkcheck.logs import LogResult, LogShown, shown_of
from gkcheck.model import Mark
from gkcheck.reading import Reading
from gkcheck.table import Table
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.proving.saying import Said

Scope = Literal["task", "table", "corpus"]
Subject = Reading | Table | Corpus

NOTHING_SAID = Text("", "")
_ID = re.compile(r"[A-Z]{2,8}\d{2,4}")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Options(BaseModel):
    """Base of a rule's options: declaration, default, validation and documentation at once.

    Every field has a default and `Field(description="…", json_schema_extra={"zh": "…"})`, the description in English
    and in Chinese; unknown keys are refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


def option_text(field: FieldInfo) -> Text:
    """What an option is for, in both languages; the English words where a rule gives no Chinese ones."""
    extra = field.json_schema_extra
    chinese = extra.get("zh") if isinstance(extra, dict) else None
    english = field.description or ""
    return Text(zh=str(chinese or english), en=english)


class Case(NamedTuple):
    """One way a rule can fire. `message` and `ask` are templates over the hit's params.

    `ask` is what the unit may supply to clear the finding (补报要点); `side` says whose text it is about:
    the issuer's own faults are never charged to the unit.
    """

    severity: Severity
    verdict: Verdict
    message: Text
    ask: Text | None = None
    side: Side = "unit"


class Row(NamedTuple):
    """One row of an example table."""

    requirement: str = ""
    report: str = ""
    title: str = "示例任务"
    units: str = "办公室"
    id: str = ""
    section: tuple[str, ...] = ()
    deadline: str = ""
    marks: tuple[Mark, ...] = ()


class Sheet(NamedTuple):
    """A further table of an example: another unit's of the same round, or one of a former year."""

    rows: tuple[Row, ...]
    issuer: str = ""
    year: int | None = 2018


@dataclass(frozen=True)
class Example:
    """A made-up table of one or more rows that a rule must or must not fire on.

    One row may be given directly as `requirement` and `report`. `options` override the rule's defaults. For a rule
    on a corpus, `issuer` says whose the table is, `others` are tables of the same round, `previous` those of former
    years, and `template` is text that all were given to fill in. `logs` gives those attached to the first row: made when the
    example is run, not at every start.
    """

    requirement: str = ""
    report: str = ""
    rows: tuple[Row, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    year: int | None = 2018
    as_of: date = date(2018, 12, 31)
    note: str = ""
    issuer: str = ""
    others: tuple[Sheet, ...] = ()
    previous: tuple[Sheet, ...] = ()
    template: tuple[str, ...] = ()
    logs: Callable[[], tuple[LogResult, ...]] = tuple

    @property
    def table(self) -> tuple[Row, ...]:
        """The rows, whichever way they were given."""
        return self.rows or (Row(requirement=self.requirement, report=self.report),)


@dataclass(frozen=True)
class Good(Example):
    """Honest work: the rule yields no hit here."""


@dataclass(frozen=True)
class Bad(Example):
    """The rule yields exactly these cases here, in this order."""

    cases: tuple[str, ...] = ()


class Context(NamedTuple):
    """What a rule may know beside its subject: the reporting year, the day of assessment, the table it stands in,
    and the registry of known documents."""

    year: int | None
    as_of: date
    table: Table | None = None
    known: Known = Known()  # reads nothing until a rule asks
    logs: tuple[LogResult, ...] = ()  # attached to the task

    def shown(self, demand: int) -> LogShown | None:
        """What the logs show of a demand of the task, by its place; None where none could speak of it."""
        return shown_of(self.logs, demand)

    def compared(self, reading: Reading) -> tuple[Said, ...]:
        """What the report of the task states, held against its logs; nothing where none is attached."""
        if not self.logs:
            return ()
        from gkcheck.proving.prose import compared

        return compared(reading, self.logs)


class Rule(NamedTuple):
    """A rule as the registry keeps it. Make one with @rule, @table_rule or @corpus_rule."""

    id: str
    name: str
    title: Text
    scope: Scope
    rationale: Text
    basis: tuple[Text, ...]
    cases: Mapping[str, Case]
    since: str
    options: type[Options]
    good: tuple[Good, ...]
    bad: tuple[Bad, ...]
    judge: Callable[[Subject, Options, Context], Iterator[Outcome]]

    @property
    def family(self) -> str:
        """The family an id belongs to: GK2 of GK201."""
        return self.id[:3]


O = TypeVar("O", bound=Options)  # noqa: E741 - O for Options
S = TypeVar("S", Reading, Table, Corpus)
Judge = Callable[[S, O, Context], Iterator[Outcome]]


def _made(
    subject: type[S],
    scope: Scope,
    id: str,
    *,
    name: str,
    title: Text,
    rationale: Text,
    basis: tuple[Text, ...],
    cases: Mapping[str, Case],
    options: type[O],
    since: str,
    good: tuple[Good, ...],
    bad: tuple[Bad, ...],
) -> Callable[[Judge[S, O]], Rule]:
    if not _ID.fullmatch(id):
        raise ValueError(f"rule id {id!r}: two to eight capitals and two to four digits, such as GK201")
    if not _NAME.fullmatch(name):
        raise ValueError(f"rule {id}: name {name!r} is not kebab-case")
    if not cases:
        raise ValueError(f"rule {id}: a rule without a case can never fire")
    for example in bad:
        unknown = [case for case in example.cases if case not in cases]
        if unknown or not example.cases:
            raise ValueError(f"rule {id}: a bad example names the cases it must give, known ones: {unknown}")

    def finish(judge: Judge[S, O]) -> Rule:
        def run(given: Subject, chosen: Options, context: Context) -> Iterator[Outcome]:
            if not isinstance(given, subject) or not isinstance(chosen, options):
                raise TypeError(f"rule {id} judges a {subject.__name__} with {options.__name__}")
            return judge(given, chosen, context)

        return Rule(
            id=id,
            name=name,
            title=title,
            scope=scope,
            rationale=rationale,
            basis=basis,
            cases=dict(cases),
            since=since,
            options=options,
            good=good,
            bad=bad,
            judge=run,
        )

    return finish


def rule(
    id: str,
    *,
    name: str,
    title: Text,
    cases: Mapping[str, Case],
    options: type[O] = Options,  # type: ignore[assignment]  # the default has no options; mypy cannot bind O to it
    rationale: Text = NOTHING_SAID,
    basis: tuple[Text, ...] = (),
    since: str = "",
    good: tuple[Good, ...] = (),
    bad: tuple[Bad, ...] = (),
) -> Callable[[Judge[Reading, O]], Rule]:
    """A rule on one task: `(Reading, Options, Context) -> Iterator[Hit | Cleared | Undecided]`."""
    return _made(
        Reading, "task", id, name=name, title=title, rationale=rationale, basis=basis, cases=cases,
        options=options, since=since, good=good, bad=bad,
    )  # fmt: skip


def table_rule(
    id: str,
    *,
    name: str,
    title: Text,
    cases: Mapping[str, Case],
    options: type[O] = Options,  # type: ignore[assignment]  # as in rule()
    rationale: Text = NOTHING_SAID,
    basis: tuple[Text, ...] = (),
    since: str = "",
    good: tuple[Good, ...] = (),
    bad: tuple[Bad, ...] = (),
) -> Callable[[Judge[Table, O]], Rule]:
    """A rule on one submitted table; its hits name their task by key (None: the table as a whole)."""
    return _made(
        Table, "table", id, name=name, title=title, rationale=rationale, basis=basis, cases=cases,
        options=options, since=since, good=good, bad=bad,
    )  # fmt: skip


def corpus_rule(
    id: str,
    *,
    name: str,
    title: Text,
    cases: Mapping[str, Case],
    options: type[O] = Options,  # type: ignore[assignment]  # as in rule()
    rationale: Text = NOTHING_SAID,
    basis: tuple[Text, ...] = (),
    since: str = "",
    good: tuple[Good, ...] = (),
    bad: tuple[Bad, ...] = (),
) -> Callable[[Judge[Corpus, O]], Rule]:
    """A rule on all tables of one run; its hits name their task by key."""
    return _made(
        Corpus, "corpus", id, name=name, title=title, rationale=rationale, basis=basis, cases=cases,
        options=options, since=since, good=good, bad=bad,
    )  # fmt: skip
