"""The one owner of the SQLite file: opened once, written in turns, read at any time."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from bot.storage.migrate import migrate
from corpus.errors import StorageError

FILE = "logbook.sqlite3"
Result = TypeVar("Result")
Values = Sequence[Any] | Mapping[str, Any]


class Database:
    """A connection whose writes are transactions that never overlap.

    It may be closed to begin with (the file is locked, damaged or not to be opened): then every call raises
    StorageError with the reason, and whoever must keep something keeps it elsewhere.
    """

    def __init__(self, connection: aiosqlite.Connection | None, trouble: str = "") -> None:
        self._connection = connection
        self._trouble = trouble
        self._turn = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, data_dir: Path, busy_timeout_ms: int = 5000) -> AsyncIterator[Database]:
        """The database of a data folder, brought to this program's schema.

        Raises StorageError where the folder cannot be made or a newer Marrow wrote the file.
        """
        make_folder(data_dir)
        connection, trouble = await _connected(data_dir / FILE, busy_timeout_ms)
        try:
            yield cls(connection, trouble)
        finally:
            if connection is not None:
                await connection.close()

    @property
    def trouble(self) -> str:
        """Why it could not be opened, as SQLite says it; empty where it is open."""
        return self._trouble

    async def write(self, work: Callable[[aiosqlite.Connection], Awaitable[Result]]) -> Result:
        """Do some writing in one transaction, committed and synced when this returns. Raises StorageError."""
        async with self._turn:
            try:
                return await _transaction(self.connection, work)
            except sqlite3.Error as error:
                raise StorageError(f"The logbook cannot be written: {error}.") from error

    async def execute(self, sql: str, values: Values = ()) -> int:
        """One writing statement in a transaction of its own; the number of rows it changed."""

        async def work(connection: aiosqlite.Connection) -> int:
            async with connection.execute(sql, values) as cursor:
                return cursor.rowcount

        return await self.write(work)

    async def maintain(self, sql: str) -> None:
        """A statement that may not stand in a transaction (a checkpoint), in its turn."""
        async with self._turn:
            try:
                await self.connection.execute(sql)
            except sqlite3.Error as error:
                raise StorageError(f"The logbook cannot be written: {error}.") from error

    async def rows(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        try:
            async with self.connection.execute(sql, values) as found:
                return list(await found.fetchall())
        except sqlite3.Error as error:
            raise StorageError(f"The logbook cannot be read: {error}. Run “marrow doctor”.") from error

    async def row(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        """The first row of a query, None where there is none."""
        return next(iter(await self.rows(sql, values)), None)

    @property
    def connection(self) -> aiosqlite.Connection:
        """The connection. Raises StorageError where it could not be opened."""
        if self._connection is None:
            raise StorageError(f"The logbook could not be opened: {self._trouble}. Run “marrow doctor”.")
        return self._connection


async def _transaction(
    connection: aiosqlite.Connection, work: Callable[[aiosqlite.Connection], Awaitable[Result]]
) -> Result:
    await connection.execute("BEGIN IMMEDIATE")
    try:
        result = await work(connection)
        await connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            await connection.execute("ROLLBACK")
        raise
    return result


async def _connected(path: Path, busy_timeout_ms: int) -> tuple[aiosqlite.Connection | None, str]:
    """An open, migrated connection, or None and why not. Raises StorageError for a newer schema."""
    connection = None
    try:
        connection = await aiosqlite.connect(path, timeout=busy_timeout_ms / 1000, isolation_level=None)
        connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            await connection.execute(f"PRAGMA {pragma}")
        await migrate(connection)
    except (sqlite3.Error, StorageError) as error:
        if connection is not None:
            await connection.close()
        if isinstance(error, StorageError):
            raise
        return None, str(error)
    return connection, ""


def make_folder(data_dir: Path) -> None:
    """Make the data folder. Raises StorageError."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"The data folder {data_dir} cannot be made: {error.strerror or error}.") from None
