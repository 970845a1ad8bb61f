"""A1 names of places in a sheet, there and back."""

from __future__ import annotations

import re
from functools import cache


def count(text: str | None) -> int:
    """A row or column number; 0 when it is none (too many digits are none)."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


Area = tuple[int, int, int, int]  # first row, first column, last row, last column


def area(reference: str) -> Area | None:
    """The area of a reference such as A1:D3; None when it is none."""
    match = _range().fullmatch(reference)
    if match is None:
        return None
    first_column, first, last_column, last = match.groups()
    return count(first), column_number(first_column), count(last), column_number(last_column)


@cache
def _range() -> re.Pattern[str]:
    return re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


COLUMNS: dict[str, int] = {}  # those met before


def column_number(letters: str) -> int:
    """The number of a column, A as 1; 0 when the letters are none."""
    number = COLUMNS.get(letters)
    if number is None:
        number = 0
        if len(letters) <= 3 and letters.isascii() and letters.isalpha():
            for letter in letters.upper():
                number = number * 26 + ord(letter) - 64
        if len(COLUMNS) < 20_000:
            COLUMNS[letters] = number
    return number


@cache
def column_letters(column: int) -> str:
    """The letters of a column from 1: A, B … Z, AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The A1 name of a place."""
    return f"{column_letters(column)}{row}"
