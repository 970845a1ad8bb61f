"""Exit codes 0, 1, 2, 3 mean one thing each; one sentence on stderr; stdout holds the document only."""

from __future__ import annotations

import json

import pytest

from gkcheck import app
from gkcheck.cli import run


def test_0_when_nothing_reaches_the_line(capsys):
    assert run(["check", "好.csv", "--select", "GK101"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("好.csv  1 项任务") and captured.err == ""


def test_1_when_something_does(capsys):
    assert run(["check", "差.csv", "--select", "GK101"]) == 1
    assert "GK101" in capsys.readouterr().out


@pytest.mark.parametrize("word", ["never", "从不"])
def test_fail_on_never(word):
    assert run(["check", "差.csv", "--fail-on", word]) == 0


@pytest.mark.parametrize("word", ["提示", "info", "INFO"])
def test_fail_on_in_both_languages(word):
    assert run(["check", "差.csv", "--fail-on", word]) == 1


def test_exit_zero_hides_findings_only(folder):
    assert run(["check", "差.csv", "--exit-zero"]) == 0
    assert run(["check", "没有.csv", "--exit-zero"]) == 2
    (folder / "坏.docx").write_bytes(b"not a zip")
    assert run(["check", "差.csv", "坏.docx", "--exit-zero"]) == 3


@pytest.mark.parametrize(
    "argv",
    [
        ["check", "没有.csv"],
        ["没有.csv"],
        ["check"],
        ["check", "空"],
        ["check", "差.csv", "--no-such-option"],
        ["check", "差.csv", "--select", "GK999"],
        ["check", "差.csv", "--ignore", "没有这条规则"],
        ["check", "差.csv", "--select", "GK1", "--ignore", "GK1"],
        ["check", "差.csv", "--fail-on", "很重"],
        ["check", "差.csv", "--as-of", "2018-13-01"],
        ["check", "差.csv", "--year", "abc"],
        ["check", "差.csv", "--columns", "要求"],
        ["check", "差.csv", "--columns", "颜色=3"],
        ["check", "差.csv", "--show", "everything"],
        ["check", "差.csv", "--format", "xyz"],
        ["check", "差.csv", "-o", "a.xyz"],
        ["check", "差.csv", "-o", "-"],
        ["check", "差.csv", "-o", "没有/a.json"],
        ["check", "差.csv", "-o", "json:差.csv"],
        ["check", "差.csv", "--config", "没有.toml"],
        ["check", "差.csv", "--config", "a.toml", "--isolated"],
        ["check", "差.csv", "--stdin-filename", "a.csv"],
        ["read", "没有.csv"],
        ["read", "."],
        ["explain", "GK999"],
        ["rules", "--format", "xml"],
        ["calendar", "昨天"],
        ["chek"],
    ],
)
def test_2_with_one_sentence_and_nothing_on_stdout(argv, capsys, folder):
    (folder / "空").mkdir()
    assert run(argv) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("gkcheck: ") and captured.err.count("\n") == 1
    assert "Traceback" not in captured.err
    assert (folder / "差.csv").read_text(encoding="utf-8").startswith("序号")


@pytest.mark.parametrize(
    "argv", [["check", "没有.csv"], ["check", "差.csv", "--select", "GK999"], ["explain"]]
)
def test_refusals_speak_english_when_asked(argv, capsys):
    assert run([*argv, "--lang", "en"]) == 2
    assert not any(
        "\u4e00" <= letter <= "\u9fff" for letter in capsys.readouterr().err.replace("没有.csv", "")
    )


def test_2_for_a_configuration_with_an_unknown_key(folder, capsys):
    (folder / "gkcheck.toml").write_text('selct = ["GK1"]\n', encoding="utf-8")
    assert run(["check", "好.csv"]) == 2
    assert "是不是想写 select" in capsys.readouterr().err
    assert run(["check", "好.csv", "--isolated", "--fail-on", "never"]) == 0


def test_3_when_a_file_cannot_be_read_and_the_others_are_checked(folder, capsys):
    (folder / "坏.docx").write_bytes(b"not a zip")
    assert run(["check", "坏.docx", "差.csv"]) == 3
    captured = capsys.readouterr()
    assert "坏.docx  未能读取" in captured.out and "GK101" in captured.out
    assert captured.out.rstrip().splitlines()[-1].startswith("■ 检查不完整：1 个文件没有读全")


def test_3_is_told_on_stderr_when_stdout_is_json(folder, capsys):
    (folder / "坏.docx").write_bytes(b"not a zip")
    assert run(["check", "坏.docx", "差.csv", "--format", "json"]) == 3
    captured = capsys.readouterr()
    told = json.loads(captured.out)
    assert told["exit_code"] == 3 and told["status"] == "incomplete"
    assert "检查不完整" in captured.err


def test_3_when_a_rule_crashes(capsys, monkeypatch):
    import copy

    def replace(value, **changes):
        if isinstance(value, tuple):
            return value._replace(**changes)
        changed = copy.copy(value)
        for name, new in changes.items():
            object.__setattr__(changed, name, new)
        return changed

    plugins = app.installed()
    crashing = plugins.registry.rules["GK101"]

    def crash(*_):
        raise ZeroDivisionError("规则坏了")
        yield

    rules = {**plugins.registry.rules, "GK101": crashing._replace(judge=crash)}
    broken = plugins._replace(registry=replace(plugins.registry, rules=rules))
    monkeypatch.setattr(app, "installed", lambda: broken)
    assert run(["check", "好.csv", "--exit-zero"]) == 3
    captured = capsys.readouterr()
    assert "规则故障  GK101" in captured.out and "规则坏了" in captured.out
    assert "Traceback" not in captured.err
    assert run(["check", "好.csv", "-v"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_a_crash_is_2_never_1_and_shows_its_trace_only_when_asked(monkeypatch, capsys):
    def crash(*_, **__):
        raise RuntimeError("程序坏了")

    monkeypatch.setattr(app, "check", crash)
    assert run(["check", "差.csv"]) == 2
    captured = capsys.readouterr()
    assert "RuntimeError: 程序坏了" in captured.err and "Traceback" not in captured.err
    assert run(["check", "差.csv", "-v"]) == 2
    assert "Traceback" in capsys.readouterr().err
    monkeypatch.setenv("GKCHECK_DEBUG", "1")
    assert run(["check", "差.csv"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_130_without_a_trace(monkeypatch, capsys):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "check", interrupted)
    assert run(["check", "差.csv"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_a_plugin_that_fails_stops_the_run(monkeypatch, capsys):
    from gkcheck.errors import PluginError
    from gkcheck.text import Text

    def broken():
        raise PluginError(Text("插件 x 装入失败", "plugin x cannot be loaded"), plugin="x")

    monkeypatch.setattr(app, "installed", broken)
    for argv in (["check", "差.csv"], ["rules"], ["explain", "GK101"], ["read", "差.csv"]):
        assert run(argv) == 2
        assert capsys.readouterr().err == "gkcheck: 插件 x 装入失败\n"
