"""The built-in calendar of mainland China, read from cn.toml: china()."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from gkcheck.calendar.days import Arrangement, Calendar, Notice
from gkcheck.text import Text


@cache
def china() -> Calendar:
    """The built-in calendar of mainland China, from cn.toml; read once, when first asked for."""
    data = tomllib.loads(Path(__file__).with_name("cn.toml").read_text(encoding="utf-8"))
    names: dict[str, str] = data["names"]
    years: list[int] = [one["year"] for one in data["notice"]]
    exceptions: dict[int, Arrangement] = {}
    for one in data["notice"]:
        notice = Notice(one["number"], one["title"], date.fromisoformat(one["date"]), one["url"])
        for line in one["days"].split("\n"):
            if line:
                _read_line(line, one["year"], notice, names, exceptions)
    return Calendar(date(min(years), 1, 1), date(max(years), 12, 31), exceptions)


def _read_line(
    line: str, year: int, notice: Notice, names: Mapping[str, str], into: dict[int, Arrangement]
) -> None:
    """One line of `days`: 春节 休 02-15..02-21 班 02-11 02-24. Later notices overwrite earlier ones."""
    words = line.split()
    festival = Text(words[0], " and ".join(names[name] for name in words[0].split("、")))
    arranged = {"休": Arrangement(False, festival, notice), "班": Arrangement(True, festival, notice)}
    says = arranged["休"]
    for word in words[1:]:
        if word in arranged:
            says = arranged[word]
            continue
        first, _, last = word.partition("..")
        low = _ordinal(first, year)
        for ordinal in range(low, (_ordinal(last, year) if last else low) + 1):
            into[ordinal] = says


def _ordinal(word: str, year: int) -> int:
    return date.fromisoformat(word if len(word) > len("MM-DD") else f"{year}-{word}").toordinal()
