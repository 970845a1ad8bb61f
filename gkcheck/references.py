"""What a run is compared with besides itself: tables of former years, and text that all were given to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from gkcheck.config import CopiesConfig
from gkcheck.copying import template_from
from gkcheck.errors import ReadError, UsageError
from gkcheck.model import Submission
from gkcheck.readers import files
from gkcheck.result import SourceWarning
from gkcheck.similarity.templates import Template
from gkcheck.text import Text

Read = Callable[[Path], Submission]
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
