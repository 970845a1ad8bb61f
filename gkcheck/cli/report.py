"""`gkcheck report`: a saved result rendered again, without checking anything again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkcheck.cli import settings, writing
from gkcheck.cli.speaking import Command, option, session_of, shared
from gkcheck.cli.writing import OutputWishes, result_options
from gkcheck.errors import UsageError
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.result import Result


@click.command(
    "report",
    cls=Command,
    text=Text(
        zh="""由保存的结果再生成报告，不重新检查。

gkcheck check 任务表.docx -o 结果.json
gkcheck report 结果.json -o 报告.html -o 问题.csv

退出码和当时检查的一样（0、1、3）；结果文件读不出为 2。""",
        en="""Renders a saved result again, without checking again.

gkcheck check table.docx -o result.json
gkcheck report result.json -o report.html -o findings.csv

Ends with the exit code of the check (0, 1, 3); 2 when the file holds no result.""",
    ),
)
@click.argument("path", metavar="RESULT.json")
@option("--exit-zero", is_flag=True, text=Text("有问题也退出 0（不掩盖 3）", "0 in place of 1, never of 3"))
@result_options
@shared
@click.pass_context
def report_command(
    context: click.Context, /, path: str, exit_zero: bool, output: OutputWishes, lang: str | None
) -> int:
    """See the help text."""
    from gkcheck import app

    session = session_of(context)
    if lang is not None:
        session.lang = "en" if lang == "en" else "zh"
    documents = writing.prepared(output, [path], app.installed())
    result = load_result(path)
    documents.write(result, session)
    return 0 if result.exit_code == 1 and exit_zero else result.exit_code


def load_result(path: str) -> Result:
    """The result in a JSON file (or on stdin, -); UsageError when it holds none."""
    from pydantic import ValidationError

    from gkcheck.result import Result

    if path == "-":
        source = settings.given(["-"], None)[0]
        data = source.data if not isinstance(source, str) else b""
    else:
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UsageError(
                Text(zh=f"读不了 {path}：{reason}", en=f"cannot read {path}: {reason}")
            ) from error
    try:
        return Result.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "JSON"
        raise UsageError(
            Text(
                zh=f"{path} 不是 gkcheck 的结果（gkcheck.result/1）：{where}：{first['msg']}；"
                "请用 gkcheck check … -o 结果.json 生成",
                en=f"{path} is no result of gkcheck (gkcheck.result/1): {where}: {first['msg']}; "
                "make one with gkcheck check … -o result.json",
            )
        ) from error
