"""Waivers laid over findings: pure, by fingerprint, one waiver for one finding, and never a guess which is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from gkcheck.finding import AppliedWaiver, Finding
from gkcheck.text import Text
from gkcheck.waivers.uses import UseStatus, WaiverUse
from gkcheck.waivers.waiver import Waiver

_TITLE = 40  # letters of a title in the name of a row


class Applied(NamedTuple):
    """The findings in their order, those set aside marked; and what became of each waiver."""

    findings: tuple[Finding, ...]
    uses: tuple[WaiverUse, ...]


def applied(
    findings: Sequence[Finding],
    waivers: Sequence[Waiver],
    today: date,
    rows: Mapping[str, str] | None = None,
) -> Applied:
    """Marks what the auditor set aside. `today`: the day expiries are measured by; `rows`: task key -> its row
    as waivers name it (see `row_name`), of every task of the run.

    A waiver that has lapsed, or of which it is unclear to which of several rows it belongs, leaves the finding
    standing, with a note. Waivers without a finding change nothing.
    """
    marked: dict[int, Finding] = {}
    hits: dict[int, int] = defaultdict(int)
    status: dict[int, UseStatus] = {}
    names = rows or {}
    by_print: dict[str, list[int]] = defaultdict(list)
    for at, finding in enumerate(findings):
        by_print[finding.fingerprint].append(at)
    own: dict[str, list[int]] = defaultdict(list)
    for number, waiver in enumerate(waivers):
        if waiver.finding is not None:
            own[waiver.finding].append(number)
    for fingerprint, numbers in own.items():
        places = by_print.get(fingerprint, [])
        alive = [number for number in numbers if waivers[number].lapsed(today) is None]
        given = _given_out([(number, waivers[number]) for number in alive], places, findings, names)
        for number, at in given.sure.items():
            marked[at], hits[number] = _waived(findings[at], waivers[number]), 1
        for number in given.unclear:
            status[number] = "unclear"
        left = [at for at in places if at not in marked]
        for at in left:
            if given.unclear:
                marked[at] = _noted(findings[at], _ambiguous(len(places), len(alive)))
        for number in (one for one in numbers if one not in alive):
            free = (at for at in left if at not in marked and _fits(waivers[number], findings[at], names))
            back = next(free, None)
            if back is not None:
                marked[back] = _noted(findings[back], _lapse(waivers[number], today))
    for number, waiver in enumerate(waivers):
        if waiver.scope != "rule":
            continue
        note = waiver.lapsed(today)
        for at, finding in enumerate(findings):
            if not _of_rule(waiver, finding) or (at in marked and marked[at].waived):
                continue
            if note is None:
                marked[at] = _waived(finding, waiver)
                hits[number] += 1
            elif at not in marked:
                marked[at] = _noted(finding, _lapse(waiver, today))
    for number, waiver in enumerate(waivers):
        if waiver.lapsed(today) is not None:
            status[number] = "expired"
        elif number not in status:
            status[number] = "applied" if hits[number] else "unused"
    return Applied(
        findings=tuple(marked.get(at, finding) for at, finding in enumerate(findings)),
        uses=tuple(_use(waiver, status[number], hits[number]) for number, waiver in enumerate(waivers)),
    )


class _GivenOut(NamedTuple):
    """Which waiver covers which finding, and the waivers of which that is unclear."""

    sure: dict[int, int]
    unclear: list[int]


def _given_out(
    waivers: Sequence[tuple[int, Waiver]],
    places: Sequence[int],
    findings: Sequence[Finding],
    names: Mapping[str, str],
) -> _GivenOut:
    """Waivers of one fingerprint to its findings: by row where it is named, in order where none is left over.

    A row that is still there but has no such finding any more was mended: its waiver covers no other row.
    """
    sure: dict[int, int] = {}
    rest: list[tuple[int, Waiver]] = []
    there = set(names.values())
    for number, waiver in waivers:
        fitting = [at for at in places if at not in sure.values() and _fits(waiver, findings[at], names)]
        rows = {(findings[at].source, findings[at].key) for at in fitting}
        if fitting and waiver.row and len(rows) == 1:
            sure[number] = fitting[0]
        elif fitting or waiver.row not in there:
            rest.append((number, waiver))
    unclear: list[int] = []
    free = [at for at in places if at not in sure.values()]
    for file in dict.fromkeys(waiver.file for _, waiver in rest):
        group = [number for number, waiver in rest if waiver.file == file]
        fitting = [at for at in free if not file or _same_file(file, findings[at].source)]
        rows = {(findings[at].source, findings[at].key) for at in fitting}
        if len(group) >= len(fitting) or len(rows) == 1:
            pairs = list(zip(group, fitting, strict=False))
            sure.update(pairs)
            free = [at for at in free if at not in sure.values()]
        else:
            unclear += group
    return _GivenOut(sure, unclear)


def row_name(number: str, title: str) -> str:
    """A row as a waiver names it: its number and the beginning of its title."""
    short = " ".join(title.split())
    return f"{number} {short[:_TITLE]}{'…' if len(short) > _TITLE else ''}".strip()


def _fits(waiver: Waiver, finding: Finding, names: Mapping[str, str]) -> bool:
    """Whether a finding of the same fingerprint stands where the waiver says."""
    if waiver.file and not _same_file(waiver.file, finding.source):
        return False
    if not waiver.row:
        return True
    return waiver.row.strip() in (finding.task, names.get(finding.key or "", ""))


def _same_file(name: str, source: str) -> bool:
    """Whether a file is the one named; folders in front of the name need not be written."""
    one, other = PurePath(name.replace("\\", "/")).parts, PurePath(source.replace("\\", "/")).parts
    return bool(one) and other[-len(one) :] == one


def _of_rule(waiver: Waiver, finding: Finding) -> bool:
    if waiver.file and not _same_file(waiver.file, finding.source):
        return False
    return waiver.rule in (finding.rule, finding.name, finding.title.zh, finding.title.en)


def _waived(finding: Finding, waiver: Waiver) -> Finding:
    how = AppliedWaiver(
        kind=waiver.kind,
        reason=waiver.reason,
        approved_by=waiver.approved_by,
        expires=waiver.expires_text,
        evidence=waiver.evidence,
    )
    return finding.model_copy(update={"waived": True, "waiver": how})


def _noted(finding: Finding, note: Text) -> Finding:
    return finding.model_copy(update={"note": note})


def _lapse(waiver: Waiver, today: date) -> Text:
    why = waiver.lapsed(today) or Text("", "")
    return Text(
        zh=f"{why.zh}，问题重新计入；原理由：{waiver.reason}",
        en=f"{why.en}; the finding counts again; its reason was: {waiver.reason}",
    )


def _ambiguous(places: int, waivers: int) -> Text:
    return Text(
        zh=f"同样的话有 {places} 处，豁免只有 {waivers} 条，分不清是哪一处，都不豁免；请在豁免里写明 row",
        en=f"the same words stand in {places} places, {waivers} of them waived, and it is unclear which: "
        "none is; name the row in the waiver",
    )


def _use(waiver: Waiver, status: UseStatus, count: int) -> WaiverUse:
    return WaiverUse(
        status=status,
        findings=count,
        finding=waiver.finding,
        scope=waiver.scope,
        rule=waiver.rule,
        row=waiver.row,
        file=waiver.file,
        kind=waiver.kind,
        reason=waiver.reason,
        approved_by=waiver.approved_by,
        expires=waiver.expires_text,
        evidence=waiver.evidence,
    )
