"""Single facts the bot remembers about itself, such as the fingerprint of the commands Discord was told."""

from __future__ import annotations

from bot.storage.database import Database


class Facts:
    """Values by key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        """The value of a key. Raises StorageError."""
        row = await self._database.row("SELECT value FROM facts WHERE key = ?", (key,))
        return str(row["value"]) if row else None

    async def put(self, key: str, value: str) -> None:
        """Keep a value. Raises StorageError."""
        await self._database.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", (key, value))
