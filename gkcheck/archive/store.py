"""An archive on disk, for reading: a manifest and segments of sorted arrays, without numpy.

```
ARCHIVE/manifest.json          schema, what the form and the fingerprints are, the segments with size and SHA-256 of every file
ARCHIVE/segments/NAME/
    keys      sorted unsigned 64-bit: fingerprint in the upper half, report in the lower; equal texts under the first,
              without the fingerprints of more than COMMON different texts
    common    sorted unsigned 32-bit: those fingerprints
    starts    unsigned 64-bit: where in keys each value of their top bits begins (a power of two of them, one more)
    present   bits, the lowest of each byte first, by the top bits of a fingerprint: whether some key begins with them
    sizes     unsigned 16-bit by report: how many fingerprints it has, common ones among them
    hashes    sorted unsigned 64-bit: hash of the comparison form
    owners    unsigned 32-bit: the report of each of `hashes`
    forms     UTF-8, one comparison form after the other       forms.at    unsigned 64-bit offsets, one more than reports
    records   JSON arrays, one after the other                 records.at  the same
```
All numbers are little-endian. A segment is never changed; adding makes a new one and, last of all, a new manifest.

Two fingerprints of three are common or in no archived report; `present`, a hundredth of the archive, says so of nearly
all of them, and for the others one short stretch of `keys` is read.
"""

from __future__ import annotations

import hashlib
import json
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from gkcheck.archive.comparison import FORM
from gkcheck.archive.fingerprints import DENSITY, GRAM, LOW
from gkcheck.archive.limits import COMMON
from gkcheck.archive.opened import ArchiveError, Code, Placed, mapped, unreadable
from gkcheck.archive.record import Record, from_bytes

__all__ = [
    "Archive",
    "ArchiveError",
    "Segment",
    "SegmentInfo",
    "manifest_bytes",
    "read_manifest",
    "text_hash",
    "verify_files",
]

SCHEMA = "gkcheck.archive/2"
_VERSION = {"schema": SCHEMA, "form": FORM, "gram": GRAM, "density": DENSITY, "common": COMMON}
MANIFEST = "manifest.json"
Texts = Literal["forms", "records"]
_TABLES: Mapping[str, Code] = {"starts": "Q", "present": "B", "sizes": "H"}
_READ = ("keys", "hashes", "owners", "forms", "forms.at", "records", "records.at")  # at places
_COMMON = "common"
FILES = (*_READ, *_TABLES, _COMMON)
_REACH = 64  # hashes to both sides of the expected place, read at a time
LITTLE = sys.byteorder == "little"


class SegmentInfo(NamedTuple):
    """What the manifest says of a segment: its folder, how many reports, size and SHA-256 of every file."""

    name: str
    reports: int
    files: Mapping[str, tuple[int, str]]


def text_hash(form: str) -> int:
    """The 64-bit hash by which equal comparison forms are found."""
    digest = hashlib.blake2b(form.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def manifest_bytes(segments: list[SegmentInfo]) -> bytes:
    """The manifest of these segments, with a checksum over the rest of it."""
    told = {
        **_VERSION,
        "reports": sum(one.reports for one in segments),
        "segments": [
            {"name": one.name, "reports": one.reports, "files": {k: list(v) for k, v in one.files.items()}}
            for one in segments
        ],
    }
    return json.dumps({**told, "checksum": _checksum(told)}, ensure_ascii=False, indent=1).encode()


def _checksum(told: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_manifest(path: Path) -> list[SegmentInfo]:
    """The segments of an archive. Raises ArchiveError where it is none, damaged or of another version."""
    try:
        told = json.loads((path / MANIFEST).read_bytes())
        checksum = told.pop("checksum")
    except FileNotFoundError as error:
        raise ArchiveError(
            path, "不是档案库（没有 manifest.json）", "no archive (no manifest.json)"
        ) from error
    except (OSError, ValueError, AttributeError, KeyError) as error:
        raise ArchiveError(
            path, f"档案库清单读不出：{error}", f"the manifest cannot be read: {error}"
        ) from error
    if any(told.get(name) != value for name, value in _VERSION.items()):
        theirs = f"{told.get('schema')}, form {told.get('form')}"
        raise ArchiveError(
            path,
            f"档案库是另一版本（{theirs}；本版本读 {SCHEMA}, form {FORM}），请用 gkcheck archive build 重建",
            f"an archive of another version ({theirs}; this one reads {SCHEMA}, form {FORM}); "
            "build it again with gkcheck archive build",
        )
    if _checksum(told) != checksum:
        raise ArchiveError(path, "档案库清单的校验和不符", "the checksum of the manifest does not hold")
    return [
        SegmentInfo(
            one["name"], one["reports"], {name: (size, sha) for name, (size, sha) in one["files"].items()}
        )
        for one in told["segments"]
    ]


class Segment:
    """One segment, opened. Reports are numbered from 0."""

    def __init__(self, folder: Path, info: SegmentInfo) -> None:
        self.folder = folder
        self.reports = info.reports
        tables = {name: mapped(folder / name, code, info.files[name][0]) for name, code in _TABLES.items()}
        self.sizes = tables["sizes"]
        self._starts, self._present = tables["starts"], tables["present"]
        self._files = {name: Placed(folder / name, info.files[name][0]) for name in _READ}
        self._common = info.files[_COMMON][0]
        self._shift = 33 - (len(self._starts) - 1).bit_length()
        self._bit_shift = 33 - (8 * len(self._present)).bit_length()

    def sharing(self, fingerprints: Iterable[int]) -> dict[int, int]:
        """The reports with some of these distinct fingerprints, and with how many of them; a fingerprint that more
        than COMMON different texts have counts for none of them."""
        present, starts, read = self._present, self._starts, self._files["keys"].read
        bit_shift, shift = self._bit_shift, self._shift
        found: dict[int, int] = {}
        for fingerprint in fingerprints:
            bit = fingerprint >> bit_shift
            if not present[bit >> 3] >> (bit & 7) & 1:
                continue
            top = fingerprint >> shift
            keys = memoryview(read(8 * starts[top], 8 * starts[top + 1])).cast("Q")
            low = fingerprint << 32
            for key in keys[bisect_left(keys, low) :]:
                report = key - low
                if report > LOW:
                    break
                found[report] = found.get(report, 0) + 1
        return found

    def common(self) -> memoryview:
        """The fingerprints of more than COMMON different texts of this segment, in order; unsigned 32-bit."""
        return mapped(self.folder / _COMMON, "I", self._common)

    def equal_to(self, form: str) -> Iterator[int]:
        """The reports whose comparison form is this one."""
        wanted = text_hash(form)
        at = self._place(wanted)
        while at < self.reports and _number(self._files["hashes"].read(8 * at, 8 * at + 8)) == wanted:
            report = _number(self._files["owners"].read(4 * at, 4 * at + 4))
            if self.form(report) == form:
                yield report
            at += 1

    def _place(self, wanted: int) -> int:
        """Where a hash stands among the sorted ones, or would stand: they are spread evenly, so that its distance from
        a known one says how far to go; a text that stands in the archive very often makes that a few steps more."""
        many, reach = self.reports, _REACH
        middle = wanted * many >> 64
        while True:
            begin, end = max(0, middle - reach), min(many, middle + reach)
            hashes = memoryview(self._files["hashes"].read(8 * begin, 8 * end)).cast("Q")
            at = bisect_left(hashes, wanted)
            if (at > 0 or begin == 0) and (at < len(hashes) or end == many):
                return begin + at
            known, place = (hashes[0], begin) if at == 0 else (hashes[-1], end)
            middle = min(many, max(0, place + ((wanted - known) * many >> 64)))
            reach *= 2

    def form(self, report: int) -> str:
        """The comparison form of a report."""
        return str(self._text("forms", report), "utf-8")

    def record(self, report: int) -> Record:
        """A report with all that is known of it."""
        return from_bytes(self._text("records", report))

    def _text(self, name: Texts, report: int) -> bytes:
        start, end = memoryview(self._files[f"{name}.at"].read(8 * report, 8 * report + 16)).cast("Q")
        return self._files[name].read(start, end)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")


class Archive:
    """An archive opened for reading: a list of segments."""

    def __init__(self, path: Path) -> None:
        if not LITTLE:
            raise ArchiveError(path, "本机字节序不支持", "archives are little-endian; this machine is not")
        self.path = path
        infos = read_manifest(path)
        self.segments = [Segment(path / "segments" / info.name, info) for info in infos]

    @property
    def reports(self) -> int:
        """How many reports it holds."""
        return sum(segment.reports for segment in self.segments)


def verify_files(path: Path) -> int:
    """Compares every file of an archive with its SHA-256; gives the number of reports. Raises ArchiveError."""
    infos = read_manifest(path)
    for info in infos:
        for name, (_, wanted) in info.files.items():
            file = path / "segments" / info.name / name
            try:
                with file.open("rb") as stream:
                    actual = hashlib.file_digest(stream, "sha256").hexdigest()
            except OSError as error:
                raise unreadable(file, error) from error
            if actual != wanted:
                raise ArchiveError(file, "校验和不符，档案库已损坏", "the checksum does not hold: damaged")
    return sum(info.reports for info in infos)
