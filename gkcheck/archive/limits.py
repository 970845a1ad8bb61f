"""The limits that say what is compared and what is a copy, the same for a build and a lookup."""

from __future__ import annotations

COMMON = 24  # a fingerprint in more different texts than this is a set phrase
SHARED = 2  # fingerprints that two texts share at least, to be compared …
SHARED_PART = 0.05  # … and this part of those of the shorter one
SHARED_FOR_PASSAGE = 4  # below so many two texts cannot well share a passage worth telling
RATIO = 60.0  # 0-100, of two whole texts in comparison form; honest texts of one grammar stay under 47
PASSAGE = 30  # letters of one unbroken passage; two set phrases in a row seldom come to it
