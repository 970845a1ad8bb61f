"""`gkcheck check`: files in, findings out, an exit code that means one thing."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

import click

from gkcheck.cli import settings, writing
from gkcheck.cli.decisions import DecisionWishes, decision_options, decisions
from gkcheck.cli.files import FileWishes, configured, reading_options
from gkcheck.cli.kept import read_besides
from gkcheck.cli.output import say
from gkcheck.cli.progress import Progress
from gkcheck.cli.references import CompareWishes, compare_options
from gkcheck.cli.speaking import Command, Session, option, session_of
from gkcheck.cli.writing import OutputWishes, result_options
from gkcheck.errors import UsageError
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.config import Config
    from gkcheck.plugins import Plugins

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
@option("--as-of", metavar="DATE", text=Text("核查日，默认年度末日", "day of assessment"))
@option("--no-exclude", is_flag=True, text=Text("不理会配置里的 exclude", "disregard exclude"))
@option(
    "--skip-tableless",
    is_flag=True,
    text=Text("没有任务表的文本文件只提示", "pass over text files without a table"),
)
@option(
    "-j",
    "--jobs",
    type=click.IntRange(0),
    default=1,
    metavar="N",
    text=Text("同时用几个进程，0 按处理器数", "processes at once, 0 for one a processor"),
)
@option(
    "--isolate",
    "isolate",
    multiple=True,
    metavar="PLUGIN",
    text=Text("这个插件的规则另起进程、限时限内存", "run a plugin's rules in a limited process of their own"),
)
@option(
    "--evidence",
    multiple=True,
    metavar="TASK=KIND:FILE",
    text=Text("任务的台账，如 18=reply_log:台账.csv", "the log of a task: 18=reply_log:log.csv"),
)
@option(
    "--evidence-file",
    metavar="FILE",
    text=Text("台账清单，默认表旁的 evidence.toml", "list of logs; default: evidence.toml beside the table"),
)
@result_options
@decision_options
@compare_options
@reading_options
@click.pass_context
def check_command(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    wishes: FileWishes,
    decided: DecisionWishes,
    compared: CompareWishes,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    exit_zero: bool,
    output: OutputWishes,
    as_of: str | None,
    no_exclude: bool,
    skip_tableless: bool,
    jobs: int,
    isolate: tuple[str, ...],
    evidence: tuple[str, ...],
    evidence_file: str | None,
) -> int:
    """See _HELP."""
    session = session_of(context)
    config = compared.over(configured(session, wishes))
    config = settings.with_changes(
        config,
        {
            **settings.selection(config, select, ignore),
            "fail_on": settings.severity(fail_on),
            "as_of": settings.day(as_of),
            "exclude": () if no_exclude else None,
            "isolate": tuple(dict.fromkeys((*config.isolate, *settings.listed(isolate)))) or None,
        },
    )
    from gkcheck import app

    plugins = app.installed()
    _refuse_empty(config, plugins)
    if config.isolate:
        _say_what_is_not_limited(session)
    documents = writing.prepared(output, paths, plugins)
    given = settings.given(paths, wishes.stdin_filename)
    logs = settings.bindings(evidence, evidence_file, paths)
    documents.refuse(lambda: read_besides(config, wishes, decided, logs, evidence_file))
    waivers, baseline = decisions(decided, wishes, paths, session.lang)
    # What a plugin prints must not stand in the document.
    with Progress(session.lang) as progress, redirect_stdout(sys.stderr):
        result = app.check(
            given,
            config,
            plugins=plugins,
            skip_tableless=skip_tableless,
            waivers=waivers,
            baseline=baseline,
            jobs=jobs,
            progress=progress,
            logs=logs,
        )
    documents.write(result, session)
    if session.verbose:
        for failure in result.failures:
            say(f"{failure.rule} {failure.source} {failure.task or ''}\n{failure.traceback}")
    return 0 if result.exit_code == 1 and exit_zero else result.exit_code


def _say_what_is_not_limited(session: Session) -> None:
    """Where the system cannot limit the memory of a child, nobody may believe it does."""
    from gkcheck.isolation import memory_limited

    if not memory_limited():
        zh = "这个系统上 --isolate 只能限时，不能限内存"
        en = "on this system --isolate limits the time of a plugin but not its memory"
        say(Text(zh=zh, en=en).in_(session.lang))


def _refuse_empty(config: Config, plugins: Plugins) -> None:
    """A run without a rule would look like a pass."""
    if not plugins.registry.select(config.select, config.ignore):
        raise UsageError(
            Text(
                zh="选来选去没有一条规则可用，请检查 select 和 ignore（gkcheck rules 列出全部规则）",
                en="no rule is left to run; look at select and ignore (gkcheck rules lists them all)",
            )
        )
