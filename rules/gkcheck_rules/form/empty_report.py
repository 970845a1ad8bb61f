"""GK101 empty-report: a report that says nothing, or only a word that stands for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from gkcheck import (
    Bad,
    Case,
    Context,
    Good,
    Hit,
    Options,
    Outcome,
    Pattern,
    Reading,
    Row,
    Text,
    Undecided,
    rule,
)

_CONDITION = Pattern(r"如有|若有|如需|凡有|有条件的|发生.{0,12}的")


class EmptyReportOptions(Options):
    """What counts as saying nothing."""

    words: tuple[str, ...] = Field(
        (),
        description="further words that stand for nothing when they stand alone",
        json_schema_extra={"zh": "单独出现时也视为没有内容的其他词语"},
    )


@rule(
    "GK101",
    name="empty-report",
    title=Text("空报或占位", "Empty report"),
    rationale=Text(
        "落实情况没有写明做了什么，就没有可以核对的内容。“已完成”“按要求落实”不说明做了什么。",
        "A report that does not say what was done leaves nothing to check; 已完成 does not say what.",
    ),
    basis=(
        Text(
            "国办公开办函〔2021〕30号：对敷衍塞责的要追究责任",
            "State Council General Office letter 2021 No. 30",
        ),
    ),
    cases={
        "empty": Case(
            severity="critical",
            verdict="missing",
            message=Text("落实情况为空", "The report is empty"),
            ask=Text(
                "写明做了什么、何时做、数量或文件", "State what was done, when, and its figures or documents"
            ),
        ),
        "placeholder": Case(
            severity="critical",
            verdict="missing",
            message=Text(
                "落实情况只有“{word}”，没有写明做了什么",
                "The report is only “{word}” and does not say what was done",
            ),
            ask=Text(
                "写明做了什么、何时做、数量或文件", "State what was done, when, and its figures or documents"
            ),
        ),
        "no_words": Case(
            severity="critical",
            verdict="missing",
            message=Text("落实情况只有符号“{word}”", "The report is only the sign “{word}”"),
            ask=Text("用文字写明做了什么", "State in words what was done"),
        ),
        "reference": Case(
            severity="medium",
            verdict="missing",
            message=Text(
                "落实情况只写“{word}”，本项没有自己的内容", "The report only refers elsewhere: “{word}”"
            ),
            ask=Text("写明本项任务做了什么", "State what was done for this task"),
        ),
    },
    options=EmptyReportOptions,
    since="0.1.0",
    good=(
        Good("办事条件发生变化的，及时更新办事指南。", "本年度未发生办事条件变更，无需更新。"),
        Good("按时公开预决算。", "我单位3月2日公开部门预算。"),
        Good("加强值守。", "已完成值守安排，24小时轮班，每班2人。"),
        Good("如有规范性文件废止，应及时公布目录。", "无", note="a conditional duty: a person must look"),
    ),
    bad=(
        Bad("编制河道巡查清单。", "", cases=("empty",)),
        Bad("编制河道巡查清单。", " 已 完 成 。", cases=("placeholder",)),
        Bad("编制河道巡查清单。", "按要求落实", cases=("placeholder",)),
        Bad("编制河道巡查清单。", "正在推进中……", cases=("placeholder",)),
        Bad("编制河道巡查清单。", "——", cases=("no_words",)),
        Bad("编制河道巡查清单。", "详见附件3", cases=("placeholder",)),
        Bad("编制河道巡查清单。", "同第2项", cases=("reference",)),
        Bad(
            rows=(Row("开展义诊。", "已整改到位"), Row("开展培训。", "9月5日培训42人。", title="培训")),
            cases=("placeholder",),
        ),
    ),
)
def empty_report(reading: Reading, options: EmptyReportOptions, context: Context) -> Iterator[Outcome]:
    """Fires when nothing is left to judge; undecided when the cell could not be read or the duty is conditional."""
    whole = reading.whole("report")
    if any(mark.kind == "error" and mark.field in ("report", None) for mark in reading.task.location.marks):
        yield Undecided(Text("落实情况单元格读不出", "the cell of the report cannot be read"))
        return
    words = re.sub(r"[\W_]", "", reading.folded("report"))
    if not words and not whole.text:
        yield Hit("empty", spans=(reading.whole("requirement"),))
    elif not any("\u3400" <= letter <= "\u9fff" for letter in words):
        if reading.own_claims:
            yield Undecided(
                Text("只有数字或网址，没有文字", "only figures or a link, no words"), spans=(whole,)
            )
        else:
            yield Hit("no_words", spans=(whole,), params={"word": whole.text})
    elif reading.placeholder == "reference":
        yield Hit("reference", spans=(whole,), params={"word": whole.text})
    elif reading.placeholder == "nothing" and _CONDITION.search(reading.folded("requirement")):
        yield Undecided(
            Text("要求以“如有”为条件，报告只写“无”，请人工核对", "a conditional duty answered by a bare nil"),
            spans=(whole,),
        )
    elif reading.placeholder or words in options.words:
        yield Hit("placeholder", spans=(whole,), params={"word": whole.text})
