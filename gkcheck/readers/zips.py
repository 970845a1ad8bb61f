"""Zip archives from mail: each member as a file of its own, in memory only; what is not read is named.

Members are called `archive.zip/成员.docx`. An archive within an archive is named and not opened.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from gkcheck.errors import ReadError
from gkcheck.limits import Limits
from gkcheck.protocols import Source
from gkcheck.readers.endings import ARCHIVE_SUFFIXES, KNOWN_SUFFIXES, REFUSED_SUFFIXES
from gkcheck.readers.files import is_excluded
from gkcheck.readers.package import Package, open_package
from gkcheck.readers.refusals import ARCHIVE
from gkcheck.readers.sniff import sniff, suffix_of
from gkcheck.text import Text

_UTF8 = 0x800  # the flag that says a name is UTF-8
_DOS, _NTFS = 0, 10  # systems whose Chinese programs write names in GBK
_UNICODE_PATH = 0x7075
_PACKED_SUFFIXES = ARCHIVE_SUFFIXES | frozenset(".rar .7z .gz .tgz .tar .bz2 .xz".split())  # noqa: SIM905 - a line
_TEXTS = ("text", "html", "json", "foreign", "empty", "zip")  # contents that do not show what they are
_NAMED = 20

EXCLUDED = Text("见 exclude 设置", "see exclude")
_LOCK = Text("Office 打开文件时留下的临时文件", "a lock file that Office leaves while a document is open")


class Passed(NamedTuple):
    """A member, or several, that are not handed on, and why; `incomplete` when a table may stand in it."""

    name: str
    code: str
    reason: Text
    incomplete: bool = True


class Member(NamedTuple):
    """A member that is unpacked when it is asked for."""

    name: str
    package: Package
    part: str

    def load(self) -> Source:
        """The member. Raises ReadError under its own name."""
        try:
            return Source(self.name, self.package.read(self.part))
        except ReadError as error:
            raise ReadError(error.reason, source=self.name, code=error.code) from error


def members(source: Source, limits: Limits, exclude: Sequence[str] = ()) -> Iterator[Member | Passed]:
    """The members that may hold a table, in the order of their names; then what was passed over.

    Raises ReadError for an archive that is broken, built to deceive or too large; nothing of it is read then.
    """
    package = open_package(source, ARCHIVE, limits, named=member_name, locked=True)
    passed: list[Passed] = []
    others: list[str] = []
    found = False
    for part in sorted(package.names(), key=package.shown):
        inside = package.shown(part)
        name = f"{source.name}/{inside}"
        steps = inside.split("/")
        concealed = any(step.startswith(".") or step == "__MACOSX" for step in steps)
        if inside.endswith("/") or (concealed and not steps[-1].startswith(".~")):
            continue  # folders, and what systems hide
        suffix = suffix_of(inside)
        if steps[-1].startswith(("~$", ".~")):
            passed.append(Passed(name, "skipped", _LOCK, incomplete=False))
        elif is_excluded(PurePath(name), exclude):
            passed.append(Passed(name, "skipped", EXCLUDED, incomplete=False))
        elif package.is_locked(part):
            reason = Text(zh="有密码，未能读取。请解压后再核对。", en="it has a password and was not read.")
            passed.append(Passed(name, "encrypted", reason))
        elif suffix in _PACKED_SUFFIXES:
            reason = Text(
                zh="压缩包里的压缩包不打开。请解压后再核对。",
                en="an archive within an archive is not opened.",
            )
            passed.append(Passed(name, "nested-archive", reason))
        elif suffix in KNOWN_SUFFIXES | REFUSED_SUFFIXES or sniff(package.peek(part)) not in _TEXTS:
            found = True
            yield Member(name, package, part)
        else:
            others.append(inside)
    yield from passed
    if others:
        said = "、".join(others[:_NAMED]) + ("…" if len(others) > _NAMED else "")
        reason = Text(
            zh=f"压缩包里另有 {len(others)} 个文件不是可读的格式，未读取：{said}",
            en=f"{len(others)} members of the archive are of no format that is read: {said}",
        )
        yield Passed(source.name, "skipped", reason, incomplete=False)
    if not found and not passed:
        reason = Text(zh="压缩包里没有可检查的文件。", en="the archive holds nothing to check.")
        yield Passed(source.name, "empty-archive", reason)


def member_name(raw: bytes, flags: int, system: int, extra: bytes) -> str:
    """A member's name: UTF-8 where the archive says so; else GBK, as Chinese programs write it.

    Programs on other systems write UTF-8 without saying so; they are known by the system they name.
    """
    if flags & _UTF8:
        return raw.decode("utf-8", "replace")
    said = _unicode_path(raw, extra)
    if said is not None:
        return said
    order = ("gb18030", "utf-8") if system in (_DOS, _NTFS) else ("utf-8", "gb18030")
    for encoding in order:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _unicode_path(raw: bytes, extra: bytes) -> str | None:
    """The name in the extra field of Info-ZIP, when it still belongs to the name."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = (
            int.from_bytes(extra[at : at + 2], "little"),
            int.from_bytes(extra[at + 2 : at + 4], "little"),
        )
        body = extra[at + 4 : at + 4 + length]
        if kind == _UNICODE_PATH and len(body) > 5 and int.from_bytes(body[1:5], "little") == zlib.crc32(raw):
            return body[5:].decode("utf-8", "replace")
        at += 4 + length
    return None
