"""Words that a report repeats from above: quoted text, what a document or a meeting says, watchwords, and clauses that
name what the work rests on."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gkcheck.language.form import derive

LEAST = 8  # letters; shorter words in quotation marks are names and catchwords


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        # “…”, whichever marks were used (the derived form knows one); short ones too, so that a closing mark opens nothing
        r'"(?P<quoted>[^"]{0,400})"'
        # what a title or a document number says: 《…》提出, 要求, 规定 … up to the end of the sentence
        r"|(?:》|号\)?)(?:文件|通知|意见|精神)?(?:中|里)?(?:明确|强调)?(?:提出|要求|规定|指出|明确|强调)(?:的)?[:：，]?(?P<said>[^。；\n\"]{8,200})"
        # 会议强调 …, and what is passed on as the spirit of a meeting
        r"|会议(?:还|也|同时|进一步)?(?:强调|指出|要求|提出|明确|认为|号召)(?:的)?[:：，]?(?P<held>[^。；\n\"]{8,300})"
        r"|(?:传达|学习|领会|贯彻(?:落实)?)(?P<spirit>[^，。；\n]{4,80}?精神)"
        # watchwords: 牢固树立 … 理念，弘扬 … 思想，坚持以 … 为
        r"|(?:牢固树立|树牢|弘扬|秉持|(?:始终)?坚持(?=党|以人民|人民|以[^，。；\n]{2,16}为|安全第一|预防为主|底线|问题导向|目标导向|标本兼治))(?P<watchword>[^，。；\n]{4,60})"
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
        if name == "quoted" and len(match[name]) < LEAST:
            continue
        found.append(form.span(*match.span(name)) if name != "basis" else form.span(*match.span()))
    return tuple(found)
