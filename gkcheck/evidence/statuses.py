"""What the status column of a log says: open, closed, returned, redone, or a word that is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from gkcheck.evidence.moments import is_blank

Status = Literal["open", "closed", "returned", "redone", "unknown"]

WORDS: Mapping[Status, tuple[str, ...]] = {
    "open": (
        "办理中", "处理中", "待办理", "待处理", "未办结", "在办", "待回复", "待答复", "未回复", "未答复", "已受理", "受理中",
        "已转办", "已签收", "待签收", "已交办", "征求意见", "延期", "延期中", "补正中", "待补正", "整改中", "未整改", "open",
    ),
    "closed": (
        "已办结", "办结", "已回复", "已答复", "已完成", "完成", "已处理", "已反馈", "归档", "已归档", "已公开", "已发布",
        "已评价", "已结案", "结案", "已整改", "已销号", "按期办结", "closed", "done",
    ),
    "returned": (
        "退回", "已退回", "退件", "退单", "撤回", "已撤回", "撤销", "已撤销", "不予受理", "不受理", "作废", "重复件",
        "无效件", "withdrawn", "returned",
    ),
    "redone": ("重办", "重新办理", "发回重办", "二次办理", "reopened"),
}  # fmt: skip


class Statuses:
    """Looks words of a status up; words of one's own go before the known ones."""

    def __init__(self, own: Mapping[str, Sequence[str]] | None = None) -> None:
        self._of: dict[str, Status] = {word: status for status, words in WORDS.items() for word in words}
        for status in WORDS:
            self._of.update(dict.fromkeys((own or {}).get(status, ()), status))

    def of(self, word: str) -> Status:
        """What a cell says; a blank one says that nothing has ended the record yet."""
        found = self._of.get(word)
        if found is not None:
            return found
        return "open" if is_blank(word) else "unknown"
