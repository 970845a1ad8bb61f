"""The words a date is made of: the expressions `dates` searches with, and what looks like a date and is none."""

from __future__ import annotations

import re
from functools import cache

_DAY = "(?:[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])"
_TO = "(?:[-~—]{1,2}|[至到])"
_SEASON = "[一二三四1-4]"

_OTHER_WORDS = {
    "本": "资成版样基文根", "当": "相恰", "去": "过", "上": "以之晚早", "前": "以之目当提底末月日初内年度旬", "明": "说证声表文", "每": "",
    "次": "0123456789一二三两几每多数首层档", "下": "以之", "后": "以今之最前此", "全": "健安完齐", "今": "", "同": "",
    "翌": "",
}  # fmt: skip
"""Letters that make another word of 本年, 上年 and the like: 成本年, 以上年, 以后年度."""

_NOT_YEARS = (
    "级",
    "轻",
    "龄",
    "鉴",
    "检",
    "审",
    "货",
    "代",
    "版",
    "薪",
    "报",
    "限",
    "均",
    "制",
    "生人",
    "长",
)


@cache
def year() -> re.Pattern[str]:
    """A year before 年: four digits in either writing, or a word relative to the reporting year."""
    return re.compile(
        r"(?<![0-9〇一二三四五六七八九])(?P<year>[12][0-9]{3}|[一二][〇零Oo0一二三四五六七八九]{3})(?=年)"
        r"|(?P<relative>上一?|下一?|[今本当去前明次翌后同每全])(?=年)"
    )


@cache
def part() -> re.Pattern[str]:
    """A part of a year, with the 年 before it where one stands: 8月底, 1月, 8月31日, 第三季度, 上半年, 年底."""
    return re.compile(
        r"(?=[年0-9十一二三四五六七八九元第前Q上下后岁])(?:年度?的?|(?<![0-9]))(?:"
        rf"(?P<month>{_MONTH})(?:月份?(?:(?P<day>{_DAY})(?:(?P<sign>[日号])|(?=[-~—至到]))"
        r"|(?P<ten>[上中下]旬|[底末初]|中(?=[之以前，。；、)]|完成|$)))?|(?=[-~—至到][0-9一二三四五六七八九十]{1,2}月))"
        rf"|第?(?P<season>{_SEASON})(?:季度)?(?:{_TO}第?(?P<season2>{_SEASON}))?季度(?P<season_end>[末底])?"
        r"|(?P<so_far>前[二三两23])季度|Q(?P<short_season>[1-4])(?![0-9A-Za-z])"
        r"|(?P<half>[上下前后]半年)[末底]?"
        r")|(?P<edge>年?年[底末终初]|岁末|年中(?=[，。；、)和及与前]|$)|年度?内(?!容|部|外|涵|设|地|蒙))"
    )


@cache
def until() -> re.Pattern[str]:
    """The other end of a range of months or days, right after the first: 至20日, -11月, 至次年3月底."""
    return re.compile(
        rf"{_TO}(?:(?P<year>[12][0-9]{{3}}|[次翌明])年)?(?:(?P<month>{_MONTH})月份?)?"
        rf"(?:(?P<day>{_DAY})[日号]|(?P<end>[底末]))?"
    )


@cache
def numeric() -> re.Pattern[str]:
    """Dates in figures, and spans of whole years: 2018-08-31, 2018.8, 20180831, 8.31前, 2018—2020年."""
    return re.compile(
        r"(?<![0-9A-Za-z_/\-])(?:"
        rf"(?P<from>[12][0-9]{{3}})(?:年度?)?{_TO}(?P<to>[12][0-9]{{3}})年度?(?!{_DAY}月)"
        r"|(?P<year>(?:19|20)[0-9]{2})(?P<sign>[-/.])(?P<month>1[0-2]|0?[1-9])"
        r"(?:(?P=sign)(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9.%/-])日?|(?=[，。；、)~至底前]|-(?:19|20)|$)底?)"
        r"|(?P<compact>(?:19|20)[0-9]{6}(?![0-9A-Za-z._%])日?|(?:19|20)[0-9]{5}日)"
        r"|(?P<short_month>1[0-2]|0?[1-9])[./](?P<short_day>3[01]|[12][0-9]|0?[1-9])"
        r"(?:日|(?=[之以]?前)|(?<=/[123][0-9])(?=完成|印发|召开|公布|公开|报送|上报|举办))"
        r")"
    )


def is_range(match: re.Match[str], until: re.Match[str]) -> bool:
    """Whether two ends make a range: a day ends in a day, a month in a month."""
    if match["day"]:
        return until["day"] is not None
    return until["month"] is not None


@cache
def open_period() -> re.Pattern[str]:
    """Periods whose place in the calendar the words alone do not tell: 月底, 次月5日, 下周五, 十四五期末."""
    return re.compile(
        rf"(?=[每本当次下上同月季这十\"])(?:[每本当次下上同]个?月的?(?P<day>{_DAY})[日号]|(?:[每本当次下上同]个?)?月的?(?:[底末初](?!{_DAY}[日号])|[上中下]旬)"
        r"|(?:[每本次下上]个?)?(?P<season>季度?[末底])"
        r"|(?P<weekday>[每本下上这](?:周|星期|礼拜)[一二三四五六日天])(?![至到一])"
        r'|(?P<plan>"?十[一二三四五六]五"?(?:规划)?(?:期?末|期间|时期|中期|收官)))'
    )


@cache
def tail() -> re.Pattern[str]:
    """What may follow a date: a weekday in brackets, a time of day, and how the date limits."""
    return re.compile(
        r"(?P<time>(?:\((?:星期|周)[一二三四五六日天]\))?(?:[上下中]午|晚上?|凌晨)?"
        r"(?:[0-9一二三四五六七八九十]{1,3}(?:时|点钟?|:)(?:[0-9]{1,2}分?|半|整|许)?|下班)?)"
        r"(?P<relation>[之以]?前(?![后期往置提进台沿端瞻述款列身景人缀线])|[之以]后(?!续)|后(?![续台勤备果方期来])"
        r"|以来|起(?![草诉重步源点到用飞义伏])|开始|为?止|[之以]内|内(?![容部外涵设地蒙控])|期间|至今)?"
    )


def since(words: str, start: int) -> str:
    """The 截至 or 截止 that stands before a date; "" where none does."""
    before = words[max(0, start - 3) : start]
    return next(
        (lead for lead in ("截止到", "截止至", "截至到", "截至", "截止") if before.endswith(lead)), ""
    )


def is_year(words: str, match: re.Match[str]) -> bool:
    """Whether a year word is one here: 成本年度, 以后年度, 10周年 and 每年 within another number are not."""
    if match["year"]:
        return True
    before = words[match.start() - 1 : match.start()]
    return not before or before not in _OTHER_WORDS[match["relative"][0]]


def is_whole_year(words: str, end: int) -> bool:
    """Whether a year standing alone is a time: 2018年版, 2018年级 and 公告2018年第5号 are names."""
    follows = words[end : end + 2]
    if follows.startswith(_NOT_YEARS):
        return False
    return not (follows[:1] == "第" and follows[1:].isdigit())


def is_part(words: str, match: re.Match[str]) -> bool:
    """Whether a part of a year without a year before it is a time: 3个月, 一月一报, 三年内 and 第1月 are not."""
    start, end = match.start(), match.end()
    before, after = words[start - 1 : start], words[end : end + 1]
    if match["edge"] == "年度内":
        return before in ("", *"，。；：、(于在本该当")  # 一个纳税年度内 is another year
    if match["edge"]:
        return before not in tuple("0123456789一二三四五六七八九十百半几数多每两近整周")
    if before and before in "第个每隔":
        return False
    if match["month"] and not (match["day"] or match["ten"] or words[end - 1] != "月"):
        if after in ("度", "均", "薪", "饼", "球", "租", "结", "票", "嫂", "亮", "刊", "子"):
            return False
        if match["month"] == "一" and after == "一":
            return False
        return before not in tuple("〇一二三四五六七八九十百千两几数半")
    if match["season"] and after == "一":
        return False
    return not (match["month"] and before in tuple("一二三四五六七八九十百千"))


def is_open_period(words: str, match: re.Match[str]) -> bool:
    """Whether 月底 and the like stand alone: not after a month's number, not in 岁月, not 每月初心."""
    start, end = match.start(), match.end()
    before, after = words[start - 1 : start], words[end : end + 1]
    if match.group()[0] == "月" and before in tuple("0123456789一二三四五六七八九十岁元蜜满正腊个几数两多半"):
        return False
    if match["plan"] and not match["plan"].startswith('"') and before in tuple("二三四五六七八九"):
        return False
    return not (match.group().endswith("初") and after in ("心", "步", "级", "衷"))
