"""The logbook: what was asked, what was said and from what; a row is committed before its answer is shown."""

from __future__ import annotations

import logging
import secrets
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

import aiosqlite

from bot.assistant.models import Answer, Context
from bot.storage.migrate import migrate
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.rows import Entry, Row, answer_row, entry, refusal_row
from bot.storage.spool import Spool
from corpus.errors import StorageError

FILE = "logbook.sqlite3"
_LOG = logging.getLogger("marrow.storage")
_COLUMNS = tuple(name for name in Entry.model_fields if name not in ("quotes", "reply"))
_INSERT = (
    f"INSERT INTO answers ({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)}) "  # noqa: S608
    "ON CONFLICT (id) DO NOTHING RETURNING number"
)
_INSERT_QUOTE = (
    "INSERT INTO quotes (answer, position, key, doi, start, stop, sentence, section, text) "
    "VALUES (:answer, :position, :key, :doi, :start, :stop, :sentence, :section, :text)"
)


class Logbook:
    """Writes and reads rows. Open it with ``Logbook.open`` (to write) or ``Logbook.read``."""

    def __init__(self, database: aiosqlite.Connection | None, spool: Spool, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._spool = spool
        self._pseudonyms = pseudonyms
        self._told: set[str] = set()

    @classmethod
    @asynccontextmanager
    async def open(cls, data_dir: Path, busy_timeout_ms: int = 5000) -> AsyncIterator[Logbook]:
        """The logbook of a data folder, made at first use; what waits in the spool is read in.

        A database that cannot be opened is said so once to the log, and rows go to the spool. Raises StorageError
        where the folder cannot be used at all, or a newer Marrow wrote the database.
        """
        _make_folder(data_dir)
        book = cls(None, Spool(data_dir), Pseudonyms.load(data_dir))
        try:
            await book._connect(data_dir / FILE, busy_timeout_ms)
            yield book
        finally:
            await book._close()

    async def _connect(self, path: Path, busy_timeout_ms: int) -> None:
        database = None
        try:
            database = await aiosqlite.connect(path, timeout=busy_timeout_ms / 1000, isolation_level=None)
            database.row_factory = sqlite3.Row
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                await database.execute(f"PRAGMA {pragma}")
            await migrate(database)
            self._database = database
            await self._drain()
        except sqlite3.Error as error:
            self._tell(error)
            if database is not None and self._database is None:
                await database.close()
        except StorageError:
            if database is not None:
                await database.close()
            raise

    async def _close(self) -> None:
        if self._database is not None:
            await self._database.close()

    @classmethod
    @asynccontextmanager
    async def read(cls, data_dir: Path) -> AsyncIterator[Logbook]:
        """The logbook for reading only. Raises StorageError where there is none, or it cannot be read."""
        path = data_dir / FILE
        if not path.exists():
            raise StorageError(f"There is no logbook in {data_dir} yet; it begins with the first question.")
        try:
            database = await aiosqlite.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        except sqlite3.Error as error:
            raise StorageError(f"The logbook {path} cannot be read: {error}.") from None
        try:
            database.row_factory = sqlite3.Row
            yield cls(database, Spool(data_dir), Pseudonyms(b""))
        except sqlite3.Error as error:
            raise StorageError(f"The logbook {path} cannot be read: {error}. Run “marrow doctor”.") from None
        finally:
            await database.close()

    async def record(self, answer: Answer, context: Context, asked_at: datetime) -> None:
        """Keep an answer's row: committed when this returns, or spooled and synced. Raises StorageError if neither."""
        await self.record_many([(answer, context, asked_at)])

    async def record_many(self, rows: Sequence[tuple[Answer, Context, datetime]]) -> None:
        """Keep several rows in one transaction; see ``record``."""
        await self._keep([answer_row(a, c, self._pseudonyms.of(c.asker, c.server), at) for a, c, at in rows])

    async def refuse(self, text: str, context: Context, reason: str, asked_at: datetime) -> None:
        """Keep a row for a line that could not be read as a question; see ``record``."""
        asker = self._pseudonyms.of(context.asker, context.server)
        await self._keep([refusal_row(secrets.token_hex(6), text, context, reason, asker, asked_at)])

    async def delivered(self, answer_id: str, reply: str) -> None:
        """Add the id of the message an answer was sent as."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                await self._database.execute("UPDATE answers SET reply = ? WHERE id = ?", (reply, answer_id))

    async def recent(self, limit: int = 20, before: datetime | None = None) -> list[Entry]:
        """The newest entries, without their quotes, newest first."""
        until = before.isoformat(timespec="microseconds") if before else "9999"
        query = "SELECT * FROM answers WHERE asked_at < ? ORDER BY asked_at DESC, number DESC LIMIT ?"
        async with self._open().execute(query, (until, limit)) as rows:
            return [entry(dict(row)) for row in await rows.fetchall()]

    async def get(self, answer_id: str) -> Entry | None:
        """One entry with its quotes, by its id or the beginning of it; None where none or several begin so."""
        query = "SELECT * FROM answers WHERE substr(id, 1, length(?1)) = ?1 LIMIT 2"
        async with self._open().execute(query, (answer_id,)) as rows:
            found = list(await rows.fetchall())
        if len(found) != 1:
            return None
        query = (
            "SELECT key, doi, start, stop, sentence, section, text FROM quotes WHERE answer = ? ORDER BY position"
        )
        async with self._open().execute(query, (found[0]["number"],)) as rows:
            return entry(dict(found[0]), [dict(row) for row in await rows.fetchall()])

    async def count(self) -> int:
        """How many rows there are."""
        async with self._open().execute("SELECT count(*) FROM answers") as rows:
            row = await rows.fetchone()
        return int(row[0]) if row else 0

    def waiting(self) -> int:
        """How many rows wait in the spool."""
        return self._spool.waiting()

    async def check(self) -> str:
        """ "ok", or what SQLite's quick check found first."""
        async with self._open().execute("PRAGMA quick_check(1)") as rows:
            row = await rows.fetchone()
        return str(row[0]) if row else "no result"

    def _open(self) -> aiosqlite.Connection:
        if self._database is None:
            raise StorageError("The logbook cannot be read now; “marrow doctor” says why.")
        return self._database

    async def _keep(self, rows: list[Row]) -> None:
        if self._database is not None:
            try:
                await self._insert(rows)
                return
            except sqlite3.Error as error:
                self._tell(error)
        self._spool.append(rows)

    async def _insert(self, rows: Sequence[Row]) -> None:
        database = self._open()
        await database.execute("BEGIN IMMEDIATE")
        try:
            for row in rows:
                await self._insert_row(database, row)
            await database.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                await database.execute("ROLLBACK")
            raise

    async def _insert_row(self, database: aiosqlite.Connection, row: Row) -> None:
        async with database.execute(_INSERT, {name: row[name] for name in _COLUMNS}) as inserted:
            number = await inserted.fetchone()
        if number is not None and row["quotes"]:
            quotes = [quote | {"answer": number[0], "position": i} for i, quote in enumerate(row["quotes"])]
            await database.executemany(_INSERT_QUOTE, quotes)

    async def _drain(self) -> None:
        with self._spool.draining() as rows:
            if rows:
                await self._insert(rows)
                _LOG.warning("%d rows that had waited in the spool are in the logbook now.", len(rows))

    def _tell(self, error: sqlite3.Error) -> None:
        """Say once for each cause that rows are spooled, and what the operator can do. No question's text."""
        cause = str(error)
        if cause not in self._told:
            self._told.add(cause)
            _LOG.warning(
                "The logbook cannot be written (%s); rows are kept in the spool beside it and read in at the next start. "
                "Run “marrow doctor”.",
                cause,
            )


def _make_folder(data_dir: Path) -> None:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"The data folder {data_dir} cannot be made: {error.strerror or error}.") from None
