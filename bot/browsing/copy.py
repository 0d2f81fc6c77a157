"""A redacted copy of the logbook, in a temporary folder: hidden data is not in the copy, so no SQL can find it there."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from bot.browsing.visible import SEEN, TABLES, CopiedTable, seen
from bot.storage.logbook import existing
from bot.storage.selection import Selection
from corpus.errors import StorageError
from corpus.private import real, why

PREFIX = ".browse-"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


@contextmanager
def passing_folder(data_dir: Path) -> Iterator[Path]:
    """An empty folder in the data folder, readable only by its owner, and removed when the block ends.

    Folders of killed processes are removed first; a process holds a lock on its folder, so folders in use are
    recognised. Raises StorageError if the folder cannot be made.
    """
    try:
        sweep(data_dir)
        folder, held = _made(data_dir)
    except OSError as error:
        raise StorageError(f"No folder can be made in {data_dir}: {why(error)}.") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _made(data_dir: Path) -> tuple[Path, int]:
    """A new folder, and the descriptor that locks it; repeated if another process removed the folder before it was
    locked.
    """
    while True:
        folder = Path(mkdtemp(prefix=PREFIX, dir=data_dir))
        held = os.open(folder, _FOLDER)
        fcntl.flock(held, fcntl.LOCK_EX)
        if folder.exists():
            return folder, held
        os.close(held)


def sweep(data_dir: Path) -> None:
    """Remove the folders that killed processes left; links are not followed."""
    for folder in data_dir.glob(f"{PREFIX}*"):
        with suppress(OSError):  # another process removed it or holds it, or it is not ours
            held = os.open(folder, _FOLDER)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(held)


NAME = "logbook"
_FULL_TEXT = (
    """CREATE VIRTUAL TABLE answers_fts USING fts5 (
        question, text, content="answers", tokenize = 'unicode61 remove_diacritics 2'
    )""",
    "INSERT INTO answers_fts (answers_fts) VALUES ('rebuild')",
)


@contextmanager
def redacted(data_dir: Path, selection: Selection, names: bool) -> Iterator[Path]:
    """A copy of the logbook for a selection's server (or for all), in a folder that is removed when the block ends.

    Without ``names`` it has no pseudonyms and no ids of servers, channels or messages. Withheld words are not in it. It
    has only the tables of ``TABLES`` and the full text of ``answers``. Raises StorageError.
    """
    source = existing(data_dir)
    with passing_folder(data_dir) as folder:
        out = real(folder) / f"{NAME}.db"
        _copy(source, out, selection, names)
        yield out


def _copy(source: Path, out: Path, selection: Selection, names: bool) -> None:
    """Fill a new database from the logbook, which is opened read-only, in a single transaction."""
    place = {"everywhere": selection.everywhere, "server": selection.server}
    try:
        with closing(sqlite3.connect(out.as_uri(), uri=True, isolation_level=None)) as copy:
            copy.create_function(SEEN, 1, seen, deterministic=True)
            copy.execute("PRAGMA journal_mode = OFF")  # an interrupted copy is thrown away
            copy.execute("PRAGMA synchronous = OFF")
            copy.execute("ATTACH ? AS log", (f"{real(source).as_uri()}?mode=ro",))
            copy.execute("BEGIN")
            for table in TABLES:
                _fill(copy, table, place, names)
            copy.execute("COMMIT")  # release the logbook before the slow part
            for statement in _FULL_TEXT:
                copy.execute(statement)
    except sqlite3.Error as error:
        raise StorageError(
            f"The logbook could not be copied for browsing: {error}. Run “marrow doctor”."
        ) from None


def _fill(copy: sqlite3.Connection, table: CopiedTable, place: Mapping[str, object], names: bool) -> None:
    columns = table.shown(names)
    made = ", ".join(f"{column.name} {column.kind}" for column in columns)
    read = ", ".join(column.read for column in columns)
    copy.execute(f"CREATE TABLE {table.name} ({made})")
    copy.execute(f"INSERT INTO {table.name} SELECT {read} FROM {table.source}", place)  # noqa: S608  # names are ours
    for column in table.indexes:
        copy.execute(f"CREATE INDEX {table.name}_{column} ON {table.name} ({column})")
