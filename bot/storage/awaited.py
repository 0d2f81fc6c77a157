"""Members who want to be told when an unanswered question gets an answer. Only ids and pseudonyms are kept, no
words.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Literal, NamedTuple

import aiosqlite

from bot.models import Answer, Context
from bot.storage.database import Database
from bot.storage.forgetting import ENDED
from bot.storage.inserting import insert
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.rows import Entry, Shown, Slice, answer_row
from bot.storage.selection import written_now

SURFACE = "awaited"  # the surface of answers told later
MOST = 25  # answers that one member may wait for in one server; those that ended do not count
_WANTED = (
    "NOT EXISTS (SELECT 1 FROM opted_out WHERE opted_out.server = {0}.server AND opted_out.asker = {0}.asker)"
)
_WRITTEN = _WANTED.format("answers").replace("= answers.asker", "IN (answers.asker, answers.writer)")
# The wishes are held under the new answer, where their members still find, end and delete them, until it is told.
_CLAIM = (
    f"UPDATE awaited SET answer = :told WHERE answer = :asked AND held = 0 AND {_WANTED.format('awaited')} AND EXISTS "  # noqa: S608
    f"(SELECT 1 FROM answers WHERE id = :asked AND asker IS NOT NULL AND withheld IS NULL AND {_WRITTEN} "
    "AND (:after IS NULL OR (read_with IS NOT NULL AND NOT EXISTS (SELECT 1 FROM answers AS former JOIN opted_out "
    "ON opted_out.server = former.server AND opted_out.asker IN (former.asker, former.writer) "
    "WHERE former.server = answers.server AND former.question = :after))))"
)
_TOLD = f"EXISTS (SELECT 1 FROM answers WHERE id = awaited.answer AND surface = '{SURFACE}')"  # noqa: S608  # name is ours
_MINE = "answer = :answer AND asker IN (SELECT value FROM json_each(:names))"
_OTHERS = (
    "SELECT count(*) FROM awaited WHERE server IS :server AND asker IN (SELECT value FROM json_each(:names)) "  # noqa: S608
    f"AND answer <> :answer AND held <> {ENDED}"
)
_ADD = (
    "INSERT INTO awaited (answer, server, asker, at, address, language) "
    "VALUES (:answer, :server, :asker, :at, :address, :language)"
)
_RELEASE = (
    "DELETE FROM answers WHERE id = :told",
    "DELETE FROM shown WHERE answer = :told",
    "UPDATE OR REPLACE awaited SET answer = :asked WHERE answer = :told AND EXISTS (SELECT 1 FROM answers WHERE id = :asked)",
    "DELETE FROM awaited WHERE answer = :told",
)


class WaitingMember(NamedTuple):
    """A member waits for a better answer than ``answer`` (its id). ``direct``: they want a direct message, sent
    to the member with the id ``member``; that id is None if it was not kept or can no longer be read. ``held``:
    the new answer has come and is kept until they ask again. ``ended``: none can come, and they are still to be told so.
    ``language``: what their Discord was set to ("ja"); None if that is not known.
    """

    answer: str
    asker: str
    direct: bool
    member: str | None
    held: bool
    ended: bool
    language: str | None = None


class Awaited:
    """What members of servers want to be told."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def add(
        self, answer: str, server: str | None, member: str, direct: bool = False, language: str | None = None
    ) -> bool:
        """Keep a wish, or change how an existing one is told. Returns False if the member already waits for the
        most allowed (MOST). Raises StorageError.

        ``direct``: they want a direct message; their id is then kept, encrypted. ``language``: they are told in it.
        """
        address = self._pseudonyms.sealed(member, server) if direct else None
        told = {"address": address, "language": language}
        mine = {"answer": answer, "names": json.dumps(self._pseudonyms.all_of(member, server)), **told}
        row = {"server": server, "asker": self._pseudonyms.of(member, server), "at": written_now()}

        change = (
            f"UPDATE awaited SET address = :address, held = held % {ENDED}, language = :language WHERE {_MINE}"  # noqa: S608  # names are ours
        )

        async def work(connection: aiosqlite.Connection) -> bool:
            # here: two presses may come at once
            ((count,),) = await connection.execute_fetchall(_OTHERS, mine | row)
            if count >= MOST:
                return False
            async with connection.execute(change, mine) as changed:
                if not changed.rowcount:
                    await connection.execute(_ADD, mine | row)
            return True

        return await self._database.write(work)

    async def of(self, member: str, server: str | None) -> list[WaitingMember]:
        """The wishes of a member in a server, oldest first. Raises StorageError."""
        names = json.dumps(self._pseudonyms.all_of(member, server))
        sql = "SELECT * FROM awaited WHERE server IS ? AND asker IN (SELECT value FROM json_each(?)) ORDER BY at, answer"
        return [self._wish(row) for row in await self._database.rows(sql, (server, names))]

    async def news(self, member: str, server: str | None) -> Literal["came", "ended"] | None:
        """What this member should see: an answer that came and is kept for them, or else that none will come; None if
        there is neither. Raises StorageError.
        """
        wishes = await self.of(member, server)
        if any(one.held for one in wishes):
            return "came"
        return "ended" if any(one.ended for one in wishes) else None

    async def wishes(self, answer: str) -> list[WaitingMember]:
        """The wishes for one answer, oldest first. Raises StorageError."""
        sql = "SELECT * FROM awaited WHERE answer = ? ORDER BY at, asker"
        return [self._wish(row) for row in await self._database.rows(sql, (answer,))]

    def _wish(self, row: sqlite3.Row) -> WaitingMember:
        sealed = row["address"]
        member = self._pseudonyms.unsealed(sealed, row["server"]) if sealed else None
        told = (sealed is not None, member, row["held"] == 1, row["held"] == ENDED, row["language"])
        return WaitingMember(row["answer"], row["asker"], *told)

    async def end(self, answer: str, member: str, server: str | None) -> None:
        """Remove one wish of a member. Raises StorageError."""
        mine = {"answer": answer, "names": json.dumps(self._pseudonyms.all_of(member, server))}
        await self._database.execute(f"DELETE FROM awaited WHERE {_MINE}", mine)  # noqa: S608  # names are ours

    async def end_all(self, member: str, server: str | None) -> int:
        """Remove all wishes of a member in a server. Returns how many there were. Raises StorageError."""
        sql = "DELETE FROM awaited WHERE server IS ? AND asker IN (SELECT value FROM json_each(?))"
        return await self._database.execute(sql, (server, json.dumps(self._pseudonyms.all_of(member, server))))

    async def met(self, wish: WaitingMember) -> None:
        """Remove a wish, because its member was told. Raises StorageError."""
        await self._database.execute(
            "DELETE FROM awaited WHERE answer = ? AND asker = ?", (wish.answer, wish.asker)
        )

    async def hold(self, wish: WaitingMember) -> None:
        """Keep the new answer for this member until they ask again. Raises StorageError."""
        sql = "UPDATE awaited SET held = 1 WHERE answer = ? AND asker = ?"
        await self._database.execute(sql, (wish.answer, wish.asker))

    async def end_for(self, wish: WaitingMember) -> None:
        """Keep a note for this member that no answer will come, until they look. Raises StorageError."""
        sql = f"UPDATE awaited SET held = {ENDED} WHERE answer = ? AND asker = ?"  # noqa: S608  # number is ours
        await self._database.execute(sql, (wish.answer, wish.asker))

    async def end_said(self, member: str, server: str | None) -> None:
        """Remove a member's wishes that ended, because they were told so. Raises StorageError."""
        sql = f"DELETE FROM awaited WHERE held = {ENDED} AND server IS ? AND asker IN (SELECT value FROM json_each(?))"  # noqa: S608
        await self._database.execute(sql, (server, json.dumps(self._pseudonyms.all_of(member, server))))

    async def hold_unfinished(self) -> int:
        """At a start: keep the answers that the last process was still sending, until the members who wait ask
        again. Returns the number of wishes concerned.

        We cannot know whether Discord accepted those messages, and sending them again could show them twice in a
        channel. Raises StorageError.
        """
        sql = f"UPDATE awaited SET held = 1 WHERE held = 0 AND {_TOLD}"  # noqa: S608  # names are ours
        return await self._database.execute(sql)

    async def go_on(self, told: str, asked: str) -> None:
        """Let members who were not told of the new answer ``told``, and for whom it is not kept, go on waiting for
        ``asked``. Raises StorageError.
        """
        sql = "UPDATE OR REPLACE awaited SET answer = ? WHERE answer = ? AND held = 0"
        await self._database.execute(sql, (asked, told))

    async def done(self, *answers: str) -> None:
        """Remove all wishes for these answers: they were told, or cannot be. Raises StorageError."""
        sql = "DELETE FROM awaited WHERE answer IN (SELECT value FROM json_each(?))"
        await self._database.execute(sql, (json.dumps(answers),))

    async def claim(self, entry: Entry, shown: Shown, answer: Answer, context: Context) -> bool:
        """Log a new answer before it is sent, under the asker of the question and with the time of the question.

        Returns False, and keeps nothing, if it is already being told, nobody waits, the asker is unknown or has
        opted out, or the question it follows up was forgotten or came from a member who has opted out. Raises
        StorageError.
        """
        row = answer_row(answer, context, entry.asker, entry.asked_at)
        after = context.previous.question if context.previous else None
        values = {"told": answer.id, "asked": entry.id, "after": after}
        state = {"shown": _state(entry, shown, answer).model_dump(mode="json"), "at": written_now()}

        async def work(connection: aiosqlite.Connection) -> bool:
            async with connection.execute(_CLAIM, values) as claimed:
                if not claimed.rowcount:
                    return False
            await insert(connection, [row, state])
            return True

        return await self._database.write(work)

    async def release(self, told: str, asked: str) -> None:
        """Undo ``claim``, because the answer was not told: remove its rows; the members who still wait go on
        waiting. Raises StorageError.
        """

        async def work(connection: aiosqlite.Connection) -> None:
            for sql in _RELEASE:
                await connection.execute(sql, {"told": told, "asked": asked})

        await self._database.write(work)

    async def waiting(self, server: str, most: int) -> list[str]:
        """The ids of at most ``most`` answers in a server for which members wait who have not opted out, oldest
        first. Raises StorageError.
        """
        rows = await self._database.rows(
            "SELECT answer, min(at) AS since FROM awaited WHERE server = ? AND held = 0 "  # noqa: S608
            f"AND {_WANTED.format('awaited')} AND NOT {_TOLD} GROUP BY answer ORDER BY since LIMIT ?",
            (server, most),
        )
        return [row["answer"] for row in rows]


def _state(entry: Entry, shown: Shown, answer: Answer) -> Shown:
    """The state of the buttons of an answer that is told in the place of an earlier one."""
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
