"""Official documents named in a text: titles in 《》 and document numbers (发文字号), well formed or broken.

The well-formed number is 代字〔year〕serial号 (GB/T 9704-2012, 7.2.5): a four-digit year in 〔〕, a serial number
without 第 and without leading zeros.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from gkcheck.language.form import Form, derive

Problem = Literal["bracket", "no_bracket", "short_year", "ordinal", "zero", "space", "full_width", "no_suffix"]


class DocumentTitle(NamedTuple):
    """A title with its marks; `name` is what stands between 《 and 》."""

    start: int
    end: int
    text: str
    name: str


class DocumentNumber(NamedTuple):
    """A document number: issuing code, year, serial; `problems` say how its spelling departs from the standard."""

    start: int
    end: int
    text: str
    kind: Literal["number", "order", "announcement"]
    code: str
    year: int | None
    serial: int
    problems: tuple[Problem, ...]

    @property
    def well_formed(self) -> bool:
        """Whether it is spelt as GB/T 9704-2012 asks."""
        return not self.problems


LONGEST_TITLE = 200


def find_titles(text: str) -> tuple[DocumentTitle, ...]:
    """The outermost 《…》 of a text, nested ones within them; one that is never closed is no title."""
    found: list[DocumentTitle] = []
    depth = 0
    opened = -1
    for at, letter in enumerate(text):
        if letter == "《":
            if depth == 0:
                opened = at
            depth += 1
        elif letter == "》" and depth:
            depth -= 1
            # 《A》《B》 with a lost 》 would swallow the text between: a title has its length
            if depth == 0 or at - opened > LONGEST_TITLE:
                depth = 0
                if at - opened <= LONGEST_TITLE:
                    found.append(DocumentTitle(opened, at + 1, text[opened : at + 1], text[opened + 1 : at]))
        elif letter in "。；\n" and depth and at - opened > LONGEST_TITLE:
            depth = 0
    return tuple(found)


@cache
def _number() -> re.Pattern[str]:
    # 代字 stands before the bracket; how far back it reaches is decided afterwards by _code
    return re.compile(
        r"(?P<code>[\u4e00-\u9fffA-Za-z]{1,14})"
        r"(?:(?P<open>[〔\[(【〈{])?(?P<year>(?:19|20)?\d\d)(?P<close>[〕\])】〉}])?)"
        r"(?P<nth>第)?(?P<serial>\d{1,4})(?P<suffix>号)?"
    )


@cache
def _order() -> re.Pattern[str]:
    return re.compile(r"(?P<code>[\u4e00-\u9fff]{2,14}令)(?:\(?第?(?P<serial>\d{1,4})号\)?)")


@cache
def _announcement() -> re.Pattern[str]:
    return re.compile(r"(?P<year>(?:19|20)\d\d)年第(?P<serial>\d{1,4})号(?:公告|通告|令)?")


_CUT = re.compile(
    r".*(?:以及|按照|根据|依据|依照|落实|执行|印发|下发|转发|出台|制定|修订|发布|公布|参照|对照|详见|文件|通知|意见|办法|我局|本局|我委|我市"
    r"|日以|[以按据见由从的等和及与或被将对在经为把并])"
)


def find_document_numbers(text: str) -> tuple[DocumentNumber, ...]:
    """Every document number in a text, in order, in any spelling."""
    form = derive(text)
    found: list[DocumentNumber] = []
    taken: list[tuple[int, int]] = []
    for match in _order().finditer(form.text):
        code_start = match.start() + _code(match["code"])
        found.append(_made(form, "order", code_start, match.end(), form.text[code_start : match.end("code")], None, int(match["serial"]), []))
        taken.append((match.start(), match.end()))
    for match in _announcement().finditer(form.text):
        found.append(_made(form, "announcement", match.start(), match.end(), "", int(match["year"]), int(match["serial"]), []))
        taken.append((match.start(), match.end()))
    for match in _number().finditer(form.text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        made = _numbered(form, match)
        if made is not None:
            found.append(made)
    return tuple(sorted(found, key=lambda one: one.start))


def _numbered(form: Form, match: re.Match[str]) -> DocumentNumber | None:
    bracketed = bool(match["open"] or match["close"])
    if not match["suffix"] and not (match["open"] == "〔" and match["close"] == "〕"):
        return None
    if not bracketed and not (len(match["year"]) == 4 and match["serial"] and match["suffix"]):
        return None
    code_start = match.start() + _code(match["code"])
    code = form.text[code_start : match.end("code")]
    if not code or not _plausible(code, bracketed):
        return None
    problems: list[Problem] = []
    if not bracketed:
        problems.append("no_bracket")
    elif (match["open"], match["close"]) != ("〔", "〕"):
        problems.append("bracket")
    if len(match["year"]) == 2:
        problems.append("short_year")
    if match["nth"]:
        problems.append("ordinal")
    if match["serial"].startswith("0"):
        problems.append("zero")
    if not match["suffix"]:
        problems.append("no_suffix")
    year = int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"])
    return _made(form, "number", code_start, match.end(), code, year, int(match["serial"]), problems)


def _plausible(code: str, bracketed: bool) -> bool:
    """Whether letters can be an issuing code: a bracketed year says so; without one the code ends in 发, 办, 字, 函."""
    if bracketed:
        return True
    return code.endswith(("发", "办", "字", "函", "政", "府", "规", "通")) and len(code) >= 2


def _code(letters: str) -> int:
    """Where the issuing code begins in the letters before a year: after the last verb or function word."""
    cut = _CUT.match(letters)
    if cut is None:
        return 0
    at = cut.end()
    return at if at < len(letters) else 0


def _made(
    form: Form,
    kind: Literal["number", "order", "announcement"],
    start: int,
    end: int,
    code: str,
    year: int | None,
    serial: int,
    problems: list[Problem],
) -> DocumentNumber:
    first, last = form.span(start, end)
    words = form.source[first:last]
    if any(letter.isspace() for letter in words):
        problems.append("space")
    if any("０" <= letter <= "９" for letter in words):
        problems.append("full_width")
    return DocumentNumber(first, last, words, kind, code, year, serial, tuple(problems))
