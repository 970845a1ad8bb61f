"""What became of each finding between two runs: new, fixed, still there, other words and still no answer."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Literal, NamedTuple

from pydantic import ConfigDict, Field
from pydantic_core import PydanticSerializationError

from gkcheck.comparison.matching import matched
from gkcheck.finding import Check, Finding, Severity, at_least
from gkcheck.language.form import fold
from gkcheck.model import Frozen
from gkcheck.result import Result, SubmissionResult
from gkcheck.scoring import Score
from gkcheck.text import Text

Change = Literal["new", "reworded", "still", "fixed", "gone", "unclear", "not_run_before"]
CHANGE_TEXT: Mapping[Change, Text] = {
    "new": Text("新出现", "new"),
    "reworded": Text("换词未改", "reworded, not answered"),
    "still": Text("仍在", "still there"),
    "fixed": Text("已改", "fixed"),
    "gone": Text("任务已不在新表里", "task gone"),
    "unclear": Text("是否已改，无法判定", "unclear whether fixed"),
    "not_run_before": Text("上次没有查这条规则", "rule not run before"),
}


class Changed(Frozen):
    """One finding and what became of it; `old` and `new` are its two sides, `why` says what kept it from being told."""

    change: Change
    old: Finding | None = None
    new: Finding | None = None
    why: Text | None = None

    @property
    def finding(self) -> Finding:
        """The newer side, else the older."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change without a finding")
        return found


class ScoreChange(Frozen):
    """One table in both runs; a side is None where that run does not have it."""

    old_source: str | None
    new_source: str | None
    title: str
    old: Score | None
    new: Score | None
    tasks_added: tuple[str, ...] = ()
    tasks_gone: tuple[str, ...] = ()


class Comparison(Frozen):
    """Two runs compared. Exit codes: 0 no new finding reaches fail_on, 1 one does, 3 one of the runs is incomplete."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["gkcheck.diff/1"] = Field("gkcheck.diff/1", alias="schema")
    old: str
    new: str
    status: Literal["complete", "incomplete"]
    exit_code: Literal[0, 1, 3]
    changes: tuple[Changed, ...]
    scores: tuple[ScoreChange, ...]
    notes: tuple[Text, ...] = ()

    def to_json(self) -> str:
        """The contract `gkcheck.diff/1` as one line of JSON."""
        try:
            return self.model_dump_json(by_alias=True)
        except PydanticSerializationError:
            told = json.dumps(self.model_dump(mode="json", by_alias=True), ensure_ascii=False)
            return re.sub("[\ud800-\udfff]", "\ufffd", told)


class _Pair(NamedTuple):
    """The same table in both runs."""

    old: SubmissionResult | None
    new: SubmissionResult | None


def compared(
    old: Result, new: Result, *, names: tuple[str, str], fail_on: Severity | Literal["never"] = "high"
) -> Comparison:
    """What became of every finding of two runs; `names`: what the two are called.

    A finding is the same by its fingerprint, whatever its row. Of the others, one of the same rule on the same task
    about the same words of the requirement is reworded; what only the old run has is fixed only when the new run
    looked for it and could tell.
    """
    pairs = _pairs(old, new)
    sources = [one.source for one in old.submissions], [one.source for one in new.submissions]
    same = matched(old.findings, new.findings, *sources)
    rest_old = [one for at, one in enumerate(old.findings) if at not in same.values()]
    rest_new = [one for at, one in enumerate(new.findings) if at not in same]
    again = _reworded(rest_old, rest_new, pairs)
    ran = frozenset(old.tool.rules)
    changes: list[Changed] = []
    reworded = {id(one): other for one, other in again}
    for at, finding in enumerate(new.findings):
        before = old.findings[same[at]] if at in same else reworded.get(id(finding))
        if at in same:
            changes.append(Changed(change="still", old=before, new=finding))
        elif before is not None:
            changes.append(Changed(change="reworded", old=before, new=finding))
        else:
            changes.append(Changed(change="new" if finding.rule in ran else "not_run_before", new=finding))
    taken = {id(other) for _, other in again}
    looked = _Looked(new, pairs)
    changes += [looked.at(finding) for finding in rest_old if id(finding) not in taken]
    incomplete = "incomplete" in (old.status, new.status)
    reached = fail_on != "never" and any(
        one.change == "new" and one.new is not None and _counts(one.new, fail_on) for one in changes
    )
    return Comparison(
        old=names[0],
        new=names[1],
        status="incomplete" if incomplete else "complete",
        exit_code=3 if incomplete else 1 if reached else 0,
        changes=tuple(changes),
        scores=tuple(_score(pair) for pair in pairs),
        notes=tuple(_notes(old, new)),
    )


def _counts(finding: Finding, fail_on: Severity) -> bool:
    return not finding.waived and finding.confidence != "low" and at_least(finding.severity, fail_on)


def _pairs(old: Result, new: Result) -> list[_Pair]:
    """The tables of both runs: by file name, then by title, then the only one left on each side."""
    left = list(old.submissions)
    pairs: list[_Pair] = []
    waiting = list(new.submissions)
    for same in (_same_name, _same_title, _whatever):
        if same is _whatever and not len(left) == len(waiting) == 1:
            break
        for one in list(waiting):
            found = next((other for other in left if same(one, other)), None)
            if found is not None:
                pairs.append(_Pair(found, one))
                left.remove(found)
                waiting.remove(one)
    pairs += [_Pair(None, one) for one in waiting]
    return [*pairs, *(_Pair(one, None) for one in left)]


def _same_name(one: SubmissionResult, other: SubmissionResult) -> bool:
    return _name(one) == _name(other)


def _same_title(one: SubmissionResult, other: SubmissionResult) -> bool:
    return bool(one.title) and fold(one.title) == fold(other.title)


def _whatever(one: SubmissionResult, other: SubmissionResult) -> bool:
    return True


def _name(one: SubmissionResult) -> str:
    return PurePath(one.source.replace("\\", "/")).name


def _tasks(table: SubmissionResult | None) -> dict[str, str]:
    """Task keys to what a task is known by from round to round, as in the fingerprint: its folded title."""
    return {task.key: fold(task.title or task.requirement) for task in table.tasks} if table else {}


def _asked(finding: Finding) -> frozenset[str]:
    """The words of the requirement a finding is about, folded."""
    return frozenset(
        fold(span.text)
        for span in finding.spans
        if span.field in ("requirement", "deadline") and span.key == finding.key and span.text.strip()
    )


def _reworded(
    old: Sequence[Finding], new: Sequence[Finding], pairs: Sequence[_Pair]
) -> list[tuple[Finding, Finding]]:
    """(new, old): the same rule on the same task, about the same words of the requirement, in other words.

    Where a rule quotes no requirement (a vague report), the task's still lacking an answer is enough; two different
    contradictions are never the same one.
    """
    waiting: dict[tuple[int, str, str], list[Finding]] = defaultdict(list)
    where = _where(pairs)
    for finding in old:
        if (place := where(finding, "old")) is not None:
            waiting[place].append(finding)
    found: list[tuple[Finding, Finding]] = []
    for finding in new:
        place = where(finding, "new")
        free = waiting.get(place, []) if place is not None else []
        alike = [one for one in free if _same_demand(one, finding)]
        if alike:
            best = next((one for one in alike if one.case == finding.case), alike[0])
            found.append((finding, best))
            free.remove(best)
    return found


def _same_demand(one: Finding, other: Finding) -> bool:
    asked, again = _asked(one), _asked(other)
    if asked or again:
        return bool(asked & again)
    return one.verdict != "contradicted" and other.verdict != "contradicted" and one.key is not None


class _Where:
    """Which table and which task a finding belongs to, alike for both runs."""

    def __init__(self, pairs: Sequence[_Pair]) -> None:
        self._tables: dict[tuple[str, str], int] = {}
        self._tasks: dict[tuple[str, str], str] = {}
        for at, pair in enumerate(pairs):
            for side, table in (("old", pair.old), ("new", pair.new)):
                if table is not None:
                    self._tables[side, table.source] = at
                    self._tasks |= {(side, key): title for key, title in _tasks(table).items()}

    def __call__(self, finding: Finding, side: str) -> tuple[int, str, str] | None:
        table = self._tables.get((side, finding.source))
        if table is None:
            return None
        return table, finding.rule, self._tasks.get((side, finding.key or ""), "")


def _where(pairs: Sequence[_Pair]) -> _Where:
    return _Where(pairs)


class _Looked:
    """Whether the new run looked for an old finding, and could tell."""

    def __init__(self, new: Result, pairs: Sequence[_Pair]) -> None:
        self._new = new
        self._pair = {pair.old.source: pair for pair in pairs if pair.old is not None}
        self._checks: dict[tuple[str, str, str | None], Check] = {
            (check.rule, check.source, check.key): check for check in new.checks
        }
        self._rules = frozenset(new.tool.rules)

    def at(self, finding: Finding) -> Changed:
        """What became of a finding that the new run does not have."""
        pair = self._pair.get(finding.source)
        table = pair.new if pair is not None else None
        if pair is None or table is None:
            why = Text(zh=f"新的一次没有 {finding.source}", en=f"{finding.source} is not in the new run")
            return Changed(change="gone", old=finding, why=why)
        keys: list[str | None] = [None]
        if finding.key is not None:
            title = _tasks(pair.old).get(finding.key)
            keys = [key for key, other in _tasks(table).items() if other == title]
            if not keys:
                return Changed(change="gone", old=finding)
        unclear = self._unclear(finding, table, keys)
        if unclear is not None:
            return Changed(change="unclear", old=finding, why=unclear)
        return Changed(change="fixed", old=finding)

    def _unclear(self, finding: Finding, table: SubmissionResult, keys: Sequence[str | None]) -> Text | None:
        if finding.rule not in self._rules:
            return Text(zh="新的一次没有运行这条规则", en="the rule did not run")
        if any(one.id == finding.rule and one.source == table.source for one in self._new.skipped):
            return Text(zh="新的一次对这个文件没有运行这条规则", en="the rule did not run on this file")
        for key in keys:
            check = self._checks.get((finding.rule, table.source, key))
            if check is not None and check.status == "failed":
                return Text(zh="规则故障", en="the rule failed")
            if check is not None and check.status == "undecided":
                return check.note or Text(zh="无法判定", en="undecided")
        rows = {task.location.row for task in table.tasks if task.key in keys}
        for warning in self._new.warnings:
            unread = warning.incomplete and warning.source == table.source
            if unread and (warning.location.row is None or not rows or warning.location.row in rows):
                return Text(
                    zh=f"新文件没有读全：{warning.message.zh}", en=f"not read whole: {warning.message.en}"
                )
        return None


def _score(pair: _Pair) -> ScoreChange:
    before, after = _tasks(pair.old), _tasks(pair.new)
    table = pair.new or pair.old
    return ScoreChange(
        old_source=pair.old.source if pair.old else None,
        new_source=pair.new.source if pair.new else None,
        title=table.title if table else "",
        old=pair.old.score if pair.old else None,
        new=pair.new.score if pair.new else None,
        tasks_added=_only(pair.new, before.values()) if pair.old and pair.new else (),
        tasks_gone=_only(pair.old, after.values()) if pair.old and pair.new else (),
    )


def _only(table: SubmissionResult, others: Iterable[str]) -> tuple[str, ...]:
    known = set(others)
    titles = _tasks(table)
    return tuple(f"{task.id} {task.title}".strip() for task in table.tasks if titles[task.key] not in known)


def _notes(old: Result, new: Result) -> list[Text]:
    """What makes the two runs less than comparable."""
    notes = []
    if old.tool.version != new.tool.version:
        notes.append(
            Text(
                zh=f"两次用的版本不同：gkcheck {old.tool.version} → {new.tool.version}",
                en=f"different versions: gkcheck {old.tool.version} → {new.tool.version}",
            )
        )
    if old.tool.policy != new.tool.policy:
        notes.append(
            Text(
                zh=f"两次的评分办法不同：{old.tool.policy} → {new.tool.policy}",
                en=f"different scoring policies: {old.tool.policy} → {new.tool.policy}",
            )
        )
    only_old = sorted(set(old.tool.rules) - set(new.tool.rules))
    only_new = sorted(set(new.tool.rules) - set(old.tool.rules))
    if only_old:
        names = only_old[:10]
        notes.append(Text(zh=f"新的一次没有运行：{'、'.join(names)}", en=f"not run now: {', '.join(names)}"))
    if only_new:
        names = only_new[:10]
        notes.append(Text(zh=f"上次没有运行：{'、'.join(names)}", en=f"not run before: {', '.join(names)}"))
    if old.as_of != new.as_of:
        notes.append(
            Text(
                zh=f"核查日不同：{old.as_of} → {new.as_of}",
                en=f"days of assessment: {old.as_of} → {new.as_of}",
            )
        )
    return notes
