"""The README says what is true: its commands exist, its output is what the command prints, CI runs its test command."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = ["README.md", "README.zh-CN.md"]


def blocks(name: str, language: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("name", READMES)
def test_two_commands_one_line_each(name: str) -> None:
    check, tests = (line for block in blocks(name, "sh")[:1] for line in block.strip().splitlines())
    assert "gkcheck check examples/" in check
    assert tests in (ROOT / ".ci" / "run").read_text(encoding="utf-8"), "CI runs the README's test command"
    example = check.split()[-1]
    assert (ROOT / example).is_file()


@pytest.mark.parametrize("name", READMES)
def test_shown_output_is_real(name: str) -> None:
    for shown in blocks(name, "console"):
        if shown.startswith("$ gkcheck check"):
            _is_printed(shown)


def _is_printed(shown: str) -> None:
    command, _, output = shown.partition("\n")
    run = subprocess.run(
        [sys.executable, "-m", "gkcheck", *command.split()[2:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    for part in output.split("…\n"):  # an ellipsis on a line of its own stands for lines left out
        assert part.strip("\n") in run.stdout


def walkthrough(name: str) -> str:
    """The section that follows an auditor through a round."""
    text = (ROOT / name).read_text(encoding="utf-8")
    start = text.index("chengjiang-2024")
    return text[start : text.index("\n## ", start)]


@pytest.mark.parametrize("name", READMES)
def test_the_walkthrough_is_true(name: str, tmp_path: Path) -> None:
    pytest.importorskip("office_oxide")
    pytest.importorskip("pdfplumber")
    openpyxl = pytest.importorskip("openpyxl")
    shutil.copytree(ROOT / "examples" / "chengjiang-2024", tmp_path / "examples" / "chengjiang-2024")
    section = walkthrough(name)

    def run(line: str) -> subprocess.CompletedProcess[str]:
        words = shlex.split(line, comments=True)
        return subprocess.run(
            [sys.executable, "-m", "gkcheck", *words[1:]],
            cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip

    shown = next(iter(re.findall(r"```console\n\$ (.*?)\n(.*?)```", section, re.DOTALL)))
    output = run(shown[0]).stdout
    for part in shown[1].split("…\n"):
        assert part.strip("\n") in output
    commands = [
        line for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL) for line in block.splitlines()
    ]
    first, explain, annotate, take_back, again, compare = commands
    assert run(first).returncode == 3, "one file of the round is broken"
    assert {"结果.json", "报告.html", "问题清单.xlsx"} <= {path.name for path in tmp_path.iterdir()}
    assert run(explain).returncode == 0
    assert run(annotate).returncode == 0
    _decide(openpyxl, tmp_path / "问题清单.xlsx")
    assert run(take_back).returncode == 0
    done = run(again)
    assert done.returncode == 3 and "已豁免" in done.stdout
    last = shlex.split(compare, comments=True)
    done = run(" ".join([*last[:-1], "examples/chengjiang-2024"]))
    assert done.returncode == 3, done.stderr


def _decide(openpyxl: Any, path: Path) -> None:
    """Sets the first finding of the ledger aside, as an auditor would in Excel."""
    book = openpyxl.load_workbook(path)
    sheet = book["问题清单"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "审核意见" for cell in row))
    columns = {cell.value: cell.column for cell in header}
    reason = next(word for word in columns if word and "理由" in str(word))
    row = header[0].row + 1
    sheet.cell(row, columns["审核意见"]).value = "不采纳"
    sheet.cell(row, columns[reason]).value = "已核对台账"
    book.save(path)


@pytest.mark.parametrize("name", READMES)
def test_first_output_by_line_30(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    first = next(at for at, line in enumerate(lines, start=1) if line.startswith("$ gkcheck check"))
    assert first <= 30


@pytest.mark.parametrize("name", READMES)
def test_python_examples_run(name: str) -> None:
    for block in blocks(name, "python"):
        run = subprocess.run(
            [sys.executable, "-c", block],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert run.returncode in (0, 1), run.stderr


def test_links_point_at_files() -> None:
    for name in [*READMES, "CHANGELOG.md"]:
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / target).exists(), f"{name} links to {target}"
