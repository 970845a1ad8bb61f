"""Reports that are only a word that stands for nothing: 无, 略, 已完成, 按要求落实, 详见附件, 同第2项."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from gkcheck.language.form import fold
from gkcheck.language.pattern import Pattern

Placeholder = Literal["", "nothing", "word", "reference"]
LONGEST = 60  # letters of a placeholder

_NOTHING = Pattern(
    r"(?:无|暂无|没有|略|同上|同前|如上|见上|是|否|有|好|待定|待填|未填|暂缺)",
    needs="同上 同前 否 好 如上 待填 待定 无 是 暂缺 有 未填 略 见上",
)
_WORD = Pattern(
    r"(?:(?:已经?|均已?|全部|基本|按时|如期|正常|现已)?(?:完成|落实|办结|整改|到位|开展|执行|实施|推进|达标|启动|销号)(?:完毕|到位|中|好|了|完成)?"
    r"|(?:已|严格|认真|坚决|全面)?按照?(?:要求|规定|计划|方案|时限|程序|标准|进度)?(?:及时|认真|全部|已|严格|全面)?(?:落实|完成|执行|办理|推进|开展|整改|实施)(?:到位|中)?"
    r"|(?:正在|持续|长期|积极|稳步|有序|扎实|不断|正)(?:推进|坚持|落实|开展|进行|实施|办理|整改)(?:中|之中|落实)?"
    r"|(?:详情?|具体|内容)?(?:见|请见|参见|另见)(?:附件|附表|材料|另附|佐证材料?|台账|附后)\w{0,4}"
    r"|(?:推进|进行|办理|整改|落实)中)"
)
_TO_FILL = Pattern("(?:此处|在此|请)?(?:请)?(?:填写|填报|填入)[^0-9]{0,20}", needs="填写 填报 填入")
_REFERENCE = Pattern(
    r"(?:内容|情况)?(?:同|见|参见|详见)第?\d{1,3}(?:项|条|行|号|点)?(?:任务|内容|情况)?", needs="同 见"
)


@lru_cache(maxsize=512)
def placeholder(text: str) -> Placeholder:
    """What a whole text is: nothing (无, 同上), a word of its state (已完成), a reference (同第2项); "" for a report."""
    words = re.sub(r"[\W_]", "", fold(text))
    if len(words) > LONGEST:
        return ""
    if _REFERENCE.fullmatch(words):
        return "reference"
    if _NOTHING.fullmatch(words) or _TO_FILL.fullmatch(words):
        return "nothing"
    return "word" if _WORD.fullmatch(words) else ""
