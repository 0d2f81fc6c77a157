"""What moderators have pinned: found by a question's likeness, listed, taken back. Nothing of it is removed but names and words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import aiosqlite
from pydantic import TypeAdapter

from bot.models import Pinned, PinnedSentence
from bot.storage.database import Database
from bot.storage.found import found, found_json
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.rows import Entry
from bot.storage.selection import Selection

MOST = 500  # pins in force in one server
MOST_SENTENCES = 3
_SENTENCES = TypeAdapter(tuple[PinnedSentence, ...])
_MATCHING = (
    "SELECT DISTINCT p.* FROM pin_likes l JOIN pins p ON p.id = l.pin WHERE l.server = coalesce(:server, '') "
    "AND l.digest IN (SELECT value FROM json_each(:digests)) AND p.undone_at IS NULL ORDER BY p.at DESC, p.id"
)
_INSERT = (
    "INSERT INTO pins (id, server, library, snapshot, answer, question, sentences, author, at) "
    "VALUES (:id, :server, :library, :snapshot, :answer, :question, :sentences, :author, :at)"
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
    """A pin as it is kept: who pinned and undid it (pseudonyms), to which answer, and the question, where its words are kept."""

    server: str | None
    answer: str
    question: str | None
    author: str | None
    undone_by: str | None = None
    undone_at: datetime | None = None

    @classmethod
    def made(cls, pinned: Pinned, entry: Entry, kept: bool) -> Pin:
        """What is pinned to a row; ``kept``: the question's words may be."""
        question = (entry.question or None) if kept else None
        return cls(**pinned.model_dump(), server=entry.server, answer=entry.id, question=question, author=None)


class Pins:
    """The pins of each server; None stands for the terminal and direct messages. Raises StorageError where they cannot be reached."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def any(self, server: str | None) -> bool:
        """Whether a server has any pin in force."""
        query = "SELECT 1 FROM pins WHERE server IS ? AND undone_at IS NULL LIMIT 1"
        return await self._database.row(query, (server,)) is not None

    async def matching(self, server: str | None, alike: Iterable[str]) -> tuple[Pinned, ...]:
        """What is pinned to questions that are written, or read, like one of some texts; the newest first."""
        names = [name for text in alike for name in self._digests(text, server)]
        if not names:
            return ()
        rows = await self._database.rows(_MATCHING, {"server": server, "digests": json.dumps(names)})
        return tuple(Pinned.model_validate(pin.model_dump(include=_PINNED)) for row in rows if (pin := _pin(row)))

    def known_by(self, server: str | None, alike: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """Each text under every key, the present one last: what is kept of a question's terms."""
        return tuple(self._digests(text, server) for text in sorted(alike))

    async def add(self, pin: Pin, known: Sequence[Sequence[str]], author: str | None) -> bool:
        """Keep a pin for the questions ``known_by`` some digests, in the place of those there were; False where the server has as
        many as may be.

        ``author`` is a member's id or "terminal: user", of which a pseudonym is kept; None: nobody's.
        """
        values = pin.model_dump(
            mode="json", include={"id", "server", "library", "snapshot", "answer", "question"}
        ) | {
            "sentences": json.dumps([one.model_dump() for one in pin.sentences], ensure_ascii=False),
            "author": author and self._pseudonyms.reader(author, pin.server),
            "at": _written(pin.at),
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

    async def get(self, pin: str, selection: Selection) -> Pin | None:
        """One pin by its id or the beginning of it, inside a selection's server; None where none or several begin so."""
        if not pin.isalnum():
            return None
        place = "true" if selection.everywhere else "server IS :server"
        query = f"SELECT * FROM pins WHERE {place} AND id >= :pin AND id < :pin || 'zzz' LIMIT 2"  # noqa: S608
        rows = await self._database.rows(query, {"server": selection.server, "pin": pin})
        return _pin(rows[0]) if len(rows) == 1 else None

    async def to(self, answer: str) -> Pin | None:
        """The pin in force that was made to an answer, the newest; None where there is none."""
        query = "SELECT * FROM pins WHERE answer = ? AND undone_at IS NULL ORDER BY at DESC LIMIT 1"
        row = await self._database.row(query, (answer,))
        return _pin(row) if row is not None else None

    async def all(self, selection: Selection, limit: int, history: bool = False) -> list[Pin]:
        """A server's pins, newest first; with ``history`` those too that were undone."""
        place = "true" if selection.everywhere else "server IS :server"
        force = "true" if history else "undone_at IS NULL"
        query = f"SELECT * FROM pins WHERE {place} AND {force} ORDER BY at DESC, id LIMIT :limit"  # noqa: S608
        rows = await self._database.rows(query, {"server": selection.server, "limit": limit})
        return [pin for row in rows if (pin := _pin(row))]

    async def undo(self, pin: str, server: str | None, by: str | None) -> bool:
        """Take a pin back; False where none of that id is in force there. ``by`` as ``author`` of ``add``."""
        name = by and self._pseudonyms.reader(by, server)
        values = {"id": pin, "server": server, "by": name, "at": _written(datetime.now(UTC))}
        return bool(await self._database.execute(_UNDO, values))

    def _digests(self, text: str, server: str | None) -> tuple[str, ...]:
        """A question's terms under each key, the present one last; none without a key."""
        return self._pseudonyms.all_keyed("asked", text, server)


_PINNED = set(Pinned.model_fields)


def _pin(row: sqlite3.Row) -> Pin | None:
    """The pin a row holds; None where it is damaged."""
    values = {name: row[name] for name in Pin.model_fields}
    values["sentences"] = found_json(_SENTENCES, row["sentences"], "the sentences of a pin")
    return found(Pin, values, "a pin")


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
