"""The contract `gkcheck.submission/1`: a submitted table as plain data, as `gkcheck read --format json` prints it."""

from __future__ import annotations

import json

from gkcheck.model import Location, ReadWarning, Submission, Task

SCHEMA = "gkcheck.submission/1"


def submission_document(submission: Submission) -> dict[str, object]:
    """The table as JSON-ready data; `gkcheck.readers.json` reads it back to an equal Submission but for the sha256.

    A warning says `incomplete` too: without it a file that was not read whole would come back clean.
    """
    return {
        "schema": SCHEMA,
        "source": submission.source,
        "title": submission.title,
        "issuer": submission.issuer,
        "year": submission.year,
        "reader": submission.reader,
        "encoding": submission.encoding,
        "tasks": [_task(task) for task in submission.tasks],
        "warnings": [_warning(warning) for warning in submission.warnings],
    }


def to_json(submission: Submission) -> str:
    """The same as one line of JSON with a line break at its end."""
    return json.dumps(submission_document(submission), ensure_ascii=False) + "\n"


def _task(task: Task) -> dict[str, object]:
    return {
        "key": task.key,
        "id": task.id,
        "title": task.title,
        "section": list(task.section),
        "requirement": task.requirement,
        "units": list(task.units),
        "units_text": task.units_text,
        "lead_unit": task.lead_unit,
        "deadline": task.deadline,
        "report": task.report,
        "location": _location(task.location),
    }


def _location(location: Location) -> dict[str, object]:
    return location.model_dump(mode="json", exclude_defaults=True)


def _warning(warning: ReadWarning) -> dict[str, object]:
    return {
        "code": warning.code,
        "message": {"zh": warning.message.zh, "en": warning.message.en},
        "location": _location(warning.location),
        "incomplete": warning.incomplete,
    }
