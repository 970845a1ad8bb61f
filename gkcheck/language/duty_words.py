"""How the words of a duty begin: whoever is bound with the modal verb, then adverbs."""

from __future__ import annotations

import re
from functools import cache


@cache
def subject() -> re.Pattern[str]:
    """Whoever is bound, up to the modal verb."""
    return re.compile(
        r"[^，。；《》]{0,60}?(?:应当|必须|须|(?<![响相反对供回适效感])应(?![急用对诉届聘收邀付缴持尽保救助检变援纳])"
        r"|(?<![重主需必纪概摘简])要(?![求素点件闻害务]))(?!的)"
    )


@cache
def leading() -> re.Pattern[str]:
    """Adverbs before the verb."""
    return re.compile(
        r"(?:进一步|切实|认真|积极|不断|持续|全面|着力|大力|深入|有效|逐步|充分|依法|严格|及时|重点|加快|妥善|稳妥|主动|统筹|扎实|密切|特别|准确"
        r"|同步|同时|自觉|并|均|都|还|也|科学|合理|定期|按时|多渠道|全方位|真正|努力(?!实现))+"
    )
