"""`gkcheck archive lookup`, `clusters` and `verify`: what an archive says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkcheck.cli.archive_write import need
from gkcheck.cli.files import FileWishes, configured, reading_options
from gkcheck.cli.output import emit
from gkcheck.cli.speaking import Command, option, session_of, shared
from gkcheck.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gkcheck.archive.clusters import Cluster
    from gkcheck.archive.record import Record
    from gkcheck.model import Task

_WHERE = option(
    "-a", "--archive", "where", required=True, metavar="ARCHIVE", text=Text("档案库文件夹", "the archive")
)
_FORMAT = option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    text=Text("输出格式，默认 text；json 为每行一个对象", "text (default), or json: one object a line"),
)
_EXCERPT = 40


@click.command(
    "lookup",
    cls=Command,
    text=Text(
        zh="""查一张表：每项落实情况在库里有没有雷同，写明来源。只列事实，不作判断；要按规则判断，用 check --archive。

gkcheck archive lookup 任务表.docx -a 库""",
        en="""Looks a table up: which reports have copies in the archive, and where those come from. It tells facts and judges
nothing; check --archive judges.

gkcheck archive lookup table.docx -a ARCHIVE""",
    ),
)
@click.argument("path", metavar="TABLE")
@_FORMAT
@_WHERE
@reading_options
@click.pass_context
def lookup_command(context: click.Context, /, path: str, wishes: FileWishes, where: str, form: str) -> int:
    """See the help."""
    session = session_of(context)
    config = configured(session, wishes)
    from gkcheck import app
    from gkcheck.archive.lookup import look_up
    from gkcheck.archive.store import Archive
    from gkcheck.gathering import record_of

    archive = Archive(Path(where))
    submission = app.read(path, config, plugins=app.installed())
    lines: list[str] = []
    for task in submission.tasks:
        for found in look_up(archive, record_of(submission, task).form):
            if form == "json":
                told = {
                    "task": task.id,
                    "key": task.key,
                    "ratio": round(found.ratio, 1),
                    "passage": found.passage,
                    "found": found.record._asdict(),
                }
                lines.append(json.dumps(told, ensure_ascii=False))
            else:
                lines.append(_line(task, found.ratio, found.passage, found.record, session.lang))
    if form == "text" and not lines:
        lines.append(
            Text(
                zh=f"{len(submission.tasks)} 项在 {archive.reports} 条报告里都没有雷同",
                en=f"none of {len(submission.tasks)} tasks has a copy among {archive.reports} reports",
            ).in_(session.lang)
        )
    emit("".join(f"{line}\n" for line in lines))
    return 3 if any(warning.incomplete for warning in submission.warnings) else 0


def _line(task: Task, ratio: float, passage: int, record: Record, lang: Lang) -> str:
    if ratio >= 100:
        how = Text("完全相同", "equal")
    elif ratio:
        how = Text(f"相似度 {ratio:.0f}%", f"{ratio:.0f}% alike")
    else:
        how = Text(f"有 {passage} 字的一段相同", f"a passage of {passage} letters shared")
    words = " ".join(record.report.split())[:_EXCERPT]
    return Text(
        zh=f"第 {task.id} 项 {task.title}  {how.zh}  {_place(record)}  “{words}…”",
        en=f"task {task.id} {task.title}  {how.en}  {_place(record)}  “{words}…”",
    ).in_(lang)


def _place(record: Record) -> str:
    year = str(record.year) if record.year else ""
    unit = record.unit if record.issuer in record.unit else f"{record.issuer}{record.unit}"
    return " ".join(one for one in (year, unit, record.source, record.task and f"#{record.task}") if one)


@click.command(
    "clusters",
    cls=Command,
    text=Text(
        zh="""列出库里的全部雷同组：每组的成员，以及据以成组的每一对（相似度，或共有段落的字数）。只列核实过的。

gkcheck archive clusters -a 库 --memory 2048 --format json > 雷同组.jsonl""",
        en="""Lists all clusters of copies: the members of each, and the pairs they rest on (likeness, or letters of a shared
passage). Only verified pairs count.

gkcheck archive clusters -a ARCHIVE --memory 2048 --format json > clusters.jsonl""",
    ),
)
@option(
    "--engine",
    type=click.Choice(["local", "daft"]),
    default="local",
    text=Text("local 本机（默认）；daft 可上 Ray 集群", "local (default), or daft, also on a Ray cluster"),
)
@option(
    "--memory",
    type=click.IntRange(192),
    default=1024,
    metavar="MIB",
    text=Text("本机计算最多用多少内存，MiB，默认 1024", "memory that local uses at most, MiB; default 1024"),
)
@_FORMAT
@_WHERE
@shared
@click.pass_context
def clusters_command(
    context: click.Context, /, where: str, form: str, memory: int, engine: str, lang: str | None
) -> int:
    """See the help."""
    need("numpy", "archive")
    session = session_of(context)
    from gkcheck.archive.clusters import Reports, find_clusters
    from gkcheck.archive.store import Archive

    archive = Archive(Path(where))
    if engine == "daft":
        need("daft", "cluster")
        from gkcheck.archive.cluster_daft import find_clusters_with_daft

        clusters = find_clusters_with_daft(archive)
    else:
        clusters = find_clusters(archive, memory=memory << 20)
    reports = Reports(archive)
    for number, cluster in enumerate(clusters, start=1):
        members = [reports.record(at) for at in cluster.members]
        if form == "json":
            emit(_json(cluster, members))
        else:
            emit(_told(number, members, session.lang))
    return 0


def _json(cluster: Cluster, members: Sequence[Record]) -> str:
    places = {at: place for place, at in enumerate(cluster.members)}
    told = {
        "members": [member._asdict() for member in members],
        "pairs": [
            {"one": places[one], "other": places[other], "ratio": ratio, "passage": passage}
            for one, other, ratio, passage in cluster.pairs
        ],
    }
    return json.dumps(told, ensure_ascii=False) + "\n"


def _told(number: int, members: Sequence[Record], lang: Lang) -> str:
    head = Text(f"第 {number} 组，{len(members)} 条", f"cluster {number}, {len(members)} reports").in_(lang)
    words = " ".join(members[0].report.split())[:_EXCERPT]
    return f"{head}  “{words}…”\n" + "".join(f"  {_place(member)}\n" for member in members)


@click.command(
    "verify",
    cls=Command,
    text=Text(
        zh="逐个文件核对校验和；不符时说明哪个文件，退出码 2。",
        en="Compares every file with its checksum; ends with 2 where one differs.",
    ),
)
@_WHERE
@shared
@click.pass_context
def verify_command(context: click.Context, /, where: str, lang: str | None) -> int:
    """See the help."""
    from gkcheck.archive.store import verify_files

    reports = verify_files(Path(where))
    emit(
        Text(f"{where}：完好，{reports} 条报告\n", f"{where}: sound, {reports} reports\n").in_(
            session_of(context).lang
        )
    )
    return 0
