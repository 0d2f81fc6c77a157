"""Whether the logbook's file, and what SQLite keeps beside it, are still those that were opened: nobody would find what is
written to a file that was removed or replaced, and two programs that hold different files of these destroy the logbook
(https://www.sqlite.org/howtocorrupt.html).
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import aiosqlite

from bot.storage.erasing import MOVE
from corpus.private import identity, real

BESIDE = ("-wal", "-shm")  # SQLite's log, and the index of it that all programs share


class Standing:
    """Remembers the files of a logbook that was opened. Its checks raise sqlite3.OperationalError."""

    def __init__(self, path: Path, writes: bool = False) -> None:
        """``writes``: the logbook is written, and closed with ``close``."""
        self._path, self._beside = path, tuple(path.with_name(path.name + end) for end in BESIDE)
        self._marks = {one: found for one in (path, *self._beside) if (found := identity(one)) is not None}
        self._guard = self._held_open() if writes else None

    def check(self) -> None:
        """Raise if one of the files was removed or replaced: nobody will find what is written; if only SQLite's log is gone,
        not even this program after a crash.
        """
        for path, opened in self._marks.items():
            if identity(path) != opened:
                raise sqlite3.OperationalError(f"{path.name} was removed or replaced meanwhile, so restart Marrow")

    def check_read(self) -> None:
        """The same if another program has other files beside the logbook, whose pages would be taken for ours."""
        if any(
            identity(path) not in (None, self._marks.get(path)) for path in self._beside if path in self._marks
        ):
            self.check()

    async def check_written(self, connection: aiosqlite.Connection) -> None:
        """The same, before a write and after it; what would be lost is saved first."""
        try:
            self.check()
        except sqlite3.Error:
            await self._save(connection)
            raise

    async def _save(self, connection: aiosqlite.Connection) -> None:
        """If SQLite's log is gone, move its content into the file, as far as no reader needs it: nobody else has it, and it
        would be lost if this process were killed. If another log is in its place, whose pages may be newer, nothing is moved.
        """
        log = self._beside[0]
        elsewhere = identity(log) != self._marks.get(log) and not _has_any(log)
        if elsewhere and identity(self._path) == self._marks.get(self._path):
            await connection.execute_fetchall(MOVE)

    def _held_open(self) -> sqlite3.Connection | None:
        """A connection that only reads, for ``close``; None if there cannot be one."""
        uri = f"{real(self._path).as_uri()}?mode=ro"
        with suppress(sqlite3.Error):
            held = sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None, check_same_thread=False)
            held.execute("SELECT 1 FROM sqlite_master").fetchone()
            return held
        return None

    async def close(self, connection: aiosqlite.Connection) -> None:
        """Close the last connection. It takes what is in SQLite's log into the file; not if one of the files is another: who
        closes while a connection that cannot write is open takes nothing.
        """
        guard, self._guard = self._guard, None
        with suppress(sqlite3.Error):
            await self.check_written(connection)
            if guard is not None:
                guard.close()
        try:
            await connection.close()
        finally:
            if guard is not None:
                guard.close()


def _has_any(path: Path) -> bool:
    """Whether a file has any bytes; False also if it is not there."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
