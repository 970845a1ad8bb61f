"""Statements that nothing bad was found or happened: 未发现…问题, 未发生…事故, 无超期, 零投诉."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import derive


class Negative(NamedTuple):
    """`found`: somebody is said to have looked (未发现); `event`: nothing is said to have happened (未发生)."""

    start: int
    end: int
    text: str
    kind: Literal["found", "event"]
    object: str


_BAD = (
    "事故|事件|问题|违规|违法|违纪|纠纷|舆情|超期|逾期|超时|迟报|漏报|瞒报|错报|差错|失误|不良|负面|泄密|泄露|上访|隐患|缺陷|不当|不力|不妥|不得力"
    "|不及时|不规范|情形|现象|案件|行为|风险|感染|中毒|伤亡|火灾|复发|反弹|死亡|疫情|断档|推诿|拖延|违约|投诉"
)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<found>(?:未|没有|均无|从未)(?:曾|再|有)?(?:发现|查出|检出|排查出)|未见(?!成效|明显|好转|面|过))(?P<what>[^，。；！？\n]{0,60})"
        rf"|(?:未|没有|从未)(?:曾|再)?(?:发生|出现|引发|产生|造成|酿成)(?P<event>[^，。；！？\n]{{0,40}}?(?:{_BAD})[^，。；！？\n]{{0,8}})"
        r"|[无零](?P<none>(?:一例|一起|一件|重大|较大|安全)?(?:超期|逾期|超时|投诉|差错|事故|违规|违法|违纪|泄密|上访|漏报|瞒报|迟报|失误|舆情|火灾|感染))"
    )


@lru_cache(maxsize=256)
def find_negatives(text: str) -> tuple[Negative, ...]:
    """Every such statement of a text, in order."""
    form = derive(text)
    found: list[Negative] = []
    for match in _pattern().finditer(form.text):
        start, end = form.span(match.start(), match.end())
        kind: Literal["found", "event"] = "found" if match["found"] else "event"
        thing = match["what"] or match["event"] or match["none"] or ""
        found.append(Negative(start, end, text[start:end], kind, thing))
    return tuple(found)
