"""Whether two reports come from bodies that may honestly share a text: the same one, one within the other, partners."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from gkcheck.language.form import fold
from gkcheck.similarity.unit_names import same_unit

_OUTER = (*"局委厅部署院区县市州盟旗镇乡", "政府", "街道", "公司", "中心", "集团", "管委会", "学校", "医院")
_MANY = "各 有关 相关 所有 全体 全局 全委 全市 全区 全县 成员单位 其他 其它".split()  # noqa: SIM905


@cache
def _together() -> re.Pattern[str]:
    return re.compile(r"会同|联合|配合|协同|共同|牵头|协助|携手|协作|合作|分工|责任单位|与|和|及|、")


@lru_cache(maxsize=4096)
def _spellings(name: str) -> tuple[str, ...]:
    """A name, and the same without the place it begins with: 财政局 of 云岭县财政局."""
    at = next((at for at, letter in enumerate(name[:5]) if letter in "省市县区"), -1)
    return (name, name[at + 1 :]) if at >= 0 and len(name) - at > 3 else (name,)


@lru_cache(maxsize=4096)
def akin(one: str, other: str) -> bool:
    """Whether two names are of one body, of a body and its part, or one names many (各处室)."""
    a, b = fold(one), fold(other)
    if not a or not b:
        return False
    if a == b or _names_many(a) or _names_many(b):
        return True
    short, long = sorted((a, b), key=len)
    if (len(short) >= 2 and (long.startswith(short) or long.endswith(short))) or same_unit(one, other):
        return True
    return _governs(a, b) or _governs(b, a)


def _names_many(name: str) -> bool:
    return name.endswith("机关") or any(word in name for word in _MANY)


def _is_outer(name: str) -> bool:
    """Whether a name is that of a whole body and not of an office within one."""
    folded = fold(name)
    return len(folded) >= 3 and folded.endswith(_OUTER)


def _governs(one: str, other: str) -> bool:
    """Whether one is the government of the place that the other belongs to: 云岭县人民政府, 云岭县民政局."""
    place = one.removesuffix("政府").removesuffix("人民")
    return one != place and len(place) >= 2 and place[-1] in "省市县区旗州盟镇乡" and other.startswith(place)


def share_a_body(
    mine: Sequence[str], theirs: Sequence[str], my_issuer: str = "", their_issuer: str = ""
) -> bool:
    """Whether the units of two rows, or their tables' issuers, leave no two bodies of which one could have copied.

    Two different issuers tell their inner offices apart: 办公室 of one is not 办公室 of the other. A row of the
    government's table that names 民政局 and a row of that bureau's own table are one body's.
    """
    if my_issuer and their_issuer and not akin(my_issuer, their_issuer):
        mine = [name for name in mine if _is_outer(name)] or [my_issuer]
        theirs = [name for name in theirs if _is_outer(name)] or [their_issuer]
    else:
        mine, theirs = list(mine) or [my_issuer], list(theirs) or [their_issuer]
    if not any(mine) or not any(theirs):
        return True  # nobody knows whose the text is
    if any(akin(one, other) for one in mine for other in theirs):
        return True
    if my_issuer == their_issuer:
        return False
    return any(
        issuer and not issuer.endswith("政府") and _is_outer(one) and akin(one, issuer)
        for units, issuer in ((mine, their_issuer), (theirs, my_issuer))
        for one in units
    )


def told_apart(names: Sequence[str], issuer: str, issuers: Collection[str]) -> tuple[str, ...]:
    """The units of a row as a run over several tables knows them: 办公室 of two issuers is two offices.

    `issuers` are those of all tables; a name that stands for a whole body (市教育局) is left as it is.
    """
    if not issuer or len({one for one in issuers if one}) < 2:
        return tuple(names)
    return tuple(name if _is_outer(name) else f"{issuer}{name}" for name in names)


def names_as_partner(text: str, unit: str) -> bool:
    """Whether a text tells of work with this unit: 会同市财政局, 由我局牵头、财政局配合."""
    name = fold(unit)
    if len(name) < 3:
        return False
    words = fold(text)
    for spelling in _spellings(name):
        at = words.find(spelling)
        while at >= 0:
            around = words[max(0, at - 12) : at] + words[at + len(spelling) : at + len(spelling) + 6]
            if _together().search(around):
                return True
            at = words.find(spelling, at + 1)
    return False
