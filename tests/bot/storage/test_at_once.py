"""What comes at once: two presses, a choice while what was chosen before is first read."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

from bot.storage.awaited import MOST
from bot.storage.database import Database, Values
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.servers import Members, Servers, ServerSettings
from bot.storage.store import Storage

SET = ServerSettings(server="one", visibility="private", logging="off")


async def test_wishes_that_come_at_once_are_no_more_than_there_may_be(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        kept = await asyncio.gather(*(storage.awaited.add(f"a{n}", "one", "alice") for n in range(MOST + 3)))
        assert kept.count(True) == len(await storage.awaited.of("alice", "one")) == MOST


class Late(Database):
    """A database whose first reading arrives when it is let go, with what was there when it began."""

    def __init__(self, database: Database) -> None:
        super().__init__(database.connection)
        self.read, self.go = asyncio.Event(), asyncio.Event()

    async def rows(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        found = await super().rows(sql, values)
        if not self.read.is_set():
            self.read.set()
            await self.go.wait()
        return found


async def test_what_is_chosen_while_it_is_first_read_holds(tmp_path: Path) -> None:
    async with Database.open(tmp_path) as database:
        late = Late(database)
        members = Members(late, Pseudonyms(b"1" * 32))
        first = asyncio.create_task(members.opted_out("bob", "one"))
        await late.read.wait()
        await members.opt_out("alice", "one")
        late.go.set()
        assert not await first
        assert await members.opted_out("alice", "one")

        late = Late(database)
        servers = Servers(late)
        reading = asyncio.create_task(servers.get("one"))
        await late.read.wait()
        await servers.put(SET)
        late.go.set()
        await reading
        assert await servers.get("one") == SET
