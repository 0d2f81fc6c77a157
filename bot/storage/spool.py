"""The spool: a file of JSON lines beside the database. Rows that the database cannot take are synced to it, and read in
as soon as possible.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bot.storage.rows import Row, Shown
from bot.storage.spooled import Waiting, read_line
from corpus.errors import StorageError
from corpus.private import (
    draft,
    held,
    identity,
    is_there,
    make_folder,
    opened,
    read_own,
    reading,
    sync_folder,
    why,
)

WAITING, BROKEN, LOCK = "rows.jsonl", "unreadable.jsonl", "lock"
AHEAD = timedelta(days=1)  # a time that is later by so much was a clock's mistake
_MARK, _END = b'{"set aside before": "', b'"}'
LARGEST = 64 * 2**20  # bytes of either file: tens of thousands of answers
HELD = 2000  # rows in memory at most


class SpoolLine(NamedTuple):
    """One waiting line: its bytes, and the row it holds."""

    written: bytes
    row: Row


class Drain:
    """The lines found in the spool when it is read in. Lines put on ``refused`` are set aside with those that are not
    rows.
    """

    def __init__(self, lines: Sequence[bytes]) -> None:
        read = [(line, read_line(line)) for line in lines]
        self.lines = [SpoolLine(line, row) for line, row in read if row is not None]
        self.refused = [line for line, row in read if row is None]


class Spool:
    """The spool of a data folder. Several processes may use it; a lock keeps writers and readers apart."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir, self._home = data_dir, identity(data_dir)
        self._folder = data_dir / "spool"
        self._waiting = Waiting()
        self._held: list[Row] = []

    @property
    def folder(self) -> Path:
        """The folder of its files."""
        return self._folder

    def check_place(self) -> None:
        """Raise StorageError if the data folder was moved or replaced: rows written there would not be found again."""
        try:
            self._check()
        except OSError as error:
            raise StorageError(f"The data folder {self._data_dir} cannot be used: {why(error)}.") from None

    def _check(self) -> None:
        if self._has_moved():
            said = "the data folder was moved or replaced meanwhile, so restart Marrow where it is"
            raise OSError(errno.ESTALE, said, str(self._data_dir))

    def _has_moved(self) -> bool:
        return self._home is not None and identity(self._data_dir) != self._home

    def append(self, rows: Sequence[Row]) -> None:
        """Write rows and sync them. Raises StorageError if that fails and one is an answer; what only belongs to answers that
        may be seen already (the state of buttons, a message's id) is held in memory then, until there is room.
        """
        try:
            with self._locked():
                lines = b"".join(_written(row) + b"\n" for row in (*self._held, *rows))
                _append(self._folder / WAITING, lines)
                self._held.clear()
                self._waiting.add(rows)
        except OSError as error:
            if not any("question" in row for row in rows) and len(self._held) < HELD:
                self._held += rows
                self._waiting.add(rows)
                return
            raise StorageError(
                f"Neither the logbook nor its spool ({self._folder}) can be written: {why(error)}. "
                "The answer is withheld, because it could not be logged; make room or mend the folder."
            ) from None

    def waiting(self) -> int:
        """How many rows wait to be read in. Raises OSError if the folder cannot be read."""
        return sum(1 for _ in self._lines())

    def is_empty(self) -> bool:
        """Whether no rows wait."""
        try:
            return not (self._held or self._has_moved() or is_there(self._folder / WAITING))
        except OSError:  # the folder cannot be read
            return True

    def waits(self, answer: str, server: str | None) -> bool:
        """Whether the row of an answer of this server waits here, by its id or the beginning of its id."""
        return self._waiting.has(answer, server)

    def holds(self, answer: str) -> bool:
        """Whether the row of an answer of any server waits here, by its whole id."""
        return self._waiting.holds(answer)

    def states(self) -> Sequence[Shown]:
        """The states of buttons that wait here, newest last."""
        return self._waiting.states()

    @contextmanager
    def draining(self) -> Iterator[Drain]:
        """The waiting lines; they are removed from the spool if the block succeeds, and stay otherwise. Raises OSError.

        Lines that are not rows, or are refused in the block, are set aside in ``unreadable.jsonl``.
        """
        if self.is_empty():
            yield Drain(())
            return
        with self._locked():
            held = len(self._held)
            drain = Drain(list(self._lines()))
            self._waiting.add([line.row for line in drain.lines])
            yield drain
            if drain.refused:
                _append(self._folder / BROKEN, b"\n".join(drain.refused) + b"\n")
            (self._folder / WAITING).unlink(missing_ok=True)
            sync_folder(self._folder)
            del self._held[:held]
            self._waiting.clear()

    def forget(self, asker: str) -> int:
        """Remove the waiting rows of a pseudonym. Returns how many answers were removed. Raises StorageError.

        A damaged line is found by the same mark, because a row names its asker and its writer before its words.
        """
        self._held = [row for row in self._held if row.get("shown", {}).get("asker") != asker]
        if not self._folder.is_dir():
            return 0
        own, of_others = (f'"{column}": {json.dumps(asker)}'.encode() for column in ("asker", "writer"))
        try:
            with self._locked():
                self._waiting.forget(asker)
                for path, mark in ((BROKEN, own), (BROKEN, of_others), (WAITING, of_others)):
                    _without(self._folder / path, mark)
                return _without(self._folder / WAITING, own)
        except OSError as error:
            raise StorageError(
                f"The spool {self._folder} cannot be written: {why(error)}. Mend the folder and do this again."
            ) from None

    def age_out(self, before: datetime, now: datetime) -> int:
        """Remove what was set aside before a time. Returns how many lines. Raises StorageError.

        A line that is not a row may have no time; the present time is written behind such lines when they are first
        seen.
        """
        path, kept, since, gone = self._folder / BROKEN, list[bytes](), list[bytes](), 0
        try:
            if not is_there(path):
                return 0
            with self._locked():
                lines = [line for line in _all_lines(path) if line.strip()]
                for line in (*lines, _mark(now)):
                    if (at := _marked(line)) is None:
                        since.append(line)
                    elif at <= now + AHEAD:  # later is a clock's mistake, and says nothing
                        gone += len(since) if at < before else 0
                        kept += [*since, line] if since and at >= before else []
                        since.clear()
                if not kept:
                    path.unlink(missing_ok=True)
                elif kept != lines:
                    _replace(path, [*kept, b""])
        except OSError as error:
            raise StorageError(f"The spool {self._folder} cannot be tidied: {why(error)}.") from None
        return gone

    def of(self, names: Collection[str], server: str | None) -> list[Row]:
        """The waiting rows that name some pseudonyms in a server: answers, and states of buttons. Raises StorageError."""
        try:
            if self.is_empty():
                return []
            with self._locked():
                read = [row for line in self._lines() if (row := read_line(line)) is not None]
        except OSError as error:
            raise StorageError(f"The spool {self._folder} cannot be read: {why(error)}.") from None
        return [row for row in read if _names_in(row.get("shown") or row, names, server)]

    def rewrite(self, change: Callable[[bytes], bytes]) -> None:
        """Replace each line by ``change(line)``, in the set-aside lines too. Raises OSError."""
        if not self._folder.is_dir():
            return
        with self._locked():
            for path in (self._folder / WAITING, self._folder / BROKEN):
                lines = _all_lines(path)
                changed = [change(line) if line.strip() else line for line in lines]
                if changed != lines:
                    _replace(path, changed)

    def _lines(self) -> Iterator[bytes]:
        self._check()
        path = self._folder / WAITING
        if is_there(path):
            with reading(path, LARGEST) as file:
                for line in file:
                    if line.strip():
                        yield line.rstrip(b"\n")
        yield from map(_written, tuple(self._held))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._check()
        make_folder(self._folder)
        with held(self._folder / LOCK):
            yield


def _written(row: Row) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode()


def _mark(now: datetime) -> bytes:
    return _MARK + now.isoformat().encode() + _END


def _marked(line: bytes) -> datetime | None:
    """The time in a line that notes when the lines above it were there; None if it is another line."""
    if not (line.startswith(_MARK) and line.endswith(_END)):
        return None
    try:
        at = datetime.fromisoformat(line[len(_MARK) : -len(_END)].decode("ascii"))
    except ValueError:
        return None
    return at if at.tzinfo else None


def _names_in(row: Row, names: Collection[str], server: str | None) -> bool:
    return row.get("asker") in names and row.get("server") == server


def _without(path: Path, mark: bytes) -> int:
    """Rewrite a file without the lines that contain ``mark``. Returns how many of these were rows of answers."""
    lines = _all_lines(path)
    gone = [line for line in lines if mark in line]
    if gone:
        _replace(path, [line for line in lines if mark not in line])
    return sum(b'"question":' in line and not line.startswith(b'{"shown":') for line in gone)


def _all_lines(path: Path) -> list[bytes]:
    return read_own(path, LARGEST).split(b"\n") if is_there(path) else []


def _replace(path: Path, lines: Sequence[bytes]) -> None:
    """Rewrite a file, completely or not at all."""
    with draft(path) as part:
        part.write_bytes(b"\n".join(lines))


def _append(path: Path, content: bytes) -> None:
    """Append and sync the file and its folder. If an earlier write was cut short, a line break is added first."""
    file = opened(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
    try:
        size = os.fstat(file).st_size
        if size + len(content) > LARGEST:  # a larger file could not be read in again
            said = f"it has {size:,} bytes, and at most {LARGEST:,} are kept there"
            raise OSError(errno.EINVAL, said, str(path))
        if size and os.pread(file, 1, size - 1) != b"\n":
            content = b"\n" + content
        try:
            if os.write(file, content) != len(content):
                raise OSError("the disk is full")
            os.fsync(file)
        except OSError:
            os.ftruncate(file, size)  # otherwise half a row would stay and count as waiting
            if not size:
                path.unlink()
            raise
    finally:
        os.close(file)
    sync_folder(path.parent)
