"""Where rows go that the database cannot take: a file of JSON lines beside it, synced, read in as soon as it can."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bot.storage.rows import Row
from bot.storage.spooled import Waiting, read_line
from bot.storage.state import Shown
from corpus.errors import StorageError
from corpus.private import draft, held, is_there, make_folder, opened, read_own, reading, sync_folder, why

WAITING, BROKEN, LOCK = "rows.jsonl", "unreadable.jsonl", "lock"
LARGEST = 64 * 2**20  # bytes of either file: tens of thousands of answers


class Line(NamedTuple):
    """One line that waits, and the row it is."""

    written: bytes
    row: Row


class Drain:
    """What one reading-in found. What is put on ``refused`` is set aside with the lines that are no rows."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        read = [(line, read_line(line)) for line in lines]
        self.lines = [Line(line, row) for line, row in read if row is not None]
        self.refused = [line for line, row in read if row is None]


class Spool:
    """The spool of a data folder. Several processes may use it; a lock keeps appending and reading in apart."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "spool"
        self._waiting = Waiting()

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self._folder

    def append(self, rows: Sequence[Row]) -> None:
        """Write rows and sync them. Raises StorageError where that fails too."""
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        try:
            with self._locked():
                _append(self._folder / WAITING, lines)
                self._waiting.add(rows)
        except OSError as error:
            raise StorageError(
                f"Neither the logbook nor its spool ({self._folder}) can be written: {why(error)}. "
                "The answer is withheld, because it could not be logged; make room or mend the folder."
            ) from None

    def waiting(self) -> int:
        """How many rows wait to be read in. Raises OSError where the folder is closed."""
        return sum(1 for _ in self._lines())

    def is_empty(self) -> bool:
        """True where nothing waits."""
        try:
            return not is_there(self._folder / WAITING)
        except OSError:  # a closed folder: nothing can be read in from it
            return True

    def waits(self, answer: str, server: str | None) -> bool:
        """True where the row of an answer of a server, named by its id or the beginning of it, waits here."""
        return self._waiting.has(answer, server)

    def holds(self, answer: str) -> bool:
        """True where the row of an answer of any server, named by its whole id, waits here."""
        return self._waiting.holds(answer)

    def states(self) -> Sequence[Shown]:
        """The states of buttons that wait here, the newest last."""
        return self._waiting.states()

    @contextmanager
    def draining(self) -> Iterator[Drain]:
        """What waits; when the block ends well it is gone from the spool, otherwise it stays. Raises OSError.

        What is no row, or is refused in the block, is set aside in ``unreadable.jsonl``.
        """
        if self.is_empty():
            yield Drain(())
            return
        with self._locked():
            drain = Drain(list(self._lines()))
            self._waiting.add([line.row for line in drain.lines])
            yield drain
            if drain.refused:
                _append(self._folder / BROKEN, b"\n".join(drain.refused) + b"\n")
            (self._folder / WAITING).unlink(missing_ok=True)
            sync_folder(self._folder)
            self._waiting.clear()

    def forget(self, asker: str) -> int:
        """Drop a pseudonym's waiting rows; how many that were. Raises StorageError.

        What is left of a line that was cut short goes by the same mark: a row names its asker before its words.
        """
        if not self._folder.is_dir():
            return 0
        mark = f'"asker": {json.dumps(asker)}'.encode()
        try:
            with self._locked():
                self._waiting.forget(asker)
                _without(self._folder / BROKEN, mark)
                return _without(self._folder / WAITING, mark)
        except OSError as error:
            raise StorageError(
                f"The spool {self._folder} cannot be written: {why(error)}. Mend the folder and do this again."
            ) from None

    def rewrite(self, change: Callable[[bytes], bytes]) -> None:
        """Put another line in the place of each, those set aside too. Raises OSError."""
        if not self._folder.is_dir():
            return
        with self._locked():
            for path in (self._folder / WAITING, self._folder / BROKEN):
                lines = _all_lines(path)
                changed = [change(line) if line.strip() else line for line in lines]
                if changed != lines:
                    _replace(path, changed)

    def _lines(self) -> Iterator[bytes]:
        path = self._folder / WAITING
        if not is_there(path):
            return
        with reading(path, LARGEST) as file:
            for line in file:
                if line.strip():
                    yield line.rstrip(b"\n")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        make_folder(self._folder)
        with held(self._folder / LOCK):
            yield


def _without(path: Path, mark: bytes) -> int:
    """Write a file anew without the lines that hold ``mark``; how many of them were rows of answers."""
    lines = _all_lines(path)
    gone = [line for line in lines if mark in line]
    if gone:
        _replace(path, [line for line in lines if mark not in line])
    return sum(b'"question":' in line and not line.startswith(b'{"shown":') for line in gone)


def _all_lines(path: Path) -> list[bytes]:
    return read_own(path, LARGEST).split(b"\n") if is_there(path) else []


def _replace(path: Path, lines: Sequence[bytes]) -> None:
    """Write a file anew, whole or not at all."""
    with draft(path) as part:
        part.write_bytes(b"\n".join(lines))


def _append(path: Path, content: bytes) -> None:
    """Append and sync the file and its folder. A write cut short before this one must not swallow its first line."""
    file = opened(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
    try:
        size = os.fstat(file).st_size
        if size + len(content) > LARGEST:  # what could not be read in again is not written either
            said = f"it has {size:,} bytes, and at most {LARGEST:,} are kept there"
            raise OSError(errno.EINVAL, said, str(path))
        if size and os.pread(file, 1, size - 1) != b"\n":
            content = b"\n" + content
        written = os.write(file, content)
        if written != len(content):
            raise OSError("the disk is full")
        os.fsync(file)
    finally:
        os.close(file)
    sync_folder(path.parent)
