"""GK504 partial-coverage: duties of a requirement that the report does not speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from gkcheck import (
    Bad,
    Case,
    Cleared,
    Context,
    Good,
    Hit,
    LogCounts,
    Options,
    Outcome,
    Reading,
    Row,
    Span,
    Text,
    Undecided,
    made_up_log,
    rule,
)


class PartialCoverageOptions(Options):
    """How much of a requirement must be spoken of."""

    most: float = Field(
        0.33,
        ge=0,
        le=1,
        description="below this part spoken of it weighs high",
        json_schema_extra={"zh": "谈到的部分低于多少，按重要问题处理"},
    )
    half: float = Field(
        0.66,
        ge=0,
        le=1,
        description="below this part spoken of it weighs medium, else low",
        json_schema_extra={"zh": "谈到的部分低于多少，按一般问题处理，否则为轻微"},
    )
    quoted: int = Field(
        3,
        ge=1,
        description="how many of the missing duties are quoted",
        json_schema_extra={"zh": "最多引用几条未见回应的要求"},
    )


_ASK = Text(
    "逐条补报：{missing} 做了什么、何时、凭什么可查；不涉及的说明理由",
    "For each: {missing}: what was done, when, and how it can be verified, or why it does not apply",
)
_TOLD = Text(
    "{total} 条要求中未见回应 {count} 条：{missing}",
    "Of {total} duties {count} are not spoken of: {missing}",
)


@rule(
    "GK504",
    name="partial-coverage",
    title=Text("部分落实", "Partial coverage"),
    rationale=Text(
        "一项要求往往有几条，报告只答其中一两条，其余就看不出做没做。目的、可选做法、条件未出现的和别人的职责不算。",
        "A requirement often holds several duties. Aims, options, conditions that did not arise and others' duties do not count.",
    ),
    basis=(Text("逐项对照工作要求填报落实情况", "Each task is reported on against its own requirement"),),
    cases={
        "most": Case(severity="high", verdict="missing", message=_TOLD, ask=_ASK),
        "half": Case(severity="medium", verdict="missing", message=_TOLD, ask=_ASK),
        "few": Case(severity="low", verdict="missing", message=_TOLD, ask=_ASK),
        "passing": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "{missing}只是顺带提到，未见具体做法",
                "{missing} is spoken of in passing only",
            ),
            ask=_ASK,
        ),
    },
    options=PartialCoverageOptions,
    since="0.1.0",
    good=(
        Good(
            "办理市民来电，按期办结率达到98%。",
            "办理市民来电4120件。",
            note="the rate is another rule's business",
        ),
        Good(
            "在2个工作日内答复转办的留言。",
            "网民反映的情况均已妥善处置，群众评价较好。",
            logs=lambda: (made_up_log("2个工作日", LogCounts(on_time=37), demand=1, longest=2),),
            note="the log shows what the report does not say",
        ),
        Good("清查校园围墙，修缮破损教室。", "清查围墙3.2公里，修缮教室14间。"),
        Good(
            "收费标准有变动的，自变动之日起3日内更新。",
            "收费标准公示栏及时更新。",
            note="the window is another rule's business: the act itself is spoken of",
        ),
        Good(
            "建立台账，加强巡护，营造爱护湿地的氛围，提高公众意识。",
            "建立湿地台账21份，巡护416次。",
            note="aims are no duties",
        ),
        Good(
            "定期抽检水质，对不合格的予以通报，条件成熟的可扩大范围。",
            "每月抽检水质，全年48份样品全部合格。",
            note="a condition that did not arise, and an option",
        ),
        Good("公布招生计划，如有调整及时说明。", "4月公布招生计划，年内未作调整。"),
        Good(
            "按照“谁主管、谁负责”原则，落实主体责任，开展燃气检查。",
            "检查燃气用户8600户，整改隐患120处。",
            note="a principle and a slogan are no duties",
        ),
        Good(
            "完善导办台、自助上网、电子屏、轮椅等便民设施。",
            "新增导办台2处、自助终端4台、电子屏3块、轮椅6辆。",
        ),
        Good(
            "加强绿化养护，改善游园环境。",
            "补植绿篱4000平方米，新增座椅60张。",
            note="a direction, answered by results",
        ),
        Good("编制预案并报县应急局备案。", "修订预案5件，9月报县应急局备案（备案号2018-31）。"),
    ),
    bad=(
        Bad(
            "推进体育场馆开放，制定开放管理办法，公布开放学校目录。",
            "我局积极推进体育场馆开放。",
            cases=("half",),
        ),
        Bad(
            "清理乱占耕地；划定保护红线并公告；建立巡查队伍，落实巡查经费。",
            "清理乱占耕地34处。",
            cases=("most",),
        ),
        Bad(
            "修订应急预案，并报市应急局备案。",
            "组织专家评审应急预案，收集意见26条。",
            cases=("half",),
        ),
        Bad(
            "健全信用修复机制，每月公布失信名单，约谈失信企业负责人。",
            "高度重视信用修复，不断完善信用修复机制。",
            cases=("half",),
        ),
        Bad(
            "完善导办台、休息座椅、无障碍通道、母婴室等设施，公布办事流程图。",
            "设置导办台，安排专人引导。",
            cases=("most",),
        ),
        Bad(
            rows=(Row("编印普法读本，组织旁听庭审，评选守法商户。", "编印普法读本2000册。", title="普法"),),
            cases=("half",),
        ),
    ),
)
def partial_coverage(
    reading: Reading, options: PartialCoverageOptions, context: Context
) -> Iterator[Outcome]:
    """One finding a task, which names what is missing; silent on empty reports and nil returns."""
    if not reading.reported or (reading.is_nil and not reading.own_claims):
        return
    answers = [one for one in reading.answers if one.demand.kind == "action"]
    counted = [one for one in answers if one.status in ("answered", "asserted", "unanswered")]
    if not counted:
        return
    proven = {one.demand.span for one in counted if _in_log(one.demand.span, reading, context)}
    missing = [one for one in counted if one.status == "unanswered" and one.demand.span not in proven]
    parts = [one for one in counted if one.how == "part"]
    thin = [one for one in counted if one.how == "thin" and one.demand.span not in proven]
    astray = context.table is not None and context.table.home_of(reading) is not None
    if astray:  # what a report written for another task mentions in passing does not answer this one
        missing, thin = [one for one in counted if one in missing or one in thin], []
        parts = [one for one in counted if one.needed]
    title = reading.touches[0]
    touched = len(missing) < len(counted) or title.share >= 0.45
    if not touched and not reading.own_claims and len(_letters(reading.folded("report"))) < 10:
        return  # GK101's business
    if not missing and not parts and not thin:
        log = (
            Text(f"（{len(proven)} 条由台账核实）", f" ({len(proven)} by the log)")
            if proven
            else Text("", "")
        )
        yield Cleared(
            Text(
                f"{len(counted)} 条要求都有说法{log.zh}", f"all {len(counted)} duties are spoken of{log.en}"
            ),
            spans=tuple(one.demand.span for one in counted[:3]),
        )
        return
    if missing and not touched and not astray and reading.own_claims:
        yield Undecided(
            Text(
                "落实情况有具体内容，但与要求没有共同的字词，是否以结果作答请人工核对",
                "facts are told, but in no words of the requirement; whether they answer it a person must say",
            ),
            spans=tuple(reading.head(one.demand.span) for one in missing[:3]),
        )
        return
    if not missing and not parts and 2 * len(thin) <= len(counted):
        yield Undecided(
            Text(
                "个别要求只是顺带提到，可能以别的说法作答",
                "a duty or two is spoken of in passing; other words may answer it",
            ),
            spans=tuple(reading.head(one.demand.span) for one in thin[: options.quoted]),
        )
        return
    told = [*missing, *parts] or thin
    covered = sum(one.share if one in parts else 1 for one in counted if one not in missing) / len(counted)
    confidence: Literal["high", "medium", "low"] = "low"
    if missing and touched:
        plain = sum(one.confidence == "high" for one in missing)
        if plain >= 2 or (plain and 3 * len(missing) >= len(counted)):
            confidence = "high"
        elif any(one.confidence != "low" for one in missing):
            confidence = "medium"
    elif (missing and not touched and any(one.confidence != "low" for one in missing)) or (
        parts and (astray or not reading.own_claims)
    ):
        confidence = "medium"
    words = [one.needed if one in parts else one.demand.span.text for one in told]
    shown = tuple(f"“{_short(text)}”" for text in words[: options.quoted])
    more = len(told) > len(shown)
    yield Hit(
        _case(covered, options) if missing or parts else "passing",
        spans=(
            *(reading.head(one.demand.span) for one in told[: options.quoted]),
            *(_words(reading, told[0].words)),
        ),
        params={
            "total": len(counted),
            "count": len(told),
            "missing": Text(
                "、".join(shown) + ("等" if more else ""), ", ".join(shown) + (" and more" if more else "")
            ),
        },
        confidence=confidence,
        strength=round(1 - covered, 3) if missing or parts else None,
    )


def _in_log(own: Span, reading: Reading, context: Context) -> bool:
    """Whether a log verifies the number or the time that a duty is asked with (每季度至少组织1次培训)."""
    for at, demand in enumerate(reading.demands):
        shown = context.shown(at)
        if shown is None or shown.proof != "verified" or demand.span.field != own.field:
            continue
        if demand.span.start < own.end and own.start < demand.span.end:
            return True
    return False


def _case(covered: float, options: PartialCoverageOptions) -> str:
    return "most" if covered < options.most else "half" if covered < options.half else "few"


def _words(reading: Reading, words: tuple[Span, ...]) -> tuple[Span, ...]:
    """What of the report comes nearest to the first missing duty, or the report's own words."""
    return tuple(reading.head(one) for one in words[:1]) or reading.decisive_report()[:1]


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:22]}…"


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
