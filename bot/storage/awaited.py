"""Questions that were not answered, and who wants to be told when they are: ids and pseudonyms, no words."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import aiosqlite

from bot.models import Answer, Context
from bot.storage.database import Database
from bot.storage.inserting import insert
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.rows import Entry, answer_row
from bot.storage.state import Shown, Slice

SURFACE = "awaited"  # of the answers that are told
MOST = 25  # that one member waits for in one server
_WANTED = (
    "NOT EXISTS (SELECT 1 FROM opted_out WHERE opted_out.server = {0}.server AND opted_out.asker = {0}.asker)"
)
# The wishes are held under the new answer, where their members still find, end and delete them, until it is told.
_CLAIM = (
    f"UPDATE awaited SET answer = :told WHERE answer = :asked AND {_WANTED.format('awaited')} AND EXISTS "  # noqa: S608
    f"(SELECT 1 FROM answers WHERE id = :asked AND asker IS NOT NULL AND withheld IS NULL AND {_WANTED.format('answers')} "
    "AND (:after IS NULL OR (read_with IS NOT NULL AND NOT EXISTS (SELECT 1 FROM answers AS former JOIN opted_out "
    "ON opted_out.server = former.server AND opted_out.asker = former.asker "
    "WHERE former.server = answers.server AND former.question = :after))))"
)
_RELEASE = (
    "DELETE FROM answers WHERE id = :told",
    "DELETE FROM shown WHERE answer = :told",
    "UPDATE OR REPLACE awaited SET answer = :asked WHERE answer = :told AND EXISTS (SELECT 1 FROM answers WHERE id = :asked)",
    "DELETE FROM awaited WHERE answer = :told",
)


class Awaited:
    """Wishes to be told, of members of servers."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def add(self, answer: str, server: str | None, member: str) -> bool:
        """Keep a wish; False where the member waits for as many as may be. Raises StorageError."""
        held = await self.of(member, server)
        if answer not in held and len(held) >= MOST:
            return False
        await self._database.execute(
            "INSERT OR IGNORE INTO awaited (answer, server, asker, at) VALUES (?, ?, ?, ?)",
            (answer, server, self._pseudonyms.of(member, server), _now()),
        )
        return True

    async def of(self, member: str, server: str | None) -> list[str]:
        """The answers a member waits for better ones of, the oldest first. Raises StorageError."""
        names = json.dumps(self._pseudonyms.all_of(member, server))
        rows = await self._database.rows(
            "SELECT answer FROM awaited WHERE server IS ? AND asker IN (SELECT value FROM json_each(?)) ORDER BY at",
            (server, names),
        )
        return [row["answer"] for row in rows]

    async def end(self, answer: str, member: str, server: str | None) -> None:
        """A member waits no more. Raises StorageError."""
        names = json.dumps(self._pseudonyms.all_of(member, server))
        sql = "DELETE FROM awaited WHERE answer = ? AND asker IN (SELECT value FROM json_each(?))"
        await self._database.execute(sql, (answer, names))

    async def done(self, *answers: str) -> None:
        """Nobody waits any more: it was told, or cannot be. Raises StorageError."""
        sql = "DELETE FROM awaited WHERE answer IN (SELECT value FROM json_each(?))"
        await self._database.execute(sql, (json.dumps(answers),))

    async def claim(self, entry: Entry, shown: Shown, answer: Answer, context: Context) -> bool:
        """Keep an answer that is going to be told as one to the question's asker, as old as the question, before it is sent.

        False, and nothing kept, where it is being told already, nobody waits, or the asker is unknown or has opted out, or
        whoever asked what it is read with has, or that was forgotten.
        Raises StorageError.
        """
        row = answer_row(answer, context, entry.asker, entry.asked_at)
        after = context.previous.question if context.previous else None
        values = {"told": answer.id, "asked": entry.id, "after": after}
        state = {"shown": _state(entry, shown, answer).model_dump(mode="json"), "at": _now()}

        async def work(connection: aiosqlite.Connection) -> bool:
            async with connection.execute(_CLAIM, values) as claimed:
                if not claimed.rowcount:
                    return False
            await insert(connection, [row, state])
            return True

        return await self._database.write(work)

    async def release(self, told: str, asked: str) -> None:
        """A claimed answer was not told: nothing of it is kept, and who still waits goes on waiting. Raises StorageError."""

        async def work(connection: aiosqlite.Connection) -> None:
            for sql in _RELEASE:
                await connection.execute(sql, {"told": told, "asked": asked})

        await self._database.write(work)

    async def waiting(self, server: str, most: int) -> list[str]:
        """The answers of a server for which somebody waits who has not opted out, the oldest first. Raises StorageError."""
        rows = await self._database.rows(
            "SELECT answer, min(at) AS since FROM awaited WHERE server = ? "  # noqa: S608
            f"AND {_WANTED.format('awaited')} AND NOT EXISTS (SELECT 1 FROM answers WHERE id = awaited.answer "
            f"AND surface = '{SURFACE}') GROUP BY answer ORDER BY since LIMIT ?",
            (server, most),
        )
        return [row["answer"] for row in rows]


def _state(entry: Entry, shown: Shown, answer: Answer) -> Shown:
    """The buttons of an answer that is told where another stands."""
    told = {
        "answer": answer.id,
        "message": None,
        "asker": entry.asker,
        "outcome": answer.outcome.value,
        "kind": answer.kind,
        "library": answer.library,
        "snapshot": answer.snapshot,
        "quotes": tuple(Slice(key=quote.key, start=quote.start, stop=quote.end) for quote in answer.quotes),
        "keys": answer.keys,
    }
    return shown.model_copy(update=told)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
