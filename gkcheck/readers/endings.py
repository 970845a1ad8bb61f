"""The formats that are read, with the endings of their names: the one list that folders, sentences and hooks go by."""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """One format: `kind` is what `sniff` says of its content, `place` its reader as module:class.

    `suffixes` are searched for in folders, `rare` ones are taken when a file is named outright. `extra` is the
    optional part of gkcheck that reads it, "" for the core; `writes` the format to save it as when it cannot be read.
    """

    name: str
    suffixes: tuple[str, ...]
    kind: str
    place: str
    rare: tuple[str, ...] = ()
    extra: str = ""


FORMATS: tuple[Format, ...] = (
    Format("docx", (".docx", ".docm"), "docx", "docx:DocxReader", rare=(".dotx",)),
    Format("xlsx", (".xlsx", ".xlsm"), "xlsx", "xlsx:XlsxReader", rare=(".xltx",)),
    Format("odt", (".odt",), "odt", "odt:OdtReader", rare=(".ott",)),
    Format("ods", (".ods",), "ods", "ods:OdsReader", rare=(".ots",)),
    Format("xls", (".xls", ".et"), "xls", "xls:XlsReader", rare=(".xlt", ".ett")),
    Format("doc", (".doc", ".wps"), "doc", "doc:DocReader", rare=(".dot", ".wpt"), extra="doc"),
    Format("rtf", (".rtf",), "rtf", "rtf:RtfReader", extra="doc"),
    Format("pdf", (".pdf",), "pdf", "pdf:PdfReader", extra="pdf"),
    Format("html", (".html", ".htm", ".xhtml"), "html", "html:HtmlReader"),
    Format("json", (".json",), "json", "json:JsonReader"),
    Format("markdown", (".md", ".markdown"), "text", "markdown:MarkdownReader"),
    Format("csv", (".csv", ".tsv"), "text", "csv:CsvReader"),
    Format("text", (".txt",), "text", "plain:PlainReader", rare=(".text", ".log")),
)

ARCHIVE_SUFFIXES = frozenset({".zip"})
"""Archives, whose members are read one by one as if they stood in a folder."""
KNOWN_SUFFIXES = frozenset(suffix for one in FORMATS for suffix in one.suffixes) | ARCHIVE_SUFFIXES
"""What a folder is searched for. A file named outright is always tried."""
REFUSED_SUFFIXES = frozenset(".ofd".split())  # noqa: SIM905 - a line
"""Table formats that are not read: in a folder they are named as passed over, never left out in silence."""
TEXT_SUFFIXES = frozenset(
    suffix for one in FORMATS if one.kind in ("text", "html", "json") for suffix in one.suffixes
)
"""Endings that many files have which hold no table at all."""
_OTHER_SUFFIXES = frozenset(".ppt .pptx .mht .xml .rar .7z .gz".split())  # noqa: SIM905 - a line
TELLING_SUFFIXES = (
    KNOWN_SUFFIXES
    | REFUSED_SUFFIXES
    | _OTHER_SUFFIXES
    | frozenset(suffix for one in FORMATS for suffix in one.rare)
)
"""Endings that promise a format: content of another kind under them is worth a warning."""


def listed() -> str:
    """The endings in one line for a sentence, the first of each format."""
    return " ".join([*(one.suffixes[0] for one in FORMATS), *sorted(ARCHIVE_SUFFIXES)])
