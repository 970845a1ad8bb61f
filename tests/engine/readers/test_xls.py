"""The .xls reader against hand-made records, a workbook saved by LibreOffice, calamine, and mutated files."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_grids import codes
from made_ole import cell, compound, record, shared, text, workbook, xls

from gkcheck.errors import ReadError
from gkcheck.limits import LIMITS
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import read_source
from gkcheck.readers.grid import Grid, Pages
from gkcheck.readers.ole import Ole, OleError
from gkcheck.readers.xls import pages
from gkcheck.readers.xls_book import XlsBook
from gkcheck.readers.xls_records import rk

SAMPLE = Path(__file__).with_name("samples") / "small.xls"


def read(data: bytes) -> Pages:
    return pages(Source("t.xls", data), ReadOptions())


def shown(grid: Grid) -> list[list[str]]:
    return [[one.text for one in row] for row in grid.rows]


def refused(data: bytes, name: str = "t.xls") -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_source(Source(name, data), ReadOptions())
    return caught.value


@pytest.mark.parametrize("name", ["t.xls", "t.et"])
def test_a_workbook_of_libreoffice(name: str) -> None:
    got = read_source(Source(name, SAMPLE.read_bytes()), ReadOptions())
    assert (got.reader, got.year, [task.title for task in got.tasks]) == (
        "xls", 2024, ["公开预算", "答复来信", "政策解读"],
    )  # fmt: skip
    assert codes(got) == ["hidden-rows", "hidden-columns", "hidden-sheet"]
    assert [mark.kind for mark in got.tasks[1].location.marks if mark.field == "units"] == [
        "hidden",
        "merged",
    ]
    first = pages(Source(name, SAMPLE.read_bytes()), ReadOptions()).grids[0]
    assert [row[5].text for row in first.rows[2:]] == ["65%", "2024年8月31日", "3"]
    assert first.rows[4][5].marks == ("formula", "hidden")


def test_the_same_values_as_calamine() -> None:
    calamine = pytest.importorskip("python_calamine")
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(SAMPLE.read_bytes()))
    for grid in pages(Source("t.xls", SAMPLE.read_bytes()), ReadOptions()).grids:
        rows = book.get_sheet_by_name(grid.name).to_python()
        for line in grid.rows:
            for one in line:
                value = rows[one.row - 1][one.column - 1]
                if not one.covered and isinstance(value, str):
                    assert one.text == value


def test_numbers_dates_truths_errors_and_formulas_as_they_are_shown() -> None:
    sheet = (
        cell(0x203, 0, 0, struct.pack("<d", 0.655), 1)
        + cell(0x203, 0, 1, struct.pack("<d", 43343.0), 2)
        + cell(0x27E, 0, 2, struct.pack("<I", (12 << 2) | 2))
        + record(
            0xBD,
            struct.pack("<HH", 0, 3) + struct.pack("<HIHI", 0, (1234 << 2) | 3, 1, (50 << 2) | 3) + b"\4\0",
        )
        + cell(0x205, 0, 5, b"\x01\x00")
        + cell(0x205, 0, 6, b"\x17\x01")
        + cell(0x06, 0, 7, struct.pack("<d", 0.5) + bytes(8), 1)
        + cell(0x06, 0, 8, b"\x00\0\0\0\0\0\xff\xff" + bytes(8))
        + record(0x207, text("已办结"))
        + cell(0x06, 0, 9, b"\x02\0\x07\0\0\0\xff\xff" + bytes(8))
        + cell(0x06, 0, 10, b"\x03\0\0\0\0\0\xff\xff" + bytes(8))
        + cell(0x204, 0, 11, text("直接写"))
        + cell(0x203, 0, 12, struct.pack("<d", 7.0), 3)
    )
    found = read(xls(sheet, formats=["0.0%", 'yyyy"年"m"月"d"日"', ";;;"]))
    assert shown(found.grids[0]) == [
        ["65.5%", "2018年8月31日", "12", "12.34", "50.0%", "TRUE", "#REF!", "50.0%", "已办结", "#DIV/0!", "",
         "直接写", "7"]
    ]  # fmt: skip
    assert [one.marks for one in found.grids[0].rows[0]][6:] == [
        ("error",), ("formula",), ("formula",), ("error", "formula"), ("formula",), (), ("hidden",),
    ]  # fmt: skip
    assert [(one.code, one.location.cell) for one in found.warnings] == [("formula-empty", "K1")]


def test_days_counted_from_1904() -> None:
    sheet = cell(0x203, 0, 0, struct.pack("<d", 1.0), 1)
    assert shown(read(xls(sheet, formats=["yyyy-mm-dd"], before=record(0x22, b"\1\0"))).grids[0]) == [
        ["1904-01-02"]
    ]


def test_shared_texts_go_on_in_the_middle_of_a_text() -> None:
    words = ["甲" * 3000, "plain", "乙" * 5, "café" * 20, "丙"]
    sheet = b"".join(cell(0xFD, at, 0, struct.pack("<I", at)) for at in range(len(words)))
    for most in (64, 333, 8000):
        assert shown(read(xls(sheet, texts=shared(words, most=most))).grids[0]) == [[one] for one in words]


def test_a_text_that_is_not_there_is_said() -> None:
    found = read(xls(cell(0xFD, 2, 1, struct.pack("<I", 9)), texts=shared(["甲"])))
    assert [(one.code, one.incomplete, one.location.cell) for one in found.warnings] == [
        ("text-missing", True, "B3")
    ]


def test_hidden_rows_columns_and_sheets() -> None:
    sheet = (
        record(0x7D, struct.pack("<HHHHHH", 1, 1, 0, 0, 1, 0))
        + record(0x208, struct.pack("<HHHHHHHH", 1, 0, 2, 0, 0, 0, 0x20, 0))
        + b"".join(cell(0x204, row, column, text("甲")) for row in (0, 1) for column in (0, 1))
    )
    found = read(xls(sheet, sheet, names=(("甲", 0), ("乙", 2))))
    assert [[one.marks for one in row] for row in found.grids[0].rows] == [
        [(), ("hidden",)], [("hidden",), ("hidden",)],
    ]  # fmt: skip
    assert [grid.hidden for grid in found.grids] == [False, True]
    assert {one.code for one in found.warnings} == {"hidden-rows", "hidden-columns", "hidden-sheet"}


def test_merged_cells_are_filled_and_rows_may_come_in_any_order() -> None:
    sheet = (
        cell(0x204, 1, 1, text("乙")) + cell(0x204, 0, 1, text("丙")) + cell(0x204, 0, 0, text("甲"))
        + record(0xE5, struct.pack("<HHHHH", 1, 0, 1, 0, 0))
    )  # fmt: skip
    grid = read(xls(sheet)).grids[0]
    assert shown(grid) == [["甲", "丙"], ["甲", "乙"]]
    assert grid.rows[1][0].covered


def test_limits_that_strike_are_named() -> None:
    many = b"".join(cell(0x204, row, 0, text("甲")) for row in range(LIMITS.rows + 5))
    found = read(xls(many))
    assert len(found.grids[0].rows) == LIMITS.rows
    assert [(one.code, one.incomplete) for one in found.warnings] == [("too-many-rows", True)]
    wide = read(xls(cell(0x204, 0, 0, text("甲")) + cell(0x204, 0, 200, text("乙"))))
    assert [one.code for one in wide.warnings] == ["too-many-columns"]


def test_words_in_shapes_pictures_and_macros_are_said() -> None:
    shape = record(0x5D, struct.pack("<HHH", 0x15, 18, 6) + bytes(14)) + record(
        0x1B6, bytes(10) + b"\5\0" + bytes(6)
    )
    comment = record(0x5D, struct.pack("<HHH", 0x15, 18, 0x19) + bytes(14)) + record(
        0x1B6, bytes(10) + b"\5\0"
    )
    picture = record(0x5D, struct.pack("<HHH", 0x15, 18, 8) + bytes(14))
    one = cell(0x204, 0, 0, text("甲"))
    assert [(w.code, w.incomplete) for w in read(xls(one + shape)).warnings] == [("text-box-not-read", True)]
    assert read(xls(one + comment)).warnings == ()
    assert [w.code for w in read(xls(one + picture)).warnings] == ["pictures"]
    macros = compound({"Workbook": workbook(one), "_VBA_PROJECT_CUR": b"x"})
    assert [w.code for w in read(macros).warnings] == ["macros"]


def test_excel_95_with_its_code_page() -> None:
    gbk = "落实情况".encode("gbk")
    bof = struct.pack("<HHHH", 0x500, 5, 0, 0)
    sheet = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
    sheet += cell(0x204, 0, 0, struct.pack("<H", len(gbk)) + gbk) + record(0x0A)
    head = record(0x809, bof) + record(0x42, struct.pack("<H", 936))
    name = "表".encode("gbk")
    listed = record(0x85, struct.pack("<IBBB", len(head) + 4 + 7 + len(name) + 4, 0, 0, len(name)) + name)
    grid = read(compound({"Book": head + listed + record(0x0A) + sheet})).grids[0]
    assert (grid.name, shown(grid)) == ("表", [["落实情况"]])


def test_a_password_is_said() -> None:
    locked = xls(cell(0x204, 0, 0, text("甲")), before=record(0x2F, bytes(6)))
    assert refused(locked).code == "encrypted"
    assert (
        refused(compound({"EncryptedPackage": b"x" * 9, "EncryptionInfo": b"y"}), "t.xlsx").code
        == "encrypted"
    )


@pytest.mark.parametrize(
    "stream",
    [b"", b"\x09\x08\xff\xff", workbook(cell(0x204, 0, 0, text("甲")))[:-6], workbook(), record(0x0A)],
)
def test_broken_workbooks_are_refused(stream: bytes) -> None:
    assert refused(compound({"Workbook": stream})).code in ("damaged", "missing-part")


def test_chains_that_loop_or_lead_outside_are_refused() -> None:
    whole = xls(*[cell(0x204, row, 0, text("甲" * 200)) for row in range(1)] * 1, texts=shared(["乙" * 3000]))
    for at in range(512, len(whole), 4):
        looped = bytearray(whole)
        looped[at : at + 4] = struct.pack("<I", 0)
        try:
            Ole(bytes(looped)).stream("Workbook")
        except OleError as error:
            assert str(error)


def test_short_numbers() -> None:
    assert rk(struct.unpack("<I", struct.pack("<i", -7 << 2 | 2))[0]) == -7
    assert rk((1234 << 2) | 3) == 12.34
    assert rk(struct.unpack("<Q", struct.pack("<d", 1.5))[0] >> 32) == 1.5


@given(
    st.lists(st.text(st.characters(codec="utf-16", exclude_categories=["Cs"]), max_size=400), max_size=8),
    st.integers(16, 400),
)
@settings(max_examples=60, deadline=None)
def test_any_texts_come_back(words: list[str], most: int) -> None:
    words = [one for one in words if len(one.encode("utf-16-le")) == 2 * len(one)]
    book = XlsBook(workbook(texts=shared(words, most=most)))
    assert [book.text(at) for at in range(len(words))] == words


@given(
    st.lists(st.tuples(st.integers(0, 7167), st.integers(0, 255)), min_size=1, max_size=30),
    st.none() | st.integers(0, 7168),
)
@settings(max_examples=300, deadline=None)
def test_mutated_files_end_in_a_table_or_in_our_own_refusal(
    flips: list[tuple[int, int]], cut: int | None
) -> None:
    data = bytearray(SAMPLE.read_bytes())
    for at, value in flips:
        data[at] = value
    try:
        read_source(Source("t.xls", bytes(data[:cut])), ReadOptions())
    except ReadError as error:
        assert error.code != "reader-failed"


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 255)), min_size=1, max_size=12))
@settings(max_examples=300, deadline=None)
def test_mutated_records_end_in_a_table_or_in_our_own_refusal(flips: list[tuple[int, int]]) -> None:
    sheet = b"".join(cell(0xFD, at, 0, struct.pack("<I", at)) for at in range(4)) + cell(
        0x06, 5, 0, bytes(16)
    )
    stream = bytearray(
        workbook(sheet, texts=shared(["甲" * 30, "b" * 30, "丙", "丁"], most=40), formats=["0%"])
    )
    for at, value in flips:
        stream[at % len(stream)] = value
    try:
        read(compound({"Workbook": bytes(stream)}))
    except ReadError as error:
        assert error.code in ("damaged", "encrypted", "missing-part")
