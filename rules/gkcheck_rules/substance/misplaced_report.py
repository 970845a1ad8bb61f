"""GK503 misplaced-report: a report that answers another task of the table."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Row, Table, Text, table_rule


class MisplacedReportOptions(Options):
    """When a report suits another task; words count the more, the fewer tasks of the table they stand in."""

    share: float = Field(
        0.3,
        ge=0,
        le=1,
        description="least part of the other task that the report speaks of",
        json_schema_extra={"zh": "落实情况至少谈到另一项要求的多大部分"},
    )
    times: float = Field(
        1.5,
        ge=1,
        description="how many times as much as of its own task",
        json_schema_extra={"zh": "谈到另一项的部分至少是谈到本项的多少倍"},
    )
    words: int = Field(
        5,
        ge=2,
        description="least number of different pairs of letters shared with the other task",
        json_schema_extra={"zh": "与另一项要求至少有多少组不同的相同二字组"},
    )
    own: float = Field(
        0.45,
        ge=0,
        le=1,
        description="at most this part of its own task may be spoken of",
        json_schema_extra={"zh": "谈到本项要求的部分最多是多少"},
    )


_TREES = "修剪行道树1260株，补植苗木340株，清运枯枝42车。"
_WELLS = "更换破损井盖86个，清掏雨水井1420座，疏通管道12公里。"


@table_rule(
    "GK503",
    name="misplaced-report",
    title=Text("串行填报", "Misplaced report"),
    rationale=Text(
        "写在别的任务下的工作，在本项等于没有写；先请核对是否填错了行。",
        "Work told under another task is not told here; the first thing to ask is whether the row was mistaken.",
    ),
    basis=(Text("逐项对照工作要求填报落实情况", "Each task is reported on against its own requirement"),),
    cases={
        "elsewhere": Case(
            severity="medium",
            verdict="missing",
            message=Text(
                "落实情况更像是答第 {other} 项（{title}）的",
                "The report suits task {other} ({title}) rather than this one",
            ),
            ask=Text(
                "核对是否填错行，按本项要求重新填写", "Check the row, and report on this task's requirement"
            ),
        ),
        "passage": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "其中一段是第 {other} 项（{title}）的工作要求原文",
                "One passage is the requirement of task {other} ({title}), word for word",
            ),
            ask=Text("删去与本项无关的内容", "Leave out what belongs to the other task"),
        ),
    },
    options=MisplacedReportOptions,
    since="0.1.0",
    good=(
        Good(
            rows=(
                Row("修剪行道树，补植苗木。", _TREES, title="行道树养护"),
                Row("更换破损井盖，清掏雨水井，疏通管道。", _WELLS, title="雨水设施"),
            )
        ),
        Good(
            rows=(
                Row("修剪行道树，补植苗木。", _TREES, title="行道树养护"),
                Row("修剪行道树，补植苗木，清运枯枝。", _TREES, title="行道树养护（续）"),
            ),
            note="the same requirement may share one answer",
        ),
        Good(
            rows=(
                Row("举办读书会。", "举办读书会12期，参加读者860人。", title="读书会"),
                Row("更新馆藏图书。", "结合读书会读者意见，更新馆藏图书4200册。", title="馆藏"),
            ),
            note="it mentions the other task but answers its own",
        ),
        Good("修剪行道树。", _WELLS, note="no other task to compare with: GK502's business"),
    ),
    bad=(
        Bad(
            rows=(
                Row("修剪行道树，补植苗木，清运枯枝。", _WELLS, title="行道树养护"),
                Row("更换破损井盖，清掏雨水井，疏通管道。", _TREES, title="雨水设施"),
            ),
            cases=("elsewhere", "elsewhere"),
        ),
        Bad(
            rows=(
                Row("修剪行道树，补植苗木，清运枯枝。", _TREES, title="行道树养护"),
                Row("更换破损井盖，清掏雨水井，疏通管道。", _TREES, title="雨水设施"),
            ),
            cases=("elsewhere",),
        ),
        Bad(
            rows=(
                Row(
                    "建立值班备勤制度，储备防汛物资。",
                    "建立值班备勤制度，储备编织袋3万条。讲清楚停水原因、抢修进度和恢复时间，主动回应住户关切。",
                    title="防汛值守",
                ),
                Row(
                    "讲清楚停水原因、抢修进度和恢复时间，主动回应住户关切，做好沟通解释。",
                    "停水3次，均在公告中说明原因和恢复时间，接听住户来电142个。",
                    title="停水公告",
                ),
            ),
            cases=("passage",),
        ),
    ),
)
def misplaced_report(table: Table, options: MisplacedReportOptions, context: Context) -> Iterator[Outcome]:
    """One finding a row: the whole report suits another task, or a passage of it is another's requirement."""
    strays = {reading.task.key: (other, words) for reading, other, words in table.strays}
    for reading in table.readings:
        if not reading.reported:
            continue
        home = table.home_of(
            reading, share=options.share, times=options.times, words=options.words, own=options.own
        )
        if home is not None:
            other, placed = home
            passages = table.shared_passages(reading, other)
            yield Hit(
                "elsewhere",
                task=reading.task.key,
                spans=(
                    reading.head(reading.whole("requirement")),
                    *(passages[:1] or reading.decisive_report()),
                    other.head(other.whole("requirement")),
                ),
                related=(other.task.key,),
                params={"other": other.task.id, "title": other.task.title},
                confidence="high" if placed.own < placed.theirs / 3 else "medium",
                strength=min(1.0, placed.theirs),
            )
        elif reading.task.key in strays:
            other, words = strays[reading.task.key]
            yield Hit(
                "passage",
                task=reading.task.key,
                spans=(reading.head(words), other.head(other.whole("requirement"))),
                related=(other.task.key,),
                params={"other": other.task.id, "title": other.task.title},
                confidence="medium",
            )
        elif reading.own_claims:
            yield Cleared(Text("与本项要求相符", "suits its own task"), task=reading.task.key)
