"""How fast a reply log is held against its window, beside the same check written in SQL for duckdb, in one run.

    python tests/benchmarks/bench_evidence.py [RECORDS]

Makes a log of so many records (1,000,000 unless told) with every fault among them, in a temporary folder. Each way has
its own process for each round, the rounds interleaved. Time is that of the check alone (imports not counted), the peak
memory that of the whole process. All must come to the same count of every verdict, or nothing is printed.

duckdb is given the due day of every start day as a table (an engine for tables knows no State Council notices) and
counts verdicts; gkcheck also counts faults with their places, months, time used, patterns and gaps, keeps the records
that are late, and hashes the file. duckdb runs with one thread, as gkcheck does, and with as many as it likes.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROUNDS = 3
SEED = 7
AS_OF = date(2018, 12, 29)
YEAR = 2018
VERDICTS = ("on_time", "late", "open_not_due", "open_overdue", "undetermined", "faulty")

SQL = r"""
WITH raw AS (
  SELECT trim(工单编号) AS id, trim(转办时间) AS s, trim(回复时间) AS e, trim(状态) AS status, 是否测试 AS test
  FROM read_csv('{path}', header=true, all_varchar=true, nullstr='\0')
), clean AS (
  SELECT id, status, test = '是' OR id LIKE '测试%' OR id ILIKE 'test%' AS is_test,
    s IN ('', '-', '—', '——', '/', '无', '空', 'null') AS no_start, e IN ('', '-', '—', '——', '/', '无', '空', 'null') AS no_end,
    regexp_replace(replace(s, '日', ''), '[年月/]', '-', 'g') AS s, regexp_replace(replace(e, '日', ''), '[年月/]', '-', 'g') AS e
  FROM raw
), dated AS (
  SELECT *, CASE WHEN regexp_full_match(s, '\d{{4}}-\d{{1,2}}-\d{{1,2}}( \d{{1,2}}:\d{{2}}(:\d{{2}})?)?') THEN TRY_CAST(s AS TIMESTAMP) END AS start_at,
    CASE WHEN regexp_full_match(e, '\d{{4}}-\d{{1,2}}-\d{{1,2}}( \d{{1,2}}:\d{{2}}(:\d{{2}})?)?') THEN TRY_CAST(e AS TIMESTAMP) END AS end_at,
    length(e) > 10 AS end_timed
  FROM clean
), judged AS (
  SELECT id, CASE
    WHEN is_test OR no_start OR start_at IS NULL OR (NOT no_end AND end_at IS NULL) THEN 'faulty'
    WHEN end_at::DATE < start_at::DATE OR (end_at::DATE = start_at::DATE AND end_timed AND end_at < start_at) THEN 'faulty'
    WHEN greatest(start_at::DATE, coalesce(end_at::DATE, start_at::DATE)) > DATE '{as_of}' OR year(start_at) <> {year} THEN 'faulty'
    WHEN NOT no_end AND end_at::DATE <= due THEN 'on_time'
    WHEN NOT no_end THEN 'late'
    WHEN status NOT IN ('', '办理中', '已受理') THEN 'undetermined'
    WHEN due < DATE '{as_of}' THEN 'open_overdue'
    ELSE 'open_not_due' END AS verdict
  FROM dated LEFT JOIN due ON due.start = dated.start_at::DATE
), ranked AS (
  SELECT verdict, id <> '' AND verdict <> 'faulty' AND row_number() OVER (
    PARTITION BY id, verdict = 'faulty' ORDER BY list_position(['late', 'open_overdue', 'undetermined', 'open_not_due', 'on_time', 'faulty'], verdict)
  ) > 1 AS twice
  FROM judged
)
SELECT CASE WHEN twice THEN 'faulty' ELSE verdict END AS verdict, count(*) FROM ranked GROUP BY 1
"""


def make(path: Path, count: int) -> None:
    sys.path.insert(0, str(Path(__file__).parents[1] / "engine" / "evidence"))
    import made_logs

    path.write_bytes(made_logs.csv_of(made_logs.with_faults(count, SEED)))


def ours() -> Callable[[Path], dict[str, int]]:
    from gkcheck.evidence import KINDS, Wishes, check_log, limit_of_words, opened

    wishes = Wishes(as_of=AS_OF, limit=limit_of_words("2个工作日", "转办"), year=YEAR, strict_future=True)

    def check(path: Path) -> dict[str, int]:
        counts = check_log(opened(path), KINDS["reply_log"], wishes).counts
        return {verdict: getattr(counts, verdict) for verdict in VERDICTS}

    return check


def duckdb_(threads: int) -> Callable[[Path], dict[str, int]]:
    import duckdb

    from gkcheck.calendar import china

    days = [date(YEAR, 1, 1) + timedelta(days=at) for at in range(365)]
    due = [(str(day), str(china().due(day, 2, "working_day").on)) for day in days]
    values = ", ".join(f"(DATE '{start}', DATE '{end}')" for start, end in due)

    def check(path: Path) -> dict[str, int]:
        with duckdb.connect() as base:
            if threads:
                base.execute(f"SET threads = {threads}")
            base.execute(f"CREATE TABLE due AS SELECT * FROM (VALUES {values}) AS known(start, due)")
            found = dict(base.execute(SQL.format(path=path, as_of=AS_OF, year=YEAR)).fetchall())
        return {verdict: found.get(verdict, 0) for verdict in VERDICTS}

    return check


WAYS: dict[str, Callable[[], Callable[[Path], dict[str, int]]]] = {
    "gkcheck": ours, "duckdb, 1 thread": lambda: duckdb_(1), "duckdb": lambda: duckdb_(0),
}  # fmt: skip


def peak() -> float:
    """The most memory this process has held, in MiB; on Linux without what it inherited from the one before exec."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(way: str, path: str) -> None:
    check = WAYS[way]()
    cpu, wall = time.process_time(), time.perf_counter()
    verdicts = check(Path(path))
    took = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "peak": peak()}
    print(json.dumps({**took, "verdicts": verdicts}))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    took: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    seen: list[tuple[str, dict[str, int]]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        make(path, count)
        size = path.stat().st_size / (1 << 20)
        for _ in range(ROUNDS):
            for way in WAYS:
                command = [sys.executable, __file__, "--child", way, str(path)]
                answer = json.loads(
                    subprocess.run(command, check=True, capture_output=True, text=True).stdout
                )
                seen.append((way, answer.pop("verdicts")))
                took[way].append(answer)
    first = seen[0][1]
    if any(verdicts != first for _, verdicts in seen):
        raise SystemExit(
            "\n".join(["the ways do not agree:", *(f"{way}: {told}" for way, told in seen[: len(WAYS)])])
        )
    print(f"{count:,} records ({size:.0f} MiB); medians of {ROUNDS} rounds")
    print("the same from every way: " + ", ".join(f"{verdict} {first[verdict]:,}" for verdict in VERDICTS))
    print(
        f"{'':18} {'CPU s':>8} {'wall s':>8} {'records/s':>11} {'peak MiB':>9} {'CPU ratio':>10} {'memory ratio':>13}"
    )
    mine = {key: statistics.median(run[key] for run in took["gkcheck"]) for key in ("cpu", "wall", "peak")}
    for way, runs in took.items():
        own = {key: statistics.median(run[key] for run in runs) for key in ("cpu", "wall", "peak")}
        print(
            f"{way:18} {own['cpu']:8.2f} {own['wall']:8.2f} {count / own['wall']:11,.0f} {own['peak']:9.0f} "
            f"{mine['cpu'] / own['cpu']:10.2f} {mine['peak'] / own['peak']:13.2f}"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:4])
    else:
        main()
