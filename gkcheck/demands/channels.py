"""Channels: where a requirement wants something to be made known or done, and platforms it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from gkcheck.demands.demand import MOST, Demand, span_of, stretch_of, terms_of
from gkcheck.language.acts import families_in
from gkcheck.language.bans import find_bans
from gkcheck.language.channels import Channel, find_channels
from gkcheck.language.clauses import Clause
from gkcheck.language.form import HAN, fold
from gkcheck.language.pattern import Pattern
from gkcheck.model import Task


def find(task: Task, clauses: Sequence[Clause], year: int | None) -> Iterator[Demand]:
    """A demand for each channel that is asked as the means; channels that are examples or alternatives are one."""
    text = task.requirement
    bans = find_bans(text)[:MOST]
    named = find_channels(text)[:MOST]
    for start, end in sorted({stretch_of(clauses, one.start, one.end) for one in named}):
        words = text[start:end]
        if any(start <= ban.start < end for ban in bans) or _optional().search(fold(words)):
            continue
        asked = [one for one in named if start <= one.start < end and _is_means(text, start, end, one)]
        if not asked:
            continue
        between = fold(text[asked[0].end : asked[-1].start])
        any_one = any(one.example for one in asked) or re.search(r"或|任选|等", between) is not None
        groups = [tuple(asked)] if any_one else [(one,) for one in asked]
        for group in groups:
            yield Demand(
                kind="channel",
                span=span_of(task, "requirement", group[0].start, group[-1].end),
                clause=span_of(task, "requirement", start, end),
                terms=terms_of(words),
                families=families_in(fold(words)),
                channels=group,
            )


def _is_means(text: str, start: int, end: int, channel: Channel) -> bool:
    """Whether a clause wants the channel used: 通过…公布, 在…公示, or a platform by its name that is to be served."""
    before = fold(text[start : channel.start])
    after = fold(text[channel.end : end])
    if _built().search(before) or _their_own().search(before):
        return False
    if channel.kind == "platform":
        return True
    if channel.kind in ("press", "interview", "meeting") and _held().search(before):
        return True
    lead = _by().search(before)
    if lead is None or _their_own().search(before[: lead.start()]):
        return False
    return _made_known().search(after) is not None


@cache
def _by() -> re.Pattern[str]:
    """The preposition before a channel, with other channels between them."""
    return re.compile(
        rf"(?:通过|利用|依托|运用|借助|经由|登录|在|于)(?:[^，。；]{{0,30}}(?:[、和及与]|以及)\"?|\"?{HAN}{{0,8}}\"?)$"
    )


@cache
def _held() -> Pattern:
    """An event that is itself the means: 召开新闻发布会."""
    return Pattern(
        r"(?:召开|举行|举办|组织|参加|出席|做客|开展)(?:[^，。；的]{0,8})$",
        needs="举办 举行 做客 出席 参加 召开 开展 组织",
    )


@cache
def _made_known() -> re.Pattern[str]:
    return re.compile(
        r"^[^，。；的]{0,24}?(?:公开|公布|发布|公示|公告|披露|刊登|刊发|上网|更新|解读|宣传|推送|播放|发放|征求|征集|回应|接受|反馈|答复|通报|开展|举行|举办|办理|报送|上传|提交|推广)"
    )


@cache
def _built() -> Pattern:
    return Pattern(
        r"(?:建成|建设|搭建|开发|打造|新建|改造|上线|开通|建立|完善|研发|推出|升级)[^，。；]{0,10}$",
        needs="上线 升级 完善 建成 建立 建设 开发 开通 打造 推出 搭建 改造 新建 研发",
    )


@cache
def _their_own() -> Pattern:
    """What others do through a channel is where a matter comes from, and no channel of the unit."""
    return Pattern(
        r"(?:群众|企业|公民|市民|居民|家长|网民|村民|申请人|当事人|投诉人|举报人|消费者|学生|用户|纳税人|社会)(?:可以?|可|均可)?(?:通过|在|利用|用|从)[^，。；]{0,30}$",
        needs="举报人 企业 公民 学生 家长 居民 市民 当事人 投诉人 村民 消费者 用户 申请人 社会 纳税人 网民 群众",
    )


@cache
def _optional() -> Pattern:
    return Pattern(r"可(?:以|通过|采取|在|利用)|鼓励|支持|提倡|探索", needs="可 探索 提倡 支持 鼓励")
