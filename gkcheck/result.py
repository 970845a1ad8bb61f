"""Result: what a run gives, in the shape of the JSON contract `gkcheck.result/1`."""

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import ConfigDict, Field
from pydantic_core import PydanticSerializationError

from gkcheck.finding import Check, Finding, RuleFailure
from gkcheck.logs import LogResult, Proof
from gkcheck.model import Frozen, ReadWarning, TaskLocation
from gkcheck.scoring import Bands, Grade, Lost, Score, TaskScore
from gkcheck.text import Text
from gkcheck.waivers import WaiverUse

DemandStatus = Literal[
    "answered", "asserted", "unanswered", "contradicted", "not_due", "not_addressed", "undetermined"
]
DEMAND_STATUS_TEXT: dict[DemandStatus, Text] = {
    "answered": Text("有据回应", "answered"),
    "asserted": Text("有说法", "asserted"),
    "unanswered": Text("未见回应", "unanswered"),
    "contradicted": Text("所写不符", "contradicted"),
    "not_due": Text("未到期", "not due"),
    "not_addressed": Text("不属本单位", "not addressed to this unit"),
    "undetermined": Text("无法判定", "undetermined"),
}


class AnswerSpan(Frozen):
    """Words of the report that answer a demand; offsets in the report as read."""

    start: int
    end: int
    text: str


class DemandResult(Frozen):
    """One demand of a requirement and how it ended; offsets in the requirement (or deadline) as read."""

    kind: str
    text: str
    start: int
    end: int
    status: DemandStatus
    field: Literal["requirement", "deadline"] = "requirement"
    answers: tuple[AnswerSpan, ...] = ()
    proof: Proof = "silent"


class Stretch(NamedTuple):
    """A stretch of a report: offsets in code points, the end not included."""

    start: int
    end: int


class ClusterMember(Frozen):
    """One report of a copy cluster; offsets in its report as read."""

    source: str
    task: str | None
    key: str | None
    unit: str
    year: int | None
    home: bool  # the row whose own requirement the text answers best; never charged
    likeness: float  # 0 to 100, with the most alike other member
    shared: tuple[Stretch, ...]  # the passages that stand in other members too
    greyed: tuple[Stretch, ...]  # official titles, numbers, names: not counted as copied
    report: str = (
        ""  # the report itself, where it stands in none of the submissions (last year's, an archive's)
    )


class CopyCluster(Frozen):
    """Reports that are copies of one another; only verified pairs put a report here."""

    kind: Literal["table", "units", "years", "archive"]
    rule: str  # GK401, GK403, GK404
    members: tuple[ClusterMember, ...]


class TaskResult(Frozen):
    """A task as read, with its score, where points were lost, and its demands.

    `with_waived`, here and on tables and units: the score with the waived findings counted, where there are any.
    """

    key: str
    id: str
    title: str
    section: tuple[str, ...]
    requirement: str
    units: tuple[str, ...]
    units_text: str
    lead_unit: str
    deadline: str
    report: str
    location: TaskLocation
    score: TaskScore
    lost: tuple[Lost, ...]
    with_waived: TaskScore | None = None
    demands: tuple[DemandResult, ...]


class SubmissionResult(Frozen):
    """One table that was checked; `deduction`: what the findings on the table as a whole took from the mean of its tasks."""

    source: str
    sha256: str
    title: str
    issuer: str
    year: int | None
    as_of: str
    reader: str
    encoding: str | None
    score: Score
    with_waived: Score | None = None
    deduction: float = 0.0
    tasks: tuple[TaskResult, ...]


class UnitResult(Frozen):
    """One responsible unit over all tables of the run."""

    name: str
    score: Score
    tasks: int
    with_waived: Score | None = None


class RuleInfo(Frozen):
    """A rule that ran, as a report tells of it: what it asks and why, and in which category its points are capped."""

    id: str
    name: str
    title: Text
    rationale: Text
    basis: tuple[Text, ...]
    category: str
    plugin: str


class SkippedRule(Frozen):
    """A rule that did not run, on one file or (source empty) on none, and why."""

    id: str
    name: str
    title: Text
    source: str = ""
    reason: Text


class Tool(Frozen):
    """What made this result, so that an audit can be run again years later."""

    name: str
    version: str
    policy: str
    rules: tuple[str, ...]
    plugins: tuple[str, ...]


class SourceWarning(ReadWarning):
    """A reader's warning with the file it is about."""

    source: str


class Decisions(Frozen):
    """What of earlier decisions was laid over the findings: the waiver file with what became of each waiver by
    `today`, and the result that served as baseline. Empty names where there was none. `not_run_before`: rules whose
    findings count as new because the baseline had not run them."""

    today: str
    waiver_file: str = ""
    waivers: tuple[WaiverUse, ...] = ()
    baseline: str = ""
    not_run_before: tuple[str, ...] = ()


class Coverage(Frozen):
    """How many rule × task pairs ended in which status."""

    finding: int = 0
    cleared: int = 0
    undecided: int = 0
    failed: int = 0
    not_applicable: int = 0


class Result(Frozen):
    """Everything one run found. Exit codes: 0 nothing reaches fail_on, 1 findings do, 3 checked but incomplete."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["gkcheck.result/1"] = Field("gkcheck.result/1", alias="schema")
    tool: Tool
    as_of: str
    status: Literal["complete", "incomplete"]
    exit_code: Literal[0, 1, 3]
    submissions: tuple[SubmissionResult, ...]
    units: tuple[UnitResult, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    failures: tuple[RuleFailure, ...]
    warnings: tuple[SourceWarning, ...]
    clusters: tuple[CopyCluster, ...] = ()
    logs: tuple[LogResult, ...] = ()
    rules: tuple[RuleInfo, ...] = ()
    skipped: tuple[SkippedRule, ...] = ()
    bands: Bands | None = None
    decisions: Decisions | None = None

    @property
    def score(self) -> Score | None:
        """The score of the first (usually the only) table; None when nothing could be read."""
        return self.submissions[0].score if self.submissions else None

    @property
    def grade(self) -> Grade:
        """The grade of the first table."""
        return self.score.grade if self.score else "none"

    @property
    def coverage(self) -> Coverage:
        """How many rule × task pairs ended in which status."""
        counts: dict[str, int] = {}
        for check in self.checks:
            counts[check.status] = counts.get(check.status, 0) + 1
        return Coverage.model_validate(counts)

    def to_json(self) -> str:
        """The contract `gkcheck.result/1` as one line of JSON; a lone surrogate becomes U+FFFD, offsets stay."""
        return self.to_json_bytes().decode("utf-8")

    def to_json_bytes(self) -> bytes:
        """The same as UTF-8."""
        return b"".join(self.json_pieces())

    def json_pieces(self, most: int = 500) -> Iterator[bytes]:
        """The same as UTF-8, in pieces of at most `most` of the longest lists: of a run of thousands of files the whole
        is larger than the result it tells of.
        """
        if len(self.checks) <= most:
            yield self._json()
            return
        comma = b"{"
        for name, field in type(self).model_fields.items():
            value: object = getattr(self, name)
            yield comma + b'"' + (field.alias or name).encode() + b'":'
            comma = b","
            parts: list[object] = [value]
            if isinstance(value, tuple) and len(value) > most:
                parts = [value[at : at + most] for at in range(0, len(value), most)]
            long = len(parts) > 1
            for number, part in enumerate(parts):
                told = self.model_copy(update={name: part})._json(name)
                if long:
                    yield (b"[" if number == 0 else b",") + told[1:-1]
                else:
                    yield told
            if long:
                yield b"]"
        yield b"}"

    def _json(self, only: str | None = None) -> bytes:
        """All of it as JSON, or the value of one field."""
        include = None if only is None else {only}
        try:
            made: bytes = self.__pydantic_serializer__.to_json(self, by_alias=True, include=include)
        except PydanticSerializationError:  # a lone surrogate
            value = self.model_dump(mode="json", by_alias=True, include=include)
            told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            made = re.sub("[\ud800-\udfff]", "\ufffd", told).encode("utf-8")
        return made if only is None else made[made.index(b":") + 1 : -1]

    def write(self, path: str | Path, *, lang: Literal["zh", "en"] = "zh") -> None:
        """Writes the result in the format of the path's ending; the file appears whole or not at all."""
        # Writers and plugins stand above this module; they are fetched when asked for, as from the front door.
        writers = importlib.import_module("gkcheck.writers")
        writers.write(
            self,
            Path(path),
            lang=lang,
            extra=lambda: importlib.import_module("gkcheck.app").installed().writers,
        )
