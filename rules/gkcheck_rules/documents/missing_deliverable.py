"""GK601 missing-deliverable: a paper to be made, published or filed, of which the report shows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

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
    Span,
    Text,
    Undecided,
    rule,
)


class MissingDeliverableOptions(Options):
    """From which length a report is judged."""

    letters: int = Field(
        10,
        ge=1,
        description="a shorter report without a fact of its own is empty (GK101), not judged here",
        json_schema_extra={"zh": "少于多少字且没有自有事实的答复按空报（GK101）处理，本规则不判断"},
    )


_ASK = Text("成果的名称、文号、印发或公开日期、网址", "The title, number, date and link of the product")

_ORDER = ("named", "filing", "generic", "pending", "claimed")


@rule(
    "GK601",
    name="missing-deliverable",
    title=Text("应交成果缺失", "Missing deliverable"),
    rationale=Text(
        "要求制定、公布或报备的成果可以当场调阅；落实情况没有写，就视为未见。",
        "A paper to be made, published or filed can be asked for on the spot; a report without it does not show it.",
    ),
    basis=(
        Text(
            "要求中“制定、编制、公布、报备、建立”等所列成果",
            "The products named after 制定, 编制, 公布, 报备, 建立",
        ),
    ),
    cases={
        "named": Case(
            severity="high",
            verdict="missing",
            message=Text(
                "要求“{products}”，落实情况未见该成果",
                "“{products}” is asked; the report shows no such product",
            ),
            ask=_ASK,
        ),
        "filing": Case(
            severity="high",
            verdict="missing",
            message=Text(
                "要求“{products}”，落实情况未见报备", "“{products}” is asked; the report tells of no filing"
            ),
            ask=Text("报备日期和回执、登记号", "The date of filing, with the receipt or register number"),
        ),
        "generic": Case(
            severity="medium",
            verdict="missing",
            message=Text(
                "要求“{products}”，落实情况未见该机制或制度",
                "“{products}” is asked; the report shows no such mechanism",
            ),
            ask=Text("机制或制度的名称、文号和建立时间", "The name, number and date of the mechanism"),
        ),
        "pending": Case(
            severity="medium",
            verdict="missing",
            message=Text(
                "要求“{products}”，落实情况说尚在进行",
                "“{products}” is asked; the report says that it is under way",
            ),
            ask=Text(
                "完成时间；已完成的，写明名称和文号", "When it will be done; if it is, its title and number"
            ),
        ),
        "claimed": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "要求“{products}”，落实情况只说已有，没有名称、文号、日期、数量或网址",
                "“{products}” is asked; the report says so without title, number, date, count or link",
            ),
            ask=_ASK,
        ),
    },
    options=MissingDeliverableOptions,
    since="0.1.0",
    good=(
        Good(
            "5月底前制定县级方案。",
            "《云岭县隐患排查行动方案》（云安委〔2018〕9号）于5月19日印发。",
            note="whose it is",
        ),
        Good(
            "健全登记、审核、办理、答复、归档各环节工作规程。",
            "修订后的《云岭县依申请公开工作规程》（云政办〔2018〕22号）5月1日施行，对登记、审核、办理、答复、归档逐一明确。",
            note="the sentence tells what it is about",
        ),
        Good(
            "制定年度普法计划。",
            "印发《2021年普法工作要点》（云司〔2021〕9号）。",
            note="a plan by another name",
        ),
        Good(
            "建立窗口人员考核台账。",
            "《窗口人员考核台账》（2018年版）每月更新，登记人员96名。",
        ),
        Good("编制随机抽查事项清单并公布。", "《随机抽查事项清单（2018版）》于3月9日在局网站公布。"),
        Good(
            "制定学校食堂食品安全管理制度。",
            "已制定《学校食堂食品安全管理办法》（云教〔2018〕45号）。",
            note="one sort for another",
        ),
        Good("清理中介服务事项并公布清单。", "清理46项，保留事项清单于5月20日在政府网站公布。"),
        Good("完成水库防汛预案修订。", "27座水库防汛预案4月中旬修订完毕。"),
        Good("重要情况1小时内报告市委、市政府。", "报告重要情况27件，均在1小时内。", note="报告 is a verb"),
        Good("不得公布学生考试成绩名单。", "检查学校47所，未发现公布成绩。", note="a ban"),
        Good("督促企业制定应急预案。", "检查危化品企业138家，整改隐患1011条。", note="others are to make it"),
        Good("出台专业性较强的政策时，运用图表解读。", "制作图解6件、短视频3条。", note="a condition"),
        Good("按照省里制定的实施方案推进改革。", "办理事项48项，压缩时限60%。", note="made by others"),
        Good(
            "年底前编制完善排污口名录，制定整治方案。",
            "登记排污口73个。",
            as_of=date(2018, 10, 31),
            note="not yet due",
        ),
        Good(
            "修订预案，如有调整及时公布目录。",
            "《防汛应急预案》（云水〔2018〕8号）5月印发，目录本年度未调整。",
        ),
        Good("建立排污口台账，并报县河长办备案。", "登记排污口73个，建立“一口一档”台账，已报县河长办。"),
        Good(
            rows=(Row("完善应急预案体系，提高演练质量。", "演练12次，参加860人。"),),
            note="完善 asks for no paper",
        ),
    ),
    bad=(
        Bad(
            "公布村级可办事项目录。",
            "拟于明年选择部分村试点，届时将统一设备，并研究公布村级可办事项目录。",
            cases=("pending",),
            note="a future carries on to the end of its sentence",
        ),
        Bad(
            "制定问题整改销号办法。",
            "对照《问题整改工作方案》，组织回头看2轮，核查点位57个。",
            cases=("named",),
            note="a plan that was followed is no such rule",
        ),
        Bad(
            "自评报告于11月底前报市改革办。",
            "对照指标逐项查找短板53条，制定措施。",
            cases=("named",),
            note="the product before its verb",
        ),
        Bad(
            "推进体育场馆开放，制定开放管理办法，公布开放学校目录。",
            "积极推进学校体育场馆开放工作。",
            cases=("named",),
        ),
        Bad(
            "修订部门应急预案，并报市应急办备案。",
            "修订《防汛应急预案》（云水〔2018〕8号），组织演练2次。",
            cases=("filing",),
        ),
        Bad("清理河道；建立河道保洁长效机制。", "清理河道垃圾34处2160立方米。", cases=("generic",)),
        Bad("编制国土空间规划。", "国土空间规划正在编制，已完成专题研究3项。", cases=("pending",)),
        Bad("制定窗口服务规范。", "我局已制定窗口服务规范，服务水平明显提高。", cases=("claimed",)),
        Bad(
            "制定并公布随机抽查事项清单，建立双随机监管机制。",
            "抽查企业48家，全部列入执法台账，查处案件3件。",
            cases=("named", "generic"),
        ),
        Bad("将权力清单向社会公布。", "组织业务培训3次，参加126人。", cases=("named",)),
    ),
)
def missing_deliverable(
    reading: Reading, options: MissingDeliverableOptions, context: Context
) -> Iterator[Outcome]:
    """One finding a case, naming all the products it is about."""
    words = re.sub(r"[\W_]", "", reading.folded("report"))
    asked = [answer for answer in reading.answers if answer.demand.kind == "deliverable"]
    if not asked or (len(words) < options.letters and not reading.own_claims):
        return
    found: dict[str, list[tuple[Span, tuple[Span, ...]]]] = {}
    for answer in asked:
        product = answer.demand.product
        if product is None or answer.status == "not_due":
            continue
        spans = (answer.demand.span, *answer.words)
        if answer.status == "undetermined":
            yield Undecided(
                Text("提到了该成果，看不出是否已完成", "spoken of; whether it was made is not clear"),
                spans=spans,
            )
        elif answer.status == "unanswered" or answer.how == "restated":
            case = "claimed" if answer.how == "restated" else "pending" if answer.how == "waiting" else ""
            case = case or (
                "filing" if product.sort == "filing" else "generic" if product.generic else "named"
            )
            # a 体系 needs no paper; 机制 and 制度 may show in deeds
            in_deeds = product.generic and (product.head == "体系" or bool(reading.own_claims))
            if (case == "claimed" and product.generic) or (case == "generic" and in_deeds):
                case += "-loose"
            found.setdefault(case, []).append((answer.demand.span, answer.words))
        else:
            yield Cleared(Text(f"已写明“{product.name}”", f"{product.name} is told"), spans=spans)
    for case in sorted(found, key=lambda one: _ORDER.index(one.partition("-")[0])):
        entries = found[case]
        quotes = [reading.head(span, 60) for span, _ in entries[:3]]
        told = tuple(dict.fromkeys(word for _, said in entries for word in said[:1]))
        confidence: Literal["high", "medium", "low"] = "high"
        if case in ("generic", "pending", "claimed"):
            confidence = "medium"
        elif case.endswith("-loose"):
            # a mechanism may be in place without a paper of its own, a 体系 needs none
            confidence = "low"
        yield Hit(
            case.partition("-")[0],
            spans=(*quotes, *told[:2]),
            params={"products": "”“".join(span.text for span in quotes)},
            confidence=confidence,
        )
