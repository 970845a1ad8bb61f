"""GK606 document-name-mismatch: one document under two nearly equal titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from gkcheck import Bad, Case, Context, Good, Hit, Options, Outcome, Row, Table, Text, table_rule


class DocumentNameMismatchOptions(Options):
    """How many titles are compared with one another."""

    titles: int = Field(
        600,
        ge=2,
        description="different titles of one kind compared with one another; the rest is not",
        json_schema_extra={"zh": "同类文件名称最多比较多少个，超出的不比较"},
    )


@table_rule(
    "GK606",
    name="document-name-mismatch",
    title=Text("同一文件名称不一", "One document, two titles"),
    rationale=Text(
        "同一文件前后名称不一，说明是手抄的，没有对照原件。",
        "One document named in two ways was copied by hand, not from the document.",
    ),
    basis=(
        Text(
            "除“＋”与“+”、书名号、空格、版本（试行、年份）外，名称应一字不差",
            "Apart from marks, blanks and editions a title is the same to the letter",
        ),
    ),
    cases={
        "mismatch": Case(
            severity="low",
            verdict="contradicted",
            message=Text(
                "《{title}》与《{other}》疑似同一文件，名称不一致",
                "“{title}” and “{other}” look like one document",
            ),
            ask=Text("按原件统一文件名称", "The title as the document itself has it"),
        ),
        "issuer": Case(
            severity="info",
            verdict="contradicted",
            message=Text(
                "要求所引《{title}》与《{other}》疑似同一文件，名称不一致，属下发文字问题",
                "“{title}” and “{other}”, cited by the requirements, look like one document; the issuer's text",
            ),
            side="issuer",
        ),
    },
    options=DocumentNameMismatchOptions,
    since="0.1.0",
    good=(
        Good(
            "落实《互联网＋监管工作方案》。",
            "按照《互联网+监管工作方案》录入清单。",
            note="one title in two spellings",
        ),
        Good(
            "完成《城区防洪规划（2016—2030年）》评估。",
            "《城区防洪规划（2016—2030年）中期评估报告》5月通过评审。",
            note="the plan, and the report on it",
        ),
        Good(
            "修订办法。",
            "《物业管理实施办法（征求意见稿）》公示后印发《物业管理实施办法（试行）》。",
            note="two editions",
        ),
        Good("制定制度。", "印发《小学课后服务管理办法》《中学课后服务管理办法》。", note="a list of two"),
        Good("制定方案。", "印发《城区防汛抢险应急预案》、《城区防台抢险应急预案》。", note="a list of two"),
        Good(
            rows=(
                Row("编制计划。", "印发《2017年度普法工作计划》。"),
                Row("落实计划。", "按照《2018年度普法工作计划》开展宣传12场。"),
            ),
            note="two years",
        ),
        Good(
            rows=(
                Row("防火。", "修订《森林防火应急处置工作预案》（云林〔2018〕3号）。"),
                Row("防虫。", "修订《森林防虫应急处置工作预案》（云林〔2018〕4号）。"),
            ),
            note="two numbers",
        ),
        Good(
            rows=(
                Row("供水。", "印发《城市供水设施运行管理办法》。"),
                Row("供水。", "印发《农村供水设施运行管理办法》。"),
            ),
            note="town and country",
        ),
    ),
    bad=(
        Bad(
            "印发方案。",
            "印发《农村垃圾治理工作方案》（云环〔2018〕6号），按照《农村垃圾整治工作方案》分工。",
            cases=("mismatch",),
        ),
        Bad(
            "落实《河道采砂专项整治行动方案》。",
            "按照《河道采沙专项整治行动方案》查处9起。",
            cases=("mismatch",),
        ),
        Bad(
            rows=(
                Row("规范停车。", "印发《机动车停车设施建设管理暂行办法》。"),
                Row("建设停车场。", "依据《机动车停车设施管理建设暂行办法》建成3处。"),
            ),
            cases=("mismatch",),
        ),
        Bad(
            rows=(
                Row("落实《关于加强校外托管机构规范管理的意见》。", "检查48家。"),
                Row("按照《关于加强校外托管机构规范管控的意见》整改。", "整改12家。"),
            ),
            cases=("issuer",),
        ),
    ),
)
def document_name_mismatch(
    table: Table, options: DocumentNameMismatchOptions, context: Context
) -> Iterator[Outcome]:
    """The finding goes to the row that departs from the requirement, or else from what stands first."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, named in enumerate(table.papers):
        if named.paper.letters:
            places[named.paper.letters].append(at)
    by_ending: dict[str, list[str]] = defaultdict(list)
    for letters in places:
        by_ending[letters[-2:]].append(letters)
    for alike in by_ending.values():
        for later, title in enumerate(alike[: options.titles]):
            for other in alike[:later]:
                if table.papers[places[title][0]].paper.miswritten(table.papers[places[other][0]].paper):
                    yield from _mismatch(table, places[other], places[title])


def _mismatch(table: Table, first: list[int], second: list[int]) -> Iterator[Outcome]:
    """Tells every row that uses the title departing from the one in a requirement, or with a number, or first told."""

    def rank(places: list[int]) -> tuple[bool, bool, int]:
        asked = any(table.papers[at].field == "requirement" for at in places)
        numbered = any(table.papers[at].paper.keys for at in places)
        return not asked, not numbered, places[0]

    right, wrong = sorted((first, second), key=rank)
    told: set[str] = set()
    for at in wrong:
        one = table.papers[at]
        key = one.reading.task.key
        reference = table.papers[
            min(right, key=lambda other: (table.papers[other].reading.task.key != key, other))
        ]
        same_row = reference.reading.task.key == key
        shared = bool(one.paper.keys & reference.paper.keys)
        if key in told or (one.paper.keys and reference.paper.keys and not shared):
            continue
        if same_row and one.field == reference.field and not shared and _listed(table, at, right):
            continue
        told.add(key)
        confidence: Literal["medium", "low"] = (
            "medium" if same_row or shared or len(one.paper.letters) >= 12 else "low"
        )
        yield Hit(
            "mismatch" if one.field == "report" else "issuer",
            task=key,
            related=() if same_row else (reference.reading.task.key,),
            spans=(one.span, reference.span),
            params={"title": one.paper.name, "other": reference.paper.name},
            confidence=confidence,
        )


def _listed(table: Table, at: int, others: list[int]) -> bool:
    """Whether both titles stand side by side in one list: then they are two documents."""
    one = table.papers[at]
    text = one.reading.task.text_of(one.field)
    for other in others:
        beside = table.papers[other]
        if beside.reading is one.reading and beside.field == one.field:
            first, second = sorted((one.paper, beside.paper), key=lambda paper: paper.start)
            between = text[first.end : second.start].strip()
            if all(letter in "、和与及以，,《》" for letter in between):
                return True
    return False
