"""The pins of moderators: found by similar questions, listed, taken back. Pins stay in the tables; only names and words
are removed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

import aiosqlite
from pydantic import TypeAdapter

from bot.models import Pinned, PinnedSentence
from bot.storage.database import Database
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.rows import Entry, found, found_json
from bot.storage.selection import BY_ID, Selection, written, written_now

MOST = 500  # pins in force in one server
MOST_SENTENCES = 3  # of a pinned answer: as many as an answer of ours has
_SENTENCES = TypeAdapter(tuple[PinnedSentence, ...])
_MATCHING = (
    "SELECT DISTINCT p.* FROM pin_likes l JOIN pins p ON p.id = l.pin WHERE l.server = coalesce(:server, '') "
    "AND l.digest IN (SELECT value FROM json_each(:digests)) AND p.undone_at IS NULL ORDER BY p.at DESC, p.id"
)
_INSERT = (
    "INSERT INTO pins (id, server, library, snapshot, answer, question, sentences, author, at) "
    "VALUES (:id, :server, :library, :snapshot, :answer, "
    # Its asker may have had it removed while a moderator chose.
    "CASE WHEN EXISTS (SELECT 1 FROM answers WHERE id = :answer) THEN :question END, :sentences, :author, :at)"
)
_REPLACED = (
    "UPDATE pins SET undone_by = :author, undone_at = :at WHERE undone_at IS NULL AND id IN (SELECT pin FROM pin_likes "
    "WHERE server = coalesce(:server, '') AND digest IN (SELECT value FROM json_each(:digests)))"
)
_LIKE = "INSERT OR IGNORE INTO pin_likes (server, digest, pin) VALUES (coalesce(:server, ''), :digest, :id)"
_IN_FORCE = "SELECT count(*) FROM pins WHERE server IS :server AND undone_at IS NULL"
_UNDO = (
    "UPDATE pins SET undone_by = :by, undone_at = :at WHERE id = :id AND server IS :server AND undone_at IS NULL"
)


class Pin(Pinned):
    """A pin with its details: the pseudonyms of who pinned and undid it, the answer it was pinned to, and the question
    if its words may be kept.
    """

    server: str | None
    answer: str
    question: str | None
    author: str | None
    undone_by: str | None = None
    undone_at: datetime | None = None

    @classmethod
    def made(cls, pinned: Pinned, entry: Entry, kept: bool) -> Pin:
        """A new pin to the answer of ``entry``; ``kept``: the question's words may be kept."""
        question = (entry.question or None) if kept else None
        return cls(**pinned.model_dump(), server=entry.server, answer=entry.id, question=question, author=None)


class Pins:
    """The pins of each server; server None means the terminal and direct messages. Methods raise StorageError if the
    database cannot be used.
    """

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def begun(self) -> bool:
        """Whether the database has a table of pins; one that was last opened by an older release may have none."""
        return await self._database.row("SELECT 1 FROM sqlite_master WHERE name = 'pins'") is not None

    async def any(self, server: str | None) -> bool:
        """Whether a server has any pin in force."""
        query = "SELECT 1 FROM pins WHERE server IS ? AND undone_at IS NULL LIMIT 1"
        return await self._database.row(query, (server,)) is not None

    async def matching(self, server: str | None, alike: Iterable[str]) -> tuple[Pinned, ...]:
        """The pins in force to questions like one of these texts (as written, or as read), newest first."""
        names = [name for text in alike for name in self._digests(text, server)]
        if not names:
            return ()
        rows = await self._database.rows(_MATCHING, {"server": server, "digests": json.dumps(names)})
        return tuple(Pinned.model_validate(pin.model_dump(include=_PINNED)) for row in rows if (pin := _pin(row)))

    def known_by(self, server: str | None, alike: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """The keyed hashes of each text under every key, the current key last. These are kept instead of a question's
        words.
        """
        return tuple(self._digests(text, server) for text in sorted(alike))

    async def add(self, pin: Pin, known: Sequence[Sequence[str]], author: str | None) -> bool:
        """Keep a pin; ``known`` are its hashes from ``known_by``, and pins with the same hashes are undone. Returns
        False if the server has the most pins allowed.

        ``author`` is a member's id or "terminal: user", and is kept as a pseudonym; None: no author is kept.
        """
        values = pin.model_dump(
            mode="json", include={"id", "server", "library", "snapshot", "answer", "question"}
        ) | {
            "sentences": json.dumps([one.model_dump() for one in pin.sentences], ensure_ascii=False),
            "author": author and self._pseudonyms.reader(author, pin.server),
            "at": written(pin.at),
            "digests": json.dumps([name for names in known for name in names]),
        }

        async def work(connection: aiosqlite.Connection) -> bool:
            await connection.execute(_REPLACED, values)
            async with connection.execute(_IN_FORCE, values) as counted:
                row = await counted.fetchone()
            if row is not None and row[0] >= MOST:
                return False
            await connection.execute(_INSERT, values)
            await connection.executemany(_LIKE, [values | {"digest": names[-1]} for names in known])
            return True

        return await self._database.write(work)

    async def known_anew(self, pin: Pin, alike: Iterable[str]) -> None:
        """Let a pin be found under the current key too, by the texts that its question shares with others like it."""
        known = [names[-1] for names in self.known_by(pin.server, alike) if names]
        values = [{"server": pin.server, "digest": digest, "id": pin.id} for digest in known]

        async def work(connection: aiosqlite.Connection) -> None:
            await connection.executemany(_LIKE, values)

        await self._database.write(work)

    async def get(self, pin: str, selection: Selection) -> Pin | None:
        """One pin of a selection's server, by its id or the beginning of its id; None if no pin or several match."""
        if not pin.isalnum():
            return None
        place = "true" if selection.everywhere else "server IS :server"
        query = f"SELECT * FROM pins WHERE {place} AND {BY_ID}"  # noqa: S608
        rows = await self._database.rows(query, {"server": selection.server, "id": pin})
        return _pin(rows[0]) if len(rows) == 1 else None

    async def to(self, answer: str) -> Pin | None:
        """The newest pin in force to an answer; None if there is none."""
        query = "SELECT * FROM pins WHERE answer = ? AND undone_at IS NULL ORDER BY at DESC LIMIT 1"
        row = await self._database.row(query, (answer,))
        return _pin(row) if row is not None else None

    async def all(self, selection: Selection, limit: int, history: bool = False) -> list[Pin]:
        """A server's pins, newest first; ``history``: include those that were undone."""
        place = "true" if selection.everywhere else "server IS :server"
        force = "true" if history else "undone_at IS NULL"
        query = f"SELECT * FROM pins WHERE {place} AND {force} ORDER BY at DESC, id LIMIT :limit"  # noqa: S608
        rows = await self._database.rows(query, {"server": selection.server, "limit": limit})
        return [pin for row in rows if (pin := _pin(row))]

    async def undo(self, pin: str, server: str | None, by: str | None) -> bool:
        """Take a pin back. Returns False if the server has no pin in force with that id. ``by`` as ``author`` of
        ``add``.
        """
        name = by and self._pseudonyms.reader(by, server)
        values = {"id": pin, "server": server, "by": name, "at": written_now()}
        return bool(await self._database.execute(_UNDO, values))

    def _digests(self, text: str, server: str | None) -> tuple[str, ...]:
        """The keyed hashes of a question's terms, the current key last; empty without a key."""
        return self._pseudonyms.all_keyed("asked", text, server)


_PINNED = set(Pinned.model_fields)


def _pin(row: sqlite3.Row) -> Pin | None:
    """The pin in a row; None if it is damaged."""
    values = {name: row[name] for name in Pin.model_fields}
    values["sentences"] = found_json(_SENTENCES, row["sentences"], "the sentences of a pin")
    return found(Pin, values, "a pin")
