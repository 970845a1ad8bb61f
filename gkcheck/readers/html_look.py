"""Which words of a web page nobody sees, as far as the elements say it themselves; style sheets are not worked out."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from lxml import etree

from gkcheck.readers.unseen import TINY, UNKNOWN, alike, colour

UNSEEN = "gkcheck-unseen"  # the attribute that marks an element with words of its own that nobody sees
_SILENT = frozenset(
    {"script", "style", "template", "noscript", "head", "title", "select", "option", "object", "iframe"}
)
_OWN_BACK = frozenset({"input", "textarea", "button", "mark"})  # painted by the browser
_POINTS = {"pt": 1.0, "px": 0.75, "": 0.75}


class _Look(NamedTuple):
    words: str | None = None
    behind: str | None = None
    tiny: bool = False


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(r"color|font-size|opacity|<font|\btext\s?=", re.IGNORECASE)


@cache
def _modern() -> re.Pattern[str]:
    return re.compile(r"<!doctype\s{1,9}html\s{0,9}(?:>|[^<>]{0,200}http)", re.IGNORECASE)


@cache
def _paints() -> re.Pattern[str]:
    white = r"transparent|none|inherit|initial|white|#fff|#ffffff"
    return re.compile(
        rf"background(?:-color|-image)?\s{{0,9}}:\s{{0,9}}(?!\s|(?:{white})\s{{0,9}}(?:[;}}]|$))",
        re.IGNORECASE,
    )


def mark_unseen(root: etree._Element, text: str) -> int:
    """Marks the elements whose own words nobody sees with UNSEEN; how many there are. `text`: the page as it stands.

    Where a style sheet paints backgrounds, only those that elements name themselves are known.
    """
    if _hint().search(text) is None:
        return 0
    sheets = "".join(one.text or "" for one in root.iter("style"))
    linked = any("stylesheet" in (one.get("rel") or "").lower() for one in root.iter("link"))
    unsure = linked or _paints().search(sheets) is not None
    # In the pages of old tables do not take over the colour of the words around them.
    quirks = _modern().search(text[:1_000]) is None
    found = 0
    waiting: list[tuple[etree._Element, _Look]] = [(root, _Look(behind=UNKNOWN if unsure else None))]
    while waiting:
        element, around = waiting.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag.lower() in _SILENT:
            continue
        look = _look(element, tag.lower(), around, quirks)
        if (look.tiny or (look.words is not None and alike(look.words, look.behind))) and _has_words(element):
            element.set(UNSEEN, "")
            found += 1
        waiting += [(child, look) for child in element]
    return found


def _has_words(element: etree._Element) -> bool:
    """Whether there are words in the element itself, not only in those within it."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _look(element: etree._Element, tag: str, around: _Look, quirks: bool) -> _Look:
    """How the words of an element look, given how those around it do."""
    look = around
    if tag == "table" and quirks:
        look = look._replace(words=None, tiny=False)
    elif tag in _OWN_BACK:
        look = look._replace(behind=UNKNOWN)
    elif tag == "a":
        look = look._replace(words=None)
    attributes = element.attrib
    if not attributes:
        return look
    for name in ("color", "text") if tag in ("font", "body") else ():
        if name in attributes:
            look = look._replace(words=str(attributes[name]))
    if "background" in attributes:
        look = look._replace(behind=UNKNOWN)
    if "bgcolor" in attributes:
        look = look._replace(behind=colour(str(attributes["bgcolor"])) or UNKNOWN)
    style = attributes.get("style")
    return look if style is None else _styled(look, str(style)[:2_000])


def _styled(look: _Look, style: str) -> _Look:
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        value = value.replace("!important", "").strip().lower()
        match name.strip().lower():
            case "color" if value != "inherit":
                look = look._replace(words=value)
            case "background" | "background-color" if value not in (
                "transparent",
                "none",
                "inherit",
                "initial",
                "",
            ):
                look = look._replace(behind=colour(value) or UNKNOWN)
            case "background-image" if value != "none":
                look = look._replace(behind=UNKNOWN)
            case "font-size" | "font" if (size := _points(value)) is not None:
                look = look._replace(tiny=size <= TINY)
            case "opacity" if re.fullmatch(r"0(?:\.0{0,9})?%?", value):
                look = look._replace(tiny=True)
    return look


def _points(value: str) -> float | None:
    """A size in points; None for one that depends on what is around."""
    match = re.fullmatch(r"(\d{1,4}(?:\.\d{0,9})?|\.\d{1,9})(pt|px|)", value)
    if match is None or (not match[2] and float(match[1])):
        return None
    return float(match[1]) * _POINTS[match[2]]
