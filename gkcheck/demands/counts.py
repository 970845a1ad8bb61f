"""Counts: least numbers asked (不少于3件, 至少建成5条, 新增600个以上), where no period makes them a frequency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from gkcheck.demands.demand import Demand, clause_before, span_of, stretch_of, terms_of, trimmed
from gkcheck.language.acts import families_in
from gkcheck.language.clauses import Clause
from gkcheck.language.counts import Count, find_counts
from gkcheck.language.enclosed import touching
from gkcheck.language.form import HAN, fold
from gkcheck.language.frequency import find_frequencies
from gkcheck.language.pattern import Pattern
from gkcheck.language.windows import find_windows
from gkcheck.model import Task


def find(task: Task, clauses: Sequence[Clause], year: int | None) -> Iterator[Demand]:
    """Every least number asked, in order."""
    text = task.requirement
    periodic = touching((fact.start, fact.end) for fact in find_frequencies(text) if fact.period is not None)
    for fact in find_counts(text):
        if periodic(fact.start, fact.end) or fact.measure == "百分点":
            continue
        start, end = stretch_of(clauses, fact.start, fact.end)
        before, after = fold(text[start : fact.start]), fold(text[fact.end : end])
        if not _is_least(fact, before, after):
            continue
        piece = trimmed(text, _piece(text, start, fact.start), _noun_end(text, fact.end, end))
        terms = terms_of(_least().sub("", fold(text[piece[0] : piece[1]])))
        yield Demand(
            kind="count",
            span=span_of(task, "requirement", *piece),
            clause=span_of(task, "requirement", *trimmed(text, start, end)),
            terms=terms if len(terms) >= 2 else terms | terms_of(clause_before(clauses, text, start)),
            families=families_in(fold(text[start:end])),
            count=fact,
        )
    yield from _least_times(task, clauses)


OPEN_TO_ALL = Pattern(
    "公示|公告|公布|征求|征集|听取|意见征询", needs="公示 公告 公布 征求 征集 听取 意见征询"
)
"""What is open to everybody for a length of time."""
_DAYS = {"day": "日", "natural_day": "日", "working_day": "个工作日"}


def _least_times(task: Task, clauses: Sequence[Clause]) -> Iterator[Demand]:
    """征求意见的期限不少于30日: a number of days for which something is to be open to everybody."""
    text = task.requirement
    for window in find_windows(text):
        if window.bound != "over" or window.number is None or window.unit not in _DAYS:
            continue
        start, end = stretch_of(clauses, window.start, window.end)
        if OPEN_TO_ALL.search(fold(text[start : window.start])) is None:
            continue
        piece = trimmed(text, start, window.end)
        count = Count(
            start=window.start,
            end=window.end,
            text=window.text,
            value=window.number,
            measure=_DAYS[window.unit],
            noun="",
            bound="at_least",
            approximate=False,
        )
        yield Demand(
            kind="count",
            span=span_of(task, "requirement", *piece),
            clause=span_of(task, "requirement", *trimmed(text, start, end)),
            terms=terms_of(text[start : window.start]) | terms_of(clause_before(clauses, text, start)),
            families=families_in(fold(text[start:end])),
            window=window,
            count=count,
        )


@cache
def _least() -> re.Pattern[str]:
    return re.compile(r"不得?少于|不得?低于|至少|最少|以上|及以上")


@cache
def _remote() -> Pattern:
    return Pattern(rf"(?:至少|最少)(?:要|应|须|应当)?{HAN}{{1,6}}$", needs="最少 至少")


@cache
def _class() -> re.Pattern[str]:
    """What makes “N以上” the mark of a class or a threshold, not a number to reach."""
    return re.compile(
        r"(?:涉及|死亡|重伤|受伤|损失|伤亡|金额|资金|投资|面积|人数|规模|逾期|罚款|涉案|失踪|中毒|被困|经营|年龄|年收入|获得|产值|营收)[^，。；、]{0,6}$"
    )


@cache
def _making() -> re.Pattern[str]:
    return re.compile(
        r"建成|新建|新增|建设|改造|完成|开展|组织|举办|培训|发布|公开|制定|推出|上线|引进|培育|创建|打造|配备|设立|设置|建立|开通|检查|抽查"
        r"|巡查|走访|发展|安排|选派|实施|办理|接入|整治|修建|提供|发放|种植|召开|解读|刊发|编发|报送|帮助|帮扶|招募|认定|签约|开设|增设"
        r"|投放|更换|维修|改建|淘汰|退出|压减|关停|拆除|减少|查处|评估|监测|调解|化解|救助|资助|受理|处置|回收|审核|审查|推荐|报名|参加|承办|入库|纳管|流转|脱贫|扩建|清理|治理|推送|采集|储备|吸纳|落地|形成|推广|布设|投用|招聘|选树|评选|申报|举行|编制|建|设|增|办|达到"
    )


@cache
def _brought() -> Pattern:
    """An amount that somebody brings in or pays out: 到位资金3亿元以上, 完成投资20亿元以上."""
    return Pattern(
        r"(?:到位|完成|引进|筹集|募集|落实|争取|撬动|发放|投入|拨付|实现|新增)[^，。；、]{0,6}$",
        needs="争取 到位 募集 发放 完成 实现 引进 投入 拨付 撬动 新增 筹集 落实",
    )


@cache
def _case() -> re.Pattern[str]:
    """What tells of whom or when a number holds, not what is to be reached: 凡持有证书2本以上."""
    return re.compile(
        r"凡|如|若|遇|对|发生|属于|符合|具[有备]|拥有|持有|从事|担任|获得?|评为|造成|参会|超|[现原共]有|已|仅|其中|包括|以|按|每"
    )


def _is_least(fact: Count, before: str, after: str) -> bool:
    """Whether a count in a requirement is a number to reach."""
    if re.search(r"(?:每|年均|月均|日均|人均)[^，。；、]{0,3}$", before) or after.startswith("期"):
        return False
    if after.startswith("的"):  # 组建不少于10人的队伍; 投资不少于500万元的项目 is a class
        return (
            fact.bound == "at_least"
            and re.search("(?:组建|配备|成立|招募|建立|设立)(?:起|了)?(?:一支|一个)?$", before) is not None
        )
    if fact.bound == "exact":
        return bool(_remote().search(before))
    brought = not after[:1].isalpha() and _brought().search(before) is not None
    if fact.bound != "at_least":
        return False
    if not fold(fact.text).endswith("以上"):
        return True
    if _class().search(before) and not brought:
        return False
    if not after[:1].isalpha():
        return brought or bool(_making().search(before)) or (len(before) >= 4 and not _case().search(before))
    return _makes_before(before, after)


def _makes_before(before: str, after: str) -> bool:
    """培育5家以上示范企业: a verb of doing right before, and a noun after that ends the piece."""
    verb = _making().search(before[-6:])
    return verb is not None and re.match(r"[\u4e00-\u9fff“”]{2,14}(?:$|[，。；、])", after) is not None


def _piece(text: str, start: int, at: int) -> int:
    """Where the words of one count begin: after the last mark of its clause before it."""
    listed = text[max(start, at - 1) : at] == "等"  # 养老院、护理站等不少于60家 counts all of the list
    marks = [text.rfind(mark, start, at) for mark in ("，（(" if listed else "、，（(")]
    return max(start, *(mark + 1 for mark in marks))


def _noun_end(text: str, at: int, end: int) -> int:
    match = re.compile(r"[^、，。；（）()]{0,16}").match(text, at, end)
    return match.end() if match else at
