"""All copies of an archive found with daft: embedded on this machine or, with the same code, on a Ray cluster.

The steps are those of `gkcheck.archive.clusters`, told to an engine that spreads them: fingerprints of the distinct
texts, the texts that share each, pairs counted, candidates verified. Pairs come back to this process and are joined
into clusters here. daft chooses its runner by DAFT_RUNNER (native or ray) and RAY_ADDRESS; workers need gkcheck with
its extra `cluster`, and no access to the archive.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from gkcheck.archive.arrays import prints_of
from gkcheck.archive.clusters import Cluster, Reports, first_of_equals, joined
from gkcheck.archive.fingerprints import LOW
from gkcheck.archive.limits import COMMON, SHARED, SHARED_PART
from gkcheck.archive.store import Archive
from gkcheck.archive.verify import Verified, compared

if TYPE_CHECKING:
    import daft

ROWS = 20_000  # texts or pairs given to one call


def find_clusters_with_daft(archive: Archive) -> Iterator[Cluster]:
    """The clusters of an archive, the same as `gkcheck.archive.clusters.find_clusters` gives."""
    os.environ.setdefault(
        "DO_NOT_TRACK", "true"
    )  # daft reports its use over the network unless it is told not to
    os.environ.setdefault("SCARF_NO_ANALYTICS", "true")
    os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
    import daft

    reports = Reports(archive)
    first = first_of_equals(archive, reports)
    distinct = np.flatnonzero(first == np.arange(len(first)))
    texts = daft.from_pydict({"text": distinct, "form": [reports[at] for at in distinct.tolist()]})
    yield from joined(first, iter([_verified_pairs(texts.into_batches(ROWS))]))


def _verified_pairs(texts: daft.DataFrame) -> Verified:
    import daft
    from daft import DataType, Series, col

    @daft.func.batch(return_dtype=DataType.list(DataType.uint32()), batch_size=ROWS)
    def prints(forms: Series) -> list[list[int]]:
        return prints_of(forms.to_pylist())

    @daft.func.batch(return_dtype=DataType.list(DataType.uint64()), batch_size=ROWS)
    def pairs(holders: Series) -> list[list[int]]:
        return [
            [(one << 32) | other for at, one in enumerate(texts) for other in texts[at + 1 :]]
            for texts in map(sorted, holders.to_pylist())
        ]

    @daft.func.batch(return_dtype=DataType.int32(), batch_size=ROWS)
    def size(prints: Series) -> list[int]:
        return [len(one) for one in prints.to_pylist()]

    @daft.func.batch(
        return_dtype=DataType.struct({"one": DataType.int64(), "other": DataType.int64()}),
        batch_size=ROWS,
        unnest=True,
    )
    def halves(pairs: Series) -> list[dict[str, int]]:
        return [{"one": pair >> 32, "other": pair & LOW} for pair in pairs.to_pylist()]

    @daft.func.batch(
        return_dtype=DataType.struct({"ratio": DataType.float32(), "passage": DataType.int32()}),
        batch_size=ROWS,
        unnest=True,
    )
    def likeness(left: Series, right: Series, shared: Series) -> list[dict[str, float]]:
        ratios, passages = compared(left.to_pylist(), right.to_pylist(), np.array(shared.to_pylist()))
        return [
            {"ratio": ratio, "passage": passage}
            for ratio, passage in zip(ratios.tolist(), passages.tolist(), strict=True)
        ]

    told = texts.with_column("prints", prints(col("form")))
    sizes = told.select("text", "form", size(col("prints")).alias("size"))
    shared = (
        told.select("text", "prints")
        .explode("prints")
        .where(col("prints").not_null())
        .groupby("prints")
        .agg(col("text").list_agg().alias("holders"), col("text").count().alias("many"))
        .where((col("many") > 1) & (col("many") <= COMMON))
        .select(pairs(col("holders")).alias("pair"))
        .explode("pair")
        .groupby("pair")
        .agg(col("pair").count().alias("shared"))
        .where(col("shared") >= SHARED)
        .select(halves(col("pair")), "shared")
    )
    left = sizes.select(col("text").alias("one"), col("form").alias("left"), col("size").alias("one_size"))
    right = sizes.select(
        col("text").alias("other"), col("form").alias("right"), col("size").alias("other_size")
    )
    found = (
        shared.join(left, on="one")
        .join(right, on="other")
        .where(
            (col("shared") >= col("one_size") * SHARED_PART)
            | (col("shared") >= col("other_size") * SHARED_PART)
        )
        .select("one", "other", likeness(col("left"), col("right"), col("shared")))
        .where((col("ratio") > 0) | (col("passage") > 0))
        .to_pydict()
    )
    return Verified(
        np.array(found["one"], np.int64),
        np.array(found["other"], np.int64),
        np.array(found["ratio"], np.float32),
        np.array(found["passage"], np.int32),
    )
