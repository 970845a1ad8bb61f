"""What is known of laws, regulations, superior documents and meetings: a small registry of dated facts.

It says only what is certain: whatever it does not hold is never called wrong. Auditors add to it in the configuration
(`[[known]]`, `known-files`); the built-in part is read when something first asks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from gkcheck.errors import ConfigError
from gkcheck.language.documents import DocumentNumber, find_document_numbers
from gkcheck.language.form import HAN, fold
from gkcheck.language.titles import far_apart, likeness, miswritten, same_title, title_parts
from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.known.premises import Premise

BUILT_IN = "documents.toml"
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


def number_key(number: str) -> str:
    """A document number in one spelling, to compare two."""
    found = find_document_numbers(number)
    normal = found[0].normal if found else number
    return normal.removeprefix("中华人民共和国").replace("国令第", "国务院令第")


@cache
def built_in() -> tuple[KnownDocument, ...]:
    """The built-in registry, from documents.toml; read once, when first asked for."""
    data = tomllib.loads(Path(__file__).with_name(BUILT_IN).read_text(encoding="utf-8"))
    laws = _laws(data["laws"], "国家法律法规数据库")
    return (*laws, *known_from(data["document"], BUILT_IN), *_events(data["event"], BUILT_IN))


def load(path: Path) -> tuple[KnownDocument, ...]:
    """A registry file of the auditor's, written like the built-in one; ConfigError says what is wrong with it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(f"读不出：{error}", f"cannot be read: {error}", path.name) from error
    return (*known_from(data.get("document", ()), path.name), *_events(data.get("event", ()), path.name))


def known_from(entries: object, source: str) -> tuple[KnownDocument, ...]:
    """Documents from plain values: title, names, kind, versions (or number, issued, effect of the only one), complete."""
    return tuple(_document(entry, source) for entry in _tables(entries, source))


def _document(entry: Mapping[str, object], source: str) -> KnownDocument:
    if unknown := set(entry) - {
        "title",
        "names",
        "kind",
        "versions",
        "complete",
        "source",
        "number",
        "issued",
        "effect",
        "checked",
    }:
        raise _wrong(f"不认识的项 {sorted(unknown)}", f"unknown keys {sorted(unknown)}", source)
    title, kind = entry.get("title"), entry.get("kind", "notice")
    if not isinstance(title, str) or not title.strip():
        raise _wrong("缺 title", "an entry lacks its title", source)
    if kind not in get_args(Kind):
        raise _wrong(f"kind 应为 {get_args(Kind)}", f"kind must be one of {get_args(Kind)}", source)
    given = entry.get("versions") or [
        {key: entry[key] for key in ("number", "issued", "effect") if key in entry}
    ]
    versions = sorted(
        (_version(one, title, source) for one in _tables(given, source)), key=lambda one: one.issued
    )
    return KnownDocument(
        title=title,
        names=_words(entry.get("names", ())),
        kind=kind,  # type: ignore[arg-type]  # checked against the Literal above
        versions=tuple(versions),
        complete=entry.get("complete", kind == "notice") is True,
        source=str(entry.get("source", source)),
        checked=entry.get("checked", source != BUILT_IN) is True,
    )


def _laws(entries: Mapping[str, str], source: str) -> Iterable[KnownDocument]:
    """Laws in short: a title, and its days as “adopted/in force”, “~” after those of a minor change."""
    for title, days in entries.items():
        versions = tuple(_days(one) for one in days.split())
        yield KnownDocument(title, (), "law", versions, True, source)


def _days(told: str) -> Version:
    issued, _, effect = told.removesuffix("~").partition("/")
    return Version(date.fromisoformat(issued), date.fromisoformat(effect or issued), minor=told.endswith("~"))


def _version(one: Mapping[str, object], title: str, source: str) -> Version:
    issued, effect = one.get("issued"), one.get("effect")
    if not isinstance(issued, date) or not (effect is None or isinstance(effect, date)):
        raise _wrong(
            f"“{title}”的 issued、effect 应为日期", f"issued and effect of {title} must be dates", source
        )
    return Version(issued, effect, str(one.get("number", "")), one.get("minor") is True)


def _events(entries: object, source: str) -> Iterable[KnownDocument]:
    for entry in _tables(entries, source):
        names, held = _words(entry.get("names", ())), entry.get("held")
        if not names or not isinstance(held, date):
            raise _wrong("会议应有 names 和 held", "an event has names and the day it was held", source)
        yield KnownDocument(
            names[0], names[1:], "event", (Version(held),), True, str(entry.get("source", source))
        )


def _tables(entries: object, source: str) -> list[Mapping[str, object]]:
    if not isinstance(entries, list | tuple) or not all(isinstance(one, Mapping) for one in entries):
        raise _wrong("应为一组表", "must be a list of tables", source)
    return list(entries)


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _wrong(zh: str, en: str, source: str) -> ConfigError:
    return ConfigError(
        Text(zh=f"文件登记表 {zh}", en=f"registry of documents: {en}"), source=source, key="known"
    )
