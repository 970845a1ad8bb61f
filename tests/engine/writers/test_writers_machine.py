"""The formats machines read: each opened by a parser of its own kind, and none of them injected by submitted text."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as Tree

import jsonschema
import made_result
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.finding import AppliedWaiver, RuleFailure
from gkcheck.result import Result, SourceWarning
from gkcheck.text import Text
from gkcheck.writers import FORMATS, render
from gkcheck.writers.cells import LONGEST, guarded, printable
from gkcheck.writers.markdown import escaped
from gkcheck.writers.places import Places, uri

SARIF_SCHEMA = json.loads(
    (Path(__file__).parent / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")  # OASIS, rtm.5
)
MACHINE = [name for name in FORMATS if name not in ("text", "annotated")]  # annotated needs the file itself
EVIL = "=cmd|'/c calc'!A1<script>alert(1)</script>\x1b]8;;http://x\x07](javascript:1)|`%0A::error::\u202e\ud800\x00"


def hostile(result: Result) -> Result:
    """The same result with a text made to be taken for something else, wherever a submitter's words can stand."""
    (table,) = result.submissions
    tasks = tuple(task.model_copy(update={"title": EVIL, "units": (EVIL,)}) for task in table.tasks)
    table = table.model_copy(update={"title": EVIL, "issuer": EVIL, "tasks": tasks})
    findings = tuple(
        one.model_copy(
            update={
                "message": Text(EVIL, EVIL),
                "ask": Text(EVIL, EVIL),
                "spans": tuple(span.model_copy(update={"text": EVIL}) for span in one.spans),
            }
        )
        for one in result.findings
    )
    failures = tuple(one.model_copy(update={"error": EVIL}) for one in result.failures)
    warnings = tuple(one.model_copy(update={"message": Text(EVIL, EVIL)}) for one in result.warnings)
    changed = {"submissions": (table,), "findings": findings, "failures": failures, "warnings": warnings}
    return result.model_copy(update=changed)


def waived(result: Result) -> Result:
    """The same result with its first finding on a task set aside by the auditor."""
    first = next(one for one in result.findings if one.key is not None)
    waiver = AppliedWaiver(reason="另附台账", approved_by="张某", expires="2025-06-30")
    changed = first.model_copy(update={"waived": True, "waiver": waiver})
    findings = tuple(changed if one is first else one for one in result.findings)
    return result.model_copy(update={"findings": findings})


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("change", [lambda one: one, hostile, waived], ids=["plain", "hostile", "waived"])
def test_sarif_is_valid(result, change, lang):
    log = json.loads(render(change(result), "sarif", lang))
    jsonschema.Draft4Validator(SARIF_SCHEMA).validate(log)
    (run,) = log["runs"]
    assert len(run["results"]) == len(result.findings)
    for told, finding in zip(run["results"], result.findings, strict=True):
        assert run["tool"]["driver"]["rules"][told["ruleIndex"]]["id"] == told["ruleId"] == finding.rule
        assert told["partialFingerprints"] == {"gkcheck/v1": finding.fingerprint}
        (location,) = told["locations"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1
    assert all(rule["helpUri"] for rule in run["tool"]["driver"]["rules"])


def test_sarif_says_where_in_words_a_person_knows(result):
    log = json.loads(render(result, "sarif"))
    names = [
        one["fullyQualifiedName"]
        for told in log["runs"][0]["results"]
        for location in told["locations"]
        for one in location.get("logicalLocations", [])
    ]
    assert any(re.fullmatch(r"表1/第\d+行/落实情况", name) for name in names)


def test_sarif_tells_what_was_not_judged_and_what_was_waived(result):
    log = json.loads(render(waived(result), "sarif"))
    (invocation,) = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is (result.status == "complete")
    told = {one["descriptor"]["id"].partition("/")[0] for one in invocation["toolExecutionNotifications"]}
    assert {"read", "rule"} <= told
    (suppressed,) = [one for one in log["runs"][0]["results"] if one.get("suppressions")]
    assert suppressed["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "另附台账"}
    ]


@pytest.mark.parametrize("change", [lambda one: one, hostile, waived], ids=["plain", "hostile", "waived"])
def test_junit_counts_its_cases(result, change):
    given_ = change(result)
    root = Tree.fromstring(render(given_, "junit"))
    cases = root.findall("./testsuite/testcase")
    unread = sum(warning.incomplete for warning in given_.warnings)
    assert len(cases) == len(given_.checks) + unread == int(root.get("tests"))
    assert sum(case.find("failure") is not None for case in cases) == int(root.get("failures"))
    assert sum(case.find("error") is not None for case in cases) == int(root.get("errors")) >= unread
    undecided = [check for check in given_.checks if check.status == "undecided"]
    messages = [skip.get("message") for skip in root.iter("skipped")]
    for check in undecided:
        assert check.note.zh in messages


def test_junit_does_not_fail_on_waived_findings_or_doubts(result):
    before, after = (
        int(Tree.fromstring(render(one, "junit")).get("failures")) for one in (result, all_waived(result))
    )
    assert before > 0 == after


def all_waived(result: Result) -> Result:
    waiver = AppliedWaiver(reason="另附台账")
    findings = tuple(one.model_copy(update={"waived": True, "waiver": waiver}) for one in result.findings)
    return result.model_copy(update={"findings": findings})


def test_gitlab_has_what_the_widget_needs(result):
    twice = result.model_copy(update={"findings": (*result.findings, *result.findings)})
    entries = json.loads(render(twice, "gitlab"))
    fingerprints = [entry["fingerprint"] for entry in entries]
    assert len(set(fingerprints)) == len(fingerprints)
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["path"] and entry["location"]["lines"]["begin"] >= 1
    assert {entry["check_name"] for entry in entries} >= {
        f"read-{one.code}" for one in result.warnings if one.incomplete
    }
    assert not json.loads(
        render(all_waived(result.model_copy(update={"warnings": (), "failures": ()})), "gitlab")
    )


def test_github_is_one_command_a_line(result):
    for one in (result, hostile(result)):
        lines = render(one, "github").decode("utf-8").splitlines()
        for line in lines:
            assert re.match(
                r"::(?:error|warning|notice) file=[^,:]*(?:%3A[^,:]*)*,line=\d+,title=[^,:]*::.", line
            ), line
        assert len(lines) == len(one.findings) + len(one.warnings) + len(one.failures)
    assert "%250A" in lines[0], "a submitted %0A must not become a line break"


def test_csv_is_read_back_whole_and_holds_no_formula(result):
    for one in (result, hostile(result)):
        data = render(one, "csv")
        assert data.startswith(b"\xef\xbb\xbf")
        header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
        assert len(rows) == len(one.findings) + len(one.warnings) + len(one.failures)
        assert all(len(row) == len(header) for row in rows)
        for row in rows:
            for cell in row:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")), cell
    assert "未读全" in data.decode("utf-8-sig")


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-11月", "@sum", "＝cmd", "＋1", "－1", "＠a", "\tx", "\rx", " =1", "\u3000＝1"]
)
def test_a_formula_becomes_text(text):
    assert guarded(text).startswith("'")


@given(st.text(alphabet=st.characters(), max_size=60))
def test_cells_hold_any_text(text):
    for cell in (printable(text), guarded(text)):
        cell.encode("utf-8")
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", cell)
        assert not guarded(text).startswith(("=", "+", "-", "@"))


def test_a_cell_is_cut_aloud():
    assert len(printable("长" * (LONGEST + 1))) == LONGEST and printable("长" * (LONGEST + 1)).endswith("…")


def test_json_lines_are_one_value_each(result):
    lines = [json.loads(line) for line in render(result, "jsonl").decode("utf-8").splitlines()]
    types = [line["type"] for line in lines]
    assert types[0] == "run" and lines[0]["schema"] == "gkcheck.lines/1"
    assert types.count("finding") == len(result.findings)
    assert types.count("warning") == len(result.warnings) and types.count("failure") == len(result.failures)


def test_markdown_says_what_the_screen_says(result):
    text = render(result, "md").decode("utf-8")
    for finding in result.findings:
        assert finding.rule in text
    assert "检查不完整" in text
    english = render(result, "md", "en").decode("utf-8")
    assert "Incomplete" in english and "得分" not in english


@pytest.mark.parametrize(
    "text",
    ["<img src=x>", "[a](javascript:1)", "| a |", "`x`", "**b**", "# h", "a\nb", "http://x.cn", "www.x.cn"],
)
def test_submitted_text_is_no_markup(text):
    told = escaped(text)
    for mark in "<[|`*#":
        assert mark not in told.replace("\\" + mark, "")
    assert "\n" not in told and not re.search(r"(?<!\\)://|www\.", told)


@pytest.mark.parametrize("name", MACHINE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_survives_any_text(result, name, lang):
    data = render(hostile(result), name, lang)
    assert data == render(hostile(result), name, lang)
    if name not in ("html", "xlsx", "docx"):
        data.decode("utf-8")
        assert b"\x1b" not in data or name in ("json", "jsonl", "sarif", "gitlab")
        assert b"\x1b" not in data, "JSON escapes it"


def test_an_empty_run_has_every_format(result):
    empty = result.model_copy(
        update={
            "submissions": (), "units": (), "findings": (), "checks": (), "rules": (),
            "failures": (RuleFailure(rule="GK901", source="", error="x"),),
            "warnings": (SourceWarning(source="坏.docx", code="corrupt", message=Text("坏", "bad"), incomplete=True),),
        }
    )  # fmt: skip
    for name in MACHINE:
        assert "坏" in render(empty, name).decode("utf-8", "ignore") or name in ("html", "xlsx")


def test_places_of_text_files_are_lines_and_of_tables_rows(result):
    places = Places(result)
    finding = next(one for one in result.findings if one.key is not None)
    place = places.of(finding)
    assert place.line == place.task.location.row
    text = place.task.location.model_copy(update={"line": 40})
    (table,) = result.submissions
    tasks = tuple(
        task.model_copy(update={"location": text}) if task is place.task else task for task in table.tasks
    )
    changed = result.model_copy(update={"submissions": (table.model_copy(update={"tasks": tasks}),)})
    assert Places(changed).of(finding).line == 40


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("报送 表.docx", "%E6%8A%A5%E9%80%81%20%E8%A1%A8.docx"),
        ("a\\b.csv", "a/b.csv"),
        ("C:\\表\\a.csv", "file:///C:/%E8%A1%A8/a.csv"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_a_source_as_uri(source, told):
    assert uri(source) == told


def test_the_made_result_has_what_these_tests_need():
    result = made_result.made()
    assert result.failures and any(one.incomplete for one in result.warnings)
    assert any(check.status == "undecided" for check in result.checks)


def test_what_the_baseline_has_is_marked_and_fails_no_build(result):
    known = tuple(
        one.model_copy(update={"baseline": "known", "note": Text("到期", "lapsed")})
        for one in result.findings
    )
    told = result.model_copy(update={"findings": known})
    log = json.loads(render(told, "sarif"))
    jsonschema.Draft7Validator(SARIF_SCHEMA).validate(log)
    results = log["runs"][0]["results"]
    assert {one["baselineState"] for one in results} == {"unchanged"}
    assert {one["properties"]["note"] for one in results} == {"到期"}
    assert Tree.fromstring(render(told, "junit")).find(".//failure") is None
    plain = result.model_copy(update={"findings": known, "warnings": (), "failures": ()})
    assert {line.partition(" ")[0] for line in render(plain, "github").decode().splitlines()} == {"::notice"}
    new = tuple(one.model_copy(update={"baseline": "new"}) for one in result.findings)
    log = json.loads(render(result.model_copy(update={"findings": new}), "sarif"))
    assert {one["baselineState"] for one in log["runs"][0]["results"]} == {"new"}
    assert Tree.fromstring(render(result, "junit")).find(".//failure") is not None
