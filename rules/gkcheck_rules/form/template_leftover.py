"""GK105 template-leftover: blanks, instructions and samples of a template, or last year's text, left in a table."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import Bad, Case, Context, Good, Hit, Options, Outcome, Reading, Row, Text, rule

_AROUND = 6
_QUOTED = 5
_CASES = {"blank": "blank", "instruction": "instruction", "sample": "sample"}
_ASK = Text("补上实际内容后重新报送", "Fill in what belongs there and hand the table in again")


@rule(
    "GK105",
    name="template-leftover",
    title=Text("模板残留", "Template leftover"),
    rationale=Text(
        "没有填的空、模板里的说明、上一年的文字，说明没有逐项核对就报了上来。",
        "Blanks, a template's own instructions or last year's text show that nobody read the table before handing it in.",
    ),
    basis=(
        Text(
            "国办公开办函〔2021〕30号：对内容雷同、敷衍塞责的要追究责任",
            "State Council General Office letter 2021 No. 30",
        ),
    ),
    cases={
        "blank": Case(
            severity="medium",
            verdict="missing",
            message=Text("“{words}”处的空没有填", "A blank at “{words}” was never filled in"),
            ask=_ASK,
        ),
        "instruction": Case(
            severity="medium",
            verdict="missing",
            message=Text(
                "“{words}”是模板里的填写说明，没有换成实际内容", "“{words}” is an instruction of the template"
            ),
            ask=_ASK,
        ),
        "sample": Case(
            severity="medium",
            verdict="weak",
            message=Text("“{words}”是示例文字，没有换成实际内容", "“{words}” is the template's sample text"),
            ask=_ASK,
        ),
        "other_year": Case(
            severity="medium",
            verdict="weak",
            message=Text(
                "写的是 {years} 年的事，未见 {year} 年的内容，疑似沿用往年文字",
                "Tells of {years} and nothing of {year}: perhaps an earlier year's text",
            ),
            ask=Text(
                "补报本年度的落实情况，或说明为何引用往年",
                "Report on this year, or say why an earlier year is told",
            ),
        ),
        "issuer": Case(
            severity="low",
            verdict="missing",
            side="issuer",
            message=Text(
                "工作要求或任务名称里的“{words}”没有填", "“{words}” in the requirement was never filled in"
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good("规范体检项目。", "X光、CT等12个项目价格3月公布，实行7×24小时预约。", note="X光, 7×24"),
        Good("办理信访件。", "张××反映的问题5月8日办结，车牌冀A×××××已核实。", note="masked on purpose"),
        Good("公布案例。", "公布典型案例3起：查处××公司超标排放等。"),
        Good("推进改革。", "“1+X”方案于3月印发，比2017年增加12项。"),
        Good("执行规划。", "按照《水利规划（2016—2030年）》（水规〔2017〕3号）完成堤防12公里。"),
        Good("公布办事指南。", "每个事项均附填报示例和申请表样本，共86份。"),
        Good("巩固成果。", "2017年建成的平台今年办件3201件。"),
        Good("编制清单。", "编制《××领域公开事项清单》等3份。", note="the form of a name"),
        Good("统计事项。", "2017年，我局梳理事项86项；2018年3月增加5项。"),
    ),
    bad=(
        Bad("开展宣传。", "发放材料XX份，举办活动×场。", cases=("blank",)),
        Bad("做好宣传。", "开展××宣传活动12场。", cases=("blank",)),
        Bad("召开会议。", "于__月__日召开会议，参会    人。", cases=("blank",)),
        Bad("开展培训。", "（请填写培训情况）", cases=("instruction",)),
        Bad("建立制度。", "示例：本单位已建立制度。", cases=("sample",)),
        Bad("公开信息。", "{单位名称}公开信息12条。", cases=("blank",)),
        Bad("落实职责。", "XX县人民政府高度重视，累计公开（）条。", cases=("blank",)),
        Bad("开展巡查。", "2017年度，我局共巡查32次，整改问题15个。", cases=("other_year",)),
        Bad(rows=(Row("于XX月底前报送总结。", "11月20日报送。"),), cases=("issuer",)),
    ),
)
def template_leftover(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One hit a kind of leftover in the report; one for the issuer's texts; the year where it tells the whole report."""
    found = reading.leftovers("report")
    for kind, case in _CASES.items():
        left = [one for one in found if one.kind == kind]
        if left:
            sure = [one for one in left if one.sure]
            spans = tuple(
                reading.around("report", one.start, one.end, _AROUND) for one in (sure or left)[:_QUOTED]
            )
            yield Hit(
                case,
                spans=spans,
                params={"words": spans[0].text.strip()},
                confidence="high" if sure else "low",
            )
    for field in ("title", "requirement"):
        left = [one for one in reading.leftovers(field) if one.sure]
        if left:
            spans = tuple(reading.around(field, one.start, one.end, _AROUND) for one in left[:_QUOTED])
            yield Hit("issuer", spans=spans, params={"words": spans[0].text.strip()}, confidence="medium")
    years = reading.other_years
    if years and context.year is not None:
        told = tuple(dict.fromkeys(str(year) for year, _ in years))
        yield Hit(
            "other_year",
            spans=tuple(span for _, span in years[:_QUOTED]),
            params={"years": told, "year": context.year},
            confidence="medium" if told == (str(context.year - 1),) else "low",
        )
