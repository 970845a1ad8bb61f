"""Logs bound to tasks: which file proves which task, and what each shows when held against the task's own window."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.errors import GkcheckError, ReadError, UsageError
from gkcheck.language.personal import mask_personal
from gkcheck.logs import LogResult
from gkcheck.proving import shown
from gkcheck.reading import Reading
from gkcheck.result import SourceWarning
from gkcheck.table import Table
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.evidence import Kind, Limit

FILE_NAME = "evidence.toml"
_KEYS = ("task", "kind", "file", "window", "trigger", "start", "end", "pauses")


class Binding(NamedTuple):
    """One log bound to a task by its id as printed. `beside`: the folder of the tables it is meant for; "" for all.

    `window` and `trigger` go before what the requirement asks; `start` and `end` are headings of the log.
    """

    task: str
    kind: str
    file: str
    window: str = ""
    trigger: str = ""
    start: str = ""
    end: str = ""
    pauses: str = ""
    beside: str = ""

    def meant_for(self, source: str) -> bool:
        """Whether tables of a source are those it was bound beside."""
        return not self.beside or Path(source).parent == Path(self.beside)


class Attached(NamedTuple):
    """What the logs bound to one table show, by task key, and what could not be read or held against anything."""

    logs: Mapping[str, tuple[LogResult, ...]]
    warnings: tuple[SourceWarning, ...]


def binding_of(words: str) -> Binding:
    """TASK=KIND:FILE as typed. Raises UsageError for another form or an unknown kind."""
    task, sign, rest = words.replace("＝", "=", 1).partition("=")
    kind, colon, file = rest.partition(":")
    if not (sign and colon and task.strip() and kind.strip() and file.strip()):
        raise UsageError(
            Text(
                zh=f"--evidence 的“{words}”应写成 序号=种类:文件，如 18=reply_log:台账.csv",
                en=f"--evidence: write {words!r} as task=kind:file, such as 18=reply_log:log.csv",
            )
        )
    made = Binding(task.strip(), kind.strip(), file.strip())
    _validate(made, "--evidence")
    return made


def read_bindings(path: Path) -> tuple[Binding, ...]:
    """The bindings of an evidence.toml: [[log]] tables; files are looked for beside it. None where all stand behind a #. Raises UsageError."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        why = type(error).__name__
        raise UsageError(Text(f"{path} 读不了（{why}：{error}）", f"{path}: {why}: {error}")) from None
    rows = told.get("log", [])
    if not isinstance(rows, list) or set(told) - {"log"}:
        raise UsageError(Text(f"{path} 里只能有 [[log]] 表", f"{path} may hold only [[log]] tables"))
    return tuple(_row(path, row) for row in rows)


def _row(path: Path, row: object) -> Binding:
    known = "、".join(_KEYS)
    if not isinstance(row, dict) or not {"task", "kind", "file"} <= set(row) <= set(_KEYS):
        raise UsageError(
            Text(
                f"{path} 的 [[log]] 要有 task、kind、file，可用：{known}",
                f"{path}: a [[log]] needs task, kind and file; keys are {', '.join(_KEYS)}",
            )
        )
    words = {str(key): str(value).strip() for key, value in row.items()}
    for name in ("file", "pauses"):
        if name in words:
            words[name] = str(path.parent / words[name])
    made = Binding(**words, beside=str(path.parent))
    _validate(made, str(path))
    return made


def _validate(one: Binding, where: str) -> None:
    from gkcheck.evidence import KINDS, limit_of_words
    from gkcheck.evidence.kinds import is_of_persons

    kind = KINDS.get(one.kind)
    if kind is None or not kind.stretches:
        known = "、".join(kind.name for kind in KINDS.values() if kind.stretches)
        raise UsageError(
            Text(
                f"{where} 不认识台账种类“{one.kind}”，可用：{known}",
                f"{where}: unknown kind {one.kind!r}; {known}",
            )
        )
    if one.window:
        limit_of_words(one.window, one.trigger)
    for column, heading in ((kind.stretches[0].starts[0], one.start), (kind.stretches[0].ends[0], one.end)):
        if heading and is_of_persons(kind, column, heading):
            raise UsageError(
                Text(
                    f"{where} 的 start、end 不能取“{heading}”：个人信息的列不读",
                    f"{where}: {heading!r} is a column of persons, which is never read",
                )
            )


def attached(table: Table, bindings: Sequence[Binding]) -> Attached:
    """Reads the logs bound to the tasks of a table and holds each against its window. Streams files; raises nothing."""
    found: dict[str, list[tuple[LogResult, Text | None, str]]] = {}
    warnings: list[SourceWarning] = []
    for one in bindings:
        if not one.meant_for(table.submission.source):
            continue
        for reading in table.readings:
            if reading.task.id != one.task:
                continue
            try:
                held = _held(one, reading, table)
            except ReadError as error:
                source = error.source or one.file
                warnings.append(
                    SourceWarning(source=source, code=error.code, message=error.reason, incomplete=True)
                )
                continue
            except GkcheckError as error:
                warnings.append(
                    SourceWarning(source=one.file, code="log-unread", message=error.text, incomplete=True)
                )
                continue
            except Exception as error:  # noqa: BLE001 - one log that gkcheck fails on ends no table; its words are not told
                why = type(error).__name__
                message = Text(
                    f"核对台账时程序出错（{why}），没有得出结论；请把它报告给我们",
                    f"gkcheck failed on this log ({why}) and says nothing of it; please report this",
                )
                warnings.append(
                    SourceWarning(source=one.file, code="log-failed", message=message, incomplete=True)
                )
                continue
            found.setdefault(reading.task.key, []).append((*held, one.file))
    logs: dict[str, tuple[LogResult, ...]] = {}
    for reading in table.readings:
        own = found.get(reading.task.key, [])
        if not own:
            continue
        logs[reading.task.key] = shown(reading, [log for log, _, _ in own])
        for log, (_, unsaid, file) in zip(logs[reading.task.key], own, strict=True):
            tells = any(
                one.proof != "attached" for one in log.shown
            )  # a date or a number, without any window
            if unsaid is not None and not tells:
                warnings.append(
                    SourceWarning(source=file, code="log-window", message=unsaid, incomplete=True)
                )
    return Attached(logs, tuple(warnings))


def unbound(bindings: Sequence[Binding], tables: Mapping[str, Sequence[str]]) -> Iterator[SourceWarning]:
    """Bindings that met no task, or tasks of several tables. `tables`: source -> the ids of its tasks."""
    for one in bindings:
        task = mask_personal(one.task)
        ids = [id for source, ids in tables.items() if one.meant_for(source) for id in ids if id == one.task]
        if len(ids) == 1:
            continue
        if ids:
            message = Text(
                f"台账绑定的任务“{task}”有 {len(ids)} 个，分不清是哪一个",
                f"the log is bound to task {task!r}, of which there are {len(ids)}",
            )
        else:
            message = Text(
                f"台账绑定的任务“{task}”不在表中，台账没有核对",
                f"the log is bound to task {task!r}, which no table has; it was not checked",
            )
        yield SourceWarning(source=one.file, code="log-task", message=message, incomplete=True)


def no_table(path: Path, bindings: Sequence[Binding]) -> SourceWarning | None:
    """What is said of a file that is bound as a log, or stands beside one as its manifest: it is read as no table."""
    place = path.resolve()
    for one in bindings:
        logs = [Path(file) for file in (one.file, one.pauses) if file]
        manifests = [log.with_name(f"{log.name}.manifest.json") for log in logs]
        if place in {file.resolve() for file in (*logs, *manifests)}:
            task = mask_personal(one.task)
            message = Text(f"是任务“{task}”的台账", f"a log of task {task!r}")
            return SourceWarning(source=str(path), code="log", message=message)
    return None


def _held(one: Binding, reading: Reading, table: Table) -> tuple[LogResult, Text | None]:
    from gkcheck.evidence import KINDS, Wishes, check_log, opened

    kind = KINDS[one.kind]
    limit, demand, unsaid = _limit(one, kind, reading)
    columns = {}
    stretch = kind.stretches[0]
    if one.start:
        columns[stretch.starts[0]] = one.start
    if one.end:
        columns[stretch.ends[0]] = one.end
    wishes = Wishes(
        as_of=table.as_of,
        limit=limit,
        year=table.submission.year,
        columns=columns or None,
        end=stretch.ends[0] if one.end else "",
        pauses=opened(Path(one.pauses)) if one.pauses else None,
    )
    log = check_log(opened(Path(one.file)), kind, wishes)
    told = {
        "task": reading.task.id,
        "key": reading.task.key,
        "source": table.submission.source,
        "demand": demand,
    }
    return log.model_copy(update=told), unsaid


def _limit(one: Binding, kind: Kind, reading: Reading) -> tuple[Limit | None, int | None, Text | None]:
    """The limit, the place of the demand it is of, and what to say where nothing tells which one it is."""
    from gkcheck.evidence import legal_limit, limit_of, limit_of_words

    asked = [
        (at, limit)
        for at, demand in enumerate(reading.demands)
        if demand.window is not None and demand.kind == "window" and demand.purpose == kind.purpose
        if (limit := limit_of(demand.window)) is not None
    ]
    if one.window:
        chosen = limit_of_words(one.window, one.trigger)
        word = [(at, limit) for at, limit in asked if limit.text == one.window]
        if len(word) == 1:  # the requirement's own words, not the auditor's
            at, limit = word[0]
            return limit._replace(trigger=one.trigger or limit.trigger), at, None
        same = [at for at, limit in asked if (limit.number, limit.unit) == (chosen.number, chosen.unit)]
        return chosen, same[0] if len(same) == 1 else None, None
    if one.trigger and len(asked) > 1:
        asked = [(at, limit) for at, limit in asked if one.trigger in limit.trigger]
    if len(asked) == 1:
        at, limit = asked[0]
        return limit._replace(trigger=one.trigger or limit.trigger), at, None
    if len(asked) > 1:
        words = "、".join(limit.text for _, limit in asked)
        return (
            None,
            None,
            Text(
                f"任务 {one.task} 有几个时限（{words}），请在 {FILE_NAME} 里用 window 写明台账对应哪一个；只作了统计",
                f"task {one.task} sets several limits ({words}); say in {FILE_NAME} which is meant; records only counted",
            ),
        )
    stretch = kind.stretches[0]
    if stretch.duty:
        return legal_limit(stretch.duty), None, None
    counted = any(demand.kind in ("count", "frequency", "deadline") for demand in reading.demands)
    if stretch.starts == stretch.ends or counted:  # what the task asks is shown by counts and dates alone
        return None, None, None
    return (
        None,
        None,
        Text(
            f"任务 {one.task} 没有写明时限，台账只作了统计；可用 window 写明时限",
            f"task {one.task} sets no limit that this log could show; records only counted; say one with window",
        ),
    )
