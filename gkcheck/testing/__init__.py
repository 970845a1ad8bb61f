"""A rule author's kit: example tables to readings, the examples of a rule as cases, laws every rule obeys."""

from gkcheck.testing.cases import example_cases, fired, submission_of, submissions_of, table_of
from gkcheck.testing.laws import assert_lawful

__all__ = ["assert_lawful", "example_cases", "fired", "submission_of", "submissions_of", "table_of"]
