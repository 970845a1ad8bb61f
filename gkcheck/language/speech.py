"""How something is said: as a plan, as a negative, as a nil return, without a number, without a term."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import derive

PlanKind = Literal["future", "progress", "deferred"]
NegativeKind = Literal["not_done", "not_found", "none"]
NilKind = Literal["no_case", "not_needed", "not_concerned", "zero"]
OpenKind = Literal["prompt", "regular", "gradual", "on_time", "lasting", "whole"]


class Plan(NamedTuple):
    """Words of what is not yet done: future (将, 拟, 下一步), progress (正在), deferred (纳入…规划)."""

    start: int
    end: int
    text: str
    kind: PlanKind


class Negative(NamedTuple):
    """A negative up to the end of its clause: not_done (未完成), not_found (未发现), none (没有, 无)."""

    start: int
    end: int
    text: str
    kind: NegativeKind


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


class VagueAmount(NamedTuple):
    """A number that is not told: 多次, 若干, 大量, 一批."""

    start: int
    end: int
    text: str


# --- plans ---------------------------------------------------------------------------------------------------

_AFTER_WILL = (
    "继续|进一步|加强|加大|加快|不断|持续|严格|按照?|根据|结合|以|于|在|会|组织|开展|认真|积极|及时|逐步|全面|全力|深入|推进|推动"
    "|完善|建立|健全|制定|出台|印发|召开|举办|启动|对|从|为|予以|适时|切实|着力|重点|尽快|努力|力争|争取|陆续|抓紧|探索|优化|强化"
    "|做好|抓好|围绕|坚持|更加|严肃|依法|依托|充分|通过|采取|同步|联合|牵头|配合|择机|上线|完成|实现|达到|提请|一如既往|把|再|用"
)
"""What follows 将 when it tells the future; before a noun it marks the object (将网站迁移)."""


@cache
def _plan() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<future>即将|(?<![大小主名健良闯猛干])将(?={_AFTER_WILL})|(?<![模草虚比])拟(?![定订稿写制合人态]|[^，。；]{{1,5}}的)"
        r"|(?<![文作法查划动设训传购资产水学督管造度案告书])计划(?=于|在|到|[0-9]|年内|明年|下|近期|开展|启动|新建|投[入资]|用|完成|组织|对|采取|通过|建设|召开|实施)"
        r"|下一步|下一阶段|下阶段|今后|接下来|力争(?=[于在到年明下]|[0-9])|有望|预计|打算|(?<!未)着眼下"
        r"|(?<![招接等期对看优善亟])待[^，。；！？\n]{2,20}?(?:后|出台|批复|到位)|明年(?=将|计划|拟|继续|力争))"
        r"|(?P<progress>正在|正(?=抓紧|积极|按|有序|全力|组织|推进|加快|着手|稳步)|尚在|仍在|着手|有序推进|稳步推进|筹备"
        r"|(?:推进|进行|建设|编制|办理|研究|筹备|整改|审核|审批|施工|招标|修订|制定|实施|起草|协调)之?中(?![心小学国央部期介层])"
        r"|(?:拟|制|修)[定订]过程中|征求意见阶段)"
        r"|(?P<deferred>[纳列]入[^，。；！？\n]{2,24}?(?:规划|计划|建设内容|预算|盘子|项目库|统一建设))"
    )


@lru_cache(maxsize=512)
def find_plans(text: str) -> tuple[Plan, ...]:
    """Words that put an act into the future, in order. The 将 that marks an object (将网站迁移到…) is none."""
    kinds: tuple[PlanKind, ...] = ("future", "progress", "deferred")
    return tuple(
        Plan(start, end, words, next(kind for kind in kinds if match[kind]))
        for start, end, words, match in _all(text, _plan)
    )


# --- negatives and nil returns -------------------------------------------------------------------------------


@cache
def _negative() -> re.Pattern[str]:
    rest = "[^，。；！？\\n]{1,40}"
    return re.compile(
        rf"(?P<not_found>(?:暂|均|从|并|也|尚)?(?:未|没有?)(?:曾|再)?(?:发现|发生|出现|收到|接到|产生|查出){rest})"
        rf"|(?P<not_done>(?:暂|尚|均|从|并|也|仍|还)?未(?![来必央雨尽遂]|成年|雨|婚|经批准|满){rest}|未能{rest}|无法{rest}|不具备{rest}|没能{rest})"
        rf"|(?P<none>(?:暂|均|并|也|尚)?(?:没有|无(?![论人机线烟害纸偿锡产党缝障感锚须疑形限证毒忧差死尘]|缝|需|不)){rest})"
    )


@lru_cache(maxsize=512)
def find_negatives(text: str) -> tuple[Negative, ...]:
    """Every negative, from its word to the end of the clause, in order."""
    kinds: tuple[NegativeKind, ...] = ("not_found", "not_done", "none")
    return tuple(
        Negative(start, end, words, next(kind for kind in kinds if match[kind]))
        for start, end, words, match in _all(text, _negative)
    )


@cache
def _nil() -> re.Pattern[str]:
    things = "事项|情况|情形|变更|变化|变动|调整|申请|投诉|举报|任务|职能|业务|案件|事件|需要|记录|问题|复议|诉讼|新增|信息|项目|收费"
    return re.compile(
        rf"(?P<no_case>(?:未|没有|无)(?:曾|再)?(?:发生|收到|接到|接报|产生|出现|新增|受理|办理|变更|调整|变化|变动)(?:[^，。；！？\n]{{0,20}})?"
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


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(
        r"(?<![最更过至众差太繁大居更很诸许])多(?:次|家|个|项|件|场|起|篇|条|名|批|处|轮|户|期|人次|部)(?![子性])|数(?=[次家起场轮](?![0-9]))[次家起场轮]"
        r"|若干|大量|大批|一系列|(?<![第])一批|(?<!不在)少数|许多|诸多|众多|不少(?!于)|部分(?=[^门])|绝大多数|大多数|大部分|一定数量"
        r"|[二三四五六七八][三四五六七八九](?=[次家个件起项名])"
    )


@lru_cache(maxsize=512)
def find_vague_amounts(text: str) -> tuple[VagueAmount, ...]:
    """Every amount without a number, in order. 多渠道 and 多形式 tell a manner and are none; 100多条 is a count."""
    found: list[VagueAmount] = []
    for start, end, words, match in _all(text, _vague):
        before = match.string[match.start() - 1 : match.start()]
        if not (before and (before.isdigit() or before in "十百千万亿几数")):
            found.append(VagueAmount(start, end, words))
    return tuple(found)


def _all(text: str, pattern: Callable[[], re.Pattern[str]]) -> list[tuple[int, int, str, re.Match[str]]]:
    """Every match of an expression on the derived form, with its place and words in the text as submitted."""
    form = derive(text)
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for match in pattern().finditer(form.text):
        start, end = form.span(match.start(), match.end())
        found.append((start, end, text[start:end], match))
    return found
