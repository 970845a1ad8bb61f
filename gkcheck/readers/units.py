"""Responsible units as written to a list of names and the one in the lead."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from gkcheck.language.pattern import Pattern
from gkcheck.readers.columns import roles_of


class Units(NamedTuple):
    """Names in the order written, and the leading one (or several, joined by 、); empty when nothing says so."""

    names: tuple[str, ...]
    lead: str


_LEAD_WORDS = ("牵头", "主办", "主责", "总牵头")
_HELP_WORDS = ("配合", "协办", "参与", "协助", "参加", "协同")


@cache
def _first_leads() -> re.Pattern[str]:
    return re.compile(
        r"(?:第一|首)(?:位|个|名)[^。；）)]{0,12}?(?:为|是|系)[^。；）)]{0,4}?(?:牵头|主办|主责)|"
        r"(?:列|排)在?(?:第一|首)(?:位|个|名)的?[^。；）)]{0,4}?(?:牵头|主办|主责)"
    )


def first_is_lead(text: str) -> bool:
    """Whether a note says that the unit written first leads (列第一位的为牵头单位)."""
    return ("牵头" in text or "主办" in text or "主责" in text) and _first_leads().search(text) is not None


@lru_cache(maxsize=4096)
def split_units(text: str, *, first_leads: bool = False) -> Units:
    """Splits at 、，；,; / and line breaks outside brackets, and reads 牵头 and 配合.

    办公室牵头，法规处配合 → (办公室, 法规处), lead 办公室. 各处室 and the like are kept as written.
    """
    names: list[str] = []
    leads: list[str] = []
    if first_is_lead(text):
        first_leads = True
    for clause in _clauses(text):
        if first_is_lead(clause):
            continue
        words = _words(clause)
        clean = [name for part in _parts(words.text) if (name := _name(part))]
        if words.leads:
            leads += clean
        names += clean
    for at, name in enumerate(names):
        bare = _lead_in_brackets().sub("", name)
        if bare != name:
            names[at] = bare
            leads.append(bare)
    names = list(dict.fromkeys(names))
    if not leads and first_leads and names:
        leads = names[:1]
    return Units(tuple(names), "、".join(dict.fromkeys(leads)))


@cache
def _lead_in_brackets() -> Pattern:
    return Pattern(r"[（(](?:牵头|主办|主责|牵头单位|主办单位)[)）]$", needs="牵头 主办 主责")


class _Clause(NamedTuple):
    text: str
    leads: bool


def _clauses(text: str) -> list[str]:
    """Pieces that share one role: cut at ；。 and line breaks, and after the words 牵头, 配合 …"""
    pieces = _cut(text, "；;。\n\r")
    found: list[str] = []
    for piece in pieces:
        if not any(word in piece for word in (*_LEAD_WORDS, *_HELP_WORDS, "会同")):
            found.append(piece)
            continue
        # 办公室、人事处牵头，法规处、各处室配合: the word stands after its units.
        begin = 0
        for part in _marks().finditer(piece):
            found.append(piece[begin : part.end()])
            begin = part.end()
        found.append(piece[begin:])
    return [piece for piece in found if piece.strip()]


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(
        r"(?:牵头负责|牵头(?!单位|部门|处室|科室|[:：）)])|主办(?!单位|[:：）)])|会同|"
        r"(?:按职责分工)?(?:配合|协办|协助|参与|参加)(?:负责|实施|落实)?(?!单位|部门|处室|科室|[:：）)]))[，,、；]?"
    )


@cache
def _label() -> Pattern:
    return Pattern(r"\s*([^:：、，,；;\s]{2,10})\s*[:：]\s*", needs=": ：")


def _words(clause: str) -> _Clause:
    """A clause without its role words; whether they make its units leaders."""
    leads = False
    label = _label().match(clause)
    if label is not None:
        roles = roles_of(label.group(1))
        if roles:
            leads = "lead_unit" in roles
            clause = clause[label.end() :]
    tail = clause.rstrip("，,、；; ")
    for word in ("牵头负责", "牵头", "主办", "会同"):
        if tail.endswith(word):
            return _Clause(tail[: -len(word)], True)
    for word in (
        "按职责分工配合",
        "配合实施",
        "配合落实",
        "配合",
        "协办",
        "协助",
        "参与",
        "参加",
        "按职责分工负责",
    ):
        if tail.endswith(word):
            return _Clause(tail[: -len(word)], False)
    return _Clause(clause, leads)


def _parts(text: str) -> list[str]:
    parts = _cut(text, "、，,；;/／|\n\r")
    found: list[str] = []
    for part in parts:
        words = part.split()
        # 办公室 法规处 are two; 综 合 科 is one.
        if len(words) > 1 and all(len(word) >= 2 for word in words):
            found += words
        else:
            found.append("".join(words) if words and all(len(word) == 1 for word in words) else part)
    return found


def _name(part: str) -> str:
    part = part.strip(" \t\u3000.。:：")
    if part.startswith("由") and len(part) > 2:
        part = part[1:]
    for prefix in ("以及", "及", "会同"):
        if part.startswith(prefix) and len(part) > len(prefix) + 1:
            part = part[len(prefix) :]
    for word in ("按职责分工负责", "分别负责", "共同负责", "具体负责", "负责落实", "负责"):
        if part.endswith(word) and len(part) > len(word):
            part = part[: -len(word)]
    for open_, close in (("（配合）", ""), ("(配合)", ""), ("（协办）", ""), ("（责任）", "")):
        part = part.replace(open_, close)
    part = part.strip()
    return "" if part in ("下同", "等") else part


def _cut(text: str, marks: str) -> list[str]:
    """Splits at any of the marks, but not inside brackets (各县（市、区）政府)."""
    parts: list[str] = []
    depth = begin = 0
    for at, letter in enumerate(text):
        if letter in "（(":
            depth += 1
        elif letter in "）)":
            depth = max(0, depth - 1)
        elif depth == 0 and letter in marks:
            parts.append(text[begin:at])
            begin = at + 1
    parts.append(text[begin:])
    return parts


class Labels(NamedTuple):
    """What stands in brackets after a task: 责任单位, 完成时限."""

    units_text: str
    deadline: str


@cache
def _brackets() -> Pattern:
    return Pattern(
        r"[（(【\[]([^（）()【】\[\]]{4,160}(?:[（(][^（）()]{0,40}[)）][^（）()【】\[\]]{0,120}){0,4})[)）】\]]",
        needs=") ） 】 ]",
    )


def inline_labels(text: str) -> Labels:
    """（责任单位：办公室；完成时限：6月底）, （办公室牵头，法规处配合）, （X、Y负责） in a task's text."""
    if not any(word in text for word in ("单位", "部门", "科室", "处室", "牵头", "负责", "时限", "期限")):
        return Labels("", "")
    units: list[str] = []
    deadline = ""
    for match in _brackets().finditer(text):
        inner = match.group(1)
        if not _speaks_of_units(inner, text[match.end() :]):
            continue
        for piece in _cut(inner, "；;。"):
            label = _label().match(piece)
            roles = roles_of(label.group(1)) if label is not None else {}
            if label is not None and "deadline" in roles:
                deadline = piece[label.end() :].strip()
            elif "units" in roles or "lead_unit" in roles or "support" in roles or not roles:
                words, due = _due_at_end(piece)
                deadline = deadline or due
                if words.strip():
                    units.append(words.strip())
    return Labels("；".join(units), deadline)


def _speaks_of_units(inner: str, after: str) -> bool:
    label = _label().match(inner)
    if label is not None and roles_of(label.group(1)).keys() & {"units", "lead_unit", "support"}:
        return True
    at_end = not after.strip(" \t\r\n。；;")
    return at_end and (
        inner.rstrip("。").endswith(("负责", "配合", "牵头")) or "牵头" in inner or first_is_lead(inner)
    )


@cache
def _due() -> re.Pattern[str]:
    return re.compile(
        r"[，,]\s?((?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|底|末|上旬|中旬|下旬)?|年底|年内|长期|全年|第[一二三四]季度)[^，,]{0,8})$"
    )


def _due_at_end(piece: str) -> tuple[str, str]:
    match = _due().search(piece)
    if match is None:
        return piece, ""
    return piece[: match.start()], match.group(1).strip()
