"""The readers of .doc, .wps and .rtf: the ladder of converters, and how they are held against the document's counts.

The samples were saved by LibreOffice from tables made up by us.
"""

from __future__ import annotations

import os
import struct
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_grids import codes
from made_ole import compound

from gkcheck.errors import ReadError
from gkcheck.model import Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import doc, doc_oxide, doc_wps2md, read_source, soffice
from gkcheck.readers.converted import Converted, NotInstalledError
from gkcheck.readers.doc_facts import doc_facts
from gkcheck.readers.ole import Ole

SAMPLES = Path(__file__).with_name("samples")
SMALL = (SAMPLES / "small.doc").read_bytes()
NESTED = (SAMPLES / "nested.doc").read_bytes()
needs_office = pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed")


def read(data: bytes, name: str = "t.doc") -> Submission:
    return read_source(Source(name, data), ReadOptions())


def refused(data: bytes, name: str = "t.doc") -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, name)
    return caught.value


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice."""
    monkeypatch.setattr(soffice, "program", lambda: None)


def check_small(got: Submission) -> None:
    assert (got.title, got.issuer, got.year) == ("2024年政务公开工作任务分解表", "青湖区教育局", 2024)
    assert [(task.id, task.title, task.units, task.section) for task in got.tasks] == [
        ("1", "公开预算", ("财务处",), ("一、公开解读",)),
        ("2", "答复来信", ("财务处",), ("一、公开解读",)),
        ("3", "政策解读", ("法规处",), ("一、公开解读",)),
    ]
    assert got.tasks[2].report == "政策文件6件，解读6件，解读率100%。\n第二段。"
    assert [mark.kind for mark in got.tasks[1].location.marks] == ["merged"]


def test_paragraphs_that_all_stand_in_one_place() -> None:
    """A broken page of paragraphs, found by the fuzzer: two runs with the same ends and different properties."""
    whole = Ole(SMALL)
    stream, table = whole.stream("WordDocument"), whole.stream("1Table")
    at, length = struct.unpack_from("<II", stream, 0x102)
    count = (length - 4) // 8
    (number,) = struct.unpack_from("<I", table, at + 4 * (count + 1))
    page = stream[number * 512 : number * 512 + 512]
    assert SMALL.count(page) == 1 and page[-1] > 3
    first = page[:4]
    broken = SMALL.replace(page, first * (page[-1] + 1) + page[4 * (page[-1] + 1) :])
    facts = doc_facts(Ole(broken))
    assert facts is not None
    try:
        assert read(broken).warnings  # what the document counts is no longer what was read
    except ReadError as error:
        assert error.code != "reader-failed"


def test_properties_that_would_never_end_are_not_looked_at() -> None:
    """A vector of two billion values of no kind, as the fuzzer made one: a library would count to its end."""
    olefile = pytest.importorskip("olefile")
    name = b"".join(bytes([letter, 0]) for letter in b"\x05SummaryInformation")
    assert name in SMALL
    shown = olefile.OleFileIO(doc_wps2md._without_properties(SMALL))
    assert not shown.exists("\x05SummaryInformation") and not shown.exists("\x05DocumentSummaryInformation")
    assert shown.exists("WordDocument")
    whole = Ole(SMALL)
    stream = whole.stream("\x05SummaryInformation")
    (at,) = struct.unpack_from("<I", stream, 44)
    (first,) = struct.unpack_from("<I", stream, at + 12)
    place = SMALL.find(stream[:64]) + at + first
    # the type of the first property, and how many values it has
    broken = SMALL[:place] + struct.pack("<II", 0x1000 | 0x0F, 2_000_000_000) + SMALL[place + 8 :]
    began = time.process_time()
    assert doc_wps2md.by_wps2md(broken) is not None
    shouting = broken.replace(name, b"".join(bytes([letter, 0]) for letter in b"\x05SUMMARYinformation"))
    assert doc_wps2md.by_wps2md(shouting) is not None
    assert time.process_time() - began < 2


def test_what_the_document_counts_itself() -> None:
    facts = doc_facts(Ole(SMALL))
    assert facts is not None
    assert (facts.rows, facts.cells) == (5, (5, 1, 5, 5, 5))
    assert (facts.revised, facts.hidden, facts.nested, facts.numbered, facts.boxes, facts.notes) == (
        0, False, False, 0, 0, 0,
    )  # fmt: skip
    other = doc_facts(Ole(NESTED))
    assert other is not None
    assert (other.rows, other.revised, other.hidden, other.nested) == (7, 2, True, True)
    assert doc_facts(Ole(compound({"WordDocument": b"\xec\xa5" + bytes(600)}))) is None


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", ["t.doc", "t.wps"])
def test_office_oxide_comes_first(name: str) -> None:
    pytest.importorskip("office_oxide")
    got = read(SMALL, name)
    assert (got.reader, got.warnings) == ("doc/office-oxide", ())
    check_small(got)


@pytest.mark.usefixtures("alone")
def test_wps2md_is_second_and_says_when_it_cannot_tell_cells_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("wps2md")
    monkeypatch.setattr(doc_oxide, "by_office_oxide", lambda data, limits: None)
    got = read(SMALL)
    assert got.reader == "doc/wps2md"
    assert [(one.code, one.incomplete) for one in got.warnings if one.incomplete] == [("cells-unclear", True)]
    assert [task.title for task in got.tasks] == ["公开预算", "答复来信", "政策解读"]


@needs_office
def test_libreoffice_is_the_last_resort(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("office_oxide")
    got = read(NESTED)
    assert got.reader == "doc/libreoffice"
    assert codes(got) == ["converted", "revisions", "hidden-text"]
    assert [task.report for task in got.tasks][-2:] == ["更新12次。藏字", "接通率96%。新增字"]


@pytest.mark.usefixtures("alone")
def test_without_it_what_may_be_wrong_is_said() -> None:
    pytest.importorskip("office_oxide")
    got = read(NESTED)
    assert {one.code for one in got.warnings if one.incomplete} >= {"nested-not-read"}


@pytest.mark.parametrize("name", ["t.doc", "t.wps"])
def test_without_the_extra_the_sentence_names_it(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, "office_oxide", None)
    monkeypatch.setitem(sys.modules, "wps2md", None)
    monkeypatch.setattr(soffice, "to_docx", lambda *_: pytest.fail("not to be called"))
    error = refused(SMALL, name)
    assert error.code == "extra-missing"
    assert 'pip install "gkcheck[doc]"' in error.text.zh
    assert "另存为 .docx" in error.text.zh
    assert 'pip install "gkcheck[doc]"' in error.text.en


@pytest.mark.usefixtures("alone")
def test_a_converter_that_loses_rows_or_letters_is_passed_over_or_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("office_oxide")
    whole = doc_oxide.by_office_oxide(SMALL)
    assert whole is not None

    def losing(data: bytes, limits: object) -> Converted:
        grid = whole.pages.grids[0]
        return whole._replace(
            by="loser", rows=4, pages=whole.pages._replace(grids=(grid._replace(rows=grid.rows[:-1]),))
        )

    def absent(data: bytes, limits: object) -> Converted:
        raise NotInstalledError

    monkeypatch.setattr(doc, "_ladder", lambda: (losing, doc_oxide.by_office_oxide))
    assert read(SMALL).reader == "doc/office-oxide"
    monkeypatch.setattr(doc, "_ladder", lambda: (losing, absent))
    got = read(SMALL)
    assert got.reader == "doc/loser"
    assert [one.code for one in got.warnings if one.incomplete] == ["row-loss", "not-read-whole"]
    assert "原文件 5 行" in got.warnings[0].message.zh
    assert "读出 4 行" in got.warnings[0].message.zh


def test_a_password_and_a_broken_file_are_refused() -> None:
    ole = Ole(SMALL)
    stream = bytearray(ole.stream("WordDocument"))
    stream[11] |= 1
    locked = compound({"WordDocument": bytes(stream), "1Table": ole.stream("1Table")})
    assert refused(locked).code == "encrypted"
    assert refused(SMALL[:3000]).code == "damaged"


@pytest.mark.usefixtures("alone")
@given(
    st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=30),
    st.none() | st.integers(0, len(SMALL)),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_mutated_files_end_in_a_table_or_in_our_own_refusal(
    flips: list[tuple[int, int]], cut: int | None
) -> None:
    data = bytearray(SMALL)
    for at, value in flips:
        data[at] = value
    try:
        read(bytes(data[:cut]))
    except ReadError as error:
        assert error.code != "reader-failed"


def test_a_native_panic_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    module = pytest.importorskip("office_oxide")

    class Panic(BaseException):
        pass

    class Document:
        @staticmethod
        def from_bytes(data: bytes, kind: str) -> None:
            raise Panic

    monkeypatch.setattr(module, "Document", Document)
    assert doc_oxide.by_office_oxide(SMALL) is None


def test_wps2md_survives_what_it_cannot_read() -> None:
    pytest.importorskip("wps2md")
    assert doc_wps2md.by_wps2md(b"nothing") is None


# LibreOffice itself


FAKE = """#!{python}
import os, pathlib, subprocess, sys, time
here = pathlib.Path({notes!r})
(here / "argv").write_text("\\n".join(sys.argv[1:]))
profile = next(one for one in sys.argv if one.startswith("-env:UserInstallation=")).partition("=file://")[2]
(here / "profile").write_text((pathlib.Path(profile) / "user" / "registrymodifications.xcu").read_text())
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
(here / "pids").write_text(f"{{os.getpid()}} {{child.pid}}")
time.sleep({wait})
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
out.mkdir()
(out / "in.docx").write_bytes(b"made")
"""


def fake(monkeypatch: pytest.MonkeyPatch, folder: Path, wait: float) -> None:
    script = folder / "soffice"
    script.write_text(FAKE.format(python=sys.executable, notes=str(folder), wait=wait))
    script.chmod(0o755)
    monkeypatch.setattr(soffice, "program", lambda: str(script))


def gone(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True  # dead; whoever inherited it has not collected it yet
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="groups of processes of POSIX")
@pytest.mark.parametrize(("wait", "made"), [(0, b"made"), (60, None)])
def test_libreoffice_runs_apart_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wait: float, made: bytes | None
) -> None:
    fake(monkeypatch, tmp_path, wait)
    seconds = 20 if made else 2
    assert soffice.to_docx(b"given", ".doc", seconds=seconds) == made
    words = (tmp_path / "argv").read_text().split("\n")
    place = words[0].partition("=file://")[2]
    assert not Path(place).parent.exists()
    assert {"--headless", "--norestore", "--convert-to"} <= set(words)
    profile = (tmp_path / "profile").read_text()
    assert 'name="DisableMacrosExecution" oor:op="fuse"><value>true' in profile
    assert all(gone(int(pid)) for pid in (tmp_path / "pids").read_text().split())


@needs_office
def test_rtf_by_libreoffice() -> None:
    got = read((SAMPLES / "small.rtf").read_bytes(), "t.rtf")
    assert (got.reader, codes(got)) == ("rtf/libreoffice", ["converted"])
    check_small(got)


@pytest.mark.usefixtures("alone")
def test_rtf_without_it_says_what_to_do() -> None:
    error = refused((SAMPLES / "small.rtf").read_bytes(), "t.doc")
    assert error.code == "extra-missing"
    assert "LibreOffice" in error.text.zh
    assert "另存为 .docx" in error.text.zh


def test_rows_of_an_rtf_that_get_lost_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("office_oxide")
    from gkcheck.readers import rtf

    whole = doc_oxide.by_office_oxide(SMALL)
    assert whole is not None
    monkeypatch.setattr(rtf, "by_libreoffice", lambda *_: whole._replace(rows=4))
    got = read((SAMPLES / "small.rtf").read_bytes(), "t.rtf")
    assert [(one.code, one.incomplete) for one in got.warnings] == [("row-loss", True)]
    monkeypatch.setattr(rtf, "by_libreoffice", lambda *_: None)
    assert refused(b"{\\rtf1", "t.rtf").code == "damaged"
