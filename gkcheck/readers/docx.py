"""The .docx reader: the document as a person sees it in Word, in the final view, from its XML as a stream.

Word's own object models lose insertions, content controls, text boxes and nested tables; here all of them are
read, what is odd is marked on the cell, and the letters delivered are counted against the letters in the XML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gkcheck.model import Location, ReadWarning, Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.bounds import struck
from gkcheck.readers.docx_body import Body
from gkcheck.readers.docx_elements import read_body
from gkcheck.readers.docx_table import Place
from gkcheck.readers.grid import Pages
from gkcheck.readers.ooxml import is_office, main_part, package_warnings, warning
from gkcheck.readers.package import Package, open_package
from gkcheck.readers.refusals import DOCX
from gkcheck.readers.unseen import unseen_warning

_CONTENT_TYPE = rb"(?:wordprocessingml|ms-word)\.[\w.]*main\+xml"
_NAMED = 10  # places named in one warning


class DocxReader:
    """Reads Word documents (.docx, .docm, .dotx), transitional and strict."""

    name = "docx"
    suffixes: tuple[str, ...] = (".docx", ".docm")

    def accepts(self, source: Source) -> bool:
        """Whether this is a Word package; a damaged or encrypted one counts when it is named so."""
        return is_office(source, DOCX, _CONTENT_TYPE, "word/document")

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The document as a Submission. Raises ReadError."""
        from gkcheck.readers.table import to_submission

        return to_submission(pages(source, options), source, reader=self.name, options=options)


def pages(source: Source, options: ReadOptions) -> Pages:
    """The document as grids (表1, 表2 …) and paragraphs. Raises ReadError."""
    package = open_package(source, DOCX, options.limits)
    body = read_body(package, main_part(package, "word/document.xml"))
    warnings = (*package_warnings(package), *_fetching(package, body), *_warnings(body))
    return Pages(tuple(body.grids), tuple(body.paragraphs), warnings)


def _fetching(package: Package, body: Body) -> list[ReadWarning]:
    """What Word would fetch from elsewhere when it opens the document; here nothing is."""
    kinds = rb'/(?:attachedTemplate|oleObject|frame|subDocument)"'
    away = rb'Target="(?:https?:|ftp:|\\\\|file://[^/"])'
    count = body.fetches
    for part in ("word/_rels/settings.xml.rels", "word/_rels/document.xml.rels"):
        if part in package:
            tags = re.findall(rb"<(?:\w+:)?Relationship [^<>]*>", package.read(part))
            count += sum(bool(re.search(kinds, tag) and re.search(away, tag, re.IGNORECASE)) for tag in tags)
    if not count:
        return []
    zh = f"文件要从别处取内容（远程模板或域，{count} 处），未取，按所存文字读取。"
    en = f"The document would fetch {count} things from elsewhere (a template, fields); nothing was, what is stored was read."
    return [warning("external-links", zh, en)]


def _warnings(body: Body) -> list[ReadWarning]:
    found = []
    limits = body.limits
    if body.revisions:
        zh = f"文中含未接受修订（{body.revisions} 处），按最终稿读取：插入的计入，删除的不计。"
        en = f"The document has {body.revisions} tracked changes; the final view was read."
        found.append(warning("revisions", zh, en))
    if body.hidden_text:
        found.append(
            warning("hidden-text", "文中含隐藏文字，已读取并标注。", "Hidden text was read and marked.")
        )
    if body.unseen:
        seen = [place for place in body.unseen if place is not None]
        found.append(unseen_warning(_places_zh(seen), _places_en(seen), _location(seen)))
    if body.notes:
        inside = [place for place in body.notes if place is not None]
        found.append(
            warning(
                "footnotes-not-read",
                f"脚注、尾注（{len(body.notes)} 处）的内容未读取{_places_zh(inside)}。",
                f"{len(body.notes)} footnotes or endnotes were not read{_places_en(inside)}.",
                location=_location(inside),
                incomplete=bool(inside),
            )
        )
    alone = [place for place, words in body.pictures if place is not None and not words]
    if alone:
        zh = f"单元格里只有图片，图片中的文字未能读取{_places_zh(alone)}。请把内容写成文字。"
        en = f"Cells hold nothing but pictures, whose words cannot be read{_places_en(alone)}."
        found.append(warning("picture-only", zh, en, location=_location(alone), incomplete=True))
    beside = len(body.pictures) - len(alone)
    if beside:
        zh, en = (
            f"文中有图片或图表 {beside} 处，其中的文字未读取。",
            f"{beside} pictures or charts were not read.",
        )
        found.append(warning("pictures", zh, en))
    if body.imports:
        zh = f"文中引入了其他文件的内容（{body.imports} 处），未能读取。请用 Word 打开后另存为 .docx。"
        en = f"{body.imports} imported parts were not read. Open the file in Word and save it as .docx."
        found.append(warning("imports-not-read", zh, en, incomplete=True))
    if body.numbering is not None and body.numbering.unknown:
        kinds = "、".join(sorted(body.numbering.unknown))
        zh, en = (
            f"自动编号格式（{kinds}）按阿拉伯数字显示。",
            f"Numbers in the formats {kinds} are shown as 1, 2, 3.",
        )
        found.append(warning("numbering-format", zh, en))
    for code, key, places, zh, en in (
        (
            "too-many-rows",
            "rows",
            body.too_many_rows,
            f"表格超过 {limits.rows} 行",
            f"a table has more than {limits.rows} rows",
        ),
        (
            "too-many-cells",
            "cells",
            body.too_many_cells,
            f"各表合计超过 {limits.cells} 格",
            f"all tables together have more than {limits.cells} cells",
        ),
        (
            "too-many-columns",
            "columns",
            body.too_many_columns,
            f"表格超过 {limits.columns} 列",
            f"a table has more than {limits.columns} columns",
        ),
        (
            "cell-too-long",
            "letters",
            body.too_long,
            f"单元格超过 {limits.letters} 字",
            f"a cell has more than {limits.letters} letters",
        ),
    ):
        if places:
            said_zh, said_en = f"{zh}{_places_zh(places)}", f"{en}{_places_en(places)}"
            found.append(struck(code, key, said_zh, said_en, location=_location(places)))
    cut = any((body.too_many_rows, body.too_many_columns, body.too_long, body.too_many_cells))
    cut = cut or len(body.paragraphs) > limits.paragraphs
    expected, delivered = body.letters + body.added, _delivered(body)
    if not cut and expected != delivered:
        zh = f"未能完整读取：文中应有 {expected} 字，读出 {delivered} 字。请用 Word 打开后另存为 .docx。"
        en = f"Not read whole: the document holds {expected} letters, {delivered} were read."
        found.append(warning("not-read-whole", zh, en, incomplete=True))
    return found


def _delivered(body: Body) -> int:
    """The letters that arrived in the result, each merged cell counted once."""
    cells = sum(
        len(cell.text) for grid in body.grids for row in grid.rows for cell in row if not cell.covered
    )
    return cells + body.covered + sum(len(paragraph.text) for paragraph in body.paragraphs)


def _location(places: Sequence[Place]) -> Location | None:
    if not places:
        return None
    first = places[0]
    return Location(part=f"表{first.table}", row=first.row, column=first.column)


def _places_zh(places: Sequence[Place]) -> str:
    if not places:
        return ""
    named = "、".join(f"表{one.table}第{one.row}行第{one.column}列" for one in places[:_NAMED])
    more = f"等 {len(places)} 处" if len(places) > _NAMED else ""
    return f"（{named}{more}）"


def _places_en(places: Sequence[Place]) -> str:
    if not places:
        return ""
    named = ", ".join(f"table {one.table} row {one.row} column {one.column}" for one in places[:_NAMED])
    more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    return f" ({named}{more})"
