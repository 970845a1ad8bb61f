"""Where something is made known: channels by kind, platforms by name, links."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import HAN, derive, fold
from gkcheck.language.pattern import Pattern

ChannelKind = Literal[
    "website", "bulletin", "weibo", "wechat", "client", "press", "interview", "hotline", "media", "board", "hall",
    "platform", "meeting", "annual_report",
]  # fmt: skip


class Channel(NamedTuple):
    """A channel; two words of one `kind` are the same channel (本局网站 and 门户网站), a `name` is that platform only.

    `example`: it stands in a list that ends in 等, of which any one will do.
    """

    start: int
    end: int
    text: str
    kind: ChannelKind
    name: str = ""
    example: bool = False


class Link(NamedTuple):
    """An address on the web as written, without the mark after it."""

    start: int
    end: int
    text: str


@cache
def _channel() -> re.Pattern[str]:
    own = "(?:(?:本|我|市|区|县|省|各)?(?:局|委|单位|部门|政府|市|区|县|厅|级|办|镇|街道)?)"
    return re.compile(
        rf"(?=[本我市区县省各局委单部政厅级办镇街门官公网微视小移手客A新媒吹在访1便服投热报电广主宣显展行座听论恳开发媒\"])(?:(?P<website>{own}(?:政府|门户|官方|公众信息|政务)*(?:门户网站?|网站|官网)(?!群|建设|管理|安全|普查|集约)|(?:政府|政务)网(?!络|格|上|页))"
        r"|(?P<bulletin>政府公报|公报)|(?P<weibo>微博)|(?P<wechat>微信(?:公众(?:平台|号|账号)|号|群|平台)?|公众号|视频号|小程序)"
        r"|(?P<client>移动客户端|手机客户端|客户端|APP|App)|(?P<press>新闻发布会|发布会|新闻通气会|媒体通气会|吹风会)"
        r"|(?P<interview>在线访谈|在线交流|网络访谈|政务访谈|访谈)|(?P<hotline>(?:1[0-9]{4}|政务|便民|服务|投诉)?热线)"
        r"|(?P<media>报纸|报刊|电视|广播|电台|新闻媒体|主流媒体|新媒体(?![监管]|平台))|(?P<board>(?:政务)?(?:公开|公示|公告|宣传)栏|电子屏|显示屏|展板)"
        r"|(?P<hall>(?:政务|行政|办事|便民)?服务(?:大厅|中心)|办事大厅|服务窗口)|(?P<meeting>座谈会|听证会|论证会|恳谈会|开放日)"
        rf'|"(?P<quoted>[^"，。；\n]{{2,24}})"(?:{HAN}{{0,6}}?)(?P<platform>平台|系统|专栏|专区|栏目|网站|专题|APP|客户端|小程序))'
        rf'|"(?P<site>[^"，。；\n]{{2,20}}(?:网|APP|客户端|公众号))"'
    )


@lru_cache(maxsize=512)
def find_channels(text: str) -> tuple[Channel, ...]:
    """Every channel of a text, in order."""
    form = derive(text)
    words = form.text
    found: list[Channel] = []
    for match in _channel().finditer(words):
        name = match["quoted"] or match["site"] or ""
        kind = "platform" if name else next(kind for kind in _KINDS if match[kind])
        start, end = form.span(match.start(), match.end())
        found.append(Channel(start, end, text[start:end], kind, name, _listed(words, match.end())))
    if "网" in words:
        for match in _site().finditer(words):
            start, end = form.span(match.start(), match.end())
            listed = _listed(words, match.end())
            found.append(Channel(start, end, text[start:end], "platform", match.group(), listed))
    if "平台" in words or "系统" in words:
        for match in _system().finditer(words):
            start, end = form.span(match.start(), match.end())
            found.append(Channel(start, end, text[start:end], "platform", match.group()))
    found.sort()
    return tuple(found)


@cache
def _system() -> re.Pattern[str]:
    """A platform by its name, without quotation marks, where a business is to be done: 通过省…监管平台办理备案."""
    return re.compile(
        rf"(?<=通过|依托|登录|使用){HAN}{{4,24}}?(?:平台|系统)(?=办理|发布|公开|报送|备案|上传|录入|提交|公示|申报|填报|受理)"
    )


@cache
def _site() -> re.Pattern[str]:
    """A site by its name, without quotation marks: 须在…人力资源和社会保障网、厅门户网站发布."""
    return re.compile(
        rf"(?<=[在于])(?!{HAN}{{0,12}}(?:政府|门户|官方|政务|本局|我局|网站)){HAN}{{5,16}}(?<![互内外专官局电管路铁上入联])网"
        r"(?=[、，。；和及]|发布|公开|公布|公示|刊登|上)"
    )


_KINDS: tuple[ChannelKind, ...] = (
    "website", "bulletin", "weibo", "wechat", "client", "press", "interview", "hotline", "media", "board", "hall", "meeting",
)  # fmt: skip


def _listed(words: str, at: int) -> bool:
    """Whether the list that goes on here ends in 等: in X、Y等方式 each is an example."""
    tail = re.split("[，。；！？\n]", words[at : at + 40], maxsplit=1)[0]
    stop = tail.find("等")
    return (
        stop >= 0 and (stop == 0 or tail[0] in "、和及与" or stop <= 4) and not tail.startswith("等级", stop)
    )


@cache
def _link() -> Pattern:
    return Pattern(
        r"(?:https?://|ftp://|www\.)[A-Za-z0-9._~:/?#@!$&'*+,;=%\-]{3,400}"
        r"|(?<![A-Za-z0-9@._/\-])(?:[A-Za-z0-9\-]{1,63}\.){1,5}(?:gov\.cn|org\.cn|com\.cn|net\.cn|edu\.cn|cn|com|net|org)(?![A-Za-z0-9])"
        r"(?:/[A-Za-z0-9._~:/?#@!$&'*+,;=%\-]{0,400})?",
        needs="cn com ftp:// http net org www.",
    )


@lru_cache(maxsize=512)
def find_links(text: str) -> tuple[Link, ...]:
    """Every address on the web, in order, read in the text as submitted (full-width letters make no link)."""
    found: list[Link] = []
    for match in _link().finditer(text):
        words = match.group().rstrip(".,;:!?'")
        found.append(Link(match.start(), match.start() + len(words), words))
    return tuple(found)


def same_channel(one: Channel, other: Channel) -> bool:
    """Whether two words mean one channel: the same name where both have one, else the same kind."""
    if one.name or other.name:
        return fold(one.name) == fold(other.name)
    return one.kind == other.kind
