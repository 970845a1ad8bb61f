"""GK605 document-out-of-period: a document of another year offered as this year's work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkcheck import Bad, Case, Cleared, Context, Good, Hit, Options, Outcome, Reading, Text, Undecided, rule


@rule(
    "GK605",
    name="document-out-of-period",
    title=Text("证据文件不在考核年度", "Document out of period"),
    rationale=Text(
        "往年的文件不能作为本年度的工作；确属长期有效的制度，应写明仍在执行和本年度的执行情况。",
        "A paper of an earlier year is not this year's work; a standing rule should be told as such, with its use this year.",
    ),
    basis=(Text("发文字号中的年份与填报年度比较", "The year in the number, against the reporting year"),),
    cases={
        "counted": Case(
            severity="medium",
            verdict="contradicted",
            message=Text(
                "{numbers} 是 {years} 年的文件，却计入 {year} 年的工作",
                "{numbers} is of {years}, yet counted as work of {year}",
            ),
            ask=Text(
                "本年度印发的文件及文号，重新计数",
                "The documents of this year with their numbers, counted anew",
            ),
        ),
        "standing": Case(
            severity="low",
            verdict="weak",
            message=Text(
                "作为依据的 {numbers} 是 {years} 年的文件，不是 {year} 年的工作",
                "{numbers}, offered as proof, is of {years}, not work of {year}",
            ),
            ask=Text(
                "如仍有效请写明，并写出本年度的执行情况",
                "If it is still in force say so, and tell its use this year",
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good("完善制度。", "继续执行2016年制定的《采砂管理办法》（云水〔2016〕26号），2018年据此处罚5件。"),
        Good(
            "落实《云岭县河道保洁管理办法》（云政办〔2016〕3号）。", "按照云政办〔2016〕3号文件，保洁12次。"
        ),
        Good("公布清单。", "现行清单（云政发〔2017〕17号）仍有效，12月30日复核链接正常。"),
        Good(
            "保洁。", "根据《河道保洁管理办法》（云政办〔2016〕3号），保洁12次。", note="followed, not made"
        ),
        Good("印发方案。", "印发《防汛方案》（云水〔2018〕7号）。"),
        Good(
            "修编规划。",
            "《防洪规划（2016—2030年）评估报告》报省水利厅（云水〔2018〕28号）。",
            note="years of a title",
        ),
        Good("总结。", "工作总结已印发（云水〔2019〕1号）。", note="a January paper: a person must look"),
        Good("修订办法。", "将《采砂管理办法》（云水〔2012〕26号）废止。", note="an old one repealed"),
    ),
    bad=(
        Bad("完善制度。", "已制定《采砂管理办法》（云水〔2016〕26号），并抓好落实。", cases=("standing",)),
        Bad(
            "调整清单。",
            "先后两次印发《关于调整清单的通知》（云水〔2017〕95号）《关于调整清单的通知》（云水〔2018〕4号）。",
            cases=("counted",),
        ),
        Bad(
            "出台文件。",
            "2018年共出台惠企文件3件（云工信〔2017〕9号、云工信〔2018〕2号、云工信〔2018〕6号）。",
            cases=("counted",),
        ),
        Bad("制定预案。", "《防汛应急预案》（云水〔2015〕8号）已印发。", cases=("standing",)),
    ),
)
def document_out_of_period(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """Documents the table's requirements cite, superior documents and standing rules are left alone."""
    year = reading.year
    if year is None:
        return
    basis = (
        {key for named in context.table.papers if named.field == "requirement" for key in named.paper.keys}
        if context.table
        else set()
    )
    found: dict[tuple[str, bool], list[tuple[str, int, int, int]]] = {}
    for paper in reading.papers_told:
        old = [number for number in paper.numbers if number.year is not None and number.year != year]
        if not old or paper.role == "basis" or paper.keys & basis:
            continue
        span = reading.span("report", paper.start, paper.end)
        sentence = reading.words_of(reading.sentence_at("report", paper.start))
        if any(context.known.numbered(number.text) for number in old) or re.match(r"[国中]", old[0].code):
            continue  # a superior document
        clause = reading.words_of(reading.clause_at("report", paper.start))
        if paper.standing or re.search(r"废止|失效|停止执行|宣布", clause):
            yield Cleared(
                Text("写明是仍在执行或已废止的旧文件", "told as a standing or a repealed paper"),
                spans=(span,),
            )
            continue
        for number in old:
            if number.year == year + 1:
                reason = Text(
                    "次年初印发的文件，可能是对本年度的总结",
                    "a paper of the next January may be about this year",
                )
                yield Undecided(reason, spans=(span,))
                continue
            counted = paper.role == "produced" and _counted(sentence, year)
            firm = paper.role == "produced"
            key = ("counted" if counted else "standing", firm)
            found.setdefault(key, []).append((number.text, number.year or 0, number.start, number.end))
    for (case, firm), entries in found.items():
        yield Hit(
            case,
            spans=tuple(reading.span("report", start, end) for _, _, start, end in entries[:3]),
            params={
                "numbers": "、".join(text for text, *_ in entries),
                "years": "、".join(sorted({str(of) for _, of, *_ in entries})),
                "year": year,
            },
            confidence="high" if firm else "low",
        )


def _counted(sentence: str, year: int) -> bool:
    """Whether the sentence counts the document among this year's: a number of times, 今年, another paper of the year."""
    words = rf"先后|分别|共(?:计|制|出|印|修)?|累计|[两二三四五六七八九十\d]+(?:次|件|份|个文件|项制度|部)|今年|本年|年内|[〔\[(（]{year}[〕\])）]"
    return re.search(words, sentence) is not None
