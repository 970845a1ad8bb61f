"""Rules on rates, counts, sums."""
