"""The comparison form of an archived report: letters and figures alone, without titles, numbers and names.

It is quicker and coarser than `gkcheck.language.masking` (one pass of a pattern), keeps no offsets, and never changes
between a build and a lookup: `FORM` is written into every archive and counts up when this module changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

FORM = 1
_QUOTED = 12  # letters of the requirement that must stand together in the report to be taken for a quotation


@cache
def _left_out() -> re.Pattern[str]:
    return re.compile(
        r"《[^《》。]{1,200}》(?:[（(][^（()）。]{0,20}[〔［\[]\d{4}[〕］\]]\s?第?\s?\d{1,5}\s?号[）)])?"  # a title, its number
        r"|[〔［\[]\d{4}[〕］\]]\s?第?\s?\d{1,5}\s?号"  # year and serial of a number; the code before it is too short to matter
        r"|[\W_]+"
    )


def comparison_form(report: str, requirement: str = "", names: Iterable[str] = ()) -> str:
    """What of a report is compared: titles, document numbers, marks, `names` and quotations of its requirement left out."""
    form = _letters(report)
    for name in sorted({_letters(one) for one in names}, key=lambda one: (-len(one), one)):
        if len(name) >= 2:
            form = form.replace(name, "")
    return _without(form, _letters(requirement)) if requirement else form


def _letters(text: str) -> str:
    form = _left_out().sub("", text)
    return form if unicodedata.is_normalized("NFKC", form) else unicodedata.normalize("NFKC", form)


def _without(form: str, asked: str) -> str:
    """The letters that do not stand in runs of `_QUOTED` letters of the requirement."""
    known = {asked[at : at + _QUOTED] for at in range(len(asked) - _QUOTED + 1)}
    if known.isdisjoint([form[at : at + _QUOTED] for at in range(len(form) - _QUOTED + 1)]):
        return form
    kept: list[str] = []
    hidden = done = 0
    for at in range(len(form) - _QUOTED + 1):
        if form[at : at + _QUOTED] in known:
            if at > hidden:
                kept.append(form[done:at])
            hidden = done = at + _QUOTED
    kept.append(form[done:])
    return "".join(kept)
