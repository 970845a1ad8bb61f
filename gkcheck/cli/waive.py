"""`gkcheck waive`: the group of commands that keep the auditor's waiver file; each is imported when it is used."""

from __future__ import annotations

from gkcheck.cli.group import Commands, LazyGroup
from gkcheck.text import Text

_COMMANDS: Commands = {
    "add": (
        "gkcheck.cli.waive_add",
        "add_command",
        Text("豁免一个问题（必须写理由）", "waive a finding, with a reason"),
    ),
    "list": (
        "gkcheck.cli.waive_list",
        "list_command",
        Text("列出豁免及其状态", "list the waivers and their state"),
    ),
    "prune": (
        "gkcheck.cli.waive_list",
        "prune_command",
        Text("删去到期的、没有对应问题的豁免", "remove expired and unused waivers"),
    ),
    "import": (
        "gkcheck.cli.waive_import",
        "import_command",
        Text("把问题清单里的“不采纳”写成豁免", "turn the decisions of a ledger into waivers"),
    ),
}
_HELP = Text(
    zh="""豁免：核查方核实后，把某个问题记为不计。豁免存在核查方自己的文件里（gkcheck-waivers.toml），
按指纹（规则+任务+原文）对应；每条要有理由，可设批准人、到期日、依据。被豁免的问题仍在所有输出里，标明理由。

gkcheck waive add 任务表.docx --row 18 --rule GK201 --reason "已核对台账"
gkcheck waive list 任务表.docx
gkcheck waive prune 任务表.docx
gkcheck waive import 问题清单.xlsx""",
    en="""Waivers: a finding the auditor has looked into and set aside. They stand in a file of the auditor's own
(gkcheck-waivers.toml), by fingerprint (rule, task, words), each with its reason. Waived findings stay in every
output, marked with the reason.

gkcheck waive add table.docx --row 18 --rule GK201 --reason "log seen"
gkcheck waive list table.docx
gkcheck waive prune table.docx
gkcheck waive import ledger.xlsx""",
)


waive_command = LazyGroup("waive", _COMMANDS, _HELP)
