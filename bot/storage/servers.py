"""What a server's admins have set."""

from __future__ import annotations

from typing import Literal

from bot.config import Mode
from bot.storage.database import Database
from corpus.models import Model


class ServerSettings(Model):
    """A server's settings; without any, the defaults. ``channels`` empty: the bot may answer everywhere."""

    server: str | None = None
    channels: tuple[str, ...] = ()
    visibility: Literal["public", "private"] = "public"
    moderator_role: str | None = None
    moderator_channel: str | None = None
    retention_days: int | None = None
    library: str | None = None
    export_names: bool = False
    curator_role: str | None = None
    digest_channel: str | None = None
    logging: Mode | None = None
    names_days: int | None = None


class Servers:
    """Settings by server, read once and remembered."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, ServerSettings] = {}

    async def get(self, server: str | None) -> ServerSettings:
        """The settings of a server; the defaults in direct messages (None) and where nothing was set."""
        if server is None:
            return ServerSettings()
        if server not in self._known:
            row = await self._database.row("SELECT settings FROM servers WHERE server = ?", (server,))
            kept = ServerSettings.model_validate_json(row[0]) if row else ServerSettings(server=server)
            self._known[server] = kept
        return self._known[server]

    async def libraries(self) -> list[str]:
        """The libraries that servers have chosen."""
        return list(dict.fromkeys(one.library for one in await self.all() if one.library))

    async def all(self) -> list[ServerSettings]:
        """The settings of every server that has any. Raises StorageError."""
        rows = await self._database.rows("SELECT settings FROM servers ORDER BY server")
        return [ServerSettings.model_validate_json(row["settings"]) for row in rows]

    async def with_rows(self) -> list[str | None]:
        """The servers whose questions are in the log; None for direct messages and the terminal. Raises StorageError."""
        rows = await self._database.rows("SELECT DISTINCT server FROM answers")
        return [row["server"] for row in rows]

    async def put(self, settings: ServerSettings) -> None:
        """Keep a server's settings. Raises StorageError."""
        if settings.server is None:
            raise ValueError("settings belong to a server")
        await self._database.execute(
            "INSERT INTO servers (server, settings) VALUES (?, ?) ON CONFLICT (server) DO UPDATE SET settings = excluded.settings",
            (settings.server, settings.model_dump_json()),
        )
        self._known[settings.server] = settings
