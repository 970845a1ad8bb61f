"""Bans: 不得, 严禁, 禁止, 不再, 不准 and the act they forbid; 不得力, 不得不 and 不得少于 are none."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from gkcheck.language.form import derive


class Ban(NamedTuple):
    """A ban from its word to the end of the clause; `word` forbids, `act` is what is forbidden."""

    start: int
    end: int
    text: str
    word: str
    act: str


@cache
def _ban() -> re.Pattern[str]:
    # 不得少于 and 不得超过 bound a number; 不再 after a noun of state (问题不再) tells what is, not what must be
    return re.compile(
        r"(?P<word>不得(?![力不已了法体志]|当(?!场|事|作)|意[，。]|人心|而知|要领)(?!低于|少于|超过|高于|多于|晚于|迟于|大于|小于|早于|逾)|严禁|禁止|不准(?!确|时|备|许)"
        r"|不许|不允许|不再(?![是有像为享]|符合|适用|存在|需要|属于|具备)|不应(?![该当]是|求)(?!低于|少于|超过)|严格限制|绝不(?:能|允许)?|切忌|一律不(?:得|准|再)?)"
        r"(?P<act>[^，。；！？\n]{1,60})"
    )


@lru_cache(maxsize=512)
def find_bans(text: str) -> tuple[Ban, ...]:
    """Every ban of a text, in order."""
    form = derive(text)
    found: list[Ban] = []
    for match in _ban().finditer(form.text):
        start, end = form.span(match.start(), match.end())
        found.append(Ban(start, end, text[start:end], match["word"], match["act"]))
    return tuple(found)
