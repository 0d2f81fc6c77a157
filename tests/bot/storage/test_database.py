"""Writes that come together share a commit and nothing else: not a failure, not a cancelled caller."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import aiosqlite
import pytest

from bot.storage.database import FILE, Database
from corpus.errors import StorageError
from tests.bot.storage.samples import written

PUT = "INSERT INTO facts (key, value) VALUES (?, 'v')"


def facts(data_dir: Path) -> set[str]:
    """Keys in the table of facts, read with nothing of ours."""
    other = sqlite3.connect(data_dir / FILE)
    found = {row[0] for row in other.execute("SELECT key FROM facts")}
    other.close()
    return found


async def test_writes_that_come_together_share_commits(tmp_path: Path) -> None:
    async with Database.open(tmp_path) as database:
        said: list[str] = []
        await database.connection.set_trace_callback(said.append)
        await asyncio.gather(*(database.execute(PUT, (str(n),)) for n in range(200)))
        await database.connection.set_trace_callback(None)  # type: ignore[arg-type]  # sqlite3's way to end it
        assert facts(tmp_path) == {str(n) for n in range(200)}
    assert said.count("COMMIT") < 10
    assert said.count("BEGIN IMMEDIATE") == said.count("COMMIT")


async def test_one_that_fails_takes_nothing_from_the_others(tmp_path: Path) -> None:
    async def half(connection: aiosqlite.Connection) -> None:
        await connection.execute(PUT, ("half",))
        raise LookupError("not this one")

    async with Database.open(tmp_path) as database:
        await database.execute(PUT, ("there",))
        writes = [database.execute(PUT, (key,)) for key in ("a", "there", "b")]
        *done, failed = await asyncio.gather(*writes, database.write(half), return_exceptions=True)
        assert (done[0], done[2]) == (1, 1)
        assert isinstance(done[1], StorageError)
        assert isinstance(failed, LookupError)
        assert facts(tmp_path) == {"there", "a", "b"}


async def test_a_work_is_whole_or_not_at_all(tmp_path: Path) -> None:
    async def twice(connection: aiosqlite.Connection) -> None:
        for _ in range(2):
            await connection.execute(PUT, ("same",))

    async with Database.open(tmp_path) as database:
        with pytest.raises(StorageError, match="cannot be written: UNIQUE"):
            await database.write(twice)
        assert facts(tmp_path) == set()


async def test_a_cancelled_caller_harms_neither_its_write_nor_anybodys(tmp_path: Path) -> None:
    """Cancelled while SQLite waits for another program's lock: the moment a transaction is begun."""
    async with Database.open(tmp_path, busy_timeout_ms=60_000) as database:
        other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        begun: list[str] = []
        await database.connection.set_trace_callback(begun.append)
        first, second = (asyncio.create_task(database.execute(PUT, (key,))) for key in ("first", "second"))
        while not begun:  # noqa: ASYNC110  # SQLite has no event
            await asyncio.sleep(0.001)
        await database.connection.set_trace_callback(None)  # type: ignore[arg-type]
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        other.execute("ROLLBACK")
        other.close()
        assert await second == 1
        assert await database.execute(PUT, ("third",)) == 1
    assert facts(tmp_path) == {"first", "second", "third"}


async def test_what_was_begun_is_written_before_it_closes(tmp_path: Path) -> None:
    async with Database.open(tmp_path) as database:
        begun = [asyncio.create_task(database.execute(PUT, (str(n),))) for n in range(20)]
        await asyncio.sleep(0)
        for task in begun:
            task.cancel()
    assert facts(tmp_path) == {str(n) for n in range(20)}
    assert all(
        isinstance(end, asyncio.CancelledError) for end in await asyncio.gather(*begun, return_exceptions=True)
    )


async def test_another_programs_lock_is_a_sentence_and_then_over(tmp_path: Path) -> None:
    async with Database.open(tmp_path, busy_timeout_ms=20) as database:
        other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        ends = await asyncio.gather(*(database.execute(PUT, (str(n),)) for n in range(3)), return_exceptions=True)
        assert [str(end) for end in ends] == [
            "The logbook cannot be written: database is locked. Run “marrow doctor”."
        ] * 3
        other.execute("ROLLBACK")
        other.close()
        assert await database.execute(PUT, ("later",)) == 1
    assert facts(tmp_path) == {"later"}


async def test_a_database_that_could_not_be_opened_says_why_at_every_call(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    async with Database.open(tmp_path) as database:
        assert "not a database" in database.trouble
        for call in (database.execute(PUT, ("x",)), database.rows("SELECT 1"), database.erase_removed()):
            with pytest.raises(StorageError, match=r"could not be opened: .*not a database"):
                await call


async def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="cannot be made"):
        async with Database.open(tmp_path / "file" / "data"):
            pass


async def test_bytes_are_not_said_erased_while_another_program_reads(tmp_path: Path) -> None:
    async with Database.open(tmp_path, busy_timeout_ms=20) as database:
        await database.execute(PUT, ("marmoset",))
        other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
        other.execute("BEGIN")
        other.execute("SELECT * FROM facts").fetchall()
        await database.execute("DELETE FROM facts")
        with pytest.raises(StorageError, match=r"could not be erased .*do this again"):
            await database.erase_removed()
        other.close()
        await database.erase_removed()
        assert b"marmoset" not in written(tmp_path)
