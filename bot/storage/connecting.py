"""Connections to SQLite, each in a thread of its own.

One that cannot be made leaves no thread behind that speaks to a closed loop. Those that only read are held up by no writing, and
one slow reading does not hold up the others. What is written to a file that no longer stands in its place, nobody finds
again: whether it does is looked at here too.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
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


class Standing:
    """A file that was opened, and whether it is still the one that stands there."""

    def __init__(self, path: Path) -> None:
        self._path, self._mark = path, _mark(path)

    def check(self) -> None:
        """Raise sqlite3.OperationalError where it was removed, or another put in its place: nobody will find what it holds."""
        if self._mark is not None and _mark(self._path) != self._mark:
            raise sqlite3.OperationalError(
                f"{self._path.name} was removed or replaced meanwhile, so restart Marrow"
            )


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


_HOUSE = str(Path(__file__).resolve().parents[2])


async def erased(path: Path, patience_ms: int) -> str:
    """Run ``bot.storage.erasing`` on a logbook's file; why it could not be done, or nothing. Cancelled, it ends the process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-P", "-m", "bot.storage.erasing", str(path), str(patience_ms)),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
        env=_environment(),
        start_new_session=True,
    )
    try:
        _, said = await process.communicate()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await asyncio.shield(process.wait())
    if process.returncode == 0:
        return ""
    return (
        said.decode("utf-8", "replace").strip().rpartition("\n")[2]
        or f"it ended early (code {process.returncode})"
    )


def _environment() -> dict[str, str]:
    """What the process is started with: our own modules, and no secret of the program that starts it."""
    kept = {name: value for name, value in os.environ.items() if "TOKEN" not in name and "SECRET" not in name}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, (_HOUSE, os.environ.get("PYTHONPATH"))))}
