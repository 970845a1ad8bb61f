"""Bounds told before and after a number: 不少于, 至少, 以上, 不超过, 以内, 约, 左右."""

from __future__ import annotations

from typing import Literal, NamedTuple

from gkcheck.language.pattern import Pattern

Bound = Literal["at_least", "at_most", "exact", "over", "under"]

_BEFORE: dict[str, Bound] = {
    "不低于": "at_least", "不得低于": "at_least", "不能低于": "at_least", "不少于": "at_least", "不得少于": "at_least",
    "不能少于": "at_least", "不小于": "at_least", "不得小于": "at_least", "至少": "at_least", "最少": "at_least",
    "最低": "at_least", "≥": "at_least", "不下于": "at_least", "至少要": "at_least", "至少应": "at_least",
    "不超过": "at_most", "不得超过": "at_most", "不能超过": "at_most", "最多不超过": "at_most", "不高于": "at_most",
    "不得高于": "at_most", "不多于": "at_most", "不得多于": "at_most", "不大于": "at_most", "至多": "at_most",
    "最多": "at_most", "最高": "at_most", "≤": "at_most", "控制在": "at_most", "降至": "at_most", "降到": "at_most",
    "压减到": "at_most", "压减至": "at_most", "压缩到": "at_most", "压缩至": "at_most", "降低到": "at_most",
    "降低至": "at_most", "减至": "at_most", "超过": "over", "多于": "over", "高于": "over", "大于": "over", "突破": "over",
    "超出": "over", "超": "over", "逾": "over", ">": "over", "少于": "under", "低于": "under", "小于": "under",
    "不足": "under", "不到": "under", "<": "under", "不满": "under", "达到": "exact", "达": "exact", "提高到": "exact",
    "提高至": "exact", "提升到": "exact", "提升至": "exact", "稳定在": "exact", "保持在": "exact", "增加到": "exact",
    "增加至": "exact", "均达": "exact", "均达到": "exact",
}  # fmt: skip
_AFTER: dict[str, Bound] = {
    "以上": "at_least", "及以上": "at_least", "或以上": "at_least", "之上": "at_least", "以下": "at_most",
    "及以下": "at_most", "以内": "at_most", "之内": "at_most",
}  # fmt: skip
_ABOUT = ("大约", "大概", "将近", "接近", "约", "近")
_ABOUT_AFTER = ("左右", "上下", "余", "多")
_NOT_ABOUT = {"约": "签预违合履解公邀契节集守隐失特条续誓简", "近": "最附临靠远亲就新邻贴"}
_SCANNER = Pattern("(?:[A-Za-z]|彩)超$")
_LONGEST = max(map(len, _BEFORE))


class Told(NamedTuple):
    """What stands around a number: its bound, whether it is rough, and where the words begin and end."""

    start: int
    end: int
    bound: Bound
    approximate: bool


def told_around(words: str, start: int, end: int) -> Told:
    """The bound of a number (with its measure or %) at words[start:end]; 以上 wins over 达到."""
    approximate = False
    for word in _ABOUT:
        if words.startswith(word, start - len(word)) and start >= len(word):
            if words[start - len(word) - 1 : start - len(word)] in tuple(_NOT_ABOUT.get(word, "")):
                break
            start -= len(word)
            approximate = True
            break
    bound: Bound = "exact"
    for size in range(min(_LONGEST, start), 0, -1):
        word = words[start - size : start]
        if word == "超" and _SCANNER.search(words[max(0, start - 3) : start]):
            continue  # 购置B超10台
        if word in _BEFORE:
            bound = _BEFORE[word]
            start -= size
            break
    for word in _ABOUT_AFTER:
        if words.startswith(word, end) and not words.startswith(
            ("多方", "多元", "多渠", "多种", "多级"), end
        ):
            approximate = True
            end += len(word)
            if bound == "at_most" and words.startswith("控制在", start):
                bound = "exact"
            break
    if words.startswith("内", end) and words[end - 1 : end] == "米":
        return Told(start, end + 1, "at_most" if bound == "exact" else bound, approximate)
    for word, after in _AFTER.items():
        if words.startswith(word, end):
            return Told(
                start, end + len(word), after if bound in ("exact", "at_least") else bound, approximate
            )
    return Told(start, end, bound, approximate)
