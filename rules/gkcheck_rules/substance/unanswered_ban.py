"""GK506 unanswered-ban: something is forbidden, and the report is silent on it or tells of it."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Reading, Text, Undecided, rule


@rule(
    "GK506",
    name="unanswered-ban",
    title=Text("禁止性要求未回应", "Unanswered ban"),
    rationale=Text(
        "“不得”“严禁”是硬要求，报告应写明查了没有、有没有发生。",
        "“Must not” is a hard duty; the report should say whether anyone looked, and whether it happened.",
    ),
    basis=(Text("要求本身写明的禁止事项", "The ban in the requirement itself"),),
    cases={
        "silent": Case(
            severity="medium",
            verdict="missing",
            message=Text(
                "要求“{ban}”，落实情况未见回应", "The requirement says “{ban}”; the report does not answer"
            ),
            ask=Text(
                "写明是否发生、查了多少、由谁查的",
                "Whether it happened, how many were checked, and by whom",
            ),
        ),
        "admitted": Case(
            severity="critical",
            verdict="contradicted",
            message=Text(
                "要求“{ban}”，落实情况写有“{told}”，请核对是否属于禁止的情形",
                "The requirement says “{ban}”; the report tells of “{told}”: is that what is forbidden?",
            ),
            ask=Text(
                "说明该情形的经过、数量和纠正结果",
                "What happened, how often, and how it was put right",
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good("严禁违规经营烟花爆竹。", "检查门店86家，对仍在违规经营烟花爆竹的3家依法处罚、予以取缔。"),
        Good(
            "办理条件以外不得另设要求。",
            "抽查卷宗96件，没有在条件之外要求补交材料的情况。",
            note="a negative in other words",
        ),
        Good(
            "禁止销售活禽。",
            "检查发现4家摊位违规销售活禽，没收61只，立案4起。",
            note="told against those it governs",
        ),
        Good("收费项目之外不得另行收取押金。", "抽查窗口38个，未发现另行收取押金。"),
        Good(
            "严禁占用消防通道停车。",
            "巡查46次，查处占用消防通道停车31起。",
            note="the ban binds others; it was enforced",
        ),
        Good("对落实不得力的单位予以通报。", "督查12个单位，通报2个。", note="不得力 is no ban"),
        Good("每次收费不得超过30元。", "每次收费20元。", note="a limit, no ban"),
        Good("做到同类问题不再发生。", "整改问题18个。", note="an aim"),
        Good("不再要求申请人提交纸质证明。", "申请人免交纸质证明，由系统核验7200份。"),
        Good("严禁挪用专项资金。", "本年度未发生专项资金支出。"),
        Good(
            "不得以电话问询代替入户走访。",
            "入户走访1240户，走访记录已存档。",
            note="what may not be replaced was done",
        ),
    ),
    bad=(
        Bad(
            "严禁在经营区域违规住人。",
            "排查场所4318家，下发整改通知264份，另有7家目前仍在经营区域住人。",
            cases=("admitted",),
        ),
        Bad(
            "答复要有针对性，不得以“已转相关部门”代替答复。",
            "办理转办件214件，均按规定时限办理和答复。",
            cases=("silent",),
            note="a doubt: nothing on the forbidden words",
        ),
        Bad("规范食堂采购，不得采购散装食用油。", "食堂采购实行招标，供应商8家。", cases=("silent",)),
        Bad("公布收费目录，严禁搭车收费。", "收费目录于3月5日在公示栏公布。", cases=("silent",)),
        Bad(
            "规范招生，不得组织入学笔试。",
            "招生检查中发现3所学校组织入学笔试，已责令改正。",
            cases=("admitted",),
        ),
        Bad(
            "优化申报流程，不再要求企业重复提交年报。",
            "申报流程由7步减为4步，平均用时12分钟。",
            cases=("silent",),
        ),
    ),
)
def unanswered_ban(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome a ban; a ban on others is answered by its enforcement."""
    if not reading.reported:
        return
    for answer in reading.answers:
        demand = answer.demand
        if demand.kind != "ban" or answer.status == "not_addressed":
            continue
        words = tuple(reading.head(one) for one in answer.words)
        params = {"ban": demand.span.text, "told": words[0].text if words else ""}
        spans = (demand.span, *words)
        if answer.status == "unanswered":
            yield Hit("silent", spans=spans, params=params, confidence=answer.confidence)
        elif answer.status == "contradicted":
            yield Hit("admitted", spans=spans, params=params, confidence="medium")
        elif answer.how == "named" or answer.confidence == "low":
            yield Undecided(
                Text(
                    "提到了禁止事项，没有写明是否发生", "speaks of it, but does not say whether it happened"
                ),
                spans=spans,
            )
        else:
            yield Cleared(
                Text("写明没有发生或已查处", "says that it did not happen, or was pursued"), spans=spans
            )
