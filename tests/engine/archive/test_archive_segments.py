"""Segments as they stand on disk: what they say of a fingerprint is what a dictionary of all reports would say."""

from __future__ import annotations

import os
import random
from bisect import bisect_left
from collections import defaultdict
from pathlib import Path

import pytest

pytest.importorskip("numpy")

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from made_reports import reports, text

from gkcheck.archive import build, clusters
from gkcheck.archive.arrays import without, without_common
from gkcheck.archive.fingerprints import BELOW, FACTOR, GRAM, LOW, SPREAD, WORD, fingerprints
from gkcheck.archive.limits import COMMON
from gkcheck.archive.opened import Placed, _sought, mapped
from gkcheck.archive.record import Record
from gkcheck.archive.store import Archive, ArchiveError, text_hash

PHRASE = "由分管领导牵头负责并逐级压实责任形成齐抓共管的工作格局确保各项任务落到实处"


def phrased(many: int, seed: int) -> list[Record]:
    """So many reports that share one set phrase and nothing else."""
    rng = random.Random(seed)
    return [Record(text(rng, 3) + PHRASE + text(rng, 3)) for _ in range(many)]


RECORDS = [*reports(1_500)[0], *phrased(COMMON + 6, 5), *phrased(2, 5)]


@pytest.fixture(scope="module")
def segment_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("segments") / "a"
    build.build(path, RECORDS)
    return path


def holders(forms: list[str]) -> dict[int, set[int]]:
    """The reports of each fingerprint; equal texts count as the first of them."""
    found: dict[int, set[int]] = defaultdict(set)
    for at, form in enumerate(forms):
        for one in fingerprints(form):
            found[one].add(forms.index(form, 0, at + 1))
    return found


def test_sharing_is_what_a_dictionary_says(segment_path: Path) -> None:
    (segment,) = Archive(segment_path).segments
    forms = [record.form for record in RECORDS]
    known = holders(forms)
    common = {one for one, who in known.items() if len(who) > COMMON}
    assert common
    assert [*segment.common()] == sorted(common)
    rng = random.Random(9)
    asked = [*forms[::37], *forms[-4:], *(text(rng) for _ in range(40))]
    for form in asked:
        expected: dict[int, int] = defaultdict(int)
        for one in set(fingerprints(form)) - common:
            for report in known.get(one, ()):
                expected[report] += 1
        assert segment.sharing(fingerprints(form)) == expected
    strange = [rng.randrange(LOW + 1) for _ in range(2_000)] + [0, LOW]
    assert set(segment.sharing(strange)) == {report for one in strange for report in known.get(one, ())}


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_fingerprints_are_those_of_each_run_by_itself(form: str) -> None:
    """The definition, letter by letter; the greatest code points fit their slots."""
    for told in (form, form + "\U0010ffff" * 9):
        expected: dict[int, None] = {}
        for at in range(len(told) - GRAM + 1):
            run = 0
            for letter in told[at : at + GRAM]:
                run = run * FACTOR + ord(letter)
            run = run * SPREAD & WORD
            if run & LOW < BELOW:
                expected[run >> 32] = None
        assert fingerprints(told) == list(expected)


def test_equal_texts_are_found_wherever_they_stand(segment_path: Path) -> None:
    (segment,) = Archive(segment_path).segments
    forms = [record.form for record in RECORDS]
    for form in {*forms[::11], *forms[-8:]}:
        assert sorted(segment.equal_to(form)) == [at for at, other in enumerate(forms) if other == form]
    assert not [*segment.equal_to("没有这样的一条")]
    for at in (0, 7, len(forms) - 1):
        assert (segment.form(at), segment.record(at)) == (forms[at], RECORDS[at])


@pytest.mark.parametrize("often", [0, 700])
def test_hashes_are_found_however_uneven_they_are(tmp_path: Path, often: int) -> None:
    """One text in half of all rows moves every other hash from its share of the way."""
    rng = random.Random(often)
    forms = [text(rng) for _ in range(700)] + [text(rng)] * often
    build.build(tmp_path / "a", [Record(one) for one in forms])
    (segment,) = Archive(tmp_path / "a").segments
    hashes = sorted(text_hash(record.form) for record in map(Record, forms))
    for wanted in (0, (1 << 64) - 1, *(at + step for at in hashes[::9] for step in (-1, 0, 1))):
        assert segment._place(wanted) == bisect_left(hashes, wanted)
    form = Record(forms[-1]).form
    assert len([*segment.equal_to(form)]) == max(1, often)


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 5), st.sets(st.integers(0, 9)))
@settings(max_examples=100, deadline=None)
def test_common_fingerprints_are_set_apart(prints: list[int], most: int, other: set[int]) -> None:
    keys = np.array(sorted((one << 32) | at for at, one in enumerate(prints)), np.uint64)
    kept, common = without_common(keys, most)
    assert common.tolist() == sorted({one for one in prints if prints.count(one) > most})
    assert kept.tolist() == [key for key in keys.tolist() if prints.count(key >> 32) <= most]
    rest = without(keys, np.array(sorted(other), np.uint32))
    assert rest.tolist() == [key for key in keys.tolist() if key >> 32 not in other]


def test_a_phrase_common_in_one_segment_is_common_in_the_archive(tmp_path: Path) -> None:
    """Few reports of a later segment have it, and it must not make pairs of these alone."""
    former, later = phrased(COMMON + 6, 1), [*phrased(3, 2), *phrased(1, 1)]
    build.build(tmp_path / "one", [*former, *later])
    build.build(tmp_path / "two", former)
    build.add(tmp_path / "two", later)
    one, two = (list(clusters.find_clusters(Archive(tmp_path / name))) for name in ("one", "two"))
    assert two == one
    assert [cluster.members for cluster in one if cluster.members[-1] >= len(former)] == [
        (0, len(former) + 3)
    ]


def test_a_file_that_shrinks_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_bytes(bytes(range(40)))
    with pytest.raises(ArchiveError, match="字节"):
        Placed(path, 41)
    with pytest.raises(ArchiveError, match="字节"):
        mapped(path, "B", 41)
    with pytest.raises(ArchiveError, match="读不出"):
        Placed(tmp_path / "none", 0)
    file = Placed(path, 40)
    assert file.read(3, 7) == bytes(range(3, 7)) and file.read(9, 9) == b""
    os.truncate(path, 20)
    assert file.read(3, 7) == bytes(range(3, 7))
    with pytest.raises(ArchiveError, match="20"):
        file.read(18, 30)


def test_reading_by_seeking_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "forms"
    path.write_bytes(bytes(range(200)))
    with path.open("rb") as file:
        assert _sought(file.fileno(), 5, 100) == bytes(range(100, 105))
        assert _sought(file.fileno(), 5, 198) == bytes([198, 199])


def test_long_tables_are_mapped_and_short_ones_read(tmp_path: Path) -> None:
    path = tmp_path / "sizes"
    for many in (0, 5, 1 << 16):
        numbers = np.arange(many, dtype=np.uint16)
        numbers.tofile(path)
        assert [*mapped(path, "H", 2 * many)] == numbers.tolist()


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files by /proc")
def test_an_archive_let_go_leaves_no_file_open(segment_path: Path) -> None:
    before = open_files()
    opened = Archive(segment_path)
    assert open_files() > before
    del opened
    assert open_files() == before
