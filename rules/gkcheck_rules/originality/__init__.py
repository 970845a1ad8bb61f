"""Rules on copies and echoes."""
