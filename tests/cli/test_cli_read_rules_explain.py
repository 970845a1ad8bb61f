"""`gkcheck read`, `rules`, `explain`: how a file is read, what rules there are, what a rule says."""

from __future__ import annotations

import json
import re

import pytest
from made_tables import BAD

from gkcheck import app
from gkcheck.cli import run
from gkcheck.rule_definition import option_text

CHINESE = re.compile("[\u4e00-\u9fff]")


def test_read_says_where_the_fields_come_from(capsys):
    assert run(["read", "差.csv"]) == 0
    out = capsys.readouterr().out
    assert "编码" in out and "2 项任务" in out
    assert re.search(r"要求 +← .*第3列 +2 行", out)
    assert re.search(r"报告 +← .*第5列", out)
    assert "1  修订办事指南  政务科" in re.sub(" +", "  ", out).replace("  1  ", "1  ")


def test_read_json_is_the_contract(capsys):
    assert run(["read", "差.csv", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "gkcheck.submission/1"
    assert {"source", "title", "issuer", "year", "reader", "encoding", "tasks", "warnings"} <= set(told)
    first = told["tasks"][0]
    wanted = {
        "key",
        "id",
        "title",
        "section",
        "requirement",
        "units",
        "units_text",
        "lead_unit",
        "deadline",
        "report",
    }
    assert wanted | {"location"} <= set(first)
    assert first["id"] == "1" and first["units"] == ["政务科"]


def test_read_from_stdin(monkeypatch, capsys):
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    assert run(["read", "-", "--stdin-filename", "a.csv", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["source"] == "a.csv"


def test_read_a_broken_file_is_3_with_a_sentence(folder, capsys):
    (folder / "坏.docx").write_bytes(b"PK nothing")
    assert run(["read", "坏.docx"]) == 3
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.startswith("gkcheck: 坏.docx")


def test_rules_lists_every_rule_with_its_plugin(capsys):
    assert run(["rules"]) == 0
    out = capsys.readouterr().out
    assert run(["rules", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "gkcheck.rules/1"
    assert [one["id"] for one in told["rules"]] == [rule.id for rule in app.installed().registry]
    for one in told["rules"]:
        assert set(one) == {"id", "name", "title", "scope", "severities", "plugin", "since"}
        (line,) = [line for line in out.splitlines() if line.startswith(one["id"] + " ")]
        assert one["name"] in line and one["title"]["zh"] in line and one["plugin"] in line


def test_explain_takes_an_id_a_name_and_a_title(capsys):
    pages = []
    for word in ("GK101", "gk101", "empty-report", app.installed().registry.rules["GK101"].title.zh):
        assert run(["explain", word]) == 0
        pages.append(capsys.readouterr().out)
    assert len(set(pages)) == 1


def test_explain_tells_everything_in_the_rule(capsys):
    for rule in app.installed().registry:
        assert run(["explain", rule.id]) == 0
        page = capsys.readouterr().out
        for words in (
            rule.id,
            rule.name,
            rule.title.zh,
            rule.title.en,
            rule.rationale.zh,
            *(one.zh for one in rule.basis),
        ):
            assert words in page
        for name, case in rule.cases.items():
            assert name in page and case.message.zh in page
        for name, field in rule.options.model_fields.items():
            assert name.replace("_", "-") in page and option_text(field).zh in page
        assert page.count("要求│") >= len([e for e in rule.good + rule.bad if e.table[0].requirement])


def test_explain_in_english_quotes_chinese_in_examples_only(capsys):
    for rule in app.installed().registry:
        assert run(["explain", rule.id, "--lang", "en"]) == 0
        page = re.split(r"^(?:Good|Bad) examples$", capsys.readouterr().out, flags=re.MULTILINE)[0]
        declared = [case.message.en for case in rule.cases.values()]
        declared += [case.ask.en for case in rule.cases.values() if case.ask]
        declared += [
            repr(one.get_default(call_default_factory=True)) for one in rule.options.model_fields.values()
        ]
        for words in (*declared, rule.rationale.en, *(one.en for one in rule.basis)):
            page = page.replace(words, "")  # what a rule's own English quotes is the rule's business
        assert not CHINESE.search(page)


def test_explain_a_row(capsys):
    assert run(["explain", "--row", "2", "差.csv"]) == 0
    out = capsys.readouterr().out
    assert "2 来信办理" in out and "要求点" in out and "得分" in out
    assert "1 修订办事指南" not in out
    assert run(["explain", "--row", "99", "差.csv"]) == 2


@pytest.mark.parametrize("command", ["check", "read", "rules", "explain"])
def test_help_in_both_languages(command, capsys):
    assert run([command, "--help"]) == 0
    zh = capsys.readouterr().out
    assert run([command, "--help", "--lang", "en"]) == 0
    en = capsys.readouterr().out
    assert zh.startswith("用法: ") and CHINESE.search(zh)
    assert en.startswith("Usage: ") and not CHINESE.search(en.replace("[zh|en]", ""))
    assert len(en.splitlines()) > 5


def test_help_of_the_group_names_every_command(capsys):
    from gkcheck.cli.root import COMMANDS

    assert run([]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name in COMMANDS)
    assert run(["--lang", "en"]) == 0
    assert not CHINESE.search(capsys.readouterr().out)
