"""A redacted copy of the logbook, so that no SQL whatever can find in it what is hidden, in a folder that goes with its process."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from bot.browsing.tables import TABLES, Table
from bot.storage.logbook import existing
from bot.storage.selection import Selection
from corpus.errors import StorageError
from corpus.private import why

PREFIX = ".browse-"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


@contextmanager
def passing_folder(data_dir: Path) -> Iterator[Path]:
    """An empty folder in a data folder, for its owner's eyes alone, removed when the block ends.

    Those of processes that were killed are removed first: a lock, which goes with its process, tells them from those
    still in use. Raises StorageError where it cannot be made.
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
    """A new folder and the lock on it; another, where somebody swept this one away before it was locked."""
    while True:
        folder = Path(mkdtemp(prefix=PREFIX, dir=data_dir))
        held = os.open(folder, _FOLDER)
        fcntl.flock(held, fcntl.LOCK_EX)
        if folder.exists():
            return folder, held
        os.close(held)


def sweep(data_dir: Path) -> None:
    """Remove the folders that a killed process left and nobody holds; never through a link."""
    for folder in data_dir.glob(f"{PREFIX}*"):
        with suppress(OSError):  # another process was quicker, or holds it, or it is none of ours
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
    """A copy of the server that a selection means (or of all), in a folder of its own that goes when the block ends.

    Without ``names`` it holds no pseudonym and no id of a server, channel or message. Where words are withheld it
    holds none. It has the tables of ``TABLES`` and the full text of ``answers``, nothing else. Raises StorageError.
    """
    source = existing(data_dir)
    with passing_folder(data_dir) as folder:
        out = folder.resolve() / f"{NAME}.db"
        _copy(source, out, selection, names)
        yield out


def _copy(source: Path, out: Path, selection: Selection, names: bool) -> None:
    """Fill a new database from one reading transaction of the logbook, which is opened to be read alone."""
    place = {"everywhere": selection.everywhere, "server": selection.server}
    try:
        with closing(sqlite3.connect(out.as_uri(), uri=True, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")  # a copy that is cut off is thrown away
            copy.execute("PRAGMA synchronous = OFF")
            copy.execute("ATTACH ? AS log", (f"{source.resolve().as_uri()}?mode=ro",))
            copy.execute("BEGIN")
            for table in TABLES:
                _fill(copy, table, place, names)
            copy.execute("COMMIT")  # the logbook is let go before the slow part
            for statement in _FULL_TEXT:
                copy.execute(statement)
    except sqlite3.Error as error:
        raise StorageError(
            f"The logbook could not be copied for browsing: {error}. Run “marrow doctor”."
        ) from None


def _fill(copy: sqlite3.Connection, table: Table, place: Mapping[str, object], names: bool) -> None:
    columns = table.shown(names)
    made = ", ".join(f"{column.name} {column.kind}" for column in columns)
    read = ", ".join(column.read for column in columns)
    copy.execute(f"CREATE TABLE {table.name} ({made})")
    copy.execute(f"INSERT INTO {table.name} SELECT {read} FROM {table.source}", place)  # noqa: S608  # names are ours
    for column in table.indexes:
        copy.execute(f"CREATE INDEX {table.name}_{column} ON {table.name} ({column})")
