"""A period of the log in figures: gaps and counts, from tables that triggers keep a day at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.storage.database import Database
from bot.storage.reviewed import Gap, Stats
from bot.storage.selection import Selection, sql_of, written

NEWEST = 10_000  # answers whose latency is looked at
_GAPS = """
SELECT word, sum(questions) AS questions, s.by AS solved_by
FROM day_gaps d LEFT JOIN solved s USING (server, word)
WHERE {where} AND (s.by IS NOT NULL) = :solved
GROUP BY word ORDER BY 2 DESC, 1 LIMIT :limit
"""
_DAYS = "SELECT day, outcome, sum(questions) FROM days d WHERE {where} GROUP BY 1, 2 ORDER BY 1, 2"
_PAPERS = "SELECT key, sum(quotes) FROM day_papers d WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10"


async def gaps(database: Database, selection: Selection, limit: int, solved: bool) -> tuple[Gap, ...]:
    """The missing words of a period in whole days, the most asked first; those solved are left out, or alone."""
    where, values = _days(selection)
    rows = await database.rows(_GAPS.format(where=where), values | {"limit": limit, "solved": solved})
    return tuple(Gap.model_validate(dict(row)) for row in rows)


async def stats(database: Database, selection: Selection) -> Stats:
    """The figures of a period in whole days."""
    where, values = _days(selection)
    days = await database.rows(_DAYS.format(where=where), values)
    papers = await database.rows(_PAPERS.format(where=where), values)
    outcomes: dict[str, int] = {}
    for _, outcome, count in days:
        outcomes[outcome] = outcomes.get(outcome, 0) + count
    latencies = await _latencies(database, selection)
    return Stats(
        days=tuple((date.fromisoformat(day), outcome, count) for day, outcome, count in days),
        outcomes=outcomes,
        papers=tuple((key, count) for key, count in papers),
        helpful=await _count(database, "feedback", selection, "helpful = 1"),
        not_helpful=await _count(database, "feedback", selection, "helpful = 0"),
        reports=await _count(database, "reports", selection),
        p50_ms=_percentile(latencies, 0.5),
        p99_ms=_percentile(latencies, 0.99),
    )


async def _latencies(database: Database, selection: Selection) -> list[float]:
    """How long the newest answers of the period took, in milliseconds, in order."""
    since, until = _bounds(selection)
    sql = sql_of(Selection(server=selection.server, everywhere=selection.everywhere, since=since, until=until))
    query = f"SELECT a.latency_ms FROM {sql.tables} WHERE {sql.where} ORDER BY {sql.order} LIMIT {NEWEST}"  # noqa: S608
    return sorted(row[0] for row in await database.rows(query, sql.values))


async def _count(database: Database, table: str, selection: Selection, more: str = "true") -> int:
    place = "true" if selection.everywhere else "server IS :server"
    since, until = _bounds(selection)
    values = {
        "server": selection.server,
        "since": written(since) if since else "",
        "until": written(until) if until else "9999",
    }
    query = f"SELECT count(*) FROM {table} WHERE {place} AND {more} AND at >= :since AND at < :until"  # noqa: S608
    row = await database.row(query, values)
    return int(row[0]) if row else 0


def _days(selection: Selection) -> tuple[str, dict[str, object]]:
    """The condition on a table of days, as ``d``."""
    since, until = _bounds(selection)
    values: dict[str, object] = {
        "server": selection.server or "",
        "since": written(since)[:10] if since else "",
        "until": written(until)[:10] if until else "9999",
    }
    place = "true" if selection.everywhere else "d.server = :server"
    return f"{place} AND d.day >= :since AND d.day < :until", values


def _bounds(selection: Selection) -> tuple[datetime | None, datetime | None]:
    """A selection's period widened to whole days of UTC."""
    since = _midnight(selection.since) if selection.since else None
    until = _midnight(selection.until) if selection.until else None
    if until and selection.until and until < selection.until:
        until = until + timedelta(days=1) if until.date() < date.max else None
    return since, until


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(UTC).date(), time(), UTC)


def _percentile(ranked: Sequence[float], share: float) -> float:
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0
