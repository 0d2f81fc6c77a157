"""Scores the question sets against the whole line: ``python -m tests.quality`` prints the table."""
