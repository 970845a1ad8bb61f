"""JUnit XML: one suite a table, one case for every task and rule, so that what was not judged shows as skipped."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as Tree

from gkcheck.finding import SEVERITY_TEXT, Check, Finding
from gkcheck.result import Result
from gkcheck.text import Lang, Text
from gkcheck.writers.places import Places, words_of
from gkcheck.writers.words import BASELINE_TEXT

# What XML 1.0 cannot hold, whatever the escape.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_Pair = tuple[str, str | None, str]


def write(result: Result, lang: Lang) -> bytes:
    """The whole document as UTF-8."""
    root = Tree.Element("testsuites", name=result.tool.name)
    found: dict[_Pair, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        found[(finding.source, finding.key, finding.rule)].append(finding)
    checks: dict[str, list[Check]] = defaultdict(list)
    for check in result.checks:
        checks[check.source].append(check)
    places = Places(result)
    titles = {rule.id: rule.title.in_(lang) for rule in result.rules}
    sources = [table.source for table in result.submissions]
    others = [warning.source for warning in result.warnings if warning.incomplete]
    for source in dict.fromkeys([*sources, *checks, *others]):
        _suite(root, source, checks[source], found, titles, places, result, lang)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    Tree.indent(root)
    document: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _suite(
    root: Tree.Element,
    source: str,
    checks: Sequence[Check],
    found: Mapping[_Pair, Sequence[Finding]],
    titles: Mapping[str, str],
    places: Places,
    result: Result,
    lang: Lang,
) -> None:
    suite = Tree.SubElement(root, "testsuite", name=_safe(source) or result.tool.name)
    for check in checks:
        task = places.task(check.key)
        subject = " ".join(word for word in (check.task, task.title if task else "") if word)
        case = Tree.SubElement(
            suite,
            "testcase",
            classname=_safe(f"{source}：{subject}" if subject else source),
            name=_safe(f"{check.rule} {titles.get(check.rule, '')}".strip()),
        )
        own = found.get((check.source, check.key, check.rule), ())
        _ended(case, check, own, result, lang)
    for warning in result.warnings:
        if warning.incomplete and warning.source == source:
            case = Tree.SubElement(suite, "testcase", classname=_safe(source), name=f"read {warning.code}")
            _say(case, "error", warning.message.in_(lang), warning.code)
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(tag) is not None for case in suite)))
    suite.set("tests", str(len(suite)))


def _ended(case: Tree.Element, check: Check, own: Sequence[Finding], result: Result, lang: Lang) -> None:
    standing = [one for one in own if one.decides]
    note = check.note.in_(lang) if check.note else ""
    if check.status == "failed":
        error = next((f.error for f in result.failures if (f.rule, f.key) == (check.rule, check.key)), "")
        _say(case, "error", error or note, "rule-failure")
    elif check.status in ("undecided", "not_applicable"):
        reason = note or Text("不适用", "not applicable").in_(lang)
        _say(case, "skipped", reason, check.status)
    elif standing:
        gravest = min(standing, key=lambda one: list(SEVERITY_TEXT).index(one.severity))
        text = "\n".join(_told(one, lang) for one in standing)
        _say(case, "failure", gravest.message.in_(lang), gravest.severity, text)
    elif own:  # doubts, waived findings, those of the baseline: shown, not failed
        Tree.SubElement(case, "system-out").text = _safe("\n".join(_told(one, lang) for one in own))


def _told(finding: Finding, lang: Lang) -> str:
    lines = [f"{SEVERITY_TEXT[finding.severity].in_(lang)} {finding.message.in_(lang)}"]
    lines += [Text(f"要求：{one}", f"asked: {one}").in_(lang) for one in words_of(finding, "requirement")]
    lines += [Text(f"报告：{one}", f"report: {one}").in_(lang) for one in words_of(finding, "report")]
    if finding.ask is not None:
        lines.append(Text("补报：", "supply: ").in_(lang) + finding.ask.in_(lang))
    if finding.waiver is not None:
        lines.append(Text("已豁免：", "waived: ").in_(lang) + finding.waiver.reason)
    if finding.note is not None:
        lines.append(finding.note.in_(lang))
    if finding.baseline is not None:
        lines.append(BASELINE_TEXT[finding.baseline].in_(lang))
    return "\n".join([*lines, finding.fingerprint])


def _say(case: Tree.Element, tag: str, message: str, type: str, text: str = "") -> None:
    element = Tree.SubElement(case, tag, message=_safe(message), type=type)
    element.text = _safe(text) or None


def _safe(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
