"""GK507 missing-channel: the requirement names where or by what means, and the report names no such place."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Reading, Text, rule


@rule(
    "GK507",
    name="missing-channel",
    title=Text("指定渠道未回应", "Missing channel"),
    rationale=Text(
        "要求写明了在哪里公开、通过什么平台办理，报告应写明用的就是这个渠道。",
        "Where the requirement names a channel or a platform, the report should say that it was used.",
    ),
    basis=(Text("要求本身指定的渠道或平台", "The channel or platform named in the requirement"),),
    cases={
        "missing": Case(
            severity="medium",
            verdict="missing",
            message=Text(
                "要求用“{channel}”，落实情况未见写到这个渠道",
                "The requirement names “{channel}”; the report does not mention it",
            ),
            ask=Text(
                "写明该渠道上的栏目、日期或网址，或说明为何改用别的渠道",
                "The column, date or address there, or why another channel was used",
            ),
        ),
        "elsewhere": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "要求用“{channel}”，落实情况写的是“{told}”",
                "The requirement names “{channel}”; the report says “{told}”",
            ),
            ask=Text(
                "写明要求的渠道是否也用了；没有用的说明原因",
                "Whether the channel asked for was used too; if not, why",
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good(
            "发生重大突发事件要在24小时内召开新闻发布会。",
            "今年未发生重大突发事件。",
            note="no case, no channel",
        ),
        Good("在政务新媒体同步发布。", "在“水韵河湾”微信公众号同日发布。", note="WeChat is a new medium"),
        Good("通过本单位政府网站公开收费清单。", "收费清单5月3日在局门户网站公开。"),
        Good(
            "通过在线访谈、新闻发布会等方式解读政策。",
            "6月9日召开新闻发布会，解读政策3项。",
            note="examples: one is enough",
        ),
        Good(
            "群众通过“民声”平台反映的问题要及时办理。",
            "办理群众反映的问题320件。",
            note="where a matter comes from",
        ),
        Good("完善政府网站检索功能。", "新增分类检索6类。", note="the site is what is worked on"),
        Good("可通过广播、电视宣传。", "张贴海报300张。", note="an option"),
        Good("在政务公开栏公示低保名单。", "低保名单在12个村张贴公示。"),
        Good("在微信公众号发布停水公告。", "本年度未发生计划停水。"),
    ),
    bad=(
        Bad(
            "账号关停的，要通过省政务新媒体监管平台办理备案。",
            "下属单位微博已于6月停止运营。",
            cases=("elsewhere",),
        ),
        Bad(
            "招生政策在局门户网站和微信公众号同步发布。",
            "在微信公众号开设“阳光招生”专栏，发布招生政策34条。",
            cases=("elsewhere",),
            note="a column of an account is no website",
        ),
        Bad(
            "招标公告在“河湾公共资源交易网”公开。",
            "招标公告均按规定通过有关媒体发布。",
            cases=("missing",),
        ),
        Bad(
            "通过市政府门户网站公布学区范围。",
            "学区范围6月5日在各小区公告栏张贴公布。",
            cases=("elsewhere",),
        ),
        Bad(
            "安排专人办理“民生直通车”平台转来的网民留言。",
            "安排专人办理来信来访，及时答复网民关切。",
            cases=("missing",),
        ),
        Bad(
            "通过新闻发布会发布食品抽检结果。",
            "食品抽检结果每季度发布1次，共4次。",
            cases=("missing",),
        ),
        Bad(
            "在“清风”微信公众号推送廉洁提醒。",
            "春节、中秋前推送廉洁提醒短信2600条。",
            cases=("missing",),
        ),
    ),
)
def missing_channel(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome a task: channels without an answer together."""
    asked = [one for one in reading.answers if one.demand.kind == "channel"]
    if not asked or not reading.reported:
        return
    missing = [one for one in asked if one.status == "unanswered"]
    if not missing:
        yield Cleared(
            Text("写明了要求的渠道", "names the channel asked for"),
            spans=tuple(one.demand.span for one in asked),
        )
        return
    first = missing[0]
    words = tuple(reading.head(one) for one in first.words)
    elsewhere = first.how == "elsewhere" and bool(words)
    yield Hit(
        "elsewhere" if elsewhere else "missing",
        spans=(*(one.demand.span for one in missing[:3]), *words),
        params={
            "channel": tuple(_inner(one.demand.span.text) for one in missing[:3]),
            "told": words[0].text if elsewhere else "",
        },
        confidence=first.confidence
        if first.confidence == "low"
        else "high"
        if any(one.name for one in first.demand.channels)
        else "medium",
    )


def _inner(name: str) -> str:
    """A name with quotation marks of its own, for quoting."""
    return name.replace("“", "‘").replace("”", "’")
