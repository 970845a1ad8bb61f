"""GK501 vague-claim: a report with nothing of its own that anyone could look up."""

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
    Span,
    Text,
    rule,
)


class VagueClaimOptions(Options):
    """When a vague report weighs more."""

    short: int = Field(
        20,
        ge=1,
        description="a report of fewer letters than this weighs high",
        json_schema_extra={"zh": "少于多少字的空泛答复按重要问题处理"},
    )


@rule(
    "GK501",
    name="vague-claim",
    title=Text("空泛无据", "Vague claim"),
    rationale=Text(
        "没有一个自己的数字、日期、文号、文件名、网址或具体名称，就没有可以核对的东西。",
        "Without one figure, date, document, link or name of its own a report cannot be verified.",
    ),
    basis=(Text("督查核查以可核实的事实为据", "Inspection rests on facts that can be verified"),),
    cases={
        "bare": Case(
            severity="high",
            verdict="weak",
            message=Text(
                "只有一句话，没有数字、日期、文件或名称可核对",
                "One bare sentence without a figure, date, document or name to verify",
            ),
            ask=Text(
                "做了什么、何时、多少、凭什么文件或网址可查",
                "What, when, how many, and by which document or link it can be verified",
            ),
        ),
        "vague": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "没有自己的数字、日期、文件或名称可核对",
                "Nothing of its own to verify: no figure, date, document or name",
            ),
            ask=Text(
                "做了什么、何时、多少、凭什么文件或网址可查",
                "What, when, how many, and by which document or link it can be verified",
            ),
        ),
    },
    options=VagueClaimOptions,
    since="0.1.0",
    good=(
        Good(
            "全年编印科普读本不少于3种。",
            "编印科普读本3种。",
            note="the least number, reached: a figure told",
        ),
        Good("及时公开政府信息。", "主动公开63件。"),
        Good("修订应急预案。", "修订《防汛应急预案》。"),
        Good("加强宣传。", "在人民广场滚动播放宣传片。"),
        Good("如有变更及时公开。", "本年度未发生变更。", note="a nil return is an answer"),
        Good("公布目录。", "目录见 http://www.example.gov.cn/ml/"),
    ),
    bad=(
        Bad(
            "清理中介服务事项，编制清单并公布。",
            "经梳理，我局没有中介服务事项，已在门户网站公布“零清单”。",
            cases=("vague",),
            note="a doubt only: there was no case",
        ),
        Bad("按时公开预决算。", "我单位按时公开预决算。", cases=("bare",)),
        Bad(
            "加强干部队伍建设，每年培训不少于2次。",
            "高度重视干部队伍建设，不断完善各项机制，持续提升业务能力和服务水平，取得明显成效。",
            cases=("vague",),
        ),
        Bad("清理整治河道。", "我们高度重视，周密部署，扎实推进，成效显著。", cases=("bare",)),
    ),
)
def vague_claim(reading: Reading, options: VagueClaimOptions, context: Context) -> Iterator[Outcome]:
    """Tokens that the requirement or the title already gives do not count; an empty report is GK101's."""
    if not reading.reported:
        return
    own = reading.own_claims
    if own:
        names = "、".join(claim.span.text for claim in own[:4])
        yield Cleared(
            Text(f"可核对：{names}", f"can be looked up: {names}"),
            spans=tuple(claim.span for claim in own[:4]),
        )
        return
    if context.logs:
        files = "、".join(log.file for log in context.logs)
        yield Cleared(Text(f"附有台账：{files}", f"a log is attached: {files}"))
        return
    if reading.is_nil:
        yield Cleared(Text("零报告，写明没有发生", "a nil return"), spans=(reading.whole("report"),))
        return
    letters = len(re.sub(r"[\W_]", "", reading.folded("report")))
    yield Hit(
        "bare" if letters < options.short else "vague",
        spans=_formulas(reading),
        confidence="low" if _may_be_all(reading) else "high",
    )


def _may_be_all(reading: Reading) -> bool:
    """Whether little could be told (nothing but a ban was asked, or there was no case), or places are named."""
    if _PLACES.search(reading.folded("report")):
        return True
    kinds = {one.demand.kind for one in reading.answers if one.demand.kind != "universal"}
    negative = any(claim.kind == "nil" for claim in reading.claims)
    return negative and (kinds == {"ban"} or reading.says_no_case)


_PLACES = Pattern(r"(?:位于|设在|分布在|坐落于|选址)[^，。；]{2,40}", needs="位于 分布在 坐落于 设在 选址")
_EFFECT = Pattern(
    r"成效|成果|效果|氛围|显著|明显|好评|认可|局面|稳步|稳定|提升|提高|增强|促进|推动|保障|满足|顺利|有序|到位|加大|强化|不断|进一步|打造了|营造了"
)


def _formulas(reading: Reading) -> tuple[Span, ...]:
    """Of a long report the first clause and the last two that praise its effect: they say why it is vague."""
    shown = reading.decisive_report()
    if len(shown) < 3:
        return shown
    praise = [one for one in reading.clauses_told if _EFFECT.search(reading.words_of(one))]
    chosen = dict.fromkeys((shown[0], *(reading.head(one) for one in praise[-2:]), *shown[1:]))
    return tuple(sorted(list(chosen)[:3], key=lambda one: one.start))
