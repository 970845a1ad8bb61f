"""GitLab Code Quality (a Code Climate subset): one entry a finding that is neither waived nor a doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from gkcheck.finding import Severity
from gkcheck.result import Result
from gkcheck.text import Lang
from gkcheck.writers.json import dumped
from gkcheck.writers.places import Places

_SEVERITY: Mapping[Severity, str] = {
    "critical": "blocker",
    "high": "critical",
    "medium": "major",
    "low": "minor",
    "info": "info",
}


def write(result: Result, lang: Lang) -> bytes:
    """The whole report as UTF-8; what was not read or failed stands in it as a blocker."""
    places = Places(result)
    seen: Counter[str] = Counter()
    entries: list[dict[str, object]] = []

    def add(check: str, text: str, severity: str, path: str, line: int, fingerprint: str) -> None:
        seen[fingerprint] += 1  # GitLab drops the second of two equal fingerprints
        number = f"-{seen[fingerprint]}" if seen[fingerprint] > 1 else ""
        entries.append(
            {
                "description": text,
                "check_name": check,
                "fingerprint": fingerprint + number,
                "severity": severity,
                "location": {"path": path.replace("\\", "/"), "lines": {"begin": line}},
            }
        )

    for finding in result.findings:
        if finding.waived or finding.confidence == "low":
            continue
        place = places.of(finding)
        where = f"{finding.task} {place.task.title}：" if place.task else ""
        text = f"{finding.rule} {finding.title.in_(lang)}：{where}{finding.message.in_(lang)}"
        add(finding.rule, text, _SEVERITY[finding.severity], place.source, place.line, finding.fingerprint)
    for warning in result.warnings:
        if warning.incomplete:
            line = warning.location.line or warning.location.row or 1
            mark = f"gk:read-{warning.code}-{warning.source}-{line}"
            add(f"read-{warning.code}", warning.message.in_(lang), "blocker", warning.source, line, mark)
    for failure in result.failures:
        mark = f"gk:failed-{failure.rule}-{failure.key}"
        add(failure.rule, f"{failure.rule}: {failure.error}", "blocker", failure.source, 1, mark)
    return dumped(entries, indent=1)
