"""One table in every format: the same tasks and the same findings."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

import gkcheck

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "xiamen-2018"
FORMATS = ["docx", "xlsx", "odt", "xls", "doc", "csv", "gbk.csv", "html", "md", "txt", "pdf"]
NEEDS = {"doc": "office_oxide", "pdf": "pdfplumber"}
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the real table is not at hand")


def findings(result: gkcheck.Result) -> list[tuple[str, str | None, str, str]]:
    return sorted(
        ((one.rule, one.task, one.case, one.fingerprint) for one in result.findings), key=lambda one: str(one)
    )


@pytest.mark.parametrize("ending", FORMATS)
def test_the_35_tasks_are_read(ending: str) -> None:
    if ending in NEEDS:
        pytest.importorskip(NEEDS[ending])
    expected = json.loads((DATA / "expected_rows.json").read_text(encoding="utf-8"))
    submission = gkcheck.read(DATA / f"table.{ending}")
    assert submission.year == expected["year"]
    if not ending.endswith("csv"):  # the .csv holds the table alone, without its title
        assert submission.title == expected["title"]
    assert [
        (
            task.id,
            task.title.strip(),
            list(task.section),
            task.requirement.strip(),
            task.units_text.strip(),
            task.report.strip(),
        )
        for task in submission.tasks
    ] == [
        (
            task["task_id"],
            task["title"],
            task["section"],
            task["requirement"].strip(),
            task["units"],
            task["report"].strip(),
        )
        for task in expected["tasks"]
    ]
    assert not [warning for warning in submission.warnings if warning.incomplete]


def test_every_format_gives_the_same_findings() -> None:
    first = findings(gkcheck.check(DATA / "table.docx"))
    assert first
    for ending in FORMATS[1:]:
        if ending in NEEDS and find_spec(NEEDS[ending]) is None:
            continue
        assert findings(gkcheck.check(DATA / f"table.{ending}")) == first, ending


def test_our_own_json_reads_back(tmp_path: Path) -> None:
    from gkcheck.writers.submission import submission_document

    submission = gkcheck.read(DATA / "table.docx")
    path = tmp_path / "table.json"
    path.write_text(json.dumps(submission_document(submission), ensure_ascii=False), encoding="utf-8")
    assert findings(gkcheck.check(path)) == findings(gkcheck.check(DATA / "table.docx"))
