"""`gkcheck annotate`: a copy of the submitted Word or Excel file with a comment beside the words of each finding."""

from __future__ import annotations

from pathlib import Path

import click

from gkcheck.cli import settings
from gkcheck.cli.decisions import DecisionWishes, decision_options, decisions
from gkcheck.cli.files import FileWishes, configured, reading_options
from gkcheck.cli.kept import read_besides
from gkcheck.cli.output import emit_lines, say
from gkcheck.cli.speaking import Command, option, session_of
from gkcheck.cli.writing import write_annotated
from gkcheck.errors import UsageError
from gkcheck.text import Lang, Text


@click.command(
    "annotate",
    cls=Command,
    text=Text(
        zh="""检查一个文件，把问题批注到它的副本上：Word 用批注，Excel 用单元格批注。原文件只读不改；
正文一字不动，别人的批注保留；再次运行只更新 gkcheck 自己的批注。.doc、.wps、.odt 等写成由读出文字生成的 .docx。

gkcheck annotate 任务表.docx                  写成 任务表.批注.docx
gkcheck annotate 任务表.xlsx -o 批注.xlsx

退出码：0 写好了；2 没有写；3 写好了，但检查不完整。""",
        en="""Checks one file and puts a comment beside the words of each finding, in a copy: Word comments, or cell notes.
The input is only read; its text stays as it is, as do other people's comments; another run renews only our own.
A .doc, .wps, .odt and the like becomes a .docx made from the text that was read.

gkcheck annotate table.docx                   writes table.notes.docx
gkcheck annotate table.xlsx -o notes.xlsx

Exit codes: 0 written; 2 nothing written; 3 written, but the check is incomplete.""",
    ),
)
@click.argument("path", metavar="FILE")
@option("-o", "--output", metavar="PATH", text=Text("写到哪里", "where to write it"))
@option("--as-of", metavar="DATE", text=Text("核查日，默认年度末日", "day of assessment"))
@option("--select", multiple=True, metavar="RULES", text=Text("只用这些规则", "only these rules"))
@option("--ignore", multiple=True, metavar="RULES", text=Text("不用这些规则", "not these rules"))
@decision_options
@reading_options
@click.pass_context
def annotate_command(
    context: click.Context,
    /,
    path: str,
    wishes: FileWishes,
    decided: DecisionWishes,
    output: str | None,
    as_of: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> int:
    """See the help text."""
    session = session_of(context)
    config = configured(session, wishes)
    config = settings.with_changes(
        config, {**settings.selection(config, select, ignore), "as_of": settings.day(as_of)}
    )
    if path == "-" or Path(path).is_dir():
        raise UsageError(
            Text(zh="批注要写明一个文件（不是 - 也不是文件夹）", en="name one file (not - and no folder)")
        )
    from gkcheck import app
    from gkcheck.writers import refuse_input
    from gkcheck.writers.lines import line
    from gkcheck.writers.summary import ending

    waivers, baseline = decisions(decided, wishes, [path], session.lang)
    logs = settings.bindings((), None, [path])
    result = app.check(path, config, waivers=waivers, baseline=baseline, logs=logs)
    if not result.submissions:
        for warning in result.warnings:
            say(warning.message.in_(session.lang))
        return 3
    target = Path(output) if output is not None else _beside(Path(path), session.lang)
    refuse_input(target, [path, *read_besides(config, wishes, decided, logs, None)])
    write_annotated(result, target, session.lang)
    findings = len(result.findings)
    emit_lines(
        [line(Text(f"{target}：{findings} 个问题", f"{target}: {findings} findings").in_(session.lang))]
    )
    for one in ending(result, session.lang):
        say(one.plain)
    return 3 if result.exit_code == 3 else 0


def _beside(path: Path, lang: Lang) -> Path:
    """任务表.批注.docx beside 任务表.docx; a file that is there already is renewed when it is one of ours by name."""
    from gkcheck.writers.annotated import ending_for

    return path.with_name(f"{path.stem}.{Text('批注', 'notes').in_(lang)}{ending_for(str(path))}")
