"""``python -m bot.storage.erasing FILE MILLISECONDS``: erase the bytes of removed rows from a logbook's file.

It is a separate process, which may be killed at any time: it never changes what anybody reads, and others wait only for
one of its steps, a few hundredths of a second each. In each step it holds the lock for writing:

* the full-text index is merged into one part, because it keeps the words of removed rows until then;
* the unused parts of pages are overwritten: ``secure_delete`` overwrites deleted rows, but if SQLite moved rows between
  pages earlier, the old page still has their bytes between its table of cells and the first cell
  (https://www.sqlite.org/fileformat2.html#b_tree_pages). They are overwritten directly in the file, without SQLite, and
  so only while every page of the write-ahead log is in the file, where no checkpoint can bring an older copy; the
  commit at the end makes every connection read its pages again. A separate process is necessary because SQLite's
  locks are released when *any* descriptor of the file is closed in it (https://www.sqlite.org/howtocorrupt.html);
* the write-ahead log is cut to zero bytes.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

# kinds of b-tree pages (inner, leaf; index, table) and the size of their headers
TREES = {2: 12, 5: 12, 10: 8, 13: 8}
FIRST = 100  # bytes of the file's header, which stand before the first page's own
MOST_PAGES = 2**25  # from here on the first byte of an overflow page could be that of a b-tree page
_HEADER = struct.Struct(">BHHHB")  # kind, first free block, cells, start of their contents, fragments


def unused(page: bytes, number: int) -> tuple[int, int]:
    """The unused part of a page, ``page[start:stop]``; an empty range for pages of other kinds. ``number`` counts
    from 1.
    """
    begin = FIRST if number == 1 else 0
    kind, _, cells, content, _ = _HEADER.unpack_from(page, begin)
    if kind not in TREES:
        return 0, 0
    start, stop = begin + TREES[kind] + 2 * cells, content or 65536
    pointers = page[begin + TREES[kind] : start]
    sound = start <= stop <= len(page) and all(
        stop <= place < len(page) for (place,) in struct.iter_unpack(">H", pointers)
    )
    return (start, stop) if sound else (0, 0)


def left_over(page: bytes, number: int) -> tuple[int, int]:
    """The unused part of a page if it holds anything but zeros; otherwise an empty range."""
    start, stop = unused(page, number)
    return (start, stop) if page.count(0, start, stop) < stop - start else (0, 0)


MERGED = 64  # pages of the full-text index per step
PAGES = 256  # pages of the file per step
REST = 0.02  # seconds between two steps, in which others write
MOVE = "PRAGMA wal_checkpoint(PASSIVE)"  # move pages from the write-ahead log to the file, unless readers still need older ones
BUSY = "another program is using it"


class NotErasedError(Exception):
    """Why bytes could not be erased now; the text is the end of a sentence."""


def erase(path: Path, patience_ms: int) -> None:
    """Overwrite all bytes of removed rows in the file and its write-ahead log.

    ``patience_ms``: how long to wait for other programs at each step. Raises NotErasedError, sqlite3.Error or
    OSError.
    """
    with closing(_connected(path, patience_ms)) as writer, closing(_connected(path, patience_ms)) as other:
        _merge(writer)
        file = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            _overwrite(file, writer, other, patience_ms / 1000)
            os.fsync(file)
            _cut(other)
        finally:
            writer.close()  # first, because closing the descriptor releases SQLite's locks
            other.close()
            os.close(file)


def _connected(path: Path, patience_ms: int) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=patience_ms / 1000, isolation_level=None)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _merge(writer: sqlite3.Connection) -> None:
    """Merge the full-text index into one part, a few pages at a time
    (https://www.sqlite.org/fts5.html#the_merge_command).
    """
    merge = "INSERT INTO answers_text (answers_text, rank) VALUES ('merge', ?)"
    if not writer.execute("SELECT 1 FROM sqlite_master WHERE name = 'answers_text'").fetchone():
        return
    pages = -MERGED  # negative at first: merge all parts
    while True:
        before = writer.total_changes
        writer.execute(merge, (pages,))
        if writer.total_changes - before < 2:
            return
        pages = MERGED
        time.sleep(REST)


def _overwrite(file: int, writer: sqlite3.Connection, other: sqlite3.Connection, patience: float) -> None:
    """Overwrite the unused bytes of every page of the file with zeros."""
    (size,) = writer.execute("PRAGMA page_size").fetchone()
    if os.fstat(file).st_size // size >= MOST_PAGES:
        raise NotErasedError("the file is too large")
    with _alone(writer, other, patience):
        pass  # earlier removals are now in the file, and not only in the write-ahead log
    begin, most = 0, PAGES * size
    while begin < os.fstat(file).st_size:
        if any(_left(os.pread(file, most, begin), begin, size)):  # check without the lock first
            with _alone(writer, other, patience):
                for place, length in list(_left(os.pread(file, most, begin), begin, size)):
                    os.pwrite(file, bytes(length), place)
            time.sleep(REST)
        begin += most


def _left(content: bytes, begin: int, size: int) -> Iterator[tuple[int, int]]:
    """The places and lengths in the file of bytes that are left over in the pages of ``content``, which begins at
    ``begin``.
    """
    for offset in range(0, len(content) - size + 1, size):
        start, stop = left_over(content[offset : offset + size], (begin + offset) // size + 1)
        if stop > start:
            yield begin + offset + start, stop - start


@contextmanager
def _alone(writer: sqlite3.Connection, other: sqlite3.Connection, patience: float) -> Iterator[None]:
    """Hold the write lock while every page is in the file and nobody moves pages there; afterwards other connections
    read their pages anew.

    Raises NotErasedError if a reader keeps pages in the write-ahead log, or others move them, for longer than ``patience``
    seconds.
    """
    until = time.monotonic() + patience
    while True:
        other.execute(MOVE).fetchone()  # most of it without the lock, so that nobody waits for the disk
        writer.execute("BEGIN EXCLUSIVE")
        busy, logged, moved = other.execute(MOVE).fetchone()
        if logged == moved and not busy:  # while another program moves pages, both numbers are -1
            break
        writer.execute("ROLLBACK")
        if time.monotonic() > until:
            raise NotErasedError(BUSY)
        time.sleep(REST)
    try:
        yield
        (version,) = writer.execute("PRAGMA user_version").fetchone()
        writer.execute(f"PRAGMA user_version = {(version + 1) % 2**31}")  # any change will do
        writer.execute("COMMIT")
    finally:
        if writer.in_transaction:
            writer.execute("ROLLBACK")


def _cut(other: sqlite3.Connection) -> None:
    """Cut the write-ahead log to zero bytes. Raises NotErasedError."""
    other.execute(MOVE).fetchone()
    busy, *_ = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise NotErasedError(BUSY)


def main() -> None:
    """Erase; if that fails, print the reason to stderr and exit with code 1."""
    try:
        erase(Path(sys.argv[1]), int(sys.argv[2]))
    except (NotErasedError, sqlite3.Error, OSError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
