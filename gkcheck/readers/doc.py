"""The .doc and .wps reader: several converters in turn, each held against what the document itself counts.

The first one whose rows and letters agree with the document is taken, and named in the result. When none agrees, the
best is taken and what is missing is said: such a file never looks read whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck.errors import ReadError
from gkcheck.limits import Limits
from gkcheck.model import ReadWarning, Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.converted import Converted, Converter, NotInstalledError
from gkcheck.readers.doc_facts import DocFacts, doc_facts, is_encrypted
from gkcheck.readers.grid import Pages
from gkcheck.readers.ole import Ole, OleError
from gkcheck.readers.ooxml import warning
from gkcheck.readers.refusals import DOCX, refusal
from gkcheck.readers.sniff import sniff
from gkcheck.text import Text

LIBREOFFICE = "libreoffice"


class DocReader:
    """Reads .doc (Word 97 to 2003) and .wps (WPS) documents with the extra `doc`."""

    name = "doc"
    suffixes: tuple[str, ...] = (".doc", ".wps")

    def accepts(self, source: Source) -> bool:
        """Whether this is a compound file with a Word document in it."""
        return sniff(source.data) == "doc"

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The document as a Submission, whose `reader` names the converter. Raises ReadError."""
        from gkcheck.readers.table import to_submission

        by, pages = converted_pages(source, options.limits)
        return to_submission(pages, source, reader=f"{self.name}/{by}", options=options)


def converted_pages(source: Source, limits: Limits) -> tuple[str, Pages]:
    """The converter that was taken and the document as it gave it, with warnings. Raises ReadError."""
    try:
        ole = Ole(source.data)
        encrypted = is_encrypted(ole)
    except OleError as error:
        what = Text(zh="内部结构不完整或有误", en=str(error))
        raise refusal("damaged", source.name, DOCX, what) from error
    if encrypted:
        raise refusal("encrypted", source.name, DOCX)
    facts = doc_facts(ole)
    best: tuple[Converted, list[ReadWarning]] | None = None
    installed = 0
    for convert in _ladder():
        if convert is _by_libreoffice and not installed:
            raise not_installed(source)
        try:
            found = convert(source.data, limits)
            installed += 1
        except NotInstalledError:
            continue
        if found is None:
            continue
        problems = list(_problems(found, facts))
        if best is None or len(problems) < len(best[1]):
            best = found, problems
        if not problems:
            break
    if best is None:
        what = Text(zh="现有的读取器都未能读出", en="no converter could read it")
        raise refusal("damaged", source.name, DOCX, what)
    chosen, problems = best
    pages = chosen.pages
    warnings = (*pages.warnings, *problems, *_notes(chosen, facts), *_macros(ole))
    return chosen.by, pages._replace(warnings=warnings)


def not_installed(source: Source) -> ReadError:
    """Says which extra to install, or how else to hand the file in."""
    return ReadError(
        Text(
            zh='旧版 Word、WPS 文字文件（.doc、.wps）要装附加组件才能读取：pip install "gkcheck[doc]"；'
            "或者用 Word、WPS 打开后另存为 .docx，再行核对。",
            en='old Word and WPS files (.doc, .wps) need an extra: pip install "gkcheck[doc]"; '
            "or open it in Word or WPS and save it as .docx.",
        ),
        source=source.name,
        code="extra-missing",
    )


def _ladder() -> tuple[Converter, ...]:
    from gkcheck.readers.doc_oxide import by_office_oxide
    from gkcheck.readers.doc_wps2md import by_wps2md

    return by_office_oxide, by_wps2md, _by_libreoffice


def _by_libreoffice(data: bytes, limits: Limits) -> Converted | None:
    return by_libreoffice(data, ".doc", limits)


def by_libreoffice(data: bytes, suffix: str, limits: Limits) -> Converted | None:
    """The document by way of .docx; None when that fails. Raises NotInstalledError."""
    from gkcheck.readers import docx, soffice

    made = soffice.to_docx(data, suffix)
    if made is None:
        return None
    try:
        pages = docx.pages(Source("in.docx", made), ReadOptions(limits=limits))
    except ReadError:
        return None
    note = warning(
        "converted",
        "由本机的 LibreOffice 转换后读取，请留意与原文件有无出入。",
        "It was converted by the LibreOffice of this machine and then read.",
    )
    pages = pages._replace(warnings=(note, *pages.warnings))
    return Converted(LIBREOFFICE, pages, sum(len(grid.rows) for grid in pages.grids))


def _problems(found: Converted, facts: DocFacts | None) -> Iterator[ReadWarning]:
    """What a converter left out or may have moved, by the document's own counts."""
    by = found.by
    if facts is None:
        zh = f"原文件的内部计数读不出来，无法核实 {by} 是否读全。请另存为 .docx 再行核对。"
        en = f"The document's own counts cannot be read: whether {by} read it whole is unknown."
        yield warning("not-verified", zh, en, incomplete=True)
        return
    if found.rows != facts.rows:
        zh = f"表格行数不符：原文件 {facts.rows} 行，{by} 读出 {found.rows} 行。请另存为 .docx 再行核对。"
        en = f"The document has {facts.rows} rows, {by} read {found.rows}."
        yield warning("row-loss", zh, en, incomplete=True)
    whole = by == LIBREOFFICE  # it also gives numbers, notes and boxes, so that letters cannot be compared
    if not whole or not (facts.numbered or facts.boxes or facts.notes):
        letters = found.letters
        more = whole and letters > facts.letters  # numbers of lists outside tables
        if letters != facts.letters and not more:
            zh = f"字数不符：原文件 {facts.letters} 字，{by} 读出 {letters} 字。请另存为 .docx 再行核对。"
            en = f"The document holds {facts.letters} letters, {by} read {letters}."
            yield warning("not-read-whole", zh, en, incomplete=True)
    if whole:
        return
    if found.cells and found.cells != facts.cells:
        zh = f"有的单元格里不止一段，{by} 分不清各格，内容可能错列。请另存为 .docx 再行核对。"
        en = f"Cells hold several paragraphs, which {by} cannot tell apart; columns may be mixed up."
        yield warning("cells-unclear", zh, en, incomplete=True)
    for count, code, zh, en in (
        (facts.nested, "nested-not-read", "单元格里套有表格，可能错行", "Tables within cells may have moved rows"),
        (facts.numbered, "numbering-not-read", f"{facts.numbered} 处自动编号没有读出", "Automatic numbers were not read"),
        (facts.boxes, "text-box-not-read", "文本框里的文字未读取", "Words in text boxes were not read"),
        (facts.notes, "footnotes-not-read", "脚注、尾注未读取", "Footnotes and endnotes were not read"),
    ):  # fmt: skip
        if count:
            yield warning(
                code, f"{zh}。请另存为 .docx 再行核对。", f"{en}; save it as .docx.", incomplete=True
            )


def _notes(found: Converted, facts: DocFacts | None) -> Iterator[ReadWarning]:
    """What is in the text but cannot be marked on its cell."""
    if facts is None or found.by == LIBREOFFICE:
        return
    if facts.revised:
        zh = "文中含未接受修订，按最终稿读取；分不清在哪一格，请看原文件。"
        en = "The document has tracked changes; the final view was read, without marks on the cells."
        yield warning("revisions", zh, en)
    if facts.hidden:
        zh = "文中含隐藏文字，已读取；分不清在哪一格，请看原文件。"
        yield warning("hidden-text", zh, "Hidden text was read, without marks on the cells.")


def _macros(ole: Ole) -> Iterator[ReadWarning]:
    if "Macros" in ole.names:
        zh = "文件含宏，未运行，仅按数据读取。"
        yield warning("macros", zh, "The file holds macros; they were not run.")
    if "ObjectPool" in ole.names:
        zh = "文件嵌有其他文件，未读取其内容。"
        yield warning("embedded-files", zh, "The file embeds other files, which were not read.")
