"""The derived form every finder matches on: one spelling for what reads alike, with offsets into the original.

Kept as they are: circled and parenthesised numbers (① is not 1), 〔〕, 《》, sentence marks 。，；！？、.
Made alike, one letter for one letter: full-width letters, digits and signs (full-width brackets, colon, plus and
percent become ASCII), hyphens and short dashes, quotation marks (all become " or '), the ASCII sentence marks
, ; ! ? (they become Chinese ones, but a comma between digits stays), look-alike radicals that PDF files use, and
the traditional letters of the words this package reads.
Left out: zero-width, bidirectional, private-use and control characters, and white space beside Chinese letters,
digits or marks. White space stays, as one blank, between two Latin words, and between digits that are two
numbers: columns (two or more blanks, a tab), a new list item, 2018 2019, 08-31 09:30.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

_TRADITIONAL = (
    "個內週號變開後時間報於與為從當應發佈調對會員處轄雙進過還業務聯電話網"
    "訊書長門類項實現結構達標準無專區縣鄉鎮數據"
)
_SIMPLIFIED = (
    "个内周号变开后时间报于与为从当应发布调对会员处辖双进过还业务联电话网"
    "讯书长门类项实现结构达标准无专区县乡镇数据"
)
_SAME = {
    "\uff02“”„‟〝〞〟「」『』": '"',
    "\uff07‘’‚‛`´": "'",
    "\u2010\u2011\u2012\u2013\u2212\ufe63": "-",
    "\u301c\u223c": "~",
    "\u3008\u2329\u27e8": "〈",
    "\u3009\u232a\u27e9": "〉",
    "≪«": "《",
    "≫»": "》",
    "\u00b7\u2022\u2027\u30fb": "·",
    ";\ufe54": "；",
    "!": "！",
    "?": "？",
    "\uff61": "。",
    "\uff64": "、",
    "\ufe50": "，",
    "﹪": "%",
    "﹙": "(",
    "﹚": ")",
    "﹝": "〔",
    "﹞": "〕",
    "○": "〇",
}
_KEPT_FULL_WIDTH = "，；！？"
_IGNORED = (
    "\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\xad\\u034f\\u061c\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff\\ufff9-\\ufffb\\ue000-\\uf8ff"
    "\\U000e0000-\\U000e01ef\\U000f0000-\\U000ffffd\\U00100000-\\U0010fffd"
)


HAN = r"[^\W\da-zA-Z_\u2460-\u24ff\u3200-\u32ff]"
"""A letter of Chinese, in a pattern: any letter but Latin ones, figures and numbers in circles or brackets. Written as a
range of code points it would be a loop over all twenty thousand of them whenever a pattern is made (CPython 3.11)."""


def is_han(letter: str) -> bool:
    """Whether one letter is of the block of common Chinese letters; an empty string is none."""
    return "\u4e00" <= letter <= "\u9fff"


class Form(NamedTuple):
    """A derived text and, for each of its letters, the offset of the letter it came from in `source`."""

    source: str
    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in `source` of derived[start:end]; an empty range gives an empty range."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else len(self.source)
            return at, at
        return self.origin[start], self.origin[end - 1] + 1

    def slice(self, start: int, end: int) -> str:
        """The words of `source` behind derived[start:end]."""
        first, last = self.span(start, end)
        return self.source[first:last]

    def position(self, offset: int) -> int:
        """The first derived position at or after an offset of `source`."""
        return bisect_left(self.origin, offset)


@cache
def _table() -> dict[int, int]:
    import unicodedata

    table = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_FULL_WIDTH}
    for code in range(0x2F00, 0x2FD6):
        table[code] = ord(unicodedata.normalize("NFKC", chr(code)))
    table.update(zip(map(ord, _TRADITIONAL), map(ord, _SIMPLIFIED), strict=True))
    for many, one in _SAME.items():
        table.update(dict.fromkeys(map(ord, many), ord(one)))
    return table


@cache
def _loose() -> re.Pattern[str]:
    return re.compile(f"[\\s{_IGNORED}]+|,")


@cache
def _ignored() -> re.Pattern[str]:
    return re.compile(f"[{_IGNORED}]+")


def _is_digit(letter: str) -> bool:
    return "0" <= letter <= "9"


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" and letter.isalpha()


def _opens_item(text: str, at: int) -> bool:
    """Whether a list number (2. or 12、) begins here, so that the digits before a line break stand apart."""
    end = at
    while end < len(text) and end < at + 2 and _is_digit(text[end]):
        end += 1
    return text[end : end + 1] in (".", "、", ")") and not _is_digit(text[end + 1 : end + 2] or " ")


def _one_number(text: str, before: int, after: int) -> bool:
    """Whether the digits on both sides of a blank make one number: 1 5 and 10 000, not 2018 2019 or 08-31 09:30."""
    left, right = before, after
    while left >= 0 and before - left < 4 and _is_digit(text[left]):
        left -= 1
    while right < len(text) and right - after < 4 and _is_digit(text[right]):
        right += 1
    if before - left == right - after == 4:
        return False
    stop = text[right : right + 1]
    if stop == "." and before - left < 4:  # 9 8.5 is one number, 5 2. an item number after a figure
        return _is_digit(text[right + 1 : right + 2] or " ")
    return text[left : left + 1] not in ("-", "/", ":", ".") and stop not in ("-", "/", ":", ".")


def _stays(gap: str, text: str, start: int, end: int) -> bool:
    """Whether the white space at text[start:end], `gap` without what is left out anyway, is kept as a blank."""
    before, after = text[start - 1], text[end]
    if _is_latin(before) and _is_latin(after):
        return True
    if not (_is_digit(before) and _is_digit(after)):
        return False
    if len(gap) > 1 or gap == "\t" or (gap in "\r\n" and _opens_item(text, end)):
        return True
    return not _one_number(text, start - 1, end)


@cache
def _unlike() -> re.Pattern[str]:
    """Any letter that the derived form may write otherwise: most clauses hold none and are their own form."""
    return re.compile(f"[\\s{_IGNORED},{re.escape(''.join(map(chr, _table())))}]")


@lru_cache(maxsize=512)
def derive(text: str) -> Form:
    """The derived form of a text as submitted; see the module for what is made alike and what is left out."""
    return _derived(text)


def _derived(text: str) -> Form:
    if _unlike().search(text) is None:
        return Form(text, text, range(len(text)))
    same = text.translate(_table())
    pieces: list[str] = []
    origin: list[int] = []
    done = 0
    changed = False
    for match in _loose().finditer(same):
        start, end = match.span()
        pieces.append(same[done:start])
        origin.extend(range(done, start))
        done = end
        before = same[start - 1] if start else ""
        if match.group() == ",":
            inside = before and _is_digit(before) and _is_digit(same[end : end + 1] or " ")
            pieces.append("," if inside else "，")
            origin.append(start)
            changed = changed or not inside
            continue
        changed = True
        gap = _ignored().sub("", match.group())
        if gap and start and end < len(same) and _stays(gap, same, start, end):
            pieces.append(" ")
            origin.append(start)
    if not changed:
        return Form(text, same, range(len(same)))
    pieces.append(same[done:])
    origin.extend(range(done, len(same)))
    return Form(text, "".join(pieces), tuple(origin))


def fold(text: str) -> str:
    """The derived text alone, for comparing two spellings of one thing."""
    return _folded(text) if len(text) <= _SHORT else derive(text).text


_SHORT = (
    200  # letters of a clause: so many are folded again and again that they are kept apart from whole texts
)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return _derived(text).text
