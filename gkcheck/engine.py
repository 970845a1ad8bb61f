"""Runs rules over tasks, tables and corpora; isolates crashes; stamps hits into findings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from gkcheck.corpus import Corpus, corpus_of
from gkcheck.finding import (
    Check,
    CheckStatus,
    Cleared,
    Copies,
    Finding,
    Hit,
    Outcome,
    QuotedSpan,
    RuleFailure,
    Severity,
    TaskRef,
    Undecided,
)
from gkcheck.known import Known
from gkcheck.language.form import fold
from gkcheck.logs import LogResult
from gkcheck.model import Span, Task
from gkcheck.reading import Reading
from gkcheck.result import ClusterMember, CopyCluster, Stretch
from gkcheck.rule_definition import Context, Options, Rule, Subject
from gkcheck.table import Table
from gkcheck.text import Text

FLOOD = 1000  # outcomes of one rule for each task of its subject; more is a failure of the rule, not findings
LONGEST_MESSAGE = 2_000  # letters of one sentence
_STRENGTH = {"high": 1.0, "medium": 0.6, "low": 0.3}


class Active(NamedTuple):
    """A rule as it runs: with its options, and the severities the configuration changed.

    `foreign`: it comes with a plugin that is not our own; such rules run last, and what they change is put right.
    """

    rule: Rule
    options: Options
    severities: Mapping[str, Severity] = MappingProxyType({})
    foreign: bool = False

    def severity(self, case: str) -> Severity:
        """The severity of one case, as configured."""
        return self.severities.get(case, self.rule.cases[case].severity)


class Judgement(NamedTuple):
    """Everything the rules said."""

    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    failures: tuple[RuleFailure, ...]
    clusters: tuple[CopyCluster, ...] = ()


Ran = tuple[tuple[Outcome, ...], RuleFailure | None]
"""What a rule yielded on one subject, and why it failed, if it did."""
Runner = Callable[[Active, Subject, Context, str, "Task | None"], Ran]


class BrokenRuleError(Exception):
    """A rule yielded something it may not yield; becomes a RuleFailure."""


class _Place(NamedTuple):
    """Where a task stands in the run."""

    source: str
    task: Task
    unit: str
    year: int | None
    judged: bool  # False for a task that is only compared with, which is only compared with


class Judged(NamedTuple):
    """What one rule said of the subjects it was shown."""

    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()
    failures: tuple[RuleFailure, ...] = ()
    clusters: tuple[CopyCluster, ...] = ()


def judge(
    corpus: Corpus,
    active: Sequence[Active],
    *,
    skip: Mapping[str, frozenset[str]] | None = None,
    known: Known | None = None,
    logs: Mapping[str, tuple[LogResult, ...]] | None = None,
) -> Judgement:
    """All rules over all tables, in a stable order. `skip`: source -> rule ids that do not run there;
    `known`: the registry of documents, the built-in one where none is given."""
    skip = skip or {}
    parts = [
        judge_table(
            table, active, skip=skip.get(table.submission.source, frozenset()), known=known, logs=logs
        )
        for table in corpus.tables
    ]
    return merged(active, [*parts, judge_corpus(corpus, active, known=known)])


def judge_table(
    table: Table,
    active: Sequence[Active],
    *,
    skip: frozenset[str] = frozenset(),
    known: Known | None = None,
    run: Runner | None = None,
    logs: Mapping[str, tuple[LogResult, ...]] | None = None,
) -> dict[str, Judged]:
    """What the rules on tasks and on tables say of one table, by rule id; it depends on no other table.

    `run`: how a rule is run on a subject, in this process where nothing is given. `logs`: task key -> its logs.
    """
    known, run = known or Known(), run or run_here
    places = _places(corpus_of([table], table.as_of))
    source = table.submission.source
    context = Context(year=table.submission.year, as_of=table.as_of, table=table, known=known)
    judged: dict[str, Judged] = {}
    for one in sorted(active, key=lambda one: one.foreign):
        if one.rule.scope == "corpus" or one.rule.id in skip:
            continue
        given = [dict(task.__dict__) for task in table.submission.tasks] if one.foreign else []
        subjects: tuple[Subject, ...] = (table,) if one.rule.scope == "table" else table.readings
        shown = [(subject, source, _with_logs(context, subject, logs)) for subject in subjects]
        judged[one.rule.id] = _judged(one, shown, places, run)
        if one.foreign and _put_right(table.submission.tasks, given):
            judged[one.rule.id] = _judged(one, shown, places, _changed)
    return judged


def _with_logs(
    context: Context, subject: Subject, logs: Mapping[str, tuple[LogResult, ...]] | None
) -> Context:
    """The context of one task, with the logs attached to it."""
    if not logs or not isinstance(subject, Reading) or subject.task.key not in logs:
        return context
    return context._replace(logs=logs[subject.task.key])


def _put_right(tasks: Sequence[Task], given: Sequence[dict[str, object]]) -> bool:
    """Whether a rule changed the tasks it was shown; they are as they were again."""
    changed = False
    for task, before in zip(tasks, given, strict=True):
        if task.__dict__ != before:
            changed = True
            task.__dict__.clear()
            task.__dict__.update(before)
    return changed


def _changed(one: Active, subject: Subject, context: Context, source: str, home: Task | None) -> Ran:
    return (), _failure(one.rule, source, home, BrokenRuleError("changed the task it was shown"))


def judge_corpus(
    corpus: Corpus, active: Sequence[Active], *, known: Known | None = None, run: Runner | None = None
) -> dict[str, Judged]:
    """What the rules on all tables together say, by rule id."""
    chosen = [one for one in active if one.rule.scope == "corpus"]
    if not chosen:
        return {}
    run = run or run_here
    places = _places(corpus)
    context = Context(year=None, as_of=corpus.as_of, known=known or Known())
    return {one.rule.id: _judged(one, [(corpus, "", context)], places, run) for one in chosen}


def merged(active: Sequence[Active], parts: Sequence[Mapping[str, Judged]]) -> Judgement:
    """The parts of a run as one judgement: rule by rule, within a rule in the order of the parts."""
    findings: list[Finding] = []
    checks: list[Check] = []
    failures: list[RuleFailure] = []
    clusters: dict[CopyCluster, None] = {}
    for one in active:
        for part in parts:
            judged = part.get(one.rule.id)
            if judged is not None:
                findings += judged.findings
                checks += judged.checks
                failures += judged.failures
                clusters.update(dict.fromkeys(judged.clusters))
    return Judgement(tuple(findings), tuple(checks), tuple(failures), tuple(clusters))


def _places(corpus: Corpus) -> dict[str, _Place]:
    return {
        reading.task.key: _Place(
            table.submission.source,
            reading.task,
            corpus.unit_of(reading),
            table.submission.year,
            at < len(corpus.tables),
        )
        for at, table in enumerate((*corpus.tables, *corpus.beside))
        for reading in table.readings
    }


def _judged(
    one: Active,
    subjects: Sequence[tuple[Subject, str, Context]],
    places: Mapping[str, _Place],
    run: Runner,
) -> Judged:
    findings: list[Finding] = []
    checks: list[Check] = []
    failures: list[RuleFailure] = []
    clusters: list[CopyCluster] = []
    for subject, source, context in subjects:
        home = subject.task if isinstance(subject, Reading) else None
        outcomes, failure = run(one, subject, context, source, home)
        try:
            stamped = [_stamp(one, hit, home, source, places) for hit in outcomes if isinstance(hit, Hit)]
            # Every member brings the same group: told once, or a thousand copies would cost their square.
            groups = {id(o.copies): o.copies for o in outcomes if isinstance(o, Hit) and o.copies}
            copied = [_cluster(one.rule.id, group, places) for group in groups.values()]
            _verify_notes([o for o in outcomes if not isinstance(o, Hit)], home, places)
        except Exception as error:  # noqa: BLE001 - whatever a rule put into its outcomes, only that rule fails
            outcomes, stamped, copied = (), [], []
            failure = failure or _failure(one.rule, source, home, error)
        findings += stamped
        clusters += copied
        if failure is not None:
            failures.append(failure)
        checks.extend(_checks(one.rule, subject, source, outcomes, failure is not None))
    return Judged(tuple(findings), tuple(checks), tuple(failures), tuple(clusters))


def run_here(one: Active, subject: Subject, context: Context, source: str, home: Task | None) -> Ran:
    """One rule on one subject, in this process; whatever it raises, but an interrupt, is its failure."""
    outcomes: list[Outcome] = []
    try:
        for outcome in one.rule.judge(subject, one.options, context):
            if not isinstance(outcome, Hit | Cleared | Undecided):
                raise BrokenRuleError(f"yielded a {type(outcome).__name__}, not a Hit, Cleared or Undecided")
            if isinstance(outcome, Hit) and outcome.case not in one.rule.cases:
                raise BrokenRuleError(f"yielded the unknown case {outcome.case!r}")
            if len(outcomes) >= FLOOD and len(outcomes) >= (limit := FLOOD * max(1, _size(subject))):
                raise BrokenRuleError(f"yielded more than {limit} outcomes on one subject")
            outcomes.append(outcome)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - SystemExit from a rule must not end the run either
        return tuple(outcomes) if not isinstance(error, BrokenRuleError) else (), _failure(
            one.rule, source, home, error
        )
    return tuple(outcomes), None


def _size(subject: Subject) -> int:
    """How many tasks a subject has: a rule on a table may speak of each of its rows."""
    if isinstance(subject, Reading):
        return 1
    tables = subject.tables if isinstance(subject, Corpus) else (subject,)
    return sum(len(table.readings) for table in tables)


def _failure(rule: Rule, source: str, home: Task | None, error: BaseException) -> RuleFailure:
    return RuleFailure(
        rule=rule.id,
        source=source,
        task=home.id if home else None,
        key=home.key if home else None,
        error=f"{type(error).__name__}: {_words(error)}"[:500],
        traceback=_trace(error),
    )


def _words(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - an exception of a rule's own making may not even have words
        return "?"


def _trace(error: BaseException) -> str:
    import traceback

    try:
        return "".join(traceback.format_exception(error, limit=-8))[-4000:]
    except Exception:  # noqa: BLE001 - as above
        return ""


def _stamp(one: Active, hit: Hit, home: Task | None, source: str, places: Mapping[str, _Place]) -> Finding:
    rule, case = one.rule, one.rule.cases[hit.case]
    task = _task_of(hit.task, home, places)
    where = places[task.key].source if task else source
    try:
        message = _short(case.message.fill(hit.params))
        ask = _short(case.ask.fill(hit.params)) if case.ask else None
    except (KeyError, IndexError, ValueError, TypeError, AttributeError) as error:
        raise BrokenRuleError(f"case {hit.case!r}: the message lacks the parameter {error}") from error
    if hit.confidence not in _STRENGTH:
        raise BrokenRuleError(f"case {hit.case!r}: confidence {hit.confidence!r} is none")
    strength = _STRENGTH[hit.confidence] if hit.strength is None else hit.strength
    if not 0.0 <= strength <= 1.0:
        raise BrokenRuleError(f"case {hit.case!r}: strength {strength} is not between 0 and 1")
    return Finding(
        rule=rule.id,
        name=rule.name,
        title=rule.title,
        case=hit.case,
        severity=one.severity(hit.case),
        confidence=hit.confidence,
        verdict=case.verdict,
        side=case.side,
        source=where,
        task=task.id if task else None,
        key=task.key if task else None,
        related=tuple(_ref(key, places) for key in hit.related),
        strength=round(strength, 3),
        fault=hit.fault,
        message=message,
        ask=ask,
        spans=tuple(_quoted(span, places) for span in hit.spans),
        fingerprint=fingerprint(rule.id, task, hit.spans, hit.fault),
    )


def _task_of(key: str | None, home: Task | None, places: Mapping[str, _Place]) -> Task | None:
    if home is not None:
        if key not in (None, home.key):
            raise BrokenRuleError(f"judged {home.key} but yielded a hit for {key}")
        return home
    if key is None:
        return None
    if key not in places:
        raise BrokenRuleError(f"yielded a hit for the unknown task {key!r}")
    if not places[key].judged:
        raise BrokenRuleError(f"yielded a hit for {key!r}, a task of a former year")
    return places[key].task


def _ref(key: str, places: Mapping[str, _Place]) -> TaskRef:
    if key not in places:
        raise BrokenRuleError(f"relates to the unknown task {key!r}")
    return TaskRef(source=places[key].source, task=places[key].task.id, key=key)


def _standing(span: Span, places: Mapping[str, _Place]) -> _Place:
    """Where a span stands; a rule that quotes what stands nowhere is broken."""
    place = places.get(span.task)
    if place is None:
        raise BrokenRuleError(f"quotes the unknown task {span.task!r}")
    text = place.task.text_of(span.field)
    if not 0 <= span.start <= span.end <= len(text) or text[span.start : span.end] != span.text:
        raise BrokenRuleError(f"quotes words that do not stand at {span.field}[{span.start}:{span.end}]")
    return place


def _quoted(span: Span, places: Mapping[str, _Place]) -> QuotedSpan:
    place = _standing(span, places)
    return QuotedSpan(
        source=place.source,
        task=place.task.id,
        key=span.task,
        field=span.field,
        start=span.start,
        end=span.end,
        text=span.text,
    )


def _cluster(rule: str, copies: Copies, places: Mapping[str, _Place]) -> CopyCluster:
    members: list[ClusterMember] = []
    for member in copies.members:
        for span in (*member.shared, *member.greyed):
            _standing(span, places)
        if member.task is not None and member.task not in places:
            raise BrokenRuleError(f"counts the unknown task {member.task!r} among copies")
        place = places[member.task] if member.task is not None else None
        members.append(
            ClusterMember(
                source=place.source if place else member.source,
                task=place.task.id if place else None,
                key=member.task,
                unit=place.unit if place else member.unit,
                year=place.year if place else member.year,
                home=member.home,
                likeness=round(member.likeness, 1),
                shared=_stretches(member.shared, member.greyed),
                greyed=_stretches(member.greyed),
                report="" if place and place.judged else place.task.report if place else member.text,
            )
        )
    return CopyCluster(kind=copies.kind, rule=rule, members=tuple(members))


def _stretches(spans: Sequence[Span], holes: Sequence[Span] = ()) -> tuple[Stretch, ...]:
    """Spans as stretches in order, without what the holes take of them."""
    found: list[Stretch] = []
    for span in sorted(spans, key=lambda one: one.start):
        start = span.start
        for hole in sorted(holes, key=lambda one: one.start):
            if start <= hole.start and hole.end <= span.end:
                found.append(Stretch(start, hole.start))
                start = hole.end
        found.append(Stretch(start, span.end))
    return tuple(one for one in found if one.start < one.end)


def _short(text: Text) -> Text:
    """A sentence that somebody may read to its end: the words of a report can be of any length."""
    if max(len(text.zh), len(text.en)) <= LONGEST_MESSAGE:
        return text
    return Text(
        *(
            one if len(one) <= LONGEST_MESSAGE else one[: LONGEST_MESSAGE - 1] + "…"
            for one in (text.zh, text.en)
        )
    )


def _verify_notes(
    outcomes: Sequence[Cleared | Undecided], home: Task | None, places: Mapping[str, _Place]
) -> None:
    for outcome in outcomes:
        note: object = outcome.note if isinstance(outcome, Cleared) else outcome.reason
        if not isinstance(note, Text) or not (isinstance(note.zh, str) and isinstance(note.en, str)):
            raise BrokenRuleError(f"a {type(outcome).__name__} without words: {type(note).__name__}")
        _task_of(outcome.task, home, places)
        for span in outcome.spans:
            _standing(span, places)


def fingerprint(rule: str, task: Task | None, spans: Sequence[Span], fault: str = "") -> str:
    """What a finding is known by from round to round: rule, folded title and folded words, never a number of a row.

    Faults of several logs rest on the same words of the requirement: there the fault is part of it.
    """
    title = fold(task.title or task.requirement) if task else ""
    words = "\n".join([*(fold(span.text) for span in spans), *([fault] if fault else [])])
    digest = hashlib.sha256(f"{rule}\n{title}\n{words}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"gk:{digest[:12]}"


def _checks(
    rule: Rule,
    subject: Subject,
    source: str,
    outcomes: Sequence[Outcome],
    failed: bool,
) -> Iterator[Check]:
    """One status for each task of the subject; for a table rule one more (task None) for the table itself."""
    if isinstance(subject, Reading):
        yield _check(rule, source, subject.task, outcomes, failed)
        return
    tables = subject.tables if isinstance(subject, Corpus) else (subject,)
    by_task: dict[str | None, list[Outcome]] = {}
    for outcome in outcomes:
        by_task.setdefault(outcome.task, []).append(outcome)
    whole = by_task.get(None, [])
    yield _check(rule, source, None, whole, failed)
    for table in tables:
        for reading in table.readings:
            own = by_task.get(reading.task.key, [])
            yield _check(rule, table.submission.source, reading.task, own, failed)


def _check(rule: Rule, source: str, task: Task | None, outcomes: Sequence[Outcome], failed: bool) -> Check:
    status: CheckStatus = "not_applicable"
    note: Text | None = None
    if failed:
        status = "failed"
    elif any(isinstance(one, Hit) for one in outcomes):
        status = "finding"
    elif outcomes:
        undecided = next((one for one in outcomes if isinstance(one, Undecided)), None)
        cleared = next((one for one in outcomes if isinstance(one, Cleared)), None)
        if undecided is not None:
            status, note = "undecided", _short(undecided.reason)
        elif cleared is not None:
            status, note = "cleared", _short(cleared.note)
    return Check(
        rule=rule.id,
        source=source,
        task=task.id if task else None,
        key=task.key if task else None,
        status=status,
        note=note,
    )


def default_as_of(year: int | None, today: date) -> date:
    """The day of assessment: 31 December of the reporting year if that is past, else today."""
    if year is None:
        return today
    end = date(year, 12, 31)
    return end if end < today else today
