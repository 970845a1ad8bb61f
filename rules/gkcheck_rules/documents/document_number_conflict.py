"""GK604 document-number-conflict: one title with two numbers, or one number with two titles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, Protocol

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
    Table,
    Text,
    table_rule,
)

_ASK = Text(
    "以印发的原件为准，写明哪一个文号、名称是对的",
    "Say by the document itself which number and title are right",
)


_MOST = 4  # rows that others are held against


class _Document(Protocol):
    """What this rule asks of a document."""

    @property
    def name(self) -> str: ...
    @property
    def keys(self) -> frozenset[str]: ...


@table_rule(
    "GK604",
    name="document-number-conflict",
    title=Text("同名不同号、同号不同名", "Conflicting document numbers"),
    rationale=Text(
        "同一文件两个文号，或同一文号两个名称，至少有一处写错，查不到原件。",
        "One document under two numbers, or one number over two titles: at least one of them is wrong.",
    ),
    basis=(
        Text(
            "一文一号：发文字号由代字、年份、顺序号组成",
            "One document, one number: code, year and serial number",
        ),
    ),
    cases={
        "numbers": Case(
            severity="medium",
            verdict="contradicted",
            message=Text(
                "同一文件《{title}》出现不同文号：{numbers}",
                "One document, “{title}”, under different numbers: {numbers}",
            ),
            ask=_ASK,
        ),
        "titles": Case(
            severity="medium",
            verdict="contradicted",
            message=Text(
                "同一文号 {number} 对应不同名称：{titles}",
                "One number, {number}, over different titles: {titles}",
            ),
            ask=_ASK,
        ),
        "explained": Case(
            severity="info",
            verdict="weak",
            message=Text(
                "《{title}》有不同文号（{numbers}），文中称先后或分别印发，请核对",
                "“{title}” has several numbers ({numbers}); the text says that it was issued more than once",
            ),
        ),
        "issuer": Case(
            severity="info",
            verdict="contradicted",
            message=Text(
                "要求所引文件名称与文号不一致：《{title}》{numbers}，属下发文字问题",
                "Titles and numbers cited by the requirements do not agree: “{title}” {numbers}; the issuer's text",
            ),
            side="issuer",
        ),
    },
    since="0.1.0",
    good=(
        Good(
            "制定工作要点。",
            "2017年、2018年分别印发《政务公开年度工作要点》（云政公开〔2017〕3号、〔2018〕5号）。",
            note="each year its own",
        ),
        Good(
            "落实《云岭县河道保洁管理办法》（云政办〔2018〕3 号）。",
            "按照《云岭县河道保洁管理办法》（云政办〔2018〕3号）保洁12次。",
            note="one number in two spellings",
        ),
        Good(
            rows=(
                Row(
                    "建好网站。", "落实《国务院办公厅关于印发政府网站发展指引的通知》（国办发〔2017〕47号）。"
                ),
                Row("管好网站。", "对照《政府网站发展指引》（国办发〔2017〕47号）整改。"),
            ),
            note="the paper that a notice prints",
        ),
        Good(
            "公开信息。",
            "《政府信息公开条例》（国务院令第492号）修订为《政府信息公开条例》（国务院令第711号）。",
            year=2019,
        ),
        Good(
            rows=(
                Row("防汛。", "印发《防汛应急预案》（云水〔2018〕3号）。"),
                Row("抗旱。", "印发《抗旱应急预案》（云水〔2018〕4号）。"),
            ),
        ),
    ),
    bad=(
        Bad(
            "落实《云岭县河道保洁管理办法》（云政办〔2018〕3号）。",
            "按照《云岭县河道保洁管理办法》（云政办〔2018〕8号）保洁12次。",
            cases=("numbers",),
        ),
        Bad(
            "印发方案。",
            "印发《农村垃圾治理工作方案》（云环〔2018〕6号），按照《农村垃圾整治工作方案》（云环〔2018〕6号）分工。",
            cases=("titles",),
        ),
        Bad(
            rows=(
                Row("修订预案。", "印发《防汛应急预案》（云水〔2018〕3号）。"),
                Row("规范采砂。", "印发《河道采砂管理规定》（云水〔2018〕3号）。"),
            ),
            cases=("titles", "titles"),
        ),
        Bad(
            "调整清单。",
            "先后两次印发《云岭县水利局关于调整权责清单的通知》（云水〔2018〕3号）、《云岭县水利局关于调整权责清单的通知》（云水〔2018〕9号）。",
            cases=("explained",),
        ),
        Bad(
            rows=(
                Row("落实《云岭县河道保洁管理办法》（云政办〔2018〕3号）。", "保洁12次。"),
                Row("按照《云岭县河道保洁管理办法》（云政办〔2018〕8号）考核。", "考核2次。"),
            ),
            cases=("issuer", "issuer"),
        ),
    ),
)
def document_number_conflict(table: Table, options: Options, context: Context) -> Iterator[Outcome]:
    """The finding goes to the row that departs from the requirement, the issuer or most rows; else to both."""
    yield from _titles_of_one_number(table)
    yield from _numbers_of_one_title(table, context)


def _titles_of_one_number(table: Table) -> Iterator[Outcome]:
    by_number: dict[str, list[int]] = defaultdict(list)
    for at, named in enumerate(table.papers):
        if len(re.findall(r"\w", named.paper.name)) >= 6:
            for key in named.paper.keys:
                by_number[key].append(at)
    for number, places in by_number.items():
        told: set[tuple[str, str]] = set()
        for first in _references(table, places, lambda at: table.papers[at].paper.letters):
            for at in places:
                one, reference = table.papers[at], table.papers[first]
                mark = (one.reading.task.key, one.paper.letters)
                if one.paper.same_title(reference.paper) or mark in told:
                    continue
                told.add(mark)
                issuer = one.field == "requirement"
                titles = f"《{reference.paper.name}》《{one.paper.name}》"
                yield Hit(
                    "issuer" if issuer else "titles",
                    task=one.reading.task.key,
                    related=_related(one.reading, reference.reading),
                    spans=(one.span, reference.span),
                    params={"number": number, "titles": titles, "title": one.paper.name, "numbers": number},
                    confidence="high" if one.paper.likeness(reference.paper) >= 60 else "medium",
                )


def _references(table: Table, places: Sequence[int], told_by: Callable[[int], object]) -> tuple[int, ...]:
    """What the others are held against: the requirement, else who issued it, else what most rows say.

    Two that are as good are both named, and each is held against the other: which of them is right nobody knows.
    """
    often = Counter(told_by(at) for at in places)

    def rank(at: int) -> tuple[bool, bool, int]:
        named = table.papers[at]
        return (named.field != "requirement", named.paper.role != "produced", -often[told_by(at)])

    best = min(map(rank, places))
    alike: dict[object, int] = {}
    for at in places:
        if rank(at) == best:
            alike.setdefault(told_by(at), at)
    return tuple(alike.values())[:_MOST]


def _numbers_of_one_title(table: Table, context: Context) -> Iterator[Outcome]:
    groups: dict[str, list[int]] = defaultdict(list)
    for at, named in enumerate(table.papers):
        if named.paper.name and named.paper.keys:
            groups[named.paper.letters].append(at)
    for places in groups.values():
        told: set[str] = set()
        for first in _references(table, places, lambda at: table.papers[at].paper.keys):
            for key, outcome in _departing(table, context, places, first):
                if key not in told:
                    told.add(key)
                    yield outcome


def _departing(
    table: Table, context: Context, places: Sequence[int], first: int
) -> Iterator[tuple[str, Outcome]]:
    """One outcome for each row that gives the title other numbers than the reference does."""
    reference = table.papers[first]
    by_row: dict[str, list[int]] = defaultdict(list)
    for at in places:
        one = table.papers[at]
        if one.paper.same_name(reference.paper) and one.paper.edition == reference.paper.edition:
            by_row[one.reading.task.key].append(at)
    for key, mine in by_row.items():
        different = [at for at in mine if not table.papers[at].paper.keys & reference.paper.keys]
        if not different:
            continue
        shown = [table.papers[at] for at in different]
        numbers = sorted({k for one in (reference, *shown) for k in one.paper.keys})
        spans = tuple(dict.fromkeys(one.span for one in (*shown, reference)))[:4]
        if _on_record(context, reference.paper, numbers) or _one_each_year(shown[0].reading, numbers):
            note = Text(
                "不同文号各有所指：" + "、".join(numbers),
                "each number stands for itself: " + ", ".join(numbers),
            )
            yield key, Cleared(note, spans=spans, task=key)
            continue
        report = [table.papers[at] for at in mine if table.papers[at].field == "report"]
        explained = len({one.paper.keys for one in report}) > 1 and _repeated(shown[0].reading)
        issuer = all(one.field == "requirement" for one in shown)
        yield (
            key,
            Hit(
                "issuer" if issuer else "explained" if explained else "numbers",
                task=key,
                related=_related(shown[0].reading, reference.reading),
                spans=spans,
                params={"title": reference.paper.name, "numbers": "、".join(numbers)},
                confidence="high" if explained else _confidence(numbers),
            ),
        )


def _related(one: Reading, other: Reading) -> tuple[str, ...]:
    return (other.task.key,) if other.task.key != one.task.key else ()


def _on_record(context: Context, paper: _Document, numbers: Sequence[str]) -> bool:
    document = context.known.named(paper.name)
    return document is not None and all(context.known.numbered(number) == document for number in numbers)


def _one_each_year(reading: Reading, numbers: Sequence[str]) -> bool:
    """Whether the report tells each number's own year, no two alike: a yearly paper."""
    years = [year for number in numbers for year in re.findall(r"〔(\d{4})〕", number)]
    told = re.sub(r"[〔（(\[【]\d{4}[〕）)\]】]", "", reading.folded("report"))
    return len(years) == len(numbers) == len(set(years)) and all(year in told for year in years)


def _repeated(reading: Reading) -> bool:
    """Whether the report says that it was issued more than once."""
    words = r"先后|分别|陆续|逐年|每年|历年|多次|[两二三四五六七八九十]次|(?<![\d.])[2-9]次|修订|重新|再次|第[二三2-3]次"
    return re.search(words, reading.folded("report")) is not None


def _confidence(numbers: Sequence[str]) -> Literal["high", "medium", "low"]:
    """High for two numbers of one year and code; a paper of another year or another organ may bear the same name."""
    parts = [re.match(r"(.+?)〔(\d{4})〕(\d+)", number) for number in numbers]
    if any(part is None for part in parts):
        return "high"
    codes, years, serials = ({part[at] for part in parts if part} for at in (1, 2, 3))
    if len(codes) > 1 and len(years) > 1:
        return "low"
    if len(codes) > 1 or len(years) > 1:
        return "medium" if len(serials) == 1 or len(years) == 1 else "low"
    return "high"
