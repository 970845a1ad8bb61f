"""GK509 bare-negative: “nothing was found” with no word on how many were looked at, when or by whom."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Reading, Text, rule


@rule(
    "GK509",
    name="bare-negative",
    title=Text("零报告缺依据", "Bare negative"),
    rationale=Text(
        "“未发现问题”要有查了多少、谁查的、何时查的作依据，否则只是没有查。",
        "“Nothing was found” must rest on a look: how many, by whom, when.",
    ),
    basis=(
        Text("零报告应当以检查、监测的记录为据", "A nil return rests on records of inspection or monitoring"),
    ),
    cases={
        "bare": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "报告写“{words}”，未见查了多少、何时查、由谁查",
                "The report says “{words}”, with no word on how many were looked at, when or by whom",
            ),
            ask=Text("检查或监测的数量、时间和方式", "How many were inspected or monitored, when and how"),
        ),
    },
    since="0.1.0",
    good=(
        Good("监测网络舆情。", "监测舆情412条，研判37条，未发现回应不当的情形。"),
        Good("不得违规收费。", "未发现违规收费行为。", note="the answer to a ban"),
        Good(
            "发生较大突发事件的，4小时内发布信息。", "本年度未发生较大突发事件。", note="nil to a condition"
        ),
        Good("严禁非法倾倒固体废物。", "无人机巡查42次、夜查15次，未发现非法倾倒行为。"),
        Good("改善候诊条件。", "增设无障碍卫生间1间，与患者无关人员不得入内。", note="无 within a word"),
        Good("办理诉求。", "办结诉求83件，无超期。"),
        Good("防范安全事故。", "落实防范措施，未发生安全事故。", note="what was to be avoided"),
    ),
    bad=(
        Bad(
            "督查消防责任落实，对落实不力的予以通报。", "经督查，未发现责任落实不力的情况。", cases=("bare",)
        ),
        Bad("开展廉政风险排查。", "认真开展廉政风险排查，没有发现违纪问题。", cases=("bare",)),
        Bad("开展舆情回应效果评估。", "建立问责机制，未发现回应不妥当、报告不及时的事例。", cases=("bare",)),
        Bad("加强食堂管理。", "严格食堂管理，未发生食品安全事故。", cases=("bare",)),
    ),
)
def bare_negative(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome for each negative; at most one hit, for the first that rests on nothing."""
    bare = False
    for told in reading.negatives:
        if told.ground == "none":
            if not bare:
                yield Hit("bare", spans=(told.span,), params={"words": told.span.text}, confidence="medium")
            bare = True
        elif told.ground == "base" and told.words is not None:
            yield Cleared(
                Text(f"有依据：{told.words.text}", f"rests on {told.words.text}"),
                spans=(told.span, told.words),
            )
        elif told.ground != "aside":
            yield Cleared(
                Text("对禁止性或条件性要求的回应", "answers a ban or a condition"), spans=(told.span,)
            )
