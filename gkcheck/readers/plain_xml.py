"""XML that is one long run of a single plain shape, matched as text; given up at the first thing that is not plain.

This is a quick way beside the parser, never instead of it: what lies around the run still goes through the parser,
the patterns must cover the run without a gap, and None means that the parser has to read it all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.parsers import expat

LARGEST = 4 << 20  # bytes of a part that may go this way, for it is held in memory as a whole
_NOT_PLAIN = bytes({*range(32)} - {9, 10})  # no XML, and carriage returns, which XML reads as line ends
_BETWEEN = "\ufdd0"  # XML allows it, but it is no character of any text


class Plain(NamedTuple):
    """The content of one element as text, and the XML around it."""

    inside: str
    outside: bytes


def split(raw: bytes, opening: bytes, closing: bytes) -> Plain | None:
    """What stands between a tag that begins with `opening` and the last `closing`; None when it is not plain text."""
    tag = raw.find(opening)
    start = raw.find(b">", tag) + 1
    end = raw.rfind(closing)
    if tag < 0 or end < start:
        return None
    inside, outside = raw[start:end], raw[:start] + raw[end:]
    head = raw[:tag].lower()
    if b"<!" in outside or (b"encoding=" in head and b'encoding="utf-8"' not in head):
        return None
    if len(inside.translate(None, _NOT_PLAIN)) != len(inside) or (b"]" in inside and b"]]>" in inside):
        return None
    try:
        text = inside.decode()
    except UnicodeDecodeError:
        return None
    return None if "\ufffe" in text or "\uffff" in text else Plain(text, outside)


def tokens(pattern: re.Pattern[str], inside: str) -> list[tuple[Any, ...]] | None:
    """All matches, as tuples of groups of which the first is the whole match; None when they leave a gap.

    The pattern lets no < stand in a text, so that comments and CDATA leave a gap.
    """
    found = pattern.findall(inside)
    return found if sum([len(one[0]) for one in found]) == len(inside) else None


def resolved(texts: Sequence[str], inside: str) -> Sequence[str] | None:
    """The texts with their references (&lt; &#25919;) resolved by the parser, all at once; None when that fails."""
    if "&" not in inside:
        return texts
    if _BETWEEN in inside:
        return None
    chunks: list[str] = []
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.CharacterDataHandler = chunks.append
    try:
        parser.Parse(f"<t>{_BETWEEN.join(texts)}</t>", True)
    except expat.ExpatError:
        return None
    found = "".join(chunks).split(_BETWEEN)
    return found if len(found) == len(texts) else None
