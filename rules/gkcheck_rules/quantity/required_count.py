"""GK302 required-count: a least number that the report does not reach, or does not give."""

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
    "GK302",
    name="required-count",
    title=Text("最低数量", "Required count"),
    rationale=Text(
        "要求写明“不少于”“至少”“以上”多少，报告就应写明实际做了多少；在建、计划的不算。",
        "Where a least number is set, the report wants the number reached; what is under way does not count.",
    ),
    basis=(Text("要求本身写明的数量", "the number in the requirement"),),
    cases={
        "below": Case(
            severity="high",
            verdict="contradicted",
            message=Text(
                "要求“{asked}”，报告写明完成的是{found}，少于{needed}",
                "The requirement asks for “{asked}”; the report gives {found}, fewer than {needed}",
            ),
            ask=Text(
                "说明差额和原因；如另有完成的，补写数量", "The shortfall and why; or what else was completed"
            ),
        ),
        "missing": Case(
            severity="medium",
            verdict="missing",
            message=Text(
                "要求“{asked}”，报告未见相应的数量",
                "The requirement asks for “{asked}”; the report gives no such number",
            ),
            ask=Text("实际完成的数量（附名单或清单）", "The number reached (with the list)"),
        ),
    },
    since="0.1.0",
    good=(
        Good("争取上级资金不少于2亿元。", "争取上级资金2.3亿元。", note="争取 is what was done"),
        Good(
            "征求意见的时间不少于30日。",
            "于8月1日至30日在网站公开征求意见。",
            note="first and last day counted",
        ),
        Good(
            "举办新闻发布会不少于3场。",
            "办好新闻发布会，回应社会关切。",
            logs=lambda: (made_up_events("2018-02-01", "2018-05-18", "2018-09-03"),),
            note="the report gives no number, the log does",
        ),
        Good("日处理能力提升到300吨以上。", "日处理能力由180吨提升到320吨。", note="the end of from-to"),
        Good(
            "设立维权援助站不少于2个。",
            "维权援助站分别在产业园区（4月26日）和茶叶市场（9月8日）挂牌。",
            note="told by their places",
        ),
        Good(
            "栽种绿化苗木不少于9千株。",
            "春季栽种绿化苗木5200株，第二批栽种4100株。",
            note="told batch by batch",
        ),
        Good("安装路灯不少于90盏。", "第一季度安装路灯34盏，第二季度安装29盏，第三季度安装31盏。"),
        Good("发展志愿者400人以上。", "志愿者由去年底的210人发展到455人。", note="the end of from-to"),
        Good("组织科普讲座不少于10场。", "每月组织科普讲座1场。", note="twelve in a year"),
        Good(
            "组织科普讲座不少于3场。",
            "在城北、桥头、沙湾组织科普讲座各一场。",
            note="one in each place named",
        ),
        Good("政策解读材料不少于3件。", "图文解读2件、视频解读1件，解读材料均在网站发布。"),
        Good("新增普惠托位600个以上。", "新增普惠托位648个，其中社区366个、园所282个。"),
        Good("开展惠民演出不少于80场，阅读活动不少于20场。", "惠民演出86场；阅读活动23场。"),
        Good("创建示范街区，至少建成5条。", "建成示范街区6条。"),
        Good("每年至少召开2次调度会。", "认真召开调度会。", note="a number per period is GK204's"),
        Good("规范二级以上医院管理。", "检查医院4家。", note="a class, no minimum"),
        Good("发生死亡3人以上事故的，提级调查。", "未发生此类事故。", note="a threshold"),
        Good("改造老旧管网不少于30公里。", "改造老旧管网41公里，完成年度任务。"),
        Good("每个社区配备不少于1名网格员。", "每个社区配备2名网格员。"),
    ),
    bad=(
        Bad(
            "首批上线政策不少于30项。",
            "平台正在立项，届时争取首批上线政策超过30项。",
            cases=("missing",),
            note="a hope is no number reached",
        ),
        Bad(
            "制作解读产品不少于30件，其中音视频解读不少于10件。",
            "制作解读产品近30件，其中音视频7件、图表19件。",
            cases=("below", "below"),
            note="近30 are fewer than 30, and the charts are no videos",
        ),
        Bad("安排环保专项资金不少于3000万元。", "安排环保专项资金2680万元，实行专账核算。", cases=("below",)),
        Bad(
            "征求意见的时间不少于30日。",
            "于8月2日至20日在网站公开征求意见，收到意见12条。",
            cases=("below",),
            note="19 days, both ends counted",
        ),
        Bad(
            "拟表彰名单公示不少于5个工作日。",
            "拟表彰名单已在公示栏公示。",
            cases=("missing",),
            note="a doubt",
        ),
        Bad(
            "配备专职人员不少于2名。",
            "现有专职人员1名，另在各科室确定兼职信息员27名。",
            cases=("below",),
            note="others are others",
        ),
        Bad("安装路灯不少于90盏。", "上半年安装路灯34盏，下半年安装29盏。", cases=("below",)),
        Bad("冷库容量扩大到8万吨以上。", "冷库容量由5万吨扩大到7.2万吨。", cases=("below",)),
        Bad("新建社区食堂不少于12个。", "新建社区食堂9个，在建社区食堂3个。", cases=("below",)),
        Bad("专家下乡义诊不少于40场。", "组成12支医疗队下乡义诊，群众反映良好。", cases=("missing",)),
        Bad("新建口袋公园4个以上。", "积极推进口袋公园建设。", cases=("missing",)),
        Bad("建成充电桩500个以上。", "充电桩建设有序推进。", cases=("missing",)),
        Bad("创建绿色学校，至少创建8所。", "创建绿色学校5所。", cases=("below",)),
        Bad("培训基层骨干不少于200人次。", "举办基层骨干培训班3期。", cases=("missing",)),
        Bad("种植行道树3000棵以上。", "种植行道树2100棵。", cases=("below",)),
    ),
)
def required_count(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome for each least number asked."""
    for at, answer in enumerate(reading.answers):
        demand = answer.demand
        if demand.kind != "count" or not reading.reported:
            continue
        params = {"asked": demand.span.text, "found": answer.found, "needed": answer.needed}
        spans = (demand.span, *answer.words)
        log = context.shown(at)
        fault = log.fault if log is not None else ""
        if log is not None and log.proof == "verified":
            yield Cleared(log.text, spans=spans)
        elif answer.status == "contradicted":
            yield Hit("below", spans=spans, params=params, confidence=answer.confidence, fault=fault)
        elif answer.status == "unanswered":
            yield Hit("missing", spans=spans, params=params, confidence=answer.confidence, fault=fault)
        elif answer.status == "undetermined":
            yield Undecided(
                Text(
                    f"要求按每个单位计数，报告只有“{answer.found}”",
                    f"asked of each; the report gives only “{answer.found}”",
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
            yield Cleared(Text(f"报告写明“{answer.found}”", f"the report says “{answer.found}”"), spans=spans)
