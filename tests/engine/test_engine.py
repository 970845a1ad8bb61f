"""The engine: crashes are contained, hits are stamped, every rule × task ends in a status."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from gkcheck import (
    Case,
    Cleared,
    Context,
    Corpus,
    Hit,
    Location,
    Options,
    Outcome,
    Reading,
    Rule,
    Span,
    Submission,
    Table,
    Task,
    Text,
    Undecided,
    corpus_rule,
    rule,
    table_rule,
)  # fmt: skip
from gkcheck.corpus import corpus_of
from gkcheck.engine import FLOOD, Active, Judgement, default_as_of, fingerprint, judge, judge_table
from gkcheck.table import understand

AS_OF = date(2018, 12, 31)
CASES = {
    "hit": Case("high", "missing", Text("要求“{word}”", "asked: {word}"), Text("补{word}", "give {word}"))
}


def submission(count: int = 3, source: str = "表.csv") -> Submission:
    tasks = tuple(
        Task(key=f"{source}!{n}", id=str(n), title=f"任务{n}", requirement=f"要求{n}", report=f"落实{n}")
        for n in range(1, count + 1)
    )
    return Submission(source=source, year=2018, tasks=tasks)


def run(made: Rule, *submissions: Submission) -> Judgement:
    tables = [understand(one, AS_OF) for one in submissions or (submission(),)]
    return judge(corpus_of(tables, AS_OF), [Active(rule=made, options=made.options())])


def task_rule(body: Callable[[Reading], Iterator[Outcome]]) -> Rule:
    @rule("ZZ01", name="zz", title=Text("题", "title"), cases=CASES)
    def judge_it(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
        return body(reading)

    return judge_it


def test_a_hit_is_stamped_with_everything() -> None:
    def body(reading: Reading) -> Iterator[Outcome]:
        if reading.task.id == "2":
            yield Hit("hit", spans=(reading.span("requirement", 0, 2),), params={"word": "{x}"})

    judgement = run(task_rule(body))
    (found,) = judgement.findings
    assert (found.rule, found.task, found.key, found.severity, found.verdict) == (
        "ZZ01",
        "2",
        "表.csv!2",
        "high",
        "missing",
    )
    assert found.message == Text("要求“{x}”", "asked: {x}")
    assert found.spans[0].text == "要求"
    assert [check.status for check in judgement.checks] == ["not_applicable", "finding", "not_applicable"]


def _raise(error: BaseException) -> Callable[[Reading], Iterator[Outcome]]:
    def body(reading: Reading) -> Iterator[Outcome]:
        if reading.task.id == "2":
            raise error
        yield Cleared(Text("好", "fine"))

    return body


@pytest.mark.parametrize(
    "error",
    [ValueError("x"), SystemExit(0), RecursionError(), MemoryError(), GeneratorExit(), AssertionError("y")],
)
def test_a_crash_is_a_failure_of_one_rule_on_one_task(error: BaseException) -> None:
    judgement = run(task_rule(_raise(error)))
    assert [check.status for check in judgement.checks] == ["cleared", "failed", "cleared"]
    (failure,) = judgement.failures
    assert failure.rule == "ZZ01" and failure.task == "2" and type(error).__name__ in failure.error
    assert not judgement.findings


def test_an_interrupt_is_not_swallowed() -> None:
    with pytest.raises(KeyboardInterrupt):
        run(task_rule(_raise(KeyboardInterrupt())))


def _yields(*outcomes: object) -> Callable[[Reading], Iterator[Outcome]]:
    def body(reading: Reading) -> Iterator[Outcome]:
        yield from outcomes  # type: ignore[misc]

    return body


@pytest.mark.parametrize(
    "outcome",
    [
        None,
        "hit",
        Hit("no-such-case"),
        Hit("hit"),  # the message wants {word}
        Hit("hit", params={"word": "x"}, strength=2.0),
        Hit("hit", params={"word": "x"}, task="表.csv!3"),
        Hit("hit", params={"word": "x"}, related=("nobody",)),
        Hit(
            "hit",
            params={"word": "x"},
            spans=(Span(task="表.csv!1", field="report", start=0, end=9, text="落实1"),),
        ),
        Hit(
            "hit",
            params={"word": "x"},
            spans=(Span(task="表.csv!1", field="report", start=0, end=2, text="假话"),),
        ),
        Cleared(Text("好", "ok"), spans=(Span(task="nobody", field="report", start=0, end=0, text=""),)),
    ],
)
def test_what_a_rule_may_not_yield_is_a_failure(outcome: object) -> None:
    judgement = run(task_rule(_yields(outcome)), submission(1))
    assert [check.status for check in judgement.checks] == ["failed"]
    assert len(judgement.failures) == 1
    assert not judgement.findings


def test_a_rule_that_returns_no_iterator_is_a_failure() -> None:
    made = task_rule(lambda reading: None)  # type: ignore[arg-type,return-value]
    assert run(made, submission(1)).failures


def test_a_flood_is_cut_and_named() -> None:
    def body(reading: Reading) -> Iterator[Outcome]:
        while True:
            yield Cleared(Text("好", "ok"))

    (failure,) = run(task_rule(body), submission(1)).failures
    assert str(FLOOD) in failure.error


def test_a_rule_on_a_table_may_speak_of_every_row() -> None:
    @table_rule("ZZ02", name="zz", title=Text("题", "t"), cases=CASES)
    def made(table: Table, options: Options, context: Context) -> Iterator[Outcome]:
        for reading in table.readings:
            yield Cleared(Text("好", "ok"), task=reading.task.key)

    judgement = run(made, submission(FLOOD + 5))
    assert not judgement.failures
    assert sum(check.status == "cleared" for check in judgement.checks) == FLOOD + 5


def test_undecided_is_neither_finding_nor_silence() -> None:
    judgement = run(
        task_rule(_yields(Cleared(Text("a", "a")), Undecided(Text("不知", "unknown")))), submission(1)
    )
    (check,) = judgement.checks
    assert check.status == "undecided" and check.note == Text("不知", "unknown")


def test_table_rule_statuses_by_task_and_for_the_table() -> None:
    @table_rule("ZZ02", name="zz", title=Text("题", "t"), cases=CASES)
    def made(table: Table, options: Options, context: Context) -> Iterator[Outcome]:
        yield Hit(
            "hit",
            task=table.readings[1].task.key,
            params={"word": "x"},
            related=(table.readings[0].task.key,),
        )
        yield Cleared(Text("其余", "rest"), task=table.readings[0].task.key)

    judgement = run(made)
    assert {check.task: check.status for check in judgement.checks} == {
        None: "not_applicable", "1": "cleared", "2": "finding", "3": "not_applicable",
    }  # fmt: skip
    assert judgement.findings[0].related[0].task == "1"


def test_corpus_rule_sees_all_tables() -> None:
    @corpus_rule("ZZ03", name="zz", title=Text("题", "t"), cases=CASES)
    def made(corpus: Corpus, options: Options, context: Context) -> Iterator[Outcome]:
        first, second = corpus.tables
        yield Hit(
            "hit",
            task=first.readings[0].task.key,
            related=(second.readings[0].task.key,),
            params={"word": "x"},
        )

    judgement = run(made, submission(1, "a.csv"), submission(1, "b.csv"))
    assert judgement.findings[0].source == "a.csv"
    assert judgement.findings[0].related[0].source == "b.csv"


def test_fingerprint_survives_reordering_renaming_and_spelling() -> None:
    task = Task(key="a!1", id="1", title="公开 3 项目录")
    moved = Task(key="b!9", id="9", title="公开３项目录")
    span = Span(task="a!1", field="report", start=0, end=4, text="2 个工作日")
    other = Span(task="b!9", field="report", start=5, end=9, text="２个工作日")
    assert fingerprint("GK201", task, (span,)) == fingerprint("GK201", moved, (other,))
    assert fingerprint("GK201", task, (span,)) != fingerprint("GK202", task, (span,))
    assert fingerprint("GK201", task, (span,)) != fingerprint(
        "GK201", task.model_copy(update={"title": "别的"}), (span,)
    )


def test_as_of_is_the_end_of_the_year_once_that_is_past() -> None:
    assert default_as_of(2018, date(2026, 1, 1)) == date(2018, 12, 31)
    assert default_as_of(2026, date(2026, 5, 1)) == date(2026, 5, 1)
    assert default_as_of(None, date(2026, 5, 1)) == date(2026, 5, 1)


def test_locations_are_plain_values() -> None:
    assert Location(row=3) == Location(row=3)


class _Wordless(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no words")


@pytest.mark.parametrize(
    "outcome",
    [
        Hit("hit", params={"word": "x"}, spans=None),  # type: ignore[arg-type]
        Hit("hit", params={"word": "x"}, spans=("要求",)),  # type: ignore[arg-type]
        Hit("hit", params={"word": "x"}, strength="high"),  # type: ignore[arg-type]
        Hit("hit", params={"word": "x"}, confidence="sure"),  # type: ignore[arg-type]
        Hit("hit", params={"word": "x"}, related=5),  # type: ignore[arg-type]
        Hit(["hit"], params={"word": "x"}),  # type: ignore[arg-type]
        Cleared("好"),  # type: ignore[arg-type]
        Cleared(Text(None, "fine")),  # type: ignore[arg-type]
        Undecided(None),  # type: ignore[arg-type]
        Cleared(Text("好", "fine"), spans=7),  # type: ignore[arg-type]
    ],
)
def test_whatever_stands_in_an_outcome_only_that_rule_fails(outcome: Outcome) -> None:
    judgement = run(task_rule(_yields(outcome)))
    assert len(judgement.failures) == 3 and not judgement.findings
    assert {check.status for check in judgement.checks} == {"failed"}


def test_an_exception_without_words_is_a_failure_like_any_other() -> None:
    judgement = run(task_rule(_raise(_Wordless())))
    assert [check.status for check in judgement.checks] == ["cleared", "failed", "cleared"]
    assert judgement.failures[0].error == "_Wordless: ?"


def test_a_sentence_of_any_length_is_cut() -> None:
    judgement = run(task_rule(_yields(Hit("hit", params={"word": "长" * 30_000}))))
    assert not judgement.failures
    assert len(judgement.findings[0].message.zh) == 2_000 and judgement.findings[0].message.zh.endswith("…")
    (check, *_) = run(task_rule(_yields(Cleared(Text("长" * 30_000, "long"))))).checks
    assert check.note is not None and len(check.note.zh) == 2_000


def test_a_foreign_rule_that_changes_its_input_fails_and_nothing_is_changed() -> None:
    def body(reading: Reading) -> Iterator[Outcome]:
        reading.task.__dict__["report"] = "改过的"
        yield Hit("hit", params={"word": reading.task.report})

    table = understand(submission(), AS_OF)
    seen: list[str] = []

    def looking(reading: Reading) -> Iterator[Outcome]:
        seen.append(reading.task.report)
        yield Cleared(Text("好", "fine"))

    bad, good = task_rule(body), task_rule(looking)._replace(id="ZZ02")
    active = [Active(bad, bad.options(), foreign=True), Active(good, good.options(), foreign=True)]
    judged = judge_table(table, active)
    assert not judged["ZZ01"].findings and len(judged["ZZ01"].failures) == 3
    assert "changed" in judged["ZZ01"].failures[0].error
    assert seen == ["落实1", "落实2", "落实3"] == [task.report for task in table.submission.tasks]
    assert not judged["ZZ02"].failures
