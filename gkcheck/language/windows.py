"""Lengths of time that limit an act: 在2个工作日内, 自受理之日起五日内, 48小时内, 当日, with unit and trigger."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import Form, derive
from gkcheck.language.numerals import NUMBER, parse_number

Unit = Literal["working_day", "day", "natural_day", "hour", "minute", "week", "month", "year"]
Bound = Literal["within", "over", "exact"]
WindowRole = Literal["limit", "reduction", "duty_hours", "statutory"]


class Window(NamedTuple):
    """A length of time. `text` is the whole phrase with its trigger; `core_*` the length itself.

    `trigger` is the event from which it runs (受理, 收到申请, 完成审批程序), with its offsets; "" and -1 when none
    is told. `role`: a limit; one side of a shortening (从15个工作日压缩到6个工作日); hours of duty (24小时值守);
    a statutory length told for comparison (法定15个工作日).
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


_UNITS: dict[str, Unit] = {
    "工作日": "working_day", "工作天": "working_day", "自然日": "natural_day", "日历日": "natural_day",
    "日历天": "natural_day", "日": "day", "天": "day", "小时": "hour", "钟头": "hour", "分钟": "minute", "周": "week",
    "星期": "week", "礼拜": "week", "月": "month", "季度": "month", "年": "year",
}  # fmt: skip
_DIRECT: dict[str, tuple[str, Unit]] = {
    "当日": ("0", "day"), "当天": ("0", "day"), "即日": ("0", "day"), "当场": ("0", "day"), "即时": ("0", "day"),
    "次日": ("1", "day"), "次工作日": ("1", "working_day"), "第二个工作日": ("1", "working_day"), "下一个工作日": ("1", "working_day"),
    "下一工作日": ("1", "working_day"),
}  # fmt: skip


@cache
def _core() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<max>不超过|不多于|最长|最迟|至迟|至多|最多|控制在|限)?(?P<about>约|大约|近)?"
        rf"(?P<number>{NUMBER}|半)(?P<about2>余|多|来)?(?P<ge>个)?(?P<half>半)?"
        r"(?P<unit>工作日|工作天|自然日|日历日|日历天|小时|钟头|分钟|星期|礼拜|周(?![岁边年])|日|天|月|年|季度)"
        r"(?P<within>之内|以内|内(?!部|容|涵|外)|以下)?(?P<over>以上|之外|以外|以后)?"
    )


@cache
def _direct() -> re.Pattern[str]:
    return re.compile(r"当日|当天|即日(?!起)|当场|次工作日|第二个工作日|下一个?工作日|次日|即时")


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(
        r"(?:自|从|于|在|经)?(?P<event>[^，。；、！？\n自从]{1,24}?)(?:之日|之时|的当日|当日|那日|的次日|次日)?(?:起|开始|算起)(?:的|，)?(?:在|应在|须在)?$"
        r"|(?:自|从|于|在|经)(?P<after>[^，。；、！？\n自从]{1,24}?)(?:之后|以后|后)(?:的|，)?(?:在|应在|须在|要在)?$"
        r"|(?P<bare>(?:收到|接到|受理|完成|形成|制作|获取|签收|签订|发生|发现|变更|调整|批准|审批|确认|公布|发布|转办|办结|修订|印发|通过|结束|提交|举办|召开|作出|生效|[^，。；、！？\n自从]{0,12}?(?:变更|变化|调整|形成|完成|结束|通过|批准|生效|修订|受理|收到|确定|公布|办结))[^，。；、！？\n]{0,16}?)(?:之后|以后|后)(?:的|，)?(?:在|应在|须在|要在|应于|于)?$"
    )


_SHORTER = re.compile(r"压缩|缩短|压减|缩减|减少|精简|提速|减至|降至|降到|减到")


@lru_cache(maxsize=512)
def find_windows(text: str) -> tuple[Window, ...]:
    """Every length of time in a text, in order. Dates (8月31日), ages and anniversaries are none."""
    form = derive(text)
    letters = form.text
    found: list[Window] = []
    for match in _core().finditer(letters):
        window = _window(form_letters=letters, match=match)
        if window is None:
            continue
        number, unit, bound, role, about, start, end = window
        found.append(_placed(form, letters, start, end, number, unit, bound, role, about))
    for match in _direct().finditer(letters):
        word, unit = _DIRECT[match.group() if match.group() in _DIRECT else "下一个工作日"]
        follows = letters[match.end() : match.end() + 2]
        if follows.startswith(("活动", "天气", "会议", "报", "值")):
            continue
        found.append(_placed(form, letters, match.start(), match.end(), Decimal(word), unit, "within", "limit", False))
    return tuple(sorted(found, key=lambda one: (one.core_start, one.core_end)))


def _window(
    form_letters: str, match: re.Match[str]
) -> tuple[Decimal | None, Unit, Bound, WindowRole, bool, int, int] | None:
    letters = form_letters
    word, unit_word = match["number"], match["unit"]
    before, after = letters[: match.start("number")], letters[match.end() : match.end() + 12]
    number = Decimal("0.5") if word == "半" else parse_number(word)
    if number is None or before.endswith(("第", "〔", "-", "/", ".", "'")):
        return None
    unit = _UNITS[unit_word]
    if match["half"]:
        number += Decimal("0.5")
    within = bool(match["within"])
    if unit_word in ("日", "月", "年") and not within and not match["max"]:
        if unit_word == "月" and not match["ge"]:
            return None
        if unit_word == "日" and not match["ge"] and not re.match(r"(?:办结|答复|回复|完成)", after):
            return None
        if unit_word == "年":
            return None
    if unit_word in ("日", "月") and not match["ge"] and letters[match.start("number") - 1 : match.start("number")] in ("月", "年"):
        return None  # 8月31日
    if unit_word == "年" and number >= 1000:
        return None
    if unit_word == "季度":
        if not within:
            return None
        number *= 3
    if match["ge"] is None and unit_word == "月" and number is not None and not within:
        return None
    if unit in ("week", "month") and not within and not match["max"] and not match["ge"]:
        return None
    role: WindowRole = "limit"
    bound: Bound = "within" if within or match["max"] else "over" if match["over"] else "exact"
    near = letters[max(0, match.start() - 14) : match.start()]
    if re.match(r"(?:值守|值班|服务|在线|不间断|开放|热线|接听|畅通|营业|自助|全天|监控|轮班|备勤)", after) or unit == "hour" and near.endswith(("全天", "实行", "坚持")) and not within:
        role = "duty_hours"
    elif near.endswith("法定") or re.search(r"法定(?:的|时限|期限|办理时限|办结时限|为)?$", near):
        role = "statutory"
    if _SHORTER.search(near) or (re.match(r"(?:压缩|缩短|压减|缩减|减少|减至|降至|降到|减到|调整为)", after) and re.search(r"[由从]|法定|原来?", near)):
        role = "reduction"
    elif re.match(r"(?:压缩|缩短|压减|缩减|减至|降至|降到|减到)(?:为|到|至)?", after):
        role = "reduction"
    about = bool(match["about"] or match["about2"] or after.startswith("左右"))
    return number, unit, bound, role, about, match.start(), match.end()


def _placed(
    form: Form,
    letters: str,
    start: int,
    end: int,
    number: Decimal | None,
    unit: Unit,
    bound: Bound,
    role: WindowRole,
    about: bool,
) -> Window:
    core_start, core_end = form.span(start, end)
    head = letters[max(0, start - 40) : start]
    trigger = _trigger().search(head) if bound == "within" else None
    first, words, trigger_start, trigger_end = start, "", -1, -1
    if trigger is not None:
        group = next(name for name in ("event", "after", "bare") if trigger[name])
        base = start - len(head)
        words = re.sub(r"(?:之日|当日|次日|之时)$", "", trigger[group])
        trigger_start, trigger_end = form.span(base + trigger.start(group), base + trigger.start(group) + len(words))
        first = base + trigger.start()
    elif letters[max(0, start - 1) : start] in ("在", "于"):
        first = start - 1
    whole_start, _ = form.span(first, end)
    return Window(
        start=whole_start,
        end=core_end,
        text=form.source[whole_start:core_end],
        core_start=core_start,
        core_end=core_end,
        number=number,
        unit=unit,
        bound=bound,
        trigger=words,
        trigger_start=trigger_start,
        trigger_end=trigger_end,
        approximate=about,
        role=role,
    )
