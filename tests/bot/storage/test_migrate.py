"""Migrations: from nothing, twice, by several at once, and never backwards."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.storage.database import FILE
from bot.storage.logbook import Logbook
from bot.storage.migrate import steps
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON, answer, context


def tables(path: Path) -> set[str]:
    database = sqlite3.connect(path)
    names = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    database.close()
    return names


async def test_a_blank_folder_gets_the_newest_schema_once(tmp_path: Path) -> None:
    for _ in range(2):
        async with Logbook.open(tmp_path):
            pass
    assert {"answers", "quotes", "migrations"} <= tables(tmp_path / FILE)
    database = sqlite3.connect(tmp_path / FILE)
    assert database.execute("SELECT number, name FROM migrations").fetchall() == [
        (n, name) for n, name, _ in steps()
    ]
    database.close()


async def test_several_may_open_a_blank_folder_at_once(tmp_path: Path) -> None:
    async def ask(number: int) -> None:
        async with Logbook.open(tmp_path) as log:
            await log.record(answer(number), context(), NOON)

    await asyncio.gather(*(ask(number) for number in range(8)))
    async with Logbook.read(tmp_path) as log:
        assert await log.count() == 8


async def test_a_newer_database_is_refused_in_a_sentence(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path):
        pass
    database = sqlite3.connect(tmp_path / FILE)
    database.execute("INSERT INTO migrations VALUES (9999, 'from the future')")
    database.commit()
    database.close()
    with pytest.raises(StorageError, match="newer Marrow"):
        async with Logbook.open(tmp_path):
            pass


def test_numbers_are_unique_and_rise() -> None:
    numbers = [number for number, _, _ in steps()]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 1
