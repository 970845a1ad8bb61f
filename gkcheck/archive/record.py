"""One archived report, as it is kept and found again."""

from __future__ import annotations

import json
from typing import NamedTuple

from gkcheck.archive.comparison import comparison_form


class Record(NamedTuple):
    """A report with what is known of it; empty or None where nothing is. `task` is the number as printed."""

    report: str
    requirement: str = ""
    unit: str = ""
    issuer: str = ""
    year: int | None = None
    source: str = ""
    task: str = ""
    title: str = ""

    @property
    def form(self) -> str:
        """What of the report is compared; see `gkcheck.archive.comparison`."""
        return comparison_form(self.report, self.requirement, (*self.unit.split("、"), self.issuer))

    def to_bytes(self) -> bytes:
        """One JSON array in UTF-8, its fields in the order above."""
        return json.dumps(self, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def from_bytes(data: bytes | memoryview) -> Record:
    """The record that `to_bytes` gave; raises ValueError where it is none."""
    return Record(*json.loads(bytes(data)))
