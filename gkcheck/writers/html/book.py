"""A result with its indexes: what the screens of the page look up by task, and the address each task has in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from gkcheck.finding import SEVERITIES, Check, Finding
from gkcheck.logs import LogResult, shown_of
from gkcheck.result import Result, RuleInfo, SubmissionResult, TaskResult
from gkcheck.similarity.bodies import told_apart
from gkcheck.text import Lang

_LONGEST = 24  # letters of a task's number that its address keeps


class Book(NamedTuple):
    """`address` gives the anchor of a task by key; `sheet` that of a table by source."""

    result: Result
    lang: Lang
    address: Mapping[str, str]
    sheet: Mapping[str, str]
    tasks: Mapping[str, TaskResult]
    source: Mapping[str, str]
    rules: Mapping[str, RuleInfo]
    titles: Mapping[str, str]
    findings: Mapping[str, tuple[Finding, ...]]
    checks: Mapping[str, tuple[Check, ...]]
    issuers: frozenset[str]
    logs: Mapping[str, tuple[tuple[str, LogResult], ...]]  # by task: (anchor, log)

    def units_of(self, task: TaskResult, issuer: str) -> tuple[str, ...]:
        """The units of one row by the names the result knows them by."""
        written = task.units or ((task.units_text,) if task.units_text else ())
        return told_apart(written, issuer, self.issuers)

    def shown(self, key: str, demand: int) -> str:
        """What the logs of a task show of one of its demands, by its place; empty where none could speak of it."""
        found = shown_of([log for _, log in self.logs.get(key, ())], demand)
        return found.text.in_(self.lang) if found is not None else ""

    def said(self, zh: str, en: str) -> str:
        """One of two sentences."""
        return en if self.lang == "en" else zh

    @property
    def several(self) -> bool:
        """Whether the run holds more than one table."""
        return len(self.result.submissions) > 1

    def found(self, key: str | None, source: str) -> tuple[Finding, ...]:
        """The findings on one task, or on one table as a whole, in the order the page numbers them."""
        if key:
            return self.findings.get(key, ())
        return tuple(one for one in self.findings.get("", ()) if one.source == source)

    def title(self, rule: str) -> str:
        """A rule's title in the page's language, empty when the result does not tell it."""
        return self.titles.get(rule, "")

    def number(self, task: TaskResult) -> str:
        """A task as its own table names it: 第 18 项, or by its title where it has no number."""
        return (
            self.said(f"第 {task.id} 项", f"task {task.id}")
            if task.id
            else task.title or task.requirement[:20]
        )

    def named(self, key: str | None, id: str | None, source: str = "") -> str:
        """A task as it is named from afar: 第 18 项, with its table when there are several."""
        task = self.tasks.get(key or "")
        if task:
            words = self.number(task)
        else:
            words = self.said(f"第 {id} 项", f"task {id}") if id else self.said("整表", "the table")
        where = self.source.get(key or "", source)
        return f"{where} {words}" if self.several and where else words


class Ref(NamedTuple):
    """A link to a place in the page; without an address only words."""

    words: str
    href: str


def book_of(result: Result, lang: Lang) -> Book:
    """The indexes of one result."""
    address: dict[str, str] = {}
    sheet: dict[str, str] = {}
    for at, submission in enumerate(result.submissions, 1):
        prefix = f"t{at}-" if len(result.submissions) > 1 else ""
        sheet.setdefault(submission.source, f"t{at}")
        address.update(_addresses(submission, prefix, set(address.values())))
    by_key: dict[str, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        by_key[finding.key or ""].append(finding)
    checks: dict[str, list[Check]] = defaultdict(list)
    for check in result.checks:
        checks[check.key or ""].append(check)
    logs: dict[str, list[tuple[str, LogResult]]] = defaultdict(list)
    for at, log in enumerate(result.logs, 1):
        logs[log.key or ""].append((f"log-{at}", log))
    titles = {finding.rule: finding.title.in_(lang) for finding in result.findings}
    titles |= {rule.id: rule.title.in_(lang) for rule in result.rules}
    return Book(
        result=result,
        lang=lang,
        address=address,
        sheet=sheet,
        tasks={task.key: task for one in result.submissions for task in one.tasks},
        source={task.key: one.source for one in result.submissions for task in one.tasks},
        rules={rule.id: rule for rule in result.rules},
        titles=titles,
        findings={key: tuple(sorted(found, key=_weight)) for key, found in by_key.items()},
        checks={key: tuple(found) for key, found in checks.items()},
        issuers=frozenset(one.issuer for one in result.submissions),
        logs={key: tuple(found) for key, found in logs.items()},
    )


def _addresses(submission: SubmissionResult, prefix: str, taken: set[str]) -> dict[str, str]:
    """r18 for the task numbered 18; a number that comes twice gets its count, one without letters its place."""
    made: dict[str, str] = {}
    for at, task in enumerate(submission.tasks, 1):
        number = re.sub(r"[^\w.]", "_", task.id)[:_LONGEST].strip("_")
        base = f"{prefix}r{number}" if number else f"{prefix}row{at}"
        name, count = base, 1
        while name in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name)
        made[task.key] = name
    return made


def _weight(finding: Finding) -> tuple[bool, bool, bool, int, str]:
    """What counts comes first: waived ones last, doubts after findings, subsumed ones after those that cost."""
    return (
        finding.waived,
        finding.confidence == "low",
        finding.subsumed_by is not None,
        SEVERITIES.index(finding.severity),
        finding.rule,
    )


def counts(finding: Finding) -> bool:
    """Whether a finding counts as such: not waived, and more than a doubt."""
    return not finding.waived and finding.confidence != "low"
