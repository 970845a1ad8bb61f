"""One measure told with two values in two rows: 14名县级河长 here, 县级河长16名 there.

Only figures whose thing is named with at least four letters are compared, with the same verb (or none: a stock),
by one unit or for the whole area, and with no day or month of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from gkcheck.language.acts import FAMILIES
from gkcheck.language.clauses import clause_at
from gkcheck.language.dates import find_dates
from gkcheck.language.figures import Figure, read_figures
from gkcheck.language.form import is_han
from gkcheck.language.measures import MONEY, TIMES
from gkcheck.language.rates import find_rates
from gkcheck.model import Task

NAMED = 4
"""Letters a thing must be named with before two figures of it are held against each other."""


class NamedFigure(NamedTuple):
    """A figure of a named thing at report[start:end]; `verb` is "" for a stock; `whole`: told of the whole area."""

    task: int
    start: int
    end: int
    noun: str
    verb: str
    kind: str
    value: Decimal
    whole: bool
    units: str


class Conflict(NamedTuple):
    """The first figure of each value, and the later one that differs."""

    one: NamedFigure
    other: NamedFigure

    @property
    def doubtful(self) -> bool:
        """Whether the two may be of another scope: 召开调度会6次 in two matters, or the whole area and one's own."""
        return self.one.kind in TIMES or self.one.whole != self.other.whole


_STOCK = (
    "设有",
    "现有",
    "共有",
    "拥有",
    "配有",
    "配备",
    "聘任",
    "设",
    "有",
    "为",
    "是",
    "达",
    "含",
    "下设",
    "分为",
    "包括",
    "涉及",
)
_SIZES = frozenset(
    ("米", "公里", "平方米", "立方米", "亩", "吨", "公顷", "平方公里", "千米", "万吨", "学时", "课时")
)


_ALIKE = {
    **dict.fromkeys(("收到", "受理", "接收", "接到", "接办"), "收到"),
    **dict.fromkeys(("组织", "举办", "开展", "召开", "举行"), "举办"),
}
"""Verbs that count the same thing: 收到申请37件 and 受理申请41件 of one year are one figure."""


def find_conflicts(tasks: Sequence[Task], year: int | None) -> tuple[Conflict, ...]:
    """Each named measure with two values in two rows, once for each further value; places are those in `tasks`."""
    known: dict[tuple[str, str, str], list[NamedFigure]] = {}
    for place, task in enumerate(tasks):
        own: dict[tuple[str, str, str], list[NamedFigure]] = {}
        for figure in _named(place, task, year):
            verb = _ALIKE.get(figure.verb, figure.verb)
            own.setdefault((figure.noun, verb, figure.kind), []).append(figure)
        for key, figures in own.items():
            if len({one.value for one in figures}) == 1:  # two values in one row are parts, or two times
                known.setdefault(key, []).append(figures[0])
    found: list[Conflict] = []
    for figures in known.values():
        first = figures[0]
        for other in figures[1:]:
            same_scope = first.whole or other.whole or _share_a_unit(first.units, other.units)
            if other.value != first.value and same_scope:
                found.append(Conflict(first, other))
    return tuple(sorted(found, key=lambda one: (one.one.task, one.other.task, one.other.start)))


def _share_a_unit(one: str, other: str) -> bool:
    """Whether two cells of units name one unit in common (办公室 and 办公室、人事科), or are both empty."""
    parts = [set(re.split("[、，,；;/\\s]+", units)) for units in (one, other)]
    return bool(parts[0] & parts[1])


def _named(place: int, task: Task, year: int | None) -> list[NamedFigure]:
    text = task.report
    figures = read_figures(text)
    if not figures.figures and "率" not in text:
        return []
    days = [
        (one.start, one.end)
        for one in find_dates(text, year)
        if one.precision != "year" and not (one.first and one.last and (one.last - one.first).days > 330)
    ]
    found: list[NamedFigure] = list(_rates(place, task, days))
    for figure in figures.figures:
        if figure.loose or figure.aside or figure.depth or figure.value < 2:
            continue
        start, end = figures.form.span(figure.start, figure.end)
        clause = clause_at(text, start)
        if clause is None:
            continue
        # 组织培训2次：5月21日…: what follows a colon, of either width, dates its parts
        first = max(clause.start, *(text.rfind(mark, clause.start, start) + 1 for mark in ":："))
        marks = [at for mark in ":：" if (at := text.find(mark, end, clause.end)) >= 0]
        if any(first < b and a < min([*marks, clause.end]) for a, b in days):
            continue
        if "其中" in clause.text or _partial().search(figure.label):
            continue
        kind = _kind(figure)
        named = _name(figure) if kind else None
        if named is not None:
            noun, verb = named
            whole = bool(re.search("全[市县区省州旗镇乡系]|辖区内?共", clause.text))
            start, end = _quoted(text, start, end, noun)
            found.append(
                NamedFigure(place, start, end, noun, verb, kind, figure.value, whole, task.units_text.strip())
            )
    return found


def _rates(place: int, task: Task, days: Sequence[tuple[int, int]]) -> Iterator[NamedFigure]:
    """Shares of the whole area by their names: 全县农村自来水普及率达到91.2%."""
    for rate in find_rates(task.report):
        clause = clause_at(task.report, rate.start)
        if (
            clause is None
            or rate.change
            or rate.bound != "exact"
            or rate.approximate
            or len(rate.subject) < NAMED + 2
            or any(clause.start < b and a < clause.end for a, b in days)
            or re.search("其中|去年|上年|由|从|目标|计划|提高|下降", clause.text)
        ):
            continue
        whole = re.search("全[市县区省州旗]", clause.text) is not None
        if whole:
            noun = re.sub("^全[市县区省州旗]", "", rate.subject)
            start = max(clause.start, task.report.rfind(noun, clause.start, rate.start))
            yield NamedFigure(
                place, start, rate.end, noun, "", "%", rate.value, whole, task.units_text.strip()
            )


def _quoted(text: str, start: int, end: int, noun: str) -> tuple[int, int]:
    """A figure together with the name beside it."""
    before = text.rfind(noun, max(0, start - len(noun) - 4), start)
    if before >= 0:
        return before, end
    after = text.find(noun, end, end + len(noun) + 4)
    return start, after + len(noun) if after >= 0 else end


def _kind(figure: Figure) -> str:
    """What may be compared: persons, times, money or things; sizes are left alone."""
    if figure.measure in _SIZES or figure.measure in MONEY or "人次" in figure.measure:
        return ""
    if figure.measure in ("人", "名", "位"):
        return "persons"
    return (
        figure.measure
        if figure.measure in TIMES or figure.measure in ("批", "批次", "件", "起", "条")
        else "things"
    )


@cache
def _partial() -> re.Pattern[str]:
    return re.compile(
        r"涉及|[城园片景库矿]区|新增|净增|增加|增至|减少|减至|其余|剩余|首批|第[一二三四五]|另|还|个别|部分|重点|抽取|计划|任务|目标|拟|将|应|去年|上年|累计|[^全各本我有设为个城农新\s](?:[镇乡村]|街道|社区)(?!级)"
    )


_NOUNISH = frozenset((
    "服务", "建设", "办理", "审批", "检查", "监测", "宣传", "培训", "整治", "改造", "处理", "处置", "维护", "评估", "考核", "体检", "学习", "分析",
    "公开", "公示", "公告", "报告", "审核", "覆盖", "支持", "管理", "执行", "回访", "调度", "值班", "维修", "修复", "落实", "整改",
))  # fmt: skip
"""Verbs that are as often part of a name: a verb only where they come first."""


@cache
def _verbs() -> tuple[str, ...]:
    verbs = {verb for words in FAMILIES.values() for verb in words}
    more = "新建 新增 发放 查处 投入 出动 收到 接到 接收 服务 惠及 覆盖 支持 培育 引进 受理 征集 采纳 走访 帮助 招聘 吸纳 推送 发现 取消 保留 废止 回收 安排 打造"
    return tuple(sorted(verbs | set(more.split()), key=lambda one: (-len(one), one)))


_LEAD = re.compile(
    r"^(?:(?:截至)?目前|全年|年内|本年度?|[0-9]{4}年度?|全[市县区省州]|我[市县区局委]|本[市县区局]|市级|已经?|共计?|累计|现|均|分别|其中|并|又|先后|合计|总计|各类|由|对|在|为|的|将|和|及|与)+"
)


_TOTAL = re.compile("(?:总数|总共|共计|合计|总计|共)$")
"""What stands between a name and its total: 现有综合窗口共29个."""


def _name(figure: Figure) -> tuple[str, str] | None:
    """(noun, verb) of a figure: 设县级河长16名 and 14名县级河长全年巡河 are both (县级河长, "")."""
    verb, noun = _split(figure.label)
    after = _until_verb(figure.tail)
    if len(noun) < NAMED and not noun:
        noun = after
    elif noun and after and len(after) >= 2:
        return None  # 窗口单位26个主要负责人: which of the two is counted is not plain
    if len(noun) < NAMED:
        return None
    if not all(
        is_han(letter) or (letter.isascii() and letter.isalpha()) or letter in '“”"' for letter in noun
    ):
        return None
    return noun, verb


def _split(label: str) -> tuple[str, str]:
    """The verb and the noun of the words before a figure."""
    words = label
    best: tuple[int, str] | None = None
    first = len(words) - len(_LEAD.sub("", words))
    for verb in (*_verbs(), *_STOCK):
        at = words.rfind(verb)
        if at > first and verb in _NOUNISH:
            continue  # 政务服务事项 is one name
        if at >= 0 and (best is None or at + len(verb) > best[0]):
            best = (at + len(verb), verb)
    if best is None:
        return "", _TOTAL.sub("", _LEAD.sub("", words))
    noun = _TOTAL.sub("", _LEAD.sub("", words[best[0] :]))
    return ("" if best[1] in _STOCK else best[1]), noun


def _until_verb(tail: str) -> str:
    """What follows a figure up to its verb: 县级河长 of 县级河长全年巡河."""
    stops = [at for verb in _verbs() if verb not in _NOUNISH and (at := tail.find(verb)) >= 0]
    stops += [
        m.start() for m in re.finditer(r"全年|年内|均|每|已|共|累计|分别|全部|都|在|于|由|被|[0-9]", tail)
    ]
    words = tail[: min(stops, default=len(tail))]
    return words if len(words) <= 12 else ""
