"""The paper trail as an auditor walks it: export, decide, import, check again; annotate; nothing written over."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest

from gkcheck.cli import run
from gkcheck.writers.ledger_columns import COLUMNS, HEADER_ROW

NAMES = list(COLUMNS)


def decide(path: Path, decisions: dict[int, dict[str, object]]) -> None:
    book = openpyxl.load_workbook(path)
    for at, values in decisions.items():
        for name, value in values.items():
            book["问题清单"].cell(HEADER_ROW + at, NAMES.index(name) + 1).value = value
    book.save(path)


def findings(capsys: pytest.CaptureFixture[str], *args: str) -> list[dict[str, object]]:
    capsys.readouterr()
    run(["check", *args, "--format", "json"])
    told: list[dict[str, object]] = json.loads(capsys.readouterr().out)["findings"]
    return told


def test_export_decide_import_check_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = findings(capsys, "差.csv")
    assert run(["check", "差.csv", "-o", "问题清单.xlsx"]) == 1
    aside = {"decision": "不采纳", "reason": "已核对台账第3页", "approver": "张某", "expires": "2099-12-31"}
    decide(folder / "问题清单.xlsx", {1: aside, 2: {"decision": "采纳"}})
    assert run(["waive", "import", "问题清单.xlsx", "--dry-run"]) == 0
    assert not (folder / "gkcheck-waivers.toml").exists()
    assert run(["waive", "import", "问题清单.xlsx"]) == 0
    assert "写入 1 条豁免" in capsys.readouterr().out
    after = findings(capsys, "差.csv")
    assert [one["fingerprint"] for one in after] == [one["fingerprint"] for one in before]
    waived = [one for one in after if one["waived"]]
    assert [one["waiver"]["reason"] for one in waived] == ["已核对台账第3页"]  # type: ignore[index]
    assert run(["waive", "import", "问题清单.xlsx"]) == 0
    assert "1 条原已在豁免文件里" in capsys.readouterr().out
    (table,) = [
        book["问题清单"]
        for book in [openpyxl.load_workbook(io.BytesIO((folder / "问题清单.xlsx").read_bytes()))]
    ]
    assert table.cell(HEADER_ROW + 1, NAMES.index("fingerprint") + 1).value == waived[0]["fingerprint"]


def test_a_swap_is_reported_as_new_after_the_decision(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", "差.csv", "-o", "清单.xlsx", "-o", "上次.json"])
    count = openpyxl.load_workbook(folder / "清单.xlsx")["问题清单"].max_row - HEADER_ROW
    decide(folder / "清单.xlsx", {at: {"decision": "不采纳", "reason": "x"} for at in range(1, count + 1)})
    assert run(["waive", "import", "清单.xlsx"]) == 0
    assert run(["check", "差.csv"]) == 0
    text = (folder / "差.csv").read_text(encoding="utf-8")
    swapped = text.replace(
        "高度重视来信办理工作，加强领导，取得明显成效。", "来信转办均用15个工作日，共40件。"
    )
    assert swapped != text
    (folder / "差.csv").write_text(swapped, encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "差.csv"]) == 1
    told = findings(capsys, "差.csv", "--baseline", "上次.json")
    assert any(one["baseline"] == "new" and not one["waived"] for one in told)


def test_rows_without_a_reason_and_unknown_fingerprints_are_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", "差.csv", "-o", "清单.xlsx"])
    decide(
        folder / "清单.xlsx",
        {
            1: {"decision": "不采纳"},
            2: {"decision": "不采纳", "reason": "x", "fingerprint": "gk:123456789abc"},
            3: {"decision": "不采纳", "reason": "另附"},
        },
    )
    capsys.readouterr()
    assert run(["waive", "import", "清单.xlsx"]) == 3
    out = capsys.readouterr().out
    assert "问题清单!S3" in out and "gk:123456789abc" in out and "写入 1 条豁免" in out
    assert run(["waive", "import", "清单.xlsx", "差.csv"]) == 3
    assert run(["waive", "import", "清单.xlsx", "好.csv"]) == 3
    assert run(["waive", "import", "差.csv"]) == 2
    assert run(["waive", "import", "没有.xlsx"]) == 2


def test_one_units_decision_covers_no_other_units_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "乙.csv").write_bytes((folder / "差.csv").read_bytes())
    run(["check", "差.csv", "乙.csv", "-o", "清单.xlsx"])
    decide(folder / "清单.xlsx", {1: {"decision": "不采纳", "reason": "x"}})
    assert run(["waive", "import", "清单.xlsx"]) == 0
    capsys.readouterr()
    told = findings(capsys, "差.csv", "乙.csv")
    assert sum(bool(one["waived"]) for one in told) == 1


def table(folder: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("示例县2018年任务落实情况表")
    made = document.add_table(rows=0, cols=5)
    text = (folder / "差.csv").read_text(encoding="utf-8")
    for row in text.replace("订办事指南并公开。,政务科,", "订办事指南并公开。,政务科, ").strip().split("\n"):
        for cell, words in zip(made.add_row().cells, row.split(","), strict=True):
            cell.text = words.strip()
    document.add_paragraph("")
    document.save(str(folder / "表.docx"))
    return folder / "表.docx"


def test_annotate_writes_beside_and_never_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = table(folder)
    before = source.read_bytes()
    assert run(["annotate", "表.docx"]) == 0
    assert "表.批注.docx：" in capsys.readouterr().out
    first = (folder / "表.批注.docx").read_bytes()
    assert run(["annotate", "表.docx"]) == 0
    assert (folder / "表.批注.docx").read_bytes() == first
    assert run(["annotate", "表.docx", "-o", "表.docx"]) == 2
    assert source.read_bytes() == before
    assert run(["annotate", "表.docx", "-o", "x.xlsx"]) == 2
    assert run(["annotate", "差.csv"]) == 2
    assert "不能加批注" in capsys.readouterr().err
    assert run(["annotate", "."]) == 2


def test_several_outputs_in_one_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(folder)
    assert run(["check", "表.docx", "-o", "批注.docx", "-o", "清单.xlsx", "-o", "结果.json"]) == 1
    assert len(list(docx.Document(str(folder / "批注.docx")).comments)) > 1
    assert run(["report", "结果.json", "-o", "再批注.docx"]) == 1
    assert (folder / "再批注.docx").read_bytes() == (folder / "批注.docx").read_bytes()
    assert run(["check", "表.docx", "差.csv", "-o", "b.docx", "-o", "b.json"]) == 2
    assert run(["check", "差.csv", "-o", "b.json", "-o", "b.docx"]) == 2
    assert not (folder / "b.json").exists()


def test_annotating_what_cannot_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    assert run(["annotate", "坏.docx"]) == 3
    assert capsys.readouterr().err
    assert not (folder / "坏.批注.docx").exists()
