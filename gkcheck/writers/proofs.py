"""The ladder of proof as every output shows it: silent, asserted, attached, verified, or contradicted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from gkcheck.logs import PROOF_TEXT, LogResult, Proof
from gkcheck.result import DemandResult, TaskResult
from gkcheck.text import Lang
from gkcheck.writers.lines import Style
from gkcheck.writers.words import said

KINDS = frozenset(("window", "deadline", "frequency", "rate", "universal", "count"))
"""Demands with a limit or a figure: those that records could prove."""
STEPS: tuple[Proof, ...] = ("silent", "asserted", "attached", "verified")
STYLE: Mapping[Proof, Style] = {
    "silent": "dim",
    "asserted": "dim",
    "attached": "",
    "verified": "ok",
    "contradicted": "high",
}


def is_shown(demand: DemandResult) -> bool:
    """Whether a demand has a place on the ladder: one with a figure that is due and addressed, or one with a log."""
    if demand.proof in ("attached", "verified", "contradicted"):
        return True
    return demand.kind in KINDS and demand.status not in ("not_due", "not_addressed")


def counted(tasks: Sequence[TaskResult]) -> Mapping[Proof, int]:
    """How many demands stand on each step, all five of them, in their order."""
    counts = Counter(one.proof for task in tasks for one in task.demands if is_shown(one))
    return {proof: counts[proof] for proof in PROOF_TEXT}


def other_words(log: LogResult, lang: Lang) -> str:
    """What a log shows beside its window: of dates, numbers, shares and how often; empty where it shows nothing."""
    own = [one.text.in_(lang) for one in log.shown if one.demand != log.demand]
    return said("；", "; ", lang).join(own)


def ladder_words(tasks: Sequence[TaskResult], lang: Lang) -> str:
    """The ladder of a table in one line, the upper steps where a log was attached; empty where no demand has a place."""
    counts = counted(tasks)
    total = sum(counts.values())
    if not total:
        return ""
    prose = counts["silent"] + counts["asserted"] == total
    shown = ("silent", "asserted") if prose else tuple(counts)
    steps = " · ".join(f"{PROOF_TEXT[one].in_(lang)} {counts[one]}" for one in shown)
    return said(f"时限、数字 {total} 个：", f"limits and figures {total}: ", lang) + steps
