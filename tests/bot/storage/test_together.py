"""Many who ask at once: each answer's row is kept before its asker hears of it, and none is mixed with another's."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.storage.database import FILE, Database
from bot.storage.logbook import Logbook
from tests.bot.storage.samples import NOON, answer, at, context, held_by_another

pytestmark = pytest.mark.usefixtures("begun_log")


async def test_two_hundred_at_once_are_all_there_each_once(tmp_path: Path) -> None:
    async def ask(log: Logbook, number: int) -> None:
        await log.record(answer(number, f"question {number}"), context(f"member {number % 7}"), at(number))
        other = sqlite3.connect(tmp_path / FILE)
        seen = other.execute("SELECT count(*) FROM answers WHERE id = ?", (answer(number).id,)).fetchone()
        other.close()
        assert seen == (1,), "another program must see the row as soon as record returns"

    async with Logbook.open(tmp_path) as log:
        await asyncio.gather(*(ask(log, number) for number in range(200)))
        entries = await log.recent(limit=1000)
        assert {(entry.id, entry.question) for entry in entries} == {
            (f"id{number:06}", f"question {number}") for number in range(200)
        }
        assert len(entries) == 200
        assert len({entry.asker for entry in entries}) == 7
        whole = [await log.get(entry.id) for entry in entries]
        assert all(entry is not None and len(entry.quotes) == 1 for entry in whole)


async def test_when_the_database_is_locked_all_are_spooled_and_read_in_later(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path, busy_timeout_ms=20) as log:
        with held_by_another(tmp_path):
            await asyncio.gather(*(log.record(answer(number), context(), NOON) for number in range(40)))
            assert (log.waiting(), await log.count()) == (40, 0)
    async with Logbook.open(tmp_path) as log:
        assert (log.waiting(), await log.count()) == (0, 40)


async def test_when_the_database_is_full_none_is_lost(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with Database.open(tmp_path) as database:
        log = await Logbook.over(database, tmp_path)
        row = await database.row("PRAGMA page_count")
        assert row is not None
        await database.connection.execute_fetchall(f"PRAGMA max_page_count = {row[0] + 6}")
        await asyncio.gather(*(log.record(answer(n, "long " * 300), context(), NOON) for n in range(60)))
        assert log.waiting() + await log.count() == 60
        assert log.waiting() > 0
    assert caplog.text.count("database or disk is full") == 1, "said once, not sixty times"
    async with Logbook.open(tmp_path) as log:
        assert (log.waiting(), await log.count()) == (0, 60)


async def test_askers_who_go_away_take_no_row_with_them(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        asked = [asyncio.create_task(log.record(answer(n), context(), NOON)) for n in range(40)]
        await asyncio.sleep(0)
        for task in asked[::2]:
            task.cancel()
        ends = await asyncio.gather(*asked, return_exceptions=True)
        assert [end is None for end in ends] == [False, True] * 20
    async with Logbook.read(tmp_path) as log:
        assert {entry.id for entry in await log.recent(limit=100)} == {f"id{n:06}" for n in range(40)}
