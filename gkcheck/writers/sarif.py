"""SARIF 2.1.0 (OASIS): one result a finding, for code scanning, with fingerprints and suppressions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gkcheck.finding import Finding, QuotedSpan, Severity
from gkcheck.result import Result, RuleInfo
from gkcheck.text import Lang, Text
from gkcheck.writers.json import dumped
from gkcheck.writers.places import Place, Places, uri

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL: Mapping[Severity, str] = {
    "critical": "error",
    "high": "error",
    "medium": "warning",
    "low": "note",
    "info": "note",
}
_SNIPPET = 500  # letters of a quotation; viewers show one line


def write(result: Result, lang: Lang) -> bytes:
    """The whole log as UTF-8; messages in one language, the other in `properties.message`."""
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(result, lang)]}, indent=1)


def _run(result: Result, lang: Lang) -> dict[str, object]:
    places = Places(result)
    rules = _rules(result)
    index = {rule.id: at for at, rule in enumerate(rules)}
    return {
        "tool": {
            "driver": {
                "name": result.tool.name,
                "semanticVersion": result.tool.version,
                "language": "zh-CN" if lang == "zh" else "en",
                "rules": [_rule(rule, lang) for rule in rules],
            }
        },
        "language": "zh-CN" if lang == "zh" else "en",
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": result.status == "complete",
                "exitCode": result.exit_code,
                "toolExecutionNotifications": list(_notifications(result, lang)),
            }
        ],
        "artifacts": [
            {"location": {"uri": uri(table.source)}, "hashes": {"sha-256": table.sha256}}
            for table in result.submissions
            if table.sha256
        ],
        "results": [_result(finding, index, places, lang) for finding in result.findings],
        "properties": {
            "asOf": result.as_of,
            "policy": result.tool.policy,
            "scores": {table.source: table.score.model_dump() for table in result.submissions},
        },
    }


def _rules(result: Result) -> list[RuleInfo]:
    """The rules that ran; of a result that does not tell them, those that found something."""
    known = {rule.id: rule for rule in result.rules}
    for finding in result.findings:
        known.setdefault(
            finding.rule,
            RuleInfo(
                id=finding.rule, name=finding.name, title=finding.title, rationale=finding.title,
                basis=(), category="", plugin="",
            ),
        )  # fmt: skip
    return [known[id] for id in sorted(known)]


def _rule(rule: RuleInfo, lang: Lang) -> dict[str, object]:
    basis = "\n".join(one.in_(lang) for one in rule.basis)
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.title.in_(lang)},
        "fullDescription": {"text": rule.rationale.in_(lang) or rule.title.in_(lang)},
        "help": {"text": "\n".join(one for one in (rule.rationale.in_(lang), basis) if one) or rule.name},
        # Viewers reject a null; a name is honest where the rule may be anybody's and has no page of its own.
        "helpUri": f"urn:gkcheck:rule:{rule.id}",
        "properties": {"category": rule.category, "plugin": rule.plugin},
    }


def _result(finding: Finding, index: Mapping[str, int], places: Places, lang: Lang) -> dict[str, object]:
    place = places.of(finding)
    message = finding.message.in_(lang)
    if finding.ask is not None:
        message += Text("。补报：", ". To supply: ").in_(lang) + finding.ask.in_(lang)
    other: Lang = "en" if lang == "zh" else "zh"
    told: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "kind": "fail",
        "level": "note" if finding.confidence == "low" else _LEVEL[finding.severity],
        "message": {"text": message},
        "locations": [_location(place, _quoted(finding))],
        "relatedLocations": [
            {**_location(places.of_span(span), span.text), "id": at}
            for at, span in enumerate(finding.spans, start=1)
        ],
        "partialFingerprints": {"gkcheck/v1": finding.fingerprint},
        "properties": {
            "severity": finding.severity,
            "confidence": finding.confidence,
            "verdict": finding.verdict,
            "side": finding.side,
            "points": finding.points,
            "task": finding.task,
            "key": finding.key,
            "cell": place.cell,
            "message": {other: finding.message.in_(other)},
            **({"note": finding.note.in_(lang)} if finding.note is not None else {}),
        },
    }
    if finding.baseline is not None:
        told["baselineState"] = "unchanged" if finding.baseline == "known" else "new"
    if finding.waived:
        reason = finding.waiver.reason if finding.waiver else ""
        told["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    return told


def _quoted(finding: Finding) -> str:
    own: list[QuotedSpan] = [span for span in finding.spans if span.key == finding.key]
    return next((span.text for span in own if span.field == "report"), own[0].text if own else "")


def _location(place: Place, words: str) -> dict[str, object]:
    region: dict[str, object] = {"startLine": place.line}
    if words:
        region["snippet"] = {"text": words[:_SNIPPET]}
    told: dict[str, object] = {
        "physicalLocation": {"artifactLocation": {"uri": uri(place.source)}, "region": region}
    }
    if place.logical:
        told["logicalLocations"] = [{"fullyQualifiedName": place.logical, "kind": "member"}]
    return told


def _notifications(result: Result, lang: Lang) -> Iterator[dict[str, object]]:
    """What was not read, not judged, or failed: never only what was found."""
    for warning in result.warnings:
        yield _notification(
            warning.message.in_(lang),
            "error" if warning.incomplete else "warning",
            f"read/{warning.code}",
            warning.source,
        )
    for failure in result.failures:
        yield _notification(failure.error, "error", f"rule/{failure.rule}", failure.source)
    for check in result.checks:
        if check.status == "undecided":
            reason = check.note.in_(lang) if check.note else ""
            where = Text(f"第 {check.task} 项", f"task {check.task}").in_(lang) if check.task else ""
            said = "：".join(one for one in (where, reason) if one)
            yield _notification(said, "note", f"undecided/{check.rule}", check.source)


def _notification(text: str, level: str, id: str, source: str) -> dict[str, object]:
    told: dict[str, object] = {"descriptor": {"id": id}, "level": level, "message": {"text": text or id}}
    if source:
        told["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": uri(source)}}}]
    return told
