"""Removing a member from one server's tables: their rows, and their words where rows of others carry them."""

from __future__ import annotations

import aiosqlite

_ELSEWHERE = (
    # A follow-up is read with the question before it, which another member may have asked: that copy goes too.
    "UPDATE answers SET read_with = NULL WHERE server IS :server AND json_extract(read_with, '$.question') IN "
    "(SELECT question FROM answers WHERE server IS :server AND asker = :asker)",
    "DELETE FROM conversations WHERE server = coalesce(:server, '') AND (asker = :asker OR "
    "json_extract(turn, '$.question') IN (SELECT question FROM answers WHERE server IS :server AND asker = :asker))",
    "DELETE FROM feedback WHERE server IS :server AND asker = :asker",
    "DELETE FROM reports WHERE server IS :server AND asker = :asker",
    "UPDATE shown SET asker = NULL WHERE server IS :server AND asker = :asker",
)
SOLVED = (
    # The mark of a gap is a word of somebody's question: it goes with the last question that has it.
    "DELETE FROM solved WHERE server = coalesce(:server, '') AND word NOT IN "
    "(SELECT word FROM day_gaps WHERE server = coalesce(:server, ''))"
)
_ANSWERS = "DELETE FROM answers WHERE server IS :server AND asker = :asker"


async def forget(connection: aiosqlite.Connection, asker: str, server: str | None) -> int:
    """Remove a pseudonym's rows of a server (None: direct messages), within a transaction; how many answers that were.

    The state of buttons stays without a name, so that messages others see go on working.
    """
    whose = {"server": server, "asker": asker}
    for sql in _ELSEWHERE:
        await connection.execute(sql, whose)
    async with connection.execute(_ANSWERS, whose) as deleted:
        count = deleted.rowcount
    await connection.execute(SOLVED, whose)
    return count
