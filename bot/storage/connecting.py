"""A connection to SQLite in a thread of its own; one that cannot be made leaves no thread behind that speaks to a closed loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite


async def connected(place: Path | str, **how: Any) -> aiosqlite.Connection:
    """A connection, made as ``sqlite3.connect`` is told. Raises sqlite3.Error."""
    connection = aiosqlite.connect(place, **how)
    try:
        return await connection
    except BaseException:
        await asyncio.shield(
            asyncio.to_thread(connection._thread.join)
        )  # aiosqlite has told it to end, and does not wait
        raise


@asynccontextmanager
async def connection_to(place: Path | str, **how: Any) -> AsyncIterator[aiosqlite.Connection]:
    """The same, closed when the block ends."""
    connection = await connected(place, **how)
    try:
        yield connection
    finally:
        await connection.close()
