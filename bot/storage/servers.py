"""The choices that are kept: a server's settings, made by its admins; opt-outs, made by members."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, get_args

import aiosqlite
from pydantic import TypeAdapter

from bot.config import Mode
from bot.storage.connecting import Readers
from bot.storage.database import FILE, Database
from bot.storage.pseudonyms import PSEUDONYM, Pseudonyms
from bot.storage.retention import DUE, NOW
from bot.storage.rows import found_json
from bot.storage.traces import ANSWERS, WRITTEN, whose
from bot.storage.wishes import Wishes
from corpus.models import Model

Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAYS: tuple[Day, ...] = get_args(Day)


class ServerSettings(Model):
    """A server's settings; the defaults hold until an admin sets them. ``channels`` empty: the bot may answer in every
    channel.

    ``channel_libraries``: by a channel's id, the library asked there instead of the server's. ``welcomed``: the
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
        """The library asked in a channel (for a thread, pass its parent's id); None: the operator's default."""
        return self.channel_libraries.get(channel or "", self.library)

    @property
    def weekly(self) -> str | None:
        """The channel for the weekly summary; None if it is turned off."""
        return self.weekly_channel if self.weekly_day != "never" else None

    @property
    def libraries(self) -> tuple[str | None, ...]:
        """Every library asked in this server, without repeats, the server's own first."""
        return tuple(dict.fromkeys((self.library, *self.channel_libraries.values())))


_SETTINGS = TypeAdapter(ServerSettings)
_ASKED = " UNION ".join(
    f"SELECT coalesce(writer, asker) AS whose FROM answers WHERE {one.where} AND question = :question"  # noqa: S608  # names are ours
    for one in (ANSWERS, WRITTEN)
)


def settings_of(server: str, written: object) -> ServerSettings:
    """A server's settings from their JSON. If it is damaged, settings that answer in private and keep no words.

    An admin sets them again with ``/setup``; other servers are not affected.
    """
    kept = found_json(_SETTINGS, written, f"what is set in server {server}")
    if kept is None or kept.server != server:
        return ServerSettings(server=server, visibility="private", logging="off")
    return kept


class Servers:
    """Settings by server; each is read once and cached."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, ServerSettings] = {}
        self._turns = defaultdict[str, asyncio.Lock](asyncio.Lock)

    def turn(self, server: str | None) -> asyncio.Lock:
        """A lock held while a server's settings are read, changed and kept, so that no change is lost if there are two
        at once.
        """
        return self._turns[server or ""]

    async def get(self, server: str | None) -> ServerSettings:
        """The settings of a server; the defaults for direct messages (None) and servers without settings."""
        if server is None:
            return ServerSettings()
        if server not in self._known:
            row = await self._database.row("SELECT settings FROM servers WHERE server = ?", (server,))
            kept = settings_of(server, row[0]) if row else ServerSettings(server=server)
            self._known.setdefault(server, kept)  # others may have been kept meanwhile
        return self._known[server]

    async def libraries(self) -> list[str]:
        """The libraries that servers have chosen for themselves or for a channel."""
        return list(dict.fromkeys(name for one in await self.all() for name in one.libraries if name))

    async def all(self) -> list[ServerSettings]:
        """The settings of every server that has any. Raises StorageError."""
        rows = await self._database.rows("SELECT server, settings FROM servers ORDER BY server")
        return [settings_of(row["server"], row["settings"]) for row in rows]

    async def with_rows(self) -> list[str | None]:
        """The servers that have logged questions, pins, or members with saved papers or last looks; None for direct
        messages and the terminal. Raises StorageError.
        """
        saved = "SELECT nullif(server, '') FROM saved UNION SELECT nullif(server, '') FROM looked UNION SELECT server FROM pins"
        rows = await self._database.rows(f"SELECT DISTINCT server FROM answers UNION {saved}")  # noqa: S608
        return [row["server"] for row in rows]

    async def everywhere(self) -> list[str | None]:
        """Every server that occurs in any table; None for direct messages and the terminal. Raises StorageError."""
        found: dict[str | None, None] = {}
        for table in await self._tables():
            rows = await self._database.rows(f"SELECT DISTINCT server FROM {table}")  # noqa: S608  # names are the schema's
            found |= dict.fromkeys(row["server"] or None for row in rows)
        return list(found)

    async def drop(self, server: str | None) -> None:
        """Remove everything kept for a server (None: direct messages and the terminal); the bytes are erased later.

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
        """The tables with a column ``server``, answers first: triggers then also remove what is counted of them."""
        query = (
            "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'server' "
            "AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND m.name NOT LIKE 'answers_text_%' ORDER BY m.name <> 'answers', m.name"
        )
        return [row["name"] for row in await self._database.rows(query)]

    async def put(self, settings: ServerSettings) -> None:
        """Keep a server's settings. Raises StorageError; ValueError if they name no server."""
        if settings.server is None:
            raise ValueError("settings belong to a server")
        await self._database.execute(
            "INSERT INTO servers (server, settings) VALUES (?, ?) ON CONFLICT (server) DO UPDATE SET settings = excluded.settings",
            (settings.server, settings.model_dump_json()),
        )
        self._known[settings.server] = settings


async def kept_settings(data_dir: Path) -> list[ServerSettings]:
    """The settings of every server, read while others may write; an empty list if there is no logbook. Raises
    StorageError.
    """
    if not (data_dir / FILE).exists():
        return []
    readers = Readers(data_dir / FILE, busy_timeout_ms=1000)
    try:
        return await Servers(Database(None, readers=readers)).all()
    finally:
        await readers.close()


class Members:
    """Opt-outs by server and pseudonym; server None means direct messages."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms, wishes: Wishes) -> None:
        self._database = database
        self._pseudonyms = pseudonyms
        self._wishes = wishes
        self._out: set[tuple[str, str]] | None = None

    async def opted_out(self, member: str, server: str | None) -> bool:
        """Whether a member (by id or pseudonym) has opted out in this server. Raises StorageError if that cannot be read."""
        if self._out is None:
            rows = await self._database.rows("SELECT server, asker FROM opted_out")
            if self._out is None:  # somebody may have read them, and opted out, meanwhile
                self._out = {(row["server"], row["asker"]) for row in rows}
        return not self._out.isdisjoint([(server or "", member), *self._all(member, server)])

    async def opted_out_of(self, question: str, member: str, server: str | None) -> bool:
        """Whether the words of a question that is kept here come not from this member but from somebody who has opted
        out. Raises StorageError.
        """
        await self.opted_out(member, server)
        out = {name for where, name in self._out or () if where == (server or "")}
        own = set(self._pseudonyms.all_of(member, server))
        names = (*out, *own) if out else ()
        values = whose(names, server) | {"question": question}
        found = {row["whose"] for row in await self._database.rows(_ASKED, values)}
        return bool(found & out) and not found & own

    def writer(self, writers: Iterable[str | None], member: str, server: str | None) -> str | None:
        """The pseudonym of the first known one of some writers (by id or pseudonym), if that is not this member."""
        first = next(filter(None, writers), None)
        if first is None or first == member or first in self._pseudonyms.all_of(member, server):
            return None
        return first if PSEUDONYM.fullmatch(first) else self._pseudonyms.of(first, server)

    async def quoted(self, server: str | None, *names: str) -> int:
        """How many rows of others in a server have the words of a member (by pseudonyms). Raises StorageError."""
        row = await self._database.row(f"SELECT count(*) FROM answers WHERE {WRITTEN.where}", whose(names, server))  # noqa: S608
        return int(row[0]) if row else 0

    async def opt_out(self, member: str, server: str | None) -> None:
        """Stop keeping the words of this member. Raises StorageError."""
        await self.opted_out(member, server)
        # older names too, so that their questions are not asked again
        await self._wishes.fulfil("opt out", server, self._pseudonyms.all_of(member, server))
        if self._out is not None:
            self._out.update(self._all(member, server))

    async def opt_in(self, member: str, server: str | None) -> None:
        """Keep the words of this member again. Raises StorageError."""
        await self.opted_out(member, server)
        await self._wishes.fulfil("opt in", server, self._pseudonyms.all_of(member, server))
        if self._out is not None:
            self._out.difference_update(self._all(member, server))

    def _all(self, member: str, server: str | None) -> list[tuple[str, str]]:
        """(server, pseudonym) under every key, the current key last."""
        return [(server or "", name) for name in self._pseudonyms.all_of(member, server)]
