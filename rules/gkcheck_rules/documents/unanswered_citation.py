"""GK602 unanswered-citation: a document cited as the basis of the task, of which the report says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Reading, Text, rule


class UnansweredCitationOptions(Options):
    """From which length a report is judged."""

    letters: int = Field(
        10,
        ge=1,
        description="a shorter report without a fact of its own is empty (GK101), not judged here",
        json_schema_extra={"zh": "少于多少字且没有自有事实的答复按空报（GK101）处理，本规则不判断"},
    )


@rule(
    "GK602",
    name="unanswered-citation",
    title=Text("引用文件未回应", "Unanswered citation"),
    rationale=Text(
        "要求点名按某文件办理，落实情况没有提到，看不出是否对照落实。",
        "The task is to be done by a named document; a report that does not name it does not show that it was followed.",
    ),
    basis=(
        Text(
            "要求中“按照”“贯彻落实”“根据”等所引的文件名或文号",
            "The title or number cited after 按照, 贯彻落实, 根据",
        ),
    ),
    cases={
        "silent": Case(
            severity="low",
            verdict="missing",
            message=Text(
                "要求所引 {documents}，落实情况未提及名称、文号或简称",
                "{documents}, cited by the requirement, is named neither by title nor by number",
            ),
            ask=Text("对照该文件落实了哪些内容", "What was done by that document"),
        ),
    },
    options=UnansweredCitationOptions,
    since="0.1.0",
    good=(
        Good("按照闽政〔2017〕41 号要求，完善大厅管理。", "对照闽政〔2017〕41号，修订大厅管理制度6项。"),
        Good(
            "贯彻落实《云岭县河道保洁管理办法》（云政办〔2018〕3号）。",
            "按照《河道保洁管理办法》组织保洁12次。",
            note="without the organ",
        ),
        Good(
            "落实《国务院办公厅关于印发政府网站发展指引的通知》（国办发〔2017〕47号）。",
            "对照《指引》逐条自查，整改12个问题。",
            note="a short form",
        ),
        Good(
            "落实《国务院办公厅关于印发政府网站发展指引的通知》（国办发〔2017〕47号）。",
            "按国办47号文要求整改问题12个。",
        ),
        Good(
            "根据互联网+监管工作方案录入清单。",
            "录入监管清单事项48项，覆盖率100%。",
            note="no document is cited",
        ),
        Good(
            "修订《云岭县防汛应急预案》并演练。",
            "组织防汛演练2次，参加86人。",
            note="the object, not the basis",
        ),
        Good(
            "按照《云岭县打赢蓝天保卫战三年行动实施方案》要求淘汰锅炉。",
            "按照打赢蓝天保卫战三年行动实施方案，淘汰锅炉17台。",
            note="without 《》",
        ),
        Good("按照《物业管理条例》处理投诉。", "本年度未收到物业投诉。", note="a nil return"),
    ),
    bad=(
        Bad(
            "贯彻落实《云岭县河道保洁管理办法》（云政办〔2018〕3号），加强保洁。",
            "组织保洁12次，清运垃圾34处2160立方米。",
            cases=("silent",),
        ),
        Bad(
            "按照云政办〔2018〕3号文件要求，加强保洁。",
            "按照上级要求组织保洁12次，投入86人。",
            cases=("silent",),
        ),
        Bad("根据《校外托管机构管理办法》开展检查。", "检查校外托管机构48家，整改12家。", cases=("silent",)),
        Bad(
            "按照《云岭县停车管理办法》（云政办〔2018〕3号）、《云岭县收费管理办法》（云政办〔2018〕9号）规范收费。",
            "查处乱收费案件12件，罚款3.6万元。",
            cases=("silent",),
        ),
    ),
)
def unanswered_citation(
    reading: Reading, options: UnansweredCitationOptions, context: Context
) -> Iterator[Outcome]:
    """One finding for all documents of a requirement of which the report says nothing."""
    cited = [answer for answer in reading.answers if answer.demand.kind == "citation"]
    words = re.sub(r"[\W_]", "", reading.folded("report"))
    if not cited or reading.is_nil or (len(words) < options.letters and not reading.own_claims):
        return
    silent = []
    for answer in cited:
        if answer.status == "unanswered":
            silent.append(answer)
        else:
            yield Cleared(
                Text("落实情况提到了所引文件", "the report names it"),
                spans=(answer.demand.span, *answer.words),
            )
    if not silent:
        return
    spans = [reading.head(answer.demand.span, 80) for answer in silent[:3]]
    papers = [answer.demand.paper for answer in silent if answer.demand.paper is not None]
    sure = any(paper.keys for paper in papers)
    law = all(paper.is_law and not paper.keys for paper in papers)
    yield Hit(
        "silent",
        spans=(*spans, *dict.fromkeys(word for answer in silent for word in answer.words[:1])),
        params={"documents": "、".join(span.text for span in spans) + ("等" if len(silent) > 3 else "")},
        # a law may be the background only, and one of several documents may stand for all
        confidence="low" if law or len(silent) < len(cited) else "high" if sure else "medium",
    )
