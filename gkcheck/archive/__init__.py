"""Archives of reports: fingerprints of millions of texts, the copies among them, and an index on disk.

Measured by tests/benchmarks/bench_copies.py on one core of a busy machine, comparison forms made beforehand for all:
100,000 reports 2.3 CPU s and 256 MiB (rensa 5.2, gaoya 6.1, a join in duckdb 8.9, datasketch 46.7), recall of edited
copies .996, of shared passages .978, precision 1.000; 1,000,000 reports 23.3 CPU s and 1.9 GiB (rensa 70.4), recall
.984 and .933, precision .999.
"""
