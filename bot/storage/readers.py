"""Connections that only read: no writing holds them up, and one slow reading does not hold up the others."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite

from bot.storage.connecting import connected

READERS = 4  # so many readings at once; the next wait for the first to end


class Readers:
    """Opened when they are first needed; each reads the newest committed state."""

    def __init__(self, path: Path, busy_timeout_ms: int) -> None:
        self._uri, self._timeout = f"{path.resolve().as_uri()}?mode=ro", busy_timeout_ms / 1000
        self._free = asyncio.Semaphore(READERS)
        self._idle: list[aiosqlite.Connection] = []

    async def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[sqlite3.Row]:
        """All rows of a query; a caller who is cancelled ends it. Raises sqlite3.Error."""
        async with self._one() as connection:
            try:
                return list(await connection.execute_fetchall(sql, values))
            except asyncio.CancelledError:
                await connection.interrupt()
                raise

    async def close(self) -> None:
        """Close those that are open."""
        while self._idle:
            await self._idle.pop().close()

    @asynccontextmanager
    async def _one(self) -> AsyncIterator[aiosqlite.Connection]:
        async with self._free:
            connection = self._idle.pop() if self._idle else await self._open()
            try:
                yield connection
            finally:
                self._idle.append(connection)

    async def _open(self) -> aiosqlite.Connection:
        connection = await connected(self._uri, uri=True, timeout=self._timeout, isolation_level=None)
        connection.row_factory = sqlite3.Row
        return connection
