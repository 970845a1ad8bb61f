"""Papers: a title with the numbers that stand beside it, and what the text says of it (issued, followed, in force)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from gkcheck.language.clauses import split_clauses, split_sentences
from gkcheck.language.documents import DocumentNumber, DocumentTitle, find_document_numbers, find_titles
from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern
from gkcheck.language.titles import is_short_form, letters_of, likeness, miswritten, same_title, title_parts

Role = Literal["produced", "basis", "mentioned"]


class Paper(NamedTuple):
    """A document named in a text: by title, by number, or both (then never neither).

    `role`: the text says it was made or issued, that it was followed, or only names it; `standing`: that it is still
    in force; `start` and `end` hold title and numbers.
    """

    start: int
    end: int
    title: DocumentTitle | None
    numbers: tuple[DocumentNumber, ...]
    role: Role
    standing: bool

    @property
    def name(self) -> str:
        """What stands between 《 and 》; empty when only a number is given."""
        return self.title.name if self.title else ""

    @property
    def letters(self) -> str:
        """The title in one spelling, without the organ that issued it and without 关于印发…的通知."""
        return title_parts(self.name).core

    @property
    def edition(self) -> frozenset[str]:
        """What tells its title from other editions of it: years, 试行, 第二批."""
        return title_parts(self.name).edition

    @property
    def keys(self) -> frozenset[str]:
        """Its numbers, each in the spelling of the standard."""
        return frozenset(number.normal for number in self.numbers)

    @property
    def years(self) -> frozenset[int]:
        """The years of its numbers; orders have none."""
        return frozenset(number.year for number in self.numbers if number.year is not None)

    @property
    def is_law(self) -> bool:
        """Whether its title is that of a law or a regulation, which needs no number to be found."""
        return (
            re.search(r"(?:(?<!办)法|法典|条例)(?:[（(][^（）()]{1,12}[）)])?$", self.name.strip())
            is not None
        )

    def same_name(self, other: Paper) -> bool:
        """Whether both bear one name, letter for letter; an organ named by one of them only makes no difference."""
        a, b = title_parts(self.name), title_parts(other.name)
        same = a.key == b.key or (a.core == b.core and (a.key == a.core or b.key == b.core))
        return same and len(a.core) >= _SHORTEST_NAME

    def same_title(self, other: Paper) -> bool:
        """Whether both titles name one document, short forms and wrappings counted in."""
        return bool(self.name and other.name) and same_title(self.name, other.name)

    def shortened(self, name: str) -> bool:
        """Whether a name is a short form of its title: letters of it in order, the last noun among them."""
        return is_short_form(letters_of(name), self.letters)

    def miswritten(self, other: Paper) -> bool:
        """Whether the titles look like one title copied with a slip."""
        return bool(self.name and other.name) and miswritten(self.name, other.name)

    def likeness(self, other: Paper) -> float:
        """How alike the titles are, 0 to 100."""
        return likeness(self.name, other.name) if self.name and other.name else 0.0


_SHORTEST_NAME = 6  # letters; a bare 《实施方案》 may be anyone's
_NUMBERS = 20  # numbers looked at after one title
_BRACKET = 90  # letters a bracket after a title may have and still tell its number


@lru_cache(maxsize=512)
def find_papers(text: str) -> tuple[Paper, ...]:
    """Every document of a text, in order; numbers stand with the title they follow in brackets, or precede."""
    titles = find_titles(text)
    covered = bytearray(len(text) + 1)
    for title in titles:
        covered[title.start : title.end] = b"\x01" * (title.end - title.start)
    free = [one for one in find_document_numbers(text) if not covered[one.start]]
    begins = [one.start for one in free]
    found: list[tuple[int, int, DocumentTitle | None, tuple[DocumentNumber, ...]]] = []
    bound: set[int] = set()
    for at, title in enumerate(titles):
        stop = titles[at + 1].start if at + 1 < len(titles) else len(text)
        beside = bisect_left(begins, title.end)
        mine = [
            one for one in free[beside : beside + _NUMBERS] if one.start not in bound and one.start < stop
        ]
        tied = _after(text, title.end, mine) or _before(
            text, title.start, free[max(0, beside - 1) : beside], bound
        )
        bound |= {one.start for one in tied}
        first = min([title.start, *(one.start for one in tied)])
        last = max([title.end, *(one.end for one in tied)])
        last += tied != () and text[last : last + 1] in ("）", ")")
        found.append((first, last, title, tied))
    found += [(one.start, one.end, None, (one,)) for one in free if one.start not in bound]
    return tuple(_read(text, sorted(found, key=lambda one: (one[0], one[1]))))


def _after(text: str, end: int, numbers: list[DocumentNumber]) -> tuple[DocumentNumber, ...]:
    """The numbers in the bracket that follows a title, or one that follows it at once."""
    rest = text[end : end + _BRACKET]
    at = end + len(rest) - len(rest.lstrip())
    if text[at : at + 1] in ("（", "("):
        depth, close = 0, at
        for close in range(at, min(at + _BRACKET, len(text))):
            depth += (text[close] in "（(") - (text[close] in "）)")
            if depth == 0:
                break
        return tuple(one for one in numbers if at < one.start < close + (depth != 0))
    return tuple(one for one in numbers if one.start == at)


def _before(
    text: str, start: int, numbers: list[DocumentNumber], bound: set[int]
) -> tuple[DocumentNumber, ...]:
    """The number that stands right before a title: 国办发〔2017〕47号文件《…》."""
    return tuple(
        one
        for one in numbers
        if one.start not in bound and one.end <= start and text[one.end : start].strip() in ("", "文", "文件")
    )


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(
        r"(?P<basis>按照?|根据|依据|依照|遵照|贯彻|落实|执行|对照|参照|遵循|遵守|符合|学习|宣传|宣讲|宣贯|传达|解读|结合|适用|围绕|依托|为了?|实施好?)"
        r"|(?P<made>制定|制订|制发|出台|印发|下发|发布|编制|编写|编印|修订|修改|拟定|拟订|起草|形成|公布|公示|公开|建立|完善|健全|调整"
        r"|出具|提交|报送|上报|签订|签署|订立|通过|转发)(?P<of>的)?"
    )


@cache
def _passive() -> re.Pattern[str]:
    return re.compile(
        r"[^，。；：《》]{0,24}(?:印发|出台|发布|公布|公示|下发|实施|施行|通过|备案|批复|批准|上线|形成|编制完成|修订完成)"
    )


@cache
def _standing() -> Pattern:
    return Pattern(
        r"继续(?:执行|有效|施行|实施|沿用|适用|使用|按)(?![0-9])|现行(?!有效的?(?:行政)?(?:规范性|政策性)?(?:文件|制度|目录))|仍然?(?:有效|在用|适用|执行)|有效期[至内]|沿用|长期(?:执行|有效|适用)|一直执行",
        needs="在用 执行 有效 沿用 现行 继续 适用 长期",
    )


def _read(
    text: str, found: list[tuple[int, int, DocumentTitle | None, tuple[DocumentNumber, ...]]]
) -> Iterator[Paper]:
    clauses, sentences = split_clauses(text), split_sentences(text)
    starts = [one.start for one in clauses], [one.start for one in sentences]
    previous: Paper | None = None
    for start, end, title, numbers in found:
        clause = clauses[bisect_right(starts[0], start) - 1] if clauses else None
        sentence = sentences[bisect_right(starts[1], start) - 1] if sentences else None
        begin = clause.start if clause else start
        joined = previous is not None and text[previous.end : start].strip() in (
            *("", "、", "和", "与", "及", "以及", "等", "）、", "）和"),
        )
        if joined and previous is not None:
            role = previous.role
        else:
            role = _role(fold(text[max(begin, start - 60) : start]), fold(text[end : end + 30]))
            if title is None and re.search(r"(?:项目|工程|已|并|业)经", numbers[0].code):
                role = "basis"  # 项目经云发改审〔2016〕35号批复
        around = ""
        if sentence is not None:  # letters are counted as they read, blanks left out
            before = fold(text[max(sentence.start, start - 300) : start])[-100:]
            around = before + fold(text[start : min(sentence.end, end + 300)])[: end - start + 100]
        previous = Paper(start, end, title, numbers, role, _standing().search(around) is not None)
        yield previous


def _role(before: str, after: str) -> Role:
    """What the words around a document say of it; the verb nearest before it counts."""
    if re.search(r"(?:自从?|经|获|取得|凭)[^，。；]{0,4}$", before) or re.match(
        r"[^，。；]{0,10}以来", after
    ):
        return "basis"  # 自《…》印发以来, 经…号批复
    cues = list(_cues().finditer(before))
    if cues:
        last = cues[-1]
        if last["made"]:
            followed = any(one["basis"] for one in cues[:-1])
            # 按照市政府印发的《…》 is followed; 我局制定的《…》 is told
            return ("basis" if followed else "produced") if last["of"] else "produced"
        return "basis"
    return "produced" if _passive().match(after.removeprefix(")")) else "mentioned"
