"""Hostile and broken packages: each is refused with a sentence, none is half read, nothing blows up."""

from __future__ import annotations

import io
import re
import stat
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ByteSize

from gkcheck.errors import ReadError
from gkcheck.limits import LIMITS, Limits
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import docx as docx_reader
from gkcheck.readers import xlsx as xlsx_reader
from gkcheck.readers.package import open_package
from gkcheck.readers.refusals import DOCX, XLSX

OPTIONS = ReadOptions()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000


@cache
def small_docx() -> bytes:
    document = docx.Document()
    document.add_table(1, 2).cell(0, 0).text = "落实情况"
    document.add_paragraph("完")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def small_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["工作任务", "落实情况"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, data in members:
            target.writestr(name, data)
    return out.getvalue()


def refused(
    data: bytes, name: str = "表.docx", limits: Limits = LIMITS, part: str | None = None
) -> ReadError:
    with pytest.raises(ReadError) as caught:
        package = open_package(Source(name, data), XLSX if name.endswith("xlsx") else DOCX, limits)
        if part is not None:
            package.read(part)
    sentence = caught.value.sentence()
    assert sentence.startswith(name + "：")
    assert re.search("请|[。]", sentence)
    assert caught.value.sentence("en").startswith(name)
    assert "{" not in sentence + caught.value.sentence("en")
    return caught.value


def test_members_are_read_whatever_their_case_and_method() -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        data = zipped(("Word/Document.xml", b"<a/>" * 9), ("empty", b""), method=method)
        package = open_package(Source("a", data), DOCX)
        assert package.read("word/document.XML") == b"<a/>" * 9
        assert package.read("empty") == b""
        assert "word/document.xml" in package
        assert "nothing" not in package
        assert package.names() == ("word/document.xml", "empty")


def test_large_members_come_in_pieces_and_whole() -> None:
    data = bytes(range(256)) * 20_000
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        package = open_package(Source("a", zipped(("big", data), method=method)), DOCX, Limits(ratio=10**9))
        pieces = list(package.chunks("big"))
        assert len(pieces) >= 5
        assert b"".join(pieces) == data


def test_zip64_and_streamed_members() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
        target.open("a.xml", "w", force_zip64=True) as part,
    ):
        part.write(b"<a/>")
    assert open_package(Source("a", out.getvalue()), DOCX).read("a.xml") == b"<a/>"

    class Pipe(io.RawIOBase):
        """A stream that cannot seek, so that sizes follow the data."""

        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as target:  # type: ignore[arg-type]
        target.writestr("a.xml", "<a/>")
    assert open_package(Source("a", bytes(pipe.data)), DOCX).read("a.xml") == b"<a/>"


def wide(data: bytes) -> bytes:
    """The same package with its directory's numbers moved into zip64 fields."""
    end = data.rfind(b"PK\x05\x06")
    size, start = struct.unpack_from("<LL", data, end + 12)
    entry = bytearray(data[start : start + size])
    crc_size = struct.unpack_from("<LL", entry, 20)
    offset = struct.unpack_from("<L", entry, 42)[0]
    name = struct.unpack_from("<H", entry, 28)[0]
    extra = struct.pack("<HHQQQ", 1, 24, crc_size[1], crc_size[0], offset)
    struct.pack_into("<LL", entry, 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<H", entry, 30, len(extra))
    struct.pack_into("<L", entry, 42, 0xFFFFFFFF)
    entry = entry[: 46 + name] + extra
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(entry), start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, start + len(entry), 1)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:start] + bytes(entry) + end64 + locator + tail


def test_a_zip64_directory_is_understood() -> None:
    data = wide(zipped(("a.xml", b"<a/>" * 5)))
    assert zipfile.ZipFile(io.BytesIO(data)).read("a.xml") == b"<a/>" * 5
    assert open_package(Source("a", data), DOCX).read("a.xml") == b"<a/>" * 5


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "empty-file", "空"),
        (OLE, "old-format", "旧版"),
        (OLE + "WordDocument".encode("utf-16-le"), "old-format", ".doc"),
        (OLE + "Workbook".encode("utf-16-le"), "old-format", ".xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "加密"),
        (b"%PDF-1.4", "not-office", "PDF"),
        (b"{\\rtf1", "not-office", "RTF"),
        ("\ufeff<html>".encode(), "not-office", "网页"),
        ("工作任务,落实情况".encode("gbk"), "not-office", "文本"),
        (b"PK", "not-office", "损坏"),
        (b"PK\x03\x04" + b"\0" * 50, "truncated", "不完整"),
    ],
)
def test_what_is_no_package_is_named(data: bytes, code: str, word: str) -> None:
    error = refused(data)
    assert error.code == code
    assert word in error.sentence()


def test_a_way_out_names_the_right_program() -> None:
    assert "请用 Excel 或 WPS 打开后另存为 .xlsx" in refused(OLE, "表.xlsx").sentence()
    assert "请用 Word 或 WPS 打开后另存为 .docx" in refused(OLE).sentence()


def test_duplicate_and_twin_members() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("word/document.xml", b"<a/>"), ("word/document.xml", b"<b/>"))
    assert refused(data).code == "unsafe-zip"
    assert refused(zipped(("word/document.xml", b"1"), ("WORD/document.xml", b"2"))).code == "unsafe-zip"
    assert refused(zipped(("word/document.xml", b"1"), ("word\\document.xml", b"2"))).code == "unsafe-zip"


@pytest.mark.parametrize("name", ["/etc/passwd", "../a.xml", "word/../../a", "C:/a.xml", "..\\a.xml", "\\a"])
def test_members_that_point_elsewhere(name: str) -> None:
    assert refused(zipped((name, b"1"))).code == "unsafe-zip"


def test_symbolic_links() -> None:
    link = zipfile.ZipInfo("word/document.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr(link, "/etc/passwd")
    assert refused(out.getvalue()).code == "unsafe-zip"


def test_too_many_members() -> None:
    data = zipped(*((f"{n}.xml", b"") for n in range(LIMITS.members + 1)))
    assert refused(data).code == "too-large"


def test_bombs_are_stopped_before_they_fill_the_memory() -> None:
    data = zipped(("bomb", b"\0" * (LIMITS.ratio_from + (1 << 20))))
    tracemalloc.start()
    assert refused(data, part="bomb").code == "too-large"
    assert tracemalloc.get_traced_memory()[1] < 40 << 20
    tracemalloc.stop()
    assert (
        refused(zipped(("big", b"x" * 3000)), limits=Limits(part=ByteSize(2000)), part="big").code
        == "too-large"
    )
    package = open_package(
        Source("a", zipped(("a", b"x" * 900), ("b", b"y" * 900))), DOCX, Limits(unpacked=ByteSize(1000))
    )
    package.read("a")
    with pytest.raises(ReadError):
        package.read("b")


def test_honest_repetition_is_no_bomb() -> None:
    data = b"<w:t>boilerplate</w:t>" * 100_000
    assert len(data) < LIMITS.ratio_from
    assert open_package(Source("a", zipped(("a", data))), DOCX).read("a") == data


def test_a_header_that_lies_about_the_size() -> None:
    data = bytearray(zipped(("a", b"x" * 5000)))
    entry = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, entry + 24, 10)
    assert refused(bytes(data), part="a").code == "unsafe-zip"
    struct.pack_into("<L", data, entry + 24, 6000)
    assert refused(bytes(data), part="a").code == "damaged"


def test_a_local_header_that_differs_from_the_directory() -> None:
    data = bytearray(zipped(("word/document.xml", b"x" * 50)))
    data[30:34] = b"evil"
    assert refused(bytes(data), part="word/document.xml").code == "unsafe-zip"


def test_overlapping_members() -> None:
    data = bytearray(zipped(("a", b"x" * 50), ("b", b"x" * 50)))
    second = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, second + 42, 0)
    assert refused(bytes(data)).code == "unsafe-zip"


def test_checksum_errors_and_unknown_packing() -> None:
    data = bytearray(zipped(("a", b"abcdefgh"), method=zipfile.ZIP_STORED))
    at = data.find(b"abcdefgh")
    data[at] = ord("z")
    assert refused(bytes(data), part="a").code == "damaged"
    data = bytearray(zipped(("a", b"abcdefgh" * 30)))
    data[31:34] = b"\xff\xff\xff"
    assert refused(bytes(data), part="a").code == "damaged"
    assert refused(zipped(("a", b"abc"), method=zipfile.ZIP_BZIP2), part="a").code == "unsafe-zip"


def test_encrypted_members() -> None:
    data = bytearray(zipped(("word/document.xml", b"x" * 50)))
    entry = data.rfind(b"PK\x01\x02")
    struct.pack_into("<H", data, entry + 8, 1)
    assert refused(bytes(data)).code == "encrypted"


READERS: list[tuple[str, Callable[[], bytes], Callable[[Source, ReadOptions], object]]] = [
    ("a.docx", small_docx, docx_reader.pages),
    ("a.xlsx", small_xlsx, xlsx_reader.pages),
]


@pytest.mark.parametrize(("name", "make", "pages"), READERS)
def test_every_truncation_is_refused(
    name: str, make: Callable[[], bytes], pages: Callable[..., object]
) -> None:
    data = make()
    for size in [*range(0, len(data), 1024), len(data) - 1]:
        with pytest.raises(ReadError):
            pages(Source(name, data[:size]), OPTIONS)


@pytest.mark.parametrize(("name", "make", "pages"), READERS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_flipped_bytes_are_read_or_refused(
    name: str, make: Callable[[], bytes], pages: Callable[..., object], data: st.DataObject
) -> None:
    raw = bytearray(make())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    source = Source(name, bytes(raw))
    for reader in (docx_reader.DocxReader(), xlsx_reader.XlsxReader()):
        assert reader.accepts(source) in (True, False)
    try:
        pages(source, OPTIONS)
    except ReadError as error:
        assert error.sentence()


@pytest.mark.parametrize(("name", "make", "pages"), READERS)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_flipped_xml_is_read_or_refused(
    name: str, make: Callable[[], bytes], pages: Callable[..., object], data: st.DataObject
) -> None:
    """The same inside the package, where no checksum helps: any part may say anything."""
    whole = zipfile.ZipFile(io.BytesIO(make()))
    parts = [
        one for one in whole.namelist() if one.endswith((".rels", "document.xml", "book.xml", "sheet1.xml"))
    ]
    part = data.draw(st.sampled_from(parts))
    raw = bytearray(whole.read(part))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    members = [(one, bytes(raw) if one == part else whole.read(one)) for one in whole.namelist()]
    try:
        pages(Source(name, zipped(*members)), OPTIONS)
    except ReadError as error:
        assert error.sentence()


@pytest.mark.parametrize(("name", "make", "pages"), READERS)
def test_a_doctype_is_refused_wherever_it_stands(
    name: str, make: Callable[[], bytes], pages: Callable[..., object]
) -> None:
    whole = zipfile.ZipFile(io.BytesIO(make()))
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    hit = 0
    for part in ("word/document.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"):
        if part not in whole.namelist():
            continue
        hit += 1
        members = []
        for one in whole.namelist():
            data = whole.read(one)
            if one == part:
                start = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
                data = data[:start] + bomb + data[start:]
            members.append((one, data))
        with pytest.raises(ReadError) as caught:
            pages(Source(name, zipped(*members)), OPTIONS)
        assert caught.value.code == "doctype"
    assert hit >= 2


@pytest.mark.parametrize(("name", "make", "pages"), READERS)
def test_macros_are_data_and_told(name: str, make: Callable[[], bytes], pages: Callable[..., object]) -> None:
    whole = zipfile.ZipFile(io.BytesIO(make()))
    folder = "word" if name == "a.docx" else "xl"
    members = [(one, whole.read(one)) for one in whole.namelist()]
    found = pages(Source(name, zipped(*members, (f"{folder}/vbaProject.bin", b"\0"))), OPTIONS)
    assert [(one.code, one.incomplete) for one in found.warnings] == [("macros", False)]  # type: ignore[attr-defined]


def test_each_reader_knows_its_own() -> None:
    word, sheet = docx_reader.DocxReader(), xlsx_reader.XlsxReader()
    for data, is_word in ((small_docx(), True), (small_xlsx(), False)):
        for name in ("a.docx", "a.xlsx", "a.bin"):
            source = Source(name, data)
            assert (word.accepts(source), sheet.accepts(source)) == (is_word, not is_word)
    locked = OLE + "EncryptedPackage".encode("utf-16-le")
    assert word.accepts(Source("a.docx", locked))
    assert not word.accepts(Source("a.xlsx", locked))
    assert not word.accepts(Source("a.docx", OLE))  # an old .doc belongs to the reader of old documents
    assert not word.accepts(Source("a.docx", zipped(("x", zlib.compress(b"x")))))
