"""Rows of answers as entries with their quotes, several at once and beside the event loop."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Sequence

from bot.storage.database import Database
from bot.storage.rows import Entry, entry

CHUNK = 100  # rows read at a time for an export
_QUOTES = """
SELECT answer, key, doi, start, stop, sentence, section, text FROM quotes
WHERE answer IN (SELECT value FROM json_each(?)) ORDER BY answer, position
"""


async def with_quotes(database: Database, rows: Sequence[sqlite3.Row]) -> list[Entry]:
    """The entries of some rows of ``answers``, in their order. Raises StorageError."""
    quotes = await database.rows(_QUOTES, (json.dumps([row["number"] for row in rows]),))
    return await asyncio.to_thread(_entries, rows, quotes)


def _entries(rows: Sequence[sqlite3.Row], quotes: Sequence[sqlite3.Row]) -> list[Entry]:
    found: dict[int, list[dict[str, object]]] = {}
    for quote in quotes:
        values = dict(quote)
        found.setdefault(values.pop("answer"), []).append(values)
    return [entry(dict(row), found.get(row["number"], ())) for row in rows]
