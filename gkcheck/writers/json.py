"""The contract `gkcheck.result/1` as a file: one line of UTF-8 JSON and a line break."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from gkcheck.result import Result
from gkcheck.text import Lang


def document(result: Result) -> str:
    """The JSON text with its final line break; both languages stand in it."""
    return result.to_json() + "\n"


def write(result: Result, lang: Lang) -> bytes:
    """The whole document as UTF-8."""
    return b"".join(pieces(result))


def pieces(result: Result) -> Iterator[bytes]:
    """The same, piece by piece."""
    yield from result.json_pieces()
    yield b"\n"


def dumped(value: object, *, indent: int | None = None) -> bytes:
    """Plain values as one UTF-8 JSON document with a final line break; a lone surrogate becomes U+FFFD."""
    separators = None if indent else (",", ":")
    told = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return (re.sub("[\ud800-\udfff]", "\ufffd", told) + "\n").encode("utf-8")


def ascii_only(document: str) -> str:
    """The same JSON with every letter beyond ASCII escaped, for an output stream that is not UTF-8."""
    return re.sub("[^\x00-\x7f]", _escaped, document)


def _escaped(found: re.Match[str]) -> str:
    units = found.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
