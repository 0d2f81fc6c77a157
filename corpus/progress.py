"""Progress of long work: a function that is called with the number of records done. And work in a thread that stops
soon after its caller was cancelled: a thread cannot be killed, so it is stopped when it next reports progress.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
Progress = Callable[[int], None]  # is called with how many records are done so far


def silent(done: int) -> None:
    """Ignore progress."""


def beyond(before: int, progress: Progress) -> Progress:
    """The progress of one more file, after ``before`` records of other files."""
    return lambda done: progress(before + done)


class NobodyWaitsError(Exception):
    """The caller was cancelled. Raised inside the work, at its next report of progress."""


async def in_thread(work: Callable[[Progress], Result]) -> Result:
    """Run ``work`` in a thread and return its result. ``work`` is given a function to call with the number of
    records done so far; once this coroutine is cancelled, the next call stops the work.
    """
    ended = threading.Event()

    def progress(done: int) -> None:
        if ended.is_set():
            raise NobodyWaitsError

    try:
        return await asyncio.to_thread(work, progress)
    finally:
        ended.set()
