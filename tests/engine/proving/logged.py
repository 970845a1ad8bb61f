"""A task with one log, checked as a whole; for the tests of what logs prove."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import gkcheck
from gkcheck.binding import Binding
from gkcheck.config import Config
from gkcheck.model import Submission, Task

YEAR: dict[str, object] = {"period": "2018年"}
"""A manifest that attests the whole year."""


def checked(
    folder: Path,
    requirement: str,
    report: str,
    kind: str,
    log: str,
    *,
    title: str = "",
    manifest: dict[str, object] | None = None,
    as_of: str = "2018-12-31",
    pauses: str = "",
) -> gkcheck.Result:
    """The result of one made-up task of 2018 with a log in CSV."""
    path = folder / "log.csv"
    path.write_text(log, encoding="utf-8")
    if manifest is not None:
        beside = folder / "log.csv.manifest.json"
        beside.write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    stops = ""
    if pauses:
        (folder / "pauses.csv").write_text(pauses, encoding="utf-8")
        stops = str(folder / "pauses.csv")
    task = Task(key="k", id="1", title=title, requirement=requirement, report=report)
    submission = Submission(source=str(folder / "table.csv"), year=2018, tasks=(task,))
    logs = [Binding("1", kind, str(path), pauses=stops)]
    return gkcheck.check(submission, logs=logs, config=Config(as_of=date.fromisoformat(as_of)))


def proofs(result: gkcheck.Result, kind: str) -> list[str]:
    """How far the demands of one kind are proven, in order."""
    return [one.proof for one in result.submissions[0].tasks[0].demands if one.kind == kind]


def hits(result: gkcheck.Result, *rules: str) -> list[tuple[str, str]]:
    """(rule, case) of the findings of some rules, in order."""
    assert not result.failures
    return [(one.rule, one.case) for one in result.findings if one.rule in rules]


def ended(result: gkcheck.Result, rule: str) -> str:
    """How a rule ended on the task."""
    (check,) = (one for one in result.checks if one.rule == rule)
    return check.status
