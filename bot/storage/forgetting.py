"""Removes a member's rows in one server, and their words where rows of others contain them (``bot.storage.traces`` lists where)."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable

import aiosqlite
from pydantic import TypeAdapter

from bot.storage.rows import found_json
from bot.storage.selection import pairs_of
from bot.storage.traces import ANSWERS, OTHERS, WRITTEN, Trace, whose
from corpus.patterns import late


def _question(column: str) -> str:
    """SQL for the question of a turn, written exactly as in the index ``answers_read_with``; NULL if the turn is
    damaged.
    """
    return f"CASE WHEN json_valid({column}) THEN json_extract({column}, '$.question') END"


_THEIRS = " UNION ".join(f"SELECT question FROM answers WHERE {one.where}" for one in (ANSWERS, WRITTEN))  # noqa: S608  # names are ours
# A follow-up is read with the question before it, which another member may have asked: that copy and its words go too.
_FOLLOWED = (
    "SELECT number, server, substr(asked_at, 1, 10) AS day, question, text, outcome, conversation, read_with, matched, "  # noqa: S608
    "unmatched, unknown_words, searched_also, coalesce(not_said, '[]') AS not_said FROM answers WHERE server IS :server AND read_with IS NOT NULL "
    f"AND {_question('read_with')} IN (SELECT value FROM json_each(:questions)) "
    "AND coalesce(asker, '') NOT IN (SELECT value FROM json_each(:names))"
)
# What somebody else's "More", "Ask about this message" or "answer this" asked was typed by whom the answer was for, and not by
# who pressed: kind "more", and surface "menu", which may be of what they wrote before they asked it themselves. Rows from
# before writers were kept, or without a name since, are known by the words alone.
_AGAIN = (
    "(surface = 'menu' OR kind = 'more')"  # as in the index of these, so that not every row of a server is read
)
REPEATED = (
    f"SELECT id FROM answers WHERE {WRITTEN.where} UNION SELECT id FROM answers AS again WHERE server IS :server AND {_AGAIN} AND question IN ({_THEIRS}) "  # noqa: S608
    f"AND (surface = 'menu' OR asked_at > (SELECT min(asked_at) FROM answers WHERE {ANSWERS.where} AND question = again.question))"
)
_GOING = tuple(
    f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(:ids))"  # noqa: S608  # names are ours
    for table, column in (("feedback", "answer"), ("reports", "answer"), ("awaited", "answer"), ("answers", "id"))
)
_WITHOUT = (
    "UPDATE answers SET read_with = NULL, text = :text, pairs = :pairs, matched = :matched, unmatched = :unmatched, "
    "unknown_words = :unknown_words, searched_also = :searched_also, not_said = :not_said WHERE number = :number"
)
_TALKS = (
    f"DELETE FROM conversations WHERE server = coalesce(:server, '') AND ({_question('turn')} IN "  # noqa: S608
    "(SELECT value FROM json_each(:questions)) OR conversation IN (SELECT value FROM json_each(:conversations)))"
)
_GAPS = (
    "UPDATE day_gaps SET questions = questions - 1 WHERE server = coalesce(:server, '') AND day = :day "
    "AND word IN (SELECT value FROM json_each(:before))",
    "INSERT INTO day_gaps SELECT DISTINCT coalesce(:server, ''), :day, value, 1 FROM json_each(:after) WHERE true "
    "ON CONFLICT DO UPDATE SET questions = questions + 1",
    "DELETE FROM day_gaps WHERE server = coalesce(:server, '') AND day = :day AND questions <= 0",
)
_LACKING = ("related", "nothing")  # outcomes whose words are counted as gaps
_WORDS = TypeAdapter(tuple[str, ...])
_LISTS = ("matched", "unmatched", "unknown_words", "searched_also", "not_said")  # columns of a question's words
_WORD, _NAMED = late(r"\w+"), late("“([^“”]*)”")
ENDED = 2  # in the column ``held`` of who waits: no answer can come
# Nobody can be answered a question that is gone: others who wait for it are told so when they look.
_WAITED = f"UPDATE awaited SET held = {ENDED}, address = NULL WHERE answer IN (SELECT id FROM answers WHERE {ANSWERS.where})"  # noqa: S608  # names are ours
_OWN = f"SELECT count(*) FROM answers WHERE {ANSWERS.where}"  # noqa: S608  # names are ours
SOLVED = (
    # A solved gap is a word from a question, so it is removed with the last question that has it.
    "DELETE FROM solved WHERE server = coalesce(:server, '') AND word NOT IN "
    "(SELECT word FROM day_gaps WHERE server = coalesce(:server, ''))"
)


async def forget(connection: aiosqlite.Connection, names: Iterable[str], server: str | None) -> int:
    """Remove the rows that lead to some pseudonyms in a server (None: direct messages), within a transaction. Returns
    how many answers were removed.

    The state of buttons stays without a name, so that the buttons of messages that others see still work.
    """
    values = whose(names, server)
    ((count,),) = await connection.execute_fetchall(_OWN, values)  # some of them go as repeated words
    await _forget_elsewhere(connection, values)
    for sql in (_WAITED, *filter(None, map(_forgetting, OTHERS)), _forgetting(ANSWERS), SOLVED):
        await connection.execute(sql, values)
    return int(count)


async def _forget_elsewhere(connection: aiosqlite.Connection, values: dict[str, object]) -> None:
    """Remove the forgotten member's words from follow-ups of other members, from follow-ups of those, and from their
    conversations.
    """
    async with connection.execute(_THEIRS, values) as theirs:
        questions = [row[0] async for row in theirs]
    talks, asked = set[str](), dict[str, set[str] | None].fromkeys(questions)
    while asked:  # it ends, because a cleared row has no earlier question any more
        async with connection.execute(_FOLLOWED, values | {"questions": json.dumps(list(asked))}) as found:
            rows = [_Followed(row) async for row in found]
        handed = dict[str, set[str]]()
        for row in rows:
            words = asked.get(row.after)
            if words is not None and words.isdisjoint(row.inherited):
                continue  # it followed an equal question of another conversation
            await row.clear(connection)
            talks.add(row.conversation)
            handed.setdefault(row.question, set()).update(row.inherited)
        asked = {question: words for question, words in handed.items() if words}
    told = {"questions": json.dumps(questions), "conversations": json.dumps(sorted(talks))}
    await connection.execute(_TALKS, values | told)
    async with connection.execute(REPEATED, values) as repeated:
        again = {"ids": json.dumps([row[0] async for row in repeated])}
    for sql in _GOING:
        await connection.execute(sql, again)


class _Followed:
    """A row that was read with another member's question. ``inherited``: the words, in lower case, that it has only
    from that question.
    """

    def __init__(self, row: sqlite3.Row) -> None:
        self._row = row
        self.question: str = row["question"]
        self.conversation: str = row["conversation"] or ""
        before = json.loads(row["read_with"])
        self.after: str = before["question"]
        terms, own = before.get("terms"), self.question.casefold()
        taken = {str(term).casefold() for term in terms} if isinstance(terms, list) else set[str]()
        # asked of all papers a question is that one again, and its terms are others
        words = taken | _parts(self.after)
        self.inherited = {word for word in words if word and word not in own}
        self._topics = {part for term in taken for part in _parts(term)} - _parts(own)

    async def clear(self, connection: aiosqlite.Connection) -> None:
        """Remove the inherited words from the row, and from the counts of gaps."""
        row, lists = self._row, {name: self._own(self._row[name]) for name in _LISTS}
        lists["not_said"] = [lacking for lacking in lists["not_said"] if not self._is_of_theirs(lacking)]
        text = self._told()
        values = {name: json.dumps(words, ensure_ascii=False) for name, words in lists.items()}
        values |= {"number": row["number"], "text": text, "pairs": pairs_of(self.question, text)}
        await connection.execute(_WITHOUT, values)
        if row["outcome"] in _LACKING:
            before = _read(row["unknown_words"]) or _read(row["unmatched"])
            after = lists["unknown_words"] or lists["unmatched"]
            counts = {"before": json.dumps(before), "after": json.dumps(after)}
            for sql in _GAPS:
                await connection.execute(sql, {"server": row["server"], "day": row["day"]} | counts)

    def _own(self, column: str) -> list[str]:
        return [word for word in _read(column) if not self._is_theirs(word)]

    def _is_theirs(self, said: str) -> bool:
        """Whether a word, or every word of a phrase, is inherited."""
        return said.casefold() in self.inherited or (bool(parts := _parts(said)) and parts <= self.inherited)

    def _is_of_theirs(self, lacking: str) -> bool:
        """Whether what a warning names has an inherited term among other words ("number of zebrafish")."""
        return not self._topics.isdisjoint(_parts(lacking))

    def _told(self) -> str:
        """The answer's text without the inherited words: those between quotation marks, and those in warnings above
        its quotes, are replaced; papers' lines stay.
        """
        above, quote, below = str(self._row["text"]).partition("\n> ")
        for lacking in sorted(filter(self._is_of_theirs, _read(self._row["not_said"])), key=len, reverse=True):
            above = above.replace(lacking, "…")
        lines = f"{above}{quote}{below}".split("\n")
        return "\n".join(line if line.startswith("> ") else _NAMED.sub(self._unnamed, line) for line in lines)

    def _unnamed(self, named: re.Match[str]) -> str:
        return "“…”" if self._is_theirs(named[1]) else named[0]


def _parts(said: str) -> set[str]:
    """The words of a text, in lower case."""
    return set(_WORD.findall(said.casefold()))


def _read(column: str) -> list[str]:
    """The words of a column; an empty list if it is damaged."""
    words = found_json(_WORDS, column, "the words of an answer")
    return list(words or ())


def _forgetting(trace: Trace) -> str:
    """The SQL that forgets a trace's rows; "" if the rows stay."""
    return {
        "goes": f"DELETE FROM {trace.table} WHERE {trace.where}",  # noqa: S608  # names are ours
        "nameless": f"UPDATE {trace.table} SET {trace.column} = NULL WHERE {trace.where}",  # noqa: S608
        "stays": "",
    }[trace.fate]
