"""What moderators read of the log: rows by any filter, one row whole, gaps, figures; and who read it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime

from bot.storage.database import Database
from bot.storage.feedback import Report, Verdict
from bot.storage.rows import Entry, entry
from bot.storage.selection import Place, Selection, sql_of, written
from corpus.models import Model

PAGE = 10
CHUNK = 500  # rows read at a time for an export
NEWEST = 10_000  # answers whose latency is looked at


class Page(Model):
    """Some entries without their quotes, newest first, and where the next page begins; None at the end."""

    entries: tuple[Entry, ...]
    next: tuple[str, int] | None


class Note(Model):
    """What a moderator added to an answer."""

    author: str
    note: str
    at: datetime


class Reading(Model):
    """One reading of the log."""

    reader: str
    what: str
    detail: str
    at: datetime


class Whole(Model):
    """One answer's whole record."""

    entry: Entry
    verdicts: tuple[Verdict, ...]
    reports: tuple[Report, ...]
    notes: tuple[Note, ...]
    readings: tuple[Reading, ...]


class Gap(Model):
    """A word that questions without an answer had and the papers did not, and how many questions."""

    word: str
    questions: int
    solved_by: str | None = None


class Stats(Model):
    """A period in figures. ``days`` are (day, outcome, questions); latencies in milliseconds, of the newest answers."""

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
        """All questions of the period."""
        return sum(self.outcomes.values())


class LogReader:
    """Reads the log of one server at a time. Raises StorageError where it cannot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, selection: Selection, after: Place | None = None, size: int = PAGE) -> Page:
        """The rows of a selection, newest first, behind ``after``."""
        sql = sql_of(selection, after)
        query = f"SELECT a.* FROM {sql.tables} WHERE {sql.where} ORDER BY {sql.order} LIMIT :size"  # noqa: S608  # names are ours
        rows = await self._database.rows(query, sql.values | {"size": size + 1})
        last = rows[size - 1] if len(rows) > size else None
        return Page(
            entries=tuple(entry(dict(row)) for row in rows[:size]),
            next=(last["asked_at"], last["number"]) if last else None,
        )

    async def whole(self, answer: str, selection: Selection) -> Whole | None:
        """One answer by its id or the beginning of it, inside a selection's server; None where none or several begin so."""
        if not answer.isalnum():
            return None
        place = "true" if selection.everywhere else "server IS :server"
        query = f"SELECT * FROM answers WHERE {place} AND id >= :answer AND id < :answer || 'zzz' LIMIT 2"  # noqa: S608
        rows = await self._database.rows(query, {"server": selection.server, "answer": answer})
        exact = [row for row in rows if row["id"] == answer] or rows
        if len(exact) != 1:
            return None
        row = exact[0]
        quotes = await self._database.rows(
            "SELECT * FROM quotes WHERE answer = ? ORDER BY position", (row["number"],)
        )
        kept = [{k: q[k] for k in ("key", "doi", "start", "stop", "sentence", "section", "text")} for q in quotes]
        named = (row["id"],)
        verdicts = await self._database.rows(
            "SELECT helpful, reason, at FROM feedback WHERE answer = ? ORDER BY at", named
        )
        reports = await self._database.rows(
            "SELECT number, reason, at FROM reports WHERE answer = ? ORDER BY number", named
        )
        notes = await self._database.rows(
            "SELECT author, note, at FROM notes WHERE answer = ? ORDER BY number", named
        )
        readings = await self._database.rows(
            "SELECT reader, what, detail, at FROM readings WHERE detail = ? ORDER BY number", named
        )
        return Whole(
            entry=entry(dict(row), kept),
            verdicts=tuple(Verdict.model_validate(dict(one)) for one in verdicts),
            reports=tuple(Report.model_validate(dict(one)) for one in reports),
            notes=tuple(Note.model_validate(dict(one)) for one in notes),
            readings=tuple(Reading.model_validate(dict(one)) for one in readings),
        )

    async def gaps(self, selection: Selection, limit: int = 25, solved: bool = False) -> tuple[Gap, ...]:
        """The missing words of a period, the most asked first; those solved are left out, or alone."""
        where, values = _days(selection)
        query = (
            "SELECT word, sum(questions) AS questions, s.by AS solved_by FROM day_gaps d "  # noqa: S608
            f"LEFT JOIN solved s USING (server, word) WHERE {where} AND (s.by IS NOT NULL) = :solved "
            "GROUP BY word ORDER BY 2 DESC, 1 LIMIT :limit"
        )
        rows = await self._database.rows(query, values | {"limit": limit, "solved": solved})
        return tuple(Gap.model_validate(dict(row)) for row in rows)

    async def stats(self, selection: Selection) -> Stats:
        """The figures of a period. Days are whole."""
        where, values = _days(selection)
        days = await self._database.rows(
            f"SELECT day, outcome, sum(questions) FROM days d WHERE {where} GROUP BY 1, 2 ORDER BY 1, 2",  # noqa: S608
            values,
        )
        papers = await self._database.rows(
            f"SELECT key, sum(quotes) FROM day_papers d WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10",  # noqa: S608
            values,
        )
        outcomes: dict[str, int] = {}
        for _, outcome, count in days:
            outcomes[outcome] = outcomes.get(outcome, 0) + count
        latencies = await self._latencies(selection)
        thoughts = {thought: await self._thoughts(selection, thought) for thought in ("1", "0")}
        return Stats(
            days=tuple((date.fromisoformat(day), outcome, count) for day, outcome, count in days),
            outcomes=outcomes,
            papers=tuple((key, count) for key, count in papers),
            helpful=thoughts["1"],
            not_helpful=thoughts["0"],
            reports=await self._count("reports", selection),
            p50_ms=_percentile(latencies, 0.5),
            p99_ms=_percentile(latencies, 0.99),
        )

    async def _latencies(self, selection: Selection) -> list[float]:
        bare = Selection(
            server=selection.server, everywhere=selection.everywhere, since=selection.since, until=selection.until
        )
        sql = sql_of(bare)
        query = f"SELECT a.latency_ms FROM {sql.tables} WHERE {sql.where} ORDER BY {sql.order} LIMIT {NEWEST}"  # noqa: S608
        return sorted(row[0] for row in await self._database.rows(query, sql.values))

    async def _thoughts(self, selection: Selection, helpful: str) -> int:
        return await self._count("feedback", selection, f"helpful = {helpful}")

    async def _count(self, table: str, selection: Selection, more: str = "true") -> int:
        place = "true" if selection.everywhere else "server IS :server"
        query = f"SELECT count(*) FROM {table} WHERE {place} AND {more} AND at >= :since AND at < :until"  # noqa: S608
        values = {
            "server": selection.server,
            "since": written(selection.since) if selection.since else "",
            "until": written(selection.until) if selection.until else "9999",
        }
        row = await self._database.row(query, values)
        return int(row[0]) if row else 0

    async def everything(self, selection: Selection) -> AsyncIterator[Entry]:
        """All rows of a selection with their quotes, newest first, a few at a time whatever their number."""
        after: Place | None = None
        while True:
            page = await self.page(selection, after, CHUNK)
            for one in page.entries:
                yield await self._with_quotes(one)
            if page.next is None:
                return
            after = Place(*page.next)

    async def _with_quotes(self, one: Entry) -> Entry:
        rows = await self._database.rows(
            "SELECT q.key, q.doi, q.start, q.stop, q.sentence, q.section, q.text FROM quotes q "
            "JOIN answers a ON a.number = q.answer WHERE a.id = ? ORDER BY q.position",
            (one.id,),
        )
        return entry_with(one, [dict(row) for row in rows])

    async def note(self, answer: str, server: str | None, author: str, note: str) -> None:
        """Add a note to an answer."""
        values = (answer, server, author, note, _now())
        await self._database.execute(
            "INSERT INTO notes (answer, server, author, note, at) VALUES (?, ?, ?, ?, ?)", values
        )

    async def solve(self, server: str | None, word: str, by: str) -> None:
        """Mark a gap as closed by a paper or a term; "" opens it again."""
        if by:
            sql = "INSERT INTO solved (server, word, by, at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET by = excluded.by, at = excluded.at"
            await self._database.execute(sql, (server or "", word, by, _now()))
        else:
            await self._database.execute("DELETE FROM solved WHERE server = ? AND word = ?", (server or "", word))

    async def read(self, server: str | None, reader: str, what: str, detail: str) -> None:
        """Record a reading: ``detail`` is an answer's id, or a selection in a few words."""
        values = (server, reader, what, detail, _now())
        await self._database.execute(
            "INSERT INTO readings (server, reader, what, detail, at) VALUES (?, ?, ?, ?, ?)", values
        )

    async def readings(self, selection: Selection, limit: int = 25) -> tuple[Reading, ...]:
        """Who read a server's log, newest first."""
        place = "true" if selection.everywhere else "server IS :server"
        query = f"SELECT reader, what, detail, at FROM readings WHERE {place} ORDER BY number DESC LIMIT :limit"  # noqa: S608
        rows = await self._database.rows(query, {"server": selection.server, "limit": limit})
        return tuple(Reading.model_validate(dict(row)) for row in rows)


def entry_with(one: Entry, quotes: Sequence[dict[str, object]]) -> Entry:
    """An entry with its quotes."""
    return Entry.model_validate_json(json.dumps(one.model_dump(mode="json") | {"quotes": list(quotes)}))


def _days(selection: Selection) -> tuple[str, dict[str, object]]:
    """The condition on a table of days."""
    values: dict[str, object] = {
        "server": selection.server or "",
        "since": written(selection.since)[:10] if selection.since else "",
        "until": written(selection.until)[:10] if selection.until else "9999",
    }
    return (
        f"{'true' if selection.everywhere else 'd.server = :server'} AND d.day >= :since AND d.day < :until",
        values,
    )


def _percentile(ranked: Sequence[float], share: float) -> float:
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
