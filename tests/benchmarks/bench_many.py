"""Two thousand small files with twenty bad ones among them: all checked or named, files a second, peak memory.

python tests/benchmarks/bench_many.py [--files 2000] [--jobs 1 2]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = (
    (
        "修订办事指南",
        "6月底前修订办事指南并公开。",
        "政务科",
        "2018年6月{day}日印发《{name}办事指南》，当日在网站公开，共修订{n}项。",
    ),
    ("来信办理", "对群众来信在2个工作日内转办。", "信访科", "全年收到来信{n}件，均在1个工作日内转办。"),
    (
        "政策解读",
        "重要文件同步解读，解读率达到100%。",
        "办公室",
        "全年印发文件{n}件，解读{n}件，解读率100%。",
    ),
    ("作风建设", "建立通报制度，按季度通报。", "督查科", "高度重视，加强领导，取得明显成效。"),
)
BAD = (
    b"",
    b"PK\x03\x04 cut",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900,
    b"nothing of a table",
    b"\x89PNG\r\n\x1a\n" + bytes(99),
)
COUNTED = """
import hashlib, json, sys
raw = open(sys.argv[1], "rb").read()
result = json.loads(raw)
named = {one["source"] for one in result["warnings"] if one["incomplete"]}
print(len(result["submissions"]), len(named), hashlib.sha256(raw).hexdigest())
"""


def make(folder: Path, count: int) -> int:
    """Writes the files; how many of them are bad: one in a hundred."""
    bad = 0
    for number in range(count):
        place = folder / f"区{number // 100:02}"
        place.mkdir(exist_ok=True)
        if number % 100 == 50:
            suffix = (".docx", ".docx", ".xlsx", ".txt", ".csv")[bad % 5]
            (place / f"{number:04}{suffix}").write_bytes(BAD[bad % 5])
            bad += 1
            continue
        lines = [
            f"{place.name}第{number}单位2018年重点工作落实情况表,,,,",
            "序号,工作任务,工作要求,责任单位,落实情况",
        ]
        for at, row in enumerate(ROWS, start=1):
            texts = [
                one.format(day=number % 27 + 1, name=f"第{number}单位", n=number % 90 + 3) for one in row
            ]
            lines.append(",".join((str(at), *texts)))
        (place / f"{number:04}.csv").write_text("\n".join(lines), encoding="utf-8")
    return bad


def main() -> int:
    """Runs the command once for each number of jobs and prints what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "报送"
        folder.mkdir()
        bad = make(folder, given.files)
        documents = []
        for jobs in given.jobs:
            command = [sys.executable, "-m", "gkcheck", "check", "报送", "--format", "json", "-j", str(jobs)]
            document = Path(name) / f"{jobs}.json"
            began = time.perf_counter()
            with document.open("wb") as stream:
                process = subprocess.Popen(command, cwd=name, stdout=stream, stderr=subprocess.DEVNULL)
                _, status, used = os.wait4(process.pid, 0)
            took = time.perf_counter() - began
            process.returncode = code = os.waitstatus_to_exitcode(status)
            # Looked at in another process: what this one holds would count as the peak of those it starts.
            told = subprocess.run(
                [sys.executable, "-c", COUNTED, str(document)], capture_output=True, check=True
            )
            checked, named, digest = told.stdout.decode().split()
            documents.append(digest)
            print(
                f"jobs {jobs}: {checked} checked, {named} named, exit {code}; {took:.1f} s wall, "
                f"{used.ru_utime + used.ru_stime:.1f} s CPU, {given.files / took:.0f} files/s; "
                f"peak of its largest process {used.ru_maxrss / 1024:.0f} MB, {document.stat().st_size >> 20} MB of JSON",
                flush=True,
            )
            assert (int(checked), int(named), code) == (given.files - bad, bad, 3)
        assert len(set(documents)) == 1, "the number of jobs changed the result"
    return 0


if __name__ == "__main__":
    sys.exit(main())
