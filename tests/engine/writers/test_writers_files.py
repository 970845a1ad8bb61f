"""Files appear whole or not at all, never over an input; JSON keeps the contract of DESIGN.md 6."""

from __future__ import annotations

import json

import pytest

from gkcheck.errors import UsageError
from gkcheck.text import Text
from gkcheck.writers import FORMATS, format_of, put, render, write
from gkcheck.writers.json import ascii_only


class Shouting:
    """A writer as a plugin would give it."""

    name = "shout"
    suffixes = (".shout",)

    def write(self, result: object, lang: str) -> bytes:
        return f"{lang}!".encode()


def shouting():
    return (Shouting(),)


def test_format_by_ending(tmp_path, result):
    write(result, tmp_path / "结果.JSON")
    assert json.loads((tmp_path / "结果.JSON").read_text("utf-8"))["schema"] == "gkcheck.result/1"
    write(result, tmp_path / "结果.txt", lang="en")
    assert "Score 75.2" in (tmp_path / "结果.txt").read_text("utf-8")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["结果.JSON", "结果.txt"]


def test_a_format_of_a_plugin(tmp_path, result):
    write(result, tmp_path / "a.shout", extra=shouting)
    assert (tmp_path / "a.shout").read_bytes() == b"zh!"
    assert render(result, "shout", "en", extra=shouting) == b"en!"


def test_an_unknown_ending_or_format_names_the_known(tmp_path, result):
    with pytest.raises(UsageError, match=r"\.json.*\.shout"):
        format_of(tmp_path / "a.xyz", shouting)
    with pytest.raises(UsageError, match="json"):
        render(result, "xyz")
    assert set(FORMATS) >= {"text", "json"}


def test_an_input_is_never_written_over(tmp_path, result):
    table = tmp_path / "表.json"
    table.write_text("input", encoding="utf-8")
    (one,) = result.submissions
    changed = result.model_copy(update={"submissions": (one.model_copy(update={"source": str(table)}),)})
    link = tmp_path / "link.json"
    link.hardlink_to(table)
    for target in (table, link, tmp_path / "x" / ".." / "表.json"):
        (tmp_path / "x").mkdir(exist_ok=True)
        with pytest.raises(UsageError, match="输入文件"):
            write(changed, target)
    assert table.read_text(encoding="utf-8") == "input"


def test_an_archive_with_inputs_is_never_written_over(tmp_path, result):
    archive = tmp_path / "全部.json"
    archive.write_text("zip", encoding="utf-8")
    (one,) = result.submissions
    inner = one.model_copy(update={"source": f"{archive}/内.docx"})
    with pytest.raises(UsageError):
        write(result.model_copy(update={"submissions": (inner,)}), archive)
    assert archive.read_text(encoding="utf-8") == "zip"


def test_a_failure_leaves_the_old_file_and_no_scrap(tmp_path, result, monkeypatch):
    from pathlib import Path

    target = tmp_path / "a.json"
    target.write_text("old", encoding="utf-8")

    def full(self, other):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match="No space"):
        write(result, target)
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]
    assert target.read_text(encoding="utf-8") == "old"


def test_a_folder_and_a_missing_folder_are_refused(tmp_path, result):
    (tmp_path / "d.json").mkdir()
    for target in (tmp_path / "d.json", tmp_path / "none" / "a.json"):
        with pytest.raises(UsageError):
            write(result, target)


TOP = {
    "schema", "tool", "as_of", "status", "exit_code", "submissions", "units", "findings", "checks", "failures", "warnings",
}  # fmt: skip
SUBMISSION = {"source", "sha256", "title", "issuer", "year", "score", "tasks"}
TASK = {
    "key", "id", "title", "section", "requirement", "units", "units_text", "lead_unit", "deadline", "report",
    "location", "score", "lost", "demands",
}  # fmt: skip
FINDING = {
    "rule", "name", "severity", "confidence", "verdict", "source", "task", "related", "strength", "points",
    "subsumed_by", "message", "ask", "spans", "fingerprint", "waived",
}  # fmt: skip
CHECK = {"rule", "source", "task", "status", "note"}


def test_the_keys_of_the_contract(result):
    """Other tools rely on these; more keys may stand beside them (the JSON Schema says which)."""
    told = json.loads(render(result, "json"))
    assert set(told) >= TOP
    (submission,) = told["submissions"]
    assert set(submission) >= SUBMISSION | {"as_of", "reader", "encoding"}
    assert set(submission["score"]) == {"value", "low", "high", "grade"}
    task = submission["tasks"][0]
    assert set(task) >= TASK
    assert set(task["score"]) == {"value", "low", "high", "cap"}
    assert set(task["lost"][0]) == {"rule", "points"}
    assert set(task["demands"][0]) >= {"kind", "text", "start", "end", "status"}
    assert set(task["location"]) == {"part", "row", "column", "line", "page", "cell"} | {"fields", "marks"}
    for finding in told["findings"]:
        assert set(finding) >= FINDING | {"title", "case", "side", "key"}
        assert set(finding["message"]) == {"zh", "en"}
        for span in finding["spans"]:
            assert set(span) == {"source", "task", "field", "start", "end", "text"} | {"key"}
        for related in finding["related"]:
            assert set(related) == {"source", "task"} | {"key"}
    assert told["findings"][0]["task"] is None
    for check in told["checks"]:
        assert set(check) == CHECK | {"key"}
    assert set(told["units"][0]) >= {"name", "score"} | {"tasks"}
    assert set(told["failures"][0]) == {"rule", "source", "task", "key", "error", "traceback"}
    assert set(told["warnings"][0]) == {"code", "message", "location", "incomplete", "source"}
    assert set(told["tool"]) == {"name", "version", "policy", "rules", "plugins"}


def test_spans_of_the_json_quote_their_field(result):
    told = json.loads(render(result, "json"))
    tasks = {task["key"]: task for submission in told["submissions"] for task in submission["tasks"]}
    spans = [span for finding in told["findings"] for span in finding["spans"]]
    assert spans
    for span in spans:
        assert tasks[span["key"]][span["field"]][span["start"] : span["end"]] == span["text"]


def test_json_ends_with_a_line_break_and_has_no_other(result):
    data = render(result, "json")
    assert data.endswith(b"}\n") and data.count(b"\n") == 1


def test_a_lone_surrogate_cannot_break_the_json_nor_move_an_offset(result):
    broken = result.findings[0].model_copy(update={"message": Text("甲\ud800乙", "\udfff")})
    data = render(result.model_copy(update={"findings": (broken,)}), "json")
    (finding,) = json.loads(data.decode("utf-8"))["findings"]
    assert finding["message"] == {"zh": "甲\ufffd乙", "en": "\ufffd"}


def test_ascii_only_says_the_same():
    told = json.dumps({"a": "甲“😀\n"}, ensure_ascii=False)
    assert ascii_only(told).isascii()
    assert json.loads(ascii_only(told)) == json.loads(told)


def test_both_languages_stand_in_the_json(result):
    assert render(result, "json", "zh") == render(result, "json", "en")


@pytest.mark.parametrize("most", [1, 2, 3, 1_000])
def test_json_in_pieces_is_the_same_json(result, most):
    assert len(result.checks) > 3 and len(result.findings) > 3
    whole = result.model_dump_json(by_alias=True).encode()
    pieces = list(result.json_pieces(most))
    assert b"".join(pieces) == whole == result.to_json_bytes() == result.to_json().encode()
    assert (len(pieces) > 1) is (most < len(result.checks))
    empty = result.model_copy(update={"findings": (), "warnings": ()})
    assert b"".join(empty.json_pieces(most)) == empty.model_dump_json(by_alias=True).encode()


@pytest.mark.parametrize("most", [1, 1_000])
def test_a_lone_surrogate_spoils_no_piece(result, most):
    said = result.findings[0].model_copy(update={"message": Text("坏\ud800字", "bad \udfff")})
    broken = result.model_copy(update={"findings": (said, *result.findings[1:])})
    told = json.loads(b"".join(broken.json_pieces(most)))
    assert told["findings"][0]["message"] == {"zh": "坏\ufffd字", "en": "bad \ufffd"}
    told["findings"][0]["message"] = json.loads(result.to_json())["findings"][0]["message"]
    assert told == json.loads(result.to_json())


def test_a_file_written_in_pieces_is_whole_or_not_there(tmp_path, result):
    def broken():
        yield b"{"
        raise OSError(28, "No space left on device")

    target = tmp_path / "a.json"
    target.write_bytes(b"old")
    with pytest.raises(UsageError, match="No space"):
        put(target, broken())
    assert target.read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1
    put(target, iter((b"{", b"}")))
    assert target.read_bytes() == b"{}"
