"""What a run is compared with besides itself: tables of former years, and text that all were given to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.config import CopiesConfig
from gkcheck.copying import template_from
from gkcheck.errors import ReadError, UsageError
from gkcheck.model import Submission, Task
from gkcheck.readers import files
from gkcheck.result import SourceWarning
from gkcheck.similarity.bodies import share_a_body
from gkcheck.similarity.templates import Template
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.archive.record import Record

Read = Callable[[Path], Submission]
MOST = 5  # archived reports told for one report
_PROSE = frozenset({".txt", ".md", ".markdown"})


class References(NamedTuple):
    """Tables of former years, template text, and what of them could not be read."""

    previous: tuple[Submission, ...]
    template: Template
    warnings: tuple[SourceWarning, ...]


def references(config: CopiesConfig, read: Read) -> References:
    """Reads what the configuration names. A file that cannot be read is a warning and makes the run incomplete.

    Raises UsageError when a path leads nowhere.
    """
    previous: list[Submission] = []
    template: list[str] = []
    warnings: list[SourceWarning] = []
    for path in _found(config.previous):
        try:
            previous.append(read(path))
        except ReadError as error:
            warnings.append(_unread(error))
    for path in _found(config.template_files):
        try:
            template += _texts(path, read)
        except ReadError as error:
            warnings.append(_unread(error))
    return References(tuple(previous), template_from(template), tuple(warnings))


def archived_like(config: CopiesConfig, submissions: Sequence[Submission]) -> tuple[Submission, ...]:
    """What the archive of the configuration holds that is like the reports of these tables, as tables of their own.

    Left out: what may be the very table that is checked (the same body and year). Raises ArchiveError.
    """
    if not config.archive:
        return ()
    from gkcheck.archive.lookup import look_up
    from gkcheck.archive.store import Archive
    from gkcheck.gathering import record_of

    archive = Archive(Path(config.archive))
    found: dict[Record, None] = {}
    for submission in submissions:
        for task in submission.tasks:
            if task.report.strip():
                for one in look_up(archive, record_of(submission, task).form, MOST):
                    if not _own(one.record, submission, task):
                        found[one.record] = None
    tables: dict[tuple[str, str, int | None], list[Record]] = {}
    for record in found:
        tables.setdefault((record.source, record.issuer, record.year), []).append(record)
    return tuple(_table(*whose, records) for whose, records in tables.items())


def _own(record: Record, submission: Submission, task: Task) -> bool:
    if record.year is not None and submission.year is not None and record.year != submission.year:
        return False
    units = tuple(unit for unit in record.unit.split("、") if unit)
    return share_a_body(task.units, units, submission.issuer, record.issuer)


def _table(source: str, issuer: str, year: int | None, records: Sequence[Record]) -> Submission:
    tasks = tuple(
        Task(
            key=f"archive:{source}|{issuer}|{year}#{at}",
            id=record.task,
            title=record.title,
            requirement=record.requirement,
            units=tuple(unit for unit in record.unit.split("、") if unit),
            units_text=record.unit,
            report=record.report,
        )
        for at, record in enumerate(records)
    )
    return Submission(source=source, issuer=issuer, year=year, reader="archive", tasks=tasks)


def _found(names: Sequence[str]) -> Iterator[Path]:
    for name in names:
        found = files.find_files([name])
        if not found.files:
            raise UsageError(
                Text(
                    zh=f"没有找到用来比较的文件：{name}（--previous、--template 或配置 [copies]）",
                    en=f"no such file to compare with: {name} (--previous, --template or [copies])",
                )
            )
        yield from found.files


def _texts(path: Path, read: Read) -> list[str]:
    """The reports of a model table; a text file without a table is template text as a whole."""
    try:
        return [task.report for task in read(path).tasks if task.report.strip()]
    except ReadError:
        if path.suffix.lower() not in _PROSE:
            raise
    from gkcheck.readers.encoding import decode

    return [decode(files.load(path).data, source=str(path)).text]


def _unread(error: ReadError) -> SourceWarning:
    return SourceWarning(source=error.source, code=error.code, message=error.reason, incomplete=True)
