"""One file of a run as what remains of it once it is judged: small, plain, and the same from any process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from gkcheck.answers import Answer
from gkcheck.engine import Active, Judged, Runner, judge_table
from gkcheck.known import Known
from gkcheck.logs import LogResult, LogShown, Proof, shown_of
from gkcheck.model import Submission
from gkcheck.reading import Reading
from gkcheck.result import AnswerSpan, DemandResult, SourceWarning
from gkcheck.table import Table


class TaskPart(NamedTuple):
    """What was understood of one task, as far as the result tells it."""

    demands: tuple[DemandResult, ...]
    has_evidence: bool


class FilePart(NamedTuple):
    """One table as read, what was understood of each task, and what each rule on tasks and tables said."""

    submission: Submission
    as_of: date
    tasks: tuple[TaskPart, ...]
    judged: Mapping[str, Judged]
    logs: tuple[LogResult, ...] = ()
    warnings: tuple[SourceWarning, ...] = ()  # on logs


def part_of(
    table: Table,
    active: Sequence[Active],
    skip: frozenset[str],
    known: Known,
    run: Runner | None = None,
    logs: Mapping[str, tuple[LogResult, ...]] | None = None,
) -> FilePart:
    """Judges one table by the rules that need no other. `skip`: rules that do not run on it; `run`: how they run;
    `logs`: task key -> the logs attached to it."""
    logs = logs or {}
    judged = judge_table(table, active, skip=skip, known=known, run=run, logs=logs)
    tasks = tuple(_task_part(reading, logs.get(reading.task.key, ())) for reading in table.readings)
    return FilePart(
        table.submission, table.as_of, tasks, judged, tuple(log for own in logs.values() for log in own)
    )


def _task_part(reading: Reading, logs: Sequence[LogResult]) -> TaskPart:
    demands = tuple(_demand_result(one, shown_of(logs, at)) for at, one in enumerate(reading.answers))
    return TaskPart(demands, bool(reading.own_claims) or bool(logs))


def _proof(answer: Answer, log: LogShown | None) -> Proof:
    """How far a demand is proven: by the logs where there are any; prose alone asserts at most, even where it is at odds."""
    if log is None:
        said = answer.status in ("answered", "asserted", "contradicted")
        open_ = answer.status in ("undetermined", "not_due") and any(
            one.field == "report" for one in answer.words
        )
        return "asserted" if said or open_ else "silent"
    return log.proof


def _demand_result(answer: Answer, log: LogShown | None) -> DemandResult:
    span = answer.demand.span
    return DemandResult(
        kind=answer.demand.kind,
        text=span.text,
        start=span.start,
        end=span.end,
        field="deadline" if span.field == "deadline" else "requirement",
        status=answer.status,
        answers=tuple(
            AnswerSpan(start=words.start, end=words.end, text=words.text)
            for words in answer.words
            if words.field == "report"
        ),
        proof=_proof(answer, log),
    )
