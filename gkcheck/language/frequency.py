"""How often: 每年至少1次, 每季度召开一次, 按月通报, 一周一调度, 每3年修订1次; and how often without a number (定期)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import Form, derive
from gkcheck.language.measures import TIMES, measure_at
from gkcheck.language.numerals import parse_number, scan
from gkcheck.language.pattern import Pattern

Period = Literal["year", "half", "quarter", "month", "ten_days", "week", "day"]


class Frequency(NamedTuple):
    """So many `times` every `every` periods; `times` None where once is implied (每月通报).

    `period` is None for 定期 and the like (`kind` open): often, but no number. `measure` is what is counted (次,
    条); `verb_phrase` what is done, from the words after the period to the end of the clause.
    """

    start: int
    end: int
    text: str
    kind: Literal["periodic", "open"]
    period: Period | None
    every: int
    times: int | None
    at_least: bool
    measure: str = ""
    verb_phrase: str = ""


class _Period(NamedTuple):
    """A period at derived[start:end]; `twice` for half a month, `once` where 一次 is in the words themselves."""

    start: int
    end: int
    period: Period
    every: int = 1
    twice: bool = False
    once: bool = False
    alone: bool = False  # 按月 and 逐月: a number after them is a total
    shown: int = 0  # letters after `end` that belong to the words: 下 of 每周五, 通报 of 月通报
    counted: bool = False  # is a frequency only when a number of times follows
    times_only: bool = False  # 全年: 600户 in a year is a number to reach, 4次 is how often


_UNITS: dict[str, Period] = {
    "年": "year", "半年": "half", "学期": "half", "季": "quarter", "月": "month", "旬": "ten_days", "周": "week",
    "星期": "week", "礼拜": "week", "工作日": "day", "日": "day", "天": "day",
}  # fmt: skip
_LEAST = ("至少", "不少于", "不得少于", "不低于", "不得低于", "最少", "不少", "至少要", "少于")
_AMOUNTS = frozenset(
    ("元", "美元", "吨", "公斤", "千克", "克", "升", "立方米", "平方米", "亩", "米", "公里", "千瓦时", "度")
)
_REACH = 40
_FEW = "(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"


@lru_cache(maxsize=512)
def find_frequencies(text: str) -> tuple[Frequency, ...]:
    """Every frequency in a text, in order."""
    form = derive(text)
    found = [_fact(form, period) for period in _periods(form.text)]
    kept = [fact for fact in found if fact is not None]
    for match in _open().finditer(form.text):
        first, last = form.span(match.start(), match.end())
        after = _rest(form.text, match.end())
        kept.append(Frequency(first, last, text[first:last], "open", None, 1, None, False, "", after))
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))


@cache
def _open() -> Pattern:
    return Pattern(
        r"不定期|(?<!无)定期(?![存限间贷])|常态化|经常性|经常(?![务委])|周期性|适时|随时|动态(?:管理|调整|更新)|时常",
        needs="动态 周期性 定期 常态化 时常 经常 适时 随时",
    )


@cache
def _every() -> re.Pattern[str]:
    return re.compile(
        rf"(?=[每按逐周旬月季半年日一二两三四五六七八九十0-9全])(?:每间?隔?(?P<every>{_FEW}|半|双)?个?(?P<unit>半年|年度?|学期|季度?|月度?|月份|半月|旬|周|星期|礼拜|工作日|日|天)"
        r"(?![人户亩岁刊报])"
        r"|(?P<by>[按逐])(?P<by_unit>半年|年度?|季度?|月度?|旬|周|日|天)(?![龄级代轻份限节令饼岁期均气程薪刊报常数上增递提减降攀])"
        r"|(?<![0-9一二三四五六七八九十每按逐上下本当次个双])(?P<bare>周|旬|月|季度?|半年|月度)"
        r"(?=调度|通报|例会|会商|研判|抽查|小结|分析会|碰头|(?<=[周旬月季])(?<!半年)(?:督查|督导|考核|评比))"
        r"|一(?P<one>年|季度?|月|旬|周|天|日)一(?![，。；、\n0-9天日年])"
        rf"|(?<![第0-9])(?P<rate_every>{_FEW}|半)个?(?P<rate_unit>年|季度?|月|周|天)(?=内?(?:至少|不少于|最少)?(?:开展|召开|组织)?{_FEW}[次期])"
        r"|(?P<average>[年季月周日])均"
        r"|(?P<whole>全年|一年内|年度?内)(?=[^，。；！？\n]{0,8}?(?:至少|不少于|不得少于|不低于|最少)))"
    )


def _periods(words: str) -> Iterator[_Period]:
    for match in _every().finditer(words):
        start, end = match.span()
        if match["unit"]:
            period = _counted_period(words, match)
            if period is not None:
                yield period
        elif match["by"]:
            if _paid().match(words, end):
                continue  # 按月足额发放: how it is paid, nothing to count
            yield _Period(start, end, _unit(match["by_unit"]), alone=True)
        elif match["bare"]:
            yield _Period(start, end, _unit(match["bare"]), shown=2)
        elif match["one"]:
            yield _Period(
                start,
                end,
                _unit(match["one"]),
                once=True,
                shown=2 * (words[end : end + 1] not in ("次", "期", "场")),
            )
        elif match["rate_every"]:
            if match["rate_every"] == "半":
                yield _Period(start, end, "half", counted=True)
                continue
            every = parse_number(match["rate_every"])
            if every is not None and 1 <= every < 100:
                yield _Period(start, end, _unit(match["rate_unit"]), int(every), counted=True)
        elif match["average"]:
            yield _Period(start, end, _unit(match["average"]), counted=True)
        else:
            yield _Period(start, end, "year", counted=True, times_only=True)


@cache
def _paid() -> re.Pattern[str]:
    return re.compile(
        r"(?:足额|按时|及时|全额|准时|如数)*(?:发放|支付|拨付|缴纳|缴存|兑付|兑现|计发|领取|付息)"
    )


def _unit(word: str) -> Period:
    return _UNITS.get(word) or _UNITS[word.rstrip("度份")]


def _counted_period(words: str, match: re.Match[str]) -> _Period | None:
    """每…: how many of which period, or None where 每天 and the like say nothing that recurs by a clock."""
    start, end = match.span()
    unit, written = match["unit"], match["every"]
    after = words[end : end + 8]
    if unit == "半月" or (written == "半" and unit == "月"):
        return _Period(start, end, "month", twice=True)
    if unit == "半年" or written == "半":
        return _Period(start, end, "half")
    every = 2 if written == "双" else parse_number(written) if written else 1
    if every is None or not 1 <= every < 1000:
        return None
    period = _unit(unit)
    if unit in ("周", "星期", "礼拜") and after[1:2] in ("至", "到", "-", "~", "—"):
        return None  # 每周一至周五 are opening hours
    loose = unit in ("日", "天", "年") and not written
    if loose and after.startswith(
        ("的", "新增", "均", "增", "约", "需", "可", "有", "为", "平均", "递", "减", "都")
    ):
        if after.startswith("的"):
            return _Period(start, end + 1, period, int(every)) if after[1:2].isdigit() else None
        return _Period(start, end, period, int(every), counted=True)
    if _amount_each(words, end):
        return None  # 每月1000元, 每天3吨
    if unit in ("日", "天") and re.match(
        r"[0-9一二三四五六七八九十]{1,3}(?:个?小时|:|[时点])|早|晚上?[0-9]", after
    ):
        return None
    if period == "week" and re.match("[一二三四五六日天](?:[上下]午|前|下班|[，。、和]|$)", after):
        return _Period(start, end + 1, period, int(every))
    return _Period(start, end, period, int(every))


def _amount_each(words: str, at: int) -> bool:
    """Whether an amount of money or matter follows at once, so that the words tell a rate and no act."""
    number = re.compile(r"(?:不得?[少低]于|至少|最少|最低)?[0-9]+(?:\.[0-9]+)?[万亿]?").match(words, at)
    return number is not None and measure_at(words, number.end()) in _AMOUNTS


def _fact(form: Form, period: _Period) -> Frequency | None:
    words = form.text
    told = _times(words, period) if not period.alone else None
    if period.counted and (told is None or (period.times_only and told.measure not in TIMES)):
        return None
    times: int | None = 1 if period.once else None
    end, rest = period.end, _rest(words, period.end)
    if told is not None:
        times, end = told.times, told.end
        rest = (_without_lead(words[period.end : told.start]) + _rest(words, told.end))[:_REACH]
    if period.twice:
        times = 2 * (times or 1)
    start, stop = form.span(period.start, max(end, min(len(words), period.end + period.shown)))
    return Frequency(
        start, stop, form.source[start:stop], "periodic", period.period, period.every, times,
        told is not None and told.at_least, told.measure if told is not None else "", rest,
    )  # fmt: skip


def _rest(words: str, at: int) -> str:
    """The words from here to the end of the clause."""
    return re.split("[，。；：:！？\n]", words[at : at + _REACH], maxsplit=1)[0]


_LEADS = ("各", "共", "应", "应当", "要", "须", *_LEAST)


def _without_lead(words: str) -> str:
    """The words between a period and its number of times, without 至少 and the like."""
    while lead := next((lead for lead in _LEADS if words.endswith(lead)), ""):
        words = words.removesuffix(lead)
    return words.lstrip("内")


class _Times(NamedTuple):
    """A number of times at derived[start:end], with what is counted."""

    start: int
    end: int
    times: int
    measure: str
    at_least: bool


def _times(words: str, period: _Period) -> _Times | None:
    """How many times, in the clause after a period; 10个部门 is no number of times, 1次 and 20条以上 are."""
    numbers = scan(words)
    last = period.end + len(_rest(words, period.end))
    for at in range(bisect_left(numbers, period.end, key=lambda one: one.start), len(numbers)):
        number = numbers[at]
        if number.start > last:
            break
        measure = measure_at(words, number.end)
        if not measure or number.ordinal or number.bare or number.value != int(number.value):
            continue
        end = number.end + len(measure)
        above = next((word for word in ("及以上", "以上") if words.startswith(word, end)), "")
        between = words[period.end : number.start]
        least = bool(above) or any(word in between for word in _LEAST)
        if least or measure in TIMES or measure in ("条", "篇", "件", "份"):
            return _Times(number.start, end + len(above), int(number.value), measure, least)
    return None
