"""JSON lines: one value a line with its `type`, for streams and log stores; nothing is cut."""

from __future__ import annotations

from gkcheck.model import Frozen
from gkcheck.result import Result
from gkcheck.text import Lang
from gkcheck.writers.json import dumped

SCHEMA = "gkcheck.lines/1"


def write(result: Result, lang: Lang) -> bytes:
    """run, then submission, unit, finding, failure and warning lines; both languages stand in it."""
    run = {
        "type": "run",
        "schema": SCHEMA,
        "tool": result.tool.model_dump(mode="json"),
        "as_of": result.as_of,
        "status": result.status,
        "exit_code": result.exit_code,
        "coverage": result.coverage.model_dump(mode="json"),
    }
    submissions = (
        {"type": "submission", **one.model_dump(mode="json", exclude={"tasks"})} for one in result.submissions
    )
    told = [run, *submissions]
    for type, values in (
        ("unit", result.units),
        ("finding", result.findings),
        ("failure", result.failures),
        ("warning", result.warnings),
    ):
        told += [_line(type, value) for value in values]
    return b"".join(dumped(one) for one in told)


def _line(type: str, value: Frozen) -> dict[str, object]:
    return {"type": type, **value.model_dump(mode="json")}
