"""Lengths of time: 在2个工作日内, 自受理之日起五日内, 48小时内, 当日, with unit, bound, trigger and part played."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import Form, derive
from gkcheck.language.numerals import Number, scan
from gkcheck.language.triggers import Trigger, find_point, find_trigger

Unit = Literal["working_day", "day", "natural_day", "hour", "minute", "week", "month", "year"]
Bound = Literal["within", "over", "exact"]
WindowRole = Literal["limit", "reduction", "duty_hours", "statutory", "advance", "duration"]


class Window(NamedTuple):
    """A length of time. `text` is the whole phrase with its trigger; `core_*` the length itself.

    `bound`: within (…内, 不超过…), over (不少于…, …以上), else exact. `number` is the upper end of a range, 0 for
    当日 and 即时, 1 for 次日. `trigger` is the event it runs from (受理, 收到申请, 完成审批程序), with its offsets;
    "" and -1 when none is told. `role`: a limit; one side of a shortening (从15个工作日压缩到6个工作日); hours of
    duty (24小时值守); a statutory length told for comparison (法定15个工作日); so long before an event (提前3日,
    三十日前); how long something lasts (公示7天, 为期3个月).
    """

    start: int
    end: int
    text: str
    core_start: int
    core_end: int
    number: Decimal | None
    unit: Unit
    bound: Bound
    trigger: str = ""
    trigger_start: int = -1
    trigger_end: int = -1
    approximate: bool = False
    role: WindowRole = "limit"


class _Core(NamedTuple):
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
_AT_MOST = ("不超过", "不得超过", "不能超过", "不多于", "不高于", "不大于", "最长", "最多", "至多", "最迟", "至迟", "最晚",
            "控制在", "少于", "低于", "小于", "不足", "≤", "<")  # fmt: skip
_AT_LEAST = ("不少于", "不得少于", "不能少于", "至少", "不低于", "不得低于", "不短于", "不得短于", "最少", "超过", "多于",
             "大于", "高于", "超出", "≥", ">", "满", "逾")  # fmt: skip
_SHORTENED = "压缩|缩短|压减|缩减|精简|减少|减到|减至|减为|降到|降至|降为|提速|→|变为|调整[为到至]"
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


@lru_cache(maxsize=512)
def find_windows(text: str) -> tuple[Window, ...]:
    """Every length of time in a text, in order. Dates (8月31日), ages, anniversaries and 每2周 are none."""
    form = derive(text)
    cores = sorted([*_numbered(form.text), *_spoken(form.text)])
    return tuple(_window(form, core) for core in _shortened(form.text, cores))


# --- lengths -------------------------------------------------------------------------------------------------


def _numbered(words: str) -> Iterator[_Core]:
    numbers = scan(words)
    for at, number in enumerate(numbers):
        if (
            number.ordinal
            or number.bare
            or words[number.start - 1 : number.start] in ("第", "每", "隔", "届", "前")
        ):
            continue
        core = _measured(words, number, numbers[at - 1] if at else None)
        if core is not None:
            yield core


def _measured(words: str, number: Number, last: Number | None) -> _Core | None:
    """The length of time a number begins, if a unit of time follows and the whole is no date."""
    start, end, value = number.start, number.end, number.value
    about = words[end : end + 1] in ("余", "多", "来", "几")
    end += about
    extra = Decimal(0)
    if words.startswith("个半", end):
        extra, end = Decimal("0.5"), end + 2
    elif words.startswith(("个多", "个余"), end):
        about, end = True, end + 2
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
    return _Core(begin, end, value, unit, bound, about, role)


def _lead(words: str, start: int) -> str:
    """The bound told right before a number, with a 约 between: 不超过, 至少, 约."""
    before = words[max(0, start - 6) : start]
    about = next((word for word in ("大约", "将近", "大概", "约", "近") if before.endswith(word)), "")
    rest = before[: len(before) - len(about)]
    told = [word for word in (*_AT_MOST, *_AT_LEAST) if rest.endswith(word)]
    return max(told, key=len, default="") + about


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
        r"|(?P<point>当日|当天|即日|当场|即时(?![通消性聊])|次日|翌日|次工作日|下一?个?工作日|第二个工作日|第二天)(?![起制])"
    )


_HALVES: dict[str, tuple[str, Unit]] = {
    "年": ("6", "month"), "月": ("15", "day"), "天": ("0.5", "day"), "日": ("0.5", "day"), "小时": ("30", "minute")
}  # fmt: skip


def _spoken(words: str) -> Iterator[_Core]:
    """Lengths told without a number: 半年内, 当日, 次工作日."""
    for match in _spoken_words().finditer(words):
        if match["half"]:
            value, unit = _HALVES[match["half"].removeprefix("半").removeprefix("个")]
            if match["in"] or _lead(words, match.start()):
                yield _Core(match.start(), match.end(), Decimal(value), unit, "within", False, "limit")
            continue
        word = match["point"]
        if words.startswith(("活动", "天气", "会议", "气温", "降雨", "客流", "上午", "下午"), match.end()):
            continue
        later = word[0] in "次翌下第"
        near: Unit = "working_day" if word.endswith("工作日") else "day"
        yield _Core(match.start(), match.end(), Decimal(later), near, "within", False, "limit", True)


# --- what stands around them ---------------------------------------------------------------------------------


@cache
def _shortening() -> re.Pattern[str]:
    return re.compile(_SHORTENED)


def _shortened(words: str, cores: list[_Core]) -> Iterator[_Core]:
    """Marks both sides of a shortening: 由20日缩短至5日. A bare 20日 is read as a length only there."""
    bare = [one for one in _bare_days(words) if not any(core.start <= one.start < core.end for core in cores)]
    every = sorted([*cores, *bare])
    told: set[int] = set()
    for at, core in enumerate(every):
        before = words[max(0, core.start - 8) : core.start]
        following = every[at + 1] if at + 1 < len(every) else None
        between = words[core.end : following.start] if following else ""
        if following and len(between) <= 16 and not any(mark in between for mark in "。；，"):
            falls = before.endswith(("从", "由", "从原来的", "由原来的")) and between in ("到", "至", "降到")
            if _shortening().search(between) or (falls and following.number < core.number):
                told |= {at, at + 1}
        after = words[core.end : core.end + 8].lstrip("的法定办理时限期")
        if _shortening().search(re.split("[，。；]", before)[-1]) or _shortening().match(after):
            told.add(at)
    for at, core in enumerate(every):
        if at in told:
            yield core._replace(role="reduction")
        elif core not in bare:
            yield core


def _bare_days(words: str) -> list[_Core]:
    return [
        _Core(number.start, number.end + 1, number.value, "day", "exact", False, "limit")
        for number in scan(words)
        if words[number.end : number.end + 1] == "日"
        and not number.ordinal
        and words[number.start - 1 : number.start] not in tuple("月、号年/-.0123456789")
    ]


def _window(form: Form, core: _Core) -> Window:
    words = form.text
    trigger: Trigger | None = None
    if core.point:
        trigger = find_point(words, core.start)
    elif core.role in ("limit", "statutory", "advance"):
        trigger = find_trigger(words, core.start)
    begin = core.start
    if trigger is not None:
        begin = trigger.phrase
    elif words[begin - 1 : begin] in ("在", "于"):
        begin -= 1
    start, end = form.span(begin, core.end)
    core_start, _ = form.span(core.start, core.end)
    event, first, last = "", -1, -1
    if trigger is not None:
        event = words[trigger.start : trigger.end]
        first, last = form.span(trigger.start, trigger.end)
    return Window(
        start, end, form.source[start:end], core_start, end, core.number, core.unit, core.bound, event, first, last,
        core.approximate, core.role,
    )  # fmt: skip
