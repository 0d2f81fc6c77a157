"""A server's public week in figures, and where each week was already told, so that it is told only once."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from bot.storage.database import Database
from bot.storage.selection import written
from corpus.models import Model
from corpus.patterns import late
from index.terms.analyzer import comparable

DAYS = timedelta(days=7)
SEVERAL = 3  # members who must have asked a question before others see its words
NEWEST = 20_000  # questions of a week that are looked at
KEPT = timedelta(days=60)  # how long told weeks are remembered
# Not counted: members who opted out, askers without a kept name, private answers, and texts that are not questions.
_ASKED = """
SELECT a.number, substr(a.asked_at, 1, 10) AS day, a.asked_at, a.asker, a.question, a.outcome, EXISTS (
    SELECT 1 FROM answers t WHERE t.server = a.server AND t.surface = 'awaited' AND t.question = a.question AND t.asker = a.asker
) AS told
FROM answers a JOIN shown s ON s.answer = a.id AND s.server = a.server AND s.public
WHERE a.server = :server AND a.asked_at >= :since AND a.asked_at < :until
AND s.channel IN (SELECT value FROM json_each(:channels)) AND a.outcome IN ('answered', 'related', 'nothing')
AND a.surface <> 'awaited' AND a.withheld IS NULL AND a.asker IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM opted_out o WHERE o.server = a.server AND o.asker IN (a.asker, a.writer))
ORDER BY a.asked_at DESC, a.number DESC LIMIT :most
"""
_CHANNELS = (
    "SELECT DISTINCT s.channel FROM answers a JOIN shown s ON s.answer = a.id AND s.server = a.server AND s.public "
    "WHERE a.server = :server AND a.asked_at >= :since AND a.asked_at < :until AND s.channel IS NOT NULL"
)
_QUOTED = (
    "SELECT key, count(DISTINCT answer) AS answers FROM quotes WHERE answer IN (SELECT value FROM json_each(?)) "
    "GROUP BY key ORDER BY 2 DESC, 1 LIMIT ?"
)
# A member has another name under another key, and would be counted twice.
_NAMED_SINCE = "SELECT max(at) FROM pseudonym_keys HAVING count(*) > 1"
_CLAIM = (
    "INSERT INTO weekly (server, channel, day) SELECT :server, :channel, :day WHERE NOT EXISTS (SELECT 1 FROM weekly "
    "WHERE server = :server AND channel = :channel AND day > :before AND day < :after)"
)
_OLD = "DELETE FROM weekly WHERE server = :server AND (day < :old OR day >= :after)"
_WORD = late(r"\w+")


class Week(Model):
    """What was asked in public during some days, without names.

    ``days``: (day, outcome, number of questions). ``papers``: (key, answers that quote it), the most quoted first.
    ``questions``: (a question, members who asked it), if at least ``SEVERAL`` members asked it in the same words.
    ``unanswered``: the number of questions still without an answer.
    """

    days: tuple[tuple[date, str, int], ...] = ()
    papers: tuple[tuple[str, int], ...] = ()
    questions: tuple[tuple[str, int], ...] = ()
    unanswered: int = 0

    @property
    def asked(self) -> int:
        """The number of questions."""
        return sum(count for _, _, count in self.days)


class WeeklyFigures:
    """The weekly figures of servers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def channels(self, server: str, until: datetime) -> list[str]:
        """The ids of the channels with public answers in the seven days before ``until``. Raises StorageError."""
        values = {"server": server, "since": written(until - DAYS), "until": written(until)}
        return [row[0] for row in await self._database.rows(_CHANNELS, values)]

    async def week(self, server: str, until: datetime, most: int, channels: Collection[str]) -> Week:
        """The public questions of some channels (ids) in the seven days before ``until``, with at most ``most`` papers and
        questions.

        Raises StorageError.
        """
        values: dict[str, object] = {"server": server, "since": written(until - DAYS), "until": written(until)}
        values |= {"most": NEWEST, "channels": json.dumps(list(channels))}
        rows = await self._database.rows(_ASKED, values)
        numbers = "[" + ",".join(str(row["number"]) for row in rows) + "]"
        quoted = await self._database.rows(_QUOTED, (numbers, most))
        named = await self._database.row(_NAMED_SINCE)
        since = str(named[0]) if named else ""
        counts = Counter((row["day"], row["outcome"]) for row in rows)
        return Week(
            days=tuple(
                (date.fromisoformat(day), outcome, count) for (day, outcome), count in sorted(counts.items())
            ),
            papers=tuple((row["key"], row["answers"]) for row in quoted),
            questions=_by_several((row for row in rows if row["asked_at"] >= since), most),
            unanswered=sum(row["outcome"] != "answered" and not row["told"] for row in rows),
        )

    async def claim(self, server: str, channel: str, day: date) -> bool:
        """Claim the telling of the week that ends on a day in a channel. Returns False if a week was told or claimed
        there less than seven days ago.

        Rows that a wrong clock dated into the future do not count. Raises StorageError.
        """
        days = {"day": day, "before": day - DAYS, "after": day + timedelta(days=2), "old": day - KEPT}
        values = {"server": server, "channel": channel} | {name: one.isoformat() for name, one in days.items()}

        async def work(connection: Any) -> bool:
            await connection.execute(_OLD, values)
            async with connection.execute(_CLAIM, values) as claimed:
                return bool(claimed.rowcount)

        return await self._database.write(work)

    async def told(self, server: str, channel: str, day: date, message: str) -> None:
        """Note the message in which a claimed week was told. Raises StorageError."""
        sql = "UPDATE weekly SET message = ? WHERE server = ? AND channel = ? AND day = ?"
        await self._database.execute(sql, (message, server, channel, day.isoformat()))


def _by_several(rows: Iterable[Any], most: int) -> tuple[tuple[str, int], ...]:
    """The questions that at least ``SEVERAL`` members asked in the same words, with the number of those members, the
    most first.
    """
    askers = defaultdict[str, set[str]](set)
    for row in rows:
        askers[" ".join(_WORD.findall(comparable(row["question"])))].add(row["asker"])
    asked = sorted((-len(who), words) for words, who in askers.items() if words and len(who) >= SEVERAL)
    return tuple((words, -count) for count, words in asked[:most])
