"""Official documents named in a text: titles in 《》 and document numbers (发文字号), well formed or broken.

The well-formed number is 代字〔year〕serial号 (GB/T 9704-2012, 7.2.5): a four-digit year in 〔〕, a serial number
without 第 and without leading zeros. Orders (国务院令第711号) and announcements (公告2018年第5号) have forms of their
own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.form import Form, derive
from gkcheck.language.issuers import code_before
from gkcheck.language.numerals import parse_number
from gkcheck.language.pattern import Pattern

Problem = Literal[
    "bracket",  # another bracket than 〔〕
    "missing_bracket",  # one of the two is lost
    "no_bracket",  # both are lost
    "short_year",  # two digits
    "ordinal",  # 第 before the serial number
    "zero",  # a leading zero
    "space",  # white space inside
    "full_width",  # full-width digits
    "no_suffix",  # without 号
]
Kind = Literal["number", "order", "announcement"]

LONGEST_TITLE = 200


class DocumentTitle(NamedTuple):
    """A title with its marks; `name` is what stands between them. `form`: in 《》, in <>, or 关于… in quotes."""

    start: int
    end: int
    text: str
    name: str
    form: Literal["book", "angle", "quote"] = "book"


class DocumentNumber(NamedTuple):
    """A document number: issuing code, year, serial; `problems` say how its spelling departs from the standard."""

    start: int
    end: int
    text: str
    kind: Kind
    code: str
    year: int | None
    serial: int
    problems: tuple[Problem, ...]

    @property
    def well_formed(self) -> bool:
        """Whether it is spelt as GB/T 9704-2012 asks."""
        return not self.problems

    @property
    def normal(self) -> str:
        """The number as it should be spelt, to compare two spellings."""
        if self.kind == "number":
            return f"{self.code}〔{self.year}〕{self.serial}号"
        return f"{self.code}{f'{self.year}年' if self.year else ''}第{self.serial}号"


# --- titles --------------------------------------------------------------------------------------------------


@cache
def _other_titles() -> Pattern:
    kinds = "通知|意见|方案|办法|规定|细则|决定|通报|公告|函|批复|要点|规划|计划|清单|制度|条例|指南|预案|报告|纪要"
    return Pattern(
        rf"[<＜〈](?P<angle>[^<>＜＞〈〉《》。\n]{{4,160}}(?:{kinds}))[>＞〉]"
        rf"|[“\"](?P<quote>关于[^“”\"《》。\n]{{4,160}}(?:{kinds}))[”\"]",
        needs="< 〈 关于 ＜",
    )


@lru_cache(maxsize=512)
def find_titles(text: str) -> tuple[DocumentTitle, ...]:
    """The outermost 《…》 of a text, and 关于…的通知 in < > or quotes outside them.

    Titles nested in a title belong to it; a 《 that is never closed, or closed after 200 letters or a full stop,
    is no title, and what is well closed inside it is.
    """
    if not any(mark in text for mark in '《≪«<＜〈“"'):
        return ()
    found: list[DocumentTitle] = []
    end = 0
    for first, last in sorted(_paired(text)):
        if first >= end:
            found.append(DocumentTitle(first, last, text[first:last], text[first + 1 : last - 1]))
            end = last
    taken = bytearray(len(text))
    for one in found:
        taken[one.start : one.end] = b"\x01" * (one.end - one.start)
    for match in _other_titles().finditer(text):
        if not any(taken[match.start() : match.end()]):
            form: Literal["angle", "quote"] = "angle" if match["angle"] else "quote"
            found.append(DocumentTitle(*match.span(), match.group(), match["angle"] or match["quote"], form))
    return tuple(sorted(found))


def _paired(text: str) -> Iterator[tuple[int, int]]:
    """Every 《 with its 》, whichever spelling, where they can belong together."""
    opened: list[int] = []
    stop = -1
    for at, letter in enumerate(text):
        if letter in "《≪«":
            opened.append(at)
        elif letter in "》≫»" and opened:
            first = opened.pop()
            if at - first <= LONGEST_TITLE and stop < first and at - first > 1:
                yield first, at + 1
        elif letter == "。":
            stop = at


# --- numbers -------------------------------------------------------------------------------------------------


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(
        r"(?P<open>[〔\[(【{〈])?(?<![0-9])第?(?P<year>(?:19|20)[0-9]{2}|(?<=[〔\[(【{〈])[0-9]{2}(?=[〕\])】}〉]))年?"
        r"(?P<close>[〕\])】}〉])?(?P<nth>第)?(?P<serial>[0-9]{1,5})(?:[-—][0-9]{1,3})?(?P<suffix>号)?(?![0-9年])"
    )


@cache
def _other_numbers() -> re.Pattern[str]:
    return re.compile(
        r"(?<![责命号司口指法禁密])令\(?第?(?P<order>[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,6})号\)?"
        r"|(?P<year>(?:19|20)[0-9]{2})年第(?P<serial>[0-9]{1,4})号(?P<named>公告|通告|令|通报)?"
    )


@cache
def _sibling() -> re.Pattern[str]:
    return re.compile(r"[、和及，](?P<serial>[0-9]{1,4})号(?![楼院线路门机令])")


@lru_cache(maxsize=512)
def find_document_numbers(text: str) -> tuple[DocumentNumber, ...]:
    """Every document number in a text, in order, in any spelling; 〔2018〕5号 after 、 shares the code before it."""
    form = derive(text)
    if "号" not in form.text and "〔" not in form.text:
        return ()
    found: list[DocumentNumber] = []
    done = 0
    for match in sorted([*_other_numbers().finditer(form.text), *_bracketed().finditer(form.text)],
                        key=lambda one: one.span()):  # fmt: skip
        if match.start() < done:
            continue
        last = found[-1] if found and form.text[done : match.start()] in ("、", "和", "及", "，") else None
        made = _other(form, match) if "order" in match.re.groupindex else _number(form, match, last)
        if made is None:
            continue
        found.append(made)
        done = match.end()
        while made.kind == "number" and (more := _sibling().match(form.text, done)):
            if _bracketed().match(form.text, more.start() + 1):
                break
            start = more.start("serial")
            found.append(_made(form, "number", start, more.end(), made.code, made.year, more["serial"], []))
            done = more.end()
    return tuple(found)


def _number(form: Form, match: re.Match[str], last: DocumentNumber | None) -> DocumentNumber | None:
    opened, closed, suffix = match["open"] or "", match["close"] or "", match["suffix"]
    sure = opened == "〔" or closed == "〕" or (opened + closed in ("[]", "【】") and suffix is not None)
    if not suffix and not (opened == "〔" and (closed == "〕" or len(match["serial"]) <= 4)):
        return None
    if opened + closed in ("(", ")", "[", "【", "〈〉", "{}") and not sure and suffix is None:
        return None
    begin = match.start()
    code = code_before(form.text, begin, sure=sure or bool(opened and closed))
    if code is None and last is not None and sure and last.kind == "number":
        return _made(form, "number", begin, match.end(), last.code, _full(match["year"]), match["serial"], [])
    if code is None or form.text[match.end() : match.end() + 1] in tuple("楼线院"):
        return None
    problems: list[Problem] = []
    if not opened and not closed:
        problems.append("no_bracket")
    elif not opened or not closed:
        problems.append("missing_bracket")
    elif opened + closed != "〔〕":
        problems.append("bracket")
    if len(match["year"]) == 2:
        problems.append("short_year")
    if match["nth"]:
        problems.append("ordinal")
    if match["serial"].startswith("0"):
        problems.append("zero")
    if not suffix:
        problems.append("no_suffix")
    start = begin - len(code)
    return _made(
        form,
        "number",
        start,
        match.end(),
        code.removesuffix("字第"),
        _full(match["year"]),
        match["serial"],
        problems,
    )


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 50 else 1900 + int(year)


def _other(form: Form, match: re.Match[str]) -> DocumentNumber | None:
    """An order or an announcement."""
    words = form.text
    if match["order"]:
        code = code_before(words, match.start() + 1, sure=True)
        number = parse_number(match["order"])
        if code is None or len(code) < 3 or number is None:
            return None
        return _made(
            form, "order", match.start() + 1 - len(code), match.end(), code, None, str(int(number)), []
        )
    before = code_before(words, match.start(), sure=True) or ""
    named = before if before.endswith(("公告", "通告", "令", "通报")) else ""
    if not named and not match["named"]:
        return None
    start = match.start() - len(named)
    return _made(
        form,
        "announcement",
        start,
        match.end(),
        named or match["named"],
        int(match["year"]),
        match["serial"],
        [],
    )


def _made(
    form: Form,
    kind: Kind,
    start: int,
    end: int,
    code: str,
    year: int | None,
    serial: str,
    problems: list[Problem],
) -> DocumentNumber:
    first, last = form.span(start, end)
    words = form.source[first:last]
    if any(letter.isspace() for letter in words):
        problems.append("space")
    if any("０" <= letter <= "９" for letter in words):
        problems.append("full_width")
    return DocumentNumber(first, last, words, kind, code, year, int(serial), tuple(problems))
