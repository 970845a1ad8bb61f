"""Limits as configuration: every reader obeys them, and what strikes is named with the key that changes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ByteSize, ValidationError

from gkcheck import Config, ConfigError, ReadError, Submission, check, read
from gkcheck.config import load
from gkcheck.limits import LIMITS, Limits, sized
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import read_source

HEADS = ("工作任务", "工作要求", "责任单位", "落实情况")
Rows = list[tuple[str, ...]]


def as_csv(rows: Rows) -> bytes:
    return "\n".join(",".join(f'"{one}"' for one in row) for row in [HEADS, *rows]).encode()


def as_markdown(rows: Rows) -> bytes:
    lines = ["|".join(HEADS), "|".join("-" * 3 for _ in HEADS), *("|".join(row) for row in rows)]
    return "\n".join(f"|{line}|" for line in lines).encode()


def as_html(rows: Rows) -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{one}</td>" for one in row) + "</tr>" for row in [HEADS, *rows])
    return f"<html><table>{body}</table></html>".encode()


def as_text(rows: Rows) -> bytes:
    return "\n".join("\t".join(row) for row in [HEADS, *rows]).encode()


def as_json(rows: Rows) -> bytes:
    wide = [*HEADS, *(f"列{n}" for n in range(max((len(row) for row in rows), default=0) - len(HEADS)))]
    return json.dumps([dict(zip(wide, row, strict=False)) for row in rows], ensure_ascii=False).encode()


TEXTS: dict[str, Callable[[Rows], bytes]] = {
    "csv": as_csv,
    "md": as_markdown,
    "html": as_html,
    "txt": as_text,
    "json": as_json,
}


def rows(count: int) -> Rows:
    return [(f"任务{n}", f"做好第{n}项", "办公室", f"已办结第{n}项") for n in range(1, count + 1)]


def reading(suffix: str, data: bytes, **limits: object) -> Submission:
    options = ReadOptions(limits=Limits.model_validate(limits))
    return read_source(Source(f"表.{suffix}", data), options)


def cut(submission: Submission) -> dict[str, str]:
    return {one.code: one.message.zh for one in submission.warnings if one.incomplete}


@pytest.mark.parametrize("suffix", TEXTS)
def test_rows_beyond_the_limit_are_cut_and_said(suffix: str) -> None:
    found = reading(suffix, TEXTS[suffix](rows(9)), rows=6)
    assert len(found.tasks) == 5  # the header is a row too
    assert "[limits] rows" in cut(found)["too-many-rows"]
    assert not cut(reading(suffix, TEXTS[suffix](rows(9)), rows=10))


@pytest.mark.parametrize("suffix", TEXTS)
def test_long_cells_are_cut_and_said(suffix: str) -> None:
    data = TEXTS[suffix]([("任务甲", "做好工作", "办公室", "已" * 60)])
    found = reading(suffix, data, letters=50)
    assert found.tasks[0].report == "已" * 50
    assert "[limits] letters" in cut(found)["cell-too-long"]
    assert found.tasks[0].report in read_source(Source(f"表.{suffix}", data), ReadOptions()).tasks[0].report


@pytest.mark.parametrize("suffix", ["csv", "md", "html", "json"])
def test_columns_beyond_the_limit_are_cut_and_said(suffix: str) -> None:
    data = TEXTS[suffix]([("任务甲", "做好工作", "办公室", "已办结", "附一", "附二")])
    found = reading(suffix, data, columns=4)
    assert len(found.tasks) == 1
    assert "[limits] columns" in cut(found)["too-many-columns"]


@pytest.mark.parametrize("suffix", TEXTS)
def test_cells_of_all_tables_are_counted(suffix: str) -> None:
    found = reading(suffix, TEXTS[suffix](rows(20)), cells=44)
    assert len(found.tasks) == 10
    assert "[limits] cells" in cut(found)["too-many-cells"]


@pytest.mark.parametrize("suffix", TEXTS)
def test_a_text_file_too_large_is_refused(suffix: str) -> None:
    data = TEXTS[suffix](rows(9))
    with pytest.raises(ReadError) as caught:
        reading(suffix, data, text=len(data) - 1)
    assert caught.value.code == "too-large" and "[limits] text" in caught.value.text.zh
    assert "[limits] text" in caught.value.text.en
    assert reading(suffix, data, text=len(data)).tasks


@pytest.mark.parametrize("suffix", ["csv", "md", "txt"])
def test_lines_beyond_the_limit_are_cut_and_said(suffix: str) -> None:
    data = TEXTS[suffix](rows(9))
    assert "[limits] lines" in cut(reading(suffix, data, lines=6))["too-many-lines"]
    assert not cut(reading(suffix, data + b"\n" * 50, lines=20))


def test_a_file_too_large_is_never_loaded(tmp_path: Path) -> None:
    sparse = tmp_path / "大.docx"
    with sparse.open("wb") as stream:
        stream.truncate(LIMITS.file + 1)
    result = check(sparse, Config())
    assert result.exit_code == 3
    assert [one.code for one in result.warnings] == ["too-large"]
    assert "[limits] file" in result.warnings[0].message.zh


def test_json_nested_too_deep_is_refused() -> None:
    for depth in (150, 5_000, 200_000):
        for opening, closing in (("[", "]"), ('{"a":', "}")):
            data = '{"schema": "x", "a": ' + opening * depth + "1" + closing * depth + "}"
            with pytest.raises(ReadError) as caught:
                reading("json", data.encode())
            assert caught.value.code == "too-large" and "[limits] nesting" in caught.value.text.zh


def test_json_with_a_key_twice_is_not_read_whole() -> None:
    data = '[{"工作任务": "甲", "工作要求": "乙", "落实情况": "未办", "落实情况": "已办结"}]'
    found = reading("json", data.encode())
    assert "落实情况" in cut(found)["duplicate-keys"]


def test_json_with_a_key_for_each_row_stays_small() -> None:
    data = json.dumps(
        [{**dict(zip(HEADS, row, strict=True)), f"键{n}": "x"} for n, row in enumerate(rows(3_000))]
    )
    with pytest.raises(
        ReadError
    ) as caught:  # 65 headings of which 61 are none: no table that anybody could judge
        reading("json", data.encode())
    assert caught.value.code == "no-header"
    assert len(reading("json", data.encode(), columns=8).tasks) == 3_000


def test_limits_come_from_the_configuration(tmp_path: Path) -> None:
    config = tmp_path / "gkcheck.toml"
    config.write_text('[limits]\nrows = 6\nfile = "1MiB"\nrule-seconds = 2.5\n', encoding="utf-8")
    loaded = load(config)
    assert (loaded.limits.rows, loaded.limits.file, loaded.limits.rule_seconds) == (6, 1 << 20, 2.5)
    assert loaded.limits.columns == LIMITS.columns
    table = tmp_path / "表.csv"
    table.write_bytes(as_csv(rows(9)))
    assert len(read(table, loaded).tasks) == 5
    assert check(table, loaded).exit_code == 3


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("row = 5", "rows"),
        ("rows = 0", "limits.rows"),
        ('rows = "many"', "limits.rows"),
        ('file = "lots"', "limits.file"),
        ("seconds = -1", "limits.seconds"),
    ],
)
def test_wrong_limits_are_named(tmp_path: Path, line: str, words: str) -> None:
    config = tmp_path / "gkcheck.toml"
    config.write_text(f"[limits]\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(config)
    assert words in caught.value.text.zh and caught.value.key.startswith("limits.")


def test_limits_are_frozen_and_explain_themselves() -> None:
    with pytest.raises(ValidationError):
        LIMITS.rows = 5  # type: ignore[misc]
    assert all(field.description for field in Limits.model_fields.values())
    assert [sized(size) for size in (12, 2048, ByteSize(64 << 20))] == ["12 bytes", "2 KB", "64 MB"]
