"""The .rtf reader: by LibreOffice, where the machine has it; rows are counted in the file and compared."""

from __future__ import annotations

import re

from gkcheck.errors import ReadError
from gkcheck.model import Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers import soffice
from gkcheck.readers.converted import NotInstalledError
from gkcheck.readers.doc import by_libreoffice
from gkcheck.readers.ooxml import warning
from gkcheck.readers.refusals import DOCX, refusal
from gkcheck.text import Text

_ROW = re.compile(rb"(?<!\\)\\row(?![a-z])")


class RtfReader:
    """Reads .rtf files, also those named .doc."""

    name = "rtf"
    suffixes: tuple[str, ...] = (".rtf",)

    def accepts(self, source: Source) -> bool:
        """Whether it begins as RTF does."""
        return source.data.startswith(b"{\\rtf")

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The document as a Submission. Raises ReadError."""
        from gkcheck.readers.table import to_submission

        try:
            found = by_libreoffice(source.data, ".rtf", options.limits)
        except NotInstalledError as error:
            raise ReadError(
                Text(
                    zh="RTF 文件要靠 LibreOffice 转换才能读取，本机没有找到。请用 Word 或 WPS 打开后另存为 .docx，再行核对。",
                    en="an RTF file is read by way of LibreOffice, which was not found; "
                    "open it in Word or WPS and save it as .docx.",
                ),
                source=source.name,
                code="extra-missing",
            ) from error
        if found is None:
            seconds = soffice.SECONDS
            what = Text(
                f"LibreOffice 在 {seconds} 秒内未能转换", f"LibreOffice failed, or took over {seconds} s"
            )
            raise refusal("damaged", source.name, DOCX, what)
        rows = len(_ROW.findall(source.data))
        pages = found.pages
        if rows != found.rows:
            zh = f"表格行数不符：原文件 {rows} 行，读出 {found.rows} 行。请另存为 .docx 再行核对。"
            en = f"The document has {rows} rows, {found.rows} were read."
            pages = pages._replace(warnings=(*pages.warnings, warning("row-loss", zh, en, incomplete=True)))
        return to_submission(pages, source, reader=f"{self.name}/{found.by}", options=options)
