"""Many files: any number of processes gives the same bytes, bad files are named, an interrupt leaves nothing behind."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_tables import BAD, GOOD

from gkcheck import Case, Hit, Text, app, hookimpl, rule
from gkcheck.cli import progress, run
from gkcheck.plugins import load
from gkcheck.workers import can_fork

forked = pytest.mark.skipif(not can_fork(), reason="children are forked here")


@pytest.fixture
def many(folder: Path) -> Path:
    """Fourteen tables in three folders, two files that cannot be read and one without a table among them."""
    place = folder / "报送"
    for name in ("甲区", "乙区", "丙区"):
        (place / name).mkdir(parents=True)
        for number in range(5):
            text = GOOD if number % 2 else BAD
            (place / name / f"{number}.csv").write_text(text.replace("示例县", name), encoding="utf-8")
    (place / "乙区" / "2.csv").write_bytes(b"")
    (place / "甲区" / "坏.docx").write_bytes(b"PK\x03\x04 nothing more")
    (place / "丙区" / "无表.txt").write_text("今天天气很好。", encoding="utf-8")
    return place


@forked
@pytest.mark.parametrize("form", ["json", "text", "csv"])
def test_any_number_of_processes_gives_the_same_bytes(many: Path, gkcheck, form: str) -> None:
    one, two, all_ = (gkcheck("check", "报送", "--format", form, "-j", jobs) for jobs in ("1", "2", "0"))
    assert one.returncode == two.returncode == all_.returncode == 3
    assert one.stdout == two.stdout == all_.stdout
    assert len(one.stdout) > 1_000


@forked
def test_bad_files_are_named_and_the_others_checked(many: Path, gkcheck) -> None:
    result = json.loads(gkcheck("check", "报送", "--format", "json", "-j", "2").stdout)
    assert len(result["submissions"]) == 14
    unread = {one["source"]: one["code"] for one in result["warnings"] if one["incomplete"]}
    assert {Path(name).name: code for name, code in unread.items()} == {
        "2.csv": "empty-file",
        "坏.docx": "unsupported",
        "无表.txt": "no-header",
    }
    sources = [one["source"] for one in result["submissions"]]
    assert sources == sorted(sources)


CASES = {"hit": Case("low", "weak", Text("有", "there"))}


def plugins_with(body):
    @rule("ZZ01", name="zz", title=Text("题", "title"), cases=CASES)
    def judge(reading, options, context):
        body(reading)
        yield Hit("hit")

    class Plugin:
        @hookimpl
        def gkcheck_rules(self):
            return [judge]

    return load([("zz", Plugin())])


@forked
def test_a_rule_that_ends_its_process_costs_one_file(many: Path, monkeypatch, capfd) -> None:
    def body(reading):
        if "乙区" in reading.task.key and "1.csv" in reading.task.key:
            os._exit(9)

    made = plugins_with(body)
    monkeypatch.setattr(app, "installed", lambda: made)
    assert run(["check", "报送", "--format", "json", "-j", "2"]) == 3
    result = json.loads(capfd.readouterr().out)
    ended = [one for one in result["warnings"] if one["code"] == "process-ended"]
    assert [Path(one["source"]).name for one in ended] == ["1.csv"] and "9" in ended[0]["message"]["zh"]
    assert len(result["submissions"]) == 13


@forked
def test_a_rule_that_hangs_costs_one_file_and_the_limit_is_named(many: Path, monkeypatch, capfd) -> None:
    def body(reading):
        if "乙区" in reading.task.key and "1.csv" in reading.task.key:
            time.sleep(600)

    made = plugins_with(body)
    monkeypatch.setattr(app, "installed", lambda: made)
    (many.parent / "gkcheck.toml").write_text("[limits]\nseconds = 4\n", encoding="utf-8")
    assert run(["check", "报送", "--format", "json", "-j", "2"]) == 3
    result = json.loads(capfd.readouterr().out)
    (slow,) = [one for one in result["warnings"] if one["code"] == "too-slow"]
    assert Path(slow["source"]).name == "1.csv" and "[limits] seconds" in slow["message"]["zh"]
    assert len(result["submissions"]) == 13


def test_what_a_rule_prints_does_not_reach_the_document(many: Path, monkeypatch, capfd) -> None:
    made = plugins_with(lambda reading: print("我在这里"))
    monkeypatch.setattr(app, "installed", lambda: made)
    assert run(["check", "好.csv", "--format", "json"]) in (0, 1)
    out, err = capfd.readouterr()
    assert json.loads(out)["schema"] == "gkcheck.result/1"
    assert "我在这里" in err


HANGING = """
import os, sys, time
from pathlib import Path
from gkcheck import app, rule, hookimpl, Case, Hit, Text
from gkcheck.plugins import load
from gkcheck import cli

@rule("ZZ01", name="zz", title=Text("题", "title"), cases={"hit": Case("low", "weak", Text("有", "there"))})
def judge(reading, options, context):
    Path(f"pid-{os.getpid()}").touch()
    time.sleep(600)
    yield Hit("hit")

class Plugin:
    @hookimpl
    def gkcheck_rules(self):
        return [judge]

made = load([("zz", Plugin())])
app.installed = lambda: made
cli.main()
"""


def _wait_for(folder: Path, pattern: str, count: int) -> list[Path]:
    until = time.monotonic() + 60
    while len(found := list(folder.glob(pattern))) < count and time.monotonic() < until:
        time.sleep(0.05)
    assert len(found) >= count
    return found


def _stopped(process: subprocess.Popen[bytes], sign: int) -> tuple[bytes, bytes]:
    """Ends it as a terminal does, the children too, or as a supervisor does, itself alone."""
    if sign == signal.SIGINT:
        os.killpg(process.pid, sign)
    else:
        os.kill(process.pid, sign)
    return process.communicate(timeout=60)


def _gone(pid: int) -> bool:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


STOPS = pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
                                if hasattr(signal, "SIGHUP") else [])  # fmt: skip


@forked
@STOPS
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_leaves_no_output_and_no_process(many: Path, jobs: str, sign: int, code: int) -> None:
    folder = many.parent
    (folder / "run.py").write_text(HANGING, encoding="utf-8")
    (folder / "旧.json").write_text("旧的结果", encoding="utf-8")
    command = [sys.executable, "run.py", "check", "报送", "-j", jobs, "-o", "结果.json", "-o", "旧.json"]
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    traces = _wait_for(folder, "pid-*", int(jobs))
    out, err = _stopped(process, sign)
    assert process.returncode == code
    assert b"Traceback" not in err and not out
    assert not (folder / "结果.json").exists() and not list(folder.glob(".gkcheck-*"))
    assert (folder / "旧.json").read_text(encoding="utf-8") == "旧的结果"
    assert all(_gone(int(trace.name.removeprefix("pid-"))) for trace in traces)


@forked
@STOPS
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_the_programs_that_were_started(
    folder: Path, jobs: str, sign: int, code: int
) -> None:
    """An office program that hangs is ended with what it started itself, and its folder of files is removed."""
    (folder / "bin").mkdir()
    (folder / "tmp").mkdir()
    office = folder / "bin" / "soffice"
    office.write_text(
        f"#!/bin/sh\nsleep 600 &\ntouch {folder}/office-$$ {folder}/office-$!\nwait\n", encoding="utf-8"
    )
    office.chmod(0o755)
    for name in ("甲.rtf", "乙.rtf"):
        (folder / name).write_bytes(b"{\\rtf1\\ansi " + b"a" * 100 + b"}")
    environment = {**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}", "TMPDIR": f"{folder}/tmp"}
    process = subprocess.Popen(
        [sys.executable, "-c", "from gkcheck.cli import main; main()", "check", "甲.rtf", "乙.rtf", "-j", jobs],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    traces = _wait_for(folder, "office-*", 2 * int(jobs))
    _, err = _stopped(process, sign)
    assert process.returncode == code and b"Traceback" not in err
    assert all(_gone(int(trace.name.removeprefix("office-"))) for trace in traces)
    assert not list((folder / "tmp").iterdir())


def test_a_broken_file_inside_gkcheck_does_not_end_the_run(many: Path, monkeypatch, capfd) -> None:
    def broken(table, *_: object):
        raise AssertionError("ours")

    monkeypatch.setattr(app, "part_of", broken)
    assert run(["check", "好.csv", "差.csv"]) == 3
    assert "AssertionError: ours" in capfd.readouterr().out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    return now


def test_progress_is_shown_on_a_terminal_after_two_seconds_and_wiped(monkeypatch, clock) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.Progress("zh") as shown:
        shown(1, 40)
        assert terminal.getvalue() == ""
        clock[0] += progress.QUIET
        shown(2, 40)
        shown(3, 40)  # too soon after the last
        assert terminal.getvalue() == "\r已核对 2/40 个文件"
        clock[0] += 1
        shown(40, 40)
    assert terminal.getvalue().endswith(" \r")
    terminal.getvalue().encode("gbk")


def test_progress_is_silent_elsewhere(monkeypatch, clock) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.Progress("en") as shown:
        clock[0] += 60
        shown(2, 40)
    assert stream.getvalue() == ""
    monkeypatch.setattr(sys, "stderr", None)
    with progress.Progress("en") as shown:
        shown(2, 40)
