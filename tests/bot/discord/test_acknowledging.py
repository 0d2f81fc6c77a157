"""Discord hears of everything in time, however long the log makes it wait and however many papers there are."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident
from typing import Any

import aiosqlite
import pytest
import simcord

from bot.config import Config, SearchSection, StorageSection
from bot.discord import suggest
from bot.discord.parts import Parts
from bot.discord.running import open_parts
from bot.settings import DiscordSection
from bot.storage.database import Database
from corpus.models import Paper
from corpus.shelf import Shelf
from corpus.store import CorpusStore
from tests.bot.discord import surfaces
from tests.bot.discord.conftest import Server
from tests.corpus.test_store import parsed

READ = "_execute_fetchall"  # what aiosqlite does for a query
HELD, LARGE = 70, 6_000  # papers, and on how many places of the shelf they stand: more than are read through
SHOWN = 40  # readings of papers that one reply may make to show a few
SOON = 5  # milliseconds until what waits is announced


class Counted:
    """Records of papers, which counts those that were read in the thread of the event loop."""

    def __init__(self, records: Any) -> None:
        self._records, self._loop, self.read = records, get_ident(), 0

    def __getitem__(self, number: int) -> bytes:
        self.read += get_ident() == self._loop
        content: bytes = self._records[number]
        return content


@pytest.fixture
async def parts(tmp_path: Path) -> AsyncIterator[Parts]:
    """A library with something for every command, on disk, and a bot that soon announces."""
    CorpusStore(tmp_path / "libraries").add("default", parsed(*surfaces.papers(HELD)))
    soon = DiscordSection(cooldown_questions=1000).model_copy(update={"defer_after_ms": SOON})
    kept = SearchSection(engine="tantivy")
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path), discord=soon, search=kept)) as opened:
        yield opened


@pytest.fixture
async def counted(parts: Parts) -> Counted:
    """The library made large: its papers stand on the shelf again and again, and reading one is counted."""
    shelf = (await parts.libraries.opened("default")).corpus.papers
    assert isinstance(shelf, Shelf)
    shelf.numbers = array("I", (number % HELD for number in range(LARGE)))
    shelf.records = counting = Counted(shelf.records)  # type: ignore[assignment]
    shelf.record = lambda number: Paper.model_validate_json(counting[number])  # type: ignore[assignment]
    return counting


@pytest.fixture
async def searched(parts: Parts, counted: Counted, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The searches that were made in the thread of the event loop: they are for the one that answers."""
    loop, seen = get_ident(), []
    engine = (await parts.libraries.opened("default")).assistant._index.engine
    search: Any = type(engine).search

    async def noted(self: Any, *given: Any, **named: Any) -> Any:
        if get_ident() == loop:
            seen.append(str(given))
        return await search(self, *given, **named)

    monkeypatch.setattr(type(engine), "search", noted)
    return seen


@dataclass
class Slow:
    """Whether the log is slow."""

    on: bool = False


@pytest.fixture
async def slow(simcord_env: simcord.Env, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Slow]:
    """While it is on, SQLite reads and writes nothing as long as there is an interaction that Discord has heard nothing of.

    What writes waits in its own task: the simulation would take the task that writes for all for a bot that hangs.
    """
    state, heard = Slow(), asyncio.Condition()
    execute: Any = aiosqlite.Connection._execute
    write: Any = Database.write
    interactions = simcord_env.backend.interactions

    def all_heard() -> bool:
        return not state.on or all(one.responded for one in interactions.values())

    async def wait() -> None:
        if not all_heard():
            async with heard:
                await simcord_env.external_wait(heard.wait_for(all_heard), reason="the log is slow")

    async def waiting(self: Any, what: Any, *arguments: Any) -> Any:
        if what.__name__ == READ:
            await wait()
        return await execute(self, what, *arguments)

    async def writing(self: Any, work: Any) -> Any:
        await wait()
        return await write(self, work)

    async def watch() -> None:
        while True:
            await asyncio.sleep(0.001)
            async with heard:
                heard.notify_all()

    watching = asyncio.create_task(watch())
    with monkeypatch.context() as patched:
        patched.setattr(suggest, "IN_TIME", SOON / 1000)
        patched.setattr(aiosqlite.Connection, "_execute", waiting)
        patched.setattr(Database, "write", writing)
        yield state
    watching.cancel()


@pytest.mark.slow
async def test_everything_is_acknowledged_first_and_reads_no_library_in_the_loop(
    server: Server, slow: Slow, counted: Counted, searched: list[str], simcord_env: simcord.Env
) -> None:
    seen = surfaces.Seen(simcord_env.bot)
    async for name, result in surfaces.used(server):
        slow.on = True  # after the first answer, which everybody sees
        assert counted.read <= SHOWN, name
        assert searched == [], name
        counted.read = 0
        if not isinstance(result, list):
            assert result.acknowledged, name
            shown = result.response
            assert result.modal or shown is None or shown.content or shown.embeds, name
    assert seen.missing(simcord_env.bot) == set(), surfaces.ADD
