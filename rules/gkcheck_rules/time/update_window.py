"""GK202 update-window: a time limit for publishing what has changed that the report does not answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Reading, Text, Undecided, rule


@rule(
    "GK202",
    name="update-window",
    title=Text("变更后更新时限", "Update window"),
    rationale=Text(
        "变更后几日内公开，要看发生了几项变更、各在何时公开；没有变更也应写明。“动态管理”不能说明。",
        "Whether a change was published in time shows only in the number of changes and their dates; a nil must be said.",
    ),
    basis=(
        Text(
            "要求本身写明的时限；政府信息公开条例（2019）第二十六条：20个工作日",
            "the limit in the requirement; Regulation on Disclosure 2019 art. 26: 20 working days",
        ),
    ),
    cases={
        "missing": Case(
            severity="high",
            verdict="missing",
            message=Text(
                "要求“{window}”公开更新，报告没有写变更几项、何时公开，也没有写本年度无变更",
                "The requirement wants publication “{window}”; the report gives neither changes, nor dates, nor a nil return",
            ),
            ask=Text(
                "变更几项、各自完成与公开的日期；没有变更请写明",
                "How many changes, when each was made and published; say so if there were none",
            ),
        ),
        "untimed": Case(
            severity="high",
            verdict="missing",
            message=Text(
                "要求“{window}”发布，报告没有写用了多久，也没有写各次的日期",
                "The requirement wants publication “{window}”; the report gives neither the time it took nor dates",
            ),
            ask=Text(
                "各次的起算日和发布日期，或最长、平均用时",
                "From which day each one counts and when it was published, or the longest and the average time",
            ),
        ),
        "longer": Case(
            severity="high",
            verdict="contradicted",
            message=Text(
                "要求“{window}”公开更新，报告写的是“{found}”，长于要求",
                "The requirement wants publication “{window}”; the report says “{found}”, which is longer",
            ),
            ask=Text("说明超出时限的项数和原因", "How many went past the limit, and why"),
        ),
    },
    since="0.1.0",
    good=(
        Good("政策文件公布后3个工作日内发布解读。", "《办法》5月6日印发，5月8日发布图解。"),
        Good("突发事件发生后24小时内发布权威信息。", "发生1起燃气泄漏，当日发布情况通报。"),
        Good(
            "作出许可决定后7个工作日内公示，变更后3日内更新。",
            "公示许可决定312件。从系统看，平均用时2个工作日，最长5个工作日；本年度未发生变更。",
            note="the time stands in a sentence of its own",
        ),
        Good(
            "办事条件变化的，应在完成审批后1个工作日内公开。",
            "本年度办事条件变更2项，分别于审批完成当日、次日在网站公开，并注明实施时间。",
        ),
        Good("机构职能调整后20个工作日内更新公开目录。", "机构改革后于3月12日更新公开目录。"),
        Good("收费标准变更后3日内公布。", "本年度收费标准未发生变更。"),
        Good("信息形成后5个工作日内发布。", "发布信息214条，均在3个工作日内发布。"),
        Good(
            "文件印发后3个工作日内公布解读。", "公布解读7篇，均与文件同步发布。", note="together is in time"
        ),
    ),
    bad=(
        Bad(
            "解读产品应在文件公开后3个工作日内发布。",
            "制作发布解读产品27件，均与政策文件关联。",
            cases=("untimed",),
            note="how many tells nothing on how soon",
        ),
        Bad(
            "办理条件调整的，应在调整后3个工作日内更新办事指南。",
            "新增网点9个，形成“15分钟服务圈”。对办事指南实行动态管理。",
            cases=("missing",),
            note="a circle of 15 minutes is no time taken",
        ),
        Bad(
            "项目清单所涉企业变化的，10日内更新清单并公布。",
            "应急预案7月31日修订，8月6日印发。对项目清单实行动态管理，及时调整。",
            cases=("missing",),
            note="the days are those of another paper",
        ),
        Bad(
            "机构信息变动的，应在3个工作日内更新网站。",
            "9月1日办公电话变更，9月20日完成网站更新。",
            cases=("longer",),
            note="counted from the two days",
        ),
        Bad(
            "示范文本变更后2个工作日内更新。",
            "网站常年公布示范文本，今年新公布许可证68个。",
            cases=("missing",),
            note="what was published is no change",
        ),
        Bad(
            "办事条件变化的，应在完成审批后1个工作日内公开。",
            "对办事条件实行动态管理，确保准确。",
            cases=("missing",),
        ),
        Bad("机构职能调整后20个工作日内更新公开目录。", "及时更新公开目录。", cases=("missing",)),
        Bad("文件印发后3个工作日内公布解读。", "认真组织解读，效果良好。", cases=("untimed",)),
        Bad("收费标准变更后三日内公布。", "收费标准变更后在10日内公布。", cases=("longer",)),
        Bad(
            "事项修订后两个工作日内在网上公布。",
            "办理时限从15个工作日压缩到6个工作日，加强动态更新。",
            cases=("missing",),
            note="an approval time does not answer",
        ),
    ),
)
def update_window(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome for each window that asks for publication after a change."""
    for at, answer in enumerate(reading.answers):
        demand = answer.demand
        if demand.kind != "window" or demand.purpose != "update" or not reading.reported:
            continue
        params = {"window": answer.needed, "found": answer.found}
        spans = (demand.span, *answer.words)
        log = context.shown(at)
        fault = log.fault if log is not None else ""
        if log is not None and log.proof == "verified":
            yield Cleared(log.text, spans=spans)
        elif answer.status == "contradicted":
            yield Hit("longer", spans=spans, params=params, fault=fault)
        elif answer.status == "unanswered":
            yield Hit(
                "missing" if _after_a_change(demand.clause.text) else "untimed",
                spans=spans,
                params=params,
                fault=fault,
            )
        elif answer.status == "undetermined":
            yield Undecided(
                Text(
                    "文字过长或要求过多，没有逐条比对",
                    "too long, or too many demands, to be compared one by one",
                ),
                spans=spans,
            )
        elif fault:
            yield Undecided(
                Text(
                    "报告有说法，台账与之不符，见 GK701",
                    "the report says so, the log says otherwise: see GK701",
                ),
                spans=spans,
            )
        else:
            yield Cleared(
                Text(
                    f"报告写明“{answer.found}”，凭记录可核实",
                    f"the report says “{answer.found}”; records can prove it",
                ),
                spans=spans,
            )


def _after_a_change(clause: str) -> bool:
    """Whether the window runs from a change; 文件公布后3日内解读 runs from something else."""
    return re.search("变|调整|修订|修改|审批|审核|形成|更新", clause) is not None
