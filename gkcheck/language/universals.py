"""“All of them” said of a set that can be counted: 全部, 均应, 一律, 应公开尽公开, 凡…都, 全覆盖."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import derive, is_han


class Universal(NamedTuple):
    """Words that say all of a set; `softened` by 原则上, 一般, 力争 and the like before them.

    `kind`: duty (均应, 都要, 一律, 应公开尽公开, 凡…都), set (全部, 全覆盖), told (均已…: how a report says it; in a
    requirement it only ties several subjects to one verb).
    """

    start: int
    end: int
    text: str
    softened: bool
    kind: Literal["duty", "set", "told"] = "duty"


@cache
def _words() -> re.Pattern[str]:
    return re.compile(
        r"(?=[均都全一应必凡所原尽力争逐基1百面域员覆无])(?P<soft>(?:原则上|一般|尽可能|尽量|力争|争取|逐步|基本)(?:实现|做到|达到)?)?(?:"
        r"(?P<duty>(?:(?<![平年月日人季周户亩天件])均|(?<![首古故之])都|全都|一概)(?:应当?|要|须|必须|需要?|得到?)(?!求)"
        r"|一律|应(?P<what>[^，。；应]{1,4})尽(?P=what)|必须全部"
        r"|凡是?[^，。；凡]{2,30}，?(?:都|均|一律|必须|应当?|须)|所有(?![权制者])[^，。；]{1,20}?(?:都|均|一律|必须|应当?|须|要))"
        r"|(?P<set>全部(?![门委署队])|(?:100%|百分之百|百分百)?全?(?:面|域|员)?(?<=[%百全面域员])覆盖(?!率)|全数|无一(?:遗漏|例外)|无遗漏|一[个户项件]不[漏少落])"
        r"|(?P<told>(?<![平年月日人季周户亩天件])均(?![衡等价匀值线权贫安沾势田摊分质方数]))"
        r")"
    )


@lru_cache(maxsize=512)
def find_universals(text: str) -> tuple[Universal, ...]:
    """Every universal in a text, in order; 全面, 全方位, 全流程 and 全过程 are a quality, not a set."""
    form = derive(text)
    found: list[Universal] = []
    for match in _words().finditer(form.text):
        if match["told"] and not is_han(form.text[match.end() : match.end() + 1]):
            continue
        kind: Literal["duty", "set", "told"] = "duty" if match["duty"] else "set" if match["set"] else "told"
        start, end = form.span(match.start(), match.end())
        found.append(Universal(start, end, text[start:end], match["soft"] is not None, kind))
    return tuple(found)
