"""Result to file: which writer makes which format, loaded when asked for, and files that appear whole or not at all."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from gkcheck.errors import UsageError
from gkcheck.text import Lang, Text

if TYPE_CHECKING:  # the command line imports this package before it knows whether there is anything to write
    from gkcheck.protocols import Writer
    from gkcheck.result import Result


class Format(NamedTuple):
    """One of gkcheck's own formats: the module with its `write(result, lang)`, and the endings it is known by."""

    module: str
    suffixes: tuple[str, ...]
    stream: Literal["text", "json", "bytes"] = "bytes"
    """How it goes to a console that is not UTF-8: text in the console's encoding, JSON escaped, bytes as they are."""


FORMATS: Mapping[str, Format] = {
    "text": Format("gkcheck.writers.terminal", (".txt",)),
    "json": Format("gkcheck.writers.json", (".json",), "json"),
    "jsonl": Format("gkcheck.writers.jsonl", (".jsonl", ".ndjson"), "json"),
    "csv": Format("gkcheck.writers.csv", (".csv",)),
    "md": Format("gkcheck.writers.markdown", (".md", ".markdown"), "text"),
    "sarif": Format("gkcheck.writers.sarif", (".sarif",), "json"),
    "html": Format("gkcheck.writers.html", (".html", ".htm")),
    "junit": Format("gkcheck.writers.junit", (".xml",)),
    "gitlab": Format("gkcheck.writers.gitlab", (), "json"),
    "github": Format("gkcheck.writers.github", (), "text"),
    "xlsx": Format("gkcheck.writers.ledger", (".xlsx",)),
    "annotated": Format("gkcheck.writers.annotated", (".docx",)),
}
Extra = Callable[[], "Sequence[Writer]"]
"""The writers of plugins, asked for only when no format of gkcheck's own fits."""


def _none() -> Sequence[Writer]:
    return ()


def format_of(path: Path, extra: Extra = _none) -> str:
    """The format a file's ending asks for; UsageError when no writer knows the ending."""
    suffix = path.suffix.lower()
    for name, one in FORMATS.items():
        if suffix in one.suffixes:
            return name
    for writer in extra():
        if suffix in writer.suffixes:
            return writer.name
    known = [suffix for one in FORMATS.values() for suffix in one.suffixes]
    known += [suffix for writer in extra() for suffix in writer.suffixes]
    raise UsageError(
        Text(
            zh=f"不知道 {path.name} 要写成什么格式；可用的扩展名：{' '.join(known)}，或写成 格式:路径",
            en=f"no format for {path.name}; use one of the endings {' '.join(known)}, or write FORMAT:PATH",
        )
    )


def writer_of(format: str, extra: Extra = _none) -> Callable[[Result, Lang], bytes]:
    """What makes the bytes of one format; UsageError when there is no such format."""
    own = FORMATS.get(format)
    if own is not None:
        return cast("Callable[[Result, Lang], bytes]", importlib.import_module(own.module).write)
    for writer in extra():
        if writer.name == format:
            return writer.write
    known = [*FORMATS, *(writer.name for writer in extra())]
    raise UsageError(
        Text(
            zh=f"没有格式“{format}”，可用：{'、'.join(known)}",
            en=f"no format {format!r}; there are {', '.join(known)}",
        )
    )


def render(result: Result, format: str, lang: Lang = "zh", *, extra: Extra = _none) -> bytes:
    """The result in one format, as the bytes of a file."""
    return writer_of(format, extra)(result, lang)


def rendered(result: Result, format: str, lang: Lang = "zh", *, extra: Extra = _none) -> Iterator[bytes]:
    """The same piece by piece, for a format whose whole would fill the memory."""
    if format == "json":
        from gkcheck.writers.json import pieces

        return pieces(result)
    return iter((render(result, format, lang, extra=extra),))


def write(
    result: Result, path: Path, *, lang: Lang = "zh", format: str | None = None, extra: Extra = _none
) -> None:
    """Writes the result in a format (default: by the ending); the file appears whole or not at all.

    Raises UsageError when the format is unknown, the path is one of the files that were checked, or it cannot
    be written.
    """
    target = Path(path)
    name = format or format_of(target, extra)
    refuse_input(
        target, [*(one.source for one in result.submissions), *(one.source for one in result.warnings)]
    )
    if name == "annotated":
        from gkcheck.writers.annotated import refuse_other_ending

        refuse_other_ending(result, target)
    put(target, rendered(result, name, lang, extra=extra))


def refuse_input(target: Path, sources: Iterable[str]) -> None:
    """UsageError when the target is one of the source files, or an archive that holds one."""
    if not target.exists():
        return
    for source in dict.fromkeys(sources):
        given = Path(source)
        for candidate in (given, *given.parents):
            if _same(candidate, target):
                raise UsageError(
                    Text(
                        zh=f"不能把结果写到输入文件上：{target}，请换一个文件名",
                        en=f"refusing to write over an input: {target}; choose another name",
                    )
                )


def _same(one: Path, other: Path) -> bool:
    try:
        return one.is_file() and one.samefile(other)
    except (OSError, ValueError):
        return False


def put(target: Path, data: bytes | Iterable[bytes]) -> None:
    """Writes bytes, or pieces of them, to a temporary file beside the target and renames it; UsageError when that cannot be done."""
    pieces = (data,) if isinstance(data, bytes) else data
    try:
        if target.exists() and not target.is_file():
            _not_a_file(target, pieces)
            return
        target = target.resolve()  # keep a link a link
        temporary = target.with_name(f".gkcheck-{os.getpid()}.tmp")
        try:
            with temporary.open("wb") as stream:
                stream.writelines(pieces)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            Text(zh=f"写不了 {target}：{reason}", en=f"cannot write {target}: {reason}")
        ) from error


def _not_a_file(target: Path, pieces: Iterable[bytes]) -> None:
    """A device or a pipe is written to as it is; a folder is refused."""
    if target.is_dir():
        raise UsageError(
            Text(zh=f"{target} 是文件夹，请写出文件名", en=f"{target} is a folder; name a file in it")
        )
    with target.open("wb") as stream:
        stream.writelines(pieces)
