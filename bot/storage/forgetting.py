"""Removing a member from one server's tables: their rows, and their words where rows of others carry them."""

from __future__ import annotations

from collections.abc import Iterable

import aiosqlite

from bot.storage.people import ANSWERS, OTHERS, Trace, whose


def _question(column: str) -> str:
    """A turn's question as SQL, in the words of the index ``answers_read_with``; of a damaged turn, nothing."""
    return f"CASE WHEN json_valid({column}) THEN json_extract({column}, '$.question') END"


_THEIRS = f"SELECT question FROM answers WHERE {ANSWERS.where}"  # noqa: S608  # names are ours
_ELSEWHERE = (
    # A follow-up is read with the question before it, which another member may have asked: that copy goes too.
    "UPDATE answers SET read_with = NULL WHERE server IS :server AND read_with IS NOT NULL AND "  # noqa: S608
    f"{_question('read_with')} IN ({_THEIRS})",
    f"DELETE FROM conversations WHERE server = coalesce(:server, '') AND {_question('turn')} IN ({_THEIRS})",  # noqa: S608
)
SOLVED = (
    # The mark of a gap is a word of somebody's question: it goes with the last question that has it.
    "DELETE FROM solved WHERE server = coalesce(:server, '') AND word NOT IN "
    "(SELECT word FROM day_gaps WHERE server = coalesce(:server, ''))"
)


async def forget(connection: aiosqlite.Connection, names: Iterable[str], server: str | None) -> int:
    """Remove what leads to some pseudonyms in a server (None: direct messages), within a transaction; how many answers.

    The state of buttons stays without a name, so that messages others see go on working.
    """
    values = whose(names, server)
    for sql in (*_ELSEWHERE, *filter(None, map(_forgetting, OTHERS))):
        await connection.execute(sql, values)
    async with connection.execute(_forgetting(ANSWERS), values) as deleted:
        count = deleted.rowcount
    await connection.execute(SOLVED, values)
    return count


def _forgetting(trace: Trace) -> str:
    """What is done with a trace's rows; nothing where they stay."""
    return {
        "goes": f"DELETE FROM {trace.table} WHERE {trace.where}",  # noqa: S608  # names are ours
        "nameless": f"UPDATE {trace.table} SET {trace.column} = NULL WHERE {trace.where}",  # noqa: S608
        "stays": "",
    }[trace.fate]
