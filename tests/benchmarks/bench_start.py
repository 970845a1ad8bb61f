"""How long whole processes take: `gkcheck --version`, `gkcheck check` of 35 rows, beside named peers in the same run.

usage: python tests/benchmarks/bench_start.py [--runs 15] [--table TABLE.docx]

Measures the gkcheck that is installed beside the Python that runs this: install a wheel, with compiled bytecode. Runs
are interleaved; medians of CPU seconds (user + system of the child) and of wall time are printed with their ratios.
Peers: `import click`; a script that only imports what the check path uses (click, our pydantic models, pluggy with its
entry points, rapidfuzz); and yamllint, flake8 and sqlfluff on a small file where they are installed.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE_IMPORTS = """
import click, pluggy, rapidfuzz.fuzz
from importlib.metadata import entry_points
import gkcheck.model, gkcheck.finding, gkcheck.scoring, gkcheck.result
tuple(entry_points(group="gkcheck"))
"""
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
EXAMPLE = EXAMPLES / "qinghu-2024.docx"
ANOTHER = EXAMPLES / "songxi-2023.csv"  # other texts: what was worked out for one must not serve the other


def once(command: list[str]) -> tuple[float, float]:
    """(CPU seconds, wall seconds) of one child process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, wall


def commands(table: Path, folder: Path) -> dict[str, list[str]]:
    """What is run, by name."""
    python = sys.executable
    beside = Path(python).parent
    gkcheck = str(beside / "gkcheck")
    small_yaml, small_python, small_sql = folder / "a.yaml", folder / "a.py", folder / "a.sql"
    small_yaml.write_text("---\na: 1\n")
    small_python.write_text("a = 1\n")
    small_sql.write_text("select a from b\n")
    runs = {
        "python -c pass": [python, "-c", "pass"],
        "import click": [python, "-c", "import click"],
        "gkcheck --version": [gkcheck, "--version"],
        "gkcheck --help": [gkcheck, "--help"],
        "bare imports": [python, "-c", BARE_IMPORTS],
        "gkcheck check": [gkcheck, "check", str(table)],
        "gkcheck check, another": [gkcheck, "check", str(ANOTHER)],
        "gkcheck check, both": [gkcheck, "check", str(ANOTHER), str(table)],
    }
    for name, tail in (
        ("yamllint", [str(small_yaml)]),
        ("flake8", [str(small_python)]),
        ("sqlfluff", ["lint", "--dialect", "ansi", str(small_sql)]),
    ):
        tool = beside / name
        if tool.exists():
            runs[name] = [str(tool), *tail]
    return runs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--table", type=Path, default=EXAMPLE)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = commands(arguments.table.resolve(), Path(folder))
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
        for round_ in range(arguments.runs + 1):
            for name, command in runs.items():
                measured = once(command)
                if round_:  # the first round fills the caches
                    times[name].append(measured)
    cpu = {name: statistics.median(one for one, _ in many) for name, many in times.items()}
    wall = {name: statistics.median(one for _, one in many) for name, many in times.items()}
    for name in runs:
        print(f"{name:<28} CPU {cpu[name] * 1000:6.0f} ms   wall {wall[name] * 1000:6.0f} ms")
    for over, under, target in (
        ("gkcheck --version", "import click", "1.5"),
        ("gkcheck --help", "import click", "1.5"),
        ("gkcheck check", "bare imports", "1.25"),
        ("gkcheck check", "sqlfluff", "1"),
    ):
        if under in cpu:
            print(f"{over} / {under}: {cpu[over] / cpu[under]:.2f} (target at most {target})")
    more = (cpu["gkcheck check, both"] - cpu["gkcheck check, another"]) * 1000
    print(f"one more file in the same run: {more:.0f} ms (target at most 10 ms for 35 rows)")


if __name__ == "__main__":
    main()
