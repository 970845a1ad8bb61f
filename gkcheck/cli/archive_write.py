"""`gkcheck archive build` and `add`: reports into an archive."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import click

from gkcheck.cli.files import FileWishes, configured, reading_options
from gkcheck.cli.output import emit, say
from gkcheck.cli.speaking import Command, Session, option, session_of
from gkcheck.errors import ReadError, UsageError
from gkcheck.text import Text

_WHERE = option(
    "-o",
    "-a",
    "--archive",
    "where",
    required=True,
    metavar="ARCHIVE",
    text=Text("档案库文件夹", "the archive, a folder"),
)
_MEMORY = option(
    "--memory",
    type=click.IntRange(192),
    default=1024,
    metavar="MIB",
    text=Text("最多用多少内存，MiB，默认 1024", "memory to use at most, MiB; default 1024"),
)


@click.command(
    "build",
    cls=Command,
    text=Text(
        zh="""建一个档案库。来源可以是文件夹（其中能读的表）、单个文件、.jsonl（每行一条：文字，或含 report、unit、year、
source 等的对象）、.parquet（同样的列）。有读不了的文件时照建，逐个说明，退出码 3。

gkcheck archive build 历年报告/ 全国.parquet -o 库 --memory 2048""",
        en="""Makes an archive. A source is a folder (the tables in it that can be read), a file, .jsonl (one report a line:
text, or an object with report, unit, year, source …) or .parquet (the same columns). Files that cannot be read are
told, and the command ends with 3.

gkcheck archive build reports/ country.parquet -o ARCHIVE --memory 2048""",
    ),
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@_MEMORY
@_WHERE
@reading_options
@click.pass_context
def build_command(
    context: click.Context, /, sources: tuple[str, ...], wishes: FileWishes, where: str, memory: int
) -> int:
    """See the help."""
    return _write(session_of(context), sources, wishes, where, memory, new=True)


@click.command(
    "add",
    cls=Command,
    text=Text(
        zh="""往档案库里加报告；来源同 build。中途打断，库还是原来的样子。

gkcheck archive add 今年/ -o 库""",
        en="""Adds reports to an archive; sources as for build. Interrupted, it leaves the archive as it was.

gkcheck archive add this-year/ -o ARCHIVE""",
    ),
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@_MEMORY
@_WHERE
@reading_options
@click.pass_context
def add_command(
    context: click.Context, /, sources: tuple[str, ...], wishes: FileWishes, where: str, memory: int
) -> int:
    """See the help."""
    return _write(session_of(context), sources, wishes, where, memory, new=False)


def need(module: str, extra: str) -> None:
    """Raises UsageError where a module that comes with an extra is not installed."""
    if importlib.util.find_spec(module) is None:
        raise UsageError(
            Text(
                zh=f"要先安装 {module}：pip install 'gkcheck[{extra}]'（查库不用）",
                en=f"{module} has to be installed: pip install 'gkcheck[{extra}]' (looking up does without)",
            )
        )


def _write(
    session: Session, sources: tuple[str, ...], wishes: FileWishes, where: str, memory: int, *, new: bool
) -> int:
    need("numpy", "archive")
    config = configured(session, wishes)
    from gkcheck import app
    from gkcheck.archive import build
    from gkcheck.gathering import records_from

    unread: list[ReadError] = []

    def told(error: ReadError) -> None:
        unread.append(error)
        say(error.sentence(session.lang))

    records = records_from(sources, lambda path: app.read(path, config, plugins=app.installed()), told)
    write: Callable[..., int] = build.build if new else build.add
    reports = write(Path(where), records, memory=memory << 20)
    emit(
        Text(
            zh=f"{where}：{'建成' if new else '加入'} {reports} 条报告\n",
            en=f"{where}: {reports} reports {'archived' if new else 'added'}\n",
        ).in_(session.lang)
    )
    if not reports and not unread:
        raise UsageError(Text("没有找到任何报告", "no report was found"))
    return 3 if unread else 0
