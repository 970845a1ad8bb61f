"""Claims: the checkable things a report states (figures, dates, documents, links, names), with exact words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gkcheck.language.acts import verbs_in
from gkcheck.language.dates import DateFact, find_dates
from gkcheck.language.documents import find_document_numbers, find_titles
from gkcheck.language.enclosed import within
from gkcheck.language.form import HAN, derive, fold
from gkcheck.language.frequency import Frequency, find_frequencies
from gkcheck.language.orders import order_spans
from gkcheck.language.ordinals import find_ordinal_days
from gkcheck.language.pattern import Pattern
from gkcheck.language.quantities import Count, Rate, Universal, find_counts, find_rates, find_universals
from gkcheck.language.speech import find_nils
from gkcheck.language.windows import Window, find_windows
from gkcheck.model import Span, Task

ClaimKind = Literal[
    "date", "count", "rate", "universal", "window", "frequency", "title", "number", "link", "name", "person", "hotline",
    "nil",
]  # fmt: skip

CHECKABLE: frozenset[ClaimKind] = frozenset(
    {"date", "count", "rate", "window", "frequency", "title", "number", "link", "name", "person", "hotline"}
)
"""Kinds that give an auditor something to look up. A universal (全部) and a nil return do not by themselves."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable thing. `vague` when it is too loose to be looked up (今年以来, 一系列)."""

    kind: ClaimKind
    span: Span
    vague: bool = False
    date: DateFact | None = None
    count: Count | None = None
    rate: Rate | None = None
    universal: Universal | None = None
    window: Window | None = None
    frequency: Frequency | None = None


def read_claims(task: Task, year: int | None) -> tuple[Claim, ...]:
    """All claims of a report, in order."""
    claims = [*_figures(task, year), *_documents(task), *_names(task), *_nils(task)]
    claims.sort(key=lambda claim: (claim.span.start, claim.span.end, claim.kind))
    return tuple(claims)


def own_claims(task: Task, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims that give something to look up and whose words do not stand in the requirement or the title.

    What stands in a sentence to whoever checks the report (得100分) gives nothing.
    """
    orders = order_spans(task.report)
    given = fold(f"{task.title}\n{task.requirement}")
    leasts: dict[str, bool] = {}
    own = []
    for claim in claims:
        if claim.kind not in CHECKABLE or claim.vague:
            continue
        if orders and any(start <= claim.span.start < end for start, end in orders):
            continue
        text = fold(claim.span.text)
        if text in given:
            if claim.kind != "count" or _least().search(_before(task.report, claim.span.start)):
                continue
            if text not in leasts:
                leasts[text] = _only_as_least(text, given)
            if not leasts[text]:
                continue
        own.append(claim)
    return tuple(own)


def _only_as_least(text: str, given: str) -> bool:
    """解读4件 where 不少于4件 is asked is a number told, not one handed back: in what is asked it stands with its bound."""
    return all(_least().search(_before(given, at.start())) for at in re.finditer(re.escape(text), given))


def _before(text: str, at: int) -> str:
    return fold(text[max(0, at - _BOUND_REACH) : at])


_BOUND_REACH = 10  # letters between a bound and its number: 至少组织开展1次


@cache
def _least() -> Pattern:
    return Pattern("不得?少于|不得?低于|至少|最少", needs="低于 少于 最少 至少")


def _span(task: Task, start: int, end: int) -> Span:
    return Span(task=task.key, field="report", start=start, end=end, text=task.report[start:end])


def _figures(task: Task, year: int | None) -> Iterator[Claim]:
    text = task.report
    titled = within((title.start, title.end) for title in find_titles(text))

    def free(start: int, end: int) -> bool:
        return not titled(start, end)

    for date in find_dates(text, year):
        if free(date.start, date.end):
            loose = date.precision in ("year",) or (date.relation == "until" and "今年" in date.text)
            yield Claim(kind="date", span=_span(task, date.start, date.end), vague=loose, date=date)
    for count in find_counts(text):
        if free(count.start, count.end):
            yield Claim(
                kind="count", span=_span(task, count.start, count.end), vague=_loose(count), count=count
            )
    for rate in find_rates(text):
        if free(rate.start, rate.end):
            yield Claim(kind="rate", span=_span(task, rate.start, rate.end), rate=rate)
    for universal in find_universals(text):
        if free(universal.start, universal.end):
            span = _span(task, universal.start, universal.end)
            yield Claim(kind="universal", span=span, universal=universal)
    for window in (*find_windows(text), *find_ordinal_days(text)):
        if free(window.start, window.end):
            bare = (
                window.number is not None and window.number <= 1 and not any(c.isdigit() for c in window.text)
            )
            yield Claim(kind="window", span=_span(task, window.start, window.end), vague=bare, window=window)
    for frequency in find_frequencies(text):
        if frequency.period is not None and free(frequency.start, frequency.end):
            span = _span(task, frequency.start, frequency.end)
            yield Claim(kind="frequency", span=span, frequency=frequency)


def _loose(count: Count) -> bool:
    """一批, 一系列, 一套: a way of speaking, not a count."""
    return count.value == 1 and not any(letter.isdigit() for letter in count.text)


def _documents(task: Task) -> Iterator[Claim]:
    for title in find_titles(task.report):
        yield Claim(kind="title", span=_span(task, title.start, title.end))
    for number in find_document_numbers(task.report):
        yield Claim(kind="number", span=_span(task, number.start, number.end))


@cache
def _patterns() -> tuple[tuple[ClaimKind, re.Pattern[str] | Pattern], ...]:
    """Named things an auditor can go and look at, by how such names end; never a bare common noun."""
    body = r"[^\W_\u2460-\u24ff\u3200-\u32ff]"
    cut = r"的在于由与和及或是为把将对向从到至并经过用依托通过利用借助建立建设完善加强整合我本各"
    return (
        (
            "link",
            Pattern(
                r"(?:https?://|www\.)[^\s，。；、）)》”]{3,200}|[a-z0-9-]{2,40}\.gov\.cn[^\s，。；、）)》”]{0,200}",
                needs=".gov.cn http www.",
            ),
        ),
        ("hotline", re.compile(r"(?<![\d.])(?:1[0-9]{4}|0\d{2,3}-?\d{7,8})(?![\d.%])")),
        (
            "name",
            re.compile(
                rf"(?:(?![{cut}]){body}){{2,12}}(?:平台|系统|小程序|公众号|客户端|APP|App|大厅|广场|公司|医院|学校|小学|中学|大学"
                rf"|社区|街道办|专栏|专区|展厅|体育馆|图书馆|服务站|示范点|试点村|工业园|产业园|演练场|频道|直播间|微信群)"
            ),
        ),
        (
            "name",
            Pattern(
                rf"(?<=[0-9][个家所座处村户条项名]:){body}{{2,12}}(?:、{body}{{2,12}}){{2,40}}", needs=":"
            ),
        ),
        (
            "person",
            Pattern(
                r"[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹章云苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费薛雷贺倪汤"
                r"罗毕郝安常于傅齐康伍余顾孟黄萧尹姚邵汪毛米戴宋庞熊纪舒项祝董梁杜阮蓝季贾江颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房"
                rf"丁邓洪石崔龚程陆翁曾侯段钱覃黎易武乔赖文龙叶司]{HAN}{{1,2}}"
                r"(?:副?(?:局长|主任|书记|处长|科长|市长|区长|县长|镇长|乡长|校长|院长|所长|站长|主席|部长|厅长))",
                needs="局长 主任 书记 处长 科长 市长 区长 县长 镇长 乡长 校长 院长 所长 站长 主席 部长 厅长",
            ),
        ),
    )


def _names(task: Task) -> Iterator[Claim]:
    form = derive(task.report)
    for kind, pattern in _patterns():
        for match in pattern.finditer(form.text):
            begin = match.start() + (_verb_before(match.group()) if kind == "name" else 0)
            if kind == "name" and (
                match.end() - begin < len(_SHORTEST_NAME)
                or _COMMON.fullmatch(form.text, begin, match.end()) is not None
            ):
                continue
            start, end = form.span(begin, match.end())
            yield Claim(kind=kind, span=_span(task, start, end))


_SHORTEST_NAME = "某某平台"
_COMMON = Pattern(
    "(?:供需|服务|信息|交流|互动|沟通|工作|宣传|业务|共享|合作|资源|网络|线上|在线|各类|多种|对接|展示|学习|教育|培训|新闻|媒体|相关|专门|专业|优质|良好"
    "|重要|广阔|高效|便捷)+(?:平台|系统|专栏|专区|大厅|频道|直播间)",
    needs="专区 专栏 大厅 平台 直播间 系统 频道",
)
"""A common noun in the place of a name (供需平台): nobody can look it up."""
_ADVERBS = Pattern(
    r".*(?:积极|及时|认真|全面|不断|持续|扎实|切实|进一步|有效|充分|大力|主动|推进|推动|加强|强化|优化|提升|规范|统一|实现|上传|接入|入驻|使用|开发|维护"
    r"|改造|升级|运用|打造|做好|抓好|名单|见|当日|多次|做客|走进|各级|全市|全县|全区|所有|相关|有关)"
)


def _verb_before(name: str) -> int:
    """How much of the letters before a name is a verb or an adverb, and no part of it (上传省信息平台)."""
    cut = 0
    match = _ADVERBS.match(name[:-2])
    if match is not None:
        cut = match.end()
    for verb in verbs_in(name[:-2]):
        cut = max(cut, name[:-2].rfind(verb) + len(verb))
    return cut


def _nils(task: Task) -> Iterator[Claim]:
    for nil in find_nils(task.report):
        yield Claim(kind="nil", span=_span(task, nil.start, nil.end))
