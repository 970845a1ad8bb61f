"""Faults in the data of a log, each a fact with its count and its first places; none of them stops the check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gkcheck.evidence.ids import shown_id
from gkcheck.evidence.kinds import Kind
from gkcheck.evidence.pauses import Pauses
from gkcheck.evidence.serials import Runs
from gkcheck.evidence.tallying import EXAMPLES, REASONS, Tally
from gkcheck.logs import LogFault, LogManifest
from gkcheck.text import Text

FAULTS: Mapping[str, Text] = {
    **{
        code: REASONS[code]
        for code in ("cells", "no_start", "bad_date", "before", "future", "outside", "duplicate", "test")
    },
    "no_id": Text("没有编号", "no id"),
    "unknown_status": Text("状态不认识", "a status that is not known"),
    "status_conflict": Text("状态写办理中，却有办结时间", "called open, with a date of its end"),
    "no_effective": Text("没有实施时间", "no date it takes effect on"),
    "no_reason": Text("不公开而没有理由", "not public, and no reason"),
    "pause_outside": Text("中止不在期限之内，没有扣除", "a pause outside the limit; not taken out"),
    "extension_undated": Text("延期没有决定日期，没有采用", "an extension without a decision; not used"),
    "extension_outside": Text(
        "延期的决定不在原期限之内，没有采用", "an extension decided outside the limit; not used"
    ),
    "pause_broken": Text("中止记录缺编号或日期不能识别", "pauses without an id or with unreadable dates"),
    "gaps": Text("编号不连续", "numbers missing from the run of ids"),
    "personal": Text(
        "编号像人名、身份证或电话号码，已隐去",
        "ids that look like names, identity or telephone numbers; masked",
    ),
    "manifest": Text("与说明文件不符", "differs from its manifest"),
}


def faults_of(
    kind: Kind,
    tally: Tally,
    runs: Runs,
    pauses: Pauses,
    personal: int,
    personal_at: Sequence[str],
    manifest: LogManifest | None,
) -> tuple[LogFault, ...]:
    """The faults of a log: what is wrong with the whole first, then as often as they occur."""
    found: list[LogFault] = []
    if manifest is not None and manifest.problems:
        zh = "；".join(one.zh for one in manifest.problems)
        en = "; ".join(one.en for one in manifest.problems)
        found.append(LogFault(code="manifest", text=Text(zh, en), count=len(manifest.problems)))
    own = [
        LogFault(code=code, text=FAULTS[code], count=count, examples=tuple(tally.places.get(code, ())))
        for code, count in sorted(tally.marks.items(), key=lambda one: (-one[1], one[0]))
        if count > 0
    ]
    found += own
    if pauses.broken:
        found.append(
            LogFault(
                code="pause_broken",
                text=FAULTS["pause_broken"],
                count=len(pauses.broken),
                examples=tuple(f"#{row}" for row in pauses.broken[:EXAMPLES]),
            )
        )
    gaps = runs.gaps(EXAMPLES) if kind.unique else None
    if gaps is not None and gaps.missing:
        shown = tuple(one for one in map(shown_id, gaps.examples) if one)
        found.append(LogFault(code="gaps", text=FAULTS["gaps"], count=gaps.missing, examples=shown))
    if personal:
        found.append(
            LogFault(code="personal", text=FAULTS["personal"], count=personal, examples=tuple(personal_at))
        )
    return tuple(found)
