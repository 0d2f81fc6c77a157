"""Rows written into the tables, within a transaction of whoever writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import aiosqlite

from bot.storage.rows import Entry, Row
from bot.storage.shown import insert_state
from bot.storage.spool import Line

_OF_THE_ROW = (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_RANGE)
_COLUMNS = tuple(name for name in Entry.model_fields if name not in ("quotes", "reply"))
_INSERT = (
    f"INSERT INTO answers ({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)}) "  # noqa: S608
    "ON CONFLICT (id) DO NOTHING RETURNING number"
)
REPLY = "UPDATE answers SET reply = :reply WHERE id = :id AND withheld IS NULL"
_INSERT_QUOTE = (
    "INSERT INTO quotes (answer, position, key, doi, start, stop, sentence, section, text) "
    "VALUES (:answer, :position, :key, :doi, :start, :stop, :sentence, :section, :text)"
)


async def insert_sound(connection: aiosqlite.Connection, lines: Sequence[Line]) -> list[bytes]:
    """Write waiting lines within a transaction, each whole or not at all; those that SQLite refuses, as they were written.

    Raises sqlite3.Error where the fault is the database's and not the line's.
    """
    refused = []
    for line in lines:
        await connection.execute("SAVEPOINT line")
        try:
            await insert(connection, [line.row])
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            if isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF not in _OF_THE_ROW:
                raise
            await connection.execute("ROLLBACK TO line")
            refused.append(line.written)
        await connection.execute("RELEASE line")
    return refused


async def insert(connection: aiosqlite.Connection, rows: Sequence[Row]) -> None:
    """Write rows with their quotes, late ids of messages and states of buttons, within a transaction."""
    for row in rows:
        if "shown" in row or "sent" in row:
            await insert_state(connection, row)
            continue
        if "reply" in row:  # the id of a message, of which the spool heard after the answer's row
            await connection.execute(REPLY, row)
            continue
        async with connection.execute(_INSERT, {name: row.get(name) for name in _COLUMNS}) as inserted:
            number = await inserted.fetchone()
        if number is not None and row["quotes"]:
            quotes = [quote | {"answer": number[0], "position": i} for i, quote in enumerate(row["quotes"])]
            await connection.executemany(_INSERT_QUOTE, quotes)
