"""One pass over word/document.xml: which element does what, and the final view that comes of it."""

from __future__ import annotations

from collections.abc import Callable

from gkcheck.readers.docx_body import Body
from gkcheck.readers.ooxml import WORD_NAMESPACES, Attributes, new_parser, run
from gkcheck.readers.package import Package

_Start = Callable[[Body, Attributes], None]
_End = Callable[[Body], None]


def _skipped(body: Body, _: Attributes) -> None:
    body.skip()


def _sign(text: str) -> _Start:
    return lambda body, _: body.sign(text)


_WORD_STARTS: dict[str, _Start] = {
    "background": Body.page_background,
    "body": Body.body_start,
    "t": Body.text_start,
    "instrText": Body.text_start,
    "fldSimple": Body.simple_field,
    "r": Body.run_start,
    "tab": _sign("\t"),
    "ptab": _sign("\t"),
    "br": Body.line_break,
    "cr": _sign("\n"),
    "noBreakHyphen": _sign("-"),
    "sym": Body.symbol,
    "pPr": Body.paragraph_properties,
    "numId": Body.num_id,
    "ilvl": Body.num_level,
    "pStyle": Body.paragraph_style,
    "rPr": Body.run_properties,
    "tcPr": Body.cell_properties,
    "tblPr": Body.table_properties,
    "tblPrEx": Body.table_properties,
    "tblStyle": Body.table_style,
    "rStyle": Body.text_style,
    "color": Body.text_colour,
    "sz": Body.text_size,
    "highlight": Body.highlight,
    "shd": Body.shading,
    "vanish": Body.vanish,
    "strike": Body.strike,
    "dstrike": Body.strike,
    "ins": Body.inserted,
    "moveTo": Body.inserted,
    "del": Body.deleted,
    "moveFrom": Body.deleted,
    "txbxContent": Body.box_start,
    "tbl": Body.table_start,
    "tr": Body.row_start,
    "trPr": Body.row_properties,
    "gridBefore": Body.skipped_columns,
    "hidden": Body.hidden_row,
    "tc": Body.cell_start,
    "gridSpan": Body.cell_span,
    "vMerge": Body.cell_merge,
    "footnoteReference": Body.note,
    "endnoteReference": Body.note,
    "object": Body.picture,
    "altChunk": Body.imported,
    "subDoc": Body.imported,
} | dict.fromkeys(
    (
        # tab stops, settings of content controls, the letters above a ruby text, and formats as they were
        "tabs", "sdtPr", "sdtEndPr", "rt", "pPrChange", "rPrChange", "tcPrChange", "trPrChange", "tblPrChange",
        "tblPrExChange", "tblGridChange", "sectPrChange", "numberingChange",
    ),
    _skipped,
)  # fmt: skip
_WORD_ENDS: dict[str, _End] = {
    "t": Body.text_end,
    "instrText": Body.instruction_end,
    "p": Body.paragraph_end,
    "pPr": Body.properties_end,
    "trPr": Body.properties_end,
    "tcPr": Body.properties_end,
    "tblPr": Body.properties_end,
    "tblPrEx": Body.properties_end,
    "txbxContent": Body.box_end,
    "tc": Body.cell_end,
    "tr": Body.row_end,
    "tbl": Body.table_end,
}
_MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_OFFICE = "http://schemas.openxmlformats.org"
_PURL = "http://purl.oclc.org/ooxml"

# What is done at the start and at the end of each element, by "namespace local"; all others are looked through.
_STARTS: dict[str, _Start] = {
    **{f"{uri} {local}": action for uri in WORD_NAMESPACES for local, action in _WORD_STARTS.items()},
    f"{_MARKUP} AlternateContent": Body.alternatives,
    f"{_MARKUP} Choice": Body.choice,
    f"{_MARKUP} Fallback": Body.fallback,
    f"{_OFFICE}/officeDocument/2006/math t": Body.text_start,
    f"{_PURL}/officeDocument/math t": Body.text_start,
    f"{_OFFICE}/drawingml/2006/main blip": Body.picture,
    f"{_PURL}/drawingml/main blip": Body.picture,
    f"{_OFFICE}/drawingml/2006/chart chart": Body.picture,
    f"{_PURL}/drawingml/chart chart": Body.picture,
    f"{_OFFICE}/drawingml/2006/diagram relIds": Body.picture,
    f"{_PURL}/drawingml/diagram relIds": Body.picture,
    "urn:schemas-microsoft-com:vml imagedata": Body.picture,
}
_ENDS: dict[str, _End] = {
    **{f"{uri} {local}": action for uri in WORD_NAMESPACES for local, action in _WORD_ENDS.items()},
    f"{_MARKUP} AlternateContent": Body.alternatives_end,
    f"{_OFFICE}/officeDocument/2006/math t": Body.text_end,
    f"{_PURL}/officeDocument/math t": Body.text_end,
}


def read_body(package: Package, part: str) -> Body:
    """Reads the main part of a document. Raises ReadError."""
    parser = new_parser(package, part)
    body = Body(package, part, parser)
    action_at_start, action_at_end = _STARTS.get, _ENDS.get

    def start(name: str, attributes: Attributes) -> None:
        action = action_at_start(name)
        if action is not None:
            action(body, attributes)

    def end(name: str) -> None:
        action = action_at_end(name)
        if action is not None:
            action(body)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    # The list gathers text itself, without a call of ours; whoever ends a w:t looks at it.
    parser.CharacterDataHandler = body.chunks.append
    run(parser, package, part)
    if not body.started:
        raise package.refuse("damaged", f"{part} 不是 Word 正文", f"{part} is no Word document")
    body.flush()
    return body
