"""OpenDocument files (.odt, .ods): the package opened safely, its content as a stream, and what it says besides."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from gkcheck.limits import Limits
from gkcheck.model import ReadWarning
from gkcheck.protocols import Source
from gkcheck.readers.grid import Grid
from gkcheck.readers.odf_names import full
from gkcheck.readers.odf_styles import Styles
from gkcheck.readers.odf_tables import Tables
from gkcheck.readers.odf_text import TextStream
from gkcheck.readers.ooxml import Attributes, new_parser, run, warning
from gkcheck.readers.package import Package, open_package
from gkcheck.readers.refusals import Kind
from gkcheck.readers.sheet_warnings import sheet_warnings
from gkcheck.readers.unseen import unseen_warning
from gkcheck.readers.xlsx_grid import to_grid, without_names

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "meta-inf/manifest.xml"
# Nothing in these is part of what a person reads in the table.
_SKIPPED = frozenset(
    map(
        full,
        (
            "office:annotation", "office:forms", "office:scripts", "office:event-listeners", "text:tracked-changes",
            "table:tracked-changes", "text:note", "text:ruby-text", "svg:title", "svg:desc", "table:content-validations",
            "table:dde-links", "text:sequence-decls", "text:variable-decls", "text:user-field-decls", "table:named-expressions",
        ),
    )
)  # fmt: skip


class Document:
    """The content of one file: `text` with its paragraphs, `tables` with its grids."""

    def __init__(self, package: Package, *, in_text: bool) -> None:
        self.package = package
        self.styles = Styles()
        self.text = TextStream(self.styles)
        self.tables = Tables(self.text, package.limits, in_text=in_text)
        self.text.grids_before = self.tables.count
        self.external = False
        self._in_text = in_text
        if _STYLES in package:
            parser = new_parser(package, _STYLES)
            parser.StartElementHandler = self.styles.start
            run(parser, package, _STYLES)
        self._read()

    def _read(self) -> None:
        text, tables = self.text, self.tables
        starts: dict[str, Callable[[Attributes], None]] = {
            full(name): action
            for name, action in {
                "text:p": text.paragraph_start,
                "text:h": text.heading_start,
                "text:span": text.span_start,
                "text:s": text.blanks,
                "text:tab": text.tab,
                "text:line-break": text.line_break,
                "text:section": text.section_start,
                "text:hidden-text": text.hidden_text_start,
                "text:hidden-paragraph": text.hidden_paragraph,
                "text:change": text.change,
                "text:change-start": text.change,
                "text:change-end": text.change,
                "text:list": text.list_start,
                "text:list-item": text.item_start,
                "text:list-header": text.header_start,
                "draw:text-box": text.box_start,
                "draw:image": tables.picture,
                "draw:object": tables.picture,
                "draw:object-ole": tables.picture,
                "table:table": tables.table_start,
                "table:table-column": tables.column,
                "table:table-row-group": tables.group_start,
                "table:table-row": tables.row_start,
                "table:table-cell": tables.cell_start,
                "table:covered-table-cell": tables.covered_start,
                "calcext:conditional-formats": tables.conditions,
                "table:table-source": self._outside,
                "text:section-source": self._outside,
            }.items()
        }
        ends: dict[str, Callable[[], None]] = {
            full(name): action
            for name, action in {
                "text:p": text.paragraph_end,
                "text:h": text.paragraph_end,
                "text:span": text.span_end,
                "text:section": text.section_end,
                "text:list": text.list_end,
                "draw:text-box": text.box_end,
                "table:table": tables.table_end,
                "table:table-row-group": tables.group_end,
                "table:table-row": tables.row_end,
                "table:table-cell": tables.cell_end,
                "table:covered-table-cell": tables.cell_end,
            }.items()
        }
        parser: expat.XMLParserType = new_parser(self.package, _CONTENT)
        skipped = 0
        shapes = 0  # open shapes over a sheet, whose words are not read

        def start(name: str, attributes: Attributes) -> None:
            nonlocal skipped, shapes
            if skipped:
                skipped += 1
            elif name in _SKIPPED:
                skipped = 1
                if name == _NOTE:
                    text.note(attributes)
                elif name in _CHANGES:
                    text.revisions += 1
            elif shapes or (not self._in_text and name.startswith(_DRAW)):
                shapes += 1
                if name in _IMAGES:
                    tables.picture(attributes)
            else:
                self.styles.start(name, attributes)
                action = starts.get(name)
                if action is not None:
                    action(attributes)

        def end(name: str) -> None:
            nonlocal skipped, shapes
            if skipped:
                skipped -= 1
            elif shapes:
                shapes -= 1
            else:
                action = ends.get(name)
                if action is not None:
                    action()

        def letters(words: str) -> None:
            if not skipped and not shapes:
                text.characters(words)
            elif shapes and not skipped and not words.isspace():
                tables.shape_words()

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = letters
        run(parser, self.package, _CONTENT)

    def _outside(self, _: Attributes) -> None:
        self.external = True

    def grids(self) -> tuple[list[Grid], list[ReadWarning]]:
        """Each table with content, and what is odd about it."""
        found: list[Grid] = []
        warnings: list[ReadWarning] = []
        for table in self.tables.done:
            grid, whole = to_grid(table, table.name, table.hidden)
            if grid is None and self._in_text:
                grid = Grid(table.name, (), table.hidden)  # an empty table keeps its number
            if grid is not None:
                found.append(without_names(grid) if self._in_text else grid)
                warnings += sheet_warnings(
                    table, table.name, table.hidden, whole, word="表" if self._in_text else "工作表"
                )
        return found, warnings

    def warnings(self) -> list[ReadWarning]:
        """What the whole file says: macros, revisions, hidden text, notes, pictures, letters that got lost."""
        found: list[ReadWarning] = []
        names = self.package.names()
        text = self.text
        if any(
            name.startswith(("basic/", "scripts/")) and not name.endswith(_LISTS_OF_MACROS) for name in names
        ):
            found.append(
                warning(
                    "macros", "文件含宏，未运行，仅按数据读取。", "The file holds macros; they were not run."
                )
            )
        if self.external:
            found.append(
                warning(
                    "external-links",
                    "文件引用外部文件，未打开，按所存内容读取。",
                    "The file refers to other files; they were not opened, what is stored was read.",
                )
            )
        if text.revisions:
            zh = "文中含未接受修订，按最终稿读取：插入的计入，删除的不计。"
            found.append(
                warning("revisions", zh, "The document has tracked changes; the final view was read.")
            )
        if text.hidden_text:
            found.append(
                warning("hidden-text", "文中含隐藏文字，已读取并标注。", "Hidden text was read and marked.")
            )
        if text.unseen:
            found.append(unseen_warning())
        if text.notes:
            zh = f"脚注、尾注（{len(text.notes)} 处）的内容未读取。"
            en = f"{len(text.notes)} footnotes or endnotes were not read."
            found.append(warning("footnotes-not-read", zh, en, incomplete=any(text.notes)))
        found += self._pictures()
        if text.letters != text.delivered:
            zh = f"未能完整读取：文中应有 {text.letters} 字，读出 {text.delivered} 字。请另存为 .docx 或 .xlsx。"
            en = f"Not read whole: the document holds {text.letters} letters, {text.delivered} were read."
            found.append(warning("not-read-whole", zh, en, incomplete=True))
        return found

    def _pictures(self) -> list[ReadWarning]:
        found: list[ReadWarning] = []
        alone = [place for table in self.tables.done for place in table.pictures]
        if alone:
            row, column = alone[0]
            zh = f"{len(alone)} 个单元格里只有图片（如第{row}行第{column}列），图片中的文字未能读取。请把内容写成文字。"
            en = f"{len(alone)} cells hold nothing but pictures (row {row} column {column}), whose words cannot be read."
            found.append(warning("picture-only", zh, en, incomplete=True))
        if self.tables.pictures > len(alone):
            zh, en = (
                "文中有图片、图表或嵌入对象，其中的文字未读取。",
                "Pictures, charts or embedded objects were not read.",
            )
            found.append(warning("pictures", zh, en))
        if self.tables.boxes:
            zh = "文本框或图形中有文字，未读取。请把内容写入单元格。"
            en = "Words in text boxes or shapes were not read."
            found.append(warning("text-box-not-read", zh, en, incomplete=True))
        return found


_NOTE = full("text:note")
_CHANGES = (full("text:tracked-changes"), full("table:tracked-changes"))
_DRAW = full("draw:x")[:-1]
_IMAGES = (full("draw:image"), full("draw:object"), full("draw:object-ole"))
_LISTS_OF_MACROS = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml", "/")


def open_document(source: Source, kind: Kind, limits: Limits, *, in_text: bool) -> Document:
    """The content of an OpenDocument file. Raises ReadError, also for an encrypted one."""
    package = open_package(source, kind, limits)
    if "encrypted-package" in package or (
        _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST)
    ):
        raise package.refuse("encrypted", "", "")
    if _CONTENT not in package:
        raise package.refuse("missing-part", _CONTENT, _CONTENT)
    return Document(package, in_text=in_text)
