"""CSV for Excel and WPS: one line a finding, UTF-8 with BOM, every cell quoted and none a formula."""

from __future__ import annotations

import csv
import io

from gkcheck.finding import CONFIDENCE_TEXT, SEVERITY_TEXT, VERDICT_TEXT, Finding
from gkcheck.model import FieldName
from gkcheck.result import Result
from gkcheck.text import Lang, Text
from gkcheck.writers.cells import guarded
from gkcheck.writers.places import Place, Places, words_of
from gkcheck.writers.words import number

HEADER = (
    Text("文件", "file"),
    Text("序号", "no."),
    Text("工作任务", "task"),
    Text("责任单位", "units"),
    Text("规则", "rule"),
    Text("名称", "title"),
    Text("级别", "severity"),
    Text("把握", "confidence"),
    Text("判断", "verdict"),
    Text("扣分", "points"),
    Text("并入", "counted under"),
    Text("说明", "message"),
    Text("要求原文", "words of the requirement"),
    Text("报告原文", "words of the report"),
    Text("补报要点", "to supply"),
    Text("豁免理由", "waived because"),
    Text("位置", "place"),
    Text("指纹", "fingerprint"),
)


def write(result: Result, lang: Lang) -> bytes:
    """The whole table; what was not read or failed stands below the findings, never only on the screen."""
    stream = io.StringIO()
    table = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow([one.in_(lang) for one in HEADER])
    places = Places(result)
    for finding in result.findings:
        table.writerow([guarded(cell) for cell in _row(finding, places.of(finding), lang)])
    blank = [""] * (len(HEADER) - 6)
    for warning in result.warnings:
        mark = Text("未读全", "not read whole") if warning.incomplete else Text("注意", "note")
        cells = [warning.source, "", "", "", warning.code, mark.in_(lang)]
        table.writerow([guarded(cell) for cell in _with_message(cells + blank, warning.message.in_(lang))])
    for failure in result.failures:
        cells = [failure.source, failure.task or "", "", "", failure.rule]
        cells.append(Text("规则故障", "rule failure").in_(lang))
        table.writerow([guarded(cell) for cell in _with_message(cells + blank, failure.error)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def _with_message(cells: list[str], message: str) -> list[str]:
    return [message if head.zh == "说明" else cell for head, cell in zip(HEADER, cells, strict=True)]


def _row(finding: Finding, place: Place, lang: Lang) -> list[str]:
    task = place.task
    return [
        finding.source,
        finding.task or "",
        task.title if task else "",
        ("、".join(task.units) or task.units_text) if task else "",
        finding.rule,
        finding.title.in_(lang),
        SEVERITY_TEXT[finding.severity].in_(lang),
        CONFIDENCE_TEXT[finding.confidence].in_(lang),
        VERDICT_TEXT[finding.verdict].in_(lang),
        number(finding.points),
        finding.subsumed_by or "",
        finding.message.in_(lang),
        _joined(finding, "requirement"),
        _joined(finding, "report"),
        finding.ask.in_(lang) if finding.ask else "",
        finding.waiver.reason if finding.waiver else "",
        " ".join(word for word in (place.logical, place.cell) if word),
        finding.fingerprint,
    ]


def _joined(finding: Finding, field: FieldName) -> str:
    return " … ".join(words_of(finding, field))
