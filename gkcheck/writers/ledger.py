"""问题清单: a workbook with one line a finding, columns for the unit's reply and the auditor's decision, and the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gkcheck.finding import CONFIDENCE_TEXT, SEVERITIES, SEVERITY_TEXT, Finding
from gkcheck.logs import PROOF_TEXT
from gkcheck.model import FieldName
from gkcheck.result import DEMAND_STATUS_TEXT, Result, SubmissionResult, TaskResult
from gkcheck.scoring import GRADE_TEXT
from gkcheck.text import Lang, Text
from gkcheck.writers.grouping import by_file
from gkcheck.writers.ledger_columns import COLUMNS, DECISIONS, HEADER_ROW, INDEX, KINDS, NOTE, SHEET
from gkcheck.writers.places import Places, words_of
from gkcheck.writers.proofs import is_shown
from gkcheck.writers.sheets import AUDITOR, HEAD, UNIT, Book, Look, Value, finish
from gkcheck.writers.summary import standing
from gkcheck.writers.words import BASELINE_TEXT, KIND_TEXT, STATUS_TEXT, place, said

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_COLOURS = {"critical": "F4C7C3", "high": "FADBD8", "medium": "FCE8C5", "low": "FFF8DC", "info": "EAF2F8"}
_NOTE_COLUMNS = 17  # over which the note is merged: as much as a screen shows
_FILL = {"unit": UNIT, "auditor": AUDITOR, "gkcheck": HEAD}
_CLUSTER_TEXT = {
    "table": Text("表内", "in one table"),
    "units": Text("单位之间", "between units"),
    "years": Text("与上年", "with last year"),
    "archive": Text("与存档", "with the archive"),
}


def write(result: Result, lang: Lang) -> bytes:
    """The whole workbook."""
    book = Book()
    _overview(book, result, lang)
    _findings(book, result, lang)
    _tasks(book, result, lang)
    _copies(book, result, lang)
    _rules(book, result, lang)
    _warnings(book, result, lang)
    _index(book, result)
    book.book.active = 1
    return book.data()


def _overview(book: Book, result: Result, lang: Lang) -> None:
    header = [
        *(Text("文件", "file"), Text("标题", "title"), Text("制表单位", "issuer"), Text("年度", "year")),
        *(Text("任务", "tasks"), Text("得分", "score"), Text("区间", "range"), Text("等级", "grade")),
        Text("豁免的也计入", "with waived"),
        *(SEVERITY_TEXT[one] for one in SEVERITIES),
        *(Text("疑点", "doubts"), Text("已豁免", "waived"), Text("核查日", "as of")),
        *(Text("读取器", "reader"), Text("SHA-256", "SHA-256")),
    ]
    files = by_file(result)
    rows = [_table_row(one, files[one.source], lang) for one in result.submissions]
    widths = [24, 30, 18, 7, 7, 7, 11, 9, 10, 6, 6, 6, 6, 6, 6, 7, 12, 12, 20]
    made = book.sheet(said("总览", "overview", lang), header, widths, rows, lang)
    for at, line in enumerate(_facts(result, lang), start=len(rows) + 3):
        book.put(made, at, 1, line, Look(framed=False, wrapped=False))


def _table_row(one: SubmissionResult, result: Result, lang: Lang) -> list[Value]:
    own = [finding for finding in result.findings if finding.source == one.source]
    counts = Counter(finding.severity for finding in standing(own))
    score = one.score
    span = "" if score.low == score.high else f"{score.low:g}~{score.high:g}"
    return [
        *(one.source, one.title, one.issuer, one.year, len(one.tasks)),
        *(score.value, span, GRADE_TEXT[score.grade].in_(lang)),
        one.with_waived.value if one.with_waived else None,
        *(counts[severity] for severity in SEVERITIES),
        sum(finding.confidence == "low" and not finding.waived for finding in own),
        sum(finding.waived for finding in own),
        *(one.as_of, one.reader, one.sha256),
    ]


def _facts(result: Result, lang: Lang) -> list[str]:
    tool = result.tool
    lines = [f"gkcheck {tool.version}　" + said(f"评分办法 {tool.policy}", f"policy {tool.policy}", lang)]
    if result.status == "incomplete":
        lines.append(
            said("■ 检查不完整：见末页", "■ Incomplete: see the last sheet", lang),
        )
    if result.decisions is not None and result.decisions.waiver_file:
        lines.append(said("豁免文件 ", "waivers from ", lang) + result.decisions.waiver_file)
    if result.decisions is not None and result.decisions.baseline:
        lines.append(said("对照 ", "against ", lang) + result.decisions.baseline)
    return lines


def _findings(book: Book, result: Result, lang: Lang) -> None:
    from openpyxl.utils import get_column_letter

    made = book.new(SHEET.in_(lang))
    book.put(made, 1, 1, NOTE.in_(lang), Look(framed=False))
    for column, one in enumerate(COLUMNS.values(), start=1):
        book.put(made, HEADER_ROW, column, one.name.in_(lang), Look(_FILL[one.side], head=True))
    places = Places(result)
    ordered = _ordered(result)
    for at, finding in enumerate(ordered, start=1):
        row = _finding_row(at, finding, places, lang)
        for column, (name, one) in enumerate(COLUMNS.items(), start=1):
            colour = "" if one.side == "gkcheck" else _FILL[one.side]
            if name == "severity":
                colour = _COLOURS[finding.severity]
            book.put(made, HEADER_ROW + at, column, row.get(name, ""), Look(colour))
    finish(made, [one.width for one in COLUMNS.values()], HEADER_ROW, len(ordered))
    made.merge_cells(start_row=1, start_column=1, end_row=1, end_column=_NOTE_COLUMNS)
    made.row_dimensions[1].height = 62
    made.page_setup.paperSize = 8  # A3: the columns are many
    made.print_area = f"A1:{get_column_letter(len(COLUMNS) - 1)}{HEADER_ROW + len(ordered)}"
    _choices(made, len(ordered), lang)


def _ordered(result: Result) -> list[Finding]:
    """By table, by task in the order of the table, the gravest first; doubts and waived ones after the others."""
    keys = [task.key for table in result.submissions for task in table.tasks]
    order = {key: at for at, key in enumerate(keys)}
    files = {table.source: at for at, table in enumerate(result.submissions)}
    return sorted(
        result.findings,
        key=lambda one: (
            files.get(one.source, len(files)),
            order.get(one.key or "", -1),
            one.waived,
            one.confidence == "low",
            SEVERITIES.index(one.severity),
            one.rule,
        ),
    )


def _finding_row(at: int, finding: Finding, places: Places, lang: Lang) -> dict[str, Value]:
    where = places.of(finding)
    task, waiver = where.task, finding.waiver
    doubt = said("疑点", "doubt", lang) if finding.confidence == "low" else ""
    return {
        "number": at,
        "file": finding.source,
        "task": finding.task or "",
        "title": task.title if task else said("（整张表）", "(the table)", lang),
        "units": ("、".join(task.units) or task.units_text) if task else "",
        "rule": finding.rule,
        "name": finding.title.in_(lang),
        "severity": SEVERITY_TEXT[finding.severity].in_(lang),
        "confidence": doubt or CONFIDENCE_TEXT[finding.confidence].in_(lang),
        "points": finding.points,
        "message": finding.message.in_(lang),
        "asked": _quoted(finding, ("requirement", "deadline")),
        "reported": _quoted(finding, ("report",)),
        "ask": finding.ask.in_(lang) if finding.ask else "",
        "place": " ".join(word for word in (where.logical, where.cell) if word),
        "state": _state(finding, lang),
        "decision": DECISIONS["aside"].in_(lang) if finding.waived else "",
        "reason": waiver.reason if waiver else "",
        "kind": waiver.kind if waiver else "",
        "approver": waiver.approved_by if waiver else "",
        "expires": (waiver.expires or "") if waiver else "",
        "evidence": waiver.evidence if waiver else "",
        "fingerprint": finding.fingerprint,
    }


def _quoted(finding: Finding, fields: Sequence[FieldName]) -> str:
    words = [word for field in fields for word in words_of(finding, field) if word.strip()]
    return "\n".join(dict.fromkeys(words))


def _state(finding: Finding, lang: Lang) -> str:
    words = []
    if finding.waived:
        words.append(said("已豁免", "waived", lang))
    elif finding.subsumed_by is not None:
        by = finding.subsumed_by
        words.append(said(f"并入 {by}，不另扣分", f"counted under {by}", lang))
    if finding.baseline is not None:
        words.append(BASELINE_TEXT[finding.baseline].in_(lang))
    if finding.side == "issuer":
        words.append(said("属制表一方，不扣分", "the issuer's text", lang))
    if finding.note is not None:
        words.append(finding.note.in_(lang))
    return said("；", "; ", lang).join(words)


def _choices(made: Worksheet, rows: int, lang: Lang) -> None:
    """Lists to choose from, with a word of help where the cell is chosen."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    names = list(COLUMNS)
    for name, words, help_, strict in (
        (
            "decision",
            [one.in_(lang) for one in DECISIONS.values()],
            Text("采纳＝问题成立；不采纳＝豁免，须写理由；待核实", "set aside = a waiver, with a reason"),
            True,
        ),
        (
            "kind",
            [one.in_(lang) for one in KINDS],
            Text("可选，也可自己写", "optional; your own words will do"),
            False,
        ),
    ):
        column = get_column_letter(names.index(name) + 1)
        choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        choice.showErrorMessage = strict
        choice.showInputMessage = True
        choice.promptTitle, choice.prompt = COLUMNS[name].name.in_(lang), help_.in_(lang)
        choice.error = said("请从列表中选择", "choose from the list", lang)
        made.add_data_validation(choice)
        choice.add(f"{column}{HEADER_ROW + 1}:{column}{HEADER_ROW + max(rows, 1)}")


def _tasks(book: Book, result: Result, lang: Lang) -> None:
    header = [
        *(
            Text("文件", "file"),
            Text("编号", "no."),
            Text("工作任务", "task"),
            Text("工作要求", "requirement"),
        ),
        *(Text("责任单位", "units"), Text("完成时限", "deadline"), Text("落实情况", "report")),
        *(Text("得分", "score"), Text("要求点", "demands"), Text("问题", "findings")),
    ]
    by_task: dict[str, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        by_task[finding.key or ""].append(finding)
    rows = [
        _task_row(table, task, by_task[task.key], lang)
        for table in result.submissions
        for task in table.tasks
    ]
    widths = [16, 6, 22, 40, 16, 12, 60, 7, 40, 24]
    book.sheet(said("任务对照", "tasks", lang), header, widths, rows, lang)


def _task_row(table: SubmissionResult, task: TaskResult, found: Sequence[Finding], lang: Lang) -> list[Value]:
    demands = [
        f"{KIND_TEXT[one.kind].in_(lang) if one.kind in KIND_TEXT else one.kind}"
        f" {DEMAND_STATUS_TEXT[one.status].in_(lang)}{f' · {PROOF_TEXT[one.proof].in_(lang)}' if is_shown(one) else ''}{said('：', ': ', lang)}{one.text}"
        for one in task.demands
    ]
    names = [
        f"{one.rule} {one.title.in_(lang)}" + (said("（已豁免）", " (waived)", lang) if one.waived else "")
        for one in found
    ]
    return [
        *(table.source, task.id, task.title, task.requirement, "、".join(task.units) or task.units_text),
        *(task.deadline, task.report, task.score.value, "\n".join(demands), "\n".join(names)),
    ]


def _copies(book: Book, result: Result, lang: Lang) -> None:
    header = [
        *(Text("组", "cluster"), Text("范围", "scope"), Text("规则", "rule"), Text("文件", "file")),
        *(Text("任务编号", "task"), Text("单位", "unit"), Text("年度", "year"), Text("相似", "likeness")),
        *(Text("本行更贴合", "fits best here"), Text("相同的文字", "shared words")),
    ]
    reports = {task.key: task.report for table in result.submissions for task in table.tasks}
    rows: list[list[Value]] = []
    for number, cluster in enumerate(result.clusters, start=1):
        for one in cluster.members:
            report = reports.get(one.key or "", "")
            shared = "\n".join(report[start:end] for start, end in one.shared)
            home = said("是（不扣分）", "yes (not charged)", lang) if one.home else ""
            rows.append(
                [
                    *(number, _CLUSTER_TEXT[cluster.kind].in_(lang), cluster.rule, one.source),
                    *(one.task or "", one.unit, one.year, round(one.likeness, 1), home, shared),
                ]
            )
    widths = [6, 10, 8, 20, 8, 18, 7, 7, 12, 80]
    book.sheet(said("雷同", "copies", lang), header, widths, rows, lang)


def _rules(book: Book, result: Result, lang: Lang) -> None:
    titles = {finding.rule: finding.title for finding in result.findings}
    titles |= {one.id: one.title for one in result.rules}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for check in result.checks:
        counts[check.rule][check.status] += 1
    header = [Text("规则", "rule"), Text("名称", "title"), *STATUS_TEXT.values(), Text("说明", "remark")]
    rows: list[list[Value]] = []
    for rule in dict.fromkeys([*(one.id for one in result.rules), *counts]):
        title = titles[rule].in_(lang) if rule in titles else ""
        rows.append([rule, title, *(counts[rule][status] for status in STATUS_TEXT), ""])
    for skipped in result.skipped:
        remark = skipped.reason.in_(lang) + (f" {skipped.source}" if skipped.source else "")
        rows.append([skipped.id, skipped.title.in_(lang), *([None] * len(STATUS_TEXT)), remark])
    book.sheet(said("规则状态", "rules", lang), header, [9, 22, 8, 10, 10, 8, 9, 44], rows, lang)


def _warnings(book: Book, result: Result, lang: Lang) -> None:
    header = [
        *(Text("类别", "kind"), Text("文件", "file"), Text("任务编号", "task"), Text("规则", "rule")),
        *(Text("位置", "place"), Text("说明", "message")),
    ]
    rows: list[list[Value]] = []
    for warning in result.warnings:
        kind = said("未读全", "not read whole", lang) if warning.incomplete else said("注意", "note", lang)
        where = place(warning.location, lang)
        rows.append([kind, warning.source, "", warning.code, where, warning.message.in_(lang)])
    for failure in result.failures:
        kind = said("规则故障", "rule failure", lang)
        rows.append([kind, failure.source, failure.task or "", failure.rule, "", failure.error])
    for check in result.checks:
        if check.status == "undecided":
            note = check.note.in_(lang) if check.note else ""
            kind = STATUS_TEXT["undecided"].in_(lang)
            rows.append([kind, check.source, check.task or "", check.rule, "", note])
    widths = [11, 24, 9, 18, 18, 90]
    book.sheet(said("未读与未判", "not read or judged", lang), header, widths, rows, lang)


def _index(book: Book, result: Result) -> None:
    """What the ledger was made of, so that a fingerprint that was changed by hand is noticed."""
    made = book.new(INDEX)
    for at, finding in enumerate(result.findings, start=1):
        for column, text in enumerate(
            (finding.fingerprint, finding.rule, finding.source, finding.task or ""), start=1
        ):
            book.put(made, at, column, text, Look(framed=False, wrapped=False))
    made.sheet_state = "hidden"
