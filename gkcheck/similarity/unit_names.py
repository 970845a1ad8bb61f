"""Which names of units in one table are two spellings of one unit, and which cells name one set in two ways.

An abbreviation takes the first letters of the words it shortens (卫健局 of 卫生健康局). A name whose letters stand
together within a longer one (政府办公室 within 政府应急管理办公室, 农业局 and 农业农村局) may well be another unit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from gkcheck.language.form import HAN, fold
from gkcheck.language.pattern import Pattern

MOST = 2000  # different names of one table that are compared; further ones are left out by the caller


class Variant(NamedTuple):
    """Two spellings, the one that is written out and the short one."""

    full: str
    short: str


_SHORTER = (
    ("管委会", "管理委"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("服务中心", "中心"),
    ("管理中心", "中心"),
)
_LEVEL = Pattern(
    rf"(?:[省市县区州盟旗镇乡]|{HAN}{{2,4}}?(?:自治)?[省市县区州盟旗镇乡])(?={HAN}{{3}})",
    needs="乡 区 县 州 市 旗 盟 省 镇",
)


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(
        r"(?:局|委|办|厅|院|中心|公司|大队|支队|总队|处|科|室|部|署|社|会|所|站|队|馆|校|协会|联合会|分局|政府|街道|镇|乡|集团|银行|支行)$"
    )


def is_unit_name(name: str) -> bool:
    """Whether a name may be that of one unit: not 各部门, 有关单位, 所有科室, and long enough to be told apart."""
    return len(name) >= 3 and not re.search(r"各|有关|相关|其他|其它|所有|全体|成员单位|等", name)


def names_nobody(name: str) -> bool:
    """Whether what stands for a unit is only the word for a kind of unit (办, 处, 科室)."""
    return fold(name) in {
        "办",
        "处",
        "科",
        "室",
        "股",
        "局",
        "委",
        "队",
        "所",
        "站",
        "部",
        "中心",
        "单位",
        "部门",
        "科室",
        "处室",
    }


class _Name(NamedTuple):
    """A name taken apart: as written, in derived form, and its parts once the usual words are shortened."""

    written: str
    folded: str
    whole: str  # without 和
    level: str
    core: str  # without 和
    ending: str


@lru_cache(maxsize=4096)
def _name(written: str) -> _Name:
    folded = fold(written)
    short = _shortened(folded)
    level, core, ending = _parts(short)
    return _Name(written, folded, _joined(short), level, _joined(core), ending)


def variants(names: Iterable[str]) -> tuple[Variant, ...]:
    """The pairs of names that are spellings of one unit, in the order of their first names."""
    plain = [_name(name) for name in dict.fromkeys(names) if is_unit_name(fold(name))][:MOST]
    shelves: dict[tuple[str, str], list[_Name]] = defaultdict(list)
    for name in plain:
        shelves[(name.core[:1], name.ending)].append(name)
    found = [
        Variant(*sorted((one.written, other.written), key=lambda name: (-len(name), name)))
        for shelf in shelves.values()
        for at, one in enumerate(shelf)
        for other in shelf[at + 1 :]
        if _same(one, other) or _lost_its_level(one, other, shelf)
    ]
    order = {name.written: at for at, name in enumerate(plain)}
    return tuple(sorted(found, key=lambda pair: (min(order[pair.full], order[pair.short]), order[pair.full])))


def same_unit(one: str, other: str) -> bool:
    """Whether two different names are two spellings of one unit."""
    return _same(_name(one), _name(other))


def _same(one: _Name, other: _Name) -> bool:
    if one.folded == other.folded:
        return False  # only blanks or the width of letters differ
    if one.whole == other.whole:
        return True
    if len(one.whole) == len(other.whole) or one.ending != other.ending:
        return False
    long, short = (one, other) if len(one.whole) > len(other.whole) else (other, one)
    if not short.core or not long.core:
        return False
    if short.level != long.level and not (short.level and long.level.endswith(short.level)):
        return False
    if short.core == long.core:
        return short.level != long.level and len(short.core) >= 2
    if (
        short.ending in _SECTIONS
        and len(short.core) >= 2
        and long.core in {short.core + one for one in _WORK}
    ):
        return True  # 安全科, 安全管理科: one office has no two sections for it
    return (
        len(short.core) >= 2
        and short.core not in long.core
        and short.core[0] == long.core[0]
        and _is_within(short.core, long.core)
    )


_SECTIONS = frozenset(("科", "处", "股", "室"))
_WORK = ("管理", "工作", "服务", "业务")
"""What the name of a section may leave out."""


def _lost_its_level(one: _Name, other: _Name, shelf: Sequence[_Name]) -> bool:
    """教育局 beside 区教育局, where no 市教育局 leaves open which of them is meant."""
    long, short = (one, other) if len(one.folded) > len(other.folded) else (other, one)
    if not long.level or len(long.core) < 2 or long.folded[len(long.level) :] != short.folded:
        return False
    return sum(name.folded.endswith(short.folded) for name in shelf) == 2


def _shortened(name: str) -> str:
    for long, short in _SHORTER:
        if name.endswith(long) and len(name) > len(long) + 1:
            return name[: -len(long)] + short
    return name


def _joined(name: str) -> str:
    """Without the words for “and”, which come and go."""
    return re.sub(r"(?<=.)[和与及](?=.)", "", name)


def _parts(name: str) -> tuple[str, str, str]:
    """Level with place (某市, 区), core, and the kind of unit it ends in."""
    level = _LEVEL.match(name)
    rest = name[level.end() :] if level else name
    ending = _ending().search(rest)
    core = rest[: ending.start()] if ending else rest
    return (level.group() if level else "", core, ending.group() if ending else "")


def _is_within(short: str, long: str) -> bool:
    """Whether the letters of a short name stand in a long one in order."""
    letters = iter(long)
    return all(letter in letters for letter in short)


class SetVariant(NamedTuple):
    """Two sets of units that differ in one member only, of which one shortens the other."""

    one: int
    other: int
    names: tuple[str, str]


def set_variants(cells: Sequence[Sequence[str]]) -> Iterator[SetVariant]:
    """Cells, by index, that name one set of two or more units in two ways: 科室、大队、办 and 科室、大队、考评办."""
    shelves: dict[tuple[int, str, frozenset[str]], dict[str, int]] = defaultdict(dict)
    for index, cell in enumerate(cells):
        names = [fold(name) for name in cell]
        if 2 <= len(names) <= 12 and len(set(names)) == len(names):
            for name in names:
                rest = frozenset(names) - {name}
                shelf = shelves[(len(names), name[-1:], rest)]
                if name not in shelf:
                    for known, at in shelf.items():
                        if _shortens(name, known):
                            yield SetVariant(at, index, (known, name))
                    if len(shelf) < 20:
                        shelf[name] = index


def _shortens(one: str, other: str) -> bool:
    """Whether one name is the other without what tells it apart: 办 and 考评办."""
    long, short = sorted((one, other), key=len, reverse=True)
    return len(short) < len(long) and names_nobody(short) and long.endswith(short)
