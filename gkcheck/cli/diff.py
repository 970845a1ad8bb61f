"""`gkcheck diff`: two rounds of one table, or two saved results, and what became of each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gkcheck.cli import settings
from gkcheck.cli.decisions import DecisionWishes, decisions, waiver_option
from gkcheck.cli.files import FileWishes, configured, reading_options
from gkcheck.cli.output import emit_json, emit_lines, say
from gkcheck.cli.speaking import Command, option, session_of
from gkcheck.errors import UsageError
from gkcheck.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from gkcheck.config import Config
    from gkcheck.plugins import Plugins
    from gkcheck.result import Result
    from gkcheck.waivers import WaiverFile


@click.command(
    "diff",
    cls=Command,
    text=Text(
        zh="""对比两次：旧的和新的，各是一个文件、一个文件夹，或保存的结果.json（可以混用）。
按指纹（规则+任务+原文）和任务名称说明每个问题：新出现、换词未改、仍在、已改；以及得分的变化。行号变了、文件改名都不影响。
“已改”只在新的一次确实查了、能判定时才说；任务不在新表里、规则没运行或没读全的，另行列出。

gkcheck diff 一稿.docx 二稿.docx
gkcheck diff 上次.json 二稿.docx --format json -o 对比.html

退出码：0 没有新出现的问题达到 --fail-on；1 有（换词未改、仍在的不算）；2 没有比；3 其中一次检查不完整。""",
        en="""Compares two rounds: old and new, each a file, a folder, or a saved result (they may be mixed).
Each finding is told by its fingerprint (rule, task, words) and the title of its task: new, reworded but not
answered, still there, fixed; and how the score changed. Row numbers and file names do not matter. Fixed is said only
where the new run looked and could tell; tasks that are gone, rules that did not run and what was not read are listed
apart.

gkcheck diff first.docx second.docx
gkcheck diff last.json second.docx --format json -o changes.html

Exit codes: 0 no new finding reaches --fail-on; 1 one does (reworded and standing ones do not count); 2 nothing was
compared; 3 one of the runs is incomplete.""",
    ),
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@option(
    "--fail-on",
    metavar="LEVEL",
    text=Text("新问题从哪一级起退出码为 1；never 从不", "severity of new findings that ends with 1; never"),
)
@option("--exit-zero", is_flag=True, text=Text("有新问题也退出 0（不掩盖 2 和 3）", "0 in place of 1"))
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    text=Text("输出格式，默认 text", "format of the output, default text"),
)
@option(
    "-o",
    "--output",
    "output",
    metavar="PATH",
    text=Text(
        "另写成网页：新的一次的报告，加一屏对比", "also write a page (.html): the new round, and what changed"
    ),
)
@option("--select", multiple=True, metavar="RULES", text=Text("只用这些规则", "only these rules"))
@option("--ignore", multiple=True, metavar="RULES", text=Text("不用这些规则", "not these rules"))
@option("--as-of", metavar="DATE", text=Text("核查日，默认年度末日", "day of assessment"))
@waiver_option
@option("--no-waivers", is_flag=True, text=Text("不用任何豁免", "use no waivers"))
@reading_options
@click.pass_context
def diff_command(
    context: click.Context,
    /,
    old: str,
    new: str,
    wishes: FileWishes,
    fail_on: str | None,
    exit_zero: bool,
    form: str,
    output: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    as_of: str | None,
    waivers: str | None,
    no_waivers: bool,
) -> int:
    """See the help text."""
    session = session_of(context)
    config = configured(session, wishes)
    config = settings.with_changes(
        config,
        {
            **settings.selection(config, select, ignore),
            "fail_on": settings.severity(fail_on),
            "as_of": settings.day(as_of),
        },
    )
    from gkcheck import app
    from gkcheck.comparison.changes import compared
    from gkcheck.waivers import row_name
    from gkcheck.writers.changes import document

    target = _page(output, [old, new])
    plugins = app.installed()
    decided = DecisionWishes(waivers, no_waivers, None)
    file, _ = decisions(decided, wishes, [old, new], session.lang)
    before, after = (_result(one, config, plugins, file) for one in (old, new))
    for name, result in ((old, before), (new, after)):
        if not result.submissions:
            for warning in result.warnings:
                say(warning.message.in_(session.lang))
            say(
                Text(zh=f"{name} 里没有读到任务表，没有比较", en=f"no task table was read in {name}").in_(
                    session.lang
                )
            )
            return 3
    comparison = compared(before, after, names=(old, new), fail_on=config.fail_on)
    if target is not None:
        from gkcheck.writers import html, put

        put(target, html.write_compared(after, comparison, session.lang))
    if form == "json":
        emit_json(comparison.to_json() + "\n")
    else:
        titles = {
            task.key: row_name(task.id, task.title)
            for result in (before, after)
            for table in result.submissions
            for task in table.tasks
        }
        emit_lines(document(comparison, titles, session.lang))
    return 0 if comparison.exit_code == 1 and exit_zero else comparison.exit_code


def _page(output: str | None, inputs: list[str]) -> Path | None:
    """Where the page goes; refused before anything is compared when it is no page, or one of the inputs."""
    if output is None:
        return None
    from pathlib import Path

    from gkcheck.writers import refuse_input

    target = Path(output)
    if target.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            Text(
                zh=f"diff 的 -o 只写网页，文件名要以 .html 结尾：{output}",
                en=f"-o of diff writes a page; its name ends in .html: {output}",
            )
        )
    refuse_input(target, inputs)
    return target


def _result(path: str, config: Config, plugins: Plugins, waivers: WaiverFile | None) -> Result:
    from gkcheck.cli.comparing import results_of

    if path == "-":
        raise UsageError(Text(zh="diff 的两边都要写文件", en="diff wants two files, not -"))
    return results_of([path], config, plugins, waivers)[0]
