"""The legal time limits that recur in work tables, each with the days it was in force; data in limits.toml.

A limit written in the requirement itself always wins over these: they are for requirements that name a duty
and no number, and for saying where a number comes from.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict, cast

from gkcheck.text import Text

if TYPE_CHECKING:
    from gkcheck.calendar.counting import Unit

Certainty = Literal["S", "M", "R"]


class Limit(NamedTuple):
    """One duty and its limit in one span of time.

    `number` of `unit` from the `trigger`, or `by` (month, day) of every year. `extended_to` is the longest an
    extension may make it, in the same unit. `minimum` turns it round: at least so long. `region` "" is the
    whole country. `valid_from` None: not established, so never looked up by date. `certainty`: S read as
    stored text of the source, M on a mirror, R from memory (check before quoting it to anyone).
    """

    id: str
    duty: Text
    number: int | None
    unit: Unit | None
    by: tuple[int, int] | None
    extended_to: int | None
    minimum: bool
    trigger: Text
    region: str
    valid_from: date | None
    valid_to: date | None
    source: str
    certainty: Certainty
    note: str

    def in_force(self, day: date) -> bool:
        """Whether the limit was in force on a day, both ends included."""
        if self.valid_from is None or day < self.valid_from:
            return False
        return self.valid_to is None or day <= self.valid_to


@cache
def limits() -> tuple[Limit, ...]:
    """All limits, in the order of limits.toml; read once, when first asked for."""
    import tomllib
    from pathlib import Path

    data = tomllib.loads(Path(__file__).with_name("limits.toml").read_text(encoding="utf-8"))
    return tuple(_limit(cast(_Entry, one)) for one in data["limit"])


def limit_on(duty_id: str, day: date, *, region: str = "") -> Limit | None:
    """The limit of a duty in force on a day (that of the event, not of the check); None when there is none.

    With a `region`, its own limit first, then the country's. Raises KeyError for an unknown duty.
    """
    known = [one for one in limits() if one.id == duty_id]
    if not known:
        raise KeyError(duty_id)
    for place in dict.fromkeys((region, "")):
        for one in known:
            if one.region == place and one.in_force(day):
                return one
    return None


class _Words(TypedDict):
    zh: str
    en: str


class _Entry(TypedDict, total=False):
    id: str
    duty: _Words
    number: int
    unit: Unit
    by: str
    extended_to: int
    minimum: bool
    trigger: _Words
    region: str
    valid_from: date
    valid_to: date
    source: str
    certainty: Certainty
    note: str


def _limit(one: _Entry) -> Limit:
    month, _, day = one.get("by", "").partition("-")
    return Limit(
        id=one["id"],
        duty=Text(**one["duty"]),
        number=one.get("number"),
        unit=one.get("unit"),
        by=(int(month), int(day)) if day else None,
        extended_to=one.get("extended_to"),
        minimum=one.get("minimum", False),
        trigger=Text(**one["trigger"]),
        region=one.get("region", ""),
        valid_from=one.get("valid_from"),
        valid_to=one.get("valid_to"),
        source=one["source"],
        certainty=one["certainty"],
        note=one.get("note", ""),
    )
