"""A rule's own examples as test cases: what must fire, in order, and what must not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gkcheck.copying import template_from
from gkcheck.corpus import corpus_of
from gkcheck.engine import Active, Judgement, judge
from gkcheck.logs import LogResult
from gkcheck.model import Location, Submission, Task, TaskLocation
from gkcheck.proving import shown
from gkcheck.reading import Reading
from gkcheck.rule_definition import Bad, Example, Rule, Sheet
from gkcheck.table import Table, understand


def submission_of(example: Example, source: str = "example") -> Submission:
    """An example as a submitted table."""
    return _submission(Sheet(example.table, example.issuer, example.year), source)


def submissions_of(example: Example) -> tuple[tuple[Submission, ...], tuple[Submission, ...]]:
    """All tables of an example: those of its round, its own first, and those of former years."""
    others = [_submission(sheet, f"other{at}") for at, sheet in enumerate(example.others, start=1)]
    former = [_submission(sheet, f"former{at}") for at, sheet in enumerate(example.previous, start=1)]
    return (submission_of(example), *others), tuple(former)


def _submission(sheet: Sheet, source: str) -> Submission:
    tasks = tuple(
        Task(
            key=f"{source}#1!{number}",
            id=row.id or str(number),
            title=row.title,
            section=row.section,
            requirement=row.requirement,
            units=(row.units,) if row.units else (),
            units_text=row.units,
            deadline=row.deadline,
            report=row.report,
            location=TaskLocation(
                row=number, fields={"id": Location(row=number)} if row.id else {}, marks=row.marks
            ),
        )
        for number, row in enumerate(sheet.rows, start=1)
    )
    return Submission(
        source=source, title="示例", issuer=sheet.issuer, year=sheet.year, reader="example", tasks=tasks
    )


def table_of(example: Example) -> Table:
    """An example ready to be judged."""
    return understand(submission_of(example), example.as_of)


def fired(rule: Rule, example: Example) -> Judgement:
    """What a rule says of an example, with the example's options, through the real engine."""
    template = template_from(example.template)
    tables, former = (
        [understand(one, example.as_of, template) for one in submissions]
        for submissions in submissions_of(example)
    )
    options = rule.options.model_validate(dict(example.options))
    corpus = corpus_of(tables, example.as_of, former, template)
    first = tables[0].readings[0]
    attached = _placed(first, example.logs())
    logs = {first.task.key: shown(first, attached)} if attached else {}
    return judge(corpus, [Active(rule=rule, options=options)], logs=logs)


def _placed(reading: Reading, logs: Sequence[LogResult]) -> tuple[LogResult, ...]:
    """The made-up logs, those for the first demand bound to the first window there is."""
    window = next((at for at, one in enumerate(reading.demands) if one.kind == "window"), None)
    return tuple(log.model_copy(update={"demand": window}) if log.demand == 0 else log for log in logs)


def example_cases(rule: Rule) -> Iterator[tuple[str, Example, tuple[str, ...]]]:
    """(name, example, the cases it must give in order) for every example of a rule; none for a good one."""
    for number, good in enumerate(rule.good, start=1):
        yield f"{rule.id}-good-{number}", good, ()
    for number, bad in enumerate(rule.bad, start=1):
        assert isinstance(bad, Bad)
        yield f"{rule.id}-bad-{number}", bad, bad.cases
