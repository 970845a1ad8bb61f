"""The issuing code (代字) of a document number: how far back its letters reach, by what no code can hold."""

from __future__ import annotations

import re
from functools import cache

from gkcheck.language.form import is_han

_LONGEST = 24

_CODE_ENDS = tuple("发办字函政府规通文执告复令电议要")
"""Last letters of nearly all codes; asked for where no bracket shows that a number follows."""


@cache
def _cut() -> re.Pattern[str]:
    """Verbs, pronouns and function words, which end where a code begins; the last one counts."""
    return re.compile(
        r".*(?:以及|按照|依照|遵照|根据|依据|参照|对照|落实|贯彻|执行|印发|制发|下发|转发|批转|出台|制定|制订|修订|发布|公布|颁布"
        r"|详见|参见|文件|通知|意见|办法|方案|规定|决定|文号为?|编号|收到|关于|分别|先后|联合|同意|包括|其中|对应|即"
        r"|[我本贵该](?:局|委|市|区|县|厅|办|院|省|部|镇|街道|单位|中心)|办公厅|办公室|委员会|人民政府"
        r"|[以按据见由的等及与或被把为对在])(?=..)"
    )


_SOFT_STARTS = {
    "和": "政田平县硕",
    "经": "信贸开济",
    "从": "府政化委",
    "并": "政府委办",
    "将": "政府委乐",
    "于": "政府委都",
    "至": "",
}
"""Function words that are also the first letter of a place, with what follows it in that case (和政县, 并 for 太原)."""


@cache
def _office() -> re.Pattern[str]:
    return re.compile(r".*[局厅](?=.{3,}$)")


def code_before(words: str, end: int, *, sure: bool) -> str | None:
    """The issuing code that ends at words[end], or None; `sure` when a bracket shows that it is one."""
    floor = max(0, end - _LONGEST)
    start = end
    while start > floor and is_han(words[start - 1]):
        start -= 1
    code = words[start:end]
    if start and words[start - 1].isdigit():  # 10月31日以…, 5号、…
        code = code.lstrip("年月日号时点分次项件条")
    cut = _cut().match(code)
    code = code[cut.end() :] if cut else code
    office = _office().match(code)
    code = code[office.end() :] if office else code
    while code and code[0] in _SOFT_STARTS and (code[1:2] or "-") not in _SOFT_STARTS[code[0]]:
        code = code[1:]
    code = code.lstrip("号日第")
    if not code or (not sure and not (len(code) >= 2 and code.endswith(_CODE_ENDS))):
        return None
    return code
