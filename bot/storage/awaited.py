"""Questions that were not answered, and who wants to be told when they are: ids and pseudonyms, no words."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from bot.storage.database import Database
from bot.storage.pseudonyms import Pseudonyms

MOST = 25  # that one member waits for in one server


class Awaited:
    """Wishes to be told, of members of servers."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def add(self, answer: str, server: str | None, member: str) -> bool:
        """Keep a wish; False where the member waits for as many as may be. Raises StorageError."""
        held = await self.of(member, server)
        if answer not in held and len(held) >= MOST:
            return False
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        await self._database.execute(
            "INSERT OR IGNORE INTO awaited (answer, server, asker, at) VALUES (?, ?, ?, ?)",
            (answer, server, self._pseudonyms.of(member, server), now),
        )
        return True

    async def of(self, member: str, server: str | None) -> list[str]:
        """The answers a member waits for better ones of, the oldest first. Raises StorageError."""
        names = json.dumps(self._pseudonyms.all_of(member, server))
        rows = await self._database.rows(
            "SELECT answer FROM awaited WHERE server IS ? AND asker IN (SELECT value FROM json_each(?)) ORDER BY at",
            (server, names),
        )
        return [row["answer"] for row in rows]

    async def end(self, answer: str, member: str, server: str | None) -> None:
        """A member waits no more. Raises StorageError."""
        names = json.dumps(self._pseudonyms.all_of(member, server))
        sql = "DELETE FROM awaited WHERE answer = ? AND asker IN (SELECT value FROM json_each(?))"
        await self._database.execute(sql, (answer, names))

    async def done(self, answer: str) -> None:
        """Nobody waits any more: it was told, or cannot be. Raises StorageError."""
        await self._database.execute("DELETE FROM awaited WHERE answer = ?", (answer,))

    async def waiting(self, server: str, most: int) -> list[str]:
        """The answers of a server for which somebody waits who has not opted out, the oldest first. Raises StorageError."""
        rows = await self._database.rows(
            "SELECT answer, min(at) AS since FROM awaited WHERE server = ? AND NOT EXISTS (SELECT 1 FROM opted_out "
            "WHERE opted_out.server = awaited.server AND opted_out.asker = awaited.asker) GROUP BY answer ORDER BY since LIMIT ?",
            (server, most),
        )
        return [row["answer"] for row in rows]
