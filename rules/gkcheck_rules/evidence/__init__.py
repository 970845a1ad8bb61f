"""Rules on the logs attached to a task."""
