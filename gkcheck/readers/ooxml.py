"""The XML parts of an Office package: parsed as a stream, DOCTYPE refused, relationships followed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, cast
from xml.parsers import expat

from gkcheck.errors import ReadError
from gkcheck.limits import adjust
from gkcheck.model import Location, ReadWarning
from gkcheck.protocols import Source
from gkcheck.readers.package import Package, open_package
from gkcheck.readers.refusals import Kind, is_encrypted, is_zip
from gkcheck.text import Text

Attributes = dict[str, str]
_ENCODINGS = ("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ISO-8859-1")  # what expat itself reads
_SMALL = 1 << 20  # a part up to this size cannot nest deep enough to harm

# Every name expat delivers begins with its namespace. The two that name nearly all elements are declared anew
# in one letter at the root, which takes a tenth off the whole reading. Other declarations stay as they are.
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD_NAMESPACES = ("w", _WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
SHEET_NAMESPACES = ("x", _SHEET, "http://purl.oclc.org/ooxml/spreadsheetml/main")
_SHORTER: tuple[tuple[bytes, bytes], ...] = tuple(
    (f'="{uri}"'.encode(), f'="{short}"'.encode()) for short, uri, _ in (WORD_NAMESPACES, SHEET_NAMESPACES)
)


def new_parser(package: Package, part: str) -> expat.XMLParserType:
    """An expat parser whose names are "namespace local", which refuses any DOCTYPE."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise package.refuse("doctype", part, part)

    def declared(_: str, encoding: str | None, __: int) -> None:
        if encoding is not None and encoding.upper() not in _ENCODINGS:
            what = f"{part} 的编码 {encoding}", f"{part} in the encoding {encoding}"
            raise package.refuse("damaged", *what)

    parser.StartDoctypeDeclHandler = refuse
    parser.XmlDeclHandler = declared
    return parser


def run(
    parser: expat.XMLParserType, package: Package, part: str, pieces: Iterable[bytes] | None = None
) -> None:
    """Feeds a part, or `pieces` already read of it, to a parser whose handlers are set.

    Raises ReadError when it is not sound XML.
    """
    if package.size(part) > _SMALL:
        _limit_depth(parser, package, part)
    short = _SHORTER
    try:
        for piece in package.chunks(part) if pieces is None else pieces:
            for uri, name in short:
                piece = piece.replace(uri, name, 1)  # noqa: PLW2901 - the same piece, declared in fewer letters
            short = ()
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        what = f"{part} 第 {error.lineno} 行", f"{part}, line {error.lineno}"
        raise package.refuse("damaged", *what) from error
    finally:
        # A parser and its handlers hold each other; cut loose, they go at once and not at the next collection.
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        parser.StartDoctypeDeclHandler = parser.XmlDeclHandler = None


def _limit_depth(parser: expat.XMLParserType, package: Package, part: str) -> None:
    """Counts how deep elements stand: expat keeps a record of each open one, millions fill the memory."""
    start = cast("Callable[[str, Attributes], object] | None", parser.StartElementHandler)
    end = parser.EndElementHandler
    limit = package.limits.nesting
    depth = 0

    def counted_start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > limit:
            raise package.refuse(
                "too-large",
                f"{part} 嵌套超过 {limit} 层{adjust('nesting').zh}",
                f"{part} nests deeper than {limit}{adjust('nesting').en}",
            )
        if start is not None:
            start(name, attributes)

    def counted_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name)

    parser.StartElementHandler = counted_start
    parser.EndElementHandler = counted_end


def each_element(package: Package, part: str, visit: Callable[[str, Attributes], None]) -> None:
    """Calls `visit(local name, attributes)` at the start of every element; namespaces of names are dropped."""
    parser = new_parser(package, part)

    def start(name: str, attributes: Attributes) -> None:
        visit(name[name.rfind(" ") + 1 :], attributes)

    parser.StartElementHandler = start
    run(parser, package, part)


class Relation(NamedTuple):
    """One relationship of a part: the last word of its type, and the part it leads to."""

    kind: str
    target: str


def relations(package: Package, part: str) -> dict[str, Relation]:
    """The internal relationships of a part (of the package itself for ""), by id; empty when it has none."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", name + ".rels")
    found: dict[str, Relation] = {}
    if path not in package:
        return found

    def visit(local: str, attributes: Attributes) -> None:
        if local != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        whole = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        kind = attributes.get("Type", "").rpartition("/")[2]
        found[attributes.get("Id", "")] = Relation(kind, whole)

    each_element(package, path, visit)
    return found


def related(found: dict[str, Relation], kind: str) -> str | None:
    """The target of the first relationship of a kind."""
    return next((relation.target for relation in found.values() if relation.kind == kind), None)


def main_part(package: Package, usual: str) -> str:
    """The part the package calls its document. Raises ReadError when there is none."""
    part = related(relations(package, ""), "officeDocument") or usual
    if part not in package:
        raise package.refuse("missing-part", f"正文部件（{part}）", f"its main part ({part})")
    return part


def is_office(source: Source, kind: Kind, content_type: bytes, folder: str) -> bool:
    """Whether the content is of this kind. Never raises.

    `content_type` is a pattern of the main part's content type, `folder` where parts of this kind stand.
    What nobody can open (a damaged package, an encrypted one) goes by its name, so that a person is told why.
    """
    data = source.data
    if not is_zip(data):
        return is_encrypted(data) and source.name.lower().endswith(kind.suffix)
    try:
        package = open_package(source, kind)
        if "[Content_Types].xml" in package:
            return re.search(content_type, package.read("[Content_Types].xml")) is not None
        return any(name.startswith(folder) for name in package.names())
    except ReadError:
        return source.name.lower().endswith(kind.suffix)


def warning(
    code: str, zh: str, en: str, *, location: Location | None = None, incomplete: bool = False
) -> ReadWarning:
    """One warning; `incomplete` when something was not read."""
    return ReadWarning(
        code=code, message=Text(zh=zh, en=en), location=location or Location(), incomplete=incomplete
    )


def package_warnings(package: Package) -> list[ReadWarning]:
    """What the mere members of a package say: macros and embedded files, which are never run or opened."""
    found = []
    names = package.names()
    if any(name.endswith("vbaproject.bin") for name in names):
        found.append(
            warning("macros", "文件含宏，未运行，仅按数据读取。", "The file holds macros; they were not run.")
        )
    if any("/embeddings/" in name for name in names):
        found.append(
            warning(
                "embedded-files",
                "文件嵌有其他文件，未读取其内容。",
                "The file embeds other files, which were not read.",
            )
        )
    if any("/externallinks/" in name for name in names):
        found.append(
            warning(
                "external-links",
                "文件引用外部文件，未打开，按所存数值读取。",
                "The file refers to other files; they were not opened, the stored values were read.",
            )
        )
    return found
