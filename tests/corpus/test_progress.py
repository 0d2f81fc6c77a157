"""Work in a thread ends when whoever waited for it was cancelled."""

from __future__ import annotations

import asyncio
import threading

import pytest

from corpus.progress import NobodyWaitsError, Progress, in_thread


async def test_it_gives_what_the_work_gives() -> None:
    assert await in_thread(lambda progress: (progress(1), 7)[1]) == 7  # type: ignore[func-returns-value]


async def test_cancelled_it_ends_the_work_at_its_next_record() -> None:
    begun, ended = threading.Event(), threading.Event()

    def without_end(progress: Progress) -> None:
        try:
            while True:
                progress(1)
                begun.set()
        except NobodyWaitsError:
            ended.set()
            raise

    working = asyncio.create_task(in_thread(without_end))
    assert await asyncio.to_thread(begun.wait, 60)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert await asyncio.to_thread(ended.wait, 60)
