"""`gkcheck waive`: the group of commands that keep the auditor's waiver file; each is imported when it is used."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import click

from gkcheck.cli.speaking import options, paragraphs, session_of, usage
from gkcheck.text import Text

_COMMANDS: Mapping[str, tuple[str, str, Text]] = {
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


class WaiveGroup(click.Group):
    """The commands of _COMMANDS, with help in two languages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports one command."""
        entry = _COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(importlib.import_module(entry[0]), entry[1])
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Shows the help where nothing follows."""
        return super().parse_args(ctx, args or ["--help"])

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line."""
        self.subcommand_metavar = "命令 …" if session_of(ctx).lang == "zh" else "COMMAND ..."
        usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What waivers are."""
        paragraphs(_HELP.in_(session_of(ctx).lang), formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, without importing them, and the options."""
        lang = session_of(ctx).lang
        with formatter.section("命令" if lang == "zh" else "Commands"):
            formatter.write_dl([(name, text.in_(lang)) for name, (_, _, text) in _COMMANDS.items()])
        options(self, ctx, formatter)


waive_command = WaiveGroup("waive", help=_HELP.zh, context_settings={"help_option_names": ["-h", "--help"]})
