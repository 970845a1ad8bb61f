"""Archives: built, added to, looked up and clustered within a budget; interrupted, damaged, of another version."""

from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

pytest.importorskip("numpy")

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from made_reports import reports, text

from gkcheck.archive import build, clusters
from gkcheck.archive.arrays import counted, keys_of, shared_once
from gkcheck.archive.comparison import comparison_form
from gkcheck.archive.fingerprints import fingerprints
from gkcheck.archive.lookup import look_up
from gkcheck.archive.pairs import find_pairs
from gkcheck.archive.passage import longest_shared
from gkcheck.archive.store import Archive, ArchiveError, verify_files

RECORDS, COPIES = reports(3_000)


def truth() -> set[frozenset[int]]:
    return COPIES


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "a"
    assert build.build(path, RECORDS) == len(RECORDS)
    return path


@given(
    st.lists(st.text(alphabet="公开政务信息123a😀\ud800", max_size=40), max_size=12), st.integers(0, 1 << 20)
)
@settings(max_examples=60, deadline=None)
def test_numpy_and_plain_python_agree(texts: list[str], first: int) -> None:
    expected = {(print_ << 32) | (first + at) for at, one in enumerate(texts) for print_ in fingerprints(one)}
    assert set(keys_of(texts, first).tolist()) == expected


@given(st.text(alphabet="abc", max_size=60), st.text(alphabet="abc", max_size=60), st.integers(2, 12))
@settings(max_examples=200, deadline=None)
def test_longest_shared_is_the_longest(one: str, other: str, least: int) -> None:
    best = max(
        (
            end - start
            for start in range(len(one))
            for end in range(start, len(one) + 1)
            if one[start:end] in other
        ),
        default=0,
    )
    assert longest_shared(one, other, least) == (best if best >= least else 0)


@given(st.lists(st.integers(0, 6), max_size=60), st.integers(2, 4))
@settings(max_examples=100, deadline=None)
def test_pairs_are_counted(values: list[int], least: int) -> None:
    pairs, counts = counted(np.array(values, np.uint64), least)
    told = {one: values.count(one) for one in set(values) if values.count(one) >= least}
    assert dict(zip(pairs.tolist(), counts.tolist(), strict=True)) == told


def test_a_common_fingerprint_makes_no_pairs() -> None:
    keys = np.array([(5 << 32) | at for at in range(4)] + [(9 << 32) | at for at in range(3)], np.uint64)
    assert shared_once(keys, common=3).tolist() == [(0 << 32) | 1, (0 << 32) | 2, (1 << 32) | 2]


def test_comparison_form() -> None:
    told = "根据《云岭县政务公开办法》（云政〔2018〕3 号）要求，　县民政局１２件，办结率９８％。"
    assert comparison_form(told, names=("县民政局",)) == "根据要求12件办结率98"
    asked = "建立问题台账并实行销号管理每月报告一次"
    assert comparison_form(f"我局{asked}，办结12件。", asked) == "我局办结12件"


def test_a_title_after_a_mark_is_left_out_too() -> None:
    told = "印发《云岭县办法》、《清溪县关于报送情况的通知》（清政[2018] 4号），〔2017〕9号文，见《未完"
    assert comparison_form(told) == "印发文见未完"


@given(st.text(alphabet="公开《》〔〕［］[]()（），。_ 2018第3号Ａ", max_size=60))
@settings(max_examples=300, deadline=None)
def test_what_is_left_out_is_titles_then_numbers_then_marks(told: str) -> None:
    serial = r"[〔［\[]\d{4}[〕］\]]\s?第?\s?\d{1,5}\s?号"
    named = rf"《[^《》。]{{1,200}}》(?:[（(][^（()）。]{{0,20}}{serial}[）)])?|{serial}"
    bare = re.sub(r"[\W_]+", "", re.sub(named, "，", told))
    assert comparison_form(told) == unicodedata.normalize("NFKC", bare)


@given(st.text(alphabet="公开信", max_size=60), st.text(alphabet="公开信", max_size=40))
@settings(max_examples=200, deadline=None)
def test_what_the_requirement_says_is_left_out(told: str, asked: str) -> None:
    """Each run of twelve letters that stands in the requirement, and nothing else."""
    runs = {asked[at : at + 12] for at in range(len(asked) - 11)}
    hidden = {at + step for at in range(len(told) - 11) if told[at : at + 12] in runs for step in range(12)}
    assert comparison_form(told, asked) == "".join(one for at, one in enumerate(told) if at not in hidden)


def test_pairs_in_memory_are_those_made() -> None:
    forms = [record.form for record in RECORDS]
    distinct = {form: at for at, form in reversed(list(enumerate(forms)))}
    places = sorted(distinct.values())
    found = find_pairs([forms[at] for at in places])
    pairs = {
        frozenset((places[a], places[b]))
        for a, b in zip(found.one.tolist(), found.other.tolist(), strict=True)
    }
    made = {pair for pair in truth() if len({forms[at] for at in pair}) == 2}
    assert pairs <= made and len(pairs) >= 0.97 * len(made)


def pairs_of(path: Path, memory: int = build.MEMORY) -> set[frozenset[int]]:
    return {frozenset(one.members) for one in clusters.find_clusters(Archive(path), memory=memory)}


def test_clusters_are_the_same_within_any_budget(archive: Path) -> None:
    whole = pairs_of(archive)
    assert len(whole & truth()) >= 0.97 * len(truth()) and whole <= truth()
    assert pairs_of(archive, memory=1) == whole


def test_slices_never_part_a_fingerprint() -> None:
    rng = random.Random(2)
    keys = np.array(sorted({(rng.randrange(40) << 32) | rng.randrange(99) for _ in range(900)}), np.uint64)
    for most in (1, 7, 500, 5_000):
        parts = list(clusters.slices(keys, most))
        assert np.array_equal(np.concatenate(parts), keys)
        prints = [set((part >> np.uint64(32)).tolist()) for part in parts]
        assert sum(map(len, prints)) == len(set().union(*prints))
    assert not list(clusters.slices(keys[:0], 3))


def test_segments_added_are_one_archive(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "b"
    build.build(path, RECORDS[:1_001])
    build.add(path, RECORDS[1_001:1_002])
    build.add(path, RECORDS[1_002:], memory=1)
    assert Archive(path).reports == len(RECORDS)
    assert pairs_of(path) == pairs_of(archive)
    assert verify_files(path) == len(RECORDS)


def test_every_report_finds_itself_and_its_copies(archive: Path) -> None:
    opened = Archive(archive)
    for pair in list(truth())[:100]:
        for one in pair:
            assert str(one) in {item.record.task for item in look_up(opened, RECORDS[one].form)}
    hits = sum(
        str(other) in {item.record.task for item in look_up(opened, RECORDS[one].form)}
        for one, other in map(tuple, truth())
    )
    assert hits >= 0.97 * len(truth())
    assert not look_up(opened, comparison_form(text(random.Random(1))))


def test_lookup_needs_no_numpy(archive: Path) -> None:
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "from pathlib import Path\n"
        "from gkcheck.archive.store import Archive\nfrom gkcheck.archive.lookup import look_up\n"
        f"print(len(look_up(Archive(Path({str(archive)!r})), {RECORDS[0].form!r})))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(run.stdout) >= 1


def test_nothing_is_built_over(archive: Path) -> None:
    with pytest.raises(ArchiveError, match="add"):
        build.build(archive, RECORDS[:1])


def test_damage_is_told(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "c"
    build.build(path, RECORDS[:50])
    (segment,) = (path / "segments").iterdir()
    keys = segment / "keys"
    data = bytearray(keys.read_bytes())
    data[7] ^= 1
    keys.write_bytes(data)
    with pytest.raises(ArchiveError, match="校验和"):
        verify_files(path)
    keys.write_bytes(bytes(data[:-8]))
    with pytest.raises(ArchiveError, match="字节"):
        Archive(path)
    manifest = path / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**told, "form": 999}), encoding="utf-8")
    with pytest.raises(ArchiveError, match="另一版本"):
        Archive(path)
    manifest.write_text(json.dumps({**told, "reports": 999}), encoding="utf-8")
    with pytest.raises(ArchiveError, match="校验和"):
        Archive(path)
    manifest.write_text(json.dumps({**told, "schema": "gkcheck.archive/1"}), encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"gkcheck\.archive/1.*archive build 重建"):
        Archive(path)
    with pytest.raises(ArchiveError, match="另一版本"):
        build.add(path, RECORDS[:1])
    with pytest.raises(ArchiveError, match="不是档案库"):
        Archive(tmp_path)


def test_an_empty_archive(tmp_path: Path) -> None:
    assert build.build(tmp_path / "d", []) == 0
    with pytest.raises(ArchiveError):
        Archive(tmp_path / "d")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_at_any_moment_nothing_is_lost(archive: Path, tmp_path: Path) -> None:
    """A process that adds is killed at ten moments; the archive holds what it held, or that and the whole addition."""
    path = tmp_path / "e"
    build.build(path, RECORDS[:500])
    before = {frozenset(map(int, one)) for one in pairs_of(path)}
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from pathlib import Path\nfrom gkcheck.archive import build\nfrom made_reports import reports\n"
        f"records, _ = reports(3000)\nprint('go', flush=True)\nbuild.add(Path({str(path)!r}), records[500:])"
    )
    rng = random.Random(5)
    for moment in [0.0, *(rng.uniform(0.0, 0.5) for _ in range(9))]:
        held = Archive(path).reports
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moment)
        process.kill()
        process.wait()
        process.stdout.close()
        assert verify_files(path) in (held, held + len(RECORDS) - 500)
        if held == 500 and Archive(path).reports == 500:
            assert pairs_of(path) == before
    build.add(path, RECORDS[:3])
    names = {one.name for one in (path / "segments").iterdir()}
    assert names == {one.folder.name for one in Archive(path).segments}, (
        "what was left unfinished is cleared away"
    )
