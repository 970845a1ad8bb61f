"""GK205 reporting-period: figures told for part of the year, or up to now with no day named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from gkcheck import (
    Bad,
    Case,
    Cleared,
    Context,
    Good,
    Hit,
    Options,
    Outcome,
    Reading,
    Row,
    Span,
    Table,
    Text,
    table_rule,
)

Confidence = Literal["high", "medium", "low"]


class ReportingPeriodOptions(Options):
    """How much of a running year a table may leave out."""

    lag_days: int = Field(
        45,
        ge=0,
        description="a period is not partial when it ends within so many days of the deadline of its task, "
        "or before the day of assessment of a year not yet over",
        json_schema_extra={
            "zh": "填报期间距任务期限不超过多少天，或在年度未结束的核查日之前截止，不算不完整"
        },
    )


@table_rule(
    "GK205",
    name="reporting-period",
    title=Text("填报期间", "Reporting period"),
    rationale=Text(
        "各项数字的期间不一致，就不能相加也不能比较；“今年以来”不写截止日，也无从核对。",
        "Figures of different periods can be neither added nor compared; “so far this year” has no last day.",
    ),
    basis=(
        Text("年度表填报全年数据，注明统计截止日期", "An annual table gives the whole year and its last day"),
    ),
    cases={
        "partial": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "年度表中这里只统计到“{period}”，其后未见数据",
                "The table is for the year; these figures stop at “{period}”",
            ),
            ask=Text("补报其余月份，或说明截止日期", "The remaining months, or why the figures stop there"),
        ),
        "running": Case(
            severity="info",
            verdict="weak",
            message=Text("“{period}”的数字没有写统计截止日期", "The figures of “{period}” name no last day"),
            ask=Text("统计截止日期", "The last day counted"),
        ),
        "mixed": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "同一张表里统计期间不一致：{periods}", "One table counts over different periods: {periods}"
            ),
            ask=Text("统一统计期间，或逐项注明截止日期", "One period for all, or a last day for each"),
        ),
    },
    options=ReportingPeriodOptions,
    since="0.1.0",
    good=(
        Good("公开信息。", "2018年（截至12月31日），共公开信息63件。"),
        Good("公开信息。", "全年公开信息63件。"),
        Good("发放补贴。", "1至12月按月发放补贴2.1万人次。"),
        Good("检查烟花爆竹。", "1月5日至24日检查零售点286个。", note="the campaign itself"),
        Good("办理申请。", "1—6月受理30件，7—12月受理45件。", note="both halves"),
        Good("调整清单。", "目前权责清单共43大项。", note="a stock"),
        Good("完成改造。", "截至9月底，38个小区全部完成改造。", note="nothing left to count"),
        Good("解读政策。", "今年针对牵头起草的文件制作解读材料。", note="no figure"),
    ),
    bad=(
        Bad("公开信息。", "2018年1-11月，公开信息63件。", cases=("partial",)),
        Bad("受理举报。", "截至9月底，累计受理举报156件。", cases=("partial",)),
        Bad("办理许可。", "今年以来窗口共办理许可88件。", cases=("running",)),
        Bad(
            rows=(
                Row("公开信息。", "2018年公开信息63件。"),
                Row("办理建议。", "2018年1-11月办理建议11件。"),
                Row("办理许可。", "今年以来办理许可88件。"),
            ),
            cases=("partial", "running", "mixed"),
        ),
    ),
)
def reporting_period(table: Table, options: ReportingPeriodOptions, context: Context) -> Iterator[Outcome]:
    """Hits on the rows, and one on the table where different periods stand side by side."""
    told: dict[str, list[Span]] = {}
    words: dict[Span, str] = {}
    for reading in table.readings:
        periods = reading.reporting_periods
        whole = next((one for one in periods if one.kind == "year"), None)
        for period in periods:
            apart = (
                period.kind == "partial" and whole and not _one_sentence(reading, period.start, whole.start)
            )
            if period.kind != "year" and whole and not apart:
                continue
            if period.kind == "partial" and not _stops_short(reading, period.last, options, context):
                continue
            span = _quoted(reading, period.start, period.end)
            kind = str(period.last.month) if period.last else period.kind
            if not apart:
                told.setdefault(kind, []).append(span)
                words[span] = period.text
            if period.kind == "year":
                note = Text("统计期间为全年", "told for the whole year")
                yield Cleared(note, spans=(span,), task=reading.task.key)
            else:
                confidence: Confidence = "medium" if period.kind == "running" else "high"
                yield Hit(
                    period.kind,
                    spans=(span,),
                    params={"period": period.text},
                    confidence="low" if period.short or apart else confidence,
                    task=reading.task.key,
                )
                break
    if len(told) >= 2:
        several = len(told) >= 3 or all(len(spans) >= 2 for spans in told.values())
        # one example of each period, the same whatever the order of the rows
        letters = table.readings[0].words_of
        first = sorted((min(spans, key=letters) for spans in told.values()), key=letters)
        yield Hit(
            "mixed",
            spans=tuple(first),
            params={"periods": "、".join(words[span] for span in first)},
            confidence="medium" if several else "low",
            related=tuple(dict.fromkeys(span.task for spans in told.values() for span in spans)),
        )


def _one_sentence(reading: Reading, one: int, other: int) -> bool:
    """Whether two periods stand in one sentence, where the year may take up the part."""
    first = reading.sentence_at("report", one)
    return first.start <= other < first.end


def _quoted(reading: Reading, start: int, end: int) -> Span:
    """The words of a period with what was done in it, to the end of the clause when that is near."""
    rest = re.match(r"[^，。；：！？\n]{0,60}", reading.task.report[end:])
    clause = reading.span("report", end, end + rest.end() if rest else end)
    near = len(reading.words_of(clause)) < 24  # letters as they read: blanks do not count
    return reading.span("report", start, clause.end if near else end)


def _stops_short(
    reading: Reading, last: date | None, options: ReportingPeriodOptions, context: Context
) -> bool:
    """Whether a period leaves out part of the year: not where the duty, or the year so far, ended by then."""
    if last is None:
        return False
    due = [one.deadline.last for one in reading.demands if one.deadline is not None and one.deadline.last]
    if due and abs((last - max(due)).days) <= options.lag_days:
        return False
    year_is_over = context.as_of.year > last.year or (context.as_of.month, context.as_of.day) == (12, 31)
    return year_is_over or (context.as_of - last).days > options.lag_days
