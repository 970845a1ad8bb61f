"""GK702 log-contradicts-report: what the report says of counts, rates, times or dates, and the attached log does not."""

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
    made_up_events,
    made_up_log,
    rule,
)

LONGEST = 60  # letters of the report that a message quotes
_SHOWN = Text("报告写“{said}”，{shown}", "The report says “{said}”; {shown_en}")


@rule(
    "GK702",
    name="log-contradicts-report",
    title=Text("台账与报告不一致", "The log says otherwise"),
    rationale=Text(
        "报告里的件数、比例、用时、日期要与所附台账一致。只比同一件事、同一期间；台账少于报告的，要有说明文件证明台账完整才下结论。",
        "Counts, rates, times and dates of a report must be those of the log attached to it. Only the same thing in the "
        "same period is compared; a log that shows less disproves a report only where its manifest attests that it is whole.",
    ),
    basis=(
        Text("报告所写与所附台账应当一致", "what the report says and the log attached to it must agree"),
        Text("“100%”不允许有一件例外", "“100%” allows not one exception"),
    ),
    cases={
        "in_time": Case(
            severity="high",
            verdict="contradicted",
            message=_SHOWN,
            ask=Text("更正报告，或逐件说明超期的原因", "Correct the report, or say why each one was late"),
        ),
        "open": Case(
            severity="high",
            verdict="contradicted",
            message=_SHOWN,
            ask=Text("写明还有几件没有办结、为什么", "How many are still open, and why"),
        ),
        "nil": Case(
            severity="high",
            verdict="contradicted",
            message=_SHOWN,
            ask=Text("核对台账，更正报告", "Compare with the log and correct the report"),
        ),
        "figure": Case(
            severity="high",
            verdict="contradicted",
            message=_SHOWN,
            ask=Text(
                "核对件数；口径或期间不同的，写明各是什么",
                "Compare the numbers; if scope or period differ, say what each of them is",
            ),
        ),
        "rate": Case(
            severity="high",
            verdict="contradicted",
            message=_SHOWN,
            ask=Text(
                "写明分子、分母，与台账核对", "Give numerator and denominator, and compare with the log"
            ),
        ),
        "date": Case(
            severity="high",
            verdict="contradicted",
            message=_SHOWN,
            ask=Text("核对日期，更正报告或台账", "Compare the dates; correct the report or the log"),
        ),
        "demand": Case(
            severity="high",
            verdict="contradicted",
            message=Text(
                "报告表示已按要求完成，{shown}", "The report says that it was done as asked; {shown_en}"
            ),
            ask=Text("按台账更正报告，或补齐台账", "Correct the report by the log, or complete the log"),
        ),
    },
    since="0.1.0",
    good=(
        Good(
            "在2个工作日内答复转办的留言。",
            "2018年全年收到留言37件，均在2个工作日内回复。",
            logs=lambda: (made_up_log("2个工作日", LogCounts(on_time=37), longest=2, whole_year=True),),
        ),
        Good(
            "自受理之日起五日内办结诉求。",
            "受理诉求40余件，均已办结。",
            logs=lambda: (made_up_log("五日", LogCounts(on_time=43), longest=4, whole_year=True),),
            note="a rough figure is held against the log as a rough one",
        ),
        Good(
            "在2个工作日内答复转办的留言。",
            "全年收到留言60件，均在2个工作日内回复。",
            logs=lambda: (made_up_log("2个工作日", LogCounts(on_time=37), longest=2),),
            note="no manifest attests that the log is whole: nothing is said",
        ),
        Good(
            "收到投诉后3个工作日内反馈处理结果。",
            "全年收到环保类投诉4件，均已反馈。",
            logs=lambda: (made_up_log("3个工作日", LogCounts(on_time=37), longest=2, whole_year=True),),
            note="a part of the complaints is not all of them",
        ),
        Good(
            "在2个工作日内答复转办的留言。",
            "2018年收到留言37件，2017年收到留言12件。",
            logs=lambda: (made_up_log("2个工作日", LogCounts(on_time=37), longest=2, whole_year=True),),
            note="another year is another figure",
        ),
        Good("收到投诉后3个工作日内反馈。", "收到投诉4件，均在2日内反馈。", note="no log attached"),
        Good(
            "每季度至少举办1次在线访谈。",
            "每季度举办在线访谈，全年共4次。",
            logs=lambda: (
                made_up_events("2018-03-01", "2018-05-18", "2018-09-03", "2018-11-20", whole_year=True),
            ),
        ),
        Good(
            "在2个工作日内答复转办的留言。",
            "2018年收到留言37件，按时回复率99%。",
            logs=lambda: (made_up_log("2个工作日", LogCounts(on_time=36, undetermined=1), longest=2),),
            note="one record in doubt leaves the rate in doubt",
        ),
    ),
    bad=(
        Bad(
            "在2个工作日内答复转办的留言。",
            "2018年全年收到留言37件，均在2个工作日内回复。",
            logs=lambda: (
                made_up_log("2个工作日", LogCounts(on_time=35, late=2), longest=6, whole_year=True),
            ),
            cases=("in_time",),
        ),
        Bad(
            "在2个工作日内答复转办的留言。",
            "2018年全年收到留言30件，均已回复。",
            logs=lambda: (made_up_log("2个工作日", LogCounts(on_time=37), longest=2, whole_year=True),),
            cases=("figure",),
        ),
        Bad(
            "收到投诉后3个工作日内反馈处理结果。",
            "本年度未收到投诉。",
            logs=lambda: (made_up_log("3个工作日", LogCounts(on_time=4), longest=2),),
            cases=("nil",),
        ),
        Bad(
            "在2个工作日内答复转办的留言，按时回复率达到100%。",
            "按时回复率100%。",
            logs=lambda: (made_up_log("2个工作日", LogCounts(on_time=36, late=1), longest=3),),
            cases=("rate",),
            note="100% with one late record",
        ),
        Bad(
            "自受理之日起五日内办结诉求。",
            "受理诉求12件，全部办结。",
            logs=lambda: (
                made_up_log("五日", LogCounts(on_time=11, open_overdue=1), longest=5, whole_year=True),
            ),
            cases=("open",),
        ),
        Bad(
            "每季度至少举办1次在线访谈。",
            "全年共举办在线访谈6次。",
            logs=lambda: (
                made_up_events("2018-03-01", "2018-05-18", "2018-09-03", "2018-11-20", whole_year=True),
            ),
            cases=("figure",),
        ),
        Bad(
            "每季度至少举办1次在线访谈。",
            "每季度举办在线访谈，全年共4次。",
            logs=lambda: (
                made_up_events("2018-03-01", "2018-05-18", "2018-05-28", "2018-11-20", whole_year=True),
            ),
            cases=("demand",),
            note="four in all, none in the third quarter",
        ),
    ),
)
def log_contradicts_report(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One hit for each fault; statements that no log can judge are said to be so."""
    if not reading.reported:
        return
    held = context.compared(reading)
    wrong = [one for one in held if one.agrees is False]
    for one in wrong:
        said = one.said if len(one.said) <= LONGEST else one.said[: LONGEST - 1] + "…"
        yield Hit(
            one.case,
            spans=one.spans,
            params={"said": said, "shown": one.shown.zh, "shown_en": one.shown.en},
            confidence="high" if one.sure else "medium",
            fault=one.fault,
        )
    if wrong:
        return
    right = [one for one in held if one.agrees]
    doubtful = [one for one in held if one.agrees is None]
    if doubtful:
        first = doubtful[0]
        yield Undecided(
            Text(
                f"报告写“{first.said}”，{first.shown.zh}，口径、期间或台账是否完整看不出来",
                f"the report says “{first.said}”; {first.shown.en}; scope, period or whether the log is whole cannot be told",
            ),
            spans=first.spans,
        )
    elif right:
        yield Cleared(
            Text(f"报告所写 {len(right)} 处与台账一致", f"{len(right)} statements agree with the log"),
            spans=right[0].spans,
        )
