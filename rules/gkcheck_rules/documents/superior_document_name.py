"""GK608 superior-document-name: a law, regulation or superior document with a wrong title or a wrong number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Reading, Text, rule

_FIELDS: tuple[Literal["requirement", "report"], ...] = ("requirement", "report")
_ASK = Text("核对所引文件的名称和文号", "Check the title and the number of the document cited")


@rule(
    "GK608",
    name="superior-document-name",
    title=Text("上级文件名称文号", "Superior document's name"),
    rationale=Text(
        "引用上级文件名称、文号有误，说明没有对照原文件。",
        "A superior document cited by a wrong title or number was not read.",
    ),
    basis=(
        Text(
            "《党政机关公文处理工作条例》：引用公文应当先引标题，后引发文字号；对照内置和自定的文件登记表",
            "Official documents are cited by title, then number; compared with the registry of known documents",
        ),
    ),
    cases={
        "wrong_number": Case(
            severity="medium",
            verdict="contradicted",
            message=Text(
                "“{number}”与《{title}》不符：{known}",
                "{number} is not the number of “{title}”: {known}",
            ),
            ask=_ASK,
        ),
        "wrong_title": Case(
            severity="low",
            verdict="contradicted",
            message=Text(
                "文件名称“{title}”与登记的《{known}》不一致",
                "The title “{title}” differs from the one on record, “{known}”",
            ),
            ask=_ASK,
        ),
        "hint": Case(
            severity="info",
            verdict="weak",
            message=Text(
                "“{title}”的名称或文号与登记的《{known}》不同；该条登记尚未对照原文，请人工核对",
                "“{title}” differs in title or number from “{known}” on record; that entry was not compared with its source",
            ),
            ask=_ASK,
        ),
        "issuer_number": Case(
            severity="info",
            verdict="contradicted",
            message=Text(
                "要求所引“{number}”与《{title}》不符：{known}，属下发文字问题",
                "In the requirement {number} is not the number of “{title}”: {known}; the issuer's text",
            ),
            side="issuer",
        ),
        "issuer_title": Case(
            severity="info",
            verdict="contradicted",
            message=Text(
                "要求所引文件名称“{title}”与登记的《{known}》不一致，属下发文字问题",
                "In the requirement the title “{title}” differs from the one on record, “{known}”; the issuer's text",
            ),
            side="issuer",
        ),
    },
    since="0.1.0",
    good=(
        Good("依法公开。", "按照《中华人民共和国政府信息公开条例》（国务院令第711号）修订指南。", year=2019),
        Good("依法公开。", "按照《政府信息公开条例》（国务院令第492号）编制指南。", note="the older version"),
        Good(
            "建好网站。",
            "对照《政府网站发展指引》（国办发〔2017〕47号）整改问题12个。",
            note="the paper that a notice prints",
        ),
        Good(
            "优化环境。",
            "落实《云岭县优化营商环境条例》，走访企业40家。",
            note="a local one is another document",
        ),
        Good(
            "规范采砂。", "印发《河道采砂管理办法》（云政办〔2018〕3号）。", note="not on record: never wrong"
        ),
        Good("落实指引。", "对照《指引》（国办发〔2017〕47号）逐条自查。", note="a short form"),
        Good(
            "落实安全责任。",
            "宣传《中华人民共和国安全生产法》（主席令第88号）12场。",
            note="a kind of number not on record",
        ),
    ),
    bad=(
        Bad(
            "优化环境。",
            "对照《优化营商环境条例》（国务院令第711号）走访企业40家。",
            year=2021,
            cases=("wrong_number",),
        ),
        Bad("建好网站。", "落实《政府网站发展指引》（国办发〔2017〕74号）。", cases=("wrong_number",)),
        Bad(
            "规范决策。",
            "学习《重大行政决策程序暂行办法》（国务院令第713号）3次。",
            year=2020,
            cases=("wrong_title",),
        ),
        Bad(
            "支付工资。",
            "宣传《保障农民工工资支付条列》12场。",
            year=2021,
            cases=("wrong_title",),
        ),
        Bad(
            "落实《优化营商环境条例》（国务院令第720号）。",
            "走访企业40家。",
            year=2021,
            cases=("issuer_number",),
        ),
        Bad("落实措施。", "落实《政务新媒体管理意见》（国办发〔2018〕123号）。", cases=("hint",)),
        Bad("落实《河湖长制规定》（国办发〔2017〕47号）。", "巡河48次。", cases=("issuer_number",)),
    ),
)
def superior_document_name(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """Compares each title and number with the registry; what is not in it is left alone."""
    known = context.known
    for field in _FIELDS:
        unit = field == "report"
        for paper in reading.papers_told if unit else reading.papers_asked:
            if not paper.title:
                continue
            span = reading.head(reading.span(field, paper.start, paper.end), 80)
            by_title = known.named(paper.name)
            if not paper.numbers:
                meant = known.nearly(paper.name) if by_title is None else None
                if meant is not None and unit and not meant.checked:
                    yield Hit(
                        "hint",
                        spans=(span,),
                        params={"title": paper.name, "known": meant.title},
                        confidence="medium",
                    )
                elif meant is not None:
                    yield Hit(
                        "wrong_title" if unit else "issuer_title",
                        spans=(span,),
                        params={"title": paper.name, "known": meant.title},
                        confidence="medium",
                    )
                continue
            for number in paper.numbers:
                by_number = known.numbered(number.text)
                params = {"number": number.text, "title": paper.name}
                if by_title is not None and by_number == by_title:
                    yield Cleared(
                        Text("名称、文号与登记一致", "title and number are those on record"), spans=(span,)
                    )
                elif unit and (doubted := known.doubted(paper.name, number)) is not None:
                    yield Hit(
                        "hint", spans=(span,), params={**params, "known": doubted.title}, confidence="low"
                    )
                elif by_number is not None:
                    called = by_number.called(paper.name)
                    if called == "slip" and by_title is None:
                        params["known"] = by_number.title
                        yield Hit("wrong_title" if unit else "issuer_title", spans=(span,), params=params)
                    elif called in ("slip", "other"):
                        told = Text(f"该文号是《{by_number.title}》的", f"it is that of “{by_number.title}”")
                        yield Hit(
                            "wrong_number" if unit else "issuer_number",
                            spans=(span,),
                            params={**params, "known": told},
                            confidence="high" if by_title is not None else "medium",
                        )
                elif by_title is not None and by_title.complete and number.code in by_title.codes:
                    numbers = "、".join(version.number for version in by_title.versions)
                    yield Hit(
                        "wrong_number" if unit else "issuer_number",
                        spans=(span,),
                        params={
                            **params,
                            "known": Text(f"登记的文号是{numbers}", f"on record it is {numbers}"),
                        },
                    )
