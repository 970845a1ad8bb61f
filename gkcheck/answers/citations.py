"""What answers a citation: the number, the title in any of its forms, or a short name of it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from gkcheck.answers.answer import Answer, Report
from gkcheck.demands import Demand, terms_of
from gkcheck.language.form import fold
from gkcheck.language.papers import Paper, find_papers
from gkcheck.language.titles import letters_of
from gkcheck.model import Span

ALIKE = 85.0
"""From this likeness (0 to 100) on, a title of the report is the one cited, miswritten or shortened."""
_SPOKEN_OF = 0.7  # part of the title's pairs of letters that a clause on a 方案, 意见 … must hold


@cache
def _paper_words() -> re.Pattern[str]:
    return re.compile(
        r"办法|意见|方案|条例|规定|通知|文件|要求|部署|精神|规划|计划|细则|标准|规范|指引|指南|决定|要点|预案"
    )


@cache
def _followed() -> re.Pattern[str]:
    """What a clause says it followed, by a name without 《》."""
    return re.compile(
        r"(?:按照?|根据|依据|依照|遵照|对照|参照|贯彻|落实|执行)(?:执行|落实|了)?(?P<name>[^，。；《》]{0,16}?(?:条例|办法|意见|方案|规定|通知|细则|规划|要点|指引|标准|规范|决定|计划))"
    )


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """Whether the report names the document; nothing is said of whether it was followed."""
    cited = demand.paper
    assert cited is not None
    named = _named(cited, report)
    if named is not None:
        return Answer(demand=demand, status="answered", how="named", words=(named,))
    spoken = _spoken_of(demand, report)
    if spoken is not None:
        return Answer(demand=demand, status="asserted", how="named", words=(spoken,), confidence="medium")
    vague = next(
        (
            one
            for one in report.clauses
            if re.search(r"上级|有关(?:规定|要求|文件)|相关(?:规定|要求|文件)", fold(one.text))
        ),
        None,
    )
    return Answer(demand=demand, status="unanswered", words=(vague,) if vague else ())


def _named(cited: Paper, report: Report) -> Span | None:
    """The clause that names the number or the title."""
    text = report.task.report
    for paper in find_papers(text):
        short = letters_of(paper.name)
        same = (
            bool(paper.keys & cited.keys)
            or cited.same_title(paper)
            or cited.likeness(paper) >= ALIKE
            or (2 <= len(short) <= 6 and cited.letters.endswith(short))  # 《条例》, 《指引》
        )
        if same:
            return report.clause_of(
                Span(
                    task=report.task.key,
                    field="report",
                    start=paper.start,
                    end=paper.end,
                    text=text[paper.start : paper.end],
                )
            )
    for clause in report.clauses:
        words = fold(clause.text)
        for match in _followed().finditer(words):
            if cited.name and cited.shortened(match["name"]):
                return clause
        if any(re.search(rf"(?<!\d){number.serial}号(?:文|令|公告|通知)", words) for number in cited.numbers):
            return clause
        if len(cited.letters) >= 4 and _holds(letters_of(clause.text), cited.letters):
            return clause
    return None


def _holds(words: str, title: str) -> bool:
    if title in words:
        return True
    if len(title) < 6 or len(words) < len(title) - 2:
        return False
    from rapidfuzz import fuzz

    return fuzz.partial_ratio(title, words[:2000], score_cutoff=ALIKE) >= ALIKE


def _spoken_of(demand: Demand, report: Report) -> Span | None:
    """A clause on a document that holds most of the words of the title: 互联网+政务服务工作的要求."""
    if len(demand.terms) < 4:
        return None
    for clause in report.clauses:
        shared = len(terms_of(clause.text) & demand.terms)
        if shared >= _SPOKEN_OF * len(demand.terms) and _paper_words().search(fold(clause.text)):
            return clause
    return None
