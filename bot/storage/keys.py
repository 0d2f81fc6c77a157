"""Checks that the key for pseudonyms belongs to the logbook, which keeps a fingerprint of each of its keys."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

import aiosqlite

from bot.storage.connecting import connection_to
from bot.storage.folder import to_read, unusable
from bot.storage.pseudonyms import KEY_FILE, KeyTrouble, Pseudonyms, first_key
from bot.storage.selection import written_now
from bot.storage.spool import BROKEN, LARGEST, WAITING
from corpus.errors import StorageError
from corpus.private import check_plain, is_there, read_own, why

_TABLES = "SELECT name FROM sqlite_master"
_NAMED = (("answers", "asker"), ("opted_out", "asker"), ("feedback", "asker"), ("reports", "asker"))
_SPOOLED = b'"asker": "'  # what a waiting row with a pseudonym contains
_OTHER = "is not the one the logbook was kept with"


async def checked(database: aiosqlite.Connection, data_dir: Path) -> Pseudonyms:
    """The keys of a data folder, after a check that they include every key that its logbook knows.

    Makes the first key if nobody has a pseudonym yet; several processes may do this at once. A logbook older than
    fingerprints accepts the key it finds. Raises KeyTrouble.
    """
    known = await known_keys(database)  # before the file, to which a new key is written first
    if not known and not is_there(data_dir / KEY_FILE) and not await _anybody(database, data_dir):
        first_key(data_dir)
    names = Pseudonyms.load(data_dir)
    if not known <= set(names.fingerprints):
        raise KeyTrouble(data_dir, _OTHER)
    return names


async def remember(database: aiosqlite.Connection, names: Pseudonyms) -> None:
    """Keep the fingerprints of keys that were just checked."""
    if new := set(names.fingerprints) - await known_keys(database):
        at = written_now()
        await database.executemany(
            "INSERT OR IGNORE INTO pseudonym_keys (fingerprint, at) VALUES (?, ?)", [(one, at) for one in new]
        )


async def examined(path: Path) -> Pseudonyms | None:
    """The same as ``checked`` for a logbook's file, without changing anything; None if there is no key yet and
    none is needed.

    Raises StorageError if the logbook cannot be read; KeyTrouble.
    """
    key, data_dir = is_there(path.with_name(KEY_FILE)), path.parent
    if not is_there(path):
        return Pseudonyms.load(data_dir) if key or _spooled(data_dir) else None
    _plain(path)
    try:
        async with connection_to(to_read(path), uri=True) as database:
            if not key and not await known_keys(database) and not await _anybody(database, data_dir):
                return None
            return await checked(database, data_dir)
    except sqlite3.Error as error:
        raise StorageError(f"The logbook {path} cannot be read: {error}.") from None


async def start_anew(path: Path) -> Path | None:
    """Make a new key for a logbook whose key is lost. Returns the new path of the old key file, which was
    renamed; None if there was no such file.

    Raises StorageError if the key is still the right one, or something cannot be written.
    """
    await check_lost(path)
    aside = _put_aside(path.with_name(KEY_FILE))
    first_key(path.parent)
    _forget_keys(path)
    return aside


async def check_lost(path: Path) -> None:
    """Raise StorageError if a logbook's key is still the right one, or the logbook cannot be read."""
    try:
        await examined(path)
    except KeyTrouble:
        return
    raise StorageError(
        "The key for pseudonyms is the one the logbook was kept with, so there is nothing to start anew; "
        "“marrow log rotate” adds a further key, and nothing is lost."
    )


def _put_aside(key: Path) -> Path | None:
    """Rename the key file, which may be the key of another logbook. Returns its new path; None if there is no
    such file.
    """
    aside = key.with_name(f"{KEY_FILE}.{secrets.token_hex(4)}")
    try:
        key.rename(aside)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError(f"{key} cannot be renamed: {why(error)}.") from None
    return aside


def _forget_keys(path: Path) -> None:
    """Remove the fingerprints from a logbook, so that it accepts the key it finds."""
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
    """The fingerprints of the keys that a logbook knows."""
    if "pseudonym_keys" not in await _tables(database):
        return set()
    return {row[0] for row in await database.execute_fetchall("SELECT fingerprint FROM pseudonym_keys")}


async def _tables(database: aiosqlite.Connection) -> set[str]:
    return {row[0] for row in await database.execute_fetchall(_TABLES)}


async def _anybody(database: aiosqlite.Connection, data_dir: Path) -> bool:
    """Whether anybody has a pseudonym: in a row of any schema, or in a row that waits in the spool."""
    tables = await _tables(database)
    for table, column in _NAMED:
        found = f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL LIMIT 1"  # noqa: S608  # names are ours
        if table in tables and list(await database.execute_fetchall(found)):
            return True
    return _spooled(data_dir)


def _plain(path: Path) -> None:
    """Raise StorageError if the logbook's path is not a plain file."""
    try:
        check_plain(path)
    except OSError as error:
        raise unusable(path.parent, error) from None


def _spooled(data_dir: Path) -> bool:
    """Whether a row with a pseudonym waits in the spool."""
    files = (data_dir / "spool" / name for name in (WAITING, BROKEN))
    try:
        return any(_SPOOLED in read_own(file, LARGEST) for file in files if is_there(file))
    except OSError as error:
        raise unusable(data_dir, error) from None
