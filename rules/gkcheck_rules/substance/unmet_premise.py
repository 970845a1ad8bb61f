"""GK511 unmet-premise: work told as done on an event that had not happened by the end of the period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Reading, Row, Text, rule

_EVENTS: Mapping[str, Text] = {
    "issued": Text("出台", "was issued"),
    "in_force": Text("施行", "came into force"),
    "revised": Text("修订公布", "was revised"),
    "revision_in_force": Text("修订后施行", "came into force as revised"),
    "held": Text("召开", "was held"),
}


@rule(
    "GK511",
    name="unmet-premise",
    title=Text("前提事实不成立", "Unmet premise"),
    rationale=Text(
        "落实情况以当时尚未发生的事为前提，说明是照着要求写的，不是照着做的事写的。",
        "A report that rests on what had not yet happened was written from the requirement, not from work done.",
    ),
    basis=(
        Text(
            "内置和自定的文件登记表所载公布、施行日期，与填报期末比较",
            "The dates of issue and effect in the registry of known documents, against the end of the period",
        ),
    ),
    cases={
        "not_yet": Case(
            severity="medium",
            verdict="contradicted",
            message=Text(
                "“{title}”{day}才{event}{more}，晚于填报期末 {end}，落实情况却已作为前提",
                "“{title}” {event} on {day}{more}, after the end of the period ({end}); the report rests on it",
            ),
            ask=Text(
                "核对所称事项的实际时间，写明本期实际做法",
                "Check when it happened; tell what was done in the period",
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good(
            "宣传条例。",
            "新修订的《政府信息公开条例》5月15日施行后，组织培训3场。",
            year=2019,
            as_of=date(2019, 12, 31),
        ),
        Good(
            "修订配套制度。",
            "新修订的《政府信息公开条例》出台后，我局将及时修订配套制度。",
            note="the future tense",
        ),
        Good("做好准备。", "对《优化营商环境条例（征求意见稿）》提出意见6条。", note="a draft"),
        Good("落实禁捕。", "《长江保护法》施行后，退捕渔船87艘。", year=2021, as_of=date(2021, 12, 31)),
        Good(
            "宣传民法典。",
            "组织民法典宣讲24场。",
            year=2020,
            as_of=date(2020, 12, 31),
            note="adopted in May, in force the next year",
        ),
        Good("迎接大会。", "喜迎党的二十大，举办文艺演出6场。", year=2022, as_of=date(2022, 6, 30)),
        Good(
            "依法行政。",
            "落实《云岭县优化营商环境条例》，走访企业40家。",
            note="a local regulation is not on record",
        ),
        Good("执行公开条例。", "按照《政府信息公开条例》答复申请14件。", note="in force since 2008"),
        Good("节能降耗。", "落实可再生能源法，新增光伏12兆瓦。", note="the name of another law ends alike"),
        Good("严格执法。", "按照新修订的《环境保护法》查处案件9件。", note="revised in 2014"),
        Good(
            "保护未成年人。",
            "落实《未成年人保护法》，走访困境儿童120名。",
            year=2019,
            as_of=date(2019, 12, 31),
            note="an older text was in force",
        ),
        Good(
            "宣传法律。",
            "为《土壤污染防治法》施行做好准备，培训企业环保员60名；《土壤污染防治法》2019年1月1日起施行，已编印问答800册。",
            year=2018,
            as_of=date(2018, 12, 31),
            note="preparations, and a day to come told as such",
        ),
        Good(
            "规范执法。",
            "贯彻新修订的《行政处罚法》，组织执法人员培训4场。",
            year=2021,
            as_of=date(2021, 6, 30),
            note="adopted in January, studied before it came into force",
        ),
        Good(
            "规范执法。",
            "按照新修订的《行政处罚法》修改文书样式12种。",
            year=2018,
            as_of=date(2018, 12, 31),
            note="a few articles changed the year before",
        ),
    ),
    bad=(
        Bad(
            "落实禁捕。",
            "《中华人民共和国长江保护法》施行后，依法退捕渔船87艘。",
            year=2019,
            as_of=date(2019, 12, 31),
            cases=("not_yet",),
        ),
        Bad(
            "宣传条例。",
            "结合《政府信息公开条例》实施10周年和新修订的条例出台，滚动播放宣传片。",
            cases=("not_yet",),
        ),
        Bad(
            "宣传法律。",
            "结合新修订的《中华人民共和国未成年人保护法》颁布施行，开展进校宣讲12场。",
            year=2019,
            as_of=date(2019, 12, 31),
            cases=("not_yet",),
        ),
        Bad(
            "规范执法。",
            "按照修订后的《行政处罚法》修改文书样式12种。",
            year=2020,
            as_of=date(2020, 12, 31),
            cases=("not_yet",),
        ),
        Bad(
            "防治污染。",
            "《中华人民共和国土壤污染防治法》自今年9月1日施行以来，依据该法立案查处6起。",
            year=2018,
            as_of=date(2018, 12, 31),
            cases=("not_yet",),
        ),
        Bad("优化环境。", "按照《优化营商环境条例》要求，走访企业40家。", cases=("not_yet",)),
        Bad(
            "普法。",
            "民法典施行以来，化解纠纷318件。",
            year=2020,
            as_of=date(2020, 12, 31),
            cases=("not_yet",),
        ),
        Bad(
            "学习教育。",
            "深入学习贯彻党的二十大精神，开展宣讲42场。",
            year=2021,
            as_of=date(2021, 12, 31),
            cases=("not_yet",),
        ),
        Bad(
            rows=(Row("宣传新修订的《中华人民共和国慈善法》。", "开展新修订的慈善法培训6场。"),),
            year=2022,
            as_of=date(2022, 12, 31),
            cases=("not_yet",),
        ),
    ),
)
def unmet_premise(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome for each law, document or meeting the report rests on."""
    end = reading.as_of if reading.year is None else min(reading.as_of, date(reading.year, 12, 31))
    seen: set[str] = set()
    for premise in context.known.premises(reading.task.report, reading.task.requirement):
        document = premise.document
        day = premise.day(end)
        span = reading.head(reading.span("report", premise.start, premise.end), 60)
        if day is None or (document.title in seen and day > end):
            continue
        event = _EVENTS[premise.event]
        if day <= end:
            told = Text(f"“{document.title}”{day}{event.zh}", f"“{document.title}” {event.en} on {day}")
            yield Cleared(told, spans=(span,))
            continue
        seen.add(document.title)
        yield Hit(
            "not_yet",
            spans=(span,),
            params={
                "title": document.title,
                "day": day.isoformat(),
                "event": event,
                "more": premise.also(end),
                "end": end.isoformat(),
            },
            # a report handed in later may have been written after the event
            confidence="medium" if day > reading.as_of else "low",
        )
