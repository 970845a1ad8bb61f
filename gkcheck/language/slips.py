"""Slips of typing in a text: stray blanks, half-width marks in Chinese, <> for 〈〉, doubled words, letters not seen.

None of them changes what a text says: the derived form reads past them. Codes, English, web addresses, times of day
and decimal points are no slips.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from gkcheck.language.form import derive

SlipKind = Literal["space", "mark", "angle", "doubled", "invisible", "lookalike"]
_BLANK = " \t\xa0\u2000-\u200a\u202f\u205f\u3000"


class Slip(NamedTuple):
    """A slip at text[start:end], with the letters next to it; `codes` names letters nobody sees (U+200B)."""

    kind: SlipKind
    start: int
    end: int
    codes: tuple[str, ...] = ()


def find_slips(text: str) -> tuple[Slip, ...]:
    """Every slip, by kind and then in order. Linear in the length of the text."""
    slips = (*_spaces(text), *_marks(text), *_words(text), *_unseen(text))
    if not slips:
        return ()
    hidden = bytearray(len(text) + 1)
    for match in _address().finditer(text):
        hidden[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return tuple(slip for slip in slips if not any(hidden[slip.start : slip.end]))


@cache
def _address() -> re.Pattern[str]:
    return re.compile(r"(?:https?://|www\.)[!-~]{1,300}|[\w.-]{1,64}@[\w.-]{1,64}")


@cache
def _blank() -> re.Pattern[str]:
    return re.compile(f"[{_BLANK}]+")


def _is_letter(letter: str) -> bool:
    """Whether a letter is Chinese, rare ones too."""
    return "\u3400" <= letter <= "\u9fff" or letter == "〇"


@cache
def _list_number() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|[\s。；：])(?:第?[^\W_A-Za-z]{1,4}[章节条款步])$|(?:^|\n)\s*[\d一二三四五六七八九十]{1,3}$"
    )


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z][ .-]?[\d.]{1,6}$")


def _spaces(text: str) -> Iterator[Slip]:
    """Blanks within a number, or between a number or a Chinese letter and the next Chinese letter or number."""
    for match in _blank().finditer(text):
        start, end = match.span()
        if end - start > 1 or match.group() == "\t" or not start or end == len(text):
            continue  # columns, an indent
        before, after = text[start - 1], text[end]
        if not (_is_letter(before) or before.isdecimal() or before in "％%"):
            continue
        if not (_is_letter(after) or after.isdecimal()):
            continue
        if before.isdigit() and after.isdigit() and " " in derive(text[max(0, start - 8) : end + 8]).text:
            continue  # two numbers
        if before.isdigit() and _foreign().search(text[max(0, start - 8) : start]):
            continue  # a version: Server 2016, G20
        if _list_number().search(text[max(0, start - 6) : start]):
            continue
        if not (before.isdigit() or after.isdigit()) and _spread(text, start, end):
            continue
        yield Slip("space", start, end)


def _spread(text: str, start: int, end: int) -> bool:
    """Whether words are set apart as in a list of names or as a heading (工 作 任 务, 甲 乙), not within a sentence."""
    around = text[max(0, start - 4) : end + 4]
    return sum(letter.isspace() for letter in around) > 1


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(r"[,;:?!.]|\([^()\n]{1,60}\)|\"[^\"\n]{1,60}\"")


def _marks(text: str) -> Iterator[Slip]:
    """ASCII marks beside Chinese: before or after a Chinese letter; brackets and quotation marks around one."""
    stop = len(text.rstrip())
    match = _mark().search(text)
    while match is not None:
        start, end = match.span()
        if end > start + 1:
            wrong = any(map(_is_letter, text[start + 1 : min(end, start + 42)]))
        else:
            wrong = _beside(text, start, last=start + 1 >= stop)
        if wrong:
            yield Slip("mark", start, end)
        match = _mark().search(text, end if wrong else start + 1)


def _beside(text: str, at: int, last: bool) -> bool:
    """Whether an ASCII mark stands beside Chinese: not in a time of day (9:30), a link (://), a decimal or a code."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 4]
    if mark == ".":
        return _is_letter(before) and (last or _is_letter(after[:1]))
    if _is_letter(before) or (before and before in "》”）〕"):
        return not (after.startswith("//") or (after[:2].isdecimal() and after[2:] == ":"))
    latin = before.isdecimal() or before == "%" or (before.isascii() and before.isalpha())
    return mark != ":" and latin and (_is_letter(after[:1]) or after.startswith(("《", "“", "（")))


@cache
def _doubled() -> re.Pattern[str]:
    return re.compile(
        r"(?=[实进开落推加完建组召制提做确我工的及与，。；、])(?:(?:实行|进行|实施)(?:开展|进行|实行|实施)(?![中的])|开展(?:进行|实行|实施|开展)(?![中])"
        r"|(?P<twice>落实|推进|加强|完成|完善|建立|推动|组织|召开|制定|提高|提升|做好|确保|我局|我委|工作|进行)(?P=twice)(?![性者])"
        r"|(?<![目标有])的的(?![确士])|(?<![、，])及及|与与|，，|。。(?!。)|；；|、、(?!、)|，。|。，|、。|；。)"
    )


def _words(text: str) -> Iterator[Slip]:
    """Chinese in <>, and doubled words."""
    for match in re.finditer(r"<[^<>\n]{2,60}>", text):
        if any(map(_is_letter, match.group())):
            yield Slip("angle", match.start(), match.end())
    for match in _doubled().finditer(text):
        yield Slip("doubled", match.start(), match.end())


@cache
def _invisible() -> re.Pattern[str]:
    return re.compile(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e"
        "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffd\ue000-\uf8ff\U000e0000-\U000e01ef\U000f0000-\U0010fffd]+"
    )


@cache
def _lookalike() -> re.Pattern[str]:
    """Radicals and compatibility ideographs for letters; Greek and Cyrillic letters within Latin words or beside figures."""
    return re.compile(
        "[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]+|(?<=[A-Za-z0-9])[\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff](?=[A-Za-z0-9])"
    )


def _unseen(text: str) -> Iterator[Slip]:
    for match in _invisible().finditer(text):
        codes = dict.fromkeys(f"U+{ord(letter):04X}" for letter in match.group()[:8])
        yield Slip("invisible", match.start(), match.end(), tuple(codes))
    for match in _lookalike().finditer(text):
        if match.group() in "μΩαβγπλ℃":
            continue  # units and formulas
        codes = dict.fromkeys(f"U+{ord(letter):04X}" for letter in match.group()[:8])
        yield Slip("lookalike", match.start(), match.end(), tuple(codes))
