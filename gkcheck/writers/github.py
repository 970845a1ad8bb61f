"""GitHub workflow commands: annotations on a run, one line a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gkcheck.finding import Severity
from gkcheck.result import Result
from gkcheck.text import Lang
from gkcheck.writers.lines import clean
from gkcheck.writers.places import Places

_LEVEL: Mapping[Severity, str] = {
    "critical": "error",
    "high": "error",
    "medium": "warning",
    "low": "notice",
    "info": "notice",
}


def write(result: Result, lang: Lang) -> bytes:
    """All annotations as UTF-8. Waived findings are left out; doubts and what the baseline has are notices."""
    return "".join(line + "\n" for line in _lines(result, lang)).encode("utf-8")


def _lines(result: Result, lang: Lang) -> Iterator[str]:
    places = Places(result)
    for finding in result.findings:
        if finding.waived:
            continue
        place = places.of(finding)
        level = _LEVEL[finding.severity] if finding.decides else "notice"
        title = f"{finding.rule} {finding.title.in_(lang)}"
        where = f"{finding.task} {place.task.title}：" if place.task else ""
        message = where + finding.message.in_(lang)
        if finding.ask is not None:
            message += f" → {finding.ask.in_(lang)}"
        yield _command(level, place.source, place.line, title, message)
    for warning in result.warnings:
        level = "error" if warning.incomplete else "warning"
        line = warning.location.line or warning.location.row or 1
        yield _command(level, warning.source, line, f"read {warning.code}", warning.message.in_(lang))
    for failure in result.failures:
        yield _command("error", failure.source, 1, failure.rule, failure.error)


def _command(level: str, source: str, line: int, title: str, message: str) -> str:
    file = _property(source.replace("\\", "/"))
    return f"::{level} file={file},line={line},title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
