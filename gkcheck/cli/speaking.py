"""click in two languages: help, usage and refusals in Chinese, or in English where --lang en is given."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import click

from gkcheck.text import Lang, Text

F = TypeVar("F", bound=Callable[..., object])


@dataclass
class Session:
    """What holds for one command line: its language (a configuration may still change it) and how much it tells."""

    lang: Lang = "zh"
    verbose: bool = False

    @classmethod
    def of(cls, argv: Sequence[str]) -> Session:
        """Looked up before click reads anything, so that --help and refusals speak the language too."""
        english = "--lang=en" in argv or any(
            one == "--lang" and other == "en" for one, other in pairwise(argv)
        )
        verbose = "-v" in argv or "--verbose" in argv or bool(os.environ.get("GKCHECK_DEBUG"))
        return cls(lang="en" if english else "zh", verbose=verbose)


def session_of(context: click.Context) -> Session:
    """The session of a click context."""
    return context.ensure_object(Session)


class Command(click.Command):
    """A command whose help is a Text."""

    def __init__(self, name: str | None, *, text: Text, **kwargs: Any) -> None:  # noqa: ANN401 - whatever click takes
        super().__init__(name, **kwargs)
        self.text = text
        self.short_help = text.zh

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line."""
        usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        paragraphs(self.text.in_(session_of(ctx).lang), formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under their heading."""
        options(self, ctx, formatter)


class Option(click.Option):
    """An option whose help is a Text."""

    def __init__(self, *args: Any, text: Text, **kwargs: Any) -> None:  # noqa: ANN401 - whatever click takes
        super().__init__(*args, **kwargs)
        self.text = text
        self.help = text.zh

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The two columns of the help."""
        self.help = self.text.in_(session_of(ctx).lang)
        return super().get_help_record(ctx)


def option(*names: str, text: Text, **kwargs: Any) -> Callable[[F], F]:  # noqa: ANN401 - as above
    """`click.option` with a help in two languages."""
    return click.option(*names, cls=Option, text=text, **kwargs)


def shared(command: F) -> F:
    """The options every command has; both are read before click starts (see Session)."""
    for add in (
        option(
            "-v",
            "--verbose",
            is_flag=True,
            expose_value=False,
            text=Text("出错时显示详情", "show details of failures"),
        ),
        option(
            "--lang",
            type=click.Choice(["zh", "en"]),
            text=Text("输出语言", "language of the output"),
        ),
    ):
        command = add(command)
    return command


def usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The usage line in the session's language."""
    lang = session_of(ctx).lang
    command.options_metavar = "[选项]" if lang == "zh" else "[OPTIONS]"
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix="用法: " if lang == "zh" else "Usage: ")


def paragraphs(text: str, formatter: click.HelpFormatter) -> None:
    """Help text as written, line by line: click would join Chinese lines with blanks."""
    formatter.write_paragraph()
    for line in text.splitlines():
        formatter.write(f"  {line}\n" if line else "\n")


def options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """All options with their help."""
    lang = session_of(ctx).lang
    records = []
    for parameter in command.get_params(ctx):
        if not isinstance(parameter, click.Option):
            continue
        if parameter is command.get_help_option(ctx):
            parameter.help = Text("显示本说明", "show this help").in_(lang)
        record = parameter.get_help_record(ctx)
        if record is not None:
            records.append(record)
    if records:
        with formatter.section("选项" if lang == "zh" else "Options"):
            formatter.write_dl(records)


def click_sentence(error: click.ClickException) -> Text:
    """What click refuses, in both languages, with where to look."""
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "gkcheck"
    said = _refusal(error)
    return Text(zh=f"{said.zh}（用法见 {path} --help）", en=f"{said.en} (see {path} --help)")


def _refusal(error: click.ClickException) -> Text:
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities or ()
        hint = Text(zh=f"，是不是想写 {near[0]}？", en=f"; did you mean {near[0]}?") if near else Text("", "")
        name = error.option_name
        return Text(zh=f"没有选项 {name}{hint.zh}", en=f"no such option: {name}{hint.en}")
    if isinstance(error, click.MissingParameter):
        name = _named(error)
        return Text(zh=f"缺少 {name}", en=f"missing {name}")
    if isinstance(error, click.BadParameter):
        name = _named(error)
        kind = error.param.type if error.param else None
        if isinstance(kind, click.Choice):
            words = [str(one) for one in kind.choices]
            return Text(
                zh=f"{name} 只能是 {'、'.join(words)}", en=f"{name} must be one of {', '.join(words)}"
            )
        if isinstance(kind, click.types.IntParamType):
            return Text(
                zh=f"{name} 要写整数{_range(kind).zh}", en=f"{name} wants a whole number{_range(kind).en}"
            )
        return Text(zh=f"{name} 不对：{error.message}", en=f"{name}: {error.message}")
    if isinstance(error, click.BadOptionUsage):
        return Text(zh=f"选项 {error.option_name} 的用法不对：{error.message}", en=error.message)
    return Text(zh=f"命令用法不对：{error.format_message()}", en=error.format_message())


def _range(kind: object) -> Text:
    if not isinstance(kind, click.IntRange):
        return Text("", "")
    if kind.max is None:
        return Text(zh=f"，不小于 {kind.min}", en=f" of at least {kind.min}")
    return Text(zh=f"，{kind.min} 到 {kind.max}", en=f" from {kind.min} to {kind.max}")


def _named(error: click.BadParameter) -> str:
    hint = error.param_hint
    if hint:
        return hint if isinstance(hint, str) else "/".join(hint)
    if error.param is None:
        return ""
    if isinstance(error.param, click.Option):
        return error.param.opts[-1]
    return error.param.human_readable_name
