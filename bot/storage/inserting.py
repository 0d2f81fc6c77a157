"""Writes rows into the tables, within the caller's transaction; and moves rows that wait in the spool into the
logbook as soon as it can be written. What prevents that is logged once.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import aiosqlite

from bot.storage.connecting import connected
from bot.storage.database import Database
from bot.storage.rows import Entry, Row
from bot.storage.selection import pairs_of
from bot.storage.shown import insert_state
from bot.storage.spool import BROKEN, Spool, SpoolLine
from corpus.errors import StorageError
from corpus.private import real, why

_OF_THE_ROW = (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_RANGE)
_COLUMNS = tuple(name for name in Entry.model_fields if name not in ("quotes", "reply"))
_WRITTEN = (*_COLUMNS, "pairs")
_INSERT = (
    f"INSERT INTO answers ({', '.join(_WRITTEN)}) VALUES ({', '.join(f':{name}' for name in _WRITTEN)}) "  # noqa: S608
    "ON CONFLICT (id) DO NOTHING RETURNING number"
)
REPLY = "UPDATE answers SET reply = :reply WHERE id = :id AND withheld IS NULL"
_INSERT_QUOTE = (
    "INSERT INTO quotes (answer, position, key, doi, start, stop, sentence, section, text) "
    "VALUES (:answer, :position, :key, :doi, :start, :stop, :sentence, :section, :text)"
)


async def insert_sound(connection: aiosqlite.Connection, lines: Sequence[SpoolLine]) -> list[bytes]:
    """Write waiting lines within a transaction, each completely or not at all. Returns the lines that SQLite
    refused, unchanged.

    Raises sqlite3.Error if the fault is in the database and not in the line.
    """
    refused = []
    for line in lines:
        await connection.execute("SAVEPOINT line")
        try:
            await insert(connection, [line.row])
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            if isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF not in _OF_THE_ROW:
                raise
            await connection.execute("ROLLBACK TO line")
            refused.append(line.written)
        await connection.execute("RELEASE line")
    return refused


async def insert(connection: aiosqlite.Connection, rows: Sequence[Row]) -> None:
    """Write rows within a transaction: answers with their quotes, late ids of messages, and states of buttons."""
    for row in rows:
        if "shown" in row or "sent" in row:
            await insert_state(connection, row)
            continue
        if "reply" in row:  # the id of a message, spooled after the answer's row
            await connection.execute(REPLY, row)
            continue
        pairs = pairs_of(row.get("question") or "", row.get("text") or "")
        values = {name: row.get(name) for name in _COLUMNS} | {"pairs": pairs}
        async with connection.execute(_INSERT, values) as inserted:
            number = await inserted.fetchone()
        if number is None and not await _is_there(connection, row["id"]):
            raise _not_kept()
        if number is not None and row["quotes"]:
            quotes = [quote | {"answer": number[0], "position": i} for i, quote in enumerate(row["quotes"])]
            await connection.executemany(_INSERT_QUOTE, quotes)


async def _is_there(connection: aiosqlite.Connection, answer: str) -> bool:
    """Whether an answer's row is in the table already, as one that was spooled may be."""
    async with connection.execute("SELECT 1 FROM answers WHERE id = ?", (answer,)) as found:
        return await found.fetchone() is not None


def _not_kept() -> sqlite3.Error:
    """The error for a row that SQLite passed over without one, as a trigger that somebody added can make it."""
    error = sqlite3.OperationalError("the logbook passed over the row")
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR
    return error


async def refused_by(path: Path) -> str:
    """Why the logbook at a path takes no row now, in SQLite's words; "" if it does, or if another program is just writing.
    Nothing is written.
    """
    try:
        database = await connected(f"{real(path).as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=1)
    except sqlite3.Error as error:
        return str(error)
    try:
        await database.execute("BEGIN IMMEDIATE")
        await database.execute(f"EXPLAIN {_INSERT}", dict.fromkeys(_WRITTEN))
        await database.execute("ROLLBACK")
    except sqlite3.Error as error:
        return "" if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY else str(error)
    finally:
        await database.close()
    return ""


_LOG = logging.getLogger("marrow.storage")
AGAIN = 1.0  # seconds until the next try
AT_ONCE = 200  # waiting lines per transaction


class CatchingUp:
    """Moves the rows that wait in the spool into the database, in the background, until none is left."""

    def __init__(self, database: Database, spool: Spool) -> None:
        self._database, self._spool = database, spool
        self._told: set[str] = set()
        self._trying: asyncio.Task[None] | None = None

    async def close(self) -> None:
        """Stop; rows that still wait are read at the next start."""
        if self._trying is not None:
            self._trying.cancel()
            await asyncio.wait({self._trying})

    async def later(self, rows: Sequence[Row]) -> None:
        """Keep rows in the spool, synced, and move them as soon as that is possible. Raises StorageError."""
        await asyncio.to_thread(self._spool.append, rows)
        self.when_free()

    def when_free(self) -> None:
        """Start trying in the background, again and again, until the spool is empty."""
        if self._trying is None or self._trying.done():
            self._trying = asyncio.create_task(self._keep_trying(), name="marrow-spool")

    async def _keep_trying(self) -> None:
        while True:
            await asyncio.sleep(AGAIN)
            if await self.now() and self._spool.is_empty():
                return

    async def now(self) -> bool:
        """Move the rows of the spool into the database. Returns False if that was not possible."""
        try:
            with ExitStack() as held:  # wait for the lock in a thread
                drain = await asyncio.to_thread(held.enter_context, self._spool.draining())
                for begin in range(0, len(drain.lines), AT_ONCE):
                    some = drain.lines[begin : begin + AT_ONCE]
                    drain.refused += await self._database.write(partial(insert_sound, lines=some))
        except OSError as error:
            self._tell_spool(error)
            return False
        except StorageError as error:
            self.tell(str(error.__cause__ or error))
            return False
        self._told.clear()
        if drain.lines or drain.refused:
            self._say(len(drain.lines), len(drain.refused))
        return True

    def _say(self, found: int, refused: int) -> None:
        """Log how many rows were read in and how many were refused."""
        _LOG.warning("What had waited in the spool is in the logbook now (lines: %d).", found)
        if refused:
            _LOG.warning(
                "%d lines of the spool are no rows of a logbook; they are set aside in spool/%s.", refused, BROKEN
            )

    def _tell_spool(self, error: OSError) -> None:
        """Log why the spool cannot be used, and which file of it; once for each cause."""
        cause = f"{error.filename or self._spool.folder} cannot be used: {why(error)}"
        if cause not in self._told:
            self._told.add(cause)
            _LOG.warning("What waits in the spool is not read in yet: %s.", cause)

    def tell(self, cause: str) -> None:
        """Log why rows are spooled and what the operator can do, without any words of questions; once for each
        cause.
        """
        if cause not in self._told:
            self._told.add(cause)
            _LOG.warning(
                "The logbook cannot be written (%s); rows are kept in the spool beside it and read in as soon as it can be written. "
                "Run “marrow doctor”.",
                cause,
            )
