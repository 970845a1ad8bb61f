"""How the words of a Word document look, as far as it decides whether anybody sees them: colour, size, background."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from gkcheck.errors import ReadError
from gkcheck.readers.ooxml import Attributes
from gkcheck.readers.package import Package
from gkcheck.readers.unseen import TINY, UNKNOWN, alike

_STYLES = "word/styles.xml"
_DEEPEST = 20  # how far a chain of parents is followed


class _Style(NamedTuple):
    parent: str
    colour: str | None
    tiny: bool
    shaded: bool  # of a table style: some of its cells have a background


class Look:
    """The look of the run being read. Each method takes in one element; `unseen` says what comes of all."""

    def __init__(self, package: Package) -> None:
        self.odd = False  # the run says something of its look
        self.page: str | None = None
        self._package = package
        self._styles: dict[str, _Style] | None = None
        self._default = ""
        self._colour: str | None = None
        self._back: str | None = None
        self._tiny: bool | None = None
        self._style = ""

    def start(self) -> None:
        """A run begins, which looks like its paragraph."""
        self.odd = False
        self._colour = self._back = self._tiny = None
        self._style = ""

    def colour(self, value: str | None) -> None:
        """A w:color of a run."""
        self.odd, self._colour = True, value or "auto"

    def size(self, value: str | None) -> None:
        """A w:sz of a run, in half points."""
        self._tiny = _is_tiny(value)
        self.odd = self.odd or self._tiny

    def back(self, value: str | None) -> None:
        """The colour behind a run, from w:shd or w:highlight."""
        if value is not None:
            self.odd, self._back = True, value

    def style(self, value: str | None) -> None:
        """A w:rStyle."""
        self.odd, self._style = True, value or ""

    def unseen(self, paragraph: str | None, behind: str | None) -> bool:
        """Whether nobody sees the words of the run: `paragraph` is the style around it, `behind` what lies behind."""
        own = self._of(self._style)
        around = self._of(paragraph or self._default)
        tiny = self._tiny if self._tiny is not None else own.tiny or around.tiny
        front = self._colour or own.colour or around.colour
        return tiny or (front is not None and alike(front, self._back or behind or self.page))

    def table_back(self, style: str | None) -> str | None:
        """What a table style paints behind its cells: UNKNOWN when it paints any of them."""
        for _ in range(_DEEPEST):
            one = self._read().get(style or "")
            if one is None:
                return None
            if one.shaded:
                return UNKNOWN
            style = one.parent
        return UNKNOWN

    def _of(self, style: str) -> _Style:
        """What a style says with its parents counted in."""
        colour, tiny = None, False
        for _ in range(_DEEPEST):
            one = self._read().get(style) if style else None
            if one is None:
                break
            colour, tiny = colour or one.colour, tiny or one.tiny
            style = one.parent
        return _Style("", colour, tiny, False)

    def _read(self) -> dict[str, _Style]:
        """The styles, found by pattern: they decide nothing but a warning, and parsing them doubles the reading."""
        if self._styles is not None:
            return self._styles
        self._styles = {}
        try:
            raw = self._package.read(_STYLES) if _STYLES in self._package else b""
        except ReadError:  # what is read of the document stands in other parts
            return self._styles
        for block in _style().finditer(raw):
            head, body = block.groups()
            name, parent = _value(_id(), head), _value(_parent(), body)
            if b'w:type="table"' in head:
                self._styles[name] = _Style(parent, None, False, _fill().search(body) is not None)
                continue
            if b'w:type="paragraph"' in head and _is_default().search(head):
                self._default = name
            colour, size = _value(_colour(), body), _value(_size(), body)
            self._styles[name] = _Style(parent, colour or None, _is_tiny(size), False)
        return self._styles


def shaded(attributes: Attributes) -> str | None:
    """The colour of a w:shd; None when it paints nothing, UNKNOWN for a pattern of two colours."""
    named = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
    kind, fill = named.get("val", "clear"), named.get("fill", "auto")
    if kind == "solid":
        return UNKNOWN if named.get("color", "auto") == "auto" else named["color"]
    if kind not in ("clear", "nil"):
        return UNKNOWN
    return None if fill == "auto" or kind == "nil" else fill


def _is_tiny(value: str | None) -> bool:
    return value is not None and value.isascii() and value.isdigit() and int(value[:9]) <= 2 * TINY


def _value(pattern: re.Pattern[bytes], raw: bytes) -> str:
    match = pattern.search(raw)
    return match[1].decode("utf-8", "replace") if match is not None else ""


@cache
def _style() -> re.Pattern[bytes]:
    return re.compile(rb"<w:style (?P<head>[^>]*)>(?P<body>.*?)</w:style>", re.DOTALL)


@cache
def _id() -> re.Pattern[bytes]:
    return re.compile(rb'w:styleId="([^"]*)"')


@cache
def _is_default() -> re.Pattern[bytes]:
    return re.compile(rb'w:default="(?:1|true|on)"')


@cache
def _parent() -> re.Pattern[bytes]:
    return re.compile(rb'<w:basedOn w:val="([^"]*)"')


@cache
def _colour() -> re.Pattern[bytes]:
    return re.compile(rb'<w:color [^>]*?w:val="([^"]*)"')


@cache
def _size() -> re.Pattern[bytes]:
    return re.compile(rb'<w:sz w:val="([^"]*)"')


@cache
def _fill() -> re.Pattern[bytes]:
    return re.compile(rb'w:fill="(?!auto|[Ff]{6})|<w:shd [^>]*w:val="(?!clear|nil)')
