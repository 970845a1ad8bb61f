"""GK402 echoed-requirement: the requirement handed back as its own answer."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from gkcheck import Bad, Case, Context, Good, Hit, Options, Outcome, Reading, Text, rule


class EchoedRequirementOptions(Options):
    """How much of the report must come from the requirement, names and titles left out, in runs of eight letters."""

    share: float = Field(
        0.55,
        ge=0,
        le=1,
        description="copied part of the report from which it is an echo",
        json_schema_extra={"zh": "落实情况中照抄部分达到多少即为照抄要求"},
    )
    strong: float = Field(
        0.75,
        ge=0,
        le=1,
        description="copied part from which, with nothing of its own, it is grave",
        json_schema_extra={"zh": "照抄部分达到多少且没有自己的内容，按重要问题处理"},
    )
    letters: int = Field(
        20,
        ge=1,
        description="the least length of a report that can be an echo",
        json_schema_extra={"zh": "落实情况至少多少字才判断照抄"},
    )
    run: int = Field(
        12,
        ge=8,
        description="letters in a row that must be copied where the report has a fact of its own",
        json_schema_extra={"zh": "落实情况有自己的事实时，连续照抄至少多少字才算照抄"},
    )
    fact: int = Field(
        15,
        ge=0,
        description="copied letters that one checkable fact of its own makes up for",
        json_schema_extra={"zh": "每有一处可核对的自有内容，抵去多少照抄的字"},
    )
    reproduced: float = Field(
        0.80,
        ge=0,
        le=1,
        description="part of the requirement that comes back …",
        json_schema_extra={"zh": "要求中有多大部分被复述……"},
    )
    along: float = Field(
        0.65,
        ge=0,
        le=1,
        description="part of a report without a fact of its own that goes along with the requirement word by word",
        json_schema_extra={"zh": "没有自有内容的落实情况，逐词跟随要求的部分达到多少即为照抄"},
    )
    reproduced_share: float = Field(
        0.35,
        ge=0,
        le=1,
        description="… while at least this part of the report is copied",
        json_schema_extra={"zh": "……同时落实情况至少有多大部分是照抄"},
    )


@rule(
    "GK402",
    name="echoed-requirement",
    title=Text("照抄要求", "Echoed requirement"),
    rationale=Text(
        "把工作要求原样写回，不能说明做了什么。", "Handing the requirement back does not say what was done."
    ),
    basis=(
        Text(
            "国办公开办函〔2021〕30号：对敷衍塞责的要追究责任",
            "State Council General Office letter 2021 No. 30",
        ),
    ),
    cases={
        "whole": Case(
            severity="high",
            verdict="weak",
            message=Text(
                "落实情况有 {percent}% 的文字来自工作要求，没有自己的内容",
                "{percent}% of the report is the requirement's own wording, with nothing to look up",
            ),
            ask=Text(
                "写明实际做了什么：时间、数量、文件或结果",
                "What was actually done: dates, figures, documents, results",
            ),
        ),
        "mostly": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "落实情况有 {percent}% 的文字来自工作要求",
                "{percent}% of the report is the requirement's own wording",
            ),
            ask=Text("以实际做法替换照抄的部分", "Replace what is copied by what was done"),
        ),
        "reproduced": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "工作要求有 {reproduced}% 被原样写进落实情况",
                "{reproduced}% of the requirement comes back in the report",
            ),
            ask=Text("以实际做法替换照抄的部分", "Replace what is copied by what was done"),
        ),
    },
    options=EchoedRequirementOptions,
    since="0.1.0",
    good=(
        Good("完善公园照明设施，方便市民夜间休闲。", "更换东湖公园路灯126盏，6月20日通电。"),
        Good(
            "做好防汛物资储备工作。",
            "做好防汛物资储备工作，储备编织袋3万条、冲锋舟6艘，存放于三处仓库，4月10日清点。",
        ),
        Good(
            "新增社区助餐点20个，名单在区政府网站公布，方便老年人就近用餐。",
            "新增社区助餐点23个，名单10月11日在区政府网站公布，方便老年人就近用餐，日均服务410人。",
            note="an honest answer follows the requirement and puts its own facts in",
        ),
        Good(
            "贯彻落实《云岭县人民政府办公室关于加强农村饮水安全管理的实施意见》（云政办〔2018〕12号）。",
            "按照《云岭县人民政府办公室关于加强农村饮水安全管理的实施意见》（云政办〔2018〕12号），检测水样48份。",
            note="a title is not an echo",
        ),
        Good(
            "8月底前编制本单位公共服务事项目录，并在政务服务网站公布。",
            "公共服务事项目录于8月5日编制完成并在政务服务网站公布。",
            note="the names of the thing and of the place come back in any answer",
        ),
    ),
    bad=(
        Bad(
            "推进老旧小区改造，引导居民参与，完善配套设施，建立长效管理机制。",
            "我局积极推进老旧小区改造，引导居民广泛参与，不断完善配套设施，建立了长效管理机制。",
            cases=("mostly",),
            note="a few words put in between",
        ),
        Bad(
            "加强校园周边环境综合治理，严格落实食品经营单位主体责任，营造安全有序的校园环境。",
            "我局加强校园周边环境综合治理，严格落实食品经营单位主体责任，营造安全有序的校园环境。",
            cases=("whole",),
        ),
        Bad(
            "完善公园照明设施，加强绿化养护管理，方便市民夜间休闲健身活动。",
            "完善公园照明设施，加强绿化养护管理，方便市民夜间休闲健身活动，更换路灯126盏。",
            cases=("mostly",),
        ),
        Bad(
            "建立健全部门应急联动协调工作机制，明确职责分工和信息通报流程，提高突发事件处置能力。",
            "建立健全部门应急联动协调工作机制，明确职责分工和信息通报流程，提高突发事件处置能力。与消防、医疗、公安等单位加强沟通，"
            "经常交换意见，遇到问题共同商量解决，大家配合得越来越默契，得到各方好评。",
            cases=("reproduced",),
        ),
    ),
)
def echoed_requirement(
    reading: Reading, options: EchoedRequirementOptions, context: Context
) -> Iterator[Outcome]:
    """Compares the report with its own requirement only."""
    echo = reading.echo
    if echo.letters < options.letters:
        return
    along, back = echo.followed
    if echo.share < options.share and along >= options.along and back >= options.reproduced:
        # 不断, 广泛 and 了 put in between: the same words in the same order, and nothing else
        spans = reading.head(reading.whole("requirement")), *reading.decisive_report()
        params = {"percent": round(along * 100), "reproduced": round(back * 100)}
        yield Hit("mostly", spans=spans, params=params, strength=along, confidence="medium")
        return
    if echo.asked is None:
        return
    copied = round(echo.share * echo.letters)
    if copied <= options.fact * len(reading.own_claims):
        return
    params = {"percent": round(echo.share * 100), "reproduced": round(echo.reproduced * 100)}
    longest = max(echo.passages, key=lambda span: span.end - span.start)
    if reading.own_claims and longest.end - longest.start < options.run:
        return  # names of things and places that any answer has to repeat
    spans = (echo.asked, longest)
    if echo.share >= options.share:
        case = "whole" if echo.share >= options.strong and not reading.own_claims else "mostly"
        yield Hit(case, spans=spans, params=params, strength=min(1.0, echo.share))
    elif echo.reproduced >= options.reproduced and echo.share >= options.reproduced_share:
        yield Hit("reproduced", spans=spans, params=params, strength=min(1.0, echo.share))
