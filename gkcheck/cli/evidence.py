"""`gkcheck evidence check`: one log against one window, without a table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gkcheck.cli import settings
from gkcheck.cli.output import emit_json, emit_lines
from gkcheck.cli.speaking import Command, option, session_of, shared
from gkcheck.errors import UsageError
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.evidence import Limit
    from gkcheck.evidence.kinds import Kind
    from gkcheck.logs import LogResult

_HELP = Text(
    zh="""台账核对：不用任务表，单独核对一份台账（.csv .xlsx .json）是否在时限之内。只读取允许的列，姓名、电话、内容不读。

gkcheck evidence check 转办件.csv --window "2个工作日" --trigger 转办 --as-of 2019-01-31
gkcheck evidence check 申请.xlsx --kind request_log     时限按法律规定，依收到日

退出码：0 没有超期；1 有超期或逾期未办结；2 用法不对；3 台账读不了。""",
    en="""Checks one log of records (.csv .xlsx .json) against a limit, without a table. Only the columns of an allow-list
are read; names, telephones and texts are not.

gkcheck evidence check log.csv --window "2个工作日" --trigger 转办 --as-of 2019-01-31
gkcheck evidence check requests.xlsx --kind request_log     the legal limit, by the day of receipt

Exit codes: 0 nothing late; 1 something late or overdue; 2 wrong usage; 3 the log cannot be read.""",
)


@click.command("evidence", cls=Command, text=_HELP)
@click.argument("action", type=click.Choice(["check"]), metavar="check")
@click.argument("file", metavar="FILE")
@option("--window", metavar="WORDS", text=Text("时限，如 2个工作日", "the limit, such as 2个工作日"))
@option(
    "--trigger", metavar="WORD", default="", text=Text("从何时起算，如 转办、受理", "the event it runs from")
)
@option(
    "--as-of", metavar="DATE", text=Text("核查日（默认取说明文件的导出日，否则今天）", "day of assessment")
)
@option(
    "--kind",
    default="reply_log",
    metavar="KIND",
    text=Text("台账种类，默认 reply_log", "kind of log; default reply_log"),
)
@option("--pauses", metavar="FILE", text=Text("中止记录（补正、征求意见）", "log of pauses"))
@option("--year", type=click.IntRange(1949, 2200), metavar="N", text=Text("年度，限定统计期间", "the year"))
@option(
    "--column",
    "columns",
    multiple=True,
    metavar="C=HEADING",
    text=Text("指定列：received_at=派单时间", "name a column: received_at=HEADING"),
)
@option("--count-start-day", is_flag=True, text=Text("起算当日计入", "the first day counts"))
@option("--no-roll-over", is_flag=True, text=Text("末日遇休息日不顺延", "a last day of rest stays"))
@option(
    "--receipt-rollover",
    is_flag=True,
    text=Text("休息日收到的自下一工作日起算", "receipt on a day of rest: the next working day"),
)
@option("--encoding", metavar="NAME", text=Text("文本文件的编码", "encoding of a text file"))
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    text=Text("text（默认）或 json", "text (default) or json"),
)
@shared
@click.pass_context
def evidence_command(
    context: click.Context,
    /,
    action: str,
    file: str,
    window: str | None,
    trigger: str,
    as_of: str | None,
    kind: str,
    pauses: str | None,
    year: int | None,
    columns: tuple[str, ...],
    count_start_day: bool,
    no_roll_over: bool,
    receipt_rollover: bool,
    encoding: str | None,
    form: str,
    lang: str | None,
) -> int:
    """See _HELP."""
    from datetime import date

    from gkcheck.evidence import Wishes, check_log, opened
    from gkcheck.evidence.limits import Counting

    session = session_of(context)
    chosen = _kind(kind)
    day = settings.day(as_of)
    wishes = Wishes(
        as_of=day or date.today(),
        limit=_limit(chosen, window, trigger),
        year=year,
        strict_future=True,
        counting=Counting(count_start_day, not no_roll_over, receipt_rollover),
        columns=_columns(columns, chosen),
        pauses=opened(Path(pauses)) if pauses is not None else None,
    )
    log = check_log(opened(Path(file), encoding=encoding), chosen, wishes)
    if form == "json":
        emit_json(document(log))
    else:
        from gkcheck.writers.log_lines import log_lines

        emit_lines(list(log_lines(log, session.lang, most=20)))
    return 1 if log.counts.late or log.counts.open_overdue else 0


def document(log: LogResult) -> str:
    """One log as `gkcheck.evidence/1`."""
    told = {"schema": "gkcheck.evidence/1", "proof": log.proof, **log.model_dump(mode="json")}
    return json.dumps(told, ensure_ascii=False) + "\n"


def _kind(name: str) -> Kind:
    from gkcheck.evidence import KINDS

    kind = KINDS.get(name)
    if kind is None or not kind.stretches:
        known = "、".join(f"{one.name}（{one.title.zh}）" for one in KINDS.values() if one.stretches)
        raise UsageError(
            Text(
                zh=f"--kind 不认识“{name}”，可用：{known}",
                en=f"--kind: unknown {name!r}; use {', '.join(one.name for one in KINDS.values() if one.stretches)}",
            )
        )
    return kind


def _limit(kind: Kind, window: str | None, trigger: str) -> Limit | None:
    from gkcheck.evidence import legal_limit, limit_of_words

    if window is not None:
        return limit_of_words(window, trigger)
    duty = kind.stretches[0].duty
    if duty:
        return legal_limit(duty)
    if kind.stretches[0].starts == kind.stretches[0].ends:
        return None
    raise UsageError(
        Text(
            zh='请用 --window 写明时限，如 --window "2个工作日"',
            en='say the limit with --window, such as --window "2个工作日"',
        )
    )


def _columns(words: Sequence[str], kind: Kind) -> dict[str, str]:
    from gkcheck.evidence.kinds import is_of_persons

    named: dict[str, str] = {}
    for word in words:
        name, sign, value = word.replace("＝", "=").partition("=")
        if not sign or kind.at(name.strip()) < 0:
            known = "、".join(column.name for column in kind.columns)
            raise UsageError(
                Text(
                    zh=f"--column 的“{word}”应写成 列=表头，列有：{known}",
                    en=f"--column: write {word!r} as column=heading; columns: {known}",
                )
            )
        if is_of_persons(kind, name.strip(), value):
            raise UsageError(
                Text(
                    zh=f"--column {name.strip()} 不能取“{value.strip()}”：个人信息的列不读",
                    en=f"--column {name.strip()}: {value.strip()!r} is a column of persons, which is never read",
                )
            )
        named[name.strip()] = value.strip()
    return named
