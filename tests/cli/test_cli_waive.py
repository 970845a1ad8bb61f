"""`gkcheck waive` and the options of `check` that bring decisions into a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gkcheck.cli import run

FILE = "gkcheck-waivers.toml"


def found(capsys: pytest.CaptureFixture[str], *args: str) -> list[dict[str, object]]:
    run(["check", *args, "--format", "json"])
    findings: list[dict[str, object]] = json.loads(capsys.readouterr().out)["findings"]
    return findings


def test_a_finding_is_waived_by_its_fingerprint(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, *others = found(capsys, "差.csv")
    assert others
    print_ = str(first["fingerprint"])
    words = ("--reason", "另附台账", "--approved-by", "张某", "--expires", "2099-12-31", "--kind", "联合承办")
    assert run(["waive", "add", "差.csv", "--finding", print_, *words]) == 0
    assert print_ in capsys.readouterr().out
    again = found(capsys, "差.csv")
    assert [one["waived"] for one in again] == [True, *(False for _ in others)]
    assert again[0]["waiver"] == {
        "kind": "联合承办",
        "reason": "另附台账",
        "approved_by": "张某",
        "expires": "2099-12-31",
        "evidence": "",
    }
    run(["check", "差.csv"])
    told = capsys.readouterr().out
    assert "已豁免：另附台账（联合承办，批准 张某，至 2099-12-31）" in told
    assert f"豁免文件 {FILE}（按 " in told and "：已生效 1" in told and "豁免的也计入则为" in told
    assert not any(one["waived"] for one in found(capsys, "差.csv", "--no-waivers"))


def test_what_is_not_there_cannot_be_waived(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["waive", "add", "差.csv", "--finding", "gk:0123456789ab", "--reason", "x"]) == 2
    assert "gk:0123456789ab" in capsys.readouterr().err
    assert run(["waive", "add", "好.csv", "--rule", "GK101", "--reason", "x"]) == 2
    assert run(["waive", "add", "差.csv", "--rule", "GK101", "--reason", " "]) == 2
    assert run(["waive", "add", "差.csv", "--reason", "x"]) == 2
    assert run(["waive", "add", "差.csv", "--rule", "GK101"]) == 2
    assert run(["waive", "add", "差.csv", "--rule", "GK101", "--reason", "x", "--expires", "明年"]) == 2
    assert not (folder / FILE).exists()


def test_a_row_narrows_and_a_rule_alone_says_how_many(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["waive", "add", "差.csv", "--row", "1", "--rule", "GK101", "--reason", "x"]) == 0
    assert 'row = "1 修订办事指南"' in (folder / FILE).read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(["waive", "add", "差.csv", "--rule", "GK101", "--reason", "整条"]) == 0
    assert "整条规则 GK101：在所给文件里盖住 1 个问题" in capsys.readouterr().out
    assert 'scope = "rule"' in (folder / FILE).read_text(encoding="utf-8")


def test_the_same_waiver_is_written_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["waive", "add", "差.csv", "--row", "1", "--rule", "GK101", "--reason", "x"]
    assert run(words) == 0
    before = (folder / FILE).read_bytes()
    assert run(words) == 0
    assert (folder / FILE).read_bytes() == before
    assert "已在豁免文件里" in capsys.readouterr().out


def test_saved_results_will_do(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "差.csv", "-o", "结果.json"]) == 1
    assert run(["waive", "add", "结果.json", "--row", "1", "--rule", "GK101", "--reason", "x"]) == 0
    assert run(["waive", "list", "结果.json", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["schema"] == "gkcheck.waivers/1"
    assert [one["status"] for one in told["waivers"]] == ["applied"]


def test_prune_takes_the_expired_and_the_unused_and_no_comment(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real = str(found(capsys, "差.csv")[0]["fingerprint"])
    kept = f'[[waiver]]\nfinding = "{real}"\nreason = "在"\n'
    (folder / FILE).write_text(
        "# 头\n"
        '[[waiver]]\nfinding = "gk:000000000000"\nreason = "无"\n\n'
        '# 中\n[[waiver]]\nfinding = "gk:111111111111"\nreason = "过"\nexpires = 2000-01-01\n\n' + kept,
        encoding="utf-8",
    )
    assert run(["waive", "prune", "--dry-run"]) == 0
    assert "会删去 1 条，留 2 条" in capsys.readouterr().out
    assert run(["waive", "prune"]) == 0
    assert "gk:111111111111" not in (folder / FILE).read_text(encoding="utf-8")
    assert run(["waive", "prune", "差.csv"]) == 0
    assert (folder / FILE).read_text(encoding="utf-8") == "# 头\n# 中\n" + kept
    assert run(["waive", "list", "--as-of", "2030-01-01"]) == 0


def test_prune_keeps_what_an_unread_file_may_still_need(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / FILE).write_text('[[waiver]]\nfinding = "gk:000000000000"\nreason = "无"\n', encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    before = (folder / FILE).read_bytes()
    assert run(["waive", "prune", "差.csv", "坏.docx"]) == 0
    assert (folder / FILE).read_bytes() == before
    assert "检查不完整" in capsys.readouterr().err


def test_a_broken_waiver_file_stops_the_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / FILE).write_text('[[waiver]]\nfinding = "gk:000000000000"\n', encoding="utf-8")
    assert run(["check", "差.csv"]) == 2
    assert "没有写理由" in capsys.readouterr().err
    assert run(["check", "差.csv", "--no-waivers"]) == 1
    assert run(["check", "差.csv", "--waivers", "没有.toml"]) == 2
    assert run(["check", "差.csv", "--waivers", FILE, "--no-waivers"]) == 2


def test_what_a_unit_hands_in_brings_no_waivers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inside = folder / "报送"
    inside.mkdir()
    (inside / "差.csv").write_bytes((folder / "差.csv").read_bytes())
    prints = [one["fingerprint"] for one in found(capsys, "差.csv")]
    planted = "".join(f'[[waiver]]\nfinding = "{one}"\nreason = "没事"\n' for one in prints)
    (inside / FILE).write_text(planted, encoding="utf-8")
    assert run(["check", "报送"]) == 1
    (folder / FILE).write_text(planted, encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "."]) == 1
    assert "没有采用" in capsys.readouterr().err
    assert run(["check", ".", "--waivers", FILE]) == 1  # the same faults stand in two files, one waiver each
    assert run(["check", "差.csv"]) == 0


def test_a_baseline_lets_only_new_findings_decide(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "差.csv", "-o", "上次.json"]) == 1
    assert run(["check", "差.csv", "--baseline", "上次.json"]) == 0
    out = capsys.readouterr().out
    assert "对照 上次.json：" in out and "新出现 0 个" in out and "上次已有" in out
    assert run(["check", "差.csv", "--baseline", "差.csv"]) == 2


def test_rules_the_baseline_did_not_run_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "差.csv", "--ignore", "GK101", "-o", "上次.json"]) == 1
    capsys.readouterr()
    assert run(["check", "差.csv", "--baseline", "上次.json"]) == 1
    assert "上次没有运行、所以算新出现的规则：GK101" in capsys.readouterr().out
