"""Two clocks: who asked is forgotten, then what was asked; a few rows at a time. The state of buttons stays."""

from __future__ import annotations

from datetime import UTC, datetime

import aiosqlite

from bot.storage.database import Database
from bot.storage.forgetting import SOLVED

AT_ONCE = 500  # rows a transaction: answers are written in between
_OLD = "SELECT id FROM answers WHERE server IS ? AND asked_at < ? ORDER BY asked_at LIMIT ?"
_NAMES = ("asker", "member", "channel", "message", "reply", "conversation")
_NAMED = (
    "SELECT id FROM answers WHERE server IS ? AND asked_at < ? AND coalesce(asker, member, channel, message, reply, "
    "conversation) IS NOT NULL ORDER BY asked_at LIMIT ?"
)
_RECEIPTS = "SELECT id FROM answers WHERE withheld = 'log off' AND asked_at < ? ORDER BY asked_at LIMIT ?"
_FADING = (
    f"UPDATE answers SET {', '.join(f'{name} = NULL' for name in _NAMES)} WHERE id = ?",  # noqa: S608  # names are ours
    # One reader's verdicts stay apart from another's, but no longer lead to anybody.
    "UPDATE feedback SET asker = lower(hex(randomblob(8))) WHERE answer = ?",
    "UPDATE reports SET asker = lower(hex(randomblob(8))) WHERE answer = ?",
    "UPDATE notes SET author = 'reader-' || lower(hex(randomblob(8))) WHERE answer = ?",
    "UPDATE shown SET asker = NULL WHERE answer = ?",
)
_READERS_FADING = "UPDATE readings SET reader = 'forgotten' WHERE server IS ? AND at < ? AND reader <> 'forgotten'"
_GOING = (
    "DELETE FROM feedback WHERE answer = ?",
    "DELETE FROM reports WHERE answer = ?",
    "DELETE FROM answers WHERE id = ?",
)


class Retention:
    """Removes what has been kept long enough in a server; None stands for direct messages and the terminal."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def fade(self, server: str | None, before: datetime) -> int:
        """Forget who asked before a moment, where and in which conversation; of how many answers. Raises StorageError."""
        until = _written(before)
        await self._talk(server, until)
        await self._database.execute(_READERS_FADING, (server, until))
        return await self._each(_NAMED, (server, until), _FADING)

    async def expire(self, server: str | None, before: datetime) -> int:
        """Remove what was asked before a moment, with what readers thought of it; how many answers. Raises StorageError."""
        until = _written(before)
        total = await self._each(_OLD, (server, until), _GOING)
        if total:
            await self._database.execute(SOLVED, {"server": server})
        await self._talk(server, until)
        await self._database.execute("DELETE FROM readings WHERE server IS ? AND at < ?", (server, until))
        return total

    async def drop_receipts(self, before: datetime) -> int:
        """Remove receipts of servers that keep no log; how many. Raises StorageError."""
        return await self._each(_RECEIPTS, (_written(before),), _GOING)

    async def erase(self) -> None:
        """Leave no byte of what was removed in the files. Raises StorageError."""
        await self._database.erase_removed()

    async def _each(self, which: str, values: tuple[str | None, ...], statements: tuple[str, ...]) -> int:
        """Do some statements for every answer that a query names, a few answers a transaction."""

        async def some(connection: aiosqlite.Connection) -> int:
            old = await connection.execute_fetchall(which, (*values, AT_ONCE))
            ids = [(row[0],) for row in old]
            for sql in statements:
                await connection.executemany(sql, ids)
            return len(ids)

        total = 0
        while done := await self._database.write(some):
            total += done
        return total

    async def _talk(self, server: str | None, until: str) -> None:
        await self._database.execute(
            "DELETE FROM conversations WHERE server = ? AND at < ?", (server or "", until)
        )


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
