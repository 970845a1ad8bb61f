"""Comment marks around exact words: runs are split, their text and format stay as they are."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from gkcheck.writers.annotated.docx_places import CellText, Element, Segment, text_of, w

_FIRST_WORDS = 12  # letters marked where a note is about a cell as a whole
_ENDS = "，。；：、,;:\n"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def mark_words(cell: CellText, start: int, end: int, id: int) -> bool:
    """Puts the marks of comment `id` around `cell.text[start:end]`; False when no element holds those words."""
    inside = [one for one in cell.segments if one.start < end and start < one.start + len(one.text)]
    if not inside:
        return False
    head, tail = inside[0], inside[-1]
    last = _up_to(tail, end - tail.start)
    first = _from(head, start - head.start)
    if head.run is tail.run and first is not head.run and last is head.run:
        last = first
    _surround(first, last, id)
    return True


def mark_beginning(cell: Element, id: int) -> bool:
    """Puts the marks around the first words of a cell; an empty one gets an empty run. False without a paragraph.

    Words are counted in the text, not in runs: those are other ones after an earlier note has split them.
    """
    own = text_of(cell)
    start = len(own.text) - len(own.text.lstrip())
    ends = [at for mark in _ENDS if (at := own.text.find(mark, start + 1, start + _FIRST_WORDS)) > 0]
    end = min([*ends, start + _FIRST_WORDS, len(own.text.rstrip())])
    if start < end and mark_words(own, start, end, id):
        return True
    paragraph = next(cell.iter(w("p")), None)
    if paragraph is None:
        return False
    run = next((one for one in paragraph if one.tag == w("r") and not _is_reference(one)), None)
    if run is None:
        run = paragraph.makeelement(w("r"))
        properties = paragraph.find(w("pPr"))
        if properties is None:
            paragraph.insert(0, run)
        else:
            properties.addnext(run)
    _surround(run, run, id)
    return True


def take_away(body: Element, ids: frozenset[str]) -> None:
    """Takes the marks of some comments out of a document; the words they stood around stay."""
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in list(body.iter(w(name))):
            if mark.get(w("id")) not in ids:
                continue
            parent = mark.getparent()
            if parent is None:
                continue
            if name == "commentReference" and _only(parent, mark):
                outer = parent.getparent()
                if outer is not None:
                    outer.remove(parent)
            else:
                parent.remove(mark)


def _only(run: Element, mark: Element) -> bool:
    return run.tag == w("r") and all(child is mark or child.tag == w("rPr") for child in run)


def _is_reference(run: Element) -> bool:
    return run.find(w("commentReference")) is not None


def _surround(first: Element, last: Element, id: int) -> None:
    first, last = _outermost(first), _outermost(last)
    start, end = first.makeelement(w("commentRangeStart")), last.makeelement(w("commentRangeEnd"))
    reference = last.makeelement(w("r"))
    properties = etree.SubElement(reference, w("rPr"))
    etree.SubElement(properties, w("rStyle")).set(w("val"), "CommentReference")
    etree.SubElement(reference, w("commentReference")).set(w("id"), str(id))
    for mark in (start, end):
        mark.set(w("id"), str(id))
    first.addprevious(start)
    last.addnext(reference)
    last.addnext(end)


def _outermost(element: Element) -> Element:
    """The element itself, or what it stands in where no comment may stand: a text box, a formula."""
    outer = element
    for one in element.iterancestors():
        if one.tag == w("tc"):
            break
        if one.tag == w("txbxContent"):
            outer = next((up for up in one.iterancestors() if up.tag == w("r")), outer)
        elif isinstance(one.tag, str) and one.tag.endswith(("}oMath", "}oMathPara")):
            outer = one
    return outer


def _splits(segment: Segment) -> bool:
    return segment.child.tag == w("t") and segment.child.getparent() is segment.run


def _from(segment: Segment, at: int) -> Element:
    """The run that begins with the letter at `at` of a segment; what stands before it gets a run of its own."""
    run, child = segment.run, segment.child
    if child.getparent() is not run:
        return run
    before = [one for one in run if one.tag != w("rPr")]
    if at <= 0 and before and before[0] is child:
        return run
    return _split(run, child, at if _splits(segment) else 0)


def _up_to(segment: Segment, at: int) -> Element:
    """The run that ends with the letter before `at` of a segment; what stands behind it gets a run of its own."""
    run, child = segment.run, segment.child
    if child.getparent() is not run:
        return run
    if _splits(segment) and at < len(segment.text):
        _split(run, child, at)
    else:
        following = child.getnext()
        if following is not None:
            _split(run, following, 0)
    return run


def _split(run: Element, child: Element, at: int) -> Element:
    """Moves everything from the letter `at` of a child on into a new run behind, and gives that."""
    made = _bare_copy(run)
    properties = run.find(w("rPr"))
    if properties is not None:
        made.append(deepcopy(properties))
    moved = [child, *child.itersiblings()]
    if at > 0:
        text = child.text or ""
        rest = _bare_copy(child)
        child.text, rest.text = text[:at], text[at:]
        for one in (child, rest):
            one.set(_SPACE, "preserve")
        moved[0] = rest
    made.extend(moved)
    run.addnext(made)
    return made


def _bare_copy(element: Element) -> Element:
    """An element of the same name with the same attributes and nothing in it."""
    made = element.makeelement(element.tag)
    for name, value in element.attrib.items():
        made.set(name, value)
    return made
