"""Rates, universals and counts: 95%以上, 百分之百, 均应, 不少于3件, 100多条, with bound and measure word."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import derive
from gkcheck.language.numerals import NUMBER, parse_number

Bound = Literal["at_least", "at_most", "exact", "over", "under"]


class Rate(NamedTuple):
    """A share in percent (百分之百 and 十成 are 100)."""

    start: int
    end: int
    text: str
    value: Decimal
    bound: Bound
    approximate: bool


class Universal(NamedTuple):
    """“All of them” said of a set that can be counted; `softened` by 原则上, 一般, 尽可能."""

    start: int
    end: int
    text: str
    softened: bool


class Count(NamedTuple):
    """A number with its measure word, and the noun after it where one follows at once."""

    start: int
    end: int
    text: str
    value: Decimal
    measure: str
    noun: str
    bound: Bound
    approximate: bool


@cache
def _rate() -> re.Pattern[str]:
    low = "达到|不低于|不少于|不得低于|至少|高于|力争达到|保持在|稳定在|提高到|提升至|确保"
    high = "不高于|不超过|不得高于|不得超过|控制在|低于|降至|降到"
    return re.compile(
        rf"(?P<low>{low})?(?P<high>{high})?(?P<about>约|近|将近|超过|超)?"
        rf"(?:(?P<percent>{NUMBER})%|百分之(?P<chinese>百|{NUMBER})|(?P<tenths>[一二三四五六七八九十])成(?!本|立|为|果|员|效|功|绩|都|长|熟|像|品|分|年|人|就)"
        r"|(?P<of>[二三四五六七八九十])分之(?P<part>[一二三四五六七八九]))"
        r"(?P<above>以上|及以上|左右|以下|以内|之内|之上)?"
    )


@lru_cache(maxsize=512)
def find_rates(text: str) -> tuple[Rate, ...]:
    """Every rate in a text, in order."""
    form = derive(text)
    found: list[Rate] = []
    for match in _rate().finditer(form.text):
        value = _percent(match)
        if value is None:
            continue
        above = match["above"] or ""
        bound: Bound = "exact"
        if match["high"] or above in ("以下", "以内", "之内"):
            bound = "at_most"
        elif above in ("以上", "及以上", "之上") or (match["low"] or "").startswith(("不低", "不少", "至少", "不得低", "高于", "达到", "力争")):
            bound = "at_least"
        elif (match["about"] or "") in ("超过", "超"):
            bound = "over"
        first, last = form.span(match.start(), match.end())
        about = (match["about"] or "") in ("约", "近", "将近") or above == "左右"
        found.append(Rate(first, last, text[first:last], value, bound, about))
    return tuple(found)


def _percent(match: re.Match[str]) -> Decimal | None:
    if match["percent"]:
        return parse_number(match["percent"])
    if match["chinese"]:
        return Decimal(100) if match["chinese"] == "百" else parse_number(match["chinese"])
    if match["tenths"]:
        tenths = parse_number(match["tenths"])
        return tenths * 10 if tenths is not None else None
    whole, part = parse_number(match["of"]), parse_number(match["part"])
    if whole is None or part is None or part >= whole:
        return None
    return (part / whole * 100).quantize(Decimal("0.01"))


@cache
def _universal() -> re.Pattern[str]:
    return re.compile(
        r"(?P<soft>原则上|一般|尽可能|尽量)?(?:均|都|全部|全都|一概)(?:应当?|要|须|必须|需)"
        r"|应[\u4e00-\u9fff]{1,4}尽[\u4e00-\u9fff]{1,4}|全覆盖|无一遗漏|无一例外|逐一|逐项|逐件|件件|全数|一个不[漏少落]|无遗漏"
        r"|(?P<soft2>原则上|一般)?全部(?!门|队|分|件)|(?<![平年月日人])均(?!衡|等|价|匀|值|线|权|贫|安|沾|势|田|摊|分|质|为.{0,2}人)(?=[\u4e00-\u9fff(])|所有"
    )


@lru_cache(maxsize=512)
def find_universals(text: str) -> tuple[Universal, ...]:
    """Every universal in a text, in order; 全面, 全流程 and 全过程 are a quality, not a set."""
    form = derive(text)
    found: list[Universal] = []
    for match in _universal().finditer(form.text):
        first, last = form.span(match.start(), match.end())
        found.append(Universal(first, last, text[first:last], bool(match["soft"] or match["soft2"])))
    return tuple(found)


MEASURES = (
    "件次 人次 场次 期次 户次 批次 车次 班次 架次 万元 亿元 平方米 平方公里 立方米 公里 千米 公顷 万亩 万吨 大项 小项 门次 课时 学时 "
    "公斤 千克 厘米 毫米 "
    "件 条 项 次 个 场 份 篇 户 家 人 名 位 期 宗 批 起 处 座 所 套 台 辆 艘 支 部 门 张 幅 块 面 片 盏 根 棵 株 栋 幢 间 层 口 只 头 "
    "亩 吨 米 元 轮 遍 回 趟 节 堂 例 款 类 种 组 队 对 册 本 卷 版 页 字 万字 分 笔 单 桩 道 类别 环节 岗 站 段 班 级 届 桶 箱 袋 顶 床 孔 眼"
).split()


@cache
def _count() -> re.Pattern[str]:
    measures = "|".join(sorted(MEASURES, key=len, reverse=True))
    low = "不少于|不低于|不得少于|至少|最少|达到|超过|突破|应有"
    return re.compile(
        rf"(?:(?P<low>{low})|(?P<high>不超过|至多|最多|不多于|控制在))?(?P<about>约|近|将近|上)?"
        rf"(?P<number>{NUMBER})(?P<more>余|多|几)?(?P<scale>万|亿)?(?P<more2>余|多)?(?P<measure>{measures})(?P<above>以上|及以上|左右|以下|以内)?"
    )


@lru_cache(maxsize=512)
def find_counts(text: str) -> tuple[Count, ...]:
    """Every count in a text, in order; ordinals, dates, lengths of time and hotline numbers are none."""
    form = derive(text)
    letters = form.text
    found: list[Count] = []
    for match in _count().finditer(letters):
        value = parse_number(match["number"])
        if value is None or not _counts(letters, match):
            continue
        if match["scale"]:
            value *= 10_000 if match["scale"] == "万" else 100_000_000
        measure, above, low = match["measure"], match["above"] or "", match["low"] or ""
        bound: Bound = "exact"
        if low.startswith(("不", "至少", "最少", "应有")) or above in ("以上", "及以上"):
            bound = "at_least"
        elif match["high"] or above in ("以下", "以内"):
            bound = "at_most"
        elif low in ("超过", "突破"):
            bound = "over"
        about = bool(match["about"] or match["more"] or match["more2"] or above == "左右")
        noun_match = re.match(r"[\u4e00-\u9fff]{2,6}", letters[match.end() : match.end() + 6])
        first, last = form.span(match.start(), match.end())
        noun = noun_match.group() if noun_match else ""
        found.append(Count(first, last, text[first:last], value, measure, noun, bound, about))
    return tuple(found)


_SET_PHRASES = re.compile(
    r"一(?:件事|次办|次性|站式|门式|条龙|张网|个窗|窗|网|把手|方面|人一|部分|对一|体|系列|样|些|般|定|旦|律|直|起|下子|面|道|流|级|线|批)|两个维护|四个|三个代表|双"
    r"|两(?:微|端|学)|三(?:同|农|公|重|严|单|定)|五(?:位|公)|六(?:稳|保)|多个|十分|万元(?!以)|千家万户|百分|千方|万众|第"
)


def _counts(letters: str, match: re.Match[str]) -> bool:
    start, end = match.start("number"), match.end()
    before = letters[max(0, start - 6) : start]
    number = match["number"]
    chinese = not number[0].isdigit()
    if before.endswith(("第", "〔", "[", "号", "附件", "IPv", "-", "—", "/", "№")) or re.search(r"[A-Za-z.]$", before):
        return False
    if chinese and _SET_PHRASES.match(letters, start):
        return False
    if chinese and len(number) > 1 and number[0] in "十百千万" and number[0] != "十":
        return False
    after = letters[end : end + 3]
    measure = match["measure"]
    if measure == "个" and after.startswith(("工作日", "自然日", "小时", "月", "星期", "日历")):
        return False
    if measure in ("分", "节", "字", "面", "门", "单", "本", "对", "级", "片", "段", "班", "道", "类", "口", "头") and after[:1] in tuple("钟之公别户页期前部位面气位接导方产度子阶境门次台理口"):
        return False
    if measure == "分" and not after[:1] in ("", "，", "。", "；", "、", ")"):
        return False
    if measure in ("人", "个") and after.startswith(("大代表", "民", "性化", "体", "别", "人信息", "才", "员")) and chinese:
        return False
    if measure == "项" and after.startswith("目") and chinese and number == "一":
        return False
    if measure == "级" or (measure == "届" and chinese):
        return False
    return True
