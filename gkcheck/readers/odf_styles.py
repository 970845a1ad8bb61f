"""What the styles of an OpenDocument file say about its text: hidden, struck through, numbered, a hidden sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from gkcheck.model import MarkKind
from gkcheck.readers.numerals import in_format
from gkcheck.readers.odf_names import full
from gkcheck.readers.ooxml import Attributes
from gkcheck.readers.unseen import TINY, UNKNOWN, alike

_DEEPEST = 20  # how far a chain of parents is followed

_NAME, _FAMILY, _PARENT = full("style:name"), full("style:family"), full("style:parent-style-name")
_DISPLAY, _LINE, _LINE_TYPE = (
    full("text:display"),
    full("style:text-line-through-style"),
    full("style:text-line-through-type"),
)
_SHOWN = full("table:display")
_LIST_OF_STYLE = full("style:list-style-name")
_LEVEL, _START = full("text:level"), full("text:start-value")
_FORMAT, _PREFIX, _SUFFIX = full("style:num-format"), full("style:num-prefix"), full("style:num-suffix")
_LEVELS_SHOWN, _LIST_FORMAT = full("text:display-levels"), full("style:num-list-format")
_COLOUR, _BACK, _SIZE = full("fo:color"), full("fo:background-color"), full("fo:font-size")
_AUTOMATIC = full("style:use-window-font-color")
# The formats of ODF by the names Word has for them.
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
    "一, 二, 三, ...": "chineseCountingThousand",
    "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "壹, 貳, 參, ...": "chineseLegalSimplified",
    "甲, 乙, 丙, ...": "ideographTraditional",
    "子, 丑, 寅, ...": "ideographZodiac",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "１, ２, ３, ...": "decimalFullWidth",
    "〇, 一, 二, ...": "ideographDigital",
}


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered; `format` is None for a bullet or a picture."""

    format: str | None = None
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1  # how many levels a number shows, from this one up

    def label(self, counts: list[int], levels: dict[int, Level]) -> str:
        """The number as it stands before a paragraph, `counts` by level from the outermost."""
        if self.format is None:
            return ""
        deepest = len(counts)
        numbers = []
        for depth in range(max(1, deepest - self.shown + 1), deepest + 1):
            one = levels.get(depth, self)
            if one.format is not None and one.format != "none":
                numbers.append(in_format(counts[depth - 1], one.format))
        text = self.prefix + ".".join(numbers) + self.suffix
        return text + " " if text.strip() else ""


class Look(NamedTuple):
    """How words look, as far as a style says it: None where what lies around decides."""

    colour: str | None = None
    back: str | None = None
    tiny: bool | None = None

    def over(self, other: Look) -> Look:
        """This look, with the other where this says nothing."""
        return Look(
            self.colour if self.colour is not None else other.colour,
            self.back if self.back is not None else other.back,
            self.tiny if self.tiny is not None else other.tiny,
        )

    @property
    def unseen(self) -> bool:
        """Whether nobody sees words that look so."""
        return bool(self.tiny) or (self.colour is not None and alike(self.colour, self.back))


PLAIN = Look()


@dataclass(slots=True)
class _Style:
    parent: str = ""
    marks: frozenset[MarkKind] = frozenset()
    look: Look = PLAIN
    numbered: str | None = None


@dataclass(slots=True)
class Styles:
    """The styles of one file, gathered from styles.xml and content.xml; `start` takes every element of both."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    hidden_tables: set[str] = field(default_factory=set)
    _styles: dict[tuple[str, str], _Style] = field(default_factory=dict)
    _looks: dict[tuple[str, str], Look] = field(default_factory=dict)
    _style: _Style | None = None
    _name: str = ""
    _levels: dict[int, Level] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        action = _STARTS.get(name)
        if action is not None:
            action(self, attributes)

    def style(self, attributes: Attributes) -> None:
        """A style:style."""
        self._name = attributes.get(_NAME, "")
        self._style = _Style(attributes.get(_PARENT, ""), numbered=attributes.get(_LIST_OF_STYLE))
        self._styles[attributes.get(_FAMILY, ""), self._name] = self._style

    def default_style(self, _: Attributes) -> None:
        """A style:default-style, which has no name."""
        self._style = None

    def text_properties(self, attributes: Attributes) -> None:
        """The style:text-properties of a style."""
        marks: set[MarkKind] = set()
        if attributes.get(_DISPLAY) == "none":
            marks.add("hidden")
        if attributes.get(_LINE, attributes.get(_LINE_TYPE, "none")) != "none":
            marks.add("struck")
        if self._style is None:
            return
        if marks:
            self._style.marks |= marks
        colour = "auto" if attributes.get(_AUTOMATIC) == "true" else attributes.get(_COLOUR)
        size = attributes.get(_SIZE)
        if colour is not None or size is not None:
            tiny = None if size is None else _is_tiny(size)
            self._style.look = Look(colour, None, tiny).over(self._style.look)
        self.background(attributes)

    def background(self, attributes: Attributes) -> None:
        """The properties of a paragraph, cell, row or table: what it paints behind words."""
        back = attributes.get(_BACK)
        if back is not None and back != "transparent" and self._style is not None:
            self._style.look = self._style.look._replace(back=back)

    def condition(self, _: Attributes) -> None:
        """A style:map: another style takes its place when a condition holds."""
        if self._style is not None:
            self._style.look = self._style.look._replace(back=UNKNOWN)

    def table_properties(self, attributes: Attributes) -> None:
        """The style:table-properties: a sheet that is not displayed."""
        if attributes.get(_SHOWN) == "false":
            self.hidden_tables.add(self._name)
        self.background(attributes)

    def list_style(self, attributes: Attributes) -> None:
        """A text:list-style."""
        self._levels = self.lists.setdefault(attributes.get(_NAME, ""), {})

    def numbered_level(self, attributes: Attributes) -> None:
        """A level that counts."""
        level = self._level(attributes)
        if level is None:
            return
        wanted = attributes.get(_FORMAT, "")
        level.format = _FORMATS.get(wanted, "decimal" if wanted else "none")
        level.start, level.shown = (
            int(word) if (word := attributes.get(key, "1")).isdigit() and len(word) < 7 else 1
            for key in (_START, _LEVELS_SHOWN)
        )
        pattern = attributes.get(_LIST_FORMAT)
        if pattern is not None and "%" in pattern:  # newer: （%1%）, with prefix and suffix in one
            level.prefix, level.suffix = pattern[: pattern.index("%")], pattern[pattern.rindex("%") + 1 :]
        else:
            level.prefix, level.suffix = attributes.get(_PREFIX, ""), attributes.get(_SUFFIX, "")

    def plain_level(self, attributes: Attributes) -> None:
        """A level with a bullet, a decoration."""
        self._level(attributes)

    def _level(self, attributes: Attributes) -> Level | None:
        word = attributes.get(_LEVEL, "")
        if self._levels is None or not word.isdigit() or len(word) > 3:
            return None
        level = self._levels[int(word)] = Level()
        return level

    def marks(self, family: str, name: str | None) -> frozenset[MarkKind]:
        """What a style does to text, its parents counted in."""
        found: frozenset[MarkKind] = frozenset()
        for _ in range(_DEEPEST):
            one = self._styles.get((family, name or ""))
            if one is None:
                break
            found |= one.marks
            name = one.parent
        return found

    def look(self, family: str, name: str | None) -> Look:
        """How a style makes words look, its parents counted in."""
        key = family, name or ""
        known = self._looks.get(key)
        if known is not None:
            return known
        found = PLAIN
        for _ in range(_DEEPEST):
            one = self._styles.get((family, name or ""))
            if one is None:
                break
            found = found.over(one.look)
            name = one.parent
        self._looks[key] = found
        return found

    def list_of(self, style: str | None) -> str:
        """The list style a paragraph style brings, "" for none."""
        for _ in range(_DEEPEST):
            one = self._styles.get(("paragraph", style or ""))
            if one is None:
                break
            if one.numbered is not None:
                return one.numbered
            style = one.parent
        return ""


def _is_tiny(size: str) -> bool:
    try:
        return size.endswith("pt") and 0 <= float(size[:-2]) <= TINY
    except ValueError:
        return False


_STARTS = {
    full("style:style"): Styles.style,
    full("style:default-style"): Styles.default_style,
    full("style:text-properties"): Styles.text_properties,
    full("style:paragraph-properties"): Styles.background,
    full("style:table-cell-properties"): Styles.background,
    full("style:table-row-properties"): Styles.background,
    full("style:map"): Styles.condition,
    full("style:table-properties"): Styles.table_properties,
    full("text:list-style"): Styles.list_style,
    full("text:outline-style"): Styles.list_style,
    full("text:list-level-style-number"): Styles.numbered_level,
    full("text:outline-level-style"): Styles.numbered_level,
    full("text:list-level-style-bullet"): Styles.plain_level,
    full("text:list-level-style-image"): Styles.plain_level,
}
