"""Work that is done again and again while the bot runs: what goes wrong once is told to the log, and it goes on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from discord.ext import tasks

_LOG = logging.getLogger("marrow.discord")


class Repeating:
    """Does some work at once when started, and then every so many seconds until it is stopped."""

    def __init__(self, name: str, seconds: float, work: Callable[[], Awaitable[object]]) -> None:
        """``name``: what the work is called in the log."""
        self._name, self._work = name, work
        self._loop = tasks.loop(seconds=seconds, name=f"marrow-{name}")(self._once)

    def start(self) -> None:
        """Begin."""
        self._loop.start()

    async def stop(self) -> bool:
        """Stop; True where it had been started."""
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
        except Exception:  # whatever it is, the next round is not to be lost for it
            _LOG.exception("The %s of this round failed; the next one is tried all the same.", self._name)
