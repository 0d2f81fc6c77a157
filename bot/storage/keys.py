"""The key for pseudonyms and the logbook belong together: the logbook knows each key again by its fingerprint."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import aiosqlite

from bot.storage.connecting import connection_to
from bot.storage.folder import unusable
from bot.storage.pseudonyms import KEY_FILE, KeyTrouble, Pseudonyms, first_key
from bot.storage.spool import BROKEN, LARGEST, WAITING
from corpus.errors import StorageError
from corpus.private import check_plain, is_there, read_own, why

_TABLES = "SELECT name FROM sqlite_master"
_NAMED = (("answers", "asker"), ("opted_out", "asker"), ("feedback", "asker"), ("reports", "asker"))
_SPOOLED = b'"asker": "'  # as a waiting row says that somebody is named
_OTHER = "is not the one the logbook was kept with"


async def checked(database: aiosqlite.Connection, data_dir: Path) -> Pseudonyms:
    """The keys of a data folder, held against what its logbook knows of them.

    The first key is made where nobody has been named yet; several processes may come here at once. A logbook from
    before fingerprints takes the key there is. Raises KeyTrouble.
    """
    known = await known_keys(database)  # before the file is looked at: whoever makes a key writes the file first
    if not known and not is_there(data_dir / KEY_FILE) and not await _anybody(database, data_dir):
        first_key(data_dir)
    names = Pseudonyms.load(data_dir)
    if not known <= set(names.fingerprints):
        raise KeyTrouble(data_dir, _OTHER)
    return names


async def remember(database: aiosqlite.Connection, names: Pseudonyms) -> None:
    """Keep the fingerprints of keys that were just checked."""
    if new := set(names.fingerprints) - await known_keys(database):
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        await database.executemany(
            "INSERT OR IGNORE INTO pseudonym_keys (fingerprint, at) VALUES (?, ?)", [(one, at) for one in new]
        )


async def examined(path: Path) -> Pseudonyms | None:
    """The same for a logbook's file, changing nothing; None where there is no key yet and none is needed.

    Raises StorageError where the logbook cannot be read; KeyTrouble.
    """
    key, data_dir = is_there(path.with_name(KEY_FILE)), path.parent
    if not is_there(path):
        return Pseudonyms.load(data_dir) if key or _spooled(data_dir) else None
    _plain(path)
    try:
        async with connection_to(_readable(path), uri=True) as database:
            if not key and not await known_keys(database) and not await _anybody(database, data_dir):
                return None
            return await checked(database, data_dir)
    except sqlite3.Error as error:
        raise StorageError(f"The logbook {path} cannot be read: {error}.") from None


async def start_anew(path: Path) -> Path | None:
    """Make a new key for a logbook whose own is lost; where what stood in its place was put, None where nothing did.

    Raises StorageError where the key is sound, or something cannot be written.
    """
    try:
        await examined(path)
    except KeyTrouble:
        pass
    else:
        raise StorageError(
            "The key for pseudonyms is the one the logbook was kept with, so there is nothing to start anew; without "
            "--anew a further key is added, and nothing is lost."
        )
    aside = _put_aside(path.with_name(KEY_FILE))
    first_key(path.parent)
    _forget_keys(path)
    return aside


def _put_aside(key: Path) -> Path | None:
    """Rename what is there, for it may be the key of another logbook; to what."""
    aside = key.with_name(f"{KEY_FILE}.{secrets.token_hex(4)}")
    try:
        key.rename(aside)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError(f"{key} cannot be renamed: {why(error)}.") from None
    return aside


def _forget_keys(path: Path) -> None:
    """Let a logbook take the key it finds."""
    if not is_there(path):
        return
    _plain(path)
    try:
        with closing(sqlite3.connect(path)) as database, database:
            if database.execute(_TABLES + " WHERE name = 'pseudonym_keys'").fetchall():
                database.execute("DELETE FROM pseudonym_keys")
    except sqlite3.Error as error:
        raise StorageError(
            f"The logbook cannot be written: {error}. Stop what uses it and do this again."
        ) from None


async def known_keys(database: aiosqlite.Connection) -> set[str]:
    """The fingerprints a logbook knows."""
    if "pseudonym_keys" not in await _tables(database):
        return set()
    return {row[0] for row in await database.execute_fetchall("SELECT fingerprint FROM pseudonym_keys")}


async def _tables(database: aiosqlite.Connection) -> set[str]:
    return {row[0] for row in await database.execute_fetchall(_TABLES)}


async def _anybody(database: aiosqlite.Connection, data_dir: Path) -> bool:
    """Whether anybody was named with a key: in a row of any schema, or in one that waits."""
    tables = await _tables(database)
    for table, column in _NAMED:
        found = f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL LIMIT 1"  # noqa: S608  # names are ours
        if table in tables and list(await database.execute_fetchall(found)):
            return True
    return _spooled(data_dir)


def _plain(path: Path) -> None:
    """Raise StorageError where a logbook is no file."""
    try:
        check_plain(path)
    except OSError as error:
        raise unusable(path.parent, error) from None


def _readable(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro"


def _spooled(data_dir: Path) -> bool:
    """Whether a row that names somebody waits."""
    files = (data_dir / "spool" / name for name in (WAITING, BROKEN))
    try:
        return any(_SPOOLED in read_own(file, LARGEST) for file in files if is_there(file))
    except OSError as error:
        raise unusable(data_dir, error) from None
