"""Fingerprints of a text: hashes of a third of its runs of six letters, the same third in every text.

A run is hashed by a polynomial modulo 2^64 over its code points and spread by one multiplication. It is kept when
the low half of the hash falls below a third of its range; the high half is the fingerprint. `keys_of` in
`gkcheck.archive.arrays` computes the same with numpy; a test holds the two against each other.
"""

from __future__ import annotations

GRAM = 6  # letters; short enough to survive edits scattered over the text
DENSITY = 3  # one run of so many is kept
FACTOR = 0x100000001B3
SPREAD = 0x9E3779B97F4A7C15
WORD = (1 << 64) - 1
LOW = (1 << 32) - 1
BELOW = (1 << 32) // DENSITY
_LEAVING = pow(FACTOR, GRAM, 1 << 64) * SPREAD & WORD


def fingerprints(form: str) -> list[int]:
    """The distinct 32-bit fingerprints of a text in comparison form, in the order of their places."""
    if len(form) < GRAM:
        return []
    codes = [*map(ord, form)]
    spread = 0  # the polynomial already multiplied: a multiplication distributes over the sum
    for code in codes[:GRAM]:
        spread = (spread * FACTOR + code * SPREAD) & WORD
    found: dict[int, None] = {}
    if spread & LOW < BELOW:
        found[spread >> 32] = None
    for leaving, coming in zip(codes, codes[GRAM:], strict=False):
        spread = (spread * FACTOR + coming * SPREAD - leaving * _LEAVING) & WORD
        if spread & LOW < BELOW:
            found[spread >> 32] = None
    return list(found)
