"""The pipeline on daft finds the clusters that the local one finds."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("numpy")
pytest.importorskip("daft")

from made_reports import reports

from gkcheck.archive import build
from gkcheck.archive.clusters import find_clusters
from gkcheck.archive.store import Archive


@pytest.mark.filterwarnings("default")
def test_the_same_clusters(tmp_path: Path) -> None:
    from gkcheck.archive.cluster_daft import find_clusters_with_daft

    records, made = reports(400)
    path = tmp_path / "a"
    build.build(path, records[:150])
    build.add(path, records[150:])
    local = list(find_clusters(Archive(path)))
    assert len(local) >= 0.9 * len(made)
    assert list(find_clusters_with_daft(Archive(path))) == local
