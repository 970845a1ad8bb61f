"""Numbers that name a person, by their own arithmetic: identity numbers, mobile numbers, bank cards."""

from __future__ import annotations

_PROVINCES = frozenset(
    str(code)
    for region in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for code in (*region, 71, 81, 82, 83)
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_identity_number(figures: str) -> bool:
    """A citizen's number: 18 figures with a day of birth and the check digit of GB 11643-1999, or the old 15."""
    if figures[:2] not in _PROVINCES or not figures[:-1].isdecimal():
        return False
    if len(figures) == 15:
        return figures.isdecimal() and _is_day(1900 + int(figures[6:8]), figures[8:12])
    if len(figures) != 18 or not _is_day(int(figures[6:10]), figures[10:14]):
        return False
    total = sum(int(figure) * weight for figure, weight in zip(figures, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == figures[-1].upper()


def is_mobile_number(figures: str) -> bool:
    """Eleven figures from 13 to 19; a round number of millions is an amount."""
    if len(figures) != 11 or not figures.isdecimal():
        return False
    return figures[0] == "1" and figures[1] in "3456789" and not figures.endswith("000000")


def is_card_number(figures: str) -> bool:
    """A bank card: 16 to 19 figures that begin as cards do (3 to 6, 9), with the check digit of ISO/IEC 7812-1."""
    if not 16 <= len(figures) <= 19 or not figures.isdecimal() or figures[0] not in "34569":
        return False
    total = 0
    for at, figure in enumerate(reversed(figures)):
        value = int(figure) * (1 + at % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(figures)) >= 4


def _is_day(year: int, month_and_day: str) -> bool:
    month, day = int(month_and_day[:2]), int(month_and_day[2:])
    return 1880 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= _LONGEST_MONTHS[month - 1]
