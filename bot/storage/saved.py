"""Members' reading lists, and the state of a library that each member last saw; under pseudonyms that differ in each
server.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

import aiosqlite

from bot.storage.database import Database
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.selection import written_now

MOST = 200  # papers that one member saves in one server
_MINE = "server = :server AND asker IN (SELECT value FROM json_each(:names))"
_KEYS = f"SELECT key FROM saved WHERE {_MINE}"  # noqa: S608  # names are ours
_ADD = "INSERT INTO saved (server, asker, key, library, at) VALUES (:server, :asker, :key, :library, :at)"


class SavedPaper(NamedTuple):
    """A saved paper: its key, and the library it was saved from."""

    key: str
    library: str


class LastLook(NamedTuple):
    """When a member last looked at a library, and which snapshot they saw."""

    snapshot: str
    at: datetime


class ReadingLists:
    """Reading lists and last looks of members, by server; server None means direct messages."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def add(
        self, member: str, server: str | None, library: str, keys: Iterable[str]
    ) -> Literal["saved", "there", "full"]:
        """Save papers, all or none. Returns "there" if all were saved before, "full" if the list would become longer
        than MOST, else "saved".

        Raises StorageError.
        """
        mine = self._mine(member, server)
        row = {
            "server": server or "",
            "asker": self._pseudonyms.of(member, server),
            "library": library,
            "at": written_now(),
        }

        async def work(connection: aiosqlite.Connection) -> Literal["saved", "there", "full"]:
            held = {one[0] for one in await connection.execute_fetchall(_KEYS, mine)}
            new = [key for key in dict.fromkeys(keys) if key not in held]
            if len(held) + len(new) > MOST:
                return "full"
            await connection.executemany(_ADD, [row | {"key": key} for key in new])
            return "saved" if new else "there"

        return await self._database.write(work)

    async def of(self, member: str, server: str | None) -> list[SavedPaper]:
        """A member's saved papers, newest first. Raises StorageError."""
        sql = f"SELECT key, library FROM saved WHERE {_MINE} ORDER BY at DESC, key"  # noqa: S608  # names are ours
        rows = await self._database.rows(sql, self._mine(member, server))
        return [SavedPaper(row["key"], row["library"]) for row in rows]

    async def drop(self, member: str, server: str | None, key: str | None = None) -> int:
        """Remove one paper from a member's list, or all (``key`` None). Returns how many were removed. Raises
        StorageError.
        """
        sql = f"DELETE FROM saved WHERE {_MINE} AND (:key IS NULL OR key = :key)"  # noqa: S608  # names are ours
        return await self._database.execute(sql, self._mine(member, server) | {"key": key})

    async def last_look(self, member: str, server: str | None, library: str) -> LastLook | None:
        """A member's last look at a library; None if none is known. Raises StorageError."""
        sql = f"SELECT snapshot, at FROM looked WHERE {_MINE} AND library = :library ORDER BY at DESC"  # noqa: S608
        row = await self._database.row(sql, self._mine(member, server) | {"library": library})
        return LastLook(row["snapshot"], datetime.fromisoformat(row["at"])) if row else None

    async def look(self, member: str, server: str | None, library: str, snapshot: str) -> None:
        """Note that a member has just seen a snapshot of a library. Raises StorageError."""
        mine = self._mine(member, server) | {"library": library}
        row = (server or "", self._pseudonyms.of(member, server), library, snapshot, written_now())

        async def work(connection: aiosqlite.Connection) -> None:  # rows under older keys are the same member's
            await connection.execute(f"DELETE FROM looked WHERE {_MINE} AND library = :library", mine)  # noqa: S608
            await connection.execute(
                "INSERT INTO looked (server, asker, library, snapshot, at) VALUES (?, ?, ?, ?, ?)", row
            )

        await self._database.write(work)

    def _mine(self, member: str, server: str | None) -> dict[str, object]:
        return {"server": server or "", "names": json.dumps(self._pseudonyms.all_of(member, server))}
