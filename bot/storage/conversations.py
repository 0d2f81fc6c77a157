"""The last turn of each conversation: what a follow-up may lean on, also after a restart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.models import Turn
from bot.storage.database import Database
from bot.storage.pseudonyms import Pseudonyms


class Conversations:
    """Turns by conversation and server (None: direct messages)."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def last(
        self, conversation: str, server: str | None, now: datetime, within: timedelta | None
    ) -> Turn | None:
        """The last turn, if it is not older than ``within`` (None: however old). Raises StorageError."""
        row = await self._database.row(
            "SELECT turn, at FROM conversations WHERE conversation = ? AND server = ?",
            (conversation, server or ""),
        )
        if row is None or (within is not None and now - datetime.fromisoformat(row["at"]) > within):
            return None
        return Turn.model_validate_json(row["turn"])

    async def keep(self, conversation: str, server: str | None, member: str, turn: Turn, now: datetime) -> None:
        """Keep a turn in place of the one before. Raises StorageError."""
        at = now.astimezone(UTC).isoformat(timespec="microseconds")
        await self._database.execute(
            "INSERT OR REPLACE INTO conversations (conversation, server, asker, turn, at) VALUES (?, ?, ?, ?, ?)",
            (conversation, server or "", self._pseudonyms.of(member, server), turn.model_dump_json(), at),
        )
