"""What moderators read of the log: filtered rows, whole records, gaps and figures of a period; and who read it.

Figures come from tables of counts per day, which triggers maintain.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from bot.storage.database import Database
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.reviewed import Gap, LogReading, Note, Page, Report, Reviewed, Stats, Verdict, Whole
from bot.storage.rows import Entry, entry, found_all
from bot.storage.selection import BY_ID, PageEnd, Selection, sql_of, written, written_now
from corpus.models import Model
from index.terms.analyzer import Analyzer
from index.terms.lexicon import load

NEWEST = 10_000  # answers whose latency counts
EVERYDAY = 2_000  # words that may stand among the gaps and name nothing: more than the lists of them have
_GAPS = """
SELECT word, sum(questions) AS questions, s.by AS solved_by
FROM day_gaps d LEFT JOIN solved s USING (server, word)
WHERE {where} AND (s.by IS NOT NULL) = :solved
GROUP BY word ORDER BY 2 DESC, 1 LIMIT :limit
"""
_ASKED_FOR = (
    "SELECT word FROM day_gaps WHERE server = :server AND word = :word COLLATE NOCASE "
    "UNION SELECT word FROM solved WHERE server = :server AND word = :word COLLATE NOCASE"
)
_DAYS = "SELECT day, outcome, sum(questions) FROM days d WHERE {where} GROUP BY 1, 2 ORDER BY 1, 2"
_PAPERS = "SELECT key, sum(quotes) FROM day_papers d WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10"


def _telling(gaps: Sequence[Gap]) -> list[Gap]:
    """Those of some gaps that name anything."""
    lexicon = load(Analyzer())
    return [gap for gap in gaps if not all(map(lexicon.is_everyday, gap.word.casefold().split()))]


def _day(written: object) -> date | None:
    """A day of the counts; None if it is damaged: it is left out."""
    with suppress(ValueError):
        return date.fromisoformat(str(written))
    return None


async def _latencies(database: Database, selection: Selection) -> list[float]:
    """The latencies in milliseconds of the newest answers of a period, sorted."""
    since, until = _bounds(selection)
    sql = sql_of(Selection(server=selection.server, everywhere=selection.everywhere, since=since, until=until))
    query = f"SELECT a.latency_ms FROM {sql.tables} WHERE {sql.where} ORDER BY {sql.order} LIMIT {NEWEST}"  # noqa: S608
    return sorted(row[0] for row in await database.rows(query, sql.values))


async def _count(database: Database, table: str, selection: Selection, more: str = "true") -> int:
    place = "true" if selection.everywhere else "server IS :server"
    since, until = _written_bounds(selection)
    values = {"server": selection.server, "since": since, "until": until}
    query = f"SELECT count(*) FROM {table} WHERE {place} AND {more} AND at >= :since AND at < :until"  # noqa: S608
    row = await database.row(query, values)
    return int(row[0]) if row else 0


def _days(selection: Selection) -> tuple[str, dict[str, object]]:
    """The SQL condition on a table of days named ``d``, and its values."""
    since, until = _written_bounds(selection)
    values: dict[str, object] = {"server": selection.server or "", "since": since[:10], "until": until[:10]}
    place = "true" if selection.everywhere else "d.server = :server"
    return f"{place} AND d.day >= :since AND d.day < :until", values


def _bounds(selection: Selection) -> tuple[datetime | None, datetime | None]:
    """A selection's period, widened to whole days in UTC."""
    since = _midnight(selection.since) if selection.since else None
    until = _midnight(selection.until) if selection.until else None
    if until and selection.until and until < selection.until:
        until = until + timedelta(days=1) if until.date() < date.max else None
    return since, until


def _written_bounds(selection: Selection) -> tuple[str, str]:
    """The same in the form of rows; a period without an end has one that no row reaches."""
    since, until = _bounds(selection)
    return written(since) if since else "", written(until) if until else "9999"


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(UTC).date(), time(), UTC)


def _percentile(ranked: Sequence[float], share: float) -> float:
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0


CHUNK = 100  # rows read at a time for an export
_QUOTES = """
SELECT answer, key, doi, start, stop, sentence, section, text FROM quotes
WHERE answer IN (SELECT value FROM json_each(?)) ORDER BY answer, position
"""


async def with_quotes(database: Database, rows: Sequence[sqlite3.Row]) -> list[Entry]:
    """The entries for some rows of ``answers`` with their quotes, in the same order. Raises StorageError."""
    quotes = await database.rows(_QUOTES, (json.dumps([row["number"] for row in rows]),))
    return await asyncio.to_thread(_entries, rows, quotes)


async def entry_by_id(database: Database, answer: str, selection: Selection) -> Entry | None:
    """One entry of a selection's server with its quotes, by its id or the beginning of its id; None if no entry or
    several match. Raises StorageError.
    """
    if not answer.isalnum():
        return None
    place = "true" if selection.everywhere else "server IS :server"
    query = f"SELECT * FROM answers WHERE {place} AND {BY_ID}"  # noqa: S608  # names are ours
    rows = await database.rows(query, {"server": selection.server, "id": answer})
    exact = [row for row in rows if row["id"] == answer] or rows
    return (await with_quotes(database, exact))[0] if len(exact) == 1 else None


def _entries(rows: Sequence[sqlite3.Row], quotes: Sequence[sqlite3.Row]) -> list[Entry]:
    found: dict[int, list[dict[str, object]]] = {}
    for quote in quotes:
        values = dict(quote)
        found.setdefault(values.pop("answer"), []).append(values)
    return [entry(dict(row), found.get(row["number"], ())) for row in rows]


PAGE = 10  # rows, unless a caller wants another number
Part = TypeVar("Part", bound=Model)
_VERDICTS = "SELECT helpful, reason, at FROM feedback WHERE answer = ? ORDER BY at"
_REPORTS = "SELECT number, reason, at FROM reports WHERE answer = ? ORDER BY number"
_NOTES = "SELECT author, note, at FROM notes WHERE answer = ? ORDER BY number"
_OF = "WHERE answer IN (SELECT value FROM json_each(?)) ORDER BY at"
_THOUGHTS = {
    "verdicts": f"SELECT answer, helpful, reason FROM feedback {_OF}",  # noqa: S608  # names are ours
    "reports": f"SELECT answer, reason FROM reports {_OF}",  # noqa: S608
    "notes": f"SELECT answer, note FROM notes {_OF}",  # noqa: S608
}
_READINGS = "SELECT reader, what, detail, at FROM readings WHERE detail = ? ORDER BY number"


class LogReader:
    """Reads the log of one server at a time. Methods raise StorageError if it cannot be read."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def page(self, selection: Selection, after: PageEnd | None = None, size: int = PAGE) -> Page:
        """One page of a selection's rows, newest first, starting after ``after``; without their quotes."""
        rows = await self._rows(selection, after, size + 1)
        last = rows[size - 1] if len(rows) > size else None
        return Page(
            entries=tuple(entry(dict(row)) for row in rows[:size]),
            next=(last["asked_at"], last["number"]) if last else None,
        )

    async def whole(self, answer: str, selection: Selection) -> Whole | None:
        """The whole record of one answer in a selection's server, by its id or the beginning of its id; None if no
        answer or several match.
        """
        found = await entry_by_id(self._database, answer, selection)
        if found is None:
            return None
        name = found.id
        return Whole(
            entry=found,
            verdicts=await self._parts(Verdict, _VERDICTS, name),
            reports=await self._parts(Report, _REPORTS, name),
            notes=await self._parts(Note, _NOTES, name),
            readings=await self._parts(LogReading, _READINGS, name),
        )

    async def gaps(self, selection: Selection, limit: int = 25, solved: bool = False) -> tuple[Gap, ...]:
        """The missing words of a period (in whole days), the most asked first, without everyday words and words of
        asking. ``solved``: only the gaps that were solved; otherwise only the open ones.
        """
        where, values = _days(selection)
        rows = await self._database.rows(
            _GAPS.format(where=where), values | {"limit": limit + EVERYDAY, "solved": solved}
        )
        found = found_all(Gap, rows, "a gap")
        telling = found if solved else await asyncio.to_thread(_telling, found)
        return tuple(telling[:limit])

    async def stats(self, selection: Selection) -> Stats:
        """The figures of a period (in whole days)."""
        where, values = _days(selection)
        days = await self._database.rows(_DAYS.format(where=where), values)
        papers = await self._database.rows(_PAPERS.format(where=where), values)
        outcomes = Counter[str]()
        for _, outcome, count in days:
            outcomes[outcome] += count
        latencies = await _latencies(self._database, selection)
        return Stats(
            days=tuple((day, outcome, count) for written, outcome, count in days if (day := _day(written))),
            outcomes=outcomes,
            papers=tuple((key, count) for key, count in papers),
            helpful=await _count(self._database, "feedback", selection, "helpful = 1"),
            not_helpful=await _count(self._database, "feedback", selection, "helpful = 0"),
            reports=await _count(self._database, "reports", selection),
            p50_ms=_percentile(latencies, 0.5),
            p99_ms=_percentile(latencies, 0.99),
        )

    async def everything(self, selection: Selection) -> AsyncIterator[Sequence[Entry]]:
        """All rows of a selection with their quotes and reviews, newest first, CHUNK at a time, so that memory stays
        small.
        """
        after: PageEnd | None = None
        while rows := await self._rows(selection, after, CHUNK):
            yield await self._reviewed(await with_quotes(self._database, rows))
            after = PageEnd(rows[-1]["asked_at"], rows[-1]["number"])

    async def _reviewed(self, entries: Sequence[Entry]) -> list[Reviewed]:
        """Entries with their verdicts, reports and notes."""
        of: dict[str, dict[str, list[Any]]] = {
            entry.id: {"verdicts": [], "reports": [], "notes": []} for entry in entries
        }
        for kind, query in _THOUGHTS.items():
            for row in await self._database.rows(query, (json.dumps(list(of)),)):
                of[row[0]][kind].append(tuple(row)[1:])
        return [_with_thoughts(entry, of[entry.id]) for entry in entries]

    async def note(self, answer: str, server: str | None, author: str, note: str) -> bool:
        """Add a note to an answer of a server, with its author's pseudonym. Returns False if the server has no such
        answer.
        """
        sql = "INSERT INTO notes (answer, server, author, note, at) SELECT id, server, ?, ?, ? FROM answers WHERE id = ? AND server IS ?"
        name = self._pseudonyms.reader(author, server)
        return bool(await self._database.execute(sql, (name, note, written_now(), answer, server)))

    async def solve(self, server: str | None, word: str, by: str) -> bool:
        """Mark a gap as closed by a paper or a term; ``by`` "" opens it again. Returns False if the word, in capitals or
        not, is none of the server's gaps, open or closed.
        """
        asked = await self._database.row(_ASKED_FOR, {"server": server or "", "word": word})
        if asked is None:
            return False
        word = asked["word"]
        if by:
            sql = "INSERT INTO solved (server, word, by, at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET by = excluded.by, at = excluded.at"
            await self._database.execute(sql, (server or "", word, by, written_now()))
        else:
            await self._database.execute("DELETE FROM solved WHERE server = ? AND word = ?", (server or "", word))
        return True

    async def read(self, server: str | None, reader: str, what: str, detail: str) -> None:
        """Record that somebody read the log. ``detail`` is an answer's id, or a selection in a few words.

        ``reader`` is a member's id or "terminal: user"; only a pseudonym is kept, which ``names_of`` can match again.
        """
        values = (server, self._pseudonyms.reader(reader, server), what, detail, written_now())
        await self._database.execute(
            "INSERT INTO readings (server, reader, what, detail, at) VALUES (?, ?, ?, ?, ?)", values
        )

    async def readings(
        self, selection: Selection, limit: int = 25, by: Collection[str] | None = None
    ) -> tuple[LogReading, ...]:
        """Who read a server's log, newest first; ``by``: only readers with these pseudonyms."""
        place = "true" if selection.everywhere else "server IS :server"
        whose = "true" if by is None else "reader IN (SELECT value FROM json_each(:by))"
        query = f"SELECT reader, what, detail, at FROM readings WHERE {place} AND {whose} ORDER BY number DESC LIMIT :limit"  # noqa: S608
        values = {"server": selection.server, "limit": limit, "by": json.dumps(list(by or ()))}
        return found_all(LogReading, await self._database.rows(query, values), "a reading of the log")

    def names_of(self, readers: Iterable[str], server: str | None) -> dict[str, str]:
        """For people who may have read the log: each of their reader pseudonyms, with the person it belongs to."""
        return {name: who for who in readers for name in self._pseudonyms.readers(who, server)}

    async def _rows(self, selection: Selection, after: PageEnd | None, size: int) -> list[sqlite3.Row]:
        sql = sql_of(selection, after)
        query = f"SELECT a.* FROM {sql.tables} WHERE {sql.where} ORDER BY {sql.order} LIMIT :size"  # noqa: S608  # names are ours
        return await self._database.rows(query, sql.values | {"size": size})

    async def _parts(self, model: type[Part], query: str, answer: str) -> tuple[Part, ...]:
        return found_all(model, await self._database.rows(query, (answer,)), "what was said of an answer")


def _with_thoughts(entry: Entry, thoughts: Mapping[str, Sequence[tuple[Any, ...]]]) -> Reviewed:
    verdicts = thoughts["verdicts"]
    return Reviewed.model_construct(
        **vars(entry),
        helpful=sum(bool(helpful) for helpful, _ in verdicts),
        not_helpful=sum(not helpful for helpful, _ in verdicts),
        feedback=tuple(reason for _, reason in verdicts if reason),
        reports=tuple(reason for (reason,) in thoughts["reports"]),
        notes=tuple(note for (note,) in thoughts["notes"]),
    )
