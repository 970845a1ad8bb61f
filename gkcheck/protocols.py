"""What a reader and a writer must offer, ours and anyone's."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol, runtime_checkable

from gkcheck.limits import LIMITS, Limits
from gkcheck.model import Submission


class Source(NamedTuple):
    """The bytes of one submitted file and the name people know it by."""

    name: str
    data: bytes


class ReadOptions(NamedTuple):
    """What the caller may say about a file.

    `columns` maps a field name (requirement, report, …) to a column number from 1 or to header words;
    `table` picks a table by its number from 1; `encoding` wins over detection; `limits` hold for every reader.
    """

    encoding: str | None = None
    columns: Mapping[str, str] = MappingProxyType({})
    header_words: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    table: int | None = None
    year: int | None = None
    limits: Limits = LIMITS


@runtime_checkable
class Reader(Protocol):
    """File to Submission. Raises gkcheck.errors.ReadError when nothing can be read."""

    name: str
    suffixes: tuple[str, ...]

    def accepts(self, source: Source) -> bool:
        """Whether the content (not only the name) is this reader's; must be quick and never raise."""
        ...

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """Reads the whole file; what was not read whole stands in `warnings` with `incomplete`."""
        ...


@runtime_checkable
class Writer(Protocol):
    """Result to bytes. `result` is a gkcheck.result.Result (typed there, to keep this module below it)."""

    name: str
    suffixes: tuple[str, ...]

    def write(self, result: object, lang: str) -> bytes:
        """The whole document as bytes."""
        ...
