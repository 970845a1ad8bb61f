"""Lists of figures: 甲30件、乙20件和其他8件, read as items of one list or not at all."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from gkcheck.language.figures import Figure, Figures
from gkcheck.language.form import is_han
from gkcheck.language.pattern import Pattern


class Item(NamedTuple):
    """One figure of a list with the words that say what it counts."""

    figure: Figure
    label: str


class FigureList(NamedTuple):
    """The items of a list, up to where it ends; `complete` when 其他 or 其余 ends it, `open_ended` when 等 follows.

    `carried`: the last item is what goes on into the next year (结转下年1件), which ends a list of outcomes.
    `end` is the derived offset after the last item; `commas` says that commas part the items, which a further
    sentence part may imitate.
    """

    items: tuple[Item, ...]
    end: int
    complete: bool
    open_ended: bool
    commas: bool
    carried: bool = False

    def of(self, measure: str) -> tuple[Item, ...]:
        """The items counted in one measure."""
        return tuple(item for item in self.items if item.figure.measure == measure)


@cache
def _first() -> re.Pattern[str]:
    return re.compile(r"^[，:、]?(?P<label>[^，、；。:]{0,24})$")


@cache
def _next() -> re.Pattern[str]:
    return re.compile(
        r"^(?P<tail>[^，、；。:]{0,12})(?P<mark>[、，；])(?:以及|及|和|并)?(?P<label>[^，、；。:]{0,24})$"
        r"|^(?:和|以及|及|与)(?P<joined>[^，、；。:]{0,24})$"
    )


CARRIED = Pattern(
    "(?:结转|转入?|顺延)(?:至|到)?(?:下一?年|次年|明年|下一?年度)", needs="下一年 下年 明年 次年"
)
_NO_MORE = Pattern("，(?:无|没有)[^，。；、0-9]{1,14}(?=[，。；]|$)", needs="，无 ，没有")
"""What closes a list of classes: Ⅳ类的2个，无Ⅴ类和劣Ⅴ类断面."""
REST = ("其他", "其它", "其余", "剩余", "余下", "其余的", "另外")


def read_list(figures: Figures, start: int, end: int, depth: int) -> FigureList:
    """The list that begins at a derived offset and goes no further than `end`, at one depth of brackets.

    Figures in two measures may stand side by side in one item (61起41人).
    """
    items: list[Item] = []
    mark = ""
    last = start
    for figure in figures.within(start, end, depth):
        gap = figures.outside(last, figure.start, depth)
        if not items:
            match = _first().match(gap)
            if match is None:
                break
            items.append(Item(figure, match["label"]))
        else:
            before = items[-1]
            second = gap in ("", "，", "、", "共", "计") or (len(gap) <= 4 and all(map(is_han, gap)))
            if second and figure.measure != before.figure.measure:
                items.append(Item(figure, before.label))
            else:
                match = _next().match(gap)
                if match is None:
                    break
                label = match["label"] if match["mark"] else match["joined"]
                found = match["mark"] or ""
                if mark and found and found != mark and not (label.startswith(REST) or CARRIED.match(label)):
                    break
                mark = mark or found
                items.append(Item(figure, label))
        last = figure.end
    tail = figures.words[last : min(end, last + 12)]
    return FigureList(
        items=tuple(items),
        end=last,
        complete=bool(items) and (items[-1].label.startswith(REST) or _NO_MORE.match(tail) is not None),
        open_ended=bool(re.match(r"[^，。；、)]{0,8}等(?!级|候|待|额|价|同)", tail)),
        commas=mark == "，",
        carried=len(items) > 3 and CARRIED.match(items[-1].label) is not None,
    )
