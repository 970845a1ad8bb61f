"""Workbooks of ours, written from a table full of formulas, opened again by openpyxl and by LibreOffice: none is one."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from csv import reader as csv_reader
from datetime import date
from pathlib import Path

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from bad_files import HEADS, csv

from gkcheck import Config, Result, check
from gkcheck.readers import soffice
from gkcheck.writers import render, write

STARTS = (
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    "\t=",
    "\r=",
    "\n=",
    " =",
    "'=",
    "\u200b=",
    "\ufeff=",
    "\x01=",
    "%=",
    "|=",
)
CALL = "cmd|' /C calc'!A0"
FORMULA = '1+1+HYPERLINK("http://127.0.0.1:9/")'
AS_OF = Config(as_of=date(2018, 12, 31))


def rows() -> list[tuple[str, ...]]:
    """Each start in each column, with something that a program would run behind it."""
    found = []
    for at, start in enumerate(STARTS, 1):
        words = start + (CALL if at % 2 else FORMULA)
        found.append((f"{start}{at}", words, f"{words}，在2个工作日内答复。", words, f"{words}，高度重视。"))
    return found


def as_workbook() -> bytes:
    """The same as a submitted workbook, with every text stored as a text."""
    book = openpyxl.Workbook()
    for number, row in enumerate((HEADS, *rows()), 1):
        for column, text in enumerate(row, 1):
            cell = book.active.cell(number, column)
            cell.value = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The ledger of such a table, and the annotated copy of the workbook it was submitted as."""
    folder = tmp_path_factory.mktemp("台账")
    given = folder / "表.xlsx"
    given.write_bytes(as_workbook())
    from_csv: Result = check(csv(*rows()).encode(), AS_OF, name="表.csv")
    from_xlsx = check(given, AS_OF)
    assert len(from_csv.findings) > len(STARTS) and len(from_xlsx.findings) > len(STARTS)
    found = {name: folder / f"{name}.xlsx" for name in ("ledger", "english", "annotated")}
    (folder / "table.csv").write_bytes(render(from_csv, "csv"))
    found["ledger"].write_bytes(render(from_csv, "xlsx"))
    found["english"].write_bytes(render(from_csv, "xlsx", "en"))
    write(from_xlsx, found["annotated"], format="annotated")
    return found


def test_no_workbook_of_ours_holds_a_formula(made: dict[str, Path]) -> None:
    for name, path in made.items():
        book = openpyxl.load_workbook(path)
        texts = 0
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f", (name, sheet.title, cell.coordinate, cell.value)
                    texts += isinstance(cell.value, str) and cell.value.lstrip("'\t ")[:1] in "=＝+＋-－@＠"
        assert texts, f"{name} holds none of the texts"
        with zipfile.ZipFile(path) as package:
            for part in package.namelist():
                raw = package.read(part)
                assert not part.startswith("xl/worksheets/sheet") or not re.search(rb"<f[ >]", raw), (
                    name,
                    part,
                )
                assert b"externalLink" not in raw and b"ddeLink" not in raw


@pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed")
def test_libreoffice_finds_no_formula_either(made: dict[str, Path], tmp_path: Path) -> None:
    """Another program has its own ideas of what a formula is: what it takes in is written out flat and looked at."""
    office = soffice.program()
    assert office is not None
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "fods",
         "--outdir", str(tmp_path), *map(str, made.values()), str(made["ledger"].with_name("table.csv"))],
        check=True, capture_output=True, timeout=180, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    for name in (*made, "table"):
        flat = (tmp_path / f"{name}.fods").read_text(encoding="utf-8")
        assert flat.count("table:formula=") == 0
        assert "calc" in flat and "table:dde-link" not in flat and "<text:a " not in flat


def test_no_cell_of_our_csv_begins_a_formula() -> None:
    """CSV has no types: every cell that could begin a formula begins with something else."""
    data = render(check(csv(*rows()).encode(), AS_OF, name="表.csv"), "csv").decode("utf-8-sig")
    cells = [cell for row in csv_reader(io.StringIO(data)) for cell in row]
    assert len(cells) > 100
    for cell in cells:
        assert not cell.startswith(("=", "＝", "@", "＠", "\t", "\r", "\n")), cell
        assert not re.match(r"[+\-＋－](?!\d+(?:\.\d+)?$)", cell), cell
