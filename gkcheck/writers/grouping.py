"""Findings put in order for a reader: by table, by cluster of copies, by task; and task numbers as ranges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gkcheck.finding import SEVERITIES, Finding
from gkcheck.result import CopyCluster, Result, SubmissionResult, TaskResult
from gkcheck.similarity.copies import TOLD
from gkcheck.text import Lang


class Cluster(NamedTuple):
    """Findings of one rule whose tasks all name each other, in the order of the table."""

    rule: str
    findings: tuple[Finding, ...]


class Grouped(NamedTuple):
    """The findings of one table, each in exactly one place."""

    table: tuple[Finding, ...]
    clusters: tuple[Cluster, ...]
    tasks: tuple[tuple[TaskResult, tuple[Finding, ...]], ...]


def grouped(
    submission: SubmissionResult, findings: Iterable[Finding], copies: Sequence[CopyCluster] = ()
) -> Grouped:
    """Sorts the findings of one table: on the table itself, shared by a cluster of tasks, on one task.

    `copies`: the clusters of the result; in large ones no finding names all the others.
    """
    order = {task.key: at for at, task in enumerate(submission.tasks)}
    own = [finding for finding in findings if finding.source == submission.source]
    own.sort(key=lambda finding: order.get(finding.key or "", -1))
    clusters = _clusters([finding for finding in own if finding.key in order], copies)
    shared = {id(finding) for cluster in clusters for finding in cluster.findings}
    by_task: dict[str, list[Finding]] = defaultdict(list)
    whole: list[Finding] = []
    for finding in own:
        if id(finding) in shared:
            continue
        if finding.key in order:
            by_task[finding.key or ""].append(finding)
        else:
            whole.append(finding)
    tasks = tuple(
        (task, tuple(sorted(by_task[task.key], key=_weight)))
        for task in submission.tasks
        if by_task.get(task.key)
    )
    return Grouped(tuple(sorted(whole, key=_weight)), clusters, tasks)


def by_file(result: Result) -> dict[str, Result]:
    """The result of each file alone, by its name: its own findings, checks, warnings and failures, found in one pass.

    Looking through all of them again for each of thousands of files would cost their square.
    """
    lists = ("findings", "checks", "warnings", "failures")
    own: dict[str, dict[str, list[object]]] = {
        one.source: {name: [] for name in lists} for one in result.submissions
    }
    for name in lists:
        for one in getattr(result, name):
            if one.source in own:
                own[one.source][name].append(one)
    return {
        source: result.model_copy(update={name: tuple(found) for name, found in mine.items()})
        for source, mine in own.items()
    }


def _weight(finding: Finding) -> tuple[bool, bool, int, str]:
    """What counts comes first: doubts after findings, subsumed ones after those that cost."""
    return (
        finding.confidence == "low",
        finding.subsumed_by is not None,
        SEVERITIES.index(finding.severity),
        finding.rule,
    )


def _clusters(findings: Sequence[Finding], copies: Sequence[CopyCluster]) -> tuple[Cluster, ...]:
    """Two or more findings of one rule on different tasks, each naming every other as related."""
    large: dict[tuple[str, str | None], frozenset[str]] = {}
    for cluster in copies:
        if len(cluster.members) > TOLD + 1:
            keys_of_all = frozenset(one.key for one in cluster.members if one.key)
            large |= {(cluster.rule, key): keys_of_all for key in keys_of_all}
    by_rule: dict[str, dict[frozenset[str], list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.related and finding.key is not None and finding.confidence != "low":
            members = large.get((finding.rule, finding.key)) or frozenset(
                [finding.key, *(ref.key for ref in finding.related if ref.key)]
            )
            by_rule[finding.rule][members].append(finding)
    made = []
    for rule, groups in by_rule.items():
        for members, found in groups.items():
            keys = [finding.key for finding in found]
            if len(found) > 1 and set(keys) == members and len(set(keys)) == len(keys):
                made.append(Cluster(rule, tuple(found)))
    return tuple(made)


def ranges(ids: Sequence[str], lang: Lang) -> str:
    """Numbers of tasks as people write them: 22-25 for three or more in a row, else one by one; doubles once."""
    runs: list[list[str]] = []
    for one in dict.fromkeys(ids):
        if runs and _follows(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    words: list[str] = []
    for run in runs:
        words += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else run
    return ("、" if lang == "zh" else ", ").join(words)


def _follows(before: str, after: str) -> bool:
    return before.isdecimal() and after.isdecimal() and int(after) == int(before) + 1


def rows_named(wish: str) -> frozenset[str]:
    """The task numbers of a wish such as 18,22-25; a word that is no range stands for itself."""
    named: set[str] = set()
    for word in wish.replace("，", ",").replace("、", ",").split(","):
        first, dash, last = word.strip().partition("-")
        if dash and first.isdecimal() and last.isdecimal() and 0 <= int(last) - int(first) <= 100_000:
            named.update(str(number) for number in range(int(first), int(last) + 1))
        elif word.strip():
            named.add(word.strip())
    return frozenset(named)


def field_text(task: TaskResult, field: str) -> str:
    """The text of one field as spans count in it (see `Task.text_of`)."""
    match field:
        case "section":
            return "\n".join(task.section)
        case "units":
            return task.units_text
        case "id" | "title" | "requirement" | "deadline" | "report":
            return str(getattr(task, field))
        case _:
            return ""
