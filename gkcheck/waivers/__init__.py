"""The auditor's decisions on single findings, kept in a file of the auditor's own, and carried from run to run."""

from gkcheck.waivers.applying import USE_TEXT, Applied, WaiverUse, applied, row_name
from gkcheck.waivers.waiver import FILE, Waiver, WaiverFile, load, parsed, spelled_date

__all__ = [
    "FILE",
    "USE_TEXT",
    "Applied",
    "Waiver",
    "WaiverFile",
    "WaiverUse",
    "applied",
    "load",
    "parsed",
    "row_name",
    "spelled_date",
]
