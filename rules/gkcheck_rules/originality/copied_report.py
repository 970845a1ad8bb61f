"""GK401 copied-report: one report pasted under several tasks with different requirements."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from gkcheck import Bad, Case, Context, Good, Hit, Options, Outcome, Row, Span, Table, Text, table_rule


class CopiedReportOptions(Options):
    """When two reports are copies of one another; names, official titles and document numbers are left out first."""

    ratio: float = Field(80.0, ge=0, le=100, description="likeness of the whole texts, 0-100")
    partial: float = Field(
        95.0, ge=0, le=100, description="likeness of the shorter text to a part of the longer"
    )
    letters: int = Field(12, ge=1, description="a shorter text is never a copy")
    partial_letters: int = Field(
        40, ge=1, description="the least length of a text that stands within another"
    )
    same_requirement: float = Field(
        80.0, ge=0, le=100, description="requirements as alike as this may share an answer"
    )


_LONG = "本年度组织普法宣传进社区活动，发放宣传单，设置咨询台，安排志愿者现场讲解法律知识，受到居民欢迎。"


@table_rule(
    "GK401",
    name="copied-report",
    title=Text("行间雷同", "Copied report"),
    rationale=Text(
        "要求不同的任务贴了同一段话，说明至少有几项没有如实填写。",
        "The same words under tasks with different requirements mean that some of them were not answered.",
    ),
    basis=(
        Text(
            "国办公开办函〔2021〕30号：对内容雷同、敷衍塞责的要追究责任",
            "State Council General Office letter 2021 No. 30 names copied content",
        ),
    ),
    cases={
        "copy": Case(
            severity="high",
            verdict="weak",
            message=Text(
                "与第 {others} 项的落实情况{likeness}，而工作要求不同；这段话更像是答第 {home} 项的",
                "The report {likeness} that of task {others} though the requirements differ; it suits task {home} better",
            ),
            ask=Text("按本项要求重新填写", "Report on this task's own requirement"),
        ),
        "home": Case(
            severity="info",
            verdict="weak",
            message=Text(
                "这段话也贴在第 {others} 项下；本项与它最相符",
                "The same words stand under task {others}; they suit this one best",
            ),
        ),
    },
    options=CopiedReportOptions,
    since="0.1.0",
    good=(
        Good(
            rows=(
                Row("开展普法宣传。", _LONG, title="普法"),
                Row("开展消防演练。", "11月9日组织消防演练1次，参加86人。", title="消防"),
            )
        ),
        Good(
            rows=(
                Row("开展普法宣传进社区活动，提高居民法治意识。", _LONG, title="普法"),
                Row("开展普法宣传进社区活动，提高居民法治意识。", _LONG, title="普法（续）"),
            ),
            note="the same requirement may share one answer",
        ),
        Good(
            rows=(Row("甲要求", "已完成。", title="甲"), Row("乙要求", "已完成。", title="乙")),
            note="GK101's business",
        ),
        Good(
            rows=(
                Row(
                    "修订目录。",
                    "印发《云岭县人民政府办公室关于公布行政许可事项目录的通知》（云政办〔2018〕3号）。",
                    title="甲",
                ),
                Row(
                    "公布收费。",
                    "见《云岭县人民政府办公室关于公布行政许可事项目录的通知》（云政办〔2018〕3号）附表。",
                    title="乙",
                ),
            ),
            note="only the title is shared",
        ),
    ),
    bad=(
        Bad(
            rows=(
                Row("开展普法宣传进社区。", _LONG, title="普法"),
                Row("完善应急预案并组织演练。", _LONG, title="应急"),
            ),
            cases=("home", "copy"),
        ),
        Bad(
            rows=(
                Row("开展普法宣传进社区。", _LONG, title="普法"),
                Row(
                    "完善应急预案并组织演练。",
                    _LONG.replace("社区", "小区").replace("受到居民欢迎", "效果良好"),
                    title="应急",
                ),
            ),
            cases=("home", "copy"),
        ),
        Bad(
            rows=(
                Row("完善应急预案并组织演练。", _LONG, title="应急"),
                Row(
                    "开展普法宣传进社区，编印普法读本。",
                    "编印普法读本3种，印发2000册，送到12个社区。" + _LONG,
                    title="普法",
                ),
            ),
            cases=("copy", "home"),
        ),
    ),
)
def copied_report(table: Table, options: CopiedReportOptions, context: Context) -> Iterator[Outcome]:
    """One finding a member of each group, naming the others; the home row is only told."""
    groups = table.copies(
        ratio=options.ratio,
        partial=options.partial,
        letters=options.letters,
        partial_letters=options.partial_letters,
        same_requirement=options.same_requirement,
    )
    hits: list[tuple[int, Hit]] = []
    for group in groups:
        home = table.readings[group.home]
        for at, likeness, contained in zip(group.members, group.likeness, group.contained, strict=True):
            reading = table.readings[at]
            others = [table.readings[other] for other in group.members if other != at]
            spans: tuple[Span, ...] = table.passages(reading, others[0]) or (reading.whole("report"),)
            hits.append(
                (
                    at,
                    Hit(
                        "home" if at == group.home else "copy",
                        task=reading.task.key,
                        related=tuple(other.task.key for other in others),
                        spans=tuple(reading.head(span) for span in spans[:3]),
                        strength=min(1.0, likeness / 100),
                        params={
                            "others": tuple(other.task.id for other in others),
                            "home": home.task.id,
                            "likeness": _likeness(likeness, contained),
                        },
                    ),
                )
            )
    for _, hit in sorted(hits, key=lambda pair: pair[0]):
        yield hit


def _likeness(likeness: float, contained: bool) -> Text:
    if contained:
        return Text("有整段相同", "shares a whole passage with")
    if likeness >= 100:
        return Text("完全相同", "equals")
    return Text(f"相似度 {likeness:.0f}%", f"is {likeness:.0f}% alike to")
