"""One measure told with two values in two rows of a table.

Two figures are one measure where their things have one name of at least four letters, with one verb (or none: a
stock), told by one unit or for the whole area. Where the names are only akin (空气优良天数, 空气质量优良天数), or where
what is measured is money or an area, it is a doubt, unless a further figure stands beside both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gkcheck.language.measures import TIMES
from gkcheck.language.pattern import Pattern
from gkcheck.model import Task
from gkcheck.similarity.named_figures import NAMED, SIZE, NamedFigure, read_named


class Conflict(NamedTuple):
    """Two figures of one measure that differ. `doubtful`: they may be of another scope or of another thing."""

    one: NamedFigure
    other: NamedFigure
    doubtful: bool


_ALIKE = {
    **dict.fromkeys(("收到", "受理", "接收", "接到", "接办", "承办", "承接", "接听"), "收到"),
    **dict.fromkeys(("组织", "举办", "开展", "召开", "举行"), "举办"),
    **dict.fromkeys(("建成", "新建", "建设", "完成", "实施"), "建成"),
    **dict.fromkeys(("作出", "下达", "出具"), "作出"),
}
"""Verbs that count the same thing: 收到申请37件 and 受理申请41件 of one year are one figure."""
_LISTED = frozenset(("梳理", "编制", "公布", "认领", "确认", "保留", "实现", "达到", "作出", "办理"))
"""Verbs that tell a stock: 梳理政务服务事项1368项 are all there are."""
_CLOSE = Decimal("0.6")
"""The smaller of two values akin by name is at least so much of the larger; below it one is likely a part."""
_MOST = 4000  # pairs looked at; a table that has more is no table of one unit


def find_conflicts(tasks: Sequence[Task], year: int | None) -> tuple[Conflict, ...]:
    """Each measure with two values in two rows, once for each further value; places are those in `tasks`."""
    figures = [read_named(place, task, year) for place, task in enumerate(tasks)]
    found = list(_of_one_name(figures))
    told = {(one.one.task, one.other.task) for one in found}
    found += [one for one in _akin(figures) if (one.one.task, one.other.task) not in told]
    return tuple(sorted(found, key=lambda one: (one.one.task, one.other.task, one.other.start)))


def _of_one_name(rows: Sequence[Sequence[NamedFigure]]) -> Iterator[Conflict]:
    known: dict[_Key, list[NamedFigure]] = {}
    for figures in rows:
        own: dict[_Key, list[NamedFigure]] = {}
        for figure in figures:
            if _named_well(figure):
                own.setdefault(_key(figure), []).append(figure)
        for key, some in own.items():
            if len({one.value for one in some}) == 1:  # two values in one row are parts, or two times
                known.setdefault(key, []).append(some[0])
    for some in known.values():
        first = some[0]
        for other in some[1:]:
            if other.value != first.value and _one_scope(first, other):
                done = bool(first.verb or other.verb)
                doubtful = first.kind in TIMES or (done and first.whole != other.whole)
                doubtful = doubtful or (done and len(first.noun) < _LONG)
                yield Conflict(first, other, doubtful and not first.beside & other.beside)


_Key = tuple[str, str, str, str]
_LONG = 6
"""Letters of a thing that is done (培训网格员), not kept, before two figures of it are surely of one thing."""


def _named_well(figure: NamedFigure) -> bool:
    return len(figure.noun) >= NAMED and not figure.kind.startswith(SIZE)


def _key(figure: NamedFigure) -> _Key:
    return figure.noun, _verb(figure), figure.kind, figure.added


def _akin(rows: Sequence[Sequence[NamedFigure]]) -> Iterator[Conflict]:
    """Pairs whose names are akin, or whose measure needs more than a name."""
    single = [one for figures in rows for one in _told_once(figures)]
    by_pair: dict[tuple[str, str], list[NamedFigure]] = defaultdict(list)
    for figure in single:
        for pair in {figure.noun[at : at + 2] for at in range(len(figure.noun) - 1)}:
            by_pair[pair, figure.kind].append(figure)
    seen: set[tuple[int, int]] = set()
    looked = 0
    for one in single:
        pairs = {one.noun[at : at + 2] for at in range(len(one.noun) - 1)}
        for other in sorted({other for pair in pairs for other in by_pair[pair, one.kind]}, key=_place):
            if other.task <= one.task or (one.task, other.task) in seen or looked > _MOST:
                continue
            if _named_well(one) and _key(one) == _key(other):
                continue  # told above, once for each further value
            looked += 1
            if other.value != one.value and _may_be_one(one, other):
                seen.add((one.task, other.task))
                yield Conflict(one, other, not one.beside & other.beside)


def _place(figure: NamedFigure) -> tuple[int, int]:
    return figure.task, figure.start


def _told_once(row: Sequence[NamedFigure]) -> Iterator[NamedFigure]:
    """The first figure of each thing that a row tells with one value only."""
    by_thing: dict[tuple[str, str], list[NamedFigure]] = defaultdict(list)
    for figure in row:
        by_thing[figure.noun, figure.kind].append(figure)
    for some in by_thing.values():
        if len({one.value for one in some}) == 1:
            yield some[0]


def _may_be_one(one: NamedFigure, other: NamedFigure) -> bool:
    less, more = sorted((one.value, other.value))
    anchored = bool(one.beside & other.beside)
    if less < more * _CLOSE or one.added != other.added or not (_one_scope(one, other) or anchored):
        return False
    verbs = {_verb(one), _verb(other)}
    if len(verbs) > 1 and not verbs <= {"", *_LISTED}:
        return False
    # 全市共设立河长1126名, 全市四级河长1216名: two figures of the whole area need fewer letters
    least = 2 if anchored or (one.whole and other.whole and not verbs - {""}) else NAMED
    return _one_thing(_plain(one.noun), _plain(other.noun), verbs, least)


def _one_thing(one: str, other: str, verbs: set[str], least: int) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < least:
        return len(short) == 3 and one == other
    if sorted(one) == sorted(other) or (least == 2 and long.endswith(short)):
        return True
    if len(short) >= NAMED and len(long) - len(short) <= 4 and _is_within(short, long):
        return True
    return verbs == {"收到"} and short[-NAMED:] == long[-NAMED:]  # 依申请公开申请, 政府信息公开申请


def _is_within(short: str, long: str) -> bool:
    """Whether all letters of one name stand in the other in their order: 空气优良天数 in 空气质量优良天数."""
    letters = iter(long)
    return all(letter in letters for letter in short)


_GENERIC = Pattern("(?:案件|行为|问题|工作|情况|活动|信息条数|数量|总数|总量|数)$")


def _plain(noun: str) -> str:
    """A name without the word that any name may end with: 非法采砂 of 非法采砂案件."""
    return _GENERIC.sub("", noun) or noun


def _verb(figure: NamedFigure) -> str:
    return _ALIKE.get(figure.verb, figure.verb)


def _one_scope(one: NamedFigure, other: NamedFigure) -> bool:
    return one.whole or other.whole or _share_a_unit(one.units, other.units)


def _share_a_unit(one: str, other: str) -> bool:
    """Whether two cells of units name one unit in common (办公室 and 办公室、人事科), or are both empty."""
    parts = [set(re.split("[、，,；;/\\s]+", units)) for units in (one, other)]
    return bool(parts[0] & parts[1])
