"""Lengths of time in a derived text, before what stands around them is read: 2个工作日内, 半年内, 当日, 24小时."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from gkcheck.language.numerals import Number, scan

Unit = Literal["working_day", "day", "natural_day", "hour", "minute", "week", "month", "year"]
Bound = Literal["within", "over", "exact"]
WindowRole = Literal["limit", "reduction", "duty_hours", "statutory", "advance", "duration"]


class Duration(NamedTuple):
    """A length of time at derived[start:end], before its surroundings are read."""

    start: int
    end: int
    number: Decimal
    unit: Unit
    bound: Bound
    approximate: bool
    role: WindowRole
    point: bool = False  # 当日, 次日: a day, not a length


_UNITS: tuple[tuple[str, Unit], ...] = (
    ("个工作日", "working_day"), ("工作日", "working_day"), ("个工作天", "working_day"), ("工作天", "working_day"),
    ("个自然日", "natural_day"), ("自然日", "natural_day"), ("个日历日", "natural_day"), ("日历日", "natural_day"),
    ("个日历天", "natural_day"), ("日历天", "natural_day"), ("个自然天", "natural_day"),
    ("个工作小时", "hour"), ("工作小时", "hour"), ("个小时", "hour"), ("小时", "hour"), ("个钟头", "hour"), ("分钟", "minute"),
    ("个星期", "week"), ("星期", "week"), ("个礼拜", "week"), ("礼拜", "week"), ("周", "week"),
    ("个季度", "month"), ("个月", "month"), ("月", "month"), ("日", "day"), ("天", "day"), ("年", "year"),
)  # fmt: skip
_UNIT_STARTS = frozenset(word[0] for word, _ in _UNITS)
_AT_MOST = ("不超过", "不得超过", "不能超过", "不多于", "不高于", "不大于", "最长", "最多", "至多", "最迟", "至迟", "最晚",
            "控制在", "少于", "低于", "小于", "不足", "≤", "<")  # fmt: skip
_AT_LEAST = ("不少于", "不得少于", "不能少于", "至少", "不低于", "不得低于", "不短于", "不得短于", "最少", "超过", "多于",
             "大于", "高于", "超出", "≥", ">", "满", "逾")  # fmt: skip
_BOUNDS = frozenset((*_AT_MOST, *_AT_LEAST))
_REPLIES = (
    "答复",
    "回复",
    "办结",
    "反馈",
    "响应",
    "处置",
    "处理",
    "到位",
    "办理",
    "修复",
    "完成",
    "到场",
    "报送",
    "上报",
)
_DUTIES = ("值守", "值班", "服务", "在线", "不间断", "开放", "热线", "接听", "畅通", "营业", "自助", "监控", "轮班", "备勤",
           "不打烊", "监测", "监管", "巡查", "带班", "运行", "待命", "全天候", "在岗", "智能", "随时")  # fmt: skip
_LASTING = ("公示", "公告", "为期", "历时", "持续", "延长", "保存", "保留", "试运行", "展出", "累计", "连续", "长达", "历经",
            "张贴", "培训", "征求意见", "延期", "顺延", "推迟", "超期", "逾期")  # fmt: skip


def numbered(words: str) -> Iterator[Duration]:
    """Lengths told by a number, in order: 2个工作日内, 1—5日内, 24小时."""
    numbers = scan(words)
    for at, number in enumerate(numbers):
        before = words[max(0, number.start - 2) : number.start]
        if number.ordinal or number.bare or before[-1:] in ("第", "每", "届", "次"):
            continue
        if before[-1:] == "隔" and before not in ("间隔", "相隔"):  # 隔2天一次
            continue
        if before[-1:] == "前" and before not in ("提前", "会前", "节前"):  # 前3个月 are the first three
            continue
        core = _measured(words, number, numbers[at - 1] if at else None)
        if core is not None:
            yield core


def _measured(words: str, number: Number, last: Number | None) -> Duration | None:
    """The length of time a number begins, if a unit of time follows and the whole is no date."""
    start, end, value = number.start, number.end, number.value
    about = words[end : end + 1] in ("余", "多", "来", "几")
    end += about
    extra = Decimal(0)
    if words.startswith("个半", end):
        extra, end = Decimal("0.5"), end + 2
    elif words.startswith(("个多", "个余"), end):
        about, end = True, end + 2
    if words[end : end + 1] not in _UNIT_STARTS:
        return None
    word, unit = next(((word, unit) for word, unit in _UNITS if words.startswith(word, end)), ("", None))
    if unit is None:
        return None
    end += len(word)
    if words.startswith("半", end) and word in ("年", "天"):
        extra, end = Decimal("0.5"), end + 1
    value += extra
    if word == "个季度":
        value *= 3
    if unit == "year" and value != int(value):
        value, unit = value * 12, "month"
    joined = last is not None and last.end + 1 == start and words[last.end] in "-~—至到" and not last.ordinal
    first = last.start if joined and last is not None else start
    before = words[first - 1 : first]
    if before in ("每", "第") or (before.isascii() and before.isalnum()):
        return None
    lead = _lead(words, first)
    inside, end = _inside(words, end)
    bound = _bound(lead, inside)
    about = about or lead.endswith(("约", "近", "大约", "将近", "大概")) or inside == "左右"
    role = _role(words, first, end, unit, value, bound, inside)
    if not _is_length(words, first, end, word, number, bound, role, inside):
        return None
    begin = first - len(lead) if bound != "exact" and lead else first
    return Duration(begin, end, value, unit, bound, about, role)


def _lead(words: str, start: int) -> str:
    """The bound told right before a number, with a 约 between: 不超过, 至少, 约."""
    before = words[max(0, start - 6) : start]
    about = next((word for word in ("大约", "将近", "大概", "约", "近") if before.endswith(word)), "")
    rest = before[: len(before) - len(about)]
    told = next((rest[at:] for at in range(len(rest)) if rest[at:] in _BOUNDS), "")
    return told + about


def _bound(lead: str, inside: str) -> Bound:
    told = lead.rstrip("约近大将概")
    if told in _AT_LEAST or inside in ("以上", "及以上"):
        return "over"
    return "within" if told in _AT_MOST or inside in ("之内", "以内", "内", "以下") else "exact"


def _inside(words: str, end: int) -> tuple[str, int]:
    """What follows a length: 内, 以上, 前, 左右; and where the phrase then ends."""
    for word in ("之内", "以内", "及以上", "以上", "以下", "左右", "之前", "以前"):
        if words.startswith(word, end):
            return word, end + len(word)
    letter, follower = words[end : end + 1], words[end + 1 : end + 2]
    if (letter == "内" and follower not in tuple("容部涵设地蒙")) or (
        letter == "前" and follower not in tuple("往期置提后")
    ):
        return letter, end + 1
    return "", end


def _role(
    words: str, start: int, end: int, unit: Unit, value: Decimal, bound: Bound, inside: str
) -> WindowRole:
    before, after = words[max(0, start - 12) : start], words[end : end + 12]
    clause = re.split("[，。；、(]", before)[-1]
    if unit == "hour" and bound == "exact":
        duty = re.split("[，。；、]", after)[0]
        if before.endswith(("×", "x", "X", "*", "全天", "每天", "每日")) or any(
            word in duty for word in _DUTIES
        ):
            return "duty_hours"
        if value == 24 and duty and not duty.startswith(_REPLIES):
            return "duty_hours"
    if inside.endswith("前") or clause.rstrip("至少约不于").endswith(("提前", "提早")):
        return "advance"
    if "法定" in clause:
        return "statutory"
    if bound == "exact" and after.startswith(("后", "之后", "以后")):
        return "duration"
    if bound == "exact" and (
        unit in ("month", "year", "week") or any(word in clause[-8:] for word in _LASTING)
    ):
        return "duration"
    return "limit"


def _is_length(
    words: str, start: int, end: int, word: str, number: Number, bound: Bound, role: WindowRole, inside: str
) -> bool:
    """Whether a number with a unit of time is a length: not 8月31日, 2018年, 10周年, 一天到晚."""
    before, follower = words[start - 1 : start], words[end : end + 1]
    if word == "月" or (word == "年" and number.value >= 1000):
        return (
            word == "月"
            and number.style == "chinese"
            and inside == "内"
            and number.value <= 3
            and before != "年"
        )
    if word == "周" and follower in ("年", "岁", "边", "报", "刊", "末", "围", "期", "转"):
        return False
    if word == "日" and (
        before in tuple("月、号年/-.") or (inside.endswith("前") and _day_of_month(words, start, number))
    ):
        return False
    if bound != "exact" or role == "advance":
        return True
    if word == "日" and words[max(0, start - 2) : start] in ("用时", "最短", "平均", "耗时", "最快"):
        return True
    if word in ("年", "周", "日"):
        return role in ("statutory", "duration") if word == "日" else inside == "左右"
    return not (word == "天" and number.style == "chinese" and number.value == 1)


def _day_of_month(words: str, start: int, number: Number) -> bool:
    """于25日前 is a day of the month, 会议召开3日前 and 三十日前 are lengths before an event."""
    return number.style == "arabic" and words[start - 1 : start] in (
        "",
        "于",
        "在",
        "请",
        "，",
        "。",
        "；",
        "到",
        "至",
    )


@cache
def _spoken_words() -> re.Pattern[str]:
    return re.compile(
        r"(?P<half>(?<![上下前后每个一二两三四五六七八九十0-9])半个?(?:年|月|天|日|小时))(?P<in>之内|以内|内(?![容部]))?"
        r"|(?P<point>当日|当天|即日|当场|即时(?![通消性聊])|次日|翌日|次一?个?工作日|下一?个?工作日|第二个工作日|第二天)(?![起制])"
    )


_HALVES: dict[str, tuple[str, Unit]] = {
    "年": ("6", "month"), "月": ("15", "day"), "天": ("0.5", "day"), "日": ("0.5", "day"), "小时": ("30", "minute")
}  # fmt: skip


def spoken(words: str) -> Iterator[Duration]:
    """Lengths told without a number: 半年内, 当日, 次工作日."""
    for match in _spoken_words().finditer(words):
        if match["half"]:
            value, unit = _HALVES[match["half"].removeprefix("半").removeprefix("个")]
            if match["in"] or _lead(words, match.start()):
                yield Duration(match.start(), match.end(), Decimal(value), unit, "within", False, "limit")
            continue
        word = match["point"]
        if _mere_option(words, match):
            continue
        if words.startswith(("活动", "天气", "会议", "气温", "降雨", "客流", "上午", "下午"), match.end()):
            continue
        later = word[0] in "次翌下第"
        near: Unit = "working_day" if word.endswith("工作日") else "day"
        yield Duration(match.start(), match.end(), Decimal(later), near, "within", False, "limit", True)


def _mere_option(words: str, match: re.Match[str]) -> bool:
    """不能当场答复的, 除可以当场作出的外, 当场或者在五日内: said of 当场, but no limit."""
    before = words[max(0, match.start() - 3) : match.start()]
    return before.endswith(("不能", "无法", "未能", "可以", "能", "不", "可")) or words.startswith(
        ("或", "能", "可", "无法", "不能", "难以"), match.end()
    )
