"""GK304 approximate-figure: a rough number for what can be counted (100多条, 近百件, 多次)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkcheck import Bad, Case, Context, Good, Hit, Options, Outcome, Reading, Span, Text, rule


@rule(
    "GK304",
    name="approximate-figure",
    title=Text("约数", "Approximate figure"),
    rationale=Text(
        "办件、消息、场次、人次这类能点清的事项，系统里有准确数，不应写“多”“余”“近”“约”“多次”。",
        "What can be counted has an exact number in some system; 多, 余, 近, 约 and 多次 hide it.",
    ),
    basis=(Text("统计数字应当准确，可以核对", "Figures are to be exact and verifiable"),),
    cases={
        "rough": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "“{figures}”是约数，这类事项可以点清",
                "“{figures}” is a rough figure for something that can be counted",
            ),
            ask=Text("准确的数量（附清单）", "The exact number (with the list)"),
        ),
    },
    since="0.1.0",
    good=(
        Good("约谈责任人。", "约谈整改2家单位，多渠道公开。", note="约 is a verb"),
        Good("办理诉求。", "办结1419件，其余7件正在办理，余额为零。"),
        Good("修复河道。", "修复河道约3.2公里，投入近200万元。", note="measured, not counted"),
        Good("家庭医生签约。", "签约300户，预约服务86次。"),
        Good("开展义诊。", "义诊接待5800余人次（5832人次）。"),
        Good("走访企业。", "多次走访企业（3月5日、6月8日、9月2日）。"),
        Good("公开事项。", "最多跑一次事项12项，打造多场景应用。"),
        Good("治理投诉。", "群众多次反映的问题已办结3件。", note="what others did"),
    ),
    bad=(
        Bad("发布消息。", "全年发布消息各100多条。", cases=("rough",)),
        Bad("开展义诊。", "接诊群众5800余人次。", cases=("rough",)),
        Bad("走访企业。", "班子成员多次走访企业，听取意见。", cases=("rough",)),
        Bad("开展培训。", "举办培训班十余期，培训近千人次。", cases=("rough",)),
        Bad("发放资料。", "发放手册数百份、张贴海报若干份。", cases=("rough",)),
    ),
)
def approximate_figure(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One hit for all rough figures of a report; “more than” alone is a hint."""
    rough = reading.approximations
    if not rough:
        return
    shown = [one for one in rough if not one.over] or list(rough)
    yield Hit(
        "rough",
        spans=tuple(_quoted(reading, one.start, one.end, one.numeric) for one in shown[:3]),
        params={"figures": "、".join(one.text for one in shown[:3])},
        confidence="low" if shown[0].over else "high" if any(one.numeric for one in shown) else "medium",
    )


def _quoted(reading: Reading, start: int, end: int, numeric: bool) -> Span:
    """多次 alone says nothing: it is quoted with what was done."""
    rest = None if numeric else re.match(r"[^，。；、：！？\n]{0,10}", reading.task.report[end:])
    return reading.span("report", start, end + (rest.end() if rest else 0))
