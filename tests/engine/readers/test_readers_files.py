"""Files, folders and globs; sniffing; the readers as a whole."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from made_grids import codes, read_text

from gkcheck.errors import ReadError
from gkcheck.model import Submission
from gkcheck.protocols import Reader, ReadOptions, Source
from gkcheck.readers import builtin_readers, read_source
from gkcheck.readers.files import find_files, load
from gkcheck.readers.sniff import sniff

CSV = "工作任务,工作要求,落实情况\n1.甲,q,r\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.csv", "a.docx", "c.txt", "~$a.docx", ".~b.xlsx", "x.py", "旧.ofd", "下级/d.md", "下级/深/e.HTML",
                 ".git/f.md", "历史/g.csv"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CSV)
    return tmp_path


def names(paths: object, folder: Path) -> list[str]:
    return [Path(path).relative_to(folder).as_posix() for path in paths]  # type: ignore[attr-defined]


def test_folders(folder: Path) -> None:
    found = find_files([str(folder)])
    assert names(found.files, folder) == [
        "a.docx",
        "b.csv",
        "c.txt",
        "下级/d.md",
        "下级/深/e.HTML",
        "历史/g.csv",
    ]
    assert names((path for path, _ in found.skipped), folder) == [".~b.xlsx", "~$a.docx", "旧.ofd"]
    assert found.missing == ()


def test_globs(folder: Path) -> None:
    assert names(find_files([str(folder / "*.csv")]).files, folder) == ["b.csv"]
    assert names(find_files([str(folder / "**" / "*.md")]).files, folder) == ["下级/d.md"]
    assert names(find_files([str(folder / "**")]).files, folder)[:3] == ["a.docx", "b.csv", "c.txt"]
    assert names(find_files([str(folder / "下*")]).files, folder) == ["下级/d.md", "下级/深/e.HTML"]


def test_no_repeats_and_order_as_given(folder: Path) -> None:
    found = find_files([str(folder / "c.txt"), str(folder), str(folder / "." / "b.csv")])
    assert names(found.files, folder)[0] == "c.txt"
    assert len(found.files) == len(set(found.files)) == 6


def test_missing(folder: Path) -> None:
    found = find_files([str(folder / "无.csv"), str(folder / "*.无"), str(folder / "b.csv"), "a\x00b"])
    assert len(found.missing) == 3
    assert names(found.files, folder) == ["b.csv"]
    empty = folder / "空"
    empty.mkdir()
    assert find_files([str(empty)]) == ((), (), ())


@pytest.mark.parametrize("pattern", ["历史/**", "历史", "历史/", "**/g.csv", "g.csv", "*/g.*", "历史/*.csv"])
def test_exclude_is_applied_and_said(folder: Path, pattern: str) -> None:
    for given in ([str(folder)], [str(folder / "历史" / "g.csv")]):
        found = find_files(given, exclude=[pattern])
        assert "历史/g.csv" not in names(found.files, folder)
        assert [reason.en for path, reason in found.skipped if path.name == "g.csv"] == ["see exclude"]


def test_a_file_named_outright_is_tried_whatever_its_ending(folder: Path) -> None:
    assert names(find_files([str(folder / "x.py"), str(folder / "旧.ofd")]).files, folder) == [
        "x.py",
        "旧.ofd",
    ]


def test_lock_files_named_outright_are_passed_over(folder: Path) -> None:
    found = find_files([str(folder / "~$a.docx")])
    assert found.files == ()
    assert len(found.skipped) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_and_devices_are_refused(folder: Path) -> None:
    os.mkfifo(folder / "p.csv")
    found = find_files([str(folder / "p.csv"), os.devnull])
    assert found.files == ()
    assert len(found.skipped) == 2
    with pytest.raises(ReadError):
        load(folder / "p.csv")


def test_load(folder: Path) -> None:
    assert load(folder / "b.csv").data == CSV.encode()
    for path, code in ((folder / "无.csv", "not-found"), (folder, "not-a-file")):
        with pytest.raises(ReadError) as caught:
            load(path)
        assert caught.value.code == code


def test_load_says_that_the_file_may_be_open(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("gkcheck.readers.files.os.open", denied)
    with pytest.raises(ReadError) as caught:
        load(folder / "b.csv")
    assert caught.value.code == "no-permission"
    assert "WPS" in caught.value.text.zh


def zipped(*members: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in members:
            package.writestr(name, "x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("data", "name", "code", "word"),
    [
        (b"", "a.csv", "empty-file", "0 字节"),
        (b" \n", "a.csv", "empty-file", "没有文字"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "damaged", ".docx"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "damaged", ".xlsx"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.wps", "damaged", ".docx"),
        (OLE + "Workbook".encode("utf-16-le"), "a.et", "damaged", ".xlsx"),
        (OLE, "a.doc", "damaged", "旧版 Office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted", "密码"),
        (zipped("a.docx"), "a.zip", "unsupported", "解压"),
        (zipped("OFD.xml"), "a.ofd", "unsupported", "OFD"),
        (zipped("ppt/presentation.xml"), "a.pptx", "unsupported", "PowerPoint"),
        (zipped("mimetype", "content.xml"), "a.odg", "unsupported", "OpenDocument"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "a.png", "unsupported", "图片"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "a.xls",
         "unsupported", "Excel"),
        (bytes(range(32)) * 40, "a.csv", "unsupported", "认不出"),
    ],
)  # fmt: skip
def test_other_formats_are_refused_with_advice(data: bytes, name: str, code: str, word: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_source(Source(name, data), ReadOptions())
    assert caught.value.code == code
    assert word in caught.value.text.zh


def test_sniffing() -> None:
    assert sniff(zipped("[Content_Types].xml", "word/document.xml")) == "docx"
    assert sniff(zipped("[Content_Types].xml", "xl/workbook.xml", "xl/embeddings/a.docx")) == "xlsx"
    assert sniff(zipped("[Content_Types].xml", "word/document.xml", "word/embeddings/x.xlsx")[:-30]) == "docx"
    assert sniff(CSV.encode("utf-16")) == "text"
    assert sniff(CSV.encode("utf-16-le")) == "text"
    assert sniff("<html><table>".encode("utf-16")) == "html"
    assert sniff(b'\xef\xbb\xbf [{"a": 1}]') == "json"


def test_names_that_promise_another_format() -> None:
    assert codes(read_text(CSV, "a.docx")) == ["name-mismatch"]
    assert (
        codes(read_text(CSV, "a.csv")) == codes(read_text(CSV, "a")) == codes(read_text(CSV, "a.xyz")) == []
    )


def test_the_hash_is_of_the_bytes() -> None:
    import hashlib

    assert read_text(CSV, "a.csv").sha256 == hashlib.sha256(CSV.encode()).hexdigest()


class Mine:
    name = "mine"
    suffixes: tuple[str, ...] = (".mine",)

    def __init__(self, fault: BaseException | None = None, *, at: str = "read") -> None:
        self.fault, self.at = fault, at

    def accepts(self, source: Source) -> bool:
        if self.fault is not None and self.at == "accepts":
            raise self.fault
        return source.data.startswith(b"MINE")

    def read(self, source: Source, options: ReadOptions) -> Submission:
        if self.fault is not None:
            raise self.fault
        return Submission(source=source.name, reader=self.name)


def test_readers_of_plugins() -> None:
    assert read_source(Source("a.mine", b"MINE"), ReadOptions(), [Mine()]).reader == "mine"
    assert read_source(Source("a.csv", CSV.encode()), ReadOptions(), [Mine()]).reader == "csv"


@pytest.mark.parametrize("at", ["read", "accepts"])
@pytest.mark.parametrize("fault", [RuntimeError("x"), RecursionError(), MemoryError(), SystemExit(0)])
def test_a_crashing_reader_is_a_read_error(fault: BaseException, at: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_source(Source("a.mine", b"MINE"), ReadOptions(), [Mine(fault, at=at)])
    assert caught.value.code == "reader-failed"


def test_builtin_readers_keep_the_protocol() -> None:
    for reader in builtin_readers():
        assert isinstance(reader, Reader)
        assert reader.accepts(Source("x", b"\x00\x01")) is False


def test_importing_the_readers_stays_light() -> None:
    code = "import sys, gkcheck.readers; print([m for m in ('lxml', 'gkcheck.readers.table') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_hook_takes_every_ending_that_only_documents_have_and_the_core_reads() -> None:
    import re

    from gkcheck.readers.endings import ARCHIVE_SUFFIXES, KNOWN_SUFFIXES, TEXT_SUFFIXES

    extras = {".doc", ".wps", ".rtf", ".pdf"}  # a plain install of the hook cannot read these
    hooks = (Path(__file__).resolve().parents[3] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    found = re.search(r"files: \(\?i\)\\\.\(([a-z|]+)\)\$", hooks)
    assert found is not None
    assert {
        f".{one}" for one in found[1].split("|")
    } == KNOWN_SUFFIXES - TEXT_SUFFIXES - ARCHIVE_SUFFIXES - extras
