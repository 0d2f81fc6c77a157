"""What members wished (to be forgotten, to opt out, to opt in), kept beside the logbook too: a backup that is put back
does not know later wishes, and would bring back what was deleted. Each wish has a number, and the logbook knows the
last one that it fulfilled.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Literal

import aiosqlite
from pydantic import TypeAdapter

from bot.storage.connecting import surely
from bot.storage.database import Database
from bot.storage.folder import unusable
from bot.storage.forgetting import forget
from bot.storage.retention import DUE, NOW
from bot.storage.traces import names_in
from corpus.errors import StorageError
from corpus.models import Model
from corpus.private import held, is_there, read_own, why, write_whole

Kind = Literal["forget", "opt out", "opt in"]
FILE, LOCK = "wishes.jsonl", "wishes.lock"
LARGEST = 16 * 2**20  # bytes of the file
AHEAD = timedelta(days=1)  # a time that is later by so much was a clock's mistake
FULFILLED = "wishes fulfilled"  # a fact: the number of the last
_UNKNOWN = (
    "{} cannot be read: {}. It knows what members deleted and who opted out, so nothing begins without it: mend it or put a "
    "copy back; only if it is lost for good, move it away."
)
_LOG = logging.getLogger("marrow.storage")
_OPTING = {
    "opt out": "INSERT OR IGNORE INTO opted_out (server, asker) VALUES (?, ?)",
    "opt in": "DELETE FROM opted_out WHERE server = ? AND asker = ?",
}
_NEXT = (
    "INSERT INTO facts (key, value) VALUES (?, '1') "
    "ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING CAST(value AS INTEGER)"
)
_LAST = "SELECT CAST(value AS INTEGER) FROM facts WHERE key = ?"
_PUT = "INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)"


class Wish(Model):
    """One wish of the member with these pseudonyms (under each key) in a server (None: direct messages). Of a member
    who wants to be forgotten only digests are kept, by which their rows in a backup can be recognised.
    """

    number: int
    at: datetime
    wish: Kind
    server: str | None
    names: tuple[str, ...]


_WISH = TypeAdapter(Wish)


class Wishes:
    """Fulfils wishes, and repeats those that the logbook of a data folder does not know."""

    def __init__(self, database: Database, data_dir: Path) -> None:
        self._database, self._folder = database, data_dir

    async def fulfil(self, wish: Kind, server: str | None, names: Iterable[str]) -> int:
        """Fulfil a wish, then keep it. Returns how many answers were removed. Raises StorageError if it is not fulfilled."""
        names = tuple(names)
        called = tuple(_digest(name, server) for name in names) if wish == "forget" else names

        async def work(connection: aiosqlite.Connection) -> tuple[Wish, int]:
            ((number,),) = await connection.execute_fetchall(_NEXT, (FULFILLED,))
            kept = Wish(number=number, at=datetime.now(UTC), wish=wish, server=server, names=called)
            return kept, await _fulfilled(connection, kept, names)

        return await surely(self._fulfilled_and_kept(work))

    async def _fulfilled_and_kept(
        self, work: Callable[[aiosqlite.Connection], Awaitable[tuple[Wish, int]]]
    ) -> int:
        """Fulfil a wish and keep it, even if the caller is cancelled between the two: otherwise a backup that is put
        back would bring back what was removed.
        """
        kept, count = await self._database.write(work)
        try:
            await asyncio.to_thread(_added, self._folder, kept)
        except OSError as error:  # a full disk
            _LOG.warning(
                "A member's wish could not be kept beside the logbook, for after a backup: %s.", why(error)
            )
        return count

    async def again(self) -> None:
        """Fulfil the wishes that the logbook does not know, for example after a backup was put back. Raises
        StorageError, also if the wishes cannot be read: otherwise the words of members who opted out since would be
        kept, and later nobody could tell which of two wishes came last.
        """
        last = await self._last()
        wishes = await asyncio.to_thread(known, self._folder)
        unknown = [one for one in wishes if one.number > last]
        done = [await self._database.write(partial(_again, wish=one)) for one in unknown]
        if any(done):
            _LOG.warning(
                "The logbook is older than what members wished; that is done again (wishes: %d).", sum(done)
            )

    async def drop(self, servers: Collection[str | None]) -> None:
        """Remove the wishes of some servers. Raises StorageError."""
        await asyncio.to_thread(_kept, self._folder, lambda wish: wish.server not in servers)

    async def _last(self) -> int:
        row = await self._database.row(_LAST, (FULFILLED,))
        return int(row[0]) if row else 0


def _digest(name: str, server: str | None) -> str:
    return hashlib.sha256(f"forgotten\x00{server or ''}\x00{name}".encode()).hexdigest()


async def _again(connection: aiosqlite.Connection, wish: Wish) -> bool:
    """Do what a wish says, within a transaction; a member to be forgotten is found among the members of the rows.
    Returns False, and does nothing, if another process meanwhile fulfilled it or a later one.
    """
    if any(int(number) >= wish.number for (number,) in await connection.execute_fetchall(_LAST, (FULFILLED,))):
        return False
    await connection.execute(_PUT, (FULFILLED, str(wish.number)))
    names = wish.names
    if wish.wish == "forget":
        known = await names_in(connection, wish.server)
        names = tuple(name for name in known if _digest(name, wish.server) in wish.names)
    await _fulfilled(connection, wish, names)
    return True


async def _fulfilled(connection: aiosqlite.Connection, wish: Wish, names: Iterable[str]) -> int:
    """Do what is wished by the member with these names, within a transaction. Returns how many answers were removed."""
    if wish.wish == "forget":
        await connection.execute(_PUT, (DUE, NOW))
        return await forget(connection, names, wish.server)
    await connection.executemany(_OPTING[wish.wish], [(wish.server or "", name) for name in names])
    return 0


def _added(folder: Path, wish: Wish) -> None:
    """Write a wish among the others, in the place of those that it takes back or repeats. Raises OSError."""
    with held(folder / LOCK):
        others = [one for one in _read(folder) if _about(one) != _about(wish)]
        _write(folder, sorted([*others, wish], key=lambda one: one.number))


def _about(wish: Wish) -> tuple[object, ...]:
    """Whose wish it is and what about; of wishes about the same, only the last counts."""
    return wish.server, wish.names, wish.wish == "forget"


def forget_wishes(folder: Path, before: datetime, now: datetime) -> None:
    """Remove wishes that are older than every backup; an opt-out stays until it is taken back. Raises StorageError."""
    back, made = set[tuple[str | None, str]](), _made(known(folder), now)

    def stays(wish: Wish) -> bool:
        """The newest are asked first."""
        if wish.wish == "opt in":
            back.update((wish.server, name) for name in wish.names)
        out = wish.wish == "opt out" and not any((wish.server, name) in back for name in wish.names)
        return out or made.get(wish.number, wish.at) >= before

    _kept(folder, stays)


def _made(wishes: Iterable[Wish], now: datetime) -> dict[int, datetime]:
    """When each wish was made, by number: never before the one before it, whatever the machine's clock said. A time in
    the future is not used for the others.
    """
    made, latest = dict[int, datetime](), datetime.min.replace(tzinfo=UTC)
    for wish in wishes:
        if wish.at <= now + AHEAD:
            latest = max(latest, wish.at)
        made[wish.number] = max(latest, wish.at)
    return made


def _kept(folder: Path, stays: Callable[[Wish], bool]) -> None:
    """Keep the wishes for which ``stays`` is true, the newest asked first. Raises StorageError."""
    try:
        with held(folder / LOCK):
            wishes = _read(folder)
            stay = [one for one in reversed(wishes) if stays(one)][::-1]
            if len(stay) < len(wishes):
                _write(folder, stay)
    except OSError as error:
        raise unusable(folder, error) from None


def known(folder: Path) -> list[Wish]:
    """The wishes kept in a data folder, in order; none if there is no file. Raises StorageError."""
    try:
        return _read(folder)
    except OSError as error:
        raise StorageError(_UNKNOWN.format(folder / FILE, why(error))) from None


def _read(folder: Path) -> list[Wish]:
    """The wishes in their order; a damaged line is passed over. Raises OSError."""
    if not is_there(folder / FILE):
        return []
    found = []
    for line in read_own(folder / FILE, LARGEST).splitlines():
        try:
            found.append(_WISH.validate_json(line))
        except ValueError:
            _LOG.warning("A line of %s cannot be read, and is passed over.", FILE)
    return found


def _write(folder: Path, wishes: Iterable[Wish]) -> None:
    """Write the wishes. Raises OSError, also if they are more than could be read again."""
    content = b"".join(one.model_dump_json().encode() + b"\n" for one in wishes)
    if len(content) > LARGEST:
        raise OSError(errno.EFBIG, f"it would have more than {LARGEST:,} bytes", str(folder / FILE))
    write_whole(folder / FILE, content)
