"""The text of a waiver file with a waiver more or fewer: every comment and blank line of the auditor's stays."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from gkcheck.errors import ConfigError
from gkcheck.text import Text
from gkcheck.waivers.waiver import Waiver, parsed

HEADER = """\
# 核查方的豁免：每条一个 [[waiver]]，写明理由。由 gkcheck waive add 添加，也可手写；# 后面是说明，会保留。
# The auditor's waivers: one [[waiver]] a finding, with its reason. Written by gkcheck waive add or by hand.
"""
_START = re.compile(r"[ \t]*\[\[[ \t]*waiver[ \t]*\]\]")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


class _Block(NamedTuple):
    """A waiver in the text: its first line and the line after its last one, from 0."""

    first: int
    end: int


def block(waiver: Waiver) -> str:
    """One waiver as TOML, with a line break at its end."""
    lines = ["[[waiver]]"]
    for name, value in (
        ("finding", waiver.finding or ""),
        ("scope", "rule" if waiver.scope == "rule" else ""),
        ("rule", waiver.rule),
        ("row", waiver.row),
        ("file", waiver.file),
        ("kind", waiver.kind),
        ("reason", waiver.reason),
        ("approved-by", waiver.approved_by),
    ):
        if value:
            lines.append(f"{name} = {_quoted(value)}")
    if waiver.expires is not None:
        plain = not isinstance(waiver.expires, str)
        lines.append(f"expires = {waiver.expires if plain else _quoted(str(waiver.expires))}")
    if waiver.evidence:
        lines.append(f"evidence = {_quoted(waiver.evidence)}")
    return "\n".join(lines) + "\n"


def with_added(text: str, waivers: Sequence[Waiver], source: str) -> str:
    """The text with waivers at its end. ConfigError when the text is no whole waiver file."""
    old = parsed(text, source)
    newline = "\r\n" if "\r\n" in text else "\n"
    made = text if text.strip() else HEADER.replace("\n", newline)
    for waiver in waivers:
        made += "" if made.endswith("\n") else newline
        made += newline + block(waiver).replace("\n", newline)
    if parsed(made, source) != (*old, *waivers):  # say so rather than leave a file that means something else
        raise _garbled(source)
    return made


def without(text: str, numbers: Collection[int], source: str) -> str:
    """The text without the waivers of those numbers (from 0, in the order of the file); comments around them stay.

    ConfigError when the file is written in a way that does not allow it (inline tables).
    """
    old = parsed(text, source)
    lines = re.findall("[^\n]*\n|[^\n]+", text)
    blocks = list(_blocks(lines))
    if len(blocks) != len(old):
        raise _garbled(source)
    drop: set[int] = set()
    for number in numbers:
        first, end = blocks[number]
        if end < len(lines) and not lines[end].strip():
            end += 1  # the blank line that set it apart
        drop.update(range(first, end))
    made = "".join(line for at, line in enumerate(lines) if at not in drop)
    if parsed(made, source) != tuple(one for at, one in enumerate(old) if at not in numbers):
        raise _garbled(source)
    return made


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Where each waiver stands: from its heading to its last line that says something."""
    first: int | None = None
    last = 0
    within = ""  # the quotes of a string over several lines
    for at, line in enumerate(lines):
        if not within and _START.match(line):
            if first is not None:
                yield _Block(first, last + 1)
            first = last = at
        elif within or (line.strip() and not line.lstrip().startswith("#")):
            last = at
        within = _after(line, within)
    if first is not None:
        yield _Block(first, last + 1)


def _after(line: str, within: str) -> str:
    """The quotes of the string over several lines that is open after a line."""
    at = 0
    while at < len(line):
        if within:
            end = line.find(within, at)
            if end < 0:
                return within
            at, within = end + 3, ""
        elif line.startswith(('"""', "'''"), at):
            within, at = line[at : at + 3], at + 3
        elif line[at] == "#":
            return ""
        elif line[at] in "\"'":
            at = _string_end(line, at)
        else:
            at += 1
    return within


def _string_end(line: str, at: int) -> int:
    quote = line[at]
    at += 1
    while at < len(line) and line[at] != quote:
        at += 2 if line[at] == "\\" and quote == '"' else 1
    return at + 1


def _quoted(text: str) -> str:
    plain = "".join(_ESCAPED.get(letter, letter) for letter in text)
    return '"' + _CONTROL.sub(lambda found: _as_escape(found.group()), plain) + '"'


def _as_escape(letter: str) -> str:
    return "\\uFFFD" if "\ud800" <= letter <= "\udfff" else f"\\u{ord(letter):04X}"


def _garbled(source: str) -> ConfigError:
    return ConfigError(
        Text(
            zh="豁免文件的写法不便自动修改，没有改动；请手工编辑（每条写成一个 [[waiver]]）",
            en="the waiver file is written in a way that cannot be changed safely and was left alone; "
            "edit it by hand (one [[waiver]] each)",
        ),
        source=source,
    )
