"""The text of a Word paragraph while it is being read: runs, signs, numbers, revisions, text boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from gkcheck.limits import adjust
from gkcheck.model import Location, MarkKind
from gkcheck.readers.docx_look import Look, shaded
from gkcheck.readers.docx_symbols import symbol_letter
from gkcheck.readers.docx_table import BodyCell, BodyTable, Place
from gkcheck.readers.grid import Grid, Paragraph
from gkcheck.readers.ooxml import WORD_NAMESPACES, Attributes
from gkcheck.readers.package import Package
from gkcheck.readers.unseen import UNKNOWN

if TYPE_CHECKING:
    from gkcheck.readers.docx_numbering import Numbering

_VAL, *_VALS = (f"{uri} val" for uri in WORD_NAMESPACES)
_OFF = ("0", "false", "off", "none")
_FETCHING = frozenset(
    {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "RD", "DATABASE"}
)
_NOWHERE = Location()
TOLD = 1_000  # places kept for a warning; a hostile file could have millions


class _Paused(NamedTuple):
    """The paragraph around a text box, put aside while the box is read."""

    pieces: list[str]
    carried: str | None
    joined: bool
    num: str | None
    level: int | None
    style: str | None
    back: str | None


class TextStream:
    """What a document's XML says about text, gathered into the open cell or into `paragraphs`.

    Each method handles the start (with its attributes) or the end of one element; `docx_body` says which.
    """

    def __init__(self, package: Package, part: str, parser: expat.XMLParserType) -> None:
        self.limits = package.limits
        self.grids: list[Grid] = []
        self.paragraphs: list[Paragraph] = []
        self.letters = 0  # as they stand in the XML, without what is deleted
        self.added = 0  # letters that are ours: line ends, tabs, numbers, signs
        self.revisions = 0
        self.hidden_text = False
        self.unseen: list[Place | None] = []  # words nobody sees; None outside tables
        self.fetches = 0  # fields that would bring in something from elsewhere
        self.numbering: Numbering | None = None
        self.chunks: list[str] = []  # what expat delivers
        self.table: BodyTable | None = None
        self.cell: BodyCell | None = None
        self._package = package
        self._part = part
        self._parser = parser
        self._pieces: list[str] = []  # of the paragraph being read
        self._carried: str | None = None  # the text of a paragraph whose end is deleted
        self._joined = False  # the end of this paragraph is deleted
        self._num: str | None = None
        self._level: int | None = None
        self._style: str | None = None
        self._odd: tuple[MarkKind, ...] = ()  # marks of the run being read
        self._look = Look(package)
        self._back: str | None = None  # what lies behind the paragraph
        self._properties = (
            ""  # the element whose properties are read: "p", "tr", "tc", "tbl"; "m" for a paragraph's end
        )
        self._paused: list[_Paused] = []
        self._chosen: list[bool] = []  # by open mc:AlternateContent, whether a choice was read

    # Text and signs

    def text_start(self, _: Attributes) -> None:
        """A w:t begins: what was gathered before it is white space between elements."""
        self.chunks.clear()

    def text_end(self) -> None:
        """A w:t ends: its letters count, and are marked when the run is hidden or struck."""
        chunks = self.chunks
        text = chunks[0] if len(chunks) == 1 else "".join(chunks)
        chunks.clear()
        self.letters += len(text)
        self._pieces.append(text)
        if self._odd and text.strip():
            if self.cell is not None:
                self.cell.mark(*self._odd)
            self.hidden_text = self.hidden_text or "hidden" in self._odd
        look = self._look
        if (
            (look.odd or self._style is not None)
            and look.unseen(self._style, self._behind())
            and text.strip()
        ):
            if self.cell is not None:
                self.cell.mark("hidden")
            place = self._place_of_text()
            if place not in self.unseen[-1:] and len(self.unseen) < TOLD:
                self.unseen.append(place)

    def run_start(self, _: Attributes) -> None:
        """A w:r begins, with no marks yet."""
        self._odd = ()
        if self._look.odd:
            self._look.start()

    def sign(self, text: str) -> None:
        """Adds letters that stand in no w:t."""
        self.added += len(text)
        self._pieces.append(text)

    def instruction_end(self) -> None:
        """A w:instrText ends: what a field does, which is no text; its result stands in runs of its own."""
        self._instruction("".join(self.chunks))
        self.chunks.clear()

    def simple_field(self, attributes: Attributes) -> None:
        """A w:fldSimple: a field with its instruction as an attribute."""
        self._instruction(next((value for name, value in attributes.items() if name.endswith(" instr")), ""))

    def _instruction(self, text: str) -> None:
        words = text.split(None, 1)
        self.fetches += bool(words) and words[0].upper() in _FETCHING

    def line_break(self, attributes: Attributes) -> None:
        """A w:br; one to the next page is no line of its own at the start of a paragraph."""
        kind = next((value for name, value in attributes.items() if name.endswith(" type")), "")
        if self._pieces or kind not in ("page", "column"):
            self.sign("\n")

    def symbol(self, attributes: Attributes) -> None:
        """A w:sym: a sign by its font and place."""
        named = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        letter = symbol_letter(named.get("font", ""), named.get("char", ""))
        if letter:
            self.sign(letter)

    # Paragraphs

    def paragraph_end(self) -> None:
        """A w:p ends: its text, with its number, goes to the open cell or to the paragraphs."""
        pieces = self._pieces
        if len(pieces) == 1:
            text = pieces.pop()
        else:
            text = "".join(pieces)
            pieces.clear()
        if self._carried is not None:
            text, self._carried = self._carried + text, None
        if self._joined:
            # In the final view the next paragraph goes on in the same line, and its number counts.
            self._carried, self._joined = text, False
            self._num = self._level = self._style = self._back = None
            return
        self._back = None
        if self._num is not None or self._style is not None or self._level is not None:
            text = self._numbered(text)
        cell = self.cell
        if cell is None:
            if text and len(self.paragraphs) <= self.limits.paragraphs:  # one more, so that it shows
                self.paragraphs.append(Paragraph(text, len(self.grids), _NOWHERE))
        elif text or not cell.took_in:  # the empty paragraph that has to follow a nested table says nothing
            cell.parts.append(text)
            cell.took_in = False

    def _numbered(self, text: str) -> str:
        if self.numbering is None:
            from gkcheck.readers.docx_numbering import Numbering

            self.numbering = Numbering(self._package, self._part)
        label = self.numbering.label(self._num, self._level, self._style)
        self._num = self._level = self._style = None
        if not text:
            label = label.rstrip()
        self.added += len(label)
        return label + text

    def flush(self) -> None:
        """Delivers text that no paragraph closed."""
        if self._pieces or self._carried:
            self._joined = False
            self.paragraph_end()

    # Properties

    def on(self, attributes: Attributes) -> bool:
        """Whether a switch such as w:vanish is on: it is, unless its value says no."""
        return self.value(attributes) not in _OFF

    def value(self, attributes: Attributes) -> str | None:
        """The w:val of an element."""
        value = attributes.get(_VAL)
        if value is None and attributes:
            value = next((attributes[name] for name in _VALS if name in attributes), None)
        return value

    def number(self, attributes: Attributes) -> int:
        """The w:val of an element as a count; 0 when it is none."""
        value = self.value(attributes) or ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0

    def paragraph_properties(self, _: Attributes) -> None:
        """A w:pPr begins."""
        self._properties = "p"

    def row_properties(self, _: Attributes) -> None:
        """A w:trPr begins."""
        self._properties = "tr"

    def cell_properties(self, _: Attributes) -> None:
        """A w:tcPr begins."""
        self._properties = "tc"

    def table_properties(self, _: Attributes) -> None:
        """A w:tblPr begins, or a w:tblPrEx, which speaks of one row."""
        self._properties = "tbl"

    def run_properties(self, _: Attributes) -> None:
        """A w:rPr begins: in the properties of a paragraph it speaks of the sign at its end."""
        if self._properties == "p":
            self._properties = "m"

    def properties_end(self) -> None:
        """A w:pPr, w:trPr, w:tcPr or w:tblPr ends."""
        self._properties = ""

    # Looks

    def text_colour(self, attributes: Attributes) -> None:
        """A w:color."""
        if not self._properties:
            self._look.colour(self.value(attributes))

    def text_size(self, attributes: Attributes) -> None:
        """A w:sz, in half points."""
        if not self._properties:
            self._look.size(self.value(attributes))

    def text_style(self, attributes: Attributes) -> None:
        """A w:rStyle."""
        if not self._properties:
            self._look.style(self.value(attributes))

    def highlight(self, attributes: Attributes) -> None:
        """A w:highlight, one of the few named colours."""
        if not self._properties:
            value = self.value(attributes)
            self._look.back(None if value == "none" else value)

    def shading(self, attributes: Attributes) -> None:
        """A w:shd of a run, a paragraph, a cell or a table."""
        back = shaded(attributes)
        if self._properties == "p":
            self._back = back
        elif self._properties == "tc" and self.cell is not None:
            self.cell.back = back
        elif self._properties == "tbl" and self.table is not None:
            self.table.back = back or self.table.back
        elif not self._properties:
            self._look.back(back)

    def table_style(self, attributes: Attributes) -> None:
        """A w:tblStyle, which may paint cells."""
        if self.table is not None:
            self.table.style = self.value(attributes)

    def page_background(self, attributes: Attributes) -> None:
        """A w:background: the colour of the page."""
        value = next((value for name, value in attributes.items() if name.endswith(" color")), "auto")
        self._look.page = None if value == "auto" else value

    def _behind(self) -> str | None:
        """What lies behind the paragraph being read; a text box is painted in ways that are not read."""
        if self._paused:
            return self._back or UNKNOWN
        if self._back is not None:
            return self._back
        cell, table = self.cell, self.table
        while table is not None:
            back = (cell.back if cell is not None else None) or table.back
            back = back or (self._look.table_back(table.style) if table.style is not None else None)
            if back is not None:
                return back
            cell, table = table.outer_cell, table.outer
        return None

    def _place_of_text(self) -> Place | None:
        """The cell of the outermost table that is open, None outside tables."""
        table = self.table
        while table is not None and table.outer is not None:
            table = table.outer
        return None if table is None else Place(len(self.grids) + 1, len(table.rows) + 1, table.column)

    def num_id(self, attributes: Attributes) -> None:
        """The list a paragraph is numbered in; 0 for none."""
        self._num = self.value(attributes)

    def num_level(self, attributes: Attributes) -> None:
        """The level of the list, from 0."""
        self._level = self.number(attributes)

    def paragraph_style(self, attributes: Attributes) -> None:
        """The style of a paragraph, which may number it."""
        self._style = self.value(attributes)

    def vanish(self, attributes: Attributes) -> None:
        """Hidden text: a person does not see it, so it is read and marked."""
        if self._properties not in ("p", "m") and self.on(
            attributes
        ):  # in a paragraph's own it hides only the line end
            self._odd = (*self._odd, "hidden")

    def strike(self, attributes: Attributes) -> None:
        """Text struck through."""
        if self._properties not in ("p", "m") and self.on(attributes):
            self._odd = (*self._odd, "struck")

    # Revisions: what was put in stays, what was taken out goes

    def inserted(self, _: Attributes) -> None:
        """A w:ins or w:moveTo around runs, or in the properties of a paragraph or a row."""
        self.revisions += 1
        if self._properties == "tr" and self.table is not None:
            self.table.row_marks = (*self.table.row_marks, "revised")
        elif self.cell is not None:
            self.cell.mark("revised")

    def deleted(self, attributes: Attributes) -> None:
        """A w:del or w:moveFrom, at the same places."""
        self.inserted(attributes)
        if self._properties in ("p", "m"):
            self._joined = True
        elif self._properties == "tr" and self.table is not None:
            self.table.deleted = True
        self.skip()

    def skip(self) -> None:
        """Leaves out everything down to the end of the element that has just begun."""
        parser = self._parser
        start, end = parser.StartElementHandler, parser.EndElementHandler
        limit = self.limits.nesting
        depth = 1

        def deeper(_: str, __: Attributes) -> None:
            nonlocal depth
            depth += 1
            if depth > limit:
                raise self._package.refuse(
                    "too-large",
                    f"{self._part} 嵌套超过 {limit} 层{adjust('nesting').zh}",
                    f"{self._part} nests deeper than {limit}{adjust('nesting').en}",
                )

        def back(name: str) -> None:
            nonlocal depth
            depth -= 1
            if not depth:
                parser.StartElementHandler, parser.EndElementHandler = start, end
                if end is not None:
                    end(name)

        parser.StartElementHandler, parser.EndElementHandler = deeper, back

    # Alternatives and text boxes

    def alternatives(self, _: Attributes) -> None:
        """A mc:AlternateContent begins."""
        self._chosen.append(False)

    def alternatives_end(self) -> None:
        """A mc:AlternateContent ends."""
        if self._chosen:
            self._chosen.pop()

    def choice(self, _: Attributes) -> None:
        """A mc:Choice: the first is read, as Word does."""
        if self._chosen and self._chosen[-1]:
            self.skip()
        elif self._chosen:
            self._chosen[-1] = True

    def fallback(self, _: Attributes) -> None:
        """A mc:Fallback: read only when there was no choice, else every text box would be doubled."""
        if self._chosen and self._chosen[-1]:
            self.skip()

    def box_start(self, _: Attributes) -> None:
        """A w:txbxContent begins, inside a run of a paragraph that goes on after it."""
        self._paused.append(
            _Paused(
                self._pieces, self._carried, self._joined, self._num, self._level, self._style, self._back
            )
        )
        self._pieces, self._carried, self._joined = [], None, False
        self._num = self._level = self._style = self._back = None

    def box_end(self) -> None:
        """A w:txbxContent ends."""
        self.flush()
        if self.cell is not None:
            self.cell.mark("nested")
            self.cell.took_in = True
        before = self._paused.pop()
        self._pieces, self._carried, self._joined = before.pieces, before.carried, before.joined
        self._num, self._level, self._style, self._back = before.num, before.level, before.style, before.back
