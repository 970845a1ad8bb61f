"""What is known of laws, regulations, superior documents and meetings: a small registry of dated facts.

It says only what is certain: whatever it does not hold is never called wrong. Auditors add to it in the configuration
(`[[known]]`, `known-files`); the built-in part is read when something first asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from gkcheck.known.document import Kind, KnownDocument, Version, number_key
from gkcheck.known.entries import BUILT_IN, built_in, known_from, load
from gkcheck.language.documents import DocumentNumber
from gkcheck.language.form import HAN, fold
from gkcheck.language.titles import far_apart, miswritten, title_parts

if TYPE_CHECKING:
    from gkcheck.known.premise import Premise

__all__ = [
    "BUILT_IN",
    "Kind",
    "Known",
    "KnownDocument",
    "Version",
    "built_in",
    "known_from",
    "load",
    "number_key",
]

_NEARLY = 80.0  # how alike two titles are, of 100, from which one may be a slip for the other


class Known:
    """The registry: what the auditor added, before what is built in. Never changes once made."""

    def __init__(self, extra: tuple[KnownDocument, ...] = ()) -> None:
        self.extra = extra

    @cached_property
    def documents(self) -> tuple[KnownDocument, ...]:
        """All of them; an added one hides the built-in one of the same title."""
        mine = {title_parts(one.title).key for one in self.extra}
        return (*self.extra, *(one for one in built_in() if title_parts(one.title).key not in mine))

    @cached_property
    def _by_name(self) -> Mapping[str, KnownDocument]:
        return {
            key: one
            for one in reversed(self.documents)
            for name in (one.title, *one.names)
            for key in (title_parts(name).core, title_parts(name).key)
        }

    @cached_property
    def _by_number(self) -> Mapping[str, KnownDocument]:
        return {
            number_key(version.number): one
            for one in reversed(self.documents)
            for version in one.versions
            if version.number
        }

    @cached_property
    def names(self) -> tuple[tuple[str, KnownDocument], ...]:
        """(letters of a name, document) for every name by which a text may call one, the longest first."""
        found = [
            (name, one) for name, one in self._by_name.items() if one.kind != "notice" and len(name) >= 3
        ]
        return tuple(sorted(found, key=lambda pair: -len(pair[0])))

    def named(self, title: str) -> KnownDocument | None:
        """The document of a title, with or without 中华人民共和国 and the wrapping 关于印发…的通知."""
        parts = title_parts(title)
        return self._by_name.get(parts.key) or self._by_name.get(parts.core)

    def nearly(self, title: str) -> KnownDocument | None:
        """The document whose title a text probably meant but miscopied; None when it is right, or another one."""
        if self.named(title) is not None:
            return None
        place, core = _place_of(title), title_parts(title).core
        near = (
            one
            for known, one in self._by_core
            if _one_sort(core, known, one.kind)
            and not far_apart(core, known, _NEARLY)
            and (one.kind == "notice" or _one_slip(core, known))
        )
        return next(
            (one for one in near if place in one.title and miswritten(title, one.title, _NEARLY)), None
        )

    @cached_property
    def _by_core(self) -> tuple[tuple[str, KnownDocument], ...]:
        return tuple((title_parts(one.title).core, one) for one in self.documents if one.kind != "event")

    def premises(self, text: str, given: str = "") -> tuple[Premise, ...]:
        """Where a text rests on something on record having happened; `given` is the requirement it answers."""
        from gkcheck.known.premises import find_premises

        return tuple(find_premises(text, self, given))

    def numbered(self, number: str) -> KnownDocument | None:
        """The document of a number, in any spelling of it."""
        return self._by_number.get(number_key(number))

    def doubted(self, title: str, number: DocumentNumber) -> KnownDocument | None:
        """The entry from which a title with its number differs, where nobody compared that entry with its source."""
        by_number = self.numbered(number.text)
        if by_number is not None:
            wrong = by_number.called(title) in ("slip", "other")
            return by_number if wrong and not by_number.checked else None
        by_title = self.named(title)
        if by_title is None or by_title.checked or not by_title.complete or number.code not in by_title.codes:
            return None
        return by_title


def _one_sort(core: str, known: str, kind: Kind) -> bool:
    """Whether two titles can name one paper: 应急预案 is no slip for 应急条例, a 办法 for a 法, 噪声… for 水污染防治法."""
    if not set(core[-2:]) & set(known[-2:]) or core.endswith("办法") != known.endswith("办法"):
        return False
    return kind == "notice" or core[0] == known[0]


def _one_slip(core: str, known: str) -> bool:
    """One letter written wrong, left out or added, or letters out of order: 质量 for 抗震 is another regulation."""
    from rapidfuzz.distance import Levenshtein

    return sorted(core) == sorted(known) or Levenshtein.distance(core, known, score_cutoff=1) <= 1


def _place_of(title: str) -> str:
    """The place a title begins with: 云岭县信访工作条例 is a document of its own, however like a national one."""
    place = re.match(
        rf"{HAN}{{2,7}}?(?:省|自治区|市|自治州|盟|县|旗|镇|区(?!域)|州(?!级))(?![政级长])", fold(title)
    )
    return place.group() if place is not None and not re.search(r"[全国各城农社]", place.group()[:-1]) else ""
