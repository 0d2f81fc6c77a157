"""What a server's admins have set."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

import aiosqlite
from pydantic import TypeAdapter

from bot.config import Mode
from bot.storage.connecting import Readers
from bot.storage.database import FILE, Database
from bot.storage.found import found_json
from bot.storage.retention import DUE, NOW
from corpus.models import Model

Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAYS: tuple[Day, ...] = get_args(Day)


class ServerSettings(Model):
    """A server's settings; without any, the defaults. ``channels`` empty: the bot may answer everywhere.

    ``channel_libraries``: the libraries of channels that do not ask the server's own, by the channel's id. ``welcomed``: the
    channels in which the bot has said hello.
    """

    server: str | None = None
    channels: tuple[str, ...] = ()
    visibility: Literal["public", "private"] = "public"
    moderator_role: str | None = None
    moderator_channel: str | None = None
    retention_days: int | None = None
    library: str | None = None
    channel_libraries: Mapping[str, str] = {}
    export_names: bool = False
    curator_role: str | None = None
    digest_channel: str | None = None
    weekly_channel: str | None = None
    weekly_day: Day | Literal["never"] = "monday"
    logging: Mode | None = None
    names_days: int | None = None
    threads: Literal["mention", "read"] = "mention"
    welcomed: tuple[str, ...] = ()

    def library_in(self, channel: str | None) -> str | None:
        """The library asked in a channel (of a thread, its parent's id); None: the one the operator configured."""
        return self.channel_libraries.get(channel or "", self.library)

    @property
    def weekly(self) -> str | None:
        """The channel in which the week is told; None where it is told nowhere."""
        return self.weekly_channel if self.weekly_day != "never" else None

    @property
    def libraries(self) -> tuple[str | None, ...]:
        """Every library asked in this server, each once, the server's own first."""
        return tuple(dict.fromkeys((self.library, *self.channel_libraries.values())))


_SETTINGS = TypeAdapter(ServerSettings)


def settings_of(server: str, written: object) -> ServerSettings:
    """A server's settings as they were kept. Where they are damaged, it is answered in private and no words are kept.

    An admin sets them again with ``/setup``; no other server is touched.
    """
    kept = found_json(_SETTINGS, written, f"what is set in server {server}")
    if kept is None or kept.server != server:
        return ServerSettings(server=server, visibility="private", logging="off")
    return kept


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
            kept = settings_of(server, row[0]) if row else ServerSettings(server=server)
            self._known[server] = kept
        return self._known[server]

    async def libraries(self) -> list[str]:
        """The libraries that servers have chosen, for themselves or for a channel."""
        return list(dict.fromkeys(name for one in await self.all() for name in one.libraries if name))

    async def all(self) -> list[ServerSettings]:
        """The settings of every server that has any. Raises StorageError."""
        rows = await self._database.rows("SELECT server, settings FROM servers ORDER BY server")
        return [settings_of(row["server"], row["settings"]) for row in rows]

    async def with_rows(self) -> list[str | None]:
        """The servers whose questions are in the log, or whose members saved papers or looked at them; None for direct
        messages and the terminal. Raises StorageError.
        """
        saved = "SELECT nullif(server, '') FROM saved UNION SELECT nullif(server, '') FROM looked UNION SELECT server FROM pins"
        rows = await self._database.rows(f"SELECT DISTINCT server FROM answers UNION {saved}")  # noqa: S608
        return [row["server"] for row in rows]

    async def everywhere(self) -> list[str | None]:
        """Every server that any table names; None for direct messages and the terminal. Raises StorageError."""
        found: dict[str | None, None] = {}
        for table in await self._tables():
            rows = await self._database.rows(f"SELECT DISTINCT server FROM {table}")  # noqa: S608  # names are the schema's
            found |= dict.fromkeys(row["server"] or None for row in rows)
        return list(found)

    async def drop(self, server: str | None) -> None:
        """Remove all that is kept of a server, or of direct messages and the terminal; their bytes are erased next.

        Raises StorageError.
        """
        tables = await self._tables()

        async def work(connection: aiosqlite.Connection) -> None:
            for table in tables:
                await connection.execute(
                    f"DELETE FROM {table} WHERE nullif(server, '') IS ?",  # noqa: S608  # names are the schema's
                    (server,),
                )
            await connection.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", (DUE, NOW))

        await self._database.write(work)
        self._known.pop(server or "", None)

    async def _tables(self) -> list[str]:
        """The tables whose rows belong to a server, that of the answers first: what is counted of them goes with them."""
        query = (
            "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'server' "
            "AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND m.name NOT LIKE 'answers_text_%' ORDER BY m.name <> 'answers', m.name"
        )
        return [row["name"] for row in await self._database.rows(query)]

    async def put(self, settings: ServerSettings) -> None:
        """Keep a server's settings. Raises StorageError."""
        if settings.server is None:
            raise ValueError("settings belong to a server")
        await self._database.execute(
            "INSERT INTO servers (server, settings) VALUES (?, ?) ON CONFLICT (server) DO UPDATE SET settings = excluded.settings",
            (settings.server, settings.model_dump_json()),
        )
        self._known[settings.server] = settings


async def kept_settings(data_dir: Path) -> list[ServerSettings]:
    """The settings of every server, read beside whoever writes; none where there is no logbook. Raises StorageError."""
    if not (data_dir / FILE).exists():
        return []
    readers = Readers(data_dir / FILE, busy_timeout_ms=1000)
    try:
        return await Servers(Database(None, readers=readers)).all()
    finally:
        await readers.close()
