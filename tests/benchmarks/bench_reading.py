"""How fast .docx and .xlsx files are read, beside python-docx, openpyxl and python-calamine, in one run.

    python tests/benchmarks/bench_reading.py [N]

Makes N files of 35 rows of each kind (500 unless told) from made-up words in a temporary folder. Every reader has its
own process for each round, the rounds interleaved; CPU seconds are those of the reading alone (imports not counted),
the peak memory is that of the whole process and, in brackets, what the reading added to it. Ratios are to the peer.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROWS = 35
ROUNDS = 3
WORDS = "公开 政务 信息 群众 平台 部门 制度 答复 热点 督促 整改 完善 网站 更新 解读 会议 台账 培训 机制 回应".split()  # noqa: SIM905


def made_up(rng: random.Random, letters: int) -> str:
    text = ""
    while len(text) < letters:
        text += "".join(rng.choices(WORDS, k=6)) + rng.choice("，。；")
    return text


def table(rng: random.Random) -> list[list[str]]:
    rows = [["工作任务", "工作要求", "责任单位", "落实情况"]]
    rows += [
        [f"{n}.{made_up(rng, 12)}", made_up(rng, 60), made_up(rng, 4), f"{2018}年{made_up(rng, 60)}共{n}件。"]
        for n in range(1, ROWS + 1)
    ]
    return rows


def make(folder: Path, count: int) -> None:
    import docx
    import openpyxl

    rng = random.Random(7)
    for n in range(count):
        rows = table(rng)
        document = docx.Document()
        document.add_paragraph("任务分解表")
        grid = document.add_table(len(rows), 4)
        for line, words in zip(grid.rows, rows, strict=True):
            for cell, text in zip(line.cells, words, strict=True):
                cell.text = text
        document.add_paragraph("")
        document.save(str(folder / f"{n}.docx"))
        book = openpyxl.Workbook()
        for line in rows:
            book.active.append(line)
        book.save(folder / f"{n}.xlsx")
        as_excel(folder / f"{n}.xlsx", folder / f"{n}.shared.xlsx", rows)


def as_excel(source: Path, target: Path, rows: list[list[str]]) -> None:
    """The same workbook as Excel and WPS write it: texts shared and in UTF-8, not in place and letter by letter."""
    texts = [text for row in rows for text in row]
    cells = iter(range(len(texts)))
    data = "".join(
        f'<row r="{at}" spans="1:4">'
        + "".join(f'<c r="{letter}{at}" t="s"><v>{next(cells)}</v></c>' for letter in "ABCD")
        + "</row>"
        for at in range(1, len(rows) + 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    part = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name.endswith("sheet1.xml"):
                text = f'{head}<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>'
            elif name.endswith("workbook.xml.rels"):
                text = text.replace(
                    "</Rel", f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/></Rel', 1
                )
            elif name == "[Content_Types].xml":
                text = text.replace(
                    "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{part}"/></Types>'
                )
            new.writestr(name, text)
        items = "".join(f"<si><t>{text}</t></si>" for text in texts)
        new.writestr("xl/sharedStrings.xml", f'{head}<sst xmlns="{main}" count="{len(texts)}">{items}</sst>')


def ours(kind: str) -> Callable[[Path], int]:
    from gkcheck.protocols import ReadOptions, Source
    from gkcheck.readers import docx, xlsx

    pages = docx.pages if kind == "docx" else xlsx.pages
    options = ReadOptions()

    def read(path: Path) -> int:
        found = pages(Source(path.name, path.read_bytes()), options)
        assert not found.warnings
        return sum(len(cell.text) for grid in found.grids for row in grid.rows for cell in row)

    return read


def python_docx(_: str) -> Callable[[Path], int]:
    import docx

    def read(path: Path) -> int:
        document = docx.Document(str(path))
        return sum(len(cell.text) for grid in document.tables for row in grid.rows for cell in row.cells)

    return read


def openpyxl_(_: str) -> Callable[[Path], int]:
    import openpyxl

    def read(path: Path) -> int:
        book = openpyxl.load_workbook(path, data_only=True)
        return sum(
            len(str(value)) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row
        )

    return read


def calamine(_: str) -> Callable[[Path], int]:
    from python_calamine import CalamineWorkbook

    def read(path: Path) -> int:
        book = CalamineWorkbook.from_path(str(path))
        return sum(
            len(str(value))
            for at in range(len(book.sheet_names))
            for row in book.get_sheet_by_index(at).to_python()
            for value in row
        )

    return read


READERS: dict[str, Callable[[str], Callable[[Path], int]]] = {
    "gkcheck": ours, "python-docx": python_docx, "openpyxl": openpyxl_, "python-calamine": calamine,
}  # fmt: skip
RACES = {
    "docx": ("*.docx", ("python-docx", "gkcheck")),
    "xlsx, as openpyxl writes it": ("*[0-9].xlsx", ("openpyxl", "python-calamine", "gkcheck")),
    "xlsx, as Excel writes it": ("*.shared.xlsx", ("openpyxl", "python-calamine", "gkcheck")),
}


def peak() -> float:
    """The most memory this process has held, in MiB; on Linux without what it inherited from the one before exec."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(reader: str, kind: str, folder: str, pattern: str) -> None:
    """Reads all files once and prints what it took; the letters prove that all did the same work."""
    read = READERS[reader](kind)
    paths = sorted(Path(folder).glob(pattern))
    before, start = peak(), time.process_time()
    letters = sum(read(path) for path in paths)
    print(
        json.dumps(
            {"cpu": time.process_time() - start, "peak": peak(), "added": peak() - before, "letters": letters}
        )
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), count)
        for title, (pattern, readers) in RACES.items():
            took: dict[str, list[dict[str, float]]] = {reader: [] for reader in readers}
            for _ in range(ROUNDS):
                for reader in readers:
                    command = [sys.executable, __file__, "--child", reader, title[:4], folder, pattern]
                    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                    took[reader].append(json.loads(answer))
            if len({run["letters"] for runs in took.values() for run in runs}) != 1:
                raise SystemExit(f"{title}: the readers do not agree: {took}")
            print(f"\n{count} files of {ROWS} rows, {title}; medians of {ROUNDS} rounds")
            print(
                f"{'reader':16} {'CPU s':>7} {'ms each':>8} {'ratio':>6} {'peak MiB':>9} {'(added)':>8} {'ratio':>12}"
            )
            first = {
                key: statistics.median(run[key] for run in took[readers[0]])
                for key in ("cpu", "peak", "added")
            }
            for reader, runs in took.items():
                mine = {key: statistics.median(run[key] for run in runs) for key in ("cpu", "peak", "added")}
                print(
                    f"{reader:16} {mine['cpu']:7.3f} {mine['cpu'] / count * 1000:8.3f} {mine['cpu'] / first['cpu']:6.3f} "
                    f"{mine['peak']:9.1f} {mine['added']:8.1f} {mine['peak'] / first['peak']:6.3f} "
                    f"({mine['added'] / max(first['added'], 0.1):.3f})"
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:6])
    else:
        main()
