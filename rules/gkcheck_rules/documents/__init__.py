"""Rules on official documents: titles, numbers, citations, what should have been made."""
