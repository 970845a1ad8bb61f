"""Ways to spoil a sound file: bytes flipped, cut, moved and repeated; the same inside the members of a package."""

from __future__ import annotations

import io
import random
import re
import zipfile

WORDS = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[31m", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<![CDATA[",
    b"]]>", b"<!--", b"-->", b"<table>", b"</table>", b"<tr>", b"</td>", b'colspan="99999"', b'rowspan="99999"', b'"', b"'", b"|", b"\t",
    b"\r", b"\n\n\n", b",", b";", b"{", b"}", b"[", b"]", b"\\u0000", b"\\ud800", b"999999999999999999999", b"-1", b"1e999", b"NaN", b"&#0;",
    b"&#x110000;", b"w:gridSpan", b'w:val="65535"', b'<w:vMerge/>', b"<w:tbl>", b"</w:tbl>", b"<w:tc>", b"</w:tc>", b"<w:del>", b"<w:ins>",
    b"<w:txbxContent>", b"</w:txbxContent>", b'<c r="XFD1048576"/>', b'r="A0"', b't="s"', b'<v>9999999</v>', b"<f>", b"<mergeCell ref=\"A1:XFD1048576\"/>",
    b'table:number-rows-repeated="1048576"', b'table:number-columns-repeated="16384"', "工作任务".encode(), "落实情况".encode(),
    "工作要求".encode(), "落实情况".encode("gbk"), "落实".encode("utf-16-le"), b"\\u-10000", b"\\cell", b"\\row", b"\\bin99999999 ", b"---|---|---",
)  # fmt: skip
_TAG = re.compile(rb"<[^<>]{1,200}>")


def spoiled(data: bytes, dice: random.Random) -> bytes:
    """One to six spoilings of a file; a package is spoiled as bytes or in its members."""
    if data.startswith(b"PK\x03\x04") and dice.random() < 0.75:
        return _package(data, dice)
    return _bytes(data, dice)


def _bytes(data: bytes, dice: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        if not out:
            break
        at = dice.randrange(len(out))
        length = min(dice.choice((1, 2, 8, 64, 500, 5_000)), len(out) - at)
        match dice.randrange(9):
            case 0:
                out[at] ^= 1 << dice.randrange(8)
            case 1:
                out[at : at + length] = bytes(dice.randrange(256) for _ in range(min(length, 64)))
            case 2:
                del out[at:]
            case 3:
                del out[at : at + length]
            case 4:
                out[at:at] = dice.choice(WORDS)
            case 5:
                out[at:at] = out[at : at + length] * dice.choice((1, 2, 20))
            case 6:
                other = dice.randrange(len(out))
                piece = bytes(out[at : at + length])
                del out[at : at + length]
                out[other:other] = piece
            case 7:
                _tags(out, dice)
            case _:
                out[at : at + length] = dice.choice(WORDS)
    return bytes(out)


def _tags(out: bytearray, dice: random.Random) -> None:
    """One tag dropped, doubled or put in the place of another."""
    found = [match.span() for match in _TAG.finditer(bytes(out[:200_000]))]
    if len(found) < 2:
        return
    (start, end), (other, stop) = dice.choice(found), dice.choice(found)
    piece = bytes(out[other:stop])
    match dice.randrange(3):
        case 0:
            del out[start:end]
        case 1:
            out[start:end] = piece
        case _:
            out[start:start] = piece * dice.choice((1, 1, 50))


def _package(data: bytes, dice: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [(info.filename, package.read(info)) for info in package.infolist()]
    except Exception:  # noqa: BLE001 - zipfile raises many things at a spoiled package
        return _bytes(data, dice)
    if not members:
        return _bytes(data, dice)
    at = dice.randrange(len(members))
    if dice.random() < 0.6:  # mostly the part that holds the table
        at = max(
            range(len(members)),
            key=lambda one: (
                "sheet1" in members[one][0]
                or "document.xml" in members[one][0]
                or "content" in members[one][0],
                len(members[one][1]),
            ),
        )
    name, content = members[at]
    match dice.randrange(10):
        case 0:
            del members[at]
        case 1:
            members.append((name, content))
        case 2:
            other = dice.randrange(len(members))
            members[at], members[other] = (name, members[other][1]), (members[other][0], content)
        case _:
            members[at] = (name, _bytes(content, dice))
    out = io.BytesIO()
    import warnings

    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", dice.choice((0, 8))) as package:
        warnings.simplefilter("ignore")  # a name that stands twice is what we want
        for one, text in members:
            stored = (
                zipfile.ZIP_STORED if one == "mimetype" else None
            )  # what an OpenDocument file is known by
            if one:  # zipfile writes no member without a name
                package.writestr(one, text, stored)
    made = out.getvalue()
    return _bytes(made, dice) if dice.random() < 0.1 else made
