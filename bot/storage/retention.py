"""Removes old data in two steps: first who asked, later what was asked; a few rows at a time. The state of buttons
stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

import aiosqlite

from bot.storage.database import Database
from bot.storage.forgetting import ENDED, SOLVED
from bot.storage.selection import written
from corpus.errors import StorageError

DUE = "erasing due"  # a fact: whether removed rows still have to be erased: LATER, NOW, or NOT
LATER, NOW, NOT = "yes", "now", "no"
GIVEN_UP = 100  # rows that cannot be removed, after which no more are tried
_OF_A_ROW = (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_MISMATCH)
AT_ONCE = 500  # rows per transaction, so that answers can be written in between
# A row with none of these has no writer either.
_NAMES = ("asker", "member", "channel", "message", "reply", "conversation")
STILL_NAMED = f"coalesce({', '.join(_NAMES)}) IS NOT NULL"
RECEIPT = "withheld = 'log off'"
# By time, each row once whatever happens to it, so that this always ends.
OLD = (
    "SELECT id, asked_at, number FROM answers WHERE {where} AND asked_at < :until AND (asked_at, number) > (:at, :number) "
    "ORDER BY asked_at, number LIMIT :size"
)
# What a clock that was wrong has dated into the future is older than the rows that were written after it.
MISDATED = (
    "SELECT id, asked_at, number FROM answers WHERE {where} AND asked_at > :tomorrow AND (asked_at, number) > (:at, :number) "
    "AND number < (SELECT max(number) FROM answers WHERE asked_at < :until) ORDER BY asked_at, number LIMIT :size"
)
_FADING = (
    f"UPDATE answers SET {', '.join(f'{name} = NULL' for name in (*_NAMES, 'writer'))} WHERE id = ?",  # noqa: S608  # names are ours
    # One reader's verdicts stay apart from another's, but no longer lead to anybody.
    "UPDATE feedback SET asker = lower(hex(randomblob(8))) WHERE answer = ?",
    "UPDATE reports SET asker = lower(hex(randomblob(8))) WHERE answer = ?",
    "UPDATE notes SET author = 'reader-' || lower(hex(randomblob(8))) WHERE answer = ?",
    "UPDATE shown SET asker = NULL WHERE answer = ?",
    "DELETE FROM awaited WHERE answer = ?",
)
_READERS_FADING = (
    "UPDATE readings SET reader = 'forgotten' WHERE server IS ? AND (at < ? OR at > ?) AND reader <> 'forgotten'"
)
_PINS_FADING = (
    "UPDATE pins SET author = NULL WHERE server IS ? AND (at < ? OR at > ?) AND author IS NOT NULL",
    "UPDATE pins SET undone_by = NULL WHERE server IS ? AND (undone_at < ? OR undone_at > ?) AND undone_by IS NOT NULL",
)
_PINS_EXPIRING = (
    "UPDATE pins SET question = NULL WHERE server IS ? AND (at < ? OR at > ?) AND question IS NOT NULL"
)
_ENDED = f"DELETE FROM awaited WHERE held = {ENDED} AND server IS ? AND (at < ? OR at > ?)"  # noqa: S608  # number is ours
# A draft of a pin is a listing whose only key is "pin"; "instr" is exact, but "LIKE" ignores case.
_DRAFTS = """DELETE FROM listings WHERE instr(spec, '{"pin": ') = 1 AND (at < ? OR at > ?)"""
_GOING = (
    "DELETE FROM feedback WHERE answer = ?",
    "DELETE FROM reports WHERE answer = ?",
    "DELETE FROM awaited WHERE answer = ?",
    "UPDATE shown SET asker = NULL WHERE answer = ?",  # who asked goes with what was asked
    "DELETE FROM answers WHERE id = ?",
)


class Retention:
    """Removes what was kept long enough in a server; server None means direct messages and the terminal.

    If ``now`` is given, rows that a wrong clock dated into the future are removed with the rows written after them.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def fade(self, server: str | None, before: datetime, now: datetime | None = None) -> int:
        """Remove the names, places and conversations of answers asked before a time. Returns how many answers changed.
        Raises StorageError.
        """
        await self._talk(server, before, now)
        for sql in (_READERS_FADING, *_PINS_FADING):
            await self._database.execute(sql, (server, written(before), _tomorrow(now)))
        return await self._each(f"server IS :server AND {STILL_NAMED}", server, before, now, _FADING)

    async def expire(self, server: str | None, before: datetime, now: datetime | None = None) -> int:
        """Remove what was asked before a time, with its verdicts, reports and notes. Returns how many rows were
        removed. Raises StorageError.
        """
        await self._talk(server, before, now)
        old = (server, written(before), _tomorrow(now))
        total = await self._database.execute(_PINS_EXPIRING, old)
        await self._database.execute("DELETE FROM readings WHERE server IS ? AND (at < ? OR at > ?)", old)
        try:
            return total + await self._each("server IS :server", server, before, now, _GOING)
        finally:
            await self._database.execute(SOLVED, {"server": server})

    async def drop_receipts(self, before: datetime, now: datetime | None = None) -> int:
        """Remove old receipts of servers that keep no log, and pins that moderators began and did not finish. Returns
        the number of receipts. Raises StorageError.
        """
        await self._database.execute(_DRAFTS, (written(before), _tomorrow(now)))
        return await self._each(RECEIPT, None, before, now, _GOING)

    async def erase(self) -> None:
        """Erase the bytes of removed rows from the files. Raises StorageError."""
        await self._database.erase_removed()

    async def _each(
        self, where: str, server: str | None, before: datetime, now: datetime | None, statements: tuple[str, ...]
    ) -> int:
        """Run some statements for each old answer, a few answers per transaction. Returns for how many answers.
        Raises StorageError, in the end if it is of single answers.
        """
        values = {"server": server, "until": written(before), "tomorrow": _tomorrow(now)}
        total, failed = 0, list[StorageError]()
        for query in (MISDATED, OLD):
            total += await self._all(query.format(where=where), values, statements, failed)
        if failed:
            raise failed[0]
        return total

    async def _all(
        self, query: str, values: Mapping[str, object], statements: tuple[str, ...], failed: list[StorageError]
    ) -> int:
        total, place = 0, {"at": "", "number": -1}
        while rows := await self._next(query, {**values, **place, "size": AT_ONCE}, statements, failed):
            total, place = total + len(rows), {"at": rows[-1]["asked_at"], "number": rows[-1]["number"]}
        return total

    async def _next(
        self, query: str, values: Mapping[str, object], statements: tuple[str, ...], failed: list[StorageError]
    ) -> list[sqlite3.Row]:
        """Run the statements for the next few answers of a query, or for each alone if one of them fails. Returns the
        rows of these answers.
        """
        try:
            return await self._database.write(partial(_some, query, values, statements))
        except StorageError as error:
            if not _is_of_a_row(error):
                raise
        rows = await self._database.rows(query, values)
        for row in rows:
            try:
                await self._database.write(partial(_done, [row], statements))
            except StorageError as error:
                failed.append(error)
                if len(failed) >= GIVEN_UP or not _is_of_a_row(error):
                    raise
        return rows

    async def _talk(self, server: str | None, before: datetime, now: datetime | None) -> None:
        """Remove old member data outside the answers: conversations, reading lists, last looks, waits that ended, and
        words typed for lists.
        """
        old = (server or "", written(before), _tomorrow(now))
        for table in ("conversations", "saved", "looked"):
            await self._database.execute(f"DELETE FROM {table} WHERE server = ? AND (at < ? OR at > ?)", old)  # noqa: S608
        # Those of kept answers go with them; that one has ended stays only until it is as old.
        await self._database.execute(_ENDED, (server, *old[1:]))
        await self._database.execute(
            "DELETE FROM listings WHERE server = ? AND (at < ? OR at > ?) AND asker IS NOT NULL", old
        )


def _tomorrow(now: datetime | None) -> str:
    """The time from which a row's time must be a clock's mistake; "~", later than any time, if ``now`` is None."""
    return written(now + timedelta(days=1)) if now else "~"


async def _some(
    query: str, values: Mapping[str, object], statements: tuple[str, ...], connection: aiosqlite.Connection
) -> list[sqlite3.Row]:
    """Run the statements for the next few answers of a query, within a transaction. Returns the rows of these answers."""
    rows = list(await connection.execute_fetchall(query, values))
    await _done(rows, statements, connection)
    return rows


async def _done(rows: list[sqlite3.Row], statements: tuple[str, ...], connection: aiosqlite.Connection) -> None:
    for sql in statements:
        await connection.executemany(sql, [(row["id"],) for row in rows])


def _is_of_a_row(error: StorageError) -> bool:
    """True if a row or its page is at fault; False if the whole database is, for example because the disk is full or
    another program writes.
    """
    cause = error.__cause__
    return isinstance(cause, sqlite3.Error) and cause.sqlite_errorcode & 0xFF in _OF_A_ROW
