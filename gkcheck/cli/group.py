"""A command made of commands (`waive add`, `archive build`): each is imported when it is used."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

from gkcheck.cli.speaking import options, paragraphs, session_of, usage
from gkcheck.text import Text

Commands = Mapping[str, tuple[str, str, Text]]
"""Name -> (module, attribute, what it does in one line)."""


class LazyGroup(click.Group):
    """The commands of a table, with help in two languages."""

    def __init__(self, name: str, commands: Commands, text: Text, **kwargs: Any) -> None:  # noqa: ANN401 - click's
        super().__init__(
            name, help=text.zh, context_settings={"help_option_names": ["-h", "--help"]}, **kwargs
        )
        self.entries = commands
        self.text = text

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports one command."""
        entry = self.entries.get(cmd_name)
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
        """What the group is for."""
        paragraphs(self.text.in_(session_of(ctx).lang), formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, without importing them, and the options."""
        lang = session_of(ctx).lang
        with formatter.section("命令" if lang == "zh" else "Commands"):
            formatter.write_dl([(name, text.in_(lang)) for name, (_, _, text) in self.entries.items()])
        options(self, ctx, formatter)
