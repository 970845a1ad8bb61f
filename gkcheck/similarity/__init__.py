"""Text against text: what a report shares with its requirement, and reports that are copies of one another."""
