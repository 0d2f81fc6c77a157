"""How far something that takes long has come, for whoever wants to know."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int], None]  # is called with how many records are done so far


def silent(done: int) -> None:
    """Where nobody wants to know."""


def beyond(before: int, progress: Progress) -> Progress:
    """The progress of one more file, when so many records were done before it."""
    return lambda done: progress(before + done)
