"""Submitted letters made harmless for a page: what cannot be seen or would turn a line around is shown as a code."""

from __future__ import annotations

import re
from functools import cache


def shown(value: object) -> object:
    """What jinja prints of a value: controls, bidi marks and lone surrogates of a text made visible.

    Markup (made by templates only) and anything but a plain str pass unchanged; escaping comes after.
    """
    return loud(value) if type(value) is str else value


def loud(text: str) -> str:
    """A text of which every letter can be seen; line breaks and tabs stay."""
    return _unseen().sub(lambda found: _code(found.group()), text)


def _code(letter: str) -> str:
    value = ord(letter)
    return "\ufffd" if 0xD800 <= value <= 0xDFFF else f"[U+{value:04X}]"


@cache
def _unseen() -> re.Pattern[str]:
    # C0 but tab and line breaks, DEL, C1, bidi controls, line and paragraph separators, surrogates, noncharacters.
    return re.compile(
        "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
    )
