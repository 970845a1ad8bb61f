"""Opening an Office file (a zip package) safely: nothing touches the disk, and every limit that strikes is named.

The zip directory is read here and not by `zipfile`, because two programs must not be able to see two
different files in one: duplicate, overlapping and renamed members are refused, and what is unpacked is
counted while it is unpacked, whatever the headers say. (It also spares the start-up time of `zipfile`.)
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from time import monotonic
from typing import NamedTuple

from gkcheck.errors import ReadError
from gkcheck.limits import LIMITS, Limits, adjust, sized
from gkcheck.protocols import Source
from gkcheck.readers.refusals import Kind, is_zip, not_a_package, refusal
from gkcheck.text import Text


class _Member(NamedTuple):
    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_PIECE = 1 << 20
_WIDE = 0xFFFFFFFF  # stands where the true number needs 64 bits


class Package:
    """The parts of one zip package, by name (without regard to case, as Office does)."""

    def __init__(self, source: Source, kind: Kind, members: dict[str, _Member], limits: Limits) -> None:
        self.name = source.name
        self.kind = kind
        self.limits = limits
        self._data = source.data
        self._members = members
        self._total = 0
        self._until = monotonic() + limits.seconds

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    def names(self) -> tuple[str, ...]:
        """All part names, in lower case."""
        return tuple(self._members)

    def size(self, part: str) -> int:
        """The declared unpacked size of a part, in bytes."""
        return self._members[part.lower()].size

    def shown(self, part: str) -> str:
        """The name of a part as it was written."""
        return self._members[part.lower()].name.replace("\\", "/")

    def is_locked(self, part: str) -> bool:
        """Whether a part has a password."""
        return bool(self._members[part.lower()].flags & 1)

    def read(self, part: str) -> bytes:
        """One part, unpacked whole. Raises ReadError."""
        return b"".join(self.chunks(part))

    def peek(self, part: str) -> bytes:
        """The first bytes of a part, at most 1 MB, neither counted nor verified; b"" when they do not unpack."""
        member = self._members[part.lower()]
        try:
            packed = self._packed(member, part)
            return next(_stored(packed) if member.method == 0 else _inflated(packed), b"")
        except (ReadError, zlib.error):
            return b""

    def chunks(self, part: str) -> Iterator[bytes]:
        """One part, unpacked in pieces of at most 1 MB, counted and its checksum verified. Raises ReadError."""
        member = self._members.get(part.lower())
        if member is None:
            raise self.refuse("missing-part", part, part)
        packed = self._packed(member, part)
        size = crc = 0
        pieces = _stored(packed) if member.method == 0 else _inflated(packed)
        try:
            for piece in pieces:
                size += len(piece)
                self._count(size, len(piece), member, part)
                crc = zlib.crc32(piece, crc)
                yield piece
        except zlib.error as error:
            raise self.refuse("damaged", f"{part} 解压出错", f"{part} does not unpack") from error
        if size != member.size or crc != member.crc:
            raise self.refuse("damaged", f"{part} 校验不符", f"the checksum of {part} does not match")

    def refuse(self, code: str, zh: str, en: str) -> ReadError:
        """A ReadError about this package."""
        return refusal(code, self.name, self.kind, Text(zh=zh, en=en))

    def _packed(self, member: _Member, part: str) -> memoryview:
        """The packed bytes of a member, once its local header says the same as the directory."""
        if member.flags & 1:
            raise refusal("encrypted", self.name, self.kind)
        if member.method not in (0, 8):
            raise self.refuse("unsafe-zip", f"{part} 的压缩方式不常见", f"{part} is packed in an unusual way")
        if member.size > self.limits.part:
            raise self._too_large(part, "part", self.limits.part)
        start = member.offset + _LOCAL.size
        if start > len(self._data):
            raise self.refuse("truncated", f"缺 {part}", f"{part} is missing")
        head = _LOCAL.unpack_from(self._data, member.offset)
        name_length, extra_length = head[9], head[10]
        same = self._data[start : start + name_length] == member.raw_name and head[3] == member.method
        if head[0] != b"PK\x03\x04" or not same:
            raise self.refuse("unsafe-zip", f"{part} 与目录不符", f"{part} differs from the directory")
        start += name_length + extra_length
        if start + member.packed > len(self._data):
            raise self.refuse("truncated", f"{part} 不完整", f"{part} is incomplete")
        return memoryview(self._data)[start : start + member.packed]

    def _count(self, size: int, piece: int, member: _Member, part: str) -> None:
        """Strikes as soon as a limit is passed, however small the header said the part was."""
        limits = self.limits
        self._total += piece
        if size > limits.part:
            raise self._too_large(part, "part", limits.part)
        if self._total > limits.unpacked:
            raise self._too_large(part, "unpacked", limits.unpacked)
        if monotonic() > self._until:
            raise self.refuse(
                "too-slow",
                f"{limits.seconds:g} 秒{adjust('seconds').zh}",
                f"{limits.seconds:g} seconds{adjust('seconds').en}",
            )
        if size > member.size:
            raise self.refuse("unsafe-zip", f"{part} 比所声明的大", f"{part} is larger than declared")
        if size > limits.ratio_from and size >= limits.ratio * max(member.packed, 1):
            raise self.refuse(
                "too-large",
                f"{part} 压缩比超过 {limits.ratio}{adjust('ratio').zh}",
                f"{part} is packed more than {limits.ratio} times{adjust('ratio').en}",
            )

    def _too_large(self, part: str, key: str, limit: int) -> ReadError:
        zh, en = ("所读各部件合计", "all parts read") if key == "unpacked" else (part, part)
        return self.refuse(
            "too-large",
            f"{zh}解压后超过 {sized(limit)}{adjust(key).zh}",
            f"{en} unpacked: over {sized(limit)}{adjust(key).en}",
        )


def _stored(packed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(packed), _PIECE):
        yield bytes(packed[start : start + _PIECE])


def _inflated(packed: memoryview) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-15)
    rest: memoryview | bytes = packed
    while not unpacker.eof:
        piece = unpacker.decompress(rest, _PIECE)
        rest = unpacker.unconsumed_tail
        if piece:
            yield piece
        elif not unpacker.eof:
            raise zlib.error("incomplete stream")


Named = Callable[[bytes, int, int, bytes], str]
"""A member's name from its bytes, flags, the system it was packed on, and its extra field."""


def _in_utf8(raw: bytes, flags: int, system: int, extra: bytes) -> str:
    return raw.decode("utf-8", "replace")


def open_package(
    source: Source, kind: Kind, limits: Limits = LIMITS, *, named: Named = _in_utf8, locked: bool = False
) -> Package:
    """The package in `source`. Raises ReadError with what is wrong and what to do about it.

    `named` reads the names of members; with `locked`, members with a password are listed and only refuse to be read.
    """
    data = source.data
    if not is_zip(data):
        raise not_a_package(source, kind)
    start, end = _directory(source, kind)
    members: dict[str, _Member] = {}
    position = start
    while position + _ENTRY.size <= end:
        entry = _ENTRY.unpack_from(data, position)
        if entry[0] != b"PK\x01\x02":
            break
        raw_name = data[position + _ENTRY.size : position + _ENTRY.size + entry[10]]
        extra_start = position + _ENTRY.size + entry[10]
        extra = data[extra_start : extra_start + entry[11]]
        name = named(raw_name, entry[3], entry[1] >> 8, extra)
        member = _Member(name, raw_name, entry[3], entry[4], entry[7], entry[8], entry[9], entry[16])
        if _WIDE in (member.packed, member.size, member.offset):
            member = _with_zip64(member, extra)
        position = extra_start + entry[11] + entry[12]
        key = _safe_name(name, entry[15] >> 16, source, kind)
        if key in members:
            raise _refused("unsafe-zip", source, kind, f"{key} 出现两次", f"{key} appears twice")
        if member.flags & 1 and not locked:
            raise refusal("encrypted", source.name, kind)
        members[key] = member
        if len(members) > limits.members:
            zh, en = f"成员超过 {limits.members} 个", f"more than {limits.members} members"
            what = Text(zh=zh + adjust("members").zh, en=en + adjust("members").en)
            raise refusal("too-large", source.name, kind, what)
    if position != end:
        raise _refused("damaged", source, kind, "压缩包目录有误", "its zip directory is broken")
    _refuse_overlaps(members, start, source, kind)
    return Package(source, kind, members, limits)


def _directory(source: Source, kind: Kind) -> tuple[int, int]:
    """Where the zip directory starts and ends."""
    data = source.data
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - 0xFFFF))
    if at < 0 or at + _END.size > len(data):
        raise _refused("truncated", source, kind, "缺压缩包目录", "its zip directory is missing")
    size, start = _END.unpack_from(data, at)[5:7]
    locator = at - 20
    if _WIDE in (size, start) and locator >= 0 and data[locator : locator + 4] == b"PK\x06\x07":
        (at64,) = struct.unpack_from("<Q", data, locator + 8)
        if at64 + _END64.size <= locator:
            size, start = _END64.unpack_from(data, at64)[8:10]
    if start + size > at:
        raise _refused("truncated", source, kind, "压缩包目录有误", "its zip directory is broken")
    return start, start + size


def _with_zip64(member: _Member, extra: bytes) -> _Member:
    """The member with the 64-bit numbers of its extra field, where the 32-bit ones only hold their place."""
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        position += 4
        if kind == 1:
            numbers = [
                one
                for (one,) in struct.iter_unpack(
                    "<Q", extra[position : position + min(length, len(extra) - position) // 8 * 8]
                )
            ]
            for field in ("size", "packed", "offset"):  # in this order, and only those that are needed
                if getattr(member, field) == _WIDE and numbers:
                    member = member._replace(**{field: numbers.pop(0)})
            return member
        position += length
    return member


def _refused(code: str, source: Source, kind: Kind, zh: str, en: str) -> ReadError:
    return refusal(code, source.name, kind, Text(zh=zh, en=en))


def _safe_name(name: str, mode: int, source: Source, kind: Kind) -> str:
    """A member's name in lower case with forward slashes; refuses those that could point elsewhere."""
    name = name.replace("\\", "/")
    steps = name.split("/")
    if name.startswith("/") or ".." in steps or ":" in steps[0] or "\0" in name or not name:
        raise _refused("unsafe-zip", source, kind, "成员路径越界", "a member's path leads outside")
    if mode & 0o170000 == 0o120000:
        raise _refused("unsafe-zip", source, kind, "含符号链接", "it holds a symbolic link")
    return name.lower()


def _refuse_overlaps(members: dict[str, _Member], directory: int, source: Source, kind: Kind) -> None:
    """Two members over the same bytes are how small bombs become large ones."""
    end = 0
    for member in sorted(members.values(), key=lambda one: one.offset):
        if member.offset < end:
            raise _refused("unsafe-zip", source, kind, "成员相互重叠", "members overlap")
        end = member.offset + _LOCAL.size + len(member.raw_name) + member.packed
    if end > directory:
        raise _refused("truncated", source, kind, "成员不完整", "a member is incomplete")
