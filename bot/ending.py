"""Work in a thread that ends soon after nobody waits for it any more: a thread cannot be ended, but it can be told."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

from corpus.progress import Progress

Result = TypeVar("Result")


class NobodyWaitsError(Exception):
    """Whoever wanted the work was cancelled; it is raised where the work tells how far it has come."""


async def in_thread(work: Callable[[Progress], Result]) -> Result:
    """Do some work beside the event loop. ``work`` is given the progress to tell after every record, which is where it ends
    once this is cancelled.
    """
    ended = threading.Event()

    def progress(done: int) -> None:
        if ended.is_set():
            raise NobodyWaitsError

    try:
        return await asyncio.to_thread(work, progress)
    finally:
        ended.set()
