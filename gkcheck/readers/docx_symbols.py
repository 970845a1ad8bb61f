"""Signs that Word takes from symbol fonts (w:sym), as the letters a person sees: ticked boxes, dots, arrows."""

from __future__ import annotations

_SYMBOLS = {
    "wingdings": {
        0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0xFC: "√", 0xFB: "×", 0x6C: "●", 0x6E: "■", 0xD8: "➢",
    },
    "wingdings 2": {0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x50: "√", 0x4F: "×"},
    "symbol": {0xB7: "•", 0xB4: "×", 0xB1: "±", 0xA3: "≤", 0xB3: "≥"},
}  # fmt: skip


def symbol_letter(font: str, place: str) -> str:
    """The sign at a place (hexadecimal, as in w:char) of a font; what is not known stays the letter it is."""
    try:
        code = int(place, 16)
    except ValueError:
        return ""
    if code < 0x100 or 0xF000 <= code <= 0xF0FF:  # fonts of symbols put theirs at either place
        known = _SYMBOLS.get(font.lower(), {}).get(code & 0xFF)
        if known is not None:
            return known
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD else ""
