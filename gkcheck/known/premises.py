"""Premises: where a text speaks of a known law, document or meeting as issued, in force, revised or held."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.known.document import KnownDocument
from gkcheck.known.premise import Event, Premise
from gkcheck.language.clauses import split_clauses, split_sentences
from gkcheck.language.documents import find_titles
from gkcheck.language.form import HAN, Form, derive
from gkcheck.language.pattern import Pattern

if TYPE_CHECKING:
    from gkcheck.known import Known

_AROUND = 150  # letters of a sentence looked at on both sides of a mention


class _Mention(NamedTuple):
    start: int
    end: int
    document: KnownDocument


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        r"^[》”\"]?(?:\([^()]{0,30}\))?(?P<again>(?:新近?|已经?)?(?:修订|修改|修正)后?的?)?"
        r"(?:已经?|的|正式|全面|公布|颁布|(?P<when>自?20\d\d年\d{1,2}月\d{1,2}日)起?|自?(?:今年|本年|从)?\d{1,2}月\d{1,2}日起?){0,3}(?:"
        r"(?P<force>(?:施行|生效)|实施(?!方案|办法|细则|意见|条例|[一二三四五六七八九十\d]{1,3}周年|情况))"
        r"|(?P<issue>出台|颁布|公布|印发|发布|通过(?!后评估)|审议通过))"
        r"(?!(?:施行|实施|出台)?(?:前|之前|在即|日期|倒计时|的?准备|预热))"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        r"(?P<basis>按照?|根据|依据|依照|遵照|贯彻|落实|执行|对照|参照|遵循|学习|宣传|宣讲|宣贯|传达|培训|普及|结合|开展)[^，。；、《》]{0,8}$"
    )


@cache
def _enforced() -> re.Pattern[str]:
    """Cases closed by a law: it was taken to be in force."""
    return re.compile(
        r"^[》”\"]?(?:\([^()]{0,30}\))?[^，。；]{0,20}(?:立案|查处|罚款|予以[^，。；]{0,4}处罚|处罚[^，。；]{0,8}\d)"
    )


@cache
def _newly() -> re.Pattern[str]:
    return re.compile(
        r"(?:新近?(?:修订|修改|修正)(?:后|实施|施行|出台|颁布|公布)?的?|修订后的?|修改后的?|新版|(?<![创更革出翻全崭重最清])新)[《“\"]?$"
    )


@cache
def _again() -> Pattern:
    """新修订的条例: a document named before, called by its last noun."""
    return Pattern(
        r"新近?(?:修订|修改|修正)后?的?[“\"]?(?P<noun>条例|办法|规定|意见|规则|法)(?![律规治定人制院官案])",
        needs="修改 修正 修订",
    )


@cache
def _not_yet() -> Pattern:
    return Pattern(
        r"草案|征求意见|送审稿|即将|将于|届时|待[^，。；]{0,30}(?:后|时)|一旦|筹备|迎接|喜迎|拟(?!定)|计划(?!生育)|预计|下一步|尚未|还未|未(?:出台|施行|实施|印发)"
        r"|(?:我|本|各)[^，。；]{1,6}将|将(?:会|要|及时|继续|进一步|认真|严格|按照|根据|适时|尽快|同步|组织|全面|做好)|将[在自从]|明年|做[好足实][^，。；]{0,20}(?:准备|衔接)|为[^，。；]{0,40}做[^，。；]{0,4}准备|(?:打好|打下|夯实|奠定)[^，。；]{0,8}基础|提前(?:谋划|学习|部署|准备|介入)|征集|修法|修订(?:工作|调研|座谈|建议|意见)|修改(?:意见|建议)|立法(?:调研|建议|工作)",
        needs="征集 修法 修订 修改 一旦 下一步 做好 做足 做实 准备 明年 打好 打下 夯实 奠定 提前 出台 印发 喜迎 实施 将 尚未 届时 征求意见 待 拟 施行 立法 筹备 草案 计划 迎接 还未 送审稿 预计",
    )


@cache
def _spirit() -> re.Pattern[str]:
    return re.compile(
        r"^[”\"]?(?:和[^，。；]{0,16})?(?:精神|报告|胜利召开|召开以来|召开后|闭幕|决定|部署|以来)"
    )


def find_premises(text: str, known: Known, given: str = "") -> Iterator[Premise]:
    """The premises of a text that are told as facts; what is planned, drafted or awaited is none.

    `given`: the requirement, where a 新修订的条例 of the report may have been named in full.
    """
    form = derive(text)
    words = form.text
    mentions = sorted(_mentions(form, known))
    elsewhere = _documents_in(given, known) if given else ()
    sentences = [(form.position(one.start), form.position(one.end)) for one in split_sentences(text)]
    clauses = [(form.position(one.start), form.position(one.end)) for one in split_clauses(text)]
    for mention in (*mentions, *_anaphora(words, mentions, elsewhere)):
        sentence = _holding(sentences, mention.start)
        clause = _holding(clauses, mention.start)
        around = words[max(sentence[0], mention.start - _AROUND) : min(sentence[1], mention.end + _AROUND)]
        if _not_yet().search(around):
            continue
        event, first, last = _event(words, mention, clause[0])
        if event is not None:
            start, end = form.span(first, last)
            yield Premise(start, end, mention.document, event)


def _event(words: str, mention: _Mention, begin: int) -> tuple[Event | None, int, int]:
    """What is said of a mention, and from where to where the words that say so reach."""
    before, after = (
        words[max(begin, mention.start - 30) : mention.start],
        words[mention.end : mention.end + 60],
    )
    basis = _before().search(before)
    first = mention.start - (len(before) - basis.start()) if basis else mention.start
    if mention.document.kind == "event":
        spirit = _spirit().match(after)
        held = basis is not None or spirit is not None
        return "held" if held else None, first, mention.end + (spirit.end() if spirit else 0)
    said = _after().match(after)
    if said and said["when"] and not re.match(r"以来|之?后|至今", after[said.end() :]):
        said = None  # from which day it is in force is told, not that it was
    newly = _newly().search(before)
    again = _again().match(words, mention.start) is not None or (said is not None and bool(said["again"]))
    last = mention.end + (said.end() if said else 0)
    by_law = basis is not None and basis["basis"] in ("依据", "根据", "依照", "按照", "按", "依")
    enforced = _enforced().match(after) if by_law else None
    if newly or again:
        first = min(first, mention.start - (len(before) - newly.start() if newly else 0))
        return ("revision_in_force" if enforced or (said and said["force"]) else "revised"), first, last
    if enforced:
        return "in_force", first, mention.end + enforced.end()
    if said:
        return ("in_force" if said["force"] else "issued"), mention.start, last
    return ("issued" if basis else None), first, mention.end


def _mentions(form: Form, known: Known) -> Iterator[_Mention]:
    """Titles in 《》 that are on record, and names of laws and meetings outside them."""
    taken = bytearray(len(form.text) + 1)
    for title in find_titles(form.source):
        start, end = form.position(title.start), form.position(title.end)
        taken[start:end] = b"\x01" * (end - start)
        document = known.named(title.name)
        if document is not None and document.kind != "event":
            yield _Mention(start, end, document)
    for name, document in known.names:
        at = form.text.find(name)
        while at >= 0:
            end = at + len(name)
            whole = document.kind == "event" or not _part_of_another(form.text, at, end)
            if whole and not any(taken[at:end]):
                taken[at:end] = b"\x01" * (end - at)
                yield _Mention(at, end, document)
            at = form.text.find(name, end)


@cache
def _begins() -> re.Pattern[str]:
    """What may stand before the name of a law outside 《》; after other letters it is a part of another name."""
    return re.compile(
        rf"(?:^|(?!{HAN}).|[的和与及以在对将把了日]|贯彻|落实|执行|学习|宣传|宣讲|宣贯|传达|培训|普及|按照?|依照|依据|根据|对照|参照|遵守|违反"
        r"|开展|组织|举办|围绕|结合|修订后?|修改后?|新版|(?<![创更革出翻全崭重最清])新|我国|国家|中华人民共和国)$"
    )


def _part_of_another(words: str, start: int, end: int) -> bool:
    """云岭县优化营商环境条例, 可再生能源法, 行政许可法实施细则: another document's name."""
    if _begins().search(words[max(0, start - 8) : start]) is None:
        return True
    return (
        re.match(
            r"实施(?:细则|办法|意见|方案|条例)|细则|解释|规(?![定范程划])|制(?![定作约])|[人官院庭律治]|定(?!期)",
            words[end : end + 4],
        )
        is not None
    )


def _anaphora(
    words: str, mentions: Sequence[_Mention], elsewhere: Sequence[KnownDocument]
) -> Iterator[_Mention]:
    for match in _again().finditer(words):
        if any(one.start <= match.start("noun") < one.end for one in mentions):
            continue
        named = [one.document for one in mentions if one.end <= match.start()][::-1]
        document = next((one for one in (*named, *elsewhere) if one.title.endswith(match["noun"])), None)
        if document is not None:
            yield _Mention(match.start(), match.end(), document)


def _documents_in(text: str, known: Known) -> tuple[KnownDocument, ...]:
    return tuple(one.document for one in _mentions(derive(text), known))


def _holding(stretches: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """The stretch that holds a place; stretches stand in order."""
    place = bisect_right(stretches, (at, len(stretches) and stretches[-1][1] + 1)) - 1
    if place >= 0 and stretches[place][0] <= at < stretches[place][1]:
        return stretches[place]
    return at, at
