"""The logbook: each question, its answer and what the answer was made from. A row is committed before its answer is
shown.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.models import Answer, Context
from bot.storage.connecting import connected
from bot.storage.database import FILE, Database
from bot.storage.folder import PATIENCE_MS, to_read, unusable
from bot.storage.inserting import REPLY, CatchingUp, insert, refused_by
from bot.storage.migrate import too_new, whole
from bot.storage.pins import Pins
from bot.storage.pseudonyms import KEY_FILE, Pseudonyms
from bot.storage.reading import CHUNK, entry_by_id, with_quotes
from bot.storage.retention import DUE, NOT, NOW
from bot.storage.rows import Entry, Requoted, Row, answer_row, entry, keyed_places, refusal_row
from bot.storage.selection import Selection
from bot.storage.spool import Spool
from bot.storage.spooled import exported, own_row
from bot.storage.traces import beside_answers, counted
from bot.storage.wishes import Wishes
from corpus.errors import StorageError
from corpus.private import check_plain, draft, why

_ASKERS = "asker IN (SELECT value FROM json_each(?))"


class Logbook:
    """Writes and reads rows. Open it with ``Logbook.open`` (to write) or ``Logbook.read`` (to read only)."""

    def __init__(self, database: Database, data_dir: Path, pseudonyms: Pseudonyms) -> None:
        self.spool, self.wishes = Spool(data_dir), Wishes(database, data_dir)
        self._database = database
        self._pseudonyms = pseudonyms
        self._catching_up = CatchingUp(database, self.spool)
        self.later, self.catch_up = self._catching_up.later, self._catching_up.now
        self.pins = Pins(database, pseudonyms)

    @classmethod
    @asynccontextmanager
    async def open(cls, data_dir: Path, busy_timeout_ms: int = PATIENCE_MS) -> AsyncIterator[Logbook]:
        """The logbook of a data folder, created on first use; rows that wait in the spool are read in.

        If the database cannot be opened, that is logged once and new rows go to the spool. Raises StorageError if the
        folder cannot be used at all, or a newer Marrow wrote the database.
        """
        async with Database.open(data_dir, busy_timeout_ms) as database:
            book = await cls.over(database, data_dir)
            try:
                yield book
            finally:
                await book.close()

    @classmethod
    async def over(cls, database: Database, data_dir: Path) -> Logbook:
        """The logbook in a database that others use too; rows that wait in the spool are read in."""
        book = cls(database, data_dir, _names(database, data_dir))
        if database.trouble:
            book._catching_up.tell(database.trouble)
            return book
        await book.wishes.again()
        if not await book._catching_up.now():
            book._catching_up.when_free()
        return book

    async def close(self) -> None:
        """Stop reading in the spool; rows that still wait are read at the next start."""
        await self._catching_up.close()

    @classmethod
    @asynccontextmanager
    async def read(cls, data_dir: Path) -> AsyncIterator[Logbook]:
        """The logbook for reading only. Raises StorageError if there is no logbook, or it cannot be read."""
        path = existing(data_dir)
        try:
            database = await connected(to_read(path), uri=True)
        except sqlite3.Error as error:
            raise StorageError(f"The logbook {path} cannot be read: {error}.") from None
        try:
            database.row_factory = sqlite3.Row
            yield cls(Database(database), data_dir, Pseudonyms())
        finally:
            await database.close()

    async def record(self, answer: Answer, context: Context, asked_at: datetime) -> None:
        """Keep an answer's row. When this returns it is committed, or synced in the spool. Raises StorageError if both
        fail.
        """
        await self.record_many([(answer, context, asked_at)])

    async def record_many(self, rows: Sequence[tuple[Answer, Context, datetime]]) -> None:
        """Keep several rows in one transaction; otherwise as ``record``."""
        await self._write([self._keyed(answer_row(a, c, self._asker(c), at)) for a, c, at in rows])

    async def refuse(self, text: str, context: Context, reason: str, asked_at: datetime) -> None:
        """Keep a row for a text that could not be read as a question; otherwise as ``record``."""
        row = refusal_row(secrets.token_hex(6), text, context, reason, self._asker(context), asked_at)
        await self._write([self._keyed(row)])

    async def delivered(self, answer_id: str, reply: str) -> None:
        """Add the id of the message that an answer was sent as; it goes to the spool if the answer's row waits there or
        the database cannot be written.

        Never raises, because the answer was sent already: failures are logged.
        """
        waits = self.spool.holds(answer_id)
        try:
            if await self._database.execute(REPLY, {"id": answer_id, "reply": reply}) or not waits:
                return
        except StorageError as error:
            self._catching_up.tell(str(error.__cause__ or error))
        try:
            await self.later([{"id": answer_id, "reply": reply}])
        except StorageError as error:
            self._catching_up.tell(str(error))

    async def recent(self, limit: int = 20) -> list[Entry]:
        """The newest entries, without their quotes, newest first."""
        query = "SELECT * FROM answers ORDER BY asked_at DESC, number DESC LIMIT ?"
        return [entry(dict(row)) for row in await self._database.rows(query, (limit,))]

    async def get(self, answer_id: str) -> Entry | None:
        """One entry with its quotes, by its id or the beginning of its id; None if no entry or several match."""
        return await entry_by_id(self._database, answer_id, Selection(everywhere=True))

    async def quoting(self, keys: Sequence[str]) -> list[Requoted]:
        """The quotes that logged answers took from some papers (by key), in the order of the questions."""
        query = (
            "SELECT a.id AS answer, q.key, q.start, q.stop, q.text FROM quotes q JOIN answers a ON a.number = q.answer "
            "WHERE q.key IN (SELECT value FROM json_each(?)) ORDER BY a.number, q.position"
        )
        rows = await self._database.rows(query, (json.dumps(keys),))
        return [Requoted.model_validate(dict(row)) for row in rows]

    async def snapshots(self) -> set[str]:
        """The ids of the snapshots named in rows: those that a replay needs, and those that members last looked at."""
        sql = "SELECT snapshot FROM answers UNION SELECT snapshot FROM looked"
        return {row[0] for row in await self._database.rows(sql)}

    async def count(self) -> int:
        """The number of rows."""
        row = await self._database.row("SELECT count(*) FROM answers")
        return int(row[0]) if row else 0

    async def count_mine(self, asker: str, server: str | None) -> int:
        """The number of rows of a member in a server (None: direct messages)."""
        query = f"SELECT count(*) FROM answers WHERE server IS ? AND {_ASKERS}"  # noqa: S608
        row = await self._database.row(query, (server, self._names(asker, server)))
        return int(row[0]) if row else 0

    async def mine(self, asker: str, server: str | None, limit: int, offset: int = 0) -> list[Entry]:
        """A member's own entries in a server, without their quotes, newest first."""
        query = f"SELECT * FROM answers WHERE server IS ? AND {_ASKERS} ORDER BY asked_at DESC, number DESC LIMIT ? OFFSET ?"  # noqa: S608
        found = await self._database.rows(query, (server, self._names(asker, server), limit, offset))
        return [entry(dict(row)) for row in found]

    async def export_mine(self, asker: str, server: str | None) -> AsyncIterator[list[dict[str, Any]]]:
        """Everything kept about a member in a server, some rows at a time: answers with their quotes, oldest first,
        then the rows of every other table, then what still waits in the spool.
        """
        named = self._pseudonyms.everywhere(asker, server)
        waits, there = await asyncio.to_thread(self.spool.of, named, server), set[str]()
        place = "server IS :server AND asker IN (SELECT value FROM json_each(:names))"
        query = (
            f"SELECT * FROM answers WHERE {place} AND (asked_at, number) > (:at, :number) "  # noqa: S608
            f"ORDER BY asked_at, number LIMIT {CHUNK}"
        )
        after: dict[str, object] = {"at": "", "number": 0}
        names = {"server": server, "names": self._names(asker, server)}
        while rows := await self._database.rows(query, names | after):
            entries = await with_quotes(self._database, rows)
            there.update(found.id for found in entries)
            yield await asyncio.to_thread(lambda some: [own_row(one) for one in some], entries)
            after = {"at": rows[-1]["asked_at"], "number": rows[-1]["number"]}
        async for others in beside_answers(self._database, named, server):
            yield others
        yield [exported(row) for row in waits if row.get("id") not in there]

    async def kept_of(self, member: str, server: str | None) -> dict[str, int]:
        """By table, how many rows lead to a member in a server."""
        return await self.kept_of_named(server, *self._pseudonyms.everywhere(member, server))

    async def kept_of_named(self, server: str | None, *names: str) -> dict[str, int]:
        """The same as ``kept_of``, by pseudonyms."""
        waits = await asyncio.to_thread(self.spool.of, names, server)
        found = await counted(self._database, names, server)
        return found | {"answers": found["answers"] + sum("question" in row for row in waits)}

    async def read_of(self, asker: str, server: str | None) -> int:
        """How often moderators opened a record of this member."""
        query = f"SELECT count(*) FROM readings WHERE detail IN (SELECT id FROM answers WHERE server IS ? AND {_ASKERS})"  # noqa: S608
        row = await self._database.row(query, (server, self._names(asker, server)))
        return int(row[0]) if row else 0

    async def forget(self, asker: str, server: str | None, erase: bool = True) -> int:
        """Remove a member's words and names in a server from the tables, the spool and the bytes of the files. Returns
        how many answers were removed.

        ``erase``: False leaves the bytes to ``erase``. Raises StorageError, also if the rows are removed but their bytes
        could not be erased yet.
        """
        return await self.forget_named(server, *self._pseudonyms.everywhere(asker, server), erase=erase)

    async def forget_named(self, server: str | None, *names: str, erase: bool = True) -> int:
        """The same as ``forget``, by pseudonyms."""
        await self._catching_up.now()  # others' follow-ups may wait in the spool with words of theirs
        waited = not self.spool.is_empty()
        count = await self.wishes.fulfil("forget", server, names)  # first: if it fails, no row may be gone
        for name in names:
            count += await asyncio.to_thread(self.spool.forget, name)
        if waited:  # rows of theirs may have been read in meanwhile
            count += await self.wishes.fulfil("forget", server, names)
        if erase:
            await self.erase()
        return count

    async def erase(self) -> None:
        """Erase the bytes of what was removed from the files. Raises StorageError."""
        await self._database.erase_removed()
        await self._database.execute("UPDATE facts SET value = ? WHERE key = ? AND value = ?", (NOT, DUE, NOW))

    def waiting(self) -> int:
        """How many rows wait in the spool."""
        return self.spool.waiting()

    async def backup(self, out: Path) -> None:
        """Copy the logbook, in its present state, to a new file, completely or not at all; others may write meanwhile.

        Raises StorageError if the file exists already, cannot be written, or the copy is damaged.
        """
        try:
            with draft(out, fresh=True) as part:
                await self._database.copy(part, out)
        except FileExistsError:
            raise StorageError(f"{out} is there already; name another file, so that no backup is lost.") from None
        except OSError as error:
            raise StorageError(f"{out} could not be written: {why(error)}.") from None

    async def check(self) -> str:
        """ "ok", or the first fault: one that SQLite's quick check finds, or what is missing. Raises StorageError, also if a newer Marrow wrote it."""
        with suppress(sqlite3.Error):  # without the table, or damaged, it is no newer one's
            await too_new(self._database.connection)
        row = await self._database.row("PRAGMA quick_check(1)")
        found = str(row[0]) if row else "no result"
        return found if found != "ok" else await whole(self._database.connection)

    @staticmethod
    async def refusal(data_dir: Path) -> str:
        """See ``refused_by``."""
        return await refused_by(data_dir / FILE)

    def _names(self, asker: str, server: str | None) -> str:
        return json.dumps(self._pseudonyms.all_of(asker, server))

    def _asker(self, context: Context) -> str | None:
        return self._pseudonyms.of(context.asker, context.server)

    def _keyed(self, row: Row) -> Row:
        return row | keyed_places(row, self._pseudonyms)

    async def _write(self, rows: list[Row]) -> None:
        """Commit rows, or write them to the spool and sync it. Raises StorageError if both fail."""
        try:
            await self._database.write(lambda connection: insert(connection, rows))
        except StorageError as error:
            await self.later(rows)
            self._catching_up.tell(self._database.trouble or str(error.__cause__ or error))


def _names(database: Database, data_dir: Path) -> Pseudonyms:
    """The keys of a data folder; no keys, so that nobody gets a pseudonym, if the key file is missing and the database
    cannot be opened.
    """
    if database.trouble and not (data_dir / KEY_FILE).exists():
        return Pseudonyms()
    return Pseudonyms.load(data_dir)


def existing(data_dir: Path) -> Path:
    """The path of the logbook's file. Raises StorageError if it does not exist yet."""
    path = data_dir / FILE
    try:
        path.lstat()
        check_plain(path)
    except FileNotFoundError:
        raise StorageError(f"There is no logbook in {data_dir} yet; it begins with the first question.") from None
    except OSError as error:
        raise unusable(data_dir, error) from None
    return path
