"""Sound files of every format, made from the tables of the gold set, for a fuzzer to spoil."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

TABLES = Path(__file__).parents[1] / "gold" / "tables"
SAMPLES = Path(__file__).parents[1] / "engine" / "readers" / "samples"
Rows = list[list[str]]


def rows_of(path: Path, most: int = 12) -> Rows:
    """The first rows of a gold table, header and all."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))[:most]


def as_docx(rows: Rows) -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("2018年重点工作任务落实情况表", 1)
    width = max(map(len, rows))
    table = document.add_table(rows=0, cols=width)
    for row in rows:
        cells = table.add_row().cells
        for at, text in enumerate(row):
            cells[at].text = text
    document.add_paragraph("注：如有疑问请联系办公室。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(rows: Rows) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            book.active.cell(number, column).value = text
    book.active.merge_cells("A1:A1")
    book.active.row_dimensions[3].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_html(rows: Rows) -> bytes:
    body = "".join(
        "<tr>" + "".join(f'<td rowspan="1">{escape(one)}<br></td>' for one in row) + "</tr>" for row in rows
    )
    return f'<html><head><meta charset="utf-8"></head><body><p>题目</p><table>{body}</table></body></html>'.encode()


def as_csv(rows: Rows) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def as_markdown(rows: Rows) -> bytes:
    flat = [[one.replace("|", "\\|").replace("\n", "<br>") for one in row] for row in rows]
    lines = ["# 题目", "", *("| " + " | ".join(row) + " |" for row in flat)]
    lines.insert(3, "|" + "---|" * len(rows[0]))
    return "\n".join(lines).encode()


def as_text(rows: Rows) -> bytes:
    return "\n".join("\t".join(one.replace("\n", " ") for one in row) for row in rows).encode()


def as_json(rows: Rows) -> bytes:
    header = next(at for at, row in enumerate(rows) if sum(map(bool, row)) >= 3)  # below a title
    return json.dumps(
        [dict(zip(rows[header], row, strict=False)) for row in rows[header + 1 :]], ensure_ascii=False
    ).encode()


def as_odf(rows: Rows, kind: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{word}="urn:oasis:names:tc:opendocument:xmlns:{word}:1.0"'
        for word in ("office", "text", "table", "style")
    )
    body = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{escape(one)}</text:p></table:table-cell>" for one in row)
        + "</table:table-row>"
        for row in rows
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        package.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:{kind}>'
            f'<table:table table:name="表">{body}</table:table></office:{kind}></office:body></office:document-content>',
        )
    return out.getvalue()


def as_rtf(rows: Rows) -> bytes:
    def letters(text: str) -> str:
        units = text.encode("utf-16-le")
        numbers = [
            int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)
        ]
        return "".join(f"\\u{number}?" for number in numbers)

    body = "".join(
        "\\trowd"
        + "".join(f"\\cellx{1000 * at}" for at in range(1, len(row) + 1))
        + "".join(f"\\pard\\intbl {letters(one)}\\cell" for one in row)
        + "\\row\n"
        for row in rows
    )
    return f"{{\\rtf1\\ansi\\ansicpg936 {body}\\pard\\par}}".encode("ascii")


MADE = {
    "docx": as_docx,
    "xlsx": as_xlsx,
    "html": as_html,
    "csv": as_csv,
    "md": as_markdown,
    "txt": as_text,
    "json": as_json,
    "odt": lambda rows: as_odf(rows, "text"),
    "ods": lambda rows: as_odf(rows, "spreadsheet"),
    "rtf": as_rtf,
}


def seeds(suffix: str, folder: Path | None = None) -> list[bytes]:
    """Sound files of one format; also those with this ending in `folder` and among the samples of the tests."""
    found = []
    make = MADE.get(suffix)
    if make is not None:
        found = [make(rows_of(path)) for path in sorted(TABLES.glob("*.csv"))[:4]]
    for place in (SAMPLES, folder):
        if place is not None and place.is_dir():
            found += [path.read_bytes() for path in sorted(place.glob(f"*.{suffix}"))]
    return found
