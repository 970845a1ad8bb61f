"""The comparison form of an archived report: letters and figures alone, without titles, numbers and names.

It is quicker and coarser than `gkcheck.language.masking` (one pass of a pattern), keeps no offsets, and never changes
between a build and a lookup: `FORM` is written into every archive and counts up when this module changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

FORM = 2
_BRACKETS = (("(", "（"), (")", "）"), ("[", "〔"), ("［", "〔"), ("]", "〕"), ("］", "〕"))
_QUOTED = 12  # letters of the requirement that must stand together in the report to be taken for a quotation


@cache
def _left_out() -> re.Pattern[str]:
    """What stands in brackets made one kind by `_letters`: CPython compiles no set of three Chinese letters cheaply."""
    return re.compile(
        r"《[^《》。]{1,200}》(?:（[^（）。]{0,20}〔\d{4}〕\s?第?\s?\d{1,5}\s?号）)?"  # a title, its number
        r"|〔\d{4}〕\s?第?\s?\d{1,5}\s?号"  # year and serial of a number; the code before it is too short to matter
        r"|[^\w《〔]+|[\W_]"  # marks, of which one that opens a title or a year does not end the search for them
    )


def comparison_form(report: str, requirement: str = "", names: Iterable[str] = ()) -> str:
    """What of a report is compared: titles, document numbers, marks, `names` and quotations of its requirement left out."""
    form = _letters(report)
    for name in sorted({_name(one) for one in names}, key=lambda one: (-len(one), one)):
        if len(name) >= 2:
            form = form.replace(name, "")
    return _without(form, _letters(requirement)) if requirement else form


def _letters(text: str) -> str:
    for bracket, usual in _BRACKETS:
        text = text.replace(bracket, usual)
    form = _left_out().sub("", text)
    return form if unicodedata.is_normalized("NFKC", form) else unicodedata.normalize("NFKC", form)


_name = lru_cache(maxsize=4096)(_letters)  # a table names the same few bodies in all of its rows


def _without(form: str, asked: str) -> str:
    """The letters that do not stand in runs of `_QUOTED` letters of the requirement."""
    if not _may_quote(form, asked):
        return form
    known = {asked[at : at + _QUOTED] for at in range(len(asked) - _QUOTED + 1)}
    kept: list[str] = []
    hidden = done = 0
    for at in range(len(form) - _QUOTED + 1):
        if form[at : at + _QUOTED] in known:
            if at > hidden:
                kept.append(form[done:at])
            hidden = done = at + _QUOTED
    kept.append(form[done:])
    return "".join(kept)


def _may_quote(form: str, asked: str) -> bool:
    """Whether a run of `_QUOTED` letters can be common to both; each holds a whole stretch of half as many of `form`
    that begins at a multiple of that half."""
    half = _QUOTED // 2
    if len(asked) < _QUOTED:
        return False
    known = {asked[at : at + half] for at in range(len(asked) - half + 1)}
    return not known.isdisjoint([form[at : at + half] for at in range(0, len(form) - half + 1, half)])
