"""Numbered migrations, remembered in the database: each step whole or not at all, each once."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import aiosqlite

from bot.storage.keys import checked, remember
from bot.storage.rekeying import erase_raw, register, rekey_spool
from corpus.errors import StorageError

KEYED = 5  # the step that puts ids and names under the key; the spool is rewritten before it, and again if that was cut off


def steps() -> list[tuple[int, str, str]]:
    """(number, name, SQL) of every migration, in order."""
    found = [entry for entry in (files("bot.storage") / "migrations").iterdir() if entry.name.endswith(".sql")]
    named = sorted((entry.name, entry.read_text("utf-8")) for entry in found)
    return [(int(name.partition("_")[0]), name, sql) for name, sql in named]


async def migrate(database: aiosqlite.Connection, data_dir: Path) -> None:
    """Bring a data folder's database to this program's schema, once its key for pseudonyms is known to be the right one.

    Several processes may open it at once: each step runs in a transaction that first looks again whether it is
    still to be done. Raises StorageError where the database is newer than the program; KeyTrouble, nothing changed.
    """
    names = await checked(database, data_dir)
    await register(database, names)
    await database.execute(
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"
    )
    known = steps()
    newest = await _newest(database)
    if newest > known[-1][0]:
        raise StorageError(
            f"The logbook was written by a newer Marrow (schema {newest}, this one knows {known[-1][0]}); "
            "upgrade Marrow, or point storage.data_dir at another folder."
        )
    if newest < KEYED:
        rekey_spool(data_dir, names)
    for number, name, sql in known:
        if number > newest:
            await _step(database, number, name, sql)
    await remember(database, names)
    await erase_raw(database)


async def _newest(database: aiosqlite.Connection) -> int:
    async with database.execute("SELECT coalesce(max(number), 0) FROM migrations") as rows:
        row = await rows.fetchone()
    return int(row[0]) if row else 0


async def _step(database: aiosqlite.Connection, number: int, name: str, sql: str) -> None:
    await database.execute("BEGIN IMMEDIATE")
    try:
        if await _newest(database) < number:
            for statement in _statements(sql):
                await database.execute(statement)
            await database.execute("INSERT INTO migrations (number, name) VALUES (?, ?)", (number, name))
        await database.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk has ended it already, and is what has to be told
            await database.execute("ROLLBACK")
        raise


def _statements(sql: str) -> list[str]:
    """The statements of a migration, a trigger whole; comments go first, because they may hold a semicolon."""
    bare = "\n".join(line.partition("--")[0] for line in sql.splitlines())
    statements, begun = [], ""
    for part in bare.split(";"):
        begun += f"{part};"
        if sqlite3.complete_statement(begun):
            statements.append(begun)
            begun = ""
    return [statement for statement in statements if statement.strip(" \n;")]
