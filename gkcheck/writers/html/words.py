"""Signs and fixed words of the page: a sign stands beside every colour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gkcheck.finding import SEVERITIES, SEVERITY_TEXT
from gkcheck.logs import PROOF_TEXT, Proof
from gkcheck.result import DEMAND_STATUS_TEXT, DemandStatus
from gkcheck.scoring import Cap
from gkcheck.text import Lang, Text

SEVERITY_SIGN: Mapping[str, str] = {
    "critical": "■",
    "high": "▲",
    "medium": "●",
    "low": "○",
    "info": "·",
}
STATUS_SIGN: Mapping[DemandStatus, str] = {
    "contradicted": "≠",
    "unanswered": "×",
    "undetermined": "?",
    "asserted": "◐",
    "answered": "√",
    "not_due": "…",
    "not_addressed": "—",
}
CHECK_SIGN: Mapping[str, str] = {
    "finding": "×",
    "cleared": "√",
    "undecided": "?",
    "failed": "■",
    "not_applicable": "—",
}
PROOF_SIGN: Mapping[Proof, str] = {
    "silent": "—",
    "asserted": "◐",
    "attached": "□",
    "verified": "√",
    "contradicted": "≠",
}
CATEGORY_TEXT: Mapping[str, Text] = {
    "empty": Text("未填报", "empty reports"),
    "time": Text("时限与频次", "time limits and frequency"),
    "quantity": Text("数量与比例", "counts and rates"),
    "originality": Text("雷同与空话", "copies and empty phrases"),
    "substance": Text("内容是否对应要求", "whether the report meets the requirement"),
    "documents": Text("文件与成果", "documents and deliverables"),
    "evidence": Text("佐证台账", "evidence logs"),
    "form": Text("表格形式", "form of the table"),
    "other": Text("其他", "other"),
}
CAP_LINE: Mapping[Cap, Text] = {
    "evidence": Text("通篇没有可核的佐证，按规则封顶", "capped: the report holds nothing checkable"),
    "veto": Text("一票否决，按规则封顶", "capped: a veto"),
    "empty": Text("未填报，按 0 分计", "nothing reported: 0"),
}


class Key(NamedTuple):
    """One entry of a legend: a code for colour, a sign, words."""

    code: str
    sign: str
    words: str


class Order(NamedTuple):
    """How marks in a text look: which comes first where several cover the same words, and their signs."""

    looks: tuple[str, ...]
    sign: Mapping[DemandStatus, str]


ORDER = Order(tuple(STATUS_SIGN), STATUS_SIGN)


def severities(lang: Lang) -> tuple[Key, ...]:
    """The severities, the gravest first."""
    return tuple(Key(one, SEVERITY_SIGN[one], SEVERITY_TEXT[one].in_(lang)) for one in SEVERITIES)


def severity(code: str, lang: Lang) -> Key:
    """One severity with its sign."""
    return Key(code, SEVERITY_SIGN[code], SEVERITY_TEXT[code].in_(lang))


def status(code: DemandStatus, lang: Lang) -> Key:
    """How a demand ended, with its sign."""
    return Key(code, STATUS_SIGN[code], DEMAND_STATUS_TEXT[code].in_(lang))


def statuses(lang: Lang) -> tuple[Key, ...]:
    """All ends of a demand, the gravest first."""
    return tuple(status(code, lang) for code in STATUS_SIGN)


def proof(code: Proof, lang: Lang) -> str:
    """What proves a demand, in words."""
    return PROOF_TEXT[code].in_(lang)


def category(code: str, lang: Lang) -> str:
    """A category of deductions, in words; an unknown one by its own name."""
    text = CATEGORY_TEXT.get(code)
    return text.in_(lang) if text is not None else code


def shortened(text: str, most: int = 90) -> str:
    """A quotation whose whole stands elsewhere in the page: its beginning and its end."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most * 2 // 3]}…{text[-most // 4 :]}"
