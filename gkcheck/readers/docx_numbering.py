"""The numbers Word shows before paragraphs without their being in the text: 1. 一、 （一） from numbering.xml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gkcheck.readers.numerals import FORMATS, in_format
from gkcheck.readers.ooxml import Attributes, each_element, related, relations
from gkcheck.readers.package import Package

_PLACE = re.compile("%([1-9])")
_MOST_STYLES = 20  # how far a chain of basedOn is followed
_GAPS = {"nothing": "", "space": " ", "tab": " "}


@dataclass(slots=True, eq=False, repr=False)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    gap: str = " "
    restart: int | None = (
        None  # the level (from 1) after which this one restarts; 0 never, None after any higher
    )
    legal: bool = False
    style: str = ""


@dataclass(slots=True, eq=False, repr=False)
class _List:
    """An abstractNum: its levels, and the style it is reached through or defines."""

    levels: dict[int, _Level] = field(default_factory=dict)
    style_link: str = ""
    points_to: str = ""


@dataclass(slots=True, eq=False, repr=False)
class _Use:
    """A num: the list it uses, and what it changes: levels of its own, and where they start anew."""

    list_id: str = ""
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True, eq=False, repr=False)
class _Style:
    based_on: str = ""
    num: str | None = None
    level: int | None = None


class Numbering:
    """All lists of one document and how far each has counted; ask in reading order."""

    def __init__(self, package: Package, main_part: str) -> None:
        self.unknown: set[str] = set()  # number formats shown as 1, 2, 3 for want of better
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        self._styles: dict[str, _Style] | None = None
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._package = package
        found = relations(package, main_part)
        self._styles_part = related(found, "styles")
        part = related(found, "numbering")
        if part is not None and part in package:
            _read_lists(package, part, self._lists, self._uses)

    def label(self, num: str | None, level: int | None, style: str | None) -> str:
        """The number before the next paragraph with this w:numPr and style, with the gap after it; "" for none."""
        if style is not None and num is None:
            num, level = self._of_style(style, level)
        use = self._uses.get(num or "0")
        if use is None:
            return ""
        list_id = self._defining(use.list_id)
        levels = {**self._lists[list_id].levels, **use.levels} if list_id in self._lists else use.levels
        if level is None:
            level = next((at for at, one in levels.items() if style and one.style == style), 0)
        here = levels.get(level)
        if here is None:
            return ""
        counts = self._counts.setdefault(list_id, {})
        self._advance(counts, levels, level, num or "", use)
        if here.format in ("bullet", "none") and not _PLACE.search(here.text):
            return ""  # a bullet is a decoration, and mostly a private letter of a symbol font

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = levels.get(at, here)
            kind = "decimal" if here.legal else one.format
            if kind not in FORMATS:
                self.unknown.add(kind)
            return in_format(counts.get(at, one.start), kind)

        text = _PLACE.sub(number, here.text)
        return text + here.gap if text else ""

    def _advance(
        self, counts: dict[int, int], levels: dict[int, _Level], level: int, num: str, use: _Use
    ) -> None:
        here = levels[level]
        anew = use.starts.get(level)
        if anew is not None and (num, level) not in self._restarted:
            self._restarted.add((num, level))
            counts[level] = anew
        else:
            counts[level] = counts[level] + 1 if level in counts else here.start
        for deeper in [at for at in counts if at > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and level < restart):
                del counts[deeper]

    def _defining(self, list_id: str) -> str:
        """The list that holds the levels: lists may point to another through a numbering style."""
        pointed = self._lists[list_id].points_to if list_id in self._lists else ""
        if pointed:
            return next((at for at, one in self._lists.items() if one.style_link == pointed), list_id)
        return list_id

    def _of_style(self, style: str, level: int | None) -> tuple[str | None, int | None]:
        if self._styles is None:
            self._styles = {}
            if self._uses and self._styles_part is not None and self._styles_part in self._package:
                self._styles = _read_styles(self._package, self._styles_part)
        for _ in range(_MOST_STYLES):
            one = self._styles.get(style)
            if one is None:
                break
            if one.num is not None:
                return one.num, one.level if level is None else level
            style = one.based_on
        return None, level


def _read_lists(package: Package, part: str, lists: dict[str, _List], uses: dict[str, _Use]) -> None:
    """Fills `lists` and `uses` from numbering.xml."""
    one_list = _List()
    use: _Use | None = None
    level = _Level()

    def visit(local: str, attributes: Attributes) -> None:
        nonlocal one_list, use, level
        value = _value(attributes)
        if local == "abstractNum":
            one_list, use = _List(), None
            lists[_named(attributes, "abstractNumId")] = one_list
        elif local == "num":
            use = uses[_named(attributes, "numId")] = _Use()
        elif local == "lvl":
            level = _Level()
            levels = one_list.levels if use is None else use.levels
            levels[_number(_named(attributes, "ilvl"), 0)] = level
        elif local == "abstractNumId" and use is not None:
            use.list_id = value
        elif local == "lvlOverride" and use is not None:
            level = _Level(start=_number(_named(attributes, "ilvl"), 0))  # only remembers which level
        elif local == "startOverride" and use is not None:
            use.starts[level.start] = _number(value, 1)
        elif local == "styleLink":
            one_list.style_link = value
        elif local == "numStyleLink":
            one_list.points_to = value
        else:
            _set_level(level, local, value)

    each_element(package, part, visit)


def _set_level(level: _Level, local: str, value: str) -> None:
    match local:
        case "start":
            level.start = _number(value, 1)
        case "numFmt" if value != "custom":  # a custom format brings a plain one beside it
            level.format = value
        case "lvlText":
            level.text = value
        case "lvlRestart":
            level.restart = _number(value, 0)
        case "suff":
            level.gap = _GAPS.get(value, " ")
        case "isLgl":
            level.legal = value not in ("0", "false", "off")
        case "pStyle":
            level.style = value


def _read_styles(package: Package, part: str) -> dict[str, _Style]:
    """The numbering of paragraph styles; an empty answer when no style numbers anything."""
    raw = package.read(part)
    if b"numPr" not in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return {}
    styles: dict[str, _Style] = {}
    style = _Style()

    def visit(local: str, attributes: Attributes) -> None:
        nonlocal style
        match local:
            case "style":
                style = styles[_named(attributes, "styleId")] = _Style()
            case "basedOn":
                style.based_on = _value(attributes)
            case "numId":
                style.num = _value(attributes)
            case "ilvl":
                style.level = _number(_value(attributes), 0)

    each_element(package, part, visit)
    return styles


def _named(attributes: Attributes, local: str) -> str:
    return next((value for name, value in attributes.items() if name.endswith(" " + local)), "")


def _value(attributes: Attributes) -> str:
    return _named(attributes, "val")


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
