"""Backups of the logbook: named by their time, checked as thoroughly as restoring them would need, and removed
after the number of days that members are told.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import aiosqlite

from bot.storage.connecting import connection_to
from bot.storage.folder import LEFT, to_read
from bot.storage.keys import known_keys
from bot.storage.migrate import too_new
from bot.storage.pseudonyms import KeyTrouble, Pseudonyms
from corpus.errors import StorageError
from corpus.patterns import late
from corpus.private import check_plain, is_there, why

NAME = "logbook-%Y%m%dT%H%M%SZ.sqlite3"
_DATED = late(r"logbook-\d{8}T\d{6}Z\.sqlite3")
# as ``draft`` names it
_UNFINISHED = late(r"\.logbook-\d{8}T\d{6}Z\.sqlite3\.[0-9a-f]{12}\.part(?:-journal|-wal|-shm)?")


class Tried(NamedTuple):
    """What a backup holds: its number of answers, and when the newest was asked (ISO 8601; None if it has no
    answers).
    """

    rows: int
    newest: str | None


def dated(folder: Path, now: datetime) -> Path:
    """The path of a backup that is made at the time ``now``."""
    return folder / now.astimezone(UTC).strftime(NAME)


def newest(folder: Path) -> Path:
    """The path of the newest backup in a folder. Raises StorageError if there is no backup."""
    found = _kept(folder)
    if not found:
        raise StorageError(f"There is no backup in {folder}; “marrow log backup {folder}” makes one.")
    return found[-1][1]


def rotate_out(folder: Path, days: int, now: datetime) -> int:
    """Remove the backups in a folder that are older than ``days`` days, but never the newest, and those that were never
    finished because their process was killed. Returns how many were removed. Raises StorageError.
    """
    old = [path for at, path in _kept(folder)[:-1] if now - at > timedelta(days=days)]
    for path in (*old, *_left(folder, now)):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"The old backup {path} could not be removed: {why(error)}.") from None
    return len(old)


def _left(folder: Path, now: datetime) -> list[Path]:
    """The remains of backups by killed processes: they hold as much as a backup, and nobody would look for them."""
    found = [path for path in folder.iterdir() if _UNFINISHED.fullmatch(path.name)]
    return [path for path in found if abs(now.timestamp() - path.lstat().st_mtime) > LEFT]


async def tried(path: Path, data_dir: Path) -> Tried:
    """Read a whole backup and check that it could be restored into a data folder; nothing is changed.

    Raises StorageError, with one sentence, if it is damaged, is not a logbook, or was written by a newer Marrow;
    KeyTrouble if the folder's key for pseudonyms is not the one the backup was kept with.
    """
    try:
        check_plain(path)
        if not is_there(path):
            raise StorageError(f"There is no backup {path}; “marrow log backup {path}” makes one.")
        async with connection_to(to_read(path), uri=True) as database:
            return await _tried(database, path, data_dir)
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {why(error)}.") from None
    except sqlite3.Error as error:
        raise _unsound(path, str(error)) from None


async def _tried(database: aiosqlite.Connection, path: Path, data_dir: Path) -> Tried:
    found, loose = await _first(database, "PRAGMA integrity_check(1)"), "PRAGMA foreign_key_check"
    if found != "ok" or await _first(database, loose) is not None:
        raise _unsound(path, str(found) if found != "ok" else "quotes without their answer")
    if await _first(database, "SELECT 1 FROM sqlite_master WHERE name = 'migrations'") is None:
        raise StorageError(f"{path} is no logbook of Marrow's.")
    await too_new(database)
    if not await known_keys(database) <= set(Pseudonyms.load(data_dir).fingerprints):
        raise KeyTrouble(data_dir, "is not the one this backup was kept with")
    rows, last = await _first(database, "SELECT count(*) FROM answers"), "SELECT max(asked_at) FROM answers"
    return Tried(int(rows), await _first(database, last))


async def _first(database: aiosqlite.Connection, query: str) -> Any:
    """The first cell of a query's first row; None if there are no rows."""
    async with database.execute(query) as rows:
        row = await rows.fetchone()
    return row[0] if row is not None else None


def _kept(folder: Path) -> list[tuple[datetime, Path]]:
    """The backups in a folder with the times in their names, oldest first; other files are ignored. Raises
    StorageError.
    """
    try:
        names = [path for path in folder.iterdir() if _DATED.fullmatch(path.name)]
    except OSError as error:
        raise StorageError(f"{folder} cannot be read: {why(error)}.") from None
    found = []
    for path in names:
        try:
            found.append((datetime.strptime(path.name, NAME).replace(tzinfo=UTC), path))
        except ValueError:  # the digits are not a time
            continue
    return sorted(found)


def _unsound(path: Path, found: str) -> StorageError:
    said = " ".join(found.split())
    return StorageError(f"The backup {path} is not sound ({said}): keep an older one, and make another now.")
