"""A logbook from which something was dropped is not sound, whichever of its tables it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.database import FILE
from bot.storage.logbook import Logbook

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'answers_text_%'"


@pytest.mark.slow
async def test_each_table_that_was_dropped_is_told_of(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path / "whole") as log:
        assert await log.check() == "ok"
    with closing(sqlite3.connect(tmp_path / "whole" / FILE)) as database:
        names = [name for (name,) in database.execute(TABLES)]
    assert len(names) > 10
    told = {name: await _without(tmp_path / name, f"DROP TABLE {name}") for name in names}
    assert {name: said for name, said in told.items() if "is missing in it" not in said} == {}


async def test_an_index_that_was_dropped_is_told_of(tmp_path: Path) -> None:
    with_one = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    async with Logbook.open(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        (name,) = database.execute(with_one).fetchone()
        database.execute(f"DROP INDEX {name}")
    async with Logbook.read(tmp_path) as log:
        assert await log.check() == f"{name} is missing in it"


async def _without(folder: Path, change: str) -> str:
    async with Logbook.open(folder):
        pass
    with closing(sqlite3.connect(folder / FILE)) as database, database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(change)
    async with Logbook.read(folder) as log:
        return await log.check()
