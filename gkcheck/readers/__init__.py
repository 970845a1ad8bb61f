"""Readers: one file a format; the content decides which, the name only breaks ties.

Nothing of a format is imported before a file asks for it, so that the start stays quick.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gkcheck.errors import GkcheckError, ReadError
from gkcheck.protocols import Reader, ReadOptions, Source
from gkcheck.readers.endings import FORMATS, TELLING_SUFFIXES
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.model import Submission


class LazyReader:
    """A built-in reader that is imported when a file is its own.

    `kind` is what `gkcheck.readers.sniff.sniff` must say of the content; text goes by the suffix, and to the
    reader of plain text when no other claims it.
    """

    def __init__(self, name: str, suffixes: tuple[str, ...], kind: str, place: str) -> None:
        self.name = name
        self.suffixes = suffixes
        self.kind = kind
        self._place = place

    def load(self) -> Reader:
        """The reader itself."""
        module, _, word = self._place.partition(":")
        reader: Reader = getattr(importlib.import_module(f"gkcheck.readers.{module}"), word)()
        return reader

    def accepts(self, source: Source) -> bool:
        """Whether the content is of this reader's kind (and, for text, the name or the text its own)."""
        from gkcheck.readers.sniff import sniff, suffix_of

        if sniff(source.data) != self.kind:
            return False
        return self.kind != "text" or suffix_of(source.name) in self.suffixes or self.load().accepts(source)

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """Reads with the reader itself. Raises ReadError."""
        return self.load().read(source, options)


_TEXTS = ("text", "html", "json")  # kinds that are decoded as a whole
_BUILTIN: tuple[LazyReader, ...] = tuple(
    LazyReader(one.name, (*one.suffixes, *one.rare), one.kind, one.place) for one in FORMATS
)
_PLAIN = next(reader for reader in _BUILTIN if reader.name == "text")


def builtin_readers() -> tuple[Reader, ...]:
    """All readers of gkcheck, none of them imported yet."""
    return _BUILTIN


def read_source(source: Source, options: ReadOptions, extra: Sequence[Reader] = ()) -> Submission:
    """Reads one file; `extra` are the readers of plugins, which are asked before the built-in ones.

    Raises ReadError, whatever goes wrong with the file ("unsupported", "encrypted", "empty-file",
    "reader-failed" and the codes of the readers); UsageError for options that name an unknown field.
    """
    from gkcheck.model import ReadWarning
    from gkcheck.readers.bounds import refuse_large
    from gkcheck.readers.years import with_year

    refuse_large(source, options.limits, text=False)
    reader, kind = _reader_of(source, extra)
    if kind in _TEXTS:
        refuse_large(source, options.limits, text=True)
    try:
        submission = reader.read(source, options)
    except GkcheckError:
        raise
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        fault = f"{type(error).__name__}: {error}"[:200]
        raise ReadError(
            Text(
                zh=f"读取器 {reader.name} 出错（{fault}）。请另存为 .docx 或 .xlsx 后再试，并报告这个问题。",
                en=f"the reader {reader.name} failed ({fault}); save the file as .docx or .xlsx and report this.",
            ),
            source=source.name,
            code="reader-failed",
        ) from error
    mismatch = _mismatch(source, reader, kind)
    warnings = submission.warnings
    if mismatch is not None:
        warnings = (ReadWarning(code="name-mismatch", message=mismatch), *warnings)
    digest = hashlib.sha256(source.data).hexdigest()
    return with_year(submission.model_copy(update={"sha256": digest, "warnings": warnings}))


def _reader_of(source: Source, extra: Sequence[Reader]) -> tuple[Reader, str]:
    for reader in extra:
        try:
            if reader.accepts(source):
                return reader, ""
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # says which plugin broke its contract instead of ending the run
            raise ReadError(
                Text(
                    zh=f"插件读取器 {reader.name} 出错：{type(error).__name__}。",
                    en=f"the plugin reader {reader.name} failed: {type(error).__name__}.",
                ),
                source=source.name,
                code="reader-failed",
            ) from error
    from gkcheck.readers.sniff import refused, sniff, suffix_of

    kind = sniff(source.data)
    if kind in ("empty", "foreign", "zip"):
        raise refused(source.data, source.name)
    able = [reader for reader in _BUILTIN if reader.kind == kind]
    suffix = suffix_of(source.name)
    for reader in able:
        if suffix in reader.suffixes:
            return reader, kind
    if len(able) == 1:
        return able[0], kind
    # Text under another name: Markdown shows by its line of dashes; plain text also tries separated columns.
    markdown = next(reader for reader in able if reader.name == "markdown")
    return (markdown if markdown.load().accepts(source) else _PLAIN), kind


def _mismatch(source: Source, reader: Reader, kind: str) -> Text | None:
    """What to say when the name promises another format than the content has."""
    from gkcheck.readers.sniff import suffix_of

    suffix = suffix_of(source.name)
    if not kind or not suffix or suffix in reader.suffixes:
        return None
    if suffix not in TELLING_SUFFIXES:
        return None
    return Text(
        zh=f"文件名是 {suffix}，内容却是 {reader.name}，按内容读取。",
        en=f"the file is named {suffix} but holds {reader.name}; it was read by its content.",
    )
