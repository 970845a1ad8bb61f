"""A log in JSON: a list of objects, an object that holds one under `records`, or one object a line; streamed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import IO

from gkcheck.evidence.kinds import Kind, columns_of
from gkcheck.evidence.opening import Opened, refused
from gkcheck.evidence.rows import Row, Rows, heading, named, no_heading

_PIECE = 1 << 16
_LARGEST = 1 << 20  # letters of one record
_FIRST = 50  # records whose keys are looked at for the columns
_LIST = re.compile(r'"(?:records|data|rows|items|list|记录)"\s*:\s*\[')


def json_rows(log: Opened, kind: Kind, given: Mapping[str, str] | None) -> Rows:
    """The records. Raises ReadError for what is no such JSON; the error holds nothing of the file."""
    records = _records(log)
    first = [record for _, record in zip(range(_FIRST), records, strict=False)]
    keys = tuple(dict.fromkeys(key for record in first for key in record))
    places = heading(kind, keys, given)
    if places is None:
        raise no_heading(log, kind)
    return Rows(
        frozenset(kind.columns[at].name for at in places),
        named(kind, places, keys),
        _rows(chain(first, records), kind, {keys[place]: at for at, place in places.items()}, given),
    )


def _rows(
    records: Iterator[dict[str, object]], kind: Kind, known: dict[str, int], given: Mapping[str, str] | None
) -> Iterator[Row]:
    others: set[str] = set()
    for number, record in enumerate(records, start=1):
        row = [""] * len(kind.columns)
        for key, value in record.items():
            if key not in known and key not in others:
                at = next(iter(columns_of(kind, (key,), given)), -1)
                if at >= 0 and at not in known.values():
                    known[key] = at
                elif len(others) < 1000:
                    others.add(key)
            at = known.get(key, -1)
            if at >= 0:
                row[at] = _told(value)
        yield number, row


def _told(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str | int | float):
        return str(value).strip()
    return "\ufffd"  # a list or an object is no cell


def _records(log: Opened) -> Iterator[dict[str, object]]:
    decoder = json.JSONDecoder()
    with log.text() as stream:
        buffer, at, inside = _begun(stream)
        number = 0
        while True:
            buffer, at = _past(stream, buffer, at, " \t\r\n,")
            if at >= len(buffer):
                if inside:
                    raise _broken(log, number)
                return
            if buffer[at] == "]" and inside:
                return
            number += 1
            record, buffer, at = _one(stream, decoder, buffer, at, log, number)
            if not isinstance(record, dict):
                raise _broken(log, number)
            yield record


def _begun(stream: IO[str]) -> tuple[str, int, bool]:
    """The buffer, where the first record begins, and whether the records stand in a list."""
    buffer = stream.read(_PIECE)
    start = len(buffer) - len(buffer.lstrip("\ufeff \t\r\n"))
    if buffer[start : start + 1] == "[":
        return buffer, start + 1, True
    found = _LIST.search(buffer)
    first_line = buffer[start:].split("\n", 1)[0].rstrip()
    if found is not None and not (first_line.startswith("{") and first_line.endswith("}")):
        return buffer, found.end(), True
    if found is not None and "\n{" not in buffer[start:]:
        return buffer, found.end(), True
    return buffer, start, False


def _past(stream: IO[str], buffer: str, at: int, letters: str) -> tuple[str, int]:
    while True:
        while at < len(buffer) and buffer[at] in letters:
            at += 1
        if at < len(buffer):
            return buffer, at
        buffer, at = stream.read(_PIECE), 0
        if not buffer:
            return "", 0


def _one(
    stream: IO[str], decoder: json.JSONDecoder, buffer: str, at: int, log: Opened, number: int
) -> tuple[object, str, int]:
    while True:
        try:
            record, end = decoder.raw_decode(buffer, at)
        except (ValueError, RecursionError):
            piece = stream.read(_PIECE)
            if not piece or len(buffer) - at > _LARGEST:
                raise _broken(log, number) from None
            buffer, at = buffer[at:] + piece, 0
            continue
        if at > _PIECE:
            buffer, end = buffer[end:], 0
        return record, buffer, end


def _broken(log: Opened, number: int) -> Exception:
    return refused(
        log.name,
        "malformed",
        f"第 {number} 条记录起不是合规的 JSON",
        f"not valid JSON from record {number} on",
    )
