"""The last turn of each conversation, so that a follow-up can refer to it even after a restart."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import aiosqlite
from pydantic import TypeAdapter

from bot.models import Turn
from bot.storage.database import Database
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.rows import found_json
from bot.storage.selection import written

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
        names = [name for one in (conversation, beside) if one for name in self._all(one, server)]
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
        names, at = self._all(conversation, server), written(now)
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

    def _all(self, conversation: str, server: str | None) -> tuple[str, ...]:
        """The keyed hashes of a conversation's name under every key, the current key last."""
        return self._pseudonyms.all_keyed("conversation", conversation, server)


def _is_within(at: str, now: datetime, within: timedelta) -> bool:
    """Whether a time is near the present; a time far in the future was written by a wrong clock and is not."""
    try:
        return abs(now - datetime.fromisoformat(at)) <= within
    except (ValueError, TypeError):
        return False
