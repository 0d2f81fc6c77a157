"""Backups: named by their time, tried as restoring them would, and removed once they are older than members are told."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import aiosqlite

from bot.storage.connecting import connection_to
from bot.storage.keys import known_keys
from bot.storage.migrate import too_new
from bot.storage.pseudonyms import KeyTrouble, Pseudonyms
from corpus.errors import StorageError
from corpus.private import check_plain, is_there, why

NAME = "logbook-%Y%m%dT%H%M%SZ.sqlite3"
_DATED = re.compile(r"logbook-\d{8}T\d{6}Z\.sqlite3")


class Tried(NamedTuple):
    """What a backup holds: how many rows, and when the newest of them was asked (ISO 8601), None where there is none."""

    rows: int
    newest: str | None


def dated(folder: Path, now: datetime) -> Path:
    """The file of a backup that is made now."""
    return folder / now.astimezone(UTC).strftime(NAME)


def newest(folder: Path) -> Path:
    """The newest backup of a folder. Raises StorageError where there is none."""
    found = _kept(folder)
    if not found:
        raise StorageError(f"There is no backup in {folder}; “marrow log backup {folder}” makes one.")
    return found[-1][1]


def rotate_out(folder: Path, days: int, now: datetime) -> int:
    """Remove the backups of a folder that are older than so many days, never the newest; how many. Raises StorageError."""
    old = [path for at, path in _kept(folder)[:-1] if now - at > timedelta(days=days)]
    for path in old:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"The old backup {path} could not be removed: {why(error)}.") from None
    return len(old)


async def tried(path: Path, data_dir: Path) -> Tried:
    """Read a backup whole, and hold it against what restoring it into a data folder needs; nothing is changed.

    Raises StorageError, a sentence, where it is damaged, no logbook, or of a newer Marrow; KeyTrouble where the folder's key
    for pseudonyms is not the one it was kept with.
    """
    try:
        check_plain(path)
        if not is_there(path):
            raise StorageError(f"There is no backup {path}; “marrow log backup {path}” makes one.")
        async with connection_to(_readable(path), uri=True) as database:
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
    """The first cell of a query, None where it has no row."""
    async with database.execute(query) as rows:
        row = await rows.fetchone()
    return row[0] if row is not None else None


def _kept(folder: Path) -> list[tuple[datetime, Path]]:
    """The backups that carry their time, the oldest first; whatever else lies there is not ours. Raises StorageError."""
    try:
        names = [path for path in folder.iterdir() if _DATED.fullmatch(path.name)]
    except OSError as error:
        raise StorageError(f"{folder} cannot be read: {why(error)}.") from None
    found = []
    for path in names:
        try:
            found.append((datetime.strptime(path.name, NAME).replace(tzinfo=UTC), path))
        except ValueError:  # digits that are no time
            continue
    return sorted(found)


def _readable(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


def _unsound(path: Path, found: str) -> StorageError:
    said = " ".join(found.split())
    return StorageError(f"The backup {path} is not sound ({said}): keep an older one, and make another now.")
