"""One premise of a text, and the day from which it is true: which of a law's revisions is the one spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from gkcheck.known.document import KnownDocument, Version
from gkcheck.text import Text

Event = Literal["issued", "in_force", "revised", "revision_in_force", "held"]


class Premise(NamedTuple):
    """One place where a text rests on something that has its day. `start` and `end` hold the decisive words."""

    start: int
    end: int
    document: KnownDocument
    event: Event

    def day(self, end: date) -> date | None:
        """The day from which it is true, looking from the end of a period; None when that is not known."""
        version = self.version(end)
        return None if version is None else self._day_of(version)

    def version(self, end: date) -> Version | None:
        """The text of the document that is spoken of, looking from the end of a period; None when not known."""
        first, *changes = self.document.versions
        if self.event not in ("revised", "revision_in_force"):
            return first
        if not self.document.complete:
            return None
        if (
            not changes
        ):  # never revised on record: no more is certain than that it did not exist before it was issued
            return first if first.issued > end else None
        return self._revision(changes, end)

    def also(self, end: date) -> Text:
        """What else is on record: the other day of the same text, and the change before it, where there was one."""
        version = self.version(end)
        if version is None or self.event == "held":
            return Text("", "")
        told: list[tuple[str, str]] = []
        if self.event in ("in_force", "revision_in_force"):
            told.append((f"{version.issued}公布", f"issued on {version.issued}"))
        elif version.effect is not None and version.effect != version.issued:
            told.append((f"{version.effect}起施行", f"in force from {version.effect}"))
        before = [one.issued for one in self.document.versions[1:] if one.issued < version.issued]
        if before and self.event in ("revised", "revision_in_force"):
            told.append((f"此前一次修改{before[-1]}", f"last changed before on {before[-1]}"))
        zh, en = "，".join(zh for zh, _ in told), ", ".join(en for _, en in told)
        return Text(f"（{zh}）", f" ({en})") if told else Text("", "")

    def _revision(self, changes: Sequence[Version], end: date) -> Version:
        """“Newly revised” means the newest revision there was; none, or one long ago, means the one soon to come."""
        past = [one for one in changes if (self._day_of(one) or one.issued) <= end]
        later = [one for one in changes if one not in past]
        coming = next((one for one in later if not one.minor), None)
        if not past:
            return coming or changes[0]
        fresh = [one for one in past if _years(one.effect or one.issued, end) < _NEW_FOR[one.minor]]
        if fresh or coming is None or _years(end, coming.issued) >= _SOON:
            return (fresh or past)[-1]
        return coming

    def _day_of(self, version: Version) -> date | None:
        return version.effect if self.event in ("in_force", "revision_in_force") else version.issued


# years for which a revision is still called new: a whole one, and one of a few articles among those of other laws
_NEW_FOR = {False: 8.0, True: 2.0}
_SOON = 3.0  # years ahead within which a revision may be the one meant


def _years(start: date, end: date) -> float:
    return (end - start).days / 365.25
