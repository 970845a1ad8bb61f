"""Zip archives as mail brings them, and ways to spoil them: names, headers, members, archives within archives."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Sequence

from spoiling import spoiled

_ENTRY, _LOCAL, _END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
# What stands where in an entry of the directory, and in the header before a member: offset, format.
_FIELDS = {
    _ENTRY: ((4, "<H"), (6, "<H"), (8, "<H"), (10, "<H"), (16, "<L"), (20, "<L"), (24, "<L"), (28, "<H"), (30, "<H"),
             (32, "<H"), (36, "<H"), (38, "<L"), (42, "<L")),
    _LOCAL: ((4, "<H"), (6, "<H"), (8, "<H"), (14, "<L"), (18, "<L"), (22, "<L"), (26, "<H"), (28, "<H")),
    _END: ((8, "<H"), (10, "<H"), (12, "<L"), (16, "<L"), (20, "<H")),
}  # fmt: skip
_NUMBERS = (0, 1, 2, 8, 9, 12, 99, 0x7F, 0x800, 0x801, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)
_NAMES = (
    "落实情况.docx", "甲局/报送.xlsx", "甲局\\报送.csv", "../外.csv", "/绝对.csv", "C:/盘.csv", "a:b.csv", "~$锁.docx", ".隐.csv",
    "__MACOSX/._a.csv", "内.zip", "内.rar", "无后缀", "表.csv/", "", ".", "..", "a/../b.csv", "表\x00.csv", "表\n.csv", "\x1b[31m.csv",
    "長" * 300 + ".csv", "表.CSV", "表.csv ", "CON.csv", "\u202e表.csv", "a//b.csv", "./c.csv",
)  # fmt: skip


def packed(members: Sequence[tuple[str, bytes]], dice: random.Random) -> bytes:
    """An archive as some program would make it: names in UTF-8 or GBK, for DOS or Unix, stored or deflated."""
    entries: list[bytes] = []
    out = io.BytesIO()
    gbk = dice.random() < 0.5
    for name, data in members:
        raw = name.encode("gbk" if gbk else "utf-8", "surrogatepass" if not gbk else "replace")[:65_000]
        at = out.tell()
        info = zipfile.ZipInfo("n")
        with zipfile.ZipFile(single := io.BytesIO(), "w", dice.choice((0, 8))) as one:
            info.compress_type = one.compression
            one.writestr(info, data)
        whole = single.getvalue()
        end = whole.rfind(_ENTRY)
        head, body = bytearray(whole[:30]), whole[31:end]
        entry = bytearray(whole[end : end + 46])
        struct.pack_into("<H", head, 26, len(raw))
        struct.pack_into("<H", entry, 28, len(raw))
        flags = 0 if gbk or dice.random() < 0.3 else 0x800
        struct.pack_into("<H", head, 6, flags)
        struct.pack_into("<H", entry, 8, flags)
        entry[5] = dice.choice((0, 3, 10, 19))
        struct.pack_into("<L", entry, 42, at)
        out.write(bytes(head) + raw + body)
        entries.append(bytes(entry) + raw)
    start = out.tell()
    directory = b"".join(entries)
    out.write(directory)
    out.write(struct.pack("<4s4H2LH", _END, 0, 0, len(entries), len(entries), len(directory), start, 0))
    return out.getvalue()


def sound_archives(files: Sequence[tuple[str, bytes]]) -> list[bytes]:
    """Archives of sound files (ending and bytes), one of each and one of all."""
    dice = random.Random(1)
    singles = [packed([(f"甲局/落实情况.{suffix}", data)], dice) for suffix, data in files]
    return [*singles, packed([(f"单位{at}/表{at}.{one[0]}", one[1]) for at, one in enumerate(files)], dice)]


def spoiled_archive(data: bytes, dice: random.Random) -> bytes:
    """One archive spoiled: in its bytes, in its headers, or put together anew from spoiled members."""
    if dice.random() < 0.15:
        return spoiled(data, dice)
    if dice.random() < 0.35:
        return _headers(data, dice)
    members = _members(data)
    if not members:
        return spoiled(data, dice)
    for _ in range(dice.choice((1, 1, 2, 3))):
        at = dice.randrange(len(members))
        name, content = members[at]
        match dice.randrange(9):
            case 0:
                members[at] = (name, spoiled(content, dice)[: 4 << 20])
            case 1:
                members[at] = (dice.choice(_NAMES), content)
            case 2:
                members.append((name, dice.choice(members)[1]))
            case 3:
                members.append((name.upper() if dice.random() < 0.5 else name.replace("/", "\\"), content))
            case 4:
                other = dice.randrange(len(members))
                members[at], members[other] = (name, members[other][1]), (members[other][0], content)
            case 5:
                inner = packed(members[:2], dice)
                members[at] = (dice.choice((name, "内.zip", "内.docx", "内")), inner)
            case 6:
                members.append((f"零{len(members)}.csv", bytes(dice.choice((0, 1, 1_000, 11 << 20)))))
            case 7:
                members += [(f"多/{number}.csv", b"") for number in range(dice.choice((3, 50, 2_100)))]
            case _ if len(members) > 1:
                del members[at]
            case _:
                members[at] = (name, content[: dice.randrange(len(content) + 1)])
        members = members[:2_200]
    made = packed(members, dice)
    return _headers(made, dice) if dice.random() < 0.3 else made


def _members(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return [
                (one.filename, package.read(one))
                for one in package.infolist()[:2_200]
                if one.file_size < 16 << 20
            ]
    except Exception:  # noqa: BLE001 - zipfile raises many things at a spoiled archive
        return []


def _headers(data: bytes, dice: random.Random) -> bytes:
    """Numbers of headers that lie: sizes, methods, flags, places, lengths of names, counts."""
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4))):
        sign = dice.choice((_ENTRY, _ENTRY, _LOCAL, _END))
        places = (
            [at for at in range(len(out)) if out.startswith(sign, at)]
            if len(out) < 1 << 16
            else [out.rfind(sign)]
        )
        places = [at for at in places if at >= 0]
        if not places:
            continue
        offset, form = dice.choice(_FIELDS[sign])
        at = dice.choice(places) + offset
        if at + struct.calcsize(form) > len(out):
            continue
        (now,) = struct.unpack_from(form, out, at)
        most = (1 << 8 * struct.calcsize(form)) - 1
        value = dice.choice((*_NUMBERS, now + 1, now - 1, now ^ 1, now * 2, dice.randrange(most)))
        struct.pack_into(form, out, at, value & most)
    return bytes(out)
