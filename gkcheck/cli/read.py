"""`gkcheck read`: how a file was read, without judging it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from gkcheck.cli import settings
from gkcheck.cli.files import FileWishes, configured, reading_options
from gkcheck.cli.output import ambiguous_columns, emit_json, emit_lines, say
from gkcheck.cli.speaking import Command, option, session_of
from gkcheck.errors import UsageError
from gkcheck.text import Lang, Text

if TYPE_CHECKING:
    from gkcheck.model import Submission, Task
    from gkcheck.writers.lines import Line


@click.command(
    "read",
    cls=Command,
    text=Text(
        zh="只看一个文件是怎么读的：哪一列读成什么、有哪些行、有什么要留意。不检查。",
        en="Shows how a file is read: which column became what, the rows, what to look out for. Judges nothing.",
    ),
)
@click.argument("path", metavar="FILE")
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    text=Text("输出格式，默认 text", "format of the output, default text"),
)
@option(
    "--unmasked",
    is_flag=True,
    text=Text("不遮盖个人信息（给其他程序用）", "personal information as it stands (for other programs)"),
)
@reading_options
@click.pass_context
def read_command(context: click.Context, /, path: str, form: str, unmasked: bool, wishes: FileWishes) -> int:
    """See the help text."""
    config = configured(session_of(context), wishes)
    from gkcheck import app

    given = settings.given([path], wishes.stdin_filename)[0]
    if isinstance(given, str):
        _refuse_folder(given)
    submission = app.read(given, config, plugins=app.installed())
    if not unmasked:
        from gkcheck.privacy import veiled_submission

        submission = veiled_submission(submission)
    if form == "json":
        import json

        from gkcheck.writers.submission import submission_document

        emit_json(json.dumps(submission_document(submission), ensure_ascii=False) + "\n")
    else:
        emit_lines(list(_lines(submission, config.lang)))
    incomplete = any(warning.incomplete for warning in submission.warnings)
    if incomplete and form != "text":
        say(Text("文件没有读全，见 warnings", "not read whole, see warnings").in_(config.lang))
    return 3 if incomplete else 0


def _refuse_folder(path: str) -> None:
    from pathlib import Path

    from gkcheck.inputs import inside

    if Path(path).is_dir():
        raise UsageError(
            Text(
                zh=f"{path} 是文件夹，read 一次只看一个文件",
                en=f"{path} is a folder; read shows one file at a time",
            )
        )
    if not Path(path).exists() and inside(path) is None:
        raise UsageError(
            Text(zh=f"没有找到文件：{path}（请检查路径）", en=f"no such file: {path} (check the path)")
        )


def _lines(submission: Submission, lang: Lang) -> Iterator[Line]:
    from gkcheck.writers.lines import Piece, line, table
    from gkcheck.writers.words import place, said

    yield line(Piece(submission.source, "head"))
    unknown = said("未见", "not found", lang)
    for label, value in (
        (said("标题", "Title", lang), submission.title),
        (said("制表", "Issued by", lang), submission.issuer),
        (said("年度", "Year", lang), str(submission.year) if submission.year is not None else ""),
        (said("读取器", "Reader", lang), submission.reader),
        (said("编码", "Encoding", lang), submission.encoding),
        ("SHA-256", submission.sha256),
    ):
        if value is not None:
            yield line(f"  {label}  {value or unknown}")
    yield line(Piece(said("各列的去处", "Where the fields come from", lang), "head"))
    columns = ambiguous_columns()
    for row in table(_field_rows(submission, lang), right=frozenset({2}), ambiguous=columns):
        yield line("  " + row)
    count = len(submission.tasks)
    yield line(
        Piece(
            said(f"{count} 项任务（字数：要求/报告）", f"Tasks: {count} (letters asked/reported)", lang),
            "head",
        )
    )
    for row in table(
        [_task_row(task, lang, columns) for task in submission.tasks], right=frozenset({0}), ambiguous=columns
    ):
        yield line("  " + row)
    for warning in sorted(submission.warnings, key=lambda one: not one.incomplete):
        where = place(warning.location, lang)
        mark = (
            said("■ 未读全", "■ not read whole", lang)
            if warning.incomplete
            else said("▲ 注意", "▲ note", lang)
        )
        words = (where + said("：", ": ", lang) if where else "") + warning.message.in_(lang)
        yield line(Piece(mark, "alarm" if warning.incomplete else "medium"), f"  {words}")


def _field_rows(submission: Submission, lang: Lang) -> list[list[str]]:
    """For each field the places it was read from, and from how many rows."""
    from gkcheck.writers.words import FIELD_TEXT, said

    rows = []
    for field, text in FIELD_TEXT.items():
        places: Counter[str] = Counter()
        for task in submission.tasks:
            location = task.location.fields.get(field)  # type: ignore[call-overload]  # FIELD_TEXT has the fields
            if location is not None:
                words = [location.part] if location.part else []
                if location.column is not None:
                    words.append(said(f"第{location.column}列", f"column {location.column}", lang))
                places[" ".join(words)] += 1
        for where, count in places.items():
            rows.append([text.in_(lang).strip(), "← " + where, said(f"{count} 行", f"{count} rows", lang)])
    return rows


def _task_row(task: Task, lang: Lang, ambiguous: int) -> list[str]:
    from gkcheck.writers.lines import shortened
    from gkcheck.writers.words import MARK_TEXT, place, said

    marks = dict.fromkeys(MARK_TEXT[mark.kind].in_(lang) for mark in task.location.marks)
    return [
        task.id or "-",
        shortened(task.title or task.requirement or "-", 40, ambiguous),
        shortened("、".join(task.units) or task.units_text or "-", 24, ambiguous),
        f"{len(task.requirement)}/{len(task.report)}",
        place(task.location, lang),
        said("、", ", ", lang).join(marks),
    ]
