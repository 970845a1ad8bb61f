"""GK502 off-topic: a report that speaks of nothing that its requirement asks."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    Pattern,
    Reading,
    Row,
    Span,
    Text,
    Undecided,
    rule,
)


class OffTopicOptions(Options):
    """From when a report counts as speaking of something."""

    core: float = Field(
        0.2,
        ge=0,
        le=1,
        description="part of the telling words of one duty or of the title, below which it is untouched",
        json_schema_extra={"zh": "一项要求或标题的关键字词谈到的部分低于多少，视为没有谈到"},
    )
    share: float = Field(
        0.45,
        ge=0,
        le=1,
        description="part of all words of one duty, everyday ones counted little",
        json_schema_extra={"zh": "一项要求全部字词（常用词权重低）谈到的部分"},
    )
    letters: int = Field(
        6,
        ge=1,
        description="telling letters the task must have for silence on them to mean anything",
        json_schema_extra={"zh": "任务至少要有多少个关键字，没有谈到才能说明问题"},
    )


_BANK = "举办银企对接会6场，发布金融产品94个，帮助1873户小微企业获得首贷38.4亿元。"


@rule(
    "GK502",
    name="off-topic",
    title=Text("答非所问", "Off topic"),
    rationale=Text(
        "落实情况没有谈到要求的任何一点，等于没有回答。",
        "A report that touches nothing of its requirement is no answer to it.",
    ),
    basis=(Text("逐项对照工作要求填报落实情况", "Each task is reported on against its own requirement"),),
    cases={
        "other": Case(
            severity="critical",
            verdict="missing",
            message=Text(
                "落实情况未见谈到本项要求的任何一点，所写与第 {other} 项的要求更相符",
                "The report speaks of nothing this task asks; it suits the requirement of task {other}",
            ),
            ask=Text("按本项要求重新填报做了什么", "Report what was done for this task's own requirement"),
        ),
        "nothing": Case(
            severity="critical",
            verdict="missing",
            message=Text(
                "落实情况未见谈到本项要求的任何一点",
                "The report speaks of nothing this task asks",
            ),
            ask=Text(
                "写明本项要求做了什么；如确有对应工作，说明与要求的关系",
                "State what was done for this task, or how the work reported belongs to it",
            ),
        ),
    },
    options=OffTopicOptions,
    since="0.1.0",
    good=(
        Good("完善导办台、自助上网等便民设施。", "新增自助终端4台，设引导员2名。"),
        Good("整合功能相近的账号。", "关停账号19个，保留54个，名单10月12日公示。"),
        Good(
            "改善候车条件，关爱老年旅客。",
            "新增座椅120张、饮水机6台，配备轮椅8辆。",
            note="a direction that results may answer in other words: a person must look",
        ),
        Good("公布校车路线并报备。", "本年度没有校车任务。"),
        Good(
            "对群众来访事项，要在15日内告知是否受理。",
            "全年接待来访43批，均已妥善办理。",
            note="what it is about stands outside the duty",
        ),
        Good("清理河道垃圾。", "高度重视，周密部署，成效显著。", note="vague: GK501's business"),
        Good(
            rows=(
                Row("清查消防通道，整改占用问题。", "清查消防通道46处，整改占用6处。", title="消防通道"),
                Row("检修电梯，公示检验结果。", "检修电梯38部，检验结果张贴在轿厢内。", title="电梯"),
            )
        ),
    ),
    bad=(
        Bad(
            rows=(
                Row("搭建银企对接平台，引导小微企业首贷，发布金融产品。", _BANK, title="融资服务"),
                Row("推行招标投标电子化，免收政府采购投标保证金。", _BANK, title="规范招标投标"),
            ),
            cases=("other",),
        ),
        Bad(
            rows=(
                Row(
                    "登船检修渔船终端，更换老旧终端。",
                    "完善暴雨预警发布机制，向镇街发布预警信息94条。",
                    title="渔船安全",
                ),
                Row(
                    "完善暴雨预警发布机制，及时向镇街发布预警信息。",
                    "登船检修渔船终端1287台，更换老旧终端217台。",
                    title="气象预警",
                ),
            ),
            cases=("other", "other"),
        ),
        Bad(
            rows=(
                Row(
                    "对古树名木逐株挂牌建档，划定保护范围。",
                    "全年举办职工篮球赛3场，参加210人，评出先进班组5个。",
                    title="古树名木保护",
                ),
            ),
            cases=("nothing",),
        ),
        Bad(
            rows=(
                Row(
                    "启动损害赔偿磋商，与责任企业签订修复协议。",
                    "全县义务植树46万株，森林覆盖率达到63.7%。",
                    title="生态损害赔偿",
                ),
            ),
            cases=("nothing",),
        ),
    ),
)
def off_topic(reading: Reading, options: OffTopicOptions, context: Context) -> Iterator[Outcome]:
    """Silent on an empty report, a nil return, or a requirement without a duty; those are other rules' business."""
    duties = [one for one in reading.answers if one.demand.kind == "action"]
    duties = [one for one in duties if one.status != "not_addressed"]
    if not duties or not reading.reported or (reading.is_nil and not reading.own_claims):
        return
    telling = [touch for touch in reading.touches if touch.letters >= 2]
    core = max((touch.core for touch in telling), default=0.0)
    share = max((touch.share for touch in reading.touches), default=0.0)
    spans = (reading.head(duties[0].demand.span), *reading.decisive_report())
    home = context.table.home_of(reading) if context.table is not None else None
    if home is not None and (
        (core < options.core and share < options.share) or _at_home(reading, home[1].own, home[1].theirs)
    ):
        other = home[0]
        theirs = other.head(other.whole("requirement"))
        yield Hit(
            "other",
            spans=(*spans, theirs),
            params={"other": other.task.id},
            related=(other.task.key,),
            confidence="high" if core == 0 else "medium",
        )
    elif (
        core == 0
        and (share < 0.1 or (share < 0.25 and _of_another_row(reading, context)))
        and not any(one.how in ("stated", "nil") for one in duties)
    ):
        yield from _nothing(reading, options, spans, [one.demand.span.text for one in duties])
    else:
        best = max(duties, key=lambda one: (one.status == "asserted", len(one.words)))
        yield Cleared(
            Text("谈到了本项要求", "speaks of what is asked"), spans=(best.demand.span, *best.words)
        )


def _at_home(reading: Reading, own: float, theirs: float) -> bool:
    """Whether a report plainly tells the facts of another task: most of that one's words, hardly a tenth of its own."""
    return len(reading.own_claims) >= 3 and own < 0.1 and theirs >= max(0.5, 5 * own)


def _of_another_row(reading: Reading, context: Context) -> bool:
    """Whether the whole report stands in another row's report."""
    words = re.sub(r"\s", "", reading.task.report)
    others = context.table.readings if context.table is not None else ()
    return len(words) >= 30 and any(
        words in re.sub(r"\s", "", other.task.report) for other in others if other is not reading
    )


def _nothing(
    reading: Reading, options: OffTopicOptions, spans: tuple[Span, ...], duties: list[str]
) -> Iterator[Outcome]:
    """Not a word in common: only where definite acts are asked and facts of another kind are told is that a finding."""
    letters = sum(touch.letters for touch in reading.touches)
    definite = [text for text in duties if not _DIRECTION.match(text)]
    told = len(re.sub(r"[\W_]", "", reading.folded("report")))
    if letters < options.letters or told < 12 or not reading.own_claims:
        return
    if definite and not reading.common_terms and not any(touch.kin for touch in reading.touches):
        yield Hit("nothing", spans=spans, confidence="medium")
    else:
        yield Undecided(
            Text(
                "落实情况与要求没有共同的字词，是否以结果作答请人工核对",
                "not a word in common; whether the results answer the task a person must say",
            ),
            spans=spans,
        )


_DIRECTION = Pattern(
    r"(?:进一步|切实|认真|积极|不断|持续|全面|着力|大力|深入|有效|逐步|要|应)*"
    r"(?:加强|强化|推进|推动|落实|做好|抓好|深化|完善|健全|改善|优化|提升|提高|关爱|丰富|规范|促进|增强|保障|方便)",
    needs="丰富 优化 促进 保障 做好 健全 关爱 加强 增强 完善 强化 抓好 推动 推进 提升 提高 改善 方便 深化 落实 规范",
)
