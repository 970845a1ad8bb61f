"""The one real table, in every format at hand: the same 35 tasks. Skipped where the data is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gkcheck.protocols import ReadOptions
from gkcheck.readers import read_source
from gkcheck.readers.columns import best_role
from gkcheck.readers.files import load

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
DATA = SHARED / "xiamen-2018"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not here")
FORMATS = ["table.csv", "table.gbk.csv", "table.html", "table.md", "table.txt", "expected_rows.json"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_35_tasks(name: str) -> None:
    expected = json.loads((DATA / "expected_rows.json").read_text("utf-8"))
    got = read_source(load(DATA / name), ReadOptions())
    assert len(got.tasks) == 35
    for task, row in zip(got.tasks, expected["tasks"], strict=True):
        assert (task.id, task.title, list(task.section)) == (row["task_id"], row["title"], row["section"])
        assert (task.requirement, task.units_text, task.report) == (
            row["requirement"],
            row["units"],
            row["report"],
        )
    assert got.year == expected["year"]
    if name.endswith(".csv"):  # the table alone: no title, and a year only by its reports
        assert [warning.code for warning in got.warnings] == ["year-inferred"]
    else:
        assert got.warnings == ()
        assert got.title == expected["title"]
    if name in ("table.txt", "expected_rows.json"):
        assert got.issuer == expected["issuer"]


def test_collected_headings() -> None:
    collected = json.loads((SHARED / "phrases" / "column_synonyms.json").read_text("utf-8"))
    same = {"no": "id", "task": "title", "unit": "units", "subsection": "section"}
    wrong = total = 0
    for field, spellings in collected.items():
        if field.startswith("_"):
            continue
        for one in spellings:
            if one["ambiguous_with"]:
                continue
            total += 1
            role = best_role(one["spelling"])
            wrong += role != same.get(field, field) and (role, field) != ("support", "unit")
    assert wrong <= total // 10, (wrong, total)
