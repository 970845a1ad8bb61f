"""One log file, opened safely: its hash and its encoding in one pass over the bytes, a stream to read it by."""

from __future__ import annotations

import codecs
import hashlib
import io
from pathlib import Path
from typing import IO, NamedTuple

from gkcheck.errors import ReadError
from gkcheck.text import Text

LARGEST = 2 << 30  # bytes of one log
_PIECE = 1 << 20


class Opened(NamedTuple):
    """A log by name, with where its bytes are; `encoding` is that of a text file ("" for a workbook)."""

    name: str
    path: Path | None
    data: bytes | None
    sha256: str
    encoding: str

    @property
    def suffix(self) -> str:
        """The ending in lower case."""
        return Path(self.name).suffix.lower()

    def binary(self) -> IO[bytes]:
        """The bytes, from the start."""
        if self.path is None:
            return io.BytesIO(self.data or b"")
        try:
            return self.path.open("rb")
        except OSError as error:
            raise _unreadable(self.name, error) from None

    def text(self) -> IO[str]:
        """The letters, from the start, without a byte order mark."""
        return io.TextIOWrapper(self.binary(), encoding=self.encoding, newline="")


def refused(name: str, code: str, zh: str, en: str) -> ReadError:
    """A ReadError on a log. What it says never holds the content of a cell."""
    return ReadError(Text(zh=zh, en=en), source=name, code=code)


def opened(given: Path | bytes, name: str = "", encoding: str | None = None) -> Opened:
    """A log ready to be read. Raises ReadError for what is missing, too large or in no known encoding."""
    path = given if isinstance(given, Path) else None
    shown = name or (str(path) if path is not None else "<bytes>")
    if path is not None:
        try:
            if not path.is_file():
                raise refused(shown, "not-found", "没有这个台账文件", "there is no such log")
            size = path.stat().st_size
        except OSError as error:
            raise _unreadable(shown, error) from None
        if size > LARGEST:
            raise refused(
                shown,
                "too-large",
                f"台账超过 {LARGEST >> 30} GB，请按月或按季拆分",
                f"the log is larger than {LARGEST >> 30} GB; split it",
            )
    log = Opened(shown, path, None if path is not None else bytes(given), "", "")
    if log.suffix not in (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".json", ".jsonl"):
        raise refused(
            shown,
            "format",
            "台账只读 .csv、.tsv、.xlsx、.json、.jsonl，请另存",
            "logs are read as .csv, .tsv, .xlsx, .json and .jsonl; save it as one of these",
        )
    digest, found = _passed_over(log, encoding)
    return log._replace(sha256=digest, encoding=found)


def _passed_over(log: Opened, wanted: str | None) -> tuple[str, str]:
    """The SHA-256 of the bytes and, for a text file, the encoding that all of them are valid in."""
    digest = hashlib.sha256()
    workbook = log.suffix in (".xlsx", ".xlsm")
    decoders: dict[str, codecs.IncrementalDecoder] = {}
    with log.binary() as stream:
        head = stream.read(4)
        stream.seek(0)
        if not workbook:
            for name in _candidates(head, wanted, log.name):
                decoders[name] = codecs.getincrementaldecoder(name)("strict")
        try:
            while piece := stream.read(_PIECE):
                digest.update(piece)
                _narrow(decoders, piece, final=False)
        except OSError as error:
            raise _unreadable(log.name, error) from None
    if workbook:
        return digest.hexdigest(), ""
    _narrow(decoders, b"", final=True)
    if not decoders:
        raise refused(
            log.name,
            "encoding",
            "文字编码不是 UTF-8 也不是 GB18030，请另存为 UTF-8",
            "neither UTF-8 nor GB18030; save it as UTF-8",
        )
    return digest.hexdigest(), next(iter(decoders))


def _candidates(head: bytes, wanted: str | None, name: str) -> tuple[str, ...]:
    if wanted:
        try:
            return (codecs.lookup(wanted).name,)
        except LookupError:
            raise refused(name, "encoding", f"不认识的编码 {wanted}", f"unknown encoding {wanted}") from None
    if head.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8", "gb18030")


def _narrow(decoders: dict[str, codecs.IncrementalDecoder], piece: bytes, *, final: bool) -> None:
    for name in list(decoders):
        try:
            decoders[name].decode(piece, final)
        except UnicodeDecodeError:
            del decoders[name]


def _unreadable(name: str, error: OSError) -> ReadError:
    why = error.strerror or type(error).__name__
    return refused(name, "unreadable", f"打不开（{why}）", f"cannot be opened ({why})")
