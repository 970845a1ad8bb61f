"""`gkcheck check`: what can be said on the command line, and what comes out."""

from __future__ import annotations

import json

import pytest
from made_tables import BAD, GOOD

from gkcheck.cli import run


def told(capsys, *argv: str) -> dict:
    """The JSON of a run."""
    run(["check", *argv, "--format", "json"])
    return json.loads(capsys.readouterr().out)


def rules_of(document: dict) -> set[str]:
    return set(document["tool"]["rules"])


def test_a_path_without_a_command_is_checked(capsys):
    assert run(["差.csv"]) == run(["check", "差.csv"])
    first, second = capsys.readouterr().out.split("差.csv  ")[1:]
    assert first == second
    assert run(["--format", "json", "好.csv", "--fail-on", "never"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "gkcheck.result/1"


def test_select_and_ignore_in_every_spelling(capsys):
    every = rules_of(told(capsys, "好.csv"))
    assert rules_of(told(capsys, "好.csv", "--select", "GK101，GK201")) == {"GK101", "GK201"}
    assert rules_of(told(capsys, "好.csv", "--select", "GK101", "--select", "reply-window")) == {
        "GK101",
        "GK201",
    }
    assert rules_of(told(capsys, "好.csv", "--ignore", "GK1")) == {
        one for one in every if not one.startswith("GK1")
    }


def test_the_command_line_wins_over_the_configuration(capsys, folder):
    (folder / "gkcheck.toml").write_text(
        'select = ["GK1"]\nignore = ["GK102"]\nfail-on = "never"\n', encoding="utf-8"
    )
    configured = rules_of(told(capsys, "好.csv"))
    assert "GK101" in configured and "GK102" not in configured and "GK201" not in configured
    assert rules_of(told(capsys, "好.csv", "--ignore", "GK103")) == configured - {"GK103"}
    assert rules_of(told(capsys, "好.csv", "--select", "GK102")) == {"GK102"}
    assert "GK201" in rules_of(told(capsys, "好.csv", "--isolated"))
    assert run(["check", "差.csv"]) == 0
    assert run(["check", "差.csv", "--fail-on", "重要"]) == 1


def test_the_language_of_the_configuration(capsys, folder):
    (folder / "gkcheck.toml").write_text('lang = "en"\n', encoding="utf-8")
    run(["check", "好.csv"])
    assert "Score" in capsys.readouterr().out
    run(["check", "好.csv", "--lang", "zh"])
    assert "得分" in capsys.readouterr().out


def test_as_of_and_year(capsys):
    document = told(capsys, "好.csv", "--year", "2018")
    assert document["as_of"] == "2018-12-31" and document["submissions"][0]["year"] == 2018
    for word in ("2018-06-30", "2018/6/30", "2018年6月30日"):
        assert told(capsys, "好.csv", "--as-of", word)["as_of"] == "2018-06-30"
    run(["check", "好.csv", "--as-of", "2018-06-30"])
    assert "核查日 2018-06-30" in capsys.readouterr().out


def test_output_files_beside_the_screen(capsys, folder):
    code = run(["check", "差.csv", "-o", "a.json", "-o", "text:b.report", "-o", "c.txt", "--lang", "en"])
    assert code == 1
    screen = capsys.readouterr().out
    assert json.loads((folder / "a.json").read_text("utf-8"))["exit_code"] == 1
    assert (folder / "c.txt").read_text("utf-8") == (folder / "b.report").read_text("utf-8") == screen


def test_an_output_that_was_found_in_a_checked_folder_is_not_written_over(folder, capsys):
    (folder / "表").mkdir()
    (folder / "表" / "a.json").write_text("[]", encoding="utf-8")
    (folder / "表" / "好.csv").write_text(GOOD, encoding="utf-8")
    assert run(["check", "表", "-o", "表/a.json"]) == 2
    assert "输入文件" in capsys.readouterr().err
    assert (folder / "表" / "a.json").read_text(encoding="utf-8") == "[]"


def test_stdin(monkeypatch, capsys):
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode("gb18030"))))
    assert run(["check", "-", "--stdin-filename", "管道.csv", "--format", "json"]) == 1
    (submission,) = json.loads(capsys.readouterr().out)["submissions"]
    assert submission["source"] == "管道.csv" and len(submission["tasks"]) == 2


def test_encoding_and_columns(folder, capsys):
    (folder / "gbk.csv").write_bytes(BAD.encode("gbk"))
    assert len(told(capsys, "gbk.csv", "--encoding", "gb18030")["submissions"][0]["tasks"]) == 2
    (folder / "甲.csv").write_text(BAD.replace("落实情况", "情况", 1), encoding="utf-8")
    document = told(capsys, "甲.csv", "--columns", "要求=3，落实情况=5")
    assert [task["report"][:4] for task in document["submissions"][0]["tasks"]] == ["", "高度重视"]


def test_show_row_quiet_statistics(capsys):
    run(["check", "差.csv", "--row", "2", "--show", "all"])
    rows = capsys.readouterr().out
    assert "2 来信办理" in rows and "1 修订办事指南" not in rows
    run(["check", "差.csv", "--row", "2,77"])
    assert "没有第 77 项" in capsys.readouterr().err
    run(["check", "差.csv", "-q"])
    assert "得分" not in capsys.readouterr().out
    run(["check", "差.csv", "--statistics"])
    statistics = capsys.readouterr().out
    assert "最高级别" in statistics and "报告│" not in statistics


def test_exclude_is_said_and_can_be_undone(folder, capsys):
    (folder / "gkcheck.toml").write_text('exclude = ["差.csv"]\n', encoding="utf-8")
    (folder / "表").mkdir()
    (folder / "表" / "好.csv").write_text(GOOD, encoding="utf-8")
    (folder / "表" / "差.csv").write_text(BAD, encoding="utf-8")
    run(["check", "表"])
    out = capsys.readouterr().out
    assert "差.csv  " in out.split("没有检查：")[1]
    document = told(capsys, "表", "--no-exclude")
    assert len(document["submissions"]) == 2


@pytest.mark.parametrize("name", ["说明.md", "说明.txt"])
def test_a_text_file_without_a_table_is_passed_over_by_the_hook(folder, capsys, name):
    (folder / name).write_text("# 说明\n\n这里没有表。\n", encoding="utf-8")
    assert run(["check", name, "好.csv", "--fail-on", "never"]) == 3
    capsys.readouterr()
    assert run(["check", "--skip-tableless", name, "好.csv", "--fail-on", "never"]) == 0
    assert name in capsys.readouterr().out


def test_several_files_end_with_a_table_of_all(capsys):
    run(["check", "好.csv", "差.csv"])
    out = capsys.readouterr().out
    assert out.index("好.csv  1 项任务") < out.index("差.csv  2 项任务") < out.index("各文件")
    assert "合计" in out


def test_the_same_run_gives_the_same_bytes(capsys):
    first = told(capsys, "好.csv", "差.csv")
    assert told(capsys, "好.csv", "差.csv") == first


def test_the_hook_does_not_block_files_that_are_all_passed_over(folder, capsys):
    (folder / "说明.md").write_text("# 说明\n\n这里没有表。\n", encoding="utf-8")
    assert run(["check", "--skip-tableless", "说明.md"]) == 0
    (folder / "gkcheck.toml").write_text('exclude = ["差.csv"]\n', encoding="utf-8")
    assert run(["check", "差.csv"]) == 0


def test_stdin_without_a_name(monkeypatch, capsys):
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    assert run(["check", "-", "--fail-on", "never"]) == 0
    assert capsys.readouterr().out.startswith("<stdin>  2 项任务")


def test_the_hook_takes_office_files_and_no_lock_files():
    import re
    from pathlib import Path

    manifest = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    values = dict(
        line.strip(" -").split(": ", 1) for line in manifest.splitlines() if not line.startswith("#")
    )
    taken, left = re.compile(values["files"]), re.compile(values["exclude"])
    for name in ("报送/2018年任务表.docx", "A.XLSX", "旧表.xls", "表.et", "表.odt", "表.ods"):
        assert taken.search(name) and not left.search(name)
    assert not taken.search("README.md")
    for name in ("报送/~$任务表.docx", ".~任务表.xlsx"):
        assert left.search(name)
    assert values["id"] == "gkcheck" and values["language"] == "python"
    assert values["require_serial"].startswith("true")
