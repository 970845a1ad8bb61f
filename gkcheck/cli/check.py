"""`gkcheck check`: files in, findings out, an exit code that means one thing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkcheck.cli import settings
from gkcheck.cli.files import FileWishes, configured, reading_options
from gkcheck.cli.output import ambiguous_columns, columns, emit, emit_json, emit_lines, say
from gkcheck.cli.speaking import Command, Session, option, session_of
from gkcheck.errors import UsageError
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.config import Config
    from gkcheck.plugins import Plugins
    from gkcheck.result import Result
    from gkcheck.writers.words import View

_HELP = Text(
    zh="""逐项核对任务表：工作要求提了什么，落实情况答了什么。路径可以是文件、文件夹、通配符，- 是标准输入。

结果写到标准输出，提示写到标准错误。退出码：0 没有达到 --fail-on 的问题；1 有；2 没有检查；3 检查不完整。""",
    en="""Checks tables task by task: what the requirement asks, what the report answers. A path is a file, a folder or
a pattern; - is stdin.

The result goes to stdout, everything else to stderr. Exit codes: 0 nothing reaches --fail-on; 1 something
does; 2 nothing was checked; 3 checked, but not the whole of it.""",
)


@click.command("check", cls=Command, text=_HELP)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@option(
    "--select",
    multiple=True,
    metavar="RULES",
    text=Text("只用这些规则：编号、名称、标题、类", "only these rules"),
)
@option("--ignore", multiple=True, metavar="RULES", text=Text("不用这些规则", "not these rules"))
@option(
    "--fail-on",
    metavar="LEVEL",
    text=Text("从哪一级起退出码为 1；never 从不", "severity that ends with 1; never"),
)
@option(
    "--exit-zero",
    is_flag=True,
    text=Text("有问题也退出 0（不掩盖 2 和 3）", "0 in place of 1, never of 2 or 3"),
)
@option(
    "--format",
    "form",
    default="text",
    text=Text("标准输出的格式：text（默认）、json", "format of stdout: text (default), json"),
)
@option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="PATH",
    text=Text("另写文件，按扩展名，或 格式:路径；可重复", "also write a file; repeatable; FORMAT:PATH"),
)
@option("--as-of", metavar="DATE", text=Text("核查日，默认年度末日", "day of assessment"))
@option("--statistics", is_flag=True, text=Text("只列各规则、各单位的数量", "counts by rule and unit only"))
@option(
    "--show",
    multiple=True,
    metavar="WORDS",
    text=Text("全部列出 undecided,cleared,low", "undecided,cleared,low,all"),
)
@option("--row", "row", metavar="18,22-25", text=Text("只显示这些项", "show only these tasks"))
@option("-q", "--quiet", is_flag=True, text=Text("只列问题", "findings only"))
@option("--no-exclude", is_flag=True, text=Text("不理会配置里的 exclude", "disregard exclude"))
@option(
    "--skip-tableless",
    is_flag=True,
    text=Text("没有任务表的文本文件只提示", "pass over text files without a table"),
)
@reading_options
@click.pass_context
def check_command(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    wishes: FileWishes,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    exit_zero: bool,
    form: str,
    outputs: tuple[str, ...],
    as_of: str | None,
    statistics: bool,
    show: tuple[str, ...],
    row: str | None,
    quiet: bool,
    no_exclude: bool,
    skip_tableless: bool,
) -> int:
    """See _HELP."""
    session = session_of(context)
    config = configured(session, wishes)
    config = settings.with_changes(
        config,
        {
            **settings.selection(config, select, ignore),
            "fail_on": settings.severity(fail_on),
            "as_of": settings.day(as_of),
            "exclude": () if no_exclude else None,
        },
    )
    from gkcheck import app
    from gkcheck.writers.grouping import rows_named
    from gkcheck.writers.words import View

    plugins = app.installed()
    view = View(
        show=settings.shown(show),
        rows=rows_named(row or ""),
        quiet=quiet,
        statistics=statistics,
        columns=columns(),
        ambiguous=ambiguous_columns(),
        titles={rule.id: rule.title for rule in plugins.registry},
    )
    _refuse_empty(config, plugins)
    _known_format(form, plugins)
    files = _files(outputs, paths, plugins)
    given = settings.given(paths, wishes.stdin_filename)
    result = app.check(given, config, plugins=plugins, skip_tableless=skip_tableless)
    _print(result, form, config, plugins, view)
    _write(result, files, config, plugins)
    _aside(result, form, session, view)
    return 0 if result.exit_code == 1 and exit_zero else result.exit_code


def _refuse_empty(config: Config, plugins: Plugins) -> None:
    """A run without a rule would look like a pass."""
    if not plugins.registry.select(config.select, config.ignore):
        raise UsageError(
            Text(
                zh="选来选去没有一条规则可用，请检查 select 和 ignore（gkcheck rules 列出全部规则）",
                en="no rule is left to run; look at select and ignore (gkcheck rules lists them all)",
            )
        )


def _known_format(form: str, plugins: Plugins) -> None:
    from gkcheck.writers import writer_of

    writer_of(form, lambda: plugins.writers)


def _files(words: Sequence[str], paths: Sequence[str], plugins: Plugins) -> list[tuple[str, Path]]:
    """What -o asks for, as (format, path); refused before anything is checked when it cannot be written."""
    from gkcheck.writers import FORMATS, format_of, refuse_input

    names = {*FORMATS, *(writer.name for writer in plugins.writers)}
    files: list[tuple[str, Path]] = []
    for word in words:
        prefix, colon, rest = word.partition(":")
        target = Path(rest if colon and prefix in names else word)
        if str(target) in ("-", "."):
            raise UsageError(
                Text(
                    zh="-o 后面要写文件名；写到标准输出请用 --format",
                    en="-o wants the name of a file; use --format for stdout",
                )
            )
        form = prefix if colon and prefix in names else format_of(target, lambda: plugins.writers)
        if not target.absolute().parent.is_dir():
            raise UsageError(
                Text(
                    zh=f"没有文件夹 {target.parent}，请先建好",
                    en=f"no such folder: {target.parent}; make it first",
                )
            )
        refuse_input(target, paths)
        files.append((form, target))
    return files


def _print(result: Result, form: str, config: Config, plugins: Plugins, view: View) -> None:
    if form == "text":
        from gkcheck.writers.terminal import document

        emit_lines(document(result, config.lang, view))
    elif form == "json":
        from gkcheck.writers import json

        emit_json(json.document(result))
    else:
        from gkcheck.writers import render

        emit(render(result, form, config.lang, extra=lambda: plugins.writers))


def _write(result: Result, files: Sequence[tuple[str, Path]], config: Config, plugins: Plugins) -> None:
    from gkcheck.writers import write

    for form, target in files:
        write(result, target, lang=config.lang, format=form, extra=lambda: plugins.writers)


def _aside(result: Result, form: str, session: Session, view: View) -> None:
    """What a person must hear even when stdout is not for people, and what they asked to hear."""
    if form != "text":
        from gkcheck.writers.summary import ending

        for line in ending(result, session.lang):
            say(line.plain)
    if view.rows:
        known = {task.id for submission in result.submissions for task in submission.tasks}
        missing = "、".join(sorted(view.rows - known))
        if missing:
            say(Text(zh=f"没有第 {missing} 项", en=f"no task {missing}").in_(session.lang))
    if session.verbose:
        for failure in result.failures:
            say(f"{failure.rule} {failure.source} {failure.task or ''}\n{failure.traceback}")
