"""The group of commands: each is imported when it is used; a path without a command is checked."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from typing import NamedTuple

import click

from gkcheck.cli.output import emit
from gkcheck.cli.speaking import Option, options, paragraphs, session_of, usage
from gkcheck.errors import UsageError
from gkcheck.text import Text


class Entry(NamedTuple):
    """Where a command lives, and what it does in one line."""

    module: str
    attribute: str
    text: Text


COMMANDS: Mapping[str, Entry] = {
    "check": Entry(
        "gkcheck.cli.check",
        "check_command",
        Text("检查任务表（默认命令）", "check work tables (the default)"),
    ),
    "read": Entry(
        "gkcheck.cli.read",
        "read_command",
        Text("只看一个文件是怎么读的", "show how a file is read"),
    ),
    "explain": Entry(
        "gkcheck.cli.explain",
        "explain_command",
        Text("解释规则，或解释某一项的全部结论", "explain a rule, or all that was found on one task"),
    ),
    "rules": Entry("gkcheck.cli.rules", "rules_command", Text("列出全部规则", "list all rules")),
    "calendar": Entry(
        "gkcheck.cli.calendar",
        "calendar_command",
        Text("推算工作日，写明依据", "count working days, with the notice they rest on"),
    ),
    "diff": Entry(
        "gkcheck.cli.diff",
        "diff_command",
        Text("对比两次报送或两次结果", "compare two rounds or two results"),
    ),
    "annotate": Entry(
        "gkcheck.cli.annotate",
        "annotate_command",
        Text("把问题批注到报送文件的副本上", "a copy of the file with a comment on each finding"),
    ),
    "evidence": Entry(
        "gkcheck.cli.evidence",
        "evidence_command",
        Text("单独核对一份台账", "check one log of records by itself"),
    ),
    "waive": Entry(
        "gkcheck.cli.waive",
        "waive_command",
        Text("豁免：把核实过的问题记为不计", "waivers: findings the auditor set aside"),
    ),
    "archive": Entry(
        "gkcheck.cli.archive",
        "archive_command",
        Text("档案库：在历年历次报告中查雷同", "archives: copies among the reports of many rounds"),
    ),
    "report": Entry(
        "gkcheck.cli.report",
        "report_command",
        Text("由保存的结果再生成报告", "render a saved result again"),
    ),
    "init": Entry(
        "gkcheck.cli.init", "init_command", Text("写一份配置模板", "write a configuration to start from")
    ),
    "new-rule": Entry(
        "gkcheck.cli.new_rule",
        "new_rule_command",
        Text("写一个规则插件的骨架", "write the skeleton of a rule"),
    ),
    "test-rules": Entry(
        "gkcheck.cli.rule_tests",
        "test_rules_command",
        Text("用规则自带的正反例测试规则", "run the examples of rules as tests"),
    ),
    "doctor": Entry("gkcheck.cli.doctor", "doctor_command", Text("环境自检", "look at the installation")),
    "schema": Entry(
        "gkcheck.cli.schema", "schema_command", Text("打印 JSON Schema", "print the JSON Schemas")
    ),
    "completion": Entry(
        "gkcheck.cli.completion",
        "completion_command",
        Text("打印命令行补全脚本", "print a shell completion script"),
    ),
}
_HELP = Text(
    zh="""政务任务表核对：逐项对照工作要求与落实情况，引原文指出未见回应、缺佐证、自相矛盾和雷同之处。

gkcheck 任务表.docx             检查
gkcheck read 任务表.docx        只看怎么读的
gkcheck explain GK201           解释一条规则

退出码：0 未见达到 --fail-on 级别的问题；1 有；2 用法、配置或插件不对，没有检查；3 检查不完整。""",
    en="""Checks Chinese government work tables: each report against its requirement, with the words quoted.

gkcheck table.docx              check
gkcheck read table.docx         show how it is read
gkcheck explain GK201           explain a rule

Exit codes: 0 nothing reaches --fail-on; 1 something does; 2 wrong usage, configuration or plugin, nothing was
checked; 3 checked, but not the whole of it.""",
)


class Root(click.Group):
    """The commands of COMMANDS, and `check` where none is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports one command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(importlib.import_module(entry.module), entry.attribute)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts `check` in front where the first word is no command."""
        return super().parse_args(ctx, _with_command(args))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line."""
        self.subcommand_metavar = "[命令] 路径…" if session_of(ctx).lang == "zh" else "[COMMAND] PATH..."
        usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What gkcheck does."""
        paragraphs(_HELP.in_(session_of(ctx).lang), formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, without importing them, and the options."""
        lang = session_of(ctx).lang
        with formatter.section("命令" if lang == "zh" else "Commands"):
            formatter.write_dl([(name, entry.text.in_(lang)) for name, entry in COMMANDS.items()])
        options(self, ctx, formatter)


def _with_command(args: list[str]) -> list[str]:
    """The arguments with `check` before the first word that is not the group's own."""
    at = 0
    while at < len(args) and (args[at] == "--lang" or args[at].startswith("--lang=")):
        at += 1 if "=" in args[at] else 2
    if at >= len(args):
        return [*args, "--help"]
    word = args[at]
    if word in COMMANDS or word in ("--help", "-h", "--version", "-V"):
        return args
    _refuse_typo(word)
    return [*args[:at], "check", *args[at:]]


def _refuse_typo(word: str) -> None:
    """A mistyped command is not a file that is missing."""
    if word.startswith("-") or "." in word or os.path.lexists(word):
        return
    from difflib import get_close_matches

    near = get_close_matches(word, list(COMMANDS), n=1, cutoff=0.7)
    if near:
        raise UsageError(
            Text(
                zh=f"没有命令也没有文件“{word}”，是不是想写 {near[0]}？",
                en=f"neither a command nor a file: {word!r}; did you mean {near[0]}?",
            )
        )


def _version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from gkcheck.version import __version__

        emit(f"gkcheck {__version__}\n")
        ctx.exit(0)


root = Root(
    "gkcheck",
    params=[
        Option(
            ["-V", "--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            text=Text("显示版本", "show the version"),
        ),
        Option(
            ["--lang"],
            type=click.Choice(["zh", "en"]),
            expose_value=False,
            text=Text("语言", "language"),
        ),
    ],
    context_settings={"help_option_names": ["-h", "--help"]},
)
