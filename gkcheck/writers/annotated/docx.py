"""A submitted .docx with comments on the exact words: the body's text and other people's comments stay untouched."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.model import Location
from gkcheck.result import SubmissionResult
from gkcheck.text import Lang
from gkcheck.writers.annotated.aligning import stretch_of
from gkcheck.writers.annotated.docx_marks import mark_beginning, mark_words, take_away
from gkcheck.writers.annotated.docx_places import CellText, Element, Tables, text_of, w
from gkcheck.writers.annotated.notes import AUTHOR, INITIALS, MOST, Note, Notes, is_ours, more
from gkcheck.writers.grouping import field_text
from gkcheck.writers.packing import timeless

if TYPE_CHECKING:
    from docx.comments import Comments
    from docx.document import Document

_CT_DATE = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the first day a zip file knows: two runs on the same input give the same bytes


class Unopened(Exception):  # noqa: N818 - no fault of ours: the file is of a kind python-docx does not open
    """The document cannot be opened for writing (macros, strict format, damage that our reader looks past)."""


class Marked(NamedTuple):
    """The annotated document. `exact` comments stand on their words, `loose` ones at the beginning of their cell
    though they quote words, `nowhere` those whose cell was not found (they stand on the title)."""

    data: bytes
    exact: int
    loose: int
    nowhere: int


def annotated_docx(data: bytes, submission: SubmissionResult, notes: Notes, lang: Lang) -> Marked:
    """The document with its comments; raises Unopened."""
    document = opened(data)
    body = _body(document)
    comments = document.comments
    take_away(body, _own(comments))
    work = _Work(comments, body, submission, lang)
    work.title(notes.summary)
    work.cells(notes.notes)
    return Marked(saved(document), work.exact, work.loose, work.nowhere)


def opened(data: bytes) -> Document:
    """A document as python-docx sees it; raises Unopened."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
        if document.element.body is None or document.comments is None:
            raise Unopened("no body")
        return document
    except (OpcError, ValueError, KeyError, AttributeError, zipfile.BadZipFile, etree.LxmlError) as error:
        raise Unopened(f"{type(error).__name__}: {error}") from error


def saved(document: Document) -> bytes:
    """The document as a file."""
    stream = io.BytesIO()
    document.save(stream)
    return timeless(stream.getvalue())


def _body(document: Document) -> Element:
    body: Element = document.element.body
    return body


def _own(comments: Comments) -> frozenset[str]:
    """Removes the comments of an earlier run, and gives their ids."""
    ids = set()
    for comment in list(comments):
        if is_ours(comment.author, comment.text):
            ids.add(str(comment.comment_id))
            element = comment._comment_elm  # the library has no way to delete
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    return frozenset(ids)


def _comment(id: int, text: str) -> Element:
    """A w:comment of ours, one paragraph a line; without a date, so that a second run gives the same document."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml
    from lxml import etree

    made: Element = parse_xml(f"<w:comment {nsdecls('w')}/>")
    for name, value in (("id", str(id)), ("author", AUTHOR), ("initials", INITIALS)):
        made.set(w(name), value)
    for at, line in enumerate(text.split("\n")):
        paragraph = etree.SubElement(made, w("p"))
        etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("pStyle")).set(w("val"), "CommentText")
        if at == 0:
            run = etree.SubElement(paragraph, w("r"))
            etree.SubElement(etree.SubElement(run, w("rPr")), w("rStyle")).set(w("val"), "CommentReference")
            etree.SubElement(run, w("annotationRef"))
        words = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = line
    return made


class _Found(NamedTuple):
    """Words in the text of a cell."""

    cell: CellText
    start: int
    end: int


class _Work:
    """One document while its comments are put in."""

    def __init__(self, comments: Comments, body: Element, submission: SubmissionResult, lang: Lang) -> None:
        self.exact = self.loose = self.nowhere = 0
        self._comments = comments
        self._next = max((one.comment_id for one in comments), default=-1) + 1
        self._body = body
        self._submission = submission
        self._tasks = {task.key: task for task in submission.tasks}
        self._tables = Tables(body)
        self._lang = lang

    def title(self, text: str) -> None:
        """The summary, on the title of the document or, where it is not found, on the first text there is."""
        self._on_title(text)

    def _on_title(self, text: str) -> None:
        wanted = "".join(self._submission.title.split())
        paragraphs = [one for one in self._body if one.tag == w("p")]
        cells = list(self._tables.every())[:6]
        fallback = None
        for container in (*paragraphs, *cells):
            found = text_of(container)
            words = "".join(found.text.split())
            if not words:
                continue
            fallback = fallback or found
            if len(words) > 3 and wanted and (words in wanted or wanted in words):
                fallback = found
                break
        if fallback is not None:
            start = len(fallback.text) - len(fallback.text.lstrip())
            if mark_words(fallback, start, len(fallback.text.rstrip()), self._add(text)):
                return
            return
        first = self._tables.first()
        mark_beginning(first if first is not None else self._body, self._add(text))

    def cells(self, notes: tuple[Note, ...]) -> None:
        """The notes cell by cell, in the order given; at most MOST in one, the rest counted."""
        by_cell: dict[Element, list[Note]] = defaultdict(list)
        lost: list[Note] = []
        for note in notes:
            cell = self._cell(note)
            if cell is None:
                lost.append(note)
            else:
                by_cell[cell].append(note)
        for cell, own in by_cell.items():
            for note in own[:MOST]:
                self._put(note, cell)
            if len(own) > MOST:
                rest = own[MOST:]
                mark_beginning(cell, self._add(more(len(rest), [one.rule for one in rest], self._lang)))
        for note in lost:
            self.nowhere += 1
            self._on_title(note.text)

    def _location(self, note: Note) -> Location:
        task = self._tasks[note.key]
        return task.location.fields.get(note.field, task.location)

    def _cell(self, note: Note) -> Element | None:
        place = self._location(note)
        found = self._tables.cell(place.part, place.row, place.column)
        if found is None and note.field != "report":
            place = self._tasks[note.key].location.fields.get("report", place)
            found = self._tables.cell(place.part, place.row, place.column)
        return found

    def _put(self, note: Note, cell: Element) -> None:
        span = note.span
        if span is None:
            mark_beginning(cell, self._add(note.text))
            self.exact += 1
            return
        field = field_text(self._tasks[note.key], note.field)
        found = self._found(note, cell, field, span.start, span.end)
        id = self._add(note.text)
        if found is not None and mark_words(found.cell, found.start, found.end, id):
            self.exact += 1
        else:
            mark_beginning(cell, id)
            self.loose += 1

    def _found(self, note: Note, cell: Element, field: str, start: int, end: int) -> _Found | None:
        """The words in their own cell, else in a cell beside or below that the reader joined to it."""
        own = text_of(cell)
        found = stretch_of(own.text, field, start, end)
        if found is not None:
            return _Found(own, found.start, found.end)
        place, words = self._location(note), field[start:end]
        for one in self._tables.near(place.part, place.row or 0, place.column or 0):
            text = text_of(one)
            joined = "".join(text.text.split()) in "".join(field.split())
            if joined and text.text.count(words) == 1:
                at = text.text.index(words)
                return _Found(text, at, at + len(words))
        return None

    def _add(self, text: str) -> int:
        """A comment at the end of the list; gives its id. Made here: the library looks through all ids each time."""
        id = self._next
        self._next += 1
        self._comments._comments_elm.append(_comment(id, text))
        return id
