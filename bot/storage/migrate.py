"""Numbered migrations; the database remembers which have run. Each runs once, completely or not at all.

Older Marrows wrote ids and names as they are; these are replaced by keyed hashes: in the tables by a migration, in the
spool line by line.
"""

from __future__ import annotations

import json
import logging
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import aiosqlite

from bot.storage.keys import checked, remember
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.rows import keyed_places
from bot.storage.selection import pairs_of
from bot.storage.spool import Spool
from corpus.errors import StorageError
from corpus.private import why

_LOG = logging.getLogger("marrow.storage")
DUE = "raw names"  # a fact: ids in rows were hashed, but the old bytes are still in the file
_PLACES = ("server", "channel", "message", "conversation")
_CUT_CHANNEL = re.compile(rb'"channel": ("[^"]*("|$)|[^",}]*$)')
_CUT = re.compile(rb'"(conversation|message|reply|member)": ("[^"]*("|$)|[^",}]*$)')


def functions(names: Pseudonyms) -> dict[str, tuple[int, Callable[..., Any]]]:
    """The functions that migrations call from SQL, by name: (number of arguments, function)."""
    return {"keyed": (3, names.keyed), "reader": (2, names.reader), "pairs_of": (2, pairs_of)}


async def register(database: aiosqlite.Connection, names: Pseudonyms) -> None:
    """Register those functions, which use the key, on a connection."""
    for name, (count, function) in functions(names).items():
        await database.create_function(name, count, function, deterministic=True)


def rekey_spool(data_dir: Path, names: Pseudonyms) -> None:
    """Replace ids in the lines of the spool by keyed hashes; values already replaced stay. Raises StorageError."""
    try:
        Spool(data_dir).rewrite(lambda line: _keyed_line(line, names))
    except OSError as error:
        raise StorageError(f"The spool in {data_dir} cannot be rewritten: {why(error)}.") from None


def _keyed_line(line: bytes, names: Pseudonyms) -> bytes:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return _bare(line)
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str | None) for name in _PLACES):
        return _bare(line)
    if "asked_at" not in row:  # a row with only a message's id
        return line
    row |= keyed_places(row, names) | ({"reply": None} if row.get("withheld") else {})
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")


def _bare(line: bytes) -> bytes:
    """A damaged line without the values that lead to a person, or their beginnings."""
    line = _CUT.sub(rb'"\1": null', line)
    return line if b'"server": "' in line else _CUT_CHANNEL.sub(b'"channel": null', line)


async def erase_raw(database: aiosqlite.Connection) -> None:
    """Erase the bytes of the old ids and names from the file, once after the migration; if that is not possible now, at
    the next start.
    """
    if not list(await database.execute_fetchall("SELECT 1 FROM facts WHERE key = ?", (DUE,))):
        return
    try:
        await database.execute_fetchall("VACUUM")
        await database.execute("DELETE FROM facts WHERE key = ?", (DUE,))
        ((busy, *_),) = await database.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise sqlite3.OperationalError("another program is reading it")
    except sqlite3.OperationalError as error:
        _LOG.warning(
            "The bytes of names that were kept before could not be erased from the logbook's file yet (%s); that is "
            "done at the next start.",
            error,
        )
        await database.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, 'to be erased')", (DUE,))


KEYED = 5  # the step that hashes ids and names; the spool is rewritten before it, again after an interruption


@cache
def steps() -> tuple[tuple[int, str, str], ...]:
    """(number, file name, SQL) of every migration, in order. Their files are read once a process."""
    found = [entry for entry in (files("bot.storage") / "migrations").iterdir() if entry.name.endswith(".sql")]
    named = sorted((entry.name, entry.read_text("utf-8")) for entry in found)
    return tuple((int(name.partition("_")[0]), name, sql) for name, sql in named)


async def migrate(database: aiosqlite.Connection, data_dir: Path) -> None:
    """Migrate a data folder's database to this program's schema, after a check that its key for pseudonyms is the right
    one.

    Several processes may do this at once: each migration runs in a transaction that first checks whether it is still
    needed. Raises StorageError if the database is newer than the program; KeyTrouble, with nothing changed, if the key
    is wrong.
    """
    names = await checked(database, data_dir)
    await register(database, names)
    await database.execute(
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"
    )
    newest = await too_new(database)
    if newest < KEYED:
        rekey_spool(data_dir, names)
    for number, name, sql in steps():
        if number > newest:
            await _step(database, number, name, sql)
    await remember(database, names)
    await erase_raw(database)


async def too_new(database: aiosqlite.Connection) -> int:
    """The schema number of a database. Raises StorageError if a newer Marrow wrote it: migrations cannot be reversed."""
    newest, known = await _newest(database), steps()[-1][0]
    if newest > known:
        raise StorageError(
            f"The logbook was written by a newer Marrow (schema {newest}, this one knows {known}); "
            "upgrade Marrow, or point storage.data_dir at another folder."
        )
    return newest


_NAMES = (
    "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"  # without what SQLite names itself
)


@cache
def schema(number: int) -> frozenset[str]:
    """The names of the tables, indexes and triggers of a logbook after the migration with a number."""
    with closing(sqlite3.connect(":memory:")) as database:
        for name, (count, function) in functions(Pseudonyms()).items():
            database.create_function(name, count, function, deterministic=True)
        for one, _, sql in steps():
            if one <= number:
                database.executescript(sql)
        return frozenset(name for (name,) in database.execute(_NAMES))


async def whole(database: aiosqlite.Connection) -> str:
    """ "ok", or which table, index or trigger a logbook has lost."""
    found = {name for (name,) in await database.execute_fetchall(_NAMES)}
    gone = sorted(schema(await _newest(database)) - found) if "migrations" in found else ["migrations"]
    return f"{gone[0]} is missing in it" if gone else "ok"


async def _newest(database: aiosqlite.Connection) -> int:
    async with database.execute("SELECT coalesce(max(number), 0) FROM migrations") as rows:
        row = await rows.fetchone()
    return int(row[0]) if row else 0


async def _step(database: aiosqlite.Connection, number: int, name: str, sql: str) -> None:
    """Run a migration. Its row is written first: if another process has run it meanwhile, the row is there and the
    script ends.

    It is one script because each statement alone would go to the connection's thread and back.
    """
    row = f"INSERT INTO migrations (number, name) VALUES ({number}, '{name}')"  # noqa: S608  # the name of a file of ours
    try:
        await database.executescript(f"BEGIN IMMEDIATE; {row};\n{sql}\nCOMMIT;")
    except BaseException as error:
        with suppress(sqlite3.Error):  # a full disk has ended it already; that error must be raised
            await database.execute("ROLLBACK")
        if not (isinstance(error, sqlite3.IntegrityError) and await _newest(database) >= number):
            raise
