"""The .odt reader: a text document as grids and paragraphs, as a person sees it in LibreOffice or WPS."""

from __future__ import annotations

from gkcheck.model import Submission
from gkcheck.protocols import ReadOptions, Source
from gkcheck.readers.grid import Pages
from gkcheck.readers.odf import open_document
from gkcheck.readers.refusals import DOCX
from gkcheck.readers.sniff import sniff


class OdtReader:
    """Reads OpenDocument text (.odt, .ott)."""

    name = "odt"
    suffixes: tuple[str, ...] = (".odt", ".ott")

    def accepts(self, source: Source) -> bool:
        """Whether this is an OpenDocument text package."""
        return sniff(source.data) == "odt"

    def read(self, source: Source, options: ReadOptions) -> Submission:
        """The document as a Submission. Raises ReadError."""
        from gkcheck.readers.table import to_submission

        return to_submission(pages(source, options), source, reader=self.name, options=options)


def pages(source: Source, options: ReadOptions) -> Pages:
    """The document as grids (表1, 表2 …) and paragraphs. Raises ReadError."""
    document = open_document(source, DOCX, options.limits, in_text=True)
    grids, warnings = document.grids()
    return Pages(tuple(grids), tuple(document.text.paragraphs), (*document.warnings(), *warnings))
