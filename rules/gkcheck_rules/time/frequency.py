"""GK204 frequency: so many times a year, quarter, month or week, and a report that does not count them."""

from __future__ import annotations

from collections.abc import Iterator

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
    Text,
    Undecided,
    made_up_events,
    rule,
)


@rule(
    "GK204",
    name="frequency",
    title=Text("频次", "Frequency"),
    rationale=Text(
        "每年、每季、每月几次是数得清的，报告应写明做了几次或列出日期。",
        "So many times a period can be counted; the report should give the number or the dates.",
    ),
    basis=(Text("要求本身写明的频次", "the frequency in the requirement"),),
    cases={
        "count_missing": Case(
            severity="medium",
            verdict="missing",
            message=Text(
                "要求“{asked}”，报告没有写次数，也没有列日期",
                "The requirement asks “{asked}”; the report gives neither a count nor dates",
            ),
            ask=Text(
                "写明次数（应不少于 {needed} 次）或逐次日期",
                "The number of times (at least {needed}), or their dates",
            ),
        ),
        "restated": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "要求“{asked}”，报告只重复了频次“{found}”，没有写实际做了几次",
                "The requirement asks “{asked}”; the report repeats “{found}” and does not say how many times it was done",
            ),
            ask=Text(
                "写明实际次数（应不少于 {needed} 次）或逐次日期",
                "The number of times it was done (at least {needed}), or their dates",
            ),
        ),
        "below": Case(
            severity="high",
            verdict="contradicted",
            message=Text(
                "要求“{asked}”，到核查日应不少于 {needed} 次，报告写的是“{found}”",
                "“{asked}” makes at least {needed} by the day of assessment; the report says {found}",
            ),
            ask=Text(
                "补报其余各次的日期，或说明缺少的原因", "The dates of the others, or why they are missing"
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good("公众号每周至少更新2次。", "公众号全年推送信息286条，最少的一周推送3次。"),
        Good("每月开展一次部门数据比对。", "与9个部门逐月比对数据，全年12次。"),
        Good(
            "县级河长每季度、乡级河长每月巡河不少于1次，每季度通报1次巡河情况。",
            "县级河长巡河386人次，乡级河长巡河3517人次。巡河情况按季通报，印发4期。",
            note="the four issues are not those of the rounds",
        ),
        Good("按要求报送统计报表，每月5日前报送。", "按月报送统计报表12期。", note="报表12期 is counted"),
        Good(
            "每季度举办一次在线访谈。",
            "办好在线访谈，网民反响热烈。",
            logs=lambda: (made_up_events("2018-02-01", "2018-05-18", "2018-09-03", "2018-11-20"),),
            note="the report gives no number, the log shows one in each quarter",
        ),
        Good("每年1月31日前公布年报。", "年报于1月25日公布。", note="a deadline, told by GK203"),
        Good(
            "每月至少开展1次水质巡查并形成记录。",
            "水质巡查于每月末进行，全年形成巡查记录12份。",
            note="one record for each time",
        ),
        Good("主要负责人每年至少1次接受在线访谈。", "局长于5月18日做客市政府网在线访谈1次。"),
        Good("每季度召开一次联席会议。", "召开联席会议4次，分别为3月6日、6月11日、9月3日、12月5日。"),
        Good("每月通报督查情况。", "全年印发督查通报12期。"),
        Good("图书馆每周开放不少于56小时。", "图书馆每周开放70小时。", note="hours, not times"),
        Good("定期开展巡查。", "坚持日常巡查。", note="定期 sets no number"),
        Good("每半年开展1次应急演练。", "4月12日、10月20日各开展一次应急演练。"),
        Good(
            "组织消防疏散演练，每季度不少于1次。",
            "全年组织疏散演练6场，其中学校4场、商场2场。",
            note="what is to be done stands in the clause before",
        ),
    ),
    bad=(
        Bad(
            "修订应急预案。每半年开展1次应急演练。",
            "应急预案7月28日印发，9月19日举行应急演练。",
            cases=("count_missing",),
            note="the day of the paper is no exercise",
        ),
        Bad(
            "每学期开学前公示收费标准。",
            "严格执行收费公示制度，无乱收费现象发生。",
            cases=("count_missing",),
            note="that nothing went wrong does not say how often",
        ),
        Bad(
            "每半年组织1次防控演练。",
            "5月29日组织防控演练，参演98人次。",
            cases=("count_missing",),
            note="people are no exercises",
        ),
        Bad(
            "每季度至少开展1次管线自查。",
            "分别于3月8日、6月5日、9月11日开展管线自查，简报阅读量达2.1万次。",
            cases=("below",),
            note="readers are no inspections",
        ),
        Bad(
            "每季度召开一次会商会，会议纪要报区里。",
            "召开会商会3次，印发会议纪要9期。",
            cases=("below",),
            note="minutes are no meetings",
        ),
        Bad("主要负责人每年至少1 次接受在线访谈。", "主要负责人积极参加在线访谈。", cases=("count_missing",)),
        Bad("每季度召开一次联席会议。", "全年共召开联席会议2次。", cases=("below",)),
        Bad("每月开展两次以上消防检查。", "认真开展消防检查，消除隐患。", cases=("count_missing",)),
        Bad("每半年向社会公布一次监测结果。", "坚持每半年公布一次监测结果。", cases=("restated",)),
    ),
)
def frequency(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome for each frequency with a number in it; 定期 sets none."""
    for at, answer in enumerate(reading.answers):
        demand = answer.demand
        if demand.kind != "frequency" or demand.frequency is None or not reading.reported:
            continue
        spans = (demand.span, *answer.words)
        params = {"asked": demand.frequency.text, "needed": answer.needed, "found": answer.found}
        log = context.shown(at)
        fault = log.fault if log is not None else ""
        if log is not None and log.proof == "verified":
            yield Cleared(log.text, spans=spans)
        elif answer.status == "contradicted":
            yield Hit("below", spans=spans, params=params, confidence=answer.confidence, fault=fault)
        elif answer.status == "unanswered" and answer.how == "restated":
            yield Hit("restated", spans=spans, params=params, confidence=answer.confidence, fault=fault)
        elif answer.status == "unanswered":
            yield Hit("count_missing", spans=spans, params=params, confidence=answer.confidence, fault=fault)
        elif answer.status == "undetermined":
            yield Undecided(
                Text(
                    f"报告写“{answer.found}”，不能断定是不是全部次数",
                    f"the report says {answer.found}; whether that is all cannot be told",
                ),
                spans=spans,
            )
        elif fault:
            yield Undecided(
                Text(
                    "报告有说法，台账与之不符，见 GK702",
                    "the report says so, the log says otherwise: see GK702",
                ),
                spans=spans,
            )
        else:
            yield Cleared(
                Text(
                    f"应不少于 {answer.needed} 次，报告写明“{answer.found}”",
                    f"at least {answer.needed}; the report says {answer.found}",
                ),
                spans=spans,
            )
