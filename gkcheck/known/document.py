"""A document on record, its versions and their days, and how a text may call it."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from gkcheck.language.documents import find_document_numbers
from gkcheck.language.titles import likeness, miswritten, same_title, title_parts

Kind = Literal["law", "regulation", "notice", "event"]


class Version(NamedTuple):
    """One text of a document: as first issued, or revised. `effect` is None where it is not told."""

    issued: date
    effect: date | None = None
    number: str = ""
    minor: bool = False
    """A few articles, changed by one decision together with other laws; nobody calls that new for long."""


class KnownDocument(NamedTuple):
    """A document with its official title, other names, and its versions from the oldest to the newest.

    `complete`: no earlier version and no number is missing, so that a number or a claim of revision can be judged.
    A meeting is a document of kind `event` with one version, the day it was held.
    """

    title: str
    names: tuple[str, ...]
    kind: Kind
    versions: tuple[Version, ...]
    complete: bool
    source: str
    checked: bool = True
    """Whether title and number were compared with another text; what was not is a hint at most."""

    @property
    def issued(self) -> date:
        """The day it was first issued."""
        return self.versions[0].issued

    @property
    def effect(self) -> date | None:
        """The day it first came into force, where that is told."""
        return self.versions[0].effect

    @property
    def codes(self) -> frozenset[str]:
        """The issuing codes of its numbers (国办发, 国务院令); none where a version's number is not on record."""
        if not all(version.number for version in self.versions):
            return frozenset()
        return frozenset(
            one.code for version in self.versions for one in find_document_numbers(version.number)
        )

    def called(self, title: str) -> Literal["right", "short", "slip", "other"]:
        """How a text calls it: by its title or another name, by a bare 《条例》, with a slip, or by another title."""
        if any(same_title(title, name) for name in (self.title, *self.names)):
            return "right"
        if len(title_parts(title).key) <= 4:
            return "short"
        slip = miswritten(title, self.title) or likeness(title, self.title) >= 75
        return "slip" if slip else "other"


def number_key(number: str) -> str:
    """A document number in one spelling, to compare two."""
    found = find_document_numbers(number)
    normal = found[0].normal if found else number
    return normal.removeprefix("中华人民共和国").replace("国令第", "国务院令第")
