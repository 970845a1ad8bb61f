"""How often: 每年至少1次, 每季度召开一次, 按月通报, 每3年修订1次; and how often without a number (定期)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import derive
from gkcheck.language.numerals import NUMBER, parse_number

Period = Literal["year", "half", "quarter", "month", "ten_days", "week", "day"]


class Frequency(NamedTuple):
    """So many `times` every `every` periods; `times` None where once is implied (每月通报).

    `period` is None for 定期 and the like (`kind` open): often, but no number.
    """

    start: int
    end: int
    text: str
    kind: Literal["periodic", "open"]
    period: Period | None
    every: int
    times: int | None
    at_least: bool


_PERIODS: dict[str, Period] = {
    "年度": "year", "年": "year", "半年": "half", "季度": "quarter", "季": "quarter", "个季度": "quarter", "月份": "month",
    "个月": "month", "月": "month", "个月度": "month", "旬": "ten_days", "周": "week", "星期": "week", "个星期": "week",
    "日": "day", "天": "day", "个工作日": "day", "工作日": "day", "月度": "month", "双月": "month", "两周": "week",
}  # fmt: skip


@cache
def _periodic() -> re.Pattern[str]:
    unit = "半年|年度|年|个?季度|季|个?月度|个月|月份|月|旬|个?星期|周|个?工作日|日|天"
    measure = "次|期|场|轮|回|遍|篇|份|批|件|条|趟|节|堂|例|项|个|名|人次|场次|期次"
    return re.compile(
        rf"(?:每(?:隔)?(?P<every>{NUMBER})?(?P<unit>{unit})(?!业|产|均|天平|日报|周年|年级|户|人)|(?:按|逐)(?P<by>季度?|月度?|年度?|周|旬|半年))"
        rf"(?:(?P<verb>[^，。；、！？\n0-9]{{0,24}}?)(?P<least>至少|不少于|不低于|不得少于|应?不少于|最少|各|共|至多)?"
        rf"(?:[^，。；、！？\n0-9]{{0,6}}?)(?P<times>{NUMBER})(?P<measure>{measure})(?P<above>以上|及以上)?)?"
    )


@cache
def _open() -> re.Pattern[str]:
    return re.compile(r"不定期|定期|常态化|经常性|适时|随时|动态(?:管理|调整|更新)")


@lru_cache(maxsize=512)
def find_frequencies(text: str) -> tuple[Frequency, ...]:
    """Every frequency in a text, in order."""
    form = derive(text)
    letters = form.text
    found: list[Frequency] = []
    for match in _periodic().finditer(letters):
        word = match["unit"] or match["by"]
        period = _PERIODS.get(word) or _PERIODS[word.lstrip("个").replace("度", "")]
        every = parse_number(match["every"]) if match["every"] else None
        if match["every"] and (every is None or every < 1):
            continue
        if word.startswith("半") or (match["every"] == "半"):
            period, every = "half", None
        times = parse_number(match["times"]) if match["times"] else None
        end = match.end()
        if times is None and match["times"]:
            end = match.end("unit") if match["unit"] else match.end("by")
        if letters[max(0, match.start() - 1) : match.start()] in ("“", '"') and word == "日":
            continue
        if match["unit"] in ("日", "天", "年") and not match["times"] and not _acts(letters[end : end + 8]):
            continue
        first, last = form.span(match.start(), end)
        found.append(
            Frequency(
                first, last, text[first:last], "periodic", period, int(every) if every else 1,
                int(times) if times is not None else None, bool(match["least"] or match["above"]),
            )
        )  # fmt: skip
    for match in _open().finditer(letters):
        first, last = form.span(match.start(), match.end())
        found.append(Frequency(first, last, text[first:last], "open", None, 1, None, False))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _acts(after: str) -> bool:
    """Whether something is done every day or year: 每年公布 is a frequency, 每年的 and 每日新增 are not."""
    return bool(after) and re.match(r"的|新|均|度|增|约|需|可|有|为|平", after) is None
