"""The JSON Schemas in the repository are those of the code, so that a change of a contract is seen in review."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import gkcheck
from gkcheck.writers.schemas import SCHEMAS, schema
from gkcheck.writers.submission import submission_document

ROOT = Path(__file__).resolve().parents[3]
KEPT = ROOT / "gkcheck" / "schemas"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_kept_schema_is_the_codes(name):
    kept = json.loads((KEPT / f"{name}-1.json").read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(schema(name))), (
        f"a contract has changed: if that is meant, gkcheck schema {name} > gkcheck/schemas/{name}-1.json"
    )


def test_no_schema_is_kept_that_no_code_makes():
    assert {path.name for path in KEPT.iterdir()} == {f"{name}-1.json" for name in SCHEMAS}


@pytest.mark.parametrize("example", ["songxi-2023.csv", "qinghu-2024.docx"])
def test_examples_fit_the_contracts(example):
    path = ROOT / "examples" / example
    documents = {
        "result": json.loads(gkcheck.check(path).to_json()),
        "submission": json.loads(json.dumps(submission_document(gkcheck.read(path)))),
    }
    for name, document in documents.items():
        validator = jsonschema.Draft202012Validator(schema(name))
        validator.validate(document)
        for key in ("tasks", "findings"):
            with pytest.raises(jsonschema.ValidationError):
                validator.validate({**document, key: [{"made": "up"}]})
