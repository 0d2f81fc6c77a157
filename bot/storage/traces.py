"""Lists every column of the tables that leads to a person, and what happens to it when the person is forgotten.

A new table or column must be listed here, or a test fails: otherwise its rows would not be shown, exported or
forgotten (``bot.storage.forgetting``).
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterable
from typing import Any, Literal, NamedTuple

import aiosqlite

from bot.storage.database import Database

Fate = Literal["goes", "nameless", "stays"]  # of a row: deleted; kept without the name; kept unchanged


class Trace(NamedTuple):
    """A column that holds pseudonyms. ``within``: they are somewhere in a longer text. ``blank``: the server of direct
    messages is '' instead of NULL.
    """

    table: str
    column: str
    fate: Fate
    about: str
    blank: bool = False
    within: bool = False

    @property
    def where(self) -> str:
        """An SQL condition: the rows of a server (:server, None for direct messages) that lead to some pseudonyms
        (:names, a JSON list).
        """
        if self.within:
            return f"{self.place} AND EXISTS (SELECT 1 FROM json_each(:names) WHERE instr({self.column}, value))"  # noqa: S608
        return f"{self.place} AND {self.column} IN (SELECT value FROM json_each(:names))"  # noqa: S608  # names are ours

    @property
    def place(self) -> str:
        """An SQL condition: the rows of a server."""
        return "server = coalesce(:server, '')" if self.blank else "server IS :server"


ANSWERS = Trace("answers", "asker", "goes", "questions with their answers")
OTHERS = (
    Trace("conversations", "asker", "goes", "conversations a follow-up may lean on", blank=True),
    Trace("feedback", "asker", "goes", "verdicts on answers"),
    Trace("reports", "asker", "goes", "reports"),
    Trace("notes", "author", "goes", "notes on answers"),
    Trace("awaited", "asker", "goes", "answers they wait for"),
    Trace("pins", "author", "nameless", "answers they pinned"),  # they belong to the server and answer others
    Trace("pins", "undone_by", "nameless", "pins they took back"),
    Trace("saved", "asker", "goes", "papers on their reading list", blank=True),
    Trace("looked", "asker", "goes", "when they last looked at a library", blank=True),
    Trace("listings", "asker", "goes", "words typed to find papers or questions", blank=True),
    Trace("listings", "spec", "goes", "moderators' searches for one asker", blank=True, within=True),
    Trace("shown", "asker", "nameless", "answers whose buttons know their asker"),  # others see and use them
    # otherwise new questions would be kept again
    Trace("opted_out", "asker", "stays", "the wish that nothing is kept", blank=True),
    Trace("readings", "reader", "stays", "readings of the log"),  # those whose questions were read may ask who did
)
TRACES = (ANSWERS, *OTHERS)
# What another member asked in their words. It goes with them, and is no row of theirs: it may have been asked in private.
WRITTEN = Trace("answers", "writer", "goes", "what others asked about their messages")
NOBODY = {
    "answers_text": "the words of answers, found by word; they go with their answer",
    "quotes": "papers' words; they go with their answer",
    "days": "counts",
    "day_papers": "counts",
    "day_gaps": "counts of words; they go with the last question that has them",
    "pin_likes": "terms under the key, by which a pin's question is known",
    "solved": "words that gaps had; they go with the gap",
    "weekly": "which weeks were told in which channel",
    "servers": "settings: ids of channels and roles",
    "facts": "what the bot remembers about itself",
    "pseudonym_keys": "fingerprints of keys",
    "migrations": "the schema",
}


def whose(names: Iterable[str], server: str | None) -> dict[str, object]:
    """The values for the condition ``Trace.where``."""
    return {"names": json.dumps(list(names)), "server": server}


async def counted(database: Database, names: Iterable[str], server: str | None) -> dict[str, int]:
    """By table, how many rows lead to some pseudonyms in a server."""
    values, found = whose(names, server), dict[str, int]()
    for trace in TRACES:
        row = await database.row(f"SELECT count(*) FROM {trace.table} WHERE {trace.where}", values)  # noqa: S608
        found[trace.table] = found.get(trace.table, 0) + (int(row[0]) if row else 0)
    return found


async def names_in(connection: aiosqlite.Connection, server: str | None) -> set[str]:
    """Every pseudonym in a server's rows."""
    found = set[str]()
    for trace in (one for one in (*TRACES, WRITTEN) if not one.within):
        names = (
            f"SELECT DISTINCT {trace.column} FROM {trace.table} WHERE {trace.place} AND {trace.column} IS NOT NULL"  # noqa: S608
        )
        found.update(row[0] for row in await connection.execute_fetchall(names, {"server": server}))
    return found


async def beside_answers(
    database: Database, names: Iterable[str], server: str | None
) -> AsyncIterator[list[dict[str, Any]]]:
    """All rows that lead to some pseudonyms in a server, except answers; each with the name of its table, one trace at
    a time.
    """
    values = whose(names, server)
    for trace in OTHERS:
        rows = await database.rows(f"SELECT * FROM {trace.table} WHERE {trace.where}", values)  # noqa: S608
        yield await asyncio.to_thread(_named, trace.table, rows)


def _named(table: str, rows: Iterable[sqlite3.Row]) -> list[dict[str, Any]]:
    return [{"table": table, **dict(row)} for row in rows]
