"""GK301 required-rate: a percentage or an “all of them” that the report does not show."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import (
    Bad,
    Case,
    Cleared,
    Context,
    Good,
    Hit,
    LogCounts,
    Options,
    Outcome,
    Reading,
    Text,
    Undecided,
    made_up_log,
    rule,
)


@rule(
    "GK301",
    name="required-rate",
    title=Text("比例要求", "Required rate"),
    rationale=Text(
        "比例没有分子分母就无法核对；“均应”“全部”也要说清总数是多少、做到了多少。",
        "A rate without numerator and denominator proves nothing; “all” wants the total and how many were done.",
    ),
    basis=(Text("要求本身写明的比例", "the rate in the requirement"),),
    cases={
        "missing": Case(
            severity="high",
            verdict="missing",
            message=Text(
                "要求“{asked}”，报告没有写比例，也没有总数和完成数",
                "The requirement asks for {asked}; the report gives no rate, no total and no number done",
            ),
            ask=Text("总数、完成数和比例（分子、分母）", "The total, the number done, and the rate"),
        ),
        "lower": Case(
            severity="high",
            verdict="contradicted",
            message=Text(
                "要求“{asked}”，报告写的是“{found}”，没有达到",
                "The requirement asks for {asked}; the report says {found}, which misses it",
            ),
            ask=Text("说明未达到的原因和补救安排", "Why it was missed, and what is being done"),
        ),
        "refuted": Case(
            severity="high",
            verdict="contradicted",
            message=Text(
                "报告写的“{found}”与它自己的数不符，按所列数字算不出这个比例",
                "The report says {found}, but its own figures give another rate",
            ),
            ask=Text(
                "核对总数与完成数，更正比例", "Check the total and the number done, and correct the rate"
            ),
        ),
        "universal": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "要求“{asked}”，报告没有写总数和其中做到的数，看不出是否全部做到",
                "The requirement says “{asked}”; without a total one cannot tell whether all were done",
            ),
            ask=Text(
                "应做的总数、已做的数，未做的说明理由",
                "How many there were, how many were done, and why the rest were not",
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good("孕前检查目标人群覆盖率达到100%。", "孕前检查目标人群1200对，实际检查1243对。"),
        Good(
            "资金支出进度达到92%以上，用于产业发展的比例不低于55%。",
            "安排产业项目资金1.06亿元，占57.0%；支出进度93.7%。",
            note="one word ties the share to what is asked",
        ),
        Good(
            "按时办结率、群众满意率均达到95%以上。",
            "承办工单3821件，按时办结3806件；回访3600件，满意3467件。",
            note="each rate by its part and its whole",
        ),
        Good("6月底前完成50%，年底前全部完成。", "截至6月25日完成21个、占52.5%，12月8日40个全部完成。"),
        Good(
            "证明事项没有法律依据的一律取消。",
            "共清理证明事项34项，取消21项、保留13项，清单7月3日公布。",
            note="what became of every one is told",
        ),
        Good(
            "在2个工作日内答复转办的留言，按时答复率达到100%。",
            "及时答复转办的留言。",
            logs=lambda: (made_up_log("2个工作日", LogCounts(on_time=37), longest=2),),
            note="the report gives no rate, the log does",
        ),
        Good(
            "纳入绩效考核，分值权重不低于4%。",
            "将其纳入年度考核，占5分（总分100分）。",
            note="a weight in points",
        ),
        Good(
            "告知书送达率达到100%。",
            "作出处罚决定506件，随决定书送达告知书506份。",
            note="as many of the one as of the other",
        ),
        Good("A类件占比不低于60%。", "办理建议28件，答复结果A类19件、B类9件，A类占67.9%。"),
        Good("确保100%按时回复。", "收到转办37件，按时回复37件，按时回复率100%。"),
        Good("群众满意率达到95%以上。", "回访412人，满意率97.6%。"),
        Good("建议提案答复原则上都应公开。", "承办建议8件，全部公开答复。"),
        Good("按期办结率百分之百。", "受理21件，按期办结21件。"),
        Good("大力推行网上审批。", "网办率达到65%。", note="the rate stands only in the report"),
        Good("全面支持新协议。", "完成升级。", note="全面 is a quality, not a set"),
    ),
    bad=(
        Bad(
            "及时答复率达到100%。",
            "收到咨询529件、建议118件，严格按规定办理答复。",
            cases=("missing",),
            note="nothing is told of what was answered",
        ),
        Bad(
            "年度计划检查完成率达到100%。",
            "计划检查企业412家，检查计划内企业386家。",
            cases=("refuted",),
        ),
        Bad(
            "不合格产品查处率100%。",
            "抽检132批次，不合格8批次，已对6批次不合格产品进行了查处，查处率100%。",
            cases=("refuted",),
            note="the part bears the name of its whole",
        ),
        Bad(
            "对违建线索建立清单，全部办结销号。",
            "全县16个乡镇全部设立窗口。收到的73条违建线索列入清单，已办结58条。",
            cases=("refuted",),
        ),
        Bad(
            "加强教师培训，其中乡村教师占比不低于40%。",
            "乡村教师补助按照每月200元至600元发放，培训教师4100人次。",
            cases=("missing",),
            note="amounts of money are no share of teachers",
        ),
        Bad(
            "按时办结率、群众满意率均达到95%以上。",
            "承办工单3821件，按时办结率99.6%，群众满意率91.3%。",
            cases=("lower",),
            note="of two rates asked in one breath the second falls short",
        ),
        Bad(
            "诉求2个工作日内办结，按期办结率达到100%。",
            "收到诉求318件，2个工作日内办结311件，其余7件分别于第4至第6个工作日办结，按期办结率100%。",
            cases=("refuted",),
        ),
        Bad(
            "扬尘防治“六个百分之百”达标率达到100%。",
            "86个工地中“六个百分之百”全部达标的81个，达标率98%。",
            cases=("refuted",),
            note="六个百分之百 is a name",
        ),
        Bad("确保100%按时回复。", "及时回复群众来信。", cases=("missing",)),
        Bad("垃圾分类覆盖率达到90%以上。", "垃圾分类覆盖率达到76%。", cases=("lower",)),
        Bad("饮用水水源水质达标率达到100%。", "12个水源中11个达标，水源水质达标率100%。", cases=("refuted",)),
        Bad("群众诉求办结率不低于百分之九十五。", "认真办理群众诉求。", cases=("missing",)),
        Bad("建议提案答复原则上都应公开。", "公开建议答复11件。", cases=("universal",)),
    ),
)
def required_rate(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome for each percentage asked; universals end as a low finding at most."""
    for at, answer in enumerate(reading.answers):
        demand = answer.demand
        if demand.kind not in ("rate", "universal") or not reading.reported:
            continue
        fact = demand.rate or demand.universal
        spans = (demand.span, *answer.words)
        params = {"asked": fact.text if fact else "", "found": answer.found}
        log = context.shown(at)
        fault = log.fault if log is not None else ""
        if log is not None and log.proof == "verified":
            yield Cleared(log.text, spans=spans)
        elif answer.status == "contradicted":
            case = "refuted" if answer.how == "refuted" else "lower"
            yield Hit(case, spans=spans, params=params, confidence=answer.confidence, fault=fault)
        elif answer.status == "unanswered" and demand.kind == "rate":
            yield Hit("missing", spans=spans, params=params, confidence=answer.confidence, fault=fault)
        elif answer.status == "unanswered":
            yield Hit("universal", spans=spans, params=params, confidence=answer.confidence, fault=fault)
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
                    "报告有说法，台账与之不符，见 GK702",
                    "the report says so, the log says otherwise: see GK702",
                ),
                spans=spans,
            )
        else:
            yield Cleared(
                Text(f"报告写明“{answer.found}”", f"the report says “{answer.found}”"),
                spans=spans,
            )
