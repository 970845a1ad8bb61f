"""The .ods reader: every sheet with its texts as they are shown, which OpenDocument stores beside the values."""

from __future__ import annotations

from gkcheck.model import Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.grid import Pages
from gkcheck.readers.odf import open_document
from gkcheck.readers.refusals import XLSX
from gkcheck.readers.sniff import sniff


class OdsReader:
    """Reads OpenDocument spreadsheets (.ods, .ots)."""

    name = "ods"
    suffixes: tuple[str, ...] = (".ods", ".ots")

    def accepts(self, source: Source) -> bool:
        """Whether this is an OpenDocument spreadsheet package."""
        return sniff(source.data) == "ods"

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The workbook as a Submission. Raises ReadError."""
        from gkcheck.readers.table import to_submission

        return to_submission(pages(source, options), source, reader=self.name, options=options)


def pages(source: Source, options: ReadOptions) -> Pages:
    """Each sheet with content as a grid under its own name. Raises ReadError."""
    document = open_document(source, XLSX, options.limits, in_text=False)
    grids, warnings = document.grids()
    return Pages(tuple(grids), (), (*document.warnings(), *warnings))
