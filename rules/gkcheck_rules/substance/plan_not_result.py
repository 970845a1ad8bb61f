"""GK505 plan-not-result: a report that says what will be done where it should say what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Reading, Span, Text, rule

_NOTHING_DONE = Text(
    "报告写的是打算、正在办理或留待以后，未见已经做成的事：“{words}”",
    "The report tells plans, work under way or things put off, and nothing done: “{words}”",
)


@rule(
    "GK505",
    name="plan-not-result",
    title=Text("以计划代结果", "Plan instead of result"),
    rationale=Text(
        "落实情况要写已经做了什么；“将”“拟”“下一步”“正在推进”“纳入明年计划”不是结果。",
        "A report states what was done; intentions, work in progress and next year's plans are no results.",
    ),
    basis=(Text("落实情况应当反映完成结果", "The report is to show what was achieved"),),
    cases={
        "plan": Case(
            severity="high",
            verdict="missing",
            message=_NOTHING_DONE,
            ask=Text(
                "已完成的内容、时间和数量；未完成的，说明原因和完成时限",
                "What was done, when and how much; for the rest the reason and the date",
            ),
        ),
        "deferred": Case(
            severity="medium",
            verdict="missing",
            message=Text(
                "事项被并入别的计划或建设内容，未见本项结果：“{words}”",
                "The matter was moved into another plan; no result of its own: “{words}”",
            ),
            ask=Text(
                "由谁、何时完成，目前做到哪一步", "Who will finish it and when, and how far it has come"
            ),
        ),
        "partly": Case(
            severity="medium",
            verdict="missing",
            message=Text(
                "对“{asked}”，报告只写了打算或正在办理：“{words}”",
                "For “{asked}” the report gives only plans or work under way: “{words}”",
            ),
            ask=Text("这一项的完成情况和时间", "What was done of this, and when"),
        ),
        "pending": Case(
            severity="low",
            verdict="missing",
            message=Text(
                "要求以“{condition}”为前提，报告写的是届时再办：“{words}”",
                "The duty waits for “{condition}”; the report says what will be done then: “{words}”",
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good(
            "遇有伤亡事故，及时启动应急预案。",
            "修订应急预案1件，未发生伤亡事故，未启动应急预案。",
            note="no case, no plan",
        ),
        Good(
            "清理公文，结果实行目录管理。",
            "清理结果目录于9月23日公开，今后按目录动态管理。",
            note="a plan after the result",
        ),
        Good("公布招生计划。", "公布分专业招生计划2册、招生章程87份。", note="计划 is the thing"),
        Good("整合网站。", "已整合网站5个，下一步将完善搜索功能。"),
        Good("完善会议制度。", "修订《办公会议制度》，下一步将加强执行。"),
        Good("迁移网站。", "将本单位网站迁移到统一平台，关停旧站2个。", note="将 marks the object"),
        Good("办理企业诉求。", "收到诉求1426件，已办结1419件，其余7件正在会商。"),
        Good("新建养老服务站。", "新建养老服务站9个，在建3个。"),
        Good("6月底前完成安检。", "安检推迟至8月15日完成。", note="late, which is GK203's business"),
        Good("拨付专项资金。", "将专项资金拨付到用款单位。"),
        Good("安置退捕渔民。", "退捕渔民112人纳入社会保险。", note="纳入 is the result"),
        Good("制定监管计划。", "年度监管计划3月印发，计划检查企业420家，实际检查447家。"),
        Good("加强日常维护。", "加强日常维护，严格审核把关。", note="present, no plan"),
        Good("2019年6月底前建成储备库。", "储备库主体工程正在施工，预计明年5月完工。", note="not yet due"),
    ),
    bad=(
        Bad(
            "建成投用智慧渔港平台，巡查渔港。",
            "智慧渔港平台完成招标，目前正在抓紧开发。巡查渔港61次。",
            cases=("partly",),
            note="a first stage is not the end",
        ),
        Bad(
            "修订园区消防预案，配备消防车。",
            "《园区消防预案》修订稿已通过评审，待机构改革后印发；配备消防车2台。",
            cases=("partly",),
            note="a draft as yet",
        ),
        Bad("建成政策兑现平台。", "平台方案正在论证，下一步将抓紧启动立项，力争明年上线。", cases=("plan",)),
        Bad(
            "完成疾控中心搬迁，建成实验室。",
            "实验室已列入2019年建设计划，待补助资金到位后组织搬迁。",
            cases=("plan",),
        ),
        Bad("修订应急预案。", "我单位拟于明年组织修订应急预案。", cases=("plan",)),
        Bad("开展普法宣传。", "我单位正在积极推进相关工作。", cases=("plan",)),
        Bad(
            "推进网站升级改造。", "严格执行上级规定，网站升级纳入市级平台统一建设内容。", cases=("deferred",)
        ),
        Bad(
            "新修订的条例出台后，调整配套制度。",
            "新修订的条例出台后，我局将及时调整配套制度。",
            cases=("pending",),
        ),
        Bad(
            "建成智慧停车平台，开展占道停车整治。",
            "智慧停车平台正在招标，预计明年建成。开展占道停车整治86次，拖移车辆312辆。",
            cases=("partly",),
        ),
    ),
)
def plan_not_result(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One hit where nothing is told as done; else one for each duty that only plans speak of."""
    if not reading.reported:
        return
    tenses = reading.tenses
    planned = [one for one in tenses if one.open]
    if not planned:
        return
    if any(answer.status == "not_due" for answer in reading.answers):
        yield Cleared(Text("尚未到期，写明了进展", "not yet due; the report says how far it is"))
        return
    done = [one for one in tenses if one.tense == "done"]
    leading = [one for one in planned if not one.carried]
    spans = tuple(reading.span("report", one.clause.start, one.clause.end) for one in leading[:2])
    if not done:
        condition = reading.pending_condition
        if condition is not None and any(one.tense in ("waiting", "future") for one in planned):
            yield Hit(
                "pending",
                spans=(condition, *spans),
                params={"condition": condition.text, "words": _words(spans)},
            )
            return
        plain = [one for one in tenses if not one.open]
        told = any(one.acts for one in plain) and (bool(reading.own_claims) or len(planned) * 2 < len(tenses))
        if told and any(one.tense != "deferred" for one in planned):
            yield from _partly(reading)  # plain verbs before a plan tell what was done, without a mark of it
            return
        only_deferred = all(one.tense == "deferred" for one in planned)
        if only_deferred and any(
            one.demand.kind == "deadline" and one.status == "contradicted" for one in reading.answers
        ):
            yield Cleared(Text("推迟到的日期另见 GK203", "the day it was put off to is GK203's"), spans=spans)
            return
        yield Hit(
            "deferred" if only_deferred else "plan",
            spans=spans,
            params={"words": _words(spans)},
            confidence="medium" if plain or only_deferred else "high",
        )
        return
    yield from _partly(reading)


def _partly(reading: Reading) -> Iterator[Outcome]:
    for asked, told in reading.duties_only_planned:
        yield Hit(
            "partly",
            spans=(asked, *told),
            params={"asked": asked.text, "words": _words(told)},
            confidence="medium",
        )


def _words(spans: Sequence[Span]) -> str:
    return "；".join(span.text.strip() for span in spans)
