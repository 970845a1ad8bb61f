"""Lines of text for a monospaced screen: styled pieces, made harmless, measured in columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from typing import Literal, NamedTuple

Style = Literal["", "head", "dim", "mark", "ok", "critical", "high", "medium", "low", "info", "alarm"]


class Piece(NamedTuple):
    """A run of letters in one style."""

    text: str
    style: Style = ""


class Line(NamedTuple):
    """One line of output, from left to right."""

    pieces: tuple[Piece, ...] = ()

    @property
    def plain(self) -> str:
        """The line without styles, safe to print."""
        return clean("".join(piece.text for piece in self.pieces)).rstrip()


def line(*pieces: str | Piece) -> Line:
    """A line from strings and styled pieces."""
    return Line(tuple(Piece(one) if isinstance(one, str) else one for one in pieces))


def plain(lines: Iterable[Line]) -> str:
    """The document as plain text, one trailing line break; never wrapped."""
    return "".join(one.plain + "\n" for one in lines)


@cache
def _unsafe() -> re.Pattern[str]:
    # C0, DEL and C1 controls can drive a terminal; bidi controls can make a sentence read otherwise than it is
    # stored; line and paragraph separators break a line; lone surrogates cannot be encoded.
    return re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """Submitted text made harmless for a terminal: white space is one blank, controls are shown as \\x1b."""
    return _unsafe().sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    letter = found.group()
    if letter.isspace():
        return " "
    code = ord(letter)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def width(text: str, ambiguous: int = 1) -> int:
    """Columns a text takes on screen. `ambiguous`: columns of letters such as “ … │, 2 on a GBK console."""
    return len(text) if text.isascii() else sum(map(_columns, text, repeat(ambiguous)))


@cache
def _columns(letter: str, ambiguous: int) -> int:
    """Columns of one letter; the letters of a report come again and again."""
    kind = unicodedata.east_asian_width(letter)
    if kind in "WF":
        return 2
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return ambiguous if kind == "A" else 1


def pad(text: str, columns: int, *, right: bool = False, ambiguous: int = 1) -> str:
    """A cleaned text filled up with blanks to a number of columns."""
    text = clean(text)
    blanks = " " * max(0, columns - width(text, ambiguous))
    return blanks + text if right else text + blanks


def shortened(text: str, columns: int, ambiguous: int = 1) -> str:
    """A cleaned text cut at the end to at most that many columns, with … for what was cut."""
    text = clean(text)
    if width(text, ambiguous) <= columns:
        return text
    return head(text, columns - ambiguous, ambiguous) + "…"


def head(text: str, columns: int, ambiguous: int = 1) -> str:
    """The longest beginning of a text that takes at most that many columns."""
    used = 0
    for at, letter in enumerate(text):
        used += width(letter, ambiguous)
        if used > columns:
            return text[:at]
    return text


def tail(text: str, columns: int, ambiguous: int = 1) -> str:
    """The longest end of a text that takes at most that many columns."""
    return head(text[::-1], columns, ambiguous)[::-1]


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int], ambiguous: int = 1) -> list[str]:
    """Rows of equal length as columns two blanks apart; `right`: the columns aligned right."""
    widths = (
        [max(width(clean(row[at]), ambiguous) for row in rows) for at in range(len(rows[0]))] if rows else []
    )
    return [
        "  ".join(
            pad(cell, widths[at], right=at in right, ambiguous=ambiguous) for at, cell in enumerate(row)
        ).rstrip()
        for row in rows
    ]
