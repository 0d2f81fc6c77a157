"""What is being answered in each server, so that a deletion can wait for it: a row kept, or a message sent, after it would stay."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from bot.storage.answering import held_by_bot

LAST = 3.0  # seconds that a deletion holds back what begins, for what began just before it
HELD = 5.0  # seconds that anything is held back at most, however many deletions there are


class UnderWay:
    """Counts by task: what a task begins within what it has begun is one with it. A deletion waits for others' answers too,
    which may be to a follow-up of the member's ("Ask all papers").
    """

    def __init__(self, data_dir: Path | None = None) -> None:
        """``data_dir``: where a deletion in the terminal waits as well; None: nowhere."""
        self._data_dir = data_dir
        self._begun: dict[str | None, dict[asyncio.Task[Any] | None, asyncio.Future[None]]] = {}
        self._still: dict[str | None, asyncio.Future[None]] = {}
        self._held: int | None = None
        self._patient = True  # a deletion in the terminal that was waited for in vain is not waited for again
        self._taking = asyncio.Lock()

    @asynccontextmanager
    async def noted(self, server: str | None) -> AsyncIterator[None]:
        """Wraps the work on a message, a press or a form; it begins after a deletion that is just being done."""
        task = asyncio.current_task()
        if task in self._begun.get(server, {}):
            yield
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(HELD):
                await self._free(server)
        end = self._begun.setdefault(server, {})[task] = asyncio.get_running_loop().create_future()
        try:
            await self._hold()
            yield
        finally:
            end.set_result(None)
            del self._begun[server][task]
            if not self._begun[server]:
                del self._begun[server]
            if not self._begun:
                self._let_go()

    @asynccontextmanager
    async def stilled(self, server: str | None, within: float) -> AsyncIterator[bool]:
        """Wait until what has begun has ended, at most ``within`` seconds, and hold back what begins while the block runs.
        Yields whether nothing is under way.
        """
        done = await self._ended(server, within)
        await self._free(server)
        still = self._still[server] = asyncio.get_running_loop().create_future()
        try:
            yield done and await self._ended(server, LAST)
        finally:
            del self._still[server]
            still.set_result(None)

    async def _free(self, server: str | None) -> None:
        """Wait until no deletion holds back what begins."""
        while (still := self._still.get(server)) is not None:
            await asyncio.wait({still})

    async def _ended(self, server: str | None, within: float) -> bool:
        """Wait until what has begun has ended, and not for what begins meanwhile. True if it has."""
        begun = set(self._begun.get(server, {}).values())
        return not begun or not (await asyncio.wait(begun, timeout=within))[1]

    async def _hold(self) -> None:
        """Let a deletion in the terminal know that something is under way, until nothing is."""
        async with self._taking:
            if self._held is None and self._data_dir is not None:
                taken = await held_by_bot(self._data_dir, HELD if self._patient else 0)
                self._held, self._patient = taken or (None, self._patient)

    def _let_go(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None
