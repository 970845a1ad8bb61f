"""`gkcheck waive add`: findings that exist, set aside with a reason, into the auditor's file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
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
    from gkcheck.finding import Finding
    from gkcheck.result import Result
    from gkcheck.waivers import Waiver
    from gkcheck.writers.lines import Line


@click.command(
    "add",
    cls=Command,
    text=Text(
        zh="""把核实过的问题记为不计，写进豁免文件。先检查所给的文件（或读所给的结果.json），只豁免确有的问题。

gkcheck waive add 任务表.docx --finding gk:7f3a91c2d4e5 --reason "四项由同一方案推进，另附台账"
gkcheck waive add 任务表.docx --row 18 --rule GK201 --reason "已核对台账" --expires 2025-06-30
gkcheck waive add 任务表.docx --rule GK606 --reason "…"      整条规则（会说明盖住几个问题）

指纹见 gkcheck check --show fingerprint、批注、问题清单或 JSON。""",
        en="""Sets findings aside, in the waiver file. The files (or saved results) are looked at first: only findings
that exist can be waived.

gkcheck waive add table.docx --finding gk:7f3a91c2d4e5 --reason "one plan for all four, log attached"
gkcheck waive add table.docx --row 18 --rule GK201 --reason "log seen" --expires 2025-06-30
gkcheck waive add table.docx --rule GK606 --reason "..."     the whole rule (it says how many findings)

Fingerprints stand in gkcheck check --show fingerprint, in comments, ledgers and JSON.""",
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="FILE…")
@option("--finding", "prints", multiple=True, metavar="gk:…", text=Text("问题的指纹", "the fingerprint"))
@option(
    "--rule",
    metavar="RULE",
    text=Text("规则；不写 --row 时豁免整条规则", "a rule; the whole of it without --row"),
)
@option("--row", metavar="18", text=Text("只是这一项的", "only of this task"))
@option("--reason", required=True, metavar="TEXT", text=Text("理由（必填）", "why (required)"))
@option(
    "--kind",
    default="",
    metavar="TEXT",
    text=Text("类别：引用原文、联合承办…", "kind: quotation, joint work"),
)
@option("--approved-by", default="", metavar="NAME", text=Text("批准人", "who approved it"))
@option("--expires", metavar="DATE", text=Text("到期日（当日仍有效）", "last day it counts"))
@option("--evidence", default="", metavar="TEXT", text=Text("依据的材料", "what it rests on"))
@waiver_option
@reading_options
@click.pass_context
def add_command(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    wishes: FileWishes,
    prints: tuple[str, ...],
    rule: str | None,
    row: str | None,
    reason: str,
    kind: str,
    approved_by: str,
    expires: str | None,
    evidence: str,
    waivers: str | None,
) -> int:
    """See the help text."""
    session = session_of(context)
    config = configured(session, wishes)
    if not prints and rule is None:
        raise UsageError(
            Text(
                zh="要豁免哪个问题？请写 --finding gk:…，或 --row 和 --rule",
                en="which finding? Give --finding gk:…, or --row and --rule",
            )
        )
    if not reason.strip():
        raise UsageError(Text(zh="--reason 不能是空的", en="--reason must not be empty"))
    from gkcheck import app
    from gkcheck.cli.comparing import results_of
    from gkcheck.waivers import Waiver

    plugins = app.installed()
    id = plugins.registry.find(rule).id if rule is not None else None
    results = results_of(paths, config, plugins, stdin_filename=wishes.stdin_filename)
    found = list(_chosen(results, prints, id, row))
    why = {
        "kind": kind,
        "reason": reason.strip(),
        "approved_by": approved_by,
        "expires": _day(expires),
        "evidence": evidence,
    }
    if not prints and row is None:
        made = [Waiver.model_validate({"scope": "rule", "rule": id, **why})]
    else:
        made = _waivers_for(found, why, results)
    target = waiver_path(waivers, wishes)
    new = added(target, made)
    emit_lines(list(_told(target, found, made, new, session.lang)))
    return 0


def _day(word: str | None) -> date | None:
    from gkcheck.waivers import spelled_date

    if word is None:
        return None
    day = spelled_date(word)
    if day is None:
        raise UsageError(
            Text(
                zh=f"--expires 的“{word}”不是日期（例：2025-06-30）",
                en=f"--expires: {word!r} is not a date (such as 2025-06-30)",
            )
        )
    return day


def _chosen(
    results: Sequence[Result], prints: Sequence[str], rule: str | None, row: str | None
) -> Iterator[Finding]:
    """The findings meant; UsageError names what is not there."""
    findings = [finding for result in results for finding in result.findings]
    wanted = dict.fromkeys(prints)
    for one in wanted:
        if not any(finding.fingerprint == one for finding in findings):
            raise UsageError(
                Text(
                    zh=f"所给的文件里没有 {one} 这个问题；没有写入任何豁免",
                    en=f"the files have no finding {one}; nothing was waived",
                )
            )
    chosen = [
        finding
        for finding in findings
        if (not wanted or finding.fingerprint in wanted)
        and (rule is None or finding.rule == rule)
        and (row is None or finding.task == row)
    ]
    if not chosen:
        raise UsageError(
            Text(
                zh="所给的文件里没有这样的问题；没有写入任何豁免",
                en="the files have no such finding; nothing was waived",
            )
        )
    yield from chosen


def _waivers_for(
    found: Sequence[Finding], why: Mapping[str, object], results: Sequence[Result]
) -> list[Waiver]:
    """One waiver for each finding. The file is named where several files have the same finding, so that one unit's
    waiver never covers another's."""
    from gkcheck.waivers import Waiver, row_name

    rows = {
        task.key: row_name(task.id, task.title)
        for result in results
        for table in result.submissions
        for task in table.tasks
    }
    sources: dict[str, set[str]] = {}
    for result in results:
        for finding in result.findings:
            sources.setdefault(finding.fingerprint, set()).add(finding.source)
    return [
        Waiver.model_validate(
            {
                "finding": finding.fingerprint,
                "rule": finding.rule,
                "row": rows.get(finding.key or "", finding.task or ""),
                "file": finding.source if len(sources[finding.fingerprint]) > 1 else "",
                **why,
            }
        )
        for finding in found
    ]


def added(target: Path, waivers: Sequence[Waiver]) -> list[Waiver]:
    """Writes the waivers that are not in the file yet, and gives those; a waiver that has expired does not count."""
    from gkcheck.waivers import parsed
    from gkcheck.waivers.editing import with_added
    from gkcheck.writers import put

    text = read_text(target) if target.exists() else ""
    today = date.today()
    old = [one for one in parsed(text, str(target)) if one.lapsed(today) is None]
    free = [_what(one) for one in old]
    new = []
    for waiver in waivers:
        if _what(waiver) in free:
            free.remove(_what(waiver))  # one waiver in the file covers one of these
        else:
            new.append(waiver)
    if new:
        put(target, with_added(text, new, str(target)).encode("utf-8"))
    return new


def read_text(target: Path) -> str:
    """The text of a waiver file with its line ends as they are; ConfigError when it cannot be read."""
    from gkcheck.waivers import load

    load(target)
    return target.read_bytes().decode("utf-8-sig")


def _what(waiver: Waiver) -> tuple[str | None, str, str, str]:
    return waiver.finding, waiver.rule if waiver.finding is None else "", waiver.row, waiver.file


def _told(
    target: Path, found: Sequence[Finding], made: Sequence[Waiver], new: Sequence[Waiver], lang: Lang
) -> Iterator[Line]:
    from gkcheck.writers.lines import line
    from gkcheck.writers.words import plural, said

    if made and made[0].scope == "rule":
        rows = len({finding.key for finding in found})
        yield line(
            said(
                f"整条规则 {made[0].rule}：在所给文件里盖住 {len(found)} 个问题（{rows} 项任务），今后的也不计",
                f"The whole rule {made[0].rule}: it covers {plural(len(found), 'finding')} of these files "
                f"({plural(rows, 'task')}), and those to come",
                lang,
            )
        )
    else:
        twice = {one.fingerprint for one in found if sum(one.fingerprint == x.fingerprint for x in found) > 1}
        for finding in found:
            where = said(f"第 {finding.task} 项", f"task {finding.task}", lang) if finding.task else ""
            again = said("（同样的话不止一处，逐处豁免）", " (the same words stand in several places)", lang)
            yield line(
                f"{finding.fingerprint}  {finding.rule} {finding.title.in_(lang)}  {where}  {finding.source}",
                again if finding.fingerprint in twice else "",
            )
    if new:
        count = said(f"写入 {len(new)} 条豁免：", f"{plural(len(new), 'waiver')} written: ", lang)
        yield line(count, str(target))
    if len(new) < len(made):
        left = len(made) - len(new)
        yield line(
            said(f"{left} 条已在豁免文件里，没有再写", f"{left} already in the waiver file, left alone", lang)
        )
