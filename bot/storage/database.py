"""The only owner of the SQLite file: one connection writes, one write after another; other connections read at
any time.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

import aiosqlite

from bot.storage.connecting import FilesInPlace, Readers, begin, connected, connection_to, erased, is_busy, surely
from bot.storage.folder import LOGBOOK, PATIENCE_MS, make_logbook, open_folder, unusable
from bot.storage.migrate import migrate
from corpus.errors import StorageError

FILE = LOGBOOK
ADVICE = "Run “marrow doctor”."
_RESTORE = f"Stop Marrow, move {FILE} and what is named like it away, and put a backup back."
_TO_DO = {  # by a part of SQLite's message
    "malformed": _RESTORE,
    "not a database": _RESTORE,
    "disk i/o error": "Look at the disk and its room; then, with Marrow stopped, put a backup back if it says this again.",
    "full": "Make room on the disk.",
    "locked": "Another program is writing: end it, or wait for it.",
    "readonly": "Let the user Marrow runs as write the data folder and what is in it.",
    "unable to open": "Give the data folder, and what is in it, to the user Marrow runs as.",
}
_COPYING = {
    "full": "Make room there, or name a file on another disk, and do this again; the logbook is as it was.",
    "disk i/o error": "Look at the disk and its room, or name a file on another disk, and do this again; the logbook is as it was.",
    "locked": "Another program is writing: end it, or wait for it, and do this again.",
    "busy": "Another program is writing: end it, or wait for it, and do this again.",
}
CLOSING = 0.8  # seconds that a last write may wait for another program's lock, which may last a minute
HARDLY = 50  # milliseconds that SQLite itself waits for a lock, since that cannot be ended; we ask it again
WHOLE = -1  # pages per step of a copy: all, because SQLite starts again after each write between two steps; nobody waits for the copy
Result = TypeVar("Result")
Values = Sequence[Any] | Mapping[str, Any]
_NOT_ERASED = (
    "What was removed can no longer be found, but its bytes could not be erased from the logbook's file ({}); "
    "do this again in a minute."
)
Work = Callable[[aiosqlite.Connection], Awaitable[Result]]


class Database:
    """A connection whose writes never overlap. Writes that arrive during another one share the next transaction.

    It may be closed from the start (the file is locked, damaged or cannot be opened): then every call raises
    StorageError with the reason, and callers keep what they must elsewhere.
    """

    def __init__(
        self,
        connection: aiosqlite.Connection | None,
        trouble: str = "",
        readers: Readers | None = None,
        patience_ms: int = PATIENCE_MS,
        file: FilesInPlace | None = None,
    ) -> None:
        """``readers``: read-only connections; without them, ``connection`` reads too. ``file``: what is written."""
        self._connection = connection
        self._trouble = trouble
        self._readers = readers
        self._patience_ms, self._patient = patience_ms, True
        self._closed = self._late = False
        self._erasing, self._removed, self._erased = asyncio.Lock(), 0, 0
        self._file = file
        self._turn = asyncio.Lock()
        self._waiting: list[tuple[Work[Any], asyncio.Future[Any]]] = []
        self._writer: asyncio.Task[None] | None = None

    @classmethod
    @asynccontextmanager
    async def open(cls, data_dir: Path, busy_timeout_ms: int = PATIENCE_MS) -> AsyncIterator[Database]:
        """The database of a data folder, migrated to this program's schema; writes that have begun finish before it
        closes, except those that wait for another program.

        Raises StorageError if the folder cannot be made or a newer Marrow wrote the file.
        """
        open_folder(data_dir)
        connection, trouble = await _connected(data_dir / FILE, busy_timeout_ms)
        readers = Readers(data_dir / FILE, busy_timeout_ms) if connection else None
        file = FilesInPlace(data_dir / FILE, writes=True) if connection else None
        database = cls(connection, trouble, readers, busy_timeout_ms, file)
        try:
            yield database
        finally:
            await surely(database._close())

    @property
    def trouble(self) -> str:
        """SQLite's reason why the database could not be opened; "" if it is open."""
        return self._trouble

    async def write(self, work: Work[Result]) -> Result:
        """Run ``work`` completely or not at all; it is committed and synced when this returns. Raises
        StorageError.

        Writes that come at the same time share the commit and its sync; if another one fails or is cancelled,
        this one is not affected. ``work`` must not call ``write`` itself.
        """
        connection = self.connection
        if self._closed:
            raise StorageError(f"The logbook cannot be written: it is closed. {ADVICE}")
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_waiting(connection))
        try:
            return await asyncio.shield(done)
        except sqlite3.Error as error:
            raise StorageError(f"The logbook cannot be written: {error}. {ADVICE}") from error

    async def _write_waiting(self, connection: aiosqlite.Connection) -> None:
        while self._waiting:
            async with self._turn:
                batch, self._waiting = self._waiting, []
                try:
                    await self._check(connection)
                    results = await _transaction(connection, (work for work, _ in batch), self._waits())
                    await self._check(connection)
                    self._patient = True
                except Exception as error:  # all waiting callers must get the error
                    results = [error] * len(batch)
                    self._patient = not is_busy(error)
            for (_, done), result in zip(batch, results, strict=True):
                if isinstance(result, Exception):
                    done.set_exception(result)
                else:
                    done.set_result(result)

    async def _check(self, connection: aiosqlite.Connection) -> None:
        if self._file is not None:
            await self._file.check_written(connection)

    def _waits(self) -> Callable[[], bool]:
        """A function that tells whether a write still waits for another program's lock: only briefly, if an earlier
        write waited in vain.

        So a lock costs one ``busy_timeout`` in all, and not one per write.
        """
        until = monotonic() + self._patience_ms / 1000
        return lambda: self._patient and not self._late and monotonic() < until

    async def execute(self, sql: str, values: Values = ()) -> int:
        """Run one writing statement in its own transaction. Returns how many rows it changed. Raises
        StorageError.
        """

        async def work(connection: aiosqlite.Connection) -> int:
            async with connection.execute(sql, values) as cursor:
                return cursor.rowcount

        return await self.write(work)

    async def erase_removed(self) -> None:
        """Overwrite the bytes of removed rows in the file and its write-ahead log, while others read and write.

        Raises StorageError if it cannot be done now: the disk is full, or another program uses the logbook.
        """
        ((_, _, path),) = await self.rows("PRAGMA database_list")
        self._removed += 1
        removed = self._removed
        async with self._erasing:
            if self._erased < removed:
                upto = self._removed
                if reason := await erased(Path(path), self._patience_ms):
                    raise StorageError(_NOT_ERASED.format(reason))
                self._erased = upto

    async def copy(self, out: Path, named: Path) -> None:
        """Copy the database to the file ``out`` (https://www.sqlite.org/backup.html) and check the copy. Raises
        StorageError.

        ``named``: the file's final name, for the error message.
        """
        try:
            async with connection_to(out) as target:
                await self.connection.backup(target, pages=WHOLE)
                await target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
                ((found, *_),) = await target.execute_fetchall("PRAGMA quick_check(1)")
        except sqlite3.Error as error:
            said = StorageError(f"The logbook could not be copied to {named}: {error}.")
            raise StorageError(_advised(said, error, _COPYING)) from error
        if found != "ok":
            raise StorageError(f"The copy is not sound ({found}), so neither is the logbook. {ADVICE}")

    async def rows(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """All rows of a query, fetched at once: a half-read statement would block a checkpoint. Raises StorageError."""
        try:
            if self._readers is not None:
                return await self._readers.rows(sql, values)
            return list(await self.connection.execute_fetchall(sql, values))
        except sqlite3.Error as error:
            raise StorageError(f"The logbook cannot be read: {error}. {ADVICE}") from error

    async def row(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        """The first row of a query; None if there are no rows. Raises StorageError."""
        return next(iter(await self.rows(sql, values)), None)

    async def _close(self) -> None:
        """Wait for writes that have begun, however slow the disk is, but not for long if another program holds a lock."""
        self._closed = True
        try:
            if self._writer is not None:
                await asyncio.wait({self._writer}, timeout=CLOSING)
                self._late = True
                await asyncio.wait({self._writer})
        finally:
            await self._end()

    async def _end(self) -> None:
        try:
            if self._readers is not None:
                await self._readers.close()
        finally:  # closed last, so that it moves the write-ahead log into the file
            if self._connection is not None:
                await (self._file.close(self._connection) if self._file else self._connection.close())

    @property
    def connection(self) -> aiosqlite.Connection:
        """The writing connection. Raises StorageError if it could not be opened."""
        if self._connection is None:
            raise StorageError(f"The logbook could not be opened: {self._trouble}. {ADVICE}")
        return self._connection


def what_to_do(error: StorageError) -> str:
    """An error's sentence with concrete advice in the place of “Run marrow doctor”, for a reader who has already
    run it.
    """
    return _advised(error, error.__cause__ or error, _TO_DO)


def _advised(error: StorageError, cause: BaseException, advice: Mapping[str, str]) -> str:
    said = str(error).removesuffix(ADVICE).strip()
    todo = next((todo for part, todo in advice.items() if part in str(cause).casefold()), "")
    return f"{said} {todo}".strip()


async def _transaction(
    connection: aiosqlite.Connection, works: Iterable[Work[Any]], waits: Callable[[], bool]
) -> list[Any]:
    """Run some work and commit it together. Returns each result or error. Raises an error that stopped all of them."""
    try:
        await begin(connection, waits)
        results = [await _apart(connection, work) for work in works]
        await connection.execute("COMMIT")
    except BaseException:  # a cancelled BEGIN may have taken effect
        with suppress(sqlite3.Error):
            await connection.execute("ROLLBACK")
        raise
    return results


async def _apart(connection: aiosqlite.Connection, work: Work[Any]) -> Any:
    """Run one piece of work in a savepoint: its result, or its error. Raises if SQLite ended the whole transaction."""
    await connection.execute("SAVEPOINT apart")
    try:
        result = await work(connection)
    except Exception as error:
        if not connection.in_transaction:  # a full disk ends the whole transaction
            raise
        await connection.execute("ROLLBACK TO apart")
        result = error
    await connection.execute("RELEASE apart")
    return result


async def _connected(path: Path, busy_timeout_ms: int) -> tuple[aiosqlite.Connection | None, str]:
    """An open, migrated connection, or None and the reason. Raises StorageError for a newer schema or a wrong
    key.
    """
    connection = None
    try:
        make_logbook(path)
    except OSError as error:
        raise unusable(path.parent, error) from None
    try:
        connection = await connected(path, timeout=busy_timeout_ms / 1000, isolation_level=None)
        connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            await connection.execute(f"PRAGMA {pragma}")
        await migrate(connection, path.parent)
        await connection.execute(f"PRAGMA busy_timeout = {min(HARDLY, busy_timeout_ms)}")
    except BaseException as error:
        if connection is not None:
            await surely(connection.close())
        if not isinstance(error, sqlite3.Error):
            raise
        return None, str(error)
    return connection, ""
