"""`gkcheck waive import`: the rows of a ledger that the auditor set aside become waivers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkcheck.cli.decisions import waiver_option, waiver_path
from gkcheck.cli.files import FileWishes, configured, reading_options
from gkcheck.cli.output import emit_lines
from gkcheck.cli.speaking import Command, option, session_of
from gkcheck.errors import UsageError
from gkcheck.text import Lang, Text

if TYPE_CHECKING:
    from gkcheck.waivers import Waiver
    from gkcheck.writers.ledger_reading import Decided, Ledger, Refused
    from gkcheck.writers.lines import Line


@click.command(
    "import",
    cls=Command,
    text=Text(
        zh="""把问题清单里核查人填的“不采纳”写成豁免。没有理由的行不收，逐格指出；“采纳”“待核实”和没填的行不动。
给出报送文件（或结果.json）时，对照其中确有的问题；不给时，对照清单自带的指纹。

gkcheck check 任务表.docx -o 问题清单.xlsx       先导出，填写审核意见
gkcheck waive import 问题清单.xlsx --dry-run     看会写入什么
gkcheck waive import 问题清单.xlsx

退出码：0 全部收下；3 有的行没收（已指出）；2 什么也没写。""",
        en="""Turns the rows of a ledger that were set aside into waivers. Rows without a reason are refused, each by its
cell; rows that stand, are open or empty change nothing. With submitted files (or saved results) the findings are
looked up there, without them in the ledger's own index.

gkcheck check table.docx -o ledger.xlsx          export it, and decide
gkcheck waive import ledger.xlsx --dry-run       what would be written
gkcheck waive import ledger.xlsx

Exit codes: 0 all rows taken; 3 some refused (and named); 2 nothing written.""",
    ),
)
@click.argument("ledger", metavar="LEDGER.xlsx")
@click.argument("paths", nargs=-1, metavar="[FILE…]")
@option("--dry-run", is_flag=True, text=Text("只说会写入哪些", "only say what would be written"))
@option(
    "--approved-by", default="", metavar="NAME", text=Text("没填批准人的行用它", "where no approver stands")
)
@waiver_option
@reading_options
@click.pass_context
def import_command(
    context: click.Context,
    /,
    ledger: str,
    paths: tuple[str, ...],
    wishes: FileWishes,
    dry_run: bool,
    approved_by: str,
    waivers: str | None,
) -> int:
    """See the help text."""
    from gkcheck.cli.waive_add import added
    from gkcheck.writers.ledger_reading import known, read_ledger

    session = session_of(context)
    config = configured(session, wishes)
    try:
        data = Path(ledger).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            Text(zh=f"读不了 {ledger}：{reason}", en=f"cannot read {ledger}: {reason}")
        ) from error
    book = read_ledger(data, ledger)
    prints = book.prints
    if paths:
        from gkcheck import app
        from gkcheck.cli.comparing import results_of

        found: dict[str, set[str]] = {}
        for result in results_of(paths, config, app.installed(), stdin_filename=wishes.stdin_filename):
            for finding in result.findings:
                found.setdefault(finding.fingerprint, set()).add(finding.source)
        prints = {print_: frozenset(sources) for print_, sources in found.items()}
    elif not prints:
        raise UsageError(
            Text(
                zh=f"{ledger} 少了自带的指纹表（可能是另存或拼接出来的）；请写上报送文件或结果.json 以便对照",
                en=f"{ledger} lacks its index of fingerprints (pasted together?); name the files it is about",
            )
        )
    refused = [*book.refused, *known(book, prints)]
    made = [_waiver(row, prints, approved_by) for row in book.aside if row.fingerprint in prints]
    target = waiver_path(waivers, wishes)
    new = made if dry_run else added(target, made)
    emit_lines(list(_told(target, book, made, new, refused, dry_run, session.lang)))
    return 3 if refused else 0


def _waiver(row: Decided, prints: Mapping[str, frozenset[str]], approved_by: str) -> Waiver:
    from gkcheck.waivers import Waiver, row_name

    return Waiver(
        finding=row.fingerprint,
        rule=row.rule,
        row=row_name(row.task, row.title) if row.task else "",
        file=row.file if len(prints[row.fingerprint]) > 1 else "",
        kind=row.kind,
        reason=row.reason,
        approved_by=row.approver or approved_by,
        expires=row.expires,
        evidence=row.evidence,
    )


def _told(
    target: Path,
    ledger: Ledger,
    made: Sequence[Waiver],
    new: Sequence[Waiver],
    refused: Sequence[Refused],
    dry_run: bool,
    lang: Lang,
) -> Iterator[Line]:
    from gkcheck.writers.lines import Piece, line
    from gkcheck.writers.words import plural, said

    for waiver in new:
        who = said(f"（批准 {waiver.approved_by}）", f" ({waiver.approved_by})", lang)
        until = said(f"，至 {waiver.expires}", f", until {waiver.expires}", lang) if waiver.expires else ""
        yield line(
            f"{waiver.finding}  {waiver.rule}  {waiver.row}  {waiver.reason}",
            who if waiver.approved_by else "",
            until,
        )
    for one in refused:
        yield line(
            Piece(said("× 没收 ", "× refused ", lang), "alarm"),
            f"{one.cell}",
            said("：", ": ", lang),
            one.why.in_(lang),
        )
    verb = said("会写入", "would write", lang) if dry_run else said("写入", "written:", lang)
    words = said(
        f"{verb} {len(new)} 条豁免 → {target}", f"{verb} {plural(len(new), 'waiver')} → {target}", lang
    )
    if len(new) < len(made):
        left = len(made) - len(new)
        words += said(f"；{left} 条原已在豁免文件里", f"; {left} were there already", lang)
    words += said(
        f"；采纳 {ledger.stands} 条，未决定 {ledger.open} 条，没收 {len(refused)} 条",
        f"; {ledger.stands} stand, {ledger.open} open, {len(refused)} refused",
        lang,
    )
    yield line(words)
    if new:
        yield line(said("请核对以上各条确由核查人填写。", "Make sure that the auditor wrote these.", lang))
