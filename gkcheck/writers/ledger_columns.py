"""The columns of the ledger of findings, and the words an auditor decides with: written and read back by these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from gkcheck.text import Text

Side = Literal["gkcheck", "unit", "auditor"]
Decision = Literal["stands", "aside", "open"]
SHEET = Text("问题清单", "findings")
INDEX = "_gkcheck"  # a hidden sheet: which findings the ledger was made of
HEADER_ROW = 2


class Column(NamedTuple):
    """A column: its name, its width in letters, and who writes in it."""

    name: Text
    width: int
    side: Side = "gkcheck"


COLUMNS: Mapping[str, Column] = {
    "number": Column(Text("序号", "no."), 5),
    "file": Column(Text("文件", "file"), 16),
    "task": Column(Text("任务编号", "task"), 7),
    "title": Column(Text("工作任务", "title"), 20),
    "units": Column(Text("责任单位", "units"), 14),
    "rule": Column(Text("规则", "rule"), 8),
    "name": Column(Text("问题", "finding"), 13),
    "severity": Column(Text("级别", "severity"), 7),
    "confidence": Column(Text("把握", "confidence"), 10),
    "points": Column(Text("扣分", "points"), 6),
    "message": Column(Text("说明", "message"), 36),
    "asked": Column(Text("要求原文", "words of the requirement"), 28),
    "reported": Column(Text("报告原文", "words of the report"), 28),
    "ask": Column(Text("请补报", "to supply"), 28),
    "place": Column(Text("位置", "place"), 16),
    "state": Column(Text("状态", "state"), 12),
    "reply": Column(Text("单位说明", "the unit's reply"), 30, "unit"),
    "decision": Column(Text("审核意见", "decision"), 10, "auditor"),
    "reason": Column(Text("理由", "reason"), 28, "auditor"),
    "kind": Column(Text("豁免类别", "kind"), 10, "auditor"),
    "approver": Column(Text("批准人", "approved by"), 10, "auditor"),
    "expires": Column(Text("豁免到期", "expires"), 12, "auditor"),
    "evidence": Column(Text("佐证材料", "evidence"), 16, "auditor"),
    "fingerprint": Column(Text("指纹（勿改）", "fingerprint (keep)"), 17),
}
DECISIONS: Mapping[Decision, Text] = {
    "stands": Text("采纳", "stands"),
    "aside": Text("不采纳", "set aside"),
    "open": Text("待核实", "open"),
}
KINDS = (
    Text("模板文字", "template text"),
    Text("引用原文", "quotation"),
    Text("联合承办", "joint work"),
    Text("固定表述", "fixed wording"),
    Text("其他", "other"),
)
NOTE = Text(
    zh="填写说明：黄色列“单位说明”由报送单位填写；蓝色各列由核查人填写。审核意见——采纳：问题成立，由单位补报；"
    "不采纳：核实后不作问题处理（即豁免），必须写理由，可写批准人和到期日（当日仍有效）；待核实：尚未决定。"
    "填好后运行 gkcheck waive import 本文件，“不采纳”的各行写入豁免文件；指纹列请勿改动。"
    "“疑点”仅供参考，不扣分。本表只列文中未见什么，不代表没有做。",
    en="How to fill in: the yellow column is the unit's, the blue ones are the auditor's. Decision - stands: the "
    "finding holds and the unit supplies what is missing; set aside: looked into and not counted (a waiver), with a "
    "reason, an approver and a last day if you like; open: not decided. Then run gkcheck waive import on this file: "
    "rows set aside become waivers. Leave the fingerprints alone. Doubts are for reference and cost nothing.",
)


def decision_of(word: str) -> Decision | None:
    """The decision a cell says, in either language; None for a word that is none of them."""
    for code, text in DECISIONS.items():
        if word.strip() in (text.zh, text.en):
            return code
    return None


def column_of(heading: str) -> str | None:
    """The column a heading names, in either language."""
    for code, column in COLUMNS.items():
        if heading.strip() in (column.name.zh, column.name.en):
            return code
    return None
