"""Which findings of two runs are the same: by fingerprint, one for one, never by count or row number alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import Literal

from gkcheck.finding import Finding
from gkcheck.result import Result

Same = Callable[[Finding, Finding], bool]


def matched(
    old: Sequence[Finding],
    new: Sequence[Finding],
    old_sources: Iterable[str] = (),
    new_sources: Iterable[str] = (),
) -> dict[int, int]:
    """New to old, by their places in the sequences: findings with the same fingerprint, each used once.

    Where the same words stand in several places, the same row of the same file goes first, then the same number,
    then the same file, then a file that only one of the runs has (it was renamed); never another file of both.
    `old_sources`, `new_sources`: all files of the runs, also those without findings.
    """
    by_print: dict[str, list[int]] = defaultdict(list)
    for at, finding in enumerate(old):
        by_print[finding.fingerprint].append(at)
    both = _names(old, old_sources) & _names(new, new_sources)

    def same_file(one: Finding, other: Finding) -> bool:
        return _name(one.source) == _name(other.source)

    def renamed(one: Finding, other: Finding) -> bool:
        return _name(one.source) not in both and _name(other.source) not in both

    steps: tuple[Same, ...] = (
        lambda one, other: one.source == other.source and one.key == other.key,
        lambda one, other: same_file(one, other) and _row(one) == _row(other),
        lambda one, other: same_file(one, other) and one.task == other.task,
        same_file,
        lambda one, other: renamed(one, other) and one.task == other.task,
        renamed,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for fits in steps:
        for at, finding in enumerate(new):
            if at in pairs:
                continue
            free = (one for one in by_print.get(finding.fingerprint, ()) if one not in taken)
            found = next((one for one in free if fits(old[one], finding)), None)
            if found is not None:
                pairs[at] = found
                taken.add(found)
    return pairs


def with_baseline(
    findings: Sequence[Finding], sources: Iterable[str], baseline: Result
) -> tuple[Finding, ...]:
    """The findings of a run over `sources`, each told whether it stood in the baseline already."""
    stood = [one.source for one in baseline.submissions]
    known = matched(baseline.findings, findings, stood, sources)
    told: dict[bool, Literal["known", "new"]] = {True: "known", False: "new"}
    return tuple(
        finding.model_copy(update={"baseline": told[at in known]}) for at, finding in enumerate(findings)
    )


def _names(findings: Iterable[Finding], sources: Iterable[str]) -> set[str]:
    return {*(_name(finding.source) for finding in findings), *map(_name, sources)}


def _name(source: str) -> str:
    return PurePath(source.replace("\\", "/")).name


def _row(finding: Finding) -> str:
    return (finding.key or "").rpartition("#")[2]
