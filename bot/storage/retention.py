"""Rows that have been kept as long as a server wants them are removed, a few at a time."""

from __future__ import annotations

from datetime import UTC, datetime

import aiosqlite

from bot.storage.database import Database

AT_ONCE = 500  # rows a transaction: answers are written in between
_OLD = "SELECT id FROM answers WHERE server = ? AND asked_at < ? ORDER BY asked_at LIMIT ?"


class Retention:
    """Removes old rows of a server. The state of buttons is none of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def expire(self, server: str, before: datetime) -> int:
        """Remove what was asked in a server before a moment, with what readers thought of it; how many answers.

        Raises StorageError.
        """
        until = before.astimezone(UTC).isoformat(timespec="microseconds")

        async def some(connection: aiosqlite.Connection) -> int:
            old = await connection.execute_fetchall(_OLD, (server, until, AT_ONCE))
            ids = [(row[0],) for row in old]
            for table in ("feedback", "reports"):
                await connection.executemany(f"DELETE FROM {table} WHERE answer = ?", ids)  # noqa: S608
            await connection.executemany("DELETE FROM answers WHERE id = ?", ids)
            return len(ids)

        total = 0
        while removed := await self._database.write(some):
            total += removed
        if total:  # the full-text index keeps the words of removed rows until its parts are merged
            await self._database.execute("INSERT INTO answers_text (answers_text) VALUES ('optimize')")
        await self._database.execute("DELETE FROM conversations WHERE server = ? AND at < ?", (server, until))
        return total
