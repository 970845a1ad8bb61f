"""GK201 reply-window: a time limit for answering or handling that the report does not answer."""

from __future__ import annotations

import re
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
    Pattern,
    Reading,
    Text,
    Undecided,
    rule,
)


@rule(
    "GK201",
    name="reply-window",
    title=Text("答复时限", "Reply window"),
    rationale=Text(
        "要求写明了几日、几小时内答复或办结，报告就应写明实际用了多久、多少件按时。“及时”不是时限。",
        "A requirement with a time limit for an answer wants the time actually taken; “promptly” is not a time.",
    ),
    basis=(
        Text(
            "要求本身写明的时限；政府信息公开条例（2019）第三十三条",
            "the limit in the requirement; Regulation on Disclosure 2019 art. 33",
        ),
        Text("“以内”含本数：民法典第一千二百五十九条", "“within” includes the number: Civil Code art. 1259"),
    ),
    cases={
        "missing": Case(
            severity="high",
            verdict="missing",
            message=Text(
                "要求“{window}”，报告没有写办理用时，也没有按时办结的数量",
                "The requirement sets “{window}”; the report gives no time taken and no number done in time",
            ),
            ask=Text(
                "收到几件、最长与平均用时、几件按时（附台账）",
                "How many came in, the longest and the mean time, how many in time (with the log)",
            ),
        ),
        "longer": Case(
            severity="high",
            verdict="contradicted",
            message=Text(
                "要求“{window}”，报告写的是“{found}”，长于要求",
                "The requirement sets “{window}”; the report says “{found}”, which is longer",
            ),
            ask=Text("说明超出时限的件数和原因", "How many went past the limit, and why"),
        ),
        "substituted": Case(
            severity="high",
            verdict="weak",
            message=Text(
                "要求“{window}”，报告改按另一套程序或“规定时限”办理，没有写用时",
                "The requirement sets “{window}”; the report follows another procedure or “the set limits” and gives no time",
            ),
            ask=Text(
                "按要求的时限写明几件、最长用时、几件按时",
                "Against the required limit: how many, the longest time, how many in time",
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good(
            "收到投诉7个工作日内作出决定，按期处理率达到99%以上。",
            "对投诉均在7个工作日内作出决定；按期处理率99.6%，逾期的92件主要是等待检验。",
            note="all in time as to the decision; the rest is the rate's business",
        ),
        Good(
            "讨薪案件当日受理、当日指派。",
            "讨薪案件118件，均当日受理、当日指派，其中一案从申请到领款用时23天。",
            note="another course",
        ),
        Good("各镇街应在接到转办件后5日内办结。", "我科汇总办理情况4次。", note="the duty of others"),
        Good("在2个工作日内答复转办的留言。", "全年转办留言37件，均在2个工作日内回复，最长1.5个工作日。"),
        Good("自受理之日起五日内办结诉求。", "受理诉求12件，平均3天办结，最长4天。"),
        Good("接到报修后48小时内处理完毕。", "接到报修86起，均于24小时内处理完毕。"),
        Good("收到投诉后3个工作日内反馈处理结果。", "本年度未收到投诉。"),
        Good(
            "规范许可办理。",
            "办理时限从法定20个工作日压缩到7个工作日。",
            note="an approval time, no reply window",
        ),
        Good("设立24小时值守热线。", "实行24小时值守。"),
    ),
    bad=(
        Bad(
            "自收到转办单之日起3个工作日内答复。",
            "当场解答1904个，其余按照一般事项5个工作日、复杂事项10个工作日的要求答复。",
            cases=("longer",),
        ),
        Bad(
            "自收到工单之日起5个工作日内办结并反馈。",
            "能当场解决的当场解决，一时不能解决的向诉求人做好解释。",
            cases=("missing",),
            note="told of some cases only",
        ),
        Bad(
            "补贴在资金到账后15日内发放。",
            "补贴4月20日到账，5月28日发放。",
            cases=("longer",),
            note="counted from the two days",
        ),
        Bad(
            "投诉5个工作日内反馈初步意见，15个工作日内办结。",
            "初步意见最迟第8个工作日反馈；办结87件，最长14个工作日。",
            cases=("longer",),
            note="the verb tells which of the two",
        ),
        Bad(
            "对验收合格的项目，15个工作日内拨付奖补资金。",
            "奖补资金1270万元，其中7个项目在15个工作日内拨付，2个项目用时23个工作日。",
            cases=("longer",),
        ),
        Bad("在2个工作日内答复转办的留言。", "对转办的留言及时答复，群众满意。", cases=("missing",)),
        Bad("自受理之日起五日内办结诉求。", "受理诉求后一般7天内办结。", cases=("longer",)),
        Bad(
            "接到报修后两个工作日内处理完毕并回复。",
            "报修事项按照相关规定的时限办理和回复。",
            cases=("substituted",),
        ),
        Bad("群众来信须在 ３ 个工作日内回复。", "认真回复群众来信，做到件件有着落。", cases=("missing",)),
        Bad(
            "举报奖励自核实之日起30日内兑现。",
            "兑现举报奖励21件8.6万元。",
            cases=("missing",),
            note="an act after an event that is no answer: a doubt only",
        ),
    ),
)
def reply_window(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome for each window that asks for an answer or, less surely, another act after an event.

    Windows for publishing are GK202's. 自核实之日起30日内兑现 is no answer to anybody, but runs from an event all the same.
    """
    for at, answer in enumerate(reading.answers):
        demand = answer.demand
        if demand.kind != "window" or demand.window is None or not reading.reported:
            continue
        answers = demand.purpose == "reply"
        if not answers and (
            demand.purpose == "update"
            or not (demand.window.trigger or _in_a_case(reading, demand.window.start))
        ):
            continue
        params = {"window": answer.needed, "found": answer.found}
        spans = (demand.span, *answer.words)
        log = context.shown(at)
        fault = log.fault if log is not None else ""
        if log is not None and log.proof == "verified":
            yield Cleared(log.text, spans=spans)
        elif answer.status == "contradicted":
            yield Hit(
                "longer", spans=spans, params=params, confidence="high" if answers else "medium", fault=fault
            )
        elif answer.status == "unanswered":
            case = "substituted" if answer.how == "substituted" else "missing"
            confidence = answer.confidence if answers else "low"
            yield Hit(case, spans=spans, params=params, confidence=confidence, fault=fault)
        elif answer.status == "undetermined":
            yield Undecided(
                Text(
                    "报告有办理日期，但没有用时，需对照台账",
                    "the report gives dates, not times; the log must tell",
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
            yield Cleared(_cleared(answer.how, answer.found), spans=spans)


_CASE = Pattern(r"(?:的|时|后|之日起|(?:^|，)对[^，。；]{2,24})，?(?:应当?|要|须|必须)?(?:在|于)?$")


def _in_a_case(reading: Reading, start: int) -> bool:
    """Whether the words before a length of time tell the case it is for: 发生突发事件的，1小时内."""
    sentence = reading.sentence_at("requirement", start)
    before = sentence.text[: start - sentence.start]
    return _CASE.search(re.sub(r"\s", "", before)) is not None


def _cleared(how: str, found: str) -> Text:
    if how == "nil":
        return Text(f"报告说明没有发生（{found}）", f"the report says there was none ({found})")
    return Text(f"报告写明“{found}”，凭台账可核实", f"the report says “{found}”; the log can prove it")
