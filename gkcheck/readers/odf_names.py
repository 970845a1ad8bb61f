"""The names of OpenDocument elements and attributes as expat delivers them, written in the usual short form."""

from __future__ import annotations

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    **{
        word: f"{_URN}{word}:1.0"
        for word in ("office", "text", "table", "style", "meta", "manifest", "script")
    },
    "draw": f"{_URN}drawing:1.0",
    "number": f"{_URN}datastyle:1.0",
    "svg": f"{_URN}svg-compatible:1.0",
    "fo": f"{_URN}xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}


def full(short: str) -> str:
    """`table:table-cell` as "namespace local"."""
    prefix, _, local = short.partition(":")
    return f"{_SPACES[prefix]} {local}"


def repeats(text: str | None) -> int:
    """A number of repetitions or places a cell covers; 1 when it says none."""
    return int(text) if text and text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text) else 1
