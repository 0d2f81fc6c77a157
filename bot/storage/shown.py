"""The state behind buttons: under answers (also from the spool if the logbook is busy), and under lists of papers and
references, whose choice is found by a short token.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

import aiosqlite
from pydantic import TypeAdapter

from bot.models import Answer, Context
from bot.storage.database import Database, Values
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.rows import Row, Shown, Slice, found, found_json
from bot.storage.selection import written, written_now
from bot.storage.spool import Spool
from corpus.errors import StorageError

_SLICES, _KEYS = TypeAdapter(tuple[Slice, ...]), TypeAdapter(tuple[str, ...])
_KEEP = (
    "INSERT OR REPLACE INTO shown (answer, server, channel, question, message, asker, outcome, kind, library, snapshot, "
    "quotes, keys, public, at) VALUES (:answer, :server, :channel, :question, :message, :asker, :outcome, :kind, :library, "
    ":snapshot, :quotes, :keys, :public, :at)"
)
_SENT = (
    "UPDATE shown SET message = :sent, channel = CASE WHEN server IS NULL THEN channel ELSE coalesce(:channel, channel) END, "
    "public = CASE WHEN :channel IS NULL THEN public ELSE 1 END WHERE answer = :answer"
)


class ShownAnswers:
    """Finds an answer's state by its id, its message or its question's message."""

    def __init__(
        self,
        database: Database,
        pseudonyms: Pseudonyms,
        spool: Spool,
        later: Callable[[Sequence[Row]], Awaitable[None]],
    ) -> None:
        """``later``: keeps rows in the spool until the database takes them."""
        self._database = database
        self._pseudonyms = pseudonyms
        self._spool, self._later = spool, later

    async def keep(self, answer: Answer, context: Context, public: bool) -> None:
        """Keep an answer's state before it is shown; without the asker's name if words are withheld.

        It goes to the spool if the logbook is busy. Raises StorageError if both fail.
        """
        state = Shown(
            answer=answer.id,
            server=context.server,
            channel=context.channel
            if context.server
            else self._pseudonyms.keyed("channel", context.channel, None),
            question=self._pseudonyms.keyed("message", context.message, None),
            message=None,
            asker=None if context.withheld else self._pseudonyms.of(context.asker, context.server),
            outcome=answer.outcome.value,
            kind=answer.kind,
            library=answer.library,
            snapshot=answer.snapshot,
            quotes=tuple(Slice(key=quote.key, start=quote.start, stop=quote.end) for quote in answer.quotes),
            keys=answer.keys,
            public=public,
        )
        at = written_now()
        row: Row = {"shown": state.model_dump(mode="json"), "at": at}
        try:
            await self._database.write(lambda connection: insert_state(connection, row))
        except StorageError:
            await self._later([row])

    async def delivered(self, answer: str, message: str, channel: str | None = None) -> None:
        """Add the id of the message that an answer was sent as; it is kept for later if that fails. ``channel``: it was
        shared there, for everyone, and if that cannot be kept, StorageError is raised.
        """
        row: Row = {"answer": answer, "sent": message, "channel": channel}
        waits = any(state.answer == answer for state in self._spool.states())
        try:
            if await self._database.execute(_SENT, row) or not waits:
                return
        except StorageError:
            if channel and not waits:
                raise
        await self._later([row])

    async def get(self, answer: str, server: str | None) -> Shown | None:
        """An answer's state; None if it is gone, or belongs to another server."""
        waiting = self._waiting("answer", answer)
        if waiting is not None:
            return waiting if waiting.server == server else None
        return await self._one("answer = ? AND server IS ?", (answer, server))

    async def by_question(self, message: str) -> list[Shown]:
        """All answers to a message, oldest first: to each of its questions, and to its text before it was edited."""
        names = self._pseudonyms.all_keyed("message", message, None)
        where = "SELECT * FROM shown WHERE question IN (SELECT value FROM json_each(?)) ORDER BY at"
        kept = (_state(row) for row in await self._database.rows(where, (json.dumps(names),)))
        waiting = (one for one in self._spool.states() if one.question in names)
        return list({one.answer: one for one in (*kept, *waiting) if one is not None}.values())

    async def under_messages(self, since: datetime) -> list[Shown]:
        """Public answers in servers to messages, newest first: those of the last hundred answers, from a time on."""
        rows = await self._database.rows(
            "SELECT shown.* FROM (SELECT id FROM answers WHERE asked_at >= ? ORDER BY asked_at DESC LIMIT 100) "
            "JOIN shown ON answer = id WHERE public = 1 AND server IS NOT NULL AND question IS NOT NULL AND message IS NOT NULL",
            (written(since),),
        )
        return [state for row in rows if (state := _state(row)) is not None]

    async def channels(self) -> list[int]:
        """The fifty channels of servers in which the newest thousand questions were asked, the last used first."""
        rows = await self._database.rows(
            "SELECT channel FROM (SELECT id FROM answers ORDER BY asked_at DESC LIMIT 1000) JOIN shown ON answer = id "
            "WHERE server IS NOT NULL AND channel IS NOT NULL GROUP BY channel ORDER BY max(at) DESC LIMIT 50",
            (),
        )
        return [int(row["channel"]) for row in rows if row["channel"].isdigit()]

    async def by_message(self, message: str) -> Shown | None:
        """The newest answer sent as a message; None if there is none. After an edit, the message shows a newer answer."""
        return self._waiting("message", message) or await self._one("message = ?", (message,))

    async def sent_to(self, member: str, server: str | None) -> list[tuple[str, str]]:
        """The public answers to a member's questions, newest first, as (channel, message).

        In direct messages the channel is a keyed hash; it is the channel between the member and the bot.
        """
        names = json.dumps(self._pseudonyms.all_of(member, server))
        rows = await self._database.rows(
            "SELECT channel, message FROM shown WHERE server IS ? AND asker IN (SELECT value FROM json_each(?)) "
            "AND public = 1 AND channel IS NOT NULL AND message IS NOT NULL ORDER BY at DESC",
            (server, names),
        )
        return [(row["channel"], row["message"]) for row in rows]

    async def cited_in(self, channel: str, server: str | None) -> list[str]:
        """The keys of all papers cited in public answers in a channel or thread, in order of first citation."""
        names = (channel,) if server else self._pseudonyms.all_keyed("channel", channel, None)
        rows = await self._database.rows(
            "SELECT keys FROM shown WHERE channel IN (SELECT value FROM json_each(?)) AND server IS ? AND public = 1 "
            "AND outcome IN ('answered', 'related') ORDER BY at",
            (json.dumps(names), server),
        )
        lists = [found_json(_KEYS, row["keys"], "the papers of an answer") or () for row in rows]
        waiting = (one for one in self._spool.states() if one.server == server and one.channel in names)
        lists += [one.keys for one in waiting if one.public and one.outcome in ("answered", "related")]
        return list(dict.fromkeys(key for keys in lists for key in keys))

    def waiting(self, member: str, server: str | None) -> int:
        """How many of a member's questions wait in the spool with their answers."""
        waits = (one for one in self._spool.states() if one.server == server and self._spool.holds(one.answer))
        return sum(self.is_asker(one, member, server) for one in waits)

    def is_in(self, shown: Shown, channel: str) -> bool:
        """Whether an answer was sent in a channel; the channel of a direct message is kept as a keyed hash."""
        names = (channel,) if shown.server else self._pseudonyms.all_keyed("channel", channel, None)
        return shown.channel in names

    def is_asker(self, shown: Shown, member: str, server: str | None) -> bool:
        """Whether a member asked for this answer."""
        return shown.asker is not None and shown.asker in self._pseudonyms.all_of(member, server)

    def _waiting(self, field: str, *values: str) -> Shown | None:
        """The newest state in the spool whose field has one of these values."""
        return next((one for one in reversed(self._spool.states()) if getattr(one, field) in values), None)

    def mark(self, answer: str, member: str) -> str:
        """A mark for the buttons of a private answer without a kept name: it fits only its asker and is not kept."""
        return self._pseudonyms.of(member, f"answer {answer}") or ""

    def fits(self, mark: str, answer: str, member: str) -> bool:
        """Whether a mark was made for this member."""
        return mark in self._pseudonyms.all_of(member, f"answer {answer}")

    async def publish(self, answer: str, server: str | None, channel: str) -> bool:
        """Make a private answer public in a channel. Returns False if it was public already, or a moderator removed it.
        Raises StorageError.
        """
        sql = (
            "UPDATE shown SET public = 1, shared = 1, channel = ?, message = NULL "
            "WHERE answer = ? AND server IS ? AND public = 0 AND moderated = 0"
        )
        return bool(await self._database.execute(sql, (channel, answer, server)))

    async def was_shared(self, answer: str, server: str | None) -> bool:
        """Whether an answer was private and was then shared by its asker. Raises StorageError."""
        sql = "SELECT 1 FROM shown WHERE answer = ? AND server IS ? AND shared = 1"
        return await self._database.row(sql, (answer, server)) is not None

    async def withdraw(self, shown: Shown) -> None:
        """Undo ``publish``, because the answer could not be posted. Raises StorageError."""
        sql = "UPDATE shown SET public = 0, shared = 0, channel = ?, message = ? WHERE answer = ?"
        await self._database.execute(sql, (shown.channel, shown.message, shown.answer))

    async def was_moderated(self, answer: str, server: str | None) -> bool:
        """Whether a moderator removed an answer. Raises StorageError."""
        sql = "SELECT 1 FROM shown WHERE answer = ? AND server IS ? AND moderated = 1"
        return await self._database.row(sql, (answer, server)) is not None

    async def removed(self, answer: str, server: str | None, moderated: bool) -> None:
        """Note that an answer's message was removed: the answer is no longer public. ``moderated``: by a moderator, so
        that it is not shown again. Raises StorageError.
        """
        sql = "UPDATE shown SET public = 0, moderated = max(moderated, ?) WHERE answer = ? AND server IS ?"
        await self._database.execute(sql, (moderated, answer, server))

    async def taken_away(self, shown: Shown) -> None:
        """Note that an answer's message was deleted with its question: no answer is in that message any more. Raises
        StorageError.
        """
        sql = "UPDATE shown SET public = 0, message = NULL WHERE message = ? AND server IS ?"
        await self._database.execute(sql, (shown.message, shown.server))

    async def _one(self, where: str, values: Values) -> Shown | None:
        row = await self._database.row(f"SELECT * FROM shown WHERE {where} ORDER BY at DESC", values)  # noqa: S608
        return _state(row) if row is not None else None


def _state(row: sqlite3.Row) -> Shown | None:
    """The state in a row; None if it is damaged."""
    fields = {name: row[name] for name in Shown.model_fields} | {"public": bool(row["public"])}
    fields["quotes"] = found_json(_SLICES, row["quotes"], "the quotes of an answer's buttons")
    fields["keys"] = found_json(_KEYS, row["keys"], "the papers of an answer's buttons")
    return found(Shown, fields, "the state of an answer's buttons")


async def insert_state(connection: aiosqlite.Connection, row: Row) -> None:
    """Write a state of buttons, or the message of one, within a transaction."""
    if "sent" in row:
        await connection.execute(_SENT, row)
        return
    state = row["shown"]
    lists = {name: json.dumps(state[name], ensure_ascii=False) for name in ("quotes", "keys")}
    await connection.execute(_KEEP, state | lists | {"at": row["at"]})


_SPEC = TypeAdapter(dict[str, str])


class Listings:
    """Choices by token; equal choices have the same token."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def keep(self, server: str | None, spec: Mapping[str, str], member: str | None = None) -> str:
        """Keep a choice. Returns its token, eight hexadecimal digits. Raises StorageError.

        ``member``: who typed the words in it, which are forgotten with them; None if nobody typed any.
        """
        whole, whose = json.dumps(spec, sort_keys=True, ensure_ascii=False), self._pseudonyms.of(member, server)
        token = hashlib.sha256(f"{server or ''}\x00{whose or ''}\x00{whole}".encode()).hexdigest()[:8]
        if await self.get(token, server) is None:
            await self._database.execute(
                "INSERT OR REPLACE INTO listings (token, server, spec, asker, at) VALUES (?, ?, ?, ?, ?)",
                (token, server or "", whole, whose, written_now()),
            )
        return token

    async def get(self, token: str, server: str | None) -> dict[str, str] | None:
        """The choice for a token; None if this server has no such token."""
        row = await self._database.row(
            "SELECT spec FROM listings WHERE token = ? AND server = ?", (token, server or "")
        )
        return found_json(_SPEC, row["spec"], "the choice behind a list") if row else None
