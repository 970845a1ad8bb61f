"""Letters on a page to lines, and lines to text: where a line only ran out of room, and where it was ended on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_LINE = 0.5  # of the letter size: how far letters of one line may differ in height
_GAP = 0.3  # of the letter size: a gap between Latin letters that is a blank
_SPARE = 0.6  # letters of room beyond what was needed before a line counts as ended on purpose
_LAST = 2.2  # letters of room before the last line of a cell does
_INDENT = 1.5  # letters by which a new paragraph may be set in
_PADDING = 12.0  # points between a border and its text, at most
_NARROW, _WIDE_LATIN = 0.55, 0.75  # of the letter size: the width of Latin letters
_OPENING = "（(《〈「『【〔［[｛{"
_BRACKETS = "）)》〉」』】〕］]｝}"
_CLOSING = _BRACKETS + "，。、；：？！,.;:?!％%…"
_QUOTES = "“”‘’\"'"


class Letter(NamedTuple):
    """One letter and its box, in points from the top left of the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


class TextLine(NamedTuple):
    """One line: its words, its box, the size of its letters; in a cell also how much room it left at the right."""

    text: str
    x0: float
    x1: float
    top: float
    size: float
    room: float = 0.0
    indented: bool = False


def lines_of(letters: Iterable[Letter]) -> list[TextLine]:
    """Letters in any order as lines from top to bottom; a letter drawn twice (for bold) counts once."""
    rows: list[list[Letter]] = []
    for one in sorted(letters, key=lambda letter: ((letter.top + letter.bottom) / 2, letter.x0)):
        middle, size = (one.top + one.bottom) / 2, max(one.bottom - one.top, 1.0)
        if rows:
            first = rows[-1][0]
            height = max(first.bottom - first.top, size)
            if abs(middle - (first.top + first.bottom) / 2) <= _LINE * height:
                rows[-1].append(one)
                continue
        rows.append([one])
    return [line for row in rows if (line := _line(row)) is not None]


def _line(row: list[Letter]) -> TextLine | None:
    row.sort(key=lambda letter: letter.x0)
    pieces: list[str] = []
    last: Letter | None = None
    for one in row:
        if last is not None:
            if one.text == last.text and abs(one.x0 - last.x0) < 1:
                continue
            gap = one.x0 - last.x1
            if gap > _GAP * (one.bottom - one.top) and _is_latin(last.text[-1:]) and _is_latin(one.text[:1]):
                pieces.append(" ")
        pieces.append(one.text)
        last = one
    text = "".join(pieces)
    visible = [one for one in row if one.text.strip()]
    if not visible:
        return None
    size = sorted(one.bottom - one.top for one in visible)[len(visible) // 2]
    blank = " " if text[-1:] == " " else ""  # where a line was broken at a blank
    return TextLine(
        text.strip() + blank, visible[0].x0, visible[-1].x1, min(one.top for one in visible), size
    )


def in_cell(lines: Sequence[TextLine], left: float, right: float) -> list[TextLine]:
    """The lines of one cell between two borders, each with the room it left and whether it is set in."""
    if not lines:
        return []
    start = min(line.x0 for line in lines)
    padding = min(start - left, _PADDING)
    return [
        line._replace(
            room=round(right - padding - line.x1, 2), indented=line.x0 > start + _INDENT * line.size
        )
        for line in lines
    ]


def is_ended(line: TextLine, following: TextLine | None) -> bool:
    """Whether a line was ended on purpose: what the next one begins with would still have fitted."""
    if following is None:
        return line.room > _LAST * line.size
    if following.indented and not line.indented:
        return True
    return line.room > _first_unit(following.text) * following.size + _SPARE * line.size


def _first_unit(text: str) -> float:
    """How wide what a line begins with is, in letters: the shortest piece that no program would break."""
    width = 0.0
    for at, letter in enumerate(text):
        if at and not _stick(text[at - 1], letter):
            break
        width += _width(letter)
    return width


def _stick(before: str, letter: str) -> bool:
    """Whether no line may end between two letters."""
    return (
        letter in _CLOSING
        or letter in _QUOTES
        or before in _OPENING
        or before in _QUOTES
        or before in "+￥¥$#№"
        or (_is_narrow(letter) and (_is_narrow(before) or before in _BRACKETS))
    )


def _width(letter: str) -> float:
    if not _is_narrow(letter):
        return 1.0
    return _WIDE_LATIN if letter.isupper() or letter in "mw@%" else _NARROW


def _is_narrow(letter: str) -> bool:
    return letter.isascii() and letter > " "


def joined(lines: Sequence[TextLine]) -> str:
    """The text of a cell: line ends that only the border made are taken out."""
    text = ""
    before: TextLine | None = None
    for line in lines:
        if before is not None:
            if is_ended(before, line):
                text = text.rstrip() + "\n"
            elif _is_latin(text[-1:]) and _is_latin(line.text[:1]):
                text += " "
        text += line.text
        before = line
    return text.rstrip()


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
