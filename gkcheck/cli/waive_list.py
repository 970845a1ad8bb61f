"""`gkcheck waive list` and `prune`: what stands in the waiver file, what became of it, and what may go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkcheck.cli import settings
from gkcheck.cli.decisions import waiver_option, waiver_path
from gkcheck.cli.files import FileWishes, configured, reading_options
from gkcheck.cli.output import ambiguous_columns, emit_json, emit_lines, say
from gkcheck.cli.speaking import Command, option, session_of
from gkcheck.errors import UsageError
from gkcheck.text import Lang, Text

if TYPE_CHECKING:
    from gkcheck.config import Config
    from gkcheck.waivers import WaiverFile, WaiverUse
    from gkcheck.writers.lines import Line


@click.command(
    "list",
    cls=Command,
    text=Text(
        zh="""列出豁免文件里的豁免：理由、批准人、到期日；给出文件（或结果.json）时，还说明各条是否对上了问题。

gkcheck waive list
gkcheck waive list 任务表.docx""",
        en="""Lists the waivers with reason, approver and expiry; with files (or saved results), also whether each has its
finding.

gkcheck waive list
gkcheck waive list table.docx""",
    ),
)
@click.argument("paths", nargs=-1, metavar="[FILE…]")
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    text=Text("输出格式，默认 text", "format of the output, default text"),
)
@option("--as-of", metavar="DATE", text=Text("按哪一天算到期，默认今天", "day to measure expiry by"))
@waiver_option
@reading_options
@click.pass_context
def list_command(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    wishes: FileWishes,
    form: str,
    as_of: str | None,
    waivers: str | None,
) -> int:
    """See the help text."""
    session = session_of(context)
    config = configured(session, wishes)
    day = settings.day(as_of) or config.as_of or date.today()
    file = _existing(waiver_path(waivers, wishes))
    uses, _ = _uses(file, paths, config, day, wishes)
    if form == "json":
        import json

        told = {
            "schema": "gkcheck.waivers/1",
            "file": file.name,
            "today": day.isoformat(),
            "waivers": [one.model_dump(mode="json") for one in uses],
        }
        emit_json(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        emit_lines(list(_lines(file.name, uses, day, bool(paths), session.lang)))
    return 0


@click.command(
    "prune",
    cls=Command,
    text=Text(
        zh="""从豁免文件里删去到期的豁免；给出文件（或结果.json）时，也删去没有对应问题的。其余内容和注释不动。

gkcheck waive prune
gkcheck waive prune 任务表.docx --dry-run""",
        en="""Removes expired waivers; with files (or saved results), also those without a finding there. All else in the
file, comments included, stays.

gkcheck waive prune
gkcheck waive prune table.docx --dry-run""",
    ),
)
@click.argument("paths", nargs=-1, metavar="[FILE…]")
@option("--dry-run", is_flag=True, text=Text("只说会删哪些", "only say what would go"))
@option("--as-of", metavar="DATE", text=Text("按哪一天算到期，默认今天", "day to measure expiry by"))
@waiver_option
@reading_options
@click.pass_context
def prune_command(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    wishes: FileWishes,
    dry_run: bool,
    as_of: str | None,
    waivers: str | None,
) -> int:
    """See the help text."""
    from gkcheck.cli.waive_add import read_text
    from gkcheck.waivers.editing import without
    from gkcheck.writers import put

    session = session_of(context)
    config = configured(session, wishes)
    day = settings.day(as_of) or config.as_of or date.today()
    target = waiver_path(waivers, wishes)
    file = _existing(target)
    uses, whole = _uses(file, paths, config, day, wishes)
    if paths and not whole:
        say(
            Text(
                zh="检查不完整（有文件没读全或规则故障），没有对应问题的豁免都留着，只删到期的",
                en="the check is incomplete: waivers without a finding are kept, only expired ones go",
            ).in_(session.lang)
        )
    gone = [
        at
        for at, use in enumerate(uses)
        if use.status == "expired" or (paths and whole and use.status == "unused")
    ]
    made = without(read_text(target), gone, str(target))
    if gone and not dry_run:
        put(target, made.encode("utf-8"))
    emit_lines(list(_removed(file.name, [uses[at] for at in gone], len(uses), dry_run, session.lang)))
    return 0


def _existing(path: Path) -> WaiverFile:
    from gkcheck.waivers import load

    if not path.exists():
        raise UsageError(
            Text(
                zh=f"没有豁免文件 {path}（gkcheck waive add 会新建，或用 --waivers 指明）",
                en=f"no waiver file {path} (gkcheck waive add makes one; --waivers names another)",
            )
        )
    return load(path)


def _uses(
    file: WaiverFile, paths: Sequence[str], config: Config, day: date, wishes: FileWishes
) -> tuple[Sequence[WaiverUse], bool]:
    """What becomes of each waiver over all the files together; and whether those were checked whole."""
    from gkcheck.waivers import applied

    if not paths:
        return applied((), file.waivers, day).uses, True
    from gkcheck import app
    from gkcheck.cli.comparing import results_of
    from gkcheck.waivers import row_name

    results = results_of(paths, config, app.installed(), stdin_filename=wishes.stdin_filename)
    findings = [finding for result in results for finding in result.findings]
    rows = {
        task.key: row_name(task.id, task.title)
        for result in results
        for table in result.submissions
        for task in table.tasks
    }
    whole = all(result.status == "complete" for result in results)
    return applied(findings, file.waivers, day, rows).uses, whole


def _status(use: WaiverUse, day: date, looked: bool, lang: Lang) -> str:
    from gkcheck.waivers import USE_TEXT, spelled_date
    from gkcheck.writers.words import said

    words = [USE_TEXT[use.status].in_(lang)] if looked or use.status == "expired" else []
    until = spelled_date(use.expires) if use.expires else None
    if use.status != "expired" and until is not None:
        left = (until - day).days
        words.append(said(f"还有 {left} 天", f"{left} days left", lang))
    return "，".join(words) if lang == "zh" else ", ".join(words)


def _lines(name: str, uses: Sequence[WaiverUse], day: date, looked: bool, lang: Lang) -> Iterator[Line]:
    from gkcheck.writers.lines import Piece, line, shortened, table
    from gkcheck.writers.words import said

    yield line(
        Piece(name, "head"), said(f"  {len(uses)} 条，按 {day} 计", f"  {len(uses)}, as of {day}", lang)
    )
    if not uses:
        return
    header = [
        said("问题", "finding", lang),
        said("规则", "rule", lang),
        said("任务", "task", lang),
        said("状态", "state", lang),
        said("到期", "expires", lang),
        said("批准人", "approved by", lang),
        said("理由", "reason", lang),
    ]
    rows = [
        [
            use.finding or said("整条规则", "whole rule", lang),
            use.rule,
            shortened(use.row, 24),
            _status(use, day, looked, lang),
            use.expires or "",
            use.approved_by,
            shortened(use.reason, 60),
        ]
        for use in uses
    ]
    for row in table([header, *rows], right=frozenset(), ambiguous=ambiguous_columns()):
        yield line("  " + row)


def _removed(name: str, gone: Sequence[WaiverUse], total: int, dry_run: bool, lang: Lang) -> Iterator[Line]:
    from gkcheck.waivers import USE_TEXT
    from gkcheck.writers.lines import line
    from gkcheck.writers.words import said

    for use in gone:
        what = use.finding or said("整条规则", "whole rule", lang)
        yield line(f"{USE_TEXT[use.status].in_(lang)}  {what}  {use.rule}  {use.row}  {use.reason}")
    verb = said("会删去", "would remove", lang) if dry_run else said("删去", "removed", lang)
    left = total - len(gone)
    yield line(
        said(f"{name}：{verb} {len(gone)} 条，留 {left} 条", f"{name}: {verb} {len(gone)}, {left} left", lang)
    )
