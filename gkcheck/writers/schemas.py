"""The JSON Schemas of the contracts, made from the models themselves; `gkcheck/schemas/` keeps them for other tools."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, object]:
    """The schema of one of SCHEMAS; KeyError for another name."""
    told = SCHEMAS[name]()
    return {"$schema": _DRAFT, "$id": f"urn:gkcheck:schema:{name}:1", **told}


def _result() -> dict[str, object]:
    from gkcheck.result import Result

    return Result.model_json_schema(by_alias=True, mode="serialization")


def _submission() -> dict[str, object]:
    """As `gkcheck read` prints it: with its `schema`, without the digest, locations without what they do not have."""
    from gkcheck.model import Submission
    from gkcheck.writers.submission import SCHEMA

    told = Submission.model_json_schema(mode="validation")
    properties = {key: value for key, value in told["properties"].items() if key != "sha256"}
    told["properties"] = {"schema": {"const": SCHEMA, "type": "string"}, **properties}
    told["required"] = ["schema", "source", "tasks"]
    return told


def _config() -> dict[str, object]:
    """As in gkcheck.toml; the options of rules stand under `rule`, see `gkcheck explain RULE`."""
    from gkcheck.config import Config

    told = Config.model_json_schema(by_alias=True, mode="validation")
    told["properties"].pop("source", None)
    told["properties"]["extend"] = {"type": "string", "description": "a configuration file to start from"}
    return told


def _diff() -> dict[str, object]:
    from gkcheck.comparison.changes import Comparison

    return Comparison.model_json_schema(by_alias=True, mode="serialization")


def _waivers() -> dict[str, object]:
    """As in gkcheck-waivers.toml."""
    from gkcheck.waivers import Waiver

    one = Waiver.model_json_schema(by_alias=True, mode="validation")
    return {
        "type": "object",
        "properties": {"waiver": {"type": "array", "items": one}},
        "additionalProperties": False,
    }


SCHEMAS: Mapping[str, Callable[[], dict[str, object]]] = {
    "result": _result,
    "submission": _submission,
    "config": _config,
    "diff": _diff,
    "waivers": _waivers,
}
