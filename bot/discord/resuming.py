"""A shard whose connection broke off takes its session up again, so that Discord tells what was said meanwhile. discord.py does
so at the first try alone; where that failed too, it would begin a new session, and nobody would be told of what was missed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from itertools import cycle
from typing import Any

import discord
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

KEPT = 300.0  # seconds in which Discord may still know a session; after that a new one is begun


def keep_session(shard: discord.ShardInfo) -> None:
    """Have a shard that was just launched take up its session as long as Discord may know it.

    Its connection, and what connects it again, have no public names in discord.py.
    """
    parent: Any = shard._parent
    parent.reconnect = Resuming(parent, parent.reconnect).reconnect


class Resuming:
    """Connects one shard again."""

    def __init__(self, parent: Any, anew: Callable[[], Awaitable[None]]) -> None:
        """``anew``: begins a new session."""
        self._parent, self._anew = parent, anew
        self._lost: object = None  # the connection that broke off
        self._since = 0.0
        self._ways: Iterator[Any] = iter(())

    async def reconnect(self) -> None:
        """Connect; Discord itself says if the session is unknown, and discord.py begins a new one then."""
        now, ws = asyncio.get_running_loop().time(), self._parent.ws
        if self._lost is not ws:
            self._lost, self._since = ws, now
            self._ways = cycle(
                (ws.gateway, DiscordWebSocket.DEFAULT_GATEWAY)
            )  # the host of the session may be gone for good
        if now - self._since < KEPT:
            ws.gateway = next(self._ways)
            await self._parent.reidentify(ReconnectWebSocket(self._parent.id, resume=True))
        else:
            await self._anew()
