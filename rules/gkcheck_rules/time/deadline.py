"""GK203 deadline: a duty with a date, and a report without one or with a later one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

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
    Row,
    Text,
    Undecided,
    made_up_events,
    rule,
)


@rule(
    "GK203",
    name="deadline",
    title=Text("完成时限", "Deadline"),
    rationale=Text(
        "有明确期限的任务，报告应写明何时完成；只写“已完成”，不能说明是否按期。",
        "A duty with a date wants the date it was done on; “done” does not say whether it was in time.",
    ),
    basis=(
        Text(
            "要求或“完成时限”栏写明的日期；X月底前、X日前含当日",
            "the date in the requirement or its column; “before” includes the day",
        ),
    ),
    cases={
        "date_missing": Case(
            severity="high",
            verdict="missing",
            message=Text(
                "要求在 {due} 前完成，报告没有写完成日期",
                "Due by {due}; the report gives no date of completion",
            ),
            ask=Text(
                "完成（印发、公开、报备）的日期，及文号、回执或网址",
                "The date it was finished (issued, published, filed), with number, receipt or link",
            ),
        ),
        "late": Case(
            severity="high",
            verdict="contradicted",
            message=Text(
                "要求在 {due} 前完成，报告写的是“{found}”，晚于期限",
                "Due by {due}; the report says {found}, which is later",
            ),
            ask=Text("说明逾期原因和是否经同意延期", "Why it was late, and whether an extension was granted"),
        ),
        "not_due": Case(
            severity="info",
            verdict="missing",
            message=Text(
                "期限 {due} 在核查日 {as_of} 尚未到，报告没有写进度日期",
                "The deadline {due} had not come on {as_of}; no date yet",
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good("对厂矿开展1次安全排查，5月底前完成。", "对9家厂矿4月11日至5月12日排查1遍，发现问题14处。"),
        Good(
            "10月底前完成河湖问题摸底调查并报省厅。年底前问题整改完成率达到80%以上。",
            "摸底调查10月18日结束，10月24日报省厅。至12月31日完成整改83个，完成率83%。",
            note="the later day is that of the later deadline",
        ),
        Good(
            "6月底前完成辖区入户安检。",
            "辖区9.6万户入户安检已于上半年全部完成。",
            note="a half year is a date",
        ),
        Good(
            "6月底前举办政务公开培训。",
            "已举办政务公开培训，参训40人。",
            logs=lambda: (made_up_events("2018-05-17"),),
            note="the report gives no day, the log does",
        ),
        Good("整理2015年以前的档案。", "2015年以前的档案8.6万卷已整理。", note="a time long past"),
        Good("11月底前实现全市联网。", "7月已与6个区县全部联网运行。"),
        Good(
            "绿溪区、柳河县人民政府作为试点单位，要于9月底前建好古树名录。",
            "我科加强业务指导。",
            note="the duty of others, who stand in the clause before",
        ),
        Good("11月底前完成主体结构封顶。", "主体结构于10月26日封顶，下一步进行装修。"),
        Good("8月底前编制完成并报备。", "清单8月27日编制完成，8月29日报市政府办公厅备案（回执第12号）。"),
        Good("第三季度完成管网普查。", "管网普查于2018年9月20日完成，普查126公里。"),
        Good(
            "9月底前化解率达到90%以上。",
            "46件积案截至9月28日化解43件。",
            note="how things stood before the day",
        ),
        Good("持续推进河道保洁。", "每天保洁。", note="no date is asked"),
        Good(
            "按照2017年12月1日施行的办法办理备案。",
            "按办法备案3件。",
            note="the date of a law is no deadline",
        ),
        Good(rows=(Row("建成停车场2处。", "两处停车场5月18日、6月2日建成投用。", deadline="2018年6月底"),)),
    ),
    bad=(
        Bad(
            "9月底前完成监测系统升级。",
            "监测系统升级项目6月招标，9月进入试运行，10月22日通过验收并投入使用。",
            cases=("late",),
            note="stages on the way are not the end",
        ),
        Bad(
            "6月底前完成危房整治销号。",
            "危房整治工作自4月中旬开始，群众反映良好。",
            cases=("date_missing",),
            note="the day work began",
        ),
        Bad(
            "2018年底前完成教室照明改造。",
            "教室照明改造已完成招标，计划分两批实施，力争2019年10月前全部完工。",
            cases=("late",),
            note="put off by the report's own plan",
        ),
        Bad(
            "10月底前两座急救站投入使用。",
            "东站8月16日投入使用，西站设备正在招标，预计次年2月投入使用。",
            cases=("late",),
            note="one of two put off",
        ),
        Bad(
            rows=(Row("更新设备10台。", "设备采购流标一次，12月6日安装调试完毕。", deadline="2018年9月底"),),
            cases=("late",),
        ),
        Bad(
            "第二季度末前完成清单调整并重新公布。",
            "清单调整6月18日结束，新清单9月24日公布。",
            cases=("late",),
        ),
        Bad(
            "10月底前6座泵站全部建成投用。",
            "北关、西渡等5座泵站6月8日投用，东湾泵站11月12日投用。",
            cases=("late",),
            note="one of six was late",
        ),
        Bad(
            "9月底前闸站完工并通过验收。",
            "闸站9月5日完工，11月3日通过验收。",
            cases=("late",),
            note="the second act was late",
        ),
        Bad(
            "7月底前实现注册注销一窗通办。",
            "注册指引4月2日在网站公布。待专窗建成后，实现注册注销一窗通办。",
            cases=("date_missing",),
            note="the date is that of something else",
        ),
        Bad("8月底前编制完成公共服务清单。", "公共服务清单已编制完成。", cases=("date_missing",)),
        Bad("于2018年6月30日前印发实施方案。", "实施方案于7月15日印发。", cases=("late",)),
        Bad(
            "上半年完成排查整治，9月底前公布整治结果。",
            "完成排查整治，结果已公布。",
            cases=("date_missing", "date_missing"),
        ),
        Bad("12月底前完成改造。", "正在改造。", as_of=date(2018, 11, 30), cases=("not_due",)),
        Bad(
            rows=(Row("建成停车场2处。", "停车场已建成。", deadline="2018年6月底"),), cases=("date_missing",)
        ),
    ),
)
def deadline(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome for each dated duty."""
    for at, answer in enumerate(reading.answers):
        demand = answer.demand
        if demand.kind != "deadline" or not reading.reported:
            continue
        spans = (demand.span, *answer.words)
        params = {"due": answer.needed, "found": answer.found, "as_of": reading.as_of.isoformat()}
        log = context.shown(at)
        fault = log.fault if log is not None else ""
        if log is not None and log.proof == "verified":
            yield Cleared(log.text, spans=spans)
        elif answer.status == "contradicted":
            yield Hit("late", spans=spans, params=params, confidence=answer.confidence, fault=fault)
        elif answer.status == "not_due":
            yield Hit("not_due", spans=(demand.span,), params=params, confidence="low")
        elif answer.status == "unanswered":
            yield Hit("date_missing", spans=spans, params=params, confidence=answer.confidence, fault=fault)
        elif answer.status == "undetermined":
            yield Undecided(
                Text("报告的日期对不上是哪一项的", "the date in the report cannot be tied to this duty"),
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
                    f"期限 {answer.needed}，报告写明“{answer.found}”",
                    f"due {answer.needed}; the report says {answer.found}",
                ),
                spans=spans,
            )
