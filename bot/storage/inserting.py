"""Rows written into the tables, within a transaction of whoever writes; and what waits in the spool, taken in as soon as the logbook
can be written. What stands in the way is said once.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial

import aiosqlite

from bot.storage.database import Database
from bot.storage.rows import Entry, Row
from bot.storage.selection import pairs_of
from bot.storage.shown import insert_state
from bot.storage.spool import BROKEN, Line, Spool
from corpus.errors import StorageError
from corpus.private import why

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


async def insert_sound(connection: aiosqlite.Connection, lines: Sequence[Line]) -> list[bytes]:
    """Write waiting lines within a transaction, each whole or not at all; those that SQLite refuses, as they were written.

    Raises sqlite3.Error where the fault is the database's and not the line's.
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
    """Write rows with their quotes, late ids of messages and states of buttons, within a transaction."""
    for row in rows:
        if "shown" in row or "sent" in row:
            await insert_state(connection, row)
            continue
        if "reply" in row:  # the id of a message, of which the spool heard after the answer's row
            await connection.execute(REPLY, row)
            continue
        pairs = pairs_of(row.get("question") or "", row.get("text") or "")
        values = {name: row.get(name) for name in _COLUMNS} | {"pairs": pairs}
        async with connection.execute(_INSERT, values) as inserted:
            number = await inserted.fetchone()
        if number is not None and row["quotes"]:
            quotes = [quote | {"answer": number[0], "position": i} for i, quote in enumerate(row["quotes"])]
            await connection.executemany(_INSERT_QUOTE, quotes)


_LOG = logging.getLogger("marrow.storage")
AGAIN = 1.0  # seconds after which it is tried again
AT_ONCE = 200  # waiting lines a transaction


class CatchingUp:
    """Beside everything else, until nothing waits."""

    def __init__(self, database: Database, spool: Spool) -> None:
        self._database, self._spool = database, spool
        self._told: set[str] = set()
        self._trying: asyncio.Task[None] | None = None

    async def close(self) -> None:
        """Leave what waits to the next start."""
        if self._trying is not None:
            self._trying.cancel()
            await asyncio.wait({self._trying})

    def when_free(self) -> None:
        """Try again and again, beside everything else, until nothing waits in the spool."""
        if self._trying is None or self._trying.done():
            self._trying = asyncio.create_task(self._keep_trying(), name="marrow-spool")

    async def _keep_trying(self) -> None:
        while True:
            await asyncio.sleep(AGAIN)
            if await self.now() and self._spool.is_empty():
                return

    async def now(self) -> bool:
        """Take what waits in the spool into the database; False where that could not be done."""
        try:
            with ExitStack() as held:  # the lock is waited for beside the event loop
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
        """Say what became of what had waited."""
        _LOG.warning("%d lines that had waited in the spool are in the logbook now.", found)
        if refused:
            _LOG.warning(
                "%d lines of the spool are no rows of a logbook; they are set aside in spool/%s.", refused, BROKEN
            )

    def _tell_spool(self, error: OSError) -> None:
        """Say once for each cause that the spool is of no use as it is, and which file of it."""
        cause = f"{error.filename or self._spool.folder} cannot be used: {why(error)}"
        if cause not in self._told:
            self._told.add(cause)
            _LOG.warning("What waits in the spool is not read in yet: %s.", cause)

    def tell(self, cause: str) -> None:
        """Say once for each cause that rows are spooled, and what the operator can do. No question's text."""
        if cause not in self._told:
            self._told.add(cause)
            _LOG.warning(
                "The logbook cannot be written (%s); rows are kept in the spool beside it and read in as soon as it can be written. "
                "Run “marrow doctor”.",
                cause,
            )
