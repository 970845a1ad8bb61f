"""The figures of a report with the names of what they count: 14名县级河长 and 设县级河长16名 both count 县级河长.

Left out are figures with a day or month of their own, of each, of a part, and what is named with hardly a letter.
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
from gkcheck.language.pattern import Pattern
from gkcheck.language.rates import find_rates
from gkcheck.model import Task

NAMED = 4
"""Letters a thing must be named with before two figures of it are held against each other."""


class NamedFigure(NamedTuple):
    """A figure of a named thing at report[start:end]; `verb` is "" for a stock; `whole`: told of the whole area.

    `kind` says what may be compared at all (persons, times, things, money, sizes, %); `added`: told as an increase
    or a running total (新增, 累计); `beside`: the other figures of its sentence, by value and measure.
    """

    task: int
    start: int
    end: int
    noun: str
    verb: str
    kind: str
    value: Decimal
    whole: bool
    units: str
    added: str = ""
    beside: frozenset[tuple[Decimal, str]] = frozenset()


SIZE = "size:"
"""How the kind begins of what is measured rather than counted: money, areas, attendances."""
_STOCK = (
    "设有",
    "现有",
    "共有",
    "拥有",
    "配有",
    "配备",
    "设立",
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


def read_named(place: int, task: Task, year: int | None) -> list[NamedFigure]:
    """The figures of the task at a place of the table whose thing is named with at least two letters."""
    text = task.report
    figures = read_figures(text)
    if not figures.figures and "率" not in text:
        return []
    days = [
        (one.start, one.end)
        for one in find_dates(text, year)
        if one.precision != "year"
        and not (one.first and one.last and (one.last - one.first).days > 330)
        and not (
            one.last and (one.last.month, one.last.day) == (12, 31)
        )  # 年底在库902户: the state of the year
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
        named = _name(figure)
        if named is not None:
            noun, verb = named
            whole = bool(re.search("全[市县区省州旗镇乡系]|辖区内?共", clause.text))
            added = "".join(_added().findall(figure.label))
            opening, stop = figures.sentence(figure.start)
            around = figures.within(max(opening, figure.start - _NEAR), min(stop, figure.end + _NEAR))
            beside = frozenset(
                (one.value, one.measure) for one in around if one is not figure and one.value >= _TELLING
            )
            start, end = _quoted(text, start, end, noun)
            units = task.units_text.strip()
            kind = _kind(figure)
            found.append(
                NamedFigure(place, start, end, noun, verb, kind, figure.value, whole, units, added, beside)
            )
    return found


_TELLING = 10
"""A figure beside another tells of the same matter when it is not so small that many rows have it."""


_NEAR = 80
"""Letters around a figure in which another stands beside it."""


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
        noun = re.sub("^全[市县区省州旗]", "", rate.subject)
        if whole or len(_RATE_WORDS.sub("", noun)) >= NAMED:
            start = max(clause.start, task.report.rfind(noun, clause.start, rate.start))
            yield NamedFigure(
                place, start, rate.end, noun, "", "%", rate.value, whole, task.units_text.strip()
            )


_RATE_WORDS = Pattern(
    "(?:按[时期]|及时)?(?:办结|满意|合格|整改|完成|[回答]复|覆盖|公开|公示|达标|网办|普及|利用|优良|入住|处置|受理|知晓|销号)?[率度]$"
)


def _quoted(text: str, start: int, end: int, noun: str) -> tuple[int, int]:
    """A figure together with the name beside it."""
    before = text.rfind(noun, max(0, start - len(noun) - 4), start)
    if before >= 0:
        return before, end
    after = text.find(noun, end, end + len(noun) + 4)
    return start, after + len(noun) if after >= 0 else end


def _kind(figure: Figure) -> str:
    """What may be compared: persons, times, money, sizes or things."""
    if figure.measure in _SIZES or figure.measure in MONEY or "人次" in figure.measure:
        return f"{SIZE}{figure.measure}"
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
        r"涉及|[城园片景库矿]区|增至|减少|减至|其余|剩余|首批|第[一二三四五]|另|还|个别|部分|重点|抽取|计划|任务|目标|拟|将|应|去年|上年|[^全各本我有设为个城农新\s](?:[镇乡村]|街道|社区)(?!级)"
    )


@cache
def _added() -> re.Pattern[str]:
    return re.compile("新增|净增|增加|累计")


_NOUNISH = frozenset((
    "服务", "建设", "办理", "审批", "检查", "监测", "宣传", "培训", "整治", "改造", "处理", "处置", "维护", "评估", "考核", "体检", "学习", "分析",
    "公开", "公示", "公告", "报告", "审核", "覆盖", "支持", "管理", "执行", "回访", "调度", "值班", "维修", "修复", "落实", "整改",
))  # fmt: skip
"""Verbs that are as often part of a name: a verb only where they come first."""


@cache
def _verbs() -> tuple[str, ...]:
    verbs = {verb for words in FAMILIES.values() for verb in words}
    more = "新建 举行 承办 承接 实现 发放 查处 投入 出动 收到 接到 接收 服务 惠及 覆盖 支持 培育 引进 受理 征集 采纳 走访 帮助 招聘 吸纳 推送 发现 取消 保留 废止 回收 安排 打造"
    return tuple(sorted(verbs | set(more.split()), key=lambda one: (-len(one), one)))


_LEAD = re.compile(
    r"^(?:(?:截至)?目前|全年|年内|本年度?|[0-9]{4}年度?|全[市县区省州]|我[市县区局委]|本[市县区局]|市级|已经?|共计?|累计|现|均|分别|其中|并|又|先后|合计|总计|各类|由|对|在|为|的|将|和|及|与)+"
)


_TOTAL = Pattern("(?:总数|总共|共计|合计|总计|共)$", needs="共 合计 总数 总计")
"""What stands between a name and its total: 现有综合窗口共29个."""


def _name(figure: Figure) -> tuple[str, str] | None:
    """(noun, verb) of a figure: 设县级河长16名 and 14名县级河长全年巡河 are both (县级河长, "")."""
    label = _added().sub("", figure.label)
    # 取得办学许可的412家机构: what ends in 的 only tells which
    verb, noun = ("", "") if label.endswith("的") else _split(label)
    after = _until_verb(figure.tail)
    if not noun:
        noun = after
    elif after and len(after) >= 2:
        return None  # 窗口单位26个主要负责人: which of the two is counted is not plain
    if len(noun) < 2:
        return None
    if not all(
        is_han(letter) or (letter.isascii() and letter.isalpha()) or letter in '“”"' for letter in noun
    ):
        return None
    return noun, verb


_MAKES_A_NOUN = re.compile(
    "[会班站点员室厅队组证书表法权费额稿者]|单位|机构|中心|系统|平台|制度|对象|人员|事项|决定"
)
_ADVERB = re.compile("(?:主动|依法|及时|共|全年|已|累计|全部)$")


def _split(label: str) -> tuple[str, str]:
    """The verb and the noun of the words before a figure."""
    words = label
    best: tuple[int, str] | None = None
    first = len(words) - len(_LEAD.sub("", words))
    for verb in (*_verbs(), *_STOCK):
        at = words.rfind(verb)
        if at >= 0 and _MAKES_A_NOUN.match(words, at + len(verb)):
            continue  # 新闻发布会, 培训班
        if at > first and verb in _NOUNISH and not _ADVERB.search(words, 0, at):
            continue  # 政务服务事项 is one name
        if at >= 0 and (best is None or at + len(verb) > best[0]):
            best = (at + len(verb), verb)
    if best is None:
        return "", _TOTAL.sub("", _LEAD.sub("", words))
    noun = re.sub("[0-9]+", "", _TOTAL.sub("", _LEAD.sub("", words[best[0] :])))
    about = re.sub("[0-9]+", "", _LEAD.sub("", words[: best[0] - len(best[1])]))
    if len(noun) < NAMED and 2 <= len(about) <= 4 and best[1] not in _STOCK:
        noun = about + noun  # 12345热线承办工单: 热线 tells which
    return ("" if best[1] in _STOCK else best[1]), noun


def _until_verb(tail: str) -> str:
    """What follows a figure up to its verb: 县级河长 of 县级河长全年巡河."""
    stops = [at for verb in _verbs() if verb not in _NOUNISH and (at := tail.find(verb)) >= 0]
    stops += [
        m.start()
        for m in re.finditer(r"全年|年内|均|每|已|共|并|且|累计|分别|全部|都|在|于|由|被|[0-9]", tail)
    ]
    words = tail[: min(stops, default=len(tail))]
    return words if len(words) <= 12 else ""
