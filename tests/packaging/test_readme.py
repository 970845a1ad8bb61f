"""The README says what is true: its commands exist, its output is what the command prints, CI runs its test command."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

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
    shown = next(block for block in blocks(name, "console") if block.startswith("$ gkcheck check"))
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
