"""Bans: what a requirement forbids; an aim (确保问题不再发生) forbids nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from gkcheck.demands.demand import MOST, TOPIC_LETTERS, Demand, span_of, stretch_of, terms_of
from gkcheck.language.acts import families_in
from gkcheck.language.bans import find_bans
from gkcheck.language.clauses import Clause
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.model import Task


def find(task: Task, clauses: Sequence[Clause], year: int | None) -> Iterator[Demand]:
    """Every ban, in order, the first `MOST`, with the clause it stands in."""
    text = task.requirement
    for ban in find_bans(text)[:MOST]:
        start, end = stretch_of(clauses, ban.start, ban.end)
        before = fold(text[start : ban.start])
        if _aim().search(before) or (ban.word.startswith("不再") and _happens().match(ban.act)):
            continue
        yield Demand(
            kind="ban",
            span=span_of(task, "requirement", ban.start, ban.end),
            clause=span_of(task, "requirement", start, end),
            terms=terms_of(ban.act),
            families=families_in(fold(text[start : min(end, start + 400)])),
            ban=ban._replace(act=f"{before[-40:]}{ban.act}") if _bare().fullmatch(ban.act) else ban,
            topic=f"{task.title}。{text[:start]}。{text[end:]}"[:TOPIC_LETTERS],
        )


@cache
def _bare() -> re.Pattern[str]:
    """A verb without its object: in 计划外的检查一律不得开展 what is forbidden stands before the ban."""
    return re.compile(
        r"(?:再|擅自|随意|另行|自行|继续|予以)?(?:开展|进行|实施|办理|使用|执行|受理|收取|审批|批准|增加|设置|设立|列入|安排|公开|发布|出售|销售|上市|投入使用|作出|组织|印发|出现|发生)"
    )


@cache
def _aim() -> Pattern:
    return Pattern(
        r"(?:确保|保证|防止|避免|做到|力争|实现|的)$|^(?:确保|保证|防止|避免|力争|努力)",
        needs="保证 做到 力争 努力 实现 的 确保 避免 防止",
    )


@cache
def _happens() -> re.Pattern[str]:
    return re.compile(r"(?:发生|出现|反弹|新增|扩大|增加|适用|符合|享受|具备|保留|属于)")
