"""The text of an OpenDocument file while it is read: paragraphs with their numbers, in the final view, into cells or loose."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from gkcheck.model import MarkKind
from gkcheck.readers.grid import Paragraph
from gkcheck.readers.odf_names import full, repeats
from gkcheck.readers.odf_styles import PLAIN, Level, Look, Styles
from gkcheck.readers.ooxml import Attributes
from gkcheck.readers.unseen import UNKNOWN

_STYLE, _COUNT = full("text:style-name"), full("text:c")
_CONTINUES, _CONTINUE_LIST = full("text:continue-numbering"), full("text:continue-list")
_ID = "http://www.w3.org/XML/1998/namespace id"
_ANEW, _OUTLINE = full("text:start-value"), full("text:outline-level")
_DISPLAY, _IS_HIDDEN, _STRING = full("text:display"), full("text:is-hidden"), full("text:string-value")
_MOST_BLANKS = 10_000  # what a text:s may stand for


class _List(NamedTuple):
    """An open text:list: the style that numbers it, and how far its levels have counted (shared when continued)."""

    style: str
    counts: list[int]
    depth: int


class _Open:
    """A paragraph, or a span or section in one, while it is open."""

    __slots__ = ("label", "look", "marks", "pieces", "spaced")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.marks: set[MarkKind] = set()
        self.spaced = True  # a blank here would follow another, or stand at the start
        self.label = ""
        self.look = PLAIN


class Sink:
    """What takes in finished paragraphs: an open cell, or the document itself."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.marks: set[MarkKind] = set()
        self.look = PLAIN
        self.unseen = False  # some of its words nobody sees

    @property
    def text(self) -> str:
        """All lines as one text."""
        return "\n".join(self.lines)


class TextStream:
    """Elements of text to paragraphs. Each method handles the start or the end of one element."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.paragraphs: list[Paragraph] = []
        self.sinks: list[Sink] = []  # the open cells, the innermost last
        self.grids_before: Callable[[], int] = int
        self.letters = 0  # without blanks, as they stand in the XML
        self.delivered = 0  # the same as they were handed on
        self.revisions = 0
        self.hidden_text = False
        self.unseen = False  # words outside tables that nobody sees
        self.notes: list[bool] = []  # footnotes passed over, and whether they stand in a cell
        self._open: list[_Open] = []
        self._spans: list[tuple[frozenset[MarkKind], Look]] = []
        self._boxes = 0  # open text boxes, which are painted in ways that are not read
        self._sections: list[bool] = []  # whether each open section is hidden
        self._lists: list[_List] = []
        self._counted: dict[str, list[int]] = {}  # by list style and by list id
        self._fresh = False  # a list item has begun and has no paragraph yet
        self._header = False

    # Letters

    def characters(self, text: str) -> None:
        """Text anywhere in the body; outside paragraphs it is the white space of the XML."""
        if not self._open:
            return
        one = self._open[-1]
        self.letters += len("".join(text.split()))
        words = text
        if not text.isprintable() or "  " in text or text[:1] == " ":
            words = " ".join(text.replace("\t", " ").replace("\r", " ").replace("\n", " ").split(" "))
            while "  " in words:
                words = words.replace("  ", " ")
            if one.spaced and words[:1] == " ":
                words = words[1:]
        if words:
            one.pieces.append(words)
            one.spaced = words[-1] == " "
            self._mark(one)

    def _mark(self, one: _Open) -> None:
        marks = frozenset[MarkKind]().union(*(marks for marks, _ in self._spans))
        look = one.look
        for _, over in self._spans:
            look = over.over(look)
        sink = self.sinks[-1] if self.sinks else None
        if sink is not None:
            look = look.over(sink.look)
        if self._boxes and look.back is None:
            look = look._replace(back=UNKNOWN)
        if look is not PLAIN and look.unseen and one.pieces[-1].strip():
            if sink is not None:
                sink.unseen = True
            else:
                self.unseen = True
        if any(self._sections):
            marks |= {"hidden"}
        one.marks |= marks

    def _sign(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)
            self._open[-1].spaced = False

    def blanks(self, attributes: Attributes) -> None:
        """A text:s: so many blanks."""
        self._sign(" " * min(repeats(attributes.get(_COUNT)), _MOST_BLANKS))

    def tab(self, _: Attributes) -> None:
        """A text:tab."""
        self._sign("\t")

    def line_break(self, _: Attributes) -> None:
        """A text:line-break."""
        if self._open:
            self._sign("\n")
            self._open[-1].spaced = True

    # Paragraphs

    def paragraph_start(self, attributes: Attributes) -> None:
        """A text:p begins."""
        one = _Open()
        style = attributes.get(_STYLE)
        one.marks |= self.styles.marks("paragraph", style)
        one.look = self.styles.look("paragraph", style)
        if self._lists and self._fresh and not self._header:
            one.label = self._number(attributes)
        self._fresh = False
        self._open.append(one)

    def heading_start(self, attributes: Attributes) -> None:
        """A text:h begins; outside lists the outline of the document may number it."""
        in_list = bool(self._lists)
        self.paragraph_start(attributes)
        level = repeats(attributes.get(_OUTLINE))
        levels = self.styles.lists.get("", {})
        if not in_list and level in levels and self.styles.list_of(attributes.get(_STYLE)) == "":
            counts = self._counted.setdefault("", [])
            self._open[-1].label = _advanced(counts, levels, level)

    def paragraph_end(self) -> None:
        """A text:p or text:h ends and goes to the innermost cell, or to the paragraphs."""
        if not self._open:
            return
        one = self._open.pop()
        text = "".join(one.pieces)
        self.delivered += len("".join(text.split()))
        if one.label:
            text = one.label + text if text else one.label.rstrip()
        if text.strip() and "hidden" in one.marks:
            self.hidden_text = True
        if self.sinks:
            self.sinks[-1].lines.append(text)
            if text.strip():
                self.sinks[-1].marks |= one.marks
        elif text.strip():
            self.paragraphs.append(Paragraph(text, self.grids_before()))

    def span_start(self, attributes: Attributes) -> None:
        """A text:span begins, whose style may hide it or strike it through."""
        style = attributes.get(_STYLE)
        self._spans.append((self.styles.marks("text", style), self.styles.look("text", style)))

    def span_end(self) -> None:
        """A text:span ends."""
        if self._spans:
            self._spans.pop()

    def section_start(self, attributes: Attributes) -> None:
        """A text:section begins, hidden or not."""
        self._sections.append(attributes.get(_DISPLAY) == "none")

    def section_end(self) -> None:
        """A text:section ends."""
        if self._sections:
            self._sections.pop()

    def hidden_text_start(self, attributes: Attributes) -> None:
        """A text:hidden-text: its words stand in an attribute while they are hidden."""
        if self._open and attributes.get(_IS_HIDDEN) != "false":
            words = attributes.get(_STRING, "")
            self.letters += len("".join(words.split()))
            self._sign(words)
            self._open[-1].marks.add("hidden")

    def hidden_paragraph(self, attributes: Attributes) -> None:
        """A text:hidden-paragraph hides the whole paragraph it stands in."""
        if self._open and attributes.get(_IS_HIDDEN) != "false":
            self._open[-1].marks.add("hidden")

    # Text boxes, revisions, notes

    def box_start(self, _: Attributes) -> None:
        """A draw:text-box begins: what it holds is read where it is anchored, and marked."""
        if self.sinks:
            self.sinks[-1].marks.add("nested")
        self._boxes += 1

    def box_end(self) -> None:
        """A draw:text-box ends."""
        self._boxes = max(0, self._boxes - 1)

    def change(self, _: Attributes) -> None:
        """A text:change, -start or -end: something was put in or taken out here."""
        if self.sinks:
            self.sinks[-1].marks.add("revised")

    def note(self, _: Attributes) -> None:
        """A footnote or endnote, which is passed over as in Word files."""
        self.notes.append(bool(self.sinks))

    # Lists

    def list_start(self, attributes: Attributes) -> None:
        """A text:list begins: a new count, or the next level of the one around it."""
        if self._lists and attributes.get(_CONTINUE_LIST) is None and self._lists[-1].depth < 20:
            outer = self._lists[-1]
            style = attributes.get(_STYLE, outer.style)
            self._lists.append(_List(style, outer.counts, outer.depth + 1))
            return
        style = attributes.get(_STYLE, "")
        before = self._counted.get("#" + attributes.get(_CONTINUE_LIST, ""))
        if before is None and attributes.get(_CONTINUES) == "true":
            before = self._counted.get(style)
        counts = before if before is not None else []
        if style:
            self._counted[style] = counts
        if (known := attributes.get(_ID)) is not None:
            self._counted["#" + known] = counts
        self._lists.append(_List(style, counts, 1))

    def list_end(self) -> None:
        """A text:list ends."""
        if self._lists:
            self._lists.pop()

    def item_start(self, attributes: Attributes) -> None:
        """A text:list-item begins; its first paragraph bears the number."""
        self._fresh, self._header = True, False
        anew = attributes.get(_ANEW)
        if anew is not None and self._lists:
            one = self._lists[-1]
            del one.counts[one.depth - 1 :]
            _fill(one.counts, self.styles.lists.get(one.style, {}), one.depth - 1)
            one.counts.append(repeats(anew) - 1)

    def header_start(self, _: Attributes) -> None:
        """A text:list-header begins: its paragraphs bear no number."""
        self._header = True

    def _number(self, attributes: Attributes) -> str:
        one = self._lists[-1]
        style = one.style or self.styles.list_of(attributes.get(_STYLE))
        return _advanced(one.counts, self.styles.lists.get(style, {}), one.depth)


def _fill(counts: list[int], levels: dict[int, Level], depth: int) -> None:
    while len(counts) < depth:
        level = levels.get(len(counts) + 1)
        counts.append(level.start if level is not None else 1)


def _advanced(counts: list[int], levels: dict[int, Level], depth: int) -> str:
    """Counts one on at a level and gives the number there; deeper levels start anew."""
    _fill(counts, levels, depth - 1)
    level = levels.get(depth)
    if len(counts) < depth:
        counts.append(level.start if level is not None else 1)
    else:
        counts[depth - 1] += 1
    del counts[depth:]
    return level.label(counts, levels) if level is not None else ""
