"""Archives of reports: fingerprints of millions of texts, the copies among them, and an index on disk.

Measured by tests/benchmarks/bench_copies.py on one core of a busy machine, comparison forms made beforehand for all:
100,000 reports 2.8 CPU s and 258 MiB (rensa 4.9, gaoya 5.4, a join in duckdb 8.5, datasketch 41.7), recall of edited
copies .996, of shared passages .981, precision 1.000; 1,000,000 reports 26.6 CPU s and 1.9 GiB (rensa 60.1), recall
.988 and .958, precision .999. 10,000 reports: recall .997 and .986, precision .968; nearly all that is wrong there is one
set phrase of thirty letters in sixteen reports, too few of them to tell it from a copied passage.
"""
