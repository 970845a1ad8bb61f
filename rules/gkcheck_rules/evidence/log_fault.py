"""GK703 log-fault: faulty records, a manifest that does not fit its log, and patterns that deserve a look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gkcheck import (
    Bad,
    Case,
    Cleared,
    Context,
    Good,
    Hit,
    LogCounts,
    LogFault,
    LogPattern,
    LogResult,
    Options,
    Outcome,
    Reading,
    Text,
    made_up_log,
    rule,
)

NAMED = 3  # places that a message names of each fault
TO_LOOK_AT = frozenset(("gaps", "test"))
"""Faults that honest logs have too: numbers of other units in between, test rows that were not taken out."""


def _fault(code: str, zh: str, en: str, *examples: str) -> LogFault:
    return LogFault(code=code, text=Text(zh, en), count=len(examples), examples=examples)


@rule(
    "GK703",
    name="log-fault",
    title=Text("台账数据有误", "Faulty log"),
    rationale=Text(
        "台账要能作凭据，先要自身可信：与说明文件相符，日期读得懂、前后不颠倒，编号不重复。有误的记录不计入按时率，请更正后重新导出。"
        "规律性的情况只作提示，不说明有问题，不扣分。",
        "A log proves something where it can be trusted: it fits its manifest, its dates can be read and are in order, its "
        "ids come once. Faulty records count in no rate; correct and export them again. Patterns are only told: they "
        "prove nothing and cost nothing.",
    ),
    basis=(
        Text("台账与导出说明的行数、校验值", "row count and hash of the log and of its manifest"),
        Text("日期一律从严辨认，负的用时是数据错误", "dates are read strictly; a negative time is an error"),
    ),
    cases={
        "manifest": Case(
            severity="medium",
            verdict="weak",
            message=Text("{log}与说明文件不符：{what}", "{log_en} differs from its manifest: {what_en}"),
            ask=Text("重新导出台账和说明文件，一并附上", "Export the log and its manifest again, together"),
        ),
        "records": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "{log}有记录未能采用：{what}", "{log_en} has records that could not be used: {what_en}"
            ),
            ask=Text("更正这些记录，说明原因", "Correct these records and say what happened"),
        ),
        "personal": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "{log}的编号列像个人信息，已隐去：{what}",
                "{log_en} has ids that look personal and were masked: {what_en}",
            ),
            ask=Text("编号改用流水号，删去个人信息", "Use serial numbers; take personal information out"),
        ),
        "look": Case(
            severity="info",
            verdict="weak",
            message=Text(
                "{log}有可以留意的情况（仅作提示，不表示有问题）：{what}",
                "{log_en}: worth a look, and no more than that: {what_en}",
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good(
            "在2个工作日内答复转办的留言。",
            "全年答复留言37件。",
            logs=lambda: (made_up_log("2个工作日", LogCounts(on_time=37), longest=2, whole_year=True),),
        ),
        Good(
            "自受理之日起五日内办结诉求。",
            "受理诉求12件。",
            logs=lambda: (made_up_log("五日", LogCounts(on_time=9, late=3), longest=8),),
            note="late records are no faulty ones; no manifest is no fault",
        ),
        Good("收到投诉后3个工作日内反馈。", "收到投诉4件，均在2日内反馈。", note="no log attached"),
    ),
    bad=(
        Bad(
            "在2个工作日内答复转办的留言。",
            "全年答复留言37件。",
            logs=lambda: (
                made_up_log(
                    "2个工作日",
                    LogCounts(on_time=37),
                    problems=(
                        Text(
                            "说明文件写 40 条记录，文件里是 37 条",
                            "the manifest says 40 records, the file holds 37",
                        ),
                    ),
                ),
            ),
            cases=("manifest",),
        ),
        Bad(
            "自受理之日起五日内办结诉求。",
            "受理诉求12件。",
            logs=lambda: (
                made_up_log(
                    "五日",
                    LogCounts(on_time=9, faulty=3),
                    faults=(
                        _fault("before", "结束早于起算", "ended before it began", "SQ-3", "SQ-8"),
                        _fault("duplicate", "编号重复", "an id that comes twice", "SQ-5"),
                    ),
                ),
            ),
            cases=("records",),
        ),
        Bad(
            "群众来信须在3个工作日内回复。",
            "来信20件，均已回复。",
            logs=lambda: (
                made_up_log(
                    "3个工作日",
                    LogCounts(on_time=20),
                    patterns=(
                        LogPattern(
                            code="at_limit",
                            text=Text("答复几乎都在时限的最后一天", "nearly all ended on the very last day"),
                            count=19,
                            of=20,
                        ),
                    ),
                ),
            ),
            cases=("look",),
            note="a pattern is told, costs nothing and accuses nobody",
        ),
        Bad(
            "接到报修后48小时内处理完毕。",
            "接到报修11起。",
            logs=lambda: (
                made_up_log(
                    "48小时",
                    LogCounts(on_time=11, faulty=1),
                    faults=(
                        _fault(
                            "personal", "编号像电话号码，已隐去", "ids that look like telephone numbers", "#4"
                        ),
                        _fault("gaps", "编号不连续", "numbers missing from the run of ids", "BX-007"),
                    ),
                ),
            ),
            cases=("personal", "look"),
        ),
    ),
)
def log_fault(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """At most one hit of each case for each attached log."""
    for log in context.logs:
        held = log.demand is not None and log.demand < len(reading.answers)
        span = reading.answers[log.demand].demand.span if held and log.demand is not None else None
        spans = (span or reading.whole("requirement"),)
        told = list(_told(log))
        for case, what in told:
            yield Hit(
                case,
                spans=spans,
                params={
                    "log": f"“{log.file}”",
                    "log_en": f"“{log.file}”",
                    "what": "；".join(one.zh for one in what),
                    "what_en": "; ".join(one.en for one in what),
                },
                fault=f"GK703:{log.file_name}:{case}",
            )
        if not told:
            total = log.counts.total
            yield Cleared(
                Text(f"台账 {total} 条记录没有数据错误", f"{total} records, none of them faulty"), spans=spans
            )


def _told(log: LogResult) -> Iterator[tuple[str, Sequence[Text]]]:
    """The cases of a log, each with what is to be said."""
    if log.manifest is not None and log.manifest.problems:
        yield "manifest", log.manifest.problems
    rest = [one for one in log.faults if one.code not in ("manifest", "personal")]
    grave = [_words(one) for one in rest if one.code not in TO_LOOK_AT]
    if grave:
        yield "records", grave
    personal = [_words(one) for one in log.faults if one.code == "personal"]
    if personal:
        yield "personal", personal
    look = [_words(one) for one in rest if one.code in TO_LOOK_AT]
    look += [
        Text(f"{one.text.zh} {one.count}/{one.of}", f"{one.text.en} {one.count}/{one.of}")
        for one in log.patterns
    ]
    if look:
        yield "look", look


def _words(fault: LogFault) -> Text:
    named = [one for one in fault.examples if one][:NAMED]
    more = "…" if fault.count > len(named) else ""
    places = (f"（{'、'.join(named)}{more}）", f" ({', '.join(named)}{more})") if named else ("", "")
    return Text(f"{fault.text.zh} {fault.count} 处{places[0]}", f"{fault.text.en}: {fault.count}{places[1]}")
