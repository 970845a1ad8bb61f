"""Pattern: a regular expression that is compiled when a text first holds words it cannot do without.

A table of thirty rows meets a third of all patterns with no text that could match them, and compiling them all would
take as long as judging the table: CPython makes a map of 65,536 places for every set of Chinese letters.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator


class Pattern:
    """Used as `re.Pattern` is, on text. `needs`: words, apart by blanks, of which every match holds at least one (a
    test holds it to that); without them the first text compiles it."""

    __slots__ = ("_made", "needs", "pattern")

    def __init__(self, pattern: str, needs: str = "") -> None:
        self.pattern = pattern
        self.needs = tuple(needs.split())
        self._made: re.Pattern[str] | None = None

    def _for(self, text: str) -> re.Pattern[str]:
        """What to look with: a pattern that finds nothing where nothing can be found."""
        if self._made is None:
            if self.needs and not any(word in text for word in self.needs):
                return _NOTHING
            self._made = re.compile(self.pattern)
        return self._made

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match between two offsets."""
        return self._for(text).search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match at the first offset."""
        return self._for(text).match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match of all between two offsets."""
        return self._for(text).fullmatch(text, start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in order."""
        return self._for(text).finditer(text)

    def findall(self, text: str) -> list[str]:
        """The words of all matches of a pattern without groups."""
        return [match.group() for match in self.finditer(text)]

    def sub(self, told: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with every match replaced."""
        return self._for(text).sub(told, text)

    def split(self, text: str) -> list[str]:
        """The text between the matches of a pattern without groups."""
        return self._for(text).split(text)


_NOTHING = re.compile(r"(?!)")
