"""All storage together: one database, one key for pseudonyms, and a small class for each subject. Two of them stand here: single
facts, and the last turn of each conversation, to which a follow-up can refer even after a restart.
"""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import aiosqlite
from pydantic import TypeAdapter

from bot.models import Turn
from bot.storage.awaited import Awaited
from bot.storage.database import ADVICE, Database
from bot.storage.folder import PATIENCE_MS
from bot.storage.logbook import Logbook
from bot.storage.pins import Pins
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.reading import LogReader
from bot.storage.retention import Retention
from bot.storage.reviewed import Feedback
from bot.storage.rows import found_json
from bot.storage.saved import ReadingLists
from bot.storage.selection import written
from bot.storage.servers import Members, Servers
from bot.storage.shown import Listings, ShownAnswers
from bot.storage.weekly import WeeklyFigures
from corpus.errors import StorageError

TURN = TypeAdapter(Turn)


class Conversations:
    """The last turn by conversation and server (None: direct messages). A conversation's name leads to a member,
    so it is kept only as a keyed hash.
    """

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def last(
        self,
        conversation: str,
        server: str | None,
        now: datetime,
        within: timedelta | None,
        beside: str | None = None,
    ) -> Turn | None:
        """The last turn of a conversation; None if there is none, or it is older than ``within`` (None: any age).
        Raises StorageError.

        ``beside``: a second conversation; the newer of the two last turns is returned.
        """
        keyed = self._pseudonyms.all_keyed
        names = [name for one in (conversation, beside) if one for name in keyed("conversation", one, server)]
        row = await self._database.row(
            "SELECT turn, at FROM conversations WHERE conversation IN (SELECT value FROM json_each(?)) AND server = ? "
            "ORDER BY at DESC",
            (json.dumps(names), server or ""),
        )
        if row is None or (within is not None and not _is_within(row["at"], now, within)):
            return None
        return found_json(TURN, row["turn"], "the last turn of a conversation")

    async def keep(self, conversation: str, server: str | None, member: str, turn: Turn, now: datetime) -> None:
        """Keep a turn of a member and replace the one before it. Raises StorageError."""
        # under every key, the current key last
        names, at = self._pseudonyms.all_keyed("conversation", conversation, server), written(now)
        asker = self._pseudonyms.of(member, server)

        async def work(connection: aiosqlite.Connection) -> None:
            for name in names:  # older keys name the same conversation
                await connection.execute(
                    "DELETE FROM conversations WHERE conversation = ? AND server = ?", (name, server or "")
                )
            await connection.execute(
                "INSERT INTO conversations (conversation, server, asker, turn, at) VALUES (?, ?, ?, ?, ?)",
                (names[-1], server or "", asker, turn.model_dump_json(), at),
            )

        await self._database.write(work)


def _is_within(at: str, now: datetime, within: timedelta) -> bool:
    """Whether a time is near the present; a time far in the future was written by a wrong clock and is not."""
    try:
        return abs(now - datetime.fromisoformat(at)) <= within
    except (ValueError, TypeError):
        return False


class Facts:
    """Texts by key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        """The value of a key; None if it has none. Raises StorageError."""
        row = await self._database.row("SELECT value FROM facts WHERE key = ?", (key,))
        return str(row["value"]) if row else None

    async def put(self, key: str, value: str) -> None:
        """Keep a value for a key. Raises StorageError."""
        await self._database.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", (key, value))


PAGE = 4096  # bytes of a page of the database, the least that SQLite writes


def _closed(data_dir: Path, trouble: str) -> str:
    if "readonly" in trouble:
        return (
            f"The logbook in {data_dir} cannot be written, which even a reading needs, for it is noted there: let it be written, or "
            "copy the folder to where it can be, and name the copy as storage.data_dir."
        )
    if _is_full(data_dir):  # SQLite says of it “disk I/O error”
        return f"The logbook in {data_dir} cannot be opened, for its disk is full, and even a reading is noted there: make room."
    return f"The logbook in {data_dir} cannot be opened: {trouble}. {ADVICE}"


def _is_full(folder: Path) -> bool:
    """Whether the disk of a folder has no room left for a page of the database; False where that cannot be told."""
    with suppress(OSError):
        status = os.statvfs(folder)
        return status.f_bavail * status.f_frsize < PAGE
    return False


@dataclass(frozen=True)
class Storage:
    """Everything that the Discord bot stores."""

    logbook: Logbook
    servers: Servers
    members: Members
    feedback: Feedback
    shown: ShownAnswers
    conversations: Conversations
    listings: Listings
    facts: Facts
    retention: Retention
    reader: LogReader
    awaited: Awaited
    pins: Pins
    saved: ReadingLists
    weekly: WeeklyFigures

    @classmethod
    @asynccontextmanager
    async def open(cls, data_dir: Path, busy_timeout_ms: int = PATIENCE_MS) -> AsyncIterator[Storage]:
        """Open the storage of a data folder; it is closed when the block ends.

        Raises StorageError if the database cannot be opened: without settings and opt-outs the bot must not answer
        anybody.
        """
        async with Database.open(data_dir, busy_timeout_ms) as database:
            if database.trouble:
                raise StorageError(_closed(data_dir, database.trouble))
            names = Pseudonyms.load(data_dir)
            logbook = await Logbook.over(database, data_dir)
            try:
                yield cls(
                    logbook=logbook,
                    servers=Servers(database),
                    members=Members(database, names, logbook.wishes),
                    feedback=Feedback(database, names),
                    shown=ShownAnswers(database, names, logbook.spool, logbook.later),
                    conversations=Conversations(database, names),
                    listings=Listings(database, names),
                    facts=Facts(database),
                    retention=Retention(database),
                    reader=LogReader(database, names),
                    awaited=Awaited(database, names),
                    pins=logbook.pins,
                    saved=ReadingLists(database, names),
                    weekly=WeeklyFigures(database),
                )
            finally:
                await logbook.close()
