"""`gkcheck diff` on tables, folders and saved results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gkcheck.cli import run


def revised(folder: Path) -> None:
    text = (folder / "差.csv").read_text(encoding="utf-8")
    other = text.replace(
        "高度重视来信办理工作，加强领导，取得明显成效。", "认真对待来信办理，健全机制，确保顺利开展。"
    )
    (folder / "二稿.csv").write_text(other, encoding="utf-8")


def test_tables_and_results_may_be_mixed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    revised(folder)
    run(["check", "差.csv", "-o", "上次.json"])
    run(["check", "二稿.csv", "-o", "这次.json"])
    capsys.readouterr()
    told = []
    for old in ("差.csv", "上次.json"):
        for new in ("二稿.csv", "这次.json"):
            assert run(["diff", old, new, "--format", "json"]) == 0
            one = json.loads(capsys.readouterr().out)
            told.append([change["change"] for change in one["changes"]])
    assert all(one == told[0] for one in told) and "reworded" in told[0] and "new" not in told[0]


def test_the_text_says_what_became_of_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    revised(folder)
    assert run(["diff", "差.csv", "二稿.csv"]) == 0
    out = capsys.readouterr().out
    assert "差.csv → 二稿.csv" in out and "换词未改 " in out and "仍在 " in out and "得分 " in out
    assert "  ~ GK201" in out and "现写│" in out
    assert run(["diff", "差.csv", "二稿.csv", "--lang", "en"]) == 0
    assert "reworded, not answered" in capsys.readouterr().out


def test_new_findings_end_with_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "好.csv", "差.csv"]) == 1
    assert run(["diff", "好.csv", "差.csv", "--exit-zero"]) == 0
    assert run(["diff", "好.csv", "差.csv", "--fail-on", "never"]) == 0
    assert run(["diff", "差.csv", "好.csv"]) == 0


def test_folders_are_paired_by_file_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("一稿", "二稿"):
        (folder / name).mkdir()
        for file in ("好.csv", "差.csv"):
            (folder / name / file).write_bytes((folder / file).read_bytes())
    assert run(["diff", "一稿", "二稿", "--format", "json"]) == 0
    one = json.loads(capsys.readouterr().out)
    assert {change["change"] for change in one["changes"]} == {"still"} and len(one["scores"]) == 2


def test_what_cannot_be_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    assert run(["diff", "差.csv", "坏.docx"]) == 3
    assert run(["diff", "差.csv", "没有.csv"]) == 2
    assert run(["diff", "差.csv", "-"]) == 2
    assert run(["diff", "差.csv"]) == 2


def test_a_page_of_the_new_round_with_what_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    revised(folder)
    assert run(["diff", "差.csv", "二稿.csv", "-o", "对比.html"]) == 0
    page = (folder / "对比.html").read_text(encoding="utf-8")
    assert "与上次对比" in page and "换词未改" in page
    assert run(["diff", "差.csv", "二稿.csv", "-o", "对比.csv"]) == 2
    before = (folder / "差.csv").read_bytes()
    (folder / "网页.html").write_bytes((folder / "差.csv").read_bytes())
    assert run(["diff", "网页.html", "二稿.csv", "-o", "网页.html"]) == 2
    assert (folder / "网页.html").read_bytes() == before
    assert ".html" in capsys.readouterr().err
