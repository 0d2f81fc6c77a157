"""Connections to SQLite, each in its own thread, which ends before the event loop that it reports to.

That also holds where a connection cannot be made, or whoever opens, uses or closes it is cancelled. Reading connections do not
wait for writes, and a slow read does not delay the others.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from bot.storage.standing import Standing
from corpus.private import real
from corpus.processes import environment

Result = TypeVar("Result")


async def surely(work: Awaitable[Result]) -> Result:
    """Wait until some work ends, even if the caller is cancelled meanwhile; the cancellation then follows."""
    task, cancelled = asyncio.ensure_future(work), False
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError
    return task.result()


async def connected(place: Path | str, **how: Any) -> aiosqlite.Connection:
    """Open a connection; ``how`` takes the arguments of ``sqlite3.connect``. Raises sqlite3.Error."""
    connection = aiosqlite.connect(place, **how)
    try:
        made = await surely(connection)
        made.text_factory = _text
        return made
    except BaseException:
        await surely(_ended(connection))
        raise


def _text(found: bytes) -> str:
    """A cell's text. Bytes that are not text, as from a damaged disk, are marked; raising an error would lose all rows
    read with it.
    """
    return found.decode("utf-8", "replace")


async def _ended(connection: aiosqlite.Connection) -> None:
    await connection.close()
    if connection._thread.is_alive():  # aiosqlite told it to end where it could not connect, and does not wait
        await asyncio.to_thread(connection._thread.join)


@asynccontextmanager
async def connection_to(place: Path | str, **how: Any) -> AsyncIterator[aiosqlite.Connection]:
    """Open a connection as ``connected`` does, and close it when the block ends."""
    connection = await connected(place, **how)
    try:
        yield connection
    finally:
        await surely(connection.close())


def is_busy(error: Exception) -> bool:
    """Whether an error means that another program holds the logbook."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


async def begin(connection: aiosqlite.Connection, waits: Callable[[], bool]) -> None:
    """Begin a transaction; while another program writes, try again for as long as ``waits()``. Raises sqlite3.Error."""
    while True:
        try:
            await connection.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.Error as error:
            if not is_busy(error) or not waits():
                raise


READERS = 4  # reads at the same time; further ones wait


class Readers:
    """A few read-only connections, opened when first needed. Each reads the newest committed state of the file that was
    there at the beginning, and never of another file, which may lack an opt-out.
    """

    def __init__(self, path: Path, busy_timeout_ms: int) -> None:
        self._uri, self._timeout = f"{real(path).as_uri()}?mode=ro", busy_timeout_ms / 1000
        self._free, self._file = asyncio.Semaphore(READERS), Standing(path)
        self._idle: list[aiosqlite.Connection] = []
        self._closed = False

    async def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[sqlite3.Row]:
        """All rows of a query; cancelling the caller interrupts the query. Raises sqlite3.Error."""
        async with self._one() as connection:
            try:
                return list(await connection.execute_fetchall(sql, values))
            except asyncio.CancelledError:
                await connection.interrupt()
                raise

    async def close(self) -> None:
        """Close all connections: the idle ones now, one that still reads as soon as it has. No further one is opened."""
        self._closed = True
        idle, self._idle = self._idle, []
        await surely(asyncio.gather(*(one.close() for one in idle)))

    @asynccontextmanager
    async def _one(self) -> AsyncIterator[aiosqlite.Connection]:
        async with self._free:
            self._file.check_read()
            connection = self._idle.pop() if self._idle else await self._open()
            try:
                yield connection
            finally:
                if self._closed:  # meanwhile: nobody else would close it
                    await surely(connection.close())
                else:
                    self._idle.append(connection)

    async def _open(self) -> aiosqlite.Connection:
        if self._closed:
            raise sqlite3.ProgrammingError("it is closed")
        connection = await connected(self._uri, uri=True, timeout=self._timeout, isolation_level=None)
        try:
            self._file.check()
        except sqlite3.Error:
            await connection.close()
            raise
        connection.row_factory = sqlite3.Row
        return connection


async def erased(path: Path, patience_ms: int) -> str:
    """Run ``bot.storage.erasing`` on a logbook's file. Returns why it failed, or "" if it succeeded. Cancelling
    this ends the process.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-P", "-m", "bot.storage.erasing", str(path), str(patience_ms)),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
        env=environment(),
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
