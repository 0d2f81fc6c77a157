"""Connections to SQLite, each in its own thread, which ends before the event loop that it reports to.

That also holds if a connection cannot be made, or if the code that opens, uses or closes it is cancelled. Reading
connections do not wait for writes, and a slow read does not delay the others.

Before a logbook is used it is checked that its file, and what SQLite keeps beside it, are still those that were opened: nobody would find
what is written to a file that was removed or replaced, and two programs that hold different files of these destroy the logbook
(https://www.sqlite.org/howtocorrupt.html).
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

from bot.storage.erasing import MOVE
from corpus.private import identity, real
from corpus.processes import environment

Result = TypeVar("Result")
BESIDE = ("-wal", "-shm")  # SQLite's log, and the index of it that all programs share


class FilesInPlace:
    """Remembers the files of a logbook that was opened. Its checks raise sqlite3.OperationalError."""

    def __init__(self, path: Path, writes: bool = False) -> None:
        """``writes``: the logbook is written, and closed with ``close``."""
        self._path, self._beside = path, tuple(path.with_name(path.name + end) for end in BESIDE)
        self._marks = {one: found for one in (path, *self._beside) if (found := identity(one)) is not None}
        self._guard = self._held_open() if writes else None

    def check(self) -> None:
        """Raise if one of the files was removed or replaced: nobody would find what is written then; if only SQLite's
        log is gone, not even this program could after a crash.
        """
        for path, opened in self._marks.items():
            if identity(path) != opened:
                raise sqlite3.OperationalError(f"{path.name} was removed or replaced meanwhile, so restart Marrow")

    def check_read(self) -> None:
        """The same if another program has other files beside the logbook, whose pages would be taken for ours."""
        if any(
            identity(path) not in (None, self._marks.get(path)) for path in self._beside if path in self._marks
        ):
            self.check()

    async def check_written(self, connection: aiosqlite.Connection) -> None:
        """The same, before a write and after it; what would be lost is saved first."""
        try:
            self.check()
        except sqlite3.Error:
            await self._save(connection)
            raise

    async def _save(self, connection: aiosqlite.Connection) -> None:
        """If SQLite's log file was removed, move its content into the database as far as no reader needs it: only this
        process still has it, and would lose it when killed. If another log is in its place, whose pages may be newer,
        nothing is moved.
        """
        log = self._beside[0]
        elsewhere = identity(log) != self._marks.get(log) and not _has_any(log)
        if elsewhere and identity(self._path) == self._marks.get(self._path):
            await connection.execute_fetchall(MOVE)

    def _held_open(self) -> sqlite3.Connection | None:
        """A connection that only reads, for ``close``; None if there cannot be one."""
        uri = f"{real(self._path).as_uri()}?mode=ro"
        with suppress(sqlite3.Error):
            held = sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None, check_same_thread=False)
            held.execute("SELECT 1 FROM sqlite_master").fetchone()
            return held
        return None

    async def close(self, connection: aiosqlite.Connection) -> None:
        """Close the last connection, on which SQLite moves its log into the file. If one of the files was replaced, it
        must not do that: then a connection that cannot write is kept open meanwhile, so that nothing is moved.
        """
        guard, self._guard = self._guard, None
        with suppress(sqlite3.Error):
            await self.check_written(connection)
            if guard is not None:
                guard.close()
        try:
            await connection.close()
        finally:
            if guard is not None:
                guard.close()


def _has_any(path: Path) -> bool:
    """Whether a file has any bytes; False also if it is not there."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


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
    if connection._thread.is_alive():  # aiosqlite told it to end, because it could not connect, and does not wait
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
        self._free, self._file = asyncio.Semaphore(READERS), FilesInPlace(path)
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
