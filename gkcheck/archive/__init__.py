"""Archives of reports: fingerprints of millions of texts, the copies among them, and an index on disk."""
