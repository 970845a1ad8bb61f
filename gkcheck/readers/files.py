"""Which files a call means (files, folders, globs), and their bytes."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import NamedTuple

from gkcheck.errors import ReadError
from gkcheck.limits import LIMITS, Limits
from gkcheck.protocols import Source
from gkcheck.readers.bounds import too_large
from gkcheck.readers.endings import KNOWN_SUFFIXES, REFUSED_SUFFIXES
from gkcheck.text import Text

_LOCK = Text("Office 打开文件时留下的临时文件", "a lock file that Office leaves while a document is open")
_EXCLUDED = Text("见 exclude 设置", "see exclude")
_SPECIAL = Text("不是普通文件（管道或设备）", "not a regular file (a pipe or a device)")
_OLD_FORMAT = Text(
    "格式不能直接读取，请另存为 .docx 或 .xlsx", "its format is not read; save it as .docx or .xlsx"
)


class Found(NamedTuple):
    """Files in a stable order without repeats; what was passed over and why; arguments that matched nothing."""

    files: tuple[Path, ...]
    skipped: tuple[tuple[Path, Text], ...]
    missing: tuple[str, ...]


def find_files(paths: Sequence[str], *, exclude: Sequence[str] = ()) -> Found:
    """The files that paths, folders and globs mean.

    Folders are searched whole, for known endings, without hidden folders and lock files; globs (also ** and
    those a Windows shell leaves unexpanded) are expanded here. `exclude` patterns match the path as given or
    any of its last parts, or a folder above; they always apply and are said in `skipped`.
    """
    files: dict[str, Path] = {}
    skipped: dict[str, tuple[Path, Text]] = {}
    missing: list[str] = []
    for given in paths:
        matched = False
        for path, explicit in _expanded(given):
            matched = True
            reason = _reason(path, exclude, explicit=explicit)
            if reason is None:
                files.setdefault(_identity(path), path)
            else:
                skipped.setdefault(_identity(path), (path, reason))
        if not matched and not Path(given).is_dir():
            missing.append(given)
    return Found(tuple(files.values()), tuple(skipped.values()), tuple(missing))


def _identity(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _expanded(given: str) -> Iterator[tuple[Path, bool]]:
    """The paths one argument stands for; True for those named outright rather than found in a folder."""
    path = Path(given)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        mode = 0
    if stat.S_ISDIR(mode):
        for one in _in_folder(path):
            yield one, False
    elif mode or path.is_symlink():
        yield path, True
    elif any(mark in given for mark in "*?["):
        import glob

        for word in sorted(glob.glob(given, recursive=True)):  # noqa: PTH207 - Path.glob refuses absolute patterns
            one = Path(word)
            if one.is_dir():
                # A folder matched by ** is covered by its files; one matched by a plain * is meant.
                if "**" not in given:
                    for inner in _in_folder(one):
                        yield inner, False
            elif not one.name.startswith(".") or one.name.startswith(".~"):
                yield one, one.suffix.lower() in KNOWN_SUFFIXES or "**" not in given


def _in_folder(folder: Path) -> Iterator[Path]:
    """Files with known endings below a folder, in the order of their names; links to folders are not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith("."):
                yield from _in_folder(Path(entry.path))
        elif Path(entry.name).suffix.lower() in KNOWN_SUFFIXES | REFUSED_SUFFIXES and (
            not entry.name.startswith(".") or entry.name.startswith(".~")
        ):
            yield Path(entry.path)


def _reason(path: Path, exclude: Sequence[str], *, explicit: bool) -> Text | None:
    """Why a path is passed over, None when it is to be read."""
    if is_excluded(path, exclude):
        return _EXCLUDED
    if path.name.startswith(("~$", ".~")):
        return _LOCK
    try:
        mode = path.stat().st_mode
    except OSError:
        return None  # load() says why
    if not stat.S_ISREG(mode):
        return _SPECIAL
    if not explicit:
        suffix = path.suffix.lower()
        if suffix in REFUSED_SUFFIXES:
            return _OLD_FORMAT
        if suffix not in KNOWN_SUFFIXES:
            return Text("不是可读的格式", "not a format that is read")
    return None


def is_excluded(path: PurePath, patterns: Sequence[str]) -> bool:
    """Whether a path is left out by one of the patterns of `exclude`."""
    if not patterns:
        return False
    parts = path.as_posix().split("/")
    # 历史/** and 历史 both leave out everything in such a folder, wherever it lies.
    ends = ["/".join(parts[at:]) for at in range(len(parts))]
    for pattern in patterns:
        plain = pattern.replace("\\", "/").removeprefix("./").rstrip("/")
        if not plain:
            continue
        if any(fnmatchcase(end, plain) for end in ends):
            return True
        if "/" not in plain and any(fnmatchcase(part, plain) for part in parts[:-1]):
            return True
        if any(fnmatchcase(end, f"{plain}/*") for end in ends):
            return True
        if plain.startswith("**/") and any(fnmatchcase(end, plain[3:]) for end in ends):
            return True
    return False


def load(path: Path, limits: Limits = LIMITS) -> Source:
    """The bytes of one file. Raises ReadError that says what to do: missing, no permission, open in Office."""
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            raise _refused(path, "not-a-file", "是文件夹，不是文件。", "it is a folder, not a file.")
        if not stat.S_ISREG(info.st_mode):
            raise _refused(
                path, "not-a-file", f"{_SPECIAL.zh}，不读取。", f"it is {_SPECIAL.en} and was not read."
            )
        if info.st_size > limits.file:
            raise too_large(str(path), "file", limits.file)
        return Source(name=str(path), data=_bytes(path, limits))
    except FileNotFoundError as error:
        raise _refused(
            path, "not-found", "没有这个文件，请检查路径。", "there is no such file; check the path."
        ) from error
    except PermissionError as error:
        raise _refused(
            path,
            "no-permission",
            "打不开：没有读取权限，或文件可能正被 Word、WPS 打开。请关闭后再试。",
            "it cannot be opened: no permission, or it is open in Word or WPS; close it and try again.",
        ) from error
    except (OSError, ValueError) as error:
        busy = isinstance(error, OSError) and error.errno in (errno.EBUSY, errno.ETXTBSY, errno.EAGAIN)
        why = getattr(error, "strerror", None) or str(error)
        raise _refused(
            path,
            "locked" if busy else "unreadable",
            f"打不开（{why}）。文件可能正被 Word、WPS 打开，或磁盘、网络有问题。",
            f"it cannot be opened ({why}); it may be open in Word or WPS, or the disk or network has a fault.",
        ) from error


def _bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a file; never more than the limit, whatever its size was said to be, and never from a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):  # put there since we looked
            raise _refused(
                path, "not-a-file", f"{_SPECIAL.zh}，不读取。", f"it is {_SPECIAL.en} and was not read."
            )
        data = stream.read(limits.file + 1)
    if len(data) > limits.file:
        raise too_large(str(path), "file", limits.file)
    return data


def _refused(path: Path, code: str, zh: str, en: str) -> ReadError:
    return ReadError(Text(zh=zh, en=en), source=str(path), code=code)
