"""No connection to the logbook outlives who opened it, however slow the disk is and whoever is cancelled or holds a lock: its
thread would speak to an event loop that is gone.
"""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import aiosqlite
import pytest

from bot.storage import database as storing
from bot.storage.connecting import connected
from bot.storage.database import FILE, Database
from bot.storage.logbook import Logbook
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON, answer, context
from tests.bot.storage.test_database import PUT, facts

SLOWLY = "INSERT INTO facts (key, value) VALUES (?, slowly())"


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    """The thread of each connection that a test opens has ended with it."""
    before = set(threading.enumerate())
    yield
    left = [one for one in set(threading.enumerate()) - before if "_connection_worker" in one.name]
    for one in left:  # it has told that it has closed, and may have a step to go
        one.join(60)
    assert not any(one.is_alive() for one in left)


class Slowly:
    """A function of SQL that takes until it is ``allowed``."""

    def __init__(self) -> None:
        self.begun, self.allowed = threading.Event(), threading.Event()

    def __call__(self) -> str:
        self.begun.set()
        assert self.allowed.wait(60)
        return "v"

    async def known_to(self, connection: aiosqlite.Connection) -> None:
        """Make it known to a connection."""
        await connection.create_function("slowly", 0, self)

    def allowed_soon(self) -> None:
        """Let it go on when the present task has begun to wait."""
        asyncio.get_running_loop().call_later(0.05, self.allowed.set)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "CLOSING", 0.01)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another program, which writes for as long as the test takes."""
    connection = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    yield connection
    connection.close()


@pytest.mark.usefixtures("hasty")
async def test_a_write_that_the_disk_keeps_long_is_finished_before_it_closes(tmp_path: Path) -> None:
    slowly = Slowly()
    async with Database.open(tmp_path) as database:
        await slowly.known_to(database.connection)
        writing = asyncio.create_task(database.execute(SLOWLY, ("slow",)))
        await asyncio.to_thread(slowly.begun.wait)
        after = asyncio.create_task(database.execute(PUT, ("after",)))
        slowly.allowed_soon()
    assert (await writing, await after) == (1, 1)
    assert facts(tmp_path) == {"slow", "after"}


@pytest.mark.usefixtures("hasty")
async def test_a_lock_that_another_program_keeps_is_not_waited_for_when_it_closes(
    tmp_path: Path, other: sqlite3.Connection
) -> None:
    """Those who wait are told, so that they keep elsewhere what they have."""
    async with asyncio.timeout(30), Database.open(tmp_path, busy_timeout_ms=60_000) as database:
        other.execute("BEGIN IMMEDIATE")
        writes = [asyncio.create_task(database.execute(PUT, (str(n),))) for n in range(2)]
        await asyncio.sleep(0)
    for write in writes:
        with pytest.raises(StorageError, match="database is locked"):
            await write
    other.execute("ROLLBACK")
    assert facts(tmp_path) == set()


@pytest.mark.usefixtures("hasty")
async def test_a_lock_is_waited_for_as_long_as_it_is_open(tmp_path: Path, other: sqlite3.Connection) -> None:
    """Longer than SQLite itself waits at a time."""
    async with Database.open(tmp_path, busy_timeout_ms=60_000) as database:
        other.execute("BEGIN IMMEDIATE")
        write = asyncio.create_task(database.execute(PUT, ("patient",)))
        done, _ = await asyncio.wait({write}, timeout=5 * storing.HARDLY / 1000)
        assert not done
        other.execute("ROLLBACK")
        assert await write == 1


async def test_a_lock_costs_one_wait_in_all_and_not_one_a_write(
    tmp_path: Path, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until it is gone; by a clock on which each look takes a second."""
    clock = itertools.count()
    monkeypatch.setattr(storing, "monotonic", lambda: float(next(clock)))
    async with Database.open(tmp_path, busy_timeout_ms=4_000) as database:

        async def waited() -> int:
            began = next(clock)
            with pytest.raises(StorageError, match="database is locked"):
                await database.execute(PUT, ("locked",))
            return next(clock) - began

        for _ in range(2):
            other.execute("BEGIN IMMEDIATE")
            first, *further = [await waited() for _ in range(3)]
            assert first > 4 > max(further)
            other.execute("ROLLBACK")
            assert await database.execute("UPDATE facts SET value = value") == 0


async def test_what_comes_when_it_is_closed_is_refused_and_spooled(tmp_path: Path) -> None:
    async with Database.open(tmp_path) as database:
        book = await Logbook.over(database, tmp_path)
    for call in (database.execute(PUT, ("late",)), database.rows("SELECT 1")):
        with pytest.raises(StorageError, match="it is closed"):
            await call
    await book.record(answer(1), context(), NOON)
    await book.close()
    assert book.waiting() == 1


async def begun_reading(database: Database, slowly: Slowly) -> asyncio.Task[list[sqlite3.Row]]:
    """A read that has begun, and ends when it is allowed to."""
    assert database._readers is not None
    await database.rows("SELECT 1")
    await slowly.known_to(database._readers._idle[0])
    reading = asyncio.create_task(database.rows("SELECT slowly()"))
    await asyncio.to_thread(slowly.begun.wait)
    return reading


async def test_a_read_that_outlasts_the_database_is_finished(tmp_path: Path) -> None:
    slowly = Slowly()
    async with Database.open(tmp_path) as database:
        reading = await begun_reading(database, slowly)
    slowly.allowed.set()
    assert (await reading)[0][0] == "v"


async def test_who_is_cancelled_twice_while_it_closes_has_it_closed(tmp_path: Path) -> None:
    slowly = Slowly()

    async def use() -> None:
        async with Database.open(tmp_path) as database:
            await slowly.known_to(database.connection)
            await database.execute(SLOWLY, ("slow",))

    using = asyncio.create_task(use())
    await asyncio.to_thread(slowly.begun.wait)
    for _ in range(3):
        using.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    slowly.allowed.set()
    with pytest.raises(asyncio.CancelledError):
        await using
    assert facts(tmp_path) == {"slow"}


async def test_who_is_cancelled_twice_while_a_read_ends_has_it_closed(tmp_path: Path) -> None:
    slowly = Slowly()
    async with Database.open(tmp_path) as database:
        reading = await begun_reading(database, slowly)
    for _ in range(3):
        reading.cancel()
        await asyncio.sleep(0)
    slowly.allowed.set()
    with pytest.raises(asyncio.CancelledError):
        await reading


async def test_who_is_cancelled_while_it_opens_leaves_nothing_open(tmp_path: Path) -> None:
    async def use(folder: Path) -> None:
        async with Database.open(folder):
            await asyncio.sleep(3600)

    for steps in range(0, 40, 4):
        using = asyncio.create_task(use(tmp_path / str(steps)))
        for _ in range(steps):
            await asyncio.to_thread(lambda: None)  # a moment of a thread, as each statement takes one
        for _ in range(2):
            using.cancel()
            await asyncio.sleep(0)
        with suppress(asyncio.CancelledError):
            await using


async def test_a_connection_whose_caller_is_cancelled_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly, connect = Slowly(), sqlite3.connect

    def slow(place: str) -> sqlite3.Connection:
        slowly()
        return connect(place)

    monkeypatch.setattr(sqlite3, "connect", slow)
    connecting = asyncio.create_task(connected(tmp_path / "new"))
    await asyncio.to_thread(slowly.begun.wait)
    for _ in range(3):
        connecting.cancel()
        await asyncio.sleep(0)
    slowly.allowed.set()
    with pytest.raises(asyncio.CancelledError):
        await connecting
