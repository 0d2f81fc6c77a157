"""Ids and names as older Marrows wrote them down, put under the key: in the tables by a migration, in the spool by lines."""

from __future__ import annotations

import json
import logging
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiosqlite

from bot.storage.pseudonyms import Pseudonyms
from bot.storage.rows import keyed_places
from bot.storage.spool import Spool
from corpus.errors import StorageError
from corpus.private import why

_LOG = logging.getLogger("marrow.storage")
DUE = "raw names"  # a fact: rows were put under the key, and their old bytes are still in the file
_PLACES = ("server", "channel", "message", "conversation")
_CUT_CHANNEL = re.compile(rb'"channel": ("[^"]*("|$)|[^",}]*$)')
_CUT = re.compile(rb'"(conversation|message|reply|member)": ("[^"]*("|$)|[^",}]*$)')


def functions(names: Pseudonyms) -> dict[str, tuple[int, Callable[..., Any]]]:
    """What the migrations call, by name: how many arguments, and the function."""
    return {"keyed": (3, names.keyed), "reader": (2, names.reader)}


async def register(database: aiosqlite.Connection, names: Pseudonyms) -> None:
    """Let a connection's migrations use the key."""
    for name, (count, function) in functions(names).items():
        await database.create_function(name, count, function, deterministic=True)


def rekey_spool(data_dir: Path, names: Pseudonyms) -> None:
    """Put the lines of the spool under the key. What is keyed already stays as it is. Raises StorageError."""
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
    if "asked_at" not in row:  # the id of a message that came late
        return line
    row |= keyed_places(row, names) | ({"reply": None} if row.get("withheld") else {})
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")


def _bare(line: bytes) -> bytes:
    """A line that was cut short, without what leads to a person, or the beginning of that."""
    line = _CUT.sub(rb'"\1": null', line)
    return line if b'"server": "' in line else _CUT_CHANNEL.sub(b'"channel": null', line)


async def erase_raw(database: aiosqlite.Connection) -> None:
    """Leave no byte of the raw names in the file, once after the migration; where it cannot be done now, at the next start."""
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
