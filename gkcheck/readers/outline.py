"""Tasks written without a table: numbered paragraphs, with 责任单位： and 落实情况： as labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from gkcheck.model import ReadWarning
from gkcheck.readers.columns import Role, roles_of
from gkcheck.readers.draft import FIELD_OF, LONGEST_HEADLINE, Draft
from gkcheck.readers.grid import Cell, Paragraph
from gkcheck.readers.heading import is_note, is_organisation, year_in
from gkcheck.readers.sections import Numbered, SectionPath, numbered
from gkcheck.readers.units import first_is_lead, inline_labels

_LABELS: frozenset[Role] = frozenset(
    ("title", "requirement", "units", "lead_unit", "support", "deadline", "report")
)
_SURE = 8  # weight from which a word before a colon is a label
_LEAST_REPORTED = 0.2  # share of numbered paragraphs that must have a report
_LONGEST_SECTION = 100


class Outline(NamedTuple):
    """The tasks found, the lines before and after them, and whether a note says the first unit leads."""

    drafts: list[Draft]
    before: tuple[str, ...]
    after: tuple[str, ...]
    warnings: tuple[ReadWarning, ...]
    first_leads: bool


class _Token(NamedTuple):
    """One piece of a line: a label with its text, a numbered line, or plain text."""

    text: str
    line: int
    label: Role | None
    number: Numbered | None

    @property
    def level(self) -> int:
        return self.number.level if self.number is not None else -9


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:[【\[]\s*([^【】\[\]]{2,16})\s*[】\]]\s*[:：]?|[（(]?([^\s。；;：:，,、（()）【】]{2,14}(?:[（(][^（()）]{1,24}[)）])?)[)）]?\s*[:：])\s*"
    )


@cache
def _inner_label() -> re.Pattern[str]:
    return re.compile(
        r"(?<=[。；;！\s）)])(?:[【\[]([^【】\[\]]{2,12})[】\]]|([^\s。；;：:，,、（()）]{2,10})[:：])\s*"
    )


def read_outline(paragraphs: Sequence[Paragraph]) -> Outline | None:
    """The tasks of numbered paragraphs, or None when no report label (落实情况：, 完成情况：) stands in them.

    A numbered line of the tasks' level starts a task when its number is the next one; other numbers inside a
    report are a list in it. Wider numbers are sections.
    """
    tokens, tail = _tokens(paragraphs)
    if not any(token.label == "report" for token in tokens):
        return None
    level = _task_level(tokens)
    reader = _Reader(tokens, level)
    reader.read()
    reported = sum(bool(draft.text("report")) for draft in reader.drafts)
    if not reported or reported < _LEAST_REPORTED * len(reader.drafts):
        return None
    notes = [*reader.before, *tail]
    return Outline(reader.drafts, tuple(reader.before), tuple(tail), (), any(map(first_is_lead, notes)))


def _tokens(paragraphs: Sequence[Paragraph]) -> tuple[list[_Token], list[str]]:
    lines = [
        (text.strip(), paragraph.location.line or number)
        for number, paragraph in enumerate(paragraphs, start=1)
        for text in paragraph.text.split("\n")
        if text.strip()
    ]
    tail: list[str] = []
    while lines and (is_note(lines[-1][0]) or _is_signature(lines[-1][0])):
        tail.insert(0, lines.pop()[0])
    tokens: list[_Token] = []
    for text, line in lines:
        tokens += _split(text, line)
    return tokens, tail


def _is_signature(text: str) -> bool:
    return is_organisation(text) or (
        len(text) <= 20 and year_in(text) is not None and text.rstrip("）)").endswith("日")
    )


def _split(text: str, line: int) -> list[_Token]:
    """A line as tokens: a number may stand before a label, and a report label may follow the task on its line."""
    number = numbered(text)
    rest = text[number.rest :] if number is not None else text
    label, begin = _label_at(rest)
    if label is not None:
        return _split_reports(rest[begin:], line, label, number if label == "title" else None)
    return _split_reports(text, line, None, number)


def _label_at(text: str) -> tuple[Role | None, int]:
    match = _label().match(text)
    if match is None:
        return None, 0
    role = _sure_role(match.group(1) or match.group(2))
    if role is None or (text.lstrip()[0] in "（(" and role != "report" and _closed(text)):
        return None, 0  # （责任单位：…） as a whole belongs to the task's text
    return role, match.end()


def _closed(text: str) -> bool:
    return text.rstrip("。 ").endswith(("）", ")"))


def _is_unit_note(text: str) -> bool:
    """（责任单位：…） on a line of its own, also behind the report: it belongs to the task."""
    return text[:1] in ("（", "(") and _closed(text) and bool(inline_labels(text).units_text)


def _depth(text: str) -> int:
    """How many brackets a piece of text opens more than it closes."""
    return text.count("（") + text.count("(") - text.count("）") - text.count(")")


def _sure_role(word: str) -> Role | None:
    roles = roles_of(word)
    if not roles:
        return None
    best = max(roles, key=lambda role: roles[role])
    return best if best in _LABELS and roles[best] >= _SURE else None


def _split_reports(text: str, line: int, label: Role | None, number: Numbered | None) -> list[_Token]:
    """Cuts a line before labels in its middle (…公开。落实情况：已公开。)."""
    pieces: list[_Token] = []
    begin = seen = depth = 0
    current, current_number = label, number
    for match in _inner_label().finditer(text):
        role = _sure_role(match.group(1) or match.group(2))
        if role is None or role == "title" or (role == "requirement" and label == "report"):
            continue
        depth, seen = depth + _depth(text[seen : match.start()]), match.start()
        if depth > 0:
            continue
        pieces.append(_Token(text[begin : match.start()].strip(), line, current, current_number))
        begin, current, current_number = match.end(), role, None
    pieces.append(_Token(text[begin:].strip(), line, current, current_number))
    return pieces


def _task_level(tokens: Sequence[_Token]) -> int | None:
    """The level at which tasks are numbered: the widest one met before every report.

    Where two reports follow one another without a number of some level between them, that level numbers
    sections, not tasks.
    """
    gaps: list[list[int]] = []
    gap: list[int] = []
    for token in tokens:
        if token.label == "report":
            gaps.append(gap)
            gap = []
        elif token.number is not None and token.label is None:
            gap.append(token.level)
    levels = sorted({level for one in gaps for level in one})
    often = [level for level in levels if sum(level in one for one in gaps) >= 0.85 * len(gaps)]
    if not often:
        return levels[-1] if levels else None
    for wide, narrow in pairwise(often):
        # 一、 over a single 1. each time is a section over a task; over several it is a task over its points.
        if any(one.count(narrow) != 1 for one in gaps if wide in one):
            return wide
    return often[-1]


class _Reader:
    def __init__(self, tokens: Sequence[_Token], level: int | None) -> None:
        self.drafts: list[Draft] = []
        self.before: list[str] = []
        self._tokens = tokens
        self._level = level
        self._sections = SectionPath()
        self._draft: Draft | None = None
        self._head = ""
        self._body: list[str] = []
        self._role: Role | None = None
        self._expected = 1
        self._in_list = False

    def read(self) -> None:
        """Walks through all tokens once."""
        for at, token in enumerate(self._tokens):
            if token.label == "title":
                self._start(token)
            elif token.label is not None:
                self._labelled(token)
            elif token.number is not None and self._level is not None and token.level < self._level:
                self._section(token)
            elif token.number is not None and token.level == self._level and self._begins_task(at, token):
                self._start(token)
            else:
                self._plain(token)
        self._close()

    def _section(self, token: _Token) -> None:
        if self._draft is not None and self._role == "report" and len(token.text) > _LONGEST_SECTION:
            self._plain(token)
            return
        self._close()
        self._sections.enter(token.text)
        self._expected_anew()

    def _expected_anew(self) -> None:
        self._in_list = False

    def _begins_task(self, at: int, token: _Token) -> bool:
        if self._draft is None:
            return True
        value = _value(token.number)
        if value is None:
            return True
        if value == self._expected:
            return not self._in_list or self._has_report(at)
        if self._role == "report" and self._has_report(at):
            return True  # numbering begins anew
        self._in_list = self._in_list or self._role is not None
        return self._role is None and value > self._expected

    def _has_report(self, at: int) -> bool:
        """Whether a report label follows before the next number of the same level."""
        for token in self._tokens[at + 1 :]:
            if token.label == "report":
                return True
            if token.number is not None and token.level == self._level:
                return False
        return False

    def _start(self, token: _Token) -> None:
        self._close()
        self._draft = Draft("", token.line, self._sections.path, line=token.line)
        number = token.number
        text = token.text
        if number is not None:
            self._draft.texts["id"] = number.number
            if token.label is None:
                text = text[number.rest :].strip()
            value = _value(number)
            self._expected = value + 1 if value is not None else self._expected + 1
        self._in_list = False
        self._head, self._body, self._role = text, [], None
        self._place("title", token.line)

    def _place(self, role: Role, line: int) -> None:
        if self._draft is not None:
            self._draft.cells.setdefault(FIELD_OF[role], Cell("", line, 1, line=line))

    def _labelled(self, token: _Token) -> None:
        if self._draft is None:
            if token.label == "report" or (token.label == "units" and not self.drafts):
                self.before.append(token.text)
            return
        role = token.label
        if role is None:
            return
        self._role = role
        self._place(role, token.line)
        if token.text:
            self._draft.append(role, token.text)
        else:
            self._draft.texts.setdefault(role, "")

    def _plain(self, token: _Token) -> None:
        if self._draft is None:
            self.before.append(token.text)
        elif self._role is None or _is_unit_note(token.text):
            self._body.append(token.text)
        elif self._role in ("report", "requirement"):
            self._draft.append(self._role, token.text)
        elif token.number is None and len(token.text) > LONGEST_HEADLINE and not self._draft.text("report"):
            self._body.append(token.text)
        else:
            self._draft.append(self._role, token.text)

    def _close(self) -> None:
        draft = self._draft
        self._draft = None
        if draft is None:
            return
        body = "\n".join(self._body)
        if "requirement" in draft.texts:
            draft.texts["title"] = self._head
            if body:
                draft.texts["requirement"] = f"{body}\n{draft.text('requirement')}".strip()
        elif body and len(self._head) <= LONGEST_HEADLINE and "。" not in self._head.rstrip("。"):
            draft.texts["title"], draft.texts["requirement"] = self._head, body
            self._requirement_place(draft)
        else:
            draft.texts["requirement"] = f"{self._head}\n{body}".strip()
            self._requirement_place(draft)
        draft.texts.setdefault("report", "")
        self.drafts.append(draft)

    def _requirement_place(self, draft: Draft) -> None:
        if "title" in draft.cells:
            draft.cells.setdefault("requirement", draft.cells["title"])


_HAN = {letter: value for value, letter in enumerate("〇一二三四五六七八九")}


def _value(number: Numbered | None) -> int | None:
    """A printed number as an integer: 12, 三, 十二, 二十一, ③; None for anything else."""
    if number is None:
        return None
    text = number.number
    if text.isascii():
        return int(text) if text.isdecimal() and len(text) < 10 else None
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    tens, ten, ones = text.partition("十")
    if not ten:
        tens, ones = "", text
    if any(letter not in _HAN for letter in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return None
    return (_HAN.get(tens, 1) * 10 if ten else 0) + (_HAN[ones] if ones else 0)
