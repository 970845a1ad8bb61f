"""GK701 log-window-breach: records of an attached log that were late, or are overdue, against the required window."""

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
    LogResult,
    Options,
    Outcome,
    Reading,
    Text,
    Undecided,
    made_up_log,
    rule,
)

NAMED = 5  # ids that a message names


@rule(
    "GK701",
    name="log-window-breach",
    title=Text("台账超期", "Late by the log"),
    rationale=Text(
        "任务附有台账的，以台账逐条核对时限；台账里有超期或逾期未办结的，请说明是哪几件、为什么。",
        "Where a log is attached, its records are held against the window one by one; late or overdue ones want an explanation.",
    ),
    basis=(
        Text("要求本身写明的时限，或法律规定的时限", "the limit in the requirement, or the one in the law"),
        Text("“以内”含本数：民法典第一千二百五十九条", "“within” includes the number: Civil Code art. 1259"),
    ),
    cases={
        "late": Case(
            severity="high",
            verdict="contradicted",
            message=Text(
                "时限“{window}”，台账 {total} 件中 {late} 件超期、{overdue} 件逾期未办结，按时率 {rate}，最长 {longest}{ids}",
                "Window “{window}”: of {total} in the log {late} late, {overdue} open and overdue; in time {rate}, "
                "longest {longest_en}{ids_en}",
            ),
            ask=Text(
                "逐件说明超期的原因；有延期、中止或数据有误的，附上依据",
                "Why each of them was late; extensions, pauses or wrong data with their grounds",
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good(
            "在2个工作日内答复转办的留言。",
            "全年答复留言37件，均在2个工作日内回复。",
            logs=lambda: (made_up_log("2个工作日", LogCounts(on_time=37), longest=2),),
        ),
        Good(
            "自受理之日起五日内办结诉求。",
            "受理诉求12件，10件已办结。",
            logs=lambda: (made_up_log("五日", LogCounts(on_time=10, open_not_due=2), longest=4),),
            note="open records that are not due yet are not late",
        ),
        Good("收到投诉后3个工作日内反馈处理结果。", "收到投诉4件，均在2日内反馈。", note="no log attached"),
        Good(
            "群众来信须在3个工作日内回复。",
            "来信8件，均已回复。",
            logs=lambda: (made_up_log("3个工作日", LogCounts(on_time=6, undetermined=2), longest=3),),
            note="records that cannot be judged accuse nobody",
        ),
    ),
    bad=(
        Bad(
            "在2个工作日内答复转办的留言。",
            "全年答复留言37件，均在2个工作日内回复。",
            logs=lambda: (
                made_up_log("2个工作日", LogCounts(on_time=35, late=2), longest=6, ids=("LY-014", "LY-022")),
            ),
            cases=("late",),
        ),
        Bad(
            "自受理之日起五日内办结诉求。",
            "受理诉求12件，已办结11件。",
            logs=lambda: (made_up_log("五日", LogCounts(on_time=11, open_overdue=1), longest=5),),
            cases=("late",),
        ),
        Bad(
            "及时办理群众来电。",
            "来电均已办理。",
            logs=lambda: (made_up_log("24小时", LogCounts(on_time=1, late=3), demand=None, longest=70),),
            cases=("late",),
            note="the window was given with the log",
        ),
    ),
)
def log_window_breach(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome for each attached log that was held against a window."""
    for log in context.logs:
        if log.window is None:
            continue
        held = log.demand is not None and log.demand < len(reading.answers)
        answer = reading.answers[log.demand] if held and log.demand is not None else None
        spans = (answer.demand.span, *answer.words) if answer else (reading.whole("requirement"),)
        counts = log.counts
        if log.broken:
            late = [one.id for one in log.records if one.verdict in ("late", "open_overdue") and one.id][
                :NAMED
            ]
            percent = log.rate.percent if log.rate else None
            yield Hit(
                "late",
                spans=spans,
                fault=_fault(log),
                params={
                    "window": log.window.text,
                    "total": counts.total,
                    "late": counts.late,
                    "overdue": counts.open_overdue,
                    "rate": f"{percent:.1f}%" if percent is not None else "—",
                    "longest": log.longest_text.zh if log.longest_text else "—",
                    "longest_en": log.longest_text.en if log.longest_text else "—",
                    "ids": f"（{'、'.join(late)}）" if late else "",
                    "ids_en": f" ({', '.join(late)})" if late else "",
                },
            )
        elif log.proven:
            yield Cleared(
                Text(f"台账核实 {counts.on_time} 件全部按时", f"the log shows all {counts.on_time} in time"),
                spans=spans,
            )
        else:
            yield Undecided(
                Text(
                    f"台账未见超期，但有 {counts.undetermined} 件无法判定、{counts.faulty} 件数据有误，或来源与说明不符",
                    f"nothing late, but {counts.undetermined} undetermined, {counts.faulty} faulty, or at odds with its manifest",
                ),
                spans=spans,
            )


def _fault(log: LogResult) -> str:
    """Late records break a window, whether the requirement's own or the law's: its cap is theirs."""
    own = next((one.fault for one in log.shown if one.demand == log.demand and one.fault), "")
    return own or f"{'GK202' if log.kind in ('publication_log', 'guide_log') else 'GK201'}:{log.file_name}"
