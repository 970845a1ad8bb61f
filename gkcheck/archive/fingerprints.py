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
_LEAVING = pow(FACTOR, GRAM, 1 << 64)


def fingerprints(form: str) -> list[int]:
    """The distinct 32-bit fingerprints of a text in comparison form, in the order of their places."""
    if len(form) < GRAM:
        return []
    codes = [ord(letter) for letter in form]
    rolling = 0
    found: dict[int, None] = {}
    for at, code in enumerate(codes):
        rolling = (rolling * FACTOR + code) & WORD
        if at >= GRAM:
            rolling = (rolling - codes[at - GRAM] * _LEAVING) & WORD
        if at >= GRAM - 1:
            spread = (rolling * SPREAD) & WORD
            if spread & LOW < BELOW:
                found[spread >> 32] = None
    return list(found)
