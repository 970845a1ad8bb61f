"""What a call is given, as items to be read one by one: files, bytes, and the members of archives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gkcheck.config import Config
from gkcheck.errors import ReadError, UsageError
from gkcheck.model import ReadWarning, Submission
from gkcheck.protocols import Source
from gkcheck.readers import files
from gkcheck.readers.endings import ARCHIVE_SUFFIXES, TEXT_SUFFIXES
from gkcheck.readers.sniff import sniff
from gkcheck.result import SourceWarning
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.readers.zips import Member


class Packed:
    """A member of an archive that is unpacked when it is read; it travels to another process unpacked."""

    def __init__(self, member: Member) -> None:
        self.name = member.name
        self._member = member

    def load(self) -> Source:
        """The member. Raises ReadError under its own name."""
        return self._member.load()

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        try:
            return Source, tuple(self.load())
        except ReadError as error:
            return _same, (unread(error, skip_tableless=False),)


def _same(warning: SourceWarning) -> SourceWarning:
    return warning


Item = Path | Source | Packed | Submission | SourceWarning


def inside(given: str | Path) -> tuple[Path, str] | None:
    """An archive and the member of it that a path such as `archive.zip/成员.docx` means; None for other paths."""
    if not any(suffix in str(given).lower() for suffix in ARCHIVE_SUFFIXES):
        return None
    path = Path(given)
    for outer in path.parents:
        if outer.suffix.lower() in ARCHIVE_SUFFIXES:
            try:
                if outer.is_file():
                    return outer, path.relative_to(outer).as_posix()
            except (OSError, ValueError):
                return None
    return None


def opened(item: str | Path | Source | Submission, config: Config) -> Iterator[Item]:
    """The item itself; of an archive its members, each unpacked only when it is read. Raises ReadError for the archive."""
    if isinstance(item, str):
        item = Path(item)
    if isinstance(item, Path) and item.suffix.lower() in ARCHIVE_SUFFIXES:
        item = files.load(item, config.limits)
    if not isinstance(item, Source) or sniff(item.data) != "zip":
        yield item
        return
    from gkcheck.readers.zips import Passed, members

    for one in members(item, config.limits, config.exclude):
        if isinstance(one, Passed):
            yield SourceWarning(source=one.name, code=one.code, message=one.reason, incomplete=one.incomplete)
        else:
            yield Packed(one)


def member_of(path: Path, name: str, config: Config) -> Packed:
    """One member of an archive, by its name. Raises UsageError when there is none, ReadError for the archive."""
    from gkcheck.readers.zips import Member, members

    reason = Text("压缩包里没有这个文件。", "the archive holds no such file.")
    for one in members(files.load(path, config.limits), config.limits):
        if one.name == f"{path}/{name}":
            if isinstance(one, Member):
                return Packed(one)
            reason = one.reason
    raise UsageError(Text(zh=f"{path}/{name}：{reason.zh}", en=f"{path}/{name}: {reason.en}"))


def only_table(
    items: Iterable[Item],
    name: str,
    read: Callable[[Path | Source | Packed], Submission],
) -> Submission:
    """The only table in an archive; raises ReadError that names them when there are several, or none."""
    tables: list[Submission] = []
    notes: list[SourceWarning] = []
    for item in items:
        if isinstance(item, SourceWarning):
            notes.append(item)
            continue
        try:
            tables.append(item if isinstance(item, Submission) else read(item))
        except ReadError as error:
            notes.append(unread(error, skip_tableless=True))
    if len(tables) == 1:
        own = tuple(
            ReadWarning(
                code=note.code,
                message=Text(zh=f"{note.source}：{note.message.zh}", en=f"{note.source}: {note.message.en}"),
                incomplete=note.incomplete,
            )
            for note in notes
        )
        return tables[0].model_copy(update={"warnings": (*tables[0].warnings, *own)})
    if tables:
        names = "、".join(table.source for table in tables[:20])
        text = Text(
            zh=f"压缩包里有 {len(tables)} 个任务表，一次只能看一个，请写明是哪个：{names}",
            en=f"the archive holds {len(tables)} task tables; name one of them: {names}",
        )
        raise ReadError(text, source=name, code="several-tables")
    said = notes[:5]
    raise ReadError(
        Text(
            zh="压缩包里没有可读的任务表。" + "".join(f"{one.source}：{one.message.zh}" for one in said),
            en="the archive holds no task table. "
            + " ".join(f"{one.source}: {one.message.en}" for one in said),
        ),
        source=name,
        code="no-tasks",
    )


def unread(error: ReadError, skip_tableless: bool) -> SourceWarning:
    """What is said of a file that could not be read."""
    tableless = error.code in ("no-header", "no-tasks") and Path(error.source).suffix.lower() in TEXT_SUFFIXES
    if skip_tableless and tableless:
        reason = Text(zh="没有任务表，已跳过", en="holds no task table, skipped")
        return SourceWarning(source=error.source, code="skipped", message=reason)
    return SourceWarning(source=error.source, code=error.code, message=error.reason, incomplete=True)
