"""The state of the buttons under an answer: where it stands and which slices it quotes. No words of anybody."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from bot.models import Answer, Context
from bot.storage.database import Database, Values
from bot.storage.pseudonyms import Pseudonyms
from corpus.models import Model


class Slice(Model):
    """``abstract[start:stop]`` of a paper of the answer's snapshot."""

    key: str
    start: int
    stop: int


class Shown(Model):
    """An answer as its buttons know it. ``question`` and ``message`` are ids of messages, ``asker`` a pseudonym."""

    answer: str
    server: str | None
    channel: str | None
    question: str | None
    message: str | None
    asker: str | None
    outcome: str
    kind: str
    library: str
    snapshot: str
    quotes: tuple[Slice, ...]
    keys: tuple[str, ...]
    public: bool


class ShownAnswers:
    """Finds an answer's state by its id, its message or its question's message."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def keep(self, answer: Answer, context: Context, public: bool) -> None:
        """Keep an answer's state before it is shown; nobody's name where words are withheld. Raises StorageError."""
        slices = [{"key": quote.key, "start": quote.start, "stop": quote.end} for quote in answer.quotes]
        asker = None if context.withheld else self._pseudonyms.of(context.asker, context.server)
        await self._database.execute(
            "INSERT OR REPLACE INTO shown (answer, server, channel, question, asker, outcome, kind, library, snapshot, "
            "quotes, keys, public, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                answer.id,
                context.server,
                context.channel,
                context.message,
                asker,
                answer.outcome.value,
                answer.kind,
                answer.library,
                answer.snapshot,
                json.dumps(slices),
                json.dumps(answer.keys),
                public,
                datetime.now(UTC).isoformat(timespec="microseconds"),
            ),
        )

    async def delivered(self, answer: str, message: str, channel: str | None = None) -> None:
        """Add the message an answer was sent as. ``channel``: it was shared there, for everyone. Raises StorageError."""
        await self._database.execute(
            "UPDATE shown SET message = ?1, channel = coalesce(?2, channel), public = CASE WHEN ?2 IS NULL THEN public ELSE 1 END "
            "WHERE answer = ?3",
            (message, channel, answer),
        )

    async def get(self, answer: str, server: str | None) -> Shown | None:
        """An answer's state; None where it is gone, or another server's: nothing crosses from server to server."""
        return await self._one("answer = ? AND server IS ?", (answer, server))

    async def by_question(self, message: str) -> Shown | None:
        """The answer to a message."""
        return await self._one("question = ?", (message,))

    async def by_message(self, message: str) -> Shown | None:
        """The answer that was sent as a message."""
        return await self._one("message = ?", (message,))

    async def sent_to(self, member: str, server: str | None) -> list[tuple[str, str]]:
        """Where the public answers to a member's questions stand: (channel, message), newest first."""
        names = json.dumps(self._pseudonyms.all_of(member, server))
        rows = await self._database.rows(
            "SELECT channel, message FROM shown WHERE server IS ? AND asker IN (SELECT value FROM json_each(?)) "
            "AND public = 1 AND channel IS NOT NULL AND message IS NOT NULL ORDER BY at DESC",
            (server, names),
        )
        return [(row["channel"], row["message"]) for row in rows]

    async def cited_in(self, channel: str, server: str | None) -> list[str]:
        """The keys of all papers that public answers in a channel or thread cite, in the order they came up."""
        rows = await self._database.rows(
            "SELECT keys FROM shown WHERE channel = ? AND server IS ? AND public = 1 AND outcome IN ('answered', 'related') "
            "ORDER BY at",
            (channel, server),
        )
        return list(dict.fromkeys(key for row in rows for key in json.loads(row["keys"])))

    def is_asker(self, shown: Shown, member: str, server: str | None) -> bool:
        """True for the member who asked."""
        return shown.asker is not None and shown.asker in self._pseudonyms.all_of(member, server)

    async def _one(self, where: str, values: Values) -> Shown | None:
        row = await self._database.row(f"SELECT * FROM shown WHERE {where}", values)  # noqa: S608
        if row is None:
            return None
        fields: dict[str, Any] = {name: row[name] for name in Shown.model_fields}
        fields |= {
            "quotes": json.loads(row["quotes"]),
            "keys": json.loads(row["keys"]),
            "public": bool(row["public"]),
        }
        return Shown.model_validate(fields)
