"""GK404 copied-from-last-year: last year's sentences with last year's figures, or none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from gkcheck import (
    Bad,
    CarriedReport,
    Case,
    Cleared,
    Context,
    CopiedText,
    Copies,
    Corpus,
    Good,
    Hit,
    Options,
    Outcome,
    Row,
    Sheet,
    Text,
    corpus_rule,
)


class CopiedFromLastYearOptions(Options):
    """When a sentence is carried over; titles, names, quotations and what the requirement says are left out first."""

    ratio: float = Field(
        75.0,
        ge=0,
        le=100,
        description="likeness to a sentence of the former year, 0-100",
        json_schema_extra={"zh": "与上年句子的相似度，0 至 100"},
    )
    letters: int = Field(
        20,
        ge=1,
        description="a shorter sentence is never carried over",
        json_schema_extra={"zh": "少于多少字的句子不作为沿用判断"},
    )
    whole: float = Field(
        0.9,
        ge=0,
        le=1,
        description="carried-over part of the report from which it is the old report as a whole",
        json_schema_extra={"zh": "沿用部分达到多少，视为整篇沿用上年"},
    )
    template_units: int = Field(
        5,
        ge=2,
        description="text in the reports of so many bodies is the superior's template …",
        json_schema_extra={"zh": "有多少个单位写有同样文字，视为上级提供的模板……"},
    )
    template_share: float = Field(
        0.5,
        ge=0,
        le=1,
        description="… if it is in the reports of this part of all bodies",
        json_schema_extra={"zh": "……并且占全部单位的多大部分"},
    )


_OLD = "组织执法人员对城北市场周边占道经营开展集中整治，劝离流动摊点86处，规范店外经营153家。"
_DESK = "在一楼大厅设立咨询窗口，由业务骨干轮流值班，耐心解答来访群众提出的问题，做到件件有回音。"


@corpus_rule(
    "GK404",
    name="copied-from-last-year",
    title=Text("沿用上年", "Copied from last year"),
    rationale=Text(
        "工作有年度之分。句子照搬上年、数字也没有变，看不出当年做了什么；句子相近而数字已更新，是正常的连续统计，不算沿用。",
        "Work is dated. A sentence of last year with the same figures does not show what was done this year; "
        "the same sentence with new figures is honest statistics and no copy.",
    ),
    basis=(
        Text(
            "政务公开考核细则中有年度报告与往年雷同扣分的规定",
            "Assessment rules for open government deduct points for reports that repeat former years",
        ),
        Text(
            "国办公开办函〔2021〕30号：对内容雷同、敷衍塞责的要追究责任",
            "State Council General Office letter 2021 No. 30 names copied content",
        ),
    ),
    cases={
        "whole": Case(
            severity="high",
            verdict="weak",
            message=Text(
                "落实情况有 {percent}% 的文字与{year}{before}相同，数字也没有更新",
                "{percent}% of the report stands in {before} of {year}, figures unchanged",
            ),
            ask=Text("写明本年度的做法、时间和数据", "Tell this year's work, dates and figures"),
        ),
        "sentence": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "有 {count} 句与{year}{before}相同（最高 {likeness}%），未见本年度的新数据",
                "{count} sentences repeat {before} of {year} (up to {likeness}% alike); no new figures are seen",
            ),
            ask=Text("补充本年度的做法、时间和数据", "Add this year's work, dates and figures"),
        ),
    },
    options=CopiedFromLastYearOptions,
    since="0.1.0",
    good=(
        Good(
            rows=(Row("整治占道经营。", _OLD.replace("86", "47").replace("153", "201"), title="整治"),),
            previous=(Sheet((Row("整治占道经营。", _OLD, title="整治"),), year=2017),),
            note="the same sentence with new figures is an update",
        ),
        Good(
            rows=(
                Row("整治占道经营。", "5月起在城北市场划定疏导区1处，引导摊主38人入场经营。", title="整治"),
            ),
            previous=(Sheet((Row("整治占道经营。", _OLD, title="整治"),), year=2017),),
        ),
        Good(
            rows=(Row("整治占道经营。", _OLD, title="整治"),),
            note="without a former table nothing can be said",
        ),
        Good(
            rows=(
                Row(
                    "公开行政许可信息。",
                    "本年度未收到行政许可申请，也没有办理行政许可事项，因此无信息需要公开。",
                ),
            ),
            previous=(
                Sheet(
                    (
                        Row(
                            "公开行政许可信息。",
                            "本年度未收到行政许可申请，也没有办理行政许可事项，因此无信息需要公开。",
                        ),
                    ),
                    year=2017,
                ),
            ),
            note="a nil return may repeat itself",
        ),
        Good(
            rows=(Row("整治占道经营。", _OLD, title="整治", units="云岭县城管局"),),
            previous=(
                Sheet(
                    (Row("整治占道经营。", _OLD, title="整治", units="清溪县城管局"),), "清溪县人民政府", 2017
                ),
            ),
            issuer="云岭县人民政府",
            note="another unit's former report is another matter",
        ),
    ),
    bad=(
        Bad(
            rows=(Row("整治占道经营。", _OLD, title="整治"),),
            previous=(Sheet((Row("整治占道经营。", _OLD, title="整治"),), year=2017),),
            cases=("whole",),
        ),
        Bad(
            rows=(Row("整治占道经营。", "2018年，" + _OLD.replace("集中", "专项"), title="整治"),),
            previous=(Sheet((Row("整治占道经营。", "2017年，" + _OLD, title="整治"),), year=2017),),
            cases=("whole",),
            note="only the year was changed",
        ),
        Bad(
            rows=(
                Row(
                    "做好政策咨询。",
                    _DESK + "7月新开通微信预约，全年预约1204人次，平均等候时间由40分钟降到12分钟。",
                ),
            ),
            previous=(Sheet((Row("做好政策咨询。", "全年接待来访310人次。" + _DESK),), year=2017),),
            cases=("sentence",),
            note="a sentence without figures carried over beside new work",
        ),
    ),
)
def copied_from_last_year(
    corpus: Corpus, options: CopiedFromLastYearOptions, context: Context
) -> Iterator[Outcome]:
    """One finding a report that repeats sentences of former years; sentences with new figures clear it."""
    for report in corpus.carried_over(
        ratio=options.ratio,
        letters=options.letters,
        template_units=options.template_units,
        template_share=options.template_share,
    ):
        stale = [one for one in report.sentences if one.same]
        if stale:
            yield _hit(corpus, report, options.whole)
        else:
            told = "、".join(one.words.text[:20] for one in report.sentences[:2])
            yield Cleared(
                Text(
                    f"与上年同句，数字已更新：{told}…", f"a sentence of last year with new figures: {told}…"
                ),
                spans=tuple(one.words for one in report.sentences[:2]),
                task=report.reading.task.key,
            )


def _hit(corpus: Corpus, report: CarriedReport, whole: float) -> Hit:
    stale = sorted((one for one in report.sentences if one.same), key=lambda one: -one.likeness)
    former = report.former[0]
    year = corpus.table_of(former).submission.year
    likeness = max(one.likeness for one in stale)
    head = report.reading.head
    shown = [span for one in stale[:2] for span in (head(one.words), former.head(one.before))]
    return Hit(
        "whole" if report.share >= whole else "sentence",
        task=report.reading.task.key,
        related=tuple(one.task.key for one in report.former),
        spans=tuple(shown),
        confidence="high" if likeness >= 90 else "medium",
        strength=min(1.0, max(report.share, 0.3)),
        params={
            "percent": round(100 * report.share),
            "count": len(stale),
            "likeness": round(likeness),
            "year": Text(f" {year} 年", str(year)) if year else Text("上年", "the former year"),
            "before": Text(
                f"{'（档案库）' if corpus.is_archived(former) else ''}第 {former.task.id} 项",
                f"task {former.task.id}{' (archive)' if corpus.is_archived(former) else ''}",
            ),
        },
        copies=_cluster(corpus, report, likeness),
    )


def _cluster(corpus: Corpus, report: CarriedReport, likeness: float) -> Copies:
    stale = [one for one in report.sentences if one.same]
    members = [
        CopiedText(
            report.reading.task.key,
            False,
            100 * report.share,
            tuple(one.words for one in stale),
            report.greyed,
        )
    ]
    members += [
        CopiedText(
            one.task.key, True, likeness, tuple(s.before for s in stale if s.before.task == one.task.key)
        )
        for one in report.former
    ]
    kind: Literal["archive", "years"] = "archive" if any(map(corpus.is_archived, report.former)) else "years"
    return Copies(kind, tuple(members))
