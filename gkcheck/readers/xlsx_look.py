"""How the words of a workbook look, as far as it decides whether anybody sees them: fonts, fills, and which styles pair them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gkcheck.readers.ooxml import Attributes
from gkcheck.readers.unseen import TINY, UNKNOWN, WHITE, alike, tinted

LOOKS = frozenset({"font", "fill", "patternFill", "gradientFill", "fgColor", "color", "sz"})
# Colours by number, as far as words disappear in them: white and black, and those of the window.
_INDEXED = {"0": "000000", "1": WHITE, "8": "000000", "9": WHITE, "64": "auto", "65": WHITE}
# The first two colours of a theme are the window's in nearly all themes; the others are not known here.
_THEME = {"0": WHITE, "1": "000000"}


class Font(NamedTuple):
    """The colour of words, None where the cell decides, and whether they are too small to see."""

    colour: str | None = None
    tiny: bool = False

    @property
    def is_odd(self) -> bool:
        """Whether it says anything that could make words disappear."""
        return self.colour is not None or self.tiny

    def coloured(self, attributes: Attributes) -> Font:
        """With the colour of a color element."""
        return self._replace(colour=_colour(attributes))

    def sized(self, attributes: Attributes) -> Font:
        """With the size of a sz element, in points."""
        try:
            return self._replace(tiny=0 <= float(attributes.get("val", "")) <= TINY)
        except ValueError:
            return self


class Looks:
    """Fonts and fills of styles.xml in their order, then the styles that pair them; fed element by element."""

    def __init__(self) -> None:
        self._fonts: list[Font] = []
        self._fills: list[str | None] = []  # None for no fill
        self._backs: list[str | None] = []  # by style
        self._unseen: list[str] = []
        self._in = ""
        self._closed = False

    @property
    def unseen(self) -> frozenset[str]:
        """The styles, by number, whose words nobody sees."""
        return frozenset(self._unseen)

    def visit(self, local: str, attributes: Attributes) -> None:
        """One of LOOKS begins."""
        if self._closed:
            return
        if local == "font":
            self._in = local
            self._fonts.append(Font())
        elif local == "fill":
            self._in = local
            self._fills.append(None)
        elif self._in == "font" and local == "color":
            self._fonts[-1] = self._fonts[-1].coloured(attributes)
        elif self._in == "font" and local == "sz":
            self._fonts[-1] = self._fonts[-1].sized(attributes)
        elif self._in == "fill" and local == "gradientFill":
            self._fills[-1] = UNKNOWN
        elif self._in == "fill" and local == "patternFill":
            kind = attributes.get("patternType", "none")
            self._fills[-1] = None if kind == "none" else UNKNOWN
            self._in = "solid" if kind == "solid" else self._in
        elif self._in == "solid" and local == "fgColor":
            self._fills[-1] = _colour(attributes) or UNKNOWN
            self._in = "fill"

    def close(self) -> None:
        """The list of fonts and fills has ended: what follows are borders, styles and their variants."""
        self._in = ""
        self._closed = bool(self._fonts)

    def style(self, attributes: Attributes) -> None:
        """A xf of cellXfs, which the cells name by its number."""
        font, fill = (_at(attributes.get(name, "0")) for name in ("fontId", "fillId"))
        back = self._fills[fill] if fill < len(self._fills) else None
        one = self._fonts[font] if font < len(self._fonts) else Font()
        if one.tiny or alike(one.colour, back):
            self._unseen.append(str(len(self._backs)))
        self._backs.append(back)

    def are_unseen(self, fonts: Iterable[Font], style: str | None) -> bool:
        """Whether nobody sees words in one of the fonts in a cell of this style."""
        number = _at(style or "0")
        back = self._backs[number] if number < len(self._backs) else None
        return any(one.tiny or alike(one.colour, back) for one in fonts)


def _at(number: str) -> int:
    return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0


def _colour(attributes: Attributes) -> str | None:
    """The colour of an element, None for automatic or unknown."""
    found = attributes.get("rgb") or _INDEXED.get(attributes.get("indexed", ""))
    found = found or _THEME.get(attributes.get("theme", ""))
    if found is None or found == "auto" or "tint" not in attributes or len(found) not in (6, 8):
        return None if found == "auto" else found
    try:
        return tinted(found[-6:], float(attributes["tint"]))
    except ValueError:
        return None
