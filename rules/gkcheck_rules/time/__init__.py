"""Rules on windows, deadlines, frequencies, periods."""
