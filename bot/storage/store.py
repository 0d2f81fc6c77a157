"""All storage together: one database, one key for pseudonyms, and a small class for each subject."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.storage.awaited import Awaited
from bot.storage.conversations import Conversations
from bot.storage.database import ADVICE, Database
from bot.storage.logbook import Logbook
from bot.storage.pins import Pins
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.reading import LogReader
from bot.storage.retention import Retention
from bot.storage.reviewed import Feedback
from bot.storage.saved import Saved
from bot.storage.servers import Members, Servers
from bot.storage.shown import Listings, ShownAnswers
from bot.storage.weekly import Weekly
from corpus.errors import StorageError


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
    saved: Saved
    weekly: Weekly

    @classmethod
    @asynccontextmanager
    async def open(cls, data_dir: Path, busy_timeout_ms: int = 5000) -> AsyncIterator[Storage]:
        """Open the storage of a data folder; it is closed when the block ends.

        Raises StorageError if the database cannot be opened: without settings and opt-outs the bot must not answer
        anybody.
        """
        async with Database.open(data_dir, busy_timeout_ms) as database:
            if database.trouble:
                raise StorageError(f"The logbook in {data_dir} cannot be opened: {database.trouble}. {ADVICE}")
            names = Pseudonyms.load(data_dir)
            logbook = await Logbook.over(database, data_dir)
            try:
                yield cls(
                    logbook=logbook,
                    servers=Servers(database),
                    members=Members(database, names),
                    feedback=Feedback(database, names),
                    shown=ShownAnswers(database, names, logbook.spool),
                    conversations=Conversations(database, names),
                    listings=Listings(database, names),
                    facts=Facts(database),
                    retention=Retention(database),
                    reader=LogReader(database, names),
                    awaited=Awaited(database, names),
                    pins=logbook.pins,
                    saved=Saved(database, names),
                    weekly=Weekly(database),
                )
            finally:
                await logbook.close()
