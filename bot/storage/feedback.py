"""What readers thought of answers: verdicts and reports, which moderators read."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import aiosqlite

from bot.storage.database import Database
from bot.storage.people import REPEATED
from bot.storage.pseudonyms import Pseudonyms
from corpus.models import Model

_THEIRS = "asker IN (SELECT value FROM json_each(:names))"
_POSTS = (
    f"SELECT channel, message, coalesce({_THEIRS}, 0) AS own FROM reports WHERE server IS :server AND message IS NOT NULL AND ({_THEIRS} OR answer IN "  # noqa: S608  # names are ours
    f"(SELECT id FROM answers WHERE server IS :server AND {_THEIRS}) OR answer IN ({REPEATED})) ORDER BY number DESC"
)


class Verdict(Model):
    """A reader's verdict on an answer."""

    helpful: bool
    reason: str | None
    at: datetime


class Report(Model):
    """A reader's report of an answer."""

    number: int
    reason: str
    at: datetime


class Feedback:
    """Verdicts (only the newest of each reader on an answer counts) and reports."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def judge(
        self, answer: str, server: str | None, member: str, helpful: bool, reason: str | None, named: bool = True
    ) -> None:
        """Keep a reader's verdict, in the place of an earlier one. Raises StorageError.

        ``named``: if False, the pseudonym is a different one for each answer, so that verdicts do not lead to the
        reader but each reader still counts once.
        """

        async def work(connection: aiosqlite.Connection) -> None:
            names = self._pseudonyms.all_of(member, server if named else f"answer {answer}")
            for name in names:  # older keys name the same reader
                await connection.execute("DELETE FROM feedback WHERE answer = ? AND asker = ?", (answer, name))
            sql = "INSERT INTO feedback (answer, server, asker, helpful, reason, at) VALUES (?, ?, ?, ?, ?, ?)"
            await connection.execute(sql, (answer, server, names[-1], helpful, reason, _now()))

        await self._database.write(work)

    async def report(self, answer: str, server: str | None, member: str, reason: str, named: bool = True) -> int:
        """Keep a report. Returns its number. ``named`` as in ``judge``. Raises StorageError."""

        async def work(connection: aiosqlite.Connection) -> int:
            sql = "INSERT INTO reports (answer, server, asker, reason, at) VALUES (?, ?, ?, ?, ?)"
            values = (
                answer,
                server,
                self._pseudonyms.of(member, server if named else f"answer {answer}"),
                reason,
                _now(),
            )
            async with connection.execute(sql, values) as kept:
                return int(kept.lastrowid or 0)

        return await self._database.write(work)

    async def posted(self, number: int, channel: str, message: str) -> None:
        """Keep where a report was posted. Raises StorageError."""
        sql = "UPDATE reports SET channel = ?, message = ? WHERE number = ?"
        await self._database.execute(sql, (channel, message, number))

    async def posts_of(self, member: str, server: str | None) -> list[tuple[str, str, bool]]:
        """The posts that show a member's words, newest first, as (channel, message, is the report theirs): of their own
        reports, and of others' reports of answers to their questions, whoever pressed for them. Raises StorageError.
        """
        values = {"server": server, "names": json.dumps(self._pseudonyms.all_of(member, server))}
        rows = await self._database.rows(_POSTS, values)
        return [(row["channel"], row["message"], bool(row["own"])) for row in rows]

    async def verdicts(self, answer: str) -> list[Verdict]:
        """The verdicts on an answer, oldest first. Raises StorageError."""
        rows = await self._database.rows(
            "SELECT helpful, reason, at FROM feedback WHERE answer = ? ORDER BY at", (answer,)
        )
        return [Verdict(helpful=bool(row["helpful"]), reason=row["reason"], at=row["at"]) for row in rows]

    async def reports(self, answer: str) -> list[Report]:
        """The reports on an answer, oldest first. Raises StorageError."""
        rows = await self._database.rows(
            "SELECT number, reason, at FROM reports WHERE answer = ? ORDER BY number", (answer,)
        )
        return [Report(**dict(row)) for row in rows]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
