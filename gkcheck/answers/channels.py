"""What answers a channel: the report names it, another word for it, or an address on the web."""

from __future__ import annotations

import re
from datetime import date

from gkcheck.answers.answer import Answer, Confidence, Report, nil_answers, nothing_wrong
from gkcheck.claims import Claim
from gkcheck.demands import Demand, terms_of
from gkcheck.language.channels import Channel, ChannelKind, find_channels, find_links, same_channel
from gkcheck.language.clauses import split_sentences
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.model import Span

_ALSO: dict[ChannelKind, str] = {
    "website": r"网站|官网|门户|网上|在线|政府网|政务网|专栏|专区|栏目|网页|信息网|公示系统|上网|挂网",
    "bulletin": r"公报",
    "weibo": r"微博|两微|双微",
    "wechat": r"微信|公众号|两微|双微|小程序",
    "client": r"客户端|APP|一端|手机端|移动端|小程序",
    "press": r"发布会|通气会|吹风会|见面会",
    "interview": r"访谈|做客|直播间|连线",
    "hotline": r"热线|专线|1\d{4}",
    "media": r"报纸|日报|晚报|电视|电台|广播|媒体|报刊|频道|报道|喇叭|村村响",
    "board": r"公示栏|公告栏|公开栏|宣传栏|电子屏|显示屏|展板|张贴|上墙",
    "hall": r"大厅|窗口|服务中心|便民中心|政务中心",
    "platform": r"(?:通过|在|依托|登录|利用|使用|经|从)[^，。；]{0,12}(?:平台|系统)|(?:平台|系统)(?:上|内|中|发布|公开|公示|受理|办理|转办|转来|留言|录入|接收)",
    "meeting": r"座谈|听证|论证会|恳谈|开放日|协商会",
    "annual_report": r"年度报告|年报",
}
"""Other words for one kind of channel, with which a report may name it."""


def answer(demand: Demand, report: Report, as_of: date) -> Answer:
    """How a channel asked for ended: any one of its group is enough."""
    told = find_channels(report.task.report)
    for asked in demand.channels:
        same = [one for one in told if same_channel(asked, one) or _new_media(asked, one)]
        if same:
            return Answer(demand=demand, status="asserted", how="named", words=(_words(report, same[0]),))
    text = fold(report.task.report)
    for asked in demand.channels:
        if asked.name and fold(asked.name) in text:
            return Answer(demand=demand, status="asserted", how="named")
        number = re.search(r"\d{4,}", fold(asked.text))
        if number and asked.kind == "hotline" and number.group() not in text:
            continue
        if _mentions(asked, text) or _by_another_word(asked, report):
            return Answer(demand=demand, status="asserted", how="named", confidence="medium")
        if asked.kind in ("website", "platform") and find_links(report.task.report):
            return Answer(demand=demand, status="answered", how="listed")
    if any(_nothing_to_tell(demand, report, one) for one in report.of("nil")):
        return Answer(demand=demand, status="answered", how="nil")
    # a platform that is only described may go by another name in the report
    firm: Confidence = "low" if all(_only_described(asked) for asked in demand.channels) else "high"
    if told:
        other = tuple(_words(report, one) for one in told[:1])
        return Answer(demand=demand, status="unanswered", how="elsewhere", words=other, confidence=firm)
    closest = report.closest(demand)
    words = (closest,) if closest else ()
    return Answer(demand=demand, status="unanswered", words=words, confidence=firm)


def _only_described(asked: Channel) -> bool:
    """Whether a platform is asked without quotation marks around its name: 通过省政务新媒体监管平台办理备案."""
    plain = asked.kind == "platform" and not asked.text.startswith(("“", '"', "「"))
    return plain and asked.text.endswith(("平台", "系统"))


def _mentions(asked: Channel, text: str) -> bool:
    """Whether such a platform is spoken of at all, by whatever name: 已录入监管平台."""
    return _only_described(asked) and asked.text[-2:] in text


def _by_another_word(asked: Channel, report: Report) -> bool:
    """Whether another word for the channel is told; a column within an account (在公众号开设专栏) is no website."""
    words = _unquoted(fold(report.task.report))
    if asked.kind != "website":
        return re.search(_ALSO[asked.kind], words) is not None
    return any(
        match.group() not in _COLUMNS
        or not _ELSEWHERE.search(re.split("[。；\n]", words[: match.start()])[-1])
        for match in re.finditer(_ALSO[asked.kind], words)
    )


_COLUMNS = ("专栏", "专区", "栏目")
_ELSEWHERE = Pattern("公众号|微信|微博|电视|电台|报纸|日报|客户端|抖音")


def _new_media(asked: Channel, told: Channel) -> bool:
    """Any of microblog, WeChat and client is 新媒体."""
    return asked.kind == "media" and "新媒体" in asked.text and told.kind in ("weibo", "wechat", "client")


def _nothing_to_tell(demand: Demand, report: Report, nil: Claim) -> bool:
    """Whether there was nothing to make known: 未发生计划停水; 未发生违反纪律的问题 says only that nothing went wrong."""
    clause = report.clause_of(nil.span)
    if nothing_wrong(clause.text):
        return False
    if nil_answers(demand, report, nil) or terms_of(clause.text) & demand.terms:
        return True
    # 对重大突发事件要在24小时内召开发布会: 未发生重大突发事件
    text = report.task.requirement
    around = next(
        (text[one.start : one.end] for one in split_sentences(text) if one.end > demand.span.start), ""
    )
    return len(terms_of(clause.text) & terms_of(around)) >= 2


def _unquoted(text: str) -> str:
    return re.sub(r'"[^"]{0,40}"', "", text)


def _words(report: Report, channel: Channel) -> Span:
    return Span(
        task=report.task.key,
        field="report",
        start=channel.start,
        end=channel.end,
        text=report.task.report[channel.start : channel.end],
    )
