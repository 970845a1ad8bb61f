"""Labelled tables: right, wrong and missed stay where they were measured; the real table by its own scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import gkcheck
from gkcheck.finding import at_least

sys.path.insert(0, str(Path(__file__).parent))
from measure import JUDGEMENT, TABLES, Measure, measure

SHARED = Path(__file__).resolve().parents[3] / "shared"
KNOWN = {rule.id for rule in gkcheck.installed().registry}
FIRST = {"GK101", "GK102", "GK103", "GK201", "GK202", "GK203", "GK204", "GK301", "GK401", "GK402"}


def total(rules: set[str]) -> Measure:
    whole = Measure()
    for one in measure(sorted(TABLES.glob("*.csv")), rules).values():
        whole = whole + one
    return whole


def test_made_up_tables_provable_rules() -> None:
    got = total(KNOWN - JUDGEMENT)
    assert got.precision >= 0.95, got.wrong
    assert got.recall >= 0.93, got.missed
    assert got.decisive >= 0.8 * len(got.right)


def test_made_up_tables_judgement_rules() -> None:
    got = total(KNOWN & JUDGEMENT)
    assert got.precision >= 0.9, got.wrong
    assert got.recall >= 0.85, got.missed


def test_good_answers_have_nothing_above_low() -> None:
    result = gkcheck.check(TABLES / "good-answers-2022.csv")
    grave = [one for one in result.findings if at_least(one.severity, "medium") and one.confidence != "low"]
    assert not grave, [(one.task, one.rule, one.message.zh) for one in grave]
    assert result.exit_code == 0


@pytest.mark.skipif(not SHARED.exists(), reason="the real table is not at hand")
@pytest.mark.parametrize(
    ("rules", "precision", "recall"), [(",".join(sorted(FIRST)), 0.95, 0.95), ("GK501", 0.90, 0.80)]
)
def test_real_table_by_its_own_scorer(rules: str, precision: float, recall: float, tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(gkcheck.check(SHARED / "data" / "xiamen-2018" / "table.docx").to_json(), encoding="utf-8")
    run = subprocess.run(
        [
            sys.executable,
            str(SHARED / "gold" / "evaluate.py"),
            str(SHARED / "gold" / "xiamen-2018.jsonl"),
            str(path),
            "--rules",
            rules,
            "--json",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(run.stdout)
    assert told["all"][3] >= precision and told["all"][4] >= recall, told
    assert told["near_misses_fired"] == 0
