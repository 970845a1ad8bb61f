"""The registry as it is written: the built-in documents.json, an auditor's own file, entries of the configuration."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

from gkcheck.errors import ConfigError
from gkcheck.known.document import Kind, KnownDocument, Version
from gkcheck.text import Text

BUILT_IN = "documents.json"
_DAYS = frozenset({"issued", "effect", "held"})


@cache
def built_in() -> tuple[KnownDocument, ...]:
    """The built-in registry; read once, when first asked for. It is JSON because nearly every run asks, and TOML of that
    size takes ten milliseconds."""
    told = Path(__file__).with_name(BUILT_IN).read_text(encoding="utf-8")
    data = json.loads(told, object_hook=_with_days)
    laws = _laws(data["laws"], "国家法律法规数据库")
    return (*laws, *known_from(data["document"], BUILT_IN), *_events(data["event"], BUILT_IN))


def load(path: Path) -> tuple[KnownDocument, ...]:
    """A registry file of the auditor's: [[document]] and [[event]] with the keys of the built-in one, in TOML; ConfigError
    says what is wrong with it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(f"读不出：{error}", f"cannot be read: {error}", path.name) from error
    return (*known_from(data.get("document", ()), path.name), *_events(data.get("event", ()), path.name))


def _with_days(entry: dict[str, object]) -> dict[str, object]:
    """An entry of JSON with dates for its days."""
    return {key: date.fromisoformat(str(value)) if key in _DAYS else value for key, value in entry.items()}


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
