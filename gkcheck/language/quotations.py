"""Words that a report repeats from a document above it: quoted text, and clauses that name what the work rests on."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gkcheck.language.form import derive

LEAST = 8  # letters; shorter words in quotation marks are names and catchwords


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        # “…”, whichever marks were used (the derived form knows one)
        rf'"(?P<quoted>[^"]{{{LEAST},400}})"'
        # what a title or a document number says: 《…》提出, 要求, 规定 … up to the end of the sentence
        r"|(?:》|号\)?)(?:文件|通知|意见|精神)?(?:中|里)?(?:明确|强调)?(?:提出|要求|规定|指出|明确|强调)(?:的)?[:：，]?(?P<said>[^。；\n\"]{8,200})"
        # 根据 …要求，按照 …精神，
        r"|(?:根据|按照|依据|遵照|依照|对照|参照|围绕|为(?:深入|认真|切实)?贯彻(?:落实)?|为(?:深入|认真|切实)?落实)(?P<basis>[^，。；\n]{4,120}?)(?=[，。；\n]|$)"
    )


@lru_cache(maxsize=1024)
def find_quotations(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of every such stretch of a text as submitted, in order."""
    form = derive(text)
    found: list[tuple[int, int]] = []
    for match in _pattern().finditer(form.text):
        name = match.lastgroup or 0
        found.append(form.span(*match.span(name)) if name != "basis" else form.span(*match.span()))
    return tuple(found)
