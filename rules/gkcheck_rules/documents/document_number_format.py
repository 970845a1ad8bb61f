"""GK603 document-number-format: a document number that is not spelt 代字〔year〕serial号."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Pattern, Reading, Text, rule

_STANDARD = Text(
    "GB/T 9704-2012 第 7.2.5 条：发文机关代字、四位年份（六角括号“〔〕”）、顺序号（不加“第”、不编虚位、后加“号”）",
    "GB/T 9704-2012, 7.2.5: issuing code, four-digit year in 〔〕, serial number without 第 or leading zeros, then 号",
)
_FINDABLE = frozenset({"space", "full_width", "bracket"})
_WORDS = {
    "bracket": Text("年份没有用六角括号〔〕", "the year is not in 〔〕"),
    "missing_bracket": Text("括号缺了一半", "half of the bracket is missing"),
    "no_bracket": Text("年份缺括号", "the year has no bracket"),
    "short_year": Text("年份不足四位", "the year has fewer than four digits"),
    "ordinal": Text("顺序号前多了“第”", "第 before the serial number"),
    "zero": Text("顺序号有前导零", "a leading zero"),
    "space": Text("中间有空格", "a blank inside"),
    "full_width": Text("用了全角数字", "full-width digits"),
    "no_suffix": Text("缺“号”字", "without 号"),
}
_REGISTERS = Pattern(
    r"(?:证|许可|合同|协议|备忘录|注册|登记|备案|鉴定|检测|检验|发票|票据|档案|案|保单|凭证|[判裁仲赔诉]|[行民刑执][初终申保]|第)(?:字|编号)?$",
    needs="证 许可 合同 协议 备忘录 注册 登记 案 鉴定 检测 检验 票 凭证 判 裁 仲 赔 诉 初 终 申 保 第",
)
"""Ends of codes of licences, contracts, judgments and registers, which have numbering of their own."""
_FIELDS: tuple[Literal["requirement", "report"], ...] = ("requirement", "report")


@rule(
    "GK603",
    name="document-number-format",
    title=Text("发文字号格式", "Document number format"),
    rationale=Text(
        "文号写法不规范，检索不到原文件，也无法与台账核对。",
        "A number that is not spelt by the standard cannot be looked up or matched with the register.",
    ),
    basis=(_STANDARD,),
    cases={
        "unusable": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "文号“{number}”写法不规范（{problems}），难以据此查到文件",
                "The number {number} ({problems}) does not lead to the document",
            ),
            ask=Text("按原文件写全文号", "The number as the document itself has it"),
        ),
        "spelling": Case(
            severity="info",
            verdict="weak",
            message=Text(
                "文号“{number}”写法不规范（{problems}）",
                "The number {number} is not spelt by the standard ({problems})",
            ),
        ),
        "issuer": Case(
            severity="info",
            verdict="weak",
            message=Text(
                "要求所引文号“{number}”写法不规范（{problems}），属下发文字问题",
                "The number {number} in the requirement is not spelt by the standard ({problems}): the issuer's text",
            ),
            side="issuer",
        ),
    },
    since="0.1.0",
    good=(
        Good("印发方案。", "方案于3月5日印发（云环〔2018〕6号）。"),
        Good(
            "落实《优化营商环境条例》（国务院令第722号）。",
            "对照国务院令第722号逐条自查。",
            note="orders have 第",
        ),
        Good("执行公告。", "执行财政部 税务总局公告2018年第5号，退税3笔。", note="so have announcements"),
        Good("提高检测能力。", "按照GB/T 9704-2012和HJ 91.1-2019检测水样48份。", note="standards"),
        Good("办理许可。", "核发取水许可证（2018）第012号。", note="a licence has numbering of its own"),
        Good("报备。", "清理结果报市发展改革委备案（登记第2018-38号）。", note="a register number"),
        Good("应诉。", "（2018）云01行初12号案胜诉。", note="a court case"),
        Good("联合发文。", "会同市水利局印发通知（云环联〔2018〕3号）。"),
    ),
    bad=(
        Bad("印发方案。", "方案于3月5日印发（云环〔18〕6号）。", cases=("unusable",)),
        Bad("印发方案。", "印发方案（云环[2018]第06号）。", cases=("unusable",)),
        Bad("印发方案。", "印发方案（云环发2018年6号）。", cases=("unusable",)),
        Bad("印发方案。", "印发方案（云环〔2018〕 6 号）。", cases=("spelling",)),
        Bad("印发方案。", "印发方案（云环〔２０１８〕６号）。", cases=("spelling",)),
        Bad("印发方案。", "印发方案（云环【2018】6号）。", cases=("spelling",)),
        Bad("按照云政办〔2018〕3 号文件要求，开展清查。", "清查企业48家。", cases=("issuer",)),
    ),
)
def document_number_format(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One outcome for each number; the same slip of the same number is told once."""
    for field in _FIELDS:
        papers = reading.papers_asked if field == "requirement" else reading.papers_told
        seen: set[str] = set()
        numbers = {number for paper in papers for number in paper.numbers}
        for number in sorted(numbers, key=lambda one: one.start):
            if number.kind != "number" or _REGISTERS.search(number.code) or number.text in seen:
                continue
            seen.add(number.text)
            span = reading.span(field, number.start, number.end)
            if number.well_formed:
                yield Cleared(
                    Text(f"文号“{number.text}”规范", f"{number.text} is well formed"), spans=(span,)
                )
                continue
            problems = sorted(set(number.problems), key=list(_WORDS).index)
            words = Text(
                "、".join(_WORDS[one].zh for one in problems), ", ".join(_WORDS[one].en for one in problems)
            )
            case = "spelling" if _FINDABLE.issuperset(problems) else "unusable"
            yield Hit(
                "issuer" if field == "requirement" else case,
                spans=(span,),
                params={"number": number.text, "problems": words},
            )
