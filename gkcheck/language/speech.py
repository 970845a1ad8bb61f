"""How something is said: as a nil return, and by words for a time, a pace or an extent without a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import derive

NilKind = Literal["no_case", "not_needed", "not_concerned", "zero"]
OpenKind = Literal["prompt", "regular", "gradual", "on_time", "lasting", "whole"]


class Nil(NamedTuple):
    """An explicit nil return: no_case (本年度无变更), not_needed (无需更新), not_concerned (不涉及), zero (0件)."""

    start: int
    end: int
    text: str
    kind: NilKind


class OpenTerm(NamedTuple):
    """A word for a time, a pace or an extent that no number stands behind: 及时, 逐步, 按期, 长期, 全面完成."""

    start: int
    end: int
    text: str
    kind: OpenKind


@cache
def _nil() -> re.Pattern[str]:
    things = "事项|情况|情形|变更|变化|变动|调整|申请|投诉|举报|任务|职能|业务|案件|事件|需要|记录|问题|复议|诉讼|新增|信息|项目|收费"
    return re.compile(
        rf"(?P<no_case>(?:未|没有|无)(?:曾|再)?(?:发生|收到|接到|接报|产生|出现|新增|受理|办理|变更|调整|变化|变动)(?:[^，。；！？\n]{{0,20}})?"
        r"|无一[人户例起件家名宗项]?(?:遗漏|漏[报登查管网]|例外|掉队|超期|逾期|返贫|缺席)|(?:无|未|没有)遗漏"
        rf"|(?<![有毫])(?:无|没有|不存在)(?!法|障碍|需)[^，。；！？\n的]{{0,12}}?(?:{things}))"
        r"|(?P<not_needed>无需|无须|不需要?|毋须)"
        r"|(?P<not_concerned>(?:暂)?不涉及|未涉及|无此(?:类|项)|不适用)"
        r"|(?P<zero>(?<![0-9.])0(?=[件条项次起例个宗人家份])|(?<=[为:])[零0](?![0-9.%点])|零(?=[件条项次起例]|报告|投诉|申请))"
    )


@lru_cache(maxsize=512)
def find_nils(text: str) -> tuple[Nil, ...]:
    """Every explicit nil return, in order: that there was no case, nothing to do, or that it does not concern."""
    kinds: tuple[NilKind, ...] = ("no_case", "not_needed", "not_concerned", "zero")
    return tuple(
        Nil(start, end, words, next(kind for kind in kinds if match[kind]))
        for start, end, words, match in _all(text, _nil)
    )


# --- words without a number ----------------------------------------------------------------------------------


@cache
def _open() -> re.Pattern[str]:
    return re.compile(
        r"(?P<prompt>及时|尽快|尽早|抓紧|第一时间|立即|马上|迅速|随时|实时|适时|立行立改|即知即改|即行即改|边查边改|限时|早日|即刻|尽速)"
        r"|(?P<regular>不定期|定期(?![存限])|常态化?|经常性?|周期性|日常)"
        r"|(?P<gradual>逐步|不断|持续|分步|分阶段|分批|分期|阶段性|稳步|有序|循序|滚动|动态)"
        r"|(?P<on_time>按时|按期|如期|限期|准时|时间过半、?任务过半|序时进度|倒排(?:时间|工期|节点)?|时间节点|(?:规定|要求|约定)时限)"
        r"|(?P<lasting>长期|长效|永久|始终|一贯|全程)"
        r"|(?P<whole>(?:全面|基本|总体|大体|初步)(?:完成|实现|建成|达到|落实|覆盖|建立|消除|形成))"
    )


@lru_cache(maxsize=512)
def find_open_terms(text: str) -> tuple[OpenTerm, ...]:
    """Every word for a time, a pace or an extent without a number, in order."""
    kinds: tuple[OpenKind, ...] = ("prompt", "regular", "gradual", "on_time", "lasting", "whole")
    return tuple(
        OpenTerm(start, end, words, next(kind for kind in kinds if match[kind]))
        for start, end, words, match in _all(text, _open)
    )


def _all(text: str, pattern: Callable[[], re.Pattern[str]]) -> list[tuple[int, int, str, re.Match[str]]]:
    """Every match of an expression on the derived form, with its place and words in the text as submitted."""
    form = derive(text)
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for match in pattern().finditer(form.text):
        start, end = form.span(match.start(), match.end())
        found.append((start, end, text[start:end], match))
    return found
