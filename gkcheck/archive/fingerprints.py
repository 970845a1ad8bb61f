"""Fingerprints of a text: hashes of a third of its runs of six letters, the same third in every text.

A run is hashed by a polynomial modulo 2^64 over its code points and spread by one multiplication. It is kept when
the low half of the hash falls below a third of its range; the high half is the fingerprint. `keys_of` in
`gkcheck.archive.arrays` computes the same with numpy; a test holds the two against each other.
"""

from __future__ import annotations

import codecs

GRAM = 6  # letters; short enough to survive edits scattered over the text
DENSITY = 3  # one run of so many is kept
FACTOR = 0x100000001B3
SPREAD = 0x9E3779B97F4A7C15
WORD = (1 << 64) - 1
LOW = (1 << 32) - 1
BELOW = (1 << 32) // DENSITY
_SLOT = 12  # bytes; six products of a code point (21 bits) and a coefficient (64) add up to less than 2^88
_COEFFICIENTS = sum((pow(FACTOR, at, 1 << 64) * SPREAD & WORD) << 8 * _SLOT * at for at in range(GRAM))


def fingerprints(form: str) -> list[int]:
    """The distinct 32-bit fingerprints of a text in comparison form, in the order of their places.

    One product of two long integers hashes all runs: with a slot for each letter and one for each coefficient, a slot
    of the product holds the sum over the letters of one run.
    """
    runs = len(form) - GRAM + 1
    if runs < 1:
        return []
    codes, _ = codecs.utf_32_le_encode(form, "surrogatepass")  # str.encode would import a module for it
    letters = bytearray(len(form) * _SLOT)
    for byte in range(3):
        letters[byte::_SLOT] = codes[byte::4]
    product = int.from_bytes(letters, "little") * _COEFFICIENTS
    thirds = memoryview(product.to_bytes(len(letters) + GRAM * _SLOT, "little")).cast("I")
    begin, end = 3 * (GRAM - 1), 3 * (GRAM - 1 + runs)
    lower, upper = thirds[begin:end:3].tolist(), thirds[begin + 1 : end + 1 : 3].tolist()
    return list(dict.fromkeys([high for low, high in zip(lower, upper, strict=True) if low < BELOW]))
