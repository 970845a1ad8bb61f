"""An archive on disk, for reading: a manifest and segments of sorted arrays, memory-mapped, without numpy.

```
ARCHIVE/manifest.json          schema, version of the form, the segments with the size and SHA-256 of every file
ARCHIVE/segments/NAME/
    keys      sorted unsigned 64-bit: fingerprint in the upper half, report in the lower; equal texts under the first
    starts    unsigned 64-bit: where in keys each value of their top bits begins (a power of two of them, one more)
    sizes     unsigned 16-bit by report: how many fingerprints it has
    hashes    sorted unsigned 64-bit: hash of the comparison form
    owners    unsigned 32-bit: the report of each of `hashes`
    forms     UTF-8, one comparison form after the other       forms.at    unsigned 64-bit offsets, one more than reports
    records   JSON arrays, one after the other                 records.at  the same
```
All numbers are little-endian. A segment is never changed; adding makes a new one and, last of all, a new manifest.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from gkcheck.archive.comparison import FORM
from gkcheck.archive.fingerprints import DENSITY, GRAM
from gkcheck.archive.record import Record, from_bytes
from gkcheck.errors import GkcheckError
from gkcheck.text import Text

SCHEMA = "gkcheck.archive/1"
MANIFEST = "manifest.json"
Code = Literal["B", "H", "I", "Q"]
Texts = Literal["forms", "records"]
FILES: Mapping[str, Code] = {
    "keys": "Q", "starts": "Q", "sizes": "H", "hashes": "Q", "owners": "I", "forms": "B", "forms.at": "Q", "records": "B",
    "records.at": "Q",
}  # fmt: skip
LITTLE = sys.byteorder == "little"


class ArchiveError(GkcheckError):
    """An archive cannot be used: not there, damaged, of another version, or being written by somebody else."""

    def __init__(self, path: Path, zh: str, en: str) -> None:
        super().__init__(Text(zh=f"{path}：{zh}", en=f"{path}: {en}"))
        self.path = path


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
        "schema": SCHEMA,
        "form": FORM,
        "gram": GRAM,
        "density": DENSITY,
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
    if told.get("schema") != SCHEMA or told.get("form") != FORM:
        raise ArchiveError(
            path,
            f"档案库是另一版本（{told.get('schema')}，比较形式 {told.get('form')}），请重建",
            f"an archive of another version ({told.get('schema')}, form {told.get('form')}); build it again",
        )
    if (told.get("gram"), told.get("density")) != (GRAM, DENSITY) or _checksum(told) != checksum:
        raise ArchiveError(path, "档案库清单的校验和不符", "the checksum of the manifest does not hold")
    return [
        SegmentInfo(
            one["name"], one["reports"], {name: (size, sha) for name, (size, sha) in one["files"].items()}
        )
        for one in told["segments"]
    ]


class Segment:
    """One segment, memory-mapped. Reports are numbered from 0."""

    def __init__(self, folder: Path, info: SegmentInfo) -> None:
        self.folder = folder
        self.reports = info.reports
        self._maps: dict[str, memoryview] = {}
        for name, code in FILES.items():
            self._maps[name] = _mapped(folder, name, code, info.files[name][0])
        self.keys, self.sizes = self._maps["keys"], self._maps["sizes"]
        self._starts = self._maps["starts"]
        self._shift = 32 - (len(self._starts) - 1).bit_length() + 1

    def sharing(self, fingerprints: Iterable[int], most: int) -> dict[int, int]:
        """The reports with some of these distinct fingerprints, and with how many of them; a fingerprint that more
        than `most` different texts have counts for none of them."""
        keys, starts, shift = self.keys, self._starts, self._shift
        found: dict[int, int] = {}
        for fingerprint in fingerprints:
            low = fingerprint << 32
            top = fingerprint >> shift  # a few pages are touched, not one for every halving of the whole
            end = starts[top + 1]
            at = bisect_left(keys, low, starts[top], end)
            if at == end or keys[at] >> 32 != fingerprint:
                continue
            last = at + most
            if last < end and keys[last] >> 32 == fingerprint:
                continue
            for key in keys[at:last]:
                if key >> 32 != fingerprint:
                    break
                found[key - low] = found.get(key - low, 0) + 1
        return found

    def equal_to(self, form: str) -> Iterator[int]:
        """The reports whose comparison form is this one."""
        wanted = text_hash(form)
        hashes, owners = self._maps["hashes"], self._maps["owners"]
        at = bisect_left(hashes, wanted)
        while at < len(hashes) and hashes[at] == wanted:
            if self.form(owners[at]) == form:
                yield owners[at]
            at += 1

    def form(self, report: int) -> str:
        """The comparison form of a report."""
        return str(self._slice("forms", report), "utf-8")

    def record(self, report: int) -> Record:
        """A report with all that is known of it."""
        return from_bytes(self._slice("records", report))

    def place(self, name: Texts, report: int) -> tuple[int, int]:
        """Where the text of a report begins and ends in the file of this name, in bytes."""
        offsets = self._maps[f"{name}.at"]
        return offsets[report], offsets[report + 1]

    def _slice(self, name: Texts, report: int) -> memoryview:
        start, end = self.place(name, report)
        return self._maps[name][start:end]


def _mapped(folder: Path, name: str, code: Code, size: int) -> memoryview:
    path = folder / name
    try:
        actual = path.stat().st_size
        if actual != size:
            raise ArchiveError(
                path,
                f"大小应为 {size} 字节，实为 {actual}，档案库已损坏",
                f"{actual} bytes, not {size}: damaged",
            )
        if size == 0:
            return memoryview(b"").cast(code)
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast(code)
    except OSError as error:
        raise ArchiveError(path, f"档案库读不出：{error}", f"the archive cannot be read: {error}") from error


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
                raise ArchiveError(
                    file, f"档案库读不出：{error}", f"the archive cannot be read: {error}"
                ) from error
            if actual != wanted:
                raise ArchiveError(file, "校验和不符，档案库已损坏", "the checksum does not hold: damaged")
    return sum(info.reports for info in infos)
