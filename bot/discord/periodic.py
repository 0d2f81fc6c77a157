"""Work that is done again and again while the bot runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress


class Periodic:
    """Does some work at once when started, and then every so many seconds until it is stopped."""

    def __init__(self, name: str, seconds: float, work: Callable[[], Awaitable[object]]) -> None:
        self._name, self._seconds, self._work = name, seconds, work
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run(), name=self._name)

    async def stop(self) -> bool:
        """Stop; True where it had been started."""
        if self._task is None:
            return False
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        self._task = None
        return True

    async def _run(self) -> None:
        while True:
            await self._work()
            await asyncio.sleep(self._seconds)
