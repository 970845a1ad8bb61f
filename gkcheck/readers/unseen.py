"""Words that are there and that nobody sees: in the colour of what lies behind them, or a point high.

What lies behind words is often said elsewhere (a style, a shape, a rule); where it is not known, nothing is claimed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from gkcheck.model import Location, ReadWarning
from gkcheck.readers.ooxml import warning

TINY = 1.0  # points, up to which nobody reads a text
_LEAST = (
    1.15  # contrast as in WCAG 2.1, 1.4.3; F2F2F2 on white has 1.12, the palest grey people use for text 1.4
)
WHITE = "FFFFFF"
UNKNOWN: Literal["?"] = "?"  # a background that something unread decides
# The names that HTML, Word (w:highlight) and people use; others are not known.
_NAMES = {
    "white": WHITE, "black": "000000", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00",
    "cyan": "00FFFF", "aqua": "00FFFF", "magenta": "FF00FF", "fuchsia": "FF00FF", "gray": "808080", "grey": "808080",
    "silver": "C0C0C0", "lightgray": "C0C0C0", "lightgrey": "D3D3D3", "darkgray": "808080", "snow": "FFFAFA",
    "ivory": "FFFFF0", "ghostwhite": "F8F8FF", "whitesmoke": "F5F5F5", "floralwhite": "FFFAF0", "azure": "F0FFFF",
    "darkblue": "000080", "navy": "000080", "darkred": "800000", "darkgreen": "008000", "darkcyan": "008080",
    "darkmagenta": "800080", "darkyellow": "808000",
}  # fmt: skip


@lru_cache(maxsize=256)
def colour(word: str | None) -> str | None:
    """A colour as six hexadecimal digits, from #fff, FFFFFF, AARRGGBB, a name or rgb(…); None when it is none."""
    text = (word or "").strip().lower()
    text = _NAMES.get(text, text)
    digits = text.removeprefix("#")
    if re.fullmatch(r"[0-9a-fA-F]{3}", digits) and text.startswith("#"):
        return "".join(one * 2 for one in digits).upper()
    if re.fullmatch(r"[0-9a-fA-F]{6}|[0-9a-fA-F]{8}", digits):
        return digits[-6:].upper()
    match = _rgb().fullmatch(text)
    if match is None:
        return None
    return "".join(f"{min(int(one), 255):02X}" for one in match.groups())


@cache
def _rgb() -> re.Pattern[str]:
    number = r"\s{0,9}(\d{1,3})\s{0,9}"
    return re.compile(
        rf"rgba?\({number},{number},{number}(?:,\s{{0,9}}(?:1|1\.0|0?\.[5-9]\d{{0,3}})\s{{0,9}})?\)"
    )


@lru_cache(maxsize=1024)
def alike(words: str | None, behind: str | None) -> bool:
    """Whether words of one colour cannot be told from what lies behind them (None: white paper).

    Words of no colour, or of one that is not known, are taken for visible; so is everything on a background of
    UNKNOWN colour.
    """
    if behind == UNKNOWN:
        return False
    front, back = colour(words), WHITE if behind is None else colour(behind)
    if front is None or back is None:
        return False
    one, other = sorted((_light(front), _light(back)))
    return (other + 0.05) / (one + 0.05) < _LEAST


def _light(digits: str) -> float:
    """The relative luminance of a colour, 0 to 1, as WCAG defines it."""
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tinted(digits: str, tint: float) -> str:
    """A colour made lighter (tint above 0) or darker, as spreadsheets do with the colours of a theme."""
    parts = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    changed = (one * (1 + tint) if tint < 0 else one + (255 - one) * tint for one in parts)
    return "".join(f"{max(0, min(255, round(one))):02X}" for one in changed)


def unseen_warning(zh: str = "", en: str = "", where: Location | None = None) -> ReadWarning:
    """What is said of such words: they were read like all others. `zh`, `en`: where they stand, in brackets."""
    return warning(
        "unseen-text",
        f"文中有看不见的文字：颜色与底色相同，或字号不超过 1 磅{zh}。已读取并标注，请查问为何如此。",
        f"Words nobody can see, in the colour of their background or a point high{en}, were read and marked; ask why.",
        location=where,
    )
