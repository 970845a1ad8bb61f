"""Obligations: a requirement taken apart into what it binds the unit to do, each with its exact words.

Left out are aims (以…, 营造…, 提高…), premises (按照…, 围绕…), permissions (可…), bans (they are a kind of their own),
what is done to the unit by others (纳入考核), and slogans. A duty under a condition (…的, 如…) and one addressed to
somebody else are kept and marked, so that one can see why they weigh nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from gkcheck.language.addressees import Addressee, find_addressee
from gkcheck.language.clauses import Clause, split_clauses, split_sentences
from gkcheck.language.documents import find_titles
from gkcheck.language.duty_words import leading, subject
from gkcheck.language.enclosed import within
from gkcheck.language.enumerations import find_items
from gkcheck.language.form import HAN, fold, is_han
from gkcheck.language.pattern import Pattern


class Obligation(NamedTuple):
    """One duty. `items` are the members of its list, or empty; `condition` says that it waits for a case;
    `loose` that it names a direction (改善…, 优化…) which any result may answer; `addressee` whom it names.
    """

    start: int
    end: int
    text: str
    items: tuple[Clause, ...] = ()
    condition: bool = False
    loose: bool = False
    addressee: Addressee | None = None


@lru_cache(maxsize=512)
def find_obligations(text: str) -> tuple[Obligation, ...]:
    """The duties of a requirement, in order."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Obligation]:
    titled = within((title.start, title.end) for title in find_titles(text))
    every = split_clauses(text)
    at = 0
    for sentence in split_sentences(text):
        clauses = []
        while at < len(every) and every[at].start < sentence.end:
            clauses.append(every[at])
            at += 1
        conditional = False
        addressee: Addressee | None = None
        duties = 0
        for place, clause in enumerate(clauses):
            following = fold(clauses[place + 1].text) if place + 1 < len(clauses) else ""
            for part in _acts_of(clause):
                named = find_addressee(part.text)
                apposed = _APPOSED.match(part.text) if named is None and _BOUND.match(following) else None
                if apposed is not None:
                    named = find_addressee(f"{part.text[: apposed.end('who')]}要")
                if named is not None:
                    addressee = named._replace(start=named.start + part.start, end=named.end + part.start)
                whole = fold(part.text)
                words = _bare_duty(whole)
                if following and _waits(words, following):
                    conditional = True
                    continue
                if (
                    _ban().search(whole)
                    or _permission().search(whole)
                    or (following and (_premise(words) or _theme(words, following)))
                    or _nothing_asked(words, whole)
                    or _aim(words, first=duties == 0)
                    or titled(part.start, part.end)
                ):
                    continue
                start, end = _trimmed(text, part.start, part.end)
                duties += 1
                yield Obligation(
                    start=start,
                    end=end,
                    text=text[start:end],
                    items=find_items(text, start, end),
                    condition=conditional or _inner_condition().search(whole) is not None,
                    loose=_loose().match(words) is not None,
                    addressee=addressee,
                )


_APPOSED = Pattern(
    r"\s*(?P<who>[^，。；]{2,40}?)(?:作为|系|为)[^，。；]{2,16}(?:单位|部门|主体|地区|县区|区县)\s*$",
    needs="主体 区县 单位 县区 地区 部门",
)
"""云桥区、南屏县人民政府作为试点单位，要…: who is bound stands in the clause before the modal verb."""
_BOUND = re.compile("均?(?:要|应当?|须|必须|负责)")


def _bare_duty(words: str) -> str:
    """A clause without the subject and modal verb before its duty, the ground it stands on, and its adverbs."""
    bound = subject().match(words)
    if bound is not None:
        words = words[bound.end() :]
    ground = _ground().match(words)
    if ground is not None and _begins_act().match(ground.group("rest")):
        words = ground.group("rest")
    return words[len(_lead(words)) :]


def _lead(words: str) -> str:
    match = leading().match(words)
    return match.group() if match else ""


def _acts_of(clause: Clause) -> Iterator[Clause]:
    """A clause cut before 并, where two acts with their own objects stand in it (清理事项并公布清单)."""
    start = clause.start
    for match in _and_then().finditer(clause.text):
        at = clause.start + match.start()
        if at - start >= 6 and clause.end - at >= 4 and not _bare_verb().search(clause.text[: match.start()]):
            yield Clause(start, at, clause.text[start - clause.start : match.start()])
            start = at
    yield Clause(start, clause.end, clause.text[start - clause.start :])


def _waits(words: str, following: str) -> bool:
    """A clause that names the case in which the following duty arises: …的, 如…, 对…不力的单位."""
    if _condition().search(words):
        return True
    return re.match(r"对", words) is not None and "的" in words and _fault().search(words) is not None


def _theme(words: str, following: str) -> bool:
    """A clause that only names what the following one speaks of: 12350电话受理的一般事项，应在…."""
    if re.match(r"除.{2,60}外$|(?:特别|尤其)是", words) or re.search(
        r"\d[个]?(?:工作日|日|天|小时|分钟)(?:以)?内$", words
    ):
        return True
    if re.match(
        r"(?:均|都|原则上)?(?:都)?(?:应|要|须|予以|由|除|\d|在\d|于\d|自|建立)", following
    ) is None and not _short_subject(following):
        return False
    if re.match(r"(?:对于?|针对|关于|就)", words):
        return _handles().search(words) is None
    return "的" in words and _produces().match(words) is None


def _short_subject(words: str) -> bool:
    bound = subject().match(words)
    return bound is not None and bound.end() <= 9


def _premise(words: str) -> bool:
    """A clause that only says on what ground, or from where: 按照…要求, 坚持…, 从…出发."""
    return _premises().match(words) is not None


def _nothing_asked(words: str, whole: str) -> bool:
    """A slogan, a bare citation, or what others do with the unit's work: weigh it, count it into a score, watch it."""
    if _slogan().fullmatch(words) or re.match(r"(?:特别|尤其)是|除.{2,60}外$", words):
        return True
    if re.search(
        rf"(?:情况|结果|职责|成效){HAN}{{0,4}}(?:纳入|列入|作为|计入)[^，。；]{{0,20}}(?:考核|考评|绩效|评价|评先|依据)",
        words,
    ):
        return True
    if re.match(r"接受[^，。；]{0,8}(?:监督|检查|评议)$", words):
        return True
    bare = re.sub(r"《[^》]{0,200}》|\([^)]{0,40}\)", "", whole)
    bare = re.sub(
        r"贯彻|落实|执行|按照|根据|精神|要求|规定|部署|文件|和|省|市|上级|国家|相关|有关|的|精神", "", bare
    )
    return sum(is_han(letter) or (letter.isascii() and letter.isalpha()) for letter in bare) < 3


def _aim(words: str, first: bool) -> bool:
    """以…, 营造…, 让…: what the duty is for. A verb of improvement is a duty when it opens the sentence."""
    if _aims().match(words):
        return True
    return not first and _aims_later().match(words) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "，。；：、！？,.;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "，。；：、！？,.;:"):
        end -= 1
    return start, end


@cache
def _ground() -> Pattern:
    return Pattern(
        r"(?:按照?|根据|依据|依照|对照|结合|围绕|遵循)[^，。；]{2,80}?(?:要求|规定|精神|部署|标准|原则|通知|》(?:\([^)]{0,40}\))?)(?:，)?(?P<rest>[^的》].{3,})",
        needs="》 原则 标准 精神 要求 规定 通知 部署",
    )


@cache
def _begins_act() -> re.Pattern[str]:
    return re.compile(
        r"(?:进一步|切实|认真|积极|不断|持续|全面|着力|大力|深入|有效|逐步|充分|依法|严格|及时|加快)?"
        r"(?:推进|推动|推行|开展|加强|完善|建立|健全|制定|制订|修订|编制|梳理|清理|整合|规范|落实|做好|抓好|组织|公开|公布|淘汰|设立|建设|整改|检查|强化|优化|完成|调整|划定|配备|办理|印发|更新|报送)"
    )


@cache
def _handles() -> re.Pattern[str]:
    """A clause with 对… that holds its verb itself: 对企业检查全覆盖, 对窗口进行整合."""
    return re.compile(
        r"(?:开展|进行|实行|加强|落实|作出|予以|给予|建立|提供|全覆盖|检查|管理|整合|清理|核查|排查|整治|评估)[^的]{0,30}$"
    )


@cache
def _produces() -> re.Pattern[str]:
    return re.compile(
        r"(?:制定|出台|编制|印发|公布|公开|建立|完善|开展|组织|推进|落实|清理|规范|加强|强化|做好|设立)"
    )


@cache
def _fault() -> Pattern:
    return Pattern(
        r"不(?!动产|同|断|少|限|仅)|滞后|失[当实职责]|违|未|造成|较差|拒|逾期|超期|缓慢|薄弱|弄虚|虚假",
        needs="不 失实 失当 失职 失责 弄虚 拒 未 滞后 缓慢 薄弱 虚假 超期 较差 违 造成 逾期",
    )


@cache
def _and_then() -> re.Pattern[str]:
    return re.compile(r"(?<![合一兼吞归])并(?![列联存重行轨举网入购案发排且处])")


@cache
def _bare_verb() -> re.Pattern[str]:
    return re.compile(r"(?:制定|制订|编制|清理|收集|修订|公布|公开|整理|梳理|建立|完善|核实|汇总|检查)$")


@cache
def _ban() -> re.Pattern[str]:
    return re.compile(
        r"不得(?!力|不|已|当|人心|要领|而知|了)|严禁|禁止|不再|不准|不许|杜绝|不允许|一律不|不能|不应"
    )


@cache
def _permission() -> Pattern:
    return Pattern(
        r"(?:^|[的门位区况者人]|确需|必要时)可(?![靠信能持视追行及用操复感爱比观供支燃再获控])|可以(?!看)"
        r"|^(?:鼓励|允许|提倡|支持(?=各|有条件|企业|社会|符合))"
        r"|有条件的",
        needs="允许 可 提倡 支持 有条件的 鼓励",
    )


@cache
def _inner_condition() -> re.Pattern[str]:
    return re.compile(
        r".{4,60}?的(?:，)?(?:要|应当|应(?!急|用)|须|由|予以|给予|及时|\d{1,3}个?(?:工作日|日|天|小时))"
        r"|对.{2,40}?(?:不(?!动产|同|断|少|限|仅)|滞后|失[当实职责]|违|未|造成|逾期|超期|缓慢).{0,30}?的.{1,16}?(?:予以|给予|要|应|由|进行)"
        r"|^(?:如|若|一旦|遇有?|凡)(?!期|实|何|下|此)"
    )


@cache
def _condition() -> re.Pattern[str]:
    return re.compile(
        r"^(?:如|若|凡|一旦|遇有?|万一|确需)|.{3,60}的$|^(?:发生|出现|发现|遇到|接到|收到).{1,40}(?:时|后)$|(?:发生|出现)(?:变化|变更|变动|调整).{0,6}$"
    )


@cache
def _premises() -> re.Pattern[str]:
    return re.compile(
        r"(?:按照|按(?=上级|要求|规定|“|\")|根据|依据|依照|依托|围绕|结合|为(?!.{0,12}提供)|坚持|坚决|贯彻|立足|聚焦|对照|遵循|紧扣|针对|鉴于|着眼)"
        r"|(?:从|在|于|自|以).{2,40}(?:出发|基础上|前提下|指导下|领导下|过程中|期间|为.{1,16})$|.{3,40}(?:时|后|前|中)$"
    )


@cache
def _aims() -> re.Pattern[str]:
    return re.compile(
        r"(?:以(?!上|下|内|外|来|及|往|.{1,14}为|.{1,14}形式|.{1,14}方式)|营造|使(?!用)|让(?!利)|从而|努力|力争|争取|赢得|依法保障|为.{1,12}提供|提供.{0,12}服务$|满足|方便|便于|便民|利于|确保|保证|保障(?!性|房|中心)|做到让|更好|避免|防止|防范"
        r"|维护(?!.{0,8}(?:系统|设备|设施))|接受.{0,8}监督|助力|打造|形成.{1,16}(?:格局|局面|合力|氛围|闭环)|发挥.{1,20}作用|增强.{1,16}(?:感|力|意识|信心)|赢得|推动.{1,16}发展$|引导社会)"
    )


@cache
def _aims_later() -> re.Pattern[str]:
    return re.compile(
        r"(?:提高|提升|增强|促进|优化|改善|巩固|激发|释放|增进|扩大|推动.{1,20}(?:提升|提高|发展)|做到(?!.{0,10}\d)|服务(?!.{0,12}\d)|实现.{1,12}(?:目标|提升|发展|化)$|提供.{0,12}服务$)"
    )


@cache
def _slogan() -> Pattern:
    return Pattern(
        r"(?:切实|全面|严格|认真|进一步|压实|强化|明确)*(?:落实|压实|强化|明确|履行|夯实)(?:好)?(?:企业|部门|单位|安全|信息发布|安全生产|工作|各方|政府)*(?:主体|监管|属地|工作|领导|各方|管理)?(?:责任|职责)(?:管理|落实)?"
        rf"|(?:深入|认真)?(?:学习|借鉴|推广|运用|总结|贯彻)+{HAN}{{0,4}}(?:\"[^\"]{{1,12}}\")?{HAN}{{0,8}}(?:经验|做法|精神|讲话|思想)"
        rf"|(?:高度重视|加强(?:组织)?领导|提高(?:思想)?认识|提高政治站位|强化组织领导|精心组织|狠抓落实|确保落实到位|抓好落实|严肃{HAN}{{1,6}}(?:作风|纪律))",
        needs="严肃 做法 加强 强化组织领导 思想 抓好落实 提高 狠抓落实 确保落实到位 精心组织 精神 经验 职责 讲话 责任 高度重视",
    )


@cache
def _loose() -> re.Pattern[str]:
    return re.compile(
        r"(?:改善|优化|提升|提高|增强|关爱|关心|丰富|美化|巩固|扩大|方便|服务|促进|弘扬|激发|培育|保障|做优|做强|做大|创新|发挥|强化.{2,12}性$)"
    )
