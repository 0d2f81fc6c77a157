"""The logbook: what was asked, what was said and from what; a row is committed before its answer is shown."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite

from bot.models import Answer, Context
from bot.storage.connecting import connected
from bot.storage.database import FILE, Database
from bot.storage.folder import unusable
from bot.storage.forgetting import forget
from bot.storage.people import beside_answers, counted
from bot.storage.pseudonyms import KEY_FILE, Pseudonyms
from bot.storage.quoted import CHUNK, with_quotes
from bot.storage.retention import DUE, NOT, NOW
from bot.storage.rows import Entry, Requoted, Row, answer_row, entry, keyed_places, refusal_row
from bot.storage.shown import insert_state
from bot.storage.spool import BROKEN, Line, Spool
from corpus.errors import StorageError
from corpus.private import check_plain, draft, why

_LOG = logging.getLogger("marrow.storage")
AGAIN = 1.0  # seconds after which it is tried again to read in what waits
AT_ONCE = 200  # waiting lines a transaction
_OF_THE_ROW = (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_RANGE)
_COLUMNS = tuple(name for name in Entry.model_fields if name not in ("quotes", "reply"))
_INSERT = (
    f"INSERT INTO answers ({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)}) "  # noqa: S608
    "ON CONFLICT (id) DO NOTHING RETURNING number"
)
_ASKERS = "asker IN (SELECT value FROM json_each(?))"
_REPLY = "UPDATE answers SET reply = :reply WHERE id = :id AND withheld IS NULL"
_INSERT_QUOTE = (
    "INSERT INTO quotes (answer, position, key, doi, start, stop, sentence, section, text) "
    "VALUES (:answer, :position, :key, :doi, :start, :stop, :sentence, :section, :text)"
)


class Logbook:
    """Writes and reads rows. Open it with ``Logbook.open`` (to write) or ``Logbook.read``."""

    def __init__(self, database: Database, spool: Spool, pseudonyms: Pseudonyms) -> None:
        self.spool = spool
        self._database = database
        self._pseudonyms = pseudonyms
        self._told: set[str] = set()
        self._reading_in: asyncio.Task[None] | None = None

    @classmethod
    @asynccontextmanager
    async def open(cls, data_dir: Path, busy_timeout_ms: int = 5000) -> AsyncIterator[Logbook]:
        """The logbook of a data folder, made at first use; what waits in the spool is read in.

        A database that cannot be opened is said so once to the log, and rows go to the spool. Raises StorageError
        where the folder cannot be used at all, or a newer Marrow wrote the database.
        """
        async with Database.open(data_dir, busy_timeout_ms) as database:
            book = await cls.over(database, data_dir)
            try:
                yield book
            finally:
                await book.close()

    @classmethod
    async def over(cls, database: Database, data_dir: Path) -> Logbook:
        """The logbook over a database that others share; what waits in the spool is read in."""
        book = cls(database, Spool(data_dir), _names(database, data_dir))
        if database.trouble:
            book._tell(database.trouble)
        elif not await book._read_in():
            book._read_in_when_free()
        return book

    async def close(self) -> None:
        """Leave what waits in the spool to the next start."""
        if self._reading_in is not None:
            self._reading_in.cancel()
            await asyncio.wait({self._reading_in})

    @classmethod
    @asynccontextmanager
    async def read(cls, data_dir: Path) -> AsyncIterator[Logbook]:
        """The logbook for reading only. Raises StorageError where there is none, or it cannot be read."""
        path = existing(data_dir)
        try:
            database = await connected(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        except sqlite3.Error as error:
            raise StorageError(f"The logbook {path} cannot be read: {error}.") from None
        try:
            database.row_factory = sqlite3.Row
            yield cls(Database(database), Spool(data_dir), Pseudonyms())
        finally:
            await database.close()

    async def record(self, answer: Answer, context: Context, asked_at: datetime) -> None:
        """Keep an answer's row: committed when this returns, or spooled and synced. Raises StorageError if neither."""
        await self.record_many([(answer, context, asked_at)])

    async def record_many(self, rows: Sequence[tuple[Answer, Context, datetime]]) -> None:
        """Keep several rows in one transaction; see ``record``."""
        await self._write([self._keyed(answer_row(a, c, self._asker(c), at)) for a, c, at in rows])

    async def refuse(self, text: str, context: Context, reason: str, asked_at: datetime) -> None:
        """Keep a row for a line that could not be read as a question; see ``record``."""
        row = refusal_row(secrets.token_hex(6), text, context, reason, self._asker(context), asked_at)
        await self._write([self._keyed(row)])

    async def delivered(self, answer_id: str, reply: str) -> None:
        """Add the id of the message an answer was sent as; to the spool where its row waits there, or the log is closed.

        The answer is out by now, so that nothing is raised: what could not be kept is said to the log.
        """
        waits = self.spool.holds(answer_id)
        try:
            if await self._database.execute(_REPLY, {"id": answer_id, "reply": reply}) or not waits:
                return
        except StorageError as error:
            self._tell(str(error.__cause__ or error))
        try:
            await asyncio.to_thread(self.spool.append, [{"id": answer_id, "reply": reply}])
        except StorageError as error:
            self._tell(str(error))

    async def recent(self, limit: int = 20, before: datetime | None = None) -> list[Entry]:
        """The newest entries, without their quotes, newest first."""
        until = before.isoformat(timespec="microseconds") if before else "9999"
        query = "SELECT * FROM answers WHERE asked_at < ? ORDER BY asked_at DESC, number DESC LIMIT ?"
        return [entry(dict(row)) for row in await self._database.rows(query, (until, limit))]

    async def get(self, answer_id: str) -> Entry | None:
        """One entry with its quotes, by its id or the beginning of it; None where none or several begin so."""
        query = "SELECT * FROM answers WHERE id = ?1 UNION SELECT * FROM answers WHERE id GLOB ?1 || '*' LIMIT 2"
        found = await self._database.rows(query, (answer_id,)) if answer_id.isalnum() else []
        if len(found) != 1:
            return None
        return (await with_quotes(self._database, found))[0]

    async def quoting(self, keys: Sequence[str]) -> list[Requoted]:
        """What logged answers quoted of some papers, in the order they were asked."""
        query = (
            "SELECT a.id AS answer, q.key, q.start, q.stop, q.text FROM quotes q JOIN answers a ON a.number = q.answer "
            "WHERE q.key IN (SELECT value FROM json_each(?)) ORDER BY a.number, q.position"
        )
        rows = await self._database.rows(query, (json.dumps(keys),))
        return [Requoted.model_validate(dict(row)) for row in rows]

    async def snapshots(self) -> set[str]:
        """The snapshots that rows name: those a replay needs."""
        return {row[0] for row in await self._database.rows("SELECT DISTINCT snapshot FROM answers")}

    async def count(self) -> int:
        """How many rows there are."""
        row = await self._database.row("SELECT count(*) FROM answers")
        return int(row[0]) if row else 0

    async def count_mine(self, asker: str, server: str | None) -> int:
        """How many rows a member has in a server (None: in direct messages)."""
        query = f"SELECT count(*) FROM answers WHERE server IS ? AND {_ASKERS}"  # noqa: S608
        row = await self._database.row(query, (server, self._names(asker, server)))
        return int(row[0]) if row else 0

    async def mine(self, asker: str, server: str | None, limit: int, offset: int = 0) -> list[Entry]:
        """A member's own entries in a server, without their quotes, newest first."""
        query = f"SELECT * FROM answers WHERE server IS ? AND {_ASKERS} ORDER BY asked_at DESC, number DESC LIMIT ? OFFSET ?"  # noqa: S608
        found = await self._database.rows(query, (server, self._names(asker, server), limit, offset))
        return [entry(dict(row)) for row in found]

    async def export_mine(self, asker: str, server: str | None) -> AsyncIterator[list[dict[str, Any]]]:
        """Everything kept of a member in a server, some rows at a time: answers with their quotes as they were asked, then
        the rows of every other table.
        """
        place = "server IS :server AND asker IN (SELECT value FROM json_each(:names))"
        query = (
            f"SELECT * FROM answers WHERE {place} AND (asked_at, number) > (:at, :number) "  # noqa: S608
            f"ORDER BY asked_at, number LIMIT {CHUNK}"
        )
        after: dict[str, object] = {"at": "", "number": 0}
        names = {"server": server, "names": self._names(asker, server)}
        while rows := await self._database.rows(query, names | after):
            entries = await with_quotes(self._database, rows)
            yield await asyncio.to_thread(lambda some: [one.model_dump(mode="json") for one in some], entries)
            after = {"at": rows[-1]["asked_at"], "number": rows[-1]["number"]}
        async for others in beside_answers(self._database, self._pseudonyms.everywhere(asker, server), server):
            yield others

    async def kept_of(self, member: str, server: str | None) -> dict[str, int]:
        """How many rows of each table lead to a member in a server."""
        return await self.kept_of_named(server, *self._pseudonyms.everywhere(member, server))

    async def kept_of_named(self, server: str | None, *names: str) -> dict[str, int]:
        """The same for who is known by some pseudonyms."""
        return await counted(self._database, names, server)

    async def read_of(self, asker: str, server: str | None) -> int:
        """How often somebody opened a record of a member's."""
        query = f"SELECT count(*) FROM readings WHERE detail IN (SELECT id FROM answers WHERE server IS ? AND {_ASKERS})"  # noqa: S608
        row = await self._database.row(query, (server, self._names(asker, server)))
        return int(row[0]) if row else 0

    async def forget(self, asker: str, server: str | None) -> int:
        """Remove a member's words and name in a server from tables, spool and the bytes of the files; how many answers that were.

        Raises StorageError, also where the rows are gone but their bytes could not be erased yet.
        """
        return await self.forget_named(server, *self._pseudonyms.everywhere(asker, server))

    async def forget_named(self, server: str | None, *names: str) -> int:
        """The same for who is known by some pseudonyms."""
        count = 0
        for name in names:
            count += await asyncio.to_thread(self.spool.forget, name)

        async def work(connection: aiosqlite.Connection) -> int:
            await connection.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", (DUE, NOW))
            return await forget(connection, names, server)

        count += await self._database.write(work)
        await self._database.erase_removed()
        await self._database.execute("UPDATE facts SET value = ? WHERE key = ? AND value = ?", (NOT, DUE, NOW))
        return count

    def waiting(self) -> int:
        """How many rows wait in the spool."""
        return self.spool.waiting()

    async def backup(self, out: Path) -> None:
        """Copy the logbook as it is now to a new file, whole or not at all, while others write.

        Raises StorageError where the file is there already, cannot be written, or the copy is not sound.
        """
        try:
            with draft(out, fresh=True) as part:
                await self._database.copy(part, out)
        except FileExistsError:
            raise StorageError(f"{out} is there already; name another file, so that no backup is lost.") from None
        except OSError as error:
            raise StorageError(f"{out} could not be written: {why(error)}.") from None

    async def check(self) -> str:
        """ "ok", or what SQLite's quick check found first."""
        row = await self._database.row("PRAGMA quick_check(1)")
        return str(row[0]) if row else "no result"

    def _names(self, asker: str, server: str | None) -> str:
        return json.dumps(self._pseudonyms.all_of(asker, server))

    def _asker(self, context: Context) -> str | None:
        return self._pseudonyms.of(context.asker, context.server)

    def _keyed(self, row: Row) -> Row:
        return row | keyed_places(row, self._pseudonyms)

    async def _write(self, rows: list[Row]) -> None:
        """Commit rows, or spool and sync them. Raises StorageError where neither can be done."""
        try:
            await self._database.write(lambda connection: insert(connection, rows))
        except StorageError as error:
            self._tell(str(error.__cause__ or error))
            await asyncio.to_thread(self.spool.append, rows)
            self._read_in_when_free()

    def _read_in_when_free(self) -> None:
        """Try again and again, beside everything else, until nothing waits in the spool."""
        if self._reading_in is None or self._reading_in.done():
            self._reading_in = asyncio.create_task(self._keep_trying(), name="marrow-spool")

    async def _keep_trying(self) -> None:
        while True:
            await asyncio.sleep(AGAIN)
            if await self._read_in() and self.spool.is_empty():
                return

    async def _read_in(self) -> bool:
        """Take what waits in the spool into the database; False where that could not be done."""
        try:
            with ExitStack() as held:  # the lock is waited for beside the event loop
                drain = await asyncio.to_thread(held.enter_context, self.spool.draining())
                for begin in range(0, len(drain.lines), AT_ONCE):
                    some = drain.lines[begin : begin + AT_ONCE]
                    drain.refused += await self._database.write(partial(insert_sound, lines=some))
        except OSError as error:
            self._tell_spool(error)
            return False
        except StorageError as error:
            self._tell(str(error.__cause__ or error))
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
        cause = f"{error.filename or self.spool.folder} cannot be used: {why(error)}"
        if cause not in self._told:
            self._told.add(cause)
            _LOG.warning("What waits in the spool is not read in yet: %s.", cause)

    def _tell(self, cause: str) -> None:
        """Say once for each cause that rows are spooled, and what the operator can do. No question's text."""
        if cause not in self._told:
            self._told.add(cause)
            _LOG.warning(
                "The logbook cannot be written (%s); rows are kept in the spool beside it and read in as soon as it can be written. "
                "Run “marrow doctor”.",
                cause,
            )


def _names(database: Database, data_dir: Path) -> Pseudonyms:
    """The keys of a data folder; none, so that nobody is named, where neither they nor the database can be had."""
    if database.trouble and not (data_dir / KEY_FILE).exists():
        return Pseudonyms()
    return Pseudonyms.load(data_dir)


def existing(data_dir: Path) -> Path:
    """The logbook's file. Raises StorageError where there is none yet."""
    path = data_dir / FILE
    try:
        path.lstat()
        check_plain(path)
    except FileNotFoundError:
        raise StorageError(f"There is no logbook in {data_dir} yet; it begins with the first question.") from None
    except OSError as error:
        raise unusable(data_dir, error) from None
    return path


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
            await connection.execute(_REPLY, row)
            continue
        async with connection.execute(_INSERT, {name: row.get(name) for name in _COLUMNS}) as inserted:
            number = await inserted.fetchone()
        if number is not None and row["quotes"]:
            quotes = [quote | {"answer": number[0], "position": i} for i, quote in enumerate(row["quotes"])]
            await connection.executemany(_INSERT_QUOTE, quotes)
