"""Rules on claims with and without anything to look up."""
