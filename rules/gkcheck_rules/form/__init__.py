"""Rules on what a row must be before its words are judged."""
