"""An archive of N reports: building, being killed while adding, and what a lookup adds to a check.

usage: bench_archive.py [N] [--bench FOLDER] [--keep FOLDER] [--rounds R]

FOLDER of --bench holds copies_corpus.py, which makes the reports; without it nothing is measured. The archive is built
by the command line within --memory MiB (peak memory printed), or taken from --keep where one stands there, and its
clusters are listed within the same budget. `gkcheck check` of a table of 35 rows, five of which are copies, runs with
and without --archive, in fresh processes that take turns, with compiled bytecode: minima, medians, and the median of
the differences of each turn. This once with the archive as it was written, in large pieces of the page cache, and once
after it had left the cache and what is looked at had come back page by page. Last, a process that adds N/20 reports is killed at ten random moments: after each the
checksums must hold and the reports of the table must be found as before.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
ROWS, COPIED = 35, 5
KILLS = 10
GKCHECK = [sys.executable, "-m", "gkcheck"]


def texts_of(bench: Path, number: int, folder: Path, seed: int) -> list[str]:
    subprocess.run(
        [sys.executable, bench / "copies_corpus.py", str(number), str(folder)],
        check=True, stdout=subprocess.DEVNULL, env={"SEED": str(seed), "PATH": ""},
    )  # fmt: skip
    file = folder / f"corpus_{number}.txt"
    texts = file.read_bytes().decode("utf-8").split("\0")
    file.unlink()
    return texts


def as_lines(texts: list[str], path: Path) -> Path:
    with path.open("w", encoding="utf-8") as out:
        for at, text in enumerate(texts):
            told = {
                "report": text,
                "unit": f"第{at % 997}局",
                "issuer": f"第{at % 997}局",
                "year": 2010 + at % 8,
                "task": at,
            }
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
    return path


def run(*args: object) -> str:
    return subprocess.run([*GKCHECK, *map(str, args)], check=True, stdout=subprocess.PIPE, text=True).stdout


# Between this process and the one that is measured: a child begins with the peak of the process that starts it.
METER = """
import resource, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
lines = sum(1 for _ in process.stdout)
code = process.wait()
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, lines, spent.ru_utime + spent.ru_stime, spent.ru_maxrss / 1024)
"""


def costly(what: str, *args: object) -> None:
    """Runs one command to its end and prints its CPU time and its own peak memory."""
    command = [sys.executable, "-c", METER, *GKCHECK, *map(str, args)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    code, lines, cpu, peak = map(float, told.split())
    assert code == 0, f"{what} ended with {code:.0f}"
    print(f"{what}: {lines:,.0f} lines, {cpu:.1f} CPU s, peak {peak:,.0f} MiB", flush=True)


def out_of_cache(folder: Path) -> bool:
    """Lets the system forget the pages of all files; False where that cannot be asked for."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return True


def timed(compiled: Path, *args: object) -> tuple[float, float]:
    """CPU and wall milliseconds of one command in a fresh process whose modules are compiled."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*GKCHECK, *map(str, args)], check=False, stdout=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu * 1000, (time.perf_counter() - begun) * 1000


def compare(what_archive: str, table: Path, archive: Path, compiled: Path, rounds: int) -> None:
    """What --archive adds to a check, in turns."""
    with_archive = ("check", table, "--archive", archive)
    timed(compiled, *with_archive)
    turns = [(timed(compiled, "check", table), timed(compiled, *with_archive)) for _ in range(rounds)]
    for at, what in enumerate(("CPU", "wall")):
        alone, beside = [turn[0][at] for turn in turns], [turn[1][at] for turn in turns]
        added = statistics.median(b - a for a, b in zip(alone, beside, strict=True))
        print(
            f"check, {what_archive}, ms {what}: alone {min(alone):.0f} (median {statistics.median(alone):.0f}), with --archive "
            f"{min(beside):.0f} ({statistics.median(beside):.0f}); added {min(beside) - min(alone):.0f}, in a turn {added:.0f}",
            flush=True,
        )


def main() -> None:
    """Builds, kills, looks up; prints what it saw."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("number", nargs="?", type=int, default=100_000)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--memory", type=int, default=1024, help="MiB")
    parser.add_argument("--rounds", type=int, default=11)
    given = parser.parse_args()
    if not (given.bench / "copies_corpus.py").is_file():
        print(f"no copies_corpus.py in {given.bench}; name its folder with --bench")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = given.keep or folder / "archive"
        texts = texts_of(given.bench, given.number, folder, 20180701)
        if not (archive / "manifest.json").exists():
            lines = as_lines(texts, folder / "all.jsonl")
            costly("build", "archive", "build", lines, "-o", archive, "--memory", given.memory)
            lines.unlink()
        costly("clusters", "archive", "clusters", "-a", archive, "--memory", given.memory, "--format", "json")
        table = folder / "table.csv"
        honest = texts_of(given.bench, 5_000, folder, 77)
        with table.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["云岭县水利局2018年重点任务落实情况表"])
            writer.writerow(["序号", "工作任务", "工作要求", "责任单位", "落实情况"])
            for at in range(ROWS):
                told = texts[at * 7] if at < COPIED else honest[at]
                writer.writerow([at + 1, f"任务{at}", f"做好第{at}项工作。", "云岭县水利局", told])
        compare("as written", table, archive, folder / "compiled", given.rounds)
        if out_of_cache(archive):
            cpu, wall = timed(folder / "compiled", "check", table, "--archive", archive)
            print(f"check, out of the cache, once, ms: CPU {cpu:.0f}, wall {wall:.0f}", flush=True)
            compare("back in the cache", table, archive, folder / "compiled", given.rounds)
        before = run("archive", "lookup", table, "-a", archive, "--format", "json")
        added = as_lines(honest + texts[: given.number // 20], folder / "more.jsonl")
        adding = [*GKCHECK, "archive", "add", str(added), "-o", str(archive)]
        rng, killed, whole = random.Random(3), 0, 0
        length = 1.0 + given.number / 20 * 1.2e-4
        manifest = (archive / "manifest.json").read_bytes()
        while killed < KILLS:
            process = subprocess.Popen(adding, stdout=subprocess.DEVNULL)
            try:
                process.wait(timeout=rng.uniform(0.3, length))
                whole += 1
                length *= 0.9
                (archive / "manifest.json").write_bytes(manifest)  # as if it had not been added
                continue
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                killed += 1
            assert "reports" in run("archive", "verify", "-a", archive, "--lang", "en"), (
                "the checksums do not hold"
            )
            assert run("archive", "lookup", table, "-a", archive, "--format", "json") == before, (
                "a lookup changed"
            )
        print(
            f"killed {killed} times while adding: nothing lost, nothing wrong ({whole} more ended before the kill)"
        )


if __name__ == "__main__":
    main()
