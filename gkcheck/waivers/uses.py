"""What became of a waiver in a run, as a result tells it: apart from waivers themselves, which few runs have."""

from collections.abc import Mapping
from typing import Literal

from gkcheck.model import Frozen
from gkcheck.text import Text

UseStatus = Literal["applied", "expired", "unused", "unclear"]
USE_TEXT: Mapping[UseStatus, Text] = {
    "applied": Text("已生效", "applied"),
    "expired": Text("已到期", "expired"),
    "unused": Text("没有对应的问题", "no such finding"),
    "unclear": Text("分不清是哪一处", "unclear which is meant"),
}


class WaiverUse(Frozen):
    """What became of one waiver in a run; `findings`: how many it set aside."""

    status: UseStatus
    findings: int
    finding: str | None
    scope: Literal["finding", "rule"]
    rule: str
    row: str
    file: str
    kind: str
    reason: str
    approved_by: str
    expires: str | None
    evidence: str
