"""Which kinds of logs could show a demand, by plain words of its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gkcheck.demands import Demand

# Words of a clause -> kind of log, the first line that speaks of it. One list a kind of demand.
_WINDOWS: dict[str, tuple[tuple[str, str], ...]] = {
    "reply": (
        ("依申请公开|信息公开申请|收到申请.{0,12}答复", "request_log"),
        ("建议|提案", "proposal_log"),
        ("", "reply_log"),
    ),
    "update": (
        ("办事指南|服务指南|变更|变化|调整|审批|批准", "guide_log"),
        ("", "publication_log"),
    ),
    "other": (
        ("检查|巡查|抽查|督查|发现|隐患|整改", "inspection_log"),
        ("备案|报送|报备|上报|清单|目录|报告", "list_log"),
    ),
}
_RATES = (
    ("满意|知晓|测评", ""),  # what people think stands in no log
    ("依申请公开|信息公开申请", "request_log"),
    ("(?:建议|提案).*(?:答复|办理|办结|见面)", "proposal_log"),
    ("整改|销号", "inspection_log"),
    ("答复|回复|回应|办结|办理|受理|签收|处置|反馈|回访", "reply_log"),
    ("公开|公布|公示|发布|解读", "publication_log"),
)
_COUNTS = (
    ("微博|微信|新媒体|公众号|推送|推文|短视频", "media_log"),
    (
        "培训|会议|例会|座谈|活动|访谈|发布会|演练|宣讲|接访|开放日|演出|恳谈|走访|研讨|召开|举办",
        "event_log",
    ),
    ("检查|巡查|抽查|督查|排查|巡河|暗访", "inspection_log"),
    ("公开|公布|公示|发布|通报|解读", "publication_log"),
    ("清单|目录|制度|方案|规范|指南|标准", "list_log"),
)
_DEADLINES = (
    ("整改|销号", "inspection_log"),
    ("编制|制定|修订|清单|目录|备案|报备|报送|上报|印发|报.{0,12}(?:局|厅|委|办|部|政府)", "list_log"),
    ("公开|公布|公示|发布", "publication_log"),
    ("召开|举办|培训|会议|活动|演练", "event_log"),
)


_TOPICS = (("建议|提案", "proposal_log"), ("依申请公开", "request_log"))
"""What a task is about as a whole, by its title: of a reply or a publication it says whose."""


def kinds_for(demand: Demand, title: str = "") -> tuple[str, ...]:
    """The kinds of logs that would show a demand of a task with a title, the likeliest first; none where nothing tells."""
    words = f"{demand.clause.text}{demand.verb}"
    found = [kind for pattern, kind in _known(demand) if re.search(pattern, words)]
    if not found or not found[0]:
        return ()
    topics = [kind for pattern, kind in _TOPICS if re.search(pattern, title)]
    if found[0] in ("reply_log", "publication_log"):
        found = topics[:1] + found
    return tuple(dict.fromkeys(found))


def kind_for(demand: Demand, title: str = "") -> str:
    """The kind of log that would show a demand best; "" where none would, or nothing tells."""
    return next(iter(kinds_for(demand, title)), "")


def _known(demand: Demand) -> Sequence[tuple[str, str]]:
    if demand.kind == "window":
        return _WINDOWS[demand.purpose]
    if demand.kind in ("rate", "universal"):
        return _RATES
    if demand.kind in ("count", "frequency"):
        return _COUNTS
    return _DEADLINES if demand.kind == "deadline" else ()
