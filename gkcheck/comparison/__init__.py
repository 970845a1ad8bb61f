"""Two runs side by side: which findings are the same (`matching`), and what became of the others (`changes`)."""
