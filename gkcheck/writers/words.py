"""The fixed words of the screen in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gkcheck.finding import SEVERITIES, SEVERITY_TEXT
from gkcheck.model import Location
from gkcheck.scoring import GRADE_TEXT, Cap, Score
from gkcheck.text import Lang, Text

FIELD_TEXT: Mapping[str, Text] = {
    "id": Text("编号", "no.   "),
    "title": Text("任务", "task  "),
    "section": Text("分类", "part  "),
    "requirement": Text("要求", "asked "),
    "units": Text("单位", "units "),
    "deadline": Text("期限", "due   "),
    "report": Text("报告", "report"),
}
KIND_TEXT: Mapping[str, Text] = {
    "window": Text("时限", "window"),
    "deadline": Text("期限", "deadline"),
    "frequency": Text("频次", "frequency"),
    "rate": Text("比例", "rate"),
    "universal": Text("全部", "all of them"),
    "count": Text("数量", "count"),
    "deliverable": Text("成果", "deliverable"),
    "ban": Text("禁止", "ban"),
    "channel": Text("渠道", "channel"),
    "citation": Text("文件", "citation"),
    "action": Text("动作", "action"),
}
ASK = Text("补报", "supply")
SEE = Text("相关", "see   ")
NOTE = Text("注意", "note  ")
BASELINE_TEXT: Mapping[str, Text] = {
    "known": Text("上次已有", "known from the baseline"),
    "new": Text("新出现", "new"),
}
LABEL_COLUMNS: Mapping[Lang, int] = {"zh": 4, "en": 6}

STATUS_TEXT: Mapping[str, Text] = {
    "finding": Text("命中", "findings"),
    "cleared": Text("核对无误", "cleared"),
    "undecided": Text("无法判定", "undecided"),
    "failed": Text("故障", "failed"),
    "not_applicable": Text("不适用", "not applicable"),
}
CAP_TEXT: Mapping[Cap, Text] = {
    "": Text("", ""),
    "evidence": Text("无可核的佐证，封顶", "capped: nothing checkable"),
    "veto": Text("一票否决，封顶", "capped: veto"),
    "empty": Text("未填报", "nothing reported"),
}

MARK_TEXT: Mapping[str, Text] = {
    "merged": Text("合并单元格", "merged"),
    "hidden": Text("隐藏", "hidden"),
    "formula": Text("公式", "formula"),
    "error": Text("显示错误值", "error value"),
    "absent": Text("缺单元格", "no such cell"),
    "revised": Text("含未接受的修订", "revisions not accepted"),
    "nested": Text("含嵌套表格或文本框", "nested parts"),
    "struck": Text("有删除线", "struck through"),
}


class View(NamedTuple):
    """How much to show, and how wide the screen is.

    `show`: undecided, cleared, low (all of them instead of a few); `rows`: only these task numbers;
    `columns`: room for one excerpt line; `ambiguous`: columns of letters such as “ and …, 2 on a GBK console;
    `titles`: the titles of rules by id.
    """

    show: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    quiet: bool = False
    statistics: bool = False
    columns: int = 100
    ambiguous: int = 1
    titles: Mapping[str, Text] = {}


def said(zh: str, en: str, lang: Lang) -> str:
    """One of two sentences."""
    return en if lang == "en" else zh


def plural(count: int, noun: str) -> str:
    """A count with its English noun: 1 task, 2 tasks."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def number(value: float) -> str:
    """Points as people write them: 12, 61.3."""
    return f"{round(value, 1):g}"


def score_words(score: Score, lang: Lang) -> str:
    """The score with its range and the grade in words."""
    grade = GRADE_TEXT[score.grade].in_(lang)
    if score.grade == "none":
        return grade
    value = number(score.value)
    if score.low != score.high:
        span = f"{number(score.low)}~{number(score.high)}"
        value += said(f"（区间 {span}）", f" (range {span})", lang)
    if score.grade == "review":
        return f"{value}  {grade}" + said("：区间跨越等级线", ": the range crosses a grade line", lang)
    if score.grade == "fail" and score.value < 60:
        grade += said("，低于 60 分线", ", below the line of 60", lang)
    return f"{value}  {grade}"


def severity_counts(counts: Mapping[str, int], lang: Lang) -> str:
    """The counts of each severity that occurs, the gravest first."""
    words = [f"{SEVERITY_TEXT[one].in_(lang)} {counts[one]}" for one in SEVERITIES if counts.get(one)]
    return " · ".join(words)


def place(location: Location, lang: Lang) -> str:
    """Where something stands in a file, in words; empty when unknown."""
    words = [location.part] if location.part else []
    if location.cell:
        words.append(location.cell)
    else:
        for zh, en, value in (
            ("第{}行", "row {}", location.row),
            ("第{}列", "column {}", location.column),
            ("文本第{}行", "line {}", location.line),
        ):
            if value is not None:
                words.append(said(zh, en, lang).format(value))
    if location.page is not None:
        words.append(said("第{}页", "page {}", lang).format(location.page))
    return " ".join(words)
