"""Copied texts among N reports: gkcheck and its peers in one interleaved run, CPU seconds, peak memory and scores.

usage: bench_copies.py [N] [--bench FOLDER] [--rounds R] [--methods a,b,…]
environment: SEED=another corpus, EDIT=char for edits scattered over single letters

FOLDER holds copies_corpus.py (makes the corpus with its truth) and copies_score.py (scores pairs); without it nothing
is measured. Every method runs in a process of its own on the distinct texts in comparison form (titles, numbers and
marks left out; made before the clock starts, the same for all), and writes the pairs it takes for copies. The peers
need the extra `bench`. MinHash peers use 128 permutations of runs of four letters and bands for a likeness of a
third, and their candidates are verified with rapidfuzz as ours are, for without it their precision falls apart.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

PERMUTATIONS, BANDS, TOKEN = 128, 32, 4
RATIO = 60.0
BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
Pairs = np.ndarray


def gkcheck(forms: list[str]) -> Pairs:
    from gkcheck.archive.pairs import find_pairs

    found = find_pairs(forms)
    return np.stack([found.one, found.other], 1)


def _tokens(form: str) -> list[str]:
    return [form[at : at + TOKEN] for at in range(max(1, len(form) - TOKEN + 1))]


def _verified(forms: list[str], pairs: Pairs) -> Pairs:
    from rapidfuzz import fuzz, process

    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    kept = []
    for begin in range(0, len(pairs), 100_000):
        part = pairs[begin : begin + 100_000]
        left = [forms[at] for at in part[:, 0].tolist()]
        right = [forms[at] for at in part[:, 1].tolist()]
        ratios = process.cpdist(left, right, scorer=fuzz.ratio, score_cutoff=RATIO, dtype=np.float32)
        kept.append(part[ratios >= RATIO])
    return np.concatenate(kept) if kept else np.empty((0, 2), np.int64)


def _from_lists(found: list[list[int]]) -> Pairs:
    pairs = [(at, other) for at, others in enumerate(found) for other in others if other > at]
    return np.array(pairs, np.int64).reshape(-1, 2)


def rensa(forms: list[str]) -> Pairs:
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.33, num_perm=PERMUTATIONS, num_bands=BANDS)
    hashes = []
    for begin in range(0, len(forms), 10_000):
        tokens = [_tokens(form) for form in forms[begin : begin + 10_000]]
        hashes += RMinHash.from_token_sets(tokens, num_perm=PERMUTATIONS, seed=1)
    lsh.insert_many(hashes)
    return _verified(forms, _from_lists(lsh.query_all(hashes)))


def datasketch(forms: list[str]) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
    pairs = []
    for at, form in enumerate(forms):
        made = MinHash(num_perm=PERMUTATIONS)
        made.update_batch([token.encode() for token in set(_tokens(form))])
        pairs += [(other, at) for other in lsh.query(made)]
        lsh.insert(at, made)
    return _verified(forms, np.array(pairs, np.int64).reshape(-1, 2))


def gaoya(forms: list[str]) -> Pairs:
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        32, 0.15, BANDS, PERMUTATIONS // BANDS, None, "char", False, (TOKEN, TOKEN), "vec"
    )
    pairs = []
    for at, form in enumerate(forms):
        pairs += [(other, at) for other in index.query(form)]
        index.insert_document(at, form)
    return _verified(forms, np.array(pairs, np.int64).reshape(-1, 2))


def duckdb(forms: list[str]) -> Pairs:
    import duckdb as database

    connection = database.connect()
    connection.execute("SET threads TO 1")
    connection.execute("CREATE TABLE texts (id INTEGER, form VARCHAR)")
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", delete=False) as file:
        file.writelines(f"{at},{form}\n" for at, form in enumerate(forms))
    connection.execute(f"COPY texts FROM '{file.name}' (HEADER false)")
    Path(file.name).unlink()
    connection.execute(
        "CREATE TABLE grams AS SELECT DISTINCT id, hash(substr(form, pos::INTEGER, 12)) AS gram FROM "
        "(SELECT id, form, unnest(generate_series(1, length(form) - 11)) AS pos FROM texts) "
        "WHERE hash(substr(form, pos::INTEGER, 12)) % 4 = 0"
    )
    found = connection.execute(
        "WITH rare AS (SELECT gram FROM grams GROUP BY gram HAVING count(*) BETWEEN 2 AND 16), "
        "kept AS (SELECT grams.* FROM grams JOIN rare USING (gram)) "
        "SELECT a.id AS one, b.id AS other, count(*) AS shared FROM kept a JOIN kept b "
        "ON a.gram = b.gram AND a.id < b.id GROUP BY ALL"
    ).fetchnumpy()
    pairs = np.stack([found["one"], found["other"]], 1).astype(np.int64)
    sure = pairs[found["shared"] >= 6]
    return np.concatenate([_verified(forms, pairs[found["shared"] < 6]), sure])


METHODS: dict[str, Callable[[list[str]], Pairs]] = {
    "gkcheck": gkcheck,
    "rensa": rensa,
    "datasketch": datasketch,
    "gaoya": gaoya,
    "duckdb": duckdb,
}


def child(method: str, number: int, folder: Path) -> None:
    """Runs one method and prints what it cost; the pairs go to a file, as positions in the corpus."""
    from gkcheck.archive.comparison import comparison_form

    texts = (folder / f"corpus_{number}.txt").read_bytes().decode("utf-8").split("\0")
    first: dict[str, int] = {}
    for at, text in enumerate(texts):
        first.setdefault(text, at)
    places = np.fromiter(first.values(), np.int64, len(first))
    begun = time.process_time()
    forms = [comparison_form(text) for text in first]
    prepared = time.process_time() - begun
    del texts, first
    before = resource.getrusage(resource.RUSAGE_SELF)
    pairs = METHODS[method](forms)
    after = resource.getrusage(resource.RUSAGE_SELF)
    np.save(folder / f"{method}.npy", places[pairs])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cpu": cpu, "mib": after.ru_maxrss / 1024, "forms": prepared}))


def main() -> None:
    """Makes the corpus, runs every method in turn, `rounds` times over, and prints one line a method."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("number", nargs="?", type=int, default=100_000)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child[0], given.number, Path(given.child[1]))
        return
    if not (given.bench / "copies_corpus.py").is_file():
        print(f"no copies_corpus.py in {given.bench}; name its folder with --bench")
        return
    methods = [
        one
        for one in given.methods.split(",")
        if one == "gkcheck" or importlib.util.find_spec(one) is not None
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            [sys.executable, given.bench / "copies_corpus.py", str(given.number), name],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        costs: dict[str, list[dict[str, float]]] = {method: [] for method in methods}
        for _ in range(given.rounds):
            for method in methods:
                run = subprocess.run(
                    [sys.executable, __file__, str(given.number), "--child", method, name],
                    check=True, stdout=subprocess.PIPE, text=True,
                )  # fmt: skip
                costs[method].append(json.loads(run.stdout.splitlines()[-1]))
        forms = statistics.median(cost["forms"] for cost in costs[methods[0]])
        print(
            f"N = {given.number:,}, SEED = {os.environ.get('SEED', 'as is')}, EDIT = {os.environ.get('EDIT', 'clauses')}"
        )
        print(f"comparison forms, the same for all: {forms:.2f} CPU s\n")
        print("| method | CPU s | peak MiB | near recall | passage recall | precision |")
        print("|---|---|---|---|---|---|")
        for method in methods:
            cpu = statistics.median(cost["cpu"] for cost in costs[method])
            mib = max(cost["mib"] for cost in costs[method])
            score = subprocess.run(
                [sys.executable, given.bench / "copies_score.py", str(given.number), name, folder / f"{method}.npy"],
                check=True, capture_output=True, text=True,
            )  # fmt: skip
            told = json.loads(score.stdout)
            print(
                f"| {method} | {cpu:.2f} | {mib:,.0f} | {told['recall_near']:.3f} | "
                f"{told['recall_passage']:.3f} | {told['precision']:.3f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
