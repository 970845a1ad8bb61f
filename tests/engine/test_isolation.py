"""Rules of a plugin run apart: what they yield is the same, and what they break stays broken there."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import gkcheck
from gkcheck import (
    Case,
    Cleared,
    Config,
    Context,
    Corpus,
    Hit,
    Options,
    Outcome,
    Reading,
    Rule,
    Submission,
    Task,
    Text,
    Undecided,
    UsageError,
    check,
    corpus_rule,
    hookimpl,
    rule,
)
from gkcheck.corpus import corpus_of
from gkcheck.engine import Active, judge_corpus, judge_table
from gkcheck.isolation import Apart
from gkcheck.limits import Limits
from gkcheck.plugins import Plugins, load
from gkcheck.table import understand
from gkcheck.workers import can_fork

forked = pytest.mark.skipif(not can_fork(), reason="children are forked here")
AS_OF = date(2018, 12, 31)
CASES = {"hit": Case("high", "missing", Text("要求“{word}”{n}", "asked: {word} {n}"))}
QUICK = Limits(rule_seconds=2.0, rule_memory=200 << 20)
Body = Callable[[Reading], Iterator[Outcome]]


def table(count: int = 3):
    tasks = tuple(
        Task(key=f"表#{n}", id=str(n), title=f"任务{n}", requirement=f"要求{n}", report=f"落实{n}")
        for n in range(1, count + 1)
    )
    return understand(Submission(source="表", year=2018, tasks=tasks), AS_OF)


def made(id: str, body: Body) -> Rule:
    @rule(id, name=id.lower(), title=Text("题", "title"), cases=CASES)
    def judge(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
        yield from body(reading)

    return judge


def honest(reading: Reading) -> Iterator[Outcome]:
    match reading.task.id:
        case "1":
            word = (Text("甲", "a"), "b")
            yield Hit("hit", (reading.span("requirement", 0, 2),), {"word": word, "n": 1.5}, "medium", 0.25)
        case "2":
            yield Undecided(Text("不知", "unknown"), (reading.span("report", 0, 1),))
        case _:
            yield Cleared(Text("好\ud800", "fine"))


def judged(*rules: Rule, limits: Limits = QUICK):
    active = [Active(rule=one, options=one.options()) for one in rules]
    return judge_table(table(), active, run=Apart(active, lambda: active, limits))


@forked
def test_an_honest_rule_says_the_same_apart() -> None:
    one = made("ZZ01", honest)
    active = [Active(rule=one, options=one.options())]
    assert judged(one) == judge_table(table(), active)
    assert judged(one)["ZZ01"].findings[0].message == Text("要求“甲、b”1.5", "asked: a, b 1.5")


def _hang(_: Reading) -> Iterator[Outcome]:
    time.sleep(600)
    yield Cleared(Text("好", "fine"))


def _spin(_: Reading) -> Iterator[Outcome]:
    while True:
        pass


def _eat(_: Reading) -> Iterator[Outcome]:
    eaten = [bytearray(64 << 20) for _ in range(64)]
    yield Cleared(Text(str(len(eaten)), "fine"))


def _end(_: Reading) -> Iterator[Outcome]:
    os._exit(0)


def _fault(_: Reading) -> Iterator[Outcome]:
    faulthandler.disable()
    ctypes.string_at(0)
    yield Cleared(Text("好", "fine"))


def _raise(_: Reading) -> Iterator[Outcome]:
    raise SystemExit(0)


def _foreign(_: Reading) -> Iterator[Outcome]:
    yield Hit("hit", params={"word": object(), "n": 1})  # type: ignore[dict-item]


def _flood(_: Reading) -> Iterator[Outcome]:
    while True:
        yield Cleared(Text("好", "fine"))


def _lie(reading: Reading) -> Iterator[Outcome]:
    span = reading.span("report", 0, 2)
    yield Hit("hit", (span._replace(text="假的"),), {"word": "x", "n": 1})


def _deaf(_: Reading) -> Iterator[Outcome]:
    import signal

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=lambda: time.sleep(600)).start()
    time.sleep(600)
    yield Cleared(Text("好", "fine"))


BAD: list[tuple[Body, str]] = [
    (_hang, "rule-seconds"),
    (_spin, "rule-seconds"),
    (_deaf, "rule-seconds"),
    (_end, "0"),
    (_fault, "-11"),
    (_raise, "SystemExit"),
    (_foreign, "TypeError"),
    (_flood, "1000"),
    (_lie, "quotes words"),
]
if sys.platform.startswith("linux"):
    BAD.append((_eat, "MemoryError"))


@forked
@pytest.mark.parametrize(("body", "words"), BAD, ids=[body.__name__ for body, _ in BAD])
def test_a_bad_rule_fails_alone(body: Body, words: str) -> None:
    found = judged(made("ZZ01", honest), made("ZZ02", body), made("ZZ03", honest))
    assert {check.status for check in found["ZZ02"].checks} == {"failed"}
    assert len(found["ZZ02"].failures) == 3 and not found["ZZ02"].findings
    assert words in found["ZZ02"].failures[0].error
    for other in ("ZZ01", "ZZ03"):
        assert not found[other].failures and len(found[other].findings) == 1


@forked
def test_what_was_said_before_the_end_stays_said() -> None:
    def body(reading: Reading) -> Iterator[Outcome]:
        if reading.task.id == "2":
            os._exit(3)
        yield Cleared(Text("好", "fine"))

    found = judged(made("ZZ01", body))["ZZ01"]
    assert [check.status for check in found.checks] == ["cleared", "failed", "failed"]
    assert "3" in found.failures[0].error


@forked
def test_nothing_the_rule_changes_reaches_this_process() -> None:
    def body(reading: Reading) -> Iterator[Outcome]:
        reading.task.__dict__["report"] = "改过的"
        yield Hit("hit", (), {"word": reading.task.report, "n": 1})

    found = judged(made("ZZ01", body))["ZZ01"]
    assert "改过的" in found.findings[0].message.zh
    assert table().readings[0].task.report == "落实1"


@forked
def test_a_rule_on_all_tables_apart() -> None:
    @corpus_rule("ZZ09", name="zz", title=Text("题", "title"), cases=CASES)
    def across(corpus: Corpus, options: Options, context: Context) -> Iterator[Outcome]:
        yield Hit("hit", (), {"word": str(os.getpid()), "n": len(corpus.tables)}, task="表#2")

    active = [Active(rule=across, options=across.options())]
    corpus = corpus_of([table()], AS_OF)
    found = judge_corpus(corpus, active, run=Apart(active, lambda: active, QUICK))["ZZ09"]
    assert found.findings[0].key == "表#2" and str(os.getpid()) not in found.findings[0].message.zh


def _builtin() -> list[Active]:
    plugins = gkcheck.installed()
    chosen = [one for one in plugins.registry if one.id in ("GK101", "GK201", "GK401")]
    return [Active(rule=one, options=one.options()) for one in chosen]


def test_children_that_are_no_copies() -> None:
    active = _builtin()
    apart = Apart(active, _builtin, Limits(), fork=False)
    assert judge_table(table(), active, run=apart) == judge_table(table(), active)


CSV = "序号,工作任务,工作要求,责任单位,落实情况\n1,甲,来信在2个工作日内答复。,办公室,已经按时答复来信12件。\n"


def plugins_with(*bodies: Body) -> Plugins:
    class Plugin:
        @hookimpl
        def gkcheck_rules(self) -> list[Rule]:
            return [made(f"ZZ{n:02}", body) for n, body in enumerate(bodies, start=1)]

    return load([("zz", Plugin())])


@forked
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_plugin_isolated_in_a_run(tmp_path: Path, jobs: int) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(CSV, encoding="utf-8")
    plugins = plugins_with(_hang, honest)
    config = Config(isolate=("zz",), limits=QUICK, as_of=AS_OF)
    result = check(tmp_path, config, plugins=plugins, jobs=jobs)
    assert result.exit_code == 3
    assert [(one.rule, Path(one.source).name) for one in result.failures] == [
        ("ZZ01", "a.csv"),
        ("ZZ01", "b.csv"),
    ]
    assert sum(one.rule == "ZZ02" for one in result.findings) == 2
    assert any(one.rule.startswith("GK") for one in result.checks)


def test_an_unknown_plugin_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CSV, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        check(tmp_path / "a.csv", Config(isolate=("nobody",)))
    assert "builtin" in caught.value.text.zh


@forked
def test_builtin_rules_apart_give_the_same_result(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CSV, encoding="utf-8")
    plain = check(tmp_path / "a.csv", Config(as_of=AS_OF))
    assert check(tmp_path / "a.csv", Config(as_of=AS_OF, isolate=("builtin",))) == plain
