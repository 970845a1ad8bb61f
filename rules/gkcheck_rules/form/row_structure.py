"""GK102 row-structure: rows and cells that hide, share or lack what must be judged."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import (
    Bad,
    Case,
    Cleared,
    Context,
    Good,
    Hit,
    Mark,
    Options,
    Outcome,
    Row,
    Table,
    Text,
    table_rule,
)

_TABLE_CASES = {
    "hidden-sheet": "hidden_sheet",
    "text-outside": "text_outside",
    "repeated-header": "second_header",
}


@table_rule(
    "GK102",
    name="row-structure",
    title=Text("表格结构", "Row structure"),
    rationale=Text(
        "看不到、合并在一起或缺少的单元格无法逐项核对；一段文字跨多行时，不能说明每一项各做了什么。",
        "Cells that are hidden, merged over several tasks or missing cannot be checked one by one.",
    ),
    basis=(Text("任务分解表逐项对应的填报要求", "The table asks for one report a task"),),
    cases={
        "no_requirement": Case(
            severity="medium",
            verdict="missing",
            side="issuer",
            message=Text("这一行没有工作要求，无法核对", "This row has no requirement to check against"),
        ),
        "no_unit": Case(
            severity="medium",
            verdict="missing",
            message=Text("这一行没有责任单位", "This row names no responsible unit"),
            ask=Text("补填责任单位", "Name the responsible unit"),
        ),
        "merged_report": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "{count} 项任务（{tasks}）合用一个落实情况单元格，分不清各项做了什么",
                "{count} tasks ({tasks}) share one merged report cell; what was done for each cannot be told",
            ),
            ask=Text("拆分单元格，逐项填写", "Split the cell and report on each task"),
        ),
        "hidden": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "这一行有隐藏的内容（{where}），已照样核对",
                "This row holds hidden content ({where}); it was checked all the same",
            ),
            ask=Text("取消隐藏后重新报送，或说明为何隐藏", "Unhide it, or say why it is hidden"),
        ),
        "formula": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "单元格的内容由公式算出（{where}），按保存的结果核对",
                "The cell holds a formula ({where}); its stored value was checked",
            ),
            ask=Text("把公式改为数值后报送", "Replace the formula by its value"),
        ),
        "error": Case(
            severity="high",
            verdict="missing",
            message=Text(
                "单元格显示错误值或没有保存结果（{where}），读不出内容",
                "The cell shows an error or has no stored value ({where})",
            ),
            ask=Text("改正后重新报送", "Mend it and hand the table in again"),
        ),
        "absent": Case(
            severity="medium",
            verdict="missing",
            message=Text(
                "这一行比表头少单元格，缺“{where}”",
                "This row has fewer cells than the header: {where} is missing",
            ),
            ask=Text("补齐单元格", "Complete the row"),
        ),
        "hidden_sheet": Case(
            severity="medium",
            verdict="weak",
            message=Text("工作簿里有隐藏的工作表", "The workbook holds a hidden sheet"),
            ask=Text("取消隐藏或删去", "Unhide or remove it"),
        ),
        "text_outside": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "表格之外还有成段文字，没有逐项核对",
                "There is text outside the table that was not checked task by task",
            ),
        ),
        "second_header": Case(
            severity="info",
            verdict="weak",
            message=Text("表格中间又出现了表头", "The header stands again within the table"),
        ),
    },
    since="0.1.0",
    good=(
        Good("编制清单。", "清单3月2日编制完成。"),
        Good(
            rows=(
                Row("甲项要求", "3月办结5件。"),
                Row("乙项要求", "4月办结6件。", title="乙项", units="法规科"),
            )
        ),
        Good(
            "内含空行的\n\n要求", "3月2日完成。", note="an empty line inside a cell is only a way of writing"
        ),
    ),
    bad=(
        Bad(rows=(Row("", "3月2日完成。"),), cases=("no_requirement",)),
        Bad(rows=(Row("编制清单。", "3月2日完成。", units=""),), cases=("no_unit",)),
        Bad(
            rows=(
                Row(
                    "编制清单。", "3月2日一并完成。", title="甲", marks=(Mark(kind="merged", field="report"),)
                ),
                Row(
                    "公布清单。", "3月2日一并完成。", title="乙", marks=(Mark(kind="merged", field="report"),)
                ),
            ),
            cases=("merged_report",),
        ),
        Bad(
            rows=(Row("编制清单。", "3月2日完成。", marks=(Mark(kind="hidden", field=None),)),),
            cases=("hidden",),
        ),
        Bad(
            rows=(Row("编制清单。", "", marks=(Mark(kind="error", field="report"),)),),
            cases=("error",),
        ),
    ),
)
def row_structure(table: Table, options: Options, context: Context) -> Iterator[Outcome]:
    """Reads what the reader marked; one finding for a merged cell, not one a row."""
    found = False
    for outcome in (*_rows(table), *_merged(table), *_whole(table)):
        found = True
        yield outcome
    if not found:
        count = len(table.readings)
        yield Cleared(Text(f"{count} 行，每行单元格齐全", f"{count} rows, each whole"))


def _rows(table: Table) -> Iterator[Outcome]:
    for reading in table.readings:
        task = reading.task
        seen: set[tuple[str, str]] = set()
        unreadable = {mark.field for mark in task.location.marks if mark.kind in ("error", "absent")}
        if not task.requirement.strip() and "requirement" not in unreadable:
            yield Hit("no_requirement", task=task.key, spans=(reading.whole("title"),))
        if not task.units_text.strip() and not task.lead_unit and "units" not in unreadable:
            yield Hit("no_unit", task=task.key, spans=(reading.whole("title"),))
        for mark in task.location.marks:
            if (
                mark.kind not in ("hidden", "formula", "error", "absent")
                or (mark.kind, mark.field or "") in seen
            ):
                continue
            seen.add((mark.kind, mark.field or ""))
            field = mark.field or "title"
            where = Text(_FIELD_ZH.get(field, field), field) if mark.field else Text("整行", "the row")
            yield Hit(mark.kind, task=task.key, spans=(reading.whole(field),), params={"where": where})


def _merged(table: Table) -> Iterator[Outcome]:
    groups: dict[str, list[str]] = {}
    ids: dict[str, list[str]] = {}
    for reading in table.readings:
        marks = reading.task.location.marks
        if reading.task.report.strip() and any(m.kind == "merged" and m.field == "report" for m in marks):
            groups.setdefault(reading.task.report, []).append(reading.task.key)
            ids.setdefault(reading.task.report, []).append(reading.task.id)
    by_key = {reading.task.key: reading for reading in table.readings}
    for text, keys in groups.items():
        if len(keys) > 1:
            yield Hit(
                "merged_report",
                task=keys[0],
                related=tuple(keys[1:]),
                spans=(by_key[keys[0]].whole("report"),),
                params={"count": len(keys), "tasks": tuple(ids[text])},
            )


def _whole(table: Table) -> Iterator[Outcome]:
    for warning in table.submission.warnings:
        case = _TABLE_CASES.get(warning.code)
        if case is not None:
            yield Hit(case)


_FIELD_ZH = {
    "id": "序号",
    "title": "工作任务",
    "section": "类别",
    "requirement": "工作要求",
    "units": "责任单位",
    "deadline": "完成时限",
    "report": "落实情况",
}
