"""GK508 overclaim: an aim of the requirement told as fully reached, with no figure that shows it."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import Bad, Case, Context, Good, Hit, Options, Outcome, Reading, Text, rule


@rule(
    "GK508",
    name="overclaim",
    title=Text("拔高表述", "Overclaim"),
    rationale=Text(
        "要求里“努力”“逐步”的目标，报告写成已经“实现”“全面”“全覆盖”，就要有数字撑得住。",
        "What the requirement calls an aim is told as reached; such words need figures behind them.",
    ),
    basis=(Text("成效表述应当与数据相符", "Claims of success agree with the figures"),),
    cases={
        "aim": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "要求是努力方向“{asked}”，报告写成已经做到“{told}”，未见数字支持",
                "The requirement sets the aim “{asked}”; the report says “{told}”, with no figure to show it",
            ),
            ask=Text(
                "支持这一表述的数据，或改用与进展相符的说法",
                "The figures behind the claim, or words that fit",
            ),
        ),
        "figure": Case(
            severity="low",
            verdict="contradicted",
            message=Text(
                "报告写“{told}”，同一处的数字是“{figure}”，说法偏满",
                "The report says “{told}”; the figure beside it is “{figure}”",
            ),
            ask=Text("按实际进度表述", "Words that fit the actual progress"),
        ),
    },
    since="0.1.0",
    good=(
        Good("努力实现全部事项网上办理。", "全部事项实现网上办理，网办率100%。"),
        Good("逐步提高小区物业覆盖面。", "实施物业管理的小区占75%。"),
        Good("逐步实现部门数据共享共用。", "初步实现部门数据共享共用。"),
        Good("实现学校食堂明厨亮灶。", "实现学校食堂明厨亮灶。", note="a duty, no aim"),
        Good("努力营造良好氛围。", "开展宣传12场，营造了良好氛围。"),
        Good("逐步扩大垃圾分类覆盖面。", "垃圾分类覆盖小区188个，实现垃圾分类全覆盖。"),
    ),
    bad=(
        Bad("努力打造群众信赖的政务新媒体品牌。", "打造了群众信赖的政务新媒体品牌。", cases=("aim",)),
        Bad("努力实现资源交易全流程透明化。", "实现资源交易全流程透明化。", cases=("aim",)),
        Bad("逐步扩大垃圾分类覆盖面。", "全面实现垃圾分类全覆盖，群众满意。", cases=("aim",)),
        Bad(
            "优化服务，让群众办事像网购一样方便。",
            "网办率达到65%，真正实现了让群众办事像网购一样方便。",
            cases=("figure",),
        ),
        Bad("力争彻底消除农村黑臭水体。", "已彻底消除农村黑臭水体。", cases=("aim",)),
    ),
)
def overclaim(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One hit for each aim told as reached."""
    for one in reading.overclaims:
        yield Hit(
            "aim" if one.figure is None else "figure",
            spans=(one.asked, one.told),
            params={
                "asked": one.asked.text,
                "told": one.told.text,
                "figure": one.figure.span.text if one.figure else "",
            },
            confidence="medium",
        )
