"""Work that is repeated while the bot runs; an error is logged, and the work goes on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from discord.ext import tasks

_LOG = logging.getLogger("marrow.discord")


class Repeating:
    """Does some work when started, and then every ``seconds`` until it is stopped."""

    def __init__(self, name: str, seconds: float, work: Callable[[], Awaitable[object]]) -> None:
        """``name``: the work's name in the log."""
        self._name, self._work = name, work
        self._loop = tasks.loop(seconds=seconds, name=f"marrow-{name}")(self._once)

    def start(self) -> None:
        """Start."""
        self._loop.start()

    async def stop(self) -> bool:
        """Stop. Returns True if it had been started."""
        task = self._loop.get_task()
        if task is None:
            return False
        self._loop.cancel()
        with suppress(asyncio.CancelledError):
            await task
        return True

    async def _once(self) -> None:
        try:
            await self._work()
        except Exception:  # the next round must still run
            _LOG.exception("The %s of this round failed; the next one is tried all the same.", self._name)
