"""The longest passage two texts share, found from a few letters of every stretch that is long enough."""

from __future__ import annotations


def longest_shared(one: str, other: str, least: int) -> int:
    """The letters of the longest passage two texts share, 0 when it is shorter than `least` (2 or more).

    A passage of `least` letters holds one whole stretch of half as many that begins at a multiple of that half, so
    only those stretches are searched for; what is found is stretched to both sides.
    """
    half = least // 2
    best = 0
    for begin in range(0, len(one) - half + 1, half):
        stretch = one[begin : begin + half]
        at = other.find(stretch)
        while at >= 0:
            before = _alike(one[:begin][::-1], other[:at][::-1])
            after = _alike(one[begin + half :], other[at + half :])
            best = max(best, before + half + after)
            at = other.find(stretch, at + 1)
    return best if best >= least else 0


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with in common."""
    most = min(len(one), len(other))
    if one[:most] == other[:most]:
        return most
    low, high = 0, most  # one[:low] is common, one[:high] is not
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low
