"""Records for an archive from what people have: folders of tables, JSON lines, Parquet files."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from gkcheck.archive.record import Record
from gkcheck.errors import ReadError, UsageError
from gkcheck.model import Submission, Task
from gkcheck.readers import files
from gkcheck.text import Text

Read = Callable[[Path], Submission]
Told = Callable[[ReadError], None]
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "report": ("report", "text", "落实情况", "报告", "内容"),
    "requirement": ("requirement", "工作要求", "要求"),
    "unit": ("unit", "责任单位", "单位"),
    "issuer": ("issuer", "制表单位", "报送单位"),
    "year": ("year", "年度", "年份"),
    "source": ("source", "file", "来源", "文件"),
    "task": ("task", "id", "序号", "编号"),
    "title": ("title", "工作任务", "任务"),
}


def records_from(paths: Sequence[str], read: Read, told: Told) -> Iterator[Record]:
    """Every report of the files and folders named. A file that cannot be read is told to `told`; the rest goes on.

    Raises UsageError when a path leads nowhere.
    """
    for given in paths:
        path = Path(given)
        if not path.exists():
            raise UsageError(Text(zh=f"没有找到：{given}", en=f"no such file or folder: {given}"))
        for file in sorted(_files(path)):
            try:
                yield from _records(file, read)
            except ReadError as error:
                told(error)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    yield from (one for one in path.rglob("*") if one.suffix.lower() in (".jsonl", ".ndjson", ".parquet"))
    yield from files.find_files([str(path)]).files


def _records(file: Path, read: Read) -> Iterator[Record]:
    match file.suffix.lower():
        case ".jsonl" | ".ndjson":
            yield from _from_lines(file)
        case ".parquet":
            yield from _from_parquet(file)
        case _:
            yield from records_of(read(file))


def records_of(submission: Submission) -> Iterator[Record]:
    """The reports of one table."""
    return (record_of(submission, task) for task in submission.tasks if task.report.strip())


def record_of(submission: Submission, task: Task) -> Record:
    """The report of one task as an archive keeps it."""
    return Record(
        report=task.report,
        requirement=task.requirement,
        unit=task.lead_unit or "、".join(task.units) or task.units_text,
        issuer=submission.issuer,
        year=submission.year,
        source=submission.source,
        task=task.id,
        title=task.title,
    )


def _from_lines(file: Path) -> Iterator[Record]:
    """One report a line: a text, or an object with the columns above."""
    with file.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except ValueError as error:
                raise _refused(file, f"第 {number} 行不是 JSON", f"line {number} is no JSON") from error
            row = {"report": value} if isinstance(value, str) else value
            if not isinstance(row, dict):
                raise _refused(
                    file, f"第 {number} 行不是文字或对象", f"line {number} is neither text nor object"
                )
            yield from _record(row, file, number)


def _from_parquet(file: Path) -> Iterator[Record]:
    if importlib.util.find_spec("pyarrow") is None:
        raise _refused(
            file,
            "读 Parquet 要装 gkcheck[archive]",
            "Parquet wants gkcheck[archive] (pyarrow) to be installed",
        )
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        parquet = ParquetFile(file)
        known = {name for names in _COLUMNS.values() for name in names}
        columns = [name for name in parquet.schema_arrow.names if name in known]
        if not set(columns) & set(_COLUMNS["report"]):
            raise _refused(file, "没有 report（落实情况）一列", "no column named report (落实情况)")
        number = 0
        for batch in parquet.iter_batches(batch_size=5_000, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield from _record(row, file, number)
    except (ArrowException, OSError) as error:
        raise _refused(
            file, f"Parquet 读不出：{error}", f"the Parquet file cannot be read: {error}"
        ) from error


def _record(row: Mapping[str, object], file: Path, number: int) -> Iterator[Record]:
    told: dict[str, str] = {}
    for field, names in _COLUMNS.items():
        value = next((row[name] for name in names if row.get(name) is not None), "")
        told[field] = "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    if not told["report"].strip():
        return
    year = told["year"][:4]
    yield Record(
        report=told["report"],
        requirement=told["requirement"],
        unit=told["unit"],
        issuer=told["issuer"],
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        source=told["source"] or str(file),
        task=told["task"] or str(number),
        title=told["title"],
    )


def _refused(file: Path, zh: str, en: str) -> ReadError:
    return ReadError(Text(zh=zh, en=en), source=str(file), code="unreadable")
