"""Titles of documents compared: what is the same name spelt otherwise, and what is another document."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from gkcheck.language.form import fold


class TitleParts(NamedTuple):
    """A title taken apart. `key`: its letters and figures alone; `core`: without the organ that issued it and the
    wrapping 关于印发…的通知; `edition`: what tells one edition from another (试行, 2018, 第二批)."""

    key: str
    core: str
    edition: frozenset[str]


_CONTRAST = frozenset(
    "上下前后东西南北中内外男女新旧城乡公私大小一二三四五六七八九十甲乙丙丁左右老幼春夏秋冬国省市县区镇村街州盟旗"
)
"""Letters that tell two things apart (上半年 and 下半年): never taken for a slip of the pen."""


@cache
def _wrapped() -> re.Pattern[str]:
    return re.compile(
        r"^.{0,60}?(?:印发|转发|批转|公布|发布|下发)(?P<core>.{4,})(?:通知|公告|通报|决定|命令|函)$"
    )


@cache
def _issued() -> re.Pattern[str]:
    return re.compile(r"^.{1,60}?(?:府|厅|室|局|委|部|院|会|署|办|组|中心|公司|大队|单位|部门|党组)关于")


@cache
def _edition() -> re.Pattern[str]:
    return re.compile(
        r"征求意见稿|修订稿|送审稿|讨论稿|草案|试行|暂行|修订版?|修正|\d+|第?[一二三四五六七八九十]+(?=[批期版号轮次阶届])"
    )


def letters_of(text: str) -> str:
    """The letters and figures of a text, one spelling of each, without marks and blanks."""
    return re.sub(r"[\W_]", "", fold(text)).lower()


@lru_cache(maxsize=1024)
def title_parts(name: str) -> TitleParts:
    """A title taken apart; `name` is what stands between 《 and 》, or any name."""
    key = letters_of(name).removeprefix("中华人民共和国")
    core = key
    wrapped = _wrapped().match(core)
    if wrapped:
        core = wrapped["core"].removesuffix("的")
    issued = _issued().match(core)
    if issued and len(core) - issued.end() >= 4:
        core = core[issued.end() :]
    core = core.removeprefix("关于")
    return TitleParts(key, core.removeprefix("中华人民共和国"), frozenset(_edition().findall(key)))


@lru_cache(maxsize=8192)
def likeness(one: str, other: str) -> float:
    """How alike two titles are, 0 to 100; the cores count, so that a wrapping 关于印发…的通知 makes no difference."""
    a, b = title_parts(one), title_parts(other)
    if a.key == b.key or a.core == b.core:
        return 100.0
    from rapidfuzz import fuzz

    return float(max(fuzz.ratio(a.key, b.key), fuzz.ratio(a.core, b.core)))


def same_title(one: str, other: str) -> bool:
    """Whether two titles name one document: equal, one the short form of the other, or one within its wrapping."""
    a, b = title_parts(one), title_parts(other)
    if a.key == b.key or a.core == b.core:
        return True
    short, long = sorted((a.core, b.core), key=len)
    if len(short) < 4 or short[-2:] != long[-2:]:
        return False
    return short in long or (len(short) >= 6 and _abbreviates(short, long))


def is_short_form(short: str, title: str) -> bool:
    """条例, 环评改革意见: letters of a title in their order, ending with its last noun."""
    if len(short) < 2 or short[-2:] != title[-2:]:
        return False
    letters = iter(title)
    return all(letter in letters for letter in short)


def _abbreviates(short: str, long: str) -> bool:
    """政务公开意见 for 关于全面推进政务公开工作的意见: letters left out, none changed; the last noun is kept."""
    if len(short) * 3 < len(long):
        return False
    return is_short_form(short, long)


def far_apart(one: str, other: str, low: float) -> bool:
    """Whether so many letters of the shorter core are nowhere in the other that `miswritten` cannot be."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return len(set(short).difference(long)) * 100 > (100 - low) * len(short)


@lru_cache(maxsize=8192)
def miswritten(one: str, other: str, low: float = 85.0) -> bool:
    """Whether two titles look like one title copied with a slip: nearly equal, and the difference tells nothing apart."""
    a, b = title_parts(one), title_parts(other)
    if a.edition != b.edition or min(len(a.core), len(b.core)) < 6 or a.core == b.core:
        return False
    short, long = sorted((a.core, b.core), key=lambda core: (len(core), core))
    from rapidfuzz.distance import Indel

    changes = [op for op in Indel.opcodes(short, long) if op.tag != "equal"]
    if changes[0].tag == "insert" and changes[0].src_start == 0:
        changes = changes[
            1:
        ]  # the longer begins with a word of its wrapping (开展…工作方案), or names a place
    changed = [(short[op.src_start : op.src_end], long[op.dest_start : op.dest_end]) for op in changes]
    left, right = ("".join(side) for side in zip(*changed, strict=True)) if changed else ("", "")
    if not 1 <= len(changes) <= 4 or 100 - 100 * max(len(left), len(right)) / len(short) < low:
        return False
    return sorted(left) == sorted(right) or (len(left) + len(right) <= 4 and not _tells_apart(left, right))


def _tells_apart(left: str, right: str) -> bool:
    """Whether letters replaced by others say another thing: 小 and 中 do, 综 and 集 do not; one left out may."""
    contrast = [not side or bool(set(side) & _CONTRAST) for side in (left, right)]
    return all(contrast) and bool(set(left + right) & _CONTRAST)
