"""Why an Office file is refused, in words that say what is wrong and what to do about it."""

from __future__ import annotations

from typing import NamedTuple

from gkcheck.errors import ReadError
from gkcheck.protocols import Source
from gkcheck.text import Param, Text


class Kind(NamedTuple):
    """What the file was taken for: the words that tell people how to save it anew."""

    program: str
    suffix: str


DOCX = Kind("Word", ".docx")
XLSX = Kind("Excel", ".xlsx")
ARCHIVE = Kind("", ".zip")

_AGAIN = Text(
    zh="请用 {program} 或 WPS 打开后另存为 {suffix}，再行核对。",
    en="Open it in {program} or WPS, save it as {suffix} and check again.",
)
_REASONS: dict[str, Text] = {
    "empty-file": Text(
        zh="文件是空的（0 字节）。请重新取得原文件。",
        en="The file is empty (0 bytes). Fetch the original again.",
    ),
    "encrypted": Text(
        zh="文件已加密，未能读取。请用 {program} 或 WPS 输入密码打开，去掉密码后另存为 {suffix}。",
        en="The file is encrypted and was not read. Open it in {program} or WPS, remove the password and save it as {suffix}.",
    ),
    "old-format": Text(
        zh="名为 {suffix}，内容却是旧版{what}文件。" + _AGAIN.zh,
        en="It is named {suffix} but holds an old {what} file. " + _AGAIN.en,
    ),
    "not-office": Text(
        zh="名为 {suffix}，内容却不是（看来是{what}）。" + _AGAIN.zh,
        en="It is named {suffix} but is none (it looks like {what}). " + _AGAIN.en,
    ),
    "truncated": Text(
        zh="文件不完整，可能在下载或拷贝时被截断（{what}）。请重新取得原文件。",
        en="The file is incomplete, perhaps cut short by a download or a copy ({what}). Fetch the original again.",
    ),
    "damaged": Text(zh="文件已损坏（{what}）。" + _AGAIN.zh, en="The file is damaged ({what}). " + _AGAIN.en),
    "unsafe-zip": Text(
        zh="压缩包结构可疑（{what}），为安全起见未予读取。" + _AGAIN.zh,
        en="The package is built suspiciously ({what}) and was not read. " + _AGAIN.en,
    ),
    "too-large": Text(
        zh="文件超出读取上限（{what}），未予读取。请删去无关内容，或拆分后另存为 {suffix}。",
        en="The file exceeds a reading limit ({what}) and was not read. Remove what is irrelevant, or split it, and save it as {suffix}.",
    ),
    "too-slow": Text(
        zh="读取时间超过上限（{what}），没有读完。请删去无关内容后另存为 {suffix}。",
        en="Reading took longer than a limit allows ({what}) and was given up. Remove what is irrelevant and save it as {suffix}.",
    ),
    "doctype": Text(
        zh="{what} 中含 DOCTYPE 声明，正常的 Office 文件没有，为安全起见未予读取。" + _AGAIN.zh,
        en="{what} holds a DOCTYPE declaration, which no honest Office file does; it was not read. "
        + _AGAIN.en,
    ),
    "missing-part": Text(
        zh="压缩包里没有{what}，文件不完整。" + _AGAIN.zh,
        en="The package lacks {what}; the file is not complete. " + _AGAIN.en,
    ),
}
_UNPACK = Text(zh="请解压后核对里面的文件。", en="Unpack it and check the files inside.")
_ARCHIVE_REASONS: dict[str, Text] = {
    "encrypted": Text(
        zh="压缩包里的文件有密码，未能读取。请解压后再核对。",
        en="It has a password and was not read. Unpack it and check the files inside.",
    ),
    "unsafe-zip": Text(
        zh="压缩包结构可疑（{what}），为安全起见未予读取。" + _UNPACK.zh,
        en="The archive is built suspiciously ({what}) and was not read. " + _UNPACK.en,
    ),
    "damaged": Text(
        zh="压缩包已损坏（{what}）。请重新取得原文件。", en="The archive is damaged ({what}). Fetch it again."
    ),
    "too-large": Text(
        zh="压缩包超出读取上限（{what}），未予读取。" + _UNPACK.zh,
        en="The archive exceeds a reading limit ({what}) and was not read. " + _UNPACK.en,
    ),
}


def refusal(code: str, name: str, kind: Kind, what: Text | None = None) -> ReadError:
    """The ReadError of one reason in `_REASONS`, for the file `name`; `what` is the detail that goes into it."""
    params: dict[str, Param] = {
        "program": kind.program,
        "suffix": kind.suffix,
        "what": what or Text(zh="", en=""),
    }
    reasons = {**_REASONS, **_ARCHIVE_REASONS} if kind is ARCHIVE else _REASONS
    return ReadError(reasons[code].fill(params), source=name, code=code)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_encrypted(data: bytes) -> bool:
    """Whether these are the bytes of an Office file with a password or rights management."""
    if not data.startswith(_OLE):
        return False
    return any(word.encode("utf-16-le") in data for word in ("EncryptedPackage", "DRMEncrypted"))


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip package does."""
    return data.startswith(b"PK\x03\x04")


def not_a_package(source: Source, kind: Kind) -> ReadError:
    """Says what the bytes are instead, as far as their beginning tells."""
    data = source.data
    if not data:
        return refusal("empty-file", source.name, kind)
    if is_encrypted(data):
        return refusal("encrypted", source.name, kind)
    if data.startswith(_OLE):
        what = Text(zh=" Office ", en="Office")
        if "WordDocument".encode("utf-16-le") in data:
            what = Text(zh=" Word（.doc）", en="Word (.doc)")
        elif "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
            what = Text(zh=" Excel（.xls）", en="Excel (.xls)")
        return refusal("old-format", source.name, kind, what)
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    what = Text(zh="文本或其他格式", en="text or something else")
    for sign, zh, en in (
        (b"%pdf", " PDF ", "PDF"),
        (b"{\\rtf", " RTF ", "RTF"),
        (b"<", "网页或 XML ", "HTML or XML"),
        (b"pk", "损坏的压缩包", "a damaged zip"),
    ):
        if start.startswith(sign):
            what = Text(zh=zh, en=en)
    return refusal("not-office", source.name, kind, what)
