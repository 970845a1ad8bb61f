"""What rules yield (Hit, Cleared, Undecided) and what the engine makes of it (Finding, RuleFailure, Check)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import ConfigDict

from gkcheck.model import FieldName, Frozen, Span
from gkcheck.text import Param, Text

Severity = Literal["critical", "high", "medium", "low", "info"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low", "info")
SEVERITY_TEXT: Mapping[str, Text] = {
    "critical": Text("严重", "critical"),
    "high": Text("重要", "high"),
    "medium": Text("一般", "medium"),
    "low": Text("轻微", "low"),
    "info": Text("提示", "info"),
}
Confidence = Literal["high", "medium", "low"]
CONFIDENCE_TEXT: Mapping[str, Text] = {
    "high": Text("把握较大", "high confidence"),
    "medium": Text("把握一般", "medium confidence"),
    "low": Text("疑点，仅供参考", "low confidence, for reference"),
}
Verdict = Literal["contradicted", "missing", "weak"]
VERDICT_TEXT: Mapping[str, Text] = {
    "contradicted": Text("所写相互矛盾", "contradicted"),
    "missing": Text("未见回应", "missing"),
    "weak": Text("有说法、缺佐证", "weak"),
}
Side = Literal["unit", "issuer"]
"""Whose text the finding is about. What the issuer wrote is never charged to the unit."""


def at_least(severity: Severity, floor: Severity) -> bool:
    """Whether a severity reaches a floor (critical is the highest)."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(floor)


class CopiedText(NamedTuple):
    """One report of a group of copies. `task` is its key; a report outside the run has none and names `source`,
    `unit`, `year` and its `text` instead.

    `home`: the text is its own, by its requirement; `likeness` 0 to 100; `shared`: its words that others have too;
    `greyed`: its words that were left out of the comparison (titles, numbers, names, quotations, template text).
    """

    task: str | None
    home: bool
    likeness: float
    shared: tuple[Span, ...] = ()
    greyed: tuple[Span, ...] = ()
    source: str = ""
    unit: str = ""
    year: int | None = None
    text: str = ""


class Copies(NamedTuple):
    """A group of copies as a rule found it, told with every hit on one of its members; the engine lists it once."""

    kind: Literal["table", "units", "years", "archive"]
    members: tuple[CopiedText, ...]


class Hit(NamedTuple):
    """A rule found something: which of its cases, the decisive words, and the numbers for the message.

    `task` is needed from table and corpus rules only (a key; None means the table as a whole); a task
    rule's hits belong to the task it was given. `strength` (0 to 1) is how much of the fault is there,
    for example the copied share; None leaves it to the confidence. `fault`: RULE:what, where hits of several rules
    come from one fault (a late record breaks a window and a rate): on one task they cost once, in RULE's category.
    """

    case: str
    spans: tuple[Span, ...] = ()
    params: Mapping[str, Param] = MappingProxyType({})
    confidence: Confidence = "high"
    strength: float | None = None
    related: tuple[str, ...] = ()
    task: str | None = None
    copies: Copies | None = None
    fault: str = ""


class Cleared(NamedTuple):
    """A rule looked and all is well; `note` says what was found right (43 = 18+18+1+1+5)."""

    note: Text
    spans: tuple[Span, ...] = ()
    task: str | None = None


class Undecided(NamedTuple):
    """A rule applies but cannot judge; `reason` says what is missing. Never a finding, never silence."""

    reason: Text
    spans: tuple[Span, ...] = ()
    task: str | None = None


Outcome = Hit | Cleared | Undecided


class TaskRef(Frozen):
    """A task named from afar: its key, the id as printed, and the file it stands in."""

    source: str
    task: str | None
    key: str | None


class QuotedSpan(Frozen):
    """A Span as told to the outside: with the file and the id as printed."""

    source: str
    task: str
    key: str
    field: FieldName
    start: int
    end: int
    text: str


class AppliedWaiver(Frozen):
    """What the auditor decided about one finding: shown wherever the finding is, never hidden."""

    kind: str = ""
    reason: str
    approved_by: str = ""
    expires: str | None = None  # YYYY-MM-DD, inclusive; None: without end
    evidence: str = ""


class Finding(Frozen):
    """A hit stamped by the engine: the rule, the task, both sides' words, and what it costs.

    `waived`: the auditor set it aside (`waiver` says why); it costs nothing and decides no exit code. `note`: what
    to know of a finding that stands, such as a waiver that has expired. `baseline`, in a run with a baseline:
    `known` findings stood there already, they cost their points but decide no exit code; the others are `new`.
    """

    rule: str
    name: str
    title: Text
    case: str
    severity: Severity
    confidence: Confidence
    verdict: Verdict
    side: Side
    source: str
    task: str | None
    key: str | None
    related: tuple[TaskRef, ...] = ()
    strength: float
    points: float = 0.0
    subsumed_by: str | None = None
    fault: str = ""  # RULE:what; findings of one fault cost once, in the category of RULE
    message: Text
    ask: Text | None = None
    spans: tuple[QuotedSpan, ...] = ()
    fingerprint: str
    waived: bool = False
    waiver: AppliedWaiver | None = None
    note: Text | None = None
    baseline: Literal["known", "new"] | None = None

    @property
    def decides(self) -> bool:
        """Whether the finding can decide an exit code: not waived, no doubt, not in the baseline already."""
        return not self.waived and self.confidence != "low" and self.baseline != "known"


class RuleFailure(Frozen):
    """A rule crashed or broke its contract on one subject; the rest of the run went on."""

    rule: str
    source: str
    task: str | None = None
    key: str | None = None
    error: str
    traceback: str = ""


CheckStatus = Literal["finding", "cleared", "undecided", "failed", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Check:
    """How one rule ended on one task (task None: on the table). A run of many files has millions: it is kept small."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    rule: str
    source: str
    task: str | None
    key: str | None
    status: CheckStatus
    note: Text | None = None

    # Thrice as quick as what dataclasses do.
    def __reduce__(self) -> tuple[type["Check"], tuple[object, ...]]:
        return Check, (self.rule, self.source, self.task, self.key, self.status, self.note)
