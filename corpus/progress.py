"""Progress of long work: a function that is told the number of records done."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int], None]  # is called with how many records are done so far


def silent(done: int) -> None:
    """Ignore progress."""


def beyond(before: int, progress: Progress) -> Progress:
    """The progress of one more file, after ``before`` records of other files."""
    return lambda done: progress(before + done)
