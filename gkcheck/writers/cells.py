"""Text as a cell of a spreadsheet: never a formula, no letter that a workbook cannot hold."""

from __future__ import annotations

import re

LONGEST = 32_767  # letters; Excel refuses a longer cell
# What Excel, WPS and LibreOffice may take for a formula, full-width forms included: they are folded on import.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Text without the letters that XML, and so a workbook, cannot hold; each becomes U+FFFD. Cut at LONGEST."""
    cleaned = _FORBIDDEN.sub("\ufffd", text)
    return cleaned if len(cleaned) <= LONGEST else cleaned[: LONGEST - 1] + "…"


def guarded(text: str) -> str:
    """Text for a cell of a CSV file: with ' in front where a spreadsheet would take it for a formula (OWASP)."""
    shown = printable(text)
    return "'" + shown if shown.lstrip(" \u3000\xa0").startswith(_FORMULA) or shown[:1] in _FORMULA else shown
