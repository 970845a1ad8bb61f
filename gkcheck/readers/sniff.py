"""What a file is, from its first bytes and the names inside a zip: never from its name alone."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

from gkcheck.errors import ReadError
from gkcheck.text import Text

Kind = Literal[
    "empty",
    "docx",
    "xlsx",
    "odt",
    "ods",
    "doc",
    "xls",
    "rtf",
    "pdf",
    "zip",
    "html",
    "json",
    "text",
    "foreign",
]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096

_AS_WORD = Text(
    zh="请用 Word 或 WPS 打开后另存为 .docx，再行核对。", en="open it in Word or WPS and save it as .docx."
)
_AS_EXCEL = Text(
    zh="请用 Excel 或 WPS 打开后另存为 .xlsx，再行核对。", en="open it in Excel or WPS and save it as .xlsx."
)
_AS_EITHER = Text(
    zh="请用 Office 或 WPS 打开后另存为 .docx 或 .xlsx，再行核对。",
    en="open it in Office or WPS and save it as .docx or .xlsx.",
)
_UNPACK = Text(zh="请先解压，再核对里面的文件。", en="unpack it and check the files inside.")
_TYPED = Text(
    zh="图片里的文字不能核对，请取得文字版（.docx 或 .xlsx）。",
    en="pictures cannot be checked; get the .docx or .xlsx.",
)
# First bytes, what it is, what to do.
_MAGIC: tuple[tuple[bytes, Text, Text], ...] = (
    (b"Rar!", Text("RAR 压缩包", "a RAR archive"), _UNPACK),
    (b"7z\xbc\xaf", Text("7z 压缩包", "a 7z archive"), _UNPACK),
    (b"\x1f\x8b", Text("gzip 压缩包", "a gzip archive"), _UNPACK),
    (b"BZh", Text("bzip2 压缩包", "a bzip2 archive"), _UNPACK),
    (b"\x89PNG", Text("PNG 图片", "a PNG picture"), _TYPED),
    (b"\xff\xd8\xff", Text("JPEG 图片", "a JPEG picture"), _TYPED),
    (b"GIF8", Text("GIF 图片", "a GIF picture"), _TYPED),
    (b"II*\x00", Text("TIFF 图片", "a TIFF picture"), _TYPED),
    (b"MM\x00*", Text("TIFF 图片", "a TIFF picture"), _TYPED),
    (b"\x7fELF", Text("程序文件", "a program"), _AS_EITHER),
    (b"MIME-Version:", Text("单个文件网页（.mht）", "a web archive (.mht)"), _AS_EITHER),
    (b"SQLite format 3", Text("数据库文件", "a database"), _AS_EITHER),
)


def suffix_of(name: str) -> str:
    """The ending of a file name in lower case, with its dot; empty when there is none."""
    return PurePath(name.replace("\\", "/")).suffix.lower()


def sniff(data: bytes) -> Kind:
    """The kind of a file's content; "foreign" for everything gkcheck does not read."""
    if not data:
        return "empty"
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(OLE):
        return _compound_kind(data)
    if data.startswith(b"PK") or _magic(data) is not None:
        return "foreign"
    head = data[:_HEAD]
    if _is_binary(head):
        return "foreign"
    if looks_like_html(data):
        return "html"
    if _office_xml(head) is not None:
        return "foreign"
    if looks_like_json(data):
        return "json"
    return "text"


def looks_like_html(data: bytes) -> bool:
    """Whether bytes begin as an HTML document, or hold a table tag near the top; also in UTF-16."""
    head = data[:_HEAD].replace(b"\x00", b"").lower()
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")):
        return True
    return start.startswith(b"<") and (b"<html" in head or b"<table" in head)


def looks_like_json(data: bytes) -> bool:
    """Whether bytes begin as a JSON list or object with something JSON in it; also in UTF-16."""
    head = data[:400].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head[:1] in (b"{", b"[") and head[1:].lstrip(b" \t\r\n")[:1] in (b'"', b"{", b"[", b"]", b"}")


def _magic(data: bytes) -> tuple[Text, Text] | None:
    start = data[:16]
    return next(((what, advice) for magic, what, advice in _MAGIC if start.startswith(magic)), None)


def _is_binary(head: bytes) -> bool:
    """Control bytes that no text has in any encoding but UTF-16, where every other byte may be zero."""
    odd = sum(byte < 32 and byte not in (0, 9, 10, 11, 12, 13, 26, 27) for byte in head)
    zeros = head.count(0)
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    # In UTF-16 Han text the high bytes are 4E to 9F and the low ones anything: some control bytes are normal.
    return odd > len(head) // 4 or (zeros > 0 and odd > len(head) // 8 and zeros > len(head) // 3 * 2)


def _names_in_zip(data: bytes) -> str:
    """The names in a zip's directory, or what can be seen of them when the end is missing."""
    import struct

    at = data.rfind(b"PK\x05\x06")
    names: list[str] = []
    if at >= 0 and len(data) >= at + 22:
        size, start = struct.unpack_from("<LL", data, at + 12)
        place, end = start, min(start + size, len(data))
        while place + 46 <= end and data[place : place + 4] == b"PK\x01\x02" and len(names) < 5_000:
            name, extra, comment = struct.unpack_from("<3H", data, place + 28)
            names.append(data[place + 46 : place + 46 + name].decode("utf-8", "replace"))
            place += 46 + name + extra + comment
    if not names:
        place = 0
        while (place := data.find(b"PK\x03\x04", place)) >= 0 and len(names) < 5_000:
            if place + 30 <= len(data):
                (name,) = struct.unpack_from("<H", data, place + 26)
                names.append(data[place + 30 : place + 30 + name].decode("utf-8", "replace"))
            place += 4
    return "\n".join(["", *names, ""]).lower().replace("\\", "/")


_NO_ARCHIVE = ("\nofd.xml\n", "\n[content_types].xml\n", "\nmimetype\n", "\nmeta-inf/manifest.mf\n")
"""Members that only a document of another program, or a program itself, has at its root."""


def _zip_kind(data: bytes) -> Kind:
    names = _names_in_zip(data)
    listed = "\n[content_types].xml\n" in names or "\n_rels/.rels\n" in names
    if "\nword/" in names and (listed or "\nword/document" in names):
        return "docx"
    if "\nxl/" in names and (listed or "\nxl/workbook" in names):
        return "xlsx"
    if "\nmimetype\n" in names and ("\ncontent.xml\n" in names or "\nencrypted-package\n" in names):
        return _open_document_kind(data)
    return "foreign" if any(mark in names for mark in _NO_ARCHIVE) else "zip"


def _compound_kind(data: bytes) -> Kind:
    """By the streams right below the root; of a damaged file, by the names that are still to be seen."""
    from gkcheck.readers.ole import Ole, OleError

    try:
        names = set(Ole(data).names)
    except OleError:
        seen = ("EncryptedPackage", "DRMEncrypted", "WordDocument", "Workbook", "Book")
        names = {name for name in seen if name.encode("utf-16-le") in data}
    if names & {"EncryptedPackage", "DRMEncrypted"} or any("DRM" in name for name in names):
        return "foreign"
    if "WordDocument" in names:
        return "doc"
    return "xls" if names & {"Workbook", "Book"} else "foreign"


def _open_document_kind(data: bytes) -> Kind:
    """By the mimetype member, which stands first and unpacked in an OpenDocument package."""
    if b"opendocument.text" in data[:200]:
        return "odt"
    return "ods" if b"opendocument.spreadsheet" in data[:200] else "foreign"


def _office_xml(head: bytes) -> tuple[Text, Text] | None:
    """Office's old single-file XML."""
    low = head.replace(b"\x00", b"")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in low:
        return Text("Excel 2003 XML 表格", "an Excel 2003 XML spreadsheet"), _AS_EXCEL
    if (
        b"schemas.microsoft.com/office/word/2003" in low
        or b"schemas.microsoft.com/office/2006/xmlPackage" in low
    ):
        return Text("Word XML 文档", "a Word XML document"), _AS_WORD
    if b"urn:oasis:names:tc:opendocument" in low:
        return Text("OpenDocument XML 文档", "an OpenDocument XML file"), _AS_EITHER
    if low.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return Text("XML 文件", "an XML file"), _AS_EITHER
    return None


def refused(data: bytes, name: str) -> ReadError:
    """Why a file of another kind is not read, and how to hand it in instead."""
    if not data:
        return ReadError(
            Text(
                zh="文件是空的（0 字节）。请重新取得原文件。",
                en="the file is empty (0 bytes); fetch it again.",
            ),
            source=name,
            code="empty-file",
        )
    code = "unsupported"
    what, advice = (
        _magic(data) or _office_xml(data[:_HEAD]) or (Text("认不出的格式", "an unknown format"), _AS_EITHER)
    )
    if data.startswith(OLE):
        code, what, advice = _ole(data)
    elif data.startswith(b"PK"):
        what, advice = _zip_words(data)
    space = " " if what.zh[:1].isascii() else ""
    text = Text(
        zh=f"这是{space}{what.zh}，不能直接读取。{advice.zh}",
        en=f"it is {what.en}, which is not read; {advice.en}",
    )
    return ReadError(text, source=name, code=code)


def _ole(data: bytes) -> tuple[str, Text, Text]:
    if any(word.encode("utf-16-le") in data for word in ("EncryptedPackage", "DRMEncrypted")):
        return (
            "encrypted",
            Text("加密的 Office 文件", "an encrypted Office file"),
            Text(
                "请用原软件输入密码打开，去掉密码后另存。",
                "open it with its password, remove the password and save it.",
            ),
        )
    from gkcheck.readers.ole import Ole, OleError

    try:
        Ole(data)
    except OleError:
        what = Text("不完整或已损坏的旧版 Office 文件", "an old Office file that is cut short or damaged")
        return "damaged", what, Text("请重新取得原文件，或另存为 .docx 或 .xlsx。", "fetch it again.")
    return "unsupported", Text("旧版 Office 文件", "an old Office file"), _AS_EITHER


def _zip_words(data: bytes) -> tuple[Text, Text]:
    names = _names_in_zip(data)
    if "\nofd.xml\n" in names:
        return Text("OFD 版式文件", "an OFD file"), _AS_EITHER
    if "\nppt/" in names:
        return Text("PowerPoint 演示文稿", "a PowerPoint file"), _AS_EITHER
    if "\nmimetype\n" in names and "\ncontent.xml\n" in names:
        return Text("OpenDocument 文件", "an OpenDocument file"), _AS_EITHER
    return Text("压缩包（.zip）", "a zip archive"), _UNPACK
