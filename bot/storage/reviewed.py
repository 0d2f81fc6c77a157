"""What readers thought of answers (verdicts and reports), and the models of what moderators read of the log: pages, whole
records, gaps, figures, readings.
"""

from __future__ import annotations

import json
from datetime import date, datetime

import aiosqlite

from bot.storage.database import Database
from bot.storage.forgetting import REPEATED
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.rows import Entry, found_all
from bot.storage.selection import written_now
from corpus.models import Model


class Reviewed(Entry):
    """An entry with its verdicts, reports and moderators' notes, without their authors, for exports."""

    helpful: int = 0
    not_helpful: int = 0
    feedback: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Page(Model):
    """Some entries without their quotes, newest first; ``next``: where the next page begins, None on the last page."""

    entries: tuple[Entry, ...]
    next: tuple[str, int] | None


class Note(Model):
    """A moderator's note on an answer."""

    author: str
    note: str
    at: datetime


class LogReading(Model):
    """A record that somebody read the log."""

    reader: str
    what: str
    detail: str
    at: datetime


class Whole(Model):
    """The whole record of one answer."""

    entry: Entry
    verdicts: tuple[Verdict, ...]
    reports: tuple[Report, ...]
    notes: tuple[Note, ...]
    readings: tuple[LogReading, ...]


class Gap(Model):
    """A word that papers lack: it occurs in ``questions`` unanswered questions."""

    word: str
    questions: int
    solved_by: str | None = None


class Stats(Model):
    """The figures of a period. ``days``: (day, outcome, number of questions); latencies in milliseconds, of the newest
    answers.
    """

    days: tuple[tuple[date, str, int], ...]
    outcomes: dict[str, int]
    papers: tuple[tuple[str, int], ...]
    helpful: int
    not_helpful: int
    reports: int
    p50_ms: float
    p99_ms: float

    @property
    def questions(self) -> int:
        """The number of questions in the period."""
        return sum(self.outcomes.values())

    def told(self) -> str:
        """The figures as lines of text; also the description of the chart for people who cannot see it."""
        if not self.questions:
            return "No question in this period."
        ends = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(self.outcomes.items()))
        busiest = max(_by_day(self.days).items(), key=lambda pair: (pair[1], pair[0]))
        lines = [
            f"{_many(self.questions, 'question')} on {_many(len(_by_day(self.days)), 'day')}: {ends}.",
            f"Most on one day: {busiest[1]:,}, on {busiest[0]:%Y-%m-%d} (days are those of UTC).",
            f"Answers took {self.p50_ms:.0f} ms (half of them less), {self.p99_ms:.0f} ms (99 in 100 less).",
            f"Readers found {self.helpful:,} helpful, {self.not_helpful:,} not; reports: {self.reports:,}.",
        ]
        papers = [f"  {quotes:>6,} × {key}" for key, quotes in self.papers]
        return "\n".join([*lines, *(["Quoted most often:"] if papers else []), *papers])


def _by_day(days: tuple[tuple[date, str, int], ...]) -> dict[date, int]:
    counts: dict[date, int] = {}
    for day, _, count in days:
        counts[day] = counts.get(day, 0) + count
    return counts


def _many(count: int, of: str) -> str:
    return f"{count:,} {of}{'' if count == 1 else 's'}"


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
            await connection.execute(sql, (answer, server, names[-1], helpful, reason, written_now()))

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
                written_now(),
            )
            async with connection.execute(sql, values) as kept:
                return int(kept.lastrowid or 0)

        return await self._database.write(work)

    async def posted(self, number: int, channel: str, message: str) -> None:
        """Keep the place where a report was posted. Raises StorageError."""
        sql = "UPDATE reports SET channel = ?, message = ? WHERE number = ?"
        await self._database.execute(sql, (channel, message, number))

    async def posts_of(self, member: str, server: str | None) -> list[tuple[str, str, bool]]:
        """The posts that show a member's words, newest first, as (channel, message, whether the report is theirs):
        posts of their own reports, and of others' reports of answers to their questions, whoever pressed the button for
        these. Raises StorageError.
        """
        values = {"server": server, "names": json.dumps(self._pseudonyms.all_of(member, server))}
        rows = await self._database.rows(_POSTS, values)
        return [(row["channel"], row["message"], bool(row["own"])) for row in rows]

    async def verdicts(self, answer: str) -> list[Verdict]:
        """The verdicts on an answer, oldest first. Raises StorageError."""
        rows = await self._database.rows(
            "SELECT helpful, reason, at FROM feedback WHERE answer = ? ORDER BY at", (answer,)
        )
        return [*found_all(Verdict, rows, "a verdict")]

    async def reports(self, answer: str) -> list[Report]:
        """The reports on an answer, oldest first. Raises StorageError."""
        rows = await self._database.rows(
            "SELECT number, reason, at FROM reports WHERE answer = ? ORDER BY number", (answer,)
        )
        return [*found_all(Report, rows, "a report")]
