"""Reports looked up in an archive: candidates by fingerprints, each verified letter by letter; no numpy."""

from __future__ import annotations

from typing import NamedTuple

from gkcheck.archive.fingerprints import fingerprints
from gkcheck.archive.limits import PASSAGE, RATIO, SHARED, SHARED_FOR_PASSAGE, SHARED_PART
from gkcheck.archive.passage import longest_shared
from gkcheck.archive.record import Record
from gkcheck.archive.store import Archive, Segment

MOST = 20  # archived reports told for one report, the most alike first


class Found(NamedTuple):
    """An archived report that is a copy of the one looked up: likeness of the whole 0-100 (0 where only a passage is
    shared), and the letters of the longest shared passage (0 where the whole is alike)."""

    record: Record
    ratio: float
    passage: int


def look_up(archive: Archive, form: str, most: int = MOST) -> tuple[Found, ...]:
    """The archived copies of a report in comparison form, the most alike first."""
    if not form:
        return ()
    prints = fingerprints(form)
    found: list[Found] = []
    for segment in archive.segments:
        equal = set()
        for report in segment.equal_to(form):
            equal.add(report)
            if len(equal) <= most:
                found.append(Found(segment.record(report), 100.0, 0))
        near = [one for one in _candidates(segment, prints) if one[0] not in equal]
        for report, shared in sorted(near, key=lambda one: (-one[1], one[0]))[: 10 * most]:
            other = segment.form(report)
            ratio, passage = _compared(form, other, shared)
            if ratio or passage:
                twins = segment.equal_to(other)  # a fingerprint stands only under the first of equal texts
                found += [
                    Found(segment.record(twin), ratio, passage)
                    for twin, _ in zip(twins, range(most), strict=False)
                ]
    return tuple(
        sorted(found, key=lambda one: (-one.ratio, -one.passage, one.record.source, one.record.task))[:most]
    )


def _candidates(segment: Segment, prints: list[int]) -> list[tuple[int, int]]:
    least = min(SHARED, len(prints))
    return [
        (report, count)
        for report, count in segment.sharing(prints).items()
        if count >= least and count >= SHARED_PART * min(len(prints), segment.sizes[report])
    ]


def _compared(form: str, other: str, shared: int) -> tuple[float, int]:
    from rapidfuzz import fuzz

    ratio = float(fuzz.ratio(form, other, score_cutoff=RATIO))
    if ratio or shared < SHARED_FOR_PASSAGE:
        return ratio, 0
    return 0.0, longest_shared(form, other, PASSAGE)
